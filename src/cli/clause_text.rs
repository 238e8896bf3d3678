//! A clause in words, for the terminal.

use crate::lang::{Lang, cite_clause, cite_part, level_name, method_name, tr};
use crate::model::pack::{Clause, Level, Pack, Text};

/// Everything the pack says about a clause.
pub(super) fn clause_text(pack: &Pack, clause: &Clause, lang: Lang) -> String {
    let mut out = format!(
        "{} {}（{}）\n\n{}\n",
        clause.id,
        lang.of(&clause.title),
        cite_clause(pack, clause.id, lang),
        lang.of(&clause.requirement),
    );
    for part in &clause.parts {
        let cited = cite_part(pack, clause.id, Some(&part.id), lang);
        out.push_str(&format!(
            "  {} {cited}: {}\n",
            part.id,
            lang.of(&part.requirement)
        ));
    }
    let cells: Vec<&str> = clause
        .obligation
        .cells()
        .iter()
        .map(|level| cell_name(*level, lang))
        .collect();
    out.push_str(&format!("{}{}\n", tr(lang, "cli.cells"), cells.join(" / ")));
    let texts = |list: &[Text]| {
        list.iter()
            .map(|text| lang.of(text).to_owned())
            .collect::<Vec<_>>()
    };
    let evidence = clause
        .evidence
        .iter()
        .map(|item| format!("{} {}", item.id, lang.pick(&item.zh_tw, &item.en)));
    let procedure = clause.procedure.iter().map(|step| {
        let method = method_name(step.method, lang);
        format!("{method}: {} → {}", lang.of(&step.step), lang.of(&step.expect))
    });
    let source = if clause.guidance_in_source {
        "cli.explanation"
    } else {
        "cli.explanation_ours"
    };
    section(&mut out, tr(lang, source), &texts(&clause.explanation));
    section(
        &mut out,
        tr(lang, "cli.evidence_items"),
        &evidence.collect::<Vec<_>>(),
    );
    section(
        &mut out,
        tr(lang, "cli.procedure"),
        &procedure.collect::<Vec<_>>(),
    );
    section(&mut out, tr(lang, "cli.gaps"), &texts(&clause.gaps));
    section(&mut out, tr(lang, "cli.fix"), &texts(&clause.fix));
    out
}

/// An obligation cell: 應, 宜, or a dash where nothing is asked.
pub(super) fn cell_name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::None => "—",
        level => level_name(level, lang),
    }
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    for line in lines {
        out.push_str(&format!("- {line}\n"));
    }
}
