//! Paragraphs as screen lines.

use std::borrow::Cow;

use crate::text;

/// Wraps `data` to `width` cells; control characters are shown as symbols, line breaks kept.
pub fn wrapped(data: &str, width: usize) -> Vec<String> {
    let shown = if data.contains(|c| text::is_unsafe(c) && c != '\n') {
        Cow::Owned(text::visible(data, true))
    } else {
        Cow::Borrowed(data)
    };
    text::wrap(&shown, width.max(1))
        .into_iter()
        .map(|line| shown[line.visible].to_owned())
        .collect()
}

/// Wraps `data` with `first` before the first line and as many spaces before the others.
pub fn hanging(first: &str, data: &str, width: usize) -> Vec<String> {
    let indent = text::width(first);
    let lines = wrapped(data, width.saturating_sub(indent));
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| match index {
            0 => format!("{first}{line}"),
            _ => format!("{}{line}", " ".repeat(indent)),
        })
        .collect()
}
