//! A PDF as its cross-reference sections describe it, without repairs.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};

use super::{
    dictionary::Dictionary,
    error::PdfError,
    filter,
    lexer::{Lexer, is_whitespace},
    object::{Object, ObjectId},
    object_stream,
    xref::{Entry, Section},
};

/// More incremental updates than this are refused.
const MAX_SECTIONS: usize = 512;
/// No more than this many bytes of object streams are unpacked for one file.
const MAX_UNPACKED: usize = 256 << 20;

type Result<T> = std::result::Result<T, PdfError>;

/// The objects of an unpacked object stream: (number, object) in their order.
type ObjectStream = Rc<Vec<(u32, Rc<Object>)>>;

/// A PDF, or one revision of it: the bytes up to the end of that revision.
pub(in crate::sign) struct Document<'a> {
    /// All bytes.
    pub(in crate::sign) data: &'a [u8],
    /// The cross-reference sections, newest first; never empty.
    pub(in crate::sign) sections: Vec<Section>,
    /// The newest trailer.
    pub(in crate::sign) trailer: Dictionary,
    entries: HashMap<u32, Entry>,
    objects: RefCell<HashMap<u32, Rc<Object>>>,
    object_streams: RefCell<HashMap<u32, ObjectStream>>,
    unpacked: RefCell<usize>,
}

impl<'a> Document<'a> {
    /// Reads the structure of a file: header, last `startxref`, chain of cross-reference
    /// sections. Objects are read when they are asked for.
    ///
    /// # Errors
    /// [`PdfError`] for anything that is not exactly as ISO 32000-1 §7.5 has it, and for
    /// encrypted or hybrid files.
    pub(in crate::sign) fn read(data: &'a [u8]) -> Result<Self> {
        check_header(data)?;
        let ending = Ending::read(data)?;
        let sections = read_sections(data, ending.section)?;
        let Some(newest) = sections.first() else {
            return Err(PdfError::at(ending.section, "no cross-reference section"));
        };
        let between = data.get(newest.span.end..ending.keyword).unwrap_or(b"?");
        if newest.span.start >= ending.keyword || !between.iter().copied().all(is_whitespace) {
            return Err(PdfError::at(
                newest.span.end,
                "bytes between the trailer and the last startxref",
            ));
        }
        let trailer = newest.trailer.clone();
        check_size(&trailer, &sections)?;
        Ok(Self::of_sections(data, sections, trailer))
    }

    fn of_sections(data: &'a [u8], sections: Vec<Section>, trailer: Dictionary) -> Self {
        let mut entries = HashMap::new();
        for section in &sections {
            for (number, entry) in &section.entries {
                entries.entry(*number).or_insert(*entry);
            }
        }
        Self {
            data,
            sections,
            trailer,
            entries,
            objects: RefCell::default(),
            object_streams: RefCell::default(),
            unpacked: RefCell::default(),
        }
    }

    /// The file without its newest cross-reference sections, as it was before them; none if no
    /// section is left.
    pub(in crate::sign) fn earlier(&self, newest: usize) -> Option<Self> {
        let sections = self.sections.get(newest..)?.to_vec();
        let trailer = sections.first()?.trailer.clone();
        Some(Self::of_sections(self.data, sections, trailer))
    }

    /// Where an object stands in this revision.
    pub(in crate::sign) fn entry(&self, number: u32) -> Entry {
        self.entries.get(&number).copied().unwrap_or(Entry::Free)
    }

