//! Drawing the answer screen: what is asked above, the form below, the note at the bottom.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{AnswerScreen, Field, METHODS};
use crate::lang::{Lang, cite_part, level_name, method_name, state_name, target_name, tr};
use crate::model::assessment::State;
use crate::model::pack::{Clause, Level};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::walk::{mark_of, review_words};
use crate::tui::theme::{Mark, Theme, Tone};
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::{row, scroll};

/// Most rows the requirement takes above the form.
const REQUIREMENT_ROWS: usize = 4;
/// Rows of the body from which on the form is shown whole while the note is written.
const ROOMY: u16 = 18;

impl AnswerScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let clause = workbook.pack.clause(self.clause)?;
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let row = |y| Rect { y, height: 1, ..area };
        let mut y = self.draw_question(context, workbook, clause, area, buffer) + 1;
        if self.fields(workbook).contains(&Field::Part) {
            self.draw_parts(context, (workbook, clause), row(y), buffer);
            y += 1;
        }
        y = self.draw_states(context, workbook, Rect { y, ..area }, buffer);
        self.draw_methods(context, workbook, row(y), buffer);
        if let Some(open) = self.open {
            return self.draw_block(context, workbook, open, below(area, y + 1), buffer);
        }
        self.draw_note_label(context, row(y + 1), buffer);
        // The row of blocks stands last, as long as a row of the note is left above it.
        let last = area.bottom().saturating_sub(1);
        let has_blocks = last > y + 2 || self.field == Field::Block;
        if has_blocks {
            self.draw_blocks(context, workbook, row(last), buffer);
        }
        let field = Rect {
            x: area.x + 2,
            y: y + 2,
            width: area.width.saturating_sub(3),
            height: area.bottom().saturating_sub(y + 2 + u16::from(has_blocks)),
        };
        let whole = Rect {
            y: field.y.saturating_sub(1),
            height: field.height + 1,
            ..area
        };
        self.note(context, workbook, Field::Note, (0, true), whole);
        let cursor = self.note.view(field, buffer, context.theme);
        let beside = Rect {
            width: field.width + 1,
            ..field
        };
        scroll::hint(buffer, beside, context.theme, self.note.scroll());
        (self.field == Field::Note).then_some(cursor).flatten()
    }

    /// Clause, citation, level and target, then the requirement; gives the row below.
    fn draw_question(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        clause: &Clause,
        area: Rect,
        buffer: &mut Buffer,
    ) -> u16 {
        let (lang, theme) = (context.lang, context.theme);
        let width = usize::from(area.width);
        let cited = cite_part(&workbook.pack, self.clause, self.part.as_deref(), lang);
        let level = level_name(self.level(workbook), lang);
        let name = target_name(&workbook.assessment.profile, &self.target, lang);
        let reviewed = review_words(workbook, self.clause, &self.target, lang);
        let title = format!("{} {}", clause.id, lang.of(&clause.title));
        let mut lines = vec![
            (title, Tone::Heading),
            (format!("{cited}  {level}  {name}  {reviewed}"), Tone::Dim),
        ];
        lines.extend(
            self.vendor_words(context, workbook)
                .map(|words| (words, Tone::Warning)),
        );
        let requirement = self
            .part
            .as_deref()
            .and_then(|part| clause.part(part))
            .map_or(&clause.requirement, |part| &part.requirement);
        let rows = wrapped(lang.of(requirement), width);
        let above = lines.len() + 10;
        let room = REQUIREMENT_ROWS.min(usize::from(area.height).saturating_sub(above).max(1));
        let shown = rows.iter().take(room).enumerate().map(|(index, words)| {
            let is_cut = index + 1 == room && rows.len() > room;
            let words = if is_cut {
                // One cell too many makes `fit` end it in the ellipsis.
                format!("{}  ", text::pad(words, width))
            } else {
                words.clone()
            };
            (words, Tone::Plain)
        });
        lines.extend(shown);
        let mut y = area.y;
        for (words, tone) in lines {
            put(
                buffer,
                area.x,
                y,
                area.width,
                &theme.fit(&words, width),
                theme.style(tone),
            );
            y += 1;
        }
        self.draw_prepared(
            context,
            workbook,
            Rect {
                y: area.y + 1,
                height: 1,
                ..area
            },
            buffer,
        );
        y
    }

    fn level(&self, workbook: &Workbook) -> Level {
        let check = self.check(workbook);
        let part = self
            .part
            .as_deref()
            .and_then(|id| check?.parts.iter().find(|part| part.id == id));
        part.map(|part| part.level)
            .or(check.map(|check| check.level))
            .unwrap_or_default()
    }

    fn draw_parts(
        &self,
        context: &Context<'_>,
        (workbook, clause): (&Workbook, &Clause),
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let (lang, theme) = (context.lang, context.theme);
        let parts = clause.parts.iter();
        let names = std::iter::once((None, tr(lang, "tui.part_whole")))
            .chain(parts.map(|part| (Some(part.id.clone()), lang.of(&part.label))));
        let mut x = area.x + draw_label(context, "tui.part_label", self.field == Field::Part, area, buffer);
        for ((id, name), index) in names.zip(0..) {
            let is_chosen = id == self.part;
            let words = if is_chosen {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            };
            let tone = match (is_chosen, self.field == Field::Part) {
                (true, true) => Tone::Accent,
                (true, false) => Tone::Strong,
                _ => Tone::Plain,
            };
            let room = area.right().saturating_sub(x);
            let used = put(buffer, x, area.y, room, &words, theme.style(tone));
            let at = Rect::new(x, area.y, used, 1);
            self.note(context, workbook, Field::Part, (index, is_chosen), at);
            x += used + 1;
        }
    }

    /// The states, or in a low window, while something else has the focus, the chosen one alone;
    /// gives the row below.
    fn draw_states(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) -> u16 {
        let (lang, theme) = (context.lang, context.theme);
        let current = self
            .answer(workbook)
            .map_or(State::Unanswered, |answer| answer.state);
        let low = context.body.1 < ROOMY && self.field != Field::State;
        let is_short = low || self.open.is_some();
        let mut y = area.y;
        for (state, index) in State::ALL.iter().zip(0..) {
            if is_short && *state != current {
                continue;
            }
            let selected = self.field == Field::State && index == self.state_row;
            let (mark, _) = theme.mark(mark_of(*state));
            let radio = if *state == current { "(x)" } else { "( )" };
            let words = format!("{radio} {mark} {}", state_name(*state, lang));
            let tone = if *state == current {
                Tone::Strong
            } else {
                Tone::Plain
            };
            let row = Rect { y, height: 1, ..area };
            row::draw(buffer, row, theme, selected, &words, tone);
            let chosen = index == self.state_row;
            self.note(context, workbook, Field::State, (index, chosen), row);
            y += 1;
        }
        y
    }

    fn draw_methods(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        let chosen = self
            .answer(workbook)
            .map(|answer| answer.methods.clone())
            .unwrap_or_default();
        let mut x = area.x
            + draw_label(
                context,
                "tui.method_label",
                self.field == Field::Method,
                area,
                buffer,
            );
        for (method, index) in METHODS.iter().zip(0..) {
            let selected = self.field == Field::Method && index == self.method_row;
            let (gutter, _) = theme.mark(if selected { Mark::Selected } else { Mark::None });
            let tick = if chosen.contains(method) { "[x]" } else { "[ ]" };
            let words = format!("{gutter}{tick} {}", method_name(*method, lang));
            let tone = if selected { Tone::Strong } else { Tone::Plain };
            let room = area.right().saturating_sub(x);
            let used = put(buffer, x, area.y, room, &words, theme.style(tone));
            let at = Rect::new(x, area.y, used, 1);
            self.note(
                context,
                workbook,
                Field::Method,
                (index, index == self.method_row),
                at,
            );
            x += used + 2;
        }
    }

    /// The note's label, and on the right that it is not saved yet.
    fn draw_note_label(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        draw_label(context, "tui.note_label", self.field == Field::Note, area, buffer);
        if self.note_is_dirty() {
            draw_unsaved(lang, theme, area, buffer);
        }
    }
}

/// Says on the right that something written is not saved yet.
pub(super) fn draw_unsaved(lang: Lang, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let words = tr(lang, "tui.note_unsaved");
    let width = u16::try_from(text::width(words)).unwrap_or(0).min(area.width);
    let x = area.right().saturating_sub(width);
    put(buffer, x, area.y, width, words, theme.style(Tone::Warning));
}

/// What lies below a row of an area.
fn below(area: Rect, y: u16) -> Rect {
    Rect {
        y,
        height: area.bottom().saturating_sub(y),
        ..area
    }
}

/// Draws the label of a field, in another tone where it has the focus; gives the cells it takes
/// with the space behind it.
pub(super) fn draw_label(
    context: &Context<'_>,
    id: &'static str,
    focused: bool,
    area: Rect,
    buffer: &mut Buffer,
) -> u16 {
    let tone = if focused { Tone::Accent } else { Tone::Heading };
    let words = context.theme.fit(tr(context.lang, id), usize::from(area.width));
    put(
        buffer,
        area.x,
        area.y,
        area.width,
        &words,
        context.theme.style(tone),
    ) + 1
}
