//! What the lint finds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use zicha::pack::{Fault, lint_dir};

use crate::fixtures::{self, Fixture};

/// A fault without its words: file, path, rule.
fn brief(faults: &[Fault]) -> Vec<(String, String, String)> {
    faults
        .iter()
        .map(|fault| (fault.file.clone(), fault.path.clone(), fault.rule().to_owned()))
        .collect()
}

fn expected(fixture: &Fixture) -> (String, String, String) {
    let (file, path) = fixture.expected.clone();
    (file, path, fixture.rule.clone())
}

fn assert_worded(fault: &Fault) {
    for text in [fault.message(), fault.remedy()] {
        assert!(!text.zh_tw.is_empty() && !text.en.is_empty(), "{fault:?}");
        assert_ne!(text.zh_tw, text.en, "{fault:?}");
    }
}

#[test]
fn valid_packs_of_invented_frameworks_have_no_faults() {
    for name in ["harbour", "smallest"] {
        assert_eq!(
            lint_dir(&fixtures::folder().join("valid").join(name)),
            [],
            "{name}"
        );
    }
}

#[test]
fn every_broken_pack_has_exactly_the_fault_its_name_says() {
    let mut wrong = Vec::new();
    for fixture in fixtures::invalid() {
        let pack = fixtures::copy("harbour");
        fixture.apply(pack.path());
        let faults = lint_dir(pack.path());
        if brief(&faults) != [expected(&fixture)] {
            wrong.push(format!("{}: {:#?}", fixture.name, brief(&faults)));
        }
        faults.iter().for_each(assert_worded);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_that_a_file_can_break_has_a_broken_pack() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pack/lint/problem.rs");
    let source = fs::read_to_string(source).unwrap();
    let rules: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Problem::")?.split_once("=> \""))
        .map(|(_, rule)| rule.trim_end_matches("\","))
        .collect();
    assert!(rules.len() > 40, "{rules:?}");
    // Faults of the folder rather than of a text; they have tests of their own below.
    let of_folders = BTreeSet::from([
        "folder",
        "not_a_file",
        "unreadable",
        "too_large",
        "too_many_articles",
        "unlisted_file",
    ]);
    let fixtures = fixtures::invalid();
    let covered: BTreeSet<&str> = fixtures.iter().map(|fixture| fixture.rule.as_str()).collect();
    let uncovered: Vec<_> = rules
        .difference(&covered)
        .filter(|rule| !of_folders.contains(**rule))
        .collect();
    assert!(uncovered.is_empty(), "{uncovered:?}");
}

#[test]
fn a_folder_that_is_not_there_is_one_fault() {
    let pack = fixtures::copy("harbour");
    let faults = lint_dir(&pack.path().join("nowhere"));
    assert_eq!(brief(&faults), [(".".into(), "$".into(), "folder".into())]);
    assert_worded(&faults[0]);
}

#[test]
fn an_empty_folder_lacks_pack_json() {
    let folder = tempfile::tempdir().unwrap();
    let faults = lint_dir(folder.path());
    assert_eq!(
        brief(&faults),
        [("pack.json".into(), "$".into(), "missing_file".into())]
    );
}

#[test]
fn a_folder_in_place_of_a_file_is_named() {
    let pack = fixtures::copy("harbour");
    let file = pack.path().join("articles/03-boat.json");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let faults = lint_dir(pack.path());
    assert_eq!(
        brief(&faults),
        [("articles/03-boat.json".into(), "$".into(), "not_a_file".into())]
    );
    assert_worded(&faults[0]);
}

#[test]
fn an_oversized_file_is_not_read() {
    let pack = fixtures::copy("harbour");
    let file = fs::File::create(pack.path().join("articles/03-boat.json")).unwrap();
    file.set_len(1 << 33).unwrap();
    let faults = lint_dir(pack.path());
    assert_eq!(
        brief(&faults),
        [("articles/03-boat.json".into(), "$".into(), "too_large".into())]
    );
    assert_worded(&faults[0]);
}

#[test]
fn an_article_file_that_is_not_listed_is_checked_too() {
    let pack = fixtures::copy("harbour");
    let boat = fs::read_to_string(pack.path().join("articles/03-boat.json")).unwrap();
    let file = pack.path().join("articles/04-barge.json");
    fs::write(file, boat.replace("\"e1\"", "\"e7\"")).unwrap();
    let faults = lint_dir(pack.path());
    let rules: Vec<&str> = faults
        .iter()
        .filter(|fault| fault.file == "articles/04-barge.json")
        .map(Fault::rule)
        .collect();
    assert!(rules.contains(&"unlisted_file"), "{rules:?}");
    assert!(rules.contains(&"evidence_id"), "{rules:?}");
    faults.iter().for_each(assert_worded);
}

