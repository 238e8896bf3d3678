//! How fast the screen and the report are, as ratios against a minimal program measured in the same
//! run on the same machine. Prints a table; nothing fails because of a time.
//!
//! `cargo bench --bench screen`. The minimal program is this binary itself, started again in a
//! pseudo-terminal: ratatui, and rows read from an SQLite file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should stop, and it measures time"
)]

mod idle;
mod large;
mod measured;
mod minimal;
mod screens;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use serde_json::Value;

use measured::{Running, median, milliseconds, peak_memory};

/// Starts measured for each program.
const STARTS: usize = 30;
/// Keys measured for each program.
const KEYS: usize = 400;
/// Reports written.
const REPORTS: usize = 5;
/// Starts measured with the large workbook.
const LARGE_STARTS: usize = 5;
/// What the demo shows as soon as it is open.
const MARKER: &str = "示範投顧";
/// What the large workbook shows as soon as it is open.
const LARGE_MARKER: &str = "示範證券";
/// The argument that turns this binary into the minimal program.
const MINIMAL: &str = "--minimal-program";
/// The argument before the beginning of the names of the only screens to measure.
const ONLY: &str = "--only";

/// What is measured of one program.
struct Figures {
    /// From the start of the process to the end of its first frame.
    first_frame: Duration,
    /// To the frame that shows what the file holds.
    content: Duration,
    key: Duration,
    memory: Option<u64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == MINIMAL) {
        let file = arguments
            .get(at + 1)
            .expect("the minimal program is given a file");
        minimal::run(Path::new(file));
        return;
    }
    let only = arguments.iter().skip_while(|argument| *argument != ONLY).nth(1);
    let folder = tempfile::tempdir().unwrap();
    let demo = make_demo(folder.path());
    let rows = folder.path().join("minimal.sqlite");
    minimal::make_file(&rows);

    // Both are measured in turns, so that whatever else the machine does meets both alike.
    let zicha = || screen_command(folder.path(), &demo);
    let peer = || minimal_command(folder.path(), &rows);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(start(zicha(), MARKER));
        theirs.push(start(peer(), minimal::MARKER));
    }
    let ours = figures(&ours, keys(zicha(), MARKER));
    let (mut times_of_peer, memory_of_peer) = keys(peer(), minimal::MARKER);
    let theirs = figures(&theirs, (times_of_peer.clone(), memory_of_peer));
    print_screen(&ours, &theirs);
    if only.is_none() {
        print_report(folder.path(), &demo);
    }

    let mut timed = large::Timed(Vec::new());
    let large = large::make(folder.path(), &mut timed);
    if only.is_none() {
        large::read(&large, &mut timed);
        timed.print();
        print_large(&|| screen_command(folder.path(), &large), folder.path(), &large);
    }
    screens::measure(
        &zicha,
        &|| screen_command(folder.path(), &large),
        &mut times_of_peer,
        only.map_or("", String::as_str),
    );
    if only.is_some() {
        return;
    }
    println!("\n| left alone | | aim |\n|---|---|---|");
    idle::measure(zicha(), MARKER, "the demo");
    idle::measure(
        screen_command(folder.path(), &large),
        LARGE_MARKER,
        "the large workbook",
    );
}

/// How long the large workbook takes to open on the screen and in commands.
fn print_large(screen: &dyn Fn() -> CommandBuilder, folder: &Path, large: &Path) {
    let mut opened: Vec<Duration> = (0..LARGE_STARTS)
        .map(|_| start(screen(), LARGE_MARKER).1)
        .collect();
    println!(
        "| start → the file is shown | {:.0} ms |",
        milliseconds(median(&mut opened))
    );
    for arguments in [["status"].as_slice(), &["journal", "--verify"]] {
        let start = Instant::now();
        let (command, options) = arguments.split_first().unwrap();
        let status = program(folder)
            .arg(command)
            .arg(large)
            .args(options)
            .stdout(Stdio::null())
            .status();
        let time = milliseconds(start.elapsed());
        println!(
            "| zicha {} | {time:.0} ms ({}) |",
            arguments.join(" "),
            status.unwrap()
        );
    }
}

fn figures(starts: &[(Duration, Duration)], (mut keys, memory): (Vec<Duration>, Option<u64>)) -> Figures {
    let (mut first, mut content): (Vec<Duration>, Vec<Duration>) = starts.iter().copied().unzip();
    Figures {
        first_frame: median(&mut first),
        content: median(&mut content),
        key: median(&mut keys),
        memory,
    }
}

