//! The register of systems and the conditions, in chapter 參.

use super::grounds;
use super::view::View;
use crate::lang::system_kind;
use crate::model::pack::{Condition, ConditionLevel};
use crate::model::profile::{System, Tri};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// Systems side by side in a table of conditions.
const SIDE_BY_SIDE: usize = 4;

/// Register and conditions.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, view.tr("report.systems"))
            .anchor("systems")
            .unlisted()
            .into(),
    ];
    blocks.extend(register(view));
    blocks.push(
        Block::heading(2, view.tr("report.conditions"))
            .anchor("conditions")
            .unlisted()
            .into(),
    );
    blocks.push(Block::note(view.tr("report.conditions_note")).into());
    blocks.push(of_organisation(view).into());
    let systems = &view.profile().systems;
    blocks.extend(
        systems
            .chunks(SIDE_BY_SIDE)
            .map(|systems| of_systems(view, systems).into()),
    );
    blocks.extend(grounds::blocks(view));
    blocks
}

fn register(view: &View<'_>) -> Vec<Block> {
    let systems = &view.profile().systems;
    if systems.is_empty() {
        return vec![Block::paragraph(view.tr("report.systems_none")).into()];
    }
    let columns = [
        Column::new(view.tr("report.systems_name"), 1.8),
        Column::new(view.tr("report.systems_core"), 1.2),
        Column::new(view.tr("report.systems_reason"), 3.4),
        Column::new(view.tr("report.systems_confirmed"), 1.7),
    ];
    let table = Table::new(columns).rows(systems.iter().map(|system| register_row(view, system)));
    let mut blocks = vec![table.into()];
    blocks.extend(grounds::no_core(view));
    blocks
}

fn register_row(view: &View<'_>, system: &System) -> Row {
    let on = view.day(&system.core_confirmed_on);
    let confirmed = [system.core_confirmed_by.as_str(), &on];
    let confirmed: Vec<&str> = confirmed.into_iter().filter(|words| !words.is_empty()).collect();
    let kind = system_kind(system, view.lang);
    let kind = match system.core {
        Some(true) => Cell::from(Text::default().bold(kind)),
        Some(false) => Cell::from(kind),
        None => Cell::shaded(Text::default().bold(kind), Tone::Alert),
    };
    Row::new([
        Cell::from(name(view, system)),
        kind,
        Cell::from(view.or_not_given(&system.core_reason)),
        Cell::from(view.or_not_given(&confirmed.join("\n"))),
    ])
}

/// The name and id, with what it shares and who runs it.
fn name(view: &View<'_>, system: &System) -> Text {
    let words = text(&system.name).plain("\n").tone(Tone::Muted, &system.id);
    let further = [
        ("report.systems_shared", &system.shared),
        ("report.systems_vendor", &system.vendor),
    ];
    further
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .fold(words, |words, (id, value)| {
            words
                .plain("\n")
                .tone(Tone::Muted, view.labelled(view.tr(id), value))
        })
}

fn question(view: &View<'_>, condition: &Condition) -> Cell {
    text(view.lang.of(&condition.statement))
        .plain("\n")
        .tone(Tone::Muted, view.lang.of(&condition.question))
        .into()
}

fn answer(view: &View<'_>, answer: Tri) -> Cell {
    match answer {
        Tri::Yes => Cell::from(view.tr("report.tri_yes")),
        Tri::No => Cell::from(view.tr("report.tri_no")),
        Tri::Unasked => Cell::shaded(Text::default().bold(view.tr("report.tri_unasked")), Tone::Alert),
    }
}

fn asked<'a>(view: &View<'a>, level: ConditionLevel) -> impl Iterator<Item = &'a Condition> + use<'a> {
    view.input
        .pack
        .conditions
        .iter()
        .filter(move |condition| condition.level == level)
}

fn of_organisation(view: &View<'_>) -> Table {
    let columns = [
        Column::new(view.tr("report.conditions_condition"), 5.6),
        Column::new(view.tr("report.conditions_answer"), 1.1),
    ];
    let rows = asked(view, ConditionLevel::Organisation).map(|condition| {
        let given = view.profile().organisation_condition(condition);
        Row::new([question(view, condition), answer(view, given)])
    });
    Table::new(columns)
        .rows(rows)
        .caption(view.tr("report.conditions_organisation"))
}

fn of_systems(view: &View<'_>, systems: &[System]) -> Table {
    let first = Column::new(
        view.tr("report.conditions_condition"),
        5.6 - 0.9 * systems.len() as f32,
    );
    let names = systems.iter().map(|system| Column::new(&system.name, 1.1));
    let rows = asked(view, ConditionLevel::System).map(|condition| {
        let given = |system| answer(view, view.profile().system_condition(system, &condition.id));
        let cells = std::iter::once(question(view, condition)).chain(systems.iter().map(given));
        Row::new(cells)
    });
    Table::new(std::iter::once(first).chain(names))
        .rows(rows)
        .caption(view.tr("report.conditions_system"))
}
