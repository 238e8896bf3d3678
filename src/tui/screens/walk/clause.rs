//! The right pane: one clause with its requirement, its answers for each target, its evidence list
//! and its guidance.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::tree::mark_of;
use crate::lang::{check_reason, fill, level_name, method_name, state_name, target_name, tr};
use crate::model::pack::{Clause, ClauseId, Level, Text};
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::lines::{hanging, wrapped};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::scroll::{self, Scroll};

/// Something in the pane that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The answer for a target.
    Answer(Target),
    /// An item of the evidence list.
    Item(String),
}

/// One line of the pane.
struct Line {
    words: String,
    tone: Tone,
    mark: Mark,
    slot: Option<usize>,
}

impl Line {
    fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self {
            words: words.into(),
            tone,
            mark: Mark::None,
            slot: None,
        }
    }
}

/// What can be opened in the pane of a clause, in order.
pub fn slots(workbook: &Workbook, clause: ClauseId) -> Vec<Slot> {
    let targets = checks(workbook, clause)
        .filter_map(|check| check.target.clone())
        .map(Slot::Answer);
    let items = workbook
        .pack
        .clause(clause)
        .into_iter()
        .flat_map(|clause| &clause.evidence);
    targets
        .chain(items.map(|item| Slot::Item(item.id.clone())))
        .collect()
}

fn checks(workbook: &Workbook, clause: ClauseId) -> impl Iterator<Item = &Check> {
    workbook
        .scope
        .checks
        .iter()
        .filter(move |check| check.clause == clause)
}

/// Where the pane stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaneState {
    /// Index of the selected slot.
    pub slot: usize,
    /// Lines scrolled beyond what the selection needs.
    pub scroll: usize,
    /// The pane has the focus.
    pub focused: bool,
}

impl PaneState {
    /// Selects a slot and scrolls to it.
    pub fn select(&mut self, slot: usize) {
        self.slot = slot;
        self.scroll = 0;
    }
}

/// Draws the pane.
pub fn view(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    state: PaneState,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(clause) = workbook.pack.clause(clause) else {
        return;
    };
    let lines = lines(context, workbook, clause, words_width(area));
    let (first, furthest) = tops(&lines, state, area);
    let top = (first + state.scroll).min(furthest);
    let theme = context.theme;
    for (line, y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
        let selected = state.focused && line.slot == Some(state.slot);
        let mark = if selected { Mark::Selected } else { line.mark };
        let (glyph, mark_tone) = theme.mark(mark);
        put(buffer, area.x, y, 1, glyph, theme.style(mark_tone));
        let tone = if selected { Tone::Strong } else { line.tone };
        let width = u16::try_from(words_width(area)).unwrap_or(0);
        put(buffer, area.x + 2, y, width, &line.words, theme.style(tone));
    }
    let scroll = Scroll {
        top,
        height: usize::from(area.height),
        rows: lines.len(),
    };
    scroll::hint(buffer, area, theme, scroll);
}

/// How far the pane can be scrolled beyond what its selection needs.
pub fn furthest_scroll(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    state: PaneState,
    area: Rect,
) -> usize {
    let Some(clause) = workbook.pack.clause(clause) else {
        return 0;
    };
    let lines = lines(context, workbook, clause, words_width(area));
    let (first, furthest) = tops(&lines, state, area);
    furthest.saturating_sub(first)
}

/// Cells for words: between the gutter and the column of the scroll hint.
fn words_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(3))
}

/// The first visible line that the selection needs, and that of the last page.
fn tops(lines: &[Line], state: PaneState, area: Rect) -> (usize, usize) {
    let height = usize::from(area.height);
    let furthest = lines.len().saturating_sub(height);
    let selected = lines
        .iter()
        .position(|line| line.slot == Some(state.slot))
        .filter(|_| state.focused)
        .unwrap_or(0);
    (
        selected.saturating_sub(height.saturating_sub(3)).min(furthest),
        furthest,
    )
}

