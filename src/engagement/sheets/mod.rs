//! The sheets people are asked for, with their words made: all checks in the form's columns, the
//! documents to have ready, findings with their actions, and what the file is.

mod about;
mod checks;
mod findings;
mod listed;
mod record;

use chrono::{DateTime, FixedOffset};

use crate::exchange::sheet::{Book, Cell, Column, Sheet};
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::Assessment;
use crate::model::documents::{Document, documents};
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::scope::Scope;

/// What the sheets are made from. The same input gives the same book.
pub(super) struct SheetInput<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its scope.
    pub scope: &'a Scope,
    /// Digest of the assessment.
    pub digest: &'a str,
    /// The journal's head.
    pub head: &'a Head,
    /// Language of the sheets.
    pub lang: Lang,
    /// When they were made; what is overdue is reckoned from its day.
    pub created: DateTime<FixedOffset>,
}

impl SheetInput<'_> {
    /// The whole workbook: checks, documents, findings, and what the file is.
    pub(super) fn whole(&self) -> Book {
        let sheets = vec![
            self.checks(),
            listed::sheet(self),
            findings::sheet(self),
            about::sheet(self),
        ];
        self.book("sheet.title", sheets)
    }

    /// All checks in the form's columns.
    pub(super) fn checks(&self) -> Sheet {
        checks::sheet(self)
    }

    /// The documents to have ready, and what the file is.
    pub(super) fn documents_book(&self) -> Book {
        self.book(
            "sheet.documents_title",
            vec![listed::sheet(self), about::sheet(self)],
        )
    }

    /// The documents to have ready as of the day the sheets are made.
    pub(super) fn documents(&self) -> Vec<Document> {
        documents(self.pack, self.scope, self.assessment, &self.today())
    }

    fn book(&self, title: &'static str, sheets: Vec<Sheet>) -> Book {
        let organisation = &self.assessment.profile.organisation.name;
        Book {
            title: fill(self.lang, title, &[("organisation", organisation)]),
            author: organisation.clone(),
            created: self.created,
            lang: self.lang,
            sheets,
        }
    }

    /// The day the sheets are made, `YYYY-MM-DD`.
    fn today(&self) -> String {
        self.created.format("%Y-%m-%d").to_string()
    }

    fn tr(&self, id: &'static str) -> &'static str {
        tr(self.lang, id)
    }

    fn fill(&self, id: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.lang, id, values)
    }

    fn column(&self, id: &'static str, width: u16) -> Column {
        Column::new(self.tr(id), width)
    }

    /// Words joined with the list comma of the language.
    fn list<S: AsRef<str>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let words: Vec<S> = words.into_iter().collect();
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join(self.tr("model.list_comma"))
    }

    /// A label with its value, where there is one.
    fn labelled(&self, label: &str, value: &str) -> Option<String> {
        let value = value.trim();
        let values = [("label", label), ("value", value)];
        (!value.is_empty()).then(|| fill(self.lang, "report.labelled", &values))
    }
}

/// A cell of words.
fn words(words: impl AsRef<str>) -> Cell {
    Cell::text(words.as_ref())
}
