//! A sound file: outline, links, fields, metadata.

use lopdf::{Dictionary, Document, Object};
use zicha::report::blocks::{self, Block, text};

use super::{extract, rendered, sample};

fn sample_file() -> Document {
    extract::open(&rendered(&sample::document(30)).pdf)
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

/// The outline as level and title, in the order of a reader who opens everything.
fn outline(document: &Document) -> Vec<(usize, String)> {
    fn walk(document: &Document, parent: &Dictionary, level: usize, out: &mut Vec<(usize, String)>) {
        let mut next = parent.get(b"First").ok().cloned();
        while let Some(id) = next {
            let entry = document.dereference(&id).unwrap().1.as_dict().unwrap().clone();
            let bytes = entry.get(b"Title").unwrap().as_str().unwrap().to_vec();
            let units: Vec<u16> = bytes[2..]
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            out.push((level, String::from_utf16(&units).unwrap()));
            walk(document, &entry, level + 1, out);
            next = entry.get(b"Next").ok().cloned();
        }
    }
    let mut out = Vec::new();
    walk(
        document,
        extract::follow(document, catalog(document), "Outlines"),
        1,
        &mut out,
    );
    out
}

#[test]
fn the_outline_is_nested_in_document_order() {
    let expected: Vec<(usize, String)> = sample::document(30)
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some((usize::from(heading.level), heading.text.clone())),
            _ => None,
        })
        .collect();
    let document = sample_file();
    assert_eq!(outline(&document), expected);
    assert_eq!(
        catalog(&document).get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
}

#[test]
fn annotations_are_indirect_objects_that_are_printed() {
    let document = sample_file();
    let (mut links, mut widgets) = (0, 0);
    for page in document.get_pages().into_values() {
        let page = document.get_dictionary(page).unwrap();
        let Ok(annotations) = page.get(b"Annots") else {
            continue;
        };
        for annotation in annotations.as_array().unwrap() {
            let annotation = document
                .get_dictionary(annotation.as_reference().expect("indirect"))
                .unwrap();
            let flags = annotation.get(b"F").unwrap().as_i64().unwrap();
            match annotation.get(b"Subtype").unwrap().as_name().unwrap() {
                b"Link" => {
                    links += 1;
                    assert_eq!(flags, 4);
                    assert!(annotation.has(b"Dest") || annotation.has(b"A"));
                }
                b"Widget" => {
                    widgets += 1;
                    assert_eq!(flags, 132);
                }
                other => panic!("unexpected {other:?}"),
            }
        }
    }
    assert_eq!(widgets, 3);
    assert!(links >= 9, "only {links} links");
}

#[test]
fn three_empty_signature_fields_wait_on_the_sign_off_page() {
    let document = sample_file();
    let form = extract::follow(&document, catalog(&document), "AcroForm");
    assert_eq!(form.get(b"SigFlags").unwrap().as_i64().unwrap(), 3);
    let mut names = Vec::new();
    for field in form.get(b"Fields").unwrap().as_array().unwrap() {
        let field = document
            .get_dictionary(field.as_reference().expect("indirect"))
            .unwrap();
        assert_eq!(field.get(b"FT").unwrap().as_name().unwrap(), b"Sig");
        assert_eq!(field.get(b"Subtype").unwrap().as_name().unwrap(), b"Widget");
        assert!(!field.has(b"V"));
        let rectangle: Vec<f32> = field
            .get(b"Rect")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_float().unwrap())
            .collect();
        assert!(rectangle[2] - rectangle[0] > 100.0 && rectangle[3] - rectangle[1] > 50.0);
        names.push(String::from_utf8(field.get(b"T").unwrap().as_str().unwrap().to_vec()).unwrap());
    }
    assert_eq!(names, ["Preparer", "Reviewer", "Approver"]);
}

