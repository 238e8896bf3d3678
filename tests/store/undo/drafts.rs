//! Values for the records, drawn at random; some of them are refused.

use proptest::prelude::*;
use serde_json::{Value, json};
use zicha::engagement::request::{
    ActionDraft, AnswerDraft, DocumentDraft, EarlierDraft, EvidenceFields, LinkFields,
};
use zicha::model::assessment::{
    ActionStatus, AlternativeBasis, AlternativeKind, CustodyStep, EarlierSource, EarlierState, Interview,
    Limitation, RiskAccepted, Sample, Sensitivity, State,
};
use zicha::model::pack::Method;

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[帳號權限審查，。a-z\n\u{1b}\u{0}]{0,12}",
        Just(String::new()),
        Just("=1+1\u{202e}堃犇喆峯".to_owned()),
    ]
}

pub fn draft() -> impl Strategy<Value = AnswerDraft> {
    let states = prop::sample::select(State::ALL.to_vec());
    let methods = prop::collection::vec(
        prop::sample::select(vec![Method::Examine, Method::Interview, Method::Test]),
        0..3,
    );
    let sample = text().prop_map(|population| Sample {
        population,
        ..Sample::default()
    });
    let risk = prop::option::of(text().prop_map(|reason| RiskAccepted {
        until: "2027-02-28".to_owned(),
        reason,
        approver: "總經理".to_owned(),
        ..RiskAccepted::default()
    }));
    let basis = prop::option::of(text().prop_map(|name| AlternativeBasis {
        kind: AlternativeKind::ParentNorm,
        name,
        ..AlternativeBasis::default()
    }));
    let limitation = prop::option::of(text().prop_map(|missing| Limitation {
        missing,
        ..Limitation::default()
    }));
    (
        prop::option::of(states),
        prop::option::of(text()),
        prop::option::of(methods),
        prop::option::of(sample),
        prop::option::of(text()),
        prop::option::of(risk),
        prop::option::of(text()),
        prop::option::of(basis),
        prop::option::of(limitation),
    )
        .prop_map(
            |(state, note, methods, sample, alternative, risk_accepted, reviewer, basis, limitation)| {
                AnswerDraft {
                    state,
                    note,
                    methods,
                    sample,
                    alternative,
                    alternative_basis: basis,
                    risk_accepted,
                    limitation,
                    reviewer,
                }
            },
        )
}

pub fn profile_fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let number = |value: &str| json!({ "kind": "number", "value": value });
    let one = prop::sample::select(vec![
        ("organisation.name", json!("示範投信")),
        ("organisation.tax_id", json!("12345678")),
        ("organisation.tax_id", json!("")),
        ("licences", json!(["sice", "site"])),
        ("class", json!("class1")),
        ("class", Value::Null),
        ("figures.paid_in_capital_twd", number("10000000000")),
        ("figures.paid_in_capital_twd", number("1e10")),
        ("figures.paid_in_capital_twd", Value::Null),
        (
            "by_licence.securities.internet_order_pct",
            number("59.99999999999999999"),
        ),
        ("by_licence.securities", json!({})),
        ("by_licence.securities", Value::Null),
        ("figure_sources.paid_in_capital_twd.document", json!("財務報告")),
        ("figure_sources.paid_in_capital_twd.period", json!("2025")),
        ("conditions.internet_ordering", json!("yes")),
        ("conditions.internet_ordering", json!("no")),
        ("conditions.personal_data_held", Value::Null),
        ("assessment.from", json!("2026-01-01")),
        ("assessment.to", json!("2026-12-31")),
        ("assessment.as_of", json!("")),
        (
            "assessment",
            json!({ "from": "2025-01-01", "prepared_by": "資訊主管" }),
        ),
        ("grounds.internet_ordering.fact", json!("未提供網際網路下單")),
        ("grounds.internet_ordering.confirmed_on", json!("2026-01-05")),
        ("grounds.internet_ordering", Value::Null),
        ("no_core_systems.fact", json!("停擺均不影響交易")),
        ("no_core_systems", Value::Null),
        // Refused, and then nothing may have changed.
        ("grounds.invented.fact", json!("無此條件")),
        ("assessment.to", json!("2024-01-01")),
        ("figures.invented", number("1")),
        ("licences", json!(["bank"])),
        ("systems", json!([])),
    ]);
    prop::collection::vec(one.prop_map(|(field, value)| (field.to_owned(), value)), 1..4)
}

