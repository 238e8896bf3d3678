//! Evidence: references to files, addresses and documents, and what became of them.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use sha2::{Digest, Sha256};
use zicha::engagement::Engagement;
use zicha::engagement::request::EvidenceDraft;
use zicha::model::assessment::{Evidence, EvidenceKind};
use zicha::model::reporting::EvidenceState;

use super::support::*;

fn file(path: &Path) -> EvidenceDraft {
    evidence(EvidenceKind::File, path.to_str().unwrap())
}

fn attach(open: &mut Engagement, draft: &EvidenceDraft) -> Evidence {
    open.attach_evidence(draft, &tie("4.1")).unwrap().unwrap();
    let newest = open
        .assessment()
        .evidence
        .values()
        .max_by_key(|evidence| evidence.number);
    newest.unwrap().clone()
}

fn states(open: &Engagement) -> Vec<EvidenceState> {
    let found = open.check_evidence(&mut |_| {}, &AtomicBool::new(false)).unwrap();
    found.into_iter().map(|(_, state)| state).collect()
}

#[test]
fn a_file_is_hashed_and_stored_relative_below_the_workbook() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let below = folder.path().join("佐證");
    fs::create_dir(&below).unwrap();
    let path = below.join("帳號清查紀錄.txt");
    fs::write(&path, "已清查").unwrap();
    let attached = attach(&mut open, &file(&below.join("../佐證/帳號清查紀錄.txt")));
    assert_eq!(attached.location, "佐證/帳號清查紀錄.txt");
    assert_eq!(attached.title, "帳號清查紀錄.txt");
    assert_eq!(attached.sha256, Some(hex::encode(Sha256::digest("已清查"))));
    assert_eq!(attached.size, Some(9));
    assert_eq!(attached.label(), "E-001");
    assert!(attached.modified.is_some());
    assert_eq!(attached.attached_by, "稽核人員甲");
    assert_eq!(states(&open), [EvidenceState::Ok]);

    // The whole folder may move.
    drop(open);
    let elsewhere = TempDir::new().unwrap();
    let moved = elsewhere.path().join("搬移後");
    fs::rename(folder.path(), &moved).unwrap();
    assert_eq!(states(&reopen(&moved.join("自評.zicha"), 2)), [EvidenceState::Ok]);
}

#[test]
fn a_file_elsewhere_is_stored_absolute() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut open = workbook(&folder);
    let path = elsewhere.path().join("政策.pdf");
    fs::write(&path, "存取控制政策").unwrap();
    let attached = attach(&mut open, &file(&path));
    assert!(Path::new(&attached.location).is_absolute());
    assert_eq!(
        open.resolved_path(&attached.location),
        path.canonicalize().unwrap()
    );
    assert_eq!(states(&open), [EvidenceState::Ok]);
}

