//! What is only looked at: search, gaps, what does not hold.

use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{issue_message, issue_place, issue_remedy, severity_name};
use crate::model::pack::ClauseId;
use crate::model::search::search;
use crate::model::self_check::{Issue, Place, Severity};

impl Dialogue<'_> {
    /// Looks for clauses by words.
    pub(super) fn search(&mut self) -> Flow<()> {
        let mut words: Option<String> = None;
        self.each_time(|d| {
            let query = match words.take() {
                Some(query) => query,
                None => {
                    let prompt = d.tr("plain.search_for");
                    let about = vec![d.tr("tui.search_hint")];
                    d.ask(&prompt, &about).map_err(super::dialogue::leaving)?
                }
            };
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let notes = |clause: ClauseId| {
                let answers = book.assessment.answers_of(clause);
                answers
                    .map(|answer| answer.note.as_str())
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            let hits: Vec<ClauseId> = search(&book.pack, &query, &notes)
                .into_iter()
                .map(|hit| hit.clause)
                .collect();
            let rows = hits.iter().map(|id| {
                let title = book.pack.clause(*id).map(|clause| d.lang.of(&clause.title));
                format!("{id} {}", title.unwrap_or_default())
            });
            let rows: Vec<String> = rows.collect();
            if rows.is_empty() {
                d.tell("tui.search_nothing");
                return Ok(!query.trim().is_empty());
            }
            let menu = Menu::new(d.tr("plain.found"))
                .rows(rows)
                .act("done", d.tr("plain.done"))
                .takes_other();
            match d.choose(&menu)? {
                Choice::Row(at) => match hits.get(at) {
                    Some(id) => {
                        words = Some(query);
                        d.clause(*id)?;
                    }
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Other(typed) => words = Some(typed),
                Choice::Act(_) => return Ok(false),
            }
            Ok(true)
        })
    }

    /// What is not met or met in part.
    pub(super) fn gaps(&mut self) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let gaps = book.score().gaps;
        if gaps.must + gaps.should == 0 {
            self.tell("tui.gaps_none");
            return Ok(());
        }
        for (id, count) in [("tui.gaps_must", gaps.must), ("tui.gaps_should", gaps.should)] {
            let words = self.fill(id, &[("count", &count.to_string())]);
            self.say(words);
        }
        self.pick_check("plain.gaps", &|book, check| book.state(check).is_gap())
    }

    /// What does not hold; an issue that is chosen leads to where it is mended.
    pub(super) fn self_check(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let request = Request::SelfCheck(d.evidence_states.clone());
            let Some(Outcome::SelfCheck { found, .. }) = d.request(request) else {
                return Ok(false);
            };
            let count = |severity| found.count(severity).to_string();
            let (errors, warnings, notes) = (
                count(Severity::Error),
                count(Severity::Warning),
                count(Severity::Note),
            );
            let values = [
                ("errors", errors.as_str()),
                ("warnings", &warnings),
                ("notes", &notes),
            ];
            let title = d.fill("selfcheck.counts", &values);
            let rows = found.issues.iter().map(|issue| d.issue_row(issue)).collect();
            let menu = Menu::new(title)
                .rows(rows)
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.selfcheck_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match found.issues.get(at) {
                    Some(issue) => d.mend(issue)?,
                    None => d.tell("plain.not_a_choice"),
                },
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn issue_row(&self, issue: &Issue) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let place = issue_place(&book.pack, &book.assessment, &issue.place, self.lang);
        let message = issue_message(&book.pack, issue, self.lang);
        format!("{}: {place}, {message}", severity_name(issue.severity, self.lang))
    }

    fn mend(&mut self, issue: &Issue) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let remedy = issue_remedy(&book.pack, issue, self.lang).to_owned();
        let systems = &book.assessment.profile.systems;
        let place = |id: &String| systems.iter().position(|system| system.id == *id);
        let system = match &issue.place {
            Place::System(id) => place(id),
            Place::Condition { system: Some(id), .. } => place(id),
            _ => None,
        };
        let action_of = |uid: &String| {
            book.assessment
                .actions
                .get(uid)
                .map(|action| action.finding.clone())
        };
        let finding = match &issue.place {
            Place::Finding(uid) => Some(uid.clone()),
            Place::Action(uid) => action_of(uid),
            _ => None,
        };
        self.say(remedy);
        if let Some(at) = system {
            return self.system(at, super::form::Begin::List);
        }
        if let Some(uid) = finding {
            return self.finding(&uid);
        }
        match &issue.place {
            Place::Check { clause, target, .. } => self.answer_check(*clause, target),
            Place::Evidence(uid) => self.piece(uid),
            Place::Earlier(_) => self.earlier(),
            Place::SignOff(_) => self.review(),
            Place::Profile(_) | Place::Condition { .. } => self.profile(super::form::Begin::List),
            Place::System(_) => self.systems(),
            Place::Finding(_) | Place::Action(_) => self.findings(),
        }
    }
}