#[test]
fn more_articles_than_any_pack_has_are_not_read() {
    let pack = fixtures::copy("harbour");
    let file = pack.path().join("pack.json");
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let names: Vec<String> = (0..5000).map(|number| format!("a-{number}")).collect();
    json["articles"] = serde_json::json!(names);
    fs::write(&file, json.to_string()).unwrap();
    let faults = lint_dir(pack.path());
    let many = faults
        .iter()
        .find(|fault| fault.rule() == "too_many_articles")
        .unwrap();
    assert_worded(many);
    let missing = faults
        .iter()
        .filter(|fault| fault.rule() == "missing_file")
        .count();
    assert_eq!(missing, 400);
}

#[test]
fn a_file_that_is_not_json_does_not_hide_the_faults_of_the_others() {
    let pack = fixtures::copy("harbour");
    let fixtures = fixtures::invalid();
    let modal = fixtures.iter().find(|fixture| fixture.name == "modal").unwrap();
    modal.apply(pack.path());
    fs::write(pack.path().join("articles/03-boat.json"), "{\"number\": 3,").unwrap();
    let faults = lint_dir(pack.path());
    assert_eq!(
        brief(&faults),
        [
            expected(modal),
            ("articles/03-boat.json".into(), "$".into(), "shape".into())
        ]
    );
}

#[test]
fn a_broken_manifest_does_not_hide_the_faults_of_the_articles() {
    let pack = fixtures::copy("harbour");
    let fixtures = fixtures::invalid();
    for fixture in &fixtures {
        if ["shape--manifest", "modal", "evidence_id", "no_examine"].contains(&fixture.name.as_str()) {
            fixture.apply(pack.path());
        }
    }
    let rules: Vec<String> = lint_dir(pack.path())
        .iter()
        .map(|fault| fault.rule().to_owned())
        .collect();
    assert_eq!(rules, ["shape", "modal", "evidence_id", "no_examine"]);
}

#[test]
fn one_clause_of_wrong_shape_does_not_hide_its_neighbours() {
    let pack = fixtures::copy("harbour");
    let file = pack.path().join("articles/02-crew.json");
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let mut second = json["clauses"][0].clone();
    second["id"] = "2.2".into();
    second["procedure"] = serde_json::json!([]);
    let mut third = second.clone();
    third["id"] = "2.3".into();
    third["subject"] = 7.into();
    json["clauses"][0]["obligation"]["class1"]["core"] = "maybe".into();
    json["clauses"].as_array_mut().unwrap().extend([second, third]);
    fs::write(&file, json.to_string()).unwrap();
    let found: Vec<(String, String)> = lint_dir(pack.path())
        .iter()
        .map(|fault| (fault.path.clone(), fault.rule().to_owned()))
        .collect();
    assert_eq!(
        found,
        [
            ("clauses[0].obligation.class1.core".into(), "shape".to_owned()),
            ("clauses[2].subject".into(), "shape".to_owned()),
            ("clauses[1].procedure".into(), "no_examine".to_owned()),
        ]
    );
}

#[test]
fn a_key_that_stands_twice_is_a_fault() {
    let pack = fixtures::copy("harbour");
    let file = pack.path().join("articles/02-crew.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replacen("\"number\": 2,", "\"number\": 2, \"number\": 2,", 1),
    )
    .unwrap();
    let faults = lint_dir(pack.path());
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].rule(), "shape");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let pack = fixtures::copy("harbour");
    let other = fixtures::copy("harbour");
    let file = pack.path().join("articles/03-boat.json");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(other.path().join("articles/03-boat.json"), &file).unwrap();
    assert_eq!(
        brief(&lint_dir(pack.path())),
        [("articles/03-boat.json".into(), "$".into(), "not_a_file".into())]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_faults_are_reported_at_once(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        let all: Vec<Fixture> = fixtures::invalid().into_iter().filter(|fixture| !fixture.alone).collect();
        let mut chosen: Vec<&Fixture> = Vec::new();
        for pick in picks {
            let fixture = pick.get(&all);
            if !chosen.iter().any(|other| other.touches(fixture)) {
                chosen.push(fixture);
            }
        }
        let pack = fixtures::copy("harbour");
        chosen.iter().for_each(|fixture| fixture.apply(pack.path()));
        let found: BTreeSet<_> = brief(&lint_dir(pack.path())).into_iter().collect();
        let expected: BTreeSet<_> = chosen.iter().map(|fixture| expected(fixture)).collect();
        let names: Vec<&str> = chosen.iter().map(|fixture| fixture.name.as_str()).collect();
        prop_assert_eq!(found, expected, "{:?}", names);
    }
}