/// The demo as a workbook.
fn make_demo(folder: &Path) -> PathBuf {
    let demo = folder.join("demo.zicha");
    let made = program(folder)
        .args(["demo", "--no-open", "--output"])
        .arg(&demo)
        .stdout(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "the demo cannot be made");
    demo
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zicha"));
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DOCUMENTS_DIR");
    command
}

fn screen_command(folder: &Path, workbook: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zicha"));
    command.args(["--lang", "zh-TW", "open"]);
    command.arg(workbook);
    command.cwd(folder);
    command.env("HOME", folder);
    command.env_remove("XDG_CONFIG_HOME");
    command
}

fn minimal_command(folder: &Path, file: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.arg(MINIMAL);
    command.arg(file);
    command.cwd(folder);
    command
}

/// From the start of the process to its first frame, and to the frame that shows `marker`.
fn start(command: CommandBuilder, marker: &str) -> (Duration, Duration) {
    let mut running = Running::start(command);
    let times = running.shown(marker);
    running.leave();
    times
}

/// Times from a key to the end of the frame it leads to, and the peak memory until then.
fn keys(command: CommandBuilder, marker: &str) -> (Vec<Duration>, Option<u64>) {
    let mut running = Running::start(command);
    running.shown(marker);
    // What the start still has to say comes first.
    thread::sleep(Duration::from_millis(300));
    running.forget();
    let times: Vec<Duration> = (0..KEYS)
        .map(|number| running.key_to_frame(if number % 40 < 20 { b"\x1b[B" } else { b"\x1b[A" }))
        .collect();
    let memory = running.process().and_then(peak_memory);
    running.leave();
    (times, memory)
}

fn print_screen(ours: &Figures, theirs: &Figures) {
    println!("\n| screen, 80×24, median | zicha | minimal | ratio | aim |\n|---|---|---|---|---|");
    let row = |what: &str, ours: Duration, theirs: Duration, aim: &str| {
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!(
            "| {what} | {:.2} ms | {:.2} ms | {ratio:.2} | {aim} |",
            milliseconds(ours),
            milliseconds(theirs)
        );
    };
    row(
        "start → first frame",
        ours.first_frame,
        theirs.first_frame,
        "≤ 1.5",
    );
    row("start → the file is shown", ours.content, theirs.content, "");
    row("key → frame", ours.key, theirs.key, "≤ 2");
    if let (Some(ours), Some(theirs)) = (ours.memory, theirs.memory) {
        let ratio = ours as f64 / theirs as f64;
        println!(
            "| peak memory | {:.1} MB | {:.1} MB | {ratio:.2} | |",
            megabytes(ours),
            megabytes(theirs)
        );
    }
}

fn print_report(folder: &Path, demo: &Path) {
    let mut times = Vec::new();
    let mut memory = None;
    let mut pages = 0;
    for number in 0..REPORTS {
        let output = folder.join(format!("report-{number}.pdf"));
        let printed = folder.join("report.json");
        let start = Instant::now();
        let mut child = program(folder)
            .arg("report")
            .arg(demo)
            .arg("--output")
            .arg(&output)
            .args(["--format", "json"])
            .stdout(std::fs::File::create(&printed).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The peak is read while the program lives: afterwards the system has forgotten it.
        while child.try_wait().unwrap().is_none() {
            memory = memory.max(peak_memory(child.id()));
            thread::sleep(Duration::from_millis(1));
        }
        times.push(start.elapsed());
        assert!(child.wait().unwrap().success(), "the report cannot be written");
        let reply: Value = serde_json::from_str(&std::fs::read_to_string(&printed).unwrap()).unwrap();
        pages = reply["pages"].as_u64().unwrap();
    }
    let time = median(&mut times);
    println!("\n| report of the demo, whole process | | aim |\n|---|---|---|");
    println!("| time, median | {:.0} ms | |", milliseconds(time));
    println!("| pages | {pages} | |");
    println!(
        "| pages per second | {:.0} | |",
        pages as f64 / time.as_secs_f64()
    );
    if let Some(memory) = memory {
        println!("| peak memory | {:.1} MB | < 60 MB |", megabytes(memory));
    }
}

fn megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}
