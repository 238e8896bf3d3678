//! All findings: number, kind, clause, rating, actions and whether it came back.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{
    ActionsScreen, FindingScreen, action_counts, clause_words, draw_detail, draw_empty, draw_title,
    kind_name, list_and_detail,
};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{fill, rating_name, target_name, tr};
use crate::model::assessment::Finding;
use crate::model::change::{Action, Kind};
use crate::model::findings::{actions_by_finding, drafts, in_order, level_of, levels, repeated};
use crate::model::pack::Level;
use crate::text;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::{GapsScreen, Screen, SelfCheckScreen};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::row;

/// What a row shows of a finding besides its own fields.
#[derive(Debug)]
struct Row {
    uid: String,
    level: Level,
    open: usize,
    overdue: usize,
    actions: usize,
    repeats: Option<String>,
}

/// The list of findings.
#[derive(Debug, Default)]
pub struct FindingsScreen {
    cursor: Cursor,
    rows: Held<Vec<Row>>,
    /// Findings are being drafted; the first of them is to be selected.
    drafting: bool,
}

impl FindingsScreen {
    fn rows(&self, workbook: &Workbook) -> std::rc::Rc<Vec<Row>> {
        self.rows.get(workbook.head.count, || rows(workbook))
    }

    fn selected<'a>(&self, workbook: &'a Workbook) -> Option<&'a Finding> {
        let rows = self.rows(workbook);
        let row = rows.get(self.cursor.within(rows.len()))?;
        workbook.assessment.findings.get(&row.uid)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        let any = !workbook.assessment.findings.is_empty();
        match command {
            Command::Open => any,
            Command::Remove => any && !workbook.read_only,
            Command::DraftFindings => !workbook.read_only,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Open => match self.selected(workbook) {
                Some(finding) => vec![FindingScreen::open(context, &finding.uid)],
                None => Vec::new(),
            },
            Command::DraftFindings => self.ask_to_draft(context, workbook),
            Command::Remove => self.ask_to_remove(context, workbook),
            Command::Gaps => vec![Act::Replace(Box::new(Screen::Gaps(GapsScreen::default())))],
            Command::Actions => vec![Act::push(Screen::Actions(ActionsScreen::default()))],
            Command::EarlierFindings => vec![Act::push(Screen::Earlier(Box::default()))],
            Command::Walk => vec![Act::Pop],
            Command::SelfCheck => SelfCheckScreen::open(),
            _ => {
                let count = workbook.assessment.findings.len();
                self.cursor.update(command, count, usize::from(context.body.1));
                Vec::new()
            }
        }
    }

    fn ask_to_draft(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let lang = context.lang;
        let drafts = drafts(&workbook.scope, &workbook.assessment);
        if drafts.is_empty() {
            let words = tr(lang, "finding.nothing_to_draft").to_owned();
            return vec![Act::Say(Notice::Done(words))];
        }
        let checks: usize = drafts.iter().map(|drafted| 1 + drafted.also.len()).sum();
        let question = fill(
            lang,
            "finding.draft_question",
            &[
                ("count", &drafts.len().to_string()),
                ("checks", &checks.to_string()),
            ],
        );
        self.drafting = true;
        let request = Request::DraftFindings {
            clause: None,
            target: None,
            lang,
        };
        let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    fn ask_to_remove(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let Some(finding) = self.selected(workbook) else {
            return Vec::new();
        };
        let actions = workbook.assessment.actions.values();
        let count = actions.filter(|action| action.finding == finding.uid).count();
        let question = fill(
            context.lang,
            "finding.remove_question",
            &[("finding", &finding.label()), ("actions", &count.to_string())],
        );
        let request = Request::RemoveFinding(finding.uid.clone());
        let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    /// Takes what was saved: the first drafted finding is selected.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(saved), true) = (context.workbook, outcome, self.drafting) else {
            return Vec::new();
        };
        self.drafting = false;
        if saved.action != Action::SetFinding {
            return Vec::new();
        }
        let of_findings = saved
            .changes
            .iter()
            .filter(|change| change.object.kind == Kind::Finding && change.object.field.is_none());
        let uids: Vec<&str> = of_findings.map(|change| change.object.uid.as_str()).collect();
        let rows = self.rows(workbook);
        if let Some(at) = rows.iter().position(|row| uids.contains(&row.uid.as_str())) {
            self.cursor.row = at;
        }
        let count = uids.len().to_string();
        let words = fill(context.lang, "finding.drafted", &[("count", &count)]);
        vec![Act::Say(Notice::Done(words))]
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let rows = self.rows(workbook);
        let (list, detail) = list_and_detail(area);
        if rows.is_empty() {
            draw_empty(context, "finding.none", list, buffer);
            return None;
        }
        let title = title(context, workbook, &rows);
        let body = draw_title(context, &title, list, buffer);
        let selected = self.cursor.within(rows.len());
        let offset = Cursor { row: selected }.offset(rows.len(), usize::from(body.height));
        let visible = rows
            .iter()
            .enumerate()
            .skip(offset)
            .zip(body.top()..body.bottom());
        let tails = visible.clone().map(|((_, entry), _)| tail_words(context, entry));
        let tail_width = tails.map(|tail| text::width(&tail)).max().unwrap_or(0);
        for ((index, entry), y) in visible {
            let Some(finding) = workbook.assessment.findings.get(&entry.uid) else {
                continue;
            };
            let at = Rect { y, height: 1, ..body };
            let columns = (usize::from(body.width), tail_width);
            let words = words(context, workbook, finding, entry, columns);
            let tone = if entry.overdue > 0 {
                Tone::Warning
            } else {
                Tone::Plain
            };
            row::draw(buffer, at, context, index == selected, &words, tone);
        }
        let about = self.selected(workbook).map(|finding| finding.condition.as_str());
        let about = about.filter(|words| !words.trim().is_empty());
        let about = about.unwrap_or(tr(context.lang, "finding.no_condition"));
        draw_detail(context, about, detail, buffer);
        None
    }
}

