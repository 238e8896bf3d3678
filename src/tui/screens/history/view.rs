//! Drawing the journal view: filter, the steps that are visible, the anchor and what it proves; or the
//! changes of one step.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::HistoryScreen;
use crate::lang::{about_words, action_name, field_name, fill, tr, value_words};
use crate::model::history::{Entry, History};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::{horizontal_line, put};
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::row;

/// Most rows of a step that are shown with their values; a bulk answer has thousands.
const DETAILED: usize = 200;
/// Rows of the filter and the line below it.
const HEAD_ROWS: u16 = 2;

/// Where the pieces stand.
struct Areas {
    filter: Rect,
    list: Rect,
    foot: Rect,
}

impl HistoryScreen {
    /// Rows that the list has.
    pub(super) fn list_rows(&self, context: &Context<'_>) -> u16 {
        let area = Rect::new(0, 0, context.body.0, context.body.1);
        self.areas(context, area).list.height
    }

    /// Where the changes of a step are drawn.
    pub(super) fn pane_area(&self, context: &Context<'_>) -> Rect {
        inner(Rect::new(0, 0, context.body.0, context.body.1))
    }

    fn areas(&self, context: &Context<'_>, area: Rect) -> Areas {
        let area = inner(area);
        let foot = u16::try_from(self.foot(context, usize::from(area.width)).len()).unwrap_or(0) + 1;
        let list = area.height.saturating_sub(HEAD_ROWS + foot);
        Areas {
            filter: Rect { height: 1, ..area },
            list: Rect {
                y: area.y + HEAD_ROWS,
                height: list,
                ..area
            },
            foot: Rect {
                y: area.y + HEAD_ROWS + list,
                height: area.height.saturating_sub(HEAD_ROWS + list),
                ..area
            },
        }
    }

    /// The anchor and what it proves, wrapped.
    fn foot(&self, context: &Context<'_>, width: usize) -> Vec<(String, Tone)> {
        let lang = context.lang;
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let anchor = fill(lang, "history.anchor", &[("anchor", &workbook.head.to_string())]);
        let mut paragraphs = vec![(anchor, Tone::Plain)];
        if let Some(given) = self.anchor() {
            let words = fill(
                lang,
                "history.anchor_given",
                &[("count", &given.count.to_string())],
            );
            paragraphs.push((words, Tone::Accent));
        }
        paragraphs.push((tr(lang, "history.proves").to_owned(), Tone::Dim));
        let lines =
            |(words, tone): (String, Tone)| wrapped(&words, width).into_iter().map(move |line| (line, tone));
        paragraphs.into_iter().flat_map(lines).collect()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        if let Some(place) = self.detail {
            let paragraphs = self.detail_paragraphs(context, workbook, place);
            self.pane.view(&paragraphs, inner(area), buffer, context);
            return None;
        }
        let theme = context.theme;
        let areas = self.areas(context, area);
        let cursor = self.draw_filter(context, workbook, areas.filter, buffer);
        self.draw_list(context, workbook, areas.list, buffer);
        let foot = areas.foot;
        let glyph = theme.glyphs().horizontal;
        horizontal_line(buffer, foot.x, foot.y, foot.width, glyph, theme.style(Tone::Dim));
        let lines = self.foot(context, usize::from(foot.width));
        for ((words, tone), y) in lines.iter().zip(foot.y + 1..foot.bottom()) {
            put(buffer, foot.x, y, foot.width, words, theme.style(*tone));
        }
        cursor
    }

    fn draw_filter(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (lang, theme) = (context.lang, context.theme);
        let shown = self.with_steps(lang, workbook, <[usize]>::len);
        let total = self.history().map_or(0, |history| history.entries.len());
        let count = fill(
            lang,
            "history.count",
            &[("shown", &shown.to_string()), ("total", &total.to_string())],
        );
        let right = u16::try_from(text::width(&count)).unwrap_or(0);
        let x = area.right().saturating_sub(right);
        put(buffer, x, area.y, right, &count, theme.style(Tone::Dim));
        let label = tr(lang, "history.filter_label");
        let heading = theme.style(Tone::Heading);
        let used = put(buffer, area.x, area.y, area.width, label, heading) + 1;
        let field = Rect {
            x: area.x + used,
            width: area.width.saturating_sub(used + right + 2),
            ..area
        };
        let cursor = self.filter.view(field, buffer, theme);
        if self.filter.is_empty() {
            let hint = theme.fit(tr(lang, "history.filter_hint"), usize::from(field.width));
            put(
                buffer,
                field.x,
                area.y,
                field.width,
                &hint,
                theme.style(Tone::Dim),
            );
        }
        cursor
    }

