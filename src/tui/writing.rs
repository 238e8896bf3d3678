//! Where text is being written: pasting what was copied here, and taking over what was written in the
//! user's own editor. Both go the way of any paste, so that every field treats them alike.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{Act, App, Failure, Notice};
use super::input::{Code, KeyPress};
use super::overlays::{Message, Overlay};
use super::update::with_screen;
use super::view::draw;
use crate::lang::tr;
use crate::text::normalise_paste;

/// Whether text goes in somewhere: exactly where the hardware cursor stands.
pub(super) fn is_writing(app: &App) -> bool {
    let area = Rect::new(0, 0, app.size.0, app.size.1);
    draw(app, area, &mut Buffer::empty(area)).is_some()
}

/// A key of text entry; none where nothing has a use for it.
pub(super) fn text_key(app: &mut App, key: KeyPress) -> Option<Vec<Act>> {
    let mut overlay = app.overlays.pop();
    let acts = match &mut overlay {
        Some(overlay) => overlay.key(key, &app.context()),
        None => with_screen(app, |screen, context| screen.key(key, context)),
    };
    app.overlays.extend(overlay);
    acts
}

/// Pasted text goes to what is topmost.
pub(super) fn on_paste(app: &mut App, pasted: &str) -> Vec<Act> {
    let mut overlay = app.overlays.pop();
    let acts = match &mut overlay {
        Some(overlay) => {
            overlay.paste(pasted, &app.context());
            Vec::new()
        }
        None => with_screen(app, |screen, context| screen.paste(pasted, context)),
    };
    app.overlays.extend(overlay);
    acts
}

/// Pastes what was last copied or cut here.
pub(super) fn paste(app: &mut App) -> Vec<Act> {
    if app.clipboard.is_empty() {
        return say(app, "writing.nothing_copied");
    }
    let copied = app.clipboard.clone();
    on_paste(app, &copied)
}

/// Takes what was written in the user's own editor, as one step that can be undone; after a failure
/// the text stays as it was.
pub(super) fn edited(app: &mut App, edited: Result<String, Failure>) -> Vec<Act> {
    app.clear = true;
    let text = match edited {
        Ok(text) => text,
        Err(failure) => return vec![Act::overlay(Overlay::Message(Message::failure(failure)))],
    };
    let _ = text_key(app, KeyPress::ctrl('a'));
    let mut acts = match normalise_paste(&text).is_empty() {
        true => text_key(app, KeyPress::plain(Code::Delete)).unwrap_or_default(),
        false => on_paste(app, &text),
    };
    acts.extend(say(app, "writing.edited"));
    acts
}

fn say(app: &App, id: &'static str) -> Vec<Act> {
    vec![Act::Say(Notice::Done(tr(app.lang, id).to_owned()))]
}
