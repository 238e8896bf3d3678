//! Words. Everything a person reads is looked up here by id, or comes from the pack.
//!
//! The tables stand in `assets/lang/<language>/<area>.json`, one file per area; an id is
//! `area.name`. Places to fill are written `{name}`.

mod charts;
mod cite;
mod contents;
mod dates;
mod faults;
mod history;
mod issues;
mod keys;
mod moves;
mod names;
mod reasons;
mod references;
mod said;
mod supposing;
mod verified;

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::model::pack::Text;

pub use charts::{ChartLine, ChartRow, ChartStyle, Fill, chart_lines, slice_name};
pub use cite::{cite_article, cite_chapter, cite_clause, cite_part, numeral};
pub use contents::content_words;
pub use dates::{
    Calendar, date_figures_in, date_words, date_words_in, day_words, day_words_in, moment_words,
    moment_words_in,
};
pub use history::{
    about_words, action_name, difference_words, field_name, kind_name, stage_name, value_words,
};
pub use issues::{issue_detail, issue_message, issue_place, issue_remedy, rule_name, severity_name};
pub use keys::{key_places, name_keys, with_keys_named};
pub use moves::{movement_counts, movement_words};
pub use names::{
    action_status_name, alternative_kind_name, earlier_source_name, earlier_state_name, evidence_kind_name,
    evidence_state_name, field_value, level_name, looked_at_name, method_name, movement_name, rating_name,
    review_state_name, role_name, section_name, sensitivity_name, state_name, system_kind, target_name,
    trust_name,
};
pub use reasons::{check_reason, class_result_name, classification_reasons, common_reason, is_same_reason};
pub use references::miss_words;
pub use said::words;
pub use supposing::{MovedLine, moved_lines, supposed_words};
pub use verified::{Said, SaidLine, timestamp_trust, verification_lines};

/// A language of the user interface, the pack and the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Traditional Chinese as used in Taiwan.
    #[default]
    #[serde(rename = "zh-TW")]
    ZhTw,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::ZhTw, Lang::En];

    /// The id, as in `--lang`.
    pub fn id(self) -> &'static str {
        match self {
            Lang::ZhTw => "zh-TW",
            Lang::En => "en",
        }
    }

    /// The language with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.id() == id)
    }

    /// The other language.
    pub fn other(self) -> Self {
        match self {
            Lang::ZhTw => Lang::En,
            Lang::En => Lang::ZhTw,
        }
    }

    /// This language's side of a text of the pack.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Lang::ZhTw => &text.zh_tw,
            Lang::En => &text.en,
        }
    }

    /// This language's side of a pair.
    pub fn pick<'a>(self, zh_tw: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::ZhTw => zh_tw,
            Lang::En => en,
        }
    }
}

/// The areas and their tables, Traditional Chinese then English.
const AREAS: &[(&str, &str, &str)] = &[
    (
        "start",
        include_str!("../../assets/lang/zh-TW/start.json"),
        include_str!("../../assets/lang/en/start.json"),
    ),
    (
        "error",
        include_str!("../../assets/lang/zh-TW/error.json"),
        include_str!("../../assets/lang/en/error.json"),
    ),
    (
        "model",
        include_str!("../../assets/lang/zh-TW/model.json"),
        include_str!("../../assets/lang/en/model.json"),
    ),
    (
        "cli",
        include_str!("../../assets/lang/zh-TW/cli.json"),
        include_str!("../../assets/lang/en/cli.json"),
    ),
    (
        "tui",
        include_str!("../../assets/lang/zh-TW/tui.json"),
        include_str!("../../assets/lang/en/tui.json"),
    ),
    (
        "walk",
        include_str!("../../assets/lang/zh-TW/walk.json"),
        include_str!("../../assets/lang/en/walk.json"),
    ),
    (
        "exporting",
        include_str!("../../assets/lang/zh-TW/exporting.json"),
        include_str!("../../assets/lang/en/exporting.json"),
    ),
    (
        "describe",
        include_str!("../../assets/lang/zh-TW/describe.json"),
        include_str!("../../assets/lang/en/describe.json"),
    ),
    (
        "attach",
        include_str!("../../assets/lang/zh-TW/attach.json"),
        include_str!("../../assets/lang/en/attach.json"),
    ),
    (
        "source",
        include_str!("../../assets/lang/zh-TW/source.json"),
        include_str!("../../assets/lang/en/source.json"),
    ),
    (
        "report",
        include_str!("../../assets/lang/zh-TW/report.json"),
        include_str!("../../assets/lang/en/report.json"),
    ),
    (
        "annex",
        include_str!("../../assets/lang/zh-TW/annex.json"),
        include_str!("../../assets/lang/en/annex.json"),
    ),
    (
        "delta",
        include_str!("../../assets/lang/zh-TW/delta.json"),
        include_str!("../../assets/lang/en/delta.json"),
    ),
    (
        "verify",
        include_str!("../../assets/lang/zh-TW/verify.json"),
        include_str!("../../assets/lang/en/verify.json"),
    ),
    (
        "writing",
        include_str!("../../assets/lang/zh-TW/writing.json"),
        include_str!("../../assets/lang/en/writing.json"),
    ),
    (
        "verifying",
        include_str!("../../assets/lang/zh-TW/verifying.json"),
        include_str!("../../assets/lang/en/verifying.json"),
    ),
    (
        "finding",
        include_str!("../../assets/lang/zh-TW/finding.json"),
        include_str!("../../assets/lang/en/finding.json"),
    ),
    (
        "review",
        include_str!("../../assets/lang/zh-TW/review.json"),
        include_str!("../../assets/lang/en/review.json"),
    ),
    (
        "selfcheck",
        include_str!("../../assets/lang/zh-TW/selfcheck.json"),
        include_str!("../../assets/lang/en/selfcheck.json"),
    ),
    (
        "answer",
        include_str!("../../assets/lang/zh-TW/answer.json"),
        include_str!("../../assets/lang/en/answer.json"),
    ),
    (
        "matrix",
        include_str!("../../assets/lang/zh-TW/matrix.json"),
        include_str!("../../assets/lang/en/matrix.json"),
    ),
    (
        "evidence",
        include_str!("../../assets/lang/zh-TW/evidence.json"),
        include_str!("../../assets/lang/en/evidence.json"),
    ),
    (
        "history",
        include_str!("../../assets/lang/zh-TW/history.json"),
        include_str!("../../assets/lang/en/history.json"),
    ),
    (
        "sheet",
        include_str!("../../assets/lang/zh-TW/sheet.json"),
        include_str!("../../assets/lang/en/sheet.json"),
    ),
    (
        "card",
        include_str!("../../assets/lang/zh-TW/card.json"),
        include_str!("../../assets/lang/en/card.json"),
    ),
    (
        "content",
        include_str!("../../assets/lang/zh-TW/content.json"),
        include_str!("../../assets/lang/en/content.json"),
    ),
    (
        "documents",
        include_str!("../../assets/lang/zh-TW/documents.json"),
        include_str!("../../assets/lang/en/documents.json"),
    ),
    (
        "options",
        include_str!("../../assets/lang/zh-TW/options.json"),
        include_str!("../../assets/lang/en/options.json"),
    ),
    (
        "keys",
        include_str!("../../assets/lang/zh-TW/keys.json"),
        include_str!("../../assets/lang/en/keys.json"),
    ),
    (
        "dashboard",
        include_str!("../../assets/lang/zh-TW/dashboard.json"),
        include_str!("../../assets/lang/en/dashboard.json"),
    ),
    (
        "plain",
        include_str!("../../assets/lang/zh-TW/plain.json"),
        include_str!("../../assets/lang/en/plain.json"),
    ),
    (
        "fonts",
        include_str!("../../assets/lang/zh-TW/fonts.json"),
        include_str!("../../assets/lang/en/fonts.json"),
    ),
    (
        "mouse",
        include_str!("../../assets/lang/zh-TW/mouse.json"),
        include_str!("../../assets/lang/en/mouse.json"),
    ),
];

