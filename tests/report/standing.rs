//! What people said about the assessment, and what the self-check says of it.

use zicha::lang::Lang;
use zicha::model::change::Kind;
use zicha::model::reporting::Detail;
use zicha::report::blocks::Block;

use super::firm::Firm;
use super::read::{headings, rows_under, texts};

#[test]
fn the_sign_off_page_says_who_signed_and_whether_it_still_stands() {
    let mut firm = Firm::new();
    let text = |firm: &Firm| texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(text(&firm).contains("自評檔內尚無簽核"));
    let sign_off = |uid: &str, role: &str, by: &str, digest: String, count: u64| {
        serde_json::json!({"uid": uid, "role": role, "by": by, "title": "經理", "digest": digest,
            "at": "2026-06-29T10:00:00+08:00", "count": count})
    };
    let current = firm.assessment.digest();
    firm.put(
        Kind::SignOff,
        "s1",
        sign_off("s1", "preparer", "資訊主管", "0".repeat(64), 300),
    );
    let stale = text(&firm);
    assert!(
        stale.contains("已失效") && !stale.contains("有效：與本報告"),
        "{stale}"
    );
    firm.put(
        Kind::SignOff,
        "s2",
        sign_off("s2", "reviewer", "稽核主管", current, 320),
    );
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let rows = rows_under(&document, "自評檔內之簽核");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][..3], ["編製", "資訊主管\n經理", "115年6月29日"]);
    assert_eq!(rows[1][0], "覆核");
    assert!(rows[1][3].starts_with("有效"), "{rows:?}");
}

#[test]
fn the_working_papers_say_where_a_check_stands_in_review() {
    let mut firm = Firm::new();
    let answer = firm.assessment.answers.values().next().unwrap().clone();
    let seen = zicha::model::review::content_of(&firm.assessment, answer.clause, &answer.target);
    let review = serde_json::json!({"uid": "r1", "clause": answer.clause, "target": answer.target,
        "state": "approved", "by": "資訊主管", "at": "2026-06-25T10:00:00+08:00", "seen": seen});
    firm.put(Kind::Review, "r1", review);
    let text = |firm: &Firm| texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(text(&firm).contains("已核可：資訊主管，115年6月25日；編製人自行核可"));
    let change = zicha::model::change::Change {
        object: zicha::model::change::Object {
            kind: Kind::Answer,
            uid: answer.uid.clone(),
            field: Some("note".to_owned()),
        },
        before: serde_json::json!(answer.note),
        after: serde_json::json!("改寫"),
    };
    firm.assessment.apply(&change).unwrap();
    assert!(text(&firm).contains("核可後異動：資訊主管"));
}

#[test]
fn what_the_self_check_found_stands_under_the_limits_with_every_error_named() {
    use zicha::model::self_check::{Facts, Severity, self_check};
    let firm = Firm::new();
    for (lang, detail) in [
        (Lang::ZhTw, Detail::Full),
        (Lang::ZhTw, Detail::Management),
        (Lang::En, Detail::Full),
    ] {
        let document = firm.report(lang, detail);
        let found = self_check(&Facts {
            pack: &firm.pack,
            scope: &firm.scope,
            assessment: &firm.assessment,
            today: &super::created().format("%Y-%m-%d").to_string(),
            evidence_states: &firm.evidence_states,
        });
        let lines = texts(&document);
        assert!(headings(&document, 2).contains(&lang.pick("自我檢查", "Self-check").to_owned()));
        let counts = zicha::lang::fill(
            lang,
            "selfcheck.report_counts",
            &[
                ("errors", &found.count(Severity::Error).to_string()),
                ("warnings", &found.count(Severity::Warning).to_string()),
                ("notes", &found.count(Severity::Note).to_string()),
            ],
        );
        assert!(lines.contains(&counts), "{counts}");
        let rows = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if table.columns[0].title.words() == lang.pick("程度", "Weight") => {
                Some(table.rows.len())
            }
            _ => None,
        });
        assert_eq!(rows.collect::<Vec<_>>(), [found.by_kind().count()]);
        for issue in found
            .issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error)
            .take(40)
        {
            let place = zicha::lang::issue_place(&firm.pack, &firm.assessment, &issue.place, lang);
            let message = zicha::lang::issue_message(&firm.pack, issue, lang);
            let line = format!("{place}{}{message}", lang.pick("：", ": "));
            assert!(lines.contains(&line), "{line}");
        }
    }
}

#[test]
fn a_working_paper_gives_the_procedure_of_every_clause_in_scope_with_what_is_expected() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let all = texts(&firm.report(lang, Detail::WorkingPapers)).join("\n");
        for clause in firm.pack.clauses() {
            let checks = &firm.scope.checks;
            let asked = checks
                .iter()
                .any(|check| check.clause == clause.id && check.in_scope());
            for step in &clause.procedure {
                let (told, expected) = (lang.of(&step.step), lang.of(&step.expect));
                assert_eq!(all.contains(told), asked, "{} {told}", clause.id);
                assert!(!asked || all.contains(expected), "{} {expected}", clause.id);
            }
        }
    }
}

#[test]
fn the_limits_say_what_could_not_be_had_and_why() {
    let mut firm = Firm::unanswered();
    let answer = serde_json::json!({
        "uid": "a1", "clause": "4.1", "target": "organisation", "state": "unable", "note": "廠商拒絕",
        "limitation": {"missing": "主機日誌", "reason": "合約未約定"},
    });
    firm.put(Kind::Answer, "a1", answer);
    let document = firm.report(Lang::ZhTw, Detail::Management);
    let lines = texts(&document);
    let line = lines
        .iter()
        .find(|line| line.starts_with("4.1 ") && line.contains("主機日誌"));
    let line = line.unwrap();
    assert!(line.contains("合約未約定") && line.contains("廠商拒絕"), "{line}");
    assert!(headings(&document, 3).contains(&"未能判定之分類及系統性質".to_owned()));
}

#[test]
fn a_finding_whose_check_is_no_gap_still_says_what_it_was_measured_against() {
    let mut firm = Firm::unanswered();
    let finding = serde_json::json!({"uid": "f1", "number": 1, "clause": "4.1", "target": "organisation",
        "condition": "程序書未列特權帳號"});
    firm.put(Kind::Finding, "f1", finding);
    let document = firm.report(Lang::ZhTw, Detail::Management);
    let requirement = &firm
        .pack
        .clause("4.1".parse().unwrap())
        .unwrap()
        .requirement
        .zh_tw;
    let lines = texts(&document);
    assert!(lines.contains(requirement), "the criteria of the finding");
    assert!(lines.iter().any(|line| line == "程序書未列特權帳號"));
}
