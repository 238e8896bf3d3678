//! `zicha signoff`: somebody answers for the assessment as it stands.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use crate::engagement::request::SignOffDraft;
use crate::error::Result;
use crate::lang::role_name;
use crate::model::sign_off::newest;
use crate::model::signing::Role;

#[derive(Debug, Args)]
pub(super) struct SignOffArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long, value_parser = role_parser())]
    role: Role,
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[command(flatten)]
    by: By,
}

fn role_parser() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::id)).map(|id| {
        Role::ALL
            .into_iter()
            .find(|role| role.id() == id)
            .unwrap_or(Role::Preparer)
    })
}

pub(super) fn run(context: &Context, arguments: &SignOffArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let by = context.author(&arguments.by);
    let draft = SignOffDraft {
        role: arguments.role,
        by: by.clone(),
        title: arguments.title.clone(),
        note: arguments.note.clone(),
    };
    let saved = engagement.sign_off(&draft)?;
    let role = role_name(arguments.role, context.lang);
    let reply = context.saved(saved.as_ref(), || {
        context.fill("review.signed", &[("role", role), ("by", &by)])
    });
    let assessment = engagement.assessment();
    let same = arguments.role == Role::Approver
        && newest(assessment, Role::Preparer).is_some_and(|preparer| preparer.by == by);
    let skipped = arguments.role == Role::Approver && newest(assessment, Role::Reviewer).is_none();
    Ok(reply
        .note_if(same, || context.tr("review.same_person").to_owned())
        .note_if(skipped, || context.tr("review.no_reviewer").to_owned()))
}
