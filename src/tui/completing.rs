//! Tab in a field of a path: goes on with what is there. What is unambiguous is written; several ways
//! are shown below the field, and Tab goes through them.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::{Act, App};
use super::input::{Code, KeyPress};
use super::keys::Command;
use super::theme::Tone;
use super::update::{run, with_screen};
use super::widgets::popup::Popup;
use super::widgets::row;
use super::widgets::text_field::TextField;
use crate::engagement::request::Request;
use crate::lang::tr;
use crate::text;

/// Ways that are shown at one time.
const SHOWN: usize = 8;
/// Widest the box gets, in cells.
const WIDTH: u16 = 60;

/// A field of a path that is being written in.
pub struct PathField<'a> {
    /// The field.
    pub field: &'a mut TextField,
    /// Only folders are wanted.
    pub only_folders: bool,
    /// Where a relative path goes on from; none is the current folder.
    pub base: Option<PathBuf>,
}

/// Several ways a path may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    ways: Vec<String>,
    /// The one that stands in the field.
    at: Option<usize>,
}

/// Tab in a field of a path, and the keys that belong to the ways that are shown.
pub(super) fn key(app: &mut App, key: KeyPress) -> Option<Vec<Act>> {
    let plain = !key.ctrl && !key.alt;
    if let Some(completion) = app.completion.take() {
        match key.code {
            Code::Tab if plain => return Some(choose(app, completion, key.shift)),
            // The way that stands in the field is taken, or what was typed is kept.
            Code::Enter | Code::Esc if plain => return Some(Vec::new()),
            _ => return None,
        }
    }
    let asks = key.code == Code::Tab && plain && !key.shift && app.pending == 0 && app.overlays.is_empty();
    if !asks {
        return None;
    }
    let request = with_screen(app, |screen, context| {
        let PathField {
            field,
            only_folders,
            base,
        } = screen.path_field(context)?;
        let typed = field.text().to_owned();
        let at_end = field.cursor() == typed.len() && !typed.trim().is_empty();
        at_end.then_some(Request::CompletePath {
            typed,
            base,
            only_folders,
        })
    });
    request.map(|request| vec![Act::request(request)])
}

/// Takes the ways a path may go on. Where there is none, or the path is whole, Tab means the next field.
pub(super) fn goes_on(app: &mut App, ways: Vec<String>) -> Vec<Act> {
    let typed = with_screen(app, |screen, context| {
        screen
            .path_field(context)
            .map(|path| path.field.text().to_owned())
    });
    let Some(typed) = typed else {
        return Vec::new();
    };
    match ways.as_slice() {
        [] => run(app, Command::NextField),
        [only] if *only == typed => run(app, Command::NextField),
        [only] => write(app, only),
        several => {
            let shared = shared_beginning(several);
            app.completion = Some(Completion {
                ways: several.to_vec(),
                at: None,
            });
            match shared.len() > typed.len() {
                true => write(app, &shared),
                false => Vec::new(),
            }
        }
    }
}

/// Writes the next way, or the one before, into the field.
fn choose(app: &mut App, completion: Completion, back: bool) -> Vec<Act> {
    let count = completion.ways.len().max(1);
    let at = match (completion.at, back) {
        (None, false) => 0,
        (None, true) => count - 1,
        (Some(at), false) => (at + 1) % count,
        (Some(at), true) => (at + count - 1) % count,
    };
    let acts = match completion.ways.get(at) {
        Some(way) => write(app, way),
        None => Vec::new(),
    };
    app.completion = Some(Completion {
        at: Some(at),
        ..completion
    });
    acts
}

fn write(app: &mut App, path: &str) -> Vec<Act> {
    with_screen(app, |screen, context| {
        if let Some(path_field) = screen.path_field(context) {
            path_field.field.replace_all(path);
        }
    });
    Vec::new()
}

/// What all begin with, in whole characters.
fn shared_beginning(ways: &[String]) -> String {
    let mut shared = ways.first().cloned().unwrap_or_default();
    for way in ways {
        let same = shared.chars().zip(way.chars()).take_while(|(a, b)| a == b);
        let length = same.map(|(a, _)| a.len_utf8()).sum();
        shared.truncate(length);
    }
    shared
}

/// Draws the ways below the field in which the cursor stands, or above where there is no room.
pub(super) fn view(app: &App, cursor: Option<Position>, area: Rect, buffer: &mut Buffer) {
    let (Some(completion), Some(cursor)) = (&app.completion, cursor) else {
        return;
    };
    let count = completion.ways.len();
    let height = u16::try_from(count.min(SHOWN) + 2).unwrap_or(u16::MAX);
    let names: Vec<&str> = completion.ways.iter().map(|way| name(way)).collect();
    let widest = names.iter().map(|name| text::width(name)).max().unwrap_or(0);
    let title = tr(app.lang, "writing.ways");
    let width = u16::try_from(widest.max(text::width(title) + 2) + 8)
        .unwrap_or(u16::MAX)
        .min(WIDTH)
        .min(area.width);
    let below = area.bottom().saturating_sub(cursor.y + 1);
    let y = match below >= height {
        true => cursor.y + 1,
        false => cursor.y.saturating_sub(height),
    };
    let box_area = Rect {
        x: cursor.x.min(area.right().saturating_sub(width)),
        y,
        width,
        height: height.min(area.height),
    };
    let popup = Popup {
        title,
        tone: Tone::Heading,
    };
    let inner = popup.view(box_area, buffer, &app.theme);
    let rows = usize::from(inner.height);
    let first = completion.at.unwrap_or(0).saturating_sub(rows.saturating_sub(1));
    let shown = names.iter().enumerate().skip(first);
    for ((index, name), y) in shown.zip(inner.top()..inner.bottom()) {
        let selected = completion.at == Some(index);
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        row::draw(buffer, row, &app.theme, selected, name, Tone::Plain);
    }
}

/// The last part of a path, with the separator of a folder.
fn name(path: &str) -> &str {
    let bare = path.trim_end_matches(['/', '\\']);
    let start = bare.rfind(['/', '\\']).map_or(0, |at| at + 1);
    path.get(start..).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_names_share_ends_between_characters() {
        let ways = ["/甲/帳號清查".to_owned(), "/甲/帳戶".to_owned()];
        assert_eq!(shared_beginning(&ways), "/甲/帳");
        assert_eq!(shared_beginning(&[]), "");
    }

    #[test]
    fn the_last_part_of_a_path_is_its_name() {
        assert_eq!(name("/甲/帳號/"), "帳號/");
        assert_eq!(name(r"C:\甲\乙.pdf"), "乙.pdf");
        assert_eq!(name("乙.pdf"), "乙.pdf");
    }
}
