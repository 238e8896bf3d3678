//! `zicha classify`: the class of a firm and why.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::arguments::PackFolder;
use super::context::Context;
use super::output::Reply;
use super::profile;
use crate::engagement::packs;
use crate::error::Result;
use crate::lang::{Lang, class_result_name, classification_reasons};
use crate::model::classify::{ClassResult, ClassificationResult, ForeignRegime, classify};
use crate::model::pack::Pack;
use crate::model::profile::Profile;

#[derive(Debug, Args)]
pub(super) struct ClassifyArguments {
    #[arg(long, value_name = "P.json")]
    profile: PathBuf,
    #[command(flatten)]
    pack: PackFolder,
}

/// The JSON of a classification.
#[derive(Serialize)]
struct ClassificationRow<'a> {
    class: ClassResult,
    criterion: &'a str,
    licence: Option<&'a str>,
    reasons: Vec<String>,
    missing: &'a [String],
    foreign_regime: ForeignRegime,
    /// What the rules give where the class was set by hand.
    computed: ClassResult,
    remarks: Vec<&'a str>,
}

pub(super) fn run(context: &Context, arguments: &ClassifyArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let profile = profile::read(&arguments.profile, &pack)?;
    let result = classify(&pack, &profile);
    let row = ClassificationRow {
        class: result.class,
        criterion: &result.criterion,
        licence: result.licence.as_deref(),
        reasons: classification_reasons(&pack, &result, context.lang),
        missing: &result.missing,
        foreign_regime: result.foreign_regime,
        computed: result.computed,
        remarks: remarks(&pack, &profile, context.lang),
    };
    Ok(context.data(&row, || words(context, &pack, &profile, &result, &row)))
}

/// The remarks of the pack on the firm's licences.
fn remarks<'a>(pack: &'a Pack, profile: &Profile, lang: Lang) -> Vec<&'a str> {
    pack.classification
        .remarks
        .iter()
        .filter(|remark| profile.licences.contains(&remark.licence))
        .map(|remark| lang.of(&remark.text))
        .collect()
}

fn words(
    context: &Context,
    pack: &Pack,
    profile: &Profile,
    result: &ClassificationResult,
    row: &ClassificationRow<'_>,
) -> String {
    let class = class_result_name(pack, result.class, context.lang);
    let mut lines = vec![context.fill(
        "cli.classified",
        &[("organisation", &profile.organisation.name), ("class", &class)],
    )];
    lines.extend(row.reasons.iter().map(|reason| format!("- {reason}")));
    lines.extend(row.remarks.iter().map(|remark| format!("- {remark}")));
    lines.push(context.lang.of(&pack.notices.yardstick).to_owned());
    lines.join("\n")
}
