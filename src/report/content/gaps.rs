//! 伍 缺失及建議事項: every gap with what was found, the recorded finding and what is proposed.

use super::accepted;
use super::finding::record;
use super::view::{View, finding_anchor};
use crate::lang::state_name;
use crate::model::assessment::Finding;
use crate::model::findings::in_order;
use crate::model::pack::Level;
use crate::model::reporting::Section;
use crate::model::scope::Target;
use crate::model::score::Gap;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The chapter.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, view.tr("report.gaps")).anchor("gaps").into()];
    blocks.extend(section(view, Level::Must, "report.gaps_deficiencies"));
    blocks.extend(section(view, Level::Should, "report.gaps_suggestions"));
    let others = others(view);
    if !others.is_empty() {
        blocks.push(Block::heading(2, view.tr("report.gaps_others")).into());
        blocks.push(Block::note(view.tr("report.gaps_others_note")).into());
        for finding in others {
            blocks.push(
                Block::heading(3, other_title(view, finding))
                    .anchor(finding_anchor(&finding.uid))
                    .into(),
            );
            let mut facts = criteria(view, finding);
            facts.extend(record(view, finding));
            blocks.push(Block::KeyValue(facts));
        }
    }
    blocks
}

/// A table that lists gaps.
fn table(view: &View<'_>, gaps: &[&Gap]) -> Table {
    let columns = [
        Column::new(view.tr("report.gap_no"), 0.95),
        Column::new(view.tr("report.gap_citation"), 1.8),
        Column::new(view.tr("report.gap_requirement"), 2.9),
        Column::new(view.tr("report.gap_target"), 2.2),
        Column::new(view.tr("report.gap_result"), 1.35),
    ];
    let rows = gaps.iter().map(|gap| {
        let key = &gap.key;
        Row::new([
            view.to(Section::Findings, gap_anchor(gap), number(view, gap)),
            text(view.cite(key.clause, key.part.as_deref())),
            text(format!("{} {}", key.clause, view.title(key.clause))),
            text(view.target(&key.target)),
            view.state(gap.state),
        ])
    });
    Table::new(columns).rows(rows)
}

/// 缺失 3 or 建議 1: the place of a gap among those of its level.
pub(super) fn number(view: &View<'_>, gap: &Gap) -> String {
    let same_level = view.gaps.iter().filter(|other| other.level == gap.level);
    let place = same_level.take_while(|other| other.key != gap.key).count() + 1;
    let id = match gap.level {
        Level::Must => "report.gap_number",
        _ => "report.suggestion_number",
    };
    view.fill(id, &[("number", &place.to_string())])
}

pub(super) fn gap_anchor(gap: &Gap) -> String {
    let key = &gap.key;
    format!(
        "gap-{}-{}-{}",
        key.clause,
        key.target,
        key.part.as_deref().unwrap_or_default()
    )
}

fn section(view: &View<'_>, level: Level, title: &'static str) -> Vec<Block> {
    let gaps: Vec<&Gap> = view.gaps.iter().filter(|gap| gap.level == level).collect();
    let mut blocks = vec![Block::heading(2, view.tr(title)).into()];
    if gaps.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.gaps_none")).into());
        return blocks;
    }
    blocks.push(table(view, &gaps).into());
    for gap in gaps {
        blocks.extend(details(view, gap));
    }
    blocks
}

fn details(view: &View<'_>, gap: &Gap) -> Vec<Block> {
    let key = &gap.key;
    let findings = view.findings(key.clause, &key.target);
    let mut blocks = vec![Block::anchor(gap_anchor(gap))];
    // A finding is described at its first gap; further checks and parts lead there.
    let (here, elsewhere): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| view.first_gap(finding).is_some_and(|first| first.key == *key));
    blocks.extend(
        here.iter()
            .map(|finding| Block::anchor(finding_anchor(&finding.uid))),
    );
    blocks.push(Block::heading(3, title(view, gap)).into());
    let mut facts = facts(view, gap);
    if findings.is_empty() {
        facts.extend(fix(view, gap));
    }
    for finding in here {
        facts.extend(record(view, finding));
    }
    if !elsewhere.is_empty() {
        let labels = view.joined(elsewhere.into_iter().map(|finding| view.to_finding(finding)));
        facts.push((text(view.tr("report.gap_record")), labels));
    }
    facts.extend(flags(view, gap));
    blocks.push(Block::KeyValue(facts));
    blocks
}

fn title(view: &View<'_>, gap: &Gap) -> String {
    let (number, clause) = (number(view, gap), gap.key.clause.to_string());
    let mut values = vec![
        ("number", number.as_str()),
        ("clause", &clause),
        ("title", view.title(gap.key.clause)),
    ];
    match &gap.key.target {
        Target::Organisation => view.fill("report.gap_heading", &values),
        target => {
            values.push(("target", view.target(target)));
            view.fill("report.gap_heading_target", &values)
        }
    }
}

