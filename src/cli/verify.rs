//! `zicha verify`: judging a signed report, and comparing it with the workbook it came from.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::output::Reply;
use crate::engagement::verifying;
use crate::error::Result;
use crate::lang::{Lang, Said, SaidLine, lookup, verification_lines};
use crate::model::content::ContentReport;
use crate::model::register::RegisterReport;
use crate::model::signing::{Refusal, SignatureReport};

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    #[arg(long, value_name = "CA.pem")]
    trust: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
}

/// The JSON of a verification.
#[derive(Serialize)]
struct VerificationRow<'a> {
    valid: bool,
    reasons: Vec<String>,
    signatures: &'a [SignatureReport],
    /// The reasons as stable ids.
    refusals: &'a [Refusal],
    /// What came of making the report again.
    content: &'a ContentReport,
    /// What the workbook says; null where none was asked.
    workbook: &'a Option<RegisterReport>,
}

pub(super) fn run(context: &Context, arguments: &VerifyArguments) -> Result<Reply> {
    let found = verifying::verify(
        &arguments.input,
        arguments.trust.as_deref(),
        arguments.workbook.as_deref(),
    )?;
    let reasons = found.refusals.iter();
    let row = VerificationRow {
        valid: found.valid,
        reasons: reasons.map(|refusal| reason(refusal, context.lang)).collect(),
        signatures: &found.signatures,
        refusals: &found.refusals,
        content: &found.content,
        workbook: &found.workbook,
    };
    let reply = context.data(&row, || words(&verification_lines(&found, context.lang)));
    Ok(reply.answer(found.valid))
}

/// A refusal in words, with the field it concerns and its technical detail.
fn reason(refusal: &Refusal, lang: Lang) -> String {
    let words = lookup(lang, &format!("verify.{}", refusal.id)).unwrap_or(refusal.id);
    let field = refusal.field.as_deref().map(|field| format!("{field}: "));
    format!("{}{words} ({})", field.unwrap_or_default(), refusal.detail)
}

/// The lines one below the other, indented by what they are.
fn words(lines: &[SaidLine]) -> String {
    let indented = lines.iter().map(|line| {
        let lead = match line.said {
            Said::Verdict(_) => "",
            Said::Heading => "\n",
            Said::Reason | Said::Item | Said::Concern => "- ",
            Said::Detail => "  ",
            Said::Changed(_) => "  - ",
        };
        format!("{lead}{}\n", line.words)
    });
    indented.collect()
}
