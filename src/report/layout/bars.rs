//! Horizontal stacked bars with a legend and printed values.

use super::super::blocks::{Bar, Bars, Series};
use super::super::metrics::Weight;
use super::flow::Flow;
use super::page::{Area, Item};
use super::style::{self, Colour, INK, MARGIN_X, MUTED, SMALL, TEXT_WIDTH, TINY};
use super::tree::Kind;

const ROW: f32 = 21.0;
/// Height of a bar whose words take two lines.
const TALL_ROW: f32 = 27.0;
/// Distance of the baselines of such words.
const LINE: f32 = 10.6;
const THICK: f32 = 12.5;
const THIN: f32 = 4.5;
/// What a thin bar adds to the height of the bar it stands under.
const THIN_ROW: f32 = 4.0;
const LABEL: f32 = TEXT_WIDTH * 0.41;
const NOTE: f32 = TEXT_WIDTH * 0.17;

/// Bars of at most this height are not broken across pages.
const KEPT_WHOLE: f32 = 300.0;

/// Places the legend and the bars; the legend is repeated after a page break.
pub fn place(flow: &mut Flow<'_, '_>, bars: &Bars) {
    flow.need(lead(bars));
    let figure = flow.begin(Kind::Figure);
    let start = flow.spot();
    flow.at(Some(figure), |flow| draw(flow, bars));
    let end = flow.spot();
    let area = (start.page == end.page).then_some(Area {
        x: MARGIN_X,
        y: start.y,
        width: TEXT_WIDTH,
        height: end.y - start.y,
    });
    flow.tree.describe(figure, in_words(bars), area);
    flow.space(10.0);
}

fn draw(flow: &mut Flow<'_, '_>, bars: &Bars) {
    legend(flow, &bars.series);
    let longest = bars.bars.iter().map(total).max().unwrap_or(0).max(1);
    let row = row_height(bars);
    let mut rest = bars.bars.as_slice();
    while let Some((bar, later)) = rest.split_first() {
        let under = later.first().filter(|next| next.thin);
        let height = row + under.map_or(0.0, |_| THIN_ROW);
        if !bar.thin && flow.room() < height {
            flow.new_page();
            flow.at(None, |flow| legend(flow, &bars.series));
        }
        if bar.thin {
            // As close under the bar before it as leaves the two apart.
            flow.y -= row - THICK - 1.5;
            segments(flow, &bars.series, bar, (longest, THIN));
            flow.advance(row - THICK - 1.5 + THIN_ROW);
        } else {
            draw_bar(flow, &bars.series, bar, longest, row);
        }
        rest = later;
    }
}

/// What the bars show, for those who hear the document: every figure with its name.
fn in_words(bars: &Bars) -> String {
    let lines = bars.bars.iter().map(|bar| {
        let parts = bars.series.iter().zip(&bar.values);
        let parts: Vec<String> = parts
            .map(|(one, value)| format!("{} {value}", one.label))
            .collect();
        let [label, note] = [&bar.label, &bar.note].map(|words| words.replace('\n', " "));
        let note = match note.is_empty() {
            true => note,
            false => format!(" ({note})"),
        };
        format!("{label}: {}{note}", parts.join(", "))
    });
    lines.collect::<Vec<_>>().join("; ")
}

/// Height of legend and bars, as far as they are kept on one page.
pub fn lead(bars: &Bars) -> f32 {
    let row = row_height(bars);
    let height = |bar: &Bar| if bar.thin { THIN_ROW } else { row };
    (34.0 + bars.bars.iter().map(height).sum::<f32>()).min(KEPT_WHOLE)
}

fn row_height(bars: &Bars) -> f32 {
    let tall = bars
        .bars
        .iter()
        .any(|bar| bar.label.contains('\n') || bar.note.contains('\n'));
    if tall { TALL_ROW } else { ROW }
}

fn total(bar: &Bar) -> u32 {
    bar.values.iter().fold(0, |sum, value| sum.saturating_add(*value))
}

fn legend(flow: &mut Flow<'_, '_>, series: &[Series]) {
    let mut x = MARGIN_X;
    for one in series {
        let width = flow.fonts.points(&one.label, Weight::Regular, TINY.size) + 26.0;
        if x > MARGIN_X && x + width > MARGIN_X + TEXT_WIDTH {
            x = MARGIN_X;
            flow.advance(14.0);
        }
        swatch(
            flow,
            Area {
                x,
                y: flow.y + 2.0,
                width: 9.0,
                height: 9.0,
            },
            segment(one),
        );
        let at = (x + 13.0, flow.y + 9.7);
        flow.show_words(&one.label, Weight::Regular, at, (TINY.size, INK));
        x += width;
    }
    flow.advance(20.0);
}

fn draw_bar(flow: &mut Flow<'_, '_>, series: &[Series], bar: &Bar, longest: u32, height: f32) {
    beside(flow, &bar.label, MARGIN_X, LABEL - 8.0, INK);
    let x = segments(flow, series, bar, (longest, THICK));
    beside(flow, &bar.note, x + 6.0, NOTE - 8.0, MUTED);
    flow.advance(height);
}

/// Draws the segments of a bar at the place of the flow, scaled to the longest bar; gives where they end.
fn segments(flow: &mut Flow<'_, '_>, series: &[Series], bar: &Bar, (longest, thick): (u32, f32)) -> f32 {
    let room = TEXT_WIDTH - LABEL - NOTE;
    let mut x = MARGIN_X + LABEL;
    for (one, value) in series.iter().zip(&bar.values) {
        let width = room * *value as f32 / longest as f32;
        if *value == 0 {
            continue;
        }
        let colour = segment(one);
        swatch(
            flow,
            Area {
                x,
                y: flow.y,
                width,
                height: thick,
            },
            colour,
        );
        let words = value.to_string();
        let wide = flow.fonts.points(&words, Weight::Regular, TINY.size);
        if wide + 2.0 <= width && thick >= TINY.size {
            let at = (x + (width - wide) / 2.0, flow.y + thick / 2.0 + TINY.size * 0.36);
            let look = (TINY.size, style::on(colour));
            flow.show_words(&words, Weight::Regular, at, look);
        }
        x += width;
    }
    x
}

/// Words beside a bar, their lines around its middle.
fn beside(flow: &mut Flow<'_, '_>, words: &str, x: f32, width: f32, colour: Colour) {
    let lines: Vec<&str> = words.split('\n').collect();
    let middle = flow.y + THICK / 2.0 + SMALL.size * 0.38;
    let mut baseline = middle - LINE * (lines.len() as f32 - 1.0) / 2.0;
    for line in lines {
        let line = flow.fonts.fit(line, Weight::Regular, SMALL.size, width);
        flow.show_words(&line, Weight::Regular, (x, baseline), (SMALL.size, colour));
        baseline += LINE;
    }
}

fn segment(series: &Series) -> Colour {
    style::segment(series.tone, series.strength)
}

/// A filled area; what is almost white gets a frame.
fn swatch(flow: &mut Flow<'_, '_>, area: Area, colour: Colour) {
    if style::on(colour) == INK {
        flow.show(Item::Fill(area, style::HAIR));
        let inner = Area {
            x: area.x + 0.5,
            y: area.y + 0.5,
            width: (area.width - 1.0).max(0.0),
            height: area.height - 1.0,
        };
        flow.show(Item::Fill(inner, colour));
    } else {
        flow.show(Item::Fill(area, colour));
    }
}
