//! The pane of a chapter or article: how far it has come, and what the counts mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::naming::widest;
use super::tree::Node;
use crate::lang::{Lang, cite_article, cite_chapter, fill, level_name, state_name, tr};
use crate::model::assessment::State;
use crate::model::pack::Level;
use crate::model::score::{Counts, Tally};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::spots::Spot;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::scroll::{self, Scroll};

/// Least cells of a column of counts.
const COUNT_CELLS: usize = 6;

/// The title of a branch and its counts; none for a clause.
fn branch(workbook: &Workbook, node: Node, lang: Lang) -> Option<(String, Counts)> {
    let (cited, title, counts) = match node {
        Node::Chapter(number) => {
            let chapters = &workbook.pack.chapters;
            let chapter = chapters.iter().find(|chapter| chapter.number == number)?;
            let counts = workbook.score.chapters.get(&number);
            (cite_chapter(number, lang), lang.of(&chapter.title), counts)
        }
        Node::Article(number) => {
            let article = workbook.pack.article(number)?;
            let counts = workbook.score.articles.get(&number);
            (cite_article(number, lang), lang.of(&article.title), counts)
        }
        Node::Clause(_) => return None,
    };
    Some((format!("{cited} {title}"), counts.cloned().unwrap_or_default()))
}

fn lines(context: &Context<'_>, workbook: &Workbook, node: Node, width: usize) -> Vec<(String, Tone)> {
    let lang = context.lang;
    let Some((title, counts)) = branch(workbook, node, lang) else {
        return Vec::new();
    };
    let mut lines: Vec<(String, Tone)> = Vec::new();
    let mut say = |words: &str, tone| {
        lines.extend(wrapped(words, width).into_iter().map(|line| (line, tone)));
    };
    say(&title, Tone::Heading);
    say(&assessed(&counts, lang), Tone::Strong);
    say("", Tone::Plain);
    for row in table(&counts, lang) {
        say(&row, Tone::Plain);
    }
    say("", Tone::Plain);
    say(tr(lang, "walk.progress_all"), Tone::Heading);
    say(&assessed(&workbook.score.all, lang), Tone::Strong);
    say(&rates(&workbook.score.all, lang), Tone::Plain);
    say("", Tone::Plain);
    say(tr(lang, "walk.progress_means"), Tone::Heading);
    for id in ["walk.means_assessed", "walk.means_rate", "walk.means_scope"] {
        say(tr(lang, id), Tone::Dim);
    }
    lines
}

fn assessed(counts: &Counts, lang: Lang) -> String {
    let (answered, total) = (counts.answered(), counts.total());
    let percent = (answered * 100).checked_div(total).unwrap_or(0);
    let values = [answered, total, percent].map(|number| number.to_string());
    let [answered, total, percent] = &values;
    fill(
        lang,
        "walk.progress_assessed",
        &[("answered", answered), ("total", total), ("percent", percent)],
    )
}

fn rates(counts: &Counts, lang: Lang) -> String {
    let (must, should) = (rate(&counts.must, lang), rate(&counts.should, lang));
    fill(
        lang,
        "walk.progress_rates",
        &[("must", &must), ("should", &should)],
    )
}

fn rate(tally: &Tally, lang: Lang) -> String {
    match tally.rate_per_mille() {
        Some(rate) => format!("{}.{}%", rate / 10, rate % 10),
        None => tr(lang, "walk.no_rate").to_owned(),
    }
}

/// One row for each state with how many 應 and 宜 are in it, and the rates below.
fn table(counts: &Counts, lang: Lang) -> Vec<String> {
    let rate_label = tr(lang, "walk.progress_rate");
    let states = State::ALL.map(|state| state_name(state, lang));
    let label = widest(states.into_iter().chain([rate_label])) + 2;
    let heads = [level_name(Level::Must, lang), level_name(Level::Should, lang)];
    let cells = widest(heads.into_iter()).max(COUNT_CELLS);
    let right = |words: &str| format!("{}{words}", " ".repeat(cells.saturating_sub(text::width(words))));
    let row = |name: &str, must: &str, should: &str| {
        format!("{}{}  {}", text::pad(name, label), right(must), right(should))
    };
    let [must, should] = heads;
    let mut rows = vec![row("", must, should)];
    rows.extend(State::ALL.map(|state| {
        let (must, should) = (counts.must.of(state), counts.should.of(state));
        row(state_name(state, lang), &must.to_string(), &should.to_string())
    }));
    let (must, should) = (rate(&counts.must, lang), rate(&counts.should, lang));
    rows.push(row(rate_label, &must, &should));
    rows
}

/// The scroll kept so that the last line does not leave the pane.
pub fn possible_scroll(
    context: &Context<'_>,
    workbook: &Workbook,
    node: Node,
    scroll: usize,
    area: Rect,
) -> usize {
    let lines = lines(context, workbook, node, words_width(area));
    scroll.min(lines.len().saturating_sub(usize::from(area.height)))
}

fn words_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(3))
}

/// Draws the pane.
pub fn view(
    context: &Context<'_>,
    workbook: &Workbook,
    node: Node,
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = context.theme;
    Canvas::from(context).spot(area, Spot::Pane);
    let lines = lines(context, workbook, node, words_width(area));
    for ((line, tone), y) in lines.iter().skip(scroll).zip(area.top()..area.bottom()) {
        put(
            buffer,
            area.x + 2,
            y,
            area.width.saturating_sub(3),
            line,
            theme.style(*tone),
        );
    }
    let seen = Scroll {
        top: scroll,
        height: usize::from(area.height),
        rows: lines.len(),
    };
    scroll::hint(buffer, area, theme, seen);
}
