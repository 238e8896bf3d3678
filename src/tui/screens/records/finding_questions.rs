//! The questions about one finding, what is asked for with their answers, and what the pane says.

use super::sheet::{Prepared, choice, day, link, text};
use super::{clause_words, first_line, kind_name, status_words};
use crate::engagement::request::{ActionDraft, FindingDraft, Request};
use crate::lang::{Lang, cite_clause, earlier_source_name, fill, rating_name, state_name, target_name, tr};
use crate::model::assessment::{ActionItem, CheckRef, Finding, Rating};
use crate::model::findings::{actions_by_finding, earlier_in_order, repeated};
use crate::model::pack::Level;
use crate::model::score::effective_state;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::questionnaire::{Entry, Question, Reads};

/// What a row about a finding asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// The clause it rests on; leads to the answer.
    Criteria,
    /// What was found.
    Condition,
    /// Why it came about.
    Cause,
    /// What it may lead to.
    Effect,
    /// What should be done.
    Recommendation,
    /// How serious it is.
    Rating,
    /// What that rests on.
    Basis,
    /// The day it was found.
    FoundOn,
    /// The earlier finding it repeats.
    Repeats,
    /// What management says.
    Response,
    /// A check it covers; leads to the answer.
    Check(CheckRef),
    /// On to choosing checks.
    Checks,
    /// An action; leads to its form.
    Action(String),
    /// What a further action will do.
    NewAction,
}

/// Every row for a finding.
pub fn questions(
    context: &Context<'_>,
    workbook: &Workbook,
    finding: &Finding,
    level: Level,
) -> Vec<Question<Id>> {
    let lang = context.lang;
    let mut questions = about_it(lang, workbook, finding);
    let mut sections = vec![(0, title(lang, workbook, finding, level))];
    sections.push((questions.len(), tr(lang, "finding.section_rating").to_owned()));
    questions.extend(about_rating(lang, workbook, finding));
    sections.push((questions.len(), tr(lang, "finding.section_response").to_owned()));
    questions.push(text(
        Id::Response,
        tr(lang, "finding.response"),
        &finding.response,
        Reads::Long { needed: false },
    ));
    let checks = 1 + finding.also.len();
    sections.push((
        questions.len(),
        fill(lang, "finding.section_checks", &[("count", &checks.to_string())]),
    ));
    questions.extend(about_checks(lang, workbook, finding));
    sections.push((questions.len(), tr(lang, "finding.section_actions").to_owned()));
    questions.extend(about_actions(context, workbook, finding));
    for (at, section) in sections {
        if let Some(question) = questions.get_mut(at) {
            question.section = Some(section);
        }
    }
    questions
}

fn title(lang: Lang, workbook: &Workbook, finding: &Finding, level: Level) -> String {
    let mut title = format!(
        "{} {}  {}",
        finding.label(),
        kind_name(level, lang),
        clause_words(&workbook.pack, finding.clause, lang)
    );
    if let Some(earlier) = repeated(&workbook.assessment, finding) {
        title.push_str("  ");
        title.push_str(&fill(
            lang,
            "finding.repeats_mark",
            &[("earlier", &earlier.label())],
        ));
    }
    title
}

fn about_it(lang: Lang, workbook: &Workbook, finding: &Finding) -> Vec<Question<Id>> {
    let long = |id, label, saved: &String, needed| text(id, tr(lang, label), saved, Reads::Long { needed });
    let cited = cite_clause(&workbook.pack, finding.clause, lang);
    vec![
        link(
            Id::Criteria,
            fill(lang, "finding.criteria", &[("clause", &cited)]),
        ),
        long(Id::Condition, "finding.condition", &finding.condition, false),
        long(Id::Cause, "finding.cause", &finding.cause, false),
        long(Id::Effect, "finding.effect", &finding.effect, false),
        long(
            Id::Recommendation,
            "finding.recommendation",
            &finding.recommendation,
            false,
        ),
    ]
}

