//! 壹 摘要: one page for those who answer for the firm. What does not fit stands in chapter 肆.

use super::view::{View, rate};
use super::{attention, change, counts, decisions, gaps};
use crate::lang::{Lang, cite_chapter, state_name};
use crate::model::assessment::{Rating, State};
use crate::model::dashboard;
use crate::model::pack::Level;
use crate::model::reporting::Section;
use crate::model::score::{Counts, Gap};
use crate::report::blocks::{Bar, Bars, Block, Callout, Series, Text, Tone, text};

/// How much the page tells.
#[derive(Debug, Clone, Copy)]
struct Length {
    /// Deficiencies named at most.
    gaps: usize,
    /// Points to decide or keep in mind at most.
    points: usize,
    /// Whether the rule of counting is told; chapter 肆 always tells it.
    rule: bool,
}

/// The page is told at the first of these lengths at which it is one page.
const LENGTHS: [Length; 11] = [
    length(8, 12, true),
    length(8, 8, true),
    length(6, 6, true),
    length(5, 5, true),
    length(5, 4, true),
    length(4, 3, true),
    length(3, 3, true),
    length(3, 3, false),
    length(3, 2, false),
    length(2, 1, false),
    length(1, 0, false),
];

const fn length(gaps: usize, points: usize, rule: bool) -> Length {
    Length { gaps, points, rule }
}

/// The summary, a page of its own.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let title = Block::heading(1, view.tr("report.summary")).anchor("summary");
    let lengths = LENGTHS.iter().map(|length| told(view, *length)).collect();
    vec![title.into(), Block::OneOf(lengths), Block::PageBreak]
}

/// The page at one length.
fn told(view: &View<'_>, length: Length) -> Vec<Block> {
    let heading = |id| Block::heading(4, view.tr(id)).unlisted().into();
    let mut blocks = vec![verdict(view), heading("report.summary_counts")];
    blocks.push(counts::levels(view, &view.input.score.all).into());
    blocks.push(Block::note(counting(view, length.rule)).into());
    blocks.push(heading("report.summary_chapters"));
    blocks.extend(chapters(view));
    blocks.push(heading("report.summary_top"));
    blocks.push(top(view, length.gaps));
    blocks.push(heading("annex.decide"));
    blocks.push(points(view, length.points));
    blocks
}

