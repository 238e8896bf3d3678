//! Rows of cells: the one device behind tables, labels with values, and boxed notices. A row that is
//! too long for the page is continued on the next.

use super::super::blocks::Align;
use super::flow::Flow;
use super::lines::{SetLine, Setting};
use super::page::{Area, Item, Rule};
use super::style::{self, Colour, Type};
use super::tree::{Heads, Kind, NodeId};

/// Rows up to this height, a third of the text area, are not broken across pages.
const WHOLE: f32 = (style::BOTTOM - style::TOP) / 3.0;

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

/// What a row is to a reader.
#[derive(Debug, Clone, PartialEq)]
pub enum RowRole {
    /// The header row of a table.
    Header,
    /// A row of a table.
    Cells,
    /// A subheading across this many columns of a table.
    Band(usize),
    /// A label with its value.
    Fact,
    /// A boxed notice, or words in columns: for each column the first line of each of its paragraphs.
    Notice(Vec<Vec<usize>>),
}

/// The parts of the document that the lines of a row belong to.
type Parts = Vec<Vec<(usize, NodeId)>>;

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
    /// What it is.
    pub role: RowRole,
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

    /// Whether the row is never broken across pages.
    pub fn is_kept_whole(&self) -> bool {
        self.height() <= WHOLE
    }

    /// The least height in which the row can begin.
    pub fn lead(&self) -> f32 {
        let count = self.line_count();
        self.height_of(if self.is_kept_whole() { count } else { 3 })
    }

    /// Places the row; `repeat` is drawn first on every new page.
    pub fn place(&self, flow: &mut Flow<'_, '_>, repeat: &[RowPlan]) {
        let parts = self.parts(flow);
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
            } else if fresh || flow.at_top() {
                fit.min(left.saturating_sub(2)).max(1)
            } else if (from == 0 && self.is_kept_whole()) || fit < 3 {
                0
            } else {
                fit.min(left.saturating_sub(2))
            };
            if take > 0 {
                self.draw(flow, from, take, Some(&parts));
                from += take;
            }
            if from < total {
                flow.new_page();
                repeat.iter().for_each(|row| row.repeat(flow));
                fresh = true;
            }
        }
    }

    /// Draws the whole row once more, as no content.
    pub fn repeat(&self, flow: &mut Flow<'_, '_>) {
        self.draw(flow, 0, self.line_count(), None);
    }

    /// Begins the parts of the document that the row is: one per cell, or per paragraph of a notice.
    fn parts(&self, flow: &mut Flow<'_, '_>) -> Parts {
        if let RowRole::Notice(firsts) = &self.role {
            return flow.within(Kind::Division, |flow| {
                let mut begin = |first: &usize| (*first, flow.begin(Kind::Paragraph));
                let columns = firsts.iter();
                columns
                    .map(|firsts| firsts.iter().map(&mut begin).collect())
                    .collect()
            });
        }
        let kind = |column: usize| match self.role {
            RowRole::Header => Kind::Head(Heads::Column),
            RowRole::Band(columns) => Kind::Head(Heads::Band(columns)),
            RowRole::Fact if column == 0 => Kind::Head(Heads::Row),
            _ => Kind::Cell,
        };
        flow.within(Kind::Row, |flow| {
            let begin = |column| vec![(0, flow.begin(kind(column)))];
            (0..self.cells.len()).map(begin).collect()
        })
    }

    /// Draws `take` lines of the row, starting with line `from`.
    fn draw(&self, flow: &mut Flow<'_, '_>, from: usize, take: usize, parts: Option<&Parts>) {
        if let (Some(id), 0, Some(_)) = (&self.anchor, from, parts) {
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
                flow.decorate(Item::Fill(area, shade));
            }
        }
        self.draw_rules(flow, top, height);
        for (column, cell) in self.cells.iter().enumerate() {
            let setting = Setting {
                x: cell.x + self.pad.0,
                width: cell.width - 2.0 * self.pad.0,
                text: self.text,
                align: cell.align,
                justify: false,
            };
            for (index, line) in cell.lines.iter().skip(from).take(take).enumerate() {
                let y = top + self.pad.1 + index as f32 * self.text.leading;
                let of_cell = parts.and_then(|parts| parts.get(column));
                let part = of_cell.and_then(|of_cell| part_of(of_cell, from + index));
                flow.at(part, |flow| line.draw(flow, y, &setting));
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
                flow.decorate(rule((x, top), (x, bottom), thickness, colour));
            }
        }
        if let Some((thickness, colour)) = self.below {
            flow.decorate(rule((left, bottom), (right, bottom), thickness, colour));
        }
        if let Some(colour) = self.edge {
            let area = Area {
                x: left,
                y: top,
                width: 3.0,
                height,
            };
            flow.decorate(Item::Fill(area, colour));
        }
    }
}

/// The part that a line of a cell belongs to: the last one that begins at or before it.
fn part_of(parts: &[(usize, NodeId)], line: usize) -> Option<NodeId> {
    let begun = parts.iter().take_while(|(first, _)| *first <= line);
    begun.last().map(|(_, part)| *part)
}

/// Places rows that belong together; neither the first nor the last stands alone on its page.
pub fn place_all(flow: &mut Flow<'_, '_>, rows: &[RowPlan]) {
    for (index, row) in rows.iter().enumerate() {
        let next = rows.get(index + 1);
        if let Some(next) = next.filter(|_| index == 0 || index + 2 == rows.len())
            && row.is_kept_whole()
            && next.is_kept_whole()
        {
            flow.need(row.height() + next.height());
        }
        row.place(flow, &[]);
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
