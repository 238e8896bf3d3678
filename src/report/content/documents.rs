//! 應備文件清單 as a small report of its own: a table with a box to tick for each document.

use chrono::{DateTime, FixedOffset};

use crate::lang::{Lang, date_words, fill, moment_words, tr};
use crate::model::documents::Document as Wanted;
use crate::model::pack::Text as Named;
use crate::model::profile::Profile;
use crate::report::blocks::{Block, Cell, Column, Document, Row, Table, Text, Tone, text};

/// Everything the list is made from. The same input gives the same document.
pub struct DocumentList<'a> {
    /// The documents in their order.
    pub documents: &'a [Wanted],
    /// Whose they are.
    pub profile: &'a Profile,
    /// Name of the guideline that asks for them.
    pub guideline: &'a Named,
    /// Language of the list.
    pub lang: Lang,
    /// When it was made.
    pub created: DateTime<FixedOffset>,
}

impl DocumentList<'_> {
    fn tr(&self, id: &'static str) -> &'static str {
        tr(self.lang, id)
    }

    fn count(&self, wanted: impl Fn(&Wanted) -> bool) -> String {
        self.documents
            .iter()
            .filter(|one| wanted(one))
            .count()
            .to_string()
    }
}

/// Writes the list.
pub fn document_list(list: &DocumentList<'_>) -> Document {
    let lang = list.lang;
    let organisation = &list.profile.organisation.name;
    let mut document = Document::new(fill(lang, "documents.title", &[("organisation", organisation)]));
    document.language = lang;
    document.subject = lang.of(list.guideline).to_owned();
    document.author = Some(organisation.clone()).filter(|name| !name.is_empty());
    document.header_left.clone_from(organisation);
    document.header_right = list.tr("documents.name").to_owned();
    document.footer = list.tr("documents.footer").to_owned();
    document.blocks = vec![
        Block::heading(1, list.tr("documents.name")).into(),
        facts(list),
        Block::paragraph(summary(list)).into(),
        Block::note(list.tr("documents.legend")).into(),
        table(list).into(),
    ];
    document
}

fn facts(list: &DocumentList<'_>) -> Block {
    let period = &list.profile.assessment;
    let mut facts = vec![
        ("sheet.organisation", list.profile.organisation.name.clone()),
        ("sheet.guideline", list.lang.of(list.guideline).to_owned()),
        ("report.as_of", date_words(&period.as_of, list.lang)),
        ("report.made_at", moment_words(&list.created, list.lang)),
    ];
    facts.retain(|(_, value)| !value.trim().is_empty());
    Block::facts(facts.into_iter().map(|(id, value)| (list.tr(id), value)))
}

fn summary(list: &DocumentList<'_>) -> String {
    let values = [
        ("total", list.documents.len().to_string()),
        ("here", list.count(Wanted::is_here)),
        ("open", list.count(|one| !one.is_here())),
        ("overdue", list.count(|one| one.overdue)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(list.lang, "documents.summary", &values)
}

fn table(list: &DocumentList<'_>) -> Table {
    let columns = [
        Column::centred("", 0.5),
        Column::new(list.tr("documents.document"), 3.6),
        Column::new(list.tr("documents.clauses"), 2.0),
        Column::new(list.tr("documents.custodian"), 1.4),
        Column::new(list.tr("documents.due"), 1.3),
        Column::new(list.tr("documents.received"), 1.3),
    ];
    Table::new(columns).rows(list.documents.iter().map(|one| row(list, one)))
}

fn row(list: &DocumentList<'_>, wanted: &Wanted) -> Row {
    let clauses: Vec<String> = wanted.clauses.iter().map(ToString::to_string).collect();
    let tick = if wanted.is_here() { "☑" } else { "☐" };
    Row::new([
        Cell::from(text(tick)),
        Cell::from(named(list, wanted)),
        Cell::from(clauses.join(list.tr("model.list_comma"))),
        Cell::from(wanted.custodian.as_str()),
        due(list, wanted),
        Cell::from(received(list, wanted)),
    ])
}

/// The name, marked where the checklist asks for it of its own accord, with what was noted.
fn named(list: &DocumentList<'_>, wanted: &Wanted) -> Text {
    let mut words = text(list.lang.of(&wanted.document));
    if wanted.own_advice {
        words = words.plain(list.tr("documents.advice_mark"));
    }
    match wanted.note.trim() {
        "" => words,
        note => words.plain("\n").tone(Tone::Muted, note),
    }
}

fn due(list: &DocumentList<'_>, wanted: &Wanted) -> Cell {
    let day = date_words(&wanted.due, list.lang);
    match wanted.overdue {
        true => {
            let words = format!("{day}\n{}", list.tr("documents.state_overdue"));
            Cell::shaded(Text::default().bold(words), Tone::Alert)
        }
        false => day.into(),
    }
}

fn received(list: &DocumentList<'_>, wanted: &Wanted) -> String {
    let day = date_words(&wanted.received_on, list.lang);
    let evidence = wanted.evidence.join(list.tr("model.list_comma"));
    let parts = [day, evidence];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}
