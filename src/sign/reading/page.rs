//! The pages of a document (ISO 32000-1 §7.7.3) and what they show.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::Unreadable;
use super::text::{Fonts, MAX_TEXT, PICTURE, shown};
use super::unicode::Meaning;
use crate::sign::pdf::{Dictionary, Document, Object, filter};

/// No more nodes of the page tree, streams, fonts and annotations than this are looked at, however
/// often a hostile file names the same ones.
const MAX_STEPS: usize = 2_000_000;
/// No more than this many bytes of content are unpacked for one file.
const MAX_CONTENT: usize = 256 << 20;

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its text in the order of its content. U+FFFC stands for each picture, and at the end for each
    /// annotation that draws something.
    pub text: String,
    /// SHA-256 of its content stream, unpacked.
    pub sha256: [u8; 32],
}

/// The pages of a document, in order.
///
/// # Errors
/// [`Unreadable`] for anything that reports of ours have not: fonts without two-byte codes and
/// their meaning, pictures within the content.
pub fn pages(pdf: &[u8]) -> Result<Vec<Page>, Unreadable> {
    let document = Document::read(pdf)?;
    let root = document.value(&document.catalogue()?, "Pages")?;
    let mut walk = Walk {
        document: &document,
        fonts: HashMap::new(),
        steps: 0,
        unpacked: 0,
        spelt: 0,
        pages: Vec::new(),
    };
    // Depth first, so that the pages come in their order; each node with what it inherits.
    let mut waiting = vec![(root, Rc::new(Object::Null))];
    while let Some((node, inherited)) = waiting.pop() {
        let below = walk.node(&node, inherited)?;
        waiting.extend(below.into_iter().rev());
    }
    Ok(walk.pages)
}

/// A node of the page tree and the resources it inherits.
type Node = (Rc<Object>, Rc<Object>);

struct Walk<'a> {
    document: &'a Document<'a>,
    /// By object number.
    fonts: HashMap<u32, Rc<Meaning>>,
    steps: usize,
    unpacked: usize,
    spelt: usize,
    pages: Vec<Page>,
}

impl Walk<'_> {
    /// Reads a page, or gives the nodes below.
    fn node(&mut self, node: &Object, inherited: Rc<Object>) -> Result<Vec<Node>, Unreadable> {
        let node = node.as_dictionary().ok_or("a page that is no dictionary")?;
        let own = self.document.value(node, "Resources")?;
        let resources = match &*own {
            Object::Null => inherited,
            _ => own,
        };
        match &*self.document.value(node, "Kids")? {
            Object::Null => {
                let page = self.page(node, &resources)?;
                self.pages.push(page);
                Ok(Vec::new())
            }
            Object::Array(kids) => {
                self.step(kids.len())?;
                let below = kids
                    .iter()
                    .map(|kid| Ok((self.document.resolve(kid)?, Rc::clone(&resources))));
                below.collect()
            }
            _ => Err("a page tree whose kids are no list".into()),
        }
    }

    fn step(&mut self, by: usize) -> Result<(), Unreadable> {
        self.steps = self.steps.saturating_add(by);
        match self.steps > MAX_STEPS {
            true => Err("too many pages, or a page tree that goes in circles".into()),
            false => Ok(()),
        }
    }

    fn page(&mut self, page: &Dictionary, resources: &Object) -> Result<Page, Unreadable> {
        let content = self.content(page)?;
        let fonts = self.fonts_of(resources)?;
        let mut text = shown(&content, &fonts)?;
        for _ in 0..self.drawn_over(page)? {
            text.push(PICTURE);
        }
        self.spelt = self.spelt.saturating_add(text.len());
        if self.spelt > MAX_TEXT {
            return Err("too much text".into());
        }
        Ok(Page {
            text,
            sha256: Sha256::digest(&content).into(),
        })
    }

    /// The content of a page, unpacked; several streams are one (ISO 32000-1, table 30).
    fn content(&mut self, page: &Dictionary) -> Result<Vec<u8>, Unreadable> {
        let streams = match &*self.document.value(page, "Contents")? {
            Object::Null => Vec::new(),
            Object::Array(streams) => streams.clone(),
            Object::Stream(stream) => vec![Object::Stream(stream.clone())],
            _ => return Err("page content that is no stream".into()),
        };
        self.step(streams.len())?;
        let mut content = Vec::new();
        for stream in &streams {
            let stream = self.document.resolve(stream)?;
            let unpacked = self.unpack(&stream)?;
            content.extend_from_slice(&unpacked);
            content.push(b'\n');
        }
        Ok(content)
    }

    fn unpack(&mut self, stream: &Object) -> Result<Vec<u8>, Unreadable> {
        let Object::Stream(stream) = stream else {
            return Err("page content or a character map that is no stream".into());
        };
        let unpacked = filter::decode(&stream.dictionary, self.document.raw(&stream.data))?;
        self.unpacked = self.unpacked.saturating_add(unpacked.len());
        match self.unpacked > MAX_CONTENT {
            true => Err("too much page content".into()),
            false => Ok(unpacked),
        }
    }

    /// The fonts of a page. One without a character map is left out: text in it cannot be read.
    fn fonts_of(&mut self, resources: &Object) -> Result<Fonts, Unreadable> {
        let mut fonts = Fonts::new();
        let Some(resources) = resources.as_dictionary() else {
            return Ok(fonts);
        };
        let listed = self.document.value(resources, "Font")?;
        let Some(listed) = listed.as_dictionary() else {
            return Ok(fonts);
        };
        self.step(listed.len())?;
        for (name, font) in listed.iter() {
            if let Some(meaning) = self.font(font)? {
                fonts.insert(name.to_vec(), meaning);
            }
        }
        Ok(fonts)
    }

    fn font(&mut self, font: &Object) -> Result<Option<Rc<Meaning>>, Unreadable> {
        let Object::Reference(id) = font else {
            return Ok(None);
        };
        if let Some(known) = self.fonts.get(&id.number) {
            return Ok(Some(Rc::clone(known)));
        }
        let object = self.document.referenced(*id)?;
        let font = object.as_dictionary().ok_or("a font that is no dictionary")?;
        let map = self.document.value(font, "ToUnicode")?;
        if *map == Object::Null || !font.has_name("Subtype", "Type0") {
            return Ok(None);
        }
        let meaning = Rc::new(Meaning::read(&self.unpack(&map)?)?);
        self.fonts.insert(id.number, Rc::clone(&meaning));
        Ok(Some(meaning))
    }

    /// How many annotations of a page draw something over it: all but links, and fields that show
    /// nothing as yet.
    fn drawn_over(&mut self, page: &Dictionary) -> Result<usize, Unreadable> {
        let annotations = match &*self.document.value(page, "Annots")? {
            Object::Null => return Ok(0),
            Object::Array(annotations) => annotations.clone(),
            _ => return Err("annotations that are no list".into()),
        };
        self.step(annotations.len())?;
        let mut seen = HashSet::new();
        let mut drawing = 0;
        for annotation in &annotations {
            if let Object::Reference(id) = annotation
                && !seen.insert(id.number)
            {
                return Err("an annotation that stands twice on a page".into());
            }
            let annotation = self.document.resolve(annotation)?;
            let annotation = annotation
                .as_dictionary()
                .ok_or("an annotation that is no dictionary")?;
            let plain = annotation.has_name("Subtype", "Link") || annotation.has_name("Subtype", "Widget");
            drawing += usize::from(!plain || annotation.get("AP").is_some());
        }
        Ok(drawing)
    }
}
