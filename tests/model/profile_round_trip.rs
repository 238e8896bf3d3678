//! A profile that is written reads back as the same profile.

use std::collections::BTreeMap;

use proptest::prelude::*;
use zicha::model::decimal::Decimal;
use zicha::model::pack::{Class, ConditionLevel, FieldKind, ProfileField};
use zicha::model::profile::{
    AssessmentPeriod, FieldValue, FigureSource, Ground, Organisation, Profile, System, Tri,
};
use zicha::model::profile_file::{parse, write};

use crate::PACK;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ -~]{0,20}",
        "[\u{4e00}-\u{4fff}「」①②\n\t\"]{0,12}"
    ]
}

fn day() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        (2000..2100u32, 1..=12u32, 1..=28u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"))
    ]
}

fn tri() -> impl Strategy<Value = Tri> {
    prop_oneof![Just(Tri::Yes), Just(Tri::No), Just(Tri::Unasked)]
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn value(field: &ProfileField) -> BoxedStrategy<FieldValue> {
    match field.kind {
        FieldKind::Amount => (0..10_000_000_000_000_000u64)
            .prop_map(|n| FieldValue::Number(n.into()))
            .boxed(),
        FieldKind::Percent => prop_oneof![
            Just(FieldValue::Number(Decimal::from(100))),
            "[0-9]{1,2}\\.[0-9]{1,25}".prop_map(|text| FieldValue::Number(decimal(&text))),
        ]
        .boxed(),
        FieldKind::Grade => prop_oneof![Just("none".to_owned()), "[1-9]"]
            .prop_map(FieldValue::Grade)
            .boxed(),
        FieldKind::Boolean => any::<bool>().prop_map(FieldValue::Flag).boxed(),
    }
}

fn figures(fields: Vec<&'static ProfileField>) -> BoxedStrategy<BTreeMap<String, FieldValue>> {
    let each: Vec<_> = fields
        .into_iter()
        .map(|field| {
            prop::option::of(value(field)).prop_map(|value| value.map(|value| (field.id.clone(), value)))
        })
        .collect();
    each.prop_map(|values| values.into_iter().flatten().collect())
        .boxed()
}

fn conditions(inside_system: bool) -> BoxedStrategy<BTreeMap<String, Tri>> {
    let ids: Vec<String> = PACK
        .conditions
        .iter()
        .filter(|condition| !inside_system || condition.level != ConditionLevel::Organisation)
        .map(|condition| condition.id.clone())
        .collect();
    prop::collection::btree_map(prop::sample::select(ids), tri(), 0..8).boxed()
}

fn ground() -> impl Strategy<Value = Ground> {
    (text(), text(), day(), text()).prop_map(|(fact, confirmed_by, confirmed_on, evidence)| Ground {
        fact,
        confirmed_by,
        confirmed_on,
        evidence,
    })
}

fn grounds(inside_system: bool) -> BoxedStrategy<BTreeMap<String, Ground>> {
    let ids: Vec<String> = PACK
        .conditions
        .iter()
        .filter(|condition| !inside_system || condition.level != ConditionLevel::Organisation)
        .map(|condition| condition.id.clone())
        .collect();
    prop::collection::btree_map(prop::sample::select(ids), ground(), 0..3).boxed()
}

fn system() -> impl Strategy<Value = System> {
    (
        "[a-z0-9\u{4e00}-\u{4e10}._-]{1,12}",
        text(),
        prop::option::of(any::<bool>()),
        text(),
        text(),
        day(),
        text(),
        text(),
        conditions(true),
        grounds(true),
    )
        .prop_map(
            |(
                id,
                name,
                core,
                core_reason,
                core_confirmed_by,
                core_confirmed_on,
                shared,
                vendor,
                conditions,
                grounds,
            )| System {
                uid: String::new(),
                position: 0,
                id,
                name,
                core,
                core_reason,
                core_confirmed_by,
                core_confirmed_on,
                shared,
                vendor,
                conditions,
                grounds,
            },
        )
}

fn systems() -> impl Strategy<Value = Vec<System>> {
    prop::collection::vec(system(), 0..4).prop_map(|mut systems| {
        let mut seen = Vec::new();
        systems.retain(|system| {
            let new = !seen.contains(&system.id);
            seen.push(system.id.clone());
            new
        });
        systems
    })
}

fn licences() -> impl Strategy<Value = Vec<String>> {
    let ids: Vec<String> = PACK.licences.iter().map(|licence| licence.id.clone()).collect();
    let all = ids.len();
    prop::sample::subsequence(ids, 0..=all).prop_shuffle()
}

fn profile() -> impl Strategy<Value = Profile> {
    let fields: Vec<&ProfileField> = PACK.profile_fields.iter().collect();
    let per_licence: Vec<&ProfileField> = PACK
        .profile_fields
        .iter()
        .filter(|field| field.per_licence)
        .collect();
    let ids: Vec<String> = PACK.profile_fields.iter().map(|field| field.id.clone()).collect();
    let source = (text(), text()).prop_map(|(period, document)| FigureSource { period, document });
    let by_licence = prop::collection::btree_map(
        prop::sample::select(vec!["securities".to_owned(), "futures".to_owned()]),
        figures(per_licence),
        0..=2,
    );
    (
        (
            text(),
            text(),
            licences(),
            prop::option::of(prop_oneof![Just(Class::Class1), Just(Class::Class2)]),
        ),
        figures(fields),
        by_licence,
        prop::collection::btree_map(prop::sample::select(ids), source, 0..3),
        (conditions(false), grounds(false), prop::option::of(ground())),
        (day(), day(), day(), text()),
        systems(),
    )
        .prop_map(
            |(firm, figures, by_licence, figure_sources, conditions, period, systems)| {
                let (name, tax_id, licences, class) = firm;
                let (conditions, grounds, no_core_systems) = conditions;
                let (mut from, mut to, as_of, prepared_by) = period;
                if !from.is_empty() && !to.is_empty() && from > to {
                    std::mem::swap(&mut from, &mut to);
                }
                Profile {
                    organisation: Organisation { name, tax_id },
                    licences,
                    class,
                    figures,
                    by_licence,
                    figure_sources,
                    conditions,
                    grounds,
                    no_core_systems,
                    assessment: AssessmentPeriod {
                        from,
                        to,
                        as_of,
                        prepared_by,
                    },
                    systems,
                }
            },
        )
}

proptest! {
    #[test]
    fn writing_and_reading_a_profile_gives_the_same_profile(profile in profile()) {
        let written = write(&profile).to_string();
        let read = parse(&written, &PACK);
        prop_assert_eq!(read.as_ref(), Ok(&profile), "{}", written);
    }
}
