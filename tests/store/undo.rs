//! Undo and redo: every step can be taken back and done again, exactly.

use proptest::prelude::*;
use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::request::{
    AnswerDraft, DocumentDraft, FindingDraft, ReviewDraft, Saved, SignOffDraft, SystemDraft,
};
use zicha::error::Result;
use zicha::model::assessment::{
    Assessment, EvidenceKind, ExportRecord, ReviewState, RiskAccepted, Sample, State,
};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::{ChainResult, Stamp};
use zicha::model::pack::{Method, Subject};
use zicha::model::review::Selection;
use zicha::model::scope::Target;
use zicha::model::signing::Role;
use zicha::store::{Access, Store};

use super::journal::assert_befores_are_true;
use super::support::*;

/// Something a person does. Numbers pick among what is there at the time.
#[derive(Debug, Clone)]
enum Act {
    Answer {
        checks: Vec<u8>,
        part: bool,
        draft: Box<AnswerDraft>,
    },
    Profile(Vec<(String, Value)>),
    AddSystem(String),
    SetSystem(u8, Vec<(String, Value)>),
    RemoveSystem(u8),
    Attach(u8, String),
    Link(u8, u8),
    Unlink(u8),
    RemoveEvidence(u8),
    AddFinding(u8, String),
    SetFinding(u8, String),
    Documents(Vec<u8>, DocumentDraft),
    Review(Vec<u8>, ReviewState, String),
    SignOff(Role),
    Undo,
    Redo,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[帳號權限審查，。a-z\n\u{1b}\u{0}]{0,12}",
        Just(String::new()),
        Just("=1+1\u{202e}堃犇喆峯".to_owned()),
    ]
}

fn draft() -> impl Strategy<Value = AnswerDraft> {
    let states = prop::sample::select(State::ALL.to_vec());
    let methods = prop::collection::vec(
        prop::sample::select(vec![Method::Examine, Method::Interview, Method::Test]),
        0..3,
    );
    let sample = text().prop_map(|population| Sample {
        population,
        ..Sample::default()
    });
    let risk = prop::option::of(text().prop_map(|reason| RiskAccepted {
        until: "2027-06-30".to_owned(),
        reason,
        approver: "總經理".to_owned(),
        ..RiskAccepted::default()
    }));
    (
        prop::option::of(states),
        prop::option::of(text()),
        prop::option::of(methods),
        prop::option::of(sample),
        prop::option::of(text()),
        prop::option::of(risk),
        prop::option::of(text()),
    )
        .prop_map(
            |(state, note, methods, sample, alternative, risk_accepted, reviewer)| AnswerDraft {
                state,
                note,
                methods,
                sample,
                alternative,
                risk_accepted,
                reviewer,
                ..AnswerDraft::default()
            },
        )
}

fn profile_fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let number = |value: &str| json!({ "kind": "number", "value": value });
    let one = prop::sample::select(vec![
        ("organisation.name", json!("示範投信")),
        ("organisation.tax_id", json!("12345678")),
        ("organisation.tax_id", json!("")),
        ("licences", json!(["sice", "site"])),
        ("class", json!("class1")),
        ("class", Value::Null),
        ("figures.paid_in_capital_twd", number("10000000000")),
        ("figures.paid_in_capital_twd", number("1e10")),
        ("figures.paid_in_capital_twd", Value::Null),
        (
            "by_licence.securities.internet_order_pct",
            number("59.99999999999999999"),
        ),
        ("by_licence.securities", json!({})),
        ("by_licence.securities", Value::Null),
        ("figure_sources.paid_in_capital_twd.document", json!("財務報告")),
        ("figure_sources.paid_in_capital_twd.period", json!("2025")),
        ("conditions.internet_ordering", json!("yes")),
        ("conditions.internet_ordering", json!("no")),
        ("conditions.personal_data_held", Value::Null),
        ("assessment.from", json!("2026-01-01")),
        ("assessment.to", json!("2026-12-31")),
        ("assessment.as_of", json!("")),
        (
            "assessment",
            json!({ "from": "2025-01-01", "prepared_by": "資訊主管" }),
        ),
        // Refused, and then nothing may have changed.
        ("assessment.to", json!("2024-01-01")),
        ("figures.invented", number("1")),
        ("licences", json!(["bank"])),
        ("systems", json!([])),
    ]);
    prop::collection::vec(one.prop_map(|(field, value)| (field.to_owned(), value)), 1..4)
}

