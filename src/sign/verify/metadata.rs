//! Compares the XMP metadata of two revisions (ISO 16684-1). Signing programs write them anew, in
//! another order and form, with their own name and the time; what they say about the document itself
//! must stay.

use std::collections::BTreeMap;

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use super::{
    difference::Revision,
    finding::{Check, Finding},
};
use crate::sign::pdf::{Document, Object, ObjectId, filter};

/// More elements or a deeper nesting than this is not read.
const MAX_ELEMENTS: usize = 20_000;
const MAX_DEPTH: usize = 32;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// What a program may say about its own work: when, and by what name.
const BOOKKEEPING: [&str; 4] = [
    "http://ns.adobe.com/xap/1.0/ ModifyDate",
    "http://ns.adobe.com/xap/1.0/ MetadataDate",
    "http://ns.adobe.com/pdf/1.3/ Producer",
    "http://ns.adobe.com/xap/1.0/mm/ InstanceID",
];

/// Properties by their namespace and name, each in one form.
type Properties = BTreeMap<String, String>;

/// Refuses metadata that say something else about the document than those before.
pub(super) fn check_same(
    before: &Revision<'_>,
    old: Option<ObjectId>,
    after: &Revision<'_>,
    new: ObjectId,
) -> Check<()> {
    let new = content(&after.document, new)?;
    let old = match old {
        Some(old) => content(&before.document, old)?,
        None => Some(Vec::new()),
    };
    if old.is_some() && old == new {
        return Ok(());
    }
    match (old.as_deref().and_then(said), new.as_deref().and_then(said)) {
        (Some(old), Some(new)) if old == new => Ok(()),
        (Some(_), Some(_)) => Finding::refuse(
            "metadata_changed",
            "the XMP metadata say something else about the document than before",
        ),
        _ => Finding::refuse(
            "metadata_changed",
            "the XMP metadata were written anew and cannot be compared with those before",
        ),
    }
}

/// The decoded bytes of a metadata stream.
fn content(document: &Document<'_>, id: ObjectId) -> Check<Option<Vec<u8>>> {
    match &*document.referenced(id)? {
        Object::Stream(stream) => Ok(filter::decode(&stream.dictionary, document.raw(&stream.data)).ok()),
        _ => Ok(None),
    }
}

/// What metadata say apart from bookkeeping; none if they cannot be read. Nothing says nothing.
fn said(xml: &[u8]) -> Option<Properties> {
    if xml.is_empty() {
        return Some(Properties::new());
    }
    let mut properties = Properties::new();
    let tree = read(xml)?;
    let mut descriptions = Vec::new();
    collect_descriptions(&tree, &mut descriptions);
    if descriptions.is_empty() {
        return None;
    }
    for description in descriptions {
        let attributes = description.attributes.iter().filter(|(name, _)| !is_about(name));
        let attributes = attributes.map(|(name, value)| (name.clone(), format!("{value:?}")));
        let elements = description
            .children
            .iter()
            .map(|child| (child.name.clone(), child.canonical()));
        for (name, value) in attributes.chain(elements) {
            // The same property in two places could be read one way or the other.
            if properties.insert(name, value).is_some() {
                return None;
            }
        }
    }
    properties.retain(|name, _| !BOOKKEEPING.contains(&name.as_str()));
    Some(properties)
}

/// `rdf:about`: the document itself.
fn is_about(name: &str) -> bool {
    name == format!("{RDF} about")
}

/// An element.
#[derive(Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn is_rdf(&self, name: &str) -> bool {
        self.name == format!("{RDF} {name}")
    }

    /// The value of a property in one form, however it was written.
    fn canonical(&self) -> String {
        let is_resource =
            |(name, value): &&(String, String)| *name == format!("{RDF} parseType") && value == "Resource";
        let mut attributes: Vec<String> = self
            .attributes
            .iter()
            .filter(|attribute| !is_resource(attribute))
            .map(|(name, value)| format!("{name}={value:?}"))
            .collect();
        attributes.sort();
        // A structure may stand in a description of its own or in the property itself.
        let fields = match self.children.as_slice() {
            [only] if only.is_rdf("Description") => only,
            _ => self,
        };
        if fields.children.is_empty() && fields.attributes.len() == self.attributes.len() {
            return format!("{}{:?}", attributes.concat(), fields.text);
        }
        let is_list = fields
            .children
            .first()
            .is_some_and(|child| ["Seq", "Bag", "Alt"].iter().any(|kind| child.is_rdf(kind)));
        let mut parts: Vec<String> =
            if is_list || self.is_rdf("Seq") || self.is_rdf("Bag") || self.is_rdf("Alt") {
                let items = fields.children.iter();
                return format!(
                    "{}[{}]{:?}",
                    attributes.concat(),
                    items
                        .map(|item| format!("{}:{};", item.name, item.canonical()))
                        .collect::<String>(),
                    fields.text,
                );
            } else {
                let own = fields.children.iter();
                own.map(|child| format!("{}={}", child.name, child.canonical()))
                    .collect()
            };
        if !std::ptr::eq(fields, self) {
            let inner = fields.attributes.iter().filter(|(name, _)| !is_about(name));
            parts.extend(inner.map(|(name, value)| format!("{name}={value:?}")));
        }
        parts.sort();
        format!("{}{{{}}}{:?}", attributes.concat(), parts.join(";"), fields.text)
    }
}

/// The descriptions in the one `rdf:RDF`, which may stand in other elements.
fn collect_descriptions<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    for child in &node.children {
        if node.is_rdf("RDF") && child.is_rdf("Description") {
            found.push(child);
        } else {
            collect_descriptions(child, found);
        }
    }
}

/// Reads XML into a tree; none for what is malformed, too large, or has a document type.
fn read(xml: &[u8]) -> Option<Node> {
    let text = std::str::from_utf8(xml).ok()?;
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Node> = vec![Node::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() >= MAX_DEPTH || count > MAX_ELEMENTS {
                    return None;
                }
                let node = begin(&reader, &start)?;
                open.push(node);
            }
            Event::Empty(start) => {
                count += 1;
                let node = begin(&reader, &start)?;
                open.last_mut()?.children.push(node);
            }
            Event::End(_) => close(&mut open)?,
            Event::Text(text) => open.last_mut()?.text.push_str(&text),
            Event::CData(data) => open.last_mut()?.text.push_str(&data),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().ok()? {
                    Some(character) => character.to_string(),
                    None => predefined(&reference)?.to_owned(),
                };
                open.last_mut()?.text.push_str(&character);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::DocType(_) => return None,
        }
    }
    let root = open.pop()?;
    open.is_empty().then_some(root)
}

/// The entities that XML knows by itself.
fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}

/// Puts the innermost open element into the one around it.
fn close(open: &mut Vec<Node>) -> Option<()> {
    let mut node = open.pop()?;
    node.text = node.text.trim().to_owned();
    open.last_mut()?.children.push(node);
    Some(())
}

/// An element with its attributes; namespace declarations are no attributes.
fn begin(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Option<Node> {
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let name = expanded(&namespace, local.as_ref())?;
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        attributes.push((expanded(&namespace, local.as_ref())?, value.into_owned()));
    }
    attributes.sort();
    Some(Node {
        name,
        attributes,
        ..Node::default()
    })
}

/// Namespace and name, with a blank between.
fn expanded(namespace: &ResolveResult<'_>, local: &str) -> Option<String> {
    match namespace {
        ResolveResult::Bound(namespace) => Some(format!("{} {local}", namespace.as_ref())),
        ResolveResult::Unbound => Some(format!(" {local}")),
        ResolveResult::Unknown(_) => None,
    }
}
