//! Reading a profile file (`shared/contract/CLI.md`, Profile): checks every key, id and number
//! against the pack and names the JSON path of the first fault.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::decimal::Decimal;
use super::pack::{Class, ConditionLevel, FieldKind, Pack, ProfileField};
use super::profile::{AssessmentPeriod, FieldValue, FigureSource, Profile, System, Tri};

/// Amounts above ten quadrillion New Taiwan dollars are slips, not figures.
const MAX_AMOUNT: u64 = 10_000_000_000_000_000;
/// Names longer than this are slips.
pub const MAX_NAME: usize = 200;
/// The target id that stands for the organisation and so cannot name a system.
pub const ORGANISATION_TARGET: &str = "organisation";

/// Keys of a profile file that no figure of a pack may take as its id.
pub const RESERVED_KEYS: [&str; 9] = [
    "organisation",
    "licences",
    "class",
    "by_licence",
    "figure_sources",
    "assessment",
    "conditions",
    "conditions_unasked",
    "systems",
];

/// Why a profile file was refused, with the JSON path of the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("profile, at `{path}`: {message}")]
pub struct ProfileError {
    /// JSON path, e.g. `systems[1].conditions[0]`.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

type Result<T> = std::result::Result<T, ProfileError>;
type RawObject = BTreeMap<String, Box<RawValue>>;

fn error<T>(path: impl Into<String>, message: impl Into<String>) -> Result<T> {
    Err(ProfileError {
        path: path.into(),
        message: message.into(),
    })
}

/// Reads a profile from JSON text.
pub fn parse(json: &str, pack: &Pack) -> Result<Profile> {
    let json = json.trim_start_matches('\u{feff}');
    let object: UniqueKeys = read(json, "$")?;
    let mut profile = Profile::default();
    let mut unasked = Vec::new();
    let mut yes = Vec::new();
    let mut systems: Vec<SystemFile> = Vec::new();
    for (key, raw) in &object.0 {
        let raw = raw.get();
        match key.as_str() {
            "organisation" => profile.organisation = read(raw, key)?,
            "licences" => profile.licences = licences(read(raw, key)?, pack)?,
            "class" => profile.class = read::<Option<Class>>(raw, key)?,
            "by_licence" => profile.by_licence = by_licence(read(raw, key)?, pack)?,
            "figure_sources" => profile.figure_sources = figure_sources(read(raw, key)?, pack)?,
            "assessment" => profile.assessment = assessment(read(raw, key)?)?,
            "conditions" => yes = read(raw, key)?,
            "conditions_unasked" => unasked = read(raw, key)?,
            "systems" => systems = read(raw, key)?,
            field => match pack.profile_field(field) {
                Some(field) => {
                    if let Some(value) = field_value(raw, &field.id, field)? {
                        profile.figures.insert(field.id.clone(), value);
                    }
                }
                None => return error(field, unknown_key(pack)),
            },
        }
    }
    name_is_sane("organisation.name", &profile.organisation.name)?;
    profile.conditions = conditions("", &yes, &unasked, pack, false)?;
    profile.systems = read_systems(systems, pack)?;
    Ok(profile)
}

/// Writes a profile in the form [`parse`] reads; `parse(write(p)) == p` for every profile whose
/// systems carry no workbook uids.
pub fn write(profile: &Profile) -> serde_json::Value {
    let mut out = serde_json::Map::new();
    let mut put = |key: &str, value: serde_json::Value| out.insert(key.to_owned(), value);
    put("organisation", serde_json::json!(profile.organisation));
    put("licences", serde_json::json!(profile.licences));
    put("class", serde_json::json!(profile.class));
    for (field, value) in &profile.figures {
        put(field, plain_value(value));
    }
    let by_licence: BTreeMap<_, BTreeMap<_, _>> = profile
        .by_licence
        .iter()
        .map(|(licence, figures)| {
            (
                licence,
                figures.iter().map(|(f, v)| (f, plain_value(v))).collect(),
            )
        })
        .collect();
    put("by_licence", serde_json::json!(by_licence));
    put("figure_sources", serde_json::json!(profile.figure_sources));
    put("assessment", serde_json::json!(profile.assessment));
    put(
        "conditions",
        serde_json::json!(with_answer(&profile.conditions, Tri::Yes)),
    );
    put(
        "conditions_unasked",
        serde_json::json!(with_answer(&profile.conditions, Tri::Unasked)),
    );
    let systems: Vec<SystemFile> = profile.systems.iter().map(SystemFile::from).collect();
    put("systems", serde_json::json!(systems));
    serde_json::Value::Object(out)
}

fn with_answer(conditions: &BTreeMap<String, Tri>, answer: Tri) -> Vec<&String> {
    conditions
        .iter()
        .filter(|(_, given)| **given == answer)
        .map(|(id, _)| id)
        .collect()
}

fn plain_value(value: &FieldValue) -> serde_json::Value {
    match value {
        FieldValue::Number(number) => serde_json::json!(number),
        FieldValue::Grade(grade) => match grade.parse::<u32>() {
            Ok(number) => serde_json::json!(number),
            Err(_) => serde_json::json!(grade),
        },
        FieldValue::Flag(flag) => serde_json::json!(flag),
    }
}

/// A system as a profile file writes it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemFile {
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
    #[serde(default)]
    conditions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions_unasked: Vec<String>,
}

