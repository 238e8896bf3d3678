//! The register of actions: overdue ones first, then by due date.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{FindingScreen, draw_detail, draw_empty, draw_title, first_line, list_and_detail, status_words};
use crate::lang::{date_words, fill, tr};
use crate::model::assessment::{ActionItem, ActionStatus, Finding};
use crate::model::findings::register;
use crate::text;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::row;

/// The register of actions.
#[derive(Debug, Default)]
pub struct ActionsScreen {
    cursor: Cursor,
    rows: Held<Vec<String>>,
}

impl ActionsScreen {
    /// Uids of the actions in the register's order.
    fn rows(&self, workbook: &Workbook) -> Rc<Vec<String>> {
        self.rows.get(workbook.head.count, || {
            let entries = register(&workbook.assessment, &workbook.today);
            entries.iter().map(|entry| entry.action.uid.clone()).collect()
        })
    }

    fn selected<'a>(&self, workbook: &'a Workbook) -> Option<&'a ActionItem> {
        let rows = self.rows(workbook);
        let uid = rows.get(self.cursor.within(rows.len()))?;
        workbook.assessment.actions.get(uid)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Open => context
                .workbook
                .is_some_and(|workbook| !workbook.assessment.actions.is_empty()),
            _ => context.workbook.is_some(),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Open => match self.selected(workbook) {
                Some(action) => vec![FindingScreen::open_at_action(
                    context,
                    &action.finding,
                    &action.uid,
                )],
                None => Vec::new(),
            },
            _ => {
                let count = workbook.assessment.actions.len();
                self.cursor.update(command, count, usize::from(context.body.1));
                Vec::new()
            }
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let rows = self.rows(workbook);
        let (list, detail) = list_and_detail(area);
        if rows.is_empty() {
            draw_empty(context, "finding.no_actions", list, buffer);
            return None;
        }
        let today = date_words(&workbook.today, context.lang);
        let title = fill(context.lang, "finding.register_title", &[("today", &today)]);
        let body = draw_title(context, &title, list, buffer);
        let columns = Columns::new(context);
        let selected = self.cursor.within(rows.len());
        let offset = Cursor { row: selected }.offset(rows.len(), usize::from(body.height));
        let visible = rows
            .iter()
            .enumerate()
            .skip(offset)
            .zip(body.top()..body.bottom());
        for ((index, uid), y) in visible {
            let Some(action) = workbook.assessment.actions.get(uid) else {
                continue;
            };
            let at = Rect { y, height: 1, ..body };
            let tone = match (action.is_overdue(&workbook.today), action.status().is_settled()) {
                (true, _) => Tone::Bad,
                (false, true) => Tone::Dim,
                (false, false) => Tone::Plain,
            };
            let words = columns.words(context, workbook, action);
            row::draw(buffer, at, context, index == selected, &words, tone);
        }
        if let Some(action) = self.selected(workbook) {
            draw_detail(context, &detail_words(context, workbook, action), detail, buffer);
        }
        None
    }
}

/// Cells of the columns.
struct Columns {
    due: usize,
    status: usize,
}

/// Cells of the owner.
const OWNER: usize = 12;

impl Columns {
    fn new(context: &Context<'_>) -> Self {
        let lang = context.lang;
        let statuses = ActionStatus::ALL.map(|status| crate::lang::action_status_name(status, lang));
        let statuses = statuses.into_iter().chain([tr(lang, "finding.overdue")]);
        Self {
            due: text::width(&date_words("2026-12-31", lang)),
            status: statuses.map(text::width).max().unwrap_or(0),
        }
    }

    /// Due date, status, finding, owner, action.
    fn words(&self, context: &Context<'_>, workbook: &Workbook, action: &ActionItem) -> String {
        let lang = context.lang;
        let due = match action.due.as_str() {
            "" => tr(lang, "finding.no_due").to_owned(),
            due => date_words(due, lang),
        };
        let finding = workbook.assessment.findings.get(&action.finding);
        let owner = context.theme.fit(&action.owner, OWNER);
        format!(
            "{} {} {} {} {}",
            text::pad(&due, self.due),
            text::pad(status_words(action, &workbook.today, lang), self.status),
            text::pad(&finding.map(Finding::label).unwrap_or_default(), 5),
            text::pad(&owner, OWNER),
            text::visible(first_line(&action.description), false),
        )
    }
}

fn detail_words(context: &Context<'_>, workbook: &Workbook, action: &ActionItem) -> String {
    let finding = workbook.assessment.findings.get(&action.finding);
    let about = finding.map(|finding| {
        let clause = super::clause_words(&workbook.pack, finding.clause, context.lang);
        format!("{} {clause}", finding.label())
    });
    format!("{}\n{}", about.unwrap_or_default(), action.description)
}
