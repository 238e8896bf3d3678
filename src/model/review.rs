//! Where a check stands between its preparer and its reviewer.
//!
//! A review keeps the content it was given on. What changed since is computed by comparing, never
//! stored, so that undoing a change brings an approval back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::assessment::{Answer, Assessment, CheckKey, CheckRef, Evidence, Link, Review, ReviewState, State};
use super::pack::ClauseId;
use super::scope::{Check, Scope, Target};
use super::score::effective_state;

/// The field that stands for the evidence tied to a check.
pub const EVIDENCE: &str = "evidence";

/// Where a check stands in review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has submitted it.
    #[default]
    None,
    /// 送覆核
    Submitted,
    /// 退回
    Returned,
    /// 核可
    Approved,
    /// Approved once, and changed since (核可後異動).
    Reopened,
}

impl Stage {
    /// All stages, in the order a check may go through them.
    pub const ALL: [Stage; 5] = [
        Stage::None,
        Stage::Submitted,
        Stage::Returned,
        Stage::Approved,
        Stage::Reopened,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Stage::None => "none",
            Stage::Submitted => "submitted",
            Stage::Returned => "returned",
            Stage::Approved => "approved",
            Stage::Reopened => "reopened",
        }
    }
}

/// Something of a check that is not as it was when the last word in review was said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Difference {
    /// The part it belongs to; none for the whole clause and for evidence.
    pub part: Option<String>,
    /// Field of the answer, or [`EVIDENCE`].
    pub field: String,
}

/// Where a check stands, the last word said on it, and what changed since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing<'a> {
    /// Where it stands.
    pub stage: Stage,
    /// The last word said on it.
    pub review: Option<&'a Review>,
    /// What changed since, whatever the stage.
    pub changed: Vec<Difference>,
}

/// What a reviewer looks at: the answers of a check by part and the evidence tied to it, without
/// uids of ties and without who prepared it when, so that giving the same answer again is no change.
pub fn content_of(assessment: &Assessment, clause: ClauseId, target: &Target) -> Value {
    let answers: Map<String, Value> = assessment
        .answers_for(clause, target)
        .filter_map(|answer| {
            let fields = fields_of(answer);
            let part = answer.part.clone().unwrap_or_default();
            (!fields.is_empty()).then_some((part, Value::Object(fields)))
        })
        .collect();
    let mut evidence: Vec<Value> = assessment
        .links_for(clause, target)
        .map(|link| tied(link, assessment.evidence.get(&link.evidence)))
        .collect();
    // The order of ties is that of their random uids.
    evidence.sort_by_cached_key(Value::to_string);
    json!({ "answers": answers, EVIDENCE: evidence })
}

/// What an answer says; nothing where it is as if it had never been given.
fn fields_of(answer: &Answer) -> Map<String, Value> {
    let Value::Object(mut fields) = json!(answer) else {
        return Map::new();
    };
    for field in ["uid", "clause", "target", "part", "prepared_by", "prepared_at"] {
        fields.remove(field);
    }
    if answer.state == State::Unanswered {
        fields.remove("state");
    }
    fields
}

/// Evidence as a check sees it. Where content is hashed the hash counts, not the place: a file that
/// was moved is the same evidence.
fn tied(link: &Link, evidence: Option<&Evidence>) -> Value {
    let content = evidence.map(|evidence| match &evidence.sha256 {
        Some(sha256) => json!({ "sha256": sha256 }),
        None => json!({ "location": evidence.location }),
    });
    json!({
        "evidence": link.evidence,
        "content": content,
        "item": link.item,
        "locator": link.locator,
        "proves": link.proves,
    })
}

/// What differs between two contents of a check.
pub fn differences(seen: &Value, now: &Value) -> Vec<Difference> {
    let answers = |content: &Value| -> BTreeMap<String, Value> {
        let answers = content.get("answers").and_then(Value::as_object);
        answers
            .into_iter()
            .flatten()
            .map(|(part, fields)| (part.clone(), fields.clone()))
            .collect()
    };
    let (old, new) = (answers(seen), answers(now));
    let mut parts: Vec<&String> = old.keys().chain(new.keys()).collect();
    parts.sort();
    parts.dedup();
    let mut found = Vec::new();
    for part in parts {
        let fields = |side: &BTreeMap<String, Value>| {
            let fields = side.get(part).and_then(Value::as_object);
            fields.cloned().unwrap_or_default()
        };
        let (old, new) = (fields(&old), fields(&new));
        let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
        names.sort();
        names.dedup();
        let differing = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
        found.extend(differing.map(|name| Difference {
            part: Some(part.clone()).filter(|part| !part.is_empty()),
            field: name.clone(),
        }));
    }
    if seen.get(EVIDENCE) != now.get(EVIDENCE) {
        found.push(Difference {
            part: None,
            field: EVIDENCE.to_owned(),
        });
    }
    found
}

/// Where a check stands in review.
pub fn standing<'a>(assessment: &'a Assessment, clause: ClauseId, target: &Target) -> Standing<'a> {
    let Some(review) = assessment.review_of(clause, target) else {
        return Standing::default();
    };
    let changed = differences(&review.seen, &content_of(assessment, clause, target));
    let stage = match review.state {
        ReviewState::Submitted => Stage::Submitted,
        ReviewState::Returned => Stage::Returned,
        ReviewState::Approved if changed.is_empty() => Stage::Approved,
        ReviewState::Approved => Stage::Reopened,
    };
    Standing {
        stage,
        review: Some(review),
        changed,
    }
}

