//! What a PDF shows and carries is read as it stands, or not at all.

use proptest::prelude::*;
use zicha::report::blocks::{Block, Document};
use zicha::report::{Attachment, RenderOptions, render};
use zicha::sign::reading::{embedded_file, first_revision, pages};
use zicha::sign::sign_pdf;

use crate::support::pdf::PdfText;
use crate::support::{find, forger::Update, keys, pdf, preparer, signing_time};

const WORDS: [&str; 3] = ["執行⾏列：行與⾏並列", "刪節號…⋯ e\u{301} 😀", "罕用字𠅨䶮"];

/// A report of ours with a page of its own for each of the words, and a file inside.
fn report() -> Vec<u8> {
    let mut document = Document::new("測試");
    for words in WORDS {
        document = document.push(Block::paragraph(words)).push(Block::PageBreak);
    }
    let options = RenderOptions {
        attachment: Some(Attachment {
            name: "a.json",
            mime: "application/json",
            description: "",
            bytes: b"{}",
        }),
        ..RenderOptions::at(signing_time())
    };
    render(&document, &options).unwrap().pdf
}

/// A page whose content and font stand at objects 4 and 5 of [`pdf::report`].
fn page_of(content: &str, font: &str, map: &str) -> PdfText {
    let mut text = pdf::report();
    let stream = |data: &str| format!("<</Length {}>>\nstream\n{data}\nendstream", data.len());
    text.objects[3] = stream(content);
    text.objects[4] = font.to_owned();
    text.objects.push(stream(map));
    text
}

const FONT: &str = "<</Type/Font/Subtype/Type0/ToUnicode 11 0 R>>";
const MAP: &str = "1 beginbfrange <0001> <0003> <0041> endbfrange 1 beginbfrange <0005> <0006> [<884C> <2F8F>] \
                   endbfrange 1 beginbfchar <0009> <D83DDE00> endbfchar";

#[test]
fn the_text_of_each_page_of_a_report_is_read_as_it_was_written() {
    let found = pages(&report()).unwrap();
    for (page, words) in found.iter().zip(WORDS) {
        assert!(page.text.contains(words), "{}", page.text);
    }
}

#[test]
fn codes_are_spelt_by_ranges_lists_and_single_entries() {
    let content = "BT /F1 9 Tf <00010003> Tj q /F2 1 Tf Q [<0005> -20 <0006>] TJ (\\000\\011) ' <0100> Tj ET";
    let found = pages(&page_of(content, FONT, MAP).bytes()).unwrap();
    assert_eq!(found[0].text, "AC行⾏😀\u{fffd}");
}

#[test]
fn pictures_and_what_is_drawn_over_a_page_are_seen() {
    let mut drawn = page_of("/Im1 Do BT /F1 9 Tf <0001> Tj ET", FONT, MAP);
    drawn.objects[6] = pdf::field("Preparer", "[0 0 9 9]/AP<</N 4 0 R>>");
    assert_eq!(pages(&drawn.bytes()).unwrap()[0].text, "\u{fffc}A\u{fffc}");
    drawn.objects[6] = "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(x)>>".to_owned();
    assert_eq!(pages(&drawn.bytes()).unwrap()[0].text, "\u{fffc}A\u{fffc}");
}

#[test]
fn text_whose_meaning_is_not_said_is_not_guessed() {
    for (content, font) in [
        ("BT <0001> Tj ET", FONT),
        ("BT /F9 9 Tf <0001> Tj ET", FONT),
        (
            "BT /F1 9 Tf <0001> Tj ET",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ),
        ("BT /F1 9 Tf 7 Tj ET", FONT),
        ("BI /W 1 ID x EI", FONT),
        ("BT /F1 9 Tf <0001 Tj ET", FONT),
    ] {
        assert!(pages(&page_of(content, font, MAP).bytes()).is_err(), "{content}");
    }
    let long = format!("1 beginbfchar <0001> <{}> endbfchar", "0041".repeat(33));
    let short_codes = "1 beginbfchar <01> <0041> endbfchar";
    let endless = "1 beginbfrange <0000> <FFFF> <0041> endbfrange ".repeat(4);
    for map in [long.as_str(), short_codes, &endless] {
        let page = page_of("BT /F1 9 Tf <0001> Tj ET", FONT, map);
        assert!(pages(&page.bytes()).is_err());
    }
}

