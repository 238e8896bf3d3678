//! A pane of paragraphs beside or below a list, scrolled by the page keys and the wheel.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::cursor::WHEEL_ROWS;
use super::lines::{hanging, wrapped};
use super::paint::{horizontal_line, put, vertical_line};
use crate::tui::keys::Command;
use crate::tui::spots::Spot;
use crate::tui::theme::{Theme, Tone};

/// From this width on the pane stands beside the list, else below it.
const WIDE: u16 = 100;
/// Share of the width that the list takes where the pane stands beside it, in percent.
const LIST_PERCENT: u16 = 54;
/// Share of the height that the list takes where the pane stands below it, in percent.
const LIST_ROWS_PERCENT: u16 = 46;

/// Where list and pane stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The list.
    pub list: Rect,
    /// The pane.
    pub pane: Rect,
    /// The pane stands beside the list.
    pub beside: bool,
}

/// Parts an area into list and pane, with a line between them.
pub fn split(area: Rect) -> Split {
    let beside = area.width >= WIDE;
    let (list, pane) = if beside {
        let width = area.width * LIST_PERCENT / 100;
        let list = Rect {
            x: area.x + 1,
            width: width.saturating_sub(2),
            ..area
        };
        let pane = Rect {
            x: area.x + width + 2,
            width: area.width.saturating_sub(width + 3),
            ..area
        };
        (list, pane)
    } else {
        let inner = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let height = area.height * LIST_ROWS_PERCENT / 100;
        let list = Rect { height, ..inner };
        let pane = Rect {
            y: area.y + height + 1,
            height: area.height.saturating_sub(height + 1),
            ..inner
        };
        (list, pane)
    };
    Split { list, pane, beside }
}

impl Split {
    /// Draws the line between list and pane.
    pub fn draw_line(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        let style = theme.style(Tone::Dim);
        let glyphs = theme.glyphs();
        if self.beside {
            let x = self.pane.x.saturating_sub(2);
            vertical_line(buffer, x, area.y, area.height, glyphs.vertical, style);
        } else {
            let y = self.list.bottom();
            horizontal_line(buffer, area.x, y, area.width, glyphs.horizontal, style);
        }
    }
}

/// A paragraph of a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Before the first line; the others are indented as far.
    pub lead: &'static str,
    /// Its words.
    pub words: String,
    /// How it is drawn.
    pub tone: Tone,
}

impl Paragraph {
    /// A paragraph.
    pub fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self {
            lead: "",
            words: words.into(),
            tone,
        }
    }

    /// A paragraph as an item of a list.
    pub fn item(words: impl Into<String>, tone: Tone) -> Self {
        Self {
            lead: "- ",
            ..Self::new(words, tone)
        }
    }

    /// An empty line.
    pub fn gap() -> Self {
        Self::new("", Tone::Plain)
    }
}

/// How far a pane is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pane {
    top: usize,
}

impl Pane {
    /// Scrolls by a command; false where the command does not scroll. `area` is where the
    /// pane is drawn.
    pub fn update(&mut self, command: Command, paragraphs: &[Paragraph], area: Rect) -> bool {
        let height = usize::from(area.height);
        let last = lines(paragraphs, area.width).len().saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.top = match command {
            Command::PageUp => self.top.saturating_sub(page),
            Command::PageDown => (self.top + page).min(last),
            Command::ScrollUp => self.top.min(last).saturating_sub(WHEEL_ROWS),
            Command::ScrollDown => (self.top + WHEEL_ROWS).min(last),
            _ => return false,
        };
        true
    }

    /// Draws the lines that are visible, with a mark where more lie above or below.
    pub fn view<'a>(
        &self,
        paragraphs: &[Paragraph],
        area: Rect,
        buffer: &mut Buffer,
        on: impl Into<Canvas<'a>>,
    ) {
        let canvas = on.into();
        let theme = canvas.theme;
        canvas.spot(area, Spot::Pane);
        let lines = lines(paragraphs, area.width);
        let height = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(height));
        for ((words, tone), y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
            put(buffer, area.x, y, area.width, words, theme.style(*tone));
        }
        let x = area.right().saturating_sub(1);
        let style = theme.style(Tone::Accent);
        if top > 0 {
            put(buffer, x, area.y, 1, theme.glyphs().more_above, style);
        }
        if lines.len() > top + height {
            let y = area.bottom().saturating_sub(1);
            put(buffer, x, y, 1, theme.glyphs().more_below, style);
        }
    }
}

/// The wrapped lines; the last column is kept for the scroll marks.
fn lines(paragraphs: &[Paragraph], width: u16) -> Vec<(String, Tone)> {
    let width = usize::from(width.saturating_sub(1));
    paragraphs
        .iter()
        .flat_map(|paragraph| {
            let lines = if paragraph.lead.is_empty() {
                wrapped(&paragraph.words, width)
            } else {
                hanging(paragraph.lead, &paragraph.words, width)
            };
            lines.into_iter().map(|line| (line, paragraph.tone))
        })
        .collect()
}
