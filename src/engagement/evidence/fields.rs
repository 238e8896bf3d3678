//! What people write about evidence: checked before it is stored, each field named where it does
//! not hold.

use crate::engagement::request::{EvidenceDraft, EvidenceFields};
use crate::error::{Error, Result};
use crate::model::assessment::{CustodyStep, Evidence, EvidenceKind, Interview};
use crate::model::profile_file::date_is_real;

/// Longest path, address or document number, in characters.
const MAX_LOCATION: usize = 4096;
/// Longest text of a field, in characters.
const MAX_TEXT: usize = 100_000;

/// The evidence a draft describes, without uid, number, author and what a file shows.
pub(super) fn of_draft(draft: &EvidenceDraft) -> Result<Evidence> {
    let location = draft.location.trim();
    check_location(draft.kind, location)?;
    let evidence = Evidence {
        kind: draft.kind,
        title: draft.title.trim().to_owned(),
        location: location.to_owned(),
        dated: draft.dated.clone(),
        valid_until: draft.valid_until.clone(),
        version: draft.version.trim().to_owned(),
        issuer: draft.issuer.trim().to_owned(),
        covers_from: draft.covers_from.clone(),
        covers_to: draft.covers_to.clone(),
        sensitivity: draft.sensitivity,
        interview: draft
            .interview
            .clone()
            .filter(|given| *given != Interview::default()),
        custodian: draft.custodian.trim().to_owned(),
        ..Evidence::default()
    };
    check(&evidence)?;
    Ok(evidence)
}

/// Puts new values into evidence; the location of a file or folder is not put here, because it is
/// looked at first.
pub(super) fn put(evidence: &mut Evidence, fields: &EvidenceFields) -> Result<()> {
    if let Some(location) = fields.location.as_deref().map(str::trim) {
        check_location(evidence.kind, location)?;
        if !evidence.kind.is_hashed() {
            evidence.location = location.to_owned();
        }
    }
    let texts = [
        (&mut evidence.title, &fields.title),
        (&mut evidence.dated, &fields.dated),
        (&mut evidence.valid_until, &fields.valid_until),
        (&mut evidence.version, &fields.version),
        (&mut evidence.issuer, &fields.issuer),
        (&mut evidence.covers_from, &fields.covers_from),
        (&mut evidence.covers_to, &fields.covers_to),
        (&mut evidence.custodian, &fields.custodian),
    ];
    for (field, value) in texts {
        if let Some(value) = value {
            *field = value.trim().to_owned();
        }
    }
    if let Some(sensitivity) = fields.sensitivity {
        evidence.sensitivity = sensitivity;
    }
    if let Some(interview) = &fields.interview {
        evidence.interview = Some(interview.clone()).filter(|given| *given != Interview::default());
    }
    if let Some(custody) = &fields.custody {
        evidence.custody.clone_from(custody);
    }
    check(evidence)
}

/// Refuses what does not hold together.
fn check(evidence: &Evidence) -> Result<()> {
    check_dates(evidence)?;
    check_interview(evidence)?;
    check_custody(&evidence.custody)?;
    let said = evidence
        .interview
        .iter()
        .flat_map(|interview| [&interview.title, &interview.said]);
    let handed = evidence
        .custody
        .iter()
        .flat_map(|step| [&step.from, &step.to, &step.purpose]);
    let texts = [
        &evidence.title,
        &evidence.version,
        &evidence.issuer,
        &evidence.custodian,
    ];
    check_lengths(texts.into_iter().chain(said).chain(handed).map(String::as_str))
}

/// Refuses what is written at a tie where it is too long.
pub(super) fn check_tie(locator: &str, proves: &str) -> Result<()> {
    check_lengths([locator, proves])
}

fn check_lengths<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let long = |text: &&str| text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT;
    match texts.into_iter().find(long) {
        Some(text) => Err(Error::input("error.evidence_text_long")
            .with("limit", MAX_TEXT)
            .with("length", text.chars().count())
            .hint("error.hint_shorten")),
        None => Ok(()),
    }
}

fn check_location(kind: EvidenceKind, location: &str) -> Result<()> {
    if location.is_empty() {
        return Err(Error::input("error.evidence_nowhere").hint("error.hint_where_kept"));
    }
    let length = location.chars().count();
    if length > MAX_LOCATION {
        return Err(Error::input("error.location_too_long")
            .with("limit", MAX_LOCATION)
            .with("over", length - MAX_LOCATION)
            .hint("error.hint_shorten"));
    }
    let is_address = location.starts_with("https://") || location.starts_with("http://");
    if kind == EvidenceKind::Url && !is_address {
        return Err(Error::input("error.not_an_address")
            .with("given", location)
            .hint("error.hint_address"));
    }
    Ok(())
}

fn check_day(named: &'static str, day: &str) -> Result<()> {
    date_is_real(named, day).map_err(|fault| {
        Error::input(named)
            .saying("fault", fault.said)
            .hint("error.hint_evidence_kept")
    })
}

fn check_dates(evidence: &Evidence) -> Result<()> {
    check_day("error.evidence_dated", &evidence.dated)?;
    check_day("error.evidence_valid_until", &evidence.valid_until)?;
    check_day("error.evidence_covers_from", &evidence.covers_from)?;
    check_day("error.evidence_covers_to", &evidence.covers_to)?;
    in_order(
        "error.covers_reversed",
        &evidence.covers_from,
        &evidence.covers_to,
    )?;
    in_order("error.validity_reversed", &evidence.dated, &evidence.valid_until)
}

/// Refuses two days of which the later comes first; either may be open.
fn in_order(said: &'static str, first: &str, second: &str) -> Result<()> {
    if first.is_empty() || second.is_empty() || first <= second {
        return Ok(());
    }
    Err(Error::input(said)
        .with("first", first)
        .with("second", second)
        .hint("error.hint_evidence_kept"))
}

fn check_interview(evidence: &Evidence) -> Result<()> {
    let Some(interview) = &evidence.interview else {
        return Ok(());
    };
    if evidence.kind != EvidenceKind::Interview {
        return Err(Error::input("error.no_interview").hint("error.hint_interview"));
    }
    check_day("error.evidence_confirmed_on", &interview.confirmed_on)?;
    in_order("error.confirmed_before", &evidence.dated, &interview.confirmed_on)
}

fn check_custody(steps: &[CustodyStep]) -> Result<()> {
    let mut last = "";
    for step in steps {
        check_day("error.evidence_custody_on", &step.on)?;
        let nobody = step.from.trim().is_empty() && step.to.trim().is_empty();
        if step.on.is_empty() || nobody {
            return Err(Error::input("error.custody_incomplete").hint("error.hint_custody"));
        }
        in_order("error.custody_order", last, &step.on)?;
        last = &step.on;
    }
    Ok(())
}
