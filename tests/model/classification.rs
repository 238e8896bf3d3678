//! Every threshold of the guideline at, just under and just over its value.

use zicha::model::classify::{ClassResult, ForeignRegime};
use zicha::model::rule::Truth;

use crate::{classified, firm};

/// Figures of a securities firm that meets no criterion, with these in their place.
fn securities(changes: &[(&'static str, &'static str)]) -> String {
    let mut figures = vec![
        ("paid_in_capital_twd", "0"),
        ("internet_order_pct", "0"),
        ("dma_order_pct", "0"),
        ("brokerage_market_share_pct", "0"),
        ("natural_person_customer_pct", "0"),
        ("securities_grade", "\"none\""),
    ];
    replace(&mut figures, changes);
    firm(&["securities"], &figures)
}

/// Figures of a futures firm that meets the combined criterion exactly, with these in their place.
fn futures(changes: &[(&'static str, &'static str)]) -> String {
    let mut figures = vec![
        ("paid_in_capital_twd", "2000000000"),
        ("internet_order_pct", "30"),
        ("dma_order_pct", "30"),
        ("brokerage_market_share_pct", "2"),
        ("natural_person_customer_pct", "50"),
        ("futures_grade", "\"none\""),
    ];
    replace(&mut figures, changes);
    firm(&["futures"], &figures)
}

fn replace(figures: &mut [(&'static str, &'static str)], changes: &[(&'static str, &'static str)]) {
    for (field, value) in changes {
        let known = figures.iter_mut().find(|(known, _)| known == field).unwrap();
        known.1 = value;
    }
}

/// The e-order conditions of a securities firm, exactly at their thresholds.
const E_ORDERS: [(&str, &str); 4] = [
    ("internet_order_pct", "30"),
    ("dma_order_pct", "30"),
    ("brokerage_market_share_pct", "2"),
    ("natural_person_customer_pct", "50"),
];

/// The ground for a class 1 result, or `otherwise`; each figure once as number and once as string.
fn ground(json: &str) -> String {
    let result = classified(json);
    assert!(result.missing.is_empty(), "{json}: {:?}", result.missing);
    let expected = match result.criterion.as_str() {
        "otherwise" => ClassResult::Class2,
        _ => ClassResult::Class1,
    };
    assert_eq!(result.class, expected, "{json}");
    result.criterion
}

fn with_e_orders(changes: &[(&'static str, &'static str)]) -> String {
    let mut figures = E_ORDERS.to_vec();
    replace(&mut figures, changes);
    securities(&figures)
}

#[test]
fn a_securities_firm_reaches_class_1_at_ten_billion_of_capital() {
    for (capital, criterion) in [
        ("9999999999", "otherwise"),
        ("\"9999999999\"", "otherwise"),
        ("10000000000", "securities.capital"),
        ("\"10000000000\"", "securities.capital"),
        ("1e10", "securities.capital"),
        ("\"10000000000.000\"", "securities.capital"),
        ("10000000001", "securities.capital"),
    ] {
        assert_eq!(
            ground(&securities(&[("paid_in_capital_twd", capital)])),
            criterion,
            "{capital}"
        );
    }
}

#[test]
fn a_securities_firm_needs_all_three_e_order_conditions_and_no_capital() {
    assert_eq!(ground(&with_e_orders(&[])), "securities.e_orders");
    for (field, just_below) in [
        ("internet_order_pct", "29.99999999999999999"),
        ("internet_order_pct", "\"29.99999999999999999\""),
        ("dma_order_pct", "29.99999999999999999"),
        ("brokerage_market_share_pct", "1.99999999999999999"),
        ("brokerage_market_share_pct", "\"1.99999999999999999\""),
        ("natural_person_customer_pct", "49.99999999999999999"),
        ("natural_person_customer_pct", "\"49.99999999999999999\""),
    ] {
        assert_eq!(
            ground(&with_e_orders(&[(field, just_below)])),
            "otherwise",
            "{field} {just_below}"
        );
    }
    for (field, just_over) in [
        ("internet_order_pct", "30.00000000000000001"),
        ("brokerage_market_share_pct", "\"2.00000000000000001\""),
        ("natural_person_customer_pct", "50.00000000000000001"),
    ] {
        assert_eq!(
            ground(&with_e_orders(&[(field, just_over)])),
            "securities.e_orders",
            "{field}"
        );
    }
}