pub fn system_fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let one = prop::sample::select(vec![
        ("name", json!("會員網站")),
        ("name", json!(" ")),
        ("core", json!(true)),
        ("core", Value::Null),
        ("core_reason", json!("停擺時客戶無法交易")),
        ("shared", json!("AD")),
        ("shared", json!("")),
        ("vendor", json!("雲端廠商甲")),
        ("grounds.internal_users.fact", json!("內部無使用者")),
        ("grounds.internal_users.confirmed_on", json!("2026-02-30")),
        ("core_confirmed_on", json!("2026-02-30")),
        ("core_confirmed_on", json!("2026-02-28")),
        ("conditions.internal_users", json!("yes")),
        ("conditions.internal_users", Value::Null),
        ("conditions.temp_or_emergency_accounts", json!("no")),
        ("conditions", json!({})),
        ("conditions.invented", json!("yes")),
        ("id", json!("other")),
    ]);
    prop::collection::vec(one.prop_map(|(field, value)| (field.to_owned(), value)), 1..4)
}

pub fn day() -> impl Strategy<Value = Option<String>> {
    let days = ["", "2026-03-01", "2026-03-02", "2026-12-31", "2026-02-30"];
    prop::option::of(prop::sample::select(days.to_vec()).prop_map(str::to_owned))
}

pub fn action_draft() -> impl Strategy<Value = ActionDraft> {
    let statuses = prop::sample::select(ActionStatus::ALL.to_vec());
    let words = || prop::option::of(text());
    (
        (words(), words(), day(), prop::option::of(statuses)),
        (day(), day(), day()),
        (words(), words(), words()),
    )
        .prop_map(
            |(
                (description, owner, due, status),
                (started_on, done_on, verified_on),
                (verified_by, verification, dropped),
            )| {
                ActionDraft {
                    description,
                    owner,
                    due,
                    status,
                    started_on,
                    done_on,
                    verified_on,
                    verified_by,
                    verification,
                    dropped,
                }
            },
        )
}

pub fn earlier_draft() -> impl Strategy<Value = EarlierDraft> {
    let clauses = prop::sample::subsequence(vec!["4.1", "4.4", "8.1", "99.1"], 0..3);
    let clauses = clauses.prop_map(|ids| ids.iter().map(|id| id.parse().unwrap()).collect::<Vec<_>>());
    let sources = prop::sample::select(EarlierSource::ALL.to_vec());
    let states = prop::sample::select(EarlierState::ALL.to_vec());
    let words = || prop::option::of(text());
    (
        (prop::option::of(sources), prop::option::of(states)),
        (words(), words(), words()),
        (day(), day()),
        prop::option::of(clauses),
    )
        .prop_map(
            |((source, state), (document, condition, note), (dated, deadline), clauses)| EarlierDraft {
                source,
                document,
                dated,
                condition,
                clauses,
                deadline,
                state,
                note,
            },
        )
}

pub fn document_draft() -> impl Strategy<Value = DocumentDraft> {
    let day = || {
        let days = vec!["2026-03-31", "2026-02-30", ""];
        prop::option::of(prop::sample::select(days).prop_map(str::to_owned))
    };
    (prop::option::of(text()), day(), day(), prop::option::of(text())).prop_map(
        |(custodian, due, received_on, note)| DocumentDraft {
            custodian,
            due,
            received_on,
            note,
        },
    )
}

pub fn evidence_fields() -> impl Strategy<Value = EvidenceFields> {
    let day = || {
        prop::option::of(prop::sample::select(vec![
            "",
            "2026-01-31",
            "2026-06-30",
            "2026-02-30",
        ]))
    };
    let level = prop::option::of(prop::option::of(prop::sample::select(Sensitivity::ALL.to_vec())));
    let step = (prop::sample::select(vec!["2026-01-05", "2026-02-05", ""]), text()).prop_map(|(on, to)| {
        CustodyStep {
            on: on.to_owned(),
            to,
            ..CustodyStep::default()
        }
    });
    let custody = prop::option::of(prop::collection::vec(step, 0..3));
    // Of a document, so mostly refused.
    let interview = prop::option::weighted(
        0.1,
        text().prop_map(|said| Interview {
            said,
            ..Interview::default()
        }),
    );
    let texts = || prop::option::of(text());
    (
        (texts(), texts(), texts()),
        (day(), day(), day()),
        level,
        custody,
        interview,
    )
        .prop_map(
            |(
                (title, issuer, location),
                (dated, covers_from, covers_to),
                sensitivity,
                custody,
                interview,
            )| EvidenceFields {
                location,
                title,
                issuer,
                dated: dated.map(str::to_owned),
                covers_from: covers_from.map(str::to_owned),
                covers_to: covers_to.map(str::to_owned),
                sensitivity,
                custody,
                interview,
                ..EvidenceFields::default()
            },
        )
}

pub fn link_fields() -> impl Strategy<Value = LinkFields> {
    let item = prop::option::of(prop::option::of(prop::sample::select(vec!["e1", "e2", "e99"])));
    (item, prop::option::of(text()), prop::option::of(text())).prop_map(|(item, locator, proves)| {
        LinkFields {
            item: item.map(|item| item.map(str::to_owned)),
            locator,
            proves,
        }
    })
}
