//! 封面: whose assessment, of what, for which period, in which state.

use super::view::View;
use crate::lang::moment_words;
use crate::model::reporting::Detail;
use crate::report::blocks::{Cover, Text};

/// Digits of a SHA-256 that name a version to people; the whole stands in the annex.
const SHORT_HASH: usize = 16;
/// Digits of the assessment's digest in the document number.
const NUMBER_HASH: usize = 8;

/// The cover page.
pub(super) fn cover(view: &View<'_>) -> Cover {
    let input = view.input;
    let profile = view.profile();
    let guideline = input.lang.of(&input.pack.title);
    let number = view.fill("report.cover_number", &[("number", &document_number(view))]);
    Cover {
        above: format!("{}　　{number}", view.tr("report.cover_confidential")),
        organisation: profile.organisation.name.clone(),
        title: view.tr("report.name").to_owned(),
        subtitle: view.fill("report.cover_subtitle", &[("guideline", guideline)]),
        facts: facts(view),
        notice: view.tr("report.notice").into(),
    }
}

fn facts(view: &View<'_>) -> Vec<(String, Text)> {
    let input = view.input;
    let profile = view.profile();
    let assessment = &profile.assessment;
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    if !profile.organisation.tax_id.is_empty() {
        facts.push(("report.cover_tax_id", profile.organisation.tax_id.clone()));
    }
    facts.push(("report.period", view.period()));
    facts.push(("report.as_of", view.date(&assessment.as_of)));
    facts.push((
        "report.prepared_by",
        view.or_not_given(&assessment.prepared_by).to_owned(),
    ));
    facts.push(("report.made_at", moment_words(&input.created, input.lang)));
    facts.push(("report.state", state(view)));
    facts.push(("report.pack", pack(view)));
    match input.options.detail {
        Detail::Full => {}
        Detail::Management => facts.push((
            "report.cover_edition",
            view.tr("report.cover_management").to_owned(),
        )),
        Detail::WorkingPapers => facts.push((
            "report.cover_edition",
            view.tr("report.cover_working_papers").to_owned(),
        )),
    }
    facts
        .into_iter()
        .map(|(id, value)| (view.tr(id).to_owned(), value.into()))
        .collect()
}

/// Date of the findings and the beginning of the assessment's digest: the same assessment keeps its number.
fn document_number(view: &View<'_>) -> String {
    let as_of = &view.profile().assessment.as_of;
    let day = if as_of.is_empty() {
        view.today()
    } else {
        as_of.clone()
    };
    let day: String = day.chars().filter(char::is_ascii_digit).collect();
    let digest: String = view.input.digest.chars().take(NUMBER_HASH).collect();
    format!("{day}-{digest}")
}

/// Draft, or who signed as preparer.
pub(super) fn state(view: &View<'_>) -> String {
    match view.input.signer {
        Some(signer) => view.fill("report.state_signed", &[("signer", signer)]),
        None => view.tr("report.state_draft").to_owned(),
    }
}

/// Id, version and the beginning of the hash of the pack.
pub(super) fn pack(view: &View<'_>) -> String {
    let pack = view.input.pack;
    let short: String = view.input.pack_sha256.chars().take(SHORT_HASH).collect();
    let values = [
        ("id", pack.id.as_str()),
        ("version", &pack.version),
        ("short", &short),
    ];
    view.fill("report.pack_value", &values)
}
