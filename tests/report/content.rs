//! The content of the report: nothing that was entered or asked is missing from it, and nothing more is claimed.

use std::collections::BTreeSet;

use zicha::lang::{Lang, ids, lookup};
use zicha::model::assessment::State;
use zicha::model::change::Kind;
use zicha::model::pack::Level;
use zicha::model::reporting::{Detail, EvidenceState};
use zicha::report::blocks::{Block, Document, Text};

use super::extract;
use super::firm::{Firm, NOTES};
use super::rendered;

/// Extracted words of a report with everything that lays lines apart taken out.
fn words(document: &Document) -> String {
    let pdf = rendered(document).pdf;
    let pages = extract::pages(&extract::open(&pdf));
    let all: String = pages.iter().flatten().map(|shown| shown.words.as_str()).collect();
    squeezed(&all)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of every block, one text per line.
fn texts(document: &Document) -> Vec<String> {
    fn of(block: &Block) -> Vec<String> {
        let all = |texts: &[&Text]| texts.iter().map(|text| text.words()).collect::<Vec<_>>();
        match block {
            Block::Heading(heading) => vec![heading.text.clone()],
            Block::Paragraph(paragraph) => all(&[&paragraph.text]),
            Block::List(list) => list.items.iter().map(Text::words).collect(),
            Block::KeyValue(pairs) => pairs
                .iter()
                .flat_map(|(label, value)| all(&[label, value]))
                .collect(),
            Block::Table(table) => {
                let cells = table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .map(|cell| cell.text.words());
                let titles = table.columns.iter().map(|column| column.title.words());
                titles.chain([table.caption.words()]).chain(cells).collect()
            }
            Block::Callout(callout) => callout
                .body
                .iter()
                .chain([&callout.title])
                .map(Text::words)
                .collect(),
            _ => Vec::new(),
        }
    }
    let cover = document.cover.iter().flat_map(|cover| {
        let facts = cover
            .facts
            .iter()
            .flat_map(|(label, value)| [label.clone(), value.words()]);
        facts
            .chain([cover.above.clone(), cover.title.clone(), cover.notice.words()])
            .collect::<Vec<_>>()
    });
    cover.chain(document.blocks.iter().flat_map(of)).collect()
}

fn headings(document: &Document, level: u8) -> Vec<String> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.level == level => Some(heading.text.clone()),
        _ => None,
    });
    headings.collect()
}

/// Rows of the table that stands under a heading, as words.
fn rows_under(document: &Document, heading: &str) -> Vec<Vec<String>> {
    let mut blocks = document
        .blocks
        .iter()
        .skip_while(|block| !matches!(block, Block::Heading(found) if found.text == heading));
    let table = blocks.find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = &table.unwrap().rows;
    rows.iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.words()).collect())
        .collect()
}

#[test]
fn all_clauses_with_id_title_requirement_and_citation_can_be_found_in_both_languages() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let document = firm.report(lang, Detail::Full);
        let words = words(&document);
        let headings: BTreeSet<String> = headings(&document, 4).into_iter().collect();
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
fn no_absolute_path_of_a_machine_is_printed() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let words = words(&firm.report(lang, Detail::Full));
        for trace in ["/home", "somebody", "C:\\", "Users"] {
            assert!(!words.contains(trace), "{trace}");
        }
        assert!(words.contains("rules.txt") && words.contains("restore.pdf"));
        assert!(words.contains("佐證/115H1帳號清查.xlsx"));
    }
}

#[test]
fn every_way_to_write_an_absolute_path_leaves_only_the_file_name() {
    let paths = [
        "/home/somebody/a.txt",
        "\\\\server\\somebody\\a.txt",
        "C:/Users/somebody/a.txt",
        "c:somebody\\a.txt",
        "~/somebody/a.txt",
        "file:///home/somebody/a.txt",
        "../../somebody/a.txt",
    ];
    for path in paths {
        let mut firm = Firm::unanswered();
        let evidence = serde_json::json!({"uid": "e1", "number": 1, "kind": "file", "location": path});
        firm.put(Kind::Evidence, "e1", evidence);
        let texts = texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
        assert!(!texts.contains("somebody"), "{path}");
        assert!(texts.contains("a.txt"), "{path}");
    }
}

#[test]
fn evidence_that_is_not_in_order_is_marked_in_words() {
    let firm = Firm::new();
    let document = firm.report(Lang::ZhTw, Detail::Full);
    let rows = rows_under(&document, "附錄三、佐證資料索引");
    let states: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
    let marks = [
        "○ 相符",
        "！ 內容已變更",
        "！ 日期在評估期間之外",
        "！ 已逾有效期",
        "○ 引用，未比對內容",
    ];
    assert_eq!(states, marks);
    let bad = firm
        .evidence_states
        .values()
        .filter(|state| **state != EvidenceState::Ok)
        .count();
    let texts = texts(&document).join("\n");
    assert!(texts.contains(&format!("{bad} 件佐證資料於製作報告時狀態異常")));
}

