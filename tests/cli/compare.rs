//! Two assessments compared by a command, and a report that tells the change.

use serde_json::{Value, json};

use crate::harness::{Desk, PROFILE};

/// Last year as `old.zicha`; this year, changed since, as `w.zicha`.
fn two_years() -> Desk {
    let desk = Desk::with_workbook();
    for (clause, state) in [("4.1", "not_met"), ("4.4", "met"), ("5.1", "met")] {
        desk.zicha(&format!("answer w.zicha {clause} --state {state}"))
            .exits(0);
    }
    std::fs::copy(desk.path("w.zicha"), desk.path("old.zicha")).unwrap();
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    desk.zicha("answer w.zicha 4.4 --state partial").exits(0);
    desk.zicha("system add w.zicha web --name 會員網站 --core no")
        .exits(0);
    desk
}

/// Clause and target of every row of a list.
fn checks(delta: &Value, list: &str) -> Vec<(String, String)> {
    let rows = delta[list]
        .as_array()
        .unwrap_or_else(|| panic!("{list}: {delta}"));
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| (text(row, "clause"), text(row, "target")))
        .collect()
}

#[test]
fn the_lists_of_a_comparison_hold_the_checks_that_moved() {
    let desk = two_years();
    let delta = desk
        .zicha("compare old.zicha w.zicha --format json")
        .exits(0)
        .json();
    let one = |clause: &str, target: &str| vec![(clause.to_owned(), target.to_owned())];
    assert_eq!(checks(&delta, "improved"), one("4.1", "organisation"));
    assert_eq!(checks(&delta, "closed"), one("4.1", "organisation"));
    assert_eq!(checks(&delta, "regressed"), one("4.4", "trade"));
    assert!(checks(&delta, "new").iter().all(|(_, target)| target == "web"));
    assert!(!checks(&delta, "new").is_empty());
    assert!(checks(&delta, "unchanged").contains(&("5.1".to_owned(), "trade".to_owned())));
    let regressed = &delta["regressed"][0];
    assert_eq!(
        (&regressed["before"], &regressed["after"]),
        (&json!("met"), &json!("partial"))
    );
    // The other way round, what was new is gone.
    let back = desk
        .zicha("compare w.zicha old.zicha --format json")
        .exits(0)
        .json();
    assert_eq!(checks(&back, "improved"), one("4.4", "trade"));
    assert!(checks(&back, "closed").iter().any(|(_, target)| target == "web"));
}

#[test]
fn a_comparison_reads_well_and_names_files_it_cannot_read() {
    let desk = two_years();
    let told = desk.zicha("compare old.zicha w.zicha --lang en").exits(0).stdout;
    for words in ["Regressed", "Met → Partly met", "Improved", "Not met → Met"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    desk.zicha("compare none.zicha w.zicha")
        .refuses_naming("none.zicha");
    desk.zicha("compare old.zicha none.zicha")
        .refuses_naming("none.zicha");
}

#[test]
fn another_firm_is_compared_with_a_warning() {
    let desk = two_years();
    desk.write("q.json", PROFILE.replace("測試投顧", "另一投顧"));
    desk.zicha("new other.zicha --profile q.json").exits(0);
    let run = desk.zicha("compare other.zicha w.zicha --lang en").exits(0);
    assert!(run.stderr.contains("different organisations"), "{}", run.stderr);
}

#[test]
fn a_report_with_last_year_leaves_that_workbook_as_it_was() {
    let desk = two_years();
    let before = std::fs::read(desk.path("old.zicha")).unwrap();
    desk.zicha("report w.zicha -o plain.pdf").exits(0);
    desk.zicha("report w.zicha -o r.pdf --previous old.zicha")
        .exits(0);
    assert_eq!(std::fs::read(desk.path("old.zicha")).unwrap(), before);
    let size = |file: &str| std::fs::metadata(desk.path(file)).unwrap().len();
    assert!(size("r.pdf") > size("plain.pdf"));
    // With the workbook inside, verify makes the comparison again too.
    desk.zicha("report w.zicha -o a.pdf --previous old.zicha --attach")
        .exits(0);
    let found = desk.zicha("verify a.pdf --format json").json();
    assert_eq!(found["content"]["compared"], "bytes", "{found}");
    desk.zicha("report w.zicha -o x.pdf --previous none.zicha")
        .refuses_naming("none.zicha");
    assert!(
        !desk.path("x.pdf").exists(),
        "no report without what it was to be compared with"
    );
}
