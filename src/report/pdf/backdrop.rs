//! The words behind every page: one form that all pages draw, marked as no content.

use lopdf::{Document, Object, Stream, dictionary};

use super::super::ReportError;
use super::super::layout::page::{Shape, Stroke};
use super::content::{hundredth, shares};
use super::{failed, structure};

/// Draws the form; `Pagination` with `Watermark` is what it is to a reader (ISO 32000-1 §14.8.2.2).
const DRAW: &[u8] = b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC q /backdrop Do Q EMC\n";

/// Adds the form to what the pages share; returns what the content of every page begins with.
///
/// # Errors
/// [`ReportError::Pdf`] if the document is not as printpdf makes it.
pub(super) fn add(
    document: &mut Document,
    shapes: &[Shape],
    size: (f32, f32),
) -> Result<&'static [u8], ReportError> {
    let pages = structure::page_ids(document);
    let Some(first) = pages.first().filter(|_| !shapes.is_empty()) else {
        return Ok(&[]);
    };
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), size.0.into(), size.1.into()],
    };
    let form = document.add_object(Stream::new(form, drawing(shapes, size.1)));
    let resources = document
        .get_dictionary(*first)
        .and_then(|page| page.get(b"Resources"))
        .and_then(Object::as_reference)
        .map_err(|error| failed(&error))?;
    document
        .get_dictionary_mut(resources)
        .map_err(|error| failed(&error))?
        .set("XObject", dictionary! { "backdrop" => form });
    Ok(DRAW)
}

/// The content of the form: filled outlines (ISO 32000-1 §8.5).
fn drawing(shapes: &[Shape], height: f32) -> Vec<u8> {
    let at = |(x, y): (f32, f32)| format!("{} {}", hundredth(x), hundredth(height - y));
    let mut out = String::new();
    for shape in shapes {
        let [r, g, b] = shares(shape.colour);
        out.push_str(&format!("{r} {g} {b} rg\n"));
        for contour in &shape.contours {
            for (index, stroke) in contour.iter().enumerate() {
                out.push_str(&match *stroke {
                    Stroke::Line(x, y) if index == 0 => format!("{} m\n", at((x, y))),
                    Stroke::Line(x, y) => format!("{} l\n", at((x, y))),
                    Stroke::Curve(first, second, end) => {
                        format!("{} {} {} c\n", at(first), at(second), at(end))
                    }
                });
            }
            out.push_str("h\n");
        }
        out.push_str("f\n");
    }
    out.into_bytes()
}
