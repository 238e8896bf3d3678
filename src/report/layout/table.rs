//! Tables, and labels with values.

use std::collections::VecDeque;

use super::super::blocks::{Align, Cell, Row, Table, Text, Tone};
use super::super::metrics::FontBook;
use super::flow::Flow;
use super::lines::set;
use super::rows::{CellPlan, RowPlan, RowRole, place_all, rule};
use super::style::{self, ACCENT, HAIR, INK, SMALL, TINT};
use super::tree::Kind;

const PAD: (f32, f32) = (5.0, 3.6);
const HAIRLINE: f32 = 0.4;

/// Left edge and width of every column.
fn columns(table: &Table) -> Vec<(f32, f32)> {
    let total: f32 = table.columns.iter().map(|column| column.width.max(0.01)).sum();
    let mut x = style::MARGIN_X;
    table
        .columns
        .iter()
        .map(|column| {
            let width = column.width.max(0.01) / total * style::TEXT_WIDTH;
            let left = x;
            x += width;
            (left, width)
        })
        .collect()
}

/// A table on its way onto the pages: rows are planned once, as they are looked at.
struct Plans<'t, 'f, 'a> {
    table: &'t Table,
    fonts: &'f FontBook<'a>,
    columns: Vec<(f32, f32)>,
    /// Rows planned and not yet placed.
    ahead: VecDeque<RowPlan>,
    /// The next row to plan.
    next: usize,
}

impl<'t, 'f, 'a> Plans<'t, 'f, 'a> {
    fn new(fonts: &'f FontBook<'a>, table: &'t Table) -> Self {
        Self {
            table,
            fonts,
            columns: columns(table),
            ahead: VecDeque::new(),
            next: 0,
        }
    }

    /// The row `index` places ahead, if there is one.
    fn peek(&mut self, index: usize) -> Option<&RowPlan> {
        while self.ahead.len() <= index {
            let row = self.table.rows.get(self.next)?;
            self.next += 1;
            let plan = self.plan(row);
            self.ahead.push_back(plan);
        }
        self.ahead.get(index)
    }

    /// Takes the next row.
    fn take(&mut self) -> Option<RowPlan> {
        self.peek(0)?;
        self.ahead.pop_front()
    }

    /// The least height in which the next rows can begin; bands stay with the row below.
    fn lead(&mut self) -> f32 {
        let mut height = 0.0;
        let mut index = 0;
        while let Some(row) = self.peek(index) {
            if !matches!(row.role, RowRole::Band(_)) || height > style::BOTTOM {
                return height + row.lead();
            }
            height += row.height();
            index += 1;
        }
        height
    }

    /// Whether the last row would stand alone on the next page although the one before it could go with it.
    fn leaves_orphan(&mut self, room: f32) -> bool {
        if self.peek(2).is_some() {
            return false;
        }
        let heights = [0, 1].map(|index| {
            let row = self.peek(index).filter(|row| row.is_kept_whole());
            row.map(RowPlan::height)
        });
        let [Some(row), Some(last)] = heights else {
            return false;
        };
        row <= room && row + last > room
    }

    fn cell(
        &self,
        text: Text,
        (x, width): (f32, f32),
        align: Align,
        shade: Option<style::Colour>,
    ) -> CellPlan {
        CellPlan {
            x,
            width,
            lines: set(self.fonts, &text, SMALL.size, width - 2.0 * PAD.0),
            align,
            shade,
        }
    }

    /// The header row, unless all columns are without a title.
    fn header(&self) -> Option<RowPlan> {
        let columns = &self.table.columns;
        if columns.iter().all(|column| column.title.is_empty()) {
            return None;
        }
        let cells = columns.iter().zip(&self.columns).map(|(column, place)| {
            let title = column.title.clone().all_bold();
            self.cell(title, *place, column.align, Some(TINT))
        });
        Some(RowPlan {
            cells: cells.collect(),
            text: SMALL,
            pad: (PAD.0, PAD.1 + 0.6),
            below: Some((0.8, ACCENT)),
            between: None,
            edge: None,
            anchor: None,
            role: RowRole::Header,
        })
    }

    fn plan(&self, row: &Row) -> RowPlan {
        let (cells, role) = if row.band {
            let text = row.cells.first().map(|cell| cell.text.clone().all_bold());
            let place = (style::MARGIN_X, style::TEXT_WIDTH);
            let cell = self.cell(text.unwrap_or_default(), place, Align::Left, Some(style::PALE));
            (vec![cell], RowRole::Band(self.columns.len()))
        } else {
            (self.cells(row), RowRole::Cells)
        };
        RowPlan {
            cells,
            text: SMALL,
            pad: PAD,
            below: Some((HAIRLINE, HAIR)),
            between: Some((HAIRLINE, HAIR)),
            edge: None,
            anchor: row.anchor.clone(),
            role,
        }
    }

