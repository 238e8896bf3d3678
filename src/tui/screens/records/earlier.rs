//! Findings of earlier years: what they were, what became of them, and which came back.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{EarlierFormScreen, draw_detail, first_line, list_and_detail};
use crate::engagement::request::{EarlierDraft, Outcome, Request};
use crate::lang::{Lang, date_words, earlier_source_name, earlier_state_name, fill, tr};
use crate::model::assessment::{EarlierFinding, EarlierSource, EarlierState};
use crate::model::change::Kind;
use crate::model::findings::{earlier_in_order, gap_clauses, recurs};
use crate::model::pack::ClauseId;
use crate::model::score::gaps;
use crate::text;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::{Texts, type_into};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::TextField;

/// An earlier finding that is being added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adding {
    /// Nothing is.
    No,
    /// It was asked for by Esc: the list stays.
    Asked,
    /// It was asked for by Enter: its form opens once it is there.
    AskedToOpen,
}

/// The list of earlier findings.
#[derive(Debug)]
pub struct EarlierScreen {
    cursor: Cursor,
    /// What was found is being typed.
    typing: bool,
    condition: TextField,
    adding: Adding,
    open_clauses: Held<BTreeSet<ClauseId>>,
}

impl Default for EarlierScreen {
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            typing: false,
            condition: TextField::single_line(""),
            adding: Adding::No,
            open_clauses: Held::default(),
        }
    }
}

