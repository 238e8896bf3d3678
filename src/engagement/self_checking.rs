//! The self-check of an open workbook.

use std::collections::BTreeMap;

use super::Engagement;
use crate::model::reporting::EvidenceState;
use crate::model::self_check::{Facts, SelfCheck, self_check};

impl Engagement {
    /// Looks for what does not hold in the assessment. `evidence_states` is what evidence was found
    /// to be when it was last looked at again; empty where nobody looked.
    pub fn self_check(&self, evidence_states: &BTreeMap<String, EvidenceState>) -> SelfCheck {
        self_check(&Facts {
            pack: self.pack(),
            scope: &self.scope(),
            assessment: self.assessment(),
            today: &self.today(),
            evidence_states,
        })
    }
}
