//! Compression of all streams on two threads. The result does not depend on the threads.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};

use super::super::ReportError;
use super::failed;

/// Compresses every stream that has no filter yet, except metadata, which must stay readable for programs
/// that do not know PDF (ISO 19005-2 §6.6.2.1).
///
/// # Errors
/// [`ReportError::Pdf`] if compression fails.
pub(super) fn all_streams(document: &mut Document) -> Result<(), ReportError> {
    let streams = document.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    let mut streams: Vec<&mut Stream> = streams
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
    streams.into_iter().try_for_each(stream)
}

/// Compresses one stream, where that makes it smaller.
///
/// # Errors
/// [`ReportError::Pdf`] if compression fails.
pub(super) fn stream(stream: &mut Stream) -> Result<(), ReportError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(7));
    encoder
        .write_all(&stream.content)
        .map_err(|error| failed(&error))?;
    let packed = encoder.finish().map_err(|error| failed(&error))?;
    if packed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    Ok(())
}
