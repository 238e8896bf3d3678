//! What the header says about saving.

use super::app::App;
use crate::lang::{fill, tr};

/// 已存檔 and when, or what stands in its place.
pub fn save_state(app: &App) -> String {
    let Some(workbook) = &app.workbook else {
        return String::new();
    };
    if workbook.read_only {
        return tr(app.lang, "tui.read_only").to_owned();
    }
    match (&workbook.saved_at, app.pending) {
        (_, 1..) => tr(app.lang, "tui.working").to_owned(),
        (Some(at), 0) => fill(
            app.lang,
            "tui.saved_at",
            &[("time", at.get(11..16).unwrap_or_default())],
        ),
        (None, 0) => tr(app.lang, "tui.saved").to_owned(),
    }
}
