//! Files dropped on the window: terminals paste their paths. Where they lead to files and a check is
//! shown, they are its evidence after one confirmation; everywhere else they are text.

use super::app::{Act, App, Notice};
use super::input::{KeyPress, dropped_paths};
use super::keys::Place;
use super::overlays::{Confirm, Overlay};
use super::update::{place, with_screen};
use super::writing::{is_writing, on_paste, text_key};
use crate::engagement::request::Request;
use crate::lang::{fill, tr};

/// Pasted text. What looks like files for a check is looked for first.
pub(super) fn pasted(app: &mut App, pasted: String) -> Vec<Act> {
    let paths = dropped_paths(&pasted);
    let writable = app.workbook.as_ref().is_some_and(|workbook| !workbook.read_only);
    let for_check = writable && matches!(place(app), Place::Walk | Place::Answer);
    if !for_check || paths.is_empty() {
        return on_paste(app, &pasted);
    }
    app.dropped = Some(pasted);
    vec![Act::request(Request::LookForPaths(paths))]
}

/// Whether the pasted paths lead to something is known.
pub(super) fn looked(app: &mut App, found: bool) -> Vec<Act> {
    let Some(pasted) = app.dropped.take() else {
        return Vec::new();
    };
    let paths = dropped_paths(&pasted);
    let writing = is_writing(app);
    match (found, place(app)) {
        (true, Place::Walk | Place::Answer) if !writing => take_files(app, paths),
        (true, Place::Answer) => {
            let mut acts = on_paste(app, &pasted);
            acts.push(ask(app, paths));
            acts
        }
        (false, Place::Walk) => {
            let words = tr(app.lang, "writing.no_file").to_owned();
            vec![Act::Say(Notice::Attention(words))]
        }
        _ => on_paste(app, &pasted),
    }
}

/// Asks whether files whose paths now stand in a text are evidence; a no leaves them there.
fn ask(app: &App, paths: Vec<String>) -> Act {
    let count = paths.len().to_string();
    let first = paths.first().map(String::as_str).unwrap_or_default();
    let name = first.rsplit(['/', '\\']).next().unwrap_or(first);
    let question = fill(
        app.lang,
        "writing.attach_question",
        &[("count", &count), ("name", name)],
    );
    let yes = vec![Act::Attach(paths)];
    Act::overlay(Overlay::Confirm(Confirm::then(question, yes)))
}

/// Takes the pasted paths out of the text again and attaches the files.
pub(super) fn attach(app: &mut App, paths: Vec<String>) -> Vec<Act> {
    let _ = text_key(app, KeyPress::ctrl('z'));
    take_files(app, paths)
}

fn take_files(app: &mut App, paths: Vec<String>) -> Vec<Act> {
    with_screen(app, |screen, context| screen.take_files(paths, context))
}
