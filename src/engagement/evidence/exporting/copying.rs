//! Copying files: hashed while they are read, written, read back and compared.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use sha2::{Digest, Sha256};

use super::not_written;
use crate::engagement::evidence::{Watch, stopped};
use crate::error::{Error, Result};

/// How much is copied between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;

/// A file to be copied.
#[derive(Debug)]
pub(super) struct Copy {
    /// Path below the new folder.
    pub target: PathBuf,
    /// Where it is.
    pub source: PathBuf,
    /// Its size when it was listed.
    pub size: u64,
}

/// What became of a copy: its SHA-256 and size, or that its source could not be read.
pub(super) type Copied = std::result::Result<(String, u64), ()>;

/// Copies files into a folder.
pub(super) struct Copier<'a, 'w> {
    root: &'a Path,
    copies: &'a [Copy],
    watch: &'a mut Watch<'w>,
    done: u64,
    total: u64,
}

/// What stopped a copy.
enum Fault {
    Source,
    Target(std::io::Error),
    Stopped,
}

impl<'a, 'w> Copier<'a, 'w> {
    pub(super) fn new(root: &'a Path, copies: &'a [Copy], watch: &'a mut Watch<'w>) -> Self {
        Self {
            root,
            copies,
            watch,
            done: 0,
            // Written once and read back once.
            total: copies.iter().map(|copy| copy.size * 2).sum(),
        }
    }

    /// Copies everything. A source that cannot be read is told apart from a folder that cannot be
    /// written, which ends it all.
    pub(super) fn copy_all(&mut self) -> Result<Vec<Copied>> {
        let mut buffer = vec![0u8; CHUNK];
        let mut results = Vec::with_capacity(self.copies.len());
        for copy in self.copies {
            let target = self.root.join(&copy.target);
            results.push(match self.copy_one(copy, &target, &mut buffer) {
                Ok(copied) => Ok(copied),
                Err(Fault::Source) => {
                    let _ = fs::remove_file(&target);
                    Err(())
                }
                Err(Fault::Target(source)) => return Err(not_written(&target, source)),
                Err(Fault::Stopped) => return Err(stopped()),
            });
        }
        Ok(results)
    }

    fn copy_one(
        &mut self,
        copy: &Copy,
        target: &Path,
        buffer: &mut [u8],
    ) -> std::result::Result<(String, u64), Fault> {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(Fault::Target)?;
        }
        let is_file = fs::metadata(&copy.source).is_ok_and(|metadata| metadata.is_file());
        let mut source = match File::open(&copy.source) {
            Ok(source) if is_file => source,
            _ => return Err(Fault::Source),
        };
        let mut written = new_file(target).map_err(Fault::Target)?;
        let read = self.pass(&mut source, buffer, |chunk| written.write_all(chunk))?;
        written.sync_all().map_err(Fault::Target)?;
        drop(written);
        let mut again = File::open(target).map_err(Fault::Target)?;
        let back = self.pass(&mut again, buffer, |_| Ok(()))?;
        if read != back {
            return Err(Fault::Target(std::io::Error::other(
                "what was read back differs from what was written",
            )));
        }
        Ok(read)
    }

    /// Reads to the end, handing every chunk on; gives hash and size.
    fn pass(
        &mut self,
        from: &mut File,
        buffer: &mut [u8],
        mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
    ) -> std::result::Result<(String, u64), Fault> {
        let mut hasher = Sha256::new();
        let mut size = 0u64;
        loop {
            if self.watch.cancelled.load(Ordering::Relaxed) {
                return Err(Fault::Stopped);
            }
            let read = match from.read(buffer) {
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                read => read.map_err(|_| Fault::Source)?,
            };
            let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
                break;
            };
            hasher.update(chunk);
            take(chunk).map_err(Fault::Target)?;
            size += read as u64;
            self.done += read as u64;
            self.watch.bytes(self.done, self.total);
        }
        Ok((hex::encode(hasher.finalize()), size))
    }
}

/// A file that was not there before.
fn new_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Writes a file that was not there before and reads it back.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = new_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    match fs::read(path)? == bytes {
        true => Ok(()),
        false => Err(std::io::Error::other(
            "what was read back differs from what was written",
        )),
    }
}

/// The error where something that is always there is not.
pub(super) fn internal(cause: impl std::fmt::Display) -> Error {
    Error::internal("error.manifest_not_made").with("cause", cause)
}
