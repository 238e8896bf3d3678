//! The dashboard as lines of text: labels, bars and numbers, for the screen and for `zicha status
//! --charts` alike. Every state has a character of its own in a bar, so that nothing rests on colour.

mod bars;

use super::{
    Calendar, Lang, cite_chapter, earlier_state_name, fill, level_name, movement_name, state_name, tr,
};
use crate::model::assessment::State;
use crate::model::dashboard::{Coverage, Dashboard, Due, LevelCounts, Slice, Trend};
use crate::model::delta::Movement;
use crate::model::pack::{Level, Pack};
use crate::model::score::Tally;
use crate::text;

pub use bars::{ChartLine, ChartRow, ChartStyle, Fill};
use bars::{GAP, Raw, chart};

/// All charts as lines.
pub fn chart_lines(dashboard: &Dashboard, pack: &Pack, style: ChartStyle) -> Vec<ChartLine> {
    let mut lines = Vec::new();
    chart(
        &mut lines,
        style,
        "dashboard.chapters",
        legend(style),
        chapters(dashboard, pack, style),
    );
    let definition = vec![tr(style.lang, "dashboard.rate_means").to_owned()];
    chart(
        &mut lines,
        style,
        "dashboard.levels",
        definition,
        levels(dashboard, style.lang),
    );
    let (notes, rows) = evidence(dashboard.coverage, style.lang);
    chart(&mut lines, style, "dashboard.evidence", notes, rows);
    let rows = actions(dashboard, style);
    let none = rows
        .is_empty()
        .then(|| tr(style.lang, "dashboard.no_actions").to_owned());
    chart(
        &mut lines,
        style,
        "dashboard.actions",
        none.into_iter().collect(),
        rows,
    );
    match &dashboard.trend {
        Some(trend) => {
            let notes = trend_notes(dashboard, trend, style.lang);
            chart(
                &mut lines,
                style,
                "dashboard.trend",
                notes,
                moved(trend, style.lang),
            );
        }
        None => {
            let notes = vec![tr(style.lang, "dashboard.no_previous").to_owned()];
            chart(
                &mut lines,
                style,
                "dashboard.trend",
                notes,
                earlier(dashboard, style.lang),
            );
        }
    }
    lines
}

/// The characters of the states with their names, as many to a line as there is room for.
fn legend(style: ChartStyle) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for state in State::ALL {
        let glyph = Fill::State(state).glyph(style.ascii);
        let entry = format!("{glyph} {}", state_name(state, style.lang));
        match lines.last_mut() {
            Some(line) if text::width(line) + GAP + text::width(&entry) <= style.width => {
                line.push_str(&" ".repeat(GAP));
                line.push_str(&entry);
            }
            _ => lines.push(entry),
        }
    }
    lines
}

fn pieces(states: &Tally) -> Vec<(Fill, u64)> {
    let all = State::ALL.into_iter();
    all.map(|state| (Fill::State(state), states.of(state))).collect()
}