    fn cells(&self, row: &Row) -> Vec<CellPlan> {
        let empty = Cell::default();
        let padded = row.cells.iter().chain(std::iter::repeat(&empty));
        padded
            .zip(self.table.columns.iter().zip(&self.columns))
            .map(|(cell, (column, place))| {
                let text = if row.bold {
                    cell.text.clone().all_bold()
                } else {
                    cell.text.clone()
                };
                self.cell(text, *place, column.align, style::background(cell.shade))
            })
            .collect()
    }
}

/// The least height in which a table can begin: caption, header and first row.
pub fn table_lead(flow: &Flow<'_, '_>, table: &Table) -> f32 {
    let mut plans = Plans::new(flow.fonts, table);
    let head = plans.header().map_or(0.0, |row| row.height());
    caption_height(table) + head + plans.lead()
}

fn caption_height(table: &Table) -> f32 {
    match table.caption.is_empty() {
        true => 0.0,
        false => SMALL.leading * table.caption.words().lines().count() as f32 + 4.0,
    }
}

/// Places a table.
pub fn place_table(flow: &mut Flow<'_, '_>, table: &Table) {
    flow.within(Kind::Table, |flow| place_rows(flow, table));
    flow.space(12.0);
}

fn place_rows(flow: &mut Flow<'_, '_>, table: &Table) {
    let mut plans = Plans::new(flow.fonts, table);
    let header: Vec<RowPlan> = plans.header().into_iter().collect();
    let head: f32 = header.iter().map(RowPlan::height).sum();
    flow.need(caption_height(table) + head + plans.lead());
    if !table.caption.is_empty() {
        let caption = table.caption.clone().all_bold();
        let lines = set(flow.fonts, &caption, SMALL.size, style::TEXT_WIDTH);
        let setting = super::setting(SMALL, Align::Left);
        flow.within(Kind::Caption, |flow| flow.draw_lines(&lines, &setting));
        flow.space(4.0);
    }
    header.iter().for_each(|row| row.place(flow, &[]));
    let (left, right) = (style::MARGIN_X, style::MARGIN_X + style::TEXT_WIDTH);
    if header.is_empty() {
        flow.decorate(rule((left, flow.y), (right, flow.y), 0.8, ACCENT));
    }
    while let Some(row) = plans.peek(0) {
        let split = matches!(row.role, RowRole::Band(_)) && plans.lead() > flow.room();
        if (split || plans.leaves_orphan(flow.room())) && !flow.at_top() {
            flow.new_page();
            header.iter().for_each(|row| row.repeat(flow));
        }
        if let Some(row) = plans.take() {
            row.place(flow, &header);
        }
    }
    flow.decorate(rule((left, flow.y), (right, flow.y), 0.8, INK));
}

/// Rows of labels with values.
pub fn fact_rows(flow: &Flow<'_, '_>, pairs: &[(Text, Text)], x: f32, width: f32) -> Vec<RowPlan> {
    let text = style::Type {
        size: 10.0,
        leading: 15.5,
    };
    let pad = (4.0, 3.0);
    let words: Vec<String> = pairs.iter().map(|(label, _)| label.words()).collect();
    let labels = words.iter().flat_map(|words| words.lines()).map(|line| {
        flow.fonts
            .points(line, super::super::metrics::Weight::Regular, text.size)
    });
    let label_width = labels.fold(0.0, f32::max).clamp(60.0, width * 0.34) + 2.0 * pad.0 + 8.0;
    pairs
        .iter()
        .map(|(label, value)| {
            let cell = |words: &Text, x: f32, width: f32| CellPlan {
                x,
                width,
                lines: set(flow.fonts, words, text.size, width - 2.0 * pad.0),
                align: Align::Left,
                shade: None,
            };
            RowPlan {
                cells: vec![
                    cell(&label.clone().all_in(Tone::Muted), x, label_width),
                    cell(value, x + label_width, width - label_width),
                ],
                text,
                pad,
                below: Some((HAIRLINE, HAIR)),
                between: None,
                edge: None,
                anchor: None,
                role: RowRole::Fact,
            }
        })
        .collect()
}

/// Places labels with values.
pub fn place_facts(flow: &mut Flow<'_, '_>, pairs: &[(Text, Text)]) {
    let rows = fact_rows(flow, pairs, style::MARGIN_X, style::TEXT_WIDTH);
    flow.within(Kind::Table, |flow| place_all(flow, &rows));
    flow.space(10.0);
}