    fn draw_list(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        let Some(history) = self.history() else {
            let words = tr(lang, "history.loading");
            put(buffer, area.x, area.y, area.width, words, theme.style(Tone::Dim));
            return;
        };
        self.with_steps(lang, workbook, |steps| {
            if steps.is_empty() {
                let words = tr(lang, "history.no_match");
                put(buffer, area.x, area.y, area.width, words, theme.style(Tone::Dim));
            }
            let selected = self.cursor.within(steps.len());
            let offset = Cursor { row: selected }.offset(steps.len(), usize::from(area.height));
            let shown = steps.iter().enumerate().skip(offset);
            for ((index, place), y) in shown.zip(area.top()..area.bottom()) {
                let Some(entry) = history.entries.get(*place) else {
                    continue;
                };
                let words = entry_words(context, workbook, history, entry);
                let tone = if entry.undone { Tone::Dim } else { Tone::Plain };
                let line = Rect { y, height: 1, ..area };
                row::draw(buffer, line, context, index == selected, &words, tone);
            }
        });
    }

    /// The changes of a step: what each was about, the value before and the value after.
    pub(super) fn detail_paragraphs(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        place: usize,
    ) -> Vec<Paragraph> {
        let lang = context.lang;
        let Some((history, entry)) = self
            .history()
            .and_then(|history| Some((history, history.entries.get(place)?)))
        else {
            return Vec::new();
        };
        let title = fill(
            lang,
            "history.detail_title",
            &[
                ("step", &entry.step.to_string()),
                ("at", &entry.at),
                ("actor", &entry.actor),
            ],
        );
        let mut paragraphs = vec![
            Paragraph::new(title, Tone::Heading),
            Paragraph::new(action_words(context, entry), Tone::Strong),
        ];
        let profile = &workbook.assessment.profile;
        for (row, about) in history.rows_of(entry).take(DETAILED) {
            let field = row.object.field.as_deref();
            let what = about_words(profile, about, lang);
            let named = field.map_or_else(String::new, |field| format!("  {}", field_name(field, lang)));
            paragraphs.push(Paragraph::gap());
            paragraphs.push(Paragraph::new(format!("{what}{named}"), Tone::Accent));
            for (id, value) in [("history.before", &row.before), ("history.after", &row.after)] {
                let value = value_words(row.object.kind, field, value, lang);
                let words = fill(lang, id, &[("value", &value)]);
                paragraphs.push(Paragraph::new(words, Tone::Plain));
            }
        }
        let rows = entry.rows.len();
        if let Some(more @ 1..) = rows.checked_sub(DETAILED) {
            let words = fill(lang, "review.and_more", &[("count", &more.to_string())]);
            paragraphs.push(Paragraph::gap());
            paragraphs.push(Paragraph::new(words, Tone::Dim));
        }
        paragraphs
    }
}

fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// What was done, and for undo and redo to which step; marked where it was undone later.
fn action_words(context: &Context<'_>, entry: &Entry) -> String {
    let lang = context.lang;
    let action = action_name(entry.action, lang);
    let words = match entry.undoes {
        Some(step) => fill(
            lang,
            "history.detail_undoes",
            &[("action", action), ("step", &step.to_string())],
        ),
        None => action.to_owned(),
    };
    match entry.undone {
        true => format!("{words} [{}]", tr(lang, "history.undone")),
        false => words,
    }
}

/// One step as a row of the list: number, when, who, action, what.
fn entry_words(context: &Context<'_>, workbook: &Workbook, history: &History, entry: &Entry) -> String {
    let lang = context.lang;
    let profile = &workbook.assessment.profile;
    let first = history.rows_of(entry).next();
    let what = first
        .map(|(_, about)| about_words(profile, about, lang))
        .unwrap_or_default();
    let what = match entry.rows.len() {
        0 | 1 => what,
        rows => fill(
            lang,
            "history.objects",
            &[("first", &what), ("count", &rows.to_string())],
        ),
    };
    let at = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
    let actor = context.theme.fit(&entry.actor, ACTOR);
    format!(
        "{:>5} {at} {} {}  {what}",
        entry.step,
        text::pad(&actor, ACTOR),
        action_words(context, entry),
    )
}

/// Cells of the column that says who.
const ACTOR: usize = 10;
