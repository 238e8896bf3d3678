//! How fast evidence is looked at again: two gigabytes over many files, hashed by Zicha on all
//! cores and by `sha256sum` one file after the other on one, in the same run on the same machine.
//! Prints a table; nothing fails because of a time.
//!
//! `cargo bench --bench evidence`. Needs 2 GB in the temporary folder, and `sha256sum`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should stop, and it measures time and another program"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::engagement::request::{EvidenceDraft, LinkDraft};
use zicha::model::assessment::EvidenceKind;
use zicha::model::profile::Profile;
use zicha::model::reporting::EvidenceState;
use zicha::model::scope::Target;

/// Sizes and numbers of the files: 2 GB in all, most of them small, some large.
const FILES: [(usize, usize); 4] = [(400 << 20, 1), (64 << 20, 8), (4 << 20, 200), (100 << 10, 3000)];
/// Times each is measured; the best counts.
const ROUNDS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let files = make_files(folder.path());
    let bytes: u64 = files.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    let mut engagement = workbook(folder.path());
    for file in &files {
        attach(&mut engagement, file);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let theirs = best(|| sha256sum(&files));
    let ours = best(|| check(&engagement));
    let stopped = stopped_after(&engagement, ours / 4);
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "\n| {} files, {} MB, {cores} cores | time | MB/s | MB/s per core |\n|---|---|---|---|",
        files.len(),
        bytes / 1_000_000
    );
    println!(
        "| sha256sum, one core | {:.2} s | {:.0} | {:.0} |",
        theirs.as_secs_f64(),
        speed(theirs),
        speed(theirs)
    );
    println!(
        "| zicha evidence check | {:.2} s | {:.0} | {:.0} |",
        ours.as_secs_f64(),
        speed(ours),
        speed(ours) / cores as f64
    );
    println!(
        "\nper core, zicha : sha256sum = {:.2} (aim: at least 0.90)",
        speed(ours) / cores as f64 / speed(theirs)
    );
    println!("cancel is answered after {:.1} ms", stopped.as_secs_f64() * 1e3);
}

/// Files whose content does not repeat.
fn make_files(folder: &Path) -> Vec<PathBuf> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut files = Vec::new();
    for (size, count) in FILES {
        for number in 0..count {
            let mut content = vec![0u8; size];
            for chunk in content.chunks_mut(8) {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                chunk.copy_from_slice(&state.to_le_bytes()[..chunk.len()]);
            }
            let path = folder.join(format!("{size}-{number}"));
            fs::write(&path, content).unwrap();
            files.push(path);
        }
    }
    files
}

fn workbook(folder: &Path) -> Engagement {
    let pack = zicha::pack::builtin().unwrap();
    let profile = Profile::unasked(&pack);
    Engagement::create(
        &folder.join("bench.zicha"),
        pack,
        profile,
        Box::new(SystemClock),
        "bench".to_owned(),
    )
    .unwrap()
}

fn attach(engagement: &mut Engagement, file: &Path) {
    let draft = EvidenceDraft {
        kind: EvidenceKind::File,
        location: file.display().to_string(),
        ..EvidenceDraft::default()
    };
    let link = LinkDraft {
        clause: "4.1".parse().unwrap(),
        target: Target::Organisation,
        item: None,
        locator: String::new(),
        proves: String::new(),
    };
    engagement.attach_evidence(&draft, &link).unwrap();
}

fn best(mut measured: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            measured();
            start.elapsed()
        })
        .min()
        .unwrap()
}

fn sha256sum(files: &[PathBuf]) {
    let status = Command::new("sha256sum")
        .args(files)
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("sha256sum runs").success());
}

fn check(engagement: &Engagement) {
    let states = engagement
        .check_evidence(&mut |_| {}, &AtomicBool::new(false))
        .unwrap();
    assert!(states.iter().all(|(_, state)| *state == EvidenceState::Ok));
}

/// How long a check that is stopped in the middle goes on.
fn stopped_after(engagement: &Engagement, running: Duration) -> Duration {
    let cancelled = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let stopper = scope.spawn(|| {
            std::thread::sleep(running);
            cancelled.store(true, Ordering::Relaxed);
            Instant::now()
        });
        let result = engagement.check_evidence(&mut |_| {}, &cancelled);
        let ended = Instant::now();
        assert!(result.is_err(), "it was not stopped in time");
        ended.saturating_duration_since(stopper.join().unwrap())
    })
}