#[test]
fn sixty_percent_is_compared_without_rounding() {
    for (internet, dma, criterion) in [
        ("59.99999999999999999", "0", "otherwise"),
        ("\"59.99999999999999999\"", "0", "otherwise"),
        ("59.995", "0", "otherwise"),
        ("60", "0", "securities.e_orders"),
        ("\"60.0\"", "0", "securities.e_orders"),
        ("60.00000000000000001", "0", "securities.e_orders"),
        (
            "45.000000000000000001",
            "14.999999999999999999",
            "securities.e_orders",
        ),
        (
            "\"45.000000000000000001\"",
            "\"14.999999999999999999\"",
            "securities.e_orders",
        ),
        ("45.000000000000000001", "14.999999999999999998", "otherwise"),
        ("0.1", "59.9", "securities.e_orders"),
        ("6e1", "0e0", "securities.e_orders"),
    ] {
        let json = with_e_orders(&[("internet_order_pct", internet), ("dma_order_pct", dma)]);
        assert_eq!(ground(&json), criterion, "{internet} + {dma}");
    }
}

#[test]
fn grades_1_to_3_lead_to_class_1_and_no_other() {
    for (grade, met) in [
        ("1", true),
        ("2", true),
        ("3", true),
        ("\"3\"", true),
        ("4", false),
        ("\"4\"", false),
        ("5", false),
        ("\"none\"", false),
    ] {
        let of_securities = ground(&securities(&[("securities_grade", grade)]));
        assert_eq!(
            of_securities,
            if met { "securities.grade" } else { "otherwise" },
            "{grade}"
        );
        let below = [("paid_in_capital_twd", "0"), ("futures_grade", grade)];
        let of_futures = ground(&futures(&below));
        assert_eq!(
            of_futures,
            if met { "futures.grade" } else { "otherwise" },
            "{grade}"
        );
    }
}

#[test]
fn a_futures_firm_needs_two_billion_of_capital_and_all_three_e_order_conditions() {
    assert_eq!(ground(&futures(&[])), "futures.capital_and_e_orders");
    for (field, just_below) in [
        ("paid_in_capital_twd", "1999999999"),
        ("paid_in_capital_twd", "\"1999999999\""),
        ("internet_order_pct", "29.99999999999999999"),
        ("dma_order_pct", "\"29.99999999999999999\""),
        ("brokerage_market_share_pct", "1.99999999999999999"),
        ("natural_person_customer_pct", "49.99999999999999999"),
    ] {
        assert_eq!(
            ground(&futures(&[(field, just_below)])),
            "otherwise",
            "{field} {just_below}"
        );
    }
    for (field, just_over) in [
        ("paid_in_capital_twd", "2000000001"),
        ("internet_order_pct", "30.00000000000000001"),
        ("brokerage_market_share_pct", "2.00000000000000001"),
        ("natural_person_customer_pct", "50.00000000000000001"),
    ] {
        assert_eq!(
            ground(&futures(&[(field, just_over)])),
            "futures.capital_and_e_orders",
            "{field}"
        );
    }
}

#[test]
fn capital_alone_never_lifts_a_futures_firm() {
    let rich = [
        ("paid_in_capital_twd", "10000000000000"),
        ("internet_order_pct", "0"),
    ];
    assert_eq!(ground(&futures(&rich)), "otherwise");
}

#[test]
fn asset_managers_reach_class_1_at_six_hundred_billion() {
    for (assets, met) in [
        ("0", false),
        ("599999999999", false),
        ("\"599999999999\"", false),
        ("600000000000", true),
        ("\"600000000000\"", true),
        ("6e11", true),
        ("600000000001", true),
    ] {
        for licence in ["site", "sice"] {
            let json = firm(&[licence], &[("aum_prev_year_monthly_average_twd", assets)]);
            let expected = if met {
                format!("{licence}.assets")
            } else {
                "otherwise".to_owned()
            };
            assert_eq!(ground(&json), expected, "{licence} {assets}");
        }
    }
}

#[test]
fn with_several_licences_the_highest_class_wins_and_its_licence_is_named() {
    let json = firm(
        &["sice", "futures"],
        &[("aum_prev_year_monthly_average_twd", "1"), ("futures_grade", "2")],
    );
    let result = classified(&json);
    assert_eq!(result.class, ClassResult::Class1);
    assert_eq!(result.criterion, "futures.grade");
    assert_eq!(result.licence.as_deref(), Some("futures"));
}