/// What every gap has: clause, level and result, requirement, what was found, evidence.
fn facts(view: &View<'_>, gap: &Gap) -> Vec<(Text, Text)> {
    let key = &gap.key;
    let kind = match gap.level {
        Level::Must => view.tr("report.deficiency"),
        _ => view.tr("report.suggestion"),
    };
    let result = text(view.level(gap.level))
        .plain(view.tr("report.semicolon"))
        .then(view.state(gap.state));
    let clause = view.clause(key.clause);
    let part = key.part.as_deref().and_then(|part| clause?.part(part));
    let requirement = part
        .map(|part| &part.requirement)
        .or(clause.map(|clause| &clause.requirement))
        .map_or("", |requirement| view.lang.of(requirement));
    let note = view.note_on(key);
    let found = match note.is_empty() {
        true => Text::default().tone(Tone::Muted, view.tr("report.gap_found_none")),
        false => text(note),
    };
    let cited = view.cite(key.clause, key.part.as_deref());
    let evidence = view.evidence_of(key.clause, &key.target);
    let mut facts = vec![
        ("report.gap_citation", view.to_clause(key.clause, cited)),
        ("report.gap_result", result.plain(view.bracketed(kind))),
        ("report.gap_requirement", text(requirement)),
        ("report.gap_found", found),
    ];
    if !evidence.is_empty() {
        facts.push(("report.gap_evidence", evidence));
    }
    facts
        .into_iter()
        .map(|(id, value)| (text(view.tr(id)), value))
        .collect()
}

/// What the pack proposes, marked as such.
fn fix(view: &View<'_>, gap: &Gap) -> Option<(Text, Text)> {
    let fix = &view.clause(gap.key.clause)?.fix;
    let lines: Vec<String> = match fix.as_slice() {
        [] => return None,
        [only] => vec![view.lang.of(only).to_owned()],
        several => {
            let numbered = several.iter().enumerate();
            numbered
                .map(|(index, words)| format!("{}. {}", index + 1, view.lang.of(words)))
                .collect()
        }
    };
    let words = text(lines.join("\n"))
        .plain("\n")
        .tone(Tone::Muted, view.tr("report.gap_fix_mark"));
    Some((text(view.tr("report.gap_fix")), words))
}

/// Accepted risk and alternative of a gap.
fn flags(view: &View<'_>, gap: &Gap) -> Vec<(Text, Text)> {
    let whole = crate::model::assessment::CheckKey {
        part: None,
        ..gap.key.clone()
    };
    let assessment = view.input.assessment;
    let Some(answer) = assessment.answer(&gap.key).or_else(|| assessment.answer(&whole)) else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    let alternative = accepted::alternative(view, answer);
    if !alternative.is_empty() {
        facts.push((text(view.tr("report.gap_alternative")), text(alternative)));
    }
    if let Some(risk) = &answer.risk_accepted {
        let words = text(view.or_not_given(&risk.reason))
            .plain("\n")
            .then(accepted::until(view, risk))
            .plain(view.tr("report.semicolon"))
            .then(text(accepted::approver(view, risk)));
        facts.push((text(view.tr("report.gap_risk")), words));
    }
    facts
}

/// Findings none of whose checks is a gap at present, by number.
fn others<'a>(view: &View<'a>) -> Vec<&'a Finding> {
    let mut others = in_order(view.input.assessment);
    others.retain(|finding| view.first_gap(finding).is_none());
    others
}

/// What a finding was measured against, and the evidence of its check.
fn criteria<'a>(view: &View<'a>, finding: &'a Finding) -> Vec<(Text, Text)> {
    let requirement = view
        .clause(finding.clause)
        .map_or("", |clause| view.lang.of(&clause.requirement));
    let cited = view.cite(finding.clause, None);
    let evidence = view.evidence_of(finding.clause, &finding.target);
    let mut facts = vec![
        (
            text(view.tr("report.gap_citation")),
            view.to_clause(finding.clause, cited),
        ),
        (text(view.tr("report.gap_requirement")), text(requirement)),
    ];
    if !evidence.is_empty() {
        facts.push((text(view.tr("report.gap_evidence")), evidence));
    }
    facts
}

fn other_title<'a>(view: &View<'a>, finding: &'a Finding) -> String {
    let check = view
        .checks(finding.clause)
        .find(|check| check.target.as_ref() == Some(&finding.target));
    let about = view.clause_and_target(finding.clause, &finding.target);
    match check {
        Some(check) => {
            let state = state_name(view.state_of(check), view.lang);
            format!("{}　{about} · {state}", finding.label())
        }
        None => format!("{}　{about}", finding.label()),
    }
}

/// A cell that names the finding of an action.
pub(super) fn finding_cell(view: &View<'_>, finding: &Finding) -> Cell {
    let about = format!("{} {}", finding.clause, view.title(finding.clause));
    view.to_finding(finding).plain("\n").plain(about).into()
}
