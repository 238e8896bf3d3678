//! Signing off (簽核): somebody answers for the assessment as it stands, and later anyone can see
//! whether it still stands so.

use serde_json::json;

use super::Engagement;
use super::answering::created;
use super::request::{Saved, SignOffDraft};
use super::reviewing::check_length;
use crate::error::{Error, Result};
use crate::model::assessment::SignOff;
use crate::model::change::{Action, Kind};
use crate::model::score::score;
use crate::model::sign_off::{Standing, all_stand, in_order, newest, standing};
use crate::model::signing::Role;

impl Engagement {
    /// Signs off the assessment as it stands; none where the same person signed it in the same role
    /// already. It cannot be undone. A reviewer or approver needs a preparer's sign-off that still
    /// stands.
    pub fn sign_off(&mut self, draft: &SignOffDraft) -> Result<Option<Saved>> {
        [&draft.by, &draft.title, &draft.note]
            .into_iter()
            .try_for_each(|text| check_length(text))?;
        let named = draft.by.trim();
        let by = if named.is_empty() { self.author() } else { named }.to_owned();
        if by.trim().is_empty() {
            return Err(Error::input("error.sign_off_no_name").hint("error.hint_sign_off_name"));
        }
        let counted = score(self.pack(), &self.scope(), self.assessment());
        if counted.all.answered() == 0 {
            return Err(Error::input("error.sign_off_nothing").hint("error.hint_sign_off_nothing"));
        }
        let digest = self.assessment().digest();
        let stands = |role| newest(self.assessment(), role).filter(|sign_off| sign_off.digest == digest);
        if stands(draft.role).is_some_and(|sign_off| sign_off.by == by) {
            return Ok(None);
        }
        if draft.role != Role::Preparer && stands(Role::Preparer).is_none() {
            let said = match newest(self.assessment(), Role::Preparer) {
                Some(_) => "error.sign_off_stale",
                None => "error.sign_off_unprepared",
            };
            return Err(Error::input(said).hint("error.hint_sign_off_first"));
        }
        let sign_off = SignOff {
            uid: self.new_uid(),
            role: draft.role,
            by,
            title: draft.title.trim().to_owned(),
            at: self.timestamp(),
            digest,
            count: self.head()?.count,
            note: draft.note.trim().to_owned(),
        };
        let change = created(Kind::SignOff, &sign_off.uid.clone(), json!(sign_off));
        self.commit(Action::SignOff, vec![change])
    }

    /// Every sign-off, oldest first, with whether it stands and what changed since.
    pub fn sign_offs(&self) -> Result<Vec<Standing>> {
        let sign_offs = in_order(self.assessment());
        if sign_offs.is_empty() {
            return Ok(Vec::new());
        }
        let digest = self.assessment().digest();
        let oldest = sign_offs.iter().filter(|sign_off| sign_off.digest != digest);
        let mut rows = match oldest.map(|sign_off| sign_off.count).min() {
            Some(count) => self.store.rows_after(count)?,
            // They all stand: there is nothing to explain.
            None => Vec::new(),
        };
        // Another instance may have gone on since this one read the tables.
        rows.retain(|row| row.seq <= self.head.count);
        let each = sign_offs.into_iter().map(|sign_off| {
            let from = rows.partition_point(|row| row.seq <= sign_off.count);
            standing(
                sign_off,
                self.assessment(),
                &digest,
                rows.get(from..).unwrap_or_default(),
            )
        });
        Ok(each.collect())
    }

    /// Whether the newest sign-off of every role that signed still stands; none where nobody has.
    pub(super) fn sign_offs_stand(&self) -> Option<bool> {
        all_stand(self.assessment(), || self.assessment().digest())
    }
}
