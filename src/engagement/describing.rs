//! Describing the organisation: profile facts and systems.

use serde_json::{Value, json};

use super::Engagement;
use super::answering::{created, removed};
use super::request::{Saved, SystemDraft};
use crate::error::{Error, Result};
use crate::model::assessment::PROFILE_UID;
use crate::model::change::{Action, Change, Kind, Object, get_path, set_path};
use crate::model::pack::ConditionLevel;
use crate::model::profile::{Profile, System, Tri};
use crate::model::profile_file::system_id_is_sane;

impl Engagement {
    /// Sets profile facts by dotted field; `null` removes.
    pub fn set_profile(&mut self, fields: &[(String, Value)]) -> Result<Option<Saved>> {
        let profile = Profile {
            systems: Vec::new(),
            ..self.assessment().profile.clone()
        };
        let changes = changed_fields(Kind::Profile, PROFILE_UID, &json!(profile), fields);
        self.commit(Action::SetProfile, changes)
    }

    /// Adds a system; conditions are still to be asked.
    pub fn add_system(&mut self, draft: &SystemDraft) -> Result<Option<Saved>> {
        self.add_described_system(draft, &[])
    }

    /// Adds a system together with what is known of it, as dotted fields, in one step; conditions
    /// that are not among them are still to be asked.
    pub fn add_described_system(
        &mut self,
        draft: &SystemDraft,
        fields: &[(String, Value)],
    ) -> Result<Option<Saved>> {
        let name = draft.name.trim();
        if name.is_empty() {
            return Err(Error::input("the system has no name").hint("give the name people call it by"));
        }
        let systems = &self.assessment().profile.systems;
        let id = if draft.id.is_empty() {
            free_system_id(systems)
        } else {
            draft.id.clone()
        };
        system_id_is_sane("system id", &id).map_err(|fault| Error::input(fault.message))?;
        if systems.iter().any(|system| system.id == id) {
            return Err(Error::input(format!("there is a system `{id}` already")).hint("choose another id"));
        }
        let position = systems
            .iter()
            .map(|system| system.position + 1)
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
            uid: self.new_uid(),
            position,
            id,
            name: name.to_owned(),
            core: draft.core,
            core_reason: String::new(),
            core_confirmed_by: String::new(),
            core_confirmed_on: String::new(),
            conditions,
        };
        let mut record = json!(system);
        for (field, value) in fields {
            set_path(&mut record, field, value.clone())
                .map_err(|fault| Error::internal(fault.to_string()).caused_by(fault))?;
        }
        let change = created(Kind::System, &system.uid, record);
        self.commit(Action::AddSystem, vec![change])
    }

    /// Sets a system's facts by dotted field.
    pub fn set_system(&mut self, uid: &str, fields: &[(String, Value)]) -> Result<Option<Saved>> {
        let system = self.system_by_uid(uid)?;
        if fields
            .iter()
            .any(|(field, _)| matches!(field.as_str(), "id" | "uid" | "position"))
        {
            return Err(
                Error::input("a system's id does not change, because answers name it")
                    .hint("change its name instead"),
            );
        }
        let changes = changed_fields(Kind::System, uid, &json!(system), fields);
        self.commit(Action::SetSystem, changes)
    }

    /// Removes a system. Its answers stay in the file and come back with it.
    pub fn remove_system(&mut self, uid: &str) -> Result<Option<Saved>> {
        let system = self.system_by_uid(uid)?;
        self.commit(
            Action::RemoveSystem,
            vec![removed(Kind::System, uid, json!(system))],
        )
    }

    fn system_by_uid(&self, uid: &str) -> Result<System> {
        let found = self
            .assessment()
            .profile
            .systems
            .iter()
            .find(|system| system.uid == uid)
            .cloned();
        found.ok_or_else(|| {
            Error::input("this system does not exist any more").hint("look at the list of systems again")
        })
    }
}

fn changed_fields(kind: Kind, uid: &str, record: &Value, fields: &[(String, Value)]) -> Vec<Change> {
    fields
        .iter()
        .map(|(field, value)| Change {
            object: Object {
                kind,
                uid: uid.to_owned(),
                field: Some(field.clone()),
            },
            before: get_path(record, field),
            after: value.clone(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

fn free_system_id(systems: &[System]) -> String {
    (1u32..)
        .map(|number| format!("s{number}"))
        .find(|id| systems.iter().all(|system| system.id != *id))
        .unwrap_or_default()
}
