//! What is not known is not a zero: the class stays open exactly while a missing figure could
//! change it.

use proptest::prelude::*;
use zicha::model::classify::ClassResult;

use crate::{classified, firm};

fn open(json: &str) -> Vec<String> {
    let result = classified(json);
    assert_eq!(result.class, ClassResult::Undetermined, "{json}");
    assert_eq!(result.criterion, "");
    assert_eq!(result.licence, None);
    result.missing
}

fn settled(json: &str) -> ClassResult {
    let result = classified(json);
    assert_eq!(result.missing, Vec::<String>::new(), "{json}");
    result.class
}

#[test]
fn a_firm_without_a_licence_is_undetermined() {
    assert_eq!(open("{}"), ["licences"]);
}

#[test]
fn an_adviser_without_figures_lacks_its_assets_alone() {
    assert_eq!(open(&firm(&["sice"], &[])), ["aum_prev_year_monthly_average_twd"]);
    assert_eq!(
        open(&firm(&["sice"], &[("aum_prev_year_monthly_average_twd", "null")])),
        ["aum_prev_year_monthly_average_twd"]
    );
}

#[test]
fn a_securities_firm_without_figures_lacks_everything_that_could_change_its_class() {
    assert_eq!(
        open(&firm(&["securities"], &[])),
        [
            "paid_in_capital_twd",
            "internet_order_pct",
            "dma_order_pct",
            "brokerage_market_share_pct",
            "natural_person_customer_pct",
            "securities_grade",
        ]
    );
}

#[test]
fn internet_orders_of_70_percent_settle_the_sum_without_the_dma_figure() {
    let figures = [
        ("paid_in_capital_twd", "1"),
        ("internet_order_pct", "70"),
        ("brokerage_market_share_pct", "3"),
        ("natural_person_customer_pct", "80"),
        ("securities_grade", "4"),
    ];
    assert_eq!(settled(&firm(&["securities"], &figures)), ClassResult::Class1);
    let mut below = figures;
    below[1].1 = "59.99999999999999999";
    assert_eq!(open(&firm(&["securities"], &below)), ["dma_order_pct"]);
}

#[test]
fn a_condition_that_fails_makes_the_other_figures_of_its_criterion_unnecessary() {
    let figures = [
        ("paid_in_capital_twd", "1"),
        ("brokerage_market_share_pct", "1.99"),
        ("securities_grade", "\"none\""),
    ];
    assert_eq!(settled(&firm(&["securities"], &figures)), ClassResult::Class2);
    let poor = [("paid_in_capital_twd", "1999999999"), ("futures_grade", "4")];
    assert_eq!(settled(&firm(&["futures"], &poor)), ClassResult::Class2);
}

#[test]
fn a_criterion_that_is_met_makes_all_other_figures_unnecessary() {
    assert_eq!(
        settled(&firm(&["securities"], &[("securities_grade", "1")])),
        ClassResult::Class1
    );
    let both = firm(&["securities", "sice"], &[("paid_in_capital_twd", "10000000000")]);
    assert_eq!(settled(&both), ClassResult::Class1);
}

#[test]
fn a_missing_figure_of_a_second_licence_keeps_the_class_open() {
    let figures = [
        ("paid_in_capital_twd", "1"),
        ("brokerage_market_share_pct", "0"),
        ("securities_grade", "4"),
    ];
    assert_eq!(
        open(&firm(&["securities", "sice"], &figures)),
        ["aum_prev_year_monthly_average_twd"]
    );
}

#[test]
fn an_unknown_grade_keeps_the_class_open_and_not_listed_does_not() {
    let figures = |grade| {
        firm(
            &["futures"],
            &[("paid_in_capital_twd", "0"), ("futures_grade", grade)],
        )
    };
    assert_eq!(open(&figures("null")), ["futures_grade"]);
    assert_eq!(settled(&figures("\"none\"")), ClassResult::Class2);
}

#[test]
fn a_figure_known_for_one_licence_alone_is_missing_for_the_other() {
    let json = r#"{"licences": ["securities", "futures"], "paid_in_capital_twd": 2000000000,
        "brokerage_market_share_pct": 2, "natural_person_customer_pct": 50, "dma_order_pct": 0,
        "securities_grade": 4, "futures_grade": 4,
        "by_licence": {"securities": {"internet_order_pct": 0}}}"#;
    assert_eq!(open(json), ["internet_order_pct"]);
}

/// Values around every threshold for each figure of a securities and futures firm.
const FIGURES: [(&str, &[&str]); 7] = [
    (
        "paid_in_capital_twd",
        &["0", "1999999999", "2000000000", "9999999999", "10000000000"],
    ),
    (
        "internet_order_pct",
        &["0", "30", "59.99999999999999999", "60", "100"],
    ),
    ("dma_order_pct", &["0", "30", "100"]),
    ("brokerage_market_share_pct", &["0", "1.99", "2", "100"]),
    ("natural_person_customer_pct", &["0", "49.99", "50", "100"]),
    ("securities_grade", &["1", "3", "4", "\"none\""]),
    ("futures_grade", &["1", "3", "4", "\"none\""]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Taking figures away never changes a class into the other one: it stays, or it becomes open and
    /// names only figures that were taken away.
    #[test]
    fn forgetting_figures_never_turns_one_class_into_the_other(
        values in prop::array::uniform7(any::<prop::sample::Index>()),
        known in prop::array::uniform7(any::<bool>()),
        licences in prop::sample::select(vec![vec!["securities"], vec!["futures"], vec!["futures", "securities"]]),
    ) {
        let full: Vec<(&str, &str)> = FIGURES
            .iter()
            .zip(values)
            .map(|((field, choices), index)| (*field, *index.get(choices)))
            .collect();
        let part: Vec<(&str, &str)> = full.iter().zip(known).filter(|(_, known)| *known).map(|(f, _)| *f).collect();
        let all = classified(&firm(&licences, &full));
        let some = classified(&firm(&licences, &part));
        prop_assert_ne!(all.class, ClassResult::Undetermined);
        if some.class == ClassResult::Undetermined {
            prop_assert!(!some.missing.is_empty());
            for field in &some.missing {
                prop_assert!(part.iter().all(|(known, _)| known != field), "{} is known", field);
            }
        } else {
            prop_assert_eq!(some.class, all.class);
            prop_assert!(some.missing.is_empty());
        }
    }
}
