//! Two languages side by side. The lines of both columns go on to the next page together.

use super::super::blocks::{Align, Block, List, Paragraph, Text};
use super::boxes;
use super::flow::Flow;
use super::lines::set;
use super::rows::{CellPlan, RowPlan, RowRole};
use super::style::{self, BODY, MARGIN_X, TEXT_WIDTH, Type};
use super::toc::Contents;

/// Space between the columns.
const GUTTER: f32 = 16.0;
/// Room for the bullet or number of an item.
const MARKER: f32 = 15.0;

/// Places both sides; `rest` begins with the pair.
pub fn place(flow: &mut Flow<'_, '_>, contents: &mut Contents, sides: &(Block, Block), rest: &[Block]) {
    match sides {
        (Block::Paragraph(left), Block::Paragraph(right)) => {
            if left.keep_with_next {
                flow.need(super::lead(flow, rest));
            }
            paragraphs(flow, left, right).place(flow, &[]);
            flow.space(6.0);
        }
        (Block::List(left), Block::List(right)) => {
            for row in items(flow, left, right) {
                row.place(flow, &[]);
                flow.space(2.5);
            }
            flow.space(5.0);
        }
        (Block::Callout(left), Block::Callout(right)) => boxes::place_callouts(flow, &[left, right]),
        (left, right) => {
            super::place(flow, contents, left, std::slice::from_ref(left));
            super::place(flow, contents, right, std::slice::from_ref(right));
        }
    }
}

/// The least height in which the pair can begin, and whether it stays with the next block.
pub fn lead_of(flow: &Flow<'_, '_>, sides: &(Block, Block)) -> (f32, bool) {
    match sides {
        (Block::Paragraph(left), Block::Paragraph(right)) => {
            let row = paragraphs(flow, left, right);
            match left.keep_with_next {
                true => (row.height() + 6.0, true),
                false => (row.lead(), false),
            }
        }
        (Block::List(left), Block::List(right)) => {
            let rows = items(flow, left, right);
            (rows.first().map_or(0.0, RowPlan::lead), false)
        }
        _ => (3.0 * BODY.leading, false),
    }
}

/// Left edge and width of the two columns of an area.
fn halves(x: f32, width: f32) -> [(f32, f32); 2] {
    let half = (width - GUTTER) / 2.0;
    [(x, half), (x + half + GUTTER, half)]
}

fn row(cells: Vec<CellPlan>, text: Type) -> RowPlan {
    RowPlan {
        role: RowRole::Notice(vec![vec![0]; cells.len()]),
        cells,
        text,
        pad: (0.0, 0.0),
        below: None,
        between: None,
        edge: None,
        anchor: None,
    }
}

fn cell(flow: &Flow<'_, '_>, words: &Text, (x, width): (f32, f32), text: Type, align: Align) -> CellPlan {
    CellPlan {
        x,
        width,
        lines: set(flow.fonts, words, text.size, width),
        align,
        shade: None,
    }
}

fn paragraphs(flow: &Flow<'_, '_>, left: &Paragraph, right: &Paragraph) -> RowPlan {
    let text = style::paragraph(left.size);
    let [first, second] = halves(MARGIN_X + left.indent, TEXT_WIDTH - left.indent);
    let cells = vec![
        cell(flow, &left.text, first, text, left.align),
        cell(flow, &right.text, second, text, right.align),
    ];
    row(cells, text)
}

/// One row for each item; an item that is the same on both sides takes the whole width.
fn items(flow: &Flow<'_, '_>, left: &List, right: &List) -> Vec<RowPlan> {
    let count = left.items.len().max(right.items.len());
    let rows = (0..count).map(|index| {
        let marker = match left.numbered {
            true => Text::from(format!("{}.", index + 1)),
            false => Text::from("•"),
        };
        let item = |list: &List, (x, width): (f32, f32)| {
            let words = list.items.get(index).cloned().unwrap_or_default();
            let marker = if words.is_empty() {
                Text::default()
            } else {
                marker.clone()
            };
            [
                cell(flow, &marker, (x, MARKER), BODY, Align::Left),
                cell(flow, &words, (x + MARKER, width - MARKER), BODY, Align::Left),
            ]
        };
        let same = left.items.get(index) == right.items.get(index);
        let cells: Vec<CellPlan> = match same {
            true => item(left, (MARGIN_X, TEXT_WIDTH)).into(),
            false => {
                let [first, second] = halves(MARGIN_X, TEXT_WIDTH);
                item(left, first).into_iter().chain(item(right, second)).collect()
            }
        };
        row(cells, BODY)
    });
    rows.collect()
}
