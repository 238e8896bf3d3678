//! Drawing the list of systems.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Row, SystemsScreen, checks, former};
use crate::lang::tr;
use crate::model::pack::ConditionLevel;
use crate::model::profile::{System, Tri};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;

/// Widths of the columns behind the name, in cells.
const COLUMNS: [usize; 3] = [12, 13, 8];

impl SystemsScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let theme = context.theme;
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let about = about(context, workbook, self.row(workbook, context.lang));
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
        let former = self.former.of(&workbook.assessment);
        let rows = self.rows(workbook, context.lang);
        let count = rows.len();
        let words = |row: Row| match row {
            Row::System(at) => systems
                .get(at)
                .map(|system| columns(&cells(context, workbook, system), width))
                .unwrap_or_default(),
            Row::Suggested => format!("{} >>", tr(context.lang, "start.suggested_open")),
            Row::Add => tr(context.lang, "describe.add_system").to_owned(),
            Row::Former(at) => former
                .get(at)
                .map(|removed| removed.words(context.lang))
                .unwrap_or_default(),
            Row::Walk => format!("{} >>", tr(context.lang, "describe.to_walk")),
        };
        // While a name is typed, the row that adds is the field.
        let adding = rows.iter().position(|row| *row == Row::Add).unwrap_or(0);
        let selected = if self.naming {
            adding
        } else {
            self.cursor.within(count)
        };
        let offset = Cursor { row: selected }.offset(count, usize::from(area.height));
        let mut cursor = None;
        let visible = rows.iter().enumerate().skip(offset);
        for ((index, kind), y) in visible.zip(area.top()..area.bottom()) {
            let at = Rect { y, height: 1, ..area };
            if self.naming && index == adding {
                let label = former::label(context.lang, self.again.as_deref());
                row::draw(buffer, at, context, true, &label, Tone::Plain);
                let used = u16::try_from(text::width(&label) + 3).unwrap_or(area.width);
                let field = Rect {
                    x: at.x + used,
                    width: at.width.saturating_sub(used),
                    ..at
                };
                cursor = self.name.view(field, buffer, theme);
            } else {
                row::draw(buffer, at, context, index == selected, &words(*kind), Tone::Plain);
            }
        }
        cursor
    }
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
    if row == Row::Suggested {
        out.push(tr(lang, "start.suggested_row_about").to_owned());
    }
    if systems.is_empty() {
        out.push(tr(lang, "describe.systems_none").to_owned());
    } else if let Row::System(_) = row {
        out.push(tr(lang, "describe.systems_open").to_owned());
    }
    if let Row::Former(_) = row {
        out.push(tr(lang, "describe.former_about").to_owned());
    }
    if !systems.is_empty() && systems.iter().all(|system| system.core == Some(false)) {
        out.push(tr(lang, "describe.systems_no_core").to_owned());
    }
    out
}
