//! Writes an incremental update (ISO 32000-1 §7.5.6): new and changed objects, a cross-reference
//! section of the same kind as the file's last one, and its trailer. The bytes before it stay.

use super::{
    algorithm::Digest,
    pdf::{
        Dictionary, Document, Object, PdfString,
        write::{write_dictionary, write_display, write_object},
    },
};

/// What a signature with its appearance usually takes, in bytes.
const USUAL_UPDATE: usize = 1 << 18;

/// An incremental update under construction.
pub(super) struct Increment<'a> {
    base: &'a Document<'a>,
    out: Vec<u8>,
    /// (number, generation, offset) of every object written.
    written: Vec<(u32, u16, usize)>,
    next_number: u32,
}

impl<'a> Increment<'a> {
    /// Begins an update of this file.
    pub(super) fn new(base: &'a Document<'a>) -> Self {
        // Room for an ordinary update, so that a large file is not moved in memory.
        let mut out = Vec::with_capacity(base.data.len() + USUAL_UPDATE);
        out.extend_from_slice(base.data);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        Self {
            base,
            out,
            written: Vec::new(),
            next_number: base.next_number(),
        }
    }

    /// Takes the next free object number.
    pub(super) fn reserve(&mut self) -> u32 {
        let number = self.next_number;
        self.next_number += 1;
        number
    }

    /// Writes an object; gives the offset where its body begins.
    pub(super) fn object(&mut self, number: u32, generation: u16, object: &Object) -> usize {
        let mut body = Vec::new();
        write_object(&mut body, object);
        self.raw_object(number, generation, &body)
    }

    /// Writes a stream whose dictionary already tells the length.
    pub(super) fn stream(&mut self, number: u32, dictionary: &Dictionary, data: &[u8]) {
        let mut body = Vec::new();
        write_dictionary(&mut body, dictionary);
        body.extend_from_slice(b"\nstream\n");
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.raw_object(number, 0, &body);
    }

    /// Writes an object whose body is given as bytes; gives the offset where the body begins.
    pub(super) fn raw_object(&mut self, number: u32, generation: u16, body: &[u8]) -> usize {
        self.written.push((number, generation, self.out.len()));
        write_display(&mut self.out, &format_args!("{number} {generation} obj\n"));
        let start = self.out.len();
        self.out.extend_from_slice(body);
        self.out.extend_from_slice(b"\nendobj\n");
        start
    }

    /// Ends the update. `salt` makes the new second half of `/ID` differ between two updates of
    /// the same bytes.
    pub(super) fn finish(mut self, salt: &[&[u8]]) -> Vec<u8> {
        self.written.sort_unstable();
        let is_stream = self
            .base
            .sections
            .first()
            .is_some_and(|section| section.stream_number.is_some());
        let stream_number = is_stream.then(|| self.reserve());
        let start = self.out.len();
        let trailer = self.trailer(salt);
        match stream_number {
            Some(number) => self.cross_reference_stream(number, start, trailer),
            None => self.cross_reference_table(&trailer),
        }
        write_display(&mut self.out, &format_args!("\nstartxref\n{start}\n%%EOF\n"));
        self.out
    }

    fn trailer(&self, salt: &[&[u8]]) -> Dictionary {
        let previous = self.base.sections.first().map_or(0, |section| section.span.start);
        let mut trailer = Dictionary::new()
            .with("Size", Object::Integer(i64::from(self.next_number)))
            .with(
                "Prev",
                Object::Integer(i64::try_from(previous).unwrap_or(i64::MAX)),
            );
        for key in ["Root", "Info"] {
            if let Some(value) = self.base.trailer.get(key) {
                trailer.set(key, value.clone());
            }
        }
        trailer.set("ID", self.identifier(salt));
        trailer
    }

    /// The first half stays; the second is new with each revision (ISO 32000-1 §14.4).
    fn identifier(&self, salt: &[&[u8]]) -> Object {
        let half = |bytes: Vec<u8>| Object::String(PdfString::new(bytes.into_iter().take(16).collect()));
        let first = match self.base.trailer.array("ID") {
            Some([first @ Object::String(_), _]) => first.clone(),
            _ => half(Digest::Sha256.of(&[self.base.data])),
        };
        let pieces: Vec<&[u8]> = std::iter::once(self.out.as_slice())
            .chain(salt.iter().copied())
            .collect();
        Object::Array(vec![first, half(Digest::Sha256.of(&pieces))])
    }

    fn cross_reference_table(&mut self, trailer: &Dictionary) {
        self.out.extend_from_slice(b"xref\n");
        for run in self.written.chunk_by(|a, b| a.0 + 1 == b.0) {
            if let Some((first, _, _)) = run.first() {
                write_display(&mut self.out, &format_args!("{first} {}\n", run.len()));
            }
            for (_, generation, offset) in run {
                write_display(&mut self.out, &format_args!("{offset:010} {generation:05} n \n"));
            }
        }
        self.out.extend_from_slice(b"trailer\n");
        write_dictionary(&mut self.out, trailer);
    }

    fn cross_reference_stream(&mut self, number: u32, start: usize, trailer: Dictionary) {
        let mut entries = self.written.clone();
        entries.push((number, 0, start));
        let mut index = Vec::new();
        let mut data = Vec::new();
        for run in entries.chunk_by(|a, b| a.0 + 1 == b.0) {
            let first = run.first().map_or(0, |entry| entry.0);
            index.push(Object::Integer(i64::from(first)));
            index.push(Object::Integer(i64::try_from(run.len()).unwrap_or(i64::MAX)));
            for (_, generation, offset) in run {
                data.push(1);
                data.extend_from_slice(&(*offset as u64).to_be_bytes());
                data.extend_from_slice(&generation.to_be_bytes());
            }
        }
        let dictionary = trailer
            .with("Type", Object::name("XRef"))
            .with("W", Object::Array([1, 8, 2].map(Object::Integer).to_vec()))
            .with("Index", Object::Array(index))
            .with(
                "Length",
                Object::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
            );
        self.stream(number, &dictionary, &data);
    }
}
