//! 附錄三 佐證資料索引: every piece of evidence with its hash, its state and what it serves.

use std::collections::BTreeMap;

use super::asked;
use super::view::{View, evidence_anchor};
use crate::lang::{date_words, evidence_kind_name, sensitivity_name};
use crate::model::assessment::{CustodyStep, Evidence, EvidenceKind, Link};
use crate::model::pack::ClauseId;
use crate::model::reporting::EvidenceState;
use crate::model::scope::Target;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The annex.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut evidence: Vec<&Evidence> = view.input.assessment.evidence.values().collect();
    evidence.sort_by_key(|evidence| evidence.number);
    let mut blocks = vec![
        Block::heading(1, view.tr("report.evidence"))
            .anchor("evidence")
            .into(),
    ];
    match evidence.is_empty() {
        true => blocks.push(Block::paragraph(view.tr("report.evidence_none")).into()),
        false => blocks.extend(index(view, evidence)),
    }
    blocks.extend(asked::blocks(view));
    blocks
}

/// The index itself.
fn index(view: &View<'_>, evidence: Vec<&Evidence>) -> Vec<Block> {
    let mut blocks: Vec<Block> = vec![Block::paragraph(view.tr("report.evidence_intro")).into()];
    // Gathered once: there may be ten thousand pieces.
    let mut links: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in view.input.assessment.links.values() {
        links.entry(&link.evidence).or_default().push(link);
    }
    // What a piece serves is the longest cell by far: many checks, each with page and purpose.
    let columns = [
        Column::new(view.tr("report.evidence_number"), 0.85),
        Column::new(view.tr("report.evidence_what"), 2.9),
        Column::new(view.tr("report.evidence_dates"), 1.35),
        Column::new(view.tr("report.evidence_state"), 1.0),
        Column::new(view.tr("report.evidence_clauses"), 3.4),
    ];
    blocks.push(
        Table::new(columns)
            .rows(evidence.into_iter().map(|one| {
                let ties = links.get(one.uid.as_str()).map(Vec::as_slice).unwrap_or_default();
                row(view, one, ties)
            }))
            .into(),
    );
    blocks
}

fn row(view: &View<'_>, evidence: &Evidence, links: &[&Link]) -> Row {
    Row::new([
        Cell::from(Text::default().bold(evidence.label())),
        Cell::from(what(view, evidence)),
        Cell::from(dates(view, evidence)),
        state(view, evidence),
        Cell::from(serves(view, links)),
    ])
    .anchor(evidence_anchor(&evidence.uid))
}

/// Title, kind and place, what is known of it, hash.
fn what(view: &View<'_>, evidence: &Evidence) -> Text {
    let kind = evidence_kind_name(evidence.kind, view.lang);
    let place = evidence.shown_location();
    let title = if evidence.title.is_empty() {
        place
    } else {
        &evidence.title
    };
    let mut words = Text::default().bold(title).plain("\n");
    let labelled = view.labelled(kind, "");
    words = words.tone(Tone::Muted, labelled);
    words = match evidence.kind {
        EvidenceKind::Url => words.uri(place, place),
        _ => words.plain(place),
    };
    let facts = facts(view, evidence);
    if !facts.is_empty() {
        words = words.plain("\n").plain(facts.join(view.tr("report.semicolon")));
    }
    for step in &evidence.custody {
        words = words.plain("\n").plain(custody(view, step));
    }
    match &evidence.sha256 {
        Some(hash) => words.plain("\n").tone(Tone::Muted, format!("SHA-256 {hash}")),
        None => words,
    }
}

/// Version, issuer, sensitivity, keeper, who attached it, when the file was last changed, size.
fn facts(view: &View<'_>, evidence: &Evidence) -> Vec<String> {
    let mut facts = Vec::new();
    let mut named = |id: &'static str, words: &str| {
        if !words.is_empty() {
            facts.push(view.fill(id, &[("name", words)]));
        }
    };
    named("report.evidence_version", &evidence.version);
    named("report.evidence_issuer", &evidence.issuer);
    if let Some(level) = evidence.sensitivity {
        named("report.evidence_sensitivity", sensitivity_name(level, view.lang));
    }
    named("report.evidence_custodian", &evidence.custodian);
    let attached = [
        evidence.attached_by.as_str(),
        &date_words(&evidence.attached_at, view.lang),
    ];
    let attached: Vec<&str> = attached.into_iter().filter(|words| !words.is_empty()).collect();
    named("annex.evidence_attached", &attached.join(" "));
    let modified = evidence.modified.as_deref().unwrap_or_default();
    named("annex.evidence_modified", &date_words(modified, view.lang));
    if let Some(files) = evidence.files {
        facts.push(view.fill("report.evidence_files", &[("count", &files.to_string())]));
    }
    if let Some(size) = evidence.size {
        facts.push(view.fill("report.evidence_size", &[("size", &size.to_string())]));
    }
    facts
}

