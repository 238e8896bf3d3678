//! Facts of the built-in pack that anyone can check against the guideline.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use zicha::model::pack::{ConditionLevel, FieldKind, Level, Pack, Subject};

static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());

/// The clauses whose explanation and evidence the guideline does not print.
const WITHOUT_GUIDANCE: [&str; 12] = [
    "12.5", "15.6", "22.3", "22.4", "22.10", "26.1", "26.2", "26.3", "26.4", "26.5", "26.6", "26.7",
];

#[test]
fn the_guideline_has_26_articles_and_92_clauses() {
    let per_article: Vec<usize> = PACK
        .articles
        .iter()
        .map(|article| article.clauses.len())
        .collect();
    assert_eq!(
        per_article,
        [
            9, 2, 5, 4, 2, 2, 2, 3, 5, 3, 2, 8, 2, 1, 3, 7, 4, 2, 10, 2, 3, 4, 7
        ]
    );
    assert_eq!(PACK.clauses().count(), 92);
    let preliminary = PACK.preliminary.iter().map(|article| article.number);
    let numbers: Vec<u16> = preliminary
        .chain(PACK.articles.iter().map(|article| article.number))
        .collect();
    assert_eq!(numbers, (1..=26).collect::<Vec<u16>>());
}

#[test]
fn chapters_2_to_8_hold_articles_4_to_26() {
    let chapters: Vec<u16> = PACK.chapters.iter().map(|chapter| chapter.number).collect();
    assert_eq!(chapters, (2..=8).collect::<Vec<u16>>());
    let articles: Vec<u16> = PACK
        .chapters
        .iter()
        .flat_map(|chapter| chapter.articles.clone())
        .collect();
    assert_eq!(articles, (4..=26).collect::<Vec<u16>>());
}

#[test]
fn twelve_clauses_have_guidance_of_this_project_alone() {
    let without: Vec<String> = PACK
        .clauses()
        .filter(|clause| !clause.guidance_in_source)
        .map(|clause| clause.id.to_string())
        .collect();
    assert_eq!(without, WITHOUT_GUIDANCE);
}

/// The source prints 205 items on 81 pages: pages that stand twice count once, items of a page
/// shared by two clauses for both (READINGS.md, section 3).
#[test]
fn eighty_clauses_carry_the_explanations_and_the_200_evidence_items_of_the_source() {
    let guided: Vec<_> = PACK
        .clauses()
        .filter(|clause| clause.guidance_in_source)
        .collect();
    assert_eq!(guided.len(), 80);
    assert!(guided.iter().all(|clause| !clause.explanation.is_empty()));
    assert_eq!(
        guided.iter().map(|clause| clause.evidence.len()).sum::<usize>(),
        200
    );
}

#[test]
fn every_clause_has_an_explanation_evidence_a_procedure_gaps_and_a_fix() {
    for clause in PACK.clauses() {
        let lists = [
            clause.explanation.len(),
            clause.evidence.len(),
            clause.procedure.len(),
            clause.gaps.len(),
            clause.fix.len(),
        ];
        assert!(!lists.contains(&0), "{}: {lists:?}", clause.id);
    }
}

#[test]
fn fifteen_clauses_are_answered_once_for_the_organisation() {
    let organisation: Vec<String> = PACK
        .clauses()
        .filter(|clause| clause.subject == Subject::Organisation)
        .map(|clause| clause.id.to_string())
        .collect();
    assert_eq!(
        organisation,
        [
            "4.1", "5.2", "6.1", "6.3", "7.1", "13.3", "22.4", "22.10", "23.1", "24.1", "26.1", "26.2",
            "26.3", "26.6", "26.7"
        ]
    );
}

#[test]
fn the_two_clauses_that_only_permit_bind_nobody() {
    let none: Vec<String> = PACK
        .clauses()
        .filter(|clause| clause.obligation.cells() == [Level::None; 4])
        .map(|clause| clause.id.to_string())
        .collect();
    assert_eq!(none, ["15.6", "22.3"]);
}