    /// All object numbers that the cross-reference names.
    pub(in crate::sign) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.entries.keys().copied()
    }

    /// The first object number that no revision has used, for new objects.
    pub(in crate::sign) fn next_number(&self) -> u32 {
        let size = self
            .trailer
            .integer("Size")
            .and_then(|size| u32::try_from(size).ok())
            .unwrap_or(1);
        self.entries
            .keys()
            .max()
            .map_or(1, |highest| highest + 1)
            .max(size)
    }

    /// The object of this number; null if it is not in use (ISO 32000-1 §7.3.10).
    pub(in crate::sign) fn object(&self, number: u32) -> Result<Rc<Object>> {
        if let Some(object) = self.objects.borrow().get(&number) {
            return Ok(Rc::clone(object));
        }
        let object = match self.entry(number) {
            Entry::Free => Rc::new(Object::Null),
            Entry::InFile { offset, generation } => {
                Rc::new(self.read_in_file(ObjectId { number, generation }, offset)?.0)
            }
            Entry::Compressed { stream, index } => self.read_compressed(number, stream, index)?,
        };
        self.objects.borrow_mut().insert(number, Rc::clone(&object));
        Ok(object)
    }

    /// What a value stands for: itself, or the object it refers to.
    pub(in crate::sign) fn resolve(&self, value: &Object) -> Result<Rc<Object>> {
        match value {
            Object::Reference(id) => self.referenced(*id),
            other => Ok(Rc::new(other.clone())),
        }
    }

    /// The object that a reference names, with its generation checked.
    pub(in crate::sign) fn referenced(&self, id: ObjectId) -> Result<Rc<Object>> {
        self.named_by(id, |number| self.object(number))
    }

    /// As [`Document::referenced`], for one look: the object is not kept, so that a walk over a whole
    /// file holds one object at a time.
    fn passing(&self, id: ObjectId) -> Result<Rc<Object>> {
        self.named_by(id, |number| match self.entry(number) {
            Entry::InFile { offset, generation } if !self.objects.borrow().contains_key(&number) => Ok(
                Rc::new(self.read_in_file(ObjectId { number, generation }, offset)?.0),
            ),
            _ => self.object(number),
        })
    }

    fn named_by(&self, id: ObjectId, read: impl FnOnce(u32) -> Result<Rc<Object>>) -> Result<Rc<Object>> {
        let generation = match self.entry(id.number) {
            Entry::InFile { generation, .. } => generation,
            Entry::Free => return Ok(Rc::new(Object::Null)),
            Entry::Compressed { .. } => 0,
        };
        if generation != id.generation {
            return Err(PdfError::Unsupported(
                "a reference to another generation of an object",
            ));
        }
        let object = read(id.number)?;
        if matches!(*object, Object::Reference(_)) {
            return Err(PdfError::Unsupported("an object that is only a reference"));
        }
        Ok(object)
    }

    /// The resolved value of a key; null if absent.
    pub(in crate::sign) fn value(&self, dictionary: &Dictionary, key: &str) -> Result<Rc<Object>> {
        dictionary
            .get(key)
            .map_or_else(|| Ok(Rc::new(Object::Null)), |value| self.resolve(value))
    }

    /// The number of the catalogue.
    pub(in crate::sign) fn root_number(&self) -> Result<u32> {
        let root = self.trailer.reference("Root");
        root.map(|id| id.number)
            .ok_or(PdfError::Unsupported("the trailer names no /Root"))
    }

    /// The catalogue.
    pub(in crate::sign) fn catalogue(&self) -> Result<Dictionary> {
        let root = self
            .trailer
            .get("Root")
            .ok_or(PdfError::Unsupported("the trailer names no /Root"))?;
        match &*self.resolve(root)? {
            Object::Dictionary(catalogue) => Ok(catalogue.clone()),
            _ => Err(PdfError::Unsupported("the catalogue is not a dictionary")),
        }
    }

    /// The bytes of an object that stands directly in the file, from its number to `endobj`.
    pub(in crate::sign) fn object_span(&self, number: u32) -> Result<Option<Range<usize>>> {
        match self.entry(number) {
            Entry::InFile { offset, generation } => {
                let (_, end) = self.read_in_file(ObjectId { number, generation }, offset)?;
                Ok(Some(offset..end))
            }
            _ => Ok(None),
        }
    }

    /// The undecoded bytes of a stream of this document.
    pub(in crate::sign) fn raw(&self, range: &Range<usize>) -> &'a [u8] {
        self.data.get(range.clone()).unwrap_or_default()
    }

    /// Whether an object of this document equals one of another, streams byte for byte.
    pub(in crate::sign) fn same_object(&self, mine: &Object, other: &Document<'_>, theirs: &Object) -> bool {
        match (mine, theirs) {
            (Object::Stream(a), Object::Stream(b)) => {
                a.dictionary == b.dictionary && self.raw(&a.data) == other.raw(&b.data)
            }
            _ => mine == theirs,
        }
    }

    /// The numbers of all objects that can be reached from the trailer, read once each, and of
    /// those that are referred to but missing.
    pub(in crate::sign) fn reachable(&self) -> Result<HashSet<u32>> {
        let mut waiting: Vec<ObjectId> = Vec::new();
        for (_, value) in self.trailer.iter() {
            value.for_each_reference(&mut |id| waiting.push(id));
        }
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id.number) {
                self.passing(id)?.for_each_reference(&mut |id| waiting.push(id));
            }
        }
        Ok(seen)
    }

    /// The numbers of all objects in an object stream, in their order.
    pub(in crate::sign) fn held_by(&self, stream: u32) -> Result<Vec<u32>> {
        let objects = self.object_stream(stream)?;
        Ok(objects.iter().map(|(number, _)| *number).collect())
    }

    fn read_in_file(&self, id: ObjectId, offset: usize) -> Result<(Object, usize)> {
        let mut lexer = Lexer::new(self.data, offset);
        let (found, object) = lexer.indirect_object(&|length| self.stream_length(length))?;
        if found != id {
            return Err(PdfError::at(
                offset,
                "another object than the cross-reference says",
            ));
        }
        Ok((object, lexer.position()))
    }

    /// The value of an indirect `/Length`. It must stand directly in the file, so that finding
    /// it needs no other stream.
    fn stream_length(&self, id: ObjectId) -> Result<i64> {
        let wrong = PdfError::Unsupported("a stream length that is not a plain number in the file");
        let Entry::InFile { offset, .. } = self.entry(id.number) else {
            return Err(wrong);
        };
        let refuse = |_: ObjectId| Err(wrong.clone());
        match Lexer::new(self.data, offset).indirect_object(&refuse)? {
            (found, Object::Integer(length)) if found == id => Ok(length),
            _ => Err(wrong),
        }
    }

    fn read_compressed(&self, number: u32, stream: u32, index: usize) -> Result<Rc<Object>> {
        let objects = self.object_stream(stream)?;
        match objects.get(index) {
            Some((found, object)) if *found == number => Ok(Rc::clone(object)),
            _ => Err(PdfError::Unsupported(
                "an object stream that does not hold what the cross-reference says",
            )),
        }
    }

    fn object_stream(&self, number: u32) -> Result<ObjectStream> {
        if let Some(objects) = self.object_streams.borrow().get(&number) {
            return Ok(Rc::clone(objects));
        }
        let Entry::InFile { offset, generation } = self.entry(number) else {
            return Err(PdfError::Unsupported("an object stream that is not in the file"));
        };
        let (object, _) = self.read_in_file(ObjectId { number, generation }, offset)?;
        let Object::Stream(stream) = object else {
            return Err(PdfError::at(offset, "no object stream"));
        };
        let decoded = filter::decode(&stream.dictionary, self.raw(&stream.data))?;
        let mut unpacked = self.unpacked.borrow_mut();
        *unpacked = unpacked.saturating_add(decoded.len());
        if *unpacked > MAX_UNPACKED {
            return Err(PdfError::Limit("object streams that unpack to more than 256 MiB"));
        }
        let objects = Rc::new(object_stream::read(&stream.dictionary, &decoded, offset)?);
        self.object_streams
            .borrow_mut()
            .insert(number, Rc::clone(&objects));
        Ok(objects)
    }
}

