//! The tagged structure, read back: what a reader hears is what a reader sees.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use zicha::report::blocks::{self, Block, Column, Table, text};

use super::{extract, rendered, sample};

/// A part of the structure.
struct Element<'d> {
    id: ObjectId,
    dictionary: &'d Dictionary,
    kind: String,
    kids: Vec<Kid<'d>>,
}

enum Kid<'d> {
    Element(Element<'d>),
    Mark(ObjectId, i64),
    Object(ObjectId),
}

impl Element<'_> {
    fn walk<'e>(&'e self, out: &mut Vec<&'e Element<'e>>) {
        out.push(self);
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                element.walk(out);
            }
        }
    }

    fn of_kind<'e>(&'e self, kinds: &[&str]) -> Vec<&'e Element<'e>> {
        let mut all = Vec::new();
        self.walk(&mut all);
        all.retain(|element| kinds.contains(&element.kind.as_str()));
        all
    }

    fn marks(&self) -> Vec<(ObjectId, i64)> {
        let of_kid = |kid: &Kid<'_>| match kid {
            Kid::Element(element) => element.marks(),
            Kid::Mark(page, mark) => vec![(*page, *mark)],
            Kid::Object(_) => Vec::new(),
        };
        self.kids.iter().flat_map(of_kid).collect()
    }

    fn words(&self, words: &BTreeMap<(ObjectId, i64), String>) -> String {
        self.marks().iter().map(|mark| words[mark].as_str()).collect()
    }
}

fn read<'d>(document: &'d Document, id: ObjectId, parent: ObjectId) -> Element<'d> {
    let dictionary = document.get_dictionary(id).unwrap();
    assert_eq!(dictionary.get(b"P").unwrap().as_reference().unwrap(), parent);
    let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
    let kids = match dictionary.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    let kids = kids.into_iter().map(|kid| match kid {
        Object::Integer(mark) => Kid::Mark(page.expect("a mark has its page"), *mark),
        Object::Reference(kid) => Kid::Element(read(document, *kid, id)),
        Object::Dictionary(kid) if kid.has_type(b"MCR") => Kid::Mark(
            kid.get(b"Pg").unwrap().as_reference().unwrap(),
            kid.get(b"MCID").unwrap().as_i64().unwrap(),
        ),
        Object::Dictionary(kid) if kid.has_type(b"OBJR") => {
            Kid::Object(kid.get(b"Obj").unwrap().as_reference().unwrap())
        }
        other => panic!("{other:?}"),
    });
    Element {
        id,
        dictionary,
        kind: String::from_utf8(dictionary.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap(),
        kids: kids.collect(),
    }
}

fn root(document: &Document) -> Element<'_> {
    let catalog = document.catalog().unwrap();
    let marked = extract::follow(document, catalog, "MarkInfo")
        .get(b"Marked")
        .unwrap();
    assert!(marked.as_bool().unwrap());
    let root = catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let top = document.get_dictionary(root).unwrap().get(b"K").unwrap();
    read(document, top.as_reference().unwrap(), root)
}

/// The words under every mark.
fn words(document: &Document) -> BTreeMap<(ObjectId, i64), String> {
    let mut words = BTreeMap::new();
    for (page, shown) in document.get_pages().into_values().zip(extract::pages(document)) {
        for shown in shown {
            if let Some(mark) = shown.mark {
                *words.entry((page, mark)).or_insert_with(String::new) += &shown.words;
            }
        }
    }
    words
}

fn sample_file() -> Document {
    extract::open(&rendered(&sample::document(60)).pdf)
}

#[test]
fn the_structure_tells_the_text_of_every_page_in_order() {
    let document = sample_file();
    let words = words(&document);
    let told = root(&document).marks();
    for (page, shown) in document.get_pages().into_values().zip(extract::pages(&document)) {
        let seen: String = shown
            .iter()
            .filter(|shown| shown.mark.is_some())
            .map(|shown| shown.words.as_str())
            .collect();
        let heard: String = told
            .iter()
            .filter(|(of, _)| *of == page)
            .map(|mark| words.get(mark).map_or("", String::as_str))
            .collect();
        // A row that is broken over pages is heard cell by cell; on each page in the order of the page.
        assert_eq!(heard, seen);
    }
}

#[test]
fn only_header_and_footer_are_seen_and_not_heard() {
    let document = sample_file();
    for shown in extract::pages(&document).iter().skip(1).flatten() {
        let in_frame = shown.y > 841.89 - 60.0 || shown.y < 56.0;
        let heads = ["條款", "要求", "應／宜", "結果", "說明"].contains(&shown.words.as_str());
        assert!(
            shown.mark.is_none() == in_frame || (shown.mark.is_none() && heads),
            "{shown:?}"
        );
    }
}

