//! Hashing files: many at once on all cores, stoppable within a moment. Nothing is written.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Local, SecondsFormat};
use sha2::{Digest, Sha256};

use super::Watch;

/// How much of a file is hashed between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;
/// How long the watcher waits for a file before it tells how far the others are.
const TICK: Duration = Duration::from_millis(100);
/// Progress is told in steps of this part of the whole.
const STEPS: u64 = 200;

/// What a file was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileFacts {
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Bytes that were hashed.
    pub size: u64,
    /// Modification time, RFC 3339.
    pub modified: Option<String>,
}

/// Why a file could not be looked at.
#[derive(Debug)]
pub(super) enum FileFault {
    /// A folder, device or pipe.
    NotAFile,
    /// Nothing is there.
    Missing(std::io::Error),
    /// It is there, but the operating system refused.
    Unreadable(std::io::Error),
    /// Somebody stopped it.
    Cancelled,
}

impl From<std::io::Error> for FileFault {
    fn from(source: std::io::Error) -> Self {
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => FileFault::Missing(source),
            _ => FileFault::Unreadable(source),
        }
    }
}

/// A file to be hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where.
    pub path: PathBuf,
    /// Its size when it was listed, for the order of the work and for progress.
    pub size: u64,
}

/// Somebody stopped it.
#[derive(Debug)]
pub(super) struct Cancelled;

type Found = Result<FileFacts, FileFault>;

/// Hashes files on all cores, the largest first so that none is left over at the end; gives the
/// results in the order of `pieces`.
pub(super) fn hash_all(pieces: &[Piece], watch: &mut Watch<'_>) -> Result<Vec<Found>, Cancelled> {
    let total: u64 = pieces.iter().map(|piece| piece.size).sum();
    watch.bytes(0, total);
    let mut order: Vec<(usize, &Piece)> = pieces.iter().enumerate().collect();
    order.sort_by_key(|(_, piece)| Reverse(piece.size));
    let queue = Queue {
        order,
        next: AtomicUsize::new(0),
        done: AtomicU64::new(0),
        cancelled: watch.cancelled,
    };
    let mut found: Vec<Option<Found>> = pieces.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let (sender, results) = channel();
        let mut started = 0;
        for _ in 0..workers(pieces.len()) {
            let (queue, sender) = (&queue, sender.clone());
            let builder = thread::Builder::new();
            started += usize::from(builder.spawn_scoped(scope, move || queue.work(&sender)).is_ok());
        }
        if started == 0 {
            // No thread can be had: the work is done here, only without news of it.
            queue.work(&sender);
        }
        drop(sender);
        let mut told = 0;
        loop {
            match results.recv_timeout(TICK) {
                Ok((index, facts)) => {
                    if let Some(slot) = found.get_mut::<usize>(index) {
                        *slot = Some(facts);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let done = queue.done.load(Ordering::Relaxed);
            if done - told > total / STEPS {
                watch.bytes(done, total);
                told = done;
            }
        }
    });
    let found: Option<Vec<Found>> = found.into_iter().collect();
    let stopped = |facts: &Found| matches!(facts, Err(FileFault::Cancelled));
    match found {
        Some(found) if !found.iter().any(stopped) => {
            watch.bytes(total, total);
            Ok(found)
        }
        _ => Err(Cancelled),
    }
}

/// One thread for each core, no more than there are files.
fn workers(files: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    cores.min(files)
}

/// The work that the threads share.
struct Queue<'a> {
    order: Vec<(usize, &'a Piece)>,
    next: AtomicUsize,
    /// Bytes hashed by all of them.
    done: AtomicU64,
    cancelled: &'a AtomicBool,
}

impl Queue<'_> {
    fn work(&self, results: &Sender<(usize, Found)>) {
        let mut buffer = vec![0u8; CHUNK];
        while let Some((index, piece)) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let facts = self.file_facts(&piece.path, &mut buffer);
            let last = matches!(facts, Err(FileFault::Cancelled));
            if results.send((*index, facts)).is_err() || last {
                return;
            }
        }
    }

    /// Hashes a regular file; devices, pipes and folders are refused before they are opened.
    fn file_facts(&self, path: &Path, buffer: &mut [u8]) -> Found {
        if !fs::metadata(path)?.is_file() {
            return Err(FileFault::NotAFile);
        }
        let mut file = File::open(path)?;
        let modified = file.metadata()?.modified().ok().and_then(local_timestamp);
        let mut hasher = Sha256::new();
        let mut size = 0u64;
        loop {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(FileFault::Cancelled);
            }
            let read = match file.read(buffer) {
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                read => read?,
            };
            let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
                break;
            };
            hasher.update(chunk);
            size += read as u64;
            self.done.fetch_add(read as u64, Ordering::Relaxed);
        }
        Ok(FileFacts {
            sha256: hex::encode(hasher.finalize()),
            size,
            modified,
        })
    }
}

/// A file's time as RFC 3339; none where it lies outside the calendar, as a damaged or strange
/// file system may say.
fn local_timestamp(time: SystemTime) -> Option<String> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    let time = DateTime::from_timestamp(seconds, 0)?.with_timezone(&Local);
    Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_time_beyond_the_calendar_is_left_out() {
        let absurd = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 55));
        assert_eq!(absurd.and_then(local_timestamp), None);
        assert!(local_timestamp(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * 366)).is_some());
    }

    #[test]
    fn many_files_are_hashed_in_their_order_with_progress_in_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let pieces: Vec<Piece> = (0..20u64)
            .map(|number| {
                let path = folder.path().join(number.to_string());
                let content = vec![7u8; usize::try_from(number * 100_000).unwrap()];
                fs::write(&path, content).unwrap();
                Piece {
                    path,
                    size: number * 100_000,
                }
            })
            .collect();
        let mut told = Vec::new();
        let mut progress = |progress: crate::engagement::request::Progress| told.push(progress.done);
        let mut watch = Watch {
            progress: &mut progress,
            cancelled: &AtomicBool::new(false),
        };
        let found = hash_all(&pieces, &mut watch).unwrap();
        for (facts, piece) in found.iter().zip(&pieces) {
            let facts = facts.as_ref().unwrap();
            let content = fs::read(&piece.path).unwrap();
            assert_eq!(facts.sha256, hex::encode(Sha256::digest(&content)));
            assert_eq!(facts.size, piece.size);
        }
        assert!(told.is_sorted());
        assert_eq!((told.first(), told.last()), (Some(&0), Some(&19_000_000)));
    }
}
