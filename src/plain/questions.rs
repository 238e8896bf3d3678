//! The questions of the profile, as the pack and the chosen licences ask them.

use super::book::Book;
use super::form::{Question, tri_question};
use super::profile::{CLASSES, FIGURE, any_day};
use crate::lang::{Lang, class_result_name, field_value, fill, tr};
use crate::model::classify::ClassResult;
use crate::model::describing::{asked_licences, grades};
use crate::model::grounds::{has_no_core, takes_out};
use crate::model::pack::{Condition, ConditionLevel, FieldKind, ProfileField};
use crate::model::profile::{FieldValue, Ground, Tri};
use crate::model::reading::Reads;
use crate::model::what_if::{TakenOut, consequences};

fn help(lang: Lang, id: &'static str) -> Vec<String> {
    vec![tr(lang, id).to_owned()]
}

/// Every question of the profile, as the pack and the chosen licences ask them.
pub(super) fn questions(book: &Book, lang: Lang) -> Vec<Question> {
    let groups = [
        ("describe.section_organisation", organisation(book, lang)),
        ("describe.section_figures", figures(book, lang)),
        ("describe.section_period", period(book, lang)),
        ("describe.section_conditions", conditions(book, lang)),
        ("describe.section_no_core", no_core(book, lang)),
        ("describe.section_class", vec![class(book, lang)]),
    ];
    let mut questions = Vec::new();
    for (section, mut group) in groups {
        if let Some(first) = group.first_mut() {
            first.section = Some(tr(lang, section).to_owned());
        }
        questions.extend(group);
    }
    questions
}

fn organisation(book: &Book, lang: Lang) -> Vec<Question> {
    let profile = &book.assessment.profile;
    let (pack, held) = (&book.pack, &profile.licences);
    let names = pack
        .licences
        .iter()
        .map(|licence| lang.of(&licence.name).to_owned());
    let chosen = (0..)
        .zip(&pack.licences)
        .filter(|(_, licence)| held.contains(&licence.id));
    vec![
        Question::text(
            "organisation.name",
            tr(lang, "describe.name"),
            &profile.organisation.name,
            Reads::Line,
        )
        .about(help(lang, "describe.name_help")),
        Question::text(
            "organisation.tax_id",
            tr(lang, "describe.tax_id"),
            &profile.organisation.tax_id,
            Reads::Line,
        )
        .about(help(lang, "describe.tax_id_help")),
        Question::many(
            "licences",
            tr(lang, "plain.licences"),
            names.collect(),
            chosen.map(|(at, _)| at).collect(),
        )
        .about(help(lang, "plain.licences_help")),
    ]
}

/// The figures of the chosen licences; what differs by licence is asked for each of several.
fn figures(book: &Book, lang: Lang) -> Vec<Question> {
    let (pack, profile) = (&book.pack, &book.assessment.profile);
    let mut questions = Vec::new();
    for field in &pack.profile_fields {
        let licences = asked_licences(pack, profile, &field.id);
        if licences.is_empty() {
            continue;
        }
        if field.per_licence && licences.len() > 1 {
            for id in &licences {
                let name = pack.licence(id).map_or(id.as_str(), |known| lang.of(&known.name));
                let values = [("licence", name), ("field", lang.of(&field.label))];
                let label = fill(lang, "describe.of_licence", &values);
                questions.push(figure(
                    book,
                    field,
                    id,
                    label,
                    profile.figure(Some(id), &field.id),
                    lang,
                ));
            }
        } else {
            let only = licences
                .first()
                .filter(|_| licences.len() == 1 && field.per_licence);
            let value = profile.figure(only.map(String::as_str), &field.id);
            let label = lang.of(&field.label).to_owned();
            questions.push(figure(book, field, "", label, value, lang));
        }
        if matches!(field.kind, FieldKind::Amount | FieldKind::Percent) {
            let source = profile.figure_sources.get(&field.id).cloned().unwrap_or_default();
            let of = |name: &str| format!("figure_sources.{}.{name}", field.id);
            let rows = [
                ("period", "describe.figure_period", source.period),
                ("document", "describe.figure_document", source.document),
            ];
            questions.extend(rows.map(|(name, label, now)| {
                Question::text(of(name), tr(lang, label), &now, Reads::Line)
                    .about(help(lang, "describe.source_help"))
            }));
        }
    }
    questions
}

fn figure(
    book: &Book,
    field: &ProfileField,
    licence: &str,
    label: String,
    value: Option<&FieldValue>,
    lang: Lang,
) -> Question {
    let id = format!("{FIGURE}{}:{licence}", field.id);
    let about = vec![
        lang.of(&field.question).to_owned(),
        lang.of(&field.help).to_owned(),
    ];
    match field.kind {
        FieldKind::Amount | FieldKind::Percent => {
            let now = match value {
                Some(value) => field_value(&book.pack, &field.id, Some(value), lang),
                None => String::new(),
            };
            Question::text(id, label, &now, Reads::Number(field.kind))
        }
        FieldKind::Grade => {
            let chosen = match value {
                Some(FieldValue::Grade(grade)) => grades().iter().position(|known| *known == Some(grade)),
                _ => Some(grades().len() - 1),
            };
            let names = grades().map(|grade| grade_name(grade, lang));
            Question::choice(id, label, names.to_vec(), chosen)
        }
        FieldKind::Boolean => {
            let answer = match value {
                Some(FieldValue::Flag(true)) => Tri::Yes,
                Some(FieldValue::Flag(false)) => Tri::No,
                _ => Tri::Unasked,
            };
            tri_question(id, label, answer, lang)
        }
    }
    .about(about)
}

