//! The questions about one system, what is kept for their answers, and what the pane says.

use serde_json::{Value, json};

use super::checks;
use crate::lang::{Lang, fill, movement_words, tr};
use crate::model::grounds::takes_out;
use crate::model::movement::Movement;
use crate::model::pack::{ConditionLevel, Level, Pack};
use crate::model::profile::{Profile, System, Tri};
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::profile::{
    GroundField, TRIS, about_condition, ground_questions, text_question, tri_question,
};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::questionnaire::{Entry, Kind, Question, Reads};

/// What a row about a system asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// Its name.
    Name,
    /// Whether it is core.
    Core,
    /// Why it is or is not.
    CoreReason,
    /// Who decided that.
    CoreBy,
    /// When.
    CoreOn,
    /// What it shares with other systems.
    Shared,
    /// Who runs it for the firm.
    Vendor,
    /// A condition.
    Condition(String),
    /// What the answer to a condition rests on.
    Ground(String, GroundField),
    /// Takes over the answers of another system.
    Copy,
    /// On to the next system that nobody has judged yet, else to the checklist.
    Next,
    /// On to the list of systems.
    Done,
}

/// Every row for a system.
pub fn questions(lang: Lang, workbook: &Workbook, system: &System) -> Vec<Question<Id>> {
    let mut questions = about_core(lang, system);
    begin_section(&mut questions, 0, lang, "describe.section_system");
    let at = questions.len();
    questions.extend(conditions(lang, workbook, system));
    begin_section(&mut questions, at, lang, "describe.section_system_conditions");
    let at = questions.len();
    questions.push(Question {
        id: Id::Next,
        section: None,
        label: match next_open(workbook, system) {
            Some(next) => fill(lang, "start.next_system", &[("name", &next.name)]),
            None => tr(lang, "start.to_first_check").to_owned(),
        },
        kind: Kind::Link,
    });
    if workbook.assessment.profile.systems.len() > 1 {
        questions.push(Question {
            id: Id::Copy,
            section: None,
            label: tr(lang, "describe.copy_from").to_owned(),
            kind: Kind::Link,
        });
    }
    questions.push(Question {
        id: Id::Done,
        section: None,
        label: tr(lang, "describe.back_to_systems").to_owned(),
        kind: Kind::Link,
    });
    begin_section(&mut questions, at, lang, "describe.section_further");
    questions
}

/// The next system of which nobody has said whether it is core, beginning behind this one.
pub fn next_open<'a>(workbook: &'a Workbook, system: &System) -> Option<&'a System> {
    let systems = &workbook.assessment.profile.systems;
    let here = systems.iter().position(|known| known.uid == system.uid)?;
    let (before, after) = systems.split_at_checked(here)?;
    let mut others = after.iter().skip(1).chain(before);
    others.find(|other| other.core.is_none())
}

fn begin_section(questions: &mut [Question<Id>], at: usize, lang: Lang, id: &'static str) {
    if let Some(question) = questions.get_mut(at) {
        question.section = Some(tr(lang, id).to_owned());
    }
}

fn about_core(lang: Lang, system: &System) -> Vec<Question<Id>> {
    let label = |id| tr(lang, id).to_owned();
    let day = Reads::Day {
        not_before: String::new(),
        not_after: String::new(),
    };
    let core = match system.core {
        Some(true) => Tri::Yes,
        Some(false) => Tri::No,
        None => Tri::Unasked,
    };
    vec![
        text_question(
            Id::Name,
            label("describe.system_name"),
            &system.name,
            "",
            Reads::Needed,
        ),
        tri_question(Id::Core, label("describe.is_core"), core, lang),
        text_question(
            Id::CoreReason,
            label("describe.core_reason"),
            &system.core_reason,
            tr(lang, "describe.core_reason_hint"),
            Reads::Line,
        ),
        text_question(
            Id::CoreBy,
            label("describe.core_by"),
            &system.core_confirmed_by,
            tr(lang, "describe.core_by_hint"),
            Reads::Line,
        ),
        text_question(
            Id::CoreOn,
            label("describe.core_on"),
            &system.core_confirmed_on,
            tr(lang, "describe.day_hint"),
            day,
        ),
        text_question(
            Id::Shared,
            label("describe.shared"),
            &system.shared,
            tr(lang, "describe.shared_hint"),
            Reads::Line,
        ),
        text_question(
            Id::Vendor,
            label("describe.vendor"),
            &system.vendor,
            tr(lang, "describe.vendor_hint"),
            Reads::Line,
        ),
    ]
}

/// The conditions of a system; one that takes clauses out is asked what it rests on.
fn conditions(lang: Lang, workbook: &Workbook, system: &System) -> Vec<Question<Id>> {
    let profile = &workbook.assessment.profile;
    let mut questions = Vec::new();
    for condition in system_conditions(&workbook.pack) {
        let answer = profile.system_condition(system, &condition.id);
        let label = lang.of(&condition.statement).to_owned();
        questions.push(tri_question(
            Id::Condition(condition.id.clone()),
            label,
            answer,
            lang,
        ));
        if takes_out(&workbook.pack, &condition.id, answer) {
            let id = |field| Id::Ground(condition.id.clone(), field);
            questions.extend(ground_questions(id, system.grounds.get(&condition.id), lang));
        }
    }
    questions
}

pub(super) fn system_conditions(pack: &Pack) -> impl Iterator<Item = &crate::model::pack::Condition> {
    pack.conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::System)
}

