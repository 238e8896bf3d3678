//! The documents to have ready: from whom they are wanted, by when, and whether they came.

use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use crate::engagement::request::{DocumentDraft, Request};
use crate::lang::tr;
use crate::model::documents::{Document, documents};
use crate::model::reading::Reads;

impl Dialogue<'_> {
    /// Every document that clauses in scope ask for.
    pub(super) fn documents(&mut self) -> Flow<()> {
        let mut only_open = false;
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all = documents(&book.pack, &book.scope, &book.assessment, &book.today);
            let shown: Vec<Document> = all
                .into_iter()
                .filter(|one| !only_open || !one.is_here())
                .collect();
            let rows = shown.iter().map(|one| d.document_row(one)).collect();
            let (word, label) = match only_open {
                true => ("all", "documents.filter_all"),
                false => ("open", "documents.filter_open"),
            };
            let menu = Menu::new(d.tr("documents.name"))
                .rows(rows)
                .act(word, d.tr(label))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.documents_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match shown.get(at) {
                    Some(one) => d.document(one)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("done") => return Ok(false),
                _ => only_open = !only_open,
            }
            Ok(true)
        })
    }

    fn document_row(&self, one: &Document) -> String {
        let state = match (one.attached, one.received_on.is_empty(), one.overdue) {
            (true, ..) => "documents.state_attached",
            (_, false, _) => "documents.state_received",
            (_, _, true) => "documents.state_overdue",
            _ => "documents.state_open",
        };
        let clauses: Vec<String> = one.clauses.iter().map(ToString::to_string).collect();
        let name = self.lang.of(&one.document);
        format!("{name}, {}, {}", clauses.join(" "), tr(self.lang, state))
    }

    fn document(&mut self, one: &Document) -> Flow<()> {
        let row = self.document_row(one);
        self.say(row);
        let (values, ended) = self.block(&[
            (
                "documents.custodian",
                "documents.hint_custodian",
                one.custodian.clone(),
                Reads::Line,
            ),
            ("documents.due", "documents.hint_day", one.due.clone(), any_day()),
            (
                "documents.received",
                "documents.hint_day",
                one.received_on.clone(),
                any_day(),
            ),
            (
                "documents.note",
                "documents.hint_note",
                one.note.clone(),
                Reads::Line,
            ),
        ]);
        let now = [&one.custodian, &one.due, &one.received_on, &one.note];
        if let Ok([custodian, due, received_on, note]) = <[String; 4]>::try_from(values) {
            let changed = |value: String, now: &String| Some(value).filter(|value| value != now);
            let draft = DocumentDraft {
                custodian: changed(custodian, now[0]),
                due: changed(due, now[1]),
                received_on: changed(received_on, now[2]),
                note: changed(note, now[3]),
            };
            if draft != DocumentDraft::default() {
                let keys = vec![one.key.clone()];
                self.save(Request::SetDocuments { keys, draft });
            }
        }
        ended
    }
}