#[test]
fn what_is_not_a_file_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let head = open.head().unwrap();
    let mut places = vec![folder.path().to_owned(), folder.path().join("沒有.pdf")];
    if cfg!(unix) {
        places.push("/dev/zero".into());
    }
    for path in places {
        let refused = refusal(open.attach_evidence(&file(&path), &tie("4.1")));
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(english(&refused.said).contains(name), "{refused}");
    }
    assert_eq!(open.head().unwrap(), head);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_it() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let socket = folder.path().join("socket");
    let _listening = UnixListener::bind(&socket).unwrap();
    let pipe = folder.path().join("pipe");
    #[allow(clippy::disallowed_methods)]
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    let link = folder.path().join("link");
    symlink(&pipe, &link).unwrap();
    let mut places = vec![socket];
    if made.is_ok_and(|status| status.success()) {
        places.extend([pipe.clone(), link]);
    }
    for path in places {
        let refused = refusal(open.attach_evidence(&file(&path), &tie("4.1")));
        assert!(english(&refused.said).contains("is not a file"), "{refused}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_are_named() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let (a, b) = (folder.path().join("甲"), folder.path().join("乙"));
    symlink(&a, &b).unwrap();
    symlink(&b, &a).unwrap();
    let refused = refusal(open.attach_evidence(&file(&a), &tie("4.1")));
    assert!(english(&refused.said).contains('甲'), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_text_is_refused_with_what_to_do() {
    use std::os::unix::ffi::OsStrExt;
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let odd = folder
        .path()
        .join(std::ffi::OsStr::from_bytes(b"\xb1b\xb8\xb9.txt"));
    fs::write(&odd, "Big5").unwrap();
    // A user reaches such a name only through a link or a parent that is text.
    let link = folder.path().join("連結");
    std::os::unix::fs::symlink(&odd, &link).unwrap();
    let refused = refusal(open.attach_evidence(&file(&link), &tie("4.1")));
    assert!(english(&refused.said).contains("not Unicode"), "{refused}");
    assert!(
        english(&refused.hints[0]).contains("rename"),
        "{:?}",
        refused.hints
    );
}

#[test]
fn what_became_of_a_file_is_told() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    for name in ["same", "changed", "gone", "became a folder"] {
        let path = folder.path().join(name);
        fs::write(&path, "內容").unwrap();
        attach(&mut open, &file(&path));
    }
    fs::write(folder.path().join("changed"), "內文").unwrap();
    for name in ["gone", "became a folder"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join("became a folder")).unwrap();
    assert_eq!(
        states(&open),
        [
            EvidenceState::Ok,
            EvidenceState::Changed,
            EvidenceState::Missing,
            EvidenceState::NotAFile
        ]
    );
}

#[cfg(unix)]
#[test]
fn one_file_that_cannot_be_read_hides_no_other() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    for name in ["first", "second"] {
        let path = folder.path().join(name);
        fs::write(&path, name).unwrap();
        attach(&mut open, &file(&path));
    }
    // Now a link to itself, which no permission opens.
    let first = folder.path().join("first");
    fs::remove_file(&first).unwrap();
    std::os::unix::fs::symlink(&first, &first).unwrap();
    assert_eq!(states(&open), [EvidenceState::Unreadable, EvidenceState::Ok]);
}

#[test]
fn dates_tell_what_has_expired_and_what_lies_outside_the_period() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let dated = |dated: &str, until: &str| EvidenceDraft {
        dated: dated.to_owned(),
        valid_until: until.to_owned(),
        ..evidence(EvidenceKind::Document, "資安-01")
    };
    // The clock stands at 2026-03-02.
    for (day, until) in [
        ("2026-01-31", "2026-03-02"),
        ("2026-01-31", "2026-03-01"),
        ("2025-12-31", ""),
        ("2026-07-01", ""),
        ("2026-01-01", ""),
        ("", ""),
    ] {
        attach(&mut open, &dated(day, until));
    }
    use EvidenceState::{Expired, Ok, OutsidePeriod};
    assert_eq!(states(&open), [Ok, Expired, Ok, Ok, Ok, Ok]);
    let period = serde_json::json!({ "from": "2026-01-01", "to": "2026-06-30" });
    open.set_profile(&[("assessment".to_owned(), period)]).unwrap();
    assert_eq!(states(&open), [Ok, Expired, OutsidePeriod, OutsidePeriod, Ok, Ok]);
    // Validity is judged as of the day the findings stand as of.
    open.set_profile(&[("assessment.as_of".to_owned(), "2026-02-28".into())])
        .unwrap();
    assert_eq!(states(&open), [Ok, Ok, OutsidePeriod, OutsidePeriod, Ok, Ok]);
    for bad in ["2026-13-01", "soon", "20260301"] {
        refusal(open.attach_evidence(&dated(bad, ""), &tie("4.1")));
        refusal(open.attach_evidence(&dated("", bad), &tie("4.1")));
    }
}

