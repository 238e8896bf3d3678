//! Drawing a questionnaire.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::pointing::note;
use super::{Draft, Kind, Question, Questionnaire, Reads};
use crate::lang::{Lang, tr};
use crate::text;
use crate::tui::theme::{Mark, Theme, Tone};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::scroll;

/// Most of the width that labels take, in percent.
const LABEL_PERCENT: usize = 55;
/// Cells before the field of a text of several lines.
const EDITOR_INDENT: u16 = 4;
/// Cells between two options.
pub(super) const OPTION_GAP: usize = 2;

/// One drawn line of a questionnaire.
pub(super) enum Line<'a> {
    Blank,
    Section(&'a str),
    /// The row of a question, with the options that fit on it.
    Row(usize, Vec<Offered>),
    /// Further options of the question above.
    Options(usize, Vec<Offered>),
    /// A row of the field for a text of several lines; which of how many.
    Editor(usize, u16, u16),
    Fault(usize, String),
}

/// An option as it is drawn.
pub(super) struct Offered {
    pub words: String,
    picked: bool,
    /// How many options it comes after the one that is picked.
    pub by: isize,
}

impl Line<'_> {
    /// The question it belongs to.
    pub fn question(&self) -> Option<usize> {
        match self {
            Line::Row(index, _)
            | Line::Options(index, _)
            | Line::Editor(index, ..)
            | Line::Fault(index, _) => Some(*index),
            Line::Blank | Line::Section(_) => None,
        }
    }
}

/// Where labels and values stand.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    label: usize,
    value: usize,
}

