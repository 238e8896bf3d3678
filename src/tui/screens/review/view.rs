//! Drawing the review screen: views and filter above, the list, and beside or below it what was said
//! on the selected check and where the sign-offs stand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list::Item;
use super::{Mode, ReviewScreen, VIEWS};
use crate::lang::{
    cite_part, date_words, difference_words, fill, kind_name, role_name, stage_name, state_name, target_name,
    tr,
};
use crate::model::assessment::State;
use crate::model::review::{Stage, approved_by_its_preparer, standing};
use crate::model::sign_off::{Standing, in_order};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::walk::mark_of;
use crate::tui::spots::{RowAt, Spot};
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::form;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::pane::{Paragraph, Split, split};
use crate::tui::widgets::row;

/// Rows above list and pane: the views and the filter.
const HEAD_ROWS: u16 = 2;
/// Most changes of a sign-off that are listed; the others are counted.
const LISTED: usize = 40;

impl ReviewScreen {
    /// Where list and pane stand.
    pub(super) fn areas(&self, context: &Context<'_>) -> Split {
        areas(Rect::new(0, 0, context.body.0, context.body.1))
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        if self.mode == Mode::SignOff {
            let inner = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(2),
                ..area
            };
            let rows = self.form.rows(context, workbook);
            return form::view(&rows, inner, buffer, context);
        }
        self.draw_views(context, workbook, area, buffer);
        let filter = self.draw_filter(context, area, buffer);
        let areas = areas(area);
        self.draw_list(context, workbook, areas.list, buffer);
        let below = Rect {
            y: area.y + HEAD_ROWS,
            height: area.height.saturating_sub(HEAD_ROWS),
            ..area
        };
        areas.draw_line(below, buffer, context.theme);
        match &self.mode {
            Mode::Return(checks) => self.draw_note(context, checks.len(), areas.pane, buffer),
            _ => {
                let paragraphs = self.paragraphs(context, workbook);
                let canvas = Canvas::from(context);
                self.pane.view(&paragraphs, areas.pane, buffer, canvas);
                let row = RowAt::in_list(1, self.in_pane, 0, true);
                canvas.spot(areas.pane, Spot::Row(row));
                filter
            }
        }
    }

    /// The views with their counts, the chosen one in brackets.
    fn draw_views(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        let words = |stage: Option<Stage>| {
            let name = stage.map_or(tr(lang, "review.filter_all"), |stage| stage_name(stage, lang));
            let count = self.with_list(context, workbook, |list| list.count(stage));
            fill(
                lang,
                "review.filter_count",
                &[("name", name), ("count", &count.to_string())],
            )
        };
        let shown = |stage: Option<Stage>| match stage == self.shown {
            true => format!("[{}]", words(stage)),
            false => format!(" {} ", words(stage)),
        };
        let all = VIEWS.map(shown);
        let room = area.width.saturating_sub(2);
        let fits = all.iter().map(|words| text::width(words)).sum::<usize>() <= usize::from(room);
        let row = Rect::new(area.x + 1, area.y, room, 1);
        let canvas = Canvas::from(context);
        match fits {
            true => {
                let chosen = VIEWS.iter().position(|view| *view == self.shown);
                canvas.turns(row, all.iter().map(String::as_str), 0, chosen);
            }
            false => canvas.spot(row, Spot::Turn(1)),
        }
        let mut x = area.x + 1;
        for (words, stage) in all.iter().zip(VIEWS) {
            let chosen = stage == self.shown;
            if !fits && !chosen {
                continue;
            }
            let words = match fits {
                true => words.clone(),
                false => format!("< {} >", words.trim_matches(['[', ']'])),
            };
            let tone = if chosen { Tone::Strong } else { Tone::Dim };
            let left = area.right().saturating_sub(x);
            x += put(buffer, x, area.y, left, &words, theme.style(tone));
        }
    }

    /// The filter on the left, how many are marked on the right; gives the place of the cursor.
    fn draw_filter(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (lang, theme) = (context.lang, context.theme);
        let y = area.y + 1;
        let marked = match self.marked.len() {
            0 => String::new(),
            count => fill(lang, "review.marked", &[("count", &count.to_string())]),
        };
        let right = u16::try_from(text::width(&marked)).unwrap_or(0);
        let x = area.right().saturating_sub(right + 1);
        put(buffer, x, y, right, &marked, theme.style(Tone::Accent));
        let label = tr(lang, "review.filter_label");
        let style = theme.style(Tone::Heading);
        let used = put(buffer, area.x + 1, y, area.width, label, style) + 1;
        let field = Rect {
            x: area.x + 1 + used,
            y,
            width: area.width.saturating_sub(used + right + 4),
            height: 1,
        };
        let cursor = self.filter.view(field, buffer, theme);
        if self.filter.is_empty() {
            let hint = theme.fit(tr(lang, "review.filter_hint"), usize::from(field.width));
            put(buffer, field.x, y, field.width, &hint, theme.style(Tone::Dim));
        }
        cursor
    }

    fn draw_list(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        self.with_list(context, workbook, |list| {
            if list.items.is_empty() {
                let words = tr(context.lang, "review.none_here");
                let lines = wrapped(words, usize::from(area.width));
                for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
                    put(buffer, area.x, y, area.width, line, theme.style(Tone::Dim));
                }
            }
            let selected = self.cursor.within(list.items.len());
            let offset = Cursor { row: selected }.offset(list.items.len(), usize::from(area.height));
            let columns = Columns::new(context, usize::from(area.width));
            let shown = list.items.iter().enumerate().skip(offset);
            for ((index, item), y) in shown.zip(area.top()..area.bottom()) {
                let words = self.item_words(context, workbook, item, &columns);
                let line = Rect { y, height: 1, ..area };
                let tone = match item.stage {
                    Stage::Reopened | Stage::Returned => Tone::Warning,
                    _ => Tone::Plain,
                };
                row::draw(buffer, line, theme, index == selected, &words, tone);
                let row = RowAt::in_list(0, !self.in_pane, index, index == selected);
                Canvas::from(context).spot(line, Spot::Row(row));
            }
        });
    }

    fn item_words(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        item: &Item,
        columns: &Columns,
    ) -> String {
        let lang = context.lang;
        let clause = workbook.pack.clause(item.check.clause);
        let title = clause.map(|clause| lang.of(&clause.title)).unwrap_or_default();
        let target = target_name(&workbook.assessment.profile, &item.check.target, lang);
        let (mark, _) = context.theme.mark(mark_of(item.state));
        let tick = if self.marked.contains(&item.check) {
            "[x]"
        } else {
            "[ ]"
        };
        format!(
            "{tick} {mark} {} {} {} {}",
            text::pad(&item.check.clause.to_string(), CLAUSE),
            text::pad(&context.theme.fit(title, columns.title), columns.title),
            text::pad(&context.theme.fit(target, columns.target), columns.target),
            text::pad(stage_name(item.stage, lang), columns.stage),
        )
    }

    fn draw_note(
        &self,
        context: &Context<'_>,
        count: usize,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (lang, theme) = (context.lang, context.theme);
        let title = fill(lang, "review.return_title", &[("count", &count.to_string())]);
        let title = theme.fit(&title, usize::from(area.width));
        let heading = theme.style(Tone::Heading);
        put(buffer, area.x, area.y, area.width, &title, heading);
        let hint = theme.fit(tr(lang, "review.return_hint"), usize::from(area.width));
        let bottom = area.bottom().saturating_sub(1);
        put(buffer, area.x, bottom, area.width, &hint, theme.style(Tone::Dim));
        let field = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(2),
            ..area
        };
        self.note.view(field, buffer, theme)
    }

    /// What the pane says: the selected check, then the sign-offs.
    pub(super) fn paragraphs(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Paragraph> {
        let mut paragraphs = self.about_check(context, workbook);
        if !paragraphs.is_empty() {
            paragraphs.push(Paragraph::gap());
        }
        paragraphs.extend(self.about_sign_offs(context, workbook));
        paragraphs
    }

    fn about_check(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Paragraph> {
        let lang = context.lang;
        let Some(check) = self.selected(context, workbook) else {
            return Vec::new();
        };
        let assessment = &workbook.assessment;
        let found = standing(assessment, check.clause, &check.target);
        let state = self.with_list(context, workbook, |list| {
            let item = list.items.iter().find(|item| item.check == check);
            item.map_or(State::Unanswered, |item| item.state)
        });
        let target = target_name(&assessment.profile, &check.target, lang);
        let head = format!("{} {target}  {}", check.clause, state_name(state, lang));
        let mut paragraphs = vec![Paragraph::new(head, Tone::Heading)];
        let Some(review) = found.review else {
            paragraphs.push(Paragraph::new(stage_name(found.stage, lang), Tone::Dim));
            return paragraphs;
        };
        let day = date_words(&review.at, lang);
        let said = fill(
            lang,
            "review.by_at",
            &[
                ("stage", stage_name(found.stage, lang)),
                ("by", &review.by),
                ("at", &day),
            ],
        );
        paragraphs.push(Paragraph::new(said, Tone::Plain));
        if !review.note.is_empty() {
            let note = fill(lang, "review.note", &[("note", &review.note)]);
            paragraphs.push(Paragraph::new(note, Tone::Plain));
        }
        if approved_by_its_preparer(assessment, check.clause, &check.target) {
            paragraphs.push(Paragraph::new(tr(lang, "review.own"), Tone::Warning));
        }
        if !found.changed.is_empty() {
            paragraphs.push(Paragraph::new(tr(lang, "review.changed_heading"), Tone::Warning));
            let label = |part: &str| cite_part(&workbook.pack, check.clause, Some(part), lang);
            let changed = found.changed.iter();
            paragraphs.extend(
                changed.map(|changed| Paragraph::item(difference_words(changed, &label, lang), Tone::Plain)),
            );
        }
        paragraphs
    }

    fn about_sign_offs(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Paragraph> {
        let lang = context.lang;
        let mut paragraphs = vec![Paragraph::new(tr(lang, "review.sign_offs"), Tone::Heading)];
        if in_order(&workbook.assessment).is_empty() {
            paragraphs.push(Paragraph::new(tr(lang, "review.sign_offs_none"), Tone::Dim));
            return paragraphs;
        }
        // Until the answer for this state of the workbook has come, nothing is claimed.
        let known = self
            .sign_offs
            .as_ref()
            .filter(|known| known.head == workbook.head);
        for standing in known.iter().flat_map(|known| known.standings.iter().rev()) {
            paragraphs.extend(about_sign_off(context, workbook, standing));
        }
        paragraphs
    }
}

fn about_sign_off(context: &Context<'_>, workbook: &Workbook, standing: &Standing) -> Vec<Paragraph> {
    let lang = context.lang;
    let sign_off = &standing.sign_off;
    let title = fill(
        lang,
        "review.sign_off_title",
        &[
            ("role", role_name(sign_off.role, lang)),
            ("by", &sign_off.by),
            ("title", &sign_off.title),
        ],
    );
    let (id, tone) = match standing.current {
        true => ("review.current", Tone::Good),
        false => ("review.stale", Tone::Warning),
    };
    let at = fill(
        lang,
        "review.sign_off_at",
        &[
            ("at", &date_words(&sign_off.at, lang)),
            ("standing", tr(lang, id)),
        ],
    );
    let mut paragraphs = vec![
        Paragraph::new(title.trim_end(), Tone::Strong),
        Paragraph::new(at, tone),
    ];
    if !sign_off.note.is_empty() {
        let note = fill(lang, "review.note", &[("note", &sign_off.note)]);
        paragraphs.push(Paragraph::new(note, Tone::Plain));
    }
    let profile = &workbook.assessment.profile;
    let checks = standing
        .checks
        .iter()
        .map(|check| format!("{} {}", check.clause, target_name(profile, &check.target, lang)));
    let others = standing.others.iter().map(|other| {
        format!("{} {}", kind_name(other.kind, lang), other.id)
            .trim_end()
            .to_owned()
    });
    push_listed(&mut paragraphs, context, "review.changed_checks", checks);
    push_listed(&mut paragraphs, context, "review.changed_others", others);
    if !standing.current && standing.checks.is_empty() && standing.others.is_empty() {
        paragraphs.push(Paragraph::new(tr(lang, "review.net_nothing"), Tone::Dim));
    }
    paragraphs
}

/// A heading with its count, then the first items.
fn push_listed(
    paragraphs: &mut Vec<Paragraph>,
    context: &Context<'_>,
    heading: &'static str,
    items: impl ExactSizeIterator<Item = String>,
) {
    let count = items.len();
    if count == 0 {
        return;
    }
    let lang = context.lang;
    let words = fill(lang, heading, &[("count", &count.to_string())]);
    paragraphs.push(Paragraph::new(words, Tone::Dim));
    paragraphs.extend(
        items
            .take(LISTED)
            .map(|words| Paragraph::item(words, Tone::Plain)),
    );
    if let Some(more @ 1..) = count.checked_sub(LISTED) {
        let words = fill(lang, "review.and_more", &[("count", &more.to_string())]);
        paragraphs.push(Paragraph::new(words, Tone::Dim));
    }
}

/// Cells of the clause's number.
const CLAUSE: usize = 6;
/// Cells before the columns: gutter, tick and mark.
const BEFORE: usize = 2 + 4 + 2;

/// Cells that the columns of the list take.
struct Columns {
    title: usize,
    target: usize,
    stage: usize,
}

impl Columns {
    fn new(context: &Context<'_>, width: usize) -> Self {
        let stages = Stage::ALL.map(|stage| text::width(stage_name(stage, context.lang)));
        let stage = stages.into_iter().max().unwrap_or(0);
        let rest = width.saturating_sub(BEFORE + CLAUSE + stage + 3);
        let target = rest * 2 / 5;
        Self {
            title: rest.saturating_sub(target),
            target,
            stage,
        }
    }
}

fn areas(area: Rect) -> Split {
    split(Rect {
        y: area.y + HEAD_ROWS,
        height: area.height.saturating_sub(HEAD_ROWS),
        ..area
    })
}
