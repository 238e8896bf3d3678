//! 附錄三 佐證資料索引: every piece of evidence with its hash, its state and what it serves.

use std::collections::BTreeMap;

use super::view::{View, evidence_anchor};
use crate::lang::{date_words, evidence_kind_name};
use crate::model::assessment::{Evidence, EvidenceKind, Link};
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
    if evidence.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.evidence_none")).into());
        return blocks;
    }
    blocks.push(Block::paragraph(view.tr("report.evidence_intro")).into());
    let columns = [
        Column::new(view.tr("report.evidence_number"), 0.9),
        Column::new(view.tr("report.evidence_what"), 3.7),
        Column::new(view.tr("report.evidence_dates"), 1.5),
        Column::new(view.tr("report.evidence_state"), 1.2),
        Column::new(view.tr("report.evidence_clauses"), 2.0),
    ];
    blocks.push(
        Table::new(columns)
            .rows(evidence.into_iter().map(|one| row(view, one)))
            .into(),
    );
    blocks
}

fn row(view: &View<'_>, evidence: &Evidence) -> Row {
    Row::new([
        Cell::from(Text::default().bold(evidence.label())),
        Cell::from(what(view, evidence)),
        Cell::from(dates(view, evidence)),
        state(view, evidence),
        Cell::from(serves(view, evidence)),
    ])
    .anchor(evidence_anchor(&evidence.uid))
}

/// Title, kind and place, size, keeper, hash.
fn what(view: &View<'_>, evidence: &Evidence) -> Text {
    let kind = evidence_kind_name(evidence.kind, view.lang);
    let place = shown_location(evidence);
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
    let mut more = Vec::new();
    if let Some(size) = evidence.size {
        more.push(view.fill("report.evidence_size", &[("size", &size.to_string())]));
    }
    if !evidence.custodian.is_empty() {
        more.push(view.fill("report.evidence_custodian", &[("name", &evidence.custodian)]));
    }
    if !more.is_empty() {
        words = words.plain("\n").plain(more.join(view.tr("report.semicolon")));
    }
    match &evidence.sha256 {
        Some(hash) => words.plain("\n").tone(Tone::Muted, format!("SHA-256 {hash}")),
        None => words,
    }
}

/// Where evidence is kept, without the folders of the machine: of an absolute path the file name alone.
pub fn shown_location(evidence: &Evidence) -> &str {
    let location = evidence.location.as_str();
    let drive = location.as_bytes().get(1) == Some(&b':');
    let is_file_address = location
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    let absolute = drive || is_file_address || location.starts_with(['/', '\\', '~']);
    let climbs = location.split(['/', '\\']).any(|step| step == "..");
    let is_path = evidence.kind == EvidenceKind::File || absolute;
    match is_path && (absolute || climbs) {
        true => location
            .trim_end_matches(['/', '\\'])
            .rsplit(['/', '\\', ':'])
            .next()
            .unwrap_or_default(),
        false => location,
    }
}

fn dates(view: &View<'_>, evidence: &Evidence) -> String {
    let dated = match evidence.dated.is_empty() {
        true => view.tr("report.evidence_undated").to_owned(),
        false => date_words(&evidence.dated, view.lang),
    };
    match evidence.valid_until.is_empty() {
        true => dated,
        false => {
            let until = date_words(&evidence.valid_until, view.lang);
            format!(
                "{dated}\n{}",
                view.fill("report.evidence_valid", &[("date", &until)])
            )
        }
    }
}

fn state(view: &View<'_>, evidence: &Evidence) -> Cell {
    let Some(state) = view.input.evidence_states.get(&evidence.uid) else {
        return Text::default()
            .tone(Tone::Muted, view.tr("report.evidence_unseen"))
            .into();
    };
    let id = match state {
        EvidenceState::Ok if evidence.kind == EvidenceKind::File => "report.evidence_ok",
        EvidenceState::Ok => "report.evidence_reference",
        EvidenceState::Changed => "report.evidence_changed",
        EvidenceState::Missing => "report.evidence_missing",
        EvidenceState::Expired => "report.evidence_expired",
        EvidenceState::OutsidePeriod => "report.evidence_outside_period",
        EvidenceState::NotAFile => "report.evidence_not_a_file",
    };
    match state {
        EvidenceState::Ok => text(view.tr(id)).into(),
        _ => Cell::shaded(Text::default().bold(view.tr(id)), Tone::Alert),
    }
}

/// The checks a piece serves, with the item of the evidence list and the place in it.
fn serves(view: &View<'_>, evidence: &Evidence) -> Text {
    let links = view
        .input
        .assessment
        .links
        .values()
        .filter(|link| link.evidence == evidence.uid);
    // By clause and target, so that the order does not hang on random uids.
    let mut ordered: BTreeMap<_, &Link> = BTreeMap::new();
    for link in links {
        ordered.insert((link.clause, &link.target, &link.item, &link.locator), link);
    }
    if ordered.is_empty() {
        return Text::default().tone(Tone::Muted, view.tr("report.evidence_unlinked"));
    }
    let mut all = Text::default();
    for link in ordered.into_values() {
        if !all.is_empty() {
            all = all.plain("\n");
        }
        all = all.then(served(view, link));
    }
    all
}

fn served(view: &View<'_>, link: &Link) -> Text {
    let mut words = view.to_clause(link.clause, link.clause.to_string());
    if let target @ Target::System(_) = &link.target {
        words = words.plain(" ").plain(view.target(target));
    }
    let item = link.item.as_deref().and_then(|item| {
        let known = view
            .clause(link.clause)?
            .evidence
            .iter()
            .find(|known| known.id == item)?;
        Some(view.lang.pick(&known.zh_tw, &known.en))
    });
    let about = view.list(
        [item.unwrap_or_default(), &link.locator]
            .into_iter()
            .filter(|w| !w.is_empty()),
    );
    match about.is_empty() {
        true => words,
        false => words.tone(Tone::Muted, view.bracketed(&about)),
    }
}
