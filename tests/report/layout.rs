//! Pages that read well.

use proptest::prelude::*;
use zicha::report::blocks::{Block, Column, Document, Table, Toc};

use super::extract::{Shown, open, pages};
use super::{rendered, sample};

const PAGE: (f32, f32) = (595.276, 841.89);
const MARGIN: f32 = 62.0;

fn page_with(pages: &[Vec<Shown>], words: &str) -> usize {
    pages
        .iter()
        .position(|page| page.iter().any(|shown| shown.words.contains(words)))
        .unwrap()
}

#[test]
fn nothing_is_drawn_outside_the_page() {
    for page in pages(&open(&rendered(&sample::document(80)).pdf)) {
        for shown in page {
            assert!(shown.x >= 0.0 && shown.x + shown.width <= PAGE.0, "{shown:?}");
            assert!(shown.y >= 0.0 && shown.y + shown.size <= PAGE.1, "{shown:?}");
        }
    }
}

#[test]
fn long_names_stay_on_the_cover() {
    let mut document = sample::document(1);
    let cover = document.cover.as_mut().unwrap();
    cover.organisation = "示範證券投資顧問股份有限公司".repeat(8);
    cover.title = "資通系統安全防護基準自評報告".repeat(20);
    let pages = pages(&open(&rendered(&document).pdf));
    let words = pages[0]
        .iter()
        .map(|shown| shown.words.as_str())
        .collect::<String>();
    for wanted in ["檢核基準", "報告內容以檢核期間取得之資料為準。"] {
        assert!(words.contains(wanted), "{wanted} is not on the cover");
    }
    assert!(pages[0].iter().all(|shown| shown.y > 30.0));
}

#[test]
fn of_several_lengths_the_longest_that_ends_on_its_page_is_taken() {
    let told = |lines: usize| vec![Block::paragraph(format!("共{lines}行\n").repeat(lines)).into()];
    let on_page_of = |before: usize| {
        let document = Document::new("t")
            .push(Block::paragraph("前文\n".repeat(before)))
            .push(Block::OneOf(vec![told(30), told(10), told(5)]))
            .push(Block::paragraph("後文"));
        let pages = pages(&open(&rendered(&document).pdf));
        ["共30行", "共10行", "共5行"].map(|words| {
            pages
                .iter()
                .flatten()
                .filter(|shown| shown.words.contains(words))
                .count()
                > 0
        })
    };
    assert_eq!(on_page_of(2), [true, false, false]);
    assert_eq!(on_page_of(25), [false, true, false]);
    // Nothing fits: the shortest is told, over two pages.
    assert_eq!(on_page_of(38), [false, false, true]);
}

#[test]
fn a_heading_is_never_the_last_thing_on_its_page() {
    for paragraphs in 15..36 {
        let mut document = Document::new("t");
        for _ in 0..paragraphs {
            document = document.push(Block::paragraph("段落"));
        }
        let document = document
            .push(Block::heading(2, "標題"))
            .push(Block::heading(3, "小標"))
            .push(Block::paragraph("內文"));
        let pages = pages(&open(&rendered(&document).pdf));
        assert_eq!(
            page_with(&pages, "標題"),
            page_with(&pages, "內文"),
            "after {paragraphs} paragraphs"
        );
        assert_eq!(
            page_with(&pages, "小標"),
            page_with(&pages, "內文"),
            "after {paragraphs} paragraphs"
        );
    }
}

#[test]
fn the_header_row_stands_on_every_page_of_a_table() {
    let mut table = Table::new([Column::new("條款編號", 1.0), Column::new("說明文字", 3.0)]);
    for row in 0..120 {
        table = table.row([format!("4.{row}"), "已檢視".to_owned()]);
    }
    let pages = pages(&open(&rendered(&Document::new("t").push(table)).pdf));
    assert!(pages.len() > 2);
    for page in &pages {
        assert_eq!(page.iter().filter(|shown| shown.words == "條款編號").count(), 1);
    }
}

#[test]
fn a_row_longer_than_a_page_is_continued() {
    let long = "甲".repeat(6000);
    let table = Table::new([Column::new("條款", 1.0), Column::new("說明", 3.0)])
        .row(["4.1", &long])
        .row(["4.2", "乙"]);
    let document = open(&rendered(&Document::new("t").push(table)).pdf);
    let pages = pages(&document);
    assert!(pages.len() > 2);
    let shown: usize = pages
        .iter()
        .flatten()
        .map(|shown| shown.words.matches('甲').count())
        .sum();
    assert_eq!(shown, 6000);
    assert!(
        pages.iter().flatten().all(|shown| shown.y > 38.0),
        "words run out of the page"
    );
}

#[test]
fn a_band_stays_with_the_row_below_it() {
    for rows in 20..40 {
        let mut table = Table::new([Column::new("條款", 1.0), Column::new("說明", 3.0)]);
        for _ in 0..rows {
            table = table.row(["4.1", "已檢視"]);
        }
        let table = table.band("第二章").row(["5.1", "下一列"]);
        let pages = pages(&open(&rendered(&Document::new("t").push(table)).pdf));
        assert_eq!(
            page_with(&pages, "第二章"),
            page_with(&pages, "下一列"),
            "after {rows} rows"
        );
    }
}