/// One hand-over: when, from whom to whom, what for.
fn custody(view: &View<'_>, step: &CustodyStep) -> String {
    let date = date_words(&step.on, view.lang);
    let (from, to) = (view.or_not_given(&step.from), view.or_not_given(&step.to));
    let words = view.fill(
        "report.evidence_custody",
        &[("date", &date), ("from", from), ("to", to)],
    );
    match step.purpose.is_empty() {
        true => words,
        false => words + &view.bracketed(&step.purpose),
    }
}

fn dates(view: &View<'_>, evidence: &Evidence) -> String {
    let dated = match evidence.dated.is_empty() {
        true => view.tr("report.evidence_undated").to_owned(),
        false => date_words(&evidence.dated, view.lang),
    };
    let mut lines = vec![dated];
    if !evidence.covers_from.is_empty() || !evidence.covers_to.is_empty() {
        let day = |day: &str| match day.is_empty() {
            true => view.tr("report.evidence_open").to_owned(),
            false => date_words(day, view.lang),
        };
        let (from, to) = (day(&evidence.covers_from), day(&evidence.covers_to));
        lines.push(view.fill("report.evidence_covers", &[("from", &from), ("to", &to)]));
    }
    if !evidence.valid_until.is_empty() {
        let until = date_words(&evidence.valid_until, view.lang);
        lines.push(view.fill("report.evidence_valid", &[("date", &until)]));
    }
    lines.join("\n")
}

fn state(view: &View<'_>, evidence: &Evidence) -> Cell {
    let Some(state) = view.input.evidence_states.get(&evidence.uid) else {
        return Text::default()
            .tone(Tone::Muted, view.tr("report.evidence_unseen"))
            .into();
    };
    let id = match state {
        EvidenceState::Ok if evidence.kind.is_hashed() => "report.evidence_ok",
        EvidenceState::Ok => "report.evidence_reference",
        EvidenceState::Changed => "report.evidence_changed",
        EvidenceState::Missing => "report.evidence_missing",
        EvidenceState::Unreadable => "report.evidence_unreadable",
        EvidenceState::Expired => "report.evidence_expired",
        EvidenceState::OutsidePeriod => "report.evidence_outside_period",
        EvidenceState::NotAFile => "report.evidence_not_a_file",
    };
    match state {
        EvidenceState::Ok => text(view.tr(id)).into(),
        _ => Cell::shaded(Text::default().bold(view.tr(id)), Tone::Alert),
    }
}

/// The checks a piece serves, with the item of the evidence list, the place in it and what it
/// proves. Systems for which all of that is the same stand together.
fn serves(view: &View<'_>, links: &[&Link]) -> Text {
    if links.is_empty() {
        return Text::default().tone(Tone::Muted, view.tr("report.evidence_unlinked"));
    }
    // By clause and target, so that the order does not hang on random uids.
    let mut ordered: BTreeMap<_, Vec<&Target>> = BTreeMap::new();
    for link in links {
        let same = (link.clause, &link.item, &link.locator, &link.proves);
        ordered.entry(same).or_default().push(&link.target);
    }
    view.lines(
        ordered
            .into_iter()
            .map(|((clause, item, locator, proves), mut targets)| {
                targets.sort();
                targets.dedup();
                let systems = targets
                    .into_iter()
                    .filter(|target| matches!(target, Target::System(_)))
                    .map(|target| view.target(target));
                let systems = view.list(systems);
                let mut words = view.to_clause(clause, clause.to_string());
                if !systems.is_empty() {
                    words = words.plain(" ").plain(systems);
                }
                let item = item.as_deref().map(|item| item_name(view, clause, item));
                let about = view.list(
                    [item.unwrap_or_default(), locator]
                        .into_iter()
                        .filter(|words| !words.is_empty()),
                );
                if !about.is_empty() {
                    words = words.tone(Tone::Muted, view.bracketed(&about));
                }
                match proves.is_empty() {
                    true => words,
                    false => words
                        .plain("\n")
                        .plain(view.fill("report.evidence_proves", &[("words", proves)])),
                }
            }),
    )
}

fn item_name<'a>(view: &View<'a>, clause: ClauseId, item: &str) -> &'a str {
    let known = view
        .clause(clause)
        .and_then(|clause| clause.evidence.iter().find(|known| known.id == item));
    known.map_or("", |known| view.lang.pick(&known.zh_tw, &known.en))
}
