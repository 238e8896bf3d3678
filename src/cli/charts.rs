//! `zicha status --charts`: what the charts of the screen show, as text or JSON.

use std::path::Path;

use super::context::Context;
use super::output::Reply;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::{Calendar, ChartLine, ChartStyle, chart_lines};
use crate::model::dashboard::{Sources, dashboard};
use crate::model::score::score;

/// Cells of a line: as wide as the narrowest usual terminal.
const WIDTH: usize = 80;

pub(super) fn run(context: &Context, engagement: &Engagement, previous: Option<&Path>) -> Result<Reply> {
    let delta = previous
        .map(|previous| context.read(previous))
        .transpose()?
        .map(|previous| engagement.compared_with(&previous));
    let scope = engagement.scope();
    let sources = Sources {
        pack: engagement.pack(),
        scope: &scope,
        assessment: engagement.assessment(),
        evidence: &Default::default(),
        today: &engagement.today(),
        delta: delta.as_ref(),
    };
    let charts = dashboard(
        sources,
        &score(engagement.pack(), &scope, engagement.assessment()),
    );
    let style = ChartStyle {
        lang: context.lang,
        calendar: context.calendar.unwrap_or(Calendar::of(context.lang)),
        width: WIDTH,
        ascii: context.ascii,
    };
    let words = || {
        let lines = chart_lines(&charts, engagement.pack(), style);
        let lines = lines.iter().map(|line| match line {
            ChartLine::Heading(words) | ChartLine::Note(words) => format!("{words}\n"),
            ChartLine::Row(row) => format!("{}\n", row.to_text(style.ascii).trim_end()),
            ChartLine::Blank => "\n".to_owned(),
        });
        lines.collect()
    };
    Ok(context.data(&charts, words))
}