fn system_fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let one = prop::sample::select(vec![
        ("name", json!("會員網站")),
        ("name", json!(" ")),
        ("core", json!(true)),
        ("core", Value::Null),
        ("core_reason", json!("停擺時客戶無法交易")),
        ("core_confirmed_on", json!("2026-02-30")),
        ("core_confirmed_on", json!("2026-02-28")),
        ("conditions.internal_users", json!("yes")),
        ("conditions.internal_users", Value::Null),
        ("conditions.temp_or_emergency_accounts", json!("no")),
        ("conditions", json!({})),
        ("conditions.invented", json!("yes")),
        ("id", json!("other")),
    ]);
    prop::collection::vec(one.prop_map(|(field, value)| (field.to_owned(), value)), 1..4)
}

fn document_draft() -> impl Strategy<Value = DocumentDraft> {
    let day = || {
        let days = vec!["2026-03-31", "2026-02-30", ""];
        prop::option::of(prop::sample::select(days).prop_map(str::to_owned))
    };
    (prop::option::of(text()), day(), day(), prop::option::of(text())).prop_map(
        |(custodian, due, received_on, note)| DocumentDraft {
            custodian,
            due,
            received_on,
            note,
        },
    )
}

fn act() -> impl Strategy<Value = Act> {
    let n = any::<u8>();
    prop_oneof![
        6 => (prop::collection::vec(n, 1..6), any::<bool>(), draft())
            .prop_map(|(checks, part, draft)| Act::Answer { checks, part, draft: Box::new(draft) }),
        3 => profile_fields().prop_map(Act::Profile),
        2 => "[甲乙丙]{0,3}".prop_map(Act::AddSystem),
        2 => (n, system_fields()).prop_map(|(n, fields)| Act::SetSystem(n, fields)),
        1 => n.prop_map(Act::RemoveSystem),
        2 => (n, text()).prop_map(|(n, text)| Act::Attach(n, text)),
        1 => (n, n).prop_map(|(a, b)| Act::Link(a, b)),
        1 => n.prop_map(Act::Unlink),
        1 => n.prop_map(Act::RemoveEvidence),
        1 => (n, text()).prop_map(|(n, text)| Act::AddFinding(n, text)),
        1 => (n, text()).prop_map(|(n, text)| Act::SetFinding(n, text)),
        2 => (prop::collection::vec(n, 1..4), document_draft())
            .prop_map(|(documents, draft)| Act::Documents(documents, draft)),
        3 => (
            prop::collection::vec(n, 1..6),
            prop::sample::select(ReviewState::ALL.to_vec()),
            text()
        )
            .prop_map(|(checks, word, note)| Act::Review(checks, word, note)),
        1 => prop::sample::select(Role::ALL.to_vec()).prop_map(Act::SignOff),
        4 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}

fn pick<T: Clone>(all: impl IntoIterator<Item = T>, number: u8) -> Option<T> {
    let all: Vec<T> = all.into_iter().collect();
    let at = usize::from(number).checked_rem(all.len())?;
    Some(all[at].clone())
}

/// Every check there is, and every part of one.
fn checks(engagement: &Engagement, parts: bool) -> Vec<zicha::model::assessment::CheckKey> {
    let systems = &engagement.assessment().profile.systems;
    let targets = |subject| match subject {
        Subject::Organisation => vec![Target::Organisation],
        Subject::System => systems
            .iter()
            .map(|system| Target::System(system.id.clone()))
            .collect(),
    };
    let mut keys = Vec::new();
    for clause in engagement.pack().clauses() {
        for target in targets(clause.subject) {
            let ids = clause.parts.iter().map(|part| Some(part.id.clone()));
            let ids: Vec<_> = if parts { ids.collect() } else { vec![None] };
            keys.extend(ids.into_iter().map(|part| zicha::model::assessment::CheckKey {
                clause: clause.id,
                target: target.clone(),
                part,
            }));
        }
    }
    keys
}

/// Does it, where there is something to do it to.
fn perform(engagement: &mut Engagement, act: &Act) -> Option<Result<Option<Saved>>> {
    let assessment = engagement.assessment();
    let system = |n: u8| {
        pick(
            assessment.profile.systems.iter().map(|system| system.uid.clone()),
            n,
        )
    };
    let evidence = |n: u8| pick(assessment.evidence.keys().cloned(), n);
    let place = |n: u8| {
        pick(checks(engagement, false), n).map(|key| zicha::engagement::request::LinkDraft {
            clause: key.clause,
            target: key.target,
            item: None,
            locator: String::new(),
            proves: String::new(),
        })
    };
    Some(match act {
        Act::Answer {
            checks: numbers,
            part,
            draft,
        } => {
            let all = checks(engagement, *part);
            let keys: Vec<_> = numbers
                .iter()
                .filter_map(|n| pick(all.iter().cloned(), *n))
                .collect();
            engagement.answer(&keys, draft)
        }
        Act::Profile(fields) => engagement.set_profile(fields),
        Act::AddSystem(name) => engagement.add_system(&SystemDraft {
            name: name.clone(),
            ..SystemDraft::default()
        }),
        Act::SetSystem(n, fields) => {
            let uid = system(*n)?;
            engagement.set_system(&uid, fields)
        }
        Act::RemoveSystem(n) => {
            let uid = system(*n)?;
            engagement.remove_system(&uid)
        }
        Act::Attach(n, title) => {
            let mut draft = evidence_draft();
            draft.title.clone_from(title);
            let tie = place(*n)?;
            engagement.attach_evidence(&draft, &tie)
        }
        Act::Link(a, b) => {
            let (uid, tie) = (evidence(*a)?, place(*b)?);
            engagement.link_evidence(&uid, &tie)
        }
        Act::Unlink(n) => {
            let uid = pick(assessment.links.keys().cloned(), *n)?;
            engagement.unlink_evidence(&uid)
        }
        Act::RemoveEvidence(n) => {
            let uid = evidence(*n)?;
            engagement.remove_evidence(&uid)
        }
        Act::AddFinding(n, text) => {
            let tie = place(*n)?;
            engagement.add_finding(tie.clause, &tie.target, &finding(text))
        }
        Act::SetFinding(n, text) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            engagement.set_finding(&uid, &finding(text))
        }
        Act::Documents(numbers, draft) => {
            let all: Vec<String> = engagement.documents().into_iter().map(|one| one.key).collect();
            let keys: Vec<String> = numbers.iter().filter_map(|n| pick(all.clone(), *n % 4)).collect();
            engagement.set_documents(&keys, draft)
        }
        Act::Review(numbers, word, note) => {
            let all = engagement.selected_checks(&Selection::default());
            let named: Vec<_> = numbers
                .iter()
                .filter_map(|n| pick(all.iter().cloned(), *n))
                .collect();
            // What cannot be is left out, or almost every word would be refused.
            let ready = engagement.plan_review(&named, *word).ready;
            let checks = if ready.is_empty() { named } else { ready };
            engagement.review(&ReviewDraft {
                checks,
                word: *word,
                note: note.clone(),
            })
        }
        Act::SignOff(role) => engagement.sign_off(&SignOffDraft {
            role: *role,
            by: "資訊主管".to_owned(),
            title: String::new(),
            note: String::new(),
        }),
        Act::Undo => engagement.undo(),
        Act::Redo => engagement.redo(),
    })
}