#[test]
fn long_names_and_escape_sequences_are_data() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let title = format!("\u{1b}]0;x\u{7}{}", "長".repeat(10_000));
    let draft = EvidenceDraft {
        title: title.clone(),
        custodian: "\u{1b}[31m資訊主管".to_owned(),
        ..evidence(EvidenceKind::Document, "資安-\u{9b}31m01")
    };
    attach(&mut open, &draft);
    let path = open.path().to_owned();
    drop(open);
    let kept = reopen(&path, 2)
        .assessment()
        .evidence
        .values()
        .next()
        .unwrap()
        .clone();
    assert_eq!(
        (kept.title, kept.custodian, kept.location),
        (title, draft.custodian, draft.location)
    );

    let mut open = reopen(&path, 3);
    let long = evidence(EvidenceKind::File, &"長".repeat(10_000));
    let refused = refusal(open.attach_evidence(&long, &tie("4.1")));
    assert!(english(&refused.said).contains("too long by 5904"), "{refused}");
    #[cfg(unix)]
    {
        let name = "\u{1b}[2J\n紅.txt";
        fs::write(folder.path().join(name), "x").unwrap();
        let attached = attach(&mut open, &file(&folder.path().join(name)));
        assert_eq!(
            (attached.location.as_str(), attached.title.as_str()),
            (name, name)
        );
        assert_eq!(states(&open).last(), Some(&EvidenceState::Ok));
    }
}

#[test]
fn an_address_begins_as_addresses_do_and_nothing_is_empty() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    attach(
        &mut open,
        &evidence(EvidenceKind::Url, " https://example.org/政策 "),
    );
    for (kind, location) in [
        (EvidenceKind::Url, "example.org"),
        (EvidenceKind::Url, "javascript:alert(1)"),
        (EvidenceKind::Url, "file:///etc/passwd"),
        (EvidenceKind::Document, "  "),
        (EvidenceKind::File, ""),
    ] {
        refusal(open.attach_evidence(&evidence(kind, location), &tie("4.1")));
    }
    assert_eq!(open.assessment().evidence.len(), 1);
}

#[test]
fn one_piece_serves_many_checks_and_goes_with_all_its_ties() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = attach(&mut open, &evidence(EvidenceKind::Document, "資安-01")).uid;
    open.link_evidence(&uid, &tie("4.4@trade")).unwrap().unwrap();
    assert_eq!(
        open.link_evidence(&uid, &tie("4.4@trade")).unwrap(),
        None,
        "tied twice"
    );
    let item = |id: &str| zicha::engagement::request::LinkDraft {
        item: Some(id.to_owned()),
        ..tie("4.4@trade")
    };
    open.link_evidence(&uid, &item("e1")).unwrap().unwrap();
    let refused = refusal(open.link_evidence(&uid, &item("e99")));
    assert!(english(&refused.said).contains("e99"), "{refused}");
    refusal(open.link_evidence("nobody", &tie("4.1")));
    let check = key("4.4@trade");
    let tied = |open: &Engagement| open.assessment().links_for(check.clause, &check.target).count();
    assert_eq!(tied(&open), 2);

    open.remove_evidence(&uid).unwrap().unwrap();
    assert_eq!(
        (
            open.assessment().evidence.len(),
            open.assessment().links.len(),
            tied(&open)
        ),
        (0, 0, 0)
    );
    open.undo().unwrap().unwrap();
    assert_eq!(
        (
            open.assessment().evidence.len(),
            open.assessment().links.len(),
            tied(&open)
        ),
        (1, 3, 2)
    );
    let link = open
        .assessment()
        .links_for(check.clause, &check.target)
        .next()
        .unwrap()
        .uid
        .clone();
    open.unlink_evidence(&link).unwrap().unwrap();
    assert_eq!((open.assessment().evidence.len(), tied(&open)), (1, 1));
}

#[test]
fn looking_at_files_can_be_stopped_and_says_how_far_it_is() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(name), name.repeat(10)).unwrap();
        attach(&mut open, &file(&folder.path().join(name)));
    }
    let head = open.head().unwrap();
    let mut seen = Vec::new();
    open.check_evidence(
        &mut |progress| seen.push((progress.done, progress.total)),
        &AtomicBool::new(false),
    )
    .unwrap();
    assert_eq!((seen.first(), seen.last()), (Some(&(0, 30)), Some(&(30, 30))));
    assert!(seen.is_sorted());
    let refused = refusal(open.check_evidence(&mut |_| {}, &AtomicBool::new(true)));
    assert!(english(&refused.said).contains("cancelled"), "{refused}");
    assert_eq!(open.head().unwrap(), head);
}
