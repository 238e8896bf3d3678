//! The self-check: for each rule a case that brings it about and one that does not.

mod answers;
mod contradictions;
mod profile;
mod records;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zicha::model::assessment::{Answer, Assessment, CheckKey, State};
use zicha::model::change::{Change, Kind, Object};
use zicha::model::pack::ClauseId;
use zicha::model::profile::Profile;
use zicha::model::reporting::EvidenceState;
use zicha::model::scope::{Target, scope};
use zicha::model::self_check::{Facts, Issue, Place, Rule, SelfCheck, self_check};

use super::PACK;

/// The day on which everything is looked at.
pub const TODAY: &str = "2026-11-23";

/// A small adviser with nothing to object to: every fact has its ground, nothing is answered.
const SOUND: &str = r#"{
 "organisation": {"name": "測試投顧"},
 "licences": ["sice"],
 "aum_prev_year_monthly_average_twd": "1200000000",
 "figure_sources": {"aum_prev_year_monthly_average_twd": {"period": "2025年", "document": "FIN-2025-12"}},
 "assessment": {"from": "2026-01-01", "to": "2026-12-31", "prepared_by": "資訊主管"},
 "conditions": ["personal_data_held", "personal_data_needs_encryption", "personal_data_backup_needed",
   "external_remote_to_internal_network", "crypto_or_privileged_utilities", "international_transmission"],
 "systems": [{"id": "fund", "name": "全委系統", "core": true, "core_reason": "停擺即無法交易",
   "core_confirmed_by": "資訊主管", "core_confirmed_on": "2026-01-12",
   "conditions": ["internal_users", "remote_access_allowed", "temp_or_emergency_accounts", "password_authentication",
     "encryption_used", "keys_or_certificates", "personal_data_in_system", "user_input", "internet_admin_login"]},
  {"id": "web", "name": "會員網站", "core": false, "core_reason": "停擺不影響交易",
   "core_confirmed_by": "資訊主管", "core_confirmed_on": "2026-01-12",
   "conditions": ["internal_users", "remote_access_allowed", "password_authentication", "encryption_used",
     "keys_or_certificates", "personal_data_in_system", "user_input"]}]
}"#;

/// An assessment that is put together step by step.
#[derive(Clone)]
pub struct Case {
    pub assessment: Assessment,
    pub states: BTreeMap<String, EvidenceState>,
}

impl Case {
    /// The sound firm.
    pub fn new() -> Self {
        Self::of(SOUND)
    }

    /// A firm from a profile file.
    pub fn of(profile: &str) -> Self {
        let mut assessment = Assessment::default();
        assessment.profile = super::profile(profile);
        for (system, uid) in assessment.profile.systems.iter_mut().zip(["s1", "s2", "s3"]) {
            system.uid = uid.to_owned();
        }
        Self {
            assessment,
            states: BTreeMap::new(),
        }
    }

    /// With other facts.
    pub fn where_profile(mut self, change: impl FnOnce(&mut Profile)) -> Self {
        change(&mut self.assessment.profile);
        self
    }

    /// With a record.
    pub fn record(mut self, kind: Kind, record: Value) -> Self {
        let change = Change {
            object: Object {
                kind,
                uid: record["uid"].as_str().unwrap().to_owned(),
                field: None,
            },
            before: Value::Null,
            after: record,
        };
        self.assessment.apply(&change).unwrap();
        self
    }

    /// With an answer such as `4.4@fund`, `6.1` or `6.1/a`, and further fields of it.
    pub fn answer(self, check: &str, state: State, more: Value) -> Self {
        let key = key(check);
        let mut answer = json!(Answer {
            uid: format!("a-{check}"),
            state,
            ..Answer::unanswered(&key)
        });
        merge(&mut answer, more);
        self.record(Kind::Answer, answer)
    }

    /// With a piece of evidence that is dated and tied to a check; further fields of it.
    pub fn evidence(self, uid: &str, check: &str, more: Value) -> Self {
        let mut evidence = json!({"uid": uid, "number": 1, "kind": "document", "title": "帳號清查紀錄",
            "location": "DOC-1", "dated": "2026-06-30"});
        merge(&mut evidence, more);
        self.record(Kind::Evidence, evidence).tie(uid, check, None)
    }

    /// With known evidence tied to a check.
    pub fn tie(self, uid: &str, check: &str, item: Option<&str>) -> Self {
        let key = key(check);
        self.record(
            Kind::Link,
            json!({"uid": format!("l-{uid}-{check}-{}", item.unwrap_or_default()), "evidence": uid, "clause": key.clause,
                "target": key.target, "item": item}),
        )
    }

