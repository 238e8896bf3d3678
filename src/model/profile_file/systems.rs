//! Systems of a profile file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::conditions::{ConditionLists, Place, check_grounds};
use super::{Result, date_is_real, error, name_is_sane, system_id_is_sane};
use crate::error::Words;
use crate::model::pack::Pack;
use crate::model::profile::{Ground, System};

/// A system as a profile file writes it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SystemFile {
    id: String,
    name: String,
    #[serde(default)]
    core: Option<bool>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    core_reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    core_confirmed_by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    core_confirmed_on: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    shared: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    vendor: String,
    #[serde(default)]
    conditions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions_unasked: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions_no: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    grounds: BTreeMap<String, Ground>,
}

impl From<&System> for SystemFile {
    fn from(system: &System) -> Self {
        let lists = ConditionLists::from(&system.conditions);
        Self {
            id: system.id.clone(),
            name: system.name.clone(),
            core: system.core,
            core_reason: system.core_reason.clone(),
            core_confirmed_by: system.core_confirmed_by.clone(),
            core_confirmed_on: system.core_confirmed_on.clone(),
            shared: system.shared.clone(),
            vendor: system.vendor.clone(),
            conditions: lists.yes,
            conditions_unasked: lists.unasked,
            conditions_no: lists.no,
            grounds: system.grounds.clone(),
        }
    }
}

/// Checks systems and puts them into the form of the model.
pub(super) fn read_systems(systems: Vec<SystemFile>, pack: &Pack) -> Result<Vec<System>> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(systems.len());
    for (index, system) in systems.into_iter().enumerate() {
        let path = format!("systems[{index}]");
        system_id_is_sane(&format!("{path}.id"), &system.id)?;
        if !seen.insert(system.id.clone()) {
            return error(
                format!("{path}.id"),
                Words::new("error.system_id_twice").with("id", &system.id),
            );
        }
        name_is_sane(&format!("{path}.name"), &system.name)?;
        date_is_real(&format!("{path}.core_confirmed_on"), &system.core_confirmed_on)?;
        let lists = ConditionLists {
            yes: system.conditions,
            unasked: system.conditions_unasked,
            no: system.conditions_no,
        };
        let conditions = lists.check(&format!("{path}."), Place::System, pack)?;
        check_grounds(&format!("{path}."), &system.grounds, Place::System, pack)?;
        out.push(System {
            uid: String::new(),
            position: 0,
            id: system.id,
            name: system.name,
            core: system.core,
            core_reason: system.core_reason,
            core_confirmed_by: system.core_confirmed_by,
            core_confirmed_on: system.core_confirmed_on,
            shared: system.shared,
            vendor: system.vendor,
            conditions,
            grounds: system.grounds,
        });
    }
    Ok(out)
}
