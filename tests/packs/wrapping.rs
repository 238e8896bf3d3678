//! Every text of the pack wraps well at every width that a window can have: nothing is lost, nothing is
//! too wide, and lines begin and end as lines of Chinese do.

use std::fs;
use std::path::Path;

use serde_json::Value;
use zicha::text::{width, wrap};

/// What closes something or ends a clause: never at the start of a line.
const CLOSING: &str = "，。、；：！？）」』》〉】〕］｝";
/// What opens something: never at the end of a line.
const OPENING: &str = "（「『《〈【〔［｛";

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklist/tw-ict-baseline");
    let mut texts = Vec::new();
    collect_folder(&folder, &mut texts);
    texts.sort();
    texts.dedup();
    texts
}

fn collect_folder(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_folder(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            collect(
                &serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap(),
                texts,
            );
        }
    }
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

/// What is wrong with a text at a width.
fn fault(text: &str, cells: usize) -> Option<String> {
    let lines = wrap(text, cells);
    let joined: String = lines.iter().map(|line| &text[line.full.clone()]).collect();
    if joined != text {
        return Some(format!("is lost in part: {joined}"));
    }
    let shown: String = lines.iter().map(|line| &text[line.visible.clone()]).collect();
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    if without_spaces(&shown) != without_spaces(text) {
        return Some(format!("is not shown whole: {shown}"));
    }
    lines.iter().find_map(|line| {
        let seen = &text[line.visible.clone()];
        let bad = if width(seen) > cells {
            "is too wide"
        } else if line.visible.start > 0 && seen.starts_with(|c| CLOSING.contains(c)) {
            "begins with what closes"
        } else if !line.hard && seen.ends_with(|c| OPENING.contains(c)) {
            "ends in what opens"
        } else if line.visible.start > 0 && seen.starts_with(' ') {
            "begins with a space"
        } else {
            return None;
        };
        Some(format!("a line {bad}: {seen:?}"))
    })
}

#[test]
fn every_text_wraps_well_at_every_width_from_20_to_200_cells() {
    let texts = texts();
    assert!(texts.len() > 1500, "{} texts in both languages", texts.len());
    let mut wrapped = 0;
    for text in &texts {
        // Beyond its own width, a text of one paragraph is one line at any width.
        let widest = text.lines().map(width).max().unwrap_or(0).clamp(20, 200);
        for cells in 20..=widest {
            if let Some(fault) = fault(text, cells) {
                panic!("at {cells} cells {fault}\nin {text}");
            }
            wrapped += 1;
        }
    }
    assert!(wrapped > 50_000, "{wrapped} wrappings");
}

#[test]
fn the_faults_are_seen() {
    let cut = "帳號，清查".replace('，', "\n，");
    assert!(fault(&cut, 20).is_some_and(|fault| fault.contains("begins with what closes")));
    assert!(fault("帳號清查，每半年。", 8).is_none());
}