fn grade_name(grade: Option<&str>, lang: Lang) -> String {
    let id = match grade {
        Some("1") => "describe.grade_1",
        Some("2") => "describe.grade_2",
        Some("3") => "describe.grade_3",
        Some("none") => "describe.grade_none",
        Some(_) => "describe.grade_4",
        None => "describe.unknown",
    };
    tr(lang, id).to_owned()
}

fn period(book: &Book, lang: Lang) -> Vec<Question> {
    let period = &book.assessment.profile.assessment;
    let before = Reads::Day {
        not_before: String::new(),
        not_after: period.to.clone(),
    };
    let after = Reads::Day {
        not_before: period.from.clone(),
        not_after: String::new(),
    };
    let rows = [
        (
            "from",
            "describe.from",
            &period.from,
            before,
            "describe.period_help",
        ),
        ("to", "describe.to", &period.to, after, "describe.period_help"),
        (
            "as_of",
            "describe.as_of",
            &period.as_of,
            any_day(),
            "describe.as_of_help",
        ),
        (
            "prepared_by",
            "describe.prepared_by",
            &period.prepared_by,
            Reads::Line,
            "describe.prepared_by_help",
        ),
    ];
    let question = |(id, label, now, reads, about): (&str, &'static str, &String, Reads, &'static str)| {
        Question::text(format!("assessment.{id}"), tr(lang, label), now, reads).about(help(lang, about))
    };
    rows.into_iter().map(question).collect()
}

/// The conditions of the firm; one that takes clauses out is asked what it rests on.
fn conditions(book: &Book, lang: Lang) -> Vec<Question> {
    let profile = &book.assessment.profile;
    let mut questions = Vec::new();
    let asked = book.pack.conditions.iter();
    for condition in asked.filter(|condition| condition.level == ConditionLevel::Organisation) {
        let answer = profile.conditions.get(&condition.id).copied().unwrap_or(Tri::No);
        let about = about_condition(book, condition, None, lang);
        let id = format!("conditions.{}", condition.id);
        questions.push(tri_question(id, lang.of(&condition.question), answer, lang).about(about));
        if takes_out(&book.pack, &condition.id, answer) {
            let path = format!("grounds.{}", condition.id);
            questions.extend(ground_questions(&path, profile.grounds.get(&condition.id), lang));
        }
    }
    questions
}

/// Why no system is core, once every system was found not to be.
fn no_core(book: &Book, lang: Lang) -> Vec<Question> {
    let profile = &book.assessment.profile;
    match has_no_core(profile) {
        true => ground_questions("no_core_systems", profile.no_core_systems.as_ref(), lang),
        false => Vec::new(),
    }
}

/// What an answer rests on; when and what shows it are asked once the fact was said.
pub(super) fn ground_questions(path: &str, ground: Option<&Ground>, lang: Lang) -> Vec<Question> {
    let ground = ground.cloned().unwrap_or_default();
    let rows = [
        ("fact", "describe.ground_fact", &ground.fact, Reads::Line),
        (
            "confirmed_by",
            "describe.ground_by",
            &ground.confirmed_by,
            Reads::Line,
        ),
        (
            "confirmed_on",
            "describe.ground_on",
            &ground.confirmed_on,
            any_day(),
        ),
        (
            "evidence",
            "describe.ground_evidence",
            &ground.evidence,
            Reads::Line,
        ),
    ];
    let asked = if ground == Ground::default() {
        2
    } else {
        rows.len()
    };
    let rows = rows.into_iter().take(asked);
    rows.map(|(field, label, now, reads)| {
        Question::text(format!("{path}.{field}"), tr(lang, label), now, reads)
            .about(help(lang, "describe.ground_help"))
    })
    .collect()
}

/// A condition's help, and which clauses each answer takes out. `system` is the uid of the system it
/// is asked for.
pub(super) fn about_condition(
    book: &Book,
    condition: &Condition,
    system: Option<&str>,
    lang: Lang,
) -> Vec<String> {
    let mut out = vec![
        lang.of(&condition.question).to_owned(),
        lang.of(&condition.help).to_owned(),
    ];
    let found = consequences(&book.pack, &book.assessment.profile, &condition.id, system);
    if found.of_no.is_empty() && found.of_yes.is_empty() {
        out.push(tr(lang, "describe.takes_nothing_out").to_owned());
    }
    for (id, taken) in [
        ("describe.no_takes_out", &found.of_no),
        ("describe.yes_takes_out", &found.of_yes),
    ] {
        if !taken.is_empty() {
            out.push(fill(lang, id, &[("count", &taken.len().to_string())]));
            out.extend(taken.iter().map(|taken| taken_words(book, taken, lang)));
        }
    }
    out
}

fn taken_words(book: &Book, taken: &TakenOut, lang: Lang) -> String {
    let clause = book.pack.clause(taken.clause);
    let title = clause.map(|clause| lang.of(&clause.title)).unwrap_or_default();
    let part = taken.part.as_deref().and_then(|id| clause?.part(id));
    let id = taken.clause.to_string();
    match part {
        Some(part) => {
            let values = [
                ("clause", id.as_str()),
                ("part", lang.of(&part.label)),
                ("title", title),
            ];
            fill(lang, "describe.part_of", &values)
        }
        None => format!("{id} {title}"),
    }
}

fn class(book: &Book, lang: Lang) -> Question {
    let set = book.assessment.profile.class;
    let names = CLASSES.map(|class| match class {
        None => tr(lang, "describe.class_by_rules").to_owned(),
        Some(class) => class_result_name(&book.pack, ClassResult::from(class), lang),
    });
    let chosen = CLASSES.iter().position(|class| *class == set);
    Question::choice("class", tr(lang, "describe.class"), names.to_vec(), chosen)
        .about(help(lang, "describe.class_help"))
}
