//! Ways to change a PDF behind the program's back: updates written by hand, signed by somebody who
//! holds a key of his own, and bytes exchanged in place. Shares no code with what it attacks.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, StringFormat};

use super::report::Base;
use crate::support::{
    find,
    forger::{Oddities, RESERVED, forge, value},
    keys,
    pdf::last_startxref,
};

/// An object as bytes.
pub fn write(object: &Object) -> Vec<u8> {
    match object {
        Object::Null => b"null".to_vec(),
        Object::Boolean(value) => value.to_string().into_bytes(),
        Object::Integer(value) => value.to_string().into_bytes(),
        Object::Real(value) => value.to_string().into_bytes(),
        Object::Name(name) => [b"/", name.as_slice()].concat(),
        Object::String(bytes, StringFormat::Literal | StringFormat::Hexadecimal) => {
            format!("<{}>", hex::encode(bytes)).into_bytes()
        }
        Object::Array(items) => {
            let items: Vec<Vec<u8>> = items.iter().map(write).collect();
            [b"[".to_vec(), items.join(&b' '), b"]".to_vec()].concat()
        }
        Object::Dictionary(dictionary) => {
            let entries = dictionary
                .iter()
                .map(|(key, value)| [b"/", key.as_slice(), b" ", &write(value)].concat());
            [
                b"<<".to_vec(),
                entries.collect::<Vec<_>>().concat(),
                b">>".to_vec(),
            ]
            .concat()
        }
        Object::Stream(stream) => write(&Object::Dictionary(stream.dict.clone())),
        Object::Reference((number, generation)) => format!("{number} {generation} R").into_bytes(),
    }
}

/// A stream object.
pub fn stream(entries: &str, data: &str) -> Vec<u8> {
    format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len()).into_bytes()
}

/// Page content that tells another story, in a font of the reports.
pub fn lie() -> Vec<u8> {
    stream("", "BT /f0b0 18 Tf 72 700 Td <000100020003> Tj ET")
}

/// A form XObject that tells it.
pub fn form(box_: &str) -> Vec<u8> {
    let font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
    let entries = format!("/Type/XObject/Subtype/Form/BBox{box_}{font}");
    stream(
        &entries,
        "1 1 1 rg 0 0 999 999 re f 0 g BT /F1 12 Tf 9 9 Td (No gaps) Tj ET",
    )
}

/// Writes the subsections of a cross-reference table for these numbers and lines.
pub type TableWriter = fn(&[(u32, String)]) -> String;

/// An incremental update.
pub struct Patch<'a> {
    base: &'a [u8],
    objects: Vec<(u32, Vec<u8>)>,
    /// Entries of the cross-reference beside those of the objects, or in their place.
    pub entries: Vec<(u32, String)>,
    /// Bytes after the objects that belong to none.
    pub junk: Vec<u8>,
    /// The trailer without `/Prev`.
    pub trailer: Dictionary,
    /// One more than the highest number of the base.
    size: u32,
    /// Where the previous cross-reference is said to be.
    pub previous: usize,
    /// The subsections of the table, if they are to be written by hand.
    pub table: Option<TableWriter>,
}

impl<'a> Patch<'a> {
    /// An update that defines these objects.
    pub fn new(base: &'a Base, objects: Vec<(u32, Vec<u8>)>) -> Self {
        let mut trailer = Dictionary::new();
        for key in ["Root", "Info", "ID"] {
            let value = base
                .document
                .trailer
                .get(key.as_bytes())
                .expect("our reports have it");
            trailer.set(key, value.clone());
        }
        Self {
            base: &base.bytes,
            objects,
            entries: Vec::new(),
            junk: Vec::new(),
            trailer,
            size: base.document.max_id + 1,
            previous: last_startxref(&base.bytes),
            table: None,
        }
    }

    /// The update of somebody who also signs the reviewer's field with a key of his own.
    pub fn reviewing(base: &'a Base, more: Vec<(u32, Vec<u8>)>) -> Self {
        let value_number = base.free() + 30;
        let field = base.field("Reviewer");
        let mut objects = vec![
            (value_number, value().into_bytes()),
            base.with(field, "V", &format!("{value_number} 0 R")),
        ];
        objects.retain(|(number, _)| !more.iter().any(|(other, _)| other == number));
        objects.extend(more);
        Self::new(base, objects)
    }