/// Number of checks in scope at each stage, every stage named.
pub fn tally(assessment: &Assessment, scope: &Scope) -> BTreeMap<Stage, u64> {
    let mut tally: BTreeMap<Stage, u64> = Stage::ALL.into_iter().map(|stage| (stage, 0)).collect();
    for check in scope.checks.iter().filter(|check| check.in_scope()) {
        if let Some(target) = &check.target {
            *tally
                .entry(standing(assessment, check.clause, target).stage)
                .or_insert(0) += 1;
        }
    }
    tally
}

/// Whether the person who approved a check also prepared it: allowed, for a small firm may have no
/// second person, but worth saying.
pub fn approved_by_its_preparer(assessment: &Assessment, clause: ClauseId, target: &Target) -> bool {
    assessment
        .review_of(clause, target)
        .is_some_and(|review| review.state == ReviewState::Approved && prepared_by(assessment, review))
}

fn prepared_by(assessment: &Assessment, review: &Review) -> bool {
    is_prepared_by(assessment, review.clause, &review.target, &review.by)
}

/// Whether somebody prepared any answer of a check.
pub fn is_prepared_by(assessment: &Assessment, clause: ClauseId, target: &Target, name: &str) -> bool {
    let name = name.trim();
    assessment
        .answers_for(clause, target)
        .any(|answer| !name.is_empty() && answer.prepared_by.trim() == name)
}

/// Why a word in review cannot be said on a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// It is not a check of this assessment, or not in its scope.
    OutOfScope,
    /// It has no answer yet.
    Unanswered,
    /// It stands there already, unchanged.
    AlreadyThere,
    /// It was not submitted.
    NotSubmitted,
}

/// Which of several checks a word can be said on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// These it can.
    pub ready: Vec<CheckRef>,
    /// These it cannot, and why.
    pub blocked: Vec<(CheckRef, Obstacle)>,
}

impl Plan {
    /// The checks with one obstacle.
    pub fn with(&self, obstacle: Obstacle) -> impl Iterator<Item = &CheckRef> {
        self.blocked
            .iter()
            .filter(move |(_, found)| *found == obstacle)
            .map(|(check, _)| check)
    }
}

/// Looks which of `checks` can be submitted, returned or approved now; a check named twice counts
/// once.
pub fn plan(assessment: &Assessment, scope: &Scope, checks: &[CheckRef], word: ReviewState) -> Plan {
    let known: BTreeMap<(ClauseId, &Target), &Check> = scope
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .filter_map(|check| Some(((check.clause, check.target.as_ref()?), check)))
        .collect();
    let mut plan = Plan::default();
    let mut named = std::collections::BTreeSet::new();
    for wanted in checks {
        if !named.insert((wanted.clause, &wanted.target)) {
            continue;
        }
        let check = known.get(&(wanted.clause, &wanted.target));
        match obstacle(assessment, check.copied(), wanted, word) {
            None => plan.ready.push(wanted.clone()),
            Some(obstacle) => plan.blocked.push((wanted.clone(), obstacle)),
        }
    }
    plan
}

fn obstacle(
    assessment: &Assessment,
    check: Option<&Check>,
    wanted: &CheckRef,
    word: ReviewState,
) -> Option<Obstacle> {
    let Some(check) = check else {
        return Some(Obstacle::OutOfScope);
    };
    if word != ReviewState::Returned && effective_state(assessment, check) == State::Unanswered {
        return Some(Obstacle::Unanswered);
    }
    let standing = standing(assessment, wanted.clause, &wanted.target);
    let unchanged = standing.changed.is_empty();
    match (word, standing.stage) {
        (ReviewState::Submitted, Stage::Submitted | Stage::Approved) if unchanged => {
            Some(Obstacle::AlreadyThere)
        }
        (ReviewState::Submitted, _) => None,
        (ReviewState::Approved, Stage::Approved) => Some(Obstacle::AlreadyThere),
        (ReviewState::Approved, Stage::Submitted) => None,
        (ReviewState::Approved, _) => Some(Obstacle::NotSubmitted),
        (ReviewState::Returned, Stage::None) => Some(Obstacle::NotSubmitted),
        (ReviewState::Returned, _) => None,
    }
}

/// Some of the checks of an assessment, for saying one word on many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Only of these clauses; empty is every clause.
    pub clauses: Vec<ClauseId>,
    /// Only of this chapter.
    pub chapter: Option<u16>,
    /// Only of this article.
    pub article: Option<u16>,
    /// Only for this target.
    pub target: Option<Target>,
}

impl Selection {
    /// The checks in scope it names, in order. `chapter_of` tells the chapter of an article.
    pub fn of(&self, scope: &Scope, chapter_of: &dyn Fn(u16) -> Option<u16>) -> Vec<CheckRef> {
        let wanted = |check: &&Check| {
            let clause = check.clause;
            check.in_scope()
                && (self.clauses.is_empty() || self.clauses.contains(&clause))
                && self.article.is_none_or(|article| article == clause.article)
                && (self.chapter.is_none() || self.chapter == chapter_of(clause.article))
                && (self.target.is_none() || self.target == check.target)
        };
        let checks = scope.checks.iter().filter(wanted);
        checks
            .filter_map(|check| {
                Some(CheckRef {
                    clause: check.clause,
                    target: check.target.clone()?,
                })
            })
            .collect()
    }
}

/// The key of a whole check.
pub fn whole(check: &CheckRef) -> CheckKey {
    CheckKey {
        clause: check.clause,
        target: check.target.clone(),
        part: None,
    }
}
