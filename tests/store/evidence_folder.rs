//! A folder as evidence, and a picture of a screen.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use zicha::engagement::request::EvidenceDraft;
use zicha::model::assessment::EvidenceKind;
use zicha::model::reporting::EvidenceState;

use super::support::*;

fn folder_at(path: &Path) -> EvidenceDraft {
    evidence(EvidenceKind::Folder, path.to_str().unwrap())
}

fn hex_of(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[test]
fn the_hash_of_a_folder_is_that_of_the_sorted_list_of_its_files() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let records = home.path().join("清查");
    fs::create_dir_all(records.join("下半年")).unwrap();
    fs::create_dir(records.join("空")).unwrap();
    for (name, content) in [("b.txt", "乙"), ("下半年/a.txt", "甲"), (".隱藏", "")] {
        fs::write(records.join(name), content).unwrap();
    }
    let one = attached(&mut open, &folder_at(&records)).unwrap();
    let line = |name: &str, content: &str| format!("{name}\0{}\0{}\n", content.len(), hex_of(content));
    let manifest = [line(".隱藏", ""), line("b.txt", "乙"), line("下半年/a.txt", "甲")].concat();
    assert_eq!(one.sha256, Some(hex_of(manifest)));
    assert_eq!((one.files, one.size), (Some(3), Some(6)));
    assert_eq!((one.location.as_str(), one.title.as_str()), ("清查", "清查"));
    assert_eq!(evidence_states(&open), [EvidenceState::Ok]);
    // A hidden file, a renamed one and one more are all seen.
    fs::write(records.join(".隱藏"), "x").unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Changed]);
    fs::write(records.join(".隱藏"), "").unwrap();
    fs::rename(records.join("b.txt"), records.join("c.txt")).unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Changed]);
    fs::remove_dir_all(&records).unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Missing]);
    fs::write(&records, "").unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::NotAFile]);
}

#[test]
fn a_folder_without_files_or_with_the_workbook_in_it_is_refused() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let empty = home.path().join("空資料夾");
    fs::create_dir(&empty).unwrap();
    let refused = refusal(attached(&mut open, &folder_at(&empty)));
    assert!(
        english(&refused.said).contains("no file in the folder"),
        "{refused}"
    );
    let refused = refusal(attached(&mut open, &folder_at(home.path())));
    assert!(english(&refused.said).contains("workbook itself"), "{refused}");
    fs::write(home.path().join("a"), "a").unwrap();
    let refused = refusal(attached(&mut open, &folder_at(&home.path().join("a"))));
    assert!(english(&refused.said).contains("is not a folder"), "{refused}");
    assert!(open.assessment().evidence.is_empty());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_in_a_folder_is_named() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let records = home.path().join("清查");
    fs::create_dir_all(records.join("甲")).unwrap();
    fs::write(records.join("甲/a.txt"), "a").unwrap();
    let head = open.head().unwrap();
    let mut refused_naming = |name: &str, words: &str| {
        let refused = refusal(attached(&mut open, &folder_at(&records)));
        let said = english(&refused.said);
        assert!(said.contains(name) && said.contains(words), "{said}");
    };
    symlink(&records, records.join("甲/回頭")).unwrap();
    refused_naming("甲/回頭", "leads back");
    fs::remove_file(records.join("甲/回頭")).unwrap();

    // Two folders that lead into each other.
    fs::create_dir(home.path().join("乙")).unwrap();
    symlink(home.path().join("乙"), records.join("到乙")).unwrap();
    symlink(&records, home.path().join("乙/到清查")).unwrap();
    refused_naming("到乙/到清查", "leads back");
    fs::remove_file(records.join("到乙")).unwrap();

    symlink("自己", records.join("自己")).unwrap();
    refused_naming("自己", "cannot be read");
    fs::remove_file(records.join("自己")).unwrap();

    let socket = UnixListener::bind(records.join("插座")).unwrap();
    refused_naming("插座", "device, pipe or socket");
    drop(socket);
    fs::remove_file(records.join("插座")).unwrap();

    symlink("/dev/zero", records.join("零")).unwrap();
    refused_naming("零", "device, pipe or socket");
    fs::remove_file(records.join("零")).unwrap();

    let odd = records.join(std::ffi::OsStr::from_bytes(b"\xb1b.txt"));
    fs::write(&odd, "Big5").unwrap();
    refused_naming("b.txt", "not Unicode");
    fs::remove_file(odd).unwrap();

    for number in 0..9 {
        symlink("沒有", records.join(format!("斷{number}"))).unwrap();
    }
    refused_naming("斷", "and 4 more");
    assert_eq!(open.head().unwrap(), head);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_followed_and_its_content_counts() {
    let (home, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = workbook(&home);
    let records = home.path().join("清查");
    fs::create_dir(&records).unwrap();
    fs::write(elsewhere.path().join("a"), "一").unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), records.join("外面")).unwrap();
    let one = attached(&mut open, &folder_at(&records)).unwrap();
    assert_eq!(one.files, Some(1));
    fs::write(elsewhere.path().join("a"), "二").unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Changed]);
}

#[test]
fn a_screenshot_is_a_picture() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let (picture, text) = (home.path().join("畫面.png"), home.path().join("假.png"));
    fs::write(&picture, b"\x89PNG\r\n\x1a\n....").unwrap();
    fs::write(&text, "not a picture").unwrap();
    let shot = |path: &Path| evidence(EvidenceKind::Screenshot, path.to_str().unwrap());
    let one = attached(&mut open, &shot(&picture)).unwrap();
    assert!(one.sha256.is_some());
    let refused = refusal(attached(&mut open, &shot(&text)));
    assert!(english(&refused.said).contains("not a picture"), "{refused}");
    fs::remove_file(&picture).unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Missing]);
}
