//! Describing the organisation: profile facts and systems.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Engagement;
use super::answering::{created, removed};
use super::request::{Saved, SystemDraft};
use crate::error::{Error, Result};
use crate::model::assessment::{Assessment, PROFILE_UID};
use crate::model::change::{Action, Change, Kind, Object, first_missing, get_path, set_path};
use crate::model::pack::ConditionLevel;
use crate::model::profile::{Profile, System, Tri};
use crate::model::profile_file::{self, system_id_is_sane};
use crate::model::scope::Target;

impl Engagement {
    /// Sets profile facts by dotted field; `null` removes.
    pub fn set_profile(&mut self, fields: &[(String, Value)]) -> Result<Option<Saved>> {
        let (_, changes) = self.next_profile(fields)?;
        self.commit(Action::SetProfile, changes)
    }

    /// The profile with these fields set, without its systems, and the changes that lead there.
    pub(super) fn next_profile(&self, fields: &[(String, Value)]) -> Result<(Profile, Vec<Change>)> {
        if fields.iter().any(|(field, _)| first_key(field) == "systems") {
            return Err(Error::input("error.systems_as_field").hint("error.hint_system_commands"));
        }
        let profile = Profile {
            systems: Vec::new(),
            ..self.assessment().profile.clone()
        };
        let (next, changes) = changed_fields(Kind::Profile, PROFILE_UID, &profile, fields)?;
        self.check_profile(&next)?;
        Ok((next, changes))
    }

    /// Adds a system; conditions are still to be asked.
    pub fn add_system(&mut self, draft: &SystemDraft) -> Result<Option<Saved>> {
        self.add_described_system(draft, &[])
    }

    /// Adds several systems in one step, in this order; conditions are still to be asked.
    ///
    /// # Errors
    /// A draft without a name, or with an id that is taken; then none is added.
    pub fn add_systems(&mut self, drafts: &[SystemDraft]) -> Result<Option<Saved>> {
        let free = free_system_ids(self.assessment()).take(drafts.len());
        let free: Vec<String> = free.collect();
        let mut changes = Vec::new();
        for ((draft, id), place) in drafts.iter().zip(free).zip(0u64..) {
            let id = if draft.id.is_empty() { id } else { draft.id.clone() };
            let draft = SystemDraft { id, ..draft.clone() };
            let uid = self.new_uid();
            let mut system = self.described_system(uid, &draft, &[])?;
            system.position = system.position.saturating_add(place);
            changes.push(created(Kind::System, &system.uid, json!(system)));
        }
        self.commit(Action::AddSystem, changes)
    }

    /// Adds a system together with what is known of it, as dotted fields, in one step; conditions
    /// that are not among them are still to be asked.
    pub fn add_described_system(
        &mut self,
        draft: &SystemDraft,
        fields: &[(String, Value)],
    ) -> Result<Option<Saved>> {
        let uid = self.new_uid();
        let described = self.described_system(uid, draft, fields)?;
        let change = created(Kind::System, &described.uid, json!(described));
        self.commit(Action::AddSystem, vec![change])
    }

    /// A new system as it would be added under this uid.
    pub(super) fn described_system(
        &self,
        uid: String,
        draft: &SystemDraft,
        fields: &[(String, Value)],
    ) -> Result<System> {
        let name = draft.name.trim();
        if name.is_empty() {
            return Err(no_system_name());
        }
        let systems = &self.assessment().profile.systems;
        let id = if draft.id.is_empty() {
            free_system_id(self.assessment())
        } else {
            draft.id.clone()
        };
        system_id_is_sane("system id", &id)
            .map_err(|fault| Error::input(fault.said).hint("error.hint_nothing_added"))?;
        if systems.iter().any(|system| system.id == id) {
            return Err(Error::input("error.system_exists")
                .with("id", id)
                .hint("error.hint_other_id"));
        }
        let position = systems
            .iter()
            .map(|system| system.position.saturating_add(1))
            .max()
            .unwrap_or(0);
        let conditions = self
            .pack()
            .conditions
            .iter()
            .filter(|condition| condition.level == ConditionLevel::System)
            .map(|condition| (condition.id.clone(), Tri::Unasked))
            .collect();
        let system = System {
            uid,
            position,
            id,
            name: name.to_owned(),
            core: draft.core,
            conditions,
            ..System::default()
        };
        let mut record = json!(system);
        for (field, value) in fields {
            set_path(&mut record, field, value.clone())
                .map_err(|fault| Error::internal(fault.words()).caused_by(fault))?;
        }
        let described: System = serde_json::from_value(record).map_err(|fault| {
            Error::input("error.system_facts")
                .with("name", name)
                .with("cause", &fault)
                .hint("error.hint_nothing_added")
                .caused_by(fault)
        })?;
        self.check_system(&described)?;
        Ok(described)
    }

    /// Sets a system's facts by dotted field.
    pub fn set_system(&mut self, uid: &str, fields: &[(String, Value)]) -> Result<Option<Saved>> {
        let (_, changes) = self.next_system(uid, fields)?;
        self.commit(Action::SetSystem, changes)
    }

