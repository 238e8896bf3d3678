//! Writes objects (ISO 32000-1 §7.3).

use std::io::Write;

use super::{dictionary::Dictionary, object::Object};

/// Appends an object. A stream is written as its dictionary only; its bytes are the caller's.
pub(in crate::sign) fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => write_display(out, value),
        Object::Integer(value) => write_display(out, value),
        Object::Real(value) => write_display(out, value),
        Object::Name(name) => write_name(out, name),
        Object::String(string) => write_string(out, &string.bytes),
        Object::Array(items) => write_array(out, items),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => write_dictionary(out, &stream.dictionary),
        Object::Reference(id) => write_display(out, &format_args!("{} {} R", id.number, id.generation)),
    }
}

/// Appends a dictionary.
pub(in crate::sign) fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
    out.extend_from_slice(b">>");
}

/// Appends text; writing to memory cannot fail.
pub(in crate::sign) fn write_display(out: &mut Vec<u8>, value: &dyn std::fmt::Display) {
    let _cannot_fail = write!(out, "{value}");
}

/// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, else UTF-16BE with its mark.
pub(in crate::sign) fn text_string(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.as_bytes().to_vec();
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

fn write_array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        write_object(out, item);
    }
    out.push(b']');
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b':') {
            out.push(*byte);
        } else {
            write_display(out, &format_args!("#{byte:02X}"));
        }
    }
}

fn write_string(out: &mut Vec<u8>, bytes: &[u8]) {
    let plain = |byte: &u8| (b' '..=b'~').contains(byte) && !matches!(byte, b'(' | b')' | b'\\');
    if bytes.iter().all(plain) {
        out.push(b'(');
        out.extend_from_slice(bytes);
        out.push(b')');
    } else {
        out.push(b'<');
        out.extend_from_slice(hex::encode(bytes).as_bytes());
        out.push(b'>');
    }
}