#[test]
fn ids_of_fields_conditions_and_criteria_are_the_agreed_ones() {
    let fields: Vec<(&str, FieldKind)> = PACK
        .profile_fields
        .iter()
        .map(|field| (field.id.as_str(), field.kind))
        .collect();
    assert_eq!(
        fields,
        [
            ("paid_in_capital_twd", FieldKind::Amount),
            ("internet_order_pct", FieldKind::Percent),
            ("dma_order_pct", FieldKind::Percent),
            ("brokerage_market_share_pct", FieldKind::Percent),
            ("natural_person_customer_pct", FieldKind::Percent),
            ("aum_prev_year_monthly_average_twd", FieldKind::Amount),
            ("securities_grade", FieldKind::Grade),
            ("futures_grade", FieldKind::Grade),
            ("foreign_group", FieldKind::Boolean),
            ("policy_controlled_by_parent", FieldKind::Boolean),
            ("parent_has_built_controls", FieldKind::Boolean),
            ("parent_norm_better", FieldKind::Boolean),
        ]
    );
    let criteria: Vec<&str> = PACK
        .classification
        .criteria
        .iter()
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(
        criteria,
        [
            "securities.capital",
            "securities.e_orders",
            "securities.grade",
            "futures.capital_and_e_orders",
            "futures.grade",
            "site.assets",
            "sice.assets",
        ]
    );
    let count = |level| {
        PACK.conditions
            .iter()
            .filter(|condition| condition.level == level)
            .count()
    };
    assert_eq!(count(ConditionLevel::Organisation), 8);
    assert_eq!(count(ConditionLevel::System), 24);
    assert_eq!(count(ConditionLevel::Event), 9);
}

#[test]
fn both_languages_are_different_texts_everywhere() {
    fn walk(value: &Value, path: &str, same: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                if object.contains_key("zh-TW") && object.get("zh-TW") == object.get("en") {
                    same.push(path.to_owned());
                }
                object
                    .iter()
                    .for_each(|(key, member)| walk(member, &format!("{path}.{key}"), same));
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(i, item)| walk(item, &format!("{path}[{i}]"), same));
            }
            _ => {}
        }
    }
    let mut same = Vec::new();
    walk(&serde_json::to_value(&*PACK).unwrap(), "", &mut same);
    assert_eq!(same, Vec::<String>::new());
}

#[test]
fn clause_hashes_differ_and_ignore_advice_and_english() {
    let hashes: BTreeSet<String> = PACK.clauses().map(|clause| clause.text_sha256()).collect();
    assert_eq!(hashes.len(), 92);
    let clause = PACK.clauses().next().unwrap();
    let mut advised = clause.clone();
    advised.requirement.en.push('!');
    advised.fix.clear();
    assert_eq!(advised.text_sha256(), clause.text_sha256());
    let mut rebound = clause.clone();
    rebound.obligation.class2.noncore = Level::None;
    assert_ne!(rebound.text_sha256(), clause.text_sha256());
}

#[test]
fn the_built_in_pack_has_no_faults() {
    let faults = zicha::pack::lint_builtin();
    let list: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!(
                "{} {} {}: {}",
                fault.file,
                fault.path,
                fault.rule(),
                fault.message().en
            )
        })
        .collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}

#[test]
fn a_contradiction_names_the_clauses_it_reads_and_shows_what_it_found() {
    use zicha::model::pack::Premise;
    assert!(PACK.contradictions.len() >= 25);
    for contradiction in &PACK.contradictions {
        let id = &contradiction.id;
        for clause in contradiction.when.iter().filter_map(Premise::clause) {
            assert!(contradiction.clauses.contains(&clause), "{id} {clause}");
        }
        let reads_notes = contradiction
            .when
            .iter()
            .any(|premise| matches!(premise, Premise::Figure(_) | Premise::Mention(_)));
        for text in [&contradiction.message.zh_tw, &contradiction.message.en] {
            assert_eq!(text.contains("{found}"), reads_notes, "{id}");
            assert_eq!(text.matches('{').count(), usize::from(reads_notes), "{id}");
        }
    }
}

/// A figure that a contradiction holds against an answer is one the clause itself names.
#[test]
fn the_thresholds_of_contradictions_are_figures_of_their_clauses() {
    use zicha::model::pack::{FigureUnit, Premise};
    let mut compared = 0;
    for contradiction in &PACK.contradictions {
        for premise in &contradiction.when {
            let Premise::Figure(figure) = premise else {
                continue;
            };
            let threshold = figure.is.threshold();
            let unit = match threshold.unit {
                FigureUnit::Minute => "minute",
                FigureUnit::Hour => "hour",
                FigureUnit::Day => "day",
                FigureUnit::Week => "week",
                FigureUnit::Month => "month",
                FigureUnit::Year => "year",
                FigureUnit::Count => "count",
            };
            let clause = PACK.clause(figure.clause).unwrap();
            let named = clause
                .figures
                .iter()
                .any(|known| known.value == threshold.value && known.unit == unit);
            assert!(named, "{} {} {unit}", contradiction.id, threshold.value);
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared}");
}