fn about_rating(lang: Lang, workbook: &Workbook, finding: &Finding) -> Vec<Question<Id>> {
    let mut ratings = vec![tr(lang, "finding.unrated").to_owned()];
    ratings.extend(Rating::ALL.map(|rating| rating_name(rating, lang).to_owned()));
    let rated = finding
        .rating
        .and_then(|rating| Rating::ALL.iter().position(|known| *known == rating));
    let actions = workbook.assessment.actions.values();
    let first_due = actions
        .filter(|action| action.finding == finding.uid && !action.due.is_empty())
        .map(|action| action.due.as_str())
        .min();
    let mut questions = vec![
        choice(
            Id::Rating,
            tr(lang, "finding.rating"),
            ratings,
            rated.map_or(0, |at| at + 1),
        ),
        text(
            Id::Basis,
            tr(lang, "finding.rating_basis"),
            &finding.rating_basis,
            Reads::Long { needed: false },
        ),
        text(
            Id::FoundOn,
            tr(lang, "finding.found_on"),
            &finding.found_on,
            day("", first_due.unwrap_or_default()),
        ),
    ];
    let earlier = earlier_in_order(&workbook.assessment);
    if !earlier.is_empty() {
        let named = finding.repeats.as_deref();
        let at = earlier
            .iter()
            .position(|earlier| Some(earlier.uid.as_str()) == named);
        let mut options = vec![tr(lang, "finding.repeats_by_clause").to_owned()];
        options.extend(earlier.iter().map(|earlier| {
            format!(
                "{} {}",
                earlier.label(),
                earlier_source_name(earlier.source, lang)
            )
        }));
        let label = tr(lang, "finding.repeats");
        questions.push(choice(Id::Repeats, label, options, at.map_or(0, |at| at + 1)));
    }
    questions
}

fn about_checks(lang: Lang, workbook: &Workbook, finding: &Finding) -> Vec<Question<Id>> {
    let checks = finding.checks().map(|(clause, target)| {
        let words = clause_words(&workbook.pack, clause, lang);
        let target_words = target_name(&workbook.assessment.profile, target, lang);
        let check = CheckRef {
            clause,
            target: target.clone(),
        };
        link(Id::Check(check), format!("{words}  {target_words}"))
    });
    let more = link(Id::Checks, tr(lang, "finding.choose_checks").to_owned());
    checks.chain([more]).collect()
}

fn about_actions(context: &Context<'_>, workbook: &Workbook, finding: &Finding) -> Vec<Question<Id>> {
    let lang = context.lang;
    let actions = actions_by_finding(&workbook.assessment);
    let actions = actions
        .get(finding.uid.as_str())
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut rows: Vec<Question<Id>> = actions
        .iter()
        .map(|action| {
            let words = action_words(context, action, &workbook.today);
            link(Id::Action(action.uid.clone()), words)
        })
        .collect();
    rows.push(text(
        Id::NewAction,
        tr(lang, "finding.new_action"),
        "",
        Reads::Line,
    ));
    rows
}

/// `2026-09-30 規劃中 資訊主管 啟用多因子認證`.
pub fn action_words(context: &Context<'_>, action: &ActionItem, today: &str) -> String {
    let lang = context.lang;
    let due = match action.due.as_str() {
        "" => tr(lang, "finding.no_due").to_owned(),
        due => context.date(due),
    };
    let status = status_words(action, today, lang);
    let words = [&due, status, &action.owner, first_line(&action.description)];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join("  ")
}

