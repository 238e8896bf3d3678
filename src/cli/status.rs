//! `zicha status`: how far an assessment has come, by obligation and chapter.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::output::Reply;
use super::review_rows::{SignOffRow, sign_off_rows, stages, status_words};
use super::table::Table;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::{class_result_name, state_name};
use crate::model::assessment::State;
use crate::model::classify::ClassResult;
use crate::model::flags::flags;
use crate::model::journal::Head;
use crate::model::pack::Text;
use crate::model::scope::Scope;
use crate::model::score::{Counts, Score, Tally, score};

#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long)]
    check: bool,
    #[arg(long, conflicts_with = "check")]
    lint: bool,
    #[arg(long, requires = "lint")]
    check_evidence: bool,
    #[arg(long, conflicts_with_all = ["check", "lint"])]
    charts: bool,
    #[arg(long, value_name = "OLD", requires = "charts")]
    previous: Option<PathBuf>,
}

/// Checks by state, every state named.
type States = BTreeMap<&'static str, u64>;

/// The JSON of a status. Every number counts checks, except in `clauses`.
#[derive(Serialize)]
struct StatusRow<'a> {
    organisation: &'a str,
    class: ClassResult,
    answered: u64,
    total: u64,
    must: States,
    should: States,
    /// Checks that no rule makes binding here (the statement of applicability lists them).
    not_in_scope: usize,
    gaps: GapRow,
    /// The clauses in scope, each by its worst target.
    clauses: CountRow,
    chapters: Vec<ChapterRow<'a>>,
    /// Answers that lack a reason, a reviewer, evidence or a finding.
    flagged: usize,
    /// Checks in scope by where they stand in review.
    review: States,
    sign_offs: Vec<SignOffRow>,
    journal: Head,
    digest: String,
    pack: PackRow<'a>,
}

/// 缺失 and 建議事項.
#[derive(Serialize)]
struct GapRow {
    must: u64,
    should: u64,
}

/// Counts by obligation.
#[derive(Serialize)]
struct CountRow {
    answered: u64,
    total: u64,
    must: States,
    should: States,
}

/// Counts of one chapter.
#[derive(Serialize)]
struct ChapterRow<'a> {
    number: u16,
    title: &'a Text,
    #[serde(flatten)]
    counts: CountRow,
}

/// Which pack the workbook holds.
#[derive(Serialize)]
struct PackRow<'a> {
    id: &'a str,
    version: &'a str,
    sha256: String,
}

pub(super) fn run(context: &Context, arguments: &StatusArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    if arguments.lint {
        return super::self_check::run(context, &engagement, arguments.check_evidence);
    }
    if arguments.charts {
        return super::charts::run(context, &engagement, arguments.previous.as_deref());
    }
    let scope = engagement.scope();
    let score = score(engagement.pack(), &scope, engagement.assessment());
    let row = status_row(&engagement, &scope, &score)?;
    let fulfilled = is_fulfilled(&score.all.must);
    let reply = context.data(&row, || words(context, &engagement, &row));
    Ok(match arguments.check {
        true => reply
            .note_if(!fulfilled, || context.tr("cli.check_open").to_owned())
            .answer(fulfilled),
        false => reply,
    })
}

/// Whether every must check is met or not applicable.
fn is_fulfilled(must: &Tally) -> bool {
    must.of(State::Met) + must.of(State::NotApplicable) == must.total()
}

fn status_row<'a>(engagement: &'a Engagement, scope: &Scope, score: &Score) -> Result<StatusRow<'a>> {
    let assessment = engagement.assessment();
    let pack = engagement.pack();
    let nothing = Counts::default();
    let chapters = pack.chapters.iter().map(|chapter| ChapterRow {
        number: chapter.number,
        title: &chapter.title,
        counts: count_row(score.chapters.get(&chapter.number).unwrap_or(&nothing)),
    });
    Ok(StatusRow {
        organisation: &assessment.profile.organisation.name,
        class: scope.classification.class,
        answered: score.all.answered(),
        total: score.all.total(),
        must: states(&score.all.must),
        should: states(&score.all.should),
        not_in_scope: scope.checks.iter().filter(|check| !check.in_scope()).count(),
        gaps: GapRow {
            must: score.gaps.must,
            should: score.gaps.should,
        },
        clauses: count_row(&score.clauses),
        chapters: chapters.collect(),
        flagged: assessment
            .answers
            .values()
            .filter(|answer| !flags(assessment, answer).is_empty())
            .count(),
        review: stages(assessment, scope),
        sign_offs: sign_off_rows(engagement)?,
        journal: engagement.head()?,
        digest: assessment.digest(),
        pack: PackRow {
            id: &pack.id,
            version: &pack.version,
            sha256: pack.sha256(),
        },
    })
}

fn count_row(counts: &Counts) -> CountRow {
    CountRow {
        answered: counts.answered(),
        total: counts.total(),
        must: states(&counts.must),
        should: states(&counts.should),
    }
}

fn states(tally: &Tally) -> States {
    State::ALL.map(|state| (state.id(), tally.of(state))).into()
}

fn words(context: &Context, engagement: &Engagement, row: &StatusRow<'_>) -> String {
    let lang = context.lang;
    let class = class_result_name(engagement.pack(), row.class, lang);
    let numbers = [
        ("answered", row.answered.to_string()),
        ("total", row.total.to_string()),
        ("clauses", row.clauses.total.to_string()),
        ("must_gaps", row.gaps.must.to_string()),
        ("should_gaps", row.gaps.should.to_string()),
        ("flagged", row.flagged.to_string()),
        ("none", row.not_in_scope.to_string()),
        ("count", row.journal.count.to_string()),
        ("head", row.journal.head.clone()),
    ];
    let numbers: Vec<(&str, &str)> = numbers
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let mut table = Table::new();
    let obligations = [
        ("model.level_must", &row.must),
        ("model.level_should", &row.should),
    ];
    for (name, states) in obligations {
        let cells = State::ALL.map(|state| {
            let number = states.get(state.id()).copied().unwrap_or(0);
            format!("{} {number}", state_name(state, lang))
        });
        table.row([context.tr(name).to_owned()].into_iter().chain(cells));
    }
    let mut chapters = Table::new();
    for chapter in &row.chapters {
        chapters.row([
            lang.of(chapter.title).to_owned(),
            format!("{}/{}", chapter.counts.answered, chapter.counts.total),
        ]);
    }
    [
        format!("{} │ {class}\n", row.organisation),
        context.fill("cli.status_summary", &numbers) + "\n",
        table.to_text(),
        chapters.to_text(),
        status_words(context, engagement, &row.review, &row.sign_offs),
        context.fill("cli.status_journal", &numbers),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}
