//! Writing what people are asked for beside the report: sheets and the list of documents.

use std::cell::RefCell;
use std::sync::atomic::AtomicBool;

use sha2::{Digest, Sha256};

use super::Engagement;
use super::files::{Privacy, write_whole};
use super::reporting::{Written, not_stopped, report_error, stage_of};
use super::request::{ExportDone, ExportKind, ExportRequest, Progress, Saved};
use super::sheets::SheetInput;
use crate::error::{Error, Result, Words};
use crate::exchange::json::{Extent, WorkbookFile};
use crate::exchange::sheet::Book;
use crate::exchange::{csv, xlsx};
use crate::report::content::{DocumentList, document_list};
use crate::report::{RenderOptions, render};

/// A finished file that is not written yet.
#[derive(Default)]
struct Made {
    bytes: Vec<u8>,
    rows: usize,
    continued: usize,
    missing_glyphs: Vec<char>,
}

impl Engagement {
    /// Writes an export and records it in the register of exports. One from a workbook opened for
    /// reading is not recorded. What was made is read back and compared before it is written.
    ///
    /// # Errors
    /// The file cannot be written, or the work was cancelled; an older file of that name is left
    /// as it was.
    pub fn write_export(
        &mut self,
        request: &ExportRequest,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<(ExportDone, Option<Saved>)> {
        let created = request.time.unwrap_or_else(|| self.clock.now());
        let scope = self.scope();
        let digest = self.assessment().digest();
        let input = SheetInput {
            pack: self.pack(),
            assessment: self.assessment(),
            scope: &scope,
            digest: &digest,
            head: &self.head()?,
            lang: request.lang,
            created,
        };
        let made = match request.kind {
            ExportKind::Sheets => spreadsheet(&input.whole())?,
            ExportKind::DocumentsXlsx => spreadsheet(&input.documents_book())?,
            ExportKind::ChecksCsv => checks_csv(&input)?,
            ExportKind::DocumentsPdf => printed(&input, progress, cancelled)?,
            ExportKind::Workbook => self.whole_workbook(progress, cancelled)?,
        };
        not_stopped(cancelled)?;
        write_whole(&request.output, &made.bytes, Privacy::Ordinary)?;
        let sha256 = hex::encode(Sha256::digest(&made.bytes));
        let saved = self.register(Written {
            format: request.kind.id(),
            path: &request.output,
            sha256: &sha256,
            signed_as: None,
            added_to: None,
            digest: &digest,
        })?;
        let done = ExportDone {
            kind: request.kind,
            path: request.output.clone(),
            rows: made.rows,
            continued: made.continued,
            missing_glyphs: made.missing_glyphs,
            sha256,
        };
        Ok((done, saved))
    }

    fn whole_workbook(&self, progress: &mut dyn FnMut(Progress), cancelled: &AtomicBool) -> Result<Made> {
        let states = self.check_evidence(progress, cancelled)?;
        let file = WorkbookFile::new(
            self.pack(),
            self.assessment(),
            Extent::Whole,
            &self.head()?,
            &self.assessment().digest(),
            &states.into_iter().collect(),
        );
        let bytes = file.write().map_err(|fault| not_made(fault.words(), fault))?;
        Ok(Made {
            bytes,
            rows: self.assessment().answers.len(),
            ..Made::default()
        })
    }
}

fn spreadsheet(book: &Book) -> Result<Made> {
    let written = xlsx::write(book).map_err(|fault| not_made(fault.words(), fault))?;
    Ok(Made {
        bytes: written.bytes,
        rows: book.sheets.first().map_or(0, |sheet| sheet.rows.len()),
        continued: written.continued,
        ..Made::default()
    })
}

fn checks_csv(input: &SheetInput<'_>) -> Result<Made> {
    let sheet = input.checks();
    let bytes = csv::write(&sheet).map_err(|fault| not_made(fault.words(), fault))?;
    Ok(Made {
        bytes,
        rows: sheet.rows.len(),
        ..Made::default()
    })
}

fn printed(
    input: &SheetInput<'_>,
    progress: &mut dyn FnMut(Progress),
    cancelled: &AtomicBool,
) -> Result<Made> {
    let documents = input.documents();
    let list = document_list(&DocumentList {
        documents: &documents,
        profile: &input.assessment.profile,
        guideline: &input.pack.title,
        lang: input.lang,
        created: input.created,
    });
    let told = RefCell::new(progress);
    let tell = |stage| (told.borrow_mut())(stage_of(stage));
    let options = RenderOptions {
        progress: Some(&tell),
        cancel: Some(cancelled),
        ..RenderOptions::at(input.created)
    };
    let rendered = render(&list, &options).map_err(report_error)?;
    Ok(Made {
        bytes: rendered.pdf,
        rows: documents.len(),
        missing_glyphs: rendered.missing,
        ..Made::default()
    })
}

fn not_made(said: Words, fault: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::internal("error.export_not_made")
        .saying("fault", said)
        .hint("error.hint_no_file_written")
        .caused_by(fault)
}
