//! Pages → PDF bytes. printpdf makes the page contents and font dictionaries; what it gets wrong is put
//! right on its lopdf document (see `docs/decisions`). Only this directory knows printpdf and lopdf.

mod annotations;
mod attachment;
mod banks;
mod content;
mod deflate;
mod metadata;
mod outline;
mod structure;

use chrono::{DateTime, FixedOffset};
use printpdf::{FontId, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect};

use self::banks::Banks;
use super::blocks::Document;
use super::layout::Layout;
use super::metrics::FontBook;
use super::{Attachment, Progress, RenderOptions, ReportError, Watch};
use crate::lang::Lang;

/// What the file says about itself.
pub(super) struct About<'a> {
    title: String,
    author: Option<String>,
    subject: String,
    language: Lang,
    created: DateTime<FixedOffset>,
    attachment: Option<Attachment<'a>>,
}

impl<'a> About<'a> {
    /// What `document` says about itself.
    pub(super) fn of(document: &Document, options: &RenderOptions<'a>) -> Self {
        Self {
            title: document.title.clone(),
            author: document.author.clone(),
            subject: document.subject.clone(),
            language: document.language,
            created: options.created,
            attachment: options.attachment,
        }
    }
}

/// Writes a report.
///
/// # Errors
/// [`ReportError`] for a font that cannot be subset, or if the caller asked to stop.
pub(super) fn write(
    layout: &Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    about: &About<'_>,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, ReportError> {
    let mut document = assemble(layout, size, fonts, watch)?;
    let pages = structure::page_ids(&document);
    annotations::add(&mut document, &pages, layout, size.1)?;
    outline::add(&mut document, &pages, &layout.bookmarks, size.1)?;
    structure::finish_catalog(&mut document, about)?;
    metadata::add(&mut document, about)?;
    if let Some(attachment) = &about.attachment {
        attachment::add(&mut document, attachment, about)?;
    }
    close(document, Some(about), watch)
}

/// Writes pages without metadata, outline and annotations, to be embedded elsewhere.
///
/// # Errors
/// [`ReportError`] for a font that cannot be subset.
pub(super) fn write_bare(
    layout: &Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, ReportError> {
    let mut document = assemble(layout, size, fonts, watch)?;
    structure::bare_catalog(&mut document)?;
    close(document, None, watch)
}

/// Lets printpdf make pages and fonts, and tidies the result.
fn assemble(
    layout: &Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    watch: &Watch<'_>,
) -> Result<lopdf::Document, ReportError> {
    watch.report(Progress::Fonts)?;
    let banks = Banks::of(&layout.pages, fonts);
    let mut pdf = PdfDocument::new("");
    for bank in banks.iter() {
        let font = PdfFont::new(bank.embed(fonts)?);
        pdf.resources
            .fonts
            .map
            .insert(FontId(bank.resource.clone()), font);
    }
    watch.report(Progress::Writing {
        pages: layout.pages.len(),
    })?;
    let paper = Rect::from_wh(Pt(size.0), Pt(size.1));
    for page in &layout.pages {
        let ops = content::operations(page, size.1, fonts, &banks);
        pdf.pages.push(PdfPage {
            media_box: paper.clone(),
            trim_box: paper.clone(),
            crop_box: paper.clone(),
            ops,
        });
    }
    let mut warnings = Vec::new();
    let mut document = printpdf::to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    structure::tidy_pages(&mut document)?;
    structure::map_substitutes(&mut document, &banks)?;
    Ok(document)
}

/// Compresses, numbers and writes; the file identifier comes from the content.
fn close(
    mut document: lopdf::Document,
    about: Option<&About<'_>>,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, ReportError> {
    watch.report(Progress::Compressing)?;
    document.prune_objects();
    document.renumber_objects();
    deflate::all_streams(&mut document)?;
    // printpdf's identifier differs with every export of the process.
    document.trailer.remove(b"ID");
    let draft = save(&mut document)?;
    let identifier = metadata::identifier(&draft);
    metadata::identify(&mut document, &identifier, about)?;
    save(&mut document)
}

fn save(document: &mut lopdf::Document) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|error| failed(&error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A fault of the PDF libraries.
fn failed(error: &dyn std::fmt::Display) -> ReportError {
    ReportError::Pdf {
        reason: error.to_string(),
    }
}