/// The header must stand at the first byte, so that offsets mean the same to everyone.
fn check_header(data: &[u8]) -> Result<()> {
    match data {
        [b'%', b'P', b'D', b'F', b'-', b'1', b'.', b'0'..=b'7', ..]
        | [b'%', b'P', b'D', b'F', b'-', b'2', b'.', b'0', ..] => Ok(()),
        _ => Err(PdfError::at(
            0,
            "the file does not begin with %PDF-1.0 to 1.7 or 2.0",
        )),
    }
}

/// `startxref`, offset, `%%EOF` at the very end of a revision.
struct Ending {
    /// Where `startxref` stands.
    keyword: usize,
    /// The offset it names.
    section: usize,
}

impl Ending {
    fn read(data: &[u8]) -> Result<Self> {
        let wrong = || {
            PdfError::at(
                data.len(),
                "the file does not end with startxref, an offset and %%EOF",
            )
        };
        let window = data.len().saturating_sub(64);
        let tail = data.get(window..).unwrap_or_default();
        let keyword = tail
            .windows(9)
            .rposition(|bytes| bytes == b"startxref")
            .ok_or_else(wrong)?
            + window;
        let mut lexer = Lexer::new(data, keyword + 9);
        if !lexer.take_end_of_line() {
            return Err(wrong());
        }
        let section = usize::try_from(lexer.unsigned()?).map_err(|_| wrong())?;
        lexer.take_spaces();
        if !lexer.take_end_of_line() || !lexer.take(b"%%EOF") {
            return Err(wrong());
        }
        lexer.take_end_of_line();
        if lexer.position() != data.len() {
            return Err(wrong());
        }
        Ok(Self { keyword, section })
    }
}

/// Objects at or above `/Size` do not exist for some readers (ISO 32000-1, table 15).
fn check_size(trailer: &Dictionary, sections: &[Section]) -> Result<()> {
    let highest = sections
        .iter()
        .filter_map(|section| section.entries.keys().max())
        .max();
    match (trailer.integer("Size"), highest) {
        (Some(size), Some(highest)) if size > i64::from(*highest) => Ok(()),
        _ => Err(PdfError::Unsupported(
            "the trailer's /Size is missing or too small for the objects in use",
        )),
    }
}

fn read_sections(data: &[u8], newest: usize) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    let mut seen = HashSet::new();
    let mut next = Some(newest);
    while let Some(offset) = next {
        if !seen.insert(offset) {
            return Err(PdfError::at(
                offset,
                "the cross-reference sections go in a circle",
            ));
        }
        if sections.len() >= MAX_SECTIONS {
            return Err(PdfError::Limit("incremental updates"));
        }
        let section = Section::read(data, offset)?;
        next = section.previous()?;
        sections.push(section);
    }
    Ok(sections)
}