impl<Id: Clone + Ord> Questionnaire<Id> {
    /// Draws the rows around the focus into `area` and says where the hardware cursor belongs.
    pub fn view<'a>(
        &self,
        questions: &[Question<Id>],
        area: Rect,
        buffer: &mut Buffer,
        on: impl Into<Canvas<'a>>,
        lang: Lang,
    ) -> Option<Position> {
        let canvas = on.into();
        let theme = canvas.theme;
        let columns = columns(questions, usize::from(area.width));
        let focus = self.row(questions);
        let lines = self.lines(questions, columns.value, editor_rows(area.height), lang);
        let of_focus = |line: &&Line<'_>| line.question() == Some(focus);
        let at = lines.iter().position(|line| of_focus(&line)).unwrap_or(0);
        let tail = lines.iter().filter(of_focus).count().saturating_sub(1);
        let height = usize::from(area.height);
        let top = Cursor { row: at }.offset(lines.len(), height);
        let top = top.max((at + tail + 1).saturating_sub(height).min(at));
        let mut cursor = None;
        for (line, y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            note(line, questions, focus, columns, row, &canvas);
            match line {
                Line::Blank => {}
                Line::Section(words) => {
                    let words = theme.fit(words, usize::from(row.width));
                    put(buffer, row.x, y, row.width, &words, theme.style(Tone::Heading));
                }
                Line::Row(index, options) => {
                    if let Some(question) = questions.get(*index) {
                        let focused = *index == focus;
                        cursor = self
                            .draw_row(question, focused, options, columns, row, buffer, (theme, lang))
                            .or(cursor);
                    }
                }
                Line::Editor(index, at, of) => {
                    // Drawn once, over all of its rows that are visible.
                    if (*at == 0 || y == area.top())
                        && let Some(Draft::Text { field, .. }) = questions
                            .get(*index)
                            .and_then(|question| self.drafts.get(&question.id))
                    {
                        let field_area = Rect {
                            x: row.x + EDITOR_INDENT,
                            width: row.width.saturating_sub(EDITOR_INDENT + 1),
                            height: (of - at).min(area.bottom() - y),
                            ..row
                        };
                        cursor = field.view(field_area, buffer, theme).or(cursor);
                        let beside = Rect {
                            width: field_area.width + 1,
                            ..field_area
                        };
                        scroll::hint(buffer, beside, theme, field.scroll());
                    }
                }
                Line::Options(_, options) => draw_options(options, value_area(row, columns), buffer, theme),
                Line::Fault(_, words) => {
                    let words = theme.fit(&format!("  ! {words}"), usize::from(row.width));
                    put(buffer, row.x, y, row.width, &words, theme.style(Tone::Bad));
                }
            }
        }
        draw_more(top > 0, lines.len() > top + height, area, buffer, theme);
        cursor
    }

    fn lines<'a>(
        &self,
        questions: &'a [Question<Id>],
        width: usize,
        editor: u16,
        lang: Lang,
    ) -> Vec<Line<'a>> {
        let focus = self.row(questions);
        let mut lines = Vec::new();
        for (question, index) in questions.iter().zip(0..) {
            if let Some(section) = &question.section {
                if index > 0 {
                    lines.push(Line::Blank);
                }
                lines.push(Line::Section(section));
            }
            let mut options = self.options(question, index == focus, width).into_iter();
            lines.push(Line::Row(index, options.next().unwrap_or_default()));
            lines.extend(options.map(|options| Line::Options(index, options)));
            if index == focus && is_long(question) {
                lines.extend((0..editor).map(|at| Line::Editor(index, at, editor)));
            }
            let left = matches!(
                self.drafts.get(&question.id),
                Some(Draft::Text { left: true, .. })
            );
            if let Some(fault) = self.fault(question).filter(|_| left) {
                lines.push(Line::Fault(index, fault.words(lang)));
            }
        }
        lines
    }

    /// The options of a focused choice, as many on a line as fit.
    fn options(&self, question: &Question<Id>, focused: bool, width: usize) -> Vec<Vec<Offered>> {
        let Kind::Choice { options, .. } = &question.kind else {
            return Vec::new();
        };
        if !focused {
            return Vec::new();
        }
        let picked = self.picked(question);
        let mut lines: Vec<Vec<Offered>> = Vec::new();
        let mut used = 0;
        for (option, index) in options.iter().zip(0usize..) {
            let words = format!("{} {option}", if index == picked { "(x)" } else { "( )" });
            let needed = text::width(&words) + OPTION_GAP;
            let option = Offered {
                words,
                picked: index == picked,
                by: steps(picked, index),
            };
            match lines.last_mut() {
                Some(line) if used + needed <= width + OPTION_GAP => line.push(option),
                _ => {
                    lines.push(vec![option]);
                    used = 0;
                }
            }
            used += needed;
        }
        lines
    }

    #[allow(clippy::too_many_arguments)]
    fn draw_row(
        &self,
        question: &Question<Id>,
        focused: bool,
        options: &[Offered],
        columns: Columns,
        row: Rect,
        buffer: &mut Buffer,
        (theme, lang): (&Theme, Lang),
    ) -> Option<Position> {
        let (mark, mark_tone) = theme.mark(if focused { Mark::Selected } else { Mark::None });
        put(buffer, row.x, row.y, 2, mark, theme.style(mark_tone));
        let label_tone = if focused { Tone::Strong } else { Tone::Plain };
        let after_mark = row.x + 2;
        let whole = row.width.saturating_sub(2);
        let words = match &question.kind {
            Kind::Tick(on) => format!("{} {}", if *on { "[x]" } else { "[ ]" }, question.label),
            Kind::Link => format!("{} >>", question.label),
            Kind::Text { .. } | Kind::Choice { .. } => {
                let label = theme.fit(&question.label, columns.label);
                put(buffer, after_mark, row.y, whole, &label, theme.style(label_tone));
                return self.draw_value(
                    question,
                    focused,
                    options,
                    value_area(row, columns),
                    buffer,
                    (theme, lang),
                );
            }
        };
        let words = theme.fit(&words, usize::from(whole));
        put(buffer, after_mark, row.y, whole, &words, theme.style(label_tone));
        None
    }

    fn draw_value(
        &self,
        question: &Question<Id>,
        focused: bool,
        options: &[Offered],
        area: Rect,
        buffer: &mut Buffer,
        (theme, lang): (&Theme, Lang),
    ) -> Option<Position> {
        let shown = match (&question.kind, self.drafts.get(&question.id)) {
            // Drawn below its label.
            (Kind::Text { .. }, Some(_)) if focused && is_long(question) => "",
            (Kind::Text { .. }, Some(Draft::Text { field, .. })) if focused => {
                return field.view(area, buffer, theme);
            }
            (Kind::Choice { .. }, _) if focused => {
                draw_options(options, area, buffer, theme);
                return None;
            }
            (Kind::Text { .. }, Some(Draft::Text { field, .. })) if !self.is_clean(question) => field.text(),
            (Kind::Text { shown, .. }, _) => shown,
            (Kind::Choice { options, .. }, _) => options
                .get(self.picked(question))
                .map(String::as_str)
                .unwrap_or_default(),
            (Kind::Tick(_) | Kind::Link, _) => "",
        };
        let (words, tone) = if self.is_clean(question) {
            (shown.to_owned(), Tone::Plain)
        } else {
            (
                format!("{} {shown}", tr(lang, "describe.not_saved")),
                Tone::Warning,
            )
        };
        let mut rows = words.trim_end().lines();
        let mut words = rows.next().unwrap_or_default().to_owned();
        if rows.next().is_some() {
            words.push_str(theme.glyphs().ellipsis);
        }
        let words = theme.fit(&words, usize::from(area.width));
        put(buffer, area.x, area.y, area.width, &words, theme.style(tone));
        None
    }
}