impl EarlierScreen {
    fn selected<'a>(&self, workbook: &'a Workbook) -> Option<&'a EarlierFinding> {
        let all = earlier_in_order(&workbook.assessment);
        // Behind them stands the row that adds.
        all.get(self.cursor.within(all.len() + 1)).copied()
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Add => !workbook.read_only && !self.typing,
            Command::Remove => !workbook.read_only && !self.typing && self.selected(workbook).is_some(),
            Command::Save => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Open if self.typing => self.add(context, Adding::AskedToOpen),
            Command::Back if self.typing => self.add(context, Adding::Asked),
            Command::Back => Vec::new(),
            Command::Open => match self.selected(workbook) {
                Some(earlier) => vec![EarlierFormScreen::open(context, &earlier.uid)],
                None if workbook.read_only => Vec::new(),
                None => self.start_typing(workbook),
            },
            Command::Add => self.start_typing(workbook),
            Command::Remove => self.ask_to_remove(context, workbook),
            command => {
                if !self.typing {
                    let count = workbook.assessment.earlier.len() + 1;
                    self.cursor.update(command, count, usize::from(context.body.1));
                }
                Vec::new()
            }
        }
    }

    fn start_typing(&mut self, workbook: &Workbook) -> Vec<Act> {
        self.typing = true;
        self.cursor.row = workbook.assessment.earlier.len();
        Vec::new()
    }

    /// Adds what was typed. Esc adds it too, because nothing that was typed is lost by Esc; Ctrl-Z
    /// takes it back.
    fn add(&mut self, context: &Context<'_>, how: Adding) -> Vec<Act> {
        if self.adding != Adding::No {
            return vec![Act::Say(Notice::Done(tr(context.lang, "tui.working").to_owned()))];
        }
        match self.request() {
            Some(request) => {
                self.adding = how;
                vec![request]
            }
            None => {
                self.typing = false;
                let words = tr(context.lang, "finding.earlier_not_added").to_owned();
                vec![Act::Say(Notice::Done(words))]
            }
        }
    }

    fn request(&self) -> Option<Act> {
        let condition = self.condition.text().trim();
        (self.typing && !condition.is_empty()).then(|| {
            Act::request(Request::AddEarlier(EarlierDraft {
                condition: Some(condition.to_owned()),
                ..EarlierDraft::default()
            }))
        })
    }

    fn ask_to_remove(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let Some(earlier) = self.selected(workbook) else {
            return Vec::new();
        };
        let question = fill(
            context.lang,
            "finding.remove_earlier_question",
            &[("earlier", &earlier.label())],
        );
        let request = Request::RemoveEarlier(earlier.uid.clone());
        let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    /// Shows what is being written about a new one.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        if self.typing {
            let dirty = !self.condition.is_empty();
            let label = tr(lang, "finding.key_add_earlier");
            texts.field("earlier/new", label, &mut self.condition, dirty);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if !self.typing {
            return None;
        }
        type_into(&mut self.condition, key)
    }

    /// Pasted text is what was found.
    pub fn paste(&mut self, pasted: &str) {
        if self.typing {
            let _ = self.condition.paste(pasted);
        }
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(saved)) = (context.workbook, outcome) else {
            return Vec::new();
        };
        let made = saved
            .changes
            .iter()
            .find(|change| change.object.kind == Kind::Earlier && change.object.field.is_none());
        let (Some(made), true) = (made, self.adding != Adding::No) else {
            return Vec::new();
        };
        self.typing = false;
        self.condition.set_text("");
        self.cursor.row = workbook.assessment.earlier.len().saturating_sub(1);
        match std::mem::replace(&mut self.adding, Adding::No) {
            Adding::AskedToOpen => vec![EarlierFormScreen::open(context, &made.object.uid)],
            _ => Vec::new(),
        }
    }

    /// A failed request: what was typed stays.
    pub fn failed(&mut self) {
        self.adding = Adding::No;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self) -> Vec<Act> {
        self.request()
            .filter(|_| self.adding == Adding::No)
            .into_iter()
            .collect()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let (theme, lang) = (context.theme, context.lang);
        let open = self.open_clauses.get(workbook.head.count, || {
            gap_clauses(&gaps(&workbook.scope, &workbook.assessment))
        });
        let (list, detail) = list_and_detail(area);
        let all = earlier_in_order(&workbook.assessment);
        let back = all.iter().filter(|earlier| recurs(earlier, &open)).count();
        let values = [("count", all.len().to_string()), ("back", back.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let title = fill(lang, "finding.earlier_title", &values);
        put(
            buffer,
            list.x,
            list.y,
            list.width,
            &title,
            theme.style(Tone::Heading),
        );
        let body = Rect {
            y: list.y + 1,
            height: list.height.saturating_sub(1),
            ..list
        };
        let selected = self.cursor.within(all.len() + 1);
        let offset = Cursor { row: selected }.offset(all.len() + 1, usize::from(body.height));
        let mut cursor = None;
        for (index, y) in (offset..=all.len()).zip(body.top()..body.bottom()) {
            let at = Rect { y, height: 1, ..body };
            let is_selected = index == selected;
            match all.get(index) {
                Some(earlier) => {
                    let came_back = recurs(earlier, &open);
                    let tone = if came_back { Tone::Warning } else { Tone::Plain };
                    let words = words(lang, earlier, came_back);
                    row::draw(buffer, at, context, is_selected, &words, tone);
                }
                None if self.typing => cursor = self.draw_field(context, at, buffer),
                None => {
                    let words = tr(lang, "finding.add_earlier");
                    row::draw(buffer, at, context, is_selected, words, Tone::Plain);
                }
            }
        }
        let about = self.selected(workbook).map(|earlier| about(lang, earlier));
        let about = about.unwrap_or_else(|| tr(lang, "finding.earlier_about").to_owned());
        draw_detail(context, &about, detail, buffer);
        cursor
    }

    fn draw_field(&self, context: &Context<'_>, at: Rect, buffer: &mut Buffer) -> Option<Position> {
        let label = tr(context.lang, "finding.earlier_condition");
        row::draw(buffer, at, context, true, label, Tone::Plain);
        let used = u16::try_from(text::width(label) + 3).unwrap_or(at.width);
        let field = Rect {
            x: at.x + used,
            width: at.width.saturating_sub(used),
            ..at
        };
        self.condition.view(field, buffer, context.theme)
    }
}

/// `P-01 金管會 改善中 再次發生 未每半年審查帳號`.
fn words(lang: Lang, earlier: &EarlierFinding, came_back: bool) -> String {
    let widest = |names: &[&str]| names.iter().map(|name| text::width(name)).max().unwrap_or(0);
    let source = widest(&EarlierSource::ALL.map(|source| earlier_source_name(source, lang)));
    let state = widest(&EarlierState::ALL.map(|state| earlier_state_name(state, lang)));
    let mark = tr(lang, "finding.came_back");
    format!(
        "{} {} {} {} {}",
        text::pad(&earlier.label(), 5),
        text::pad(earlier_source_name(earlier.source, lang), source),
        text::pad(earlier_state_name(earlier.state, lang), state),
        text::pad(if came_back { mark } else { "-" }, text::width(mark)),
        text::visible(first_line(&earlier.condition), false),
    )
}

/// Document, deadline and clauses, then what was found.
fn about(lang: Lang, earlier: &EarlierFinding) -> String {
    let or_dash = |words: String| if words.is_empty() { "-".to_owned() } else { words };
    let clauses: Vec<String> = earlier.clauses.iter().map(ToString::to_string).collect();
    let values = [
        ("document", or_dash(earlier.document.clone())),
        ("dated", or_dash(date_words(&earlier.dated, lang))),
        ("deadline", or_dash(date_words(&earlier.deadline, lang))),
        ("clauses", or_dash(clauses.join(", "))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let facts = fill(lang, "finding.earlier_facts", &values);
    format!("{facts}\n{}", earlier.condition)
}