    /// The system with these fields set, and the changes that lead there.
    pub(super) fn next_system(&self, uid: &str, fields: &[(String, Value)]) -> Result<(System, Vec<Change>)> {
        let system = self.system_by_uid(uid)?;
        if fields
            .iter()
            .any(|(field, _)| matches!(first_key(field), "id" | "uid" | "position"))
        {
            return Err(Error::input("error.system_id_fixed")
                .with("id", &system.id)
                .hint("error.hint_change_name"));
        }
        let (next, changes) = changed_fields(Kind::System, uid, &system, fields)?;
        if next.name.trim().is_empty() {
            return Err(no_system_name());
        }
        self.check_system(&next)?;
        Ok((next, changes))
    }

    /// Removes a system. Its answers stay in the file and come back with it.
    pub fn remove_system(&mut self, uid: &str) -> Result<Option<Saved>> {
        let system = self.system_by_uid(uid)?;
        self.commit(
            Action::RemoveSystem,
            vec![removed(Kind::System, uid, json!(system))],
        )
    }

    /// Checks a profile as if it stood in a profile file: every id, number and date.
    fn check_profile(&self, profile: &Profile) -> Result<()> {
        let unknown = |id: &&String| self.pack().condition(id).is_none();
        let of_systems = profile.systems.iter().flat_map(|system| system.conditions.keys());
        if let Some(id) = profile.conditions.keys().chain(of_systems).find(unknown) {
            return Err(Error::input("error.no_condition")
                .with("id", id)
                .hint("error.hint_list_conditions"));
        }
        profile_file::parse(&profile_file::write(profile).to_string(), self.pack())
            .map(drop)
            .map_err(|fault| Error::input(fault.words()).hint("error.hint_unchanged"))
    }

    fn check_system(&self, system: &System) -> Result<()> {
        self.check_profile(&Profile {
            systems: vec![system.clone()],
            ..Profile::default()
        })
    }

    pub(super) fn system_by_uid(&self, uid: &str) -> Result<System> {
        let found = self
            .assessment()
            .profile
            .systems
            .iter()
            .find(|system| system.uid == uid)
            .cloned();
        found.ok_or_else(|| Error::input("error.system_gone").hint("error.hint_look_systems"))
    }
}

fn no_system_name() -> Error {
    Error::input("error.system_no_name").hint("error.hint_system_name")
}

fn first_key(field: &str) -> &str {
    field.split('.').next().unwrap_or(field)
}

/// The record with these fields set, and the changes that lead there, values in the form they are
/// stored in. Where objects on the way are missing, the change makes them with the value.
fn changed_fields<T: Serialize + DeserializeOwned>(
    kind: Kind,
    uid: &str,
    record: &T,
    fields: &[(String, Value)],
) -> Result<(T, Vec<Change>)> {
    let before = json!(record);
    let mut wanted = before.clone();
    for (field, value) in fields {
        if value.is_null() && get_path(&wanted, field).is_null() {
            continue;
        }
        set_path(&mut wanted, field, value.clone())
            .map_err(|fault| Error::input(fault.words()).hint("error.hint_unchanged"))?;
    }
    let next: T = serde_path_to_error::deserialize(wanted).map_err(|fault| {
        Error::input("error.at_place")
            .with("place", fault.path())
            .with("cause", fault.inner())
            .hint("error.hint_unchanged")
    })?;
    let after = json!(next);
    let places = fields
        .iter()
        .map(|(field, _)| first_missing(&after, first_missing(&before, field)));
    let places: BTreeSet<&str> = places.collect();
    let inside = |place: &str, outer: &str| {
        place
            .strip_prefix(outer)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let outermost = places
        .iter()
        .filter(|place| !places.iter().any(|outer| inside(place, outer)));
    let changes = outermost
        .map(|place| Change {
            object: Object {
                kind,
                uid: uid.to_owned(),
                field: Some((*place).to_owned()),
            },
            before: get_path(&before, place),
            after: get_path(&after, place),
        })
        .filter(|change| change.before != change.after);
    Ok((next, changes.collect()))
}

/// An id that neither a system nor anything recorded for a removed one has: what was said of one
/// system never passes to another.
fn free_system_id(assessment: &Assessment) -> String {
    free_system_ids(assessment).next().unwrap_or_default()
}

/// Ids that no system has and nothing refers to.
fn free_system_ids(assessment: &Assessment) -> impl Iterator<Item = String> {
    let answered = assessment.answers.values().map(|answer| &answer.target);
    let tied = assessment.links.values().map(|link| &link.target);
    let found = assessment.findings.values().map(|finding| &finding.target);
    let mut taken: BTreeSet<&str> = answered.chain(tied).chain(found).map(Target::id).collect();
    taken.extend(assessment.profile.systems.iter().map(|system| system.id.as_str()));
    (1u32..)
        .map(|number| format!("s{number}"))
        .filter(move |id| !taken.contains(id.as_str()))
}
