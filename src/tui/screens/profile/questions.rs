//! The questions of the profile, as the pack and the chosen licences ask them.

use super::Id;
use super::grounds::ground_questions;
use super::values::{CLASSES, TRIS};
use crate::lang::{Lang, class_result_name, field_value, fill, tr};
use crate::model::classify::{ClassResult, foreign_regime_ignores};
use crate::model::describing::{asked_licences, grades};
use crate::model::grounds::{has_no_core, takes_out};
use crate::model::pack::{ConditionLevel, FieldKind, Pack, ProfileField};
use crate::model::profile::{FieldValue, Profile, Tri};
use crate::tui::app::{Context, Workbook};
use crate::tui::widgets::questionnaire::{Kind, Question, Questionnaire, Reads};

/// 是, 否, 不知道.
pub fn tri_names(lang: Lang) -> Vec<String> {
    TRIS.iter()
        .map(|answer| tri_words(*answer, lang).to_owned())
        .collect()
}

/// One of 是, 否, 不知道.
pub fn tri_words(answer: Tri, lang: Lang) -> &'static str {
    match answer {
        Tri::Yes => tr(lang, "describe.yes"),
        Tri::No => tr(lang, "describe.no"),
        Tri::Unasked => tr(lang, "describe.unknown"),
    }
}

/// Index of an answer among [`TRIS`].
pub fn tri_index(answer: Tri) -> usize {
    TRIS.iter().position(|known| *known == answer).unwrap_or(2)
}

/// A question answered by a line of text.
pub fn text_question<I>(id: I, label: String, saved: &str, hint: &str, reads: Reads) -> Question<I> {
    let kind = Kind::Text {
        saved: saved.to_owned(),
        shown: saved.to_owned(),
        hint: hint.to_owned(),
        reads,
    };
    Question {
        id,
        section: None,
        label,
        kind,
    }
}

/// A question answered by 是, 否 or 不知道.
pub fn tri_question<I>(id: I, label: String, answer: Tri, lang: Lang) -> Question<I> {
    let kind = Kind::Choice {
        options: tri_names(lang),
        chosen: tri_index(answer),
    };
    Question {
        id,
        section: None,
        label,
        kind,
    }
}

/// Every row of the screen.
pub fn questions(context: &Context<'_>, workbook: &Workbook, form: &Questionnaire<Id>) -> Vec<Question<Id>> {
    let groups = [
        ("describe.section_organisation", organisation(context, workbook)),
        ("describe.section_figures", figures(context, workbook, form)),
        ("describe.section_period", period(context, workbook, form)),
        ("describe.section_conditions", conditions(context, workbook)),
        ("describe.section_no_core", no_core(context, workbook)),
        ("describe.section_class", class(context, workbook)),
    ];
    let mut questions = Vec::new();
    for (section, mut group) in groups {
        if let Some(first) = group.first_mut() {
            first.section = Some(tr(context.lang, section).to_owned());
        }
        questions.extend(group);
    }
    questions
}

fn organisation(context: &Context<'_>, workbook: &Workbook) -> Vec<Question<Id>> {
    let lang = context.lang;
    let profile = &workbook.assessment.profile;
    let label = |id| tr(lang, id).to_owned();
    let mut questions = vec![
        text_question(
            Id::Name,
            label("describe.name"),
            &profile.organisation.name,
            tr(lang, "describe.name_hint"),
            Reads::Line,
        ),
        text_question(
            Id::TaxNumber,
            label("describe.tax_id"),
            &profile.organisation.tax_id,
            tr(lang, "describe.tax_id_hint"),
            Reads::TaxNumber,
        ),
    ];
    questions.extend(workbook.pack.licences.iter().map(|licence| Question {
        id: Id::Licence(licence.id.clone()),
        section: None,
        label: lang.of(&licence.name).to_owned(),
        kind: Kind::Tick(profile.licences.contains(&licence.id)),
    }));
    questions
}

