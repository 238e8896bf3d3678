//! The pane of the profile: the focused question in full, what its answers do, and the class with
//! its reason.

use super::Id;
use crate::lang::{Lang, class_result_name, classification_reasons, field_value, fill, tr};
use crate::model::decimal::Decimal;
use crate::model::pack::{ClauseId, Condition, FieldKind};
use crate::model::profile::FieldValue;
use crate::model::rule::Rule;
use crate::model::what_if::{TakenOut, clauses_naming, consequences};
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::questionnaire::{Kind, Question, Questionnaire};

/// Everything the pane says; `open` questions have no answer yet.
pub fn paragraphs(
    context: &Context<'_>,
    workbook: &Workbook,
    form: &Questionnaire<Id>,
    focused: Option<&Question<Id>>,
    open: usize,
) -> Vec<Paragraph> {
    let mut out = match focused {
        Some(question) => about(context.lang, workbook, form, question),
        None => Vec::new(),
    };
    out.push(Paragraph::gap());
    out.extend(class(context.lang, workbook, open));
    out
}

fn about(
    lang: Lang,
    workbook: &Workbook,
    form: &Questionnaire<Id>,
    question: &Question<Id>,
) -> Vec<Paragraph> {
    let hint = |id| vec![Paragraph::new(tr(lang, id), Tone::Plain)];
    match &question.id {
        Id::Name => hint("describe.name_help"),
        Id::TaxNumber => hint("describe.tax_id_help"),
        Id::Licence(_) => hint("describe.licence_help"),
        Id::Figure { field, .. } => about_figure(lang, workbook, form, question, field),
        Id::Period(_) | Id::Document(_) => hint("describe.source_help"),
        Id::From | Id::To => hint("describe.period_help"),
        Id::AsOf => hint("describe.as_of_help"),
        Id::PreparedBy => hint("describe.prepared_by_help"),
        Id::Condition(id) => match workbook.pack.condition(id) {
            Some(condition) => about_condition(lang, workbook, condition, None),
            None => Vec::new(),
        },
        Id::Ground(id, _) => {
            let mut out = hint("describe.ground_help");
            if let Some(condition) = workbook.pack.condition(id) {
                out.extend(about_condition(lang, workbook, condition, None));
            }
            out
        }
        Id::NoCore(_) => hint("describe.no_core_help"),
        Id::Class => hint("describe.class_help"),
        Id::Systems => {
            let count = workbook.assessment.profile.systems.len().to_string();
            let words = fill(lang, "describe.to_systems_help", &[("count", &count)]);
            vec![Paragraph::new(words, Tone::Plain)]
        }
    }
}

fn about_figure(
    lang: Lang,
    workbook: &Workbook,
    form: &Questionnaire<Id>,
    question: &Question<Id>,
    field: &str,
) -> Vec<Paragraph> {
    let Some(known) = workbook.pack.profile_field(field) else {
        return Vec::new();
    };
    let mut out = vec![Paragraph::new(lang.of(&known.question), Tone::Strong)];
    if let (FieldKind::Amount | FieldKind::Percent, Kind::Text { reads, .. }) = (known.kind, &question.kind)
        && let Some(number) = form
            .written(&question.id)
            .and_then(|text| reads.read(text).ok()?.parse::<Decimal>().ok())
    {
        let value = field_value(&workbook.pack, field, Some(&FieldValue::Number(number)), lang);
        let words = fill(lang, "start.equals", &[("value", &value)]);
        out.push(Paragraph::new(words, Tone::Accent));
    }
    out.push(Paragraph::new(lang.of(&known.help), Tone::Plain));
    let used = used_by(lang, workbook, field);
    if !used.is_empty() {
        out.push(Paragraph::new(tr(lang, "start.used_by"), Tone::Dim));
        out.extend(used.into_iter().map(|words| Paragraph::item(words, Tone::Dim)));
    }
    out
}

