//! Pages → PDF bytes. printpdf makes the page contents and font dictionaries; what it gets wrong is put
//! right on its lopdf document (see `docs/decisions`). Only this directory knows printpdf and lopdf.

mod annotations;
mod attachment;
mod backdrop;
mod banks;
mod content;
mod deflate;
mod metadata;
mod narrow;
mod numbering;
mod outline;
mod structure;
mod tags;
mod write;

use chrono::{DateTime, FixedOffset};
use lopdf::{Object, ObjectId, Stream};
use printpdf::{FontId, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect};

use self::banks::Banks;
use self::write::Output;
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
    mut layout: Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    about: &About<'_>,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, ReportError> {
    let mut document = assemble(&mut layout, size, fonts, watch, true)?;
    let pages = structure::page_ids(&document);
    let mut annotations = annotations::add(&mut document, &pages, &layout, size.1)?;
    outline::add(&mut document, &pages, &layout.bookmarks, size.1)?;
    structure::finish_catalog(&mut document, about)?;
    let metadata = metadata::add(&mut document, about)?;
    if let Some(attachment) = &about.attachment {
        attachment::add(&mut document, attachment, about)?;
    }
    compress(&mut document, watch)?;
    let numbers = numbering::compact(&mut document);
    annotations.renumber(&numbers);
    let root = document.max_id.saturating_add(1);
    structure::refer_to_tags(&mut document, root)?;
    let structure = tags::Structure {
        tree: &layout.tree,
        pages: &layout.pages,
        page_ids: structure::page_ids(&document),
        annotations,
        height: size.1,
        root,
    };
    let metadata = numbers.get(&metadata).copied().unwrap_or(metadata);
    document.objects.remove(&metadata);
    let mut out = written(&mut document);
    structure.write(&mut out);
    let identifier = metadata::identifier(&out.bytes);
    let stream = metadata::xmp_stream(metadata::xmp(about, &identifier).into_bytes());
    out.object(metadata.0, |bytes| write::object(bytes, &Object::Stream(stream)));
    Ok(close(out, document, &identifier))
}

/// Writes pages without metadata, outline and annotations, to be embedded elsewhere.
///
/// # Errors
/// [`ReportError`] for a font that cannot be subset.
pub(super) fn write_bare(
    mut layout: Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, ReportError> {
    let mut document = assemble(&mut layout, size, fonts, watch, false)?;
    structure::bare_catalog(&mut document)?;
    compress(&mut document, watch)?;
    numbering::compact(&mut document);
    let out = written(&mut document);
    let identifier = metadata::identifier(&out.bytes);
    Ok(close(out, document, &identifier))
}

/// So many pages are turned into content at a time: what lies between layout and compressed content is large.
const AT_ONCE: usize = 32;

/// Lets printpdf make fonts and pages, and tidies the result. The fonts come first, with one page that shows all of
/// their characters; then the pages' contents, a few at a time, letting go of their items.
fn assemble(
    layout: &mut Layout,
    size: (f32, f32),
    fonts: &FontBook<'_>,
    watch: &Watch<'_>,
    tagged: bool,
) -> Result<lopdf::Document, ReportError> {
    watch.report(Progress::Fonts)?;
    let banks = Banks::of(&layout.pages, fonts);
    let mut pdf = PdfDocument::new("");
    for bank in banks.iter() {
        let font = PdfFont::new(bank.embed(fonts)?);
        let resource = FontId(bank.resource.clone());
        pdf.resources.fonts.map.insert(resource, font);
    }
    let paper = Rect::from_wh(Pt(size.0), Pt(size.1));
    let page = |ops| PdfPage {
        media_box: paper.clone(),
        trim_box: paper.clone(),
        crop_box: paper.clone(),
        ops,
    };
    pdf.pages = layout.pages.iter().map(|_| page(Vec::new())).collect();
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = content::specimen(&banks);
    }
    let mut document = as_lopdf(&pdf);
    structure::tidy_pages(&mut document)?;
    structure::map_substitutes(&mut document, &banks)?;
    // From here on the fonts are only asked for codes.
    for font in pdf.resources.fonts.map.values_mut() {
        font.parsed_font.original_bytes = Vec::new();
    }
    let total = layout.pages.len();
    let backdrop = if tagged {
        backdrop::add(&mut document, &layout.backdrop, size)?
    } else {
        &[]
    };
    let contents = structure::content_ids(&document)?;
    let tree = tagged.then_some(&layout.tree);
    let mut makers = [pdf.clone(), pdf];
    let mut chunks = layout
        .pages
        .chunks_mut(AT_ONCE)
        .zip(contents.chunks(AT_ONCE))
        .peekable();
    while chunks.peek().is_some() {
        watch.report(Progress::Writing { pages: total })?;
        let mut parts = Vec::new();
        for (maker, (pages, places)) in makers.iter_mut().zip(&mut chunks) {
            let operations = pages.iter_mut().map(|of| {
                let operations = content::operations(of, size.1, fonts, &banks, tree);
                of.items = Vec::new();
                operations
            });
            maker.pages = operations.map(page).collect();
            parts.push(Part {
                maker,
                places,
                backdrop,
            });
        }
        for (place, stream) in Part::on_two_threads(parts)? {
            document.set_object(place, stream);
        }
    }
    Ok(document)
}

