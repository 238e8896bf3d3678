//! What was typed can be copied out of the report unchanged.

use proptest::prelude::*;
use zicha::report::blocks::{Block, Column, Document, Table, text};

use super::{extract, rendered, sample};

fn only_paragraph(words: &str) -> String {
    let report = rendered(&Document::new("t").push(Block::paragraph(words)));
    extract::body(&extract::open(&report.pdf))
}

#[test]
fn characters_that_share_a_glyph_stay_themselves() {
    for words in sample::HARD {
        assert_eq!(only_paragraph(words), words);
    }
}

#[test]
fn a_radical_does_not_infect_the_character_it_looks_like() {
    assert_eq!(
        only_paragraph("執行⾏動，進行⾏列，行⾏行⾏"),
        "執行⾏動，進行⾏列，行⾏行⾏"
    );
}

#[test]
fn every_paragraph_of_the_sample_comes_out_again() {
    let document = sample::document(40);
    let body = extract::body(&extract::open(&rendered(&document).pdf));
    for block in &document.blocks {
        if let Block::Paragraph(paragraph) = block {
            let words = paragraph.text.words();
            assert!(body.contains(&words), "not found: {words}");
        }
    }
}

#[test]
fn every_cell_of_a_table_comes_out_again() {
    let words = [
        "4.1",
        "至少每半年檢視一次各系統帳號與權限是否仍然適當，並留存紀錄。",
        "A long English sentence that wraps in a narrow cell.",
    ];
    let table = Table::new([
        Column::new("一", 1.0),
        Column::new("二", 1.0),
        Column::new("三", 1.0),
    ])
    .row(words);
    let body = extract::body(&extract::open(&rendered(&Document::new("t").push(table)).pdf));
    for cell in words {
        assert!(body.contains(cell), "not found: {cell}\n{body}");
    }
}

#[test]
fn a_character_no_font_has_is_drawn_as_a_geta_mark_and_kept_in_the_text() {
    let report = rendered(&Document::new("t").push(Block::paragraph(text("🧿與").bold("🧿及𠅨〓"))));
    let document = extract::open(&report.pdf);
    assert_eq!(extract::body(&document), "🧿與🧿及𠅨〓");
    assert_eq!(report.missing, ['🧿', '𠅨']);
    let page = document.get_pages()[&1];
    let maps: Vec<Vec<u8>> = document
        .get_page_fonts(page)
        .unwrap()
        .values()
        .filter_map(|font| {
            let map = extract::descendant(&document, font).get(b"CIDToGIDMap").unwrap();
            let stream = document.dereference(map).unwrap().1.as_stream().ok()?;
            Some(stream.get_plain_content().unwrap())
        })
        .collect();
    // In the regular face one character, in the bold one two; all show the only glyph of their subset.
    assert_eq!(maps, [vec![0, 0, 0, 1], vec![0, 0, 0, 1, 0, 1]]);
}

#[test]
fn control_characters_are_shown_as_symbols() {
    assert_eq!(only_paragraph("甲\u{1b}[31m乙\u{202e}丙"), "甲␛[31m乙\u{fffd}丙");
}

#[test]
fn the_watermark_leaves_no_text() {
    let mut document = sample::document(0);
    document.cover = None;
    let plain = extract::body(&extract::open(&rendered(&document).pdf));
    document.watermark = Some("草稿".to_owned());
    let marked = rendered(&document);
    assert_eq!(extract::body(&extract::open(&marked.pdf)), plain);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_comes_out_as_it_went_in(
        words in "([行⾏•·‧・…⋯堃犇①㈠「」，。、；：（）𠅨䶮🧿✔a-zA-Z0-9._/-]{1,12} ?){1,30}[。A]"
    ) {
        prop_assert_eq!(only_paragraph(&words), words);
    }
}
