//! Holds the layout of DESIGN.md: who may import whom, which library stays in which module, and how
//! long a file may be.

// In tests a panic is the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules everyone may use.
const COMMON: [&str; 3] = ["text", "lang", "error"];
/// Longest source file, in lines.
const MAX_LINES: usize = 420;

/// What each module may import besides itself and the common modules.
fn allowed(module: &str) -> &'static [&'static str] {
    match module {
        "main" => &["cli", "tui", "plain"],
        // The command line only says how the dialogue in plain lines is started.
        "cli" => &["engagement", "model", "settings", "plain"],
        "plain" => &["engagement", "model", "settings"],
        "tui" => &["engagement", "model", "settings"],
        "engagement" => &["model", "pack", "store", "report", "sign", "exchange", "settings"],
        "pack" | "store" | "report" | "sign" | "exchange" => &["model"],
        // Words are made from the model's reasons and ids.
        "lang" => &["model"],
        _ => &[],
    }
}

/// Which libraries may be named only in which places (prefixes of paths below `src`).
const LIBRARIES: &[(&str, &[&str])] = &[
    ("printpdf", &["report/pdf"]),
    ("lopdf", &["report/pdf", "sign/"]),
    ("subsetter", &["report/"]),
    ("ttf_parser", &["report/"]),
    ("rusqlite", &["store/"]),
    ("ratatui", &["tui/"]),
    ("crossterm", &["tui/"]),
    ("clap", &["cli/"]),
    ("toml", &["tui/keys/file.rs"]),
    ("rust_xlsxwriter", &["exchange/xlsx/"]),
    ("calamine", &["exchange/xlsx/"]),
    ("p12_keystore", &["sign/"]),
    ("cryptoki", &["sign/identity/card/"]),
    ("cryptoki_sys", &["sign/identity/card/raw.rs"]),
    ("unicode_width", &["text.rs"]),
    ("getrandom", &["engagement/clock.rs"]),
    ("ureq", &["sign/timestamp/transport.rs"]),
    // Other programs are started in two places: the editor of the user, and what opens a written file.
    (
        "process::Command",
        &["engagement/showing.rs", "tui/terminal/editor.rs"],
    ),
    // Sockets: nowhere by hand.
    ("std::net", &[]),
];

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    code: String,
}

impl Source {
    /// The module the file belongs to: its first folder, or its own name.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
        .into_iter()
        // Unit tests may build what they need from anywhere.
        .filter(|file| !file.ends_with("tests.rs"))
        .map(|file| Source {
            path: file
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/"),
            code: without_comments(&fs::read_to_string(&file).unwrap()),
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code without comments and without the unit tests at its end, which may build what they need
/// from anywhere.
fn without_comments(code: &str) -> String {
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or(code);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every `crate::…` path as its first two segments; groups in braces are taken apart.
fn imports(code: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let whole_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        if whole_word {
            heads(&code[at + "crate::".len()..], &mut found);
        }
    }
    found
}

fn heads(rest: &str, found: &mut BTreeSet<(String, String)>) {
    if let Some(group) = rest.strip_prefix('{') {
        for member in members(group) {
            heads(member.trim_start(), found);
        }
        return;
    }
    let first = identifier(rest);
    let tail = rest[first.len()..].strip_prefix("::").unwrap_or_default();
    match tail.strip_prefix('{') {
        Some(group) => {
            for member in members(group) {
                found.insert((first.to_owned(), identifier(member.trim_start()).to_owned()));
            }
        }
        None => {
            found.insert((first.to_owned(), identifier(tail).to_owned()));
        }
    }
}

fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    &text[..end]
}

/// The members of a brace group, given what follows its opening brace.
fn members(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut members = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members
        .into_iter()
        .filter(|member| !member.trim().is_empty())
        .collect()
}

#[test]
fn modules_import_only_what_the_design_allows() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        let module = source.module();
        for (target, _) in imports(&source.code) {
            let fine = target == module
                || COMMON.contains(&target.as_str())
                || allowed(module).contains(&target.as_str());
            if !fine && !target.is_empty() {
                faults.push(format!("{} imports crate::{target}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_program_meets_only_the_command_line_and_the_screen() {
    let main = sources()
        .into_iter()
        .find(|source| source.path == "main.rs")
        .unwrap();
    let code = main.code.replace("zicha::", "crate::");
    for (target, _) in imports(&code) {
        assert!(
            allowed("main").contains(&target.as_str()) || COMMON.contains(&target.as_str()),
            "main imports {target}"
        );
    }
}

#[test]
fn the_screen_knows_requests_and_only_its_runner_knows_the_engagement() {
    for source in sources()
        .iter()
        .filter(|source| source.module() == "tui" && source.path != "tui/runner.rs")
    {
        for (target, member) in imports(&source.code) {
            assert!(
                target != "engagement" || member == "request",
                "{} imports engagement::{member}",
                source.path
            );
        }
    }
}

#[test]
fn the_plain_dialogue_knows_requests_and_the_session_that_answers_them() {
    for source in sources().iter().filter(|source| source.module() == "plain") {
        for (target, member) in imports(&source.code) {
            assert!(
                target != "engagement" || matches!(member.as_str(), "request" | "session" | "pacing"),
                "{} imports engagement::{member}",
                source.path
            );
        }
    }
}

#[test]
fn libraries_stay_where_the_design_puts_them() {
    let mut faults = Vec::new();
    for source in sources() {
        for (library, places) in LIBRARIES {
            let named = source.code.match_indices(&format!("{library}::")).any(|(at, _)| {
                !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named && !places.iter().any(|place| source.path.starts_with(place)) {
                faults.push(format!("{} names {library}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The lint lets a file say `allow(unsafe_code)`; only this one may.
#[test]
fn unsafe_code_stands_in_one_file() {
    for source in sources() {
        let found = source.code.contains("unsafe_code") || source.code.contains("unsafe {");
        assert_eq!(
            found,
            source.path == "sign/identity/card/raw.rs",
            "{}",
            source.path
        );
    }
}

#[test]
fn one_file_is_one_thought() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", file.display());
    }
}

#[test]
fn this_test_sees_grouped_and_plain_imports() {
    let code = "use crate::{model::pack::Pack, text};\nuse crate::engagement::{request, session};\nlet x = crate::store::Store;";
    let found: Vec<String> = imports(code)
        .into_iter()
        .map(|(module, member)| format!("{module}/{member}"))
        .collect();
    assert_eq!(
        found,
        [
            "engagement/request",
            "engagement/session",
            "model/pack",
            "store/Store",
            "text/"
        ]
    );
}
