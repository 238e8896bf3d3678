//! Boxed notices and signature boxes.

use super::super::blocks::{Align, Callout, SignatureBox, Tone};
use super::super::metrics::Weight;
use super::flow::Flow;
use super::lines::set;
use super::page::{Area, FieldArea, Item, Rule};
use super::rows::{CellPlan, RowPlan, RowRole, rule};
use super::style::{self, ACCENT, HAIR, INK, MARGIN_X, MUTED, TEXT_WIDTH, TINT, TINY};
use super::tree::{Kid, Kind};

/// Height of a row of signature boxes with the space below.
pub const SIGNATURE_HEIGHT: f32 = BOX_HEIGHT + 14.0;
const BOX_HEIGHT: f32 = 208.0;
const GAP: f32 = 12.0;
const HEAD: f32 = 24.0;
/// Height of the digital signature field.
const FIELD: f32 = 66.0;
/// From line to line of who is expected to sign.
const EXPECTED_LEADING: f32 = 11.0;

/// Places a boxed notice. It may be continued on the next page.
pub fn place_callout(flow: &mut Flow<'_, '_>, callout: &Callout) {
    place_callouts(flow, &[callout]);
}

/// Places a boxed notice that says the same in several columns.
pub fn place_callouts(flow: &mut Flow<'_, '_>, columns: &[&Callout]) {
    let text = style::Type {
        size: 10.0,
        leading: 16.0,
    };
    let pad = (13.0, 8.0);
    let tone = columns.first().map(|callout| callout.tone).unwrap_or_default();
    let (shade, edge) = match tone {
        Tone::Alert => (style::SHADE, INK),
        Tone::Accent => (TINT, ACCENT),
        Tone::Plain | Tone::Muted => (style::PALE, MUTED),
    };
    let width = TEXT_WIDTH / columns.len().max(1) as f32;
    let mut cells = Vec::new();
    let mut firsts = Vec::new();
    for (index, callout) in columns.iter().enumerate() {
        let title = (!callout.title.is_empty()).then(|| callout.title.clone().all_bold());
        let mut lines = Vec::new();
        let mut of_column = Vec::new();
        for words in title.iter().chain(&callout.body) {
            of_column.push(lines.len());
            lines.extend(set(flow.fonts, words, text.size, width - 2.0 * pad.0));
        }
        firsts.push(of_column);
        cells.push(CellPlan {
            x: MARGIN_X + index as f32 * width,
            width,
            lines,
            align: Align::Left,
            shade: Some(shade),
        });
    }
    let row = RowPlan {
        cells,
        text,
        pad,
        below: None,
        between: None,
        edge: Some(edge),
        anchor: None,
        role: RowRole::Notice(firsts),
    };
    flow.space(3.0);
    row.place(flow, &[]);
    flow.space(11.0);
}

/// Places signature boxes side by side, three to a row.
pub fn place_signatures(flow: &mut Flow<'_, '_>, boxes: &[SignatureBox]) {
    for row in boxes.chunks(3) {
        let further = row.iter().map(expected_height).fold(0.0, f32::max);
        flow.need(SIGNATURE_HEIGHT + further);
        let width = (TEXT_WIDTH - GAP * 2.0) / 3.0;
        for (index, signature) in row.iter().enumerate() {
            let x = MARGIN_X + index as f32 * (width + GAP);
            let area = Area {
                x,
                y: flow.y,
                width,
                height: BOX_HEIGHT + further,
            };
            flow.within(Kind::Division, |flow| draw_box(flow, signature, area));
        }
        flow.advance(SIGNATURE_HEIGHT + further);
    }
}

/// Room for the lines that say who is expected to sign.
fn expected_height(signature: &SignatureBox) -> f32 {
    signature.expected.len() as f32 * EXPECTED_LEADING
}

fn draw_box(flow: &mut Flow<'_, '_>, signature: &SignatureBox, area: Area) {
    let Area { x, y, width, height } = area;
    let right = x + width;
    let inner = width - 16.0;
    flow.decorate(Item::Fill(Area { height: HEAD, ..area }, TINT));
    frame(flow, area, None);
    let title = flow.fonts.fit(&signature.title, Weight::Bold, 11.0, inner);
    flow.within(Kind::Paragraph, |flow| {
        flow.show_words(&title, Weight::Bold, (x + 8.0, y + 16.5), (11.0, ACCENT));
    });

    label(flow, &signature.digital, x + 8.0, y + HEAD + 14.0, inner);
    let field = Area {
        x: x + 8.0,
        y: y + HEAD + 20.0,
        width: inner,
        height: FIELD,
    };
    frame(flow, field, Some((2.0, 2.0)));
    let form = flow.begin(Kind::Form);
    let (page, index) = (flow.spot().page, flow.page.fields.len());
    flow.tree.append(form, Kid::Field { page, index });
    flow.page.fields.push(FieldArea {
        area: field,
        name: signature.role.field_name(),
        tip: signature.title.clone(),
        certificate: signature.certificate.clone(),
    });

    let mut below = field.y + FIELD + 16.0;
    for line in &signature.expected {
        label(flow, line, x + 8.0, below, inner);
        below += EXPECTED_LEADING;
    }
    label(flow, &signature.paper, x + 8.0, below, inner);
    let date_y = y + height - 24.0;
    flow.decorate(rule((x, date_y), (right, date_y), 0.5, HAIR));
    label(flow, &signature.date, x + 8.0, date_y + 15.0, inner);
}

fn label(flow: &mut Flow<'_, '_>, words: &str, x: f32, y: f32, width: f32) {
    let words = flow.fonts.fit(words, Weight::Regular, TINY.size, width);
    flow.within(Kind::Paragraph, |flow| {
        flow.show_words(&words, Weight::Regular, (x, y), (TINY.size, MUTED));
    });
}

fn frame(flow: &mut Flow<'_, '_>, area: Area, dash: Option<(f32, f32)>) {
    let Area { x, y, width, height } = area;
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        flow.decorate(Item::Rule(Rule {
            from: *from,
            to: *to,
            thickness: 0.6,
            colour: HAIR,
            dash,
        }));
    }
}
