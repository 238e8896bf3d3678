//! F1: what this screen is for and every key that works here, from the command table.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::editing_keys;
use crate::lang::{Lang, lookup, tr};
use crate::text;
use crate::tui::app::{Act, Context, FRAME_ROWS};
use crate::tui::input::{Input, parse_script};
use crate::tui::keys::{Binding, Command, Place, bindings_at};
use crate::tui::spots::Spot;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::scroll::{self, Scroll};

/// Widest the help gets, in cells.
const WIDTH: u16 = 72;

/// The help for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    place: Place,
    top: usize,
    /// Text is being written there: the keys of text fields are told as well.
    editing: bool,
}

impl Help {
    /// Help for a place.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            top: 0,
            editing: false,
        }
    }

    /// With the keys of text fields, where text is being written.
    #[must_use]
    pub fn with_editing(self, editing: bool) -> Self {
        Self { editing, ..self }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let window = Rect::new(0, 0, context.body.0, context.body.1 + FRAME_ROWS);
        let (lines, area) = self.layout(context.lang, window);
        let page = usize::from(area.height.saturating_sub(2)).max(1);
        if command == Command::Open {
            return vec![Act::CloseOverlay];
        }
        self.top = scroll::moved(self.top, command, page, lines.len());
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (lines, area) = self.layout(context.lang, area);
        let popup = Popup {
            title: tr(context.lang, "tui.help_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(area, buffer, context);
        Canvas::from(context).spot(inner, Spot::Pane);
        let shown = lines.iter().skip(self.top).zip(inner.top()..inner.bottom());
        for (line, y) in shown {
            put(
                buffer,
                inner.x,
                y,
                inner.width,
                line,
                context.theme.style(Tone::Plain),
            );
        }
        let beside = Rect {
            width: inner.width + 1,
            ..inner
        };
        let scroll = Scroll {
            top: self.top,
            height: usize::from(inner.height),
            rows: lines.len(),
        };
        scroll::hint(buffer, beside, context.theme, scroll);
        None
    }

    /// The lines of the help and the box they stand in.
    fn layout(&self, lang: Lang, window: Rect) -> (Vec<String>, Rect) {
        let width = WIDTH.min(window.width.saturating_sub(2));
        let room = usize::from(width.saturating_sub(4));
        let mut lines = lines(self.place, lang, room);
        if self.editing {
            lines.extend(editing_keys::lines(lang, room));
        }
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        // The bottom line stays, which says how to close it.
        let above = Rect {
            height: window.height.saturating_sub(1),
            ..window
        };
        (lines, centred(above, width, height))
    }
}

/// The help of a place as lines: what it is for, then its keys.
fn lines(place: Place, lang: Lang, width: usize) -> Vec<String> {
    let about = lookup(lang, about_id(place)).unwrap_or_default();
    let mut lines = wrapped(about, width);
    lines.push(String::new());
    lines.extend(wrapped(tr(lang, "mouse.help"), width));
    lines.push(String::new());
    lines.extend(
        bindings_at(place)
            .filter(|binding| !binding.keys.is_empty())
            .map(|binding| {
                format!(
                    "{}  {}",
                    text::pad(&all_keys(binding), 22),
                    tr(lang, binding.label)
                )
            }),
    );
    lines
}

fn about_id(place: Place) -> &'static str {
    match place {
        Place::Home => "tui.help_home",
        Place::Profile => "tui.help_profile",
        Place::Systems => "tui.help_systems",
        Place::System => "describe.help_system",
        Place::WhatIf => "start.help_what_if",
        Place::Walk => "tui.help_walk",
        Place::Answer => "tui.help_answer",
        Place::Evidence => "tui.help_evidence",
        Place::Register => "evidence.help_register",
        Place::Piece => "evidence.help_piece",
        Place::Gaps => "tui.help_gaps",
        Place::Search => "tui.help_search",
        Place::Export => "tui.help_export",
        Place::Findings => "finding.help_findings",
        Place::Finding => "finding.help_finding",
        Place::Actions => "finding.help_actions",
        Place::Earlier => "finding.help_earlier",
        Place::SelfCheck => "selfcheck.help_selfcheck",
        Place::Review => "review.help_review",
        Place::Matrix => "matrix.help_matrix",
        Place::SystemChecks => "matrix.help_system_checks",
        Place::Bulk => "matrix.help_bulk",
        Place::History => "history.help_history",
        Place::Documents => "documents.help_documents",
        Place::Verify => "verifying.help",
        Place::Help | Place::Palette | Place::Confirm | Place::Message | Place::Picker => "tui.help_overlay",
    }
}

fn all_keys(binding: &Binding) -> String {
    let labels: Vec<String> = binding
        .keys
        .iter()
        .filter_map(|key| match parse_script(key).ok()?.as_slice() {
            [Input::Key(key)] => Some(key.label()),
            _ => None,
        })
        .collect();
    labels.join(" / ")
}
