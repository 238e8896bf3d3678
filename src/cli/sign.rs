//! `zicha sign`: adding the next signature to a signed report.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::By;
use super::context::Context;
use super::identity::opened;
use super::output::Reply;
use super::passphrase::PassphraseSource;
use super::report::{calendar, time};
use crate::engagement::clock::SystemClock;
use crate::engagement::signing::{SigningRequest, add_signature};
use crate::error::Result;
use crate::lang::{Calendar, role_name, timestamp_trust};
use crate::model::signing::{Role, TimestampReport};

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
    #[arg(long, value_parser = calendar())]
    calendar: Option<Calendar>,
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RoleArgument {
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

/// What a timestamp says, and how far it is to be believed.
pub(super) fn timestamp_words(context: &Context, timestamp: &TimestampReport) -> String {
    let values = [
        ("time", timestamp.time.as_str()),
        ("authority", timestamp.authority.as_str()),
        ("trust", timestamp_trust(timestamp.trust, context.lang)),
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
        calendar: arguments.calendar,
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