fn lines(context: &Context<'_>, workbook: &Workbook, clause: &Clause, width: usize) -> Vec<Line> {
    let lang = context.lang;
    let mut lines = Vec::new();
    let cited = crate::lang::cite_clause(&workbook.pack, clause.id, lang);
    let strongest = checks(workbook, clause.id)
        .map(|check| check.level)
        .max()
        .unwrap_or_default();
    push_wrapped(
        &mut lines,
        &format!("{} {}", clause.id, lang.of(&clause.title)),
        width,
        Tone::Heading,
    );
    lines.push(Line::new(
        format!("{cited}  {}", level_name(strongest, lang)),
        Tone::Dim,
    ));
    let official = super::official::lines(context, workbook, clause.id, width);
    lines.extend(official.into_iter().map(|(words, tone)| Line::new(words, tone)));
    section(&mut lines, tr(lang, "tui.clause_requirement"));
    push_wrapped(&mut lines, lang.of(&clause.requirement), width, Tone::Plain);
    for part in &clause.parts {
        let label = format!("{}  ", lang.of(&part.label));
        lines.extend(
            hanging(&label, lang.of(&part.requirement), width)
                .into_iter()
                .map(|l| Line::new(l, Tone::Dim)),
        );
    }
    section(&mut lines, tr(lang, "tui.clause_answers"));
    push_answers(&mut lines, context, workbook, clause, width);
    section(&mut lines, tr(lang, "tui.clause_evidence"));
    push_evidence(&mut lines, context, workbook, clause, width);
    let explanation = if clause.guidance_in_source {
        "tui.clause_explanation"
    } else {
        "tui.clause_own_advice"
    };
    push_texts(
        &mut lines,
        tr(lang, explanation),
        &clause.explanation,
        context,
        width,
    );
    push_procedure(&mut lines, context, clause, width);
    push_texts(
        &mut lines,
        tr(lang, "tui.clause_gaps"),
        &clause.gaps,
        context,
        width,
    );
    push_texts(
        &mut lines,
        tr(lang, "tui.clause_fix"),
        &clause.fix,
        context,
        width,
    );
    lines
}

fn section(lines: &mut Vec<Line>, title: &str) {
    lines.push(Line::new("", Tone::Plain));
    lines.push(Line::new(title, Tone::Heading));
}

fn push_wrapped(lines: &mut Vec<Line>, words: &str, width: usize, tone: Tone) {
    lines.extend(
        wrapped(words, width)
            .into_iter()
            .map(|line| Line::new(line, tone)),
    );
}

fn push_texts(lines: &mut Vec<Line>, title: &str, texts: &[Text], context: &Context<'_>, width: usize) {
    if texts.is_empty() {
        return;
    }
    section(lines, title);
    for text in texts {
        let bullet = hanging("- ", context.lang.of(text), width);
        lines.extend(bullet.into_iter().map(|line| Line::new(line, Tone::Plain)));
    }
}

/// The columns of an answer's row.
struct Answered {
    name: String,
    level: &'static str,
    state: &'static str,
    evidence: String,
}

impl Answered {
    fn new(context: &Context<'_>, workbook: &Workbook, check: &Check, target: &Target) -> Self {
        let lang = context.lang;
        let state = effective_state(&workbook.assessment, check);
        let evidence = workbook.assessment.links_for(check.clause, target).count();
        Self {
            name: target_name(&workbook.assessment.profile, target, lang).to_owned(),
            level: level_name(check.level, lang),
            state: if check.in_scope() {
                state_name(state, lang)
            } else {
                ""
            },
            evidence: match evidence {
                0 => String::new(),
                count => fill(lang, "tui.answer_evidence", &[("count", &count.to_string())]),
            },
        }
    }

    /// The columns after the name, each as wide as its widest among `rows`.
    fn after_name(&self, rows: &[Self]) -> String {
        let widest = |column: fn(&Self) -> &str| rows.iter().map(|row| text::width(column(row))).max();
        let level = text::pad(self.level, widest(|row| row.level).unwrap_or(0));
        let state = text::pad(self.state, widest(|row| row.state).unwrap_or(0));
        let evidence = text::pad(&self.evidence, widest(|row| &row.evidence).unwrap_or(0));
        format!("  {level}  {state}  {evidence}").trim_end().to_owned()
    }
}

