//! What goes where: standard output, standard error, languages, help.

use std::process::Stdio;

use crate::harness::Desk;

#[test]
fn help_and_version_go_to_standard_output_in_the_language_asked_for() {
    let desk = Desk::new();
    let english = desk.zicha("--help").exits(0);
    assert!(english.stdout.contains("Self-assessment"), "{}", english.stdout);
    assert_eq!(english.stderr, "");
    let chinese = desk.zicha("--lang zh-TW answer --help").exits(0);
    assert!(chinese.stdout.contains("檢核結果"), "{}", chinese.stdout);
    let version = desk.zicha("--version").exits(0);
    assert_eq!(version.stdout, format!("zicha {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_language_follows_the_locale_unless_it_is_given() {
    let desk = Desk::with_workbook();
    let words = |locale: &str, arguments: &str| {
        let mut command = desk.command(arguments);
        command.env("LC_ALL", locale);
        crate::harness::finish(&mut command).exits(0).stdout
    };
    assert!(words("zh_TW.UTF-8", "status w.zicha").contains("已檢核"));
    assert!(words("C", "status w.zicha").contains("已檢核"));
    assert!(words("en_US.UTF-8", "status w.zicha").contains("checks answered"));
    assert!(words("en_US.UTF-8", "--lang zh-TW status w.zicha").contains("已檢核"));
}

#[test]
fn wrong_usage_exits_with_two_and_says_so_on_standard_error() {
    let desk = Desk::new();
    for arguments in [
        "nonsense",
        "--lang fr",
        "classify",
        "status",
        "--format xml status w",
        "journal",
    ] {
        let run = desk.zicha(arguments).exits(2);
        assert_eq!(run.stdout, "", "{arguments}");
        assert!(!run.stderr.is_empty(), "{arguments}");
    }
}

#[test]
fn a_workbook_given_without_a_command_is_told_how_it_is_opened() {
    let desk = Desk::new();
    for language in ["zh-TW", "en"] {
        let run = desk.zicha(&format!("--lang {language} firm.zicha")).exits(2);
        assert!(run.stderr.contains("`zicha open"), "{}", run.stderr);
        let run = desk.zicha(&format!("--lang {language} nonsense")).exits(2);
        assert!(!run.stderr.contains("zicha open"), "{}", run.stderr);
    }
}

#[test]
fn the_screen_needs_a_terminal_and_says_so() {
    let desk = Desk::with_workbook();
    for arguments in ["", "open w.zicha"] {
        let run = desk.zicha(arguments).exits(2);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.contains("terminal"), "{}", run.stderr);
    }
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let desk = Desk::new();
    let mut command = desk.command("checklist show --format json");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Nobody reads; the output is larger than any pipe holds.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = desk.command("checklist show --format json");
    command.stdout(full).stderr(Stdio::piped());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}

#[test]
fn control_characters_of_data_never_reach_the_terminal() {
    let desk = Desk::with_workbook();
    let nasty = "甲\u{1b}[2J\u{9b}31m\u{202e}乙\u{7f}";
    desk.zicha_with(
        "answer w.zicha 4.4 --state met",
        &["--note", nasty, "--by", nasty],
    )
    .exits(0);
    desk.zicha_with("finding add w.zicha 4.4", &["--condition", nasty])
        .exits(0);
    let harmless = |text: &str| !text.chars().any(|c| c != '\n' && zicha::text::is_unsafe(c));
    for arguments in [
        "show w.zicha",
        "show w.zicha 4.4",
        "journal w.zicha",
        "finding list w.zicha",
    ] {
        for format in ["text", "json"] {
            let run = desk.zicha(&format!("{arguments} --format {format}")).exits(0);
            assert!(harmless(&run.stdout), "{arguments} {format}");
        }
    }
    let refused = desk.zicha_with("show", &[nasty]).exits(2);
    assert!(harmless(&refused.stderr), "{:?}", refused.stderr);
    let row = desk.zicha("show w.zicha 4.4 --format json").json();
    assert_eq!(row[0]["note"], nasty);
}

#[test]
fn completions_and_manual_know_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.zicha(&format!("completions {shell}")).exits(0).stdout;
        assert!(
            script.contains("evidence") && script.contains("classify"),
            "{shell}"
        );
    }
    let page = desk.zicha("man").exits(0).stdout;
    assert!(page.starts_with(".ie") && page.contains(".TH zicha"), "{page}");
}
