//! 附錄五 異動紀錄與驗證方式: the head of the journal, how to check it, and what that shows.

use super::exported;
use super::view::View;
use crate::lang::moment_words;
use crate::report::blocks::{Block, Text, text};

/// The annex.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let heading = |id| Block::heading(2, view.tr(id)).unlisted().into();
    let proves = [
        "report.journal_proves_yes",
        "report.journal_proves_no",
        "report.journal_proves_keep",
    ];
    let mut blocks = vec![
        Block::heading(1, view.tr("report.journal"))
            .anchor("journal")
            .into(),
        heading("report.journal_facts"),
        facts(view),
        heading("report.journal_how"),
    ];
    blocks.push(Block::numbered(steps(view)));
    blocks.push(heading("report.journal_proves"));
    blocks.extend(proves.map(|id| Block::paragraph(view.tr(id)).into()));
    blocks.extend(exported::blocks(view));
    blocks
}

fn facts(view: &View<'_>) -> Block {
    let input = view.input;
    let pack = format!(
        "{} {}\nSHA-256 {}",
        input.pack.id, input.pack.version, input.pack_sha256
    );
    let program = view.fill(
        "report.journal_program_value",
        &[("version", input.program_version)],
    );
    let mut facts = vec![
        ("report.journal_count", input.head.count.to_string()),
        ("report.journal_head", input.head.head.clone()),
        ("report.journal_digest", input.digest.to_owned()),
        ("report.journal_pack", pack),
        ("report.journal_program", program),
        ("report.journal_made", moment_words(&input.created, input.lang)),
    ];
    if let Some(signer) = input.signer {
        facts.push(("report.journal_signer", signer.to_owned()));
    }
    Block::facts(facts.into_iter().map(|(id, value)| (view.tr(id), value)))
}

/// What to run, with this report's own anchor.
fn steps(view: &View<'_>) -> Vec<Text> {
    let (report, workbook) = (
        view.tr("report.journal_file_report"),
        view.tr("report.journal_file_workbook"),
    );
    let head = view.input.head;
    let anchor = format!("{}:{}", head.count, head.head);
    let step = |id, command: String, end| text(view.tr(id)).bold(command).plain(view.tr(end));
    vec![
        step(
            "report.journal_how_pdf",
            format!("zicha verify {report}"),
            "report.journal_how_pdf_end",
        ),
        step(
            "report.journal_how_journal",
            format!("zicha journal {workbook} --verify --anchor {anchor}"),
            "report.journal_how_end",
        ),
        step(
            "report.journal_how_evidence",
            format!("zicha evidence check {workbook}"),
            "report.journal_how_end",
        ),
    ]
}
