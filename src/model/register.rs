//! What the register of exports of a workbook says about a report: whether it is registered, whether it
//! was signed further, and what was changed since it was written.
//!
//! A report that is cut back to an earlier signature is a file that was valid once; nothing in it
//! shows that a later signature is missing. The register knows, because it records to which file each
//! further signature was added. What changed is found by taking the journal's rows back to the day
//! of the report and comparing check by check.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::assessment::{ActionItem, ApplyError, Assessment, ExportRecord};
use super::change::Kind;
use super::journal::{ChainResult, Row};
use super::pack::{ClauseId, Level, Pack};
use super::scope::{Scope, Target, scope};

/// The field that stands for evidence tied to a check.
const EVIDENCE: &str = "evidence";
/// The field that stands for findings against a check.
const FINDING: &str = "finding";
/// The field that stands for actions against such findings.
const ACTION: &str = "action";
/// The field that stands for what a check is under the profile: 應, 宜 or out of scope.
const LEVEL: &str = "level";
/// The field that says that a whole record came or went.
const WHOLE: &str = "record";
/// Fields of which people speak by what is inside them: 組織名稱, one condition, one figure.
const SPOKEN_OF_BY_PART: [&str; 3] = ["organisation", "conditions", "figures"];

/// What a workbook says about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterReport {
    /// The register has a file with this SHA-256.
    pub registered: bool,
    /// The role that signed it last; none for a draft and where it is not registered.
    pub role: Option<String>,
    /// Its name when it was written, without folder.
    pub file: Option<String>,
    /// When it was written, RFC 3339.
    pub at: Option<String>,
    /// An earlier signed revision of this file that is registered, where the file itself is not.
    pub registered_revision: Option<RegisteredFile>,
    /// The assessment was changed after the report was written.
    pub changed: bool,
    /// What was changed, by check and then by other records.
    pub changes: Vec<Changed>,
    /// Signatures that were added to this report later.
    pub later_signatures: Vec<RegisteredFile>,
    /// Files that are this one with a timestamp.
    pub with_timestamp: Vec<RegisteredFile>,
    /// Whether the workbook's journal holds; nothing it says counts where it does not.
    pub journal: ChainResult,
}

/// A signed file of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisteredFile {
    /// The role that signed it last.
    pub role: String,
    /// Its name, without folder.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// When it was written, RFC 3339.
    pub at: String,
}

/// Something that is not as the report shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    /// What it is about: a check, the profile, a system, evidence that no check uses, an earlier finding.
    #[serde(serialize_with = "subject_id")]
    pub kind: Kind,
    /// The clause of a check.
    pub clause: Option<ClauseId>,
    /// The target of a check.
    pub target: Option<Target>,
    /// The name of the system that the target is; none for the organisation.
    pub target_name: Option<String>,
    /// The part of the clause that was answered by itself.
    pub part: Option<String>,
    /// How people cite what is no check: a system's id, `E-003`, `P-01`.
    pub id: Option<String>,
    /// The fields that differ.
    pub fields: Vec<String>,
}

/// A check is what people call the answer to it.
fn subject_id<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match kind {
        Kind::Answer => "check",
        other => other.id(),
    })
}

/// What was made of the report with this hash: the files that were signed further from it, and those
/// that only gained a timestamp, which is no signature of a person. Oldest first.
pub fn made_from(
    exports: &BTreeMap<String, ExportRecord>,
    sha256: &str,
) -> (Vec<RegisteredFile>, Vec<RegisteredFile>) {
    let role = exports
        .values()
        .find(|export| export.sha256 == sha256)
        .and_then(|export| export.signed_as.clone());
    let mut reached = BTreeSet::from([sha256]);
    let mut found: Vec<&ExportRecord> = Vec::new();
    let mut waiting = vec![sha256];
    while let Some(hash) = waiting.pop() {
        let next = exports
            .values()
            .filter(|export| export.added_to.as_deref() == Some(hash));
        for export in next {
            if reached.insert(&export.sha256) {
                waiting.push(&export.sha256);
                found.push(export);
            }
        }
    }
    found.sort_by(|a, b| (&a.at, &a.uid).cmp(&(&b.at, &b.uid)));
    let (stamped, signed): (Vec<_>, Vec<_>) = found.into_iter().partition(|export| export.signed_as == role);
    let named = |exports: Vec<&ExportRecord>| exports.into_iter().filter_map(registered).collect();
    (named(signed), named(stamped))
}

/// A signed file as the register has it; none for a draft.
pub fn registered(export: &ExportRecord) -> Option<RegisteredFile> {
    Some(RegisteredFile {
        role: export.signed_as.clone()?,
        file: export.file.clone(),
        sha256: export.sha256.clone(),
        at: export.at.clone(),
    })
}

