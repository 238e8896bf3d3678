//! Bars: how a chart's numbers become cells.

use crate::lang::{Calendar, Lang, tr};
use crate::model::assessment::State;
use crate::model::dashboard::Slice;
use crate::text;

/// Widest bar in cells: longer ones are no easier to read.
const WIDEST_BAR: usize = 60;
/// Narrowest bar in cells; labels give way before it does.
const NARROWEST_BAR: usize = 8;
/// Cells between label, bar and number.
pub(super) const GAP: usize = 2;

/// How the lines are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartStyle {
    /// Language.
    pub lang: Lang,
    /// How years are counted.
    pub calendar: Calendar,
    /// Cells of a line.
    pub width: usize,
    /// Only ASCII in the bars.
    pub ascii: bool,
}

/// What a piece of a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Checks in a state.
    State(State),
    /// A number that asks for nothing.
    Count,
    /// A number that asks for attention.
    Alert,
}

impl Fill {
    /// The character it is drawn with, one cell wide.
    pub fn glyph(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Fill::State(State::Met) | Fill::Count, false) => "█",
            (Fill::State(State::Met) | Fill::Count, true) => "#",
            (Fill::State(State::Unanswered), false) => "░",
            (Fill::State(State::Unanswered), true) => ".",
            (Fill::State(State::Partial), _) => "~",
            (Fill::State(State::NotMet) | Fill::Alert, _) => "!",
            (Fill::State(State::NotApplicable), _) => "-",
            (Fill::State(State::Unable), _) => "?",
        }
    }
}

/// A piece of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What it stands for.
    pub fill: Fill,
    /// Its length.
    pub cells: usize,
}

/// A line of the charts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartLine {
    /// The name of a chart.
    Heading(String),
    /// What the numbers mean, or how to get them.
    Note(String),
    /// A bar.
    Row(ChartRow),
    /// Nothing.
    Blank,
}

/// A bar with its label and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartRow {
    /// Which checks it stands for.
    pub slice: Slice,
    /// Its label, padded to the labels of its chart.
    pub label: String,
    /// The bar; the row's label and bar are as wide in the whole chart.
    pub bar: Vec<Segment>,
    /// Cells of the bar that are left empty.
    pub empty: usize,
    /// Its number.
    pub value: String,
    /// Its checks by state, where it has any to choose from.
    pub states: Vec<(State, u64)>,
}

impl ChartRow {
    /// The row as text.
    pub fn to_text(&self, ascii: bool) -> String {
        let pieces = self.bar.iter();
        let bar: String = pieces
            .map(|piece| piece.fill.glyph(ascii).repeat(piece.cells))
            .collect();
        let (gap, empty) = (" ".repeat(GAP), " ".repeat(self.empty));
        format!("{}{gap}{bar}{empty}{gap}{}", self.label, self.value)
    }
}

/// A row before its chart's columns are known.
pub(super) struct Raw {
    pub slice: Slice,
    pub label: String,
    pub pieces: Vec<(Fill, u64)>,
    pub value: String,
}

/// Heading, notes and rows of one chart. Columns are as wide in all of its rows.
pub(super) fn chart(
    lines: &mut Vec<ChartLine>,
    style: ChartStyle,
    heading: &'static str,
    notes: Vec<String>,
    rows: Vec<Raw>,
) {
    if !lines.is_empty() {
        lines.push(ChartLine::Blank);
    }
    lines.push(ChartLine::Heading(tr(style.lang, heading).to_owned()));
    for note in notes {
        let wrapped = text::wrap(&note, style.width.max(1)).into_iter();
        lines.extend(wrapped.map(|line| ChartLine::Note(note[line.visible].to_owned())));
    }
    let widest = |of: fn(&Raw) -> &str| rows.iter().map(|row| text::width(of(row))).max().unwrap_or(0);
    let value = widest(|row| &row.value);
    let room = style.width.saturating_sub(value + 2 * GAP);
    let label = widest(|row| &row.label).min(room.saturating_sub(NARROWEST_BAR));
    let bar = room.saturating_sub(label).min(WIDEST_BAR);
    let longest = rows.iter().map(total).max().unwrap_or(0);
    lines.extend(
        rows.into_iter()
            .map(|row| ChartLine::Row(drawn(row, style, label, bar, longest))),
    );
}

fn total(row: &Raw) -> u64 {
    row.pieces.iter().map(|(_, count)| count).sum()
}

