//! Whether a file is a picture, by how it begins: a screenshot must be one that people can open.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::model::assessment::EvidenceKind;

/// How many bytes tell what a file is.
const HEAD: u64 = 16;

/// What kind of evidence lies at a path: a folder, a picture, or any other file.
pub fn kind_at(path: &Path) -> EvidenceKind {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => EvidenceKind::Folder,
        Ok(metadata) if metadata.is_file() && is_picture(path).unwrap_or(false) => EvidenceKind::Screenshot,
        _ => EvidenceKind::File,
    }
}

/// Whether the beginning of a file is that of a PNG, JPEG, GIF, BMP, WebP, TIFF or HEIC picture.
pub(super) fn is_picture(path: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(begins_as_picture(&head))
}

fn begins_as_picture(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] = [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"BM",
        b"II*\0",
        b"MM\0*",
    ];
    let from = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    BEGINNINGS.iter().any(|beginning| from(0, beginning))
        || (from(0, b"RIFF") && from(8, b"WEBP"))
        || [b"ftypheic", b"ftypavif", b"ftypmif1"]
            .iter()
            .any(|mark| from(4, *mark))
}

#[cfg(test)]
mod tests {
    use super::begins_as_picture;

    #[test]
    fn pictures_are_told_by_how_they_begin() {
        for head in [
            b"\x89PNG\r\n\x1a\n\0\0".as_slice(),
            b"\xff\xd8\xff\xe0JFIF",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypheic",
        ] {
            assert!(begins_as_picture(head), "{head:?}");
        }
        for head in [b"".as_slice(), b"%PDF-1.7", b"RIFF\0\0\0\0WAVE", b"\x89PN"] {
            assert!(!begins_as_picture(head), "{head:?}");
        }
    }
}