/// The rows of a journal after the first file that shows the assessment with this digest was
/// written; none where no file does.
pub fn rows_since<'a>(rows: &'a [Row], digest: &str) -> Option<&'a [Row]> {
    let shows = |row: &Row| {
        row.object.kind == Kind::Export
            && row.object.field.is_none()
            && row.after.get("digest").and_then(Value::as_str) == Some(digest)
    };
    let first = rows.iter().position(shows)?;
    rows.get(first + 1..)
}

/// The assessment as it was before these rows.
///
/// # Errors
/// [`ApplyError`] where the rows are not those that led to it.
pub fn before(now: &Assessment, since: &[Row]) -> Result<Assessment, ApplyError> {
    let mut past = now.clone();
    for row in since.iter().rev().filter(|row| row.object.kind.is_assessed()) {
        past.apply(&row.change().inverse())?;
    }
    Ok(past)
}

/// What differs between two states of one assessment: the checks in the order of their clauses, then
/// what no check shows.
pub fn changes(pack: &Pack, before: &Assessment, now: &Assessment) -> Vec<Changed> {
    let sides = [Side::new(pack, before), Side::new(pack, now)];
    let mut checks: BTreeSet<(ClauseId, Target)> = BTreeSet::new();
    sides.iter().for_each(|side| checks.extend(side.checks()));
    let mut found: Vec<Changed> = Vec::new();
    for (clause, target) in &checks {
        found.extend(changed_check(&sides, *clause, target));
    }
    found.extend(changed_records(before, now));
    found
}

/// One of the two states that are compared.
struct Side<'a> {
    assessment: &'a Assessment,
    scope: Scope,
}

impl<'a> Side<'a> {
    fn new(pack: &Pack, assessment: &'a Assessment) -> Self {
        Self {
            assessment,
            scope: scope(pack, &assessment.profile),
        }
    }

    /// Every check that is asked or that something was recorded for.
    fn checks(&self) -> impl Iterator<Item = (ClauseId, Target)> {
        let assessment = self.assessment;
        let asked = self.scope.checks.iter();
        let asked = asked.filter_map(|check| Some((check.clause, check.target.clone()?)));
        let answers = assessment.answers.values();
        let links = assessment.links.values();
        let findings = assessment.findings.values();
        asked
            .chain(answers.map(|answer| (answer.clause, answer.target.clone())))
            .chain(links.map(|link| (link.clause, link.target.clone())))
            .chain(findings.flat_map(|finding| finding.checks().map(|(clause, of)| (clause, of.clone()))))
    }

    fn answers(&self, clause: ClauseId, target: &Target) -> BTreeMap<Option<String>, Value> {
        let answers = self.assessment.answers_for(clause, target);
        answers
            .map(|answer| (answer.part.clone(), json!(answer)))
            .collect()
    }

    fn evidence(&self, clause: ClauseId, target: &Target) -> Vec<(String, Value)> {
        let ties = self.assessment.links_for(clause, target);
        ties.map(|tie| {
            let evidence = self.assessment.evidence.get(&tie.evidence);
            (tie.uid.clone(), json!([tie, evidence]))
        })
        .collect()
    }

    fn findings(&self, clause: ClauseId, target: &Target) -> BTreeMap<String, Value> {
        let findings = self.assessment.findings_for(clause, target);
        findings
            .map(|finding| (finding.uid.clone(), json!(finding)))
            .collect()
    }

    fn actions(&self, clause: ClauseId, target: &Target) -> Vec<&ActionItem> {
        let against: BTreeSet<&str> = self
            .assessment
            .findings_for(clause, target)
            .map(|finding| finding.uid.as_str())
            .collect();
        let actions = self.assessment.actions.values();
        actions
            .filter(|action| against.contains(action.finding.as_str()))
            .collect()
    }

    fn level(&self, clause: ClauseId, target: &Target) -> Level {
        let mut checks = self.scope.checks_of(clause).iter();
        let check = checks.find(|check| check.target.as_ref() == Some(target));
        check.map_or(Level::None, |check| check.level)
    }
}

