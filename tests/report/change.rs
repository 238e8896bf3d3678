//! The board's page, and the change against last year.

use serde_json::json;
use zicha::lang::Lang;
use zicha::model::change::Kind;
use zicha::model::delta::Movement;
use zicha::model::reporting::Detail;
use zicha::report::blocks::Document;

use super::firm::Firm;
use super::read::{headings, rows_under, squeezed, texts};
use super::{extract, rendered};

/// The words of every page from the one that the summary's heading stands on to the next chapter's.
fn pages_of_summary(document: &Document, lang: Lang) -> Vec<String> {
    let chapters = headings(document, 1);
    let summary = lang.pick("壹、摘要", "1. Summary");
    let place = chapters.iter().position(|title| title == summary).unwrap();
    let pages = extract::pages(&extract::open(&rendered(document).pdf));
    // Headings of chapters alone are set so large.
    let page_of = |title: &str| {
        let large = |page: &Vec<extract::Shown>| {
            let words = page.iter().filter(|shown| shown.size > 17.0);
            words.map(|shown| shown.words.as_str()).collect::<String>()
        };
        pages
            .iter()
            .position(|page| squeezed(&large(page)).contains(&squeezed(title)))
    };
    let (first, next) = (page_of(summary).unwrap(), page_of(&chapters[place + 1]).unwrap());
    let words = pages[first..next].iter().map(|page| {
        let all: String = page.iter().map(|shown| shown.words.as_str()).collect();
        squeezed(&all)
    });
    words.collect()
}

/// The firm with so many more systems, each with gaps of its own.
fn large(systems: usize) -> Firm {
    let mut firm = Firm::new();
    let web = firm.assessment.profile.systems[1].clone();
    for number in 0..systems {
        let mut system = web.clone();
        system.uid = format!("sys{number}");
        system.id = format!("branch-{number}");
        system.name = format!("第 {number} 分公司委外代管之客戶關係及電子對帳單管理系統");
        system.core = None;
        firm.assessment.profile.systems.push(system);
        for (at, clause) in ["4.3", "4.4", "5.1", "7.1", "8.1"].into_iter().enumerate() {
            let uid = format!("b{number}x{at}");
            let answer = json!({"uid": uid, "clause": clause, "target": format!("branch-{number}"),
                "state": "not_met", "note": "未辦理"});
            firm.put(Kind::Answer, &uid, answer);
        }
    }
    firm.scope = zicha::model::scope::scope(&firm.pack, &firm.assessment.profile);
    firm.settled()
}

#[test]
fn the_summary_is_one_page_in_both_languages_for_a_small_and_a_large_firm_with_and_without_last_year() {
    for firm in [
        Firm::new(),
        Firm::unanswered(),
        large(60),
        Firm::new().compared_with(&Firm::unanswered()),
        large(60).compared_with(&Firm::new()),
    ] {
        for lang in Lang::ALL {
            let document = firm.report(lang, Detail::Management);
            let pages = pages_of_summary(&document, lang);
            assert_eq!(pages.len(), 1, "{lang:?}: {pages:#?}");
            for part in [
                lang.pick("一、檢核結果統計", "Results in numbers"),
                lang.pick("二、各章檢核情形", "By chapter"),
                lang.pick("三、主要缺失", "Main deficiencies"),
                lang.pick("四、待決定及應注意事項", "To decide and to keep in mind"),
            ] {
                assert!(pages[0].contains(&squeezed(part)), "{part}");
            }
        }
    }
}

#[test]
fn the_verdict_never_says_more_than_the_answers_show() {
    let mut firm = Firm::unanswered();
    let verdict = |firm: &Firm| texts(&firm.report(Lang::ZhTw, Detail::Management)).join("\n");
    assert!(verdict(&firm).contains("自評尚未完成"));
    let checks: Vec<_> = firm
        .scope
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .map(|check| (check.clause, check.target.clone()))
        .collect();
    for (number, (clause, target)) in checks.iter().enumerate() {
        let uid = format!("a{number}");
        let state = if number == 0 { "unable" } else { "met" };
        let answer = json!({"uid": uid, "clause": clause, "target": target, "state": state});
        firm.put(Kind::Answer, &uid, answer);
    }
    let mut firm = firm.settled();
    assert!(verdict(&firm).contains("有 1 個檢核項目無法確認，尚不足以認定"));
    let set = |firm: &mut Firm, before: &str, after: &str| {
        let change = zicha::model::change::Change {
            object: zicha::model::change::Object {
                kind: Kind::Answer,
                uid: "a0".to_owned(),
                field: Some("state".to_owned()),
            },
            before: json!(before),
            after: json!(after),
        };
        firm.assessment.apply(&change).unwrap();
    };
    set(&mut firm, "unable", "met");
    let mut firm = firm.settled();
    assert!(verdict(&firm).contains("未發現缺失"));
    set(&mut firm, "met", "partial");
    let firm = firm.settled();
    assert!(verdict(&firm).contains("應辦事項尚有缺失 1 件待改善"));
}

#[test]
fn what_changed_since_last_year_is_counted_and_listed_in_chapter_seven() {
    let mut before = Firm::new();
    // Last year one met check was not, one gap was met, and a system now gone was assessed.
    let flip = |firm: &mut Firm, from: &str, to: &str| {
        let answer = firm.assessment.answers.values().find(|answer| {
            let check =
                firm.scope.checks.iter().find(|check| {
                    check.clause == answer.clause && check.target.as_ref() == Some(&answer.target)
                });
            answer.state.id() == from
                && answer.part.is_none()
                && check.is_some_and(|one| one.parts.is_empty())
        });
        let answer = answer.unwrap().clone();
        let change = zicha::model::change::Change {
            object: zicha::model::change::Object {
                kind: Kind::Answer,
                uid: answer.uid.clone(),
                field: Some("state".to_owned()),
            },
            before: json!(from),
            after: json!(to),
        };
        firm.assessment.apply(&change).unwrap();
        answer
    };
    let improved = flip(&mut before, "met", "not_met");
    let regressed = flip(&mut before, "partial", "met");
    before.assessment.profile.assessment.from = "2025-01-01".to_owned();
    before.assessment.profile.assessment.to = "2025-06-30".to_owned();
    let firm = Firm::new().compared_with(&before);
    let delta = firm.previous.as_ref().unwrap();
    assert_eq!(delta.count(Movement::Regressed), 1);
    assert_eq!(delta.count(Movement::Improved), 1);
    assert_eq!(delta.closed().count(), 1);
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let rows = rows_under(&document, "退步之檢核項目");
    assert_eq!(rows.len(), 1);
    assert!(rows[0][0].starts_with(&regressed.clause.to_string()), "{rows:?}");
    assert!(
        rows[0][2].contains("符合") && rows[0][3].contains("部分符合"),
        "{rows:?}"
    );
    let rows = rows_under(&document, "結案之缺失及建議事項");
    assert!(rows[0][0].starts_with(&improved.clause.to_string()), "{rows:?}");
    let all = texts(&document).join("\n");
    assert!(all.contains("與前次自評（114年1月1日至114年6月30日）相較：改善 1 個、退步 1 個"));
    assert!(
        all.contains(&before.assessment.digest()),
        "the older digest is named"
    );
    for lang in Lang::ALL {
        let rendered = rendered(&firm.report(lang, Detail::Full));
        assert!(rendered.dangling.is_empty() && rendered.missing.is_empty());
    }
}

#[test]
fn a_report_without_last_year_says_nothing_of_change() {
    let all = texts(&Firm::new().report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(!all.contains("與前次自評"));
}
