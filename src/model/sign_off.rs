//! Whether a sign-off (簽核) still stands, and if not, what changed since.
//!
//! A sign-off holds the digest of what was signed off and the number of journal rows before it. The
//! digest alone says whether it stands; the rows after it say what changed, net: what was changed and
//! undone again is no change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::assessment::{Assessment, CheckRef, SignOff};
use super::change::{Kind, set_path};
use super::history::check_of;
use super::journal::Row;
use super::profile::Profile;
use super::signing::Role;

/// Something assessed, other than a check, that changed since a sign-off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ChangedObject {
    /// What it is.
    pub kind: Kind,
    /// How people cite it: a system's id, `E-003`, `F-02`; empty for the profile.
    pub id: String,
}

/// A sign-off and whether it still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The sign-off.
    pub sign_off: SignOff,
    /// The assessment is as it was signed off.
    pub current: bool,
    /// Checks whose answers or ties to evidence changed since.
    pub checks: Vec<CheckRef>,
    /// What else changed since.
    pub others: Vec<ChangedObject>,
}

/// The sign-offs, oldest first.
pub fn in_order(assessment: &Assessment) -> Vec<&SignOff> {
    let mut sign_offs: Vec<&SignOff> = assessment.sign_offs.values().collect();
    sign_offs.sort_by(|a, b| (a.count, &a.uid).cmp(&(b.count, &b.uid)));
    sign_offs
}

/// The newest sign-off of a role.
pub fn newest(assessment: &Assessment, role: Role) -> Option<&SignOff> {
    in_order(assessment)
        .into_iter()
        .rev()
        .find(|sign_off| sign_off.role == role)
}

/// Whether the newest sign-off of every role that signed still stands; none where nobody has signed.
/// `digest` is only asked for where somebody has.
pub fn all_stand(assessment: &Assessment, digest: impl FnOnce() -> String) -> Option<bool> {
    let newest: Vec<&SignOff> = Role::ALL
        .into_iter()
        .filter_map(|role| newest(assessment, role))
        .collect();
    if newest.is_empty() {
        return None;
    }
    let digest = digest();
    Some(newest.iter().all(|sign_off| sign_off.digest == digest))
}

/// Where a sign-off stands. `since` are the journal's rows after the sign-off's `count`.
pub fn standing(sign_off: &SignOff, assessment: &Assessment, digest: &str, since: &[Row]) -> Standing {
    let current = sign_off.digest == digest;
    let (checks, others) = if current {
        (Vec::new(), Vec::new())
    } else {
        net_changes(assessment, since)
    };
    Standing {
        sign_off: sign_off.clone(),
        current,
        checks,
        others,
    }
}

/// What differs between now and before the rows, by taking the rows back one by one.
fn net_changes(assessment: &Assessment, since: &[Row]) -> (Vec<CheckRef>, Vec<ChangedObject>) {
    let mut before: BTreeMap<(Kind, &str), Value> = BTreeMap::new();
    for row in since.iter().rev().filter(|row| row.object.kind.is_assessed()) {
        let (kind, uid) = (row.object.kind, row.object.uid.as_str());
        let record = before
            .entry((kind, uid))
            .or_insert_with(|| record(assessment, kind, uid));
        match &row.object.field {
            None => *record = row.before.clone(),
            Some(field) => {
                // A journal that verifies never leads through a field that is no object.
                let _ = set_path(record, field, row.before.clone());
            }
        }
    }
    let mut checks = BTreeSet::new();
    let mut others = BTreeSet::new();
    for ((kind, uid), old) in &before {
        let now = record(assessment, *kind, uid);
        if *old == now {
            continue;
        }
        let known = if now.is_null() { old } else { &now };
        match kind {
            Kind::Answer | Kind::Link => checks.extend(check_of(known)),
            _ => {
                others.insert(ChangedObject {
                    kind: *kind,
                    id: cited(*kind, known, assessment),
                });
            }
        }
    }
    (checks.into_iter().collect(), others.into_iter().collect())
}

/// How people cite a record.
pub fn cited(kind: Kind, record: &Value, assessment: &Assessment) -> String {
    let text = |field: &str| {
        let text = record.get(field).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let number = record.get("number").and_then(Value::as_u64);
    match (kind, number) {
        (Kind::System, _) => text("id"),
        (Kind::Evidence, Some(number)) => format!("E-{number:03}"),
        (Kind::Finding, Some(number)) => format!("F-{number:02}"),
        (Kind::Earlier, Some(number)) => format!("P-{number:02}"),
        (Kind::Action, _) => {
            let finding = assessment.findings.get(&text("finding"));
            finding.map(|finding| finding.label()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// A record as it is now, `null` where there is none.
pub fn record(assessment: &Assessment, kind: Kind, uid: &str) -> Value {
    match kind {
        Kind::Profile => json!(Profile {
            systems: Vec::new(),
            ..assessment.profile.clone()
        }),
        Kind::System => {
            let systems = &assessment.profile.systems;
            json!(systems.iter().find(|system| system.uid == uid))
        }
        Kind::Answer => json!(assessment.answers.get(uid)),
        Kind::Evidence => json!(assessment.evidence.get(uid)),
        Kind::Link => json!(assessment.links.get(uid)),
        Kind::Finding => json!(assessment.findings.get(uid)),
        Kind::Action => json!(assessment.actions.get(uid)),
        Kind::Earlier => json!(assessment.earlier.get(uid)),
        Kind::Document => json!(assessment.documents.get(uid)),
        Kind::Review => json!(assessment.reviews.get(uid)),
        Kind::SignOff => json!(assessment.sign_offs.get(uid)),
        Kind::Export => json!(assessment.exports.get(uid)),
        Kind::Workbook => Value::Null,
    }
}
