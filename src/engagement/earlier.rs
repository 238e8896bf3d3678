//! Findings of earlier years, entered from paper (前次缺失).

use serde_json::{Value, json};

use super::Engagement;
use super::answering::{created, field_changes, removed};
use super::findings::{set_day, set_text};
use super::request::{EarlierDraft, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::EarlierFinding;
use crate::model::change::{Action, Change, Kind, Object};
use crate::model::findings::earlier_in_order;

impl Engagement {
    /// Records a finding of an earlier year.
    pub fn add_earlier(&mut self, draft: &EarlierDraft) -> Result<Option<Saved>> {
        let mut earlier = EarlierFinding {
            number: self.next_number(Kind::Earlier)?,
            ..EarlierFinding::default()
        };
        self.enter(&mut earlier, draft)?;
        earlier.uid = self.new_uid();
        let change = created(Kind::Earlier, &earlier.uid, json!(earlier));
        self.commit(Action::SetEarlier, vec![change])
    }

    /// Changes a finding of an earlier year.
    pub fn set_earlier(&mut self, uid: &str, draft: &EarlierDraft) -> Result<Option<Saved>> {
        let current = self.earlier(uid)?.clone();
        let mut next = current.clone();
        self.enter(&mut next, draft)?;
        self.commit(
            Action::SetEarlier,
            field_changes(Kind::Earlier, uid, &json!(current), &json!(next)),
        )
    }

    /// Removes a finding of an earlier year. Findings that named it as the one they repeat name
    /// none any more.
    pub fn remove_earlier(&mut self, uid: &str) -> Result<Option<Saved>> {
        let earlier = json!(self.earlier(uid)?);
        let repeating = self.assessment().findings.values();
        let mut changes: Vec<Change> = repeating
            .filter(|finding| finding.repeats.as_deref() == Some(uid))
            .map(|finding| Change {
                object: Object {
                    kind: Kind::Finding,
                    uid: finding.uid.clone(),
                    field: Some("repeats".to_owned()),
                },
                before: json!(uid),
                after: Value::Null,
            })
            .collect();
        changes.push(removed(Kind::Earlier, uid, earlier));
        self.commit(Action::RemoveFinding, changes)
    }

    /// The earlier finding with a display number (`P-01`, `1`) or uid.
    pub fn earlier_named(&self, name: &str) -> Result<&EarlierFinding> {
        let is_named = |earlier: &&EarlierFinding| {
            earlier.uid == name
                || earlier.label().eq_ignore_ascii_case(name)
                || earlier.number.to_string() == name
        };
        let found = earlier_in_order(self.assessment()).into_iter().find(is_named);
        found.ok_or_else(|| {
            Error::input("error.no_earlier")
                .with("id", name)
                .hint("error.hint_list_earlier")
        })
    }

    pub(super) fn earlier(&self, uid: &str) -> Result<&EarlierFinding> {
        let found = self.assessment().earlier.get(uid);
        found.ok_or_else(|| Error::input("error.earlier_gone").hint("error.hint_look_findings"))
    }

    fn enter(&self, earlier: &mut EarlierFinding, draft: &EarlierDraft) -> Result<()> {
        let texts = [
            ("document", &mut earlier.document, &draft.document),
            ("condition", &mut earlier.condition, &draft.condition),
            ("note", &mut earlier.note, &draft.note),
        ];
        for (name, field, value) in texts {
            set_text(name, field, value.as_ref())?;
        }
        set_day("dated", &mut earlier.dated, draft.dated.as_ref())?;
        set_day("deadline", &mut earlier.deadline, draft.deadline.as_ref())?;
        if let Some(clauses) = &draft.clauses {
            for clause in clauses {
                if !earlier.clauses.contains(clause) && self.pack().clause(*clause).is_none() {
                    return Err(self.no_such_clause(*clause));
                }
            }
            earlier.clauses.clone_from(clauses);
            earlier.clauses.sort();
            earlier.clauses.dedup();
        }
        if let Some(source) = draft.source {
            earlier.source = source;
        }
        if let Some(state) = draft.state {
            earlier.state = state;
        }
        check(earlier)
    }
}

fn check(earlier: &EarlierFinding) -> Result<()> {
    if earlier.condition.trim().is_empty() {
        return Err(Error::input("error.earlier_empty").hint("error.hint_earlier_empty"));
    }
    let dated = !earlier.dated.is_empty() && !earlier.deadline.is_empty();
    if dated && earlier.deadline < earlier.dated {
        return Err(Error::input("error.deadline_before_document")
            .with("deadline", &earlier.deadline)
            .with("dated", &earlier.dated)
            .hint("error.hint_deadline_before_document"));
    }
    Ok(())
}
