//! In words: what came of making a report again from the workbook inside it.

use super::{Lang, fill, tr};
use crate::model::content::{Comparison, ContentReport};

/// What is known of a report's content besides its signatures, as one sentence or two.
pub fn content_words(content: &ContentReport, lang: Lang) -> String {
    let version = content.program_version.as_deref().unwrap_or_default();
    let page = content.page.map(|page| page.to_string());
    let page = page.as_deref().unwrap_or_default();
    let values = [("version", version), ("page", page)];
    let id = match (content.compared, content.same) {
        _ if !content.attached => "content.not_attached",
        (None, _) => "content.not_compared",
        (Some(Comparison::Bytes), true) => "content.same_bytes",
        (Some(Comparison::Text), true) => "content.same_text",
        (Some(Comparison::Bytes), false) if content.page.is_some() => "content.page_differs",
        (Some(Comparison::Bytes), false) => "content.bytes_differ",
        (Some(Comparison::Text), false) if content.page.is_some() => "content.page_differs_by_version",
        (Some(Comparison::Text), false) => "content.changed_before_signing",
    };
    match values.iter().all(|(_, value)| value.is_empty()) {
        true => tr(lang, id).to_owned(),
        false => fill(lang, id, &values),
    }
}
