//! Rows with columns that stand below each other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::Theme;

use super::styled::{self, Piece};

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// This many cells.
    Cells(u16),
    /// A share of what the others leave, by weight.
    Share(u16),
}

/// Cells between two columns.
const GAP: u16 = 2;

/// The places of columns on a row: offset from the left edge and width, in cells. What does not
/// fit gets less, down to nothing.
pub fn columns(widths: &[Width], total: u16) -> Vec<(u16, u16)> {
    let gaps = GAP.saturating_mul(u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let fixed: u16 = widths.iter().fold(0, |sum, width| match width {
        Width::Cells(cells) => sum.saturating_add(*cells),
        Width::Share(_) => sum,
    });
    let mut rest = u32::from(total.saturating_sub(gaps).saturating_sub(fixed));
    let mut weights: u32 = widths
        .iter()
        .map(|width| {
            if let Width::Share(w) = width {
                u32::from(*w)
            } else {
                0
            }
        })
        .sum();
    let mut x: u16 = 0;
    widths
        .iter()
        .map(|width| {
            let wanted = match width {
                Width::Cells(cells) => *cells,
                Width::Share(weight) => {
                    let share = (rest * u32::from(*weight)).checked_div(weights).unwrap_or(0);
                    rest -= share;
                    weights -= u32::from(*weight);
                    u16::try_from(share).unwrap_or(u16::MAX)
                }
            };
            let place = (x, wanted.min(total.saturating_sub(x)));
            x = x.saturating_add(wanted).saturating_add(GAP).min(total);
            place
        })
        .collect()
}

/// Draws one row of cells on the first row of `area`, in the places that [`columns`] gave.
pub fn put_row(
    buffer: &mut Buffer,
    area: Rect,
    places: &[(u16, u16)],
    cells: &[Vec<Piece>],
    theme: &Theme,
    strong: bool,
) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    for ((offset, width), pieces) in places.iter().zip(cells) {
        let x = area.x.saturating_add(*offset);
        let room = area.right().saturating_sub(x).min(*width);
        styled::put(buffer, (x, area.y), room, pieces, theme, strong);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_take_what_the_fixed_columns_leave() {
        let widths = [Width::Share(2), Width::Cells(10), Width::Share(1)];
        assert_eq!(columns(&widths, 44), [(0, 20), (22, 10), (34, 10)]);
    }

    #[test]
    fn columns_never_reach_over_the_edge() {
        for total in 0..60 {
            for (x, width) in columns(&[Width::Cells(20), Width::Share(1), Width::Cells(9)], total) {
                assert!(x + width <= total);
            }
        }
    }
}
