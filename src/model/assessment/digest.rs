//! The digest of an assessment: what a signature or sign-off binds to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ActionItem, Answer, Assessment, EarlierFinding, Evidence, Finding, Link};
use crate::model::canonical;
use crate::model::profile::{Profile, System};

/// Domain tag of assessment digests.
const DOMAIN: &str = "zicha/assessment/1";

/// What is hashed, each kind in uid order. Hashed as it stands, without being made into a tree of
/// JSON values first, because a large assessment has tens of thousands of records.
#[derive(Serialize)]
struct Content<'a> {
    profile: &'a Profile,
    systems: Vec<&'a System>,
    answers: Vec<&'a Answer>,
    evidence: Vec<&'a Evidence>,
    links: Vec<&'a Link>,
    findings: Vec<&'a Finding>,
    actions: Vec<&'a ActionItem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier_findings: Vec<&'a EarlierFinding>,
}

fn by_uid<T>(records: &BTreeMap<String, T>) -> Vec<&T> {
    records.values().collect()
}

impl Assessment {
    /// SHA-256 over profile, systems, answers, evidence, findings and actions in uid order: what a
    /// signature or sign-off binds to. Findings of earlier years count once there are any, so that
    /// workbooks without them keep the digest they had before these could be entered.
    pub fn digest(&self) -> String {
        let mut systems: Vec<&System> = self.profile.systems.iter().collect();
        systems.sort_by(|a, b| a.uid.cmp(&b.uid));
        let content = Content {
            profile: &self.profile.without_systems(),
            systems,
            answers: by_uid(&self.answers),
            evidence: by_uid(&self.evidence),
            links: by_uid(&self.links),
            findings: by_uid(&self.findings),
            actions: by_uid(&self.actions),
            earlier_findings: by_uid(&self.earlier),
        };
        canonical::tagged_sha256_hex(DOMAIN, &canonical::to_bytes(&content))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::change::{Change, Kind, Object};

    fn made(assessment: &mut Assessment, kind: Kind, uid: &str, after: Value) {
        let object = Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        };
        let change = Change {
            object,
            before: Value::Null,
            after,
        };
        assessment.apply(&change).unwrap();
    }

    /// Workbooks hold digests that were taken over a tree of JSON values.
    #[test]
    fn the_digest_is_the_one_of_the_same_content_as_json_values() {
        let mut assessment = Assessment::default();
        let answer =
            json!({"uid": "b", "clause": "4.1", "target": "organisation", "state": "met", "note": "甲"});
        made(&mut assessment, Kind::Answer, "b", answer);
        let evidence = json!({"uid": "a", "number": 1, "kind": "file", "location": "a.pdf", "size": 123_456});
        made(&mut assessment, Kind::Evidence, "a", evidence);
        let system =
            json!({"uid": "s", "id": "hr", "name": "人事", "core": false, "conditions": {"x": "yes"}});
        made(&mut assessment, Kind::System, "s", system);
        let digest = |assessment: &Assessment| {
            let mut content = json!({
                "profile": Profile { systems: Vec::new(), ..assessment.profile.clone() },
                "systems": assessment.profile.systems,
                "answers": by_uid(&assessment.answers),
                "evidence": by_uid(&assessment.evidence),
                "links": by_uid(&assessment.links),
                "findings": by_uid(&assessment.findings),
                "actions": by_uid(&assessment.actions),
            });
            if !assessment.earlier.is_empty() {
                content["earlier_findings"] = json!(by_uid(&assessment.earlier));
            }
            canonical::tagged_sha256_hex("zicha/assessment/1", &canonical::to_bytes(&content))
        };
        assert_eq!(assessment.digest(), digest(&assessment));
        let earlier = json!({"uid": "p", "number": 1, "condition": "未定期清查"});
        made(&mut assessment, Kind::Earlier, "p", earlier);
        assert_eq!(assessment.digest(), digest(&assessment));
    }
}
