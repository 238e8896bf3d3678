//! The journal view (異動紀錄): who changed what when, newest first; filtered by clause or text,
//! verified, and its anchor copied out.

mod view;

use std::cell::RefCell;
use std::sync::Arc;

use super::{Screen, type_into};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, about_words, action_name, fill, lookup, tr};
use crate::model::history::{Entry, History};
use crate::model::journal::{ChainReport, Head};
use crate::model::pack::ClauseId;
use crate::text;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::overlays::{Message, Overlay};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_field::TextField;

/// How much of a value the filter looks at, in bytes: a note may be long, and there are many.
const SEARCHED: usize = 2000;

/// The journal as the screen holds it.
#[derive(Debug)]
struct Loaded {
    /// The journal's head when it was read.
    head: Head,
    history: Arc<History>,
}

/// The steps a filter lets through, newest first, and what it was made for.
#[derive(Debug)]
struct Shown {
    head: Head,
    lang: Lang,
    text: String,
    /// Places in [`History::entries`].
    steps: Vec<usize>,
}

/// The text of each step that the filter searches, in lower case.
#[derive(Debug)]
struct Searched {
    head: Head,
    lang: Lang,
    steps: Vec<String>,
}

/// The journal view.
#[derive(Debug)]
pub struct HistoryScreen {
    filter: TextField,
    cursor: Cursor,
    loaded: Option<Loaded>,
    /// Place in [`History::entries`] of the step whose changes are shown.
    detail: Option<usize>,
    pane: Pane,
    /// The anchor that the last check was asked against.
    asked: Option<Head>,
    shown: RefCell<Option<Shown>>,
    searched: RefCell<Option<Searched>>,
}

impl Default for HistoryScreen {
    fn default() -> Self {
        Self {
            filter: TextField::single_line(""),
            cursor: Cursor::default(),
            loaded: None,
            detail: None,
            pane: Pane::default(),
            asked: None,
            shown: RefCell::new(None),
            searched: RefCell::new(None),
        }
    }
}

/// What the filter text means.
enum Wanted {
    Everything,
    Clause(ClauseId),
    Words(String),
}

impl HistoryScreen {
    /// Opens the screen on top and asks for the journal.
    pub fn open() -> Vec<Act> {
        vec![Act::push(Screen::History(Box::default())), Self::load()]
    }

    fn load() -> Act {
        Act::request(Request::History)
    }

    fn history(&self) -> Option<&History> {
        self.loaded.as_ref().map(|loaded| &*loaded.history)
    }

    /// The anchor that was pasted into the filter, if it is one.
    fn anchor(&self) -> Option<Head> {
        self.filter.text().trim().parse().ok()
    }

    fn wanted(&self) -> Wanted {
        let folded: String = self.filter.text().chars().map(text::fold_full_width).collect();
        let folded = folded.trim();
        if folded.is_empty() || self.anchor().is_some() {
            return Wanted::Everything;
        }
        match folded.parse() {
            Ok(clause) => Wanted::Clause(clause),
            Err(_) => Wanted::Words(folded.to_lowercase()),
        }
    }

    /// The steps to show, newest first.
    fn with_steps<T>(&self, lang: Lang, workbook: &Workbook, read: impl FnOnce(&[usize]) -> T) -> T {
        let Some(loaded) = &self.loaded else {
            return read(&[]);
        };
        let text = self.filter.text();
        let mut kept = self.shown.borrow_mut();
        let fits = |shown: &Shown| shown.head == loaded.head && shown.lang == lang && shown.text == text;
        let shown = match kept.take().filter(fits) {
            Some(shown) => kept.insert(shown),
            None => kept.insert(Shown {
                head: loaded.head.clone(),
                lang,
                text: text.to_owned(),
                steps: self.matching(loaded, lang, workbook),
            }),
        };
        read(&shown.steps)
    }

    fn matching(&self, loaded: &Loaded, lang: Lang, workbook: &Workbook) -> Vec<usize> {
        let history = &loaded.history;
        let newest_first = history.entries.iter().enumerate().rev();
        let places = |kept: Vec<(usize, &Entry)>| kept.into_iter().map(|(place, _)| place).collect();
        match self.wanted() {
            Wanted::Everything => places(newest_first.collect()),
            Wanted::Clause(clause) => {
                let concerned = newest_first.filter(|(_, entry)| history.concerns(entry, clause));
                places(concerned.collect())
            }
            Wanted::Words(words) => {
                let mut kept = self.searched.borrow_mut();
                let fits = |known: &Searched| known.head == loaded.head && known.lang == lang;
                let searched = match kept.take().filter(fits) {
                    Some(known) => kept.insert(known),
                    None => kept.insert(Searched {
                        head: loaded.head.clone(),
                        lang,
                        steps: history
                            .entries
                            .iter()
                            .map(|entry| searched_text(history, entry, lang, workbook))
                            .collect(),
                    }),
                };
                let matches = |place: usize| {
                    searched
                        .steps
                        .get(place)
                        .is_some_and(|text| text.contains(&words))
                };
                places(newest_first.filter(|(place, _)| matches(*place)).collect())
            }
        }
    }

