//! What a change of the profile or the systems would do to the scope, told before it is made.

use serde_json::Value;

use super::Engagement;
use super::request::SystemDraft;
use crate::error::Result;
use crate::model::movement::Movement;
use crate::model::profile::Profile;

impl Engagement {
    /// What adding a system would move.
    ///
    /// # Errors
    ///
    /// As adding it would give.
    pub fn moved_by_adding(&self, draft: &SystemDraft, fields: &[(String, Value)]) -> Result<Movement> {
        let system = self.described_system(String::new(), draft, fields)?;
        let mut after = self.assessment().profile.clone();
        after.systems.push(system);
        Ok(self.moved_to(&after))
    }

    /// What setting a system's facts would move.
    ///
    /// # Errors
    ///
    /// As setting them would give.
    pub fn moved_by_setting(&self, uid: &str, fields: &[(String, Value)]) -> Result<Movement> {
        let (next, _) = self.next_system(uid, fields)?;
        let mut after = self.assessment().profile.clone();
        if let Some(system) = after.systems.iter_mut().find(|system| system.uid == uid) {
            *system = next;
        }
        Ok(self.moved_to(&after))
    }

    /// What removing a system would move.
    ///
    /// # Errors
    ///
    /// When there is no such system.
    pub fn moved_by_removing(&self, uid: &str) -> Result<Movement> {
        self.system_by_uid(uid)?;
        let mut after = self.assessment().profile.clone();
        after.systems.retain(|system| system.uid != uid);
        Ok(self.moved_to(&after))
    }

    /// What setting profile facts would move.
    ///
    /// # Errors
    ///
    /// As setting them would give.
    pub fn moved_by_profile(&self, fields: &[(String, Value)]) -> Result<Movement> {
        let (next, _) = self.next_profile(fields)?;
        let after = Profile {
            systems: self.assessment().profile.systems.clone(),
            ..next
        };
        Ok(self.moved_to(&after))
    }

    fn moved_to(&self, after: &Profile) -> Movement {
        let assessment = self.assessment();
        Movement::between(self.pack(), assessment, &assessment.profile, after)
    }
}
