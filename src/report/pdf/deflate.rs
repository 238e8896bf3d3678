//! Compression of all streams on two threads. The result does not depend on the threads.

use std::collections::BTreeSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, ObjectId, Stream};

use super::super::ReportError;
use super::failed;

/// Compresses every stream that has no filter yet, except metadata, which must stay readable for programs
/// that do not know PDF (ISO 19005-2 §6.6.2.1).
///
/// # Errors
/// [`ReportError::Pdf`] if compression fails.
pub(super) fn all_streams(document: &mut Document) -> Result<(), ReportError> {
    halves(document.objects.values_mut())
}

/// Compresses these streams.
///
/// # Errors
/// [`ReportError::Pdf`] if compression fails.
pub(super) fn streams(document: &mut Document, ids: &[ObjectId]) -> Result<(), ReportError> {
    let wanted: BTreeSet<&ObjectId> = ids.iter().collect();
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else {
        return Ok(());
    };
    let between = document.objects.range_mut(**first..=**last);
    let objects = between.filter(|(id, _)| wanted.contains(id));
    halves(objects.map(|(_, object)| object))
}

fn halves<'o>(objects: impl Iterator<Item = &'o mut Object>) -> Result<(), ReportError> {
    let mut streams: Vec<&mut Stream> = objects
        .filter_map(|object| {
            if let Object::Stream(stream) = object {
                Some(stream)
            } else {
                None
            }
        })
        .filter(|stream| !stream.dict.has(b"Filter") && !stream.dict.has_type(b"Metadata"))
        .collect();
    // The large ones alternate, so that both threads have the same to do.
    streams.sort_by_key(|stream| std::cmp::Reverse(stream.content.len()));
    let mut halves: [Vec<&mut Stream>; 2] = [Vec::new(), Vec::new()];
    let [left, right] = &mut halves;
    for (index, stream) in streams.into_iter().enumerate() {
        if index % 2 == 0 {
            left.push(stream)
        } else {
            right.push(stream)
        }
    }
    std::thread::scope(|scope| {
        let [left, right] = halves;
        let other = scope.spawn(move || compress(right));
        let first = compress(left);
        let second = other
            .join()
            .unwrap_or_else(|_| Err(failed(&"a compression thread ended early")));
        first.and(second)
    })
}

fn compress(streams: Vec<&mut Stream>) -> Result<(), ReportError> {
    for stream in streams {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(7));
        encoder
            .write_all(&stream.content)
            .map_err(|error| failed(&error))?;
        let packed = encoder.finish().map_err(|error| failed(&error))?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}