    fn selected(&self, context: &Context<'_>) -> Option<usize> {
        let workbook = context.workbook?;
        self.with_steps(context.lang, workbook, |steps| {
            steps.get(self.cursor.within(steps.len())).copied()
        })
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Open => self.detail.is_some() || self.selected(context).is_some(),
            Command::CopyAnchor | Command::VerifyJournal => context.workbook.is_some(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::CopyAnchor => {
                let said = tr(context.lang, "history.copied").to_owned();
                return vec![
                    Act::Effect(Effect::Copy(workbook.head.to_string())),
                    Act::Say(Notice::Done(said)),
                ];
            }
            Command::VerifyJournal => {
                self.asked = self.anchor();
                return vec![Act::request(Request::VerifyJournal(self.asked.clone()))];
            }
            Command::Walk => return vec![Act::Pop],
            Command::Open | Command::Back if self.detail.is_some() => {
                self.detail = None;
                self.pane = Pane::default();
                return vec![said(context, "review.back_again")];
            }
            Command::Back if !self.filter.is_empty() => {
                self.filter.set_text("");
                self.cursor = Cursor::default();
                return vec![said(context, "review.back_again")];
            }
            Command::Back => {}
            Command::Open => {
                self.detail = self.selected(context);
                self.pane = Pane::default();
            }
            command => self.move_by(command, context, workbook),
        }
        Vec::new()
    }

    fn move_by(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) {
        if let Some(place) = self.detail {
            let command = match command {
                Command::Up => Command::PageUp,
                Command::Down => Command::PageDown,
                other => other,
            };
            let paragraphs = self.detail_paragraphs(context, workbook, place);
            self.pane.update(command, &paragraphs, self.pane_area(context));
            return;
        }
        let count = self.with_steps(context.lang, workbook, <[usize]>::len);
        let page = usize::from(self.list_rows(context));
        self.cursor.update(command, count, page);
    }

    /// Handles a key of text entry: what is typed filters the list.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if matches!(key.code, Code::Point { .. }) && self.detail.is_none() {
            return type_into(&mut self.filter, key);
        }
        let edits = matches!(
            key.code,
            Code::Backspace | Code::Delete | Code::Left | Code::Right
        );
        let is_for_filter = key.typed().is_some() || (edits && !self.filter.is_empty());
        if self.detail.is_some() || !is_for_filter {
            return None;
        }
        self.cursor = Cursor::default();
        type_into(&mut self.filter, key)
    }

    /// Pasted text filters the list, or is the anchor to compare with.
    pub fn paste(&mut self, pasted: &str) {
        self.detail = None;
        self.cursor = Cursor::default();
        let given = pasted.trim();
        if given.parse::<Head>().is_ok() {
            // An anchor stands alone, whatever was typed before.
            self.filter.set_text(given);
        } else {
            let _ = self.filter.paste(pasted);
        }
    }

    /// Takes the journal, or what checking it found; after a step, asks for the journal again.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        match (outcome, context.workbook) {
            (Outcome::History(history), Some(workbook)) => {
                self.detail = None;
                self.loaded = Some(Loaded {
                    head: workbook.head.clone(),
                    history: Arc::clone(history),
                });
                Vec::new()
            }
            (Outcome::Saved(_), _) => vec![Self::load()],
            (Outcome::Journal(report), _) => vec![self.verified(context, report)],
            _ => Vec::new(),
        }
    }

    fn verified(&self, context: &Context<'_>, report: &ChainReport) -> Act {
        let lang = context.lang;
        let count = |count: u64| [("count", count.to_string())];
        let result = lookup(lang, &format!("model.chain_{}", report.result.id())).unwrap_or_default();
        let at = report.at.to_string();
        let mut paragraphs = vec![fill(
            lang,
            "history.verified",
            &[("result", result), ("count", &at)],
        )];
        paragraphs.push(match &self.asked {
            Some(anchor) => {
                let [(place, count)] = count(anchor.count);
                fill(lang, "history.verified_anchor", &[(place, &count)])
            }
            None => tr(lang, "history.verified_alone").to_owned(),
        });
        paragraphs.push(tr(lang, "history.proves").to_owned());
        let title = tr(lang, "history.verified_title");
        Act::overlay(Overlay::Message(Message::info(title, paragraphs)))
    }
}

fn said(context: &Context<'_>, id: &'static str) -> Act {
    Act::Say(Notice::Done(tr(context.lang, id).to_owned()))
}

/// Who, when, what was done to what, and the values, in lower case.
fn searched_text(history: &History, entry: &Entry, lang: Lang, workbook: &Workbook) -> String {
    let profile = &workbook.assessment.profile;
    let mut text = format!(
        "{} {} {} {}",
        entry.step,
        entry.at,
        entry.actor,
        action_name(entry.action, lang)
    );
    for (row, about) in history.rows_of(entry) {
        text.push(' ');
        text.push_str(&about_words(profile, about, lang));
        for value in [&row.before, &row.after] {
            push_strings(&mut text, value);
        }
    }
    text.to_lowercase()
}

/// The texts inside a value, each no longer than is searched.
fn push_strings(text: &mut String, value: &serde_json::Value) {
    match value {
        serde_json::Value::String(inner) => {
            let end = inner.floor_char_boundary(SEARCHED);
            text.push(' ');
            text.push_str(inner.get(..end).unwrap_or_default());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| push_strings(text, item)),
        serde_json::Value::Object(fields) => {
            let told = fields.iter().filter(|(name, _)| *name != "seen");
            told.for_each(|(_, item)| push_strings(text, item));
        }
        _ => {}
    }
}
