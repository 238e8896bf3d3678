//! The right pane: one clause with its requirement, its answers for each target, its evidence list
//! and its guidance.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::tree::mark_of;
use crate::lang::{check_reason, level_name, method_name, state_name, target_name, tr};
use crate::model::pack::{Clause, ClauseId, Level, Text};
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::lines::{hanging, wrapped};
use crate::tui::widgets::paint::put;

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

/// Draws the pane; gives the number of lines that lie below what is shown.
pub fn view(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    state: PaneState,
    area: Rect,
    buffer: &mut Buffer,
) -> usize {
    let Some(clause) = workbook.pack.clause(clause) else {
        return 0;
    };
    let lines = lines(
        context,
        workbook,
        clause,
        usize::from(area.width.saturating_sub(2)),
    );
    let height = usize::from(area.height);
    let selected_line = lines
        .iter()
        .position(|line| line.slot == Some(state.slot))
        .unwrap_or(0);
    let for_selection = if state.focused {
        selected_line.saturating_sub(height.saturating_sub(3))
    } else {
        0
    };
    let top = (for_selection + state.scroll).min(lines.len().saturating_sub(height));
    let theme = context.theme;
    for (line, y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
        let selected = state.focused && line.slot == Some(state.slot);
        let mark = if selected { Mark::Selected } else { line.mark };
        let (glyph, mark_tone) = theme.mark(mark);
        put(buffer, area.x, y, 1, glyph, theme.style(mark_tone));
        let tone = if selected { Tone::Strong } else { line.tone };
        put(
            buffer,
            area.x + 2,
            y,
            area.width.saturating_sub(2),
            &line.words,
            theme.style(tone),
        );
    }
    let below = lines.len().saturating_sub(top + height);
    if below > 0 {
        let glyph = theme.glyphs().more_below;
        put(
            buffer,
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
            1,
            glyph,
            theme.style(Tone::Accent),
        );
    }
    below
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

/// One row for each target, and why a target is out of scope.
fn push_answers(
    lines: &mut Vec<Line>,
    context: &Context<'_>,
    workbook: &Workbook,
    clause: &Clause,
    width: usize,
) {
    let lang = context.lang;
    for (check, slot) in checks(workbook, clause.id).zip(0..) {
        let Some(target) = &check.target else {
            push_wrapped(
                lines,
                &check_reason(&workbook.pack, check, lang),
                width,
                Tone::Dim,
            );
            continue;
        };
        let state = effective_state(&workbook.assessment, check);
        let name = text::pad(
            target_name(&workbook.assessment.profile, target, lang),
            (width / 2).min(30),
        );
        let level = level_name(check.level, lang);
        let shown = if check.in_scope() {
            state_name(state, lang)
        } else {
            ""
        };
        let evidence = workbook.assessment.links_for(clause.id, target).count();
        let count = if evidence > 0 {
            format!("  E{evidence}")
        } else {
            String::new()
        };
        let mut row = Line::new(
            context
                .theme
                .fit(&format!("{name} {level}  {shown}{count}"), width),
            Tone::Plain,
        );
        row.slot = Some(slot);
        row.mark = if check.in_scope() {
            mark_of(state)
        } else {
            Mark::None
        };
        lines.push(row);
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
