//! `zicha evidence list` and `zicha evidence request`: the documents to have ready, as data, as a
//! file to hand over, and what became of asking for them.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::{ArgGroup, Args};

use super::arguments::By;
use super::context::Context;
use super::export;
use super::output::Reply;
use super::progress::Teller;
use super::report::check_output;
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::{DocumentDraft, ExportKind, ExportRequest};
use crate::error::{Error, Result};
use crate::lang::{Lang, tr};
use crate::model::documents::{Document, documents_named};

/// Most documents named in a message when several are meant.
const MOST_NAMED: usize = 5;

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(short, long, value_name = "OUT.xlsx|OUT.pdf")]
    output: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("values").required(true).multiple(true).args(["custodian", "due", "received", "note"]))]
pub(super) struct RequestArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "DOCUMENT", required = true)]
    documents: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    custodian: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    received: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    by: By,
}

/// `zicha evidence list`.
pub(super) fn list(context: &Context, arguments: &ListArguments) -> Result<Reply> {
    if let Some(output) = &arguments.output {
        return write(context, arguments, output);
    }
    let engagement = context.read(&arguments.workbook)?;
    let documents = engagement.documents();
    Ok(context.data(&documents, || list_words(context, &documents)))
}

fn write(context: &Context, arguments: &ListArguments, output: &Path) -> Result<Reply> {
    let ending = output.extension().and_then(|ending| ending.to_str());
    let kinds = [ExportKind::DocumentsXlsx, ExportKind::DocumentsPdf];
    let kind = kinds
        .into_iter()
        .find(|kind| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(kind.ending())))
        .ok_or_else(|| {
            Error::input("error.list_ending")
                .with("path", output.display())
                .hint("error.hint_list_ending")
        })?;
    check_output(&arguments.workbook, output)?;
    let author = context.author(&arguments.by);
    let mut engagement = Engagement::open_for_screen(&arguments.workbook, Box::new(SystemClock), author)?;
    let request = ExportRequest {
        kind,
        output: output.to_owned(),
        lang: context.lang,
        time: None,
    };
    let mut teller = Teller::new(context.lang);
    let never = AtomicBool::new(false);
    let (done, saved) = engagement.write_export(&request, &mut |progress| teller.tell(progress), &never)?;
    Ok(export::reply(context, &done, saved.is_some()))
}

fn list_words(context: &Context, documents: &[Document]) -> String {
    let mut table = Table::new();
    for document in documents {
        let clauses: Vec<String> = document.clauses.iter().map(ToString::to_string).collect();
        table.row([
            context.tr(mark(document)).to_owned(),
            context.lang.of(&document.document).to_owned(),
            document.evidence.join(" "),
            document.custodian.clone(),
            document.due.clone(),
            document.received_on.clone(),
            clauses.join(" "),
        ]);
    }
    let attached = documents
        .iter()
        .filter(|document| document.attached)
        .count()
        .to_string();
    let total = documents.len().to_string();
    let summary = context.fill(
        "cli.documents_summary",
        &[("attached", &attached), ("total", &total)],
    );
    format!("{}\n{summary}", table.to_text())
}

fn mark(document: &Document) -> &'static str {
    match document {
        Document { attached: true, .. } => "cli.attached",
        document if document.is_here() => "cli.document_received",
        Document { overdue: true, .. } => "cli.document_overdue",
        _ => "cli.not_attached",
    }
}

/// `zicha evidence request`.
pub(super) fn request(context: &Context, arguments: &RequestArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let documents = engagement.documents();
    let keys: Vec<String> = arguments
        .documents
        .iter()
        .map(|words| Ok(named(context.lang, &documents, words)?.key.clone()))
        .collect::<Result<_>>()?;
    let draft = DocumentDraft {
        custodian: arguments.custodian.clone(),
        due: arguments.due.clone(),
        received_on: arguments.received.clone(),
        note: arguments.note.clone(),
    };
    let saved = engagement.set_documents(&keys, &draft)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.documents_requested", &[("count", &keys.len().to_string())])
    }))
}

/// The one document that words mean.
fn named<'a>(lang: Lang, documents: &'a [Document], words: &str) -> Result<&'a Document> {
    match documents_named(documents, words).as_slice() {
        [one] => Ok(one),
        [] => Err(Error::input("error.no_document")
            .with("document", words)
            .hint("error.hint_list_documents")),
        several => {
            let known: Vec<&str> = several
                .iter()
                .take(MOST_NAMED)
                .map(|document| lang.of(&document.document))
                .collect();
            Err(Error::input("error.document_ambiguous")
                .with("document", words)
                .with("count", several.len())
                .with("known", known.join(tr(lang, "model.list_comma")))
                .hint("error.hint_document_whole"))
        }
    }
}
