//! Document information, XMP, output intent and file identifier.

use chrono::{DateTime, FixedOffset};
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::super::ReportError;
use super::{About, failed};
use crate::lang::Lang;

const PROGRAM: &str = concat!("Zicha ", env!("CARGO_PKG_VERSION"));
const PROFILE: &[u8] = include_bytes!("../../../assets/icc/sRGB.icc");

/// Adds document information, the output intent and an empty metadata stream, whose number it returns: what it
/// says depends on the identifier.
pub(super) fn add(document: &mut Document, about: &About<'_>) -> Result<ObjectId, ReportError> {
    let created = date(&about.created);
    let mut info = dictionary! {
        "Title" => text_string(&about.title),
        "Creator" => text_string(PROGRAM),
        "Producer" => text_string(PROGRAM),
        "CreationDate" => Object::string_literal(created.clone()),
        "ModDate" => Object::string_literal(created),
    };
    if let Some(author) = &about.author {
        info.set("Author", text_string(author));
    }
    if !about.subject.is_empty() {
        info.set("Subject", text_string(&about.subject));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", Object::Reference(info));

    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, PROFILE.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let intent = document.add_object(intent);
    let metadata = document.add_object(xmp_stream(Vec::new()));
    let catalog = document.catalog_mut().map_err(|error| failed(&error))?;
    catalog.set("OutputIntents", Object::Array(vec![Object::Reference(intent)]));
    catalog.set("Metadata", Object::Reference(metadata));
    Ok(metadata)
}

/// A time as PDF has it (ISO 32000-1 §7.9.4), the offset as `+08'00'`.
pub(super) fn date(time: &DateTime<FixedOffset>) -> String {
    let written = time.format("D:%Y%m%d%H%M%S%z").to_string();
    match written.split_at_checked(written.len().saturating_sub(2)) {
        Some((hours, minutes)) => format!("{hours}'{minutes}'"),
        None => written,
    }
}

/// The file identifier: the first half of the SHA-256 of the file without it.
pub(super) fn identifier(file: &[u8]) -> Vec<u8> {
    Sha256::digest(file).iter().copied().take(16).collect()
}

/// The identifier as the trailer holds it: what changes with each revision is still the same.
pub(super) fn identifier_entry(identifier: &[u8]) -> Object {
    let value = Object::String(identifier.to_vec(), StringFormat::Hexadecimal);
    Object::Array(vec![value.clone(), value])
}

/// The metadata stream, not compressed, so that it can be read without knowing PDF.
pub(super) fn xmp_stream(content: Vec<u8>) -> Stream {
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, content)
}

/// The metadata: the same as the document information says, and the identifier.
pub(super) fn xmp(about: &About<'_>, identifier: &[u8]) -> String {
    let language = match about.language {
        Lang::ZhTw => "zh-TW",
        Lang::En => "en",
    };
    let created = about.created.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let title = escape(&about.title);
    let author = about.author.as_ref().map_or(String::new(), |author| {
        format!(
            "   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escape(author)
        )
    });
    let subject = if about.subject.is_empty() {
        String::new()
    } else {
        let subject = escape(&about.subject);
        format!(
            "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n"
        )
    };
    let uuid = uuid(identifier);
    // Only part 3 allows embedded files of any kind (ISO 19005-3 §6.8).
    let part = if about.attachment.is_some() { 3 } else { 2 };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n   \
         <dc:format>application/pdf</dc:format>\n   \
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         {author}{subject}   \
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n   \
         <xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>\n   \
         <xmp:CreateDate>{created}</xmp:CreateDate>\n   \
         <xmp:ModifyDate>{created}</xmp:ModifyDate>\n   \
         <xmp:MetadataDate>{created}</xmp:MetadataDate>\n   \
         <pdf:Producer>{PROGRAM}</pdf:Producer>\n   \
         <xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID>\n   \
         <xmpMM:InstanceID>uuid:{uuid}</xmpMM:InstanceID>\n   \
         <pdfaid:part>{part}</pdfaid:part>\n   \
         <pdfaid:conformance>U</pdfaid:conformance>\n  \
         </rdf:Description>\n\
         </rdf:RDF>\n\
         </x:xmpmeta>\n\
         <?xpacket end=\"r\"?>\n"
    )
}

/// The identifier in the form of a UUID of version 8 (RFC 9562 §5.8: own content).
fn uuid(identifier: &[u8]) -> String {
    let mut bytes = identifier.to_vec();
    if let Some(byte) = bytes.get_mut(6) {
        *byte = (*byte & 0x0f) | 0x80;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = (*byte & 0x3f) | 0x80;
    }
    let mut out = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        out.push_str(&hex::encode([*byte]));
    }
    out
}

/// Text for XML; characters that XML 1.0 forbids vanish.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A text string: plain where ASCII, else UTF-16 with byte order mark (ISO 32000-1 §7.9.2.2).
pub(super) fn text_string(text: &str) -> Object {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// An address in ASCII, other characters percent-encoded (RFC 3987 §3.1).
pub(super) fn ascii_uri(uri: &str) -> String {
    let mut out = String::new();
    for byte in uri.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
