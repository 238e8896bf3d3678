//! Going straight to a clause from wherever the user is.

use super::app::App;
use super::screens::Screen;
use crate::model::pack::ClauseId;

/// Whether a clause can be gone to: the walk lies below, and nothing typed above it would be lost.
pub fn can_go(app: &App) -> bool {
    let context = app.context();
    let is_walk = |screen: &Screen| matches!(screen, Screen::Walk(_));
    let is_written =
        |screen: &Screen| screen.leaving_question(&context).is_some() || !screen.unsaved(&context).is_empty();
    app.overlays.is_empty() && app.screens.iter().any(is_walk) && !app.screens.iter().any(is_written)
}

/// Closes what lies over the walk and selects the clause there.
pub(super) fn go(app: &mut App, clause: ClauseId) {
    let is_walk = |screen: &Screen| matches!(screen, Screen::Walk(_));
    let Some(at) = app.screens.iter().rposition(is_walk) else {
        return;
    };
    app.screens.truncate(at + 1);
    app.clear = true;
    if let (Some(Screen::Walk(walk)), Some(workbook)) = (app.screens.last_mut(), &app.workbook) {
        walk.show(workbook, clause);
    }
}