impl From<&System> for SystemFile {
    fn from(system: &System) -> Self {
        let list = |answer| {
            with_answer(&system.conditions, answer)
                .into_iter()
                .cloned()
                .collect()
        };
        Self {
            id: system.id.clone(),
            name: system.name.clone(),
            core: system.core,
            core_reason: system.core_reason.clone(),
            core_confirmed_by: system.core_confirmed_by.clone(),
            core_confirmed_on: system.core_confirmed_on.clone(),
            conditions: list(Tri::Yes),
            conditions_unasked: list(Tri::Unasked),
        }
    }
}

fn read_systems(systems: Vec<SystemFile>, pack: &Pack) -> Result<Vec<System>> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(systems.len());
    for (index, system) in systems.into_iter().enumerate() {
        let path = format!("systems[{index}]");
        system_id_is_sane(&format!("{path}.id"), &system.id)?;
        if !seen.insert(system.id.clone()) {
            return error(
                format!("{path}.id"),
                format!("the system id `{}` is used twice", system.id),
            );
        }
        name_is_sane(&format!("{path}.name"), &system.name)?;
        date_is_real(&format!("{path}.core_confirmed_on"), &system.core_confirmed_on)?;
        let prefix = format!("{path}.");
        let conditions = conditions(
            &prefix,
            &system.conditions,
            &system.conditions_unasked,
            pack,
            true,
        )?;
        out.push(System {
            uid: String::new(),
            position: 0,
            id: system.id,
            name: system.name,
            core: system.core,
            core_reason: system.core_reason,
            core_confirmed_by: system.core_confirmed_by,
            core_confirmed_on: system.core_confirmed_on,
            conditions,
        });
    }
    Ok(out)
}

/// Checks a system id: letters, digits, `-`, `_` and `.` or other visible characters without white
/// space, and not the word that stands for the organisation.
pub fn system_id_is_sane(path: &str, id: &str) -> Result<()> {
    if id == ORGANISATION_TARGET {
        return error(
            path,
            "`organisation` stands for the firm itself; choose another system id",
        );
    }
    let bad = id.is_empty()
        || id.chars().count() > 64
        || id.chars().any(|c| c.is_whitespace() || crate::text::is_unsafe(c));
    if bad {
        return error(path, "a system id has 1 to 64 visible characters and no spaces");
    }
    Ok(())
}

fn name_is_sane(path: &str, name: &str) -> Result<()> {
    if name.chars().count() > MAX_NAME {
        return error(
            path,
            format!("longer than {MAX_NAME} characters; shorten the name"),
        );
    }
    Ok(())
}

fn conditions(
    prefix: &str,
    yes: &[String],
    unasked: &[String],
    pack: &Pack,
    inside_system: bool,
) -> Result<BTreeMap<String, Tri>> {
    let mut out = BTreeMap::new();
    let lists = [
        ("conditions", yes, Tri::Yes),
        ("conditions_unasked", unasked, Tri::Unasked),
    ];
    for (list, ids, answer) in lists {
        for (index, id) in ids.iter().enumerate() {
            let path = format!("{prefix}{list}[{index}]");
            let Some(condition) = pack.condition(id) else {
                return error(
                    path,
                    format!("there is no condition `{id}` in this pack; see `zicha checklist show`"),
                );
            };
            if inside_system && condition.level == ConditionLevel::Organisation {
                return error(
                    path,
                    format!("`{id}` is asked once for the firm; move it to the top-level `conditions`"),
                );
            }
            if answer == Tri::Unasked && out.get(id) == Some(&Tri::Yes) {
                return error(
                    path,
                    format!("`{id}` stands in `conditions` too; keep it in one list"),
                );
            }
            out.insert(id.clone(), answer);
        }
    }
    Ok(out)
}

fn licences(ids: Vec<String>, pack: &Pack) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        if pack.licence(&id).is_none() {
            let known: Vec<&str> = pack.licences.iter().map(|licence| licence.id.as_str()).collect();
            return error(
                format!("licences[{index}]"),
                format!("`{id}` is not one of {}", known.join(", ")),
            );
        }
        if !out.contains(&id) {
            out.push(id);
        }
    }
    Ok(out)
}

fn by_licence(
    raw: BTreeMap<String, RawObject>,
    pack: &Pack,
) -> Result<BTreeMap<String, BTreeMap<String, FieldValue>>> {
    let mut out = BTreeMap::new();
    for (licence, figures) in raw {
        let path = format!("by_licence.{licence}");
        if pack.licence(&licence).is_none() {
            return error(path, format!("`{licence}` is not a licence of this pack"));
        }
        let mut values = BTreeMap::new();
        for (id, raw) in figures {
            let path = format!("{path}.{id}");
            let Some(field) = pack.profile_field(&id).filter(|field| field.per_licence) else {
                return error(
                    path,
                    "only percentages of the firm's own trading and customers differ by licence",
                );
            };
            if let Some(value) = field_value(raw.get(), &path, field)? {
                values.insert(id, value);
            }
        }
        out.insert(licence, values);
    }
    Ok(out)
}