/// What a fact is asked for: the criteria of the chosen licences that read it, with their sources.
fn used_by<'a>(lang: Lang, workbook: &'a Workbook, field: &str) -> Vec<&'a str> {
    let rules = &workbook.pack.classification;
    let licences = &workbook.assessment.profile.licences;
    let reads = |rule: &Rule| rule.fields().iter().any(|read| read == field);
    let criteria = rules
        .criteria
        .iter()
        .filter(|criterion| licences.contains(&criterion.licence) && reads(&criterion.rule))
        .map(|criterion| lang.of(&criterion.basis));
    let foreign = reads(&rules.foreign_regime.rule).then(|| lang.of(&rules.foreign_regime.follow_parent));
    criteria.chain(foreign).collect()
}

/// A condition's question and help, and which clauses each answer takes out. `system` is the uid
/// of the system it is asked for.
pub fn about_condition(
    lang: Lang,
    workbook: &Workbook,
    condition: &Condition,
    system: Option<&str>,
) -> Vec<Paragraph> {
    let mut out = vec![
        Paragraph::new(lang.of(&condition.question), Tone::Strong),
        Paragraph::new(lang.of(&condition.help), Tone::Plain),
    ];
    let found = consequences(
        &workbook.pack,
        &workbook.assessment.profile,
        &condition.id,
        system,
    );
    if found.of_no.is_empty() && found.of_yes.is_empty() {
        out.push(Paragraph::new(tr(lang, "describe.takes_nothing_out"), Tone::Dim));
        let named: Vec<String> = clauses_naming(&workbook.pack, &condition.id)
            .map(|clause| clause.to_string())
            .collect();
        let named = named.join(tr(lang, "model.list_comma"));
        let words = fill(lang, "start.used_by_clauses", &[("clauses", &named)]);
        out.push(Paragraph::new(words, Tone::Dim));
    }
    for (id, taken) in [
        ("describe.no_takes_out", &found.of_no),
        ("describe.yes_takes_out", &found.of_yes),
    ] {
        if !taken.is_empty() {
            let count = taken.len().to_string();
            out.push(Paragraph::new(
                fill(lang, id, &[("count", &count)]),
                Tone::Warning,
            ));
            out.extend(
                taken
                    .iter()
                    .map(|taken| Paragraph::item(taken_words(workbook, taken, lang), Tone::Plain)),
            );
        }
    }
    out
}

fn taken_words(workbook: &Workbook, taken: &TakenOut, lang: Lang) -> String {
    let clause = workbook.pack.clause(taken.clause);
    let title = clause.map(|clause| lang.of(&clause.title)).unwrap_or_default();
    let part = taken
        .part
        .as_deref()
        .and_then(|id| clause?.part(id))
        .map(|part| lang.of(&part.label));
    let id: ClauseId = taken.clause;
    match part {
        Some(part) => fill(
            lang,
            "describe.part_of",
            &[("clause", &id.to_string()), ("part", part), ("title", title)],
        ),
        None => format!("{id} {title}"),
    }
}

/// The class, its reasons, the remarks for the licences and the yardstick.
fn class(lang: Lang, workbook: &Workbook, open: usize) -> Vec<Paragraph> {
    let pack = &workbook.pack;
    let result = &workbook.scope.classification;
    let name = class_result_name(pack, result.class, lang);
    let words = fill(
        lang,
        "start.class_and_open",
        &[("class", &name), ("count", &open.to_string())],
    );
    let mut out = vec![Paragraph::new(words, Tone::Heading)];
    out.extend(
        classification_reasons(pack, result, lang)
            .into_iter()
            .map(|reason| Paragraph::item(reason, Tone::Plain)),
    );
    let licences = &workbook.assessment.profile.licences;
    let remarks = pack
        .classification
        .remarks
        .iter()
        .filter(|remark| licences.contains(&remark.licence));
    out.extend(remarks.map(|remark| Paragraph::item(lang.of(&remark.text), Tone::Plain)));
    out.push(Paragraph::new(lang.of(&pack.notices.yardstick), Tone::Dim));
    out
}
