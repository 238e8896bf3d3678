//! What is being written and not saved: handed to the runner after every input that changed it, and put
//! back where it was written after the program had ended before it was saved.

use super::app::{Act, App, Effect, Notice};
use super::overlays::{Message, Overlay};
use super::screens::Texts;
use super::update::with_screen;
use crate::engagement::request::Written;
use crate::lang::{Lang, fill, tr};
use crate::text;

/// Characters of a text that are shown when it is told.
const SHOWN: usize = 40;
/// Texts that are told one by one.
const TOLD: usize = 6;

/// Takes the texts that were found with a workbook, and tells of them.
pub(super) fn found(app: &mut App, texts: Vec<Written>) -> Vec<Act> {
    app.kept.clone_from(&texts);
    app.recovered = texts;
    if app.recovered.is_empty() {
        return Vec::new();
    }
    let lang = app.lang;
    let mut paragraphs = vec![tr(lang, "writing.recovered").to_owned()];
    paragraphs.extend(app.recovered.iter().take(TOLD).map(|written| told(written, lang)));
    let more = app.recovered.len().saturating_sub(TOLD);
    if more > 0 {
        paragraphs.push(fill(
            lang,
            "writing.recovered_more",
            &[("count", &more.to_string())],
        ));
    }
    let title = tr(lang, "writing.recovered_title");
    vec![Act::overlay(Overlay::Message(Message::info(title, paragraphs)))]
}

/// What is written could not be kept outside the workbook.
pub(super) fn not_kept(app: &App) -> Vec<Act> {
    let words = tr(app.lang, "writing.not_kept").to_owned();
    vec![Act::Say(Notice::Attention(words))]
}

fn told(written: &Written, lang: Lang) -> String {
    let line = text::visible(&written.text.replace('\n', " "), false);
    let mut shown: String = line.chars().take(SHOWN).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    let count = written.text.chars().count().to_string();
    let values = [
        ("place", written.label.as_str()),
        ("text", &shown),
        ("count", &count),
    ];
    fill(lang, "writing.recovered_text", &values)
}

/// After every event: puts texts back whose fields are there now, and says what is to be kept where
/// that has changed.
pub(super) fn follow(app: &mut App) -> Option<Effect> {
    let Some(workbook) = app.workbook.as_ref().filter(|workbook| !workbook.read_only) else {
        app.recovered.clear();
        app.kept.clear();
        return None;
    };
    let path = workbook.path.clone();
    put_back(app);
    let mut texts = Texts::Gather(Vec::new());
    let mut screens = std::mem::take(&mut app.screens);
    for screen in &mut screens {
        screen.texts(&app.context(), &mut texts);
    }
    app.screens = screens;
    let (Texts::Gather(mut texts) | Texts::PutBack(mut texts)) = texts;
    texts.extend(app.recovered.iter().cloned());
    keep(app, path, texts)
}

/// The user agreed to leave without what is still written: only what was never seen is kept.
pub(super) fn give_up(app: &mut App) -> Option<Effect> {
    let path = app.workbook.as_ref().filter(|it| !it.read_only)?.path.clone();
    let texts = app.recovered.clone();
    keep(app, path, texts)
}

fn keep(app: &mut App, workbook: std::path::PathBuf, texts: Vec<Written>) -> Option<Effect> {
    if texts == app.kept {
        return None;
    }
    app.kept.clone_from(&texts);
    Some(Effect::Keep { workbook, texts })
}

fn put_back(app: &mut App) {
    if app.recovered.is_empty() {
        return;
    }
    let before = app.recovered.len();
    let mut texts = Texts::PutBack(std::mem::take(&mut app.recovered));
    with_screen(app, |screen, context| screen.texts(context, &mut texts));
    let (Texts::Gather(left) | Texts::PutBack(left)) = texts;
    if left.len() < before {
        app.notice = Some(Notice::Attention(tr(app.lang, "writing.put_back").to_owned()));
    }
    app.recovered = left;
}
