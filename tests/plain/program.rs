//! The built program with `--plain`: pipes, exit codes, and what the screen says where it cannot be
//! drawn.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::drive::Desk;

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

#[allow(clippy::disallowed_methods)]
fn zicha(desk: &Desk, arguments: &str, input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zicha"))
        .args(arguments.split_whitespace())
        .current_dir(desk.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("XDG_DOCUMENTS_DIR")
        .env("HOME", desk.path("home"))
        .env("XDG_CONFIG_HOME", desk.path("home/config"))
        .env("LC_ALL", "en_GB.UTF-8")
        .env("USER", "auditor")
        .spawn()
        .unwrap();
    // A program that refuses at once reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
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