fn figure_sources(
    raw: BTreeMap<String, FigureSource>,
    pack: &Pack,
) -> Result<BTreeMap<String, FigureSource>> {
    for field in raw.keys() {
        if pack.profile_field(field).is_none() {
            return error(format!("figure_sources.{field}"), unknown_key(pack));
        }
    }
    Ok(raw)
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
        return error("assessment.to", "the last day lies before the first");
    }
    Ok(period)
}

/// Checks that a date is empty or a real day written `YYYY-MM-DD`.
pub fn date_is_real(path: &str, date: &str) -> Result<()> {
    let real = date.len() == 10 && chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok();
    if date.is_empty() || real {
        return Ok(());
    }
    error(path, format!("`{date}` is not a day; write it like 2026-12-31"))
}

/// Reads the value of a profile field; `null` is unknown.
fn field_value(raw: &str, path: &str, field: &ProfileField) -> Result<Option<FieldValue>> {
    if raw == "null" {
        return Ok(None);
    }
    match field.kind {
        FieldKind::Amount | FieldKind::Percent => number(read(raw, path)?, path, field.kind).map(Some),
        FieldKind::Boolean => Ok(Some(FieldValue::Flag(read(raw, path)?))),
        FieldKind::Grade => grade(raw, path).map(Some),
    }
}

/// Why a number cannot be a figure of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// Below zero.
    Negative,
    /// A percentage above one hundred.
    OverHundred,
    /// An amount with a fraction.
    NotWhole,
    /// An amount above any real one.
    TooLarge,
}

/// What is wrong with a number as a whole amount of New Taiwan dollars or as a percentage.
pub fn number_fault(number: &Decimal, kind: FieldKind) -> Option<NumberFault> {
    let too_large = || *number > Decimal::from(MAX_AMOUNT);
    match kind {
        _ if number.is_negative() => Some(NumberFault::Negative),
        FieldKind::Percent if *number > Decimal::from(100) => Some(NumberFault::OverHundred),
        FieldKind::Amount if !number.is_integer() => Some(NumberFault::NotWhole),
        FieldKind::Amount if too_large() => Some(NumberFault::TooLarge),
        _ => None,
    }
}

/// Checks a number for its kind: a whole amount of New Taiwan dollars or a percentage.
pub fn number(number: Decimal, path: &str, kind: FieldKind) -> Result<FieldValue> {
    match number_fault(&number, kind) {
        None => Ok(FieldValue::Number(number)),
        Some(NumberFault::Negative) => error(path, format!("{number} is negative; a figure is 0 or more")),
        Some(NumberFault::OverHundred) => error(path, format!("{number} is more than 100 percent")),
        Some(NumberFault::NotWhole) => error(
            path,
            format!("{number} is not a whole amount of New Taiwan dollars"),
        ),
        Some(NumberFault::TooLarge) => error(
            path,
            format!("{number} is larger than any real amount; check it for a slip"),
        ),
    }
}

fn grade(raw: &str, path: &str) -> Result<FieldValue> {
    let message =
        "a grade is a whole number from 1 to 9, \"none\" where the annex does not list the firm, or null";
    let text = read::<serde_json::Value>(raw, path)?;
    let grade = match text {
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(number) => number.to_string(),
        _ => return error(path, message),
    };
    let is_number = matches!(grade.parse::<u8>(), Ok(1..=9)) && grade.len() == 1;
    if grade == "none" || is_number {
        Ok(FieldValue::Grade(grade))
    } else {
        error(path, message)
    }
}

fn unknown_key(pack: &Pack) -> String {
    let fields: Vec<&str> = pack
        .profile_fields
        .iter()
        .map(|field| field.id.as_str())
        .collect();
    format!("unknown key; the figures of this pack are {}", fields.join(", "))
}

/// Reads one JSON value and puts `path` before the path of any fault inside it.
fn read<T: DeserializeOwned>(json: &str, path: &str) -> Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|fault| {
        let inner = fault.path().to_string();
        let separator = if inner.starts_with('[') { "" } else { "." };
        let path = match inner.as_str() {
            "." => path.to_owned(),
            _ if path == "$" => inner,
            _ => format!("{path}{separator}{inner}"),
        };
        ProfileError {
            path,
            message: fault.inner().to_string(),
        }
    })?;
    match deserializer.end() {
        Ok(()) => Ok(value),
        Err(fault) => error(path, fault.to_string()),
    }
}

/// An object whose keys are refused when one stands twice, because the second would silently win.
struct UniqueKeys(RawObject);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = UniqueKeys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(
                self,
                mut map: M,
            ) -> std::result::Result<UniqueKeys, M::Error> {
                let mut object = RawObject::new();
                while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if object.insert(key.clone(), value).is_some() {
                        return Err(serde::de::Error::custom(format!("the key `{key}` stands twice")));
                    }
                }
                Ok(UniqueKeys(object))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
