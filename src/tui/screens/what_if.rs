//! What if: which checks would enter, leave or change their level under the other class, with
//! another answer to a condition, or once an unknown figure is known. Nothing is changed here.

use std::cell::OnceCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Screen;
use crate::engagement::request::Outcome;
use crate::lang::{
    Lang, MovedLine, class_result_name, fill, moved_lines, movement_words, supposed_words, tr,
};
use crate::model::classify::{ClassResult, classify};
use crate::model::movement::{Moved, Movement};
use crate::model::pack::Level;
use crate::model::profile::{Profile, System};
use crate::model::supposing::{Supposed, supposable, supposed};
use crate::text;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::pane::{Pane, Paragraph, split};
use crate::tui::widgets::row;

/// Cells for the counts behind a row.
const COUNT_CELLS: usize = 13;

/// A row with what it would do, reckoned when it is first seen.
#[derive(Debug, Clone)]
struct Row {
    one: Supposed,
    effect: OnceCell<Effect>,
}

/// What would come of a row.
#[derive(Debug, Clone)]
struct Effect {
    class: ClassResult,
    moved: Movement,
}

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct WhatIfScreen {
    /// Uid of the system it is about; none for the whole firm.
    system: Option<String>,
    rows: Vec<Row>,
    cursor: Cursor,
    pane: Pane,
}

impl WhatIfScreen {
    /// Opens it for the firm, or for the system with this uid.
    pub fn open(context: &Context<'_>, system: Option<&str>) -> Vec<Act> {
        let mut screen = Self {
            system: system.map(ToOwned::to_owned),
            ..Self::default()
        };
        screen.rows = screen.rows_of(context);
        // All at once, so that no row that scrolls into view takes longer than others.
        if let Some(workbook) = context.workbook {
            screen.rows.iter().for_each(|row| {
                row.effect(workbook);
            });
        }
        vec![Act::push(Screen::WhatIf(Box::new(screen)))]
    }

    fn rows_of(&self, context: &Context<'_>) -> Vec<Row> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let profile = &workbook.assessment.profile;
        let result = &workbook.scope.classification;
        supposable(&workbook.pack, profile, result, self.about(profile))
            .into_iter()
            .map(|one| Row {
                one,
                effect: OnceCell::new(),
            })
            .collect()
    }

    fn about<'a>(&self, profile: &'a Profile) -> Option<&'a System> {
        let uid = self.system.as_ref()?;
        profile.systems.iter().find(|system| system.uid == *uid)
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.cursor.within(self.rows.len()))
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, _: Command, _: &Context<'_>) -> bool {
        true
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        if command == Command::Back {
            return vec![Act::Pop];
        }
        let area = split(Rect::new(0, 0, context.body.0, context.body.1));
        let paragraphs = self.paragraphs(context, workbook);
        if !self.pane.update(command, &paragraphs, area.pane)
            && self
                .cursor
                .update(command, self.rows.len(), usize::from(area.list.height))
        {
            self.pane = Pane::default();
        }
        Vec::new()
    }

    /// Reckons anew after something was saved, such as an undo.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        if matches!(outcome, Outcome::Saved(_)) {
            self.rows = self.rows_of(context);
        }
        Vec::new()
    }

    fn paragraphs(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Paragraph> {
        let lang = context.lang;
        let Some(row) = self.selected() else {
            return vec![Paragraph::new(tr(lang, "start.if_none"), Tone::Plain)];
        };
        let effect = row.effect(workbook);
        let now = &workbook.scope.classification;
        let class = |class| class_result_name(&workbook.pack, class, lang);
        let mut out = vec![Paragraph::new(
            supposed_words(&row.one, &workbook.pack, lang),
            Tone::Strong,
        )];
        if effect.class != now.class {
            let values = [("from", class(now.class)), ("to", class(effect.class))];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            out.push(Paragraph::new(
                fill(lang, "start.if_class_changes", &values),
                Tone::Accent,
            ));
        }
        if now.class == ClassResult::Undetermined {
            out.push(Paragraph::new(tr(lang, "start.if_undetermined"), Tone::Dim));
        }
        let counted = movement_words(&effect.moved, lang);
        if counted.is_empty() {
            out.push(Paragraph::new(tr(lang, "matrix.nothing_moves"), Tone::Plain));
            return out;
        }
        out.extend(
            counted
                .into_iter()
                .map(|words| Paragraph::new(words, Tone::Plain)),
        );
        out.extend(by_chapter(lang, workbook, &effect.moved));
        out
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let (lang, theme) = (context.lang, context.theme);
        let parts = split(area);
        parts.draw_line(area, buffer, theme);
        let width = usize::from(parts.list.width.saturating_sub(2));
        let height = usize::from(parts.list.height);
        let at = self.cursor.within(self.rows.len());
        let offset = self.cursor.offset(self.rows.len(), height);
        let rows = self.rows.iter().enumerate().skip(offset);
        for ((index, shown), y) in rows.zip(parts.list.top()..parts.list.bottom()) {
            let counts = shown.effect(workbook).counts(lang);
            let room = width.saturating_sub(COUNT_CELLS + 1);
            let said = theme.fit(&supposed_words(&shown.one, &workbook.pack, lang), room);
            let line = format!("{} {counts}", text::pad(&said, room));
            let place = Rect {
                y,
                height: 1,
                ..parts.list
            };
            row::draw(buffer, place, context, index == at, &line, Tone::Plain);
        }
        let paragraphs = self.paragraphs(context, workbook);
        self.pane.view(&paragraphs, parts.pane, buffer, context);
        None
    }
}

impl Row {
    fn effect(&self, workbook: &Workbook) -> &Effect {
        self.effect.get_or_init(|| {
            let before = &workbook.assessment.profile;
            let after = supposed(before, &self.one);
            Effect {
                class: classify(&workbook.pack, &after).class,
                moved: Movement::between(&workbook.pack, &workbook.assessment, before, &after),
            }
        })
    }
}

impl Effect {
    /// How many checks enter, leave and change.
    fn counts(&self, lang: Lang) -> String {
        if self.moved.is_empty() {
            return tr(lang, "start.if_nothing").to_owned();
        }
        let count = |list: &[Moved]| list.len().to_string();
        format!(
            "+{} -{} ~{}",
            count(&self.moved.entering),
            count(&self.moved.leaving),
            count(&self.moved.changed)
        )
    }
}

/// The checks that move, chapter by chapter.
fn by_chapter(lang: Lang, workbook: &Workbook, moved: &Movement) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for line in moved_lines(moved, &workbook.pack, &workbook.assessment.profile, lang) {
        match line {
            MovedLine::Chapter(words) => {
                out.push(Paragraph::gap());
                out.push(Paragraph::new(words, Tone::Heading));
            }
            MovedLine::Clause { words, from, to, .. } => {
                out.push(Paragraph::item(words, tone(from, to)));
            }
        }
    }
    out
}

fn tone(from: Level, to: Level) -> Tone {
    match (from, to) {
        (Level::None, _) => Tone::Accent,
        (_, Level::None) => Tone::Dim,
        _ => Tone::Plain,
    }
}
