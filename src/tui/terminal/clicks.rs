//! Which presses of the button belong together.

use std::time::{Duration, Instant};

use crate::tui::input::{Input, Mouse, MouseKind};

/// Longest time between the presses of a double click.
const TOGETHER: Duration = Duration::from_millis(400);

/// The last press and how many came together.
#[derive(Debug, Default)]
pub(super) struct Clicks {
    last: Option<(Instant, u16, u16)>,
    count: u8,
}

impl Clicks {
    /// Counts a press: the second at one place in quick succession is a double click.
    pub fn count(&mut self, input: Input, now: Instant) -> Input {
        let Input::Mouse(
            mouse @ Mouse {
                kind: MouseKind::Press(_),
                column,
                row,
            },
        ) = input
        else {
            return input;
        };
        let follows = self.last.is_some_and(|(at, x, y)| {
            (x, y) == (column, row) && now.saturating_duration_since(at) <= TOGETHER
        });
        // The third press is the first of the next pair.
        self.count = if follows && self.count == 1 { 2 } else { 1 };
        self.last = Some((now, column, row));
        Input::Mouse(Mouse {
            kind: MouseKind::Press(self.count),
            ..mouse
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(clicks: u8) -> Input {
        Input::Mouse(Mouse {
            kind: MouseKind::Press(clicks),
            column: 4,
            row: 2,
        })
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "any moment will do")]
    fn two_presses_in_quick_succession_are_a_double_click_and_a_third_begins_anew() {
        let mut clicks = Clicks::default();
        let now = Instant::now();
        let after = |millis| now + Duration::from_millis(millis);
        assert_eq!(clicks.count(press(1), now), press(1));
        assert_eq!(clicks.count(press(1), after(200)), press(2));
        assert_eq!(clicks.count(press(1), after(300)), press(1));
        assert_eq!(clicks.count(press(1), after(2000)), press(1));
    }
}