fn evidence_draft() -> zicha::engagement::request::EvidenceDraft {
    evidence(EvidenceKind::Document, "資安-01")
}

fn finding(text: &str) -> FindingDraft {
    FindingDraft {
        condition: Some(text.to_owned()),
        cause: Some("未指定負責人員".to_owned()),
        ..FindingDraft::default()
    }
}

/// The assessment without what a JSON form would not show.
fn order_of_systems(assessment: &Assessment) -> Vec<String> {
    assessment
        .profile
        .systems
        .iter()
        .map(|system| system.id.clone())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_leads_back_and_redoing_everything_leads_forth(
        acts in prop::collection::vec(act(), 1..30)
    ) {
        let folder = TempDir::new().unwrap();
        let mut open = workbook(&folder);
        let path = open.path().to_owned();
        let mut screen = open.assessment().clone();
        for act in &acts {
            let before = open.assessment().clone();
            let rows = open.head().unwrap().count;
            match perform(&mut open, act) {
                None | Some(Ok(None)) => {
                    prop_assert_eq!(open.assessment(), &before, "{:?} changed something", act);
                    prop_assert_eq!(open.head().unwrap().count, rows);
                }
                Some(Err(refused)) => {
                    prop_assert!(refused.kind == zicha::error::ErrorKind::Input, "{act:?}: {refused}");
                    prop_assert_eq!(open.assessment(), &before, "{:?} was refused but changed something", act);
                    prop_assert_eq!(open.head().unwrap().count, rows);
                }
                Some(Ok(Some(saved))) => {
                    // The screen folds the same changes into its own copy.
                    for change in &saved.changes {
                        screen.apply(change).unwrap();
                    }
                    prop_assert_eq!(saved.head.count, rows + saved.changes.len() as u64);
                }
            }
            prop_assert_eq!(&screen, open.assessment());
        }
        let signed = open.assessment().sign_offs.clone();
        let (end, order) = (open.assessment().digest(), order_of_systems(open.assessment()));
        let at_end = open.assessment().clone();
        prop_assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);

        // A session that opens the file again sees the same and undoes the same.
        drop(open);
        let mut open = reopen(&path, 7);
        prop_assert_eq!(open.assessment(), &at_end);
        let mut undone = 0;
        while open.undo().unwrap().is_some() {
            undone += 1;
        }
        // The two systems of the workbook were added by steps as well.
        prop_assert_eq!(open.assessment().digest(), fresh_digest());
        prop_assert!(open.assessment().profile.systems.is_empty());
        prop_assert!(open.assessment().reviews.is_empty());
        // What somebody signed for is not taken back.
        prop_assert_eq!(&open.assessment().sign_offs, &signed);
        for _ in 0..undone {
            prop_assert!(open.redo().unwrap().is_some());
        }
        prop_assert_eq!(open.assessment().digest(), end);
        prop_assert_eq!(order_of_systems(open.assessment()), order);
        prop_assert_eq!(open.assessment(), &at_end);
        prop_assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
        drop(open);
        assert_befores_are_true(&Store::open(&path, Access::Read).unwrap());
    }
}

