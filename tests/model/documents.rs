//! The documents to have ready: which there are, and what became of asking for them.

use std::collections::BTreeSet;

use zicha::model::assessment::{Assessment, DocumentRequest, Evidence, Link};
use zicha::model::documents::{Document, documents, documents_named, is_document};
use zicha::model::pack::ClauseId;
use zicha::model::scope::{Scope, Target, scope};

use super::{PACK, profile};

const TODAY: &str = "2026-06-30";

fn firm() -> (Scope, Assessment) {
    let profile = profile(
        r#"{"licences": ["sice"], "aum_prev_year_monthly_average_twd": 1200000000,
            "systems": [{"id": "web", "name": "會員網站", "core": true}]}"#,
    );
    let scope = scope(&PACK, &profile);
    let mut assessment = Assessment::default();
    assessment.profile = profile;
    (scope, assessment)
}

/// Every clause in scope, whatever a profile says.
fn all_clauses() -> (Scope, Assessment) {
    let (mut scope, assessment) = firm();
    let known: BTreeSet<ClauseId> = scope.checks.iter().map(|check| check.clause).collect();
    assert_eq!(known.len(), 92);
    for check in &mut scope.checks {
        check.level = zicha::model::pack::Level::Must;
    }
    (scope, assessment)
}

fn list(scope: &Scope, assessment: &Assessment) -> Vec<Document> {
    documents(&PACK, scope, assessment, TODAY)
}

fn asked(assessment: &mut Assessment, document: &str, set: impl Fn(&mut DocumentRequest)) {
    let mut request = DocumentRequest {
        uid: format!("{:032x}", assessment.documents.len()),
        document: document.to_owned(),
        ..DocumentRequest::default()
    };
    set(&mut request);
    assessment.documents.insert(request.uid.clone(), request);
}

fn attach(assessment: &mut Assessment, clause: &str, item: Option<&str>, custodian: &str) {
    let evidence = Evidence {
        uid: "e".repeat(32),
        number: 7,
        custodian: custodian.to_owned(),
        ..Evidence::default()
    };
    let link = Link {
        uid: "a".repeat(32),
        evidence: evidence.uid.clone(),
        clause: clause.parse().unwrap(),
        target: Target::System("web".to_owned()),
        item: item.map(str::to_owned),
        locator: String::new(),
        proves: String::new(),
    };
    assessment.evidence.insert(evidence.uid.clone(), evidence);
    assessment.links.insert(link.uid.clone(), link);
}

fn named<'a>(list: &'a [Document], name: &str) -> &'a Document {
    match documents_named(list, name).as_slice() {
        [one] => one,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn all_clauses_together_ask_for_121_documents_each_under_a_key_of_its_own() {
    let (scope, assessment) = all_clauses();
    let list = list(&scope, &assessment);
    assert_eq!(list.len(), 121);
    let keys: BTreeSet<&str> = list.iter().map(|document| document.key.as_str()).collect();
    assert_eq!(keys.len(), list.len());
    let items: usize = list.iter().map(|document| document.items.len()).sum();
    let in_pack: usize = PACK.clauses().map(|clause| clause.evidence.len()).sum();
    assert_eq!(items, in_pack, "every item of every clause is served");
    let from_source = list.iter().filter(|document| !document.own_advice).count();
    assert_eq!(
        from_source, 74,
        "the 83 names of the guideline, near-duplicates merged"
    );
}

#[test]
fn a_key_finds_its_document_again_and_so_does_either_name() {
    let (scope, assessment) = all_clauses();
    let list = list(&scope, &assessment);
    for document in &list {
        assert!(is_document(&PACK, &document.key));
        for words in [&document.key, &document.document.zh_tw, &document.document.en] {
            assert_eq!(named(&list, words).key, document.key, "{words}");
        }
    }
    assert!(!is_document(&PACK, "沒有這份文件"));
    assert!(documents_named(&list, "沒有這份文件").is_empty());
    assert!(documents_named(&list, " ").is_empty());
    assert!(documents_named(&list, "測試").len() > 1);
}

#[test]
fn what_was_asked_for_stands_beside_what_is_attached() {
    let (scope, mut assessment) = firm();
    let key = named(&list(&scope, &assessment), "資通系統帳號清查紀錄")
        .key
        .clone();
    attach(&mut assessment, "4.4", Some("e3"), "資訊主管");
    let before = list(&scope, &assessment);
    let document = named(&before, "帳號清查紀錄");
    assert_eq!(
        (document.attached, document.custodian.as_str()),
        (true, "資訊主管")
    );
    assert_eq!(document.evidence, ["E-007"]);
    asked(&mut assessment, &key, |request| {
        request.custodian = "稽核室".to_owned();
        request.note = "甲\n乙".to_owned();
    });
    let after = list(&scope, &assessment);
    let document = named(&after, "帳號清查紀錄");
    assert_eq!(document.custodian, "稽核室", "as it was asked for");
    assert_eq!(document.note, "甲\n乙");
}

#[test]
fn only_what_neither_came_nor_is_attached_is_overdue_and_not_on_the_day_itself() {
    let (scope, assessment) = firm();
    let key = named(&list(&scope, &assessment), "資通系統帳號清查紀錄")
        .key
        .clone();
    let overdue = |due: &str, received: &str, attached: bool| {
        let mut assessment = assessment.clone();
        asked(&mut assessment, &key, |request| {
            request.due = due.to_owned();
            request.received_on = received.to_owned();
        });
        if attached {
            attach(&mut assessment, "4.4", Some("e3"), "");
        }
        let list = list(&scope, &assessment);
        assert_eq!(
            list.iter().filter(|one| one.overdue).count(),
            usize::from(named(&list, &key).overdue)
        );
        named(&list, &key).overdue
    };
    assert!(overdue("2026-06-29", "", false));
    assert!(!overdue("2026-06-30", "", false));
    assert!(!overdue("", "", false));
    assert!(!overdue("2026-06-29", "2026-06-30", false));
    assert!(!overdue("2026-06-29", "", true));
}

#[test]
fn a_request_for_a_document_out_of_scope_waits_unseen() {
    let (scope, mut assessment) = firm();
    let (every, _) = all_clauses();
    let here: BTreeSet<String> = list(&scope, &assessment).into_iter().map(|one| one.key).collect();
    let elsewhere = list(&every, &assessment)
        .into_iter()
        .find(|one| !here.contains(&one.key))
        .unwrap();
    asked(&mut assessment, &elsewhere.key, |request| {
        request.due = "2026-01-01".to_owned()
    });
    assert!(list(&scope, &assessment).iter().all(|one| !one.overdue));
    assert!(named(&list(&every, &assessment), &elsewhere.key).overdue);
}
