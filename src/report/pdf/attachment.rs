//! A file embedded in the report (ISO 32000-1 §7.11.4), as PDF/A-3 asks for it (ISO 19005-3 §6.8).

use lopdf::{Document, Object, Stream, StringFormat, dictionary};
use md5::{Digest, Md5};

use super::super::{Attachment, ReportError};
use super::metadata::{date, text_string};
use super::{About, failed};

/// Embeds a file in the document and ties it to the catalog.
///
/// # Errors
/// [`ReportError::Pdf`] if the document has no catalog, or has named files already.
pub(super) fn add(
    document: &mut Document,
    attachment: &Attachment<'_>,
    about: &About,
) -> Result<(), ReportError> {
    let size = i64::try_from(attachment.bytes.len()).map_err(|error| failed(&error))?;
    let parameters = dictionary! {
        "Size" => size,
        "CheckSum" => Object::String(Md5::digest(attachment.bytes).to_vec(), StringFormat::Hexadecimal),
        "ModDate" => Object::string_literal(date(&about.created)),
    };
    // Compressed with the other streams.
    let content = Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => Object::Name(attachment.mime.as_bytes().to_vec()),
            "Params" => parameters,
        },
        attachment.bytes.to_vec(),
    );
    let content = document.add_object(content);
    let specification = dictionary! {
        "Type" => "Filespec",
        "F" => text_string(attachment.name),
        "UF" => text_string(attachment.name),
        "Desc" => text_string(attachment.description),
        "EF" => dictionary! { "F" => content, "UF" => content },
        "AFRelationship" => "Data",
    };
    let specification = document.add_object(specification);
    let files = dictionary! {
        "Names" => vec![text_string(attachment.name), Object::Reference(specification)],
    };
    let catalog = document.catalog_mut().map_err(|error| failed(&error))?;
    if catalog.has(b"Names") || catalog.has(b"AF") {
        return Err(failed(&"the catalog names files already"));
    }
    catalog.set("Names", dictionary! { "EmbeddedFiles" => files });
    catalog.set("AF", vec![Object::Reference(specification)]);
    Ok(())
}