#[test]
fn without_a_criterion_a_single_licence_is_named_and_several_are_not() {
    let one = classified(&firm(&["site"], &[("aum_prev_year_monthly_average_twd", "0")]));
    assert_eq!(
        (one.criterion.as_str(), one.licence.as_deref()),
        ("otherwise", Some("site"))
    );
    let two = classified(&firm(
        &["site", "sice"],
        &[("aum_prev_year_monthly_average_twd", "0")],
    ));
    assert_eq!((two.criterion.as_str(), two.licence), ("otherwise", None));
}

#[test]
fn each_licence_has_its_own_percentages() {
    let both = |by_licence: &str| {
        classified(&format!(
            r#"{{"licences": ["securities", "futures"], "paid_in_capital_twd": 3000000000,
                "internet_order_pct": 10, "dma_order_pct": 0, "brokerage_market_share_pct": 5,
                "natural_person_customer_pct": 90, "securities_grade": "none", "futures_grade": "none",
                "by_licence": {by_licence}}}"#
        ))
    };
    assert_eq!(both("{}").criterion, "otherwise");
    let futures = both(r#"{"futures": {"internet_order_pct": "60"}}"#);
    assert_eq!(futures.criterion, "futures.capital_and_e_orders");
    assert_eq!(futures.licence.as_deref(), Some("futures"));
    let securities = both(r#"{"securities": {"internet_order_pct": 60}}"#);
    assert_eq!(securities.criterion, "securities.e_orders");
    let below = both(r#"{"securities": {"internet_order_pct": "59.99999999999999999"}}"#);
    assert_eq!(below.criterion, "otherwise");
    let lower = both(r#"{"futures": {"internet_order_pct": 70, "brokerage_market_share_pct": 1.9}}"#);
    assert_eq!(lower.criterion, "otherwise");
}

#[test]
fn a_class_set_by_hand_wins_and_the_computed_one_is_kept() {
    let json =
        r#"{"licences": ["site"], "aum_prev_year_monthly_average_twd": "600000000000", "class": "class2"}"#;
    let result = classified(json);
    assert_eq!(result.class, ClassResult::Class2);
    assert_eq!(result.criterion, "override");
    assert_eq!(result.licence, None);
    assert_eq!(result.computed, ClassResult::Class1);
    let open = classified(r#"{"licences": ["site"], "class": "class1"}"#);
    assert_eq!(open.class, ClassResult::Class1);
    assert_eq!(open.missing, Vec::<String>::new());
    assert_eq!(open.computed, ClassResult::Undetermined);
}

#[test]
fn the_parent_norm_may_be_followed_only_where_all_four_answers_are_yes() {
    let fields = [
        "foreign_group",
        "policy_controlled_by_parent",
        "parent_has_built_controls",
        "parent_norm_better",
    ];
    let regime = |answers: &[(&str, &str)]| classified(&firm(&["sice"], answers)).foreign_regime;
    let all = fields.map(|field| (field, "true"));
    assert_eq!(regime(&all), ForeignRegime::FollowParent);
    for missing in 0..fields.len() {
        for other in ["false", "null"] {
            let mut answers = all;
            answers[missing].1 = other;
            assert_eq!(regime(&answers), ForeignRegime::Domestic, "{answers:?}");
        }
    }
    assert_eq!(regime(&[]), ForeignRegime::Domestic);
}

#[test]
fn a_foreign_firm_is_no_third_class() {
    let json = firm(
        &["sice"],
        &[
            ("foreign_group", "true"),
            ("policy_controlled_by_parent", "true"),
            ("parent_has_built_controls", "true"),
            ("parent_norm_better", "true"),
            ("aum_prev_year_monthly_average_twd", "0"),
        ],
    );
    let result = classified(&json);
    assert_eq!(result.class, ClassResult::Class2);
    assert_eq!(result.criterion, "otherwise");
}

#[test]
fn the_result_shows_every_criterion_with_the_inputs_it_used() {
    let result = classified(&with_e_orders(&[("dma_order_pct", "null")]));
    let e_orders = result
        .considered
        .iter()
        .find(|criterion| criterion.criterion == "securities.e_orders")
        .unwrap();
    assert_eq!(e_orders.truth, Truth::Unknown(vec!["dma_order_pct".into()]));
    let known: Vec<(&str, bool)> = e_orders
        .inputs
        .iter()
        .map(|(field, value)| (field.as_str(), value.is_some()))
        .collect();
    assert_eq!(
        known,
        [
            ("internet_order_pct", true),
            ("dma_order_pct", false),
            ("brokerage_market_share_pct", true),
            ("natural_person_customer_pct", true),
        ]
    );
    assert_eq!(result.considered.len(), 3);
}
