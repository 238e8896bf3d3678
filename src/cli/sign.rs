//! `zicha verify` and `zicha sign`: judging a signed report and adding the next signature.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::json;

use super::arguments::By;
use super::context::Context;
use super::identity::opened;
use super::output::Reply;
use super::passphrase::PassphraseSource;
use super::report::time;
use crate::engagement::clock::SystemClock;
use crate::engagement::signing::{SigningRequest, add_signature};
use crate::engagement::verifying;
use crate::error::Result;
use crate::lang::{Lang, content_words, lookup, role_name, trust_name};
use crate::model::content::ContentReport;
use crate::model::signing::{Refusal, Role, SignatureReport, TimestampReport, Trust, Verification};

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    #[arg(long, value_name = "CA.pem")]
    trust: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct SignArguments {
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    #[arg(long, value_name = "ID")]
    identity: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseSource,
    #[arg(long, value_enum)]
    role: RoleArgument,
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    time: Option<DateTime<FixedOffset>>,
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleArgument {
    Reviewer,
    Approver,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Self {
        match role {
            RoleArgument::Reviewer => Role::Reviewer,
            RoleArgument::Approver => Role::Approver,
        }
    }
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
}

pub(super) fn verify(context: &Context, arguments: &VerifyArguments) -> Result<Reply> {
    let found = verifying::verify(
        &arguments.input,
        arguments.trust.as_deref(),
        arguments.workbook.as_deref(),
    )?;
    let row = VerificationRow {
        valid: found.valid,
        reasons: found
            .refusals
            .iter()
            .map(|refusal| reason(refusal, context.lang))
            .collect(),
        signatures: &found.signatures,
        refusals: &found.refusals,
        content: &found.content,
    };
    let reply = context.data(&row, || words(context, &found, &row.reasons));
    Ok(reply.answer(found.valid))
}

/// A refusal in words, with the field it concerns and its technical detail.
fn reason(refusal: &Refusal, lang: Lang) -> String {
    let words = lookup(lang, &format!("verify.{}", refusal.id)).unwrap_or(refusal.id);
    let field = refusal.field.as_deref().map(|field| format!("{field}: "));
    format!("{}{words} ({})", field.unwrap_or_default(), refusal.detail)
}

fn words(context: &Context, found: &Verification, reasons: &[String]) -> String {
    let headline = if found.valid {
        "cli.verify_valid"
    } else {
        "cli.verify_invalid"
    };
    let mut lines = vec![context.tr(headline).to_owned()];
    lines.extend(reasons.iter().map(|reason| format!("- {reason}")));
    lines.extend(
        found
            .signatures
            .iter()
            .map(|signature| signature_words(context, signature)),
    );
    lines.push(content_words(&found.content, context.lang));
    lines.join("\n")
}

fn signature_words(context: &Context, signature: &SignatureReport) -> String {
    let role = Role::ALL
        .into_iter()
        .find(|role| role.id() == signature.role)
        .map_or(signature.role.as_str(), |role| role_name(role, context.lang));
    let no_time = context.tr("cli.verify_no_time");
    let values = [
        ("role", role),
        ("signer", signature.signer.as_str()),
        ("time", signature.claimed_time.as_deref().unwrap_or(no_time)),
        ("trust", trust_name(signature.trust, context.lang)),
    ];
    let words = context.fill("cli.verify_signature", &values);
    match &signature.timestamp {
        Some(found) => format!("{words}\n  {}", timestamp_words(context, found)),
        None => words,
    }
}

/// What a timestamp says, and how far it is to be believed.
pub(super) fn timestamp_words(context: &Context, timestamp: &TimestampReport) -> String {
    let trust = match timestamp.trust {
        Trust::Ca | Trust::CardCa => "cli.timestamp_ca",
        Trust::SelfMade => "cli.timestamp_self_made",
        Trust::Unknown => "cli.timestamp_unknown",
    };
    let values = [
        ("time", timestamp.time.as_str()),
        ("authority", timestamp.authority.as_str()),
        ("trust", context.tr(trust)),
    ];
    context.fill("cli.verify_timestamp", &values)
}

pub(super) fn sign(context: &Context, arguments: &SignArguments) -> Result<Reply> {
    let request = SigningRequest {
        input: arguments.input.clone(),
        output: arguments.output.clone(),
        role: arguments.role.into(),
        identity: opened(context, &arguments.identity, &arguments.passphrase)?,
        time: arguments.time,
        lang: context.lang,
        workbook: arguments.workbook.clone(),
        author: context.author(&arguments.by),
    };
    let signed = add_signature(&request, Box::new(SystemClock))?;
    let file = signed.path.display().to_string();
    let role = role_name(request.role, context.lang);
    let json = json!({ "report": file, "sha256": signed.sha256, "signed_as": request.role.id() });
    Ok(context.data(&json, || {
        let values = [
            ("role", role),
            ("file", file.as_str()),
            ("sha256", &signed.sha256),
        ];
        context.fill("cli.signed", &values)
    }))
}
