//! Checks of every text in both languages, wherever in a file it stands.

use serde_json::{Map, Value};

use super::Sheet;
use super::problem::Problem;
use super::terms::{MAINLAND_TERMS, SIMPLIFIED};

/// The key of a Chinese text.
const ZH: &str = "zh-TW";
/// The key of an English text.
const EN: &str = "en";

/// Checks every object that has a text in either language, at any depth.
pub(super) fn check(value: &Value, sheet: &mut Sheet<'_>) {
    walk(value, "", sheet);
}

fn walk(value: &Value, path: &str, sheet: &mut Sheet<'_>) {
    match value {
        Value::Object(object) => {
            check_object(object, path, sheet);
            for (key, member) in object {
                walk(member, &join(path, key), sheet);
            }
        }
        Value::Array(items) => {
            let words = path.ends_with("aliases");
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{index}]");
                match item {
                    Value::String(word) if words => check_form(word, &path, sheet),
                    _ => walk(item, &path, sheet),
                }
            }
        }
        _ => {}
    }
}

fn join(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    }
}

fn check_object(object: &Map<String, Value>, path: &str, sheet: &mut Sheet<'_>) {
    if let Some(Value::String(text)) = object.get(ZH) {
        let path = join(path, ZH);
        check_form(text, &path, sheet);
        check_chinese(text, &path, sheet);
    }
    if let Some(Value::String(text)) = object.get(EN) {
        let path = join(path, EN);
        check_form(text, &path, sheet);
        check_english(text, &path, sheet);
    }
}

fn check_form(text: &str, path: &str, sheet: &mut Sheet<'_>) {
    if text.trim().is_empty() {
        return sheet.add(path, Problem::EmptyText);
    }
    if let Some(found) = text.chars().find(|c| crate::text::is_unsafe(*c)) {
        sheet.add(path, Problem::ControlCharacter(u32::from(found)));
    }
    if text.trim() != text {
        sheet.add(path, Problem::EdgeSpace);
    }
}

fn check_chinese(text: &str, path: &str, sheet: &mut Sheet<'_>) {
    let words = text.split_whitespace().count();
    if words > 1 && !text.chars().any(is_han) {
        sheet.add(path, Problem::NoChinese);
    }
    for term in MAINLAND_TERMS {
        let rest = term
            .fine_in
            .iter()
            .fold(text.to_owned(), |text, fine| text.replace(fine, ""));
        if rest.contains(term.found) {
            sheet.add(
                path,
                Problem::MainlandTerm {
                    found: term.found,
                    better: term.better,
                },
            );
        }
    }
    if let Some(found) = text.chars().find(|c| SIMPLIFIED.contains(*c)) {
        sheet.add(path, Problem::SimplifiedCharacter(found));
    }
}

fn check_english(text: &str, path: &str, sheet: &mut Sheet<'_>) {
    let chinese = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    let found: String = text
        .chars()
        .skip_while(|c| !chinese(*c))
        .take_while(|c| chinese(*c))
        .take(10)
        .collect();
    if !found.is_empty() {
        sheet.add(path, Problem::ChineseInEnglish(found));
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
