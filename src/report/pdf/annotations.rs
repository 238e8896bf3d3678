//! Links and signature fields. Both are indirect objects: a direct annotation makes other verifiers judge
//! the first of two signatures invalid.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::super::ReportError;
use super::super::layout::Layout;
use super::super::layout::page::{Area, FieldArea, LinkArea, Target};
use super::{failed, metadata, outline};

/// Printed when the page is printed (ISO 32000-1 §12.5.3).
const PRINT: i64 = 4;
/// Printed, and its place and size are locked.
const PRINT_LOCKED: i64 = 132;
/// Signatures exist or may be added, by appending only (ISO 32000-1 §12.7.2).
const SIGNATURES_APPEND_ONLY: i64 = 3;

/// The annotation objects of a document, page by page, each with its place among all of them.
#[derive(Default)]
pub(super) struct Annotations {
    links: Vec<Vec<Option<(ObjectId, usize)>>>,
    fields: Vec<Vec<(ObjectId, usize)>>,
    count: usize,
}

impl Annotations {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The annotation of a link, if it leads anywhere.
    pub(super) fn link(&self, page: usize, index: usize) -> Option<(ObjectId, usize)> {
        self.links.get(page)?.get(index).copied().flatten()
    }

    /// The annotation of a signature field.
    pub(super) fn field(&self, page: usize, index: usize) -> Option<(ObjectId, usize)> {
        self.fields.get(page)?.get(index).copied()
    }

    /// Follows the objects to their new numbers.
    pub(super) fn renumber(&mut self, numbers: &HashMap<ObjectId, ObjectId>) {
        let links = self.links.iter_mut().flatten().flatten();
        for (id, _) in links.chain(self.fields.iter_mut().flatten()) {
            *id = numbers.get(id).copied().unwrap_or(*id);
        }
    }
}

/// Adds the links and fields of all pages. The key of an annotation in the parent tree follows those of the
/// pages (ISO 32000-1 §14.7.4.4).
pub(super) fn add(
    document: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    height: f32,
) -> Result<Annotations, ReportError> {
    let mut fields = Vec::new();
    let mut added = Annotations::default();
    for (page, id) in layout.pages.iter().zip(pages) {
        let mut annotations = Vec::new();
        let mut add = |document: &mut Document, mut annotation: Dictionary| {
            let place = added.count;
            added.count += 1;
            let key = i64::try_from(pages.len() + place).unwrap_or(i64::MAX);
            annotation.set("StructParent", key);
            let id = document.add_object(annotation);
            annotations.push(Object::Reference(id));
            (id, place)
        };
        let links = page.links.iter().map(|link| {
            let annotation = link_annotation(link, pages, height)?;
            Some(add(document, annotation))
        });
        let links = links.collect();
        let of_page = page.fields.iter().map(|field| {
            let appearance = document.add_object(empty_appearance(&field.area));
            let widget = widget(field, *id, appearance, height);
            add(document, widget)
        });
        let of_page: Vec<(ObjectId, usize)> = of_page.collect();
        fields.extend(of_page.iter().map(|(widget, _)| Object::Reference(*widget)));
        added.links.push(links);
        added.fields.push(of_page);
        if !annotations.is_empty() {
            let page = document.get_dictionary_mut(*id).map_err(|error| failed(&error))?;
            page.set("Annots", Object::Array(annotations));
        }
    }
    if !fields.is_empty() {
        let form = dictionary! { "Fields" => fields, "SigFlags" => SIGNATURES_APPEND_ONLY };
        let form = document.add_object(form);
        document
            .catalog_mut()
            .map_err(|error| failed(&error))?
            .set("AcroForm", Object::Reference(form));
    }
    Ok(added)
}

fn rectangle(area: &Area, height: f32) -> Object {
    let corners = [
        area.x,
        height - area.y - area.height,
        area.x + area.width,
        height - area.y,
    ];
    Object::Array(
        corners
            .iter()
            .map(|value| Object::Real((value * 100.0).round() / 100.0))
            .collect(),
    )
}

fn link_annotation(link: &LinkArea, pages: &[ObjectId], height: f32) -> Option<Dictionary> {
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle(&link.area, height),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => PRINT,
    };
    match &link.target {
        Target::Spot(spot) => annotation.set("Dest", outline::destination(pages, *spot, height)?),
        Target::Uri(uri) => annotation.set(
            "A",
            dictionary! { "S" => "URI", "URI" => Object::string_literal(metadata::ascii_uri(uri)) },
        ),
        Target::Anchor(_) => return None,
    }
    Some(annotation)
}

/// An empty signature field, merged with its widget.
fn widget(field: &FieldArea, page: ObjectId, appearance: ObjectId, height: f32) -> Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal(field.name),
        "TU" => metadata::text_string(&field.tip),
        "Rect" => rectangle(&field.area, height),
        "P" => page,
        "F" => PRINT_LOCKED,
        "AP" => dictionary! { "N" => appearance },
    }
}

/// Nothing to see yet; an annotation must have an appearance all the same (ISO 19005-2 §6.3.3).
fn empty_appearance(area: &Area) -> Stream {
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), area.width.into(), area.height.into()],
    };
    Stream::new(dictionary, Vec::new())
}