type Table = HashMap<String, String>;

/// The words for an id. An id without words gives the id itself, which a test never lets happen.
pub fn tr(lang: Lang, id: &'static str) -> &'static str {
    lookup(lang, id).unwrap_or(id)
}

/// The words for an id made at run time, such as a refusal's; none where the table lacks it.
pub fn lookup(lang: Lang, id: &str) -> Option<&'static str> {
    let (area, name) = id.split_once('.')?;
    table(lang, area)?.get(name).map(String::as_str)
}

/// The words for an id with its places filled.
pub fn fill(lang: Lang, id: &'static str, values: &[(&str, &str)]) -> String {
    fill_in(tr(lang, id), values)
}

/// Fills the `{name}` places of a text in one pass, so that a filled-in value is never taken for a
/// place itself.
pub fn fill_in(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            values
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value, tail))
        });
        match known {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Every id of a language's tables, for tests.
pub fn ids(lang: Lang) -> Vec<String> {
    let named = |area: &'static str| table(lang, area).into_iter().map(move |table| (area, table));
    let mut ids: Vec<String> = AREAS
        .iter()
        .flat_map(|(area, _, _)| named(area))
        .flat_map(|(area, table)| table.keys().map(move |name| format!("{area}.{name}")))
        .collect();
    ids.sort();
    ids
}

/// The table of an area, read when it is first asked for: the start needs few of them.
fn table(lang: Lang, area: &str) -> Option<&'static Table> {
    type Read = HashMap<&'static str, (&'static str, OnceLock<Table>)>;
    static TABLES: OnceLock<[Read; 2]> = OnceLock::new();
    let [zh_tw, en] = TABLES.get_or_init(|| {
        let side = |json: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
            AREAS
                .iter()
                .map(|area| (area.0, (json(area), OnceLock::new())))
                .collect()
        };
        [side(|area| area.1), side(|area| area.2)]
    });
    let (json, table) = match lang {
        Lang::ZhTw => zh_tw,
        Lang::En => en,
    }
    .get(area)?;
    Some(table.get_or_init(|| with_keys_named(serde_json::from_str(json).unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_ids_and_the_same_places() {
        assert_eq!(ids(Lang::ZhTw), ids(Lang::En));
        assert!(!ids(Lang::En).is_empty());
        for id in ids(Lang::En) {
            let places = |lang| {
                let words = lookup(lang, &id).unwrap();
                let mut places: Vec<String> = words
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                    .collect();
                places.sort();
                places.dedup();
                places
            };
            assert_eq!(places(Lang::ZhTw), places(Lang::En), "{id}");
        }
    }

    #[test]
    fn a_filled_in_value_is_not_filled_again() {
        assert_eq!(fill_in("{a} {b} {c", &[("a", "{b}"), ("b", "2")]), "{b} 2 {c");
    }
}
