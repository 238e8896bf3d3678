//! Drawing the row of blocks, an open block, who prepared the answer and who runs the system.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::blocks::Open;
use super::details::Blank;
use super::view::{draw_label, draw_unsaved};
use super::{AnswerScreen, Field};
use crate::lang::{alternative_kind_name, date_words, fill, tr};
use crate::model::assessment::AlternativeKind;
use crate::model::scope::Target;
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::spots::{RowAt, Spot, Way};
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::form::{self, Entry, Row};
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;

/// Cells between the citation and who prepared the answer.
const GAP: usize = 3;

impl AnswerScreen {
    /// The names of the blocks; those with something in them carry a star.
    pub(super) fn draw_blocks(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = context.theme;
        let focused = self.field == Field::Block;
        let blocks = self.blocks(workbook);
        let row = self.block_row.min(blocks.len().saturating_sub(1));
        let mut x = area.x + draw_label(context, "answer.blocks_label", focused, area, buffer);
        for (block, index) in blocks.iter().zip(0..) {
            let star = if self.details.is_filled(*block) { "*" } else { "" };
            let name = format!("{}{star}", tr(context.lang, block.name()));
            let selected = focused && index == row;
            let words = if selected {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            };
            let tone = if selected { Tone::Accent } else { Tone::Plain };
            let room = area.right().saturating_sub(x);
            let used = put(buffer, x, area.y, room, &words, theme.style(tone));
            let at = Rect::new(x, area.y, used, 1);
            self.note(context, workbook, Field::Block, (index, index == row), at);
            x += used + 1;
        }
    }

    /// Something in a field can be pointed at: which of the field it is, and whether it is the one
    /// that is selected there. While a block is open, its form is all that can be.
    pub(super) fn note(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        field: Field,
        (index, selected): (usize, bool),
        area: Rect,
    ) {
        if self.open.is_some() {
            return;
        }
        let list = self.fields(workbook).iter().position(|known| *known == field);
        let row = RowAt {
            list: list.unwrap_or(0),
            focused: self.field == field,
            index,
            selected,
            way: match field {
                Field::State | Field::Note => Way::Rows,
                Field::Part | Field::Method | Field::Block => Way::Columns,
            },
        };
        Canvas::from(context).spot(area, Spot::Row(row));
    }

    /// An open block: its name, what is to be known of it, and its fields.
    pub(super) fn draw_block(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        open: Open,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (lang, theme) = (context.lang, context.theme);
        let heading = Rect { height: 1, ..area };
        draw_label(context, open.block.name(), true, heading, buffer);
        if self.details.is_dirty(open.block) {
            draw_unsaved(lang, theme, heading, buffer);
        }
        let mut rows = Vec::new();
        for blank in open.block.blanks() {
            let (label, hint) = blank.words();
            let focused = *blank == open.blank;
            let entry = match self.details.field(*blank) {
                Some(field) => Entry::Area(field, tr(lang, hint), blank.rows()),
                None => Entry::Choice {
                    options: AlternativeKind::ALL
                        .map(|kind| alternative_kind_name(kind, lang))
                        .to_vec(),
                    chosen: usize::from(self.details.kind() == AlternativeKind::ParentNorm),
                },
            };
            rows.push(Row::new(tr(lang, label), entry, focused));
            if *blank == Blank::Until && self.details.has_wrong_day() {
                rows.push(Row::words(tr(lang, "attach.day_wrong"), Tone::Bad));
            }
        }
        let about = self.about_block(open, context, workbook);
        let about = wrapped(&about, usize::from(area.width.saturating_sub(2)));
        let mut y = area.y + 1;
        // In a low window the fields come first.
        let room = usize::from(area.height)
            .saturating_sub(1 + rows.len())
            .min(about.len());
        for line in about.iter().take(room) {
            put(buffer, area.x + 2, y, area.width, line, theme.style(Tone::Dim));
            y += 1;
        }
        let fields = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        form::view(&rows, fields, buffer, context)
    }

    /// Who prepared the answer and when, at the right of a row, where there is room.
    pub(super) fn draw_prepared(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let Some(answer) = self.answer(workbook) else {
            return;
        };
        let at = date_words(&answer.prepared_at, context.lang);
        let words = format!("{}  {at}", text::visible(&answer.prepared_by, false));
        let words = context.theme.fit(words.trim(), usize::from(area.width / 2));
        let width = text::width(&words);
        let x = area.right().saturating_sub(u16::try_from(width).unwrap_or(0));
        let free = (x.saturating_sub(u16::try_from(GAP).unwrap_or(0))..x)
            .chain(x..area.right())
            .all(|x| buffer.cell((x, area.y)).is_none_or(|cell| cell.symbol() == " "));
        if free {
            let width = u16::try_from(width).unwrap_or(0);
            put(buffer, x, area.y, width, &words, context.theme.style(Tone::Dim));
        }
    }

    /// For a system somebody else runs: whose reply is evidence.
    pub(super) fn vendor_words(&self, context: &Context<'_>, workbook: &Workbook) -> Option<String> {
        let Target::System(id) = &self.target else {
            return None;
        };
        let vendor = workbook.assessment.profile.system(id)?.vendor.trim();
        (!vendor.is_empty()).then(|| fill(context.lang, "answer.vendor", &[("vendor", vendor)]))
    }
}