    /// The file with the update, and where each object of it begins.
    fn assemble(&self) -> (Vec<u8>, Vec<(u32, String)>) {
        let mut out = self.base.to_vec();
        let mut entries = self.entries.clone();
        for (number, body) in &self.objects {
            if !entries.iter().any(|(other, _)| other == number) {
                entries.push((*number, format!("{:010} 00000 n ", out.len())));
            }
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        out.extend_from_slice(&self.junk);
        entries.sort();
        (out, entries)
    }

    /// One more than the highest number, unless the trailer says something else.
    fn size(&self, entries: &[(u32, String)]) -> i64 {
        let highest = entries.iter().map(|(number, _)| number + 1).max();
        let size = i64::from(self.size.max(highest.unwrap_or(0)));
        self.trailer.get(b"Size").and_then(Object::as_i64).unwrap_or(size)
    }

    /// The file with the update, unsigned.
    pub fn bytes(&self) -> Vec<u8> {
        let (mut out, entries) = self.assemble();
        let start = out.len();
        let table = match self.table {
            Some(table) => table(&entries),
            None => entries.iter().fold(String::new(), |mut table, (number, line)| {
                write!(table, "{number} 1\n{line}\n").expect("a string");
                table
            }),
        };
        let mut trailer = self.trailer.clone();
        trailer.set("Size", self.size(&entries));
        trailer.set("Prev", i64::try_from(self.previous).expect("small"));
        out.extend_from_slice(format!("xref\n{table}trailer\n").as_bytes());
        out.extend_from_slice(&write(&Object::Dictionary(trailer)));
        out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        out
    }

    /// The file with the update and a cross-reference stream in place of the table.
    pub fn bytes_with_stream(&self) -> Vec<u8> {
        let (mut out, mut entries) = self.assemble();
        let start = out.len();
        let own = u32::try_from(self.size(&entries)).expect("small");
        entries.push((own, format!("{start:010} 00000 n ")));
        let (mut index, mut rows) = (String::new(), Vec::new());
        for (number, line) in &entries {
            write!(index, "{number} 1 ").expect("a string");
            let offset: u32 = line[..10].parse().expect("an offset");
            // In an object stream, as its first object.
            let kind = if line.ends_with("COMPRESSED") {
                2
            } else {
                u8::from(line.ends_with("n "))
            };
            rows.push(kind);
            rows.extend_from_slice(&offset.to_be_bytes());
        }
        let mut trailer = self.trailer.clone();
        trailer.set("Size", i64::from(own) + 1);
        trailer.set("Prev", i64::try_from(self.previous).expect("small"));
        let mut dictionary = write(&Object::Dictionary(trailer));
        dictionary.truncate(dictionary.len() - 2);
        out.extend_from_slice(format!("{own} 0 obj\n").as_bytes());
        out.extend_from_slice(&dictionary);
        let length = rows.len();
        out.extend_from_slice(
            format!("/Type/XRef/W[1 4 0]/Index[{index}]/Length {length}>>\nstream\n").as_bytes(),
        );
        out.extend_from_slice(&rows);
        out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
        out
    }

    /// The file with the update, signed with a key of the attacker's.
    pub fn signed(&self) -> Vec<u8> {
        seal(self.base.len(), self.bytes())
    }
}

/// Signs the bytes from `start` on, where a signature dictionary waits for its byte range and
/// signature.
pub fn seal(start: usize, mut out: Vec<u8>) -> Vec<u8> {
    let placeholder = format!("<{}>", "0".repeat(RESERVED));
    let gap = start + find(&out[start..], placeholder.as_bytes());
    let gap_end = gap + placeholder.len();
    let range = format!("[0 {gap} {gap_end} {}]", out.len() - gap_end);
    let place = start + find(&out[start..], &[b'#'; 40]);
    out[place..place + 40].copy_from_slice(format!("{range:40}").as_bytes());
    let covered = [&out[..gap], &out[gap_end..]].concat();
    let digits = hex::encode(forge(&covered, &keys::forger(), Oddities::default()));
    out[gap + 1..gap + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    out
}

/// The certified report, altered while the attacker signs as reviewer.
pub fn reviewed(base: &Base, more: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    Patch::reviewing(base, more).signed()
}

/// Puts bytes in the place of others, filling up with blanks, so that no offset changes.
pub fn overwrite(bytes: &mut [u8], place: std::ops::Range<usize>, with: &[u8]) {
    assert!(with.len() <= place.len(), "no room");
    bytes[place.clone()].fill(b' ');
    bytes[place.start..place.start + with.len()].copy_from_slice(with);
}

/// The file without its last `%%EOF` line and with these bytes after it.
pub fn appended(base: &Base, tail: &[u8]) -> Vec<u8> {
    [base.bytes.as_slice(), tail].concat()
}
