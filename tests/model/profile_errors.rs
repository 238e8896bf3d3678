//! A profile that cannot be right is refused, and the message names the place in the file.

use zicha::lang::{Lang, words};
use zicha::model::profile_file::parse;

use crate::PACK;

fn refused(json: &str) -> (String, String) {
    let error = parse(json, &PACK).expect_err(json);
    let message = words(&error.said, Lang::En);
    assert!(!message.is_empty());
    assert_ne!(message, words(&error.said, Lang::ZhTw));
    (error.path, message)
}

fn path_of(json: &str) -> String {
    refused(json).0
}

#[test]
fn unknown_keys_are_named_at_every_depth() {
    for (json, path) in [
        (r#"{"licenses": ["sice"]}"#, "licenses"),
        (
            r#"{"organisation": {"name": "x", "vat": "1"}}"#,
            "organisation.vat",
        ),
        (
            r#"{"systems": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "colour": 1}]}"#,
            "systems[1].colour",
        ),
        (r#"{"assessment": {"until": "2026-01-01"}}"#, "assessment.until"),
        (r#"{"figure_sources": {"revenue": {}}}"#, "figure_sources.revenue"),
        (
            r#"{"figure_sources": {"dma_order_pct": {"page": "1"}}}"#,
            "figure_sources.dma_order_pct.page",
        ),
        (
            r#"{"by_licence": {"futures": {"profit": 1}}}"#,
            "by_licence.futures.profit",
        ),
    ] {
        assert_eq!(path_of(json), path, "{json}");
    }
}

#[test]
fn unknown_ids_are_named_with_their_place_in_the_list() {
    for (json, path) in [
        (r#"{"licences": ["sice", "bank"]}"#, "licences[1]"),
        (
            r#"{"conditions": ["personal_data_held", "rain"]}"#,
            "conditions[1]",
        ),
        (r#"{"conditions_unasked": ["rain"]}"#, "conditions_unasked[0]"),
        (r#"{"conditions_no": ["rain"]}"#, "conditions_no[0]"),
        (
            r#"{"systems": [{"id": "a", "name": "A", "conditions": ["rain"]}]}"#,
            "systems[0].conditions[0]",
        ),
        (r#"{"by_licence": {"bank": {}}}"#, "by_licence.bank"),
        (r#"{"class": "class3"}"#, "class"),
    ] {
        assert_eq!(path_of(json), path, "{json}");
    }
}

#[test]
fn a_condition_of_the_firm_is_refused_inside_a_system() {
    for list in ["conditions", "conditions_unasked", "conditions_no"] {
        let json =
            format!(r#"{{"systems": [{{"id": "a", "name": "A", "{list}": ["personal_data_held"]}}]}}"#);
        let (path, message) = refused(&json);
        assert_eq!(path, format!("systems[0].{list}[0]"));
        assert!(message.contains("top-level"), "{message}");
    }
}

#[test]
fn a_condition_in_two_lists_is_refused() {
    let json = r#"{"conditions": ["user_input"], "conditions_unasked": ["encryption_used", "user_input"]}"#;
    assert_eq!(path_of(json), "conditions_unasked[1]");
    let json = r#"{"systems": [{"id": "a", "name": "A", "conditions": ["user_input"], "conditions_no": ["user_input"]}]}"#;
    assert_eq!(path_of(json), "systems[0].conditions_no[0]");
}

#[test]
fn system_ids_are_unique_and_are_not_the_word_for_the_firm() {
    let twice =
        r#"{"systems": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "a", "name": "C"}]}"#;
    assert_eq!(path_of(twice), "systems[2].id");
    for id in [
        "organisation",
        "",
        "two words",
        "tab\\there",
        "bell\\u0007",
        "\\u202eabc",
    ] {
        let json = format!(r#"{{"systems": [{{"id": "{id}", "name": "A"}}]}}"#);
        assert_eq!(path_of(&json), "systems[0].id", "{id}");
    }
    let long = format!(r#"{{"systems": [{{"id": "{}", "name": "A"}}]}}"#, "a".repeat(65));
    assert_eq!(path_of(&long), "systems[0].id");
}

#[test]
fn numbers_that_no_firm_has_are_refused() {
    for (field, value) in [
        ("paid_in_capital_twd", "-1"),
        ("paid_in_capital_twd", "\"-1\""),
        ("paid_in_capital_twd", "1e400"),
        ("paid_in_capital_twd", "1e-400"),
        ("paid_in_capital_twd", "\"1e400\""),
        ("paid_in_capital_twd", "1e40"),
        ("paid_in_capital_twd", "10000000000000001"),
        ("paid_in_capital_twd", "0.5"),
        ("paid_in_capital_twd", "\"1,000\""),
        ("paid_in_capital_twd", "\"\""),
        ("paid_in_capital_twd", "\"NaN\""),
        ("paid_in_capital_twd", "\"Infinity\""),
        ("paid_in_capital_twd", "\"0x10\""),
        ("paid_in_capital_twd", "true"),
        ("paid_in_capital_twd", "[1]"),
        ("paid_in_capital_twd", "{}"),
        ("internet_order_pct", "101"),
        ("internet_order_pct", "100.00000000000000001"),
        ("internet_order_pct", "\"60%\""),
        ("internet_order_pct", "-0.00000000000000001"),
        ("securities_grade", "0"),
        ("securities_grade", "10"),
        ("securities_grade", "1.5"),
        ("securities_grade", "-1"),
        ("securities_grade", "\"first\""),
        ("securities_grade", "\"\""),
        ("securities_grade", "true"),
        ("foreign_group", "\"yes\""),
        ("foreign_group", "1"),
    ] {
        let json = format!("{{\"{field}\": {value}}}");
        assert_eq!(path_of(&json), field, "{json}");
    }
    let long = format!("{{\"internet_order_pct\": 0.{}1}}", "0".repeat(5000));
    assert_eq!(path_of(&long), "internet_order_pct");
}

#[test]
fn figures_of_one_licence_are_checked_like_the_others() {
    for (value, path) in [
        (
            r#"{"futures": {"internet_order_pct": 101}}"#,
            "by_licence.futures.internet_order_pct",
        ),
        (
            r#"{"futures": {"dma_order_pct": "x"}}"#,
            "by_licence.futures.dma_order_pct",
        ),
        (
            r#"{"futures": {"paid_in_capital_twd": 1}}"#,
            "by_licence.futures.paid_in_capital_twd",
        ),
        (r#"{"futures": []}"#, "by_licence.futures"),
    ] {
        assert_eq!(path_of(&format!("{{\"by_licence\": {value}}}")), path);
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_because_the_second_would_win() {
    for json in [
        r#"{"paid_in_capital_twd": 1, "paid_in_capital_twd": 20000000000}"#,
        r#"{"organisation": {"name": "a", "name": "b"}}"#,
        r#"{"by_licence": {"futures": {}, "futures": {}}}"#,
        r#"{"by_licence": {"futures": {"dma_order_pct": 1, "dma_order_pct": 99}}}"#,
        r#"{"figure_sources": {"dma_order_pct": {}, "dma_order_pct": {}}}"#,
        r#"{"systems": [{"id": "a", "id": "b", "name": "A"}]}"#,
    ] {
        let (_, message) = refused(json);
        assert!(
            message.contains("twice") || message.contains("duplicate"),
            "{json}: {message}"
        );
    }
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for (json, path) in [
        (r#"{"assessment": {"from": "2026-02-29"}}"#, "assessment.from"),
        (r#"{"assessment": {"to": "2026/12/31"}}"#, "assessment.to"),
        (r#"{"assessment": {"as_of": "115-12-31"}}"#, "assessment.as_of"),
        (
            r#"{"assessment": {"from": "2026-12-31", "to": "2026-01-01"}}"#,
            "assessment.to",
        ),
        (
            r#"{"systems": [{"id": "a", "name": "A", "core_confirmed_on": "today"}]}"#,
            "systems[0].core_confirmed_on",
        ),
    ] {
        assert_eq!(path_of(json), path, "{json}");
    }
}

#[test]
fn what_is_not_a_json_object_is_refused() {
    for json in [
        "",
        " ",
        "null",
        "[]",
        "\"sice\"",
        "7",
        "{",
        "{\"licences\": [\"sice\"]",
        "{\"licences\": [\"sice\"]} x",
        "{'licences': []}",
        "licences: [sice]",
        "{\"licences\": [\"sice\",]}",
        "\u{0}",
        "{\"a\u{0}\": 1}",
    ] {
        refused(json);
    }
}

#[test]
fn values_of_the_wrong_kind_are_refused_where_they_stand() {
    for (json, path) in [
        (r#"{"licences": "sice"}"#, "licences"),
        (r#"{"licences": [1]}"#, "licences[0]"),
        (r#"{"conditions": {"user_input": true}}"#, "conditions"),
        (r#"{"systems": {"id": "a"}}"#, "systems"),
        (r#"{"systems": [["a"]]}"#, "systems[0]"),
        (r#"{"systems": [{"id": "a"}]}"#, "systems[0]"),
        (
            r#"{"systems": [{"id": "a", "name": "A", "core": "yes"}]}"#,
            "systems[0].core",
        ),
        (r#"{"systems": [{"id": 1, "name": "A"}]}"#, "systems[0].id"),
        (r#"{"organisation": "x"}"#, "organisation"),
        (r#"{"organisation": {"name": 1}}"#, "organisation.name"),
        (r#"{"class": 1}"#, "class"),
    ] {
        assert_eq!(path_of(json), path, "{json}");
    }
}

#[test]
fn garbage_nested_beyond_reason_is_refused_without_a_crash() {
    let deep = 200_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!("{}1{}", open.repeat(deep), close.repeat(deep));
        for key in [
            "systems",
            "conditions",
            "paid_in_capital_twd",
            "by_licence",
            "securities_grade",
            "junk",
        ] {
            refused(&format!("{{\"{key}\": {nested}}}"));
        }
        refused(&nested);
        refused(&open.repeat(deep));
    }
}

#[test]
fn a_byte_order_mark_and_white_space_are_passed_over() {
    assert!(parse("\u{feff}\r\n {\"licences\": [\"sice\"]}\r\n", &PACK).is_ok());
}

#[test]
fn messages_stay_short_whatever_was_written() {
    let long = "x".repeat(100_000);
    for json in [
        format!(r#"{{"internet_order_pct": "{long}"}}"#),
        format!(r#"{{"licences": ["{long}"]}}"#),
        format!(r#"{{"conditions": ["{long}"]}}"#),
        format!(r#"{{"by_licence": {{"{long}": {{}}}}}}"#),
        format!(r#"{{"assessment": {{"from": "{long}"}}}}"#),
        format!(r#"{{"{long}": 1}}"#),
        format!(r#"{{"organisation": {{"{long}": 1}}}}"#),
    ] {
        let (path, message) = refused(&json);
        assert!(
            path.len() + message.len() < 2000,
            "{} + {}",
            path.len(),
            message.len()
        );
    }
}
