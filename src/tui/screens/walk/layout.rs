//! Where tree and pane stand: side by side, or one above the other in a narrow window.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::{Theme, Tone};
use crate::tui::widgets::paint::{horizontal_line, vertical_line};

/// From this width on the pane stands beside the tree, else below it.
const WIDE: u16 = 80;
/// Share of the width that the tree takes, in percent, and its bounds in cells.
const TREE_PERCENT: u16 = 34;
const TREE_BOUNDS: (u16, u16) = (26, 46);
/// Share of the height that the tree takes where the pane stands below it, in percent, and its
/// bounds in rows.
const TREE_ROWS_PERCENT: u16 = 40;
const TREE_ROWS: (u16, u16) = (4, 12);

/// The two halves of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halves {
    /// The tree.
    pub tree: Rect,
    /// The clause.
    pub pane: Rect,
    beside: bool,
}

/// Parts the area of the walk.
pub fn halves(area: Rect) -> Halves {
    let beside = area.width >= WIDE;
    let (tree, pane) = if beside {
        let width = (area.width * TREE_PERCENT / 100).clamp(TREE_BOUNDS.0, TREE_BOUNDS.1);
        let x = area.x + width + 2;
        let tree = Rect { width, ..area };
        let pane = Rect {
            x,
            width: area.right().saturating_sub(x),
            ..area
        };
        (tree, pane)
    } else {
        let height = (area.height * TREE_ROWS_PERCENT / 100)
            .clamp(TREE_ROWS.0, TREE_ROWS.1)
            .min(area.height);
        let y = area.y + height + 1;
        let tree = Rect { height, ..area };
        let pane = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        (tree, pane)
    };
    Halves { tree, pane, beside }
}

impl Halves {
    /// Draws the line between the two.
    pub fn draw_line(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        let style = theme.style(Tone::Dim);
        let glyphs = theme.glyphs();
        if self.beside {
            let x = self.tree.right();
            vertical_line(buffer, x, area.y, area.height, glyphs.vertical, style);
        } else {
            let y = self.tree.bottom();
            horizontal_line(buffer, area.x, y, area.width, glyphs.horizontal, style);
        }
    }
}