/// Whether a question takes text of several lines.
fn is_long<Id>(question: &Question<Id>) -> bool {
    matches!(
        &question.kind,
        Kind::Text {
            reads: Reads::Long { .. },
            ..
        }
    )
}

/// Rows of the field for a text of several lines in a form of `height` rows.
fn editor_rows(height: u16) -> u16 {
    (height / 2).clamp(2, 8)
}

fn columns<Id>(questions: &[Question<Id>], width: usize) -> Columns {
    let rows = questions
        .iter()
        .filter(|question| matches!(question.kind, Kind::Text { .. } | Kind::Choice { .. }));
    let widest = rows
        .map(|question| text::width(&question.label))
        .max()
        .unwrap_or(0);
    let room = width.saturating_sub(3);
    let label = widest.min(room * LABEL_PERCENT / 100);
    Columns {
        label,
        value: room - label,
    }
}

/// How many steps lead from one option to another.
fn steps(from: usize, to: usize) -> isize {
    let place = |at: usize| isize::try_from(at).unwrap_or(0);
    place(to) - place(from)
}

/// Where the value of a row stands.
pub(super) fn value_area(row: Rect, columns: Columns) -> Rect {
    let before = u16::try_from(columns.label + 3)
        .unwrap_or(row.width)
        .min(row.width);
    Rect {
        x: row.x + before,
        width: row.width - before,
        ..row
    }
}

fn draw_options(options: &[Offered], area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let mut x = area.x;
    for option in options {
        let tone = if option.picked { Tone::Accent } else { Tone::Plain };
        let room = area.right().saturating_sub(x);
        let words = theme.fit(&option.words, usize::from(room));
        x += put(buffer, x, area.y, room, &words, theme.style(tone));
        x += u16::try_from(OPTION_GAP).unwrap_or(1);
    }
}

/// Marks at the right edge that rows are hidden above or below.
fn draw_more(above: bool, below: bool, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let x = area.right().saturating_sub(1);
    let style = theme.style(Tone::Accent);
    if above {
        put(buffer, x, area.y, 1, theme.glyphs().more_above, style);
    }
    if below {
        let y = area.bottom().saturating_sub(1);
        put(buffer, x, y, 1, theme.glyphs().more_below, style);
    }
}