/// What is asked for with what was written. A further action is asked for apart, unless one is
/// being added already.
pub fn prepare(
    workbook: &Workbook,
    finding: &Finding,
    entries: Vec<(Id, Entry)>,
    is_adding: bool,
) -> Prepared {
    let mut draft = FindingDraft::default();
    let mut new_action = None;
    for (id, entry) in entries {
        match (id, entry) {
            (Id::Condition, Entry::Text(text)) => draft.condition = Some(text),
            (Id::Cause, Entry::Text(text)) => draft.cause = Some(text),
            (Id::Effect, Entry::Text(text)) => draft.effect = Some(text),
            (Id::Recommendation, Entry::Text(text)) => draft.recommendation = Some(text),
            (Id::Response, Entry::Text(text)) => draft.response = Some(text),
            (Id::Basis, Entry::Text(text)) => draft.rating_basis = Some(text),
            (Id::FoundOn, Entry::Text(day)) => draft.found_on = Some(day),
            (Id::Rating, Entry::Choice(at)) => {
                draft.rating = Some(at.checked_sub(1).and_then(|at| Rating::ALL.get(at).copied()));
            }
            (Id::Repeats, Entry::Choice(at)) => {
                let earlier = earlier_in_order(&workbook.assessment);
                let named = at.checked_sub(1).and_then(|at| earlier.get(at).copied());
                draft.repeats = Some(named.map(|earlier| earlier.uid.clone()));
            }
            (Id::NewAction, Entry::Text(text)) if !text.is_empty() => new_action = Some(text),
            _ => {}
        }
    }
    let mut acts = Vec::new();
    if draft != FindingDraft::default() {
        acts.push(Act::request(Request::SetFinding {
            uid: finding.uid.clone(),
            draft,
        }));
    }
    if let Some(description) = new_action.filter(|_| !is_adding) {
        acts.push(Act::request(Request::AddAction {
            finding: finding.uid.clone(),
            draft: ActionDraft {
                description: Some(description),
                ..ActionDraft::default()
            },
        }));
    }
    Prepared { acts, waits: None }
}

/// Everything the pane says about the focused row.
pub fn paragraphs(
    lang: Lang,
    workbook: &Workbook,
    finding: &Finding,
    focused: Option<&Question<Id>>,
) -> Vec<Paragraph> {
    let hint = |id| vec![Paragraph::new(tr(lang, id), Tone::Dim)];
    match focused.map(|question| &question.id) {
        None => Vec::new(),
        Some(Id::Criteria) => requirement(lang, workbook, finding),
        Some(Id::Condition) => hint("finding.hint_condition"),
        Some(Id::Cause) => hint("finding.hint_cause"),
        Some(Id::Effect) => hint("finding.hint_effect"),
        Some(Id::Recommendation) => hint("finding.hint_recommendation"),
        Some(Id::Rating | Id::Basis) => hint("finding.hint_rating"),
        Some(Id::FoundOn) => hint("finding.hint_found_on"),
        Some(Id::Repeats) => repeated(&workbook.assessment, finding).map_or_else(
            || hint("finding.hint_repeats"),
            |earlier| vec![Paragraph::new(&earlier.condition, Tone::Plain)],
        ),
        Some(Id::Response) => hint("finding.hint_response"),
        Some(Id::Check(check)) => result(lang, workbook, check),
        Some(Id::Checks) => hint("finding.hint_checks"),
        Some(Id::NewAction) => hint("finding.hint_new_action"),
        Some(Id::Action(uid)) => match workbook.assessment.actions.get(uid) {
            Some(action) => vec![Paragraph::new(&action.description, Tone::Plain)],
            None => Vec::new(),
        },
    }
}

fn requirement(lang: Lang, workbook: &Workbook, finding: &Finding) -> Vec<Paragraph> {
    let clause = workbook.pack.clause(finding.clause);
    let words = clause.map(|clause| lang.of(&clause.requirement));
    vec![Paragraph::new(words.unwrap_or_default(), Tone::Plain)]
}

/// Result and note of a check.
fn result(lang: Lang, workbook: &Workbook, wanted: &CheckRef) -> Vec<Paragraph> {
    let mut checks = workbook.scope.checks.iter();
    let check =
        checks.find(|check| check.clause == wanted.clause && check.target.as_ref() == Some(&wanted.target));
    let Some(check) = check else {
        return vec![Paragraph::new(tr(lang, "finding.check_gone"), Tone::Warning)];
    };
    let state = effective_state(&workbook.assessment, check);
    let mut out = vec![Paragraph::new(state_name(state, lang), Tone::Strong)];
    let answers = workbook.assessment.answers_for(wanted.clause, &wanted.target);
    let notes = answers.map(|answer| answer.note.as_str());
    out.extend(
        notes
            .filter(|note| !note.trim().is_empty())
            .map(|note| Paragraph::new(note, Tone::Plain)),
    );
    out
}
