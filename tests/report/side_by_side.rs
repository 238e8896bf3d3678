//! Chinese and English side by side: built alike, nothing lost, nothing that people typed told twice.

use serde_json::json;
use zicha::lang::Lang;
use zicha::model::change::Kind;
use zicha::model::profile::Profile;
use zicha::model::reporting::{Detail, Languages, ReportOptions};
use zicha::report::blocks::{Block, Document};

use super::firm::Firm;
use super::read::texts;
use super::{extract, rendered};

fn both() -> ReportOptions {
    ReportOptions {
        languages: Languages::Both,
        ..ReportOptions::default()
    }
}

/// How a document is built, without its words.
fn shape(blocks: &[Block]) -> Vec<String> {
    let of = |block: &Block| match block {
        Block::Heading(heading) => format!(
            "heading {} {:?} {}",
            heading.level, heading.anchor, heading.unlisted
        ),
        Block::Paragraph(paragraph) => {
            let lines = paragraph.text.words().lines().count();
            format!(
                "paragraph {lines} {:?} {}",
                paragraph.size, paragraph.keep_with_next
            )
        }
        Block::List(list) => format!("list {} {}", list.numbered, list.items.len()),
        Block::KeyValue(pairs) => format!("facts {}", pairs.len()),
        Block::Table(table) => {
            let cells: Vec<usize> = table.rows.iter().map(|row| row.cells.len()).collect();
            format!("table {} {cells:?}", table.columns.len())
        }
        Block::Bars(bars) => format!("bars {} {}", bars.series.len(), bars.bars.len()),
        Block::Callout(callout) => format!("notice {:?} {}", callout.tone, callout.body.len()),
        Block::Signatures(boxes) => format!("signatures {}", boxes.len()),
        Block::OneOf(lengths) => format!(
            "{:?}",
            lengths.iter().map(|blocks| shape(blocks)).collect::<Vec<_>>()
        ),
        Block::Toc(_) => "contents".to_owned(),
        other => format!("{other:?}"),
    };
    blocks.iter().map(of).collect()
}

fn firms() -> Vec<Firm> {
    let mut bare = Firm::unanswered();
    bare.assessment.profile = Profile::unasked(&bare.pack);
    bare.scope = zicha::model::scope::scope(&bare.pack, &bare.assessment.profile);
    let mut large = Firm::new();
    large.assessment.profile.licences = vec!["securities".to_owned(), "futures".to_owned()];
    large.assessment.profile.systems.truncate(1);
    large.scope = zicha::model::scope::scope(&large.pack, &large.assessment.profile);
    let interview = json!({"uid": "e9", "number": 9, "kind": "interview", "location": "系統管理人員",
        "covers_from": "2026-01-01", "interview": {"said": "甲"}});
    large.put(Kind::Evidence, "e9", interview);
    vec![Firm::new(), Firm::unanswered(), bare.settled(), large.settled()]
}

#[test]
fn both_languages_are_built_alike_for_every_firm() {
    for firm in firms() {
        for detail in [Detail::Full, Detail::Management, Detail::WorkingPapers] {
            let [left, right] = Lang::ALL.map(|lang| shape(&firm.report(lang, detail).blocks));
            assert_eq!(left.len(), right.len());
            for (left, right) in left.iter().zip(&right) {
                assert_eq!(left, right);
            }
        }
    }
}

/// Words without what the two languages write differently for the same: spaces and punctuation.
fn plain(words: &str) -> String {
    let kept = words
        .chars()
        .filter(|c| !c.is_whitespace() && !"，、；：（）。—,;:().–".contains(*c));
    kept.collect()
}

/// Into how few pieces a line must be cut so that each stands in `all`.
fn pieces(line: &str, all: &str) -> usize {
    let mut rest: Vec<char> = line.chars().collect();
    let mut count = 0;
    while !rest.is_empty() {
        let stands = |length: usize| all.contains(&rest[..length].iter().collect::<String>());
        let fits = (1..=rest.len()).rev().find(|length| stands(*length));
        rest.drain(..fits.unwrap_or_else(|| panic!("{line}")));
        count += 1;
    }
    count
}

