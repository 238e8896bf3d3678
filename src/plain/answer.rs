//! Answering one check, part by part: its result and note, and what leads to the rest.

use super::book::Book;
use super::dialogue::{Dialogue, Flow, Stop};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use super::walk::about_clause;
use crate::engagement::request::{AnswerDraft, Request};
use crate::lang::{level_name, state_name, target_name};
use crate::model::assessment::{Answer, CheckKey, State};
use crate::model::bulk::{BulkPlan, Reach};
use crate::model::matrix::group_of;
use crate::model::pack::ClauseId;
use crate::model::reading::Reads;
use crate::model::scope::Target;

/// A field of a longer text that may stay empty.
pub(super) const LONG: Reads = Reads::Long { needed: false };

impl Dialogue<'_> {
    /// Answers a check; a step back is given on, so that whoever goes from check to check stops.
    pub(super) fn answer_check(&mut self, clause: ClauseId, target: &Target) -> Flow<()> {
        let mut key = CheckKey {
            clause,
            target: target.clone(),
            part: None,
        };
        let mut done = false;
        let mut brief = std::mem::replace(&mut self.answer_menu_said, true);
        self.each_time(|d| {
            let Some(menu) = d.answer_menu(&key, brief) else {
                return Ok(false);
            };
            d.say_answer(&key);
            brief = true;
            match d.choose_here(&menu)? {
                Choice::Act("done") => {
                    done = true;
                    return Ok(false);
                }
                Choice::Act(word) => d.answer_act(&mut key, word)?,
                Choice::Row(_) | Choice::Other(_) => d.tell("plain.not_a_choice"),
            }
            Ok(true)
        })?;
        if done { Ok(()) } else { Err(Stop::Back) }
    }

    fn answer_menu(&self, key: &CheckKey, brief: bool) -> Option<Menu> {
        let book = self.book.as_ref()?;
        let clause = book.pack.clause(key.clause)?;
        let state = answer_of(book, key).state;
        let name = target_name(&book.assessment.profile, &key.target, self.lang);
        let level = book
            .scope
            .check(key.clause, &key.target)
            .map(|check| level_name(check.level, self.lang));
        let title = format!(
            "{} {}, {name}, {}",
            clause.id,
            self.lang.of(&clause.title),
            level.unwrap_or_default()
        );
        let mut menu = Menu::new(title)
            .about(about_clause(book, key.clause, self.lang))
            .brief(brief);
        for state in State::ALL {
            menu = menu.act(state.id(), state_name(state, self.lang));
        }
        let grouped = group_of(&book.assessment.profile, key.target.id()).is_some();
        Some(
            menu.act("note", self.tr("tui.note_label"))
                .act("methods", self.tr("tui.method_label"))
                .act("sample", self.tr("answer.sample"))
                .act_if(
                    matches!(state, State::Met | State::Partial),
                    "alternative",
                    self.tr("answer.alternative"),
                )
                .act_if(state.is_gap(), "risk", self.tr("answer.risk"))
                .act_if(state == State::Unable, "limitation", self.tr("answer.limitation"))
                .act_if(
                    state == State::NotApplicable,
                    "reviewer",
                    self.tr("answer.reviewer"),
                )
                .act("evidence", self.tr("plain.evidence_of_check"))
                .act("finding", self.tr("plain.finding_of_check"))
                .act_if(!clause.parts.is_empty(), "part", self.tr("plain.choose_part"))
                .act_if(grouped, "group", self.tr("answer.group"))
                .act("done", self.tr("plain.done_enter"))
                .enter("done"),
        )
    }

    /// Says what is recorded for a check or part.
    fn say_answer(&mut self, key: &CheckKey) {
        let Some(book) = &self.book else {
            return;
        };
        let answer = answer_of(book, key);
        let part = key
            .part
            .as_deref()
            .and_then(|id| book.pack.clause(key.clause)?.part(id));
        let part = part.map(|part| self.lang.of(&part.label).to_owned());
        let state = state_name(answer.state, self.lang).to_owned();
        let state = match part {
            Some(part) => self.fill("plain.field", &[("label", &part), ("now", &state)]),
            None => self.fill("plain.result", &[("state", &state)]),
        };
        let note = answer.note.clone();
        let links: Vec<String> = book
            .assessment
            .links_for(key.clause, &key.target)
            .filter_map(|link| book.assessment.evidence.get(&link.evidence))
            .map(|evidence| format!("{} {}", evidence.label(), evidence.name()))
            .collect();
        self.say(state);
        if !note.is_empty() {
            self.say(note);
        }
        self.say_all(&links);
    }

    fn answer_act(&mut self, key: &mut CheckKey, word: &str) -> Flow<()> {
        if let Some(state) = State::from_id(word) {
            let draft = AnswerDraft {
                state: Some(state),
                ..AnswerDraft::default()
            };
            if self.save_answer(key, draft) && state != State::Unanswered {
                self.note(key)?;
                self.say_further(state);
            }
            return Ok(());
        }
        match word {
            "note" => self.note(key),
            "methods" => self.methods(key),
            "sample" => self.sample(key),
            "alternative" => self.alternative(key),
            "risk" => self.risk(key),
            "limitation" => self.limitation(key),
            "reviewer" => self.reviewer(key),
            "evidence" => self.evidence_of(key.clause, &key.target),
            "finding" => self.findings_of(key.clause, &key.target),
            "part" => self.part(key),
            _ => self.group(key),
        }
    }

    /// Says what can be recorded beside a result: the list of choices is not said again.
    fn say_further(&mut self, state: State) {
        self.tell(match state {
            State::Met => "plain.further_met",
            State::Partial => "plain.further_partial",
            State::NotMet => "plain.further_not_met",
            State::NotApplicable => "plain.further_not_applicable",
            State::Unable => "plain.further_unable",
            State::Unanswered => return,
        });
    }

    pub(super) fn save_answer(&mut self, key: &CheckKey, draft: AnswerDraft) -> bool {
        self.save(Request::Answer {
            keys: vec![key.clone()],
            draft,
        })
    }

    pub(super) fn current(&self, key: &CheckKey) -> Answer {
        let book = self.book.as_ref();
        book.map_or_else(|| Answer::unanswered(key), |book| answer_of(book, key))
    }

    fn note(&mut self, key: &CheckKey) -> Flow<()> {
        loop {
            let now = self.current(key).note;
            let entry = self.answer(&|d| Question::text("", d.tr("tui.note_label"), &now, LONG))?;
            let Some(Entry::Text(note)) = entry else {
                return Ok(());
            };
            let draft = AnswerDraft {
                note: Some(note),
                ..AnswerDraft::default()
            };
            if self.save_answer(key, draft) {
                return Ok(());
            }
        }
    }

    /// Chooses which part of the clause is answered.
    fn part(&mut self, key: &mut CheckKey) -> Flow<()> {
        let clause = self
            .book
            .as_ref()
            .and_then(|book| book.pack.clause(key.clause).cloned());
        let Some(clause) = clause else {
            return Ok(());
        };
        let at = self.option("tui.part_label", &|d| {
            let parts = clause.parts.iter();
            let parts =
                parts.map(|part| format!("{} {}", d.lang.of(&part.label), d.lang.of(&part.requirement)));
            std::iter::once(d.tr("tui.part_whole")).chain(parts).collect()
        })?;
        let part = at.checked_sub(1).and_then(|at| clause.parts.get(at));
        key.part = part.map(|part| part.id.clone());
        Ok(())
    }

    /// Gives the systems that share something with this one the same answer, after saying what it
    /// would do.
    fn group(&mut self, key: &CheckKey) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let Some(group) = group_of(&book.assessment.profile, key.target.id()) else {
            return Ok(());
        };
        let answer = answer_of(book, key);
        let targets = group.systems.into_iter().map(Target::System);
        let others = targets.filter(|target| *target != key.target);
        let chosen = others.map(|target| (key.clause, target));
        let plan = BulkPlan::new(&book.scope, &book.assessment, chosen, Reach::All);
        let draft = AnswerDraft {
            state: Some(answer.state),
            note: Some(answer.note).filter(|note| !note.is_empty()),
            ..AnswerDraft::default()
        };
        self.carry_out(&plan, draft)
    }
}

/// What is recorded for a check or part.
fn answer_of(book: &Book, key: &CheckKey) -> Answer {
    let answer = book.assessment.answer(key).cloned();
    answer.unwrap_or_else(|| Answer::unanswered(key))
}
