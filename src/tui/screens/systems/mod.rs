//! The systems (系統清冊): which there are, which are core, and how far their questions are
//! answered.

mod before;
mod copying;
mod former;
mod list;
mod questions;
mod suggested;
mod system;

pub use before::Before;
pub use copying::CopyingScreen;
pub use suggested::SuggestedScreen;
pub use system::SystemScreen;

use super::{
    ExportScreen, GapsScreen, ProfileScreen, Screen, SearchScreen, SelfCheckScreen, SystemChecksScreen,
    Texts, WhatIfScreen, type_into,
};
use crate::engagement::request::{Outcome, Request, SystemDraft};
use crate::lang::{Lang, fill, tr};
use crate::model::profile::System;
use crate::model::scope::{Check, Target};
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::text_field::TextField;
use former::Former;

/// What a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    System(usize),
    /// Systems that firms of this kind commonly run.
    Suggested,
    Add,
    /// A system that was removed and left answers behind.
    Former(usize),
    Walk,
}

/// The list of systems.
#[derive(Debug, Clone)]
pub struct SystemsScreen {
    cursor: Cursor,
    /// The name of a new system is being typed.
    naming: bool,
    name: TextField,
    /// A new system was asked for; where to go once it is there.
    adding: Option<Option<Command>>,
    /// Systems that were removed, until something is saved.
    former: Former,
    /// The id the new system takes over from one that was removed.
    again: Option<String>,
    before: Before,
}

impl Default for SystemsScreen {
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            naming: false,
            name: TextField::single_line(""),
            adding: None,
            former: Former::default(),
            again: None,
            before: Before::default(),
        }
    }
}

impl SystemsScreen {
    /// The list with a row selected.
    pub fn at_row(row: usize) -> Self {
        Self {
            cursor: Cursor { row },
            ..Self::default()
        }
    }

    /// All rows: the systems, what can be added, those that were removed, on to the checklist.
    fn rows(&self, workbook: &Workbook, lang: Lang) -> Vec<Row> {
        let assessment = &workbook.assessment;
        let mut rows: Vec<Row> = (0..assessment.profile.systems.len()).map(Row::System).collect();
        if !workbook.read_only && !suggested::suggestions(workbook, lang).is_empty() {
            rows.push(Row::Suggested);
        }
        rows.push(Row::Add);
        rows.extend((0..self.former.of(assessment).len()).map(Row::Former));
        rows.push(Row::Walk);
        rows
    }

    fn row(&self, workbook: &Workbook, lang: Lang) -> Row {
        let rows = self.rows(workbook, lang);
        let at = self.cursor.within(rows.len());
        rows.get(at).copied().unwrap_or(Row::Walk)
    }