/// The fields that an answer sets.
pub fn fields(id: &Id, entry: &Entry) -> Vec<(String, Value)> {
    let text = |path: &str, text: &String| vec![(path.to_owned(), json!(text))];
    match (id, entry) {
        (Id::Name, Entry::Text(name)) => text("name", name),
        (Id::CoreReason, Entry::Text(reason)) => text("core_reason", reason),
        (Id::CoreBy, Entry::Text(person)) => text("core_confirmed_by", person),
        (Id::CoreOn, Entry::Text(day)) => text("core_confirmed_on", day),
        (Id::Shared, Entry::Text(word)) => text("shared", word),
        (Id::Vendor, Entry::Text(name)) => text("vendor", name),
        (Id::Ground(id, field), Entry::Text(said)) => text(&format!("grounds.{id}.{}", field.path()), said),
        (Id::Core, Entry::Choice(index)) => {
            let core = match TRIS.get(*index) {
                Some(Tri::Yes) => Some(true),
                Some(Tri::No) => Some(false),
                _ => None,
            };
            vec![("core".to_owned(), json!(core))]
        }
        (Id::Condition(id), Entry::Choice(index)) => {
            vec![(format!("conditions.{id}"), json!(TRIS.get(*index)))]
        }
        _ => Vec::new(),
    }
}

/// The fields that take over another system's answers to the conditions.
pub fn copied(pack: &Pack, profile: &Profile, from: &System) -> Vec<(String, Value)> {
    system_conditions(pack)
        .map(|condition| {
            let answer = profile.system_condition(from, &condition.id);
            (format!("conditions.{}", condition.id), json!(answer))
        })
        .collect()
}

/// Everything the pane says.
pub fn paragraphs(
    context: &Context<'_>,
    workbook: &Workbook,
    system: &System,
    focused: Option<&Question<Id>>,
) -> Vec<Paragraph> {
    let lang = context.lang;
    let mut out = vec![Paragraph::new(in_scope(lang, workbook, system), Tone::Heading)];
    let hint = |id| vec![Paragraph::new(tr(lang, id), Tone::Plain)];
    out.extend(match focused.map(|question| &question.id) {
        None => Vec::new(),
        Some(Id::Name) => hint("describe.system_name_help"),
        Some(Id::Core) => {
            let mut out = vec![
                Paragraph::new(tr(lang, "describe.core_question"), Tone::Strong),
                Paragraph::new(tr(lang, "describe.core_help"), Tone::Plain),
            ];
            out.extend(if_reclassed(lang, workbook, system));
            out
        }
        Some(Id::Shared) => hint("describe.shared_help"),
        Some(Id::Vendor) => hint("describe.vendor_help"),
        Some(Id::Ground(id, _)) => {
            let mut out = hint("describe.ground_help");
            out.extend(about_this_condition(lang, workbook, system, id));
            out
        }
        Some(Id::CoreReason | Id::CoreBy | Id::CoreOn) => hint("describe.core_basis_help"),
        Some(Id::Condition(id)) => about_this_condition(lang, workbook, system, id),
        Some(Id::Next) => hint("start.next_help"),
        Some(Id::Copy) => hint("describe.copy_help"),
        Some(Id::Done) => hint("describe.done_help"),
    });
    out
}

/// What would move if the system were core, or no more.
fn if_reclassed(lang: Lang, workbook: &Workbook, system: &System) -> Vec<Paragraph> {
    let profile = &workbook.assessment.profile;
    let with = |core| Profile {
        systems: vec![System {
            core: Some(core),
            ..system.clone()
        }],
        ..profile.without_systems()
    };
    let (now, other) = (system.counts_as_core(), !system.counts_as_core());
    let moved = Movement::between(&workbook.pack, &workbook.assessment, &with(now), &with(other));
    let heading = match other {
        true => "describe.if_core",
        false => "describe.if_noncore",
    };
    let mut words = movement_words(&moved, lang);
    if words.is_empty() {
        words.push(tr(lang, "matrix.nothing_moves").to_owned());
    }
    std::iter::once(Paragraph::new(tr(lang, heading), Tone::Warning))
        .chain(words.into_iter().map(|words| Paragraph::item(words, Tone::Plain)))
        .collect()
}

/// How many checks the system has, live.
fn in_scope(lang: Lang, workbook: &Workbook, system: &System) -> String {
    let (mut must, mut should, mut open) = (0, 0, 0);
    for check in checks(workbook, system) {
        match check.level {
            Level::Must => must += 1,
            Level::Should => should += 1,
            Level::None => {}
        }
        open += usize::from(check.unconfirmed().next().is_some());
    }
    let values = [
        ("count", (must + should).to_string()),
        ("must", must.to_string()),
        ("should", should.to_string()),
        ("open", open.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(lang, "describe.checks_in_scope", &values)
}

fn about_this_condition(lang: Lang, workbook: &Workbook, system: &System, id: &str) -> Vec<Paragraph> {
    let Some(condition) = workbook.pack.condition(id) else {
        return Vec::new();
    };
    let mut out = about_condition(lang, workbook, condition, Some(&system.uid));
    if workbook.assessment.profile.conditions.get(id) == Some(&Tri::Yes) {
        out.insert(
            0,
            Paragraph::new(tr(lang, "describe.holds_for_every_system"), Tone::Warning),
        );
    }
    out
}
