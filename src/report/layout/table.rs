//! Tables, and labels with values.

use super::super::blocks::{Align, Row, Table, Text, Tone};
use super::flow::Flow;
use super::lines::set;
use super::rows::{CellPlan, RowPlan, rule};
use super::style::{self, ACCENT, HAIR, INK, SMALL, TINT};

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

fn header(flow: &Flow<'_, '_>, table: &Table) -> Vec<RowPlan> {
    if table.columns.iter().all(|column| column.title.is_empty()) {
        return Vec::new();
    }
    let cells = table
        .columns
        .iter()
        .zip(columns(table))
        .map(|(column, (x, width))| CellPlan {
            x,
            width,
            lines: set(
                flow.fonts,
                &column.title.clone().all_bold(),
                SMALL.size,
                width - 2.0 * PAD.0,
            ),
            align: column.align,
            shade: Some(TINT),
        })
        .collect();
    vec![RowPlan {
        cells,
        text: SMALL,
        pad: (PAD.0, PAD.1 + 0.6),
        below: Some((0.8, ACCENT)),
        between: None,
        edge: None,
        anchor: None,
    }]
}

fn plan(flow: &Flow<'_, '_>, table: &Table, row: &Row) -> RowPlan {
    let columns = columns(table);
    let cells = if row.band {
        let text = row
            .cells
            .first()
            .map(|cell| cell.text.clone().all_bold())
            .unwrap_or_default();
        let width = style::TEXT_WIDTH;
        vec![CellPlan {
            x: style::MARGIN_X,
            width,
            lines: set(flow.fonts, &text, SMALL.size, width - 2.0 * PAD.0),
            align: Align::Left,
            shade: Some(style::PALE),
        }]
    } else {
        let empty = super::super::blocks::Cell::default();
        let padded = row.cells.iter().chain(std::iter::repeat(&empty));
        padded
            .zip(table.columns.iter().zip(&columns))
            .map(|(cell, (column, (x, width)))| {
                let text = if row.bold {
                    cell.text.clone().all_bold()
                } else {
                    cell.text.clone()
                };
                CellPlan {
                    x: *x,
                    width: *width,
                    lines: set(flow.fonts, &text, SMALL.size, width - 2.0 * PAD.0),
                    align: column.align,
                    shade: style::background(cell.shade),
                }
            })
            .collect()
    };
    RowPlan {
        cells,
        text: SMALL,
        pad: PAD,
        below: Some((HAIRLINE, HAIR)),
        between: Some((HAIRLINE, HAIR)),
        edge: None,
        anchor: row.anchor.clone(),
    }
}

/// The least height in which a table can begin: caption, header and first row.
pub fn table_lead(flow: &Flow<'_, '_>, table: &Table) -> f32 {
    let caption = match table.caption.is_empty() {
        true => 0.0,
        false => SMALL.leading * table.caption.words().lines().count() as f32 + 4.0,
    };
    let head: f32 = header(flow, table).iter().map(RowPlan::height).sum();
    caption + head + rows_lead(flow, table, &table.rows)
}

/// The least height in which `rows` can begin; bands stay with the row below.
fn rows_lead(flow: &Flow<'_, '_>, table: &Table, rows: &[Row]) -> f32 {
    match rows.split_first() {
        Some((row, rest)) if row.band => plan(flow, table, row).height() + rows_lead(flow, table, rest),
        Some((row, _)) => plan(flow, table, row).lead(),
        None => 0.0,
    }
}

/// Whether the last row would stand alone on the next page although the one before it could go with it.
fn leaves_orphan(flow: &Flow<'_, '_>, table: &Table, rest: &[Row]) -> bool {
    let [row, last] = rest else { return false };
    let (row, last) = (plan(flow, table, row), plan(flow, table, last));
    let whole = row.lead() >= row.height() && last.lead() >= last.height();
    whole && row.height() <= flow.room() && row.height() + last.height() > flow.room()
}

/// Places a table.
pub fn place_table(flow: &mut Flow<'_, '_>, table: &Table) {
    flow.need(table_lead(flow, table));
    if !table.caption.is_empty() {
        let lines = set(
            flow.fonts,
            &table.caption.clone().all_bold(),
            SMALL.size,
            style::TEXT_WIDTH,
        );
        flow.draw_lines(&lines, &super::setting(SMALL, Align::Left));
        flow.space(4.0);
    }
    let header = header(flow, table);
    header.iter().for_each(|row| row.draw(flow, 0, row.line_count()));
    if header.is_empty() {
        let (left, right) = (style::MARGIN_X, style::MARGIN_X + style::TEXT_WIDTH);
        flow.page
            .items
            .push(rule((left, flow.y), (right, flow.y), 0.8, ACCENT));
    }
    let mut rest = table.rows.as_slice();
    while let Some((row, later)) = rest.split_first() {
        let split = row.band && rows_lead(flow, table, rest) > flow.room();
        if (split || leaves_orphan(flow, table, rest)) && !flow.at_top() {
            flow.new_page();
            header.iter().for_each(|row| row.draw(flow, 0, row.line_count()));
        }
        plan(flow, table, row).place(flow, &header);
        rest = later;
    }
    let (left, right) = (style::MARGIN_X, style::MARGIN_X + style::TEXT_WIDTH);
    flow.page
        .items
        .push(rule((left, flow.y), (right, flow.y), 0.8, INK));
    flow.space(12.0);
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
            }
        })
        .collect()
}

/// Places labels with values.
pub fn place_facts(flow: &mut Flow<'_, '_>, pairs: &[(Text, Text)]) {
    for row in fact_rows(flow, pairs, style::MARGIN_X, style::TEXT_WIDTH) {
        row.place(flow, &[]);
    }
    flow.space(10.0);
}
