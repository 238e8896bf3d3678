//! Which rows the screen of one piece has, and moving over them.

use super::PieceScreen;
use crate::model::assessment::Link;
use crate::tui::app::{Act, Workbook};
use crate::tui::keys::Command;
use crate::tui::screens::evidence::blanks::Blank;
use crate::tui::screens::evidence::fields::next_sensitivity;
use crate::tui::widgets::form::neighbour;

/// Rows a page key moves by.
const PAGE: isize = 8;

/// What has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    Blank(Blank),
    Sensitivity,
    Save,
    /// Take the content as it is now.
    Retake,
    /// A tie, by its uid.
    Tied(String),
    SaveTie,
    /// The answer of the tie that is shown.
    Answer,
    /// A hand-over, by its place.
    Step(usize),
    SaveStep,
}

impl PieceScreen {
    /// The ties, by clause and target.
    pub(super) fn ties<'a>(&self, workbook: &'a Workbook) -> Vec<&'a Link> {
        let mut ties: Vec<&Link> = workbook.assessment.links_of_evidence(&self.uid).collect();
        ties.sort_by_key(|link| (link.clause, &link.target, &link.item));
        ties
    }

    /// Everything that can have the focus, from top to bottom.
    pub(super) fn fields(&self, workbook: &Workbook) -> Vec<Field> {
        let kind = self.draft.kind;
        let own = |blank: &&Blank| !Blank::TIE.contains(*blank);
        let blanks = Blank::usual(kind).iter().chain(Blank::further(kind)).filter(own);
        let mut fields: Vec<Field> = blanks.copied().map(Field::Blank).collect();
        fields.push(Field::Sensitivity);
        fields.push(Field::Save);
        if kind.is_hashed() {
            fields.push(Field::Retake);
        }
        for link in self.ties(workbook) {
            fields.push(Field::Tied(link.uid.clone()));
            if self.tie.as_ref() == Some(&link.uid) {
                fields.extend(Blank::TIE.map(Field::Blank));
                fields.extend([Field::SaveTie, Field::Answer]);
            }
        }
        let steps = self
            .evidence(workbook)
            .map_or(0, |evidence| evidence.custody.len());
        fields.extend((0..steps).map(Field::Step));
        fields.extend(Blank::STEP.map(Field::Blank));
        fields.push(Field::SaveStep);
        fields
    }

    pub(super) fn move_by(&mut self, command: Command, workbook: &Workbook) {
        let (by, round) = match command {
            Command::Up => (-1, false),
            Command::Down => (1, false),
            Command::NextField => (1, true),
            Command::PreviousField => (-1, true),
            Command::PageUp => (-PAGE, false),
            Command::PageDown => (PAGE, false),
            Command::First => (isize::MIN / 2, false),
            Command::Last => (isize::MAX / 2, false),
            _ => return,
        };
        if let Some(field) = neighbour(&self.fields(workbook), &self.focus, by, round) {
            self.focus = field;
        }
    }

    /// Keeps the focus on something that is there.
    pub(super) fn settle_focus(&mut self, workbook: &Workbook) {
        if !self.fields(workbook).contains(&self.focus) {
            self.focus = Field::Save;
        }
    }

    pub(super) fn choose(&mut self, by: isize) -> Vec<Act> {
        if self.focus == Field::Sensitivity {
            self.draft.sensitivity = next_sensitivity(self.draft.sensitivity, by);
        }
        Vec::new()
    }
}