    fn system<'a>(&self, workbook: &'a Workbook, lang: Lang) -> Option<&'a System> {
        match self.row(workbook, lang) {
            Row::System(row) => workbook.assessment.profile.systems.get(row),
            _ => None,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Add => !workbook.read_only && !self.naming,
            Command::WhatIf => !self.naming,
            Command::Remove => {
                !workbook.read_only && !self.naming && self.system(workbook, context.lang).is_some()
            }
            Command::SystemChecks => !self.naming && self.system(workbook, context.lang).is_some(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let assessment = &workbook.assessment;
        match command {
            Command::Open if self.naming => self.add(None, context),
            Command::Open => match self.row(workbook, context.lang) {
                Row::System(_) => self.open(context, workbook),
                Row::Suggested => {
                    let screen = SuggestedScreen::new(context, workbook);
                    vec![Act::push(Screen::Suggested(Box::new(screen)))]
                }
                Row::Add | Row::Former(_) if workbook.read_only => Vec::new(),
                Row::Add => self.start_naming(None),
                Row::Former(row) => self.start_naming(self.former.id(assessment, row)),
                Row::Walk => go(Command::Walk, context),
            },
            Command::Add => self.start_naming(None),
            Command::Remove => self.ask_to_remove(context, workbook),
            Command::WhatIf => {
                let system = self.system(workbook, context.lang);
                WhatIfScreen::open(context, system.map(|system| system.uid.as_str()))
            }
            Command::SystemChecks => {
                let checks = self
                    .system(workbook, context.lang)
                    .map(|system| SystemChecksScreen::new(system.id.clone()));
                checks
                    .map(|checks| Act::push(Screen::SystemChecks(checks)))
                    .into_iter()
                    .collect()
            }
            Command::Back if self.naming => self.add(Some(Command::Back), context),
            Command::Back => Vec::new(),
            command if leads_away(command) && self.naming => self.add(Some(command), context),
            command if leads_away(command) => go(command, context),
            command => {
                if !self.naming {
                    let count = self.rows(workbook, context.lang).len();
                    self.cursor.update(command, count, usize::from(context.body.1));
                }
                Vec::new()
            }
        }
    }

    fn open(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        match self.system(workbook, context.lang) {
            Some(system) => {
                let screen = SystemScreen::new(context, system.uid.clone());
                vec![Act::push(Screen::System(Box::new(screen)))]
            }
            None => Vec::new(),
        }
    }

    /// Lets a name be typed; `again` is the id of a removed system that comes back.
    fn start_naming(&mut self, again: Option<String>) -> Vec<Act> {
        self.naming = true;
        self.again = again;
        Vec::new()
    }

    /// Adds the system that was typed, then goes on; without a name only the field is closed.
    /// Esc adds it too, because nothing that was typed is lost by Esc; Ctrl-Z takes it back.
    fn add(&mut self, afterwards: Option<Command>, context: &Context<'_>) -> Vec<Act> {
        if let Some(pending) = &mut self.adding {
            // The name is on its way already: a second Enter must not add it twice.
            *pending = afterwards;
            return Vec::new();
        }
        match self.request() {
            Some(request) => {
                if let Some(workbook) = context.workbook {
                    self.before.remember(workbook);
                }
                self.adding = Some(afterwards);
                vec![request]
            }
            None => {
                self.naming = false;
                match afterwards {
                    None | Some(Command::Back) => {
                        let words = tr(context.lang, "describe.system_not_added").to_owned();
                        vec![Act::Say(Notice::Done(words))]
                    }
                    Some(command) => go(command, context),
                }
            }
        }
    }

    fn request(&self) -> Option<Act> {
        let name = self.name.text().trim();
        let is_new = self.naming && self.adding.is_none();
        (is_new && !name.is_empty()).then(|| {
            Act::request(Request::AddSystem(SystemDraft {
                id: self.again.clone().unwrap_or_default(),
                name: name.to_owned(),
                ..SystemDraft::default()
            }))
        })
    }

    /// Asks before a system is removed, with what would leave the scope.
    fn ask_to_remove(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let Some(system) = self.system(workbook, context.lang) else {
            return Vec::new();
        };
        let question = fill(context.lang, "describe.remove_system", &[("name", &system.name)]);
        let question = former::with_movement(context.lang, workbook, system, question);
        let remove = Effect::Request(Box::new(Request::RemoveSystem(system.uid.clone())));
        self.before.remember(workbook);
        vec![Act::overlay(Overlay::Confirm(Confirm::new(question, remove)))]
    }

    /// Shows the name of a new system, which is only put back where one is being typed.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        if self.naming {
            let dirty = !self.name.is_empty();
            texts.field(
                "systems/name",
                tr(lang, "tui.key_add_system"),
                &mut self.name,
                dirty,
            );
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if !self.naming || key == KeyPress::ctrl('w') {
            return None;
        }
        type_into(&mut self.name, key)
    }

    /// Pasted text is the name of a system that is being added.
    pub fn paste(&mut self, pasted: &str) {
        if self.naming {
            let _ = self.name.paste(pasted);
        }
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(_)) = (context.workbook, outcome) else {
            return Vec::new();
        };
        self.former = Former::default();
        let moved = self.before.counts(context, workbook);
        let Some(afterwards) = self.adding.take() else {
            let said = moved.map(|words| Act::Say(Notice::Done(words)));
            return said.into_iter().collect();
        };
        self.naming = false;
        self.again = None;
        self.name.set_text("");
        self.cursor.row = workbook.assessment.profile.systems.len().saturating_sub(1);
        match afterwards {
            None | Some(Command::Back) => {
                let added = tr(context.lang, "describe.system_added");
                let words = former::joined(context.lang, added, moved);
                vec![Act::Say(Notice::Done(words))]
            }
            Some(command) => go(command, context),
        }
    }

    /// A failed request: the name stays.
    pub fn failed(&mut self) {
        self.adding = None;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self) -> Vec<Act> {
        self.request().into_iter().collect()
    }
}

/// The checks of a system that are in scope.
fn checks<'a>(workbook: &'a Workbook, system: &System) -> impl Iterator<Item = &'a Check> {
    let target = Target::System(system.id.clone());
    workbook
        .scope
        .checks_for(&target)
        .filter(|check| check.in_scope())
}

fn leads_away(command: Command) -> bool {
    use Command::{Export, Gaps, Profile, Search, SelfCheck, Walk};
    matches!(command, Walk | Profile | Gaps | Search | Export | SelfCheck)
}

/// Opens the screen of a command in place of this one; the walk lies below.
fn go(command: Command, context: &Context<'_>) -> Vec<Act> {
    let screen = match command {
        Command::Profile => Screen::Profile(ProfileScreen::new(context)),
        Command::Gaps => Screen::Gaps(GapsScreen::default()),
        Command::Search => Screen::Search(SearchScreen::default()),
        Command::Export => Screen::Export(ExportScreen::new(context)),
        Command::SelfCheck => return SelfCheckScreen::open_instead(),
        _ => return vec![Act::Pop],
    };
    vec![Act::Replace(Box::new(screen))]
}
