//! A whole workbook as JSON: out and in again, and what is refused on the way in.

mod dice;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::DateTime;
use proptest::prelude::*;
use serde_json::{Value, json};
use zicha::exchange::json::{Extent, JsonError, ReportMade, WorkbookFile, read};
use zicha::model::assessment::Assessment;
use zicha::model::journal::Head;
use zicha::model::pack::Pack;
use zicha::model::reporting::{EvidenceState, ReportOptions};

use dice::Dice;

/// The built-in pack with its first article alone, which is read faster.
static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut pack = zicha::pack::builtin().unwrap();
    pack.articles.truncate(1);
    pack
});

fn made() -> ReportMade {
    ReportMade {
        options: ReportOptions::default(),
        created: DateTime::parse_from_rfc3339("2026-07-15T17:00:00.123456789+08:00").unwrap(),
        signer: Some("資訊主管".to_owned()),
        program_version: "0.1.0".to_owned(),
        official: None,
    }
}

fn file_of(assessment: &Assessment) -> WorkbookFile {
    let head = Head {
        count: 61,
        head: "5a".repeat(32),
    };
    let states: BTreeMap<String, EvidenceState> = assessment
        .evidence
        .keys()
        .cloned()
        .zip([
            EvidenceState::Unreadable,
            EvidenceState::Ok,
            EvidenceState::NotAFile,
        ])
        .collect();
    let digest = assessment.digest();
    WorkbookFile::new(&PACK, assessment, Extent::Whole, &head, &digest, &states)
}

fn some_file() -> WorkbookFile {
    file_of(&dice::assessment(&mut Dice(7)))
}

/// The file as JSON values, changed, and read.
fn changed(change: impl FnOnce(&mut Value)) -> JsonError {
    let mut value: Value = serde_json::from_slice(&some_file().write().unwrap()).unwrap();
    change(&mut value);
    read(value.to_string().as_bytes()).unwrap_err()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_workbook_comes_in_as_it_went_out_and_goes_out_as_the_same_bytes(seed: u64) {
        let mut dice = Dice(seed);
        let assessment = dice::assessment(&mut dice);
        let file = file_of(&assessment);
        let file = if dice.flip() { file.of_report(made()) } else { file };
        let bytes = file.write().unwrap();
        let again = read(&bytes).unwrap();
        prop_assert_eq!(&again, &file);
        prop_assert_eq!(again.assessment().unwrap(), assessment);
        prop_assert!(again.is_written_as(&bytes));
        prop_assert_eq!(again.write().unwrap(), bytes);
    }

    #[test]
    fn whatever_is_changed_in_the_file_is_read_or_refused_without_a_crash(
        place: prop::sample::Index, byte: u8, cut in any::<bool>()
    ) {
        let mut bytes = some_file().write().unwrap();
        let place = place.index(bytes.len());
        match cut {
            true => bytes.truncate(place),
            false => bytes[place] = byte,
        }
        let _ = read(&bytes);
    }
}

#[test]
fn an_unknown_field_is_refused_wherever_it_stands_and_the_place_is_named() {
    for (pointer, path) in [
        ("", "colour"),
        ("/journal", "journal.colour"),
        ("/assessment", "assessment.colour"),
        ("/assessment/profile", "assessment.profile.colour"),
        ("/assessment/answers/0", "assessment.answers[0].colour"),
        ("/pack/articles/0/clauses/0", "pack.articles[0].clauses[0].colour"),
    ] {
        let fault = changed(|value| value.pointer_mut(pointer).unwrap()["colour"] = json!(1));
        let JsonError::Json { path: named, .. } = &fault else {
            panic!("{fault}");
        };
        assert_eq!(named, path);
        assert!(fault.to_string().contains("colour"), "{fault}");
    }
}

#[test]
fn a_field_that_is_missing_or_of_the_wrong_kind_is_refused_with_its_place() {
    let fault = changed(|value| drop(value["assessment"].as_object_mut().unwrap().remove("links")));
    assert!(fault.to_string().starts_with("at assessment"), "{fault}");
    let fault = changed(|value| value["assessment"]["answers"][0]["state"] = json!("perfect"));
    assert!(
        fault.to_string().starts_with("at assessment.answers[0].state"),
        "{fault}"
    );
}

#[test]
fn records_that_are_not_those_of_the_digest_are_refused() {
    let fault = changed(|value| value["assessment"]["answers"][0]["note"] = json!("改過"));
    assert!(matches!(fault, JsonError::Digest), "{fault}");
}

#[test]
fn two_records_of_one_uid_are_refused() {
    let fault = changed(|value| {
        let answers = value["assessment"]["answers"].as_array_mut().unwrap();
        answers.push(answers[0].clone());
    });
    assert!(matches!(fault, JsonError::UidTwice(_)), "{fault}");
}

#[test]
fn json_of_something_else_and_of_a_later_version_is_told_apart() {
    for other in [
        json!({}),
        json!({"format": "other"}),
        json!({"format": 1, "version": 1}),
    ] {
        let fault = read(other.to_string().as_bytes()).unwrap_err();
        assert!(matches!(fault, JsonError::NotOurs), "{fault}");
    }
    let later = json!({"format": "zicha-workbook", "version": 2, "new": true});
    let fault = read(later.to_string().as_bytes()).unwrap_err();
    assert!(matches!(fault, JsonError::OtherVersion { .. }), "{fault}");
}

#[test]
fn deep_nesting_bytes_after_the_end_and_what_is_no_json_are_refused() {
    let deep = format!("{{\"format\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let mut longer = some_file().write().unwrap();
    longer.extend(b" {}");
    for bytes in [deep.as_bytes(), &longer, b"", b"\xff"] {
        assert!(matches!(read(bytes), Err(JsonError::Json { .. })));
    }
}
