//! Killed at any moment, a workbook holds every answer that was called saved.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use zicha::model::journal::ChainResult;

use super::support::*;

/// Set for a process that is to be killed: the workbook it answers in.
const CHILD: &str = "ZICHA_TEST_ANSWERS_IN";
/// Kills, and after how many a new workbook is begun (checking a long journal takes time).
const KILLS: u64 = 100;
const KILLS_PER_WORKBOOK: u64 = 20;
/// The longest a process lives before it is killed.
const LIFE: u64 = 60_000;

/// Answers until it is told to stop or killed; prints each answer once it is on disk.
fn answer_in(path: &Path, first: u64, count: u64) -> Vec<String> {
    let mut open = reopen(path, first);
    let mut out = std::io::stdout();
    let mut printed = Vec::new();
    for number in first..first + count {
        let text = format!("第{number}次");
        let checks = [key("4.1"), key("4.4@trade"), key("8.1@hr/b")];
        open.answer(&checks, &note(&text)).unwrap().unwrap();
        writeln!(out, "saved {text}").unwrap();
        out.flush().unwrap();
        printed.push(text);
    }
    printed
}

/// What the killed process runs. On its own it checks that the loop does what the other test
/// relies on.
#[test]
fn each_answer_is_printed_after_it_is_saved() {
    if let Some(path) = std::env::var_os(CHILD) {
        let path = Path::new(&path);
        let rows = zicha::store::Store::open(path, zicha::store::Access::Read).unwrap().head().unwrap().count;
        answer_in(path, 1000 * rows, u64::MAX / 2);
        return;
    }
    let folder = TempDir::new().unwrap();
    let path = workbook(&folder).path().to_owned();
    let printed = answer_in(&path, 1, 3);
    assert_eq!(printed, ["第1次", "第2次", "第3次"]);
    assert_eq!(noted(&path), printed);
}

/// Every note of clause 4.1 that the journal tells of, in order.
fn noted(path: &Path) -> Vec<String> {
    let store = zicha::store::Store::open(path, zicha::store::Access::Read).unwrap();
    let mut notes = Vec::new();
    for row in store.rows().unwrap() {
        let whole = row.after.get("note").filter(|_| row.after["clause"] == "4.1");
        let field = Some(&row.after).filter(|_| {
            row.object.field.as_deref() == Some("note")
                && store.assessment().unwrap().answers[&row.object.uid].clause.to_string() == "4.1"
        });
        if let Some(note) = whole.or(field).and_then(serde_json::Value::as_str) {
            notes.push(note.to_owned());
        }
    }
    notes
}

#[allow(clippy::disallowed_methods)]
fn spawn(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killing::each_answer_is_printed_after_it_is_saved", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a process answer for a while, kills it, and gives what it called saved.
fn killed_after(path: &Path, life: Duration) -> Vec<String> {
    let mut child = spawn(path);
    let stdout = child.stdout.take().unwrap();
    let reading = std::thread::spawn(move || -> Vec<String> {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        // A line cut off by the kill was not printed.
        lines
            .filter_map(|line| line.split_once("saved ").map(|(_, text)| text.to_owned()))
            .filter(|text| text.ends_with('次'))
            .collect()
    });
    std::thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap()
}

#[test]
fn killed_at_a_hundred_moments_it_holds_every_answer_it_called_saved() {
    let mut folder = TempDir::new().unwrap();
    let mut path = workbook(&folder).path().to_owned();
    let mut moment = 1u64;
    let (mut answers, mut alive) = (0, 0);
    for kill in 0..KILLS {
        if kill % KILLS_PER_WORKBOOK == 0 {
            folder = TempDir::new().unwrap();
            path = workbook(&folder).path().to_owned();
        }
        // Moments that differ from kill to kill and run to run: the machine adds its own noise.
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let printed = killed_after(&path, Duration::from_micros((moment >> 33) % LIFE));
        let integrity: String = raw(&path)
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(integrity, "ok", "kill {kill}");
        assert_eq!(checked(&path).result, ChainResult::Intact, "kill {kill}");
        let held = noted(&path);
        for text in &printed {
            assert!(held.contains(text), "kill {kill}: {text} was called saved");
        }
        // A step is whole or not there: the three answers always say the same.
        let store = zicha::store::Store::open(&path, zicha::store::Access::Read).unwrap();
        let assessment = store.assessment().unwrap();
        let mut notes: Vec<&str> = assessment.answers.values().map(|answer| answer.note.as_str()).collect();
        notes.dedup();
        assert!(notes.len() <= 1, "kill {kill}: {notes:?}");
        answers += printed.len();
        alive += usize::from(!printed.is_empty());
    }
    assert!(alive > 20, "only {alive} processes lived long enough to answer");
    assert!(answers > 100, "only {answers} answers");
    println!("{KILLS} kills, {answers} answers called saved, none lost");
}