#[test]
fn every_text_of_each_language_stands_in_the_report_in_both() {
    for firm in firms() {
        let document = firm.report_of(&both(), None);
        let all = plain(&texts(&document).join("\n"));
        for lang in Lang::ALL {
            for text in texts(&firm.report(lang, Detail::Full)) {
                for line in text
                    .lines()
                    .map(plain)
                    .filter(|line| !all.contains(line.as_str()))
                {
                    // Only around words that both languages share is a line taken apart.
                    assert!(pieces(&line, &all) <= 3, "{line}");
                }
            }
        }
        assert!(document.header_right.contains(" / "));
    }
}

/// How often words stand in tables and facts, where nothing has two columns.
fn in_cells(document: &Document, words: &str) -> usize {
    let of = |block: &&Block| match block {
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.words().matches(words).count())
            .sum(),
        Block::KeyValue(pairs) => pairs
            .iter()
            .map(|(_, value)| value.words().matches(words).count())
            .sum(),
        _ => 0,
    };
    document.longest().iter().map(of).sum()
}

#[test]
fn what_people_typed_is_told_once_in_tables_and_facts() {
    let mut firm = Firm::unanswered();
    let note = "抽查三月份之異動單並與名冊逐筆比對";
    let [meanwhile, reason] = ["每日由主管檢視登入紀錄並簽名", "更換系統前無法調整程式碼"];
    let answer = json!({"uid": "a1", "clause": "4.3", "target": "fund", "state": "not_met", "note": note,
        "risk_accepted": {"until": "2026-12-31", "reason": reason, "approver": "總經理", "compensating": meanwhile}});
    firm.put(Kind::Answer, "a1", answer);
    let firm = firm.settled();
    let (one, two) = (
        firm.report(Lang::ZhTw, Detail::Full),
        firm.report_of(&both(), None),
    );
    for words in [note, meanwhile, reason] {
        assert!(in_cells(&one, words) > 0, "{words}");
        assert_eq!(in_cells(&two, words), in_cells(&one, words), "{words}");
    }
}

#[test]
fn bookmarks_and_contents_name_both_languages_on_one_line() {
    let document = Firm::new().report_of(&both(), None);
    let titles: Vec<String> = document
        .longest()
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some(heading.title()),
            _ => None,
        })
        .collect();
    for title in [
        "壹、摘要 Summary",
        "簽核頁 Sign-off",
        "伍、缺失及建議事項 Deficiencies and suggestions",
    ] {
        assert!(titles.iter().any(|known| known == title), "{title}: {titles:?}");
    }
    let pdf = rendered(&document);
    assert_eq!(pdf.dangling, [""; 0]);
    assert_eq!(pdf.missing, []);
    let pages = extract::pages(&extract::open(&pdf.pdf));
    let contents: String = pages[1].iter().map(|shown| shown.words.as_str()).collect();
    assert!(contents.contains("壹、摘要 Summary"), "{contents}");
}

#[test]
fn all_words_of_both_columns_reach_the_page() {
    let document = Firm::new().report_of(&both(), None);
    let pages = extract::pages(&extract::open(&rendered(&document).pdf));
    // Lines of two columns come one after the other, so every column is read on its own.
    let left: String = words_of(&pages, |x| x < 290.0);
    let right: String = words_of(&pages, |x| x >= 290.0);
    for block in &document.blocks {
        let Block::Pair(sides) = block else { continue };
        let (Block::Paragraph(one), Block::Paragraph(other)) = &**sides else {
            continue;
        };
        assert!(
            left.contains(&squeezed(&one.text.words())),
            "{}",
            one.text.words()
        );
        assert!(
            right.contains(&squeezed(&other.text.words())),
            "{}",
            other.text.words()
        );
    }
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words_of(pages: &[Vec<extract::Shown>], wanted: impl Fn(f32) -> bool) -> String {
    let body = |shown: &&extract::Shown| (60.0..780.0).contains(&shown.y) && wanted(shown.x);
    let shown = pages
        .iter()
        .flatten()
        .filter(body)
        .map(|shown| shown.words.as_str());
    squeezed(&shown.collect::<String>())
}