/// The digest right after creation, before any system was added.
fn fresh_digest() -> String {
    let folder = TempDir::new().unwrap();
    let pack = small_pack();
    let profile = profile(&pack);
    let made = Engagement::create(
        &path_in(&folder),
        pack,
        profile,
        SeededClock::new(1),
        "稽核人員甲".to_owned(),
    );
    made.unwrap().assessment().digest()
}

#[test]
fn a_bulk_answer_is_undone_in_one_step() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let before = open.assessment().clone();
    let keys = checks(&open, false);
    assert!(keys.len() > 10);
    open.answer(&keys, &state(State::Met)).unwrap();
    assert_eq!(open.assessment().answers.len(), keys.len());
    let saved = open.undo().unwrap().unwrap();
    assert_eq!(saved.changes.len(), keys.len());
    assert_eq!(open.assessment(), &before);
    open.redo().unwrap().unwrap();
    assert_eq!(open.assessment().answers.len(), keys.len());
}

#[test]
fn a_removed_system_comes_back_in_its_place_with_its_answers() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.4@trade")], &state(State::Met)).unwrap();
    let before = open.assessment().clone();
    let uid = before.profile.system("trade").unwrap().uid.clone();
    open.remove_system(&uid).unwrap();
    assert_eq!(order_of_systems(open.assessment()), ["hr"]);
    open.undo().unwrap();
    assert_eq!(order_of_systems(open.assessment()), ["trade", "hr"]);
    assert_eq!(open.assessment(), &before);
}

