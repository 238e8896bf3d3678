//! Rows of cells: the one device behind tables, labels with values, and boxed notices. A row that is
//! too long for the page is continued on the next.

use super::super::blocks::Align;
use super::flow::Flow;
use super::lines::{SetLine, Setting};
use super::page::{Area, Item, Rule};
use super::style::{Colour, Type};

/// Rows of at most so many lines are not broken across pages.
const WHOLE: usize = 10;

/// A cell with its lines.
#[derive(Debug, Clone)]
pub struct CellPlan {
    /// Outer left edge.
    pub x: f32,
    /// Outer width.
    pub width: f32,
    /// The words.
    pub lines: Vec<SetLine>,
    /// Alignment.
    pub align: Align,
    /// Background.
    pub shade: Option<Colour>,
}

/// A row ready to be placed.
#[derive(Debug, Clone)]
pub struct RowPlan {
    /// The cells from the left.
    pub cells: Vec<CellPlan>,
    /// Type of all cells.
    pub text: Type,
    /// Space between edge and words, horizontally and vertically.
    pub pad: (f32, f32),
    /// Line below: thickness and colour.
    pub below: Option<(f32, Colour)>,
    /// Lines between the cells and at both ends.
    pub between: Option<(f32, Colour)>,
    /// Thick line at the left edge.
    pub edge: Option<Colour>,
    /// The id by which links point here.
    pub anchor: Option<String>,
}

impl RowPlan {
    /// Number of lines of the tallest cell.
    pub fn line_count(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0)
            .max(1)
    }

    /// Height of `lines` of its lines.
    pub fn height_of(&self, lines: usize) -> f32 {
        lines as f32 * self.text.leading + 2.0 * self.pad.1
    }

    /// Height of the whole row.
    pub fn height(&self) -> f32 {
        self.height_of(self.line_count())
    }

    /// The least height in which the row can begin.
    pub fn lead(&self) -> f32 {
        let count = self.line_count();
        self.height_of(if count <= WHOLE { count } else { 3 })
    }

    /// Places the row; `repeat` is drawn first on every new page.
    pub fn place(&self, flow: &mut Flow<'_, '_>, repeat: &[RowPlan]) {
        let total = self.line_count();
        let mut from = 0;
        let mut fresh = false;
        while from < total {
            let left = total - from;
            let fit = ((flow.room() - 2.0 * self.pad.1) / self.text.leading + 0.001)
                .floor()
                .max(0.0) as usize;
            let take = if left <= fit {
                left
            } else if fresh {
                fit.clamp(1, left)
            } else if (from == 0 && total <= WHOLE) || fit < 3 {
                0
            } else {
                fit.min(left.saturating_sub(2))
            };
            if take > 0 {
                self.draw(flow, from, take);
                from += take;
            }
            if from < total {
                flow.new_page();
                repeat.iter().for_each(|row| row.draw(flow, 0, row.line_count()));
                fresh = true;
            }
        }
    }

    /// Draws `take` lines of the row, starting with line `from`.
    pub fn draw(&self, flow: &mut Flow<'_, '_>, from: usize, take: usize) {
        if let (Some(id), 0) = (&self.anchor, from) {
            flow.anchor(id);
        }
        let top = flow.y;
        let height = self.height_of(take);
        for cell in &self.cells {
            if let Some(shade) = cell.shade {
                let area = Area {
                    x: cell.x,
                    y: top,
                    width: cell.width,
                    height,
                };
                flow.page.items.push(Item::Fill(area, shade));
            }
        }
        self.draw_rules(flow, top, height);
        for cell in &self.cells {
            let setting = Setting {
                x: cell.x + self.pad.0,
                width: cell.width - 2.0 * self.pad.0,
                text: self.text,
                align: cell.align,
                justify: false,
            };
            for (index, line) in cell.lines.iter().skip(from).take(take).enumerate() {
                let y = top + self.pad.1 + index as f32 * self.text.leading;
                line.draw(flow.fonts, &mut flow.page, y, &setting);
            }
        }
        flow.advance(height);
    }

    fn draw_rules(&self, flow: &mut Flow<'_, '_>, top: f32, height: f32) {
        let left = self.cells.first().map_or(0.0, |cell| cell.x);
        let right = self.cells.last().map_or(0.0, |cell| cell.x + cell.width);
        let bottom = top + height;
        if let Some((thickness, colour)) = self.between {
            let inner = self.cells.iter().map(|cell| cell.x);
            for x in inner.chain([right]) {
                flow.page
                    .items
                    .push(rule((x, top), (x, bottom), thickness, colour));
            }
        }
        if let Some((thickness, colour)) = self.below {
            flow.page
                .items
                .push(rule((left, bottom), (right, bottom), thickness, colour));
        }
        if let Some(colour) = self.edge {
            let area = Area {
                x: left,
                y: top,
                width: 3.0,
                height,
            };
            flow.page.items.push(Item::Fill(area, colour));
        }
    }
}

/// A solid line.
pub fn rule(from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour) -> Item {
    Item::Rule(Rule {
        from,
        to,
        thickness,
        colour,
        dash: None,
    })
}
