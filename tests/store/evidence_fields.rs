//! What is known of evidence: dates that hold together, interviews, custody, and changing it.

use std::fs;

use zicha::engagement::request::{EvidenceDraft, EvidenceFields, LinkFields};
use zicha::model::assessment::{CustodyStep, EvidenceKind, Interview, Sensitivity};
use zicha::model::reporting::EvidenceState;

use super::support::*;

fn document() -> EvidenceDraft {
    evidence(EvidenceKind::Document, "資安-01")
}

#[test]
fn every_field_is_kept() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let interview = Interview {
        title: "資訊主管".to_owned(),
        said: "每半年審查一次，\n由各系統負責人簽核。".to_owned(),
        confirmed_on: "2026-02-05".to_owned(),
    };
    let draft = EvidenceDraft {
        title: "帳號審查訪談".to_owned(),
        dated: "2026-02-03".to_owned(),
        valid_until: "2027-02-03".to_owned(),
        version: "第 2 版".to_owned(),
        issuer: "資訊部".to_owned(),
        covers_from: "2025-07-01".to_owned(),
        covers_to: "2025-12-31".to_owned(),
        sensitivity: Some(Sensitivity::PersonalData),
        interview: Some(interview.clone()),
        custodian: "稽核室".to_owned(),
        ..evidence(EvidenceKind::Interview, "系統管理人員")
    };
    attached(&mut open, &draft).unwrap();
    let path = open.path().to_owned();
    drop(open);
    let open = reopen(&path, 2);
    let one = open.evidence_in_order()[0];
    assert_eq!(one.interview.as_ref(), Some(&interview));
    assert_eq!(
        (one.version.as_str(), one.issuer.as_str(), one.custodian.as_str()),
        ("第 2 版", "資訊部", "稽核室")
    );
    assert_eq!(
        (one.covers_from.as_str(), one.covers_to.as_str()),
        ("2025-07-01", "2025-12-31")
    );
    assert_eq!(one.sensitivity, Some(Sensitivity::PersonalData));
    assert_eq!(evidence_states(&open), [EvidenceState::Ok]);
}

#[test]
fn days_that_do_not_hold_together_are_named() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let cases = [
        (
            EvidenceDraft {
                covers_from: "2026-02-30".to_owned(),
                ..document()
            },
            "2026-02-30",
        ),
        (
            EvidenceDraft {
                covers_from: "2026-06-30".to_owned(),
                covers_to: "2026-01-01".to_owned(),
                ..document()
            },
            "ends on 2026-01-01",
        ),
        (
            EvidenceDraft {
                dated: "2026-06-30".to_owned(),
                valid_until: "2026-01-01".to_owned(),
                ..document()
            },
            "valid until 2026-01-01",
        ),
        (
            EvidenceDraft {
                dated: "2026-06-30".to_owned(),
                interview: Some(Interview {
                    confirmed_on: "2026-06-29".to_owned(),
                    ..Interview::default()
                }),
                ..evidence(EvidenceKind::Interview, "資訊主管")
            },
            "confirmed on 2026-06-29",
        ),
        (
            EvidenceDraft {
                interview: Some(Interview {
                    said: "是".to_owned(),
                    ..Interview::default()
                }),
                ..document()
            },
            "only an interview",
        ),
        (
            EvidenceDraft {
                title: "長".repeat(100_001),
                ..document()
            },
            "100001 characters",
        ),
    ];
    let head = open.head().unwrap();
    for (draft, named) in cases {
        let refused = refusal(attached(&mut open, &draft));
        let said = english(&refused.said);
        assert!(said.contains(named), "{said}");
        assert!(!refused.hints.is_empty(), "{said}");
    }
    assert_eq!(open.head().unwrap(), head);
    let long = EvidenceDraft {
        title: "長".repeat(100_000),
        ..document()
    };
    assert_eq!(attached(&mut open, &long).unwrap().title, long.title);
}

#[test]
fn the_covered_period_counts_before_the_date() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let period = serde_json::json!({ "from": "2026-01-01", "to": "2026-06-30" });
    open.set_profile(&[("assessment".to_owned(), period)]).unwrap();
    for (from, to) in [
        ("2025-07-01", "2026-01-15"),
        ("2025-07-01", "2025-12-31"),
        ("2026-07-01", ""),
        ("", "2025-12-31"),
        ("2026-06-30", ""),
    ] {
        let draft = EvidenceDraft {
            dated: "2025-01-01".to_owned(),
            covers_from: from.to_owned(),
            covers_to: to.to_owned(),
            ..document()
        };
        attached(&mut open, &draft).unwrap();
    }
    use EvidenceState::{Ok, OutsidePeriod};
    assert_eq!(
        evidence_states(&open),
        [Ok, OutsidePeriod, OutsidePeriod, OutsidePeriod, Ok]
    );
}