fn rows(workbook: &Workbook) -> Vec<Row> {
    let assessment = &workbook.assessment;
    let levels = levels(&workbook.scope, assessment);
    let actions = actions_by_finding(assessment);
    let findings = in_order(assessment).into_iter();
    findings
        .map(|finding| {
            let list = actions
                .get(finding.uid.as_str())
                .map(Vec::as_slice)
                .unwrap_or_default();
            let open = list.iter().filter(|action| !action.status().is_settled());
            let overdue = list.iter().filter(|action| action.is_overdue(&workbook.today));
            Row {
                uid: finding.uid.clone(),
                level: level_of(&levels, finding),
                open: open.count(),
                overdue: overdue.count(),
                actions: list.len(),
                repeats: repeated(assessment, finding).map(|earlier| earlier.label()),
            }
        })
        .collect()
}

fn title(context: &Context<'_>, workbook: &Workbook, rows: &[Row]) -> String {
    let count = |level| rows.iter().filter(|row| row.level == level).count().to_string();
    let overdue: usize = rows.iter().map(|row| row.overdue).sum();
    fill(
        context.lang,
        "finding.title",
        &[
            ("must", &count(Level::Must)),
            ("should", &count(Level::Should)),
            ("actions", &workbook.assessment.actions.len().to_string()),
            ("overdue", &overdue.to_string()),
        ],
    )
}

/// What became of a finding: its actions, and which earlier one it repeats.
fn tail_words(context: &Context<'_>, entry: &Row) -> String {
    let lang = context.lang;
    let mut tail = action_counts(entry.open, entry.overdue, entry.actions, lang);
    if let Some(earlier) = &entry.repeats {
        tail.push(' ');
        tail.push_str(&fill(lang, "finding.repeats_mark", &[("earlier", earlier)]));
    }
    tail
}

/// `F-02 缺失 高 4.4 半年審查 會員網站 等另 2 項 措施 1/2` in columns: title and checks share the room
/// that the others leave.
fn words(
    context: &Context<'_>,
    workbook: &Workbook,
    finding: &Finding,
    entry: &Row,
    (width, tail_width): (usize, usize),
) -> String {
    let lang = context.lang;
    let rating = finding.rating.map_or("-", |rating| rating_name(rating, lang));
    let lead = format!(
        "{} {} {} ",
        text::pad(&finding.label(), 5),
        text::pad(kind_name(entry.level, lang), lang_width(context)),
        text::pad(rating, text::width(tr(lang, "model.rating_medium"))),
    );
    let target = target_name(&workbook.assessment.profile, &finding.target, lang);
    let mut checks = text::visible(target, false);
    if !finding.also.is_empty() {
        let count = finding.also.len().to_string();
        checks.push_str(&fill(lang, "finding.and_more", &[("count", &count)]));
    }
    let room = width.saturating_sub(text::width(&lead) + tail_width + 4);
    let (title_room, checks_room) = (room - room / 2, room / 2);
    let title = clause_words(&workbook.pack, finding.clause, lang);
    format!(
        "{lead}{} {} {}",
        text::pad(&context.theme.fit(&title, title_room), title_room),
        text::pad(&context.theme.fit(&checks, checks_room), checks_room),
        tail_words(context, entry)
    )
}

/// Cells of the widest kind of finding.
fn lang_width(context: &Context<'_>) -> usize {
    let kinds = [Level::Must, Level::Should, Level::None];
    let widths = kinds.map(|level| text::width(kind_name(level, context.lang)));
    widths.into_iter().max().unwrap_or(0)
}
