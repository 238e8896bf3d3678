//! Nothing that a workbook can hold is missing from the report.
//!
//! The fields are not listed here: each record's own deserializer names those that the workbook of
//! this test leaves empty, and the database its columns. A new field fails the first two tests until it
//! is filled, and the third until the report prints it.
//!
//! With `ZICHA_MARKERS` naming a folder, the reports and the expected words are kept there for
//! `tests/outside/markers.py`.

mod complete;
mod workbook;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use zicha::engagement::Engagement;
use zicha::engagement::request::ReportRequest;
use zicha::lang::{self, Lang};
use zicha::model::assessment::{
    ActionItem, Answer, DocumentRequest, EarlierFinding, Evidence, ExportRecord, Finding, Link, Review,
    SignOff,
};
use zicha::model::change::Kind;
use zicha::model::pack::Pack;
use zicha::model::profile::{FieldValue, Profile, System};
use zicha::model::reporting::{Detail, ReportOptions};

use super::{extract, read};

/// What is not printed, and why. Everything else is.
const UNPRINTED: [(&str, &str); 18] = [
    (".uid", "names a record for the program alone"),
    ("system.position", "is the order of the register"),
    ("link.evidence", "is a uid; the tie stands with its evidence"),
    ("action.finding", "is a uid; the action stands with its finding"),
    ("profile.systems", "are records of their own"),
    (
        "profile.conditions",
        "is one of three words, in the table of conditions",
    ),
    (
        "system.conditions",
        "is one of three words, in the table of conditions",
    ),
    ("system.core", "is a word of the register"),
    ("action.done", "is part of the status"),
    ("review.state", "is part of where the check stands in review"),
    (
        "review.seen",
        "is what was approved, kept to say what changed since",
    ),
    (
        "document.document",
        "is a key; the document is printed by its name",
    ),
    ("answer.part", "is printed by its label"),
    ("answer.target", "is printed by its name"),
    ("link.target", "is printed by its name"),
    ("finding.target", "is printed by its name"),
    ("review.target", "is printed by its name"),
    (
        "finding.repeats",
        "is a uid; the earlier finding is printed by its number",
    ),
];

fn builtin() -> Pack {
    zicha::pack::builtin().unwrap()
}

#[test]
fn the_workbook_of_this_test_fills_every_field_of_every_kind_of_record() {
    let pack = builtin();
    let records = workbook::records(&pack);
    let first: BTreeMap<Kind, &Value> = records.iter().rev().map(|(kind, value)| (*kind, value)).collect();
    let missing = |kind: Kind| {
        let value = first.get(&kind).unwrap_or_else(|| panic!("no {kind:?}"));
        match kind {
            Kind::Workbook => Vec::new(),
            Kind::Profile => complete::missing::<Profile>(value),
            Kind::System => complete::missing::<System>(value),
            Kind::Answer => complete::missing::<Answer>(value),
            Kind::Evidence => complete::missing::<Evidence>(value),
            Kind::Link => complete::missing::<Link>(value),
            Kind::Finding => complete::missing::<Finding>(value),
            Kind::Action => complete::missing::<ActionItem>(value),
            Kind::Earlier => complete::missing::<EarlierFinding>(value),
            Kind::Document => complete::missing::<DocumentRequest>(value),
            Kind::Review => complete::missing::<Review>(value),
            Kind::SignOff => complete::missing::<SignOff>(value),
            Kind::Export => complete::missing::<ExportRecord>(value),
        }
    };
    for kind in first.keys() {
        assert_eq!(missing(*kind), [""; 0], "{kind:?}");
    }
    // Every kind but the workbook itself, whose facts are those of the pack and the journal.
    assert_eq!(first.len(), 12);
}

