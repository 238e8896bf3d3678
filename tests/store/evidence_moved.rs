//! Evidence that was moved: found again by its hash, or below a root of this machine.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use zicha::engagement::Engagement;
use zicha::engagement::evidence::Watch;
use zicha::engagement::request::Relinked;
use zicha::model::assessment::EvidenceKind;
use zicha::model::reporting::EvidenceState;

use super::support::*;

fn relink(open: &mut Engagement, only: Option<&str>, folder: Option<&Path>) -> Relinked {
    unwatched(|watch| open.relink_evidence(only, folder, watch))
        .unwrap()
        .0
}

fn file(path: &Path) -> zicha::engagement::request::EvidenceDraft {
    evidence(EvidenceKind::File, path.to_str().unwrap())
}

#[test]
fn moved_files_and_folders_are_found_by_their_hash_in_one_step() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let old = home.path().join("舊");
    fs::create_dir_all(old.join("紀錄")).unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(old.join(name), name).unwrap();
        attached(&mut open, &file(&old.join(name))).unwrap();
        fs::write(old.join("紀錄").join(name), format!("紀錄 {name}")).unwrap();
    }
    let folder = evidence(EvidenceKind::Folder, old.join("紀錄").to_str().unwrap());
    attached(&mut open, &folder).unwrap();
    let before = open.assessment().clone();
    let new = home.path().join("新/下層");
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    fs::rename(&old, &new).unwrap();
    // A file of the same size is not the same file.
    fs::write(home.path().join("c.txt"), "x.txt").unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Missing; 3]);
    let found = relink(&mut open, None, None);
    assert!(found.missing.is_empty());
    let places: Vec<&str> = found.moved.iter().map(|(_, _, to)| to.as_str()).collect();
    assert_eq!(places, ["新/下層/a.txt", "新/下層/b.txt", "新/下層/紀錄"]);
    assert_eq!(evidence_states(&open), [EvidenceState::Ok; 3]);
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment(), &before, "one step");
}

#[test]
fn what_is_not_found_is_said_and_what_is_in_place_stays() {
    let (home, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = workbook(&home);
    for name in ["a.txt", "b.txt"] {
        fs::write(home.path().join(name), name).unwrap();
    }
    let a = attached(&mut open, &file(&home.path().join("a.txt"))).unwrap();
    attached(&mut open, &file(&home.path().join("b.txt"))).unwrap();
    assert_eq!(relink(&mut open, None, None), Relinked::default());
    fs::rename(home.path().join("a.txt"), elsewhere.path().join("改名.txt")).unwrap();
    let head = open.head().unwrap();
    assert_eq!(relink(&mut open, None, None).missing, [a.uid.as_str()]);
    assert_eq!(open.head().unwrap(), head);
    let found = relink(&mut open, Some(&a.uid), Some(elsewhere.path()));
    assert_eq!(found.moved.len(), 1);
    assert_eq!(evidence_states(&open), [EvidenceState::Ok; 2]);
    let nowhere = home.path().join("沒有");
    fs::remove_file(elsewhere.path().join("改名.txt")).unwrap();
    let refused = unwatched(|watch| open.relink_evidence(None, Some(&nowhere), watch));
    assert!(english(&refusal(refused).said).contains("沒有"));
}

#[test]
fn a_file_replaced_by_another_is_found_under_its_new_name() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let path = home.path().join("a.txt");
    fs::write(&path, "原本").unwrap();
    let one = attached(&mut open, &file(&path)).unwrap();
    fs::rename(&path, home.path().join("a-舊.txt")).unwrap();
    fs::write(&path, "新的").unwrap();
    assert_eq!(
        relink(&mut open, None, None),
        Relinked::default(),
        "something is there"
    );
    let found = relink(&mut open, Some(&one.uid), None);
    assert_eq!(found.moved[0].2, "a-舊.txt");
    assert_eq!(evidence_states(&open), [EvidenceState::Ok]);
}

#[test]
fn an_address_cannot_be_looked_for() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    let one = attached(&mut open, &evidence(EvidenceKind::Url, "https://example.org")).unwrap();
    let refused = unwatched(|watch| open.relink_evidence(Some(&one.uid), None, watch));
    assert!(english(&refusal(refused).said).contains("by their hash"));
}

#[test]
fn a_search_that_is_stopped_changes_nothing() {
    let home = TempDir::new().unwrap();
    let mut open = workbook(&home);
    fs::write(home.path().join("a.txt"), "甲").unwrap();
    attached(&mut open, &file(&home.path().join("a.txt"))).unwrap();
    fs::rename(home.path().join("a.txt"), home.path().join("b.txt")).unwrap();
    let head = open.head().unwrap();
    let mut progress = |_| {};
    let mut watch = Watch {
        progress: &mut progress,
        cancelled: &AtomicBool::new(true),
    };
    refusal(open.relink_evidence(None, None, &mut watch));
    assert_eq!(open.head().unwrap(), head);
}

#[test]
fn evidence_of_another_machine_is_found_below_a_root_of_this_one() {
    let (home, there, here) = (
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    );
    let mut open = workbook(&home);
    let far = there.path().join("佐證/2026");
    fs::create_dir_all(&far).unwrap();
    fs::write(far.join("a.txt"), "甲").unwrap();
    attached(&mut open, &file(&far.join("a.txt"))).unwrap();
    fs::create_dir_all(here.path().join("2026")).unwrap();
    fs::rename(far.join("a.txt"), here.path().join("2026/a.txt")).unwrap();
    assert_eq!(evidence_states(&open), [EvidenceState::Missing]);
    open.set_evidence_roots(vec![home.path().join("沒有"), here.path().to_owned()]);
    assert_eq!(evidence_states(&open), [EvidenceState::Ok]);
    // The stored place is that of the other machine still.
    assert!(open.evidence_in_order()[0].location.contains("佐證"));
}
