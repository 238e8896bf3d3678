//! The content of the report: nothing that was entered or asked is missing from it.

use std::collections::BTreeSet;

use zicha::lang::Lang;
use zicha::model::assessment::State;
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
    let by_check = rows_under(&document, "統計");
    let of_levels = rows_under(&document, "一、檢核結果統計");
    assert_eq!(of_levels, by_check[..2]);
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
fn a_working_paper_prints_what_stands_in_and_what_could_not_be_had() {
    let mut firm = Firm::new();
    firm.put(
        zicha::model::change::Kind::Answer,
        "basis",
        serde_json::json!({
            "uid": "basis", "clause": "8.1", "target": "hr", "part": "a", "state": "met", "note": "比照集團標準",
            "alternative": "逐項比較均較嚴", "alternative_basis": {"kind": "parent_norm", "name": "集團日誌標準", "section": "第 7.2 節"},
        }),
    );
    firm.put(
        zicha::model::change::Kind::Answer,
        "limit",
        serde_json::json!({
            "uid": "limit", "clause": "8.1", "target": "web", "part": "a", "state": "unable",
            "limitation": {"missing": "廠商端之系統日誌", "reason": "合約未約定提供"},
        }),
    );
    let firm = firm.settled();
    for lang in Lang::ALL {
        let found = words(&firm.report(lang, Detail::Full));
        for typed in [
            "集團日誌標準",
            "第 7.2 節",
            "逐項比較均較嚴",
            "廠商端之系統日誌",
            "合約未約定提供",
            lang.pick("母公司規範", "Norm of the parent"),
            lang.pick("範圍限制", "Limitation"),
        ] {
            assert!(found.contains(&squeezed(typed)), "{typed}");
        }
    }
}

#[test]
fn what_takes_requirements_out_is_printed_with_its_ground_and_what_lacks_one_is_named() {
    let mut firm = Firm::new();
    let ground = zicha::model::profile::Ground {
        fact: "未提供網際網路下單服務".to_owned(),
        confirmed_by: "交易部主管".to_owned(),
        confirmed_on: "2026-01-12".to_owned(),
        evidence: "業務說明書 B-03".to_owned(),
    };
    firm.assessment
        .profile
        .grounds
        .insert("internet_ordering".to_owned(), ground);
    firm.assessment.profile.systems[1].vendor = "雲端廠商甲".to_owned();
    firm.assessment.profile.systems[0].shared = "AD 目錄服務".to_owned();
    let firm = firm.settled();
    for lang in Lang::ALL {
        let found = words(&firm.report(lang, Detail::Management));
        for typed in [
            "未提供網際網路下單服務",
            "交易部主管",
            "業務說明書 B-03",
            "雲端廠商甲",
            "AD 目錄服務",
            lang.pick("個答覆未載明依據", "answers do not say the fact"),
        ] {
            assert!(found.contains(&squeezed(typed)), "{typed}");
        }
        assert!(!found.contains(&squeezed(lang.pick("經評估無核心系統", "no core system"))));
    }
}

#[test]
fn a_register_without_core_system_says_why_or_that_nobody_said() {
    let mut firm = Firm::new();
    for system in &mut firm.assessment.profile.systems {
        system.core = Some(false);
    }
    let none = words(&firm.report(Lang::ZhTw, Detail::Management));
    assert!(none.contains("未載明評估理由及確認人"));
    firm.assessment.profile.no_core_systems = Some(zicha::model::profile::Ground {
        fact: "停擺均不影響交易".to_owned(),
        confirmed_by: "總經理".to_owned(),
        ..Default::default()
    });
    let said = words(&firm.report(Lang::ZhTw, Detail::Management));
    assert!(said.contains("經評估無核心系統") && said.contains("停擺均不影響交易"));
    assert!(!said.contains("未載明評估理由及確認人"));
}
