//! A question with yes and no. Enter answers what is marked; nothing is decided by a bare letter.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::tr;
use crate::tui::app::{Act, Context, Effect};
use crate::tui::keys::Command;
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};

/// Widest a question gets, in cells.
const WIDTH: u16 = 60;

/// A question with what yes leads to.
#[derive(Debug)]
pub struct Confirm {
    question: String,
    yes: Vec<Act>,
    marked_yes: bool,
}

impl Confirm {
    /// A question; `yes` is carried out when the answer is yes. No is marked first.
    pub fn new(question: impl Into<String>, yes: Effect) -> Self {
        Self::then(question, vec![Act::Effect(yes)])
    }

    /// A question; `yes` is done, after the question was closed, when the answer is yes.
    pub fn then(question: impl Into<String>, yes: Vec<Act>) -> Self {
        Self {
            question: question.into(),
            yes,
            marked_yes: false,
        }
    }

    /// The question with yes marked, for one where nothing can be lost.
    #[must_use]
    pub fn with_yes_marked(self) -> Self {
        Self {
            marked_yes: true,
            ..self
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, _context: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Up | Command::Down | Command::Left | Command::Right | Command::NextField => {
                self.marked_yes = !self.marked_yes;
                Vec::new()
            }
            Command::Open if self.marked_yes => {
                let mut acts = vec![Act::CloseOverlay];
                acts.append(&mut self.yes);
                acts
            }
            Command::Open | Command::Back => vec![Act::CloseOverlay],
            _ => Vec::new(),
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let width = WIDTH.min(area.width.saturating_sub(4));
        let lines = wrapped(&self.question, usize::from(width.saturating_sub(4)));
        let height = u16::try_from(lines.len() + 5)
            .unwrap_or(u16::MAX)
            .min(area.height);
        let popup = Popup {
            title: tr(context.lang, "tui.confirm_title"),
            tone: Tone::Warning,
        };
        let inner = popup.view(centred(area, width, height), buffer, context);
        let mut y = inner.y;
        for line in &lines {
            put(buffer, inner.x, y, inner.width, line, theme.style(Tone::Plain));
            y += 1;
        }
        let answers = [(false, "tui.confirm_no"), (true, "tui.confirm_yes")];
        for ((is_yes, id), row) in answers.into_iter().zip(y + 1..) {
            let selected = is_yes == self.marked_yes;
            Canvas::from(context).row(Rect::new(inner.x, row, inner.width, 1), selected);
            let (mark, mark_tone) = theme.mark(if selected { Mark::Selected } else { Mark::None });
            let tone = if selected { Tone::Strong } else { Tone::Plain };
            put(buffer, inner.x, row, 2, mark, theme.style(mark_tone));
            put(
                buffer,
                inner.x + 2,
                row,
                inner.width.saturating_sub(2),
                tr(context.lang, id),
                theme.style(tone),
            );
        }
        None
    }
}
