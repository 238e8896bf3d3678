//! What is typed while a workbook is being opened: kept, and handled once it is open, as if it had
//! been typed then.

use super::app::{App, Notice};
use super::input::Input;
use crate::engagement::request::Request;
use crate::lang::tr;

/// What a request under way asks for, as far as keys have to wait for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A workbook: nothing that is typed meanwhile has a place yet.
    Workbook,
    /// What is at a path: the next keys go to what comes of it.
    Path,
    /// Something that anything else may be done beside.
    Other,
}

/// Counts a request, and says so where keys wait for it.
pub(super) fn ask(app: &mut App, request: &Request) {
    app.pending += 1;
    let asked = match request {
        Request::Open(_) | Request::New { .. } | Request::Demo => Asked::Workbook,
        Request::CompletePath { .. } | Request::LookForPaths(_) => Asked::Path,
        _ => Asked::Other,
    };
    if asked == Asked::Workbook {
        app.notice = Some(Notice::Done(tr(app.lang, "writing.opening").to_owned()));
    }
    app.asked.push_back(asked);
}

/// Whether an input has to wait. A new size and the end of a stop never do.
pub(super) fn holds(app: &App, input: &Input) -> bool {
    let waits = matches!(
        input,
        Input::Key(_) | Input::Paste(_) | Input::Mouse(_) | Input::Ended
    );
    waits && (is_waiting(app) || !app.held.is_empty())
}

/// A workbook is being opened, home has nothing to show yet, or a path is being looked at.
fn is_waiting(app: &App) -> bool {
    let at_start = app.home.is_none() && app.workbook.is_none() && app.pending > 0;
    // Behind long work a path may have to wait itself.
    let path = app.progress.is_none() && app.asked.contains(&Asked::Path);
    at_start || path || app.asked.contains(&Asked::Workbook)
}

/// What has waited and need not wait any longer, in its order.
pub(super) fn released(app: &mut App) -> Vec<Input> {
    match is_waiting(app) {
        true => Vec::new(),
        false => std::mem::take(&mut app.held),
    }
}

/// The request failed. What was meant for the workbook must not answer the message about it; only a
/// request to end stands.
pub(super) fn gave_up(app: &mut App) {
    app.held.retain(|input| *input == Input::Ended);
    app.dropped = None;
    app.notice = None;
}
