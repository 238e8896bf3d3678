//! The cover page.

use super::super::blocks::{Align, Cover, Text, Tone};
use super::flow::Flow;
use super::lines::{Setting, set};
use super::page::{Area, Item};
use super::rows::rule;
use super::style::{self, ACCENT, HAIR, MARGIN_X, SMALL, TEXT_WIDTH, Type};
use super::table::fact_rows;
use super::tree::Kind;

const TITLE: Type = Type {
    size: 27.0,
    leading: 39.0,
};
const SUBTITLE: Type = Type {
    size: 14.0,
    leading: 22.0,
};
const ORGANISATION: Type = Type {
    size: 16.0,
    leading: 24.0,
};

/// Places the cover on the present page.
pub fn place(flow: &mut Flow<'_, '_>, cover: &Cover) {
    flow.decorate(Item::Fill(
        Area {
            x: 0.0,
            y: 0.0,
            width: style::PAGE.0,
            height: 9.0,
        },
        ACCENT,
    ));
    words(
        flow,
        &Text::from(&cover.above).all_in(Tone::Muted),
        SMALL,
        44.0,
        Align::Right,
    );
    words(
        flow,
        &Text::from(&cover.organisation),
        ORGANISATION,
        205.0,
        Align::Left,
    );
    let title = Text::default().bold(&cover.title).all_in(Tone::Accent);
    let below = words(flow, &title, TITLE, 240.0, Align::Left);
    let also = Text::default().bold(&cover.also).all_in(Tone::Accent);
    let below = words(flow, &also, SUBTITLE, below, Align::Left);
    let below = words(
        flow,
        &Text::from(&cover.subtitle).all_in(Tone::Muted),
        SUBTITLE,
        below + 6.0,
        Align::Left,
    );
    flow.decorate(Item::Fill(
        Area {
            x: MARGIN_X,
            y: below + 18.0,
            width: 64.0,
            height: 2.5,
        },
        ACCENT,
    ));
    flow.y = below + 60.0;
    let pairs: Vec<(Text, Text)> = cover
        .facts
        .iter()
        .map(|(label, value)| (Text::from(label), value.clone()))
        .collect();
    let rows = fact_rows(flow, &pairs, MARGIN_X, TEXT_WIDTH);
    flow.within(Kind::Table, |flow| {
        rows.iter().for_each(|row| row.place(flow, &[]))
    });
    if !cover.notice.is_empty() {
        place_notice(flow, cover);
    }
}

/// Small print at the foot of the page.
fn place_notice(flow: &mut Flow<'_, '_>, cover: &Cover) {
    let lines = set(flow.fonts, &cover.notice, SMALL.size, TEXT_WIDTH).len() as f32;
    let top = (style::PAGE.1 - 56.0 - lines * SMALL.leading).max(flow.y + 12.0);
    flow.decorate(rule(
        (MARGIN_X, top - 9.0),
        (MARGIN_X + TEXT_WIDTH, top - 9.0),
        0.5,
        HAIR,
    ));
    words(
        flow,
        &cover.notice.clone().all_in(Tone::Muted),
        SMALL,
        top,
        Align::Left,
    );
}

/// Draws words with their top at `top`; returns their bottom. What would take more than three lines is set
/// smaller, so that a long name leaves room for the facts.
fn words(flow: &mut Flow<'_, '_>, words: &Text, text: Type, top: f32, align: Align) -> f32 {
    let mut y = top;
    if words.is_empty() {
        return y;
    }
    let fits = |text: &Type| set(flow.fonts, words, text.size, TEXT_WIDTH).len() <= 3;
    let text = [text, SUBTITLE, SMALL]
        .into_iter()
        .filter(|other| other.size <= text.size)
        .find(fits)
        .unwrap_or(SMALL);
    let setting = Setting {
        x: MARGIN_X,
        width: TEXT_WIDTH,
        text,
        align,
        justify: false,
    };
    let lines = set(flow.fonts, words, text.size, TEXT_WIDTH);
    flow.within(Kind::Paragraph, |flow| {
        for line in &lines {
            line.draw(flow, y, &setting);
            y += text.leading;
        }
    });
    y
}