#[test]
fn a_page_tree_that_goes_in_a_circle_comes_to_an_end() {
    let mut circle = pdf::report();
    circle.objects[1] = "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>".to_owned();
    assert!(pages(&circle.bytes()).is_err());
}

#[test]
fn the_first_revision_of_a_signed_report_is_what_was_there_before() {
    let report = report();
    let whole = first_revision(&report).unwrap();
    assert!(whole.bytes == report && whole.changed.is_none());
    // Without a field nobody can sign it, but somebody can append to it.
    let plain = pdf::report().bytes();
    let signed = sign_pdf(&plain, &preparer(), keys::preparer()).unwrap();
    let first = first_revision(&signed).unwrap();
    assert!(first.bytes == plain);
    assert_eq!(first.changed, None);
}

#[test]
fn what_happened_before_the_first_signature_is_told() {
    let plain = pdf::report().bytes();
    let other = "<</Length 1>>\nstream\n \nendstream";
    let updated = Update::new(&plain, &[(4, other)]).bytes();
    let unsigned = first_revision(&updated).unwrap();
    assert!(unsigned.bytes == plain && unsigned.changed.is_some());
    let signed = sign_pdf(&updated, &preparer(), keys::preparer()).unwrap();
    let first = first_revision(&signed).unwrap();
    assert!(first.bytes == plain);
    assert!(first.changed.is_some());
}

#[test]
fn an_embedded_file_is_found_by_its_name_alone() {
    let report = report();
    assert_eq!(embedded_file(&report, "a.json").unwrap().unwrap(), b"{}");
    assert_eq!(embedded_file(&report, "b.json").unwrap(), None);
    assert_eq!(embedded_file(&pdf::report().bytes(), "a.json").unwrap(), None);
    assert_eq!(embedded_file(b"%PDF-1.7", "a.json").unwrap(), None);
}

#[test]
fn two_files_of_one_name_and_one_without_content_are_refused() {
    let with_names = |names: &str| {
        let mut text = pdf::report();
        text.objects[0] = format!(
            "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/Names<</EmbeddedFiles<</Names[{names}]>>>>>>"
        );
        text.bytes()
    };
    let file = "(a.json) <</EF<</F 4 0 R>>>>";
    assert!(embedded_file(&with_names(file), "a.json").unwrap().is_some());
    assert!(embedded_file(&with_names(&format!("{file}{file}")), "a.json").is_err());
    for empty in ["(a.json) <<>>", "(a.json) 4", "(a.json) <</EF<</F 99 0 R>>>>"] {
        assert!(embedded_file(&with_names(empty), "a.json").is_err(), "{empty}");
    }
    assert_eq!(embedded_file(&with_names("7 (a.json)"), "a.json").unwrap(), None);
}

proptest! {
    #[test]
    fn whatever_the_bytes_are_reading_them_comes_to_an_end(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = page_of("BT /F1 9 Tf <0001> Tj ET", FONT, MAP).bytes();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = (pages(&bytes), first_revision(&bytes), embedded_file(&bytes, "a.json"));
    }
}

#[test]
fn a_first_revision_that_is_cut_short_is_none() {
    let plain = pdf::report().bytes();
    let signed = sign_pdf(&plain, &preparer(), keys::preparer()).unwrap();
    let mut spoilt = signed.clone();
    let ending = find(&spoilt, b"%%EOF");
    spoilt[ending] = b' ';
    assert!(first_revision(&spoilt).is_err());
}
