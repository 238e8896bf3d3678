//! What is recorded beside the result of a check: methods, sample, what stands in, accepted risk,
//! limitation, reviewer.

use super::answer::LONG;
use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use super::profile::any_day;
use crate::engagement::request::AnswerDraft;
use crate::lang::{alternative_kind_name, method_name, state_name};
use crate::model::assessment::{
    AlternativeBasis, AlternativeKind, CheckKey, Limitation, RiskAccepted, Sample,
};
use crate::model::pack::Method;
use crate::model::reading::Reads;

/// The methods in the order they are offered.
const METHODS: [Method; 3] = [Method::Examine, Method::Interview, Method::Test];

impl Dialogue<'_> {
    pub(super) fn methods(&mut self, key: &CheckKey) -> Flow<()> {
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

    pub(super) fn sample(&mut self, key: &CheckKey) -> Flow<()> {
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

    pub(super) fn alternative(&mut self, key: &CheckKey) -> Flow<()> {
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

    pub(super) fn risk(&mut self, key: &CheckKey) -> Flow<()> {
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

    pub(super) fn limitation(&mut self, key: &CheckKey) -> Flow<()> {
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

    pub(super) fn reviewer(&mut self, key: &CheckKey) -> Flow<()> {
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
}