/// One row for each target, and why a target is out of scope.
fn push_answers(
    lines: &mut Vec<Line>,
    context: &Context<'_>,
    workbook: &Workbook,
    clause: &Clause,
    width: usize,
) {
    let lang = context.lang;
    let rows: Vec<Answered> = checks(workbook, clause.id)
        .filter_map(|check| Some(Answered::new(context, workbook, check, check.target.as_ref()?)))
        .collect();
    let widest = |of: &dyn Fn(&Answered) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let after = widest(&|row| text::width(&row.after_name(&rows)));
    let room = widest(&|row| text::width(&row.name)).min(width.saturating_sub(after).max(8));
    let mut columns = rows.iter();
    for (check, slot) in checks(workbook, clause.id).zip(0..) {
        let Some(row) = check.target.as_ref().and_then(|_| columns.next()) else {
            let reason = check_reason(&workbook.pack, check, lang);
            push_wrapped(lines, &reason, width, Tone::Dim);
            continue;
        };
        let words = format!("{}{}", text::pad(&row.name, room), row.after_name(&rows));
        let mut line = Line::new(context.theme.fit(&words, width), Tone::Plain);
        line.slot = Some(slot);
        line.mark = if check.in_scope() {
            mark_of(effective_state(&workbook.assessment, check))
        } else {
            Mark::None
        };
        lines.push(line);
        if check.level == Level::None || check.unconfirmed().next().is_some() {
            let reason = hanging("    ", &check_reason(&workbook.pack, check, lang), width);
            lines.extend(reason.into_iter().map(|line| Line::new(line, Tone::Dim)));
        }
    }
}

/// One row for each item of the evidence list, with what is attached to it.
fn push_evidence(
    lines: &mut Vec<Line>,
    context: &Context<'_>,
    workbook: &Workbook,
    clause: &Clause,
    width: usize,
) {
    let first = checks(workbook, clause.id)
        .filter(|check| check.target.is_some())
        .count();
    for (item, slot) in clause.evidence.iter().zip(first..) {
        let attached: Vec<String> = workbook
            .assessment
            .links
            .values()
            .filter(|link| link.clause == clause.id && link.item.as_deref() == Some(&item.id))
            .filter_map(|link| workbook.assessment.evidence.get(&link.evidence))
            .map(|evidence| evidence.label())
            .collect();
        let labels = attached.join(" ");
        let name = context.lang.pick(&item.zh_tw, &item.en);
        let room = width.saturating_sub(text::width(&labels) + 1).max(20);
        let mark = if attached.is_empty() {
            Mark::None
        } else {
            Mark::Met
        };
        for (line, index) in wrapped(name, room).into_iter().zip(0..) {
            let words = if index == 0 {
                format!("{} {labels}", text::pad(&line, room))
            } else {
                line
            };
            let mut line = Line::new(words, Tone::Plain);
            line.slot = (index == 0).then_some(slot);
            line.mark = if index == 0 { mark } else { Mark::None };
            lines.push(line);
        }
    }
}

fn push_procedure(lines: &mut Vec<Line>, context: &Context<'_>, clause: &Clause, width: usize) {
    let lang = context.lang;
    if clause.procedure.is_empty() {
        return;
    }
    section(lines, tr(lang, "tui.clause_procedure"));
    for step in &clause.procedure {
        let label = format!("{}  ", method_name(step.method, lang));
        let first = hanging(&label, lang.of(&step.step), width);
        lines.extend(first.into_iter().map(|line| Line::new(line, Tone::Plain)));
        let expected = format!("{}{}", tr(lang, "tui.clause_expect"), lang.of(&step.expect));
        let expected = hanging(&" ".repeat(text::width(&label)), &expected, width);
        lines.extend(expected.into_iter().map(|line| Line::new(line, Tone::Dim)));
    }
}