#[test]
fn headings_are_those_of_the_outline() {
    let document = sample_file();
    let words = words(&document);
    let root = root(&document);
    let heard: Vec<(String, String)> = root
        .of_kind(&["H1", "H2", "H3", "H4"])
        .into_iter()
        .map(|heading| (heading.kind.clone(), heading.words(&words)))
        .collect();
    let written: Vec<(String, String)> = sample::document(60)
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some((format!("H{}", heading.level), heading.text.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(heard, written);
}

#[test]
fn every_row_has_as_many_cells_as_its_table_has_columns() {
    let document = sample_file();
    let root = root(&document);
    let tables = root.of_kind(&["Table"]);
    assert_eq!(
        tables.len(),
        3,
        "the facts of the cover, those of the text and the long table"
    );
    for (table, columns) in tables.iter().zip([2, 2, 5]) {
        let rows = table.of_kind(&["TR"]);
        assert!(rows.len() > 3);
        for row in rows {
            let spans = row.kids.iter().map(|kid| {
                let Kid::Element(cell) = kid else {
                    panic!("a row holds cells only")
                };
                assert!(["TH", "TD"].contains(&cell.kind.as_str()));
                let attributes = cell.dictionary.get(b"A").and_then(Object::as_dict).ok();
                assert_eq!(
                    cell.kind == "TH",
                    attributes.is_some_and(|attributes| attributes.has(b"Scope"))
                );
                attributes
                    .and_then(|attributes| attributes.get(b"ColSpan").ok())
                    .map_or(1, |span| span.as_i64().unwrap())
            });
            assert_eq!(spans.sum::<i64>(), columns);
        }
    }
}

#[test]
fn a_row_broken_over_pages_stays_one_row() {
    let table = Table::new([Column::new("條款", 1.0), Column::new("說明", 3.0)])
        .row(["4.1".to_owned(), "甲".repeat(4000)]);
    let document = extract::open(&rendered(&blocks::Document::new("t").push(table)).pdf);
    let root = root(&document);
    let cells = root.of_kind(&["TD"]);
    assert_eq!(cells.len(), 2);
    assert!(document.get_pages().len() > 2);
    assert_eq!(cells[1].marks().len(), document.get_pages().len());
    assert_eq!(cells[1].words(&words(&document)), "甲".repeat(4000));
    assert_eq!(root.of_kind(&["TH"]).len(), 2, "repeated headers are no content");
}

#[test]
fn a_drawing_says_its_figures() {
    let document = sample_file();
    let root = root(&document);
    let figures = root.of_kind(&["Figure"]);
    assert_eq!(figures.len(), 1);
    for figure in figures {
        let alt = figure.dictionary.get(b"Alt").unwrap().as_str().unwrap();
        let units: Vec<u16> = alt[2..]
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        let alt = String::from_utf16(&units).unwrap();
        for chapter in sample::CHAPTERS {
            assert!(alt.contains(chapter), "{alt}");
        }
        assert!(
            alt.contains("存取控制: 符合 19, 部分符合 1, 不符合 1, 無法確認 1, 未檢核 3 (92%)"),
            "{alt}"
        );
    }
}

#[test]
fn links_and_fields_belong_to_their_words_and_lead_back_to_them() {
    let document = sample_file();
    let root = root(&document);
    let parents = parent_tree(&document);
    let mut of_elements = Vec::new();
    for element in root.of_kind(&["Link", "Form"]) {
        for kid in &element.kids {
            let Kid::Object(annotation) = kid else { continue };
            let dictionary = document.get_dictionary(*annotation).unwrap();
            let key = dictionary.get(b"StructParent").unwrap().as_i64().unwrap();
            assert_eq!(parents[&key].as_reference().unwrap(), element.id);
            let widget = dictionary.get(b"Subtype").unwrap().as_name().unwrap() == b"Widget";
            assert_eq!(widget, element.kind == "Form");
            of_elements.push(*annotation);
        }
    }
    let mut of_pages = Vec::new();
    for page in document.get_pages().into_values() {
        if let Ok(annotations) = document.get_dictionary(page).unwrap().get(b"Annots") {
            of_pages.extend(
                annotations
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| id.as_reference().unwrap()),
            );
        }
    }
    of_elements.sort_unstable();
    of_pages.sort_unstable();
    assert_eq!(of_elements, of_pages);
}

#[test]
fn every_mark_leads_to_its_part() {
    let document = sample_file();
    let parents = parent_tree(&document);
    let root = root(&document);
    let mut all = Vec::new();
    root.walk(&mut all);
    let mut checked = 0;
    for element in all {
        for kid in &element.kids {
            if let Kid::Mark(page, mark) = kid {
                let key = document
                    .get_dictionary(*page)
                    .unwrap()
                    .get(b"StructParents")
                    .unwrap()
                    .as_i64()
                    .unwrap();
                let of_page = document
                    .dereference(&parents[&key])
                    .unwrap()
                    .1
                    .as_array()
                    .unwrap();
                let index = usize::try_from(*mark).unwrap();
                assert_eq!(of_page[index].as_reference().unwrap(), element.id);
                checked += 1;
            }
        }
    }
    assert_eq!(checked, words(&document).len());
}

#[test]
fn a_link_over_two_lines_is_one_link() {
    let words = text("見")
        .link("here", "帳號清查紀錄".repeat(12))
        .plain("與")
        .link("here", "此處");
    let report = rendered(
        &blocks::Document::new("t")
            .push(Block::anchor("here"))
            .push(Block::paragraph(words)),
    );
    let document = extract::open(&report.pdf);
    let root = root(&document);
    let links = root.of_kind(&["Link"]);
    assert_eq!(links.len(), 2);
    assert_eq!(links[0].words(&self::words(&document)), "帳號清查紀錄".repeat(12));
}

fn parent_tree(document: &Document) -> BTreeMap<i64, Object> {
    let root = extract::follow(document, document.catalog().unwrap(), "StructTreeRoot");
    let numbers = extract::follow(document, root, "ParentTree")
        .get(b"Nums")
        .unwrap()
        .as_array()
        .unwrap();
    let keys: Vec<i64> = numbers.chunks(2).map(|pair| pair[0].as_i64().unwrap()).collect();
    assert!(keys.is_sorted());
    numbers
        .chunks(2)
        .map(|pair| (pair[0].as_i64().unwrap(), pair[1].clone()))
        .collect()
}
