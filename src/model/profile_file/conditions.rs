//! Lists of conditions in a profile file.

use std::collections::BTreeMap;

use super::{Result, date_is_real, error};
use crate::error::Words;
use crate::model::pack::{ConditionLevel, Pack};
use crate::model::profile::{Ground, Tri};

/// Conditions by answer. One that stands in no list is no; `conditions_no` says so expressly, which
/// matters for a system where the firm's answer is open.
#[derive(Debug, Default)]
pub(super) struct ConditionLists {
    /// `conditions`
    pub(super) yes: Vec<String>,
    /// `conditions_unasked`
    pub(super) unasked: Vec<String>,
    /// `conditions_no`
    pub(super) no: Vec<String>,
}

/// Where the lists stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of the file.
    Firm,
    /// Inside a system.
    System,
}

impl From<&BTreeMap<String, Tri>> for ConditionLists {
    fn from(answers: &BTreeMap<String, Tri>) -> Self {
        let mut lists = Self::default();
        for (id, answer) in answers {
            let list = match answer {
                Tri::Yes => &mut lists.yes,
                Tri::Unasked => &mut lists.unasked,
                Tri::No => &mut lists.no,
            };
            list.push(id.clone());
        }
        lists
    }
}

impl ConditionLists {
    /// Checks every id against the pack; `prefix` is the path of the object that holds the lists.
    pub(super) fn check(self, prefix: &str, place: Place, pack: &Pack) -> Result<BTreeMap<String, Tri>> {
        let mut out = BTreeMap::new();
        let lists = [
            ("conditions", self.yes, Tri::Yes),
            ("conditions_unasked", self.unasked, Tri::Unasked),
            ("conditions_no", self.no, Tri::No),
        ];
        for (list, ids, answer) in lists {
            for (index, id) in ids.into_iter().enumerate() {
                let path = format!("{prefix}{list}[{index}]");
                check_id(&path, &id, place, pack)?;
                let before = out.insert(id.clone(), answer);
                if before.is_some_and(|before| before != answer) {
                    return error(path, Words::new("error.condition_twice").with("id", id));
                }
            }
        }
        Ok(out)
    }
}

fn check_id(path: &str, id: &str, place: Place, pack: &Pack) -> Result<()> {
    let Some(condition) = pack.condition(id) else {
        let id: String = id.chars().take(80).collect();
        return error(path, Words::new("error.condition_unknown").with("id", id));
    };
    if place == Place::System && condition.level == ConditionLevel::Organisation {
        return error(path, Words::new("error.condition_of_firm").with("id", id));
    }
    Ok(())
}

/// Checks the grounds of conditions: every id against the pack, every day.
pub(super) fn check_grounds(
    prefix: &str,
    grounds: &BTreeMap<String, Ground>,
    place: Place,
    pack: &Pack,
) -> Result<()> {
    for (id, ground) in grounds {
        let path = format!("{prefix}grounds.{id}");
        check_id(&path, id, place, pack)?;
        date_is_real(&format!("{path}.confirmed_on"), &ground.confirmed_on)?;
    }
    Ok(())
}
