//! The model with the built-in pack: what class a firm has, what binds it, what a profile may say.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chain;
mod classification;
mod delta;
mod documents;
mod findings;
mod history;
mod missing_figures;
mod profile_errors;
mod profile_round_trip;
mod references;
mod scope;
mod scope_conditions;
mod score;
mod search;
mod self_check;

use std::sync::LazyLock;

use serde_json::Value;
use zicha::model::classify::{ClassificationResult, classify};
use zicha::model::pack::Pack;
use zicha::model::profile::Profile;
use zicha::model::profile_file::parse;

/// The built-in pack.
static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());

/// The profile that this text describes.
fn profile(json: &str) -> Profile {
    parse(json, &PACK).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

/// The classification of the profile that this text describes.
fn classified(json: &str) -> ClassificationResult {
    classify(&PACK, &profile(json))
}

/// A profile of these licences with figures given as raw JSON, so that numbers keep their digits.
fn firm(licences: &[&str], figures: &[(&str, &str)]) -> String {
    let mut text = format!("{{\"licences\": {}", Value::from(licences.to_vec()));
    for (field, value) in figures {
        text += &format!(", \"{field}\": {value}");
    }
    text + "}"
}