    /// What is found.
    pub fn check(&self) -> SelfCheck {
        let scope = scope(&PACK, &self.assessment.profile);
        self_check(&Facts {
            pack: &PACK,
            scope: &scope,
            assessment: &self.assessment,
            today: TODAY,
            evidence_states: &self.states,
        })
    }

    /// The places a rule is found at.
    pub fn places(&self, rule: Rule) -> Vec<Place> {
        let of_rule = |issue: Issue| (issue.rule == rule).then_some(issue.place);
        self.check().issues.into_iter().filter_map(of_rule).collect()
    }

    /// Checks that a rule is found at this one place.
    #[track_caller]
    pub fn finds(&self, rule: Rule, place: Place) -> &Self {
        assert_eq!(self.places(rule), [place], "{rule:?}");
        self
    }

    /// Checks that a rule is found nowhere.
    #[track_caller]
    pub fn spares(&self, rule: Rule) -> &Self {
        assert_eq!(self.places(rule), [], "{rule:?}");
        self
    }

    /// The contradictions found, as `id@target`.
    pub fn contradictions(&self) -> Vec<String> {
        let issues = self.check().issues.into_iter();
        issues
            .filter_map(|issue| match issue.place {
                Place::Check { target, .. } => Some(format!("{}@{target}", issue.contradiction?)),
                _ => None,
            })
            .collect()
    }
}

/// The place of a check.
pub fn at(check: &str) -> Place {
    let key = key(check);
    Place::Check {
        clause: key.clause,
        target: key.target,
        part: key.part,
    }
}

fn key(check: &str) -> CheckKey {
    let (check, part) = match check.split_once('/') {
        Some((check, part)) => (check, Some(part.to_owned())),
        None => (check, None),
    };
    let (clause, target) = match check.split_once('@') {
        Some((clause, target)) => (clause, Target::System(target.to_owned())),
        None => (check, Target::Organisation),
    };
    CheckKey {
        clause: clause.parse::<ClauseId>().unwrap(),
        target,
        part,
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

#[test]
fn issues_come_by_weight_then_rule_then_place() {
    let case = Case::new()
        .answer("4.4@web", State::Met, json!({}))
        .answer("4.4@fund", State::Met, json!({}))
        .answer("4.1", State::NotMet, json!({"note": "無"}));
    let found = case.check();
    let order: Vec<_> = found
        .issues
        .iter()
        .map(|issue| (issue.severity, issue.rule))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(
        case.places(Rule::EvidenceMissing),
        [at("4.4@fund"), at("4.4@web")]
    );
    assert!(found.objects());
}

#[test]
fn many_systems_and_much_evidence_are_gone_through_once() {
    // Two hundred systems with every check answered and two thousand pieces of evidence: what takes
    // a pass for each of another kind would not come back while anyone waits.
    let mut case = Case::new().where_profile(|profile| {
        let first = profile.systems[0].clone();
        profile.systems = (0..200)
            .map(|number| zicha::model::profile::System {
                id: format!("s{number}"),
                uid: format!("s{number}"),
                ..first.clone()
            })
            .collect();
    });
    let checks = scope(&PACK, &case.assessment.profile).checks;
    for (number, check) in checks.iter().enumerate() {
        let target = check.target.clone().unwrap();
        let key = CheckKey {
            clause: check.clause,
            target: target.clone(),
            part: None,
        };
        case.assessment
            .apply(&Change {
                object: Object {
                    kind: Kind::Answer,
                    uid: format!("a{number}"),
                    field: None,
                },
                before: Value::Null,
                after: json!(Answer {
                    uid: format!("a{number}"),
                    state: State::Met,
                    note: "每年清查一次，紀錄保存三年。".to_owned(),
                    ..Answer::unanswered(&key)
                }),
            })
            .unwrap();
        if number % 8 == 0 {
            let check = match &target {
                Target::Organisation => check.clause.to_string(),
                Target::System(id) => format!("{}@{id}", check.clause),
            };
            case = case.evidence(&format!("e{number}"), &check, json!({}));
        }
    }
    let found = case.check();
    assert_eq!(found.answers, checks.len());
    let unevidenced = case.places(Rule::EvidenceMissing).len();
    let in_scope = checks.iter().filter(|check| check.in_scope()).count();
    assert!(unevidenced > in_scope / 2, "{unevidenced} of {in_scope}");
}
