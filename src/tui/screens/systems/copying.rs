//! From which system to take over the answers to the conditions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::before::Before;
use super::questions::{copied, system_conditions};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, fill, tr};
use crate::model::pack::Pack;
use crate::model::profile::{Profile, System};
use crate::text;
use crate::tui::app::{Act, Context, Effect, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::Screen;
use crate::tui::screens::profile::tri_words;
use crate::tui::screens::records::{draw_detail, draw_empty, draw_title, list_and_detail};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// The list of the other systems.
#[derive(Debug, Clone)]
pub struct CopyingScreen {
    /// Uid of the system that takes over the answers.
    uid: String,
    cursor: Cursor,
    /// The profile before the answers are taken over, to say what they moved.
    before: Before,
}

impl CopyingScreen {
    /// Opens the list for the system with this uid.
    pub(super) fn open(uid: String) -> Vec<Act> {
        vec![Act::push(Screen::Copying(Box::new(Self {
            uid,
            cursor: Cursor::default(),
            before: Before::default(),
        })))]
    }

    fn system<'a>(&self, workbook: &'a Workbook) -> Option<&'a System> {
        let systems = &workbook.assessment.profile.systems;
        systems.iter().find(|system| system.uid == self.uid)
    }

    /// The systems to choose from, without making a list of them.
    fn others<'a>(&'a self, workbook: &'a Workbook) -> impl Iterator<Item = &'a System> {
        let systems = workbook.assessment.profile.systems.iter();
        systems.filter(|system| system.uid != self.uid)
    }

    fn count(&self, workbook: &Workbook) -> usize {
        self.others(workbook).count()
    }

    fn selected<'a>(&'a self, workbook: &'a Workbook) -> Option<&'a System> {
        let at = self.cursor.within(self.count(workbook));
        self.others(workbook).nth(at)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Open => context
                .workbook
                .is_some_and(|workbook| !workbook.read_only && self.selected(workbook).is_some()),
            Command::Save
            | Command::Right
            | Command::Walk
            | Command::Systems
            | Command::Profile
            | Command::WhatIf => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Back => vec![Act::Pop],
            Command::Open => self.ask(context, workbook),
            command => {
                let page = usize::from(context.body.1);
                self.cursor.update(command, self.count(workbook), page);
                Vec::new()
            }
        }
    }

    /// Asks before the answers of this system are written over.
    fn ask(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let Some(from) = self.selected(workbook) else {
            return Vec::new();
        };
        let request = Request::SetSystem {
            uid: self.uid.clone(),
            fields: copied(&workbook.pack, &workbook.assessment.profile, from),
        };
        let question = fill(context.lang, "describe.copy_question", &[("name", &from.name)]);
        self.before.remember(workbook);
        let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    /// Goes back once the answers are taken over.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        if !matches!(outcome, Outcome::Saved(_) | Outcome::Unchanged) {
            return Vec::new();
        }
        let moved = context
            .workbook
            .and_then(|workbook| self.before.say(context, workbook));
        std::iter::once(Act::Pop).chain(moved).collect()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let system = self.system(workbook)?;
        let (list, detail) = list_and_detail(area);
        let title = fill(context.lang, "describe.copy_title", &[("name", &system.name)]);
        let title = context
            .theme
            .fit(&text::visible(&title, false), usize::from(list.width));
        let body = draw_title(context, &title, list, buffer);
        let count = self.count(workbook);
        if count == 0 {
            draw_empty(context, "describe.copy_none", body, buffer);
            return None;
        }
        let selected = self.cursor.within(count);
        let height = usize::from(body.height);
        let top = Cursor { row: selected }.offset(count, height);
        let visible = self.others(workbook).enumerate().skip(top);
        for ((index, other), y) in visible.zip(body.top()..body.bottom()) {
            let at = Rect { y, height: 1, ..body };
            let words = text::visible(&other.name, false);
            row::draw(buffer, at, context, index == selected, &words, Tone::Plain);
        }
        let seen = Scroll {
            top,
            height,
            rows: count,
        };
        scroll::hint(buffer, body, context.theme, seen);
        if let Some(from) = self.selected(workbook) {
            let profile = &workbook.assessment.profile;
            let words = changes(&workbook.pack, profile, (from, system), context.lang);
            draw_detail(context, &words, detail, buffer);
        }
        None
    }
}

/// Which answers would become others.
fn changes(pack: &Pack, profile: &Profile, (from, to): (&System, &System), lang: Lang) -> String {
    let changed: Vec<String> = system_conditions(pack)
        .filter_map(|condition| {
            let (new, old) = (
                profile.system_condition(from, &condition.id),
                profile.system_condition(to, &condition.id),
            );
            let words = format!("{} → {}", lang.of(&condition.statement), tri_words(new, lang));
            (new != old).then_some(words)
        })
        .collect();
    match changed.is_empty() {
        true => tr(lang, "describe.copy_same").to_owned(),
        false => fill(
            lang,
            "describe.copy_changes",
            &[
                ("count", &changed.len().to_string()),
                ("changes", &changed.join(lang.pick("；", "; "))),
            ],
        ),
    }
}
