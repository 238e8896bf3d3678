//! Answering several checks in one step: which are chosen, and what `--dry-run` says of them.

use serde::Serialize;

use super::AnswerArguments;
use crate::cli::context::Context;
use crate::cli::output::Reply;
use crate::cli::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::AnswerDraft;
use crate::error::{Error, Result};
use crate::lang::{lookup, state_name, target_name};
use crate::model::assessment::{CheckKey, State};
use crate::model::bulk::{BulkPlan, Reach, Reached, Skipped};
use crate::model::matrix::groups;
use crate::model::pack::{ClauseId, Subject};
use crate::model::scope::Target;

/// One chosen check as JSON.
#[derive(Serialize)]
struct ReachedRow<'a> {
    clause: ClauseId,
    target: &'a Target,
    before: State,
    after: State,
    overwrites: bool,
    skipped: Option<Skipped>,
}

/// Answers every chosen check with the same values, or says what that would do.
pub(super) fn run(
    context: &Context,
    engagement: &mut Engagement,
    arguments: &AnswerArguments,
) -> Result<Reply> {
    if arguments.part.is_some() {
        return Err(Error::input("error.one_part_one_check").hint("error.hint_one_check"));
    }
    let chosen = chosen(engagement, arguments)?;
    let reach = match arguments.only_unanswered {
        true => Reach::OnlyUnanswered,
        false => Reach::All,
    };
    let plan = BulkPlan::new(&engagement.scope(), engagement.assessment(), chosen, reach);
    if arguments.dry_run {
        return Ok(preview(context, engagement, arguments, &plan));
    }
    if plan.answered() == 0 {
        return Err(Error::input("error.nothing_to_answer").hint("error.hint_dry_run"));
    }
    let given: Vec<(CheckKey, AnswerDraft)> = plan
        .keys()
        .into_iter()
        .map(|key| {
            let draft = arguments.given.draft(engagement.assessment().answer(&key))?;
            Ok((key, draft))
        })
        .collect::<Result<_>>()?;
    let saved = engagement.answer_each(given.iter().map(|(key, draft)| (key, draft)))?;
    let reply = context.saved(saved.as_ref(), || summary(context, "matrix.answered", &plan));
    let left: usize = Skipped::ALL.iter().map(|why| plan.skipped(*why)).sum();
    Ok(reply.note_if(left > 0, || left_alone(context, &plan)))
}

/// The clauses times the targets that were named.
fn chosen(engagement: &Engagement, arguments: &AnswerArguments) -> Result<Vec<(ClauseId, Target)>> {
    let systems = systems(engagement, arguments)?;
    let mut chosen = Vec::new();
    for id in &arguments.clauses {
        let Some(clause) = engagement.pack().clause(*id) else {
            return Err(engagement.no_such_clause(*id));
        };
        match (clause.subject, &systems) {
            // The organisation's clauses have no other target, whichever systems were named.
            (Subject::Organisation, _) => chosen.push((*id, Target::Organisation)),
            (Subject::System, Some(systems)) => {
                chosen.extend(systems.iter().map(|target| (*id, target.clone())));
            }
            (Subject::System, None) => chosen.push((*id, engagement.target_named(*id, None)?)),
        }
    }
    Ok(chosen)
}

/// The targets that were named; none where the only one is meant.
fn systems(engagement: &Engagement, arguments: &AnswerArguments) -> Result<Option<Vec<Target>>> {
    let profile = &engagement.assessment().profile;
    let target = |id: &String| Target::System(id.clone());
    if arguments.all_systems {
        return Ok(Some(
            profile.systems.iter().map(|system| target(&system.id)).collect(),
        ));
    }
    if let Some(word) = &arguments.group {
        let groups = groups(profile);
        let found = groups.iter().find(|group| group.word == word.trim());
        let Some(group) = found else {
            let known: Vec<&str> = groups.iter().map(|group| group.word.as_str()).collect();
            return Err(Error::input("error.no_group")
                .with("group", word)
                .with("known", known.join(", "))
                .hint("error.hint_shared"));
        };
        return Ok(Some(group.systems.iter().map(target).collect()));
    }
    for named in &arguments.targets {
        let known = match named {
            Target::Organisation => true,
            Target::System(id) => profile.system(id).is_some(),
        };
        if !known {
            let ids: Vec<&str> = profile.systems.iter().map(|system| system.id.as_str()).collect();
            return Err(Error::input("error.no_system")
                .with("id", named)
                .with("known", ids.join(", "))
                .hint("error.hint_systems"));
        }
    }
    Ok((!arguments.targets.is_empty()).then(|| arguments.targets.clone()))
}

fn preview(
    context: &Context,
    engagement: &Engagement,
    arguments: &AnswerArguments,
    plan: &BulkPlan,
) -> Reply {
    let after = |row: &Reached| match row.skipped {
        None => arguments.given.state.unwrap_or(row.before),
        Some(_) => row.before,
    };
    let rows: Vec<ReachedRow<'_>> = plan
        .rows
        .iter()
        .map(|row| ReachedRow {
            clause: row.key.clause,
            target: &row.key.target,
            before: row.before,
            after: after(row),
            overwrites: row.overwrites && row.skipped.is_none(),
            skipped: row.skipped,
        })
        .collect();
    let profile = &engagement.assessment().profile;
    context
        .data(&rows, || {
            let mut table = Table::new();
            for row in &rows {
                table.row([
                    row.clause.to_string(),
                    target_name(profile, row.target, context.lang).to_owned(),
                    state_name(row.before, context.lang).to_owned(),
                    "->".to_owned(),
                    state_name(row.after, context.lang).to_owned(),
                    row.skipped
                        .map(|why| reason(context, why))
                        .unwrap_or_default()
                        .to_owned(),
                ]);
            }
            table.to_text()
        })
        .note(summary(context, "matrix.would_answer", plan))
}

fn reason(context: &Context, why: Skipped) -> &'static str {
    lookup(context.lang, &format!("matrix.skipped_{}", why.id())).unwrap_or_default()
}

fn summary(context: &Context, id: &'static str, plan: &BulkPlan) -> String {
    let values = [
        ("count", plan.answered().to_string()),
        ("overwritten", plan.overwritten().to_string()),
        ("skipped", (plan.rows.len() - plan.answered()).to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    context.fill(id, &values)
}

/// How many checks were left alone, by reason.
fn left_alone(context: &Context, plan: &BulkPlan) -> String {
    let reasons: Vec<String> = Skipped::ALL
        .iter()
        .map(|why| (*why, plan.skipped(*why)))
        .filter(|(_, count)| *count > 0)
        .map(|(why, count)| format!("{} {count}", reason(context, why)))
        .collect();
    let reasons = reasons.join(context.tr("model.list_comma"));
    context.fill("matrix.left_alone", &[("reasons", &reasons)])
}
