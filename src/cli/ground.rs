//! Options for what an answer to a condition rests on.

use clap::Args;
use serde_json::{Value, json};

use super::parse;
use crate::error::{Error, Result};
use crate::model::pack::{ConditionLevel, Pack};

/// The name that stands for the reason why no system is core.
pub(super) const NO_CORE: &str = "no_core_systems";

/// What an answer rests on.
#[derive(Debug, Args)]
pub(super) struct GroundArguments {
    #[arg(long, value_name = "ID")]
    ground: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "ground")]
    fact: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "ground")]
    confirmed_by: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", requires = "ground")]
    confirmed_on: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "ground")]
    ground_evidence: Option<String>,
}

impl GroundArguments {
    /// The dotted fields these options set. `of_system`: the condition is one of a system, and there
    /// is no ground for having no core system.
    pub(super) fn fields(&self, pack: &Pack, of_system: bool) -> Result<Vec<(String, Value)>> {
        let Some(id) = &self.ground else {
            return Ok(Vec::new());
        };
        parse::date("confirmed-on", self.confirmed_on.as_deref().unwrap_or_default())?;
        let place = match pack.condition(id).map(|condition| condition.level) {
            _ if !of_system && id == NO_CORE => NO_CORE.to_owned(),
            Some(ConditionLevel::Organisation) if of_system => {
                return Err(Error::input("error.condition_not_of_system")
                    .with("id", id)
                    .hint("error.hint_condition_of_firm"));
            }
            Some(_) => format!("grounds.{id}"),
            None => {
                return Err(Error::input("error.no_condition")
                    .with("id", id)
                    .hint("error.hint_list_conditions"));
            }
        };
        let texts = [
            ("fact", &self.fact),
            ("confirmed_by", &self.confirmed_by),
            ("confirmed_on", &self.confirmed_on),
            ("evidence", &self.ground_evidence),
        ];
        let given: Vec<(String, Value)> = texts
            .into_iter()
            .filter_map(|(field, text)| Some((format!("{place}.{field}"), json!(text.as_ref()?))))
            .collect();
        if given.is_empty() {
            return Err(Error::input("error.nothing_given")
                .with("command", "--ground")
                .hint("error.hint_ground"));
        }
        Ok(given)
    }
}