/// A row for the whole check and one for each part that was answered by itself.
fn changed_check(sides: &[Side<'_>; 2], clause: ClauseId, target: &Target) -> Vec<Changed> {
    let [old, new] = sides;
    let system = [new, old].into_iter().find_map(|side| match target {
        Target::Organisation => None,
        Target::System(id) => side.assessment.profile.system(id),
    });
    let (old_answers, new_answers) = (old.answers(clause, target), new.answers(clause, target));
    let parts: BTreeSet<&Option<String>> = old_answers.keys().chain(new_answers.keys()).collect();
    let mut by_part: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    for part in parts {
        let fields = differing(old_answers.get(part), new_answers.get(part));
        if !fields.is_empty() {
            by_part.insert(part.clone(), fields);
        }
    }
    let mut whole = |differs: bool, field: &str| {
        if differs {
            by_part.entry(None).or_default().push(field.to_owned());
        }
    };
    whole(
        old.evidence(clause, target) != new.evidence(clause, target),
        EVIDENCE,
    );
    whole(
        old.findings(clause, target) != new.findings(clause, target),
        FINDING,
    );
    whole(old.actions(clause, target) != new.actions(clause, target), ACTION);
    whole(old.level(clause, target) != new.level(clause, target), LEVEL);
    let rows = by_part.into_iter().map(|(part, fields)| Changed {
        kind: Kind::Answer,
        clause: Some(clause),
        target: Some(target.clone()),
        target_name: system.map(|system| system.name.clone()),
        part,
        id: None,
        fields,
    });
    rows.collect()
}

/// What belongs to no check: the profile, systems, earlier findings, and evidence that is tied to nothing.
fn changed_records(before: &Assessment, now: &Assessment) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut note = |kind, id: Option<&str>, old: Option<Value>, new: Option<Value>| {
        let fields = differing(old.as_ref(), new.as_ref());
        if !fields.is_empty() {
            found.push(Changed {
                kind,
                clause: None,
                target: None,
                target_name: None,
                part: None,
                id: id.map(ToOwned::to_owned),
                fields,
            });
        }
    };
    let profile = |side: &Assessment| Some(json!(side.profile.without_systems()));
    note(Kind::Profile, None, profile(before), profile(now));
    let systems = |side: &Assessment| -> BTreeMap<String, (String, Value)> {
        let systems = side.profile.systems.iter();
        systems
            .map(|system| (system.uid.clone(), (system.id.clone(), json!(system))))
            .collect()
    };
    let earlier = |side: &Assessment| -> BTreeMap<String, (String, Value)> {
        let earlier = side.earlier.iter();
        earlier
            .map(|(uid, finding)| (uid.clone(), (finding.label(), json!(finding))))
            .collect()
    };
    let loose = |side: &Assessment| -> BTreeMap<String, (String, Value)> {
        let evidence = side.evidence.iter();
        evidence
            .filter(|(uid, _)| {
                [before, now]
                    .iter()
                    .all(|of| of.links_of_evidence(uid).next().is_none())
            })
            .map(|(uid, evidence)| (uid.clone(), (evidence.label(), json!(evidence))))
            .collect()
    };
    for (kind, old, new) in [
        (Kind::System, systems(before), systems(now)),
        (Kind::Evidence, loose(before), loose(now)),
        (Kind::Earlier, earlier(before), earlier(now)),
    ] {
        let uids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for uid in uids {
            let (was, is) = (old.get(uid), new.get(uid));
            let id = is.or(was).map(|(id, _)| id.as_str());
            note(
                kind,
                id,
                was.map(|(_, record)| record.clone()),
                is.map(|(_, record)| record.clone()),
            );
        }
    }
    found
}

/// The fields in which two records differ; of the figures and conditions, which ones.
fn differing(old: Option<&Value>, new: Option<&Value>) -> Vec<String> {
    let (Some(old), Some(new)) = (old, new) else {
        return match (old, new) {
            (None, None) => Vec::new(),
            (_, Some(record)) | (Some(record), None) => told_by(record),
        };
    };
    let names = |record: &Value| -> BTreeSet<String> {
        let fields = record.as_object().into_iter().flatten();
        fields.map(|(name, _)| name.clone()).collect()
    };
    let mut found = Vec::new();
    for name in &names(old) | &names(new) {
        let (was, is) = (old.get(&name), new.get(&name));
        if was == is {
            continue;
        }
        match (was, is) {
            (Some(Value::Object(was)), Some(Value::Object(is)))
                if SPOKEN_OF_BY_PART.contains(&name.as_str()) =>
            {
                let inner: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                let inner = inner
                    .into_iter()
                    .filter(|inner| was.get(*inner) != is.get(*inner));
                found.extend(inner.map(|inner| format!("{name}.{inner}")));
            }
            _ => found.push(name),
        }
    }
    found
}

/// The fields that tell something in a record that came or went.
fn told_by(record: &Value) -> Vec<String> {
    let identity = [
        "uid",
        "clause",
        "target",
        "part",
        "number",
        "position",
        "prepared_by",
        "prepared_at",
    ];
    if record.get("clause").is_none() {
        return vec![WHOLE.to_owned()];
    }
    let fields = record.as_object().into_iter().flatten();
    fields
        .map(|(name, _)| name.clone())
        .filter(|name| !identity.contains(&name.as_str()))
        .collect()
}
