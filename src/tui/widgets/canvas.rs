//! What a widget draws with: the theme, and where there is one, the list of what can be pointed at.

use ratatui::layout::Rect;

use crate::text;
use crate::tui::spots::{Spot, Spots};
use crate::tui::theme::Theme;

/// Theme and list of spots. Widgets take anything that can become one: a theme alone, where nothing
/// can be pointed at, or all that a screen may look at.
#[derive(Debug, Clone, Copy)]
pub struct Canvas<'a> {
    /// Colours and glyphs.
    pub theme: &'a Theme,
    spots: Option<&'a Spots>,
}

impl<'a> Canvas<'a> {
    /// A canvas that notes what can be pointed at, where there is a list for it.
    pub fn new(theme: &'a Theme, spots: Option<&'a Spots>) -> Self {
        Self { theme, spots }
    }

    /// Notes a spot.
    pub fn spot(&self, area: Rect, spot: Spot) {
        if let Some(spots) = self.spots {
            spots.add(area, spot);
        }
    }

    /// Notes the options of a choice that stand side by side from the left of `area`, `gap` cells apart.
    /// An option is turned to by as many steps as it lies from the chosen one.
    pub fn turns<'w>(
        &self,
        area: Rect,
        options: impl IntoIterator<Item = &'w str>,
        gap: u16,
        chosen: Option<usize>,
    ) {
        let chosen = chosen.and_then(|at| isize::try_from(at).ok()).unwrap_or(0);
        let mut x = area.x;
        for (words, at) in options.into_iter().zip(0..) {
            let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX);
            let shown = Rect { x, width, ..area }.intersection(area);
            self.spot(shown, Spot::Turn(at - chosen));
            x = x.saturating_add(width).saturating_add(gap);
        }
    }

    /// Notes the next row of a list.
    pub fn row(&self, area: Rect, selected: bool) {
        if let Some(spots) = self.spots {
            spots.add_row(area, selected);
        }
    }
}

impl<'a> From<&'a Theme> for Canvas<'a> {
    fn from(theme: &'a Theme) -> Self {
        Self::new(theme, None)
    }
}
