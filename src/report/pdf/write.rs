//! Objects → bytes of a file with a classic cross-reference table (ISO 32000-1 §7.5). Written once, in one
//! piece: what has been written is let go.

use lopdf::{Dictionary, Object, StringFormat};

/// A file being written.
pub(super) struct Output {
    /// The bytes so far.
    pub bytes: Vec<u8>,
    /// Where each object begins; none for numbers without one.
    offsets: Vec<Option<usize>>,
}

impl Output {
    /// The header of a file of PDF 1.7; the bytes of its second line say that the file is not text.
    pub(super) fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(),
            offsets: vec![None],
        }
    }

    /// Writes an object that `content` writes.
    pub(super) fn object(&mut self, number: u32, content: impl FnOnce(&mut Vec<u8>)) {
        let number_as_index = usize::try_from(number).unwrap_or(usize::MAX);
        if self.offsets.len() <= number_as_index {
            self.offsets.resize(number_as_index.saturating_add(1), None);
        }
        if let Some(offset) = self.offsets.get_mut(number_as_index) {
            *offset = Some(self.bytes.len());
        }
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        content(&mut self.bytes);
        self.bytes.extend(b"\nendobj\n");
    }

    /// Writes cross-reference table and trailer.
    pub(super) fn finish(mut self, mut trailer: Dictionary) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.offsets.len();
        self.bytes.extend(format!("xref\n0 {count}\n").bytes());
        for offset in self.offsets {
            let entry = match offset {
                Some(offset) => format!("{offset:010} 00000 n \n"),
                None => "0000000000 65535 f \n".to_owned(),
            };
            self.bytes.extend(entry.bytes());
        }
        trailer.set("Size", i64::try_from(count).unwrap_or(i64::MAX));
        self.bytes.extend(b"trailer\n");
        dictionary(&mut self.bytes, &trailer);
        self.bytes
            .extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
        self.bytes
    }
}

/// Writes a value.
pub(super) fn object(out: &mut Vec<u8>, value: &Object) {
    match value {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().bytes()),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(value) => name(out, value),
        Object::String(value, StringFormat::Literal) => literal(out, value),
        Object::String(value, StringFormat::Hexadecimal) => {
            out.push(b'<');
            out.extend(hex::encode_upper(value).bytes());
            out.push(b'>');
        }
        Object::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                object(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(value) => dictionary(out, value),
        Object::Stream(stream) => {
            let mut entries = stream.dict.clone();
            entries.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
            dictionary(out, &entries);
            out.extend(b"\nstream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
        Object::Reference((number, generation)) => out.extend(format!("{number} {generation} R").bytes()),
    }
}

fn dictionary(out: &mut Vec<u8>, value: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in value.iter() {
        name(out, key);
        // Names, strings, arrays and dictionaries begin with a delimiter of their own.
        if !matches!(
            value,
            Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
        ) {
            out.push(b' ');
        }
        object(out, value);
    }
    out.extend(b">>");
}

fn name(out: &mut Vec<u8>, value: &[u8]) {
    out.push(b'/');
    for byte in value {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn literal(out: &mut Vec<u8>, value: &[u8]) {
    out.push(b'(');
    for byte in value {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}
