//! The folder of evidence that is handed over.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde_json::Value;
use sha2::{Digest, Sha256};
use zicha::engagement::Engagement;
use zicha::engagement::evidence::{ExportedEvidence, Watch};
use zicha::engagement::request::EvidenceDraft;
use zicha::lang::Lang;
use zicha::model::assessment::EvidenceKind;

use super::support::*;

fn export(open: &mut Engagement, to: &Path) -> zicha::error::Result<ExportedEvidence> {
    unwatched(|watch| open.export_evidence(to, Lang::ZhTw, watch))
}

fn file(path: &Path) -> EvidenceDraft {
    evidence(EvidenceKind::File, path.to_str().unwrap())
}

/// A workbook with a file that serves two articles, a folder, a document and a missing file.
fn filled_with_evidence(home: &TempDir) -> Engagement {
    let mut open = workbook(home);
    let (a, gone, records) = (
        home.path().join("=清查.txt"),
        home.path().join("不見.txt"),
        home.path().join("紀錄"),
    );
    fs::write(&a, "甲").unwrap();
    fs::write(&gone, "乙").unwrap();
    fs::create_dir_all(records.join("下層")).unwrap();
    fs::write(records.join("下層/b.txt"), "丙").unwrap();
    fs::write(records.join(".隱藏"), "丁").unwrap();
    open.attach_evidence_to(&file(&a), &[tie("4.1"), tie("8.1@trade"), tie("8.1@hr")])
        .unwrap();
    let folder = evidence(EvidenceKind::Folder, records.to_str().unwrap());
    open.attach_evidence(&folder, &tie("4.4@trade")).unwrap();
    open.attach_evidence(&evidence(EvidenceKind::Document, "=資安-01"), &tie("4.1"))
        .unwrap();
    open.attach_evidence(&file(&gone), &tie("4.1")).unwrap();
    fs::remove_file(gone).unwrap();
    open
}

fn all_files(folder: &Path) -> Vec<String> {
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => files.push(
                    path.strip_prefix(folder)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                ),
            }
        }
    }
    files.sort();
    files
}

#[test]
fn copies_lie_by_article_and_the_manifest_lists_everything() {
    let (home, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = filled_with_evidence(&home);
    let target = out.path().join("佐證");
    let done = export(&mut open, &target).unwrap();
    assert_eq!(done.copied, 4);
    assert_eq!(done.faulty, ["E-004"]);
    let article = |number: u16| {
        let title = &open.pack().article(number).unwrap().title.zh_tw;
        format!("{number:02} {title}")
    };
    let mut expected = vec![
        format!("{}/E-001 =清查.txt", article(4)),
        format!("{}/E-001 =清查.txt", article(8)),
        format!("{}/E-002 紀錄/.隱藏", article(4)),
        format!("{}/E-002 紀錄/下層/b.txt", article(4)),
        "manifest.csv".to_owned(),
        "manifest.json".to_owned(),
    ];
    expected.sort();
    assert_eq!(all_files(&target), expected);

    let manifest: Value = serde_json::from_slice(&fs::read(target.join("manifest.json")).unwrap()).unwrap();
    let rows = manifest["evidence"].as_array().unwrap();
    assert_eq!(rows.len(), 6, "one for each tie");
    for row in rows {
        let Some(copy) = row["copy_sha256"].as_str() else {
            continue;
        };
        let bytes = fs::read(target.join(row["copy"].as_str().unwrap())).unwrap();
        assert_eq!(copy, hex::encode(Sha256::digest(bytes)));
        assert_eq!(row["sha256"], row["copy_sha256"]);
    }
    let missing = rows.iter().find(|row| row["label"] == "E-004").unwrap();
    assert_eq!(
        (&missing["copy"], &missing["state"]),
        (&Value::Null, &Value::from("missing"))
    );
    assert!(
        rows.iter()
            .any(|row| row["label"] == "E-003" && row["kind"] == "document")
    );

    let csv = fs::read_to_string(target.join("manifest.csv")).unwrap();
    assert_eq!(csv.lines().count(), 7);
    assert!(csv.contains("'=資安-01"), "no cell is a formula: {csv}");
    let text = fs::read_to_string(target.join("manifest.json")).unwrap() + &csv;
    assert!(
        !text.contains(home.path().to_str().unwrap()),
        "no folder of the machine"
    );
    // It is in the register and cannot be undone.
    assert_eq!(open.assessment().exports.len(), 1);
}

#[test]
fn nothing_is_overwritten_and_no_evidence_is_written_into() {
    let (home, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = filled_with_evidence(&home);
    let target = out.path().join("佐證");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("別人的"), "x").unwrap();
    let refused = refusal(export(&mut open, &target));
    assert!(english(&refused.said).contains("there already"), "{refused}");
    assert_eq!(all_files(&target), ["別人的"]);
    let inside = home.path().join("紀錄/佐證");
    let refused = refusal(export(&mut open, &inside));
    assert!(english(&refused.said).contains("E-002"), "{refused}");
    let nowhere = out.path().join("沒有/佐證");
    let refused = refusal(export(&mut open, &nowhere));
    assert!(english(&refused.said).contains("沒有"), "{refused}");
    assert!(open.assessment().exports.is_empty());
}

#[test]
fn a_stopped_export_leaves_nothing_behind() {
    let (home, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = filled_with_evidence(&home);
    // Stopped in the middle of copying, once files lie there already.
    let cancelled = AtomicBool::new(false);
    let seen: std::cell::RefCell<Vec<PathBuf>> = std::cell::RefCell::default();
    let mut progress = |progress: zicha::engagement::request::Progress| {
        let begun: Vec<PathBuf> = fs::read_dir(out.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        if !begun.is_empty() && progress.done > 0 {
            seen.borrow_mut().extend(begun);
            cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    };
    let mut watch = Watch {
        progress: &mut progress,
        cancelled: &cancelled,
    };
    let refused = refusal(open.export_evidence(&out.path().join("佐證"), Lang::En, &mut watch));
    assert!(english(&refused.said).contains("cancelled"), "{refused}");
    assert!(!seen.borrow().is_empty(), "it had begun");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    assert!(open.assessment().exports.is_empty());
}

#[cfg(unix)]
#[test]
fn names_that_lead_elsewhere_or_hold_escape_sequences_stay_inside() {
    let (home, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = workbook(&home);
    let records = home.path().join("紀\u{1b}[2J錄");
    fs::create_dir(&records).unwrap();
    for name in ["a\u{1b}]0;x\u{7}.txt", "a\\..\\..\\b.txt", "..c", "CON"] {
        fs::write(records.join(name), name).unwrap();
    }
    let folder = evidence(EvidenceKind::Folder, records.to_str().unwrap());
    open.attach_evidence(&folder, &tie("4.1")).unwrap();
    let target = out.path().join("佐證");
    let done = export(&mut open, &target).unwrap();
    assert_eq!((done.copied, done.faulty.len()), (4, 0));
    assert_eq!(all_files(&target).len(), 6);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
    for name in all_files(&target) {
        assert!(!name.contains(['\u{1b}', '\u{7}', '\\']), "{name:?}");
    }
}
