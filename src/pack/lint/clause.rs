//! Checks of one clause: obligation cells, parts, evidence, procedure and figures.

use super::Sheet;
use super::modal;
use super::problem::Problem;
use crate::model::decimal::Decimal;
use crate::model::pack::{Class, Clause, Level, Method, Obligation, Subject};

/// The four cells with their names in the file.
const CELLS: [(&str, Class, bool); 4] = [
    ("class1.core", Class::Class1, true),
    ("class1.noncore", Class::Class1, false),
    ("class2.core", Class::Class2, true),
    ("class2.noncore", Class::Class2, false),
];

/// Checks the clause at `path`.
pub(super) fn check(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    check_cells(path, clause, sheet);
    check_parts(path, clause, sheet);
    modal::check(path, clause, sheet);
    check_evidence(path, clause, sheet);
    check_figures(path, clause, sheet);
    let examines = clause.procedure.iter().any(|step| step.method == Method::Examine);
    if !examines {
        sheet.add(format!("{path}.procedure"), Problem::NoExamine);
    }
}

/// A part may bind non-core systems alone (15.8 後段); the clause as a whole may not bind them more
/// strongly than core systems.
fn check_cells(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    let of_clause = (format!("{path}.obligation"), &clause.obligation);
    let of_parts = clause
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| (format!("{path}.parts[{index}].obligation"), &part.obligation));
    for (path, obligation) in std::iter::once(of_clause).chain(of_parts) {
        if clause.subject == Subject::Organisation && differs_by_core(obligation) {
            sheet.add(path.as_str(), Problem::OrganisationCore);
        }
        let weaker = |core| obligation.cell(Class::Class1, core) < obligation.cell(Class::Class2, core);
        if weaker(true) || weaker(false) {
            sheet.add(path, Problem::Class2Stronger);
        }
    }
    let of_noncore = |class| clause.obligation.cell(class, false) > clause.obligation.cell(class, true);
    if clause.subject == Subject::System && (of_noncore(Class::Class1) || of_noncore(Class::Class2)) {
        sheet.add(format!("{path}.obligation"), Problem::NoncoreStronger);
    }
}

fn differs_by_core(obligation: &Obligation) -> bool {
    [obligation.class1, obligation.class2]
        .iter()
        .any(|row| row.core != row.noncore)
}

fn check_parts(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    if clause.parts.is_empty() {
        return;
    }
    if clause.parts.len() == 1 {
        sheet.add(format!("{path}.parts"), Problem::SinglePart);
    }
    for (index, (part, letter)) in clause.parts.iter().zip('a'..='z').enumerate() {
        if part.id != letter.to_string() {
            sheet.add(
                format!("{path}.parts[{index}].id"),
                Problem::PartId(letter.to_string()),
            );
        }
    }
    for (cell, class, core) in CELLS {
        let parts = clause.parts.iter().map(|part| part.obligation.cell(class, core));
        let strongest = parts.max().unwrap_or(Level::None);
        if clause.obligation.cell(class, core) != strongest {
            let problem = Problem::NotStrongest {
                cell,
                expected: strongest.id(),
            };
            sheet.add(format!("{path}.obligation.{cell}"), problem);
        }
    }
}

fn check_evidence(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    for (index, item) in clause.evidence.iter().enumerate() {
        let expected = format!("e{}", index + 1);
        if item.id != expected {
            sheet.add(
                format!("{path}.evidence[{index}].id"),
                Problem::EvidenceId(expected),
            );
        }
    }
}

fn check_figures(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    for (index, figure) in clause.figures.iter().enumerate() {
        let plain = figure.value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !plain || figure.value.parse::<Decimal>().is_err() {
            sheet.add(
                format!("{path}.figures[{index}].value"),
                Problem::FigureValue(figure.value.clone()),
            );
        }
        let word = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
        if figure.unit.is_empty() || !figure.unit.chars().all(word) {
            sheet.add(
                format!("{path}.figures[{index}].unit"),
                Problem::FigureUnit(figure.unit.clone()),
            );
        }
    }
}