/// The figures of the chosen licences; what differs by licence is asked for each of several.
fn figures(context: &Context<'_>, workbook: &Workbook, form: &Questionnaire<Id>) -> Vec<Question<Id>> {
    let lang = context.lang;
    let (pack, profile) = (&workbook.pack, &workbook.assessment.profile);
    let mut questions = Vec::new();
    for field in &pack.profile_fields {
        let licences = asked_licences(pack, profile, &field.id);
        let label = lang.of(&field.label);
        if licences.is_empty() || settles_nothing(pack, profile, field) {
            continue;
        }
        if field.per_licence && licences.len() > 1 {
            for id in licences {
                let licence = pack
                    .licence(&id)
                    .map_or(id.as_str(), |licence| lang.of(&licence.name));
                let label = fill(
                    lang,
                    "describe.of_licence",
                    &[("licence", licence), ("field", label)],
                );
                questions.push(figure(workbook, field, Some(id), label, lang));
            }
        } else {
            let only = licences
                .first()
                .filter(|_| licences.len() == 1 && field.per_licence);
            let value = profile.figure(only.map(String::as_str), &field.id);
            questions.push(figure_question(
                workbook,
                field,
                None,
                value,
                label.to_owned(),
                lang,
            ));
        }
        let is_number = matches!(field.kind, FieldKind::Amount | FieldKind::Percent);
        if is_number && is_given(profile, form, &field.id) {
            questions.extend(sources(profile, &field.id, lang));
        }
    }
    questions
}

/// Whether a yes-or-no question that nobody answered can no longer matter, because the rule that
/// reads it is decided without it: a firm outside any foreign group is not asked about a parent.
fn settles_nothing(pack: &Pack, profile: &Profile, field: &ProfileField) -> bool {
    field.kind == FieldKind::Boolean
        && profile.figure(None, &field.id).is_none()
        && foreign_regime_ignores(pack, profile, &field.id)
}

/// Whether there is a figure, or its beginning in a field: only then its source is asked for.
fn is_given(profile: &Profile, form: &Questionnaire<Id>, field: &str) -> bool {
    let mut own = profile.by_licence.values();
    let mut asked = std::iter::once(None).chain(profile.licences.iter().cloned().map(Some));
    let typed = |licence: Option<String>| {
        let id = Id::Figure {
            field: field.to_owned(),
            licence,
        };
        form.written(&id).is_some_and(|text| !text.trim().is_empty())
    };
    profile.figures.contains_key(field)
        || own.any(|figures| figures.contains_key(field))
        || profile.figure_sources.contains_key(field)
        || asked.any(typed)
}

fn figure(
    workbook: &Workbook,
    field: &ProfileField,
    licence: Option<String>,
    label: String,
    lang: Lang,
) -> Question<Id> {
    let value = workbook.assessment.profile.figure(licence.as_deref(), &field.id);
    figure_question(workbook, field, licence, value, label, lang)
}

