//! Tables of counts by level and state.

use super::view::{View, rate};
use crate::model::assessment::State;
use crate::model::score::{Counts, Tally};
use crate::report::blocks::{Column, Row, Table};

/// Rows for musts, shoulds and their sum, columns for the states; the rate is given for each level alone.
pub(super) fn table(view: &View<'_>, caption: String, counts: &Counts) -> Table {
    let sum = sum(&counts.must, &counts.should);
    levels(view, counts)
        .push(row(view.tr("report.total"), &sum, String::new()).bold())
        .caption(caption)
}

/// Rows for musts and shoulds alone.
pub(super) fn levels(view: &View<'_>, counts: &Counts) -> Table {
    let mut columns = vec![Column::new(view.tr("report.summary_level"), 1.75)];
    columns.push(Column::right(view.tr("report.summary_in_scope"), 0.95));
    columns.push(Column::right(view.tr("report.summary_answered"), 1.15));
    columns.extend(State::ALL.iter().map(|state| {
        let width = if matches!(state, State::Partial | State::Unable) {
            1.4
        } else {
            1.15
        };
        Column::right(view.tr(short_name(*state)), width)
    }));
    columns.push(Column::right(view.tr("report.summary_rate"), 1.2));
    Table::new(columns)
        .push(row(
            view.tr("report.must_short"),
            &counts.must,
            rate(counts.must.rate_per_mille()),
        ))
        .push(row(
            view.tr("report.should_short"),
            &counts.should,
            rate(counts.should.rate_per_mille()),
        ))
}

fn row(label: &str, tally: &Tally, rate: String) -> Row {
    let mut cells = vec![
        label.to_owned(),
        tally.total().to_string(),
        tally.answered().to_string(),
    ];
    cells.extend(State::ALL.iter().map(|state| tally.of(*state).to_string()));
    cells.push(rate);
    Row::new(cells)
}

/// Two tallies added up.
pub(super) fn sum(one: &Tally, other: &Tally) -> Tally {
    let states = State::ALL
        .iter()
        .map(|state| (*state, one.of(*state) + other.of(*state)));
    Tally(states.collect())
}

/// The name of a state where there is little room.
fn short_name(state: State) -> &'static str {
    match state {
        State::Met => "report.short_met",
        State::Partial => "report.short_partial",
        State::NotMet => "report.short_not_met",
        State::NotApplicable => "report.short_not_applicable",
        State::Unable => "report.short_unable",
        State::Unanswered => "report.short_unanswered",
    }
}