#[test]
fn a_new_change_clears_what_could_be_done_again() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    assert!(open.undo().unwrap().unwrap().can_redo);
    let saved = open
        .answer(&[key("4.1")], &state(State::NotMet))
        .unwrap()
        .unwrap();
    assert!(!saved.can_redo && saved.can_undo);
    assert!(open.redo().unwrap().is_none());
    // What was redone can be undone again.
    open.undo().unwrap().unwrap();
    open.redo().unwrap().unwrap();
    let saved = open.undo().unwrap().unwrap();
    assert!(saved.can_redo);
    assert!(open.assessment().answers.is_empty());
}

#[test]
fn making_the_workbook_is_not_undone() {
    let folder = TempDir::new().unwrap();
    let pack = small_pack();
    let profile = profile(&pack);
    let mut made = Engagement::create(
        &path_in(&folder),
        pack,
        profile,
        SeededClock::new(1),
        "甲".to_owned(),
    )
    .unwrap();
    assert!(made.undo().unwrap().is_none());
    assert!(made.redo().unwrap().is_none());
    assert!(!made.opened().unwrap().can_undo);
}

/// Registers an export the way the report does.
fn register_export(path: &std::path::Path, uid: &str) {
    let mut store = Store::open(path, Access::Write).unwrap();
    let mut assessment = store.assessment().unwrap();
    let record = ExportRecord {
        uid: uid.to_owned(),
        format: "report".to_owned(),
        file: "自評報告.pdf".to_owned(),
        sha256: "0".repeat(64),
        digest: assessment.digest(),
        signed_as: None,
        at: "2026-03-02T09:00:00+08:00".to_owned(),
    };
    let step = Step {
        action: Action::Export,
        changes: vec![Change {
            object: Object {
                kind: Kind::Export,
                uid: uid.to_owned(),
                field: None,
            },
            before: Value::Null,
            after: json!(record),
        }],
        undoes: None,
    };
    let stamp = Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: "甲".to_owned(),
    };
    let digest = assessment.digest();
    store
        .append(&mut assessment, &step, &stamp, &mut || uid.to_owned())
        .unwrap();
    assert_eq!(
        assessment.digest(),
        digest,
        "exporting changes nothing that is assessed"
    );
}

#[test]
fn an_export_is_not_undone_and_does_not_stand_in_the_way() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let path = open.path().to_owned();
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    open.undo().unwrap();
    drop(open);
    register_export(&path, "x1");
    let mut open = reopen(&path, 2);
    let state_now = |open: &Engagement| open.assessment().answer(&key("4.1")).map(|answer| answer.state);
    // An export neither takes away what could be done again …
    open.redo().unwrap().unwrap();
    assert_eq!(state_now(&open), Some(State::NotMet));
    drop(open);
    register_export(&path, "x2");
    // … nor what can be undone.
    let mut open = reopen(&path, 3);
    open.undo().unwrap().unwrap();
    open.undo().unwrap().unwrap();
    assert_eq!(state_now(&open), None);
    assert_eq!(open.assessment().exports.len(), 2);
    assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
}
