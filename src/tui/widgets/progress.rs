//! Progress as a bar of cells.

use crate::tui::theme::Theme;

/// A bar of `width` cells for `done` of `total`. It is full only when everything is done, and not
/// empty once something is; with nothing to do it is empty.
pub fn bar(theme: &Theme, width: u16, done: usize, total: usize) -> String {
    let width = usize::from(width);
    let filled = if total == 0 || done == 0 {
        0
    } else if done >= total {
        width
    } else {
        (width * done / total).clamp(1, width.saturating_sub(1).max(1))
    };
    let filled = filled.min(width);
    let glyphs = theme.glyphs();
    glyphs.bar_done.repeat(filled) + &glyphs.bar_open.repeat(width - filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        let theme = Theme::new(false, true);
        assert_eq!(bar(&theme, 10, 0, 213), "..........");
        assert_eq!(bar(&theme, 10, 1, 213), "#.........");
        assert_eq!(bar(&theme, 10, 212, 213), "#########.");
        assert_eq!(bar(&theme, 10, 213, 213), "##########");
        assert_eq!(bar(&theme, 10, 0, 0), "..........");
    }
}
