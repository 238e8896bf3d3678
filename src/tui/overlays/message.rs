//! A message to be read: what happened and what to do next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::{Lang, tr, words};
use crate::tui::app::{Act, Context, Failure};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::popup::{Popup, centred};

/// Widest a message gets, in cells.
const WIDTH: u16 = 64;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Something that is worth knowing.
    Info {
        /// The title.
        title: String,
        /// What there is to say.
        paragraphs: Vec<String>,
    },
    /// A failed request, worded whenever it is drawn, so that it follows the language.
    Failure(Failure),
}

impl Message {
    /// A message that something went as asked.
    pub fn info(title: impl Into<String>, paragraphs: Vec<String>) -> Self {
        Self::Info {
            title: title.into(),
            paragraphs,
        }
    }

    fn title(&self, lang: Lang) -> &str {
        match self {
            Self::Info { title, .. } => title,
            Self::Failure(_) => tr(lang, "tui.failure_title"),
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Info { .. } => Tone::Heading,
            Self::Failure(_) => Tone::Bad,
        }
    }

    fn paragraphs(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Info { paragraphs, .. } => paragraphs.clone(),
            Self::Failure(failure) => std::iter::once(&failure.said)
                .chain(&failure.hints)
                .map(|said| words(said, lang))
                .collect(),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, _context: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Open => vec![Act::CloseOverlay],
            _ => Vec::new(),
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let width = WIDTH.min(area.width.saturating_sub(4));
        let lines: Vec<String> = self
            .paragraphs(context.lang)
            .iter()
            .flat_map(|paragraph| {
                let mut lines =
                    crate::tui::widgets::lines::wrapped(paragraph, usize::from(width.saturating_sub(4)));
                lines.push(String::new());
                lines
            })
            .collect();
        let height = u16::try_from(lines.len() + 3)
            .unwrap_or(u16::MAX)
            .min(area.height);
        let popup = Popup {
            title: self.title(context.lang),
            tone: self.tone(),
        };
        let inner = popup.view(centred(area, width, height), buffer, context.theme);
        for (line, y) in lines.iter().zip(inner.top()..inner.bottom()) {
            crate::tui::widgets::paint::put(
                buffer,
                inner.x,
                y,
                inner.width,
                line,
                context.theme.style(Tone::Plain),
            );
        }
        let ok = tr(context.lang, "tui.message_ok");
        let bottom = inner.bottom().saturating_sub(1);
        crate::tui::widgets::paint::put(
            buffer,
            inner.x,
            bottom,
            inner.width,
            ok,
            context.theme.style(Tone::Dim),
        );
        None
    }
}
