//! Reading a profile file (`shared/contract/CLI.md`, Profile): checks every key, id and number
//! against the pack and names the JSON path of the first fault.

mod conditions;
mod figures;
mod json;
mod systems;

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use self::conditions::{ConditionLists, Place, check_grounds};
use self::json::{ROOT, UniqueKeys, read};
use self::systems::SystemFile;
use super::pack::{Class, Pack};
use super::profile::{AssessmentPeriod, FigureSource, Ground, Profile};
use crate::error::{Value as Filling, Words};
use crate::lang::{Lang, words};

pub use self::figures::{NumberFault, number, number_fault};

/// Names longer than this are slips.
pub const MAX_NAME: usize = 200;
/// The target id that stands for the organisation and so cannot name a system.
pub const ORGANISATION_TARGET: &str = "organisation";

/// Keys of a profile file that no figure of a pack may take as its id.
pub const RESERVED_KEYS: [&str; 12] = [
    "organisation",
    "licences",
    "class",
    "by_licence",
    "figure_sources",
    "assessment",
    "conditions",
    "conditions_unasked",
    "conditions_no",
    "grounds",
    "no_core_systems",
    "systems",
];

/// Why a profile file was refused, with the JSON path of the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("profile, at `{path}`: {}", words(said, Lang::En))]
pub struct ProfileError {
    /// JSON path, e.g. `systems[1].conditions[0]`.
    pub path: String,
    /// What is wrong and what would be right.
    pub said: Words,
}

impl ProfileError {
    /// The fault with its place, to be worded.
    pub fn words(&self) -> Words {
        Words::new("error.profile_place")
            .with("place", &self.path)
            .saying("fault", self.said.clone())
    }
}

type Result<T> = std::result::Result<T, ProfileError>;

/// The longest path or value kept, in characters: what was written may be of any length.
const MAX_SHOWN: usize = 400;

