//! `zicha completions` and `zicha man`: made from the arguments themselves.

use clap::Args;
use clap_complete::Shell;

use super::context::Context;
use super::help;
use super::output::Reply;
use crate::error::{Error, Result};

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn completions(context: &Context, arguments: &CompletionsArguments) -> Result<Reply> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut help::command(context.lang),
        "zicha",
        &mut script,
    );
    text(script)
}

pub(super) fn manual(context: &Context) -> Result<Reply> {
    let mut page = Vec::new();
    clap_mangen::Man::new(help::command(context.lang))
        .render(&mut page)
        .map_err(|fault| {
            Error::internal("error.manual_page")
                .with("cause", &fault)
                .caused_by(fault)
        })?;
    text(page)
}

fn text(bytes: Vec<u8>) -> Result<Reply> {
    String::from_utf8(bytes).map(Reply::raw).map_err(|fault| {
        Error::internal("error.output_not_unicode")
            .with("cause", &fault)
            .caused_by(fault)
    })
}
