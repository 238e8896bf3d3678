//! The documents to have ready (應備文件清單): what became of asking for them.

use serde_json::json;

use super::Engagement;
use super::answering::{created, field_changes, removed};
use super::request::{DocumentDraft, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::DocumentRequest;
use crate::model::change::{Action, Change, Kind};
use crate::model::documents::{Document, documents, is_document};
use crate::model::profile_file::date_is_real;

/// Longest custodian or note, in characters.
const MAX_TEXT: usize = 100_000;

impl Engagement {
    /// The documents that the clauses in scope ask for, overdue as of today.
    pub fn documents(&self) -> Vec<Document> {
        documents(self.pack(), &self.scope(), self.assessment(), &self.today())
    }

    /// Records what became of asking for documents, given by their keys, in one step. None where
    /// nothing differs. A request of which nothing is left is removed.
    ///
    /// # Errors
    /// A key that no clause of the pack asks for, a day that does not exist, a text too long to
    /// keep; then nothing is changed.
    pub fn set_documents(&mut self, keys: &[String], draft: &DocumentDraft) -> Result<Option<Saved>> {
        check(draft)?;
        let mut keys: Vec<&String> = keys.iter().collect();
        keys.sort();
        keys.dedup();
        if let Some(unknown) = keys.iter().find(|key| !is_document(self.pack(), key)) {
            return Err(Error::input("error.no_document")
                .with("document", unknown)
                .hint("error.hint_list_documents"));
        }
        let changes: Vec<Change> = keys
            .into_iter()
            .flat_map(|key| self.changes_of_document(key, draft))
            .collect();
        self.commit(Action::SetDocument, changes)
    }

    fn changes_of_document(&mut self, key: &str, draft: &DocumentDraft) -> Vec<Change> {
        let mut known = self.assessment().documents.values();
        let current = known.find(|request| request.document == key).cloned();
        let mut next = current.clone().unwrap_or_else(|| DocumentRequest {
            document: key.to_owned(),
            ..DocumentRequest::default()
        });
        apply_draft(&mut next, draft);
        match current {
            Some(current) if is_empty(&next) => {
                vec![removed(Kind::Document, &current.uid, json!(current))]
            }
            Some(current) => field_changes(Kind::Document, &current.uid, &json!(current), &json!(next)),
            None if is_empty(&next) => Vec::new(),
            None => {
                next.uid = self.new_uid();
                vec![created(Kind::Document, &next.uid, json!(next))]
            }
        }
    }
}

fn apply_draft(request: &mut DocumentRequest, draft: &DocumentDraft) {
    let fields = [
        (&mut request.custodian, &draft.custodian),
        (&mut request.due, &draft.due),
        (&mut request.received_on, &draft.received_on),
        (&mut request.note, &draft.note),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            *field = value.trim().to_owned();
        }
    }
}

fn is_empty(request: &DocumentRequest) -> bool {
    [
        &request.custodian,
        &request.due,
        &request.received_on,
        &request.note,
    ]
    .into_iter()
    .all(String::is_empty)
}

fn check(draft: &DocumentDraft) -> Result<()> {
    for (field, day) in [
        ("error.document_due", &draft.due),
        ("error.document_received", &draft.received_on),
    ] {
        let day = day.as_deref().unwrap_or_default().trim();
        date_is_real(field, day).map_err(|fault| {
            Error::input(field)
                .saying("fault", fault.said)
                .hint("error.hint_document_day")
        })?;
    }
    for text in [&draft.custodian, &draft.note].into_iter().flatten() {
        if text.chars().count() > MAX_TEXT {
            return Err(Error::input("error.document_text_long")
                .with("limit", MAX_TEXT)
                .hint("error.hint_document_text_long"));
        }
    }
    Ok(())
}
