//! What became of asking for documents, and what is handed over: one step each, outside the digest.

use std::sync::atomic::AtomicBool;

use zicha::engagement::Engagement;
use zicha::engagement::request::{DocumentDraft, ExportKind, ExportRequest};
use zicha::lang::Lang;
use zicha::model::assessment::{EvidenceKind, State};
use zicha::model::documents::Document;
use zicha::model::journal::ChainResult;

use super::support::*;

const KEYS: [&str; 2] = ["帳號清查紀錄", "帳號管理程序"];

fn keys() -> Vec<String> {
    KEYS.map(str::to_owned).to_vec()
}

fn due(day: &str) -> DocumentDraft {
    DocumentDraft {
        due: Some(day.to_owned()),
        ..DocumentDraft::default()
    }
}

fn document(open: &Engagement, key: &str) -> Document {
    let found = open.documents().into_iter().find(|document| document.key == key);
    found.unwrap_or_else(|| panic!("no {key}"))
}

fn export(folder: &TempDir, kind: ExportKind) -> ExportRequest {
    ExportRequest {
        kind,
        output: folder.path().join(format!("交付.{}", kind.ending())),
        lang: Lang::ZhTw,
        time: None,
    }
}

const KINDS: [ExportKind; 4] = [
    ExportKind::Sheets,
    ExportKind::ChecksCsv,
    ExportKind::DocumentsXlsx,
    ExportKind::DocumentsPdf,
];

#[test]
fn several_documents_are_asked_for_in_one_step_that_is_undone_whole() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let digest = open.assessment().digest();
    let before = open.assessment().clone();
    let draft = DocumentDraft {
        custodian: Some(" 資訊部 ".to_owned()),
        ..due("2026-03-01")
    };
    let saved = open.set_documents(&keys(), &draft).unwrap().unwrap();
    assert_eq!(saved.changes.len(), 2);
    assert_eq!(
        open.assessment().digest(),
        digest,
        "asking changes nothing that is assessed"
    );
    for key in KEYS {
        let document = document(&open, key);
        assert_eq!(
            (document.custodian.as_str(), document.due.as_str()),
            ("資訊部", "2026-03-01")
        );
        assert!(document.overdue, "the clock says 2026-03-02");
    }
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment(), &before);
    open.redo().unwrap().unwrap();
    let path = open.path().to_owned();
    drop(open);
    assert!(document(&reopen(&path, 5), KEYS[1]).overdue);
    assert_eq!(checked(&path).result, ChainResult::Intact);
}

#[test]
fn what_stays_the_same_is_no_step_and_what_is_emptied_is_gone() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    assert!(open.set_documents(&keys(), &due("")).unwrap().is_none());
    assert!(open.set_documents(&[], &due("2026-04-01")).unwrap().is_none());
    open.set_documents(&keys(), &due("2026-04-01")).unwrap().unwrap();
    assert!(open.set_documents(&keys(), &due("2026-04-01")).unwrap().is_none());
    let twice = [keys(), keys()].concat();
    assert_eq!(
        open.set_documents(&twice, &due("2026-05-01"))
            .unwrap()
            .unwrap()
            .changes
            .len(),
        2
    );
    open.set_documents(&keys()[..1], &due("")).unwrap().unwrap();
    assert_eq!(open.assessment().documents.len(), 1);
    open.undo().unwrap().unwrap();
    assert_eq!(document(&open, KEYS[0]).due, "2026-05-01");
}

#[test]
fn days_that_do_not_exist_unknown_documents_and_endless_notes_change_nothing() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let count = open.head().unwrap().count;
    let received = DocumentDraft {
        received_on: Some("2026-13-01".to_owned()),
        ..DocumentDraft::default()
    };
    let noted = |length: usize| DocumentDraft {
        note: Some("備".repeat(length)),
        ..DocumentDraft::default()
    };
    let unknown = vec![KEYS[0].to_owned(), "沒有這份".to_owned()];
    for (keys, draft, named) in [
        (keys(), due("2026-02-30"), "2026-02-30"),
        (keys(), received, "2026-13-01"),
        (keys(), noted(100_001), "100000"),
        (unknown, due("2026-04-01"), "沒有這份"),
    ] {
        let error = refusal(open.set_documents(&keys, &draft));
        assert!(english(&error.said).contains(named), "{error}");
        assert!(!error.hints.is_empty());
    }
    assert_eq!(open.head().unwrap().count, count);
    open.set_documents(&keys(), &noted(100_000)).unwrap().unwrap();
    assert_eq!(document(&open, KEYS[0]).note.chars().count(), 100_000);
}

