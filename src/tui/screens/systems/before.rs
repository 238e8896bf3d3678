//! What a change moved, said once it is saved.

use crate::lang::movement_counts;
use crate::model::movement::Movement;
use crate::model::profile::Profile;
use crate::tui::app::{Act, Context, Notice, Workbook};

/// The profile as it was when a change was asked for.
#[derive(Debug, Clone, Default)]
pub struct Before(Option<Box<Profile>>);

impl Before {
    /// Remembers the profile before a change.
    pub fn remember(&mut self, workbook: &Workbook) {
        self.0 = Some(Box::new(workbook.assessment.profile.clone()));
    }

    /// Says what the change moved; none where nothing did, or no change was asked for.
    pub fn say(&mut self, context: &Context<'_>, workbook: &Workbook) -> Option<Act> {
        let words = self.counts(context, workbook)?;
        Some(Act::Say(Notice::Done(words)))
    }

    /// How many checks the change moved, in words.
    pub fn counts(&mut self, context: &Context<'_>, workbook: &Workbook) -> Option<String> {
        let before = self.0.take()?;
        let assessment = &workbook.assessment;
        let moved = Movement::between(&workbook.pack, assessment, &before, &assessment.profile);
        movement_counts(&moved, context.lang)
    }
}
