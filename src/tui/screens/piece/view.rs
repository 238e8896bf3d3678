//! Drawing the screen of one piece of evidence.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::PieceScreen;
use super::fields::Field;
use crate::lang::{Lang, evidence_kind_name, fill, looked_at_name, target_name, tr};
use crate::model::assessment::{CustodyStep, Evidence, Link};
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::evidence::blanks::Blank;
use crate::tui::screens::evidence::view::{blank_row, item_name, sensitivity_row, tone_of};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{self, Entry, Row};
use crate::tui::widgets::paint::put;

/// Rows of the heading.
const HEADING_ROWS: u16 = 2;

impl PieceScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let evidence = self.evidence(workbook)?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let kind = evidence_kind_name(evidence.kind, lang);
        let heading = format!("{}  {kind}  {}", evidence.label(), evidence.name());
        let (state, tone) = state_line(lang, workbook, evidence);
        for ((words, tone), y) in [(heading, Tone::Heading), (state, tone)]
            .iter()
            .zip(area.top()..area.bottom())
        {
            let words = theme.fit(words, usize::from(area.width));
            put(buffer, area.x, y, area.width, &words, theme.style(*tone));
        }
        let rows = self.rows(lang, workbook, evidence);
        let form = Rect {
            y: area.y + HEADING_ROWS,
            height: area.height.saturating_sub(HEADING_ROWS),
            ..area
        };
        form::view(&rows, form, buffer, context)
    }

    fn rows<'a>(&'a self, lang: Lang, workbook: &'a Workbook, evidence: &'a Evidence) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        let ties = self.ties(workbook);
        let mut headed = (false, false);
        for field in self.fields(workbook) {
            let focused = field == self.focus;
            if matches!(field, Field::Tied(_)) && !std::mem::replace(&mut headed.0, true) {
                let count = ties.len().to_string();
                rows.push(Row::heading(fill(lang, "evidence.ties", &[("count", &count)])));
            }
            let of_custody = matches!(field, Field::Step(_) | Field::Blank(Blank::StepOn));
            if of_custody && !std::mem::replace(&mut headed.1, true) {
                if ties.is_empty() {
                    rows.push(Row::words(tr(lang, "evidence.no_ties"), Tone::Dim));
                }
                rows.push(Row::heading(tr(lang, "evidence.custody")));
            }
            rows.push(match field {
                Field::Blank(blank) => blank_row(lang, &self.draft, blank, focused),
                Field::Sensitivity => sensitivity_row(lang, &self.draft, focused),
                Field::Save => button(lang, self.saving_or("evidence.save"), focused),
                Field::Retake => button(lang, "evidence.retake", focused),
                Field::SaveTie => button(lang, self.saving_or("evidence.save_tie"), focused),
                Field::Answer => button(lang, "evidence.to_answer", focused),
                Field::SaveStep => button(lang, self.saving_or("evidence.save_step"), focused),
                Field::Tied(uid) => {
                    let link = ties.iter().find(|link| link.uid == uid);
                    let words = link
                        .map(|link| tie_words(lang, workbook, link))
                        .unwrap_or_default();
                    Row::new("", Entry::Item(words, Tone::Plain), focused)
                }
                Field::Step(at) => {
                    let words = evidence.custody.get(at).map(|step| step_words(lang, step));
                    Row::new("", Entry::Item(words.unwrap_or_default(), Tone::Plain), focused)
                }
            });
        }
        rows
    }

    fn saving_or(&self, id: &'static str) -> &'static str {
        match self.sent {
            Some(_) => "evidence.saving",
            None => id,
        }
    }
}

fn button<'a>(lang: Lang, id: &'static str, focused: bool) -> Row<'a> {
    Row::new("", Entry::Button(tr(lang, id)), focused)
}

/// What it was when it was last looked at, its size, who attached it.
fn state_line(lang: Lang, workbook: &Workbook, evidence: &Evidence) -> (String, Tone) {
    let (mut words, tone) = match workbook.evidence_states.get(&evidence.uid) {
        Some(state) => (
            format!("[{}]", looked_at_name(evidence.kind, *state, lang)),
            match tone_of(*state) {
                Tone::Plain => Tone::Dim,
                tone => tone,
            },
        ),
        None => (String::new(), Tone::Dim),
    };
    let mut add = |part: String| {
        if !words.is_empty() {
            words.push_str("  ");
        }
        words.push_str(&part);
    };
    if let Some(files) = evidence.files {
        add(fill(
            lang,
            "evidence.count_files",
            &[("count", &files.to_string())],
        ));
    }
    if let Some(size) = evidence.size {
        add(fill(lang, "evidence.size", &[("size", &size.to_string())]));
    }
    let day = evidence.attached_at.get(..10).unwrap_or_default();
    add(fill(
        lang,
        "evidence.attached_by",
        &[("name", &evidence.attached_by), ("date", day)],
    ));
    (words, tone)
}

fn tie_words(lang: Lang, workbook: &Workbook, link: &Link) -> String {
    let target = target_name(&workbook.assessment.profile, &link.target, lang);
    let mut parts = vec![format!("{} {target}", link.clause)];
    let items = workbook
        .pack
        .clause(link.clause)
        .map(|clause| clause.evidence.iter());
    let item = items
        .into_iter()
        .flatten()
        .find(|item| Some(&item.id) == link.item.as_ref());
    parts.extend(item.map(|item| item_name(lang, item).to_owned()));
    parts.extend(
        [&link.locator, &link.proves]
            .into_iter()
            .filter(|words| !words.is_empty())
            .cloned(),
    );
    parts.join("  ")
}

fn step_words(lang: Lang, step: &CustodyStep) -> String {
    let words = fill(
        lang,
        "evidence.step",
        &[("date", &step.on), ("from", &step.from), ("to", &step.to)],
    );
    match step.purpose.is_empty() {
        true => words,
        false => format!("{words}  {}", step.purpose),
    }
}
