//! Findings, the action plan and earlier findings in the report.

use serde_json::json;
use zicha::lang::Lang;
use zicha::model::change::Kind;
use zicha::model::reporting::Detail;
use zicha::model::score::gaps;

use super::firm::Firm;
use super::read::{headings, rows_under, squeezed, texts, words};

/// The firm with one finding over two checks that repeats an earlier one, and actions of every kind.
fn firm() -> Firm {
    let mut firm = Firm::new();
    let gaps = gaps(&firm.scope, &firm.assessment);
    let covered = firm
        .assessment
        .findings
        .values()
        .map(|f| (f.clause, f.target.clone()));
    let covered: Vec<_> = covered.collect();
    let mut free = gaps
        .iter()
        .map(|gap| (gap.key.clause, gap.key.target.clone()))
        .filter(|check| !covered.contains(check));
    let first = free.next().unwrap();
    let second = free.find(|check| *check != first).unwrap();
    let earlier = |number: u64, clauses: &[String], state: &str| {
        json!({
            "uid": format!("p{number}"), "number": number, "source": "fsc", "document": format!("金管字第{number}號"),
            "dated": "2025-01-10", "condition": format!("前次缺失之內容{number}"), "clauses": clauses,
            "deadline": "2025-06-30", "state": state, "note": format!("改善情形說明{number}"),
        })
    };
    let clause = [first.0.to_string()];
    firm.put(Kind::Earlier, "p1", earlier(1, &clause, "improving"));
    firm.put(Kind::Earlier, "p2", earlier(2, &[], "verified"));
    let finding = json!({
        "uid": "over", "number": 90, "clause": first.0, "target": first.1, "found_on": "2026-06-01",
        "also": [{"clause": second.0, "target": second.1}],
        "rating": "high", "rating_basis": "評等之依據文字", "condition": "現況文字", "cause": "原因文字",
        "effect": "影響文字", "recommendation": "建議文字", "response": "回應文字", "repeats": "p1",
    });
    firm.put(Kind::Finding, "over", finding);
    let action = |uid: &str, due: &str, more: serde_json::Value| {
        let mut action = json!({"uid": uid, "finding": "over", "description": format!("措施{uid}"), "owner": "資訊主管", "due": due});
        for (field, value) in more.as_object().unwrap() {
            action[field] = value.clone();
        }
        action
    };
    let actions = [
        ("逾期", "2026-06-02", json!({})),
        ("遠期", "2099-01-01", json!({"started_on": "2026-06-03"})),
        (
            "驗證",
            "2026-06-05",
            json!({"done": true, "done_on": "2026-06-04", "verified_on": "2026-06-06", "verified_by": "稽核人員甲", "verification": "檢視清單"}),
        ),
        ("取消", "2026-06-07", json!({"dropped": "系統汰除"})),
    ];
    for (uid, due, more) in actions {
        firm.put(Kind::Action, uid, action(uid, due, more));
    }
    firm
}

#[test]
fn a_finding_shows_everything_that_was_filled_in_once_however_many_checks_it_covers() {
    let firm = firm();
    for lang in Lang::ALL {
        let words = words(&firm.report(lang, Detail::Full));
        for filled in [
            "評等之依據文字",
            "現況文字",
            "原因文字",
            "影響文字",
            "建議文字",
            "回應文字",
        ] {
            assert_eq!(words.matches(filled).count(), 1, "{filled}");
        }
        assert!(words.contains(&squeezed(lang.pick("115年6月1日", "1 June 2026"))));
    }
    // The other check leads to it.
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let naming = texts(&document)
        .iter()
        .filter(|text| text.contains("F-90"))
        .count();
    assert!(naming >= 4, "{naming}");
}

#[test]
fn the_plan_stands_in_order_of_due_dates_with_overdue_ones_first_and_says_who_verified() {
    let firm = firm();
    let rows = rows_under(&firm.report(Lang::ZhTw, Detail::Full), "陸、改善計畫");
    let row = |words: &str| rows.iter().position(|row| row[2] == words).unwrap();
    assert!(row("措施逾期") < row("措施遠期"));
    assert!(row("措施遠期") < row("措施驗證"));
    assert!(
        rows[row("措施逾期")][4].contains("已逾期"),
        "{:?}",
        rows[row("措施逾期")]
    );
    let under_way = &rows[row("措施遠期")][4];
    assert!(
        under_way.contains("辦理中") && under_way.contains("115年6月3日"),
        "{under_way}"
    );
    let verified = &rows[row("措施驗證")][4];
    assert!(
        verified.contains("稽核人員甲") && verified.contains("檢視清單"),
        "{verified}"
    );
    let dropped = &rows[row("措施取消")][4];
    assert!(
        dropped.contains("取消") && dropped.contains("系統汰除"),
        "{dropped}"
    );
}

#[test]
fn earlier_findings_say_what_became_of_them_and_which_came_back() {
    let firm = firm();
    let rows = rows_under(&firm.report(Lang::ZhTw, Detail::Full), "柒、前次缺失改善情形");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][0], "P-01");
    assert!(rows[0][1].contains("金管字第1號"), "{:?}", rows[0]);
    assert!(
        rows[0][3].contains("已逾期"),
        "open behind its deadline: {:?}",
        rows[0]
    );
    assert!(rows[0][4].contains("改善中") && rows[0][4].contains("改善情形說明1"));
    assert!(
        rows[0][5].contains("再次發生") && rows[0][5].contains("F-90"),
        "{:?}",
        rows[0]
    );
    assert!(!rows[1][3].contains("已逾期"), "verified: {:?}", rows[1]);
    assert_eq!(rows[1][5], "未對應條款");
}

#[test]
fn without_earlier_findings_the_report_says_that_none_were_entered() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let document = firm.report(lang, Detail::Full);
        assert!(
            headings(&document, 1)
                .iter()
                .any(|heading| heading.starts_with(lang.pick("柒", "7.")))
        );
        let said = lang.pick("未登錄前次缺失", "No earlier findings were entered");
        assert!(words(&document).contains(&squeezed(said)));
    }
}
