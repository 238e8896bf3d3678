//! The profile and the systems.

use serde_json::{Value, json};
use zicha::engagement::request::SystemDraft;
use zicha::model::assessment::State;
use zicha::model::profile::FieldValue;

use super::support::*;

fn fields(all: &[(&str, Value)]) -> Vec<(String, Value)> {
    all.iter()
        .map(|(field, value)| ((*field).to_owned(), value.clone()))
        .collect()
}

#[test]
fn a_figure_is_kept_exactly_and_as_text() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let figure = json!({ "kind": "number", "value": "59.99999999999999999" });
    let saved = open
        .set_profile(&fields(&[(
            "by_licence.securities.internet_order_pct",
            figure.clone(),
        )]))
        .unwrap()
        .unwrap();
    assert_eq!(saved.changes[0].after, json!({ "internet_order_pct": figure }));
    let FieldValue::Number(kept) = &open.assessment().profile.by_licence["securities"]["internet_order_pct"]
    else {
        panic!("not a number");
    };
    assert_eq!(kept.to_string(), "59.99999999999999999");
    // Undo takes away what was made on the way, too.
    open.undo().unwrap();
    assert!(open.assessment().profile.by_licence.is_empty());
}

#[test]
fn a_figure_written_another_way_is_no_change() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let capital = |value: Value| {
        fields(&[(
            "figures.paid_in_capital_twd",
            json!({ "kind": "number", "value": value }),
        )])
    };
    open.set_profile(&capital(json!("50000000"))).unwrap().unwrap();
    for same in [json!("5e7"), json!("50000000.0"), json!(50_000_000)] {
        assert_eq!(open.set_profile(&capital(same.clone())).unwrap(), None, "{same}");
    }
}

#[test]
fn what_the_pack_does_not_know_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let head = open.head().unwrap();
    let number = json!({ "kind": "number", "value": "-1" });
    for (field, value, named) in [
        ("licences", json!(["bank"]), "bank"),
        (
            "figures.invented",
            json!({ "kind": "flag", "value": true }),
            "invented",
        ),
        ("figures.paid_in_capital_twd", number, "paid_in_capital_twd"),
        (
            "figures.foreign_group",
            json!({ "kind": "grade", "value": "1" }),
            "foreign_group",
        ),
        ("conditions.invented", json!("no"), "invented"),
        (
            "conditions.internet_ordering",
            json!("perhaps"),
            "internet_ordering",
        ),
        ("invented", json!(1), "invented"),
        ("organisation.name.first", json!("x"), "organisation.name.first"),
        ("organisation.name", json!("名".repeat(201)), "organisation.name"),
        ("assessment.from", json!("2026-02-30"), "assessment.from"),
        ("systems", json!([]), "systems"),
    ] {
        let refused =
            refusal(open.set_profile(&fields(&[("organisation.tax_id", json!("1")), (field, value)])));
        assert_eq!(refused.kind, zicha::error::ErrorKind::Input, "{refused}");
        assert!(english(&refused.said).contains(named), "{field}: {refused}");
    }
    assert_eq!(open.head().unwrap(), head);
    assert_eq!(open.assessment().profile.organisation.tax_id, "");
}

#[test]
fn a_system_keeps_its_id_and_needs_a_name() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = open.assessment().profile.system("hr").unwrap().uid.clone();
    for (field, value) in [
        ("id", json!("other")),
        ("uid", json!("x")),
        ("position", json!(0)),
        ("name", json!("")),
        ("name", Value::Null),
        ("conditions.internet_ordering", json!("yes")),
        ("core", json!("maybe")),
    ] {
        refusal(open.set_system(&uid, &fields(&[(field, value)])));
    }
    for bad in ["", "  "] {
        refusal(open.add_system(&SystemDraft {
            name: bad.to_owned(),
            ..SystemDraft::default()
        }));
    }
    for bad in ["trade", "organisation", "two words", "\u{1b}[2J"] {
        refusal(open.add_system(&SystemDraft {
            id: bad.to_owned(),
            name: "新系統".to_owned(),
            core: None,
        }));
    }
    assert_eq!(open.assessment().profile.systems.len(), 2);
}

#[test]
fn an_invented_id_never_inherits_the_answers_of_a_removed_system() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let named = |name: &str| SystemDraft {
        name: name.to_owned(),
        ..SystemDraft::default()
    };
    open.add_system(&named("會員網站")).unwrap();
    let site = open.assessment().profile.systems[2].clone();
    assert_eq!(site.id, "s1");
    open.answer(&[key("4.4@s1")], &state(State::Met)).unwrap();
    open.remove_system(&site.uid).unwrap();
    open.add_system(&named("行情系統")).unwrap();
    assert_eq!(open.assessment().profile.systems[2].id, "s2");
    // Naming the id brings the answers back, as it says.
    let back = SystemDraft {
        id: "s1".to_owned(),
        ..named("會員網站")
    };
    open.add_system(&back).unwrap();
    assert_eq!(
        open.assessment().answer(&key("4.4@s1")).unwrap().state,
        State::Met
    );
}