#[test]
fn the_management_edition_leaves_out_working_papers_and_statement() {
    let document = Firm::new().report(Lang::ZhTw, Detail::Management);
    let chapters = headings(&document, 1);
    assert!(chapters.iter().any(|title| title == "伍、缺失及建議事項"));
    assert!(chapters.iter().any(|title| title == "附錄三、佐證資料索引"));
    assert!(
        !chapters
            .iter()
            .any(|title| title.contains("檢核底稿") || title.contains("適用性聲明書"))
    );
    assert!(headings(&document, 4).is_empty());
}

#[test]
fn the_working_papers_edition_has_the_annexes_and_the_signature_fields_alone() {
    let document = Firm::new().report(Lang::ZhTw, Detail::WorkingPapers);
    let chapters = headings(&document, 1);
    assert_eq!(
        chapters,
        [
            "簽核頁",
            "附錄一、檢核底稿",
            "附錄二、適用性聲明書",
            "附錄三、佐證資料索引",
            "附錄四、異動紀錄與驗證方式"
        ]
    );
    assert!(
        document
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Signatures(boxes) if boxes.len() == 3))
    );
}

#[test]
fn no_edition_has_a_link_that_leads_nowhere_or_a_character_without_glyph() {
    let (answered, unanswered) = (Firm::new(), Firm::unanswered());
    for firm in [&answered, &unanswered] {
        for detail in [Detail::Full, Detail::Management, Detail::WorkingPapers] {
            for lang in Lang::ALL {
                let rendered = rendered(&firm.report(lang, detail));
                assert!(rendered.dangling.is_empty(), "{detail:?} {:?}", rendered.dangling);
                assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
            }
        }
    }
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    let report = || rendered(&Firm::new().report(Lang::ZhTw, Detail::Full)).pdf;
    assert!(report() == report());
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
fn the_report_says_what_it_is_not_and_how_it_is_verified() {
    let firm = Firm::new();
    let text = texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(text.contains("本報告係自行評估，非獨立確信意見；自製金鑰僅供檢測簽署後有無變更。"));
    assert!(text.contains(&format!(
        "--verify --anchor {}:{}",
        firm.head.count, firm.head.head
    )));
    assert!(text.contains(&firm.pack.sha256()));
    assert!(text.contains(&firm.assessment.digest()));
    for claim in ["不可竄改", "符合法規", "certified", "tamper-proof"] {
        let found = ids(Lang::En)
            .into_iter()
            .filter(|id| id.starts_with("report."))
            .any(|id| {
                Lang::ALL
                    .into_iter()
                    .any(|lang| lookup(lang, &id).unwrap().contains(claim))
            });
        assert!(!found, "{claim}");
    }
}

#[test]
fn no_id_of_a_word_is_printed_in_place_of_the_word() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        for text in texts(&firm.report(lang, Detail::Full)) {
            assert!(!text.contains("report.") && !text.contains("model."), "{text}");
            assert!(!text.contains('{'), "{text}");
        }
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
fn an_answer_for_a_system_that_left_the_register_is_kept_in_the_working_papers() {
    let mut firm = Firm::unanswered();
    let answer = serde_json::json!({
        "uid": "a1", "clause": "4.3", "target": "old", "state": "not_met", "note": "舊系統尚有閒置帳號",
    });
    firm.put(Kind::Answer, "a1", answer);
    let texts = texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(texts.contains("舊系統尚有閒置帳號") && texts.contains("已不在系統清冊"));
}

#[test]
fn the_examiners_page_takes_its_clauses_from_the_pack() {
    let mut firm = Firm::new();
    let topics = |firm: &Firm| {
        let document = firm.report(Lang::ZhTw, Detail::Full);
        let rows = rows_under(&document, "三、重點控制");
        rows.iter().map(|row| row[1].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        topics(&firm),
        ["4.4", "7.3", "7.1", "12.3", "12.4", "19.4、19.6、19.7"]
    );
    firm.pack.examiner_summary.truncate(1);
    assert_eq!(topics(&firm), ["4.4"]);
    firm.pack.examiner_summary.clear();
    let document = firm.report(Lang::ZhTw, Detail::Full);
    assert!(
        !headings(&document, 3)
            .iter()
            .any(|heading| heading == "三、重點控制")
    );
}