#[test]
fn every_column_of_a_workbook_is_filled_by_some_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zicha");
    let pack = builtin();
    drop(workbook::made(&path, &pack, &workbook::records(&pack)));
    let file = rusqlite::Connection::open(&path).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    assert!(tables.len() >= 13, "{tables:?}");
    for table in tables.iter().filter(|table| *table != "journal") {
        for column in names(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            let filled = names(&format!(
                "SELECT 'x' FROM {table} WHERE coalesce({column}, '') NOT IN ('', '[]', '{{}}') LIMIT 1"
            ));
            assert!(!filled.is_empty(), "{table}.{column} is empty in every row");
        }
    }
}

#[test]
fn every_field_of_a_workbook_is_found_in_the_full_report_and_in_the_working_papers() {
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("ZICHA_MARKERS");
    let folder = kept.as_ref().map_or(folder.path(), Path::new);
    let path = folder.join("markers.zicha");
    let pack = builtin();
    let records = workbook::records(&pack);
    let mut engagement = workbook::made(&path, &pack, &records);
    for lang in Lang::ALL {
        let mut expected: Vec<(String, String)> = Vec::new();
        for (kind, value) in &records {
            leaves(kind.id(), value, &mut |path, leaf| {
                let words = words(&pack, path, leaf, lang);
                expected.extend(words.map(|words| (path.to_owned(), words)));
            });
        }
        assert!(expected.len() > 700, "{}", expected.len());
        if kept.is_some() {
            let lines: Vec<&str> = expected.iter().map(|(_, words)| words.as_str()).collect();
            std::fs::write(folder.join(format!("{}.txt", lang.id())), lines.join("\n")).unwrap();
        }
        for detail in [Detail::Full, Detail::WorkingPapers] {
            let printed = printed(&mut engagement, folder, lang, detail);
            let absent: Vec<&(String, String)> = expected
                .iter()
                .filter(|(_, words)| !is_found(&printed, &read::squeezed(words)))
                .collect();
            assert!(
                absent.is_empty(),
                "{lang:?} {detail:?}: {} of {}: {absent:#?}",
                absent.len(),
                expected.len()
            );
        }
    }
}

/// Whether words stand on a page. A hash, or a date in English, fills several lines of its cell, and a
/// page may end between two; a text of this test never does.
fn is_found(pages: &[String], words: &str) -> bool {
    let over_the_edge = |pair: &[String]| {
        let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).skip(4).collect();
        ends.into_iter()
            .any(|at| pair[0].contains(&words[..at]) && pair[1].contains(&words[at..]))
    };
    let is_one_line = words.starts_with('M') || words.chars().count() < 8;
    pages.iter().any(|page| page.contains(words)) || (!is_one_line && pages.windows(2).any(over_the_edge))
}

/// The words of each page of a report, with everything that lays lines apart taken out.
fn printed(engagement: &mut Engagement, folder: &Path, lang: Lang, detail: Detail) -> Vec<String> {
    let output = folder.join(format!("{}-{detail:?}.pdf", lang.id()));
    let request = ReportRequest {
        output: output.clone(),
        options: ReportOptions {
            detail,
            ..ReportOptions::in_language(lang)
        },
        official: false,
        system_fonts: false,
        attach: false,
        previous: None,
        time: Some(super::created()),
        expected: Vec::new(),
        identity: None,
    };
    let (done, _) = engagement
        .write_report(&request, None, &mut |_| {}, &AtomicBool::new(false))
        .unwrap();
    assert_eq!(done.missing_glyphs, []);
    let pages = extract::pages(&extract::open(&std::fs::read(output).unwrap()));
    let words =
        |page: &Vec<extract::Shown>| page.iter().map(|shown| shown.words.as_str()).collect::<String>();
    pages.iter().map(|page| read::squeezed(&words(page))).collect()
}

/// Hands over every value that holds no others, with its path: `answer.sample.size`. Places in lists are
/// left out of the path, as are keys that are ids of the pack.
fn leaves(path: &str, value: &Value, found: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                leaves(&format!("{path}.{name}"), inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(path, item, found)),
        leaf => found(path, leaf),
    }
}

