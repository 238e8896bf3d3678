//! The list of the parts a report can hold, each switched on or off.

use std::collections::BTreeSet;

use crate::lang::{Lang, fill, section_name, tr};
use crate::model::reporting::{Detail, Section};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row, neighbour};

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// A part.
    Part(Section),
    /// Take all parts.
    Every,
    /// Back to the form.
    Done,
}

/// What Enter came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switched {
    /// Something was switched, or nothing had to be.
    Stays,
    /// The last part cannot be left out.
    LastOne,
    /// Back to the form.
    Closes,
}

/// Which parts were left out.
#[derive(Debug)]
pub struct Parts {
    left_out: BTreeSet<Section>,
    focus: Field,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            left_out: BTreeSet::new(),
            focus: Field::Part(Section::Examiner),
        }
    }
}

/// The parts an edition can hold.
fn of_edition(detail: Detail) -> Vec<Section> {
    let all = Section::ALL.into_iter();
    all.filter(|section| detail.has(*section)).collect()
}

impl Parts {
    /// The parts an edition is to hold.
    fn kept(&self, detail: Detail) -> BTreeSet<Section> {
        let parts = of_edition(detail).into_iter();
        parts.filter(|section| !self.left_out.contains(section)).collect()
    }

    /// The parts of a request: none where all are wanted.
    pub fn wanted(&self, detail: Detail) -> Option<BTreeSet<Section>> {
        let kept = self.kept(detail);
        (kept.len() < of_edition(detail).len()).then_some(kept)
    }

    /// In short: all, or how many of how many.
    pub fn in_short(&self, detail: Detail, lang: Lang) -> String {
        let (kept, total) = (self.kept(detail).len(), of_edition(detail).len());
        match kept == total {
            true => tr(lang, "options.parts_all").to_owned(),
            false => {
                let values = [("count", kept.to_string()), ("total", total.to_string())];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                fill(lang, "options.parts_some", &values)
            }
        }
    }

    /// The list opens at its first part.
    pub fn open(&mut self, detail: Detail) {
        self.focus = of_edition(detail)
            .first()
            .map_or(Field::Done, |first| Field::Part(*first));
    }

    fn fields(detail: Detail) -> Vec<Field> {
        let parts = of_edition(detail).into_iter().map(Field::Part);
        parts.chain([Field::Every, Field::Done]).collect()
    }

    /// Moves the focus.
    pub fn move_focus(&mut self, detail: Detail, by: isize, round: bool) {
        self.focus = neighbour(&Self::fields(detail), &self.focus, by, round).unwrap_or(self.focus);
    }

    /// Switches what has the focus.
    pub fn switch(&mut self, detail: Detail) -> Switched {
        match self.focus {
            Field::Done => return Switched::Closes,
            Field::Every => self.left_out.clear(),
            Field::Part(part) if self.left_out.remove(&part) => {}
            Field::Part(part) => {
                if self.kept(detail).len() <= 1 {
                    return Switched::LastOne;
                }
                self.left_out.insert(part);
            }
        }
        Switched::Stays
    }

    /// The rows to draw.
    pub fn rows(&self, detail: Detail, lang: Lang) -> Vec<Row<'_>> {
        let mut rows = vec![
            Row::heading(tr(lang, "options.parts_heading")),
            Row::words(tr(lang, "options.parts_about"), Tone::Dim),
        ];
        rows.extend(of_edition(detail).into_iter().map(|part| {
            let (mark, tone) = match self.left_out.contains(&part) {
                true => ("[ ]", Tone::Dim),
                false => ("[x]", Tone::Plain),
            };
            let words = format!("{mark} {}", section_name(part, lang));
            Row::new("", Entry::Item(words, tone), self.focus == Field::Part(part))
        }));
        let button = |field, id| Row::new("", Entry::Button(tr(lang, id)), self.focus == field);
        rows.push(button(Field::Every, "options.parts_every"));
        rows.push(button(Field::Done, "options.parts_done"));
        rows
    }
}
