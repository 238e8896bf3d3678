//! 壹 摘要: the figures that matter, each with how it is counted.

use super::view::{View, rate};
use super::{attention, counts, gaps};
use crate::lang::{Lang, cite_chapter, state_name};
use crate::model::assessment::State;
use crate::model::pack::Level;
use crate::model::reporting::Section;
use crate::model::score::{Counts, Gap};
use crate::report::blocks::{Bar, Bars, Block, Series, Text, Tone, text};

/// Deficiencies named in the summary.
const TOP: usize = 8;

/// The summary.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, view.tr("report.summary"))
            .anchor("summary")
            .into(),
        Block::paragraph(lead(view)).into(),
        Block::heading(2, view.tr("report.summary_counts"))
            .anchor("counting")
            .unlisted()
            .into(),
    ];
    blocks.extend(tables(view));
    blocks.push(
        Block::heading(2, view.tr("report.summary_chapters"))
            .unlisted()
            .into(),
    );
    blocks.push(
        Block::note(view.tr("report.summary_chapters_note"))
            .keep_with_next()
            .into(),
    );
    blocks.push(bars(view).into());
    blocks.push(Block::heading(2, view.tr("report.summary_top")).unlisted().into());
    blocks.extend(top(view));
    blocks.push(
        Block::heading(2, view.tr("report.summary_attention"))
            .unlisted()
            .into(),
    );
    blocks.extend(attention::blocks(view));
    blocks
}

/// The result in sentences.
fn lead(view: &View<'_>) -> Text {
    let input = view.input;
    let all = &input.score.all;
    let number = |count: u64| count.to_string();
    let sum = counts::sum(&all.must, &all.should);
    let clauses = input.pack.clauses().count().to_string();
    let values = [
        ("organisation", view.profile().organisation.name.as_str()),
        ("period", &view.period()),
        ("guideline", input.lang.of(&input.pack.title)),
        ("clauses", &clauses),
        ("total", &number(all.total())),
        ("in_scope", &number(input.score.clauses.total())),
        ("answered", &number(all.answered())),
        ("deficiencies", &gap_count(view, Level::Must).to_string()),
        ("suggestions", &gap_count(view, Level::Should).to_string()),
        ("unanswered", &number(sum.of(State::Unanswered))),
        ("unable", &number(sum.of(State::Unable))),
    ];
    let open = sum.of(State::Unanswered) + sum.of(State::Unable) > 0;
    let last = if open {
        "report.summary_open"
    } else {
        "report.summary_closed"
    };
    text(view.fill("report.summary_lead", &values))
        .plain(view.fill("report.summary_scope", &values))
        .bold(view.fill("report.summary_gaps", &values))
        .plain(view.fill(last, &values))
}

/// How many gaps of a level there are, parts counted one by one.
pub(super) fn gap_count(view: &View<'_>, level: Level) -> usize {
    view.gaps.iter().filter(|gap| gap.level == level).count()
}

/// The counts by check and by clause, with the rule beneath.
fn tables(view: &View<'_>) -> Vec<Block> {
    let score = view.input.score;
    let values = [
        ("clauses", view.input.pack.clauses().count().to_string()),
        ("in_scope", score.clauses.total().to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let by_check = view.tr("report.summary_by_check").to_owned();
    vec![
        counts::table(view, by_check, &score.all).into(),
        counts::table(
            view,
            view.fill("report.summary_by_clause", &values),
            &score.clauses,
        )
        .into(),
        Block::note(view.tr("report.summary_rule")).into(),
    ]
}

/// One bar for each chapter.
fn bars(view: &View<'_>) -> Bars {
    let look = |state: State| match state {
        State::Met => (Tone::Accent, 100),
        State::Partial => (Tone::Accent, 45),
        State::NotMet => (Tone::Alert, 100),
        State::NotApplicable => (Tone::Muted, 12),
        State::Unable => (Tone::Muted, 70),
        State::Unanswered => (Tone::Plain, 0),
    };
    let series = State::ALL.iter().map(|state| {
        let (tone, strength) = look(*state);
        Series::new(state_name(*state, view.lang), tone, strength)
    });
    let bars = view.input.pack.chapters.iter().map(|chapter| {
        let counts = view
            .input
            .score
            .chapters
            .get(&chapter.number)
            .cloned()
            .unwrap_or_default();
        let title = view.lang.of(&chapter.title);
        let label = match view.lang {
            Lang::ZhTw => format!("{} {title}", cite_chapter(chapter.number, view.lang)),
            Lang::En => format!("{} {title}", chapter.number),
        };
        let musts = rate(counts.must.rate_per_mille());
        Bar::new(
            label,
            segments(&counts),
            view.fill("report.summary_bar_rate", &[("rate", &musts)]),
        )
    });
    Bars {
        series: series.collect(),
        bars: bars.collect(),
    }
}

fn segments(counts: &Counts) -> Vec<u32> {
    let sum = counts::sum(&counts.must, &counts.should);
    State::ALL
        .iter()
        .map(|state| u32::try_from(sum.of(*state)).unwrap_or(u32::MAX))
        .collect()
}

/// The worst deficiencies, unmet before partly met.
fn top(view: &View<'_>) -> Vec<Block> {
    let mut worst: Vec<&Gap> = view.gaps.iter().filter(|gap| gap.level == Level::Must).collect();
    if worst.is_empty() {
        return vec![
            Block::paragraph(
                text(view.tr("report.summary_top_none")).plain(view.tr("report.summary_top_none_open")),
            )
            .into(),
        ];
    }
    worst.sort_by_key(|gap| std::cmp::Reverse(gap.state.severity()));
    let more = worst.len().saturating_sub(TOP);
    worst.truncate(TOP);
    let words = match more {
        0 => view.tr("report.summary_top_all").to_owned(),
        more => view.fill("report.summary_top_more", &[("count", &more.to_string())]),
    };
    let pointer = text(words)
        .then(view.to(Section::Findings, "gaps", view.tr("report.gaps")))
        .plain(view.tr("report.full_stop"));
    vec![gaps::table(view, &worst).into(), Block::note(pointer).into()]
}