/// The words by which a leaf is known in the report; none where it is not printed.
fn words(pack: &Pack, path: &str, leaf: &Value, lang: Lang) -> Option<String> {
    let unprinted = |(known, _): &&(&str, &str)| path.ends_with(known) || path.starts_with(known);
    if UNPRINTED.iter().any(|one| unprinted(&one)) {
        return None;
    }
    let figure = |field: &str, kind: &str| {
        let value: FieldValue =
            serde_json::from_value(serde_json::json!({"kind": kind, "value": leaf})).unwrap();
        lang::field_value(pack, field, Some(&value), lang)
    };
    let text = leaf.as_str().map(str::to_owned);
    let name = |words: &'static str| lang::tr(lang, words).to_owned();
    let parts: Vec<&str> = path.split('.').collect();
    if parts.last() == Some(&"kind") && parts.len() > 2 && parts[0] == "profile" {
        return None;
    }
    Some(match parts.as_slice() {
        ["profile", "figures", field, "value"] => figure(field, kind_of(leaf)),
        ["profile", "by_licence", _, field, "value"] => figure(field, "number"),
        ["profile", "licences"] => {
            let licence = pack
                .licences
                .iter()
                .find(|one| Some(one.id.as_str()) == leaf.as_str());
            lang.of(&licence.unwrap().name).to_owned()
        }
        ["profile", "class"] => {
            let said = name("report.class_override");
            said.split('{').next().unwrap_or_default().to_owned()
        }
        ["answer", "state"] => name("model.state_partial"),
        ["answer", "methods"] => name(match leaf.as_str() {
            Some("examine") => "model.method_examine",
            Some("interview") => "model.method_interview",
            _ => "model.method_test",
        }),
        ["answer", "alternative_basis", "kind"] => {
            lang::alternative_kind_name(zicha::model::assessment::AlternativeKind::ParentNorm, lang)
                .to_owned()
        }
        ["evidence", "kind"] => {
            let kind = zicha::model::assessment::EvidenceKind::ALL.into_iter();
            let kind = kind
                .into_iter()
                .find(|kind| Some(kind.id()) == leaf.as_str())
                .unwrap();
            lang::evidence_kind_name(kind, lang).to_owned()
        }
        ["evidence", "sensitivity"] => {
            lang::sensitivity_name(zicha::model::assessment::Sensitivity::Confidential, lang).to_owned()
        }
        ["link", "item"] => {
            let item = &pack.clause("4.4".parse().unwrap()).unwrap().evidence[0];
            lang.pick(&item.zh_tw, &item.en).to_owned()
        }
        ["finding", "rating"] => lang::rating_name(zicha::model::assessment::Rating::High, lang).to_owned(),
        ["earlier", "source"] => {
            lang::earlier_source_name(zicha::model::assessment::EarlierSource::Fsc, lang).to_owned()
        }
        ["earlier", "state"] => {
            lang::earlier_state_name(zicha::model::assessment::EarlierState::Improving, lang).to_owned()
        }
        ["export", "format"] if leaf.as_str() == Some("report") => name("annex.format_report"),
        ["sign_off", "role"] | ["export", "signed_as"] => {
            let role = zicha::model::signing::Role::ALL.into_iter();
            let role = role
                .into_iter()
                .find(|role| Some(role.id()) == leaf.as_str())
                .unwrap();
            lang::role_name(role, lang).to_owned()
        }
        _ => match text {
            None if leaf.is_null() => return None,
            None => leaf.to_string(),
            Some(empty) if empty.is_empty() => return None,
            Some(day) if is_moment(&day) => lang::date_words(&day, lang),
            Some(text) => text,
        },
    })
}

/// How the value of a figure in the workbook of this test is read.
fn kind_of(leaf: &Value) -> &'static str {
    match leaf.as_str() {
        None => "flag",
        Some("2") => "grade",
        Some(_) => "number",
    }
}

fn is_moment(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok() || DateTime::parse_from_rfc3339(text).is_ok()
}
