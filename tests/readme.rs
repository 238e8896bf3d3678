//! The README says what the program does: its key table is the command table's.

// In tests a panic is the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use zicha::lang::{Lang, tr};
use zicha::tui::input::{Input, parse_script};
use zicha::tui::keys::BINDINGS;

const BEGIN: &str = "<!-- keys: written from the command table, held by tests/readme.rs -->\n";
const END: &str = "<!-- /keys -->";

/// The table in Markdown: keys, what they do in both languages.
fn key_table() -> String {
    let mut table = String::from("\n| keys | 中文 | English |\n|---|---|---|\n");
    let mut seen = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| !binding.keys.is_empty()) {
        let keys: Vec<String> = binding
            .keys
            .iter()
            .filter_map(|key| match parse_script(key).unwrap().as_slice() {
                [Input::Key(key)] => Some(key.label()),
                _ => None,
            })
            .collect();
        let row = format!(
            "| {} | {} | {} |\n",
            keys.join(", "),
            tr(Lang::ZhTw, binding.label),
            tr(Lang::En, binding.label)
        );
        if !seen.contains(&row) {
            table.push_str(&row);
            seen.push(row);
        }
    }
    table.push('\n');
    table
}

#[test]
fn the_key_table_of_the_readme_is_the_command_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let begin = readme
        .find(BEGIN)
        .expect("the README marks where its key table begins")
        + BEGIN.len();
    let end = readme
        .find(END)
        .expect("the README marks where its key table ends");
    let expected = key_table();
    assert!(
        readme[begin..end] == expected,
        "the README's key table should be:\n{expected}"
    );
}

#[test]
fn every_picture_of_the_readme_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let pictures: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(path, _)| path))
        .collect();
    assert!(pictures.len() >= 4);
    for path in pictures.iter().filter(|path| !path.starts_with("http")) {
        assert!(root.join(path).exists(), "{path}");
    }
}
