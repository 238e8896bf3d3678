//! Answering checks: one step for one or many checks.

mod bounds;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use bounds::{check_risk, check_texts};

use super::Engagement;
use super::request::{AnswerDraft, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{Answer, CheckKey, Limitation, Sample, State};
use crate::model::change::{Action, Change, Kind, Object, get_path};
use crate::model::pack::{ClauseId, Subject};
use crate::model::scope::Target;

impl Engagement {
    /// Sets the answers of checks in one step; none where nothing would change.
    pub fn answer(&mut self, keys: &[CheckKey], draft: &AnswerDraft) -> Result<Option<Saved>> {
        self.answer_each(keys.iter().map(|key| (key, draft)))
    }

    /// Sets the answers of checks, each to its own values, in one step; none where nothing would
    /// change.
    pub fn answer_each<'a>(
        &mut self,
        given: impl IntoIterator<Item = (&'a CheckKey, &'a AnswerDraft)>,
    ) -> Result<Option<Saved>> {
        let mut changes = Vec::new();
        let mut seen = BTreeSet::new();
        // A check named twice is one check.
        for (key, draft) in given.into_iter().filter(|(key, _)| seen.insert(*key)) {
            self.check_key(key)?;
            changes.extend(self.changes_of_answer(key, draft)?);
        }
        self.commit(Action::Answer, changes)
    }

    /// The target that was named, else the one a clause leaves no choice about.
    pub fn target_named(&self, clause: ClauseId, named: Option<&Target>) -> Result<Target> {
        named.map_or_else(|| self.only_target(clause), |target| Ok(target.clone()))
    }

    /// The target a command without `--target` means: the organisation, or the only system.
    fn only_target(&self, clause: ClauseId) -> Result<Target> {
        let Some(found) = self.pack().clause(clause) else {
            return Err(self.no_such_clause(clause));
        };
        let systems = &self.assessment().profile.systems;
        match (found.subject, systems.as_slice()) {
            (Subject::Organisation, _) => Ok(Target::Organisation),
            (Subject::System, [only]) => Ok(Target::System(only.id.clone())),
            (Subject::System, []) => Err(Error::input("error.no_system_yet")
                .with("clause", clause)
                .hint("error.hint_add_system")),
            (Subject::System, many) => {
                let ids: Vec<&str> = many.iter().map(|system| system.id.as_str()).collect();
                Err(Error::input("error.name_a_system")
                    .with("clause", clause)
                    .with("known", ids.join(", "))
                    .hint("error.hint_target"))
            }
        }
    }

    /// The refusal of a clause that the pack does not have.
    pub fn no_such_clause(&self, clause: ClauseId) -> Error {
        Error::input("error.no_clause")
            .with("clause", clause)
            .hint("error.hint_list_clauses")
    }

    /// Refuses a clause, target or part that does not exist.
    pub(super) fn check_key(&self, key: &CheckKey) -> Result<()> {
        let clause = self
            .pack()
            .clause(key.clause)
            .ok_or_else(|| self.no_such_clause(key.clause))?;
        match (clause.subject, &key.target) {
            (Subject::Organisation, Target::Organisation) => {}
            (Subject::System, Target::System(id)) if self.assessment().profile.system(id).is_some() => {}
            _ => {
                let known: Vec<&str> = match clause.subject {
                    Subject::Organisation => vec![Target::Organisation.id()],
                    Subject::System => self
                        .assessment()
                        .profile
                        .systems
                        .iter()
                        .map(|s| s.id.as_str())
                        .collect(),
                }
                .to_vec();
                return Err(Error::input("error.not_a_target")
                    .with("clause", key.clause)
                    .with("target", &key.target)
                    .with("known", known.join(", "))
                    .hint("error.hint_targets"));
            }
        }
        match &key.part {
            Some(part) if clause.part(part).is_none() => {
                let parts: Vec<&str> = clause.parts.iter().map(|part| part.id.as_str()).collect();
                let hint = if parts.is_empty() {
                    "error.hint_no_parts"
                } else {
                    "error.hint_parts"
                };
                Err(Error::input("error.no_part")
                    .with("clause", key.clause)
                    .with("part", part)
                    .with("known", parts.join(", "))
                    .hint(hint))
            }
            _ => Ok(()),
        }
    }

    fn changes_of_answer(&mut self, key: &CheckKey, draft: &AnswerDraft) -> Result<Vec<Change>> {
        let current = self.assessment().answer(key).cloned();
        let mut next = current.clone().unwrap_or_else(|| Answer::unanswered(key));
        apply_draft(&mut next, draft)?;
        check_texts(&next)?;
        if let Some(Some(risk)) = &draft.risk_accepted {
            let as_of = &self.assessment().profile.assessment.as_of;
            check_risk(key.clause, risk, as_of, &self.today())?;
        }
        if current.as_ref() == Some(&next) || (current.is_none() && next == Answer::unanswered(key)) {
            return Ok(Vec::new());
        }
        next.prepared_by = self.author().to_owned();
        next.prepared_at = self.timestamp();
        Ok(match current {
            Some(current) => field_changes(Kind::Answer, &current.uid, &json!(current), &json!(next)),
            None => {
                next.uid = self.new_uid();
                vec![created(Kind::Answer, &next.uid, json!(next))]
            }
        })
    }
}

