//! Reads the words of a PDF back through its ToUnicode maps, knowing nothing of how it was written.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// Words shown by one operator.
#[derive(Debug, Clone)]
pub struct Shown {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub width: f32,
    pub words: String,
    /// The mark of the content; none if it is no content.
    pub mark: Option<i64>,
}

struct Font {
    unicode: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f32>,
}

/// The document behind the bytes.
pub fn open(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).unwrap()
}

/// Everything shown, page by page, in the order of the content.
pub fn pages(document: &Document) -> Vec<Vec<Shown>> {
    document
        .get_pages()
        .into_values()
        .map(|page| page_words(document, page))
        .collect()
}

/// The words of the text area (without header and footer) of all pages, joined.
pub fn body(document: &Document) -> String {
    pages(document)
        .iter()
        .flatten()
        .filter(|shown| (60.0..780.0).contains(&shown.y))
        .map(|shown| shown.words.as_str())
        .collect()
}

fn page_words(document: &Document, page: lopdf::ObjectId) -> Vec<Shown> {
    let fonts: BTreeMap<Vec<u8>, Font> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, read_font(document, font)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut font, mut size, mut spacing, mut at) = (None, 0.0, 0.0, (0.0, 0.0));
    let mut shown = Vec::new();
    let mut mark = None;
    for operation in &content.operations {
        let number = |index: usize| operation.operands[index].as_float().unwrap();
        match operation.operator.as_str() {
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                mark = properties.get(b"MCID").ok().map(|mark| mark.as_i64().unwrap());
            }
            "EMC" => mark = None,
            "BT" => at = (0.0, 0.0),
            "Tf" => {
                font = fonts.get(operation.operands[0].as_name().unwrap());
                size = number(1);
            }
            "Tc" => spacing = number(0),
            "Td" => at = (at.0 + number(0), at.1 + number(1)),
            "Tj" => {
                let font = font.expect("a font is set before words are shown");
                let bytes = operation.operands[0].as_str().unwrap();
                let codes: Vec<u16> = bytes
                    .chunks(2)
                    .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                    .collect();
                let words = codes.iter().map(|code| font.unicode[code].as_str()).collect();
                let width = codes
                    .iter()
                    .map(|code| font.widths[code] * size / 1000.0 + spacing)
                    .sum();
                shown.push(Shown {
                    x: at.0,
                    y: at.1,
                    size,
                    width,
                    words,
                    mark,
                });
                at.0 += width;
            }
            "TJ" | "'" | "\"" | "Tm" => panic!("the extractor does not know {}", operation.operator),
            _ => {}
        }
    }
    shown
}

fn read_font(document: &Document, font: &Dictionary) -> Font {
    let (_, stream) = document.dereference(font.get(b"ToUnicode").unwrap()).unwrap();
    let map = String::from_utf8(stream.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
    Font {
        unicode: read_map(&map),
        widths: read_widths(document, descendant(document, font)),
    }
}

/// The descendant of a composite font.
pub fn descendant<'d>(document: &'d Document, font: &'d Dictionary) -> &'d Dictionary {
    let descendants = document
        .dereference(font.get(b"DescendantFonts").unwrap())
        .unwrap()
        .1
        .as_array()
        .unwrap();
    document
        .dereference(&descendants[0])
        .unwrap()
        .1
        .as_dict()
        .unwrap()
}

fn read_map(map: &str) -> BTreeMap<u16, String> {
    let mut unicode = BTreeMap::new();
    let mut inside = false;
    for line in map.lines() {
        if line.ends_with("beginbfchar") {
            inside = true;
        } else if line == "endbfchar" {
            inside = false;
        } else if inside {
            let (code, text) = line.split_once(' ').unwrap();
            let hex = |part: &str| hex::decode(part.trim_matches(['<', '>'])).unwrap();
            let code = u16::from_be_bytes(hex(code).try_into().unwrap());
            let units: Vec<u16> = hex(text)
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            let double = unicode.insert(code, String::from_utf16(&units).unwrap());
            assert!(double.is_none(), "code {code} stands for two characters");
        }
    }
    unicode
}

fn read_widths(document: &Document, descendant: &Dictionary) -> BTreeMap<u16, f32> {
    let array = document
        .dereference(descendant.get(b"W").unwrap())
        .unwrap()
        .1
        .as_array()
        .unwrap();
    let mut widths = BTreeMap::new();
    for pair in array.chunks(2) {
        let first = u16::try_from(pair[0].as_i64().unwrap()).unwrap();
        for (offset, width) in (0u16..).zip(pair[1].as_array().unwrap()) {
            widths.insert(first + offset, width.as_float().unwrap());
        }
    }
    widths
}

/// The dictionary that `key` of `dictionary` leads to.
pub fn follow<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> &'d Dictionary {
    match document
        .dereference(dictionary.get(key.as_bytes()).unwrap())
        .unwrap()
        .1
    {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        other => panic!("{key} is {other:?}"),
    }
}
