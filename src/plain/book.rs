//! The open workbook as the dialogue holds it: a copy that follows every saved change.

use std::path::PathBuf;
use std::sync::Arc;

use crate::engagement::request::{Opened, Previous, Saved, Written};
use crate::model::assessment::{Assessment, State};
use crate::model::change::Kind;
use crate::model::pack::Pack;
use crate::model::scope::{Check, Scope, scope};
use crate::model::score::{Score, effective_state, score};
use crate::settings::Left;

/// The open workbook.
#[derive(Debug, Clone)]
pub struct Book {
    /// Its file.
    pub path: PathBuf,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// Its state.
    pub assessment: Assessment,
    /// Its scope.
    pub scope: Scope,
    /// Opened for reading only.
    pub read_only: bool,
    /// The day of the last change, or of opening, `YYYY-MM-DD`.
    pub today: String,
    /// Whether the sign-offs still stand; none where nobody has signed.
    pub signed: Option<bool>,
    /// When it was last saved, RFC 3339; empty where nothing was saved since it was opened.
    pub saved_at: String,
    /// What was being written on the screen when it ended without being asked to.
    pub unsaved: Vec<Written>,
    /// Where it was left, and where somebody is now; none where that is not known.
    pub left: Option<Left>,
    /// Last year's workbook, where it was read to be compared with.
    pub previous: Option<Arc<Previous>>,
}

impl From<Opened> for Book {
    fn from(opened: Opened) -> Self {
        Self {
            scope: scope(&opened.pack, &opened.assessment.profile),
            path: opened.path,
            pack: opened.pack,
            assessment: opened.assessment,
            read_only: opened.read_only,
            today: opened.today,
            signed: opened.signed,
            saved_at: String::new(),
            unsaved: opened.unsaved,
            left: opened.left,
            previous: None,
        }
    }
}

impl Book {
    /// Follows a saved step. False where a change did not fit, so that the workbook must be opened
    /// anew.
    #[must_use]
    pub fn follow(&mut self, saved: &Saved) -> bool {
        if saved
            .changes
            .iter()
            .any(|change| self.assessment.apply(change).is_err())
        {
            return false;
        }
        let describes = |kind| matches!(kind, Kind::Profile | Kind::System);
        if saved.changes.iter().any(|change| describes(change.object.kind)) {
            self.scope = scope(&self.pack, &self.assessment.profile);
        }
        if let Some(day) = saved.at.get(..10) {
            day.clone_into(&mut self.today);
        }
        self.signed = saved.signed;
        self.saved_at.clone_from(&saved.at);
        true
    }

    /// The numbers of the assessment.
    pub fn score(&self) -> Score {
        score(&self.pack, &self.scope, &self.assessment)
    }

    /// The checks that are answered at all, in order.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.scope.checks.iter().filter(|check| check.in_scope())
    }

    /// What was determined for a check.
    pub fn state(&self, check: &Check) -> State {
        effective_state(&self.assessment, check)
    }
}