#[test]
fn the_contents_name_the_page_each_heading_is_on() {
    let mut document = Document::new("t")
        .push(Toc {
            title: "目錄".to_owned(),
            depth: 2,
        })
        .push(Block::PageBreak);
    for chapter in 1..=9 {
        document = document
            .push(Block::heading(1, format!("章節{chapter}")))
            .push(Block::paragraph("內文\n".repeat(70)));
    }
    let pages = pages(&open(&rendered(&document).pdf));
    for chapter in 1..=9 {
        let title = format!("章節{chapter}");
        let actual = pages
            .iter()
            .skip(1)
            .position(|page| page.iter().any(|shown| shown.words == title))
            .unwrap()
            + 2;
        let entry = pages[0].iter().find(|shown| shown.words == title).unwrap();
        let number = pages[0]
            .iter()
            .find(|shown| (shown.y - entry.y).abs() < 1.0 && shown.x > 400.0)
            .unwrap();
        assert_eq!(number.words, actual.to_string());
    }
}

#[test]
fn the_cover_has_no_header_and_the_other_pages_are_numbered() {
    let pages = pages(&open(&rendered(&sample::document(20)).pdf));
    let total = pages.len();
    assert!(pages[0].iter().all(|shown| !shown.words.contains("第 ")));
    for (index, page) in pages.iter().enumerate().skip(1) {
        let wanted = format!("第 {} 頁，共 {total} 頁", index + 1);
        assert!(page.iter().any(|shown| shown.words == wanted), "no {wanted}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_line_is_wider_than_the_text_area_or_begins_with_closing_punctuation(
        words in "([帳號清查紀錄a-zA-Z0-9./-]{1,8}[，。、；：）」]{0,2} ?[（「]?){1,60}[帳A]"
    ) {
        let pages = pages(&open(&rendered(&Document::new("t").push(Block::paragraph(words))).pdf));
        for line in lines(&pages) {
            let last = line.last().unwrap();
            let solid = last.words.trim_end();
            let spaces = (last.words.len() - solid.len()) as f32 * last.size;
            // A closing mark hangs over the edge by half its width, of which at most half is ink.
            let hanging = if solid.ends_with(|mark| "，。、；：）」".contains(mark)) { 0.5 * last.size } else { 0.0 };
            // A stretched line ends in the stretch of its last character, at most 0.07 of the type size.
            let edge = PAGE.0 - MARGIN + 0.08 * last.size;
            prop_assert!(last.x + last.width - spaces - hanging <= edge, "{:?}", last);
            prop_assert!(!"（「".contains(solid.chars().next_back().unwrap_or(' ')), "{:?}", last);
        }
        for line in lines(&pages).iter().skip(1) {
            let first = line[0].words.chars().next().unwrap();
            prop_assert!(!"，。、；：）」".contains(first), "{:?}", line[0]);
            let flush = if "（「".contains(first) { 0.5 * line[0].size } else { 0.0 };
            prop_assert!((line[0].x - MARGIN + flush).abs() < 0.1, "{:?}", line[0]);
        }
    }
}

/// What is shown in the text area, line by line.
fn lines(pages: &[Vec<Shown>]) -> Vec<Vec<&Shown>> {
    let mut lines: Vec<Vec<&Shown>> = Vec::new();
    for shown in pages.iter().flatten().filter(|shown| shown.y > 60.0) {
        match lines.last_mut() {
            Some(line) if line[0].y == shown.y => line.push(shown),
            _ => lines.push(vec![shown]),
        }
    }
    lines
}

#[test]
fn marks_side_by_side_are_set_solid() {
    let width = |words: &str| {
        let pages = pages(&open(
            &rendered(&Document::new("t").push(Block::paragraph(words))).pdf,
        ));
        let all: f32 = pages
            .iter()
            .flatten()
            .filter(|shown| shown.y > 60.0)
            .map(|shown| shown.width)
            .sum();
        (all / 10.5 * 2.0).round() as u32
    };
    assert_eq!(width("甲，乙"), 6);
    assert_eq!(width("甲」。乙"), 7);
    assert_eq!(width("（「甲」）乙"), 10);
    assert_eq!(width("甲，「乙"), 7);
    assert_eq!(width("甲。」乙"), 8);
}

#[test]
fn a_marker_is_never_parted_from_its_item() {
    for paragraphs in 20..36 {
        let mut document = Document::new("t");
        for _ in 0..paragraphs {
            document = document.push(Block::paragraph("段落"));
        }
        let item = "長項目".repeat(40);
        let pages = pages(&open(
            &rendered(&document.push(Block::bullets([item.as_str(), "次"]))).pdf,
        ));
        assert_eq!(
            page_with(&pages, "•"),
            page_with(&pages, "長項目"),
            "after {paragraphs} paragraphs"
        );
    }
}

#[test]
fn no_single_line_stands_alone_at_the_end_or_the_beginning_of_a_page() {
    for before in 20..44 {
        let text = |lines: usize| "行\n".repeat(lines - 1) + "行";
        let row = Table::new([Column::new("條款", 1.0), Column::new("說明", 3.0)])
            .row(["4.1".to_owned(), text(30)]);
        let kinds: [Block; 4] = [
            Block::paragraph(text(7)).into(),
            Block::bullets([text(7)]),
            Block::warning("注意", text(30).as_str()),
            row.into(),
        ];
        for kind in kinds {
            let document = Document::new("t")
                .push(Block::paragraph("前\n".repeat(before)))
                .push(kind.clone());
            for page in pages(&open(&rendered(&document).pdf)) {
                let count = page.iter().filter(|shown| shown.words == "行").count();
                assert_ne!(count, 1, "after {before} lines: {kind:?}");
            }
        }
    }
}
