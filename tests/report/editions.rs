//! What a report does not say: folders of the machine, parts left out of an edition, claims nobody can make.

use zicha::lang::{Lang, ids, lookup};
use zicha::model::change::Kind;
use zicha::model::reporting::{Detail, EvidenceState};
use zicha::report::blocks::Block;

use super::firm::Firm;
use super::read::{clause_headings, headings, rows_under, texts, words};
use super::rendered;

#[test]
fn no_absolute_path_of_a_machine_is_printed() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        let words = words(&firm.report(lang, Detail::Full));
        for trace in ["/home", "zq7", "C:\\", "Users"] {
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
fn what_is_known_of_evidence_is_printed_but_no_folder_of_the_machine() {
    let mut firm = Firm::unanswered();
    let folder = serde_json::json!({
        "uid": "e1", "number": 1, "kind": "folder", "location": "/home/somebody/紀錄", "files": 12, "size": 345,
        "covers_from": "2026-01-01", "covers_to": "2026-06-30", "issuer": "委外廠商", "version": "第 2 版",
        "sensitivity": "personal_data",
        "custody": [{"on": "2026-07-06", "from": "總務主管", "to": "稽核人員甲", "purpose": "調閱"}],
    });
    firm.put(Kind::Evidence, "e1", folder);
    for (uid, target) in [("l1", "fund"), ("l2", "web")] {
        let link = serde_json::json!({"uid": uid, "evidence": "e1", "clause": "4.4", "target": target,
            "locator": "第 3 頁", "proves": "每半年審查"});
        firm.put(Kind::Link, uid, link);
    }
    for lang in Lang::ALL {
        let document = firm.report(lang, Detail::Full);
        let all = texts(&document).join("\n");
        for words in ["委外廠商", "第 2 版", "稽核人員甲", "調閱", "每半年審查", "紀錄"] {
            assert!(all.contains(words), "{words}");
        }
        assert!(!all.contains("/home"));
    }
    let rows = rows_under(&firm.report(Lang::ZhTw, Detail::Full), "附錄三、佐證資料索引");
    assert!(
        rows[0][1].contains("12 個檔案") && rows[0][1].contains("含個人資料"),
        "{:?}",
        rows[0]
    );
    assert!(rows[0][2].contains("涵蓋"), "{:?}", rows[0]);
    // Both systems stand in one line, because page and purpose are the same.
    assert_eq!(rows[0][4].matches("4.4").count(), 1, "{:?}", rows[0]);
}

#[test]
fn interviews_are_an_annex_of_their_own() {
    let mut firm = Firm::unanswered();
    let heading = "附錄四、訪談紀錄";
    let none = texts(&firm.report(Lang::ZhTw, Detail::Full)).join("\n");
    assert!(none.contains("未記錄任何訪談"));
    let interview = serde_json::json!({
        "uid": "e1", "number": 1, "kind": "interview", "location": "系統管理人員", "title": "帳號審查",
        "dated": "2026-06-24",
        "interview": {"title": "資訊主管", "said": "每半年審查一次。\n由負責人簽核。", "confirmed_on": "2026-06-26"},
    });
    firm.put(Kind::Evidence, "e1", interview);
    let unconfirmed =
        serde_json::json!({"uid": "e2", "number": 2, "kind": "interview", "location": "稽核人員甲"});
    firm.put(Kind::Evidence, "e2", unconfirmed);
    let rows = rows_under(&firm.report(Lang::ZhTw, Detail::Full), heading);
    assert_eq!(rows.len(), 2);
    let first = rows.iter().find(|row| row[0] == "E-001").unwrap().join("｜");
    for words in ["系統管理人員", "資訊主管", "帳號審查", "由負責人簽核", "6月26日"] {
        assert!(first.contains(words), "{first}");
    }
    let second = rows.iter().find(|row| row[0] == "E-002").unwrap();
    assert_eq!(second[4], "未確認");
}

#[test]
fn the_management_edition_leaves_out_working_papers_and_statement() {
    let document = Firm::new().report(Lang::ZhTw, Detail::Management);
    let chapters = headings(&document, 1);
    assert!(chapters.iter().any(|title| title == "伍、缺失及建議事項"));
    assert!(chapters.iter().any(|title| title == "附錄三、佐證資料索引"));
    assert!(!chapters.iter().any(|title| title.contains("檢核底稿")
        || title.contains("適用性聲明書")
        || title.contains("訪談紀錄")));
    assert!(clause_headings(&document).is_empty());
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
            "附錄四、訪談紀錄",
            "附錄五、異動紀錄與驗證方式"
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
            // A sentence may end with a word that an area of ids is called by; an id goes on at once.
            for area in ["report.", "model.", "annex.", "delta.", "selfcheck."] {
                let mut after = text.split(area).skip(1);
                let goes_on = |rest: &str| rest.starts_with(|next: char| next.is_ascii_lowercase());
                assert!(!after.any(goes_on), "{text}");
            }
            assert!(!text.contains('{'), "{text}");
        }
    }
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
        !headings(&document, 4)
            .iter()
            .any(|heading| heading == "三、重點控制")
    );
}