fn error<T>(path: impl AsRef<str>, said: impl Into<Words>) -> Result<T> {
    let mut said = said.into();
    for (_, value) in &mut said.values {
        if let Filling::Text(text) = value {
            *text = shortened(text);
        }
    }
    Err(ProfileError {
        path: shortened(path.as_ref()),
        said,
    })
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Reads a profile from JSON text.
pub fn parse(json: &str, pack: &Pack) -> Result<Profile> {
    let json = json.trim_start_matches('\u{feff}');
    let object: UniqueKeys<Box<RawValue>> = read(json, ROOT)?;
    let mut profile = Profile::default();
    let mut conditions = ConditionLists::default();
    let mut systems: Vec<SystemFile> = Vec::new();
    for (key, raw) in &object.0 {
        let raw = raw.get();
        match key.as_str() {
            "organisation" => profile.organisation = read(raw, key)?,
            "licences" => profile.licences = licences(read(raw, key)?, pack)?,
            "class" => profile.class = read::<Option<Class>>(raw, key)?,
            "by_licence" => profile.by_licence = figures::by_licence(read(raw, key)?, pack)?,
            "figure_sources" => profile.figure_sources = figure_sources(read(raw, key)?, pack)?,
            "assessment" => profile.assessment = assessment(read(raw, key)?)?,
            "conditions" => conditions.yes = read(raw, key)?,
            "conditions_unasked" => conditions.unasked = read(raw, key)?,
            "conditions_no" => conditions.no = read(raw, key)?,
            "grounds" => profile.grounds = read::<UniqueKeys<Ground>>(raw, key)?.0,
            "no_core_systems" => profile.no_core_systems = read(raw, key)?,
            "systems" => systems = read(raw, key)?,
            field => match pack.profile_field(field) {
                Some(field) => {
                    if let Some(value) = figures::field_value(raw, &field.id, field)? {
                        profile.figures.insert(field.id.clone(), value);
                    }
                }
                None => return error(field, unknown_key(pack)),
            },
        }
    }
    name_is_sane("organisation.name", &profile.organisation.name)?;
    profile.conditions = conditions.check("", Place::Firm, pack)?;
    check_grounds("", &profile.grounds, Place::Firm, pack)?;
    let no_core = profile.no_core_systems.as_ref();
    let confirmed_on = no_core.map_or("", |ground| ground.confirmed_on.as_str());
    date_is_real("no_core_systems.confirmed_on", confirmed_on)?;
    profile.systems = systems::read_systems(systems, pack)?;
    Ok(profile)
}

/// Writes a profile in the form [`parse`] reads: `parse(write(p)) == p`, but for what belongs to a
/// workbook alone, the systems' uids and positions.
pub fn write(profile: &Profile) -> Value {
    let plain = |figures: &BTreeMap<_, _>| -> Map<String, Value> {
        figures
            .iter()
            .map(|(field, value): (&String, _)| (field.clone(), figures::plain_value(value)))
            .collect()
    };
    let by_licence: BTreeMap<_, _> = profile
        .by_licence
        .iter()
        .map(|(licence, figures)| (licence, plain(figures)))
        .collect();
    let systems: Vec<SystemFile> = profile.systems.iter().map(SystemFile::from).collect();
    let conditions = ConditionLists::from(&profile.conditions);
    let mut out = plain(&profile.figures);
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("organisation", json!(profile.organisation));
    put("licences", json!(profile.licences));
    put("class", json!(profile.class));
    put("by_licence", json!(by_licence));
    put("figure_sources", json!(profile.figure_sources));
    put("assessment", json!(profile.assessment));
    put("conditions", json!(conditions.yes));
    put("conditions_unasked", json!(conditions.unasked));
    if !conditions.no.is_empty() {
        put("conditions_no", json!(conditions.no));
    }
    if !profile.grounds.is_empty() {
        put("grounds", json!(profile.grounds));
    }
    if let Some(ground) = &profile.no_core_systems {
        put("no_core_systems", json!(ground));
    }
    put("systems", json!(systems));
    Value::Object(out)
}

/// Checks a system id: letters, digits, `-`, `_` and `.` or other visible characters without white
/// space, and not the word that stands for the organisation.
pub fn system_id_is_sane(path: &str, id: &str) -> Result<()> {
    if id == ORGANISATION_TARGET {
        return error(path, "error.id_organisation");
    }
    let bad = id.is_empty()
        || id.chars().count() > 64
        || id.chars().any(|c| c.is_whitespace() || crate::text::is_unsafe(c));
    if bad {
        return error(path, Words::new("error.id_bad").with("given", id));
    }
    Ok(())
}

fn name_is_sane(path: &str, name: &str) -> Result<()> {
    let length = name.chars().count();
    if length > MAX_NAME {
        let said = Words::new("error.name_too_long").with("limit", MAX_NAME);
        return error(path, said.with("over", length - MAX_NAME));
    }
    Ok(())
}

fn licences(ids: Vec<String>, pack: &Pack) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        if pack.licence(&id).is_none() {
            let known: Vec<&str> = pack.licences.iter().map(|licence| licence.id.as_str()).collect();
            return error(
                format!("licences[{index}]"),
                Words::new("error.no_licence")
                    .with("given", id)
                    .with("known", known.join(", ")),
            );
        }
        if !out.contains(&id) {
            out.push(id);
        }
    }
    Ok(out)
}

fn figure_sources(raw: UniqueKeys<FigureSource>, pack: &Pack) -> Result<BTreeMap<String, FigureSource>> {
    for field in raw.0.keys() {
        if pack.profile_field(field).is_none() {
            return error(format!("figure_sources.{field}"), unknown_key(pack));
        }
    }
    Ok(raw.0)
}

fn assessment(period: AssessmentPeriod) -> Result<AssessmentPeriod> {
    for (key, date) in [
        ("from", &period.from),
        ("to", &period.to),
        ("as_of", &period.as_of),
    ] {
        date_is_real(&format!("assessment.{key}"), date)?;
    }
    if !period.from.is_empty() && !period.to.is_empty() && period.from > period.to {
        return error("assessment.to", "error.period_reversed");
    }
    Ok(period)
}

/// Checks that a date is empty or a real day written `YYYY-MM-DD`.
pub fn date_is_real(path: &str, date: &str) -> Result<()> {
    let real = date.len() == 10 && chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok();
    if date.is_empty() || real {
        return Ok(());
    }
    error(path, Words::new("error.not_a_day").with("given", date))
}

fn unknown_key(pack: &Pack) -> Words {
    let fields: Vec<&str> = pack
        .profile_fields
        .iter()
        .map(|field| field.id.as_str())
        .collect();
    Words::new("error.unknown_key").with("known", fields.join(", "))
}
