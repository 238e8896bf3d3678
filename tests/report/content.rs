//! The content of the report: nothing that was entered or asked is missing from it.

use std::collections::BTreeSet;

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::change::Kind;
use zicha::model::pack::Level;
use zicha::model::reporting::Detail;
use zicha::report::blocks::Block;

use super::firm::{Firm, NOTES};
use super::read::{clause_headings, headings, rows_under, squeezed, texts, words};

#[test]
fn all_clauses_with_id_title_requirement_and_citation_can_be_found_in_both_languages() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let document = firm.report(lang, Detail::Full);
        let words = words(&document);
        let headings: BTreeSet<String> = clause_headings(&document).into_iter().collect();
        assert_eq!(headings.len(), 92);
        for clause in firm.pack.clauses() {
            let title = lang.of(&clause.title);
            assert!(
                headings.contains(&format!("{} {title}", clause.id)),
                "{}",
                clause.id
            );
            assert!(
                words.contains(&squeezed(&format!("{}{title}", clause.id))),
                "{}",
                clause.id
            );
            assert!(
                words.contains(&squeezed(lang.of(&clause.requirement))),
                "{}",
                clause.id
            );
            let cited = zicha::lang::cite_clause(&firm.pack, clause.id, lang);
            assert!(words.contains(&squeezed(&cited)), "{cited}");
        }
    }
}

#[test]
fn every_typed_character_comes_out_as_it_went_in() {
    let firm = Firm::new();
    let words = words(&firm.report(Lang::ZhTw, Detail::Full));
    let typed = NOTES.iter().map(|note| (*note).to_owned());
    let answers = firm.assessment.answers.values().map(|answer| answer.note.clone());
    let findings = firm.assessment.findings.values().flat_map(|finding| {
        let parts = [
            &finding.condition,
            &finding.cause,
            &finding.effect,
            &finding.recommendation,
            &finding.response,
        ];
        parts.map(Clone::clone)
    });
    let systems = firm
        .assessment
        .profile
        .systems
        .iter()
        .map(|system| system.core_reason.clone());
    for typed in typed.chain(answers).chain(findings).chain(systems) {
        assert!(words.contains(&squeezed(&typed)), "{typed}");
    }
    for hard in [
        "堃犇喆峯",
        "「行」與部首⾏並列",
        "①依人事異動單",
        "②每季",
        "「離職當日停用」",
    ] {
        assert!(words.contains(hard), "{hard}");
    }
}

#[test]
fn the_paragraphs_of_a_note_stay_apart() {
    let firm = Firm::new();
    let texts = texts(&firm.report(Lang::ZhTw, Detail::Full));
    let with_blank_line = NOTES[2];
    assert!(with_blank_line.contains("\n\n"));
    assert!(texts.iter().any(|text| text.contains(with_blank_line)));
}

#[test]
fn the_counts_in_the_summary_are_those_of_the_score() {
    let firm = Firm::new();
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let by_check = rows_under(&document, "一、檢核結果統計");
    for (row, tally) in [(0, &firm.score.all.must), (1, &firm.score.all.should)] {
        let mut expected = vec![tally.total(), tally.answered()];
        expected.extend(State::ALL.map(|state| tally.of(state)));
        let found: Vec<u64> = by_check[row][1..9]
            .iter()
            .map(|cell| cell.parse().unwrap())
            .collect();
        assert_eq!(found, expected);
        let rate = tally.rate_per_mille().unwrap();
        assert_eq!(by_check[row][9], format!("{}.{}%", rate / 10, rate % 10));
    }
    let sum: u64 = firm.score.all.total();
    assert_eq!(by_check[2][1], sum.to_string());
    assert_eq!(by_check[2][9], "", "musts and shoulds have no rate in common");
}