fn figure_question(
    workbook: &Workbook,
    field: &ProfileField,
    licence: Option<String>,
    value: Option<&FieldValue>,
    label: String,
    lang: Lang,
) -> Question<Id> {
    let kind = match field.kind {
        FieldKind::Amount | FieldKind::Percent => Kind::Text {
            saved: match value {
                Some(FieldValue::Number(number)) => number.to_string(),
                _ => String::new(),
            },
            shown: field_value(&workbook.pack, &field.id, value, lang),
            hint: tr(lang, "describe.figure_hint").to_owned(),
            reads: Reads::Number(field.kind),
        },
        FieldKind::Grade => Kind::Choice {
            options: grades().iter().map(|grade| grade_name(*grade, lang)).collect(),
            chosen: match value {
                Some(FieldValue::Grade(grade)) => grade_index(grade),
                _ => grades().len() - 1,
            },
        },
        FieldKind::Boolean => Kind::Choice {
            options: tri_names(lang),
            chosen: tri_index(match value {
                Some(FieldValue::Flag(true)) => Tri::Yes,
                Some(FieldValue::Flag(false)) => Tri::No,
                _ => Tri::Unasked,
            }),
        },
    };
    let id = Id::Figure {
        field: field.id.clone(),
        licence,
    };
    Question {
        id,
        section: None,
        label,
        kind,
    }
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

/// Grades from the fourth on are one choice.
fn grade_index(grade: &str) -> usize {
    grades()
        .iter()
        .position(|known| *known == Some(grade))
        .unwrap_or(3)
}

/// Where a figure was taken from.
fn sources(profile: &Profile, field: &str, lang: Lang) -> [Question<Id>; 2] {
    let source = profile.figure_sources.get(field).cloned().unwrap_or_default();
    [
        text_question(
            Id::Period(field.to_owned()),
            tr(lang, "describe.figure_period").to_owned(),
            &source.period,
            tr(lang, "describe.figure_period_hint"),
            Reads::Line,
        ),
        text_question(
            Id::Document(field.to_owned()),
            tr(lang, "describe.figure_document").to_owned(),
            &source.document,
            tr(lang, "describe.figure_document_hint"),
            Reads::Line,
        ),
    ]
}

/// The period of the assessment. First and last day bound each other, as far as they are days.
fn period(context: &Context<'_>, workbook: &Workbook, form: &Questionnaire<Id>) -> Vec<Question<Id>> {
    let lang = context.lang;
    let period = &workbook.assessment.profile.assessment;
    let free = || Reads::Day {
        not_before: String::new(),
        not_after: String::new(),
    };
    let day = |id: &Id, saved: &str| {
        let written = form.written(id).unwrap_or(saved);
        free().read(written).unwrap_or_default()
    };
    let (from, to) = (day(&Id::From, &period.from), day(&Id::To, &period.to));
    let after = Reads::Day {
        not_before: from,
        not_after: String::new(),
    };
    let before = Reads::Day {
        not_before: String::new(),
        not_after: to,
    };
    let days = [
        (Id::From, "describe.from", &period.from, before),
        (Id::To, "describe.to", &period.to, after),
        (Id::AsOf, "describe.as_of", &period.as_of, free()),
    ];
    let hint = tr(lang, "describe.day_hint");
    let mut questions: Vec<Question<Id>> = days
        .into_iter()
        .map(|(id, label, saved, reads)| text_question(id, tr(lang, label).to_owned(), saved, hint, reads))
        .collect();
    questions.push(text_question(
        Id::PreparedBy,
        tr(lang, "describe.prepared_by").to_owned(),
        &period.prepared_by,
        tr(lang, "describe.prepared_by_hint"),
        Reads::Line,
    ));
    questions
}

/// The conditions of the firm; one that takes clauses out is asked what it rests on.
fn conditions(context: &Context<'_>, workbook: &Workbook) -> Vec<Question<Id>> {
    let profile = &workbook.assessment.profile;
    let lang = context.lang;
    let mut questions = Vec::new();
    for condition in &workbook.pack.conditions {
        if condition.level != ConditionLevel::Organisation {
            continue;
        }
        let answer = profile.conditions.get(&condition.id).copied().unwrap_or(Tri::No);
        let label = lang.of(&condition.statement).to_owned();
        questions.push(tri_question(
            Id::Condition(condition.id.clone()),
            label,
            answer,
            lang,
        ));
        if takes_out(&workbook.pack, &condition.id, answer) {
            let id = |field| Id::Ground(condition.id.clone(), field);
            questions.extend(ground_questions(id, profile.grounds.get(&condition.id), lang));
        }
    }
    questions
}

/// Why no system is core, once every system was found not to be.
fn no_core(context: &Context<'_>, workbook: &Workbook) -> Vec<Question<Id>> {
    let profile = &workbook.assessment.profile;
    if !has_no_core(profile) {
        return Vec::new();
    }
    ground_questions(Id::NoCore, profile.no_core_systems.as_ref(), context.lang)
}

fn class(context: &Context<'_>, workbook: &Workbook) -> Vec<Question<Id>> {
    let lang = context.lang;
    let set = workbook.assessment.profile.class;
    let name = |class: Option<crate::model::pack::Class>| match class {
        None => tr(lang, "describe.class_by_rules").to_owned(),
        Some(class) => class_result_name(&workbook.pack, ClassResult::from(class), lang),
    };
    let choice = Kind::Choice {
        options: CLASSES.iter().map(|class| name(*class)).collect(),
        chosen: CLASSES.iter().position(|class| *class == set).unwrap_or(0),
    };
    vec![
        Question {
            id: Id::Class,
            section: None,
            label: tr(lang, "describe.class").to_owned(),
            kind: choice,
        },
        Question {
            id: Id::Systems,
            section: None,
            label: tr(lang, "describe.to_systems").to_owned(),
            kind: Kind::Link,
        },
    ]
}
