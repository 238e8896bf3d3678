//! Answering one check: state, note, methods, sample, what stands in, accepted risk, limitation,
//! reviewer, part by part.

use super::book::Book;
use super::dialogue::{Dialogue, Flow, Stop};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use super::walk::about_clause;
use crate::engagement::request::{AnswerDraft, Request};
use crate::lang::{alternative_kind_name, level_name, method_name, state_name, target_name};
use crate::model::assessment::{
    AlternativeBasis, AlternativeKind, Answer, CheckKey, Limitation, RiskAccepted, Sample, State,
};
use crate::model::bulk::{BulkPlan, Reach};
use crate::model::matrix::group_of;
use crate::model::pack::{ClauseId, Method};
use crate::model::reading::Reads;
use crate::model::scope::Target;

/// The methods in the order they are offered.
const METHODS: [Method; 3] = [Method::Examine, Method::Interview, Method::Test];
/// A field of a longer text that may stay empty.
const LONG: Reads = Reads::Long { needed: false };

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

    fn save_answer(&mut self, key: &CheckKey, draft: AnswerDraft) -> bool {
        self.save(Request::Answer {
            keys: vec![key.clone()],
            draft,
        })
    }

    fn current(&self, key: &CheckKey) -> Answer {
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

    fn methods(&mut self, key: &CheckKey) -> Flow<()> {
        let held = self.current(key).methods;
        let chosen: Vec<usize> = (0..METHODS.len())
            .filter(|at| METHODS.get(*at).is_some_and(|method| held.contains(method)))
            .collect();
        let entry = self.answer(&|d| {
            let names = METHODS.map(|method| method_name(method, d.lang).to_owned());
            Question::many("", d.tr("tui.method_label"), names.to_vec(), chosen.clone())
        })?;
        if let Some(Entry::Many(given)) = entry {
            let methods = given.iter().filter_map(|at| METHODS.get(*at).copied());
            let draft = AnswerDraft {
                methods: Some(methods.collect()),
                ..AnswerDraft::default()
            };
            self.save_answer(key, draft);
        }
        Ok(())
    }

    fn sample(&mut self, key: &CheckKey) -> Flow<()> {
        let now = self.current(key).sample.unwrap_or_default();
        self.tell("answer.about_sample");
        let (values, ended) = self.block(&[
            (
                "answer.population",
                "answer.hint_population",
                now.population,
                Reads::Line,
            ),
            ("answer.size", "answer.hint_size", now.size, Reads::Line),
            (
                "answer.selection",
                "answer.hint_selection",
                now.selection,
                Reads::Line,
            ),
            (
                "answer.exceptions",
                "answer.hint_exceptions",
                now.exceptions,
                LONG,
            ),
        ]);
        if let Ok([population, size, selection, exceptions]) = <[String; 4]>::try_from(values) {
            let sample = Sample {
                population,
                size,
                selection,
                exceptions,
            };
            let draft = AnswerDraft {
                sample: Some(sample),
                ..AnswerDraft::default()
            };
            self.save_answer(key, draft);
        }
        ended
    }

    fn alternative(&mut self, key: &CheckKey) -> Flow<()> {
        let answer = self.current(key);
        let basis = answer.alternative_basis.unwrap_or_default();
        self.tell("answer.about_alternative");
        let chosen = AlternativeKind::ALL.iter().position(|kind| *kind == basis.kind);
        let entry = self.answer(&|d| {
            let names = AlternativeKind::ALL.map(|kind| alternative_kind_name(kind, d.lang).to_owned());
            Question::choice("", d.tr("answer.kind"), names.to_vec(), chosen)
        })?;
        let kind = match entry {
            Some(Entry::Choice(at)) => AlternativeKind::ALL.get(at).copied().unwrap_or(basis.kind),
            _ => basis.kind,
        };
        let (values, ended) = self.block(&[
            ("answer.name", "answer.hint_name", basis.name, Reads::Line),
            (
                "answer.section",
                "answer.hint_section",
                basis.section,
                Reads::Line,
            ),
            (
                "answer.reasoning",
                "answer.hint_reasoning",
                answer.alternative.unwrap_or_default(),
                LONG,
            ),
        ]);
        if let Ok([name, section, reasoning]) = <[String; 3]>::try_from(values) {
            let nothing = name.is_empty() && section.is_empty() && reasoning.trim().is_empty();
            let basis = AlternativeBasis { kind, name, section };
            let draft = AnswerDraft {
                alternative: Some(reasoning),
                alternative_basis: Some(Some(basis).filter(|_| !nothing)),
                ..AnswerDraft::default()
            };
            self.save_answer(key, draft);
        }
        ended
    }

    fn risk(&mut self, key: &CheckKey) -> Flow<()> {
        let answer = self.current(key);
        let state = state_name(answer.state, self.lang);
        let about = self.fill("answer.about_risk", &[("state", state)]);
        self.say(about);
        let now = answer.risk_accepted.unwrap_or_default();
        let (values, ended) = self.block(&[
            ("answer.until", "answer.hint_until", now.until, any_day()),
            ("answer.reason", "answer.hint_reason", now.reason, LONG),
            (
                "answer.approver",
                "answer.hint_approver",
                now.approver,
                Reads::Line,
            ),
            (
                "answer.number",
                "answer.hint_number",
                now.approval_number,
                Reads::Line,
            ),
            (
                "answer.compensating",
                "answer.hint_compensating",
                now.compensating,
                LONG,
            ),
        ]);
        if let Ok([until, reason, approver, approval_number, compensating]) = <[String; 5]>::try_from(values)
        {
            let risk = RiskAccepted {
                until,
                reason,
                approver,
                approval_number,
                compensating,
            };
            let draft = AnswerDraft {
                risk_accepted: Some(Some(risk).filter(|risk| *risk != RiskAccepted::default())),
                ..AnswerDraft::default()
            };
            self.save_answer(key, draft);
        }
        ended
    }

    fn limitation(&mut self, key: &CheckKey) -> Flow<()> {
        let now = self.current(key).limitation.unwrap_or_default();
        self.tell("answer.about_limitation");
        let (values, ended) = self.block(&[
            ("answer.missing", "answer.hint_missing", now.missing, LONG),
            ("answer.why", "answer.hint_why", now.reason, LONG),
        ]);
        if let Ok([missing, reason]) = <[String; 2]>::try_from(values) {
            let draft = AnswerDraft {
                limitation: Some(Some(Limitation { missing, reason })),
                ..AnswerDraft::default()
            };
            self.save_answer(key, draft);
        }
        ended
    }

    fn reviewer(&mut self, key: &CheckKey) -> Flow<()> {
        let now = self.current(key).reviewer;
        self.tell("answer.about_reviewer");
        let (values, ended) =
            self.block(&[("answer.reviewer_name", "answer.hint_reviewer", now, Reads::Line)]);
        let draft = AnswerDraft {
            reviewer: values.into_iter().next(),
            ..AnswerDraft::default()
        };
        self.save_answer(key, draft);
        ended
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
