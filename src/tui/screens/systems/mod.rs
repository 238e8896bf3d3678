//! The systems (系統清冊): which there are, which are core, and how far their questions are
//! answered.

mod questions;
mod system;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use system::SystemScreen;

use super::{ExportScreen, GapsScreen, ProfileScreen, Screen, SearchScreen, type_into};
use crate::engagement::request::{Outcome, Request, SystemDraft};
use crate::lang::{fill, tr};
use crate::model::pack::ConditionLevel;
use crate::model::profile::{Profile, System, Tri};
use crate::model::scope::{Check, Target};
use crate::text;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::TextField;

/// Rows behind the systems: add one, on to the checklist.
const FIXED: usize = 2;
/// Widths of the columns behind the name, in cells.
const COLUMNS: [usize; 3] = [12, 13, 8];

/// What a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    System(usize),
    Add,
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
}

impl Default for SystemsScreen {
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            naming: false,
            name: TextField::single_line(""),
            adding: None,
        }
    }
}

impl SystemsScreen {
    fn row(&self, profile: &Profile) -> Row {
        let systems = profile.systems.len();
        match self.cursor.within(systems + FIXED) {
            row if row < systems => Row::System(row),
            row if row == systems => Row::Add,
            _ => Row::Walk,
        }
    }

    fn system<'a>(&self, profile: &'a Profile) -> Option<&'a System> {
        match self.row(profile) {
            Row::System(row) => profile.systems.get(row),
            Row::Add | Row::Walk => None,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Add => !workbook.read_only && !self.naming,
            Command::Remove => {
                !workbook.read_only && !self.naming && self.system(&workbook.assessment.profile).is_some()
            }
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let profile = &workbook.assessment.profile;
        match command {
            Command::Open if self.naming => self.add(None, context),
            Command::Open => match self.row(profile) {
                Row::System(_) => self.open(context, workbook),
                Row::Add if workbook.read_only => Vec::new(),
                Row::Add => self.start_naming(),
                Row::Walk => go(Command::Walk, context),
            },
            Command::Add => self.start_naming(),
            Command::Remove => self.ask_to_remove(context, profile),
            Command::Back if self.naming => self.add(Some(Command::Back), context),
            Command::Walk | Command::Profile | Command::Gaps | Command::Search | Command::Export => {
                if self.naming {
                    self.add(Some(command), context)
                } else {
                    go(command, context)
                }
            }
            Command::Back => Vec::new(),
            command => {
                if !self.naming {
                    let count = profile.systems.len() + FIXED;
                    self.cursor.update(command, count, usize::from(context.body.1));
                }
                Vec::new()
            }
        }
    }

    fn open(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        match self.system(&workbook.assessment.profile) {
            Some(system) => {
                let screen = SystemScreen::new(context, system.uid.clone());
                vec![Act::push(Screen::System(Box::new(screen)))]
            }
            None => Vec::new(),
        }
    }

    fn start_naming(&mut self) -> Vec<Act> {
        self.naming = true;
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
                name: name.to_owned(),
                ..SystemDraft::default()
            }))
        })
    }

    fn ask_to_remove(&self, context: &Context<'_>, profile: &Profile) -> Vec<Act> {
        let Some(system) = self.system(profile) else {
            return Vec::new();
        };
        let question = fill(context.lang, "describe.remove_system", &[("name", &system.name)]);
        let remove = Effect::Request(Box::new(Request::RemoveSystem(system.uid.clone())));
        vec![Act::overlay(Overlay::Confirm(Confirm::new(question, remove)))]
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
        let Some(afterwards) = self.adding.take() else {
            return Vec::new();
        };
        self.naming = false;
        self.name.set_text("");
        self.cursor.row = workbook.assessment.profile.systems.len().saturating_sub(1);
        match afterwards {
            None | Some(Command::Back) => {
                let words = tr(context.lang, "describe.system_added").to_owned();
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

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let theme = context.theme;
        let profile = &workbook.assessment.profile;
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let about = about(context, workbook, self.row(profile));
        let about: Vec<String> = about
            .iter()
            .flat_map(|words| wrapped(words, usize::from(area.width)))
            .collect();
        let foot = u16::try_from(about.len())
            .unwrap_or(u16::MAX)
            .min(area.height / 2);
        let list = Rect {
            height: area.height.saturating_sub(foot + 1),
            ..area
        };
        let width = usize::from(list.width.saturating_sub(2));
        let heading = columns(&heading(context), width);
        put(
            buffer,
            list.x + 2,
            list.y,
            list.width,
            &heading,
            theme.style(Tone::Heading),
        );
        let cursor = self.draw_rows(
            context,
            workbook,
            Rect {
                y: list.y + 1,
                height: list.height.saturating_sub(1),
                ..list
            },
            buffer,
        );
        for (line, y) in about.iter().zip(area.bottom() - foot..area.bottom()) {
            put(buffer, area.x, y, area.width, line, theme.style(Tone::Dim));
        }
        cursor
    }

    fn draw_rows(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let systems = &workbook.assessment.profile.systems;
        let width = usize::from(area.width.saturating_sub(2));
        let count = systems.len() + FIXED;
        let words = |index| match systems.get(index) {
            Some(system) => columns(&cells(context, workbook, system), width),
            None if index == systems.len() => tr(context.lang, "describe.add_system").to_owned(),
            None => format!("{} >>", tr(context.lang, "describe.to_walk")),
        };
        // While a name is typed, the row that adds is the field.
        let selected = if self.naming {
            systems.len()
        } else {
            self.cursor.within(count)
        };
        let offset = Cursor { row: selected }.offset(count, usize::from(area.height));
        let mut cursor = None;
        for (index, y) in (offset..count).zip(area.top()..area.bottom()) {
            let at = Rect { y, height: 1, ..area };
            if self.naming && index == systems.len() {
                let label = tr(context.lang, "describe.system_name");
                row::draw(buffer, at, theme, true, label, Tone::Plain);
                let used = u16::try_from(text::width(label) + 3).unwrap_or(area.width);
                let field = Rect {
                    x: at.x + used,
                    width: at.width.saturating_sub(used),
                    ..at
                };
                cursor = self.name.view(field, buffer, theme);
            } else {
                row::draw(buffer, at, theme, index == selected, &words(index), Tone::Plain);
            }
        }
        cursor
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

/// System conditions of a system that nobody has confirmed.
fn unconfirmed(workbook: &Workbook, system: &System) -> usize {
    workbook
        .pack
        .conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::System)
        .filter(|condition| {
            let answer = workbook
                .assessment
                .profile
                .system_condition(system, &condition.id);
            answer == Tri::Unasked
        })
        .count()
}

fn heading(context: &Context<'_>) -> [String; 4] {
    [
        "describe.system_name",
        "describe.column_core",
        "describe.column_unconfirmed",
        "describe.column_checks",
    ]
    .map(|id| tr(context.lang, id).to_owned())
}

fn cells(context: &Context<'_>, workbook: &Workbook, system: &System) -> [String; 4] {
    let core = match system.core {
        Some(true) => "describe.core",
        Some(false) => "describe.noncore",
        None => "describe.core_open",
    };
    [
        system.name.clone(),
        tr(context.lang, core).to_owned(),
        unconfirmed(workbook, system).to_string(),
        checks(workbook, system).count().to_string(),
    ]
}

fn columns([name, rest @ ..]: &[String; 4], width: usize) -> String {
    let fixed: usize = COLUMNS.iter().map(|column| column + 1).sum();
    let mut out = text::pad(&text::visible(name, false), width.saturating_sub(fixed));
    for (words, column) in rest.iter().zip(COLUMNS) {
        out.push(' ');
        out.push_str(&text::pad(words, column));
    }
    out
}

/// What is said below the list.
fn about(context: &Context<'_>, workbook: &Workbook, row: Row) -> Vec<String> {
    let lang = context.lang;
    let systems = &workbook.assessment.profile.systems;
    let mut out = vec![tr(lang, "describe.systems_about").to_owned()];
    if systems.is_empty() {
        out.push(tr(lang, "describe.systems_none").to_owned());
    } else if let Row::System(_) = row {
        out.push(tr(lang, "describe.systems_open").to_owned());
    }
    if !systems.is_empty() && systems.iter().all(|system| system.core == Some(false)) {
        out.push(tr(lang, "describe.systems_no_core").to_owned());
    }
    out
}

/// Opens the screen of a command in place of this one; the walk lies below.
fn go(command: Command, context: &Context<'_>) -> Vec<Act> {
    let screen = match command {
        Command::Profile => Screen::Profile(ProfileScreen::new(context)),
        Command::Gaps => Screen::Gaps(GapsScreen::default()),
        Command::Search => Screen::Search(SearchScreen::default()),
        Command::Export => Screen::Export(ExportScreen::new(context)),
        _ => return vec![Act::Pop],
    };
    vec![Act::Replace(Box::new(screen))]
}
