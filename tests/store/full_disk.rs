//! A limit on file size, as a quota or a full disk sets one, reached in the middle of the work.

use std::path::Path;
use std::process::{Command, Stdio};

use zicha::engagement::process::survive_file_size_limit;
use zicha::model::journal::ChainResult;

use super::support::*;

/// Set for a process that writes under a limit: the workbook it writes to.
const CHILD: &str = "ZICHA_TEST_FILLS";

/// Attaches long notes until it is refused; gives how many were saved and the refusal.
fn fill(path: &Path, most: usize) -> (usize, Option<zicha::error::Error>) {
    survive_file_size_limit();
    let mut open = reopen(path, 2);
    for number in 0..most {
        let text = format!("{number} {}", "每半年審查帳號與權限。".repeat(300));
        match open.answer(&[key("4.1")], &note(&text)) {
            Ok(_) => {}
            Err(refused) => {
                assert_eq!(
                    open.verify_journal(None).unwrap().result,
                    ChainResult::Intact,
                    "after the refusal"
                );
                return (number, Some(refused));
            }
        }
    }
    (most, None)
}

/// What the limited process runs; on its own it checks that without a limit nothing is refused.
#[test]
fn without_a_limit_nothing_is_refused() {
    if let Some(path) = std::env::var_os(CHILD) {
        let (saved, refused) = fill(Path::new(&path), 10_000);
        println!(
            "\nsaved {saved}: {}",
            refused.map_or("not refused".to_owned(), |e| english(&e.said))
        );
        return;
    }
    let folder = TempDir::new().unwrap();
    let path = workbook(&folder).path().to_owned();
    let (saved, refused) = fill(&path, 3);
    assert_eq!(saved, 3);
    assert!(refused.is_none());
}

#[test]
fn at_the_limit_the_step_is_refused_and_nothing_is_lost() {
    let folder = TempDir::new().unwrap();
    let path = workbook(&folder).path().to_owned();
    // `ulimit -f` counts blocks of 512 or 1024 bytes, by shell; either is soon full.
    let shell =
        "ulimit -f 1200 && exec \"$0\" --exact full_disk::without_a_limit_nothing_is_refused --nocapture";
    #[allow(clippy::disallowed_methods)]
    let output = Command::new("sh")
        .args(["-c", shell])
        .arg(std::env::current_exe().unwrap())
        .env(CHILD, &path)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "ended by {:?}", output.status);
    let text = String::from_utf8(output.stdout).unwrap();
    let said = text.lines().find_map(|line| line.strip_prefix("saved ")).unwrap();
    let (saved, refused) = said.split_once(": ").unwrap();
    assert!(refused.contains("no room left to write"), "{said}");
    let saved: usize = saved.parse().unwrap();
    assert!(saved > 0, "{said}");

    assert_eq!(checked(&path).result, ChainResult::Intact);
    let mut open = reopen(&path, 3);
    let held = open.assessment().answer(&key("4.1")).unwrap().note.clone();
    assert!(
        held.starts_with(&format!("{} ", saved - 1)),
        "the last saved answer is not there"
    );
    // With room again, work goes on.
    open.answer(&[key("4.1")], &note("有空間了")).unwrap().unwrap();
    assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
}
