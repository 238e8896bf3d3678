//! `zicha timestamp`: has an authority state when it saw the last signature of a report. The only
//! command that opens a network connection.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::sign::timestamp_words;
use crate::engagement::clock::SystemClock;
use crate::engagement::timestamping::{TimestampingRequest, add_timestamp};
use crate::error::Result;
use crate::model::signing::Role;

#[derive(Debug, Args)]
pub(super) struct TimestampArguments {
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    #[arg(long, value_name = "URL")]
    tsa: String,
    #[arg(long, value_enum)]
    role: Option<SignedRole>,
    #[arg(long, value_name = "CA.pem")]
    trust: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SignedRole {
    Preparer,
    Reviewer,
    Approver,
}

impl From<SignedRole> for Role {
    fn from(role: SignedRole) -> Self {
        match role {
            SignedRole::Preparer => Role::Preparer,
            SignedRole::Reviewer => Role::Reviewer,
            SignedRole::Approver => Role::Approver,
        }
    }
}

pub(super) fn run(context: &Context, arguments: &TimestampArguments) -> Result<Reply> {
    let request = TimestampingRequest {
        input: arguments.input.clone(),
        output: arguments.output.clone(),
        authority: arguments.tsa.clone(),
        role: arguments.role.map(Role::from),
        trust: arguments.trust.clone(),
        workbook: arguments.workbook.clone(),
        author: context.author(&arguments.by),
    };
    let (written, signature) = add_timestamp(&request, Box::new(SystemClock))?;
    let file = written.path.display().to_string();
    let json = json!({
        "report": file,
        "sha256": written.sha256,
        "role": signature.role,
        "timestamp": signature.timestamp,
    });
    Ok(context.data(&json, || {
        let timestamp = signature.timestamp.as_ref();
        let stated = timestamp.map(|found| timestamp_words(context, found));
        let values = [
            ("file", file.as_str()),
            ("sha256", &written.sha256),
            ("timestamp", stated.as_deref().unwrap_or_default()),
        ];
        context.fill("cli.timestamped", &values)
    }))
}
