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
/// Answers that are awaited at most before a kill, and microseconds that follow at most.
const MOST_ANSWERS: u64 = 6;
const MOST_MICROSECONDS: u64 = 20_000;

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
        let rows = zicha::store::Store::open(path, zicha::store::Access::Read)
            .unwrap()
            .head()
            .unwrap()
            .count;
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
    let mut answer = None;
    for row in store.rows().unwrap() {
        if row.after["clause"] == "4.1" {
            answer = Some(row.object.uid.clone());
        }
        let note = match row.object.field.as_deref() {
            None => row.after.get("note"),
            Some("note") => Some(&row.after),
            Some(_) => None,
        };
        if answer.as_ref() == Some(&row.object.uid) {
            notes.extend(note.and_then(serde_json::Value::as_str).map(str::to_owned));
        }
    }
    notes
}

#[allow(clippy::disallowed_methods)]
fn spawn(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killing::each_answer_is_printed_after_it_is_saved",
            "--nocapture",
        ])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a process call `answers` answers saved and go on for a while, kills it, and gives what it
/// called saved by then.
fn killed_after(path: &Path, answers: usize, while_longer: Duration) -> Vec<String> {
    let mut child = spawn(path);
    let lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    // A line cut off by the kill was not printed.
    let mut saved = lines
        .filter_map(|line| line.split_once("saved ").map(|(_, text)| text.to_owned()))
        .filter(|text| text.ends_with('次'));
    let mut printed: Vec<String> = saved.by_ref().take(answers).collect();
    std::thread::sleep(while_longer);
    child.kill().unwrap();
    child.wait().unwrap();
    printed.extend(saved);
    printed
}

#[test]
fn killed_at_a_hundred_moments_it_holds_every_answer_it_called_saved() {
    let mut folder = TempDir::new().unwrap();
    let mut path = workbook(&folder).path().to_owned();
    let mut moment = 1u64;
    let mut answers = 0;
    for kill in 0..KILLS {
        if kill % KILLS_PER_WORKBOOK == 0 {
            folder = TempDir::new().unwrap();
            path = workbook(&folder).path().to_owned();
        }
        // Moments that differ from kill to kill and run to run: the machine adds its own noise.
        // Where no answer is awaited, the kill falls while the workbook is being opened.
        moment = moment
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let awaited = (moment >> 60) % (MOST_ANSWERS + 1);
        let while_longer = Duration::from_micros((moment >> 33) % MOST_MICROSECONDS);
        let printed = killed_after(&path, awaited as usize, while_longer);
        assert!(
            printed.len() as u64 >= awaited,
            "kill {kill}: the process ended by itself"
        );
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
        let mut notes: Vec<&str> = assessment
            .answers
            .values()
            .map(|answer| answer.note.as_str())
            .collect();
        notes.dedup();
        assert!(notes.len() <= 1, "kill {kill}: {notes:?}");
        answers += printed.len();
    }
    assert!(answers > 100, "only {answers} answers");
    println!("{KILLS} kills, {answers} answers called saved, none lost");
}
