//! The choices of a report that are seldom made: behind one row that unfolds.

use super::beside::{self, Beside};
use super::field::Field;
use super::parts::Parts;
use crate::lang::{Calendar, Lang, fill, tr};
use crate::model::reporting::{Detail, ReportOptions};
use crate::tui::app::Workbook;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row, neighbour};
use crate::tui::widgets::text_field::TextField;

/// How years can be counted, in the order it is offered.
const CALENDARS: [(Option<Calendar>, &str); 3] = [
    (None, "options.calendar_usual"),
    (Some(Calendar::Roc), "options.calendar_roc"),
    (Some(Calendar::Gregorian), "options.calendar_gregorian"),
];

/// The fields that unfold.
const FOLDED: [Field; 5] = [
    Field::Calendar,
    Field::Redaction,
    Field::Parts,
    Field::Number,
    Field::Confidentiality,
];

/// The seldom choices.
#[derive(Debug)]
pub struct More {
    /// Whether they are shown.
    pub open: bool,
    calendar: Option<Calendar>,
    /// Whether the copy is redacted.
    pub redacted: bool,
    /// The parts of the report.
    pub parts: Parts,
    /// Document number.
    pub number: TextField,
    /// Confidentiality.
    pub confidentiality: TextField,
    /// What comes from beside the workbook.
    pub beside: Beside,
    /// Number and confidentiality as they were last used.
    settled: (String, String),
}

impl More {
    /// Everything as it usually is.
    pub fn new(workbook: Option<&Workbook>) -> Self {
        Self {
            open: false,
            calendar: None,
            redacted: false,
            parts: Parts::default(),
            number: TextField::single_line(""),
            confidentiality: TextField::single_line(""),
            beside: Beside::new(workbook),
            settled: Default::default(),
        }
    }

    /// The fields that can have the focus.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        let folded = FOLDED.into_iter().chain(beside::FIELDS);
        std::iter::once(Field::More).chain(folded.filter(|_| self.open))
    }

    /// Whether a row stands behind the one that unfolds.
    pub fn folds(&self, field: Field) -> bool {
        FOLDED.contains(&field) || beside::FIELDS.contains(&field)
    }

    /// The previous or next choice of a row.
    pub fn choose(&mut self, field: Field, by: isize) {
        match field {
            Field::More => self.open = by > 0,
            Field::Calendar => {
                let all = CALENDARS.map(|(calendar, _)| calendar);
                self.calendar = neighbour(&all, &self.calendar, by, false).unwrap_or(self.calendar);
            }
            Field::Redaction => self.redacted = by > 0,
            field => self.beside.choose(field, by),
        }
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        (self.number.text(), self.confidentiality.text())
            != (self.settled.0.as_str(), self.settled.1.as_str())
            || self.beside.is_changed()
    }

    /// After the report was written.
    pub fn written(&mut self) {
        self.settled = (
            self.number.text().to_owned(),
            self.confidentiality.text().to_owned(),
        );
        self.beside.written();
    }

    /// The options with these choices.
    pub fn applied_to(&self, options: ReportOptions) -> ReportOptions {
        ReportOptions {
            calendar: self.calendar,
            redacted: self.redacted,
            sections: self.parts.wanted(options.detail),
            number: self.number.text().trim().to_owned(),
            confidentiality: self.confidentiality.text().trim().to_owned(),
            ..options
        }
    }

    /// What was chosen, by the names of the rows.
    fn chosen(&self, detail: Detail) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.calendar.is_some(), "options.calendar"),
            (self.redacted, "options.redaction"),
            (self.parts.wanted(detail).is_some(), "options.parts"),
            (!self.number.text().trim().is_empty(), "options.number"),
            (
                !self.confidentiality.text().trim().is_empty(),
                "options.confidentiality",
            ),
        ];
        let all = all.into_iter().chain(self.beside.chosen());
        all.filter(|(set, _)| *set).map(|(_, name)| name)
    }

    /// The rows to draw; `focus` where one of them can have it.
    pub fn rows(&self, lang: Lang, detail: Detail, focus: Option<Field>) -> Vec<Row<'_>> {
        let row = |field, label, entry| Row::new(tr(lang, label), entry, focus == Some(field));
        let mut rows = vec![row(Field::More, "options.more", self.fold(lang, detail))];
        if !self.open {
            return rows;
        }
        rows.push(row(
            Field::Calendar,
            "options.calendar",
            Entry::Choice {
                options: CALENDARS.iter().map(|(_, words)| tr(lang, words)).collect(),
                chosen: CALENDARS
                    .iter()
                    .position(|(calendar, _)| *calendar == self.calendar)
                    .unwrap_or(0),
            },
        ));
        rows.push(row(
            Field::Redaction,
            "options.redaction",
            Entry::Choice {
                options: vec![
                    tr(lang, "options.redaction_none"),
                    tr(lang, "options.redaction_yes"),
                ],
                chosen: usize::from(self.redacted),
            },
        ));
        if self.redacted {
            rows.push(Row::words(tr(lang, "options.redaction_means"), Tone::Dim));
        }
        let parts = self.parts.in_short(detail, lang);
        let words = fill(lang, "options.parts_change", &[("parts", &parts)]);
        rows.push(row(
            Field::Parts,
            "options.parts",
            Entry::Item(format!("[ {words} ]"), Tone::Accent),
        ));
        rows.push(row(
            Field::Number,
            "options.number",
            Entry::Text(&self.number, tr(lang, "options.hint_number")),
        ));
        rows.push(row(
            Field::Confidentiality,
            "options.confidentiality",
            Entry::Text(&self.confidentiality, tr(lang, "options.hint_confidentiality")),
        ));
        rows.extend(self.beside.rows(lang, self.redacted, focus));
        rows
    }

    /// The row that folds and unfolds. Folded, it names what is chosen, so that nothing is forgotten.
    fn fold(&self, lang: Lang, detail: Detail) -> Entry<'_> {
        let chosen: Vec<&str> = self.chosen(detail).map(|name| tr(lang, name)).collect();
        let words = match (self.open, chosen.is_empty()) {
            (true, _) => tr(lang, "options.more_open").to_owned(),
            (false, true) => tr(lang, "options.more_closed").to_owned(),
            (false, false) => {
                let names = chosen.join(tr(lang, "model.list_comma"));
                fill(lang, "options.more_chosen", &[("names", &names)])
            }
        };
        Entry::Item(format!("[ {words} ]"), Tone::Accent)
    }
}
