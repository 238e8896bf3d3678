//! The JSON rows of reviews and sign-offs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::Context;
use super::table::Table;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::{cite_part, difference_words, kind_name, role_name, stage_name, target_name};
use crate::model::assessment::{Assessment, CheckRef};
use crate::model::pack::ClauseId;
use crate::model::review::{Difference, Stage, Standing, standing, tally};
use crate::model::scope::{Check, Scope};
use crate::model::sign_off::{self, ChangedObject};
use crate::model::signing::Role;

/// Where a check stands in review.
#[derive(Debug, Serialize)]
pub(super) struct ReviewRow<'a> {
    pub state: Stage,
    pub by: &'a str,
    pub at: &'a str,
    pub note: &'a str,
    /// What changed since that was said.
    pub changed: Vec<Difference>,
}

/// The review of a check; none where nobody said anything on it.
pub(super) fn review_row<'a>(assessment: &'a Assessment, check: &Check) -> Option<ReviewRow<'a>> {
    let Standing {
        stage,
        review,
        changed,
    } = standing(assessment, check.clause, check.target.as_ref()?);
    let review = review?;
    Some(ReviewRow {
        state: stage,
        by: &review.by,
        at: &review.at,
        note: &review.note,
        changed,
    })
}

/// A review on one line: 核可 稽核人員甲 2026-03-02 說明（異動：…）.
pub(super) fn review_words(
    context: &Context,
    engagement: &Engagement,
    clause: ClauseId,
    row: &ReviewRow<'_>,
) -> String {
    let lang = context.lang;
    let day = row.at.get(..10).unwrap_or(row.at);
    let mut words = vec![stage_name(row.state, lang), row.by, day, row.note];
    words.retain(|word| !word.is_empty());
    let words = words.join(" ");
    if row.changed.is_empty() {
        return words;
    }
    let label = |part: &str| cite_part(engagement.pack(), clause, Some(part), lang);
    let changed: Vec<String> = row
        .changed
        .iter()
        .map(|difference| difference_words(difference, &label, lang))
        .collect();
    let changed = changed.join(context.tr("model.list_comma"));
    context.fill(
        "review.changed_since",
        &[("before", &words), ("changed", &changed)],
    )
}

/// A sign-off and whether it stands.
#[derive(Debug, Serialize)]
pub(super) struct SignOffRow {
    role: Role,
    by: String,
    title: String,
    at: String,
    note: String,
    digest: String,
    count: u64,
    current: bool,
    changed_checks: Vec<CheckRef>,
    changed_other: Vec<ChangedObject>,
}

/// Number of checks in scope at each stage of review.
pub(super) fn stages(assessment: &Assessment, scope: &Scope) -> BTreeMap<&'static str, u64> {
    tally(assessment, scope)
        .into_iter()
        .map(|(stage, count)| (stage.id(), count))
        .collect()
}

/// Every sign-off, oldest first.
pub(super) fn sign_off_rows(engagement: &Engagement) -> Result<Vec<SignOffRow>> {
    let row = |standing: sign_off::Standing| SignOffRow {
        role: standing.sign_off.role,
        by: standing.sign_off.by,
        title: standing.sign_off.title,
        at: standing.sign_off.at,
        note: standing.sign_off.note,
        digest: standing.sign_off.digest,
        count: standing.sign_off.count,
        current: standing.current,
        changed_checks: standing.checks,
        changed_other: standing.others,
    };
    Ok(engagement.sign_offs()?.into_iter().map(row).collect())
}

/// Reviews and sign-offs of a status in words; empty where there are none.
pub(super) fn status_words(
    context: &Context,
    engagement: &Engagement,
    stages: &BTreeMap<&'static str, u64>,
    sign_offs: &[SignOffRow],
) -> String {
    let lang = context.lang;
    let mut out = String::new();
    let reviewed: u64 = stages
        .iter()
        .filter(|(id, _)| **id != Stage::None.id())
        .map(|(_, count)| count)
        .sum();
    if reviewed > 0 {
        let counts = Stage::ALL.map(|stage| {
            let count = stages.get(stage.id()).copied().unwrap_or(0);
            format!("{} {count}", stage_name(stage, lang))
        });
        let mut table = Table::new();
        table.row([context.tr("review.title").to_owned()].into_iter().chain(counts));
        out.push_str(&table.to_text());
    }
    for row in sign_offs {
        out.push_str(&sign_off_words(context, engagement, row));
    }
    out
}

fn sign_off_words(context: &Context, engagement: &Engagement, row: &SignOffRow) -> String {
    let lang = context.lang;
    let standing = if row.current {
        "review.current"
    } else {
        "review.stale"
    };
    let line = context.fill(
        "review.sign_off_line",
        &[
            ("role", role_name(row.role, lang)),
            ("by", &row.by),
            ("at", &row.at),
            ("standing", context.tr(standing)),
        ],
    );
    let profile = &engagement.assessment().profile;
    let checks = row
        .changed_checks
        .iter()
        .map(|check| format!("{} {}", check.clause, target_name(profile, &check.target, lang)));
    let others = row.changed_other.iter().map(|other| {
        format!("{} {}", kind_name(other.kind, lang), other.id)
            .trim_end()
            .to_owned()
    });
    let changed: Vec<String> = checks.chain(others).collect();
    if changed.is_empty() {
        return line + "\n";
    }
    let changed = changed.join(context.tr("model.list_comma"));
    format!(
        "{}\n",
        context.fill(
            "review.changed_since",
            &[("before", &line), ("changed", &changed)]
        )
    )
}
