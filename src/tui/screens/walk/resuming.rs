//! Where the walk is left, and going on there.

use super::clause::{self, PaneState};
use super::{Node, WalkScreen};
use crate::settings::Left;
use crate::tui::app::{Context, Workbook};

impl WalkScreen {
    /// The walk as it was left; at the first check without an answer where that place is gone.
    pub fn resumed(context: &Context<'_>, left: &Left) -> Self {
        let mut walk = Self::new(context);
        let (Some(workbook), Ok(clause)) = (context.workbook, left.clause.parse()) else {
            return walk;
        };
        if workbook.pack.clause(clause).is_none() {
            return walk;
        }
        walk.show(workbook, clause);
        let slots = clause::slots(workbook, clause).len();
        if left.in_pane && slots > 0 {
            walk.pane = PaneState {
                focused: true,
                ..PaneState::default()
            };
            walk.pane.select(left.slot.min(slots - 1));
        }
        walk
    }

    /// Writes down where the walk stands.
    pub fn position(&self, workbook: &Workbook, left: &mut Left) {
        if let Some(Node::Clause(clause)) = self.tree.selected(workbook) {
            left.clause = clause.to_string();
        }
        left.in_pane = self.pane.focused;
        left.slot = self.pane.slot;
    }
}