/// A row in its columns. Bars of states are filled to the end, others are as long as their number.
fn drawn(row: Raw, style: ChartStyle, label: usize, bar: usize, longest: u64) -> ChartRow {
    let of_states = matches!(row.slice, Slice::Chapter(_) | Slice::Level(_));
    let whole = if of_states { total(&row) } else { longest };
    let segments = share(&row.pieces, whole, bar);
    let used: usize = segments.iter().map(|segment| segment.cells).sum();
    let states = row.pieces.iter().filter_map(|(fill, count)| match fill {
        Fill::State(state) if *count > 0 => Some((*state, *count)),
        _ => None,
    });
    ChartRow {
        states: states.collect(),
        label: text::pad(&cut(&row.label, label, style.ascii), label),
        empty: bar.saturating_sub(used),
        bar: segments,
        value: row.value,
        slice: row.slice,
    }
}

/// Shortens a label, with an ellipsis that the terminal can draw.
fn cut(label: &str, width: usize, ascii: bool) -> String {
    let mut cut = text::truncate(label, width);
    if ascii && cut.ends_with('…') && !label.ends_with('…') {
        cut.pop();
        cut.push('~');
    }
    cut
}

/// Parts `cells` among the pieces of a bar by their share of `whole`. What is there has at least one
/// cell as long as there is room; the largest piece pays for it.
fn share(pieces: &[(Fill, u64)], whole: u64, cells: usize) -> Vec<Segment> {
    let there: Vec<&(Fill, u64)> = pieces.iter().filter(|(_, count)| *count > 0).collect();
    let wide = u128::try_from(cells).unwrap_or(u128::MAX);
    let cells_of = |count: u64| {
        let exact = (u128::from(count) * wide)
            .checked_div(u128::from(whole))
            .unwrap_or(0);
        usize::try_from(exact).unwrap_or(usize::MAX).max(1)
    };
    let mut segments: Vec<Segment> = there
        .iter()
        .map(|(fill, count)| Segment {
            fill: *fill,
            cells: cells_of(*count),
        })
        .collect();
    let all: u64 = there.iter().map(|(_, count)| count).sum();
    let fitting = if all == whole {
        cells
    } else {
        cells_of(all).min(cells)
    };
    loop {
        let used: usize = segments.iter().map(|segment| segment.cells).sum();
        let Some(largest) = segments.iter_mut().max_by_key(|segment| segment.cells) else {
            return segments;
        };
        if used < fitting {
            largest.cells += fitting - used;
        } else if used > fitting && largest.cells > 1 {
            largest.cells -= 1;
        } else {
            return segments;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(pieces: &[(Fill, u64)], whole: u64, cells: usize) -> Vec<usize> {
        let segments = share(pieces, whole, cells);
        segments.iter().map(|segment| segment.cells).collect()
    }

    #[test]
    fn a_bar_of_states_is_filled_to_the_end_and_shows_every_state_that_is_there() {
        let pieces = [
            (Fill::State(State::Met), 1000),
            (Fill::State(State::NotMet), 1),
            (Fill::State(State::Unable), 0),
            (Fill::State(State::Unanswered), 2),
        ];
        assert_eq!(cells(&pieces, 1003, 20), [18, 1, 1]);
        assert_eq!(cells(&pieces[..1], 1000, 20), [20]);
        assert_eq!(cells(&[], 0, 20), [0; 0]);
    }

    #[test]
    fn a_number_is_as_long_as_its_share_of_the_longest() {
        assert_eq!(cells(&[(Fill::Count, 5)], 10, 20), [10]);
        assert_eq!(cells(&[(Fill::Alert, 1)], 1000, 20), [1]);
        assert_eq!(cells(&[(Fill::Alert, 0)], 10, 20), [0; 0]);
    }

    #[test]
    fn every_state_has_a_character_of_its_own_one_cell_wide() {
        for ascii in [false, true] {
            let mut glyphs = State::ALL.map(|state| Fill::State(state).glyph(ascii)).to_vec();
            assert!(glyphs.iter().all(|glyph| text::width(glyph) == 1));
            assert!(!ascii || glyphs.iter().all(|glyph| glyph.is_ascii()));
            glyphs.sort_unstable();
            glyphs.dedup();
            assert_eq!(glyphs.len(), State::ALL.len());
        }
    }
}