/// What the page's figures leave out: the counts by clause, the whole rule, every point to keep in mind.
pub(super) fn details(view: &View<'_>) -> Vec<Block> {
    let score = view.input.score;
    let values = [
        ("clauses", view.input.pack.clauses().count().to_string()),
        ("in_scope", score.clauses.total().to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let by_clause = view.fill("report.summary_by_clause", &values);
    let by_check = view.tr("report.summary_by_check").to_owned();
    let mut blocks: Vec<Block> = vec![
        Block::paragraph(lead(view)).into(),
        counts::table(view, by_check, &score.all).into(),
        counts::table(view, by_clause, &score.clauses).into(),
        Block::note(view.tr("report.summary_rule")).into(),
        Block::heading(2, view.tr("report.summary_attention"))
            .anchor("attention")
            .unlisted()
            .into(),
    ];
    blocks.extend(attention::blocks(view));
    blocks
}

/// The result in one sentence, and of what it is the result.
fn verdict(view: &View<'_>) -> Block {
    let all = &view.input.score.all;
    let sum = counts::sum(&all.must, &all.should);
    let (unmet, partial) = (all.must.of(State::NotMet), all.must.of(State::Partial));
    let (unanswered, unable) = (sum.of(State::Unanswered), sum.of(State::Unable));
    let values = [
        ("deficiencies", gap_count(view, Level::Must).to_string()),
        ("suggestions", gap_count(view, Level::Should).to_string()),
        ("unmet", unmet.to_string()),
        ("partial", partial.to_string()),
        ("rate", rate(all.must.rate_per_mille())),
        ("unanswered", unanswered.to_string()),
        ("unable", unable.to_string()),
        ("total", all.total().to_string()),
        ("answered", all.answered().to_string()),
        ("in_scope", view.input.score.clauses.total().to_string()),
        ("organisation", view.profile().organisation.name.clone()),
        ("period", view.period()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let (id, tone) = match (gap_count(view, Level::Must), unanswered, unable) {
        (_, unanswered, _) if unanswered > 0 => ("annex.verdict_unfinished", Tone::Alert),
        (0, _, 0) => ("annex.verdict_clean", Tone::Accent),
        (0, _, _) => ("annex.verdict_unable", Tone::Alert),
        _ => ("annex.verdict_gaps", Tone::Alert),
    };
    Block::Callout(Callout {
        tone,
        title: text(view.fill(id, &values)),
        body: vec![text(view.fill("annex.verdict_of", &values))],
    })
}

/// What was assessed, in sentences.
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

/// The rule in short, or only where it stands in full, and how much of what is met has evidence.
fn counting(view: &View<'_>, told: bool) -> Text {
    let rule = view.tr(match told {
        true => "annex.rule_short",
        false => "annex.rule_place",
    });
    let rule = text(rule)
        .then(view.to(Section::Results, "results", view.tr("report.results")))
        .plain(view.tr("report.full_stop"));
    let (claimed, shown) = coverage(view);
    if claimed == 0 {
        return rule;
    }
    let values = [
        ("claimed", claimed.to_string()),
        ("shown", shown.to_string()),
        ("rate", rate(Some(shown * 1000 / claimed))),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    rule.plain(view.tr("model.sentence_gap"))
        .bold(view.fill("annex.coverage", &values))
}

/// Checks found met, and those of them to which evidence is tied.
fn coverage(view: &View<'_>) -> (u64, u64) {
    let counted = dashboard::coverage(view.input.scope, view.input.assessment, &Default::default());
    (counted.met(), counted.evidenced)
}

/// The chapters as bars, and what changed since last time where that is known.
fn chapters(view: &View<'_>) -> Vec<Block> {
    match view.input.previous {
        None => vec![bars(view).into()],
        Some(delta) => vec![
            Block::note(change::sentence(view, delta)).keep_with_next().into(),
            change::bars(view, delta).into(),
        ],
    }
}

/// One bar for each chapter.
fn bars(view: &View<'_>) -> Bars {
    let bars = view.input.pack.chapters.iter().map(|chapter| {
        let counts = view.input.score.chapters.get(&chapter.number);
        let counts = counts.cloned().unwrap_or_default();
        let musts = rate(counts.must.rate_per_mille());
        Bar::new(
            bar_label(view, chapter.number),
            segments(&counts),
            view.fill("report.summary_bar_rate", &[("rate", &musts)]),
        )
    });
    Bars {
        series: series(view),
        bars: bars.collect(),
    }
}

/// The states as segments of a bar.
pub(super) fn series(view: &View<'_>) -> Vec<Series> {
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
    series.collect()
}

/// A chapter beside its bar.
pub(super) fn bar_label(view: &View<'_>, number: u16) -> String {
    let chapters = &view.input.pack.chapters;
    let chapter = chapters.iter().find(|chapter| chapter.number == number);
    let title = chapter.map_or("", |chapter| view.lang.of(&chapter.title));
    match view.lang {
        Lang::ZhTw => format!("{} {title}", cite_chapter(number, view.lang)),
        Lang::En => format!("{number} {title}"),
    }
}

/// The checks of a chapter by state.
pub(super) fn segments(counts: &Counts) -> Vec<u32> {
    let sum = counts::sum(&counts.must, &counts.should);
    State::ALL
        .iter()
        .map(|state| u32::try_from(sum.of(*state)).unwrap_or(u32::MAX))
        .collect()
}

/// The worst deficiencies, one line each: unmet before partly met, then by the rating of their findings.
fn top(view: &View<'_>, most: usize) -> Block {
    let mut worst: Vec<&Gap> = view.gaps.iter().filter(|gap| gap.level == Level::Must).collect();
    if worst.is_empty() {
        let words = text(view.tr("report.summary_top_none")).plain(view.tr("report.summary_top_none_open"));
        return Block::paragraph(words).into();
    }
    worst.sort_by_key(|gap| std::cmp::Reverse((gap.state.severity(), rating(view, gap))));
    let more = worst.len().saturating_sub(most);
    let last = match more {
        0 => view.tr("report.summary_top_all").to_owned(),
        more => view.fill("report.summary_top_more", &[("count", &more.to_string())]),
    };
    let last = text(last)
        .then(view.to(Section::Findings, "gaps", view.tr("report.gaps")))
        .plain(view.tr("report.full_stop"));
    let lines = worst.into_iter().take(most).map(|gap| line(view, gap));
    Block::note(view.lines(lines.chain([last]))).into()
}

/// A gap in a line: number, requirement, target, result.
fn line(view: &View<'_>, gap: &Gap) -> Text {
    let key = &gap.key;
    let about = format!("　{} {}", key.clause, view.title(key.clause));
    view.to(Section::Findings, gaps::gap_anchor(gap), gaps::number(view, gap))
        .plain(about)
        .plain(view.bracketed(view.target(&key.target)))
        .plain("　")
        .then(view.state(gap.state))
}

/// The highest rating of the findings on a gap.
fn rating(view: &View<'_>, gap: &Gap) -> Option<Rating> {
    let findings = view.findings(gap.key.clause, &gap.key.target);
    findings.iter().filter_map(|finding| finding.rating).max()
}

/// What waits for a decision, then what to keep in mind, one line each.
fn points(view: &View<'_>, most: usize) -> Block {
    let attention = attention::points(view).into_iter().map(text);
    let mut points: Vec<Text> = decisions::points(view).into_iter().chain(attention).collect();
    if points.is_empty() {
        return Block::paragraph(view.tr("annex.decide_none")).into();
    }
    let more = points.len().saturating_sub(most);
    if more > 0 {
        points.truncate(most);
        let words = view.fill("annex.decide_more", &[("count", &more.to_string())]);
        let place = view.to(Section::Results, "attention", view.tr("report.results"));
        points.push(text(words).then(place).plain(view.tr("report.full_stop")));
    }
    let lines = points.into_iter().map(|point| text("• ").then(point));
    Block::note(view.lines(lines)).into()
}