#[test]
fn the_file_says_what_it_is() {
    let document = sample_file();
    assert_eq!(document.version, "1.7");
    assert_eq!(
        catalog(&document).get(b"Lang").unwrap().as_str().unwrap(),
        b"zh-TW"
    );
    let metadata = catalog(&document).get(b"Metadata").unwrap();
    let stream = document.dereference(metadata).unwrap().1.as_stream().unwrap();
    assert!(
        !stream.dict.has(b"Filter"),
        "metadata must stay readable without a PDF reader"
    );
    let xmp = String::from_utf8(stream.content.clone()).unwrap();
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
        "資通系統安全防護基準自評報告",
        "<xmp:CreateDate>2026-07-01T09:30:00+08:00</xmp:CreateDate>",
    ] {
        assert!(xmp.contains(wanted), "no {wanted}");
    }
    let info = extract::follow(&document, &document.trailer, "Info");
    assert_eq!(
        info.get(b"CreationDate").unwrap().as_str().unwrap(),
        b"D:20260701093000+08'00'"
    );
    assert!(!info.has(b"GTS_PDFXVersion") && !info.has(b"Trapped"));
    let ids = document.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(ids[0].as_str().unwrap(), ids[1].as_str().unwrap());
}

#[test]
fn no_empty_resource_dictionary_is_left() {
    let document = sample_file();
    for page in document.get_pages().into_values() {
        let page = document.get_dictionary(page).unwrap();
        let resources = extract::follow(&document, page, "Resources");
        for (key, value) in resources.iter() {
            let value = document.dereference(value).unwrap().1.as_dict().unwrap();
            assert!(!value.is_empty(), "{} is empty", String::from_utf8_lossy(key));
        }
    }
}

#[test]
fn fonts_are_embedded_subsets_with_a_tag() {
    let document = sample_file();
    let page = document.get_pages()[&2];
    let fonts = document.get_page_fonts(page).unwrap();
    assert!(fonts.len() >= 4);
    for font in fonts.values() {
        let name = String::from_utf8(font.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap();
        let (tag, _) = name.split_once('+').expect("a subset tag");
        assert!(
            tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()),
            "{name}"
        );
        let descriptor = extract::follow(&document, extract::descendant(&document, font), "FontDescriptor");
        let program = document
            .dereference(descriptor.get(b"FontFile2").unwrap())
            .unwrap()
            .1
            .as_stream()
            .unwrap();
        assert!(program.get_plain_content().unwrap().starts_with(&[0, 1, 0, 0]));
    }
}

#[test]
fn a_link_to_nowhere_is_reported_and_left_out() {
    let words = text("見")
        .link("nowhere", "他處")
        .plain("與")
        .link("here", "此處");
    let report = rendered(
        &blocks::Document::new("t")
            .push(Block::anchor("here"))
            .push(Block::paragraph(words)),
    );
    assert_eq!(report.dangling, ["nowhere"]);
    let document = extract::open(&report.pdf);
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    assert_eq!(page.get(b"Annots").unwrap().as_array().unwrap().len(), 1);
}

#[test]
fn links_outside_are_written_in_ascii() {
    let document = sample_file();
    let uris: Vec<&[u8]> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|annotation| annotation.has_type(b"Annot"))
        .filter_map(|annotation| annotation.get(b"A").and_then(Object::as_dict).ok())
        .map(|action| action.get(b"URI").unwrap().as_str().unwrap())
        .collect();
    assert_eq!(uris, [b"https://www.example.com/%E6%B8%85%E5%96%AE"]);
}

#[test]
fn the_shipped_fonts_are_the_unmodified_originals() {
    use sha2::{Digest, Sha256};
    for (file, digest) in [
        (
            "NotoSansTC-Regular",
            "add35d53f70727657b4509531677c4e3712b67df3d54661efdee5d3a0c16d954",
        ),
        (
            "NotoSansTC-Bold",
            "ed4ae6ed781e34d0beee896e9be5d835a938ac7adabbcc1b6b6904290006f372",
        ),
        (
            "DejaVuSans",
            "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
        ),
    ] {
        let path = format!("{}/assets/fonts/{file}.ttf.zst", env!("CARGO_MANIFEST_DIR"));
        let font = zstd::decode_all(std::fs::File::open(path).unwrap()).unwrap();
        assert_eq!(hex::encode(Sha256::digest(&font)), digest, "{file}");
    }
}
