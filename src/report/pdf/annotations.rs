//! Links and signature fields. Both are indirect objects: a direct annotation makes other verifiers judge
//! the first of two signatures invalid.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

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

/// Adds the links and fields of all pages.
pub(super) fn add(
    document: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    height: f32,
) -> Result<(), ReportError> {
    let mut fields = Vec::new();
    for (page, id) in layout.pages.iter().zip(pages) {
        let mut annotations = Vec::new();
        for link in &page.links {
            if let Some(annotation) = link_annotation(link, pages, height) {
                annotations.push(Object::Reference(document.add_object(annotation)));
            }
        }
        for field in &page.fields {
            let appearance = document.add_object(empty_appearance(&field.area));
            let mut widget = widget(field, *id, appearance, height);
            if let Some(certificate) = &field.certificate {
                let seed = document.add_object(seed_value(certificate));
                widget.set("SV", Object::Reference(seed));
            }
            let widget = document.add_object(widget);
            annotations.push(Object::Reference(widget));
            fields.push(Object::Reference(widget));
        }
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
    Ok(())
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

/// The one certificate that may sign a field (ISO 32000-1 §12.7.4.5): `/Ff` 1 makes it a condition.
fn seed_value(certificate: &[u8]) -> Dictionary {
    let subject = Object::String(certificate.to_vec(), StringFormat::Hexadecimal);
    dictionary! {
        "Type" => "SV",
        "Cert" => dictionary! { "Type" => "SVCert", "Ff" => 1, "Subject" => vec![subject] },
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