/// Tenths of a percent in words.
fn rate(per_mille: Option<u64>, lang: Lang) -> String {
    match per_mille {
        Some(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
        None => tr(lang, "dashboard.no_rate").to_owned(),
    }
}

fn filled(lang: Lang, id: &'static str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(lang, id, &values)
}

/// The name of a chapter.
pub fn chapter_name(pack: &Pack, number: u16, lang: Lang) -> String {
    let chapter = pack.chapters.iter().find(|chapter| chapter.number == number);
    let title = chapter.map_or("", |chapter| lang.of(&chapter.title));
    match lang {
        Lang::ZhTw => format!("{} {title}", cite_chapter(number, lang)),
        Lang::En => format!("{number} {title}"),
    }
}

fn chapters(dashboard: &Dashboard, pack: &Pack, style: ChartStyle) -> Vec<Raw> {
    let lang = style.lang;
    let raw = dashboard.chapters.iter().map(|chapter| Raw {
        slice: Slice::Chapter(chapter.number),
        label: chapter_name(pack, chapter.number, lang),
        pieces: pieces(&chapter.states),
        value: filled(
            lang,
            "dashboard.answered_of",
            &[
                ("answered", chapter.states.answered().to_string()),
                ("total", chapter.states.total().to_string()),
            ],
        ),
    });
    raw.collect()
}

fn levels(dashboard: &Dashboard, lang: Lang) -> Vec<Raw> {
    let row = |level: Level, counts: &LevelCounts| Raw {
        slice: Slice::Level(level),
        label: level_name(level, lang).to_owned(),
        pieces: pieces(&counts.states),
        value: filled(
            lang,
            match level {
                Level::Must => "dashboard.must_value",
                _ => "dashboard.should_value",
            },
            &[
                ("rate", rate(counts.rate, lang)),
                ("met", counts.states.of(State::Met).to_string()),
                ("rated", counts.states.rated().to_string()),
                ("gaps", counts.gaps.to_string()),
            ],
        ),
    };
    vec![
        row(Level::Must, &dashboard.must),
        row(Level::Should, &dashboard.should),
    ]
}

fn evidence(coverage: Coverage, lang: Lang) -> (Vec<String>, Vec<Raw>) {
    let share = (coverage.evidenced * 1000).checked_div(coverage.met());
    let values = [("rate", rate(share, lang)), ("met", coverage.met().to_string())];
    let mut rows = vec![
        (Slice::Evidenced, Fill::Count, coverage.evidenced),
        (Slice::Unevidenced, Fill::Alert, coverage.unevidenced),
    ];
    if coverage.faulty > 0 {
        rows.push((Slice::FaultyEvidence, Fill::Alert, coverage.faulty));
    }
    let rows = rows.into_iter().map(|(slice, fill, count)| Raw {
        label: slice_name_plain(&slice, lang).to_owned(),
        slice,
        pieces: vec![(fill, count)],
        value: count.to_string(),
    });
    (vec![filled(lang, "dashboard.coverage", &values)], rows.collect())
}

fn actions(dashboard: &Dashboard, style: ChartStyle) -> Vec<Raw> {
    let rows = dashboard.actions.iter().map(|entry| Raw {
        slice: Slice::Due(entry.due.clone()),
        label: due_name(&entry.due, style.lang, style.calendar),
        pieces: vec![(
            if entry.due == Due::Overdue {
                Fill::Alert
            } else {
                Fill::Count
            },
            entry.count,
        )],
        value: entry.count.to_string(),
    });
    rows.collect()
}

/// When an action is due, in words.
pub fn due_name(due: &Due, lang: Lang, calendar: Calendar) -> String {
    match due {
        Due::Overdue => tr(lang, "dashboard.overdue").to_owned(),
        Due::Undated => tr(lang, "dashboard.undated").to_owned(),
        Due::Settled => tr(lang, "dashboard.settled").to_owned(),
        Due::Month(month) => super::dates::month_words_in(month, lang, calendar),
    }
}

fn trend_notes(dashboard: &Dashboard, trend: &Trend, lang: Lang) -> Vec<String> {
    let values = [
        ("must_before", rate(trend.must_before, lang)),
        ("must", rate(dashboard.must.rate, lang)),
        ("should_before", rate(trend.should_before, lang)),
        ("should", rate(dashboard.should.rate, lang)),
    ];
    let other = (!trend.same_organisation).then(|| tr(lang, "delta.other_organisation").to_owned());
    let rates = filled(lang, "dashboard.trend_rates", &values);
    other.into_iter().chain([rates]).collect()
}

fn moved(trend: &Trend, lang: Lang) -> Vec<Raw> {
    let fill = |movement| match movement {
        Movement::Regressed | Movement::New => Fill::Alert,
        _ => Fill::Count,
    };
    let rows = trend.moved.iter().map(|entry| Raw {
        slice: Slice::Moved(entry.movement),
        label: movement_name(entry.movement, lang).to_owned(),
        pieces: vec![(fill(entry.movement), entry.count)],
        value: entry.count.to_string(),
    });
    rows.collect()
}

fn earlier(dashboard: &Dashboard, lang: Lang) -> Vec<Raw> {
    let rows = dashboard.earlier.iter().map(|entry| Raw {
        slice: Slice::Earlier(entry.state),
        label: filled(
            lang,
            "dashboard.earlier",
            &[("state", earlier_state_name(entry.state, lang).to_owned())],
        ),
        pieces: vec![(Fill::Count, entry.count)],
        value: entry.count.to_string(),
    });
    rows.collect()
}

/// The name of a slice that needs no data.
fn slice_name_plain(slice: &Slice, lang: Lang) -> &'static str {
    let id = match slice {
        Slice::Evidenced => "dashboard.evidenced",
        Slice::Unevidenced => "dashboard.unevidenced",
        Slice::FaultyEvidence => "dashboard.faulty",
        _ => "dashboard.title",
    };
    tr(lang, id)
}

/// What a bar stands for, as the title of its list of checks.
pub fn slice_name(slice: &Slice, pack: &Pack, lang: Lang, calendar: Calendar) -> String {
    match slice {
        Slice::Chapter(number) => chapter_name(pack, *number, lang),
        Slice::Level(level) => level_name(*level, lang).to_owned(),
        Slice::Evidenced | Slice::Unevidenced | Slice::FaultyEvidence => {
            slice_name_plain(slice, lang).to_owned()
        }
        Slice::Due(due) => filled(lang, "dashboard.due", &[("due", due_name(due, lang, calendar))]),
        Slice::Moved(movement) => movement_name(*movement, lang).to_owned(),
        Slice::Earlier(state) => {
            let state = earlier_state_name(*state, lang).to_owned();
            filled(lang, "dashboard.earlier", &[("state", state)])
        }
    }
}