/// Some pages on their way to content streams.
struct Part<'a> {
    /// The pages as printpdf has them, with the fonts.
    maker: &'a PdfDocument,
    /// Where their contents belong.
    places: &'a [ObjectId],
    /// What every page begins with.
    backdrop: &'static [u8],
}

impl Part<'_> {
    /// The compressed contents of all parts. The result does not depend on the threads.
    fn on_two_threads(parts: Vec<Part<'_>>) -> Result<Vec<(ObjectId, Stream)>, ReportError> {
        std::thread::scope(|scope| {
            let mut parts = parts.into_iter();
            let here = parts.next();
            let there: Vec<_> = parts.map(|part| scope.spawn(move || part.contents())).collect();
            let mut all = here.map_or(Ok(Vec::new()), |part| part.contents())?;
            for other in there {
                let made = other
                    .join()
                    .unwrap_or_else(|_| Err(failed(&"a thread that writes pages ended early")));
                all.extend(made?);
            }
            Ok(all)
        })
    }

    fn contents(&self) -> Result<Vec<(ObjectId, Stream)>, ReportError> {
        let mut made = as_lopdf(self.maker);
        let ids = structure::content_ids(&made)?;
        let mut all = Vec::new();
        for (from, to) in ids.iter().zip(self.places) {
            if let Some(Object::Stream(mut stream)) = made.objects.remove(from) {
                stream.content.splice(0..0, self.backdrop.iter().copied());
                deflate::stream(&mut stream)?;
                all.push((*to, stream));
            }
        }
        Ok(all)
    }
}

fn as_lopdf(pdf: &PdfDocument) -> lopdf::Document {
    printpdf::to_lopdf_doc(pdf, &PdfSaveOptions::default(), &mut Vec::new())
}

/// Compresses; printpdf's identifier differs with every export of the process, so it goes.
fn compress(document: &mut lopdf::Document, watch: &Watch<'_>) -> Result<(), ReportError> {
    watch.report(Progress::Compressing)?;
    document.trailer.remove(b"ID");
    deflate::all_streams(document)
}

/// Writes all objects, letting go of each.
fn written(document: &mut lopdf::Document) -> Output {
    let mut out = Output::new();
    while let Some(((number, _), object)) = document.objects.pop_first() {
        out.object(number, |bytes| write::object(bytes, &object));
    }
    out
}

/// Writes what stands behind the objects.
fn close(out: Output, mut document: lopdf::Document, identifier: &[u8]) -> Vec<u8> {
    let id = metadata::identifier_entry(identifier);
    document.trailer.set("ID", id);
    out.finish(document.trailer)
}

/// A fault of the PDF libraries.
fn failed(error: &dyn std::fmt::Display) -> ReportError {
    ReportError::Pdf {
        reason: error.to_string(),
    }
}
