//! The pack on the command line.

use serde_json::Value;

use crate::harness::Desk;

#[test]
fn the_whole_pack_is_shown_in_the_shape_of_the_contract() {
    let shown = Desk::new().zicha("checklist show --format json").exits(0).json();
    assert_eq!(shown["pack"]["sha256"].as_str().unwrap().len(), 64);
    let clauses = shown["clauses"].as_array().unwrap();
    assert_eq!(clauses.len(), 92);
    let numbers = |key: &str| -> Vec<u64> {
        let list = shown[key].as_array().unwrap();
        list.iter()
            .map(|entry| entry["number"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(numbers("chapters"), (2..=8).collect::<Vec<u64>>());
    assert_eq!(numbers("articles"), (4..=26).collect::<Vec<u64>>());
    for clause in clauses {
        assert_eq!(clause["text_sha256"].as_str().unwrap().len(), 64);
        let article = clause["article"].as_u64().unwrap().to_string();
        assert_eq!(
            clause["id"].as_str().unwrap().split('.').next(),
            Some(article.as_str())
        );
        for text in ["title", "requirement"] {
            assert!(!clause[text]["zh-TW"].as_str().unwrap().is_empty());
            assert!(!clause[text]["en"].as_str().unwrap().is_empty());
        }
        for class in ["class1", "class2"] {
            for kind in ["core", "noncore"] {
                assert!(
                    ["must", "should", "none"].contains(&clause["obligation"][class][kind].as_str().unwrap())
                );
            }
        }
        for list in [
            "parts",
            "conditions",
            "explanation",
            "evidence",
            "procedure",
            "gaps",
            "fix",
            "figures",
        ] {
            assert!(clause[list].is_array(), "{list}");
        }
    }
    assert_eq!(shown["definitions"].as_array().unwrap().len(), 4);
}

#[test]
fn one_clause_is_shown_also_by_an_id_in_full_width_characters() {
    let desk = Desk::new();
    let plain = desk.zicha("checklist show 14.2 --format json").exits(0);
    let full_width = desk.zicha("checklist show １４．２ --format json").exits(0);
    assert_eq!(plain.stdout, full_width.stdout);
    assert_eq!(plain.json()["id"], "14.2");
    desk.zicha("checklist show 4.99").refuses_naming("4.99");
}

#[test]
fn the_built_in_pack_has_no_faults() {
    let run = Desk::new().zicha("checklist lint --format json").exits(0);
    assert_eq!(run.json(), Value::Array(Vec::new()));
}

#[test]
fn a_faulty_pack_is_answered_with_no_and_every_fault_has_a_remedy() {
    let desk = Desk::new();
    desk.write("pack.json", "{}");
    let run = desk.zicha("checklist lint . --format json").exits(1);
    let faults = run.json();
    for fault in faults.as_array().unwrap() {
        assert!(!fault["file"].as_str().unwrap().is_empty());
        assert!(!fault["path"].as_str().unwrap().is_empty());
        assert!(!fault["remedy"]["en"].as_str().unwrap().is_empty());
    }
    assert!(!faults.as_array().unwrap().is_empty());
    desk.zicha("checklist lint nowhere").refuses_naming("nowhere");
    desk.zicha("checklist show --pack .").refuses_naming("pack.json");
}

#[test]
fn the_difference_to_the_other_class_names_what_enters_and_leaves() {
    let desk = Desk::with_workbook();
    let up = desk
        .zicha("checklist diff --class class1 --profile p.json --format json")
        .exits(0)
        .json();
    assert_eq!((&up["from"], &up["to"]), (&"class2".into(), &"class1".into()));
    let entering: Vec<&str> = up["enter"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["clause"].as_str().unwrap())
        .collect();
    assert!(entering.contains(&"4.5"), "{entering:?}");
    assert_eq!(up["leave"], Value::Array(Vec::new()));
    let same = desk
        .zicha("checklist diff --class class2 --profile p.json --format json")
        .exits(0)
        .json();
    assert_eq!(same["enter"], Value::Array(Vec::new()));
}
