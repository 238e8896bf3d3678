//! The built program with `--plain`: pipes, exit codes, and what the screen says where it cannot be
//! drawn.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::drive::Desk;

/// What a run came to.
pub struct Run {
    /// Exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// The program with a home of its own and pipes, not started yet.
#[allow(clippy::disallowed_methods)]
pub fn program(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zicha"));
    command
        .args(arguments)
        .current_dir(desk.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("XDG_DOCUMENTS_DIR")
        .env_remove("ZICHA_PASSPHRASE")
        .env("HOME", desk.path("home"))
        .env("XDG_CONFIG_HOME", desk.path("home/config"))
        .env("LC_ALL", "en_GB.UTF-8")
        .env("USER", "auditor");
    command
}

/// Runs a program that was not started yet to its end.
pub fn run(mut command: Command, input: &str) -> Run {
    let mut child = command.spawn().unwrap();
    // A program that refuses at once reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with words of arguments and some input.
pub fn zicha(desk: &Desk, arguments: &str, input: &str) -> Run {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    run(program(desk, &arguments), input)
}

#[test]
fn a_pipe_of_answers_leaves_with_zero_and_a_file_that_cannot_be_opened_with_two() {
    let desk = Desk::with_demo();
    let run = zicha(&desk, "--plain open d.zicha", "status\nquit\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Open: d.zicha"), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1b}'));
    std::fs::write(desk.path("x.zicha"), "no workbook").unwrap();
    for file in ["x.zicha", "gone.zicha"] {
        let run = zicha(&desk, &format!("open {file} --plain"), "quit\n");
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(file), "{}", run.stderr);
    }
}

#[test]
fn invalid_bytes_and_windows_line_ends_do_no_harm() {
    let desk = Desk::with_demo();
    let run = zicha(
        &desk,
        "--plain --lang zh-TW open d.zicha",
        "\u{feff}profile\r\n1\r\n甲投顧\r\ndone\r\nstatus\r\nquit\r\n",
    );
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("甲投顧，"), "{}", run.stdout);
}

#[test]
fn the_width_of_lines_can_be_chosen() {
    let desk = Desk::with_demo();
    let longest = |options: &str| {
        let run = zicha(&desk, &format!("{options} --plain open d.zicha"), "?\nquit\n");
        run.stdout.lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert!(longest("--width 40") <= 60);
    assert!(longest("--width 0") > 78);
}

#[test]
fn the_screen_names_the_dialogue_where_it_cannot_be_drawn() {
    let desk = Desk::with_demo();
    let run = zicha(&desk, "open d.zicha", "");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--plain"), "{}", run.stderr);
}

#[test]
fn a_dumb_terminal_gets_no_escape_sequence_and_its_refusal_names_the_dialogue() {
    let desk = Desk::with_demo();
    let script = "numbers\n1\ndone\ndone\nwhatif\n1\ndone\nwalk\n4.4\nexplain\nback\nback\nexport\nreport\nr.pdf\n1\n1\nn\n1\ndone\nquit\n";
    let mut command = program(&desk, &["--plain", "open", "d.zicha"]);
    command.env("TERM", "dumb");
    let held = run(command, script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    assert!(desk.path("r.pdf").exists(), "{}", held.stdout);
    for said in [&held.stdout, &held.stderr] {
        assert!(!said.contains(['\u{1b}', '\r', '\u{8}', '\u{7}']), "{said}");
    }
    let mut command = program(&desk, &["open", "d.zicha"]);
    command.env("TERM", "dumb");
    let refused = run(command, "");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--plain"), "{}", refused.stderr);
}

#[test]
fn a_note_of_ten_thousand_characters_arrives_whole() {
    let desk = Desk::with_demo();
    let note = "清查帳號，逐筆核對。".repeat(1000);
    let script = format!("walk\n4.1\n1\nnote\n{note}\n.\nquit\n");
    let held = zicha(&desk, "--plain open d.zicha", &script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    let shown = zicha(&desk, "show d.zicha 4.1 --format json", "");
    let rows: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(rows[0]["note"], note);
}

#[test]
fn figures_are_read_with_full_width_digits_and_separators() {
    let desk = Desk::with_demo();
    let held = zicha(
        &desk,
        "--plain open d.zicha",
        "profile\n4\n５，５００，０００，０００\nlist\ndone\nquit\n",
    );
    assert!(held.stdout.contains("5,500,000,000"), "{}", held.stdout);
}

#[test]
fn a_reader_that_goes_away_ends_the_dialogue_and_what_was_answered_before_is_kept() {
    let desk = Desk::with_demo();
    let mut child = program(&desk, &["--plain", "open", "d.zicha"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("profile\n1\n新名投顧\n".as_bytes()).unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("Saved.") {
        line.clear();
        assert!(heard.read_line(&mut line).unwrap() > 0, "it was not saved");
    }
    drop(heard);
    // It may be gone before it reads this.
    let _ = input.write_all("done\nstatus\nstatus\nquit\n".as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let status = zicha(&desk, "status d.zicha --format json", "");
    assert!(status.stdout.contains("新名投顧"), "{}", status.stdout);
}

#[cfg(unix)]
#[test]
fn an_interrupt_at_a_prompt_ends_it_and_what_was_answered_is_kept() {
    let desk = Desk::with_demo();
    let mut child = program(&desk, &["--plain", "open", "d.zicha"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all("walk\n4.1\n1\nnote\n一行\n.\n".as_bytes())
        .unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("Saved.") {
        line.clear();
        assert!(heard.read_line(&mut line).unwrap() > 0, "it was not saved");
    }
    let id = child.id().to_string();
    #[allow(clippy::disallowed_methods)]
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let ended = child.wait().unwrap();
    assert_ne!(ended.code(), Some(0));
    let shown = zicha(&desk, "show d.zicha 4.1 --format json", "");
    assert!(shown.stdout.contains("一行"), "{}", shown.stdout);
}

#[test]
fn where_it_was_left_is_said_and_gone_on_from_the_next_time() {
    let desk = Desk::with_demo();
    let first = zicha(&desk, "--plain open d.zicha", "walk\n4.4\nquit\n");
    assert!(!first.stdout.contains("You left at"), "{}", first.stdout);
    let second = zicha(&desk, "--plain open d.zicha", "resume\nquit\n");
    assert!(second.stdout.contains("You left at: 4.4"), "{}", second.stdout);
    assert!(second.stdout.contains("Article 4(4)"), "{}", second.stdout);
    zicha(&desk, "--plain open d.zicha", "profile\n2\n");
    let third = zicha(&desk, "--plain open d.zicha", "quit\n");
    assert!(third.stdout.contains("You left at: "), "{}", third.stdout);
    assert!(!third.stdout.contains("You left at: 4.4"), "{}", third.stdout);
}