fn apply_draft(answer: &mut Answer, draft: &AnswerDraft) -> Result<()> {
    if let Some(state) = draft.state {
        answer.state = state;
        // A flag that no longer goes with the state leaves with it; undo brings both back.
        if !matches!(state, State::Met | State::Partial) {
            answer.alternative = None;
            answer.alternative_basis = None;
        }
        if !state.is_gap() {
            answer.risk_accepted = None;
        }
        if state != State::Unable {
            answer.limitation = None;
        }
    }
    if let Some(note) = &draft.note {
        answer.note.clone_from(note);
    }
    if let Some(methods) = &draft.methods {
        answer.methods.clone_from(methods);
        answer.methods.sort();
        answer.methods.dedup();
    }
    if let Some(sample) = &draft.sample {
        answer.sample = Some(sample.clone()).filter(|sample| *sample != Sample::default());
    }
    if let Some(reviewer) = &draft.reviewer {
        answer.reviewer.clone_from(reviewer);
    }
    if let Some(alternative) = &draft.alternative {
        answer.alternative = Some(alternative.clone()).filter(|text| !text.trim().is_empty());
    }
    if let Some(basis) = &draft.alternative_basis {
        answer.alternative_basis.clone_from(basis);
    }
    if let Some(limitation) = &draft.limitation {
        answer.limitation = limitation.clone().filter(|given| *given != Limitation::default());
    }
    if let Some(risk) = &draft.risk_accepted {
        answer.risk_accepted.clone_from(risk);
    }
    check_flags(answer)
}

fn check_flags(answer: &Answer) -> Result<()> {
    if answer.limitation.is_some() && answer.state != State::Unable {
        return Err(Error::input("error.limitation_state")
            .with("clause", answer.clause)
            .hint("error.hint_limitation"));
    }
    let stands_in = answer.alternative.is_some() || answer.alternative_basis.is_some();
    if stands_in && !matches!(answer.state, State::Met | State::Partial) {
        return Err(Error::input("error.alternative_state")
            .with("clause", answer.clause)
            .hint("error.hint_alternative"));
    }
    if let Some(risk) = &answer.risk_accepted {
        if !answer.state.is_gap() {
            return Err(Error::input("error.risk_state")
                .with("clause", answer.clause)
                .hint("error.hint_risk"));
        }
        bounds::has_last_day(answer.clause, risk)?;
    }
    Ok(())
}

/// The change that makes a record.
pub(super) fn created(kind: Kind, uid: &str, record: Value) -> Change {
    Change {
        object: Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        },
        before: Value::Null,
        after: record,
    }
}

/// The change that removes a record.
pub(super) fn removed(kind: Kind, uid: &str, record: Value) -> Change {
    created(kind, uid, record).inverse()
}

/// One change for each field in which two records differ.
pub(super) fn field_changes(kind: Kind, uid: &str, before: &Value, after: &Value) -> Vec<Change> {
    let empty = serde_json::Map::new();
    let (old, new) = (
        before.as_object().unwrap_or(&empty),
        after.as_object().unwrap_or(&empty),
    );
    let mut fields: Vec<&String> = old.keys().chain(new.keys()).collect();
    fields.sort();
    fields.dedup();
    fields
        .into_iter()
        .filter(|field| old.get(*field) != new.get(*field))
        .map(|field| Change {
            object: Object {
                kind,
                uid: uid.to_owned(),
                field: Some(field.clone()),
            },
            before: get_path(before, field),
            after: get_path(after, field),
        })
        .collect()
}