#[test]
fn every_export_is_registered_and_leaves_the_assessment_as_it_was() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let digest = open.assessment().digest();
    for kind in KINDS {
        let (done, saved) = open
            .write_export(&export(&folder, kind), &mut |_| {}, &AtomicBool::new(false))
            .unwrap();
        let saved = saved.expect("it is in the register");
        assert!(!saved.can_redo);
        let mut exports = open.assessment().exports.values();
        let record = exports.find(|record| record.sha256 == done.sha256).unwrap();
        assert_eq!((record.format.as_str(), &record.digest), (kind.id(), &digest));
        assert_eq!(record.file, format!("交付.{}", kind.ending()));
        assert!(done.rows > 0 && done.path.is_file());
    }
    assert_eq!(open.assessment().digest(), digest);
    assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn the_same_workbook_and_time_give_the_same_bytes() {
    for kind in KINDS {
        let folder = TempDir::new().unwrap();
        let path = filled(&folder);
        let copy = folder.path().join("副本.zicha");
        std::fs::copy(&path, &copy).unwrap();
        let bytes = [&path, &copy].map(|path| {
            let mut open = reopen(path, 9);
            open.write_export(&export(&folder, kind), &mut |_| {}, &AtomicBool::new(false))
                .unwrap();
            std::fs::read(folder.path().join(format!("交付.{}", kind.ending()))).unwrap()
        });
        assert!(bytes[0] == bytes[1], "{kind:?}");
    }
}

#[test]
fn a_workbook_is_never_overwritten_by_an_export() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let other = folder.path().join("別的自評.zicha");
    std::fs::copy(open.path(), &other).unwrap();
    for path in [open.path().to_owned(), other] {
        let request = ExportRequest {
            output: path.clone(),
            ..export(&folder, ExportKind::Sheets)
        };
        let error = refusal(open.write_export(&request, &mut |_| {}, &AtomicBool::new(false)));
        assert_eq!(error.said.id, "error.over_workbook");
        assert!(std::fs::read(path).unwrap().starts_with(b"SQLite"));
    }
    assert!(open.assessment().exports.is_empty());
}

#[test]
fn hostile_words_reach_the_sheets_whole_and_harmless() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let long = "很長的說明，".repeat(10_000);
    open.answer(&[key("4.1")], &note("=HYPERLINK(\"http://x\")\u{1b}[2J"))
        .unwrap();
    open.answer(&[key("4.4@trade")], &note(&long)).unwrap();
    open.answer(&[key("4.4@trade")], &state(State::Met)).unwrap();
    let mut piece = evidence(EvidenceKind::Document, "資安-01");
    piece.title = "\u{202e}清冊\u{0}".to_owned();
    open.attach_evidence(&piece, &tie("4.1")).unwrap();
    open.set_documents(
        &keys(),
        &DocumentDraft {
            note: Some("@cmd|' /C calc'!A0".to_owned()),
            ..DocumentDraft::default()
        },
    )
    .unwrap();
    for kind in KINDS {
        let (done, _) = open
            .write_export(&export(&folder, kind), &mut |_| {}, &AtomicBool::new(false))
            .unwrap();
        let expected = usize::from(kind == ExportKind::Sheets);
        assert_eq!(done.continued, expected, "{kind:?}");
    }
    let csv = std::fs::read_to_string(folder.path().join("交付.csv")).unwrap();
    assert!(
        csv.contains("'=HYPERLINK(\"\"http://x\"\")␛[2J"),
        "guarded and quoted"
    );
    assert!(csv.contains(&long), "CSV knows no longest cell");
}

#[test]
fn evidence_in_the_sheets_never_shows_the_folders_of_the_machine() {
    let folder = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    let file = elsewhere.path().join("清查.txt");
    std::fs::write(&file, "甲").unwrap();
    let mut open = workbook(&folder);
    let piece = evidence(EvidenceKind::File, file.to_str().unwrap());
    open.attach_evidence(&piece, &tie("4.1")).unwrap();
    open.write_export(
        &export(&folder, ExportKind::ChecksCsv),
        &mut |_| {},
        &AtomicBool::new(false),
    )
    .unwrap();
    let csv = std::fs::read_to_string(folder.path().join("交付.csv")).unwrap();
    assert!(csv.contains("E-001 清查.txt"));
    assert!(!csv.contains(elsewhere.path().to_str().unwrap()));
}
