//! 匯出紀錄 in annex 五: the files written from the workbook before this report.

use super::view::View;
use crate::lang::{lookup, role_name};
use crate::model::assessment::ExportRecord;
use crate::model::signing::Role;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The register, the newest first.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut exports: Vec<&ExportRecord> = view.input.assessment.exports.values().collect();
    exports.sort_by(|a, b| (&b.at, &b.uid).cmp(&(&a.at, &a.uid)));
    let heading = Block::heading(2, view.tr("annex.exports")).unlisted().into();
    if exports.is_empty() {
        return vec![heading, Block::paragraph(view.tr("annex.exports_none")).into()];
    }
    let columns = [
        Column::new(view.tr("annex.exports_at"), 1.5),
        Column::new(view.tr("annex.exports_file"), 2.6),
        Column::new(view.tr("annex.exports_signed"), 1.0),
        Column::new(view.tr("annex.exports_content"), 4.4),
    ];
    let rows = exports.into_iter().map(|export| row(view, export));
    vec![
        heading,
        Block::paragraph(view.tr("annex.exports_intro")).into(),
        Table::new(columns).rows(rows).into(),
    ]
}

fn row(view: &View<'_>, export: &ExportRecord) -> Row {
    let file = text(&export.file)
        .plain("\n")
        .tone(Tone::Muted, format(view, &export.format));
    let signed = match export.signed_as.as_deref() {
        None => view.tr("report.dash"),
        Some(id) => Role::ALL
            .into_iter()
            .find(|role| role.id() == id)
            .map_or(id, |role| role_name(role, view.lang)),
    };
    let same = match export.digest == view.input.digest {
        true => view.tr("annex.exports_same"),
        false => view.tr("annex.exports_other"),
    };
    let content = Text::default()
        .tone(Tone::Muted, view.labelled("SHA-256", ""))
        .plain(&export.sha256)
        .plain("\n")
        .tone(Tone::Muted, view.labelled(view.tr("report.journal_digest"), ""))
        .plain(&export.digest)
        .plain(view.bracketed(same));
    Row::new([
        Cell::from(view.date(&export.at)),
        Cell::from(file),
        Cell::from(signed),
        Cell::from(content),
    ])
}

/// What was written, in words; a format this program does not know stands as it was recorded.
fn format<'a>(view: &View<'_>, id: &'a str) -> &'a str {
    lookup(view.lang, &format!("annex.format_{id}")).unwrap_or(id)
}