#[test]
fn what_is_known_is_changed_in_one_step_and_taken_back() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let uid = attached(&mut open, &document()).unwrap().uid;
    let before = open.assessment().clone();
    let fields = EvidenceFields {
        location: Some("資安-02".to_owned()),
        title: Some("帳號管理規範".to_owned()),
        sensitivity: Some(Some(Sensitivity::Internal)),
        ..EvidenceFields::default()
    };
    let saved = unwatched(|watch| open.set_evidence(&uid, &fields, watch)).unwrap();
    assert_eq!(saved.unwrap().changes.len(), 3);
    assert_eq!(open.assessment().evidence[&uid].location, "資安-02");
    let again = unwatched(|watch| open.set_evidence(&uid, &fields, watch)).unwrap();
    assert_eq!(again, None, "nothing to change");
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment(), &before);
    let missing = unwatched(|watch| open.set_evidence("nobody", &fields, watch));
    assert!(english(&refusal(missing).said).contains("does not exist"));
}

#[test]
fn a_new_version_of_a_file_is_hashed_and_the_journal_keeps_the_old_hash() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let path = home.path().join("規範.txt");
    fs::write(&path, "第 1 版").unwrap();
    let one = attached(&mut open, &evidence(EvidenceKind::File, path.to_str().unwrap())).unwrap();
    fs::write(&path, "第二版").unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Changed]);
    let fields = EvidenceFields {
        location: Some(one.location.clone()),
        ..EvidenceFields::default()
    };
    let saved = unwatched(|watch| open.set_evidence(&one.uid, &fields, watch));
    let saved = saved.unwrap().unwrap();
    let hash = saved
        .changes
        .iter()
        .find(|change| change.object.field.as_deref() == Some("sha256"));
    assert_eq!(hash.unwrap().before, serde_json::json!(one.sha256));
    assert_eq!(evidence_states(&open), [EvidenceState::Ok]);
    let gone = EvidenceFields {
        location: Some(home.path().join("沒有.txt").display().to_string()),
        ..EvidenceFields::default()
    };
    let refused = unwatched(|watch| open.set_evidence(&one.uid, &gone, watch));
    assert!(english(&refusal(refused).said).contains("沒有.txt"));
}

#[test]
fn custody_is_a_chain_in_time() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let uid = attached(&mut open, &evidence(EvidenceKind::Physical, "機房 A 櫃"))
        .unwrap()
        .uid;
    let step = |on: &str, from: &str, to: &str| CustodyStep {
        on: on.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        purpose: "查核".to_owned(),
    };
    let mut set = |steps: Vec<CustodyStep>| {
        let fields = EvidenceFields {
            custody: Some(steps),
            ..EvidenceFields::default()
        };
        unwatched(|watch| open.set_evidence(&uid, &fields, watch))
    };
    let first = step("2026-02-01", "資訊主管", "稽核人員甲");
    let second = step("2026-02-01", "稽核人員甲", "資訊主管");
    set(vec![first.clone(), second.clone()]).unwrap().unwrap();
    for (steps, named) in [
        (
            vec![first.clone(), step("2026-01-31", "甲", "乙")],
            "not in order",
        ),
        (vec![step("2026-02-30", "甲", "乙")], "2026-02-30"),
        (vec![step("", "甲", "乙")], "needs its day"),
        (vec![step("2026-02-01", " ", "")], "needs its day"),
    ] {
        let said = english(&refusal(set(steps)).said);
        assert!(said.contains(named), "{said}");
    }
    assert_eq!(open.assessment().evidence[&uid].custody, [first, second]);
}

#[test]
fn a_tie_says_where_to_look_and_what_it_proves() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    attached(&mut open, &document()).unwrap();
    let link = open.assessment().links.keys().next().unwrap().clone();
    let fields = LinkFields {
        item: Some(Some("e1".to_owned())),
        locator: Some("第 3 頁".to_owned()),
        proves: Some("每半年審查".to_owned()),
    };
    open.set_link(&link, &fields).unwrap().unwrap();
    let kept = &open.assessment().links[&link];
    assert_eq!(
        (kept.item.as_deref(), kept.locator.as_str(), kept.proves.as_str()),
        (Some("e1"), "第 3 頁", "每半年審查")
    );
    assert_eq!(open.set_link(&link, &fields).unwrap(), None);
    let wrong = LinkFields {
        item: Some(Some("e99".to_owned())),
        ..LinkFields::default()
    };
    assert!(english(&refusal(open.set_link(&link, &wrong)).said).contains("e99"));
    let cleared = LinkFields {
        item: Some(None),
        ..LinkFields::default()
    };
    open.set_link(&link, &cleared).unwrap().unwrap();
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment().links[&link].item.as_deref(), Some("e1"));
}
