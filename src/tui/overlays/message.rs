//! A message to be read: what happened and what to do next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::{Lang, tr, words};
use crate::tui::app::{Act, Context, FRAME_ROWS, Failure};
use crate::tui::keys::Command;
use crate::tui::spots::Spot;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::scroll::{self, Scroll};

/// Widest a message gets, in cells.
const WIDTH: u16 = 64;
/// Rows of the box that are not the message's: its edges, an empty row and how to close it.
const FRAME: u16 = 4;

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// Something that is worth knowing: title and paragraphs.
    Info(String, Vec<String>),
    /// A failed request, worded whenever it is drawn, so that it follows the language.
    Failure(Failure),
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    content: Content,
    /// First visible line.
    top: usize,
}

impl Message {
    /// A message that something went as asked.
    pub fn info(title: impl Into<String>, paragraphs: Vec<String>) -> Self {
        Self {
            content: Content::Info(title.into(), paragraphs),
            top: 0,
        }
    }

    /// A failed request.
    pub fn failure(failure: Failure) -> Self {
        Self {
            content: Content::Failure(failure),
            top: 0,
        }
    }

    fn title(&self, lang: Lang) -> &str {
        match &self.content {
            Content::Info(title, _) => title,
            Content::Failure(_) => tr(lang, "tui.failure_title"),
        }
    }

    fn tone(&self) -> Tone {
        match &self.content {
            Content::Info(..) => Tone::Heading,
            Content::Failure(_) => Tone::Bad,
        }
    }

    fn paragraphs(&self, lang: Lang) -> Vec<String> {
        match &self.content {
            Content::Info(_, paragraphs) => paragraphs.clone(),
            Content::Failure(failure) => std::iter::once(&failure.said)
                .chain(&failure.hints)
                .map(|said| words(said, lang))
                .collect(),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let window = Rect::new(0, 0, context.body.0, context.body.1 + FRAME_ROWS);
        let (lines, area) = self.layout(context.lang, window);
        let page = usize::from(area.height.saturating_sub(FRAME)).max(1);
        if command == Command::Open {
            return vec![Act::CloseOverlay];
        }
        self.top = scroll::moved(self.top, command, page, lines.len());
        Vec::new()
    }

    /// Its lines and the box they stand in.
    fn layout(&self, lang: Lang, window: Rect) -> (Vec<String>, Rect) {
        let width = WIDTH.min(window.width.saturating_sub(4));
        let room = usize::from(width.saturating_sub(4));
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs(lang) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(wrapped(paragraph, room));
        }
        let height = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(FRAME);
        (lines, centred(window, width, height))
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (lines, area) = self.layout(context.lang, area);
        let popup = Popup {
            title: self.title(context.lang),
            tone: self.tone(),
        };
        let inner = popup.view(area, buffer, context);
        let shown = Rect {
            height: inner.height.saturating_sub(FRAME - 2),
            ..inner
        };
        let canvas = Canvas::from(context);
        canvas.spot(shown, Spot::Pane);
        // In the other language it may be shorter than where it was read to.
        let height = usize::from(shown.height);
        let top = self.top.min(lines.len().saturating_sub(height));
        for (line, y) in lines.iter().skip(top).zip(shown.top()..shown.bottom()) {
            put(buffer, shown.x, y, shown.width, line, theme.style(Tone::Plain));
        }
        let beside = Rect {
            width: shown.width + 1,
            ..shown
        };
        let scroll = Scroll {
            top,
            height,
            rows: lines.len(),
        };
        scroll::hint(buffer, beside, theme, scroll);
        let ok = theme.fit(tr(context.lang, "tui.message_ok"), usize::from(inner.width));
        let bottom = inner.bottom().saturating_sub(1);
        canvas.spot(Rect::new(inner.x, bottom, inner.width, 1), Spot::Open);
        put(buffer, inner.x, bottom, inner.width, &ok, theme.style(Tone::Dim));
        None
    }
}