#[test]
fn every_gap_has_its_heading_deficiencies_first() {
    let firm = Firm::new();
    let gaps = zicha::model::score::gaps(&firm.scope, &firm.assessment);
    let deficiencies = gaps.iter().filter(|gap| gap.level == Level::Must).count();
    assert!(deficiencies > 0 && deficiencies < gaps.len());
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let headings: Vec<String> = headings(&document, 3)
        .into_iter()
        .filter(|heading| heading.starts_with("缺失 ") || heading.starts_with("建議 "))
        .collect();
    assert_eq!(headings.len(), gaps.len());
    assert!(
        headings[..deficiencies]
            .iter()
            .all(|heading| heading.starts_with("缺失 "))
    );
    assert!(
        headings[deficiencies..]
            .iter()
            .all(|heading| heading.starts_with("建議 "))
    );
}

#[test]
fn a_gap_without_a_finding_shows_the_remedy_of_the_pack_marked_as_such() {
    let firm = Firm::new();
    let gaps = zicha::model::score::gaps(&firm.scope, &firm.assessment);
    let bare = gaps.iter().find(|gap| {
        !firm
            .assessment
            .findings
            .values()
            .any(|f| f.clause == gap.key.clause && f.target == gap.key.target)
    });
    let fix = &firm.pack.clause(bare.unwrap().key.clause).unwrap().fix[0].zh_tw;
    let texts = texts(&firm.report(Lang::ZhTw, Detail::Full));
    let shown = texts.iter().find(|text| text.contains(fix.as_str())).unwrap();
    assert!(shown.contains("取自檢核基準"), "{shown}");
}

#[test]
fn checks_out_of_scope_stand_in_the_statement_of_applicability_with_their_reason() {
    let firm = Firm::new();
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let start = document
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(heading) if heading.text == "附錄二、適用性聲明書"))
        .unwrap();
    let tables: Vec<_> = document.blocks[start..]
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let mut clause = String::new();
    let mut listed = BTreeSet::new();
    for row in tables[1].rows.iter().filter(|row| !row.band) {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.text.words()).collect();
        if !cells[0].is_empty() {
            clause.clone_from(&cells[0]);
        }
        assert!(!cells[4].trim().is_empty(), "{clause} gives no reason");
        listed.insert((clause.clone(), cells[3].clone()));
    }
    let of_level = |level| match level {
        Level::Must => "應",
        Level::Should => "宜",
        Level::None => "不列入",
    };
    let expected: BTreeSet<(String, String)> = firm
        .scope
        .checks
        .iter()
        .map(|check| (check.clause.to_string(), of_level(check.level).to_owned()))
        .collect();
    assert!(expected.iter().any(|(_, level)| level == "不列入"));
    assert_eq!(listed, expected);
}

#[test]
fn what_is_open_is_listed_as_a_limitation() {
    let firm = Firm::new();
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let lines = texts(&document);
    let unconfirmed = lines.iter().find(|line| line.contains("（影響 22.10）")).unwrap();
    assert!(unconfirmed.contains("加解密程式"));
    let unable: Vec<_> = firm
        .scope
        .checks
        .iter()
        .filter(|check| {
            check.in_scope() && zicha::model::score::effective_state(&firm.assessment, check) == State::Unable
        })
        .collect();
    assert!(!unable.is_empty());
    for check in unable {
        let title = &firm.pack.clause(check.clause).unwrap().title.zh_tw;
        let named = format!("{} {title}", check.clause);
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with(&named) && line.contains('：')),
            "{named}"
        );
    }
}

#[test]
fn an_expired_acceptance_of_a_risk_is_marked() {
    let document = Firm::new().report(Lang::ZhTw, Detail::Full);
    let rows = rows_under(&document, "二、風險接受");
    let expired = rows
        .iter()
        .filter(|row| row[4].contains("115年3月31日"))
        .collect::<Vec<_>>();
    assert!(!expired.is_empty());
    assert!(expired.iter().all(|row| row[4].contains("已逾期")));
    assert!(
        rows.iter()
            .filter(|row| row[4].contains("12月31日"))
            .all(|row| !row[4].contains("已逾期"))
    );
}

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
