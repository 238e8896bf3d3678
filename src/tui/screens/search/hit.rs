//! One hit of the search: the clause with what was found in its title, and below it the text in
//! which the rest was found.

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::model::pack::ClauseId;
use crate::model::search::{hits, hits_in_title, piece};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::walk::mark_of;
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::paint::put;

/// Rows that a hit takes: its title and where it was found.
pub const ROWS_OF_A_HIT: u16 = 2;
/// Cells of the clause's number.
const ID_CELLS: usize = 6;

/// What was written about a clause here, each text once: notes of its answers, titles and places of
/// its evidence, findings.
pub fn own_texts(workbook: &Workbook, clause: ClauseId) -> Vec<String> {
    let assessment = &workbook.assessment;
    let notes = assessment.answers_of(clause).map(|answer| answer.note.as_str());
    let evidence = assessment
        .links_of(clause)
        .filter_map(|link| assessment.evidence.get(&link.evidence))
        .flat_map(|evidence| [evidence.title.as_str(), evidence.location.as_str()]);
    let targets = workbook.scope.checks_of(clause).iter();
    let findings = targets
        .filter_map(|check| check.target.as_ref())
        .flat_map(|target| assessment.findings_for(clause, target))
        .flat_map(|finding| [finding.condition.as_str(), finding.recommendation.as_str()]);
    let all: BTreeSet<&str> = notes.chain(evidence).chain(findings).collect();
    let written = all.into_iter().filter(|text| !text.is_empty());
    written.map(str::to_owned).collect()
}

/// A hit and where to look for the words in it.
pub struct Found<'a> {
    /// The clause.
    pub clause: ClauseId,
    /// What was asked for.
    pub query: &'a str,
    /// What was written here and holds a word of it.
    pub own: &'a [String],
}

/// The first text of a clause in which a word of the query stands: its requirement, its guidance,
/// what was written here; the language of the screen first.
fn found_in(context: &Context<'_>, workbook: &Workbook, found: &Found<'_>) -> Option<String> {
    let lang = context.lang;
    let known = workbook.pack.clause(found.clause)?;
    let parts = known.parts.iter().map(|part| &part.requirement);
    let advice = known.explanation.iter().chain(&known.gaps).chain(&known.fix);
    let steps = known.procedure.iter().flat_map(|step| [&step.step, &step.expect]);
    let texts: Vec<_> = std::iter::once(&known.requirement)
        .chain(parts)
        .chain(advice)
        .chain(steps)
        .collect();
    let of = |lang: crate::lang::Lang| {
        let items = known
            .evidence
            .iter()
            .map(move |item| lang.pick(&item.zh_tw, &item.en));
        texts.iter().map(move |text| lang.of(text)).chain(items)
    };
    let aliases = known.aliases.iter().map(String::as_str);
    let own = found.own.iter().map(String::as_str);
    let mut all = own.chain(of(lang)).chain(aliases).chain(of(lang.other()));
    let (piece, is_cut) = all.find_map(|text| piece(text, found.query))?;
    let ellipsis = if is_cut {
        context.theme.glyphs().ellipsis
    } else {
        ""
    };
    Some(format!("{ellipsis}{piece}"))
}

/// Draws a hit.
pub fn draw(
    context: &Context<'_>,
    workbook: &Workbook,
    found: &Found<'_>,
    selected: bool,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (lang, theme) = (context.lang, context.theme);
    let (clause, query) = (found.clause, found.query);
    Canvas::from(context).row(area, selected);
    let (gutter, gutter_tone) = theme.mark(if selected { Mark::Selected } else { Mark::None });
    put(buffer, area.x, area.y, 1, gutter, theme.style(gutter_tone));
    let state = workbook.ledger.clause_state(clause);
    let (mark, mark_tone) = theme.mark(state.map_or(Mark::None, mark_of));
    put(buffer, area.x + 2, area.y, 1, mark, theme.style(mark_tone));
    let title = workbook
        .pack
        .clause(clause)
        .map_or("", |known| lang.of(&known.title));
    let id = text::pad(&clause.to_string(), ID_CELLS);
    let tone = if selected { Tone::Strong } else { Tone::Plain };
    let used = put(
        buffer,
        area.x + 4,
        area.y,
        area.width.saturating_sub(4),
        &id,
        theme.style(tone),
    );
    let x = area.x + 4 + used + 1;
    let row = Rect {
        x,
        width: area.right().saturating_sub(x),
        height: 1,
        ..area
    };
    with_hits(context, title, &hits_in_title(title, query), tone, row, buffer);
    if area.height < ROWS_OF_A_HIT {
        return;
    }
    if let Some(words) = found_in(context, workbook, found) {
        let below = Rect { y: area.y + 1, ..row };
        with_hits(context, &words, &hits(&words, query), Tone::Dim, below, buffer);
    }
}

/// Draws a text on one row with the hits in it underlined and bold.
fn with_hits(
    context: &Context<'_>,
    words: &str,
    hits: &[Range<usize>],
    tone: Tone,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = context.theme;
    let shown = theme.fit(words, usize::from(area.width));
    let plain = theme.style(tone);
    let strong = theme
        .style(Tone::Accent)
        .add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    // What was cut off or shown as a symbol has no hit of its own.
    let is_same = |range: &&Range<usize>| {
        words.get(..range.end) == shown.get(..range.end) && words.get(..range.end).is_some()
    };
    let mut at = 0;
    let mut x = area.x;
    let mut draw = |piece: &str, style| {
        let room = area.right().saturating_sub(x);
        x += put(buffer, x, area.y, room, piece, style);
    };
    for hit in hits.iter().filter(is_same) {
        draw(shown.get(at..hit.start).unwrap_or_default(), plain);
        draw(shown.get(hit.clone()).unwrap_or_default(), strong);
        at = hit.end;
    }
    draw(shown.get(at..).unwrap_or_default(), plain);
}
