//! Attaching evidence from the walk: by its key, or by dropping files on the window.

use super::slots::{Slot, slots};
use super::{EvidenceScreen, SystemsScreen, WalkScreen};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::tui::app::{Act, Workbook};
use crate::tui::screens::Screen;

impl WalkScreen {
    /// F2 or dropped files: attaches evidence to the selected item, or to the check at hand.
    pub(super) fn attach(&self, workbook: &Workbook, files: Vec<String>) -> Vec<Act> {
        let Some(clause) = self.clause(workbook) else {
            return Vec::new();
        };
        let pane = self.shown_pane(workbook);
        let slot = slots(workbook, clause).into_iter().nth(pane.slot);
        match slot {
            Some(Slot::Item(item)) => attach_to(workbook, clause, Some(item), None, files),
            Some(Slot::Answer(target, _)) => attach_to(workbook, clause, None, Some(target), files),
            None => attach_to(workbook, clause, None, None, files),
        }
    }
}

/// The screen that attaches evidence to an item of a clause's list and to a target, else to the
/// first.
pub fn attach_to(
    workbook: &Workbook,
    clause: ClauseId,
    item: Option<String>,
    target: Option<Target>,
    files: Vec<String>,
) -> Vec<Act> {
    let first = workbook.scope.checks_of(clause).first();
    let first = first.and_then(|check| check.target.clone());
    match target.or(first) {
        Some(target) => {
            let screen = EvidenceScreen::new(workbook, clause, target, item).with_files(files);
            let look = screen.look_at_location();
            let mut acts = vec![Act::push(Screen::Evidence(Box::new(screen)))];
            acts.extend(look);
            acts
        }
        None => vec![Act::push(Screen::Systems(SystemsScreen::default()))],
    }
}
