//! Content → pages → PDF. Content is written in [`blocks`], laid out by `layout` with the advances of
//! `metrics`, and turned into bytes by `pdf`, the only place that knows printpdf.
//!
//! The same document and options give the same bytes.

pub mod blocks;
pub mod content;
mod extra;
mod faces;
mod layout;
mod metrics;
mod pdf;
mod punctuation;
mod stamp;
mod tables;
mod words;

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, FixedOffset};

use self::blocks::Document;
pub use self::extra::plain_font_name;
pub use self::metrics::ExtraFont;
use self::metrics::FontBook;
pub use self::stamp::{Stamp, stamp};
use crate::error::Words;

/// Why no report was made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A font cannot be read.
    #[error("the font {name} cannot be read; leave it out, or install Zicha again if it is one of its own")]
    Font {
        /// PostScript name.
        name: String,
    },
    /// A font from outside forbids embedding.
    #[error("the font {name} may not be embedded in documents; leave it out of --system-fonts")]
    FontRestricted {
        /// PostScript name.
        name: String,
    },
    /// A font cannot be subset.
    #[error("the font {name} cannot be reduced to the characters of the report: {reason}")]
    Subset {
        /// PostScript name.
        name: String,
        /// What the subsetter said.
        reason: String,
    },
    /// The PDF could not be put together.
    #[error("the PDF could not be put together: {reason}")]
    Pdf {
        /// What failed.
        reason: String,
    },
    /// The caller asked to stop.
    #[error("the report was cancelled; nothing was written")]
    Cancelled,
}

impl ReportError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Font { name } => Words::new("error.font").with("name", name),
            Self::FontRestricted { name } => Words::new("error.font_restricted").with("name", name),
            Self::Subset { name, reason } => Words::new("error.font_subset")
                .with("name", name)
                .with("cause", reason),
            Self::Pdf { reason } => Words::new("error.pdf_parts").with("cause", reason),
            Self::Cancelled => Words::new("error.report_cancelled"),
        }
    }
}

/// How far a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Blocks are being laid out.
    LayingOut {
        /// Blocks laid out.
        done: usize,
        /// All blocks.
        total: usize,
    },
    /// Fonts are being reduced to the characters used.
    Fonts,
    /// Pages are being written.
    Writing {
        /// All pages.
        pages: usize,
    },
    /// The file is being compressed.
    Compressing,
}

/// What a report depends on besides its content.
#[derive(Clone, Copy)]
pub struct RenderOptions<'a> {
    /// Time of creation, written into the file.
    pub created: DateTime<FixedOffset>,
    /// Fonts from outside for characters that the shipped ones lack.
    pub extra_fonts: &'a [ExtraFont],
    /// Told how far the work is, several times a second.
    pub progress: Option<&'a dyn Fn(Progress)>,
    /// Set from another thread to stop the work.
    pub cancel: Option<&'a AtomicBool>,
    /// A file to embed; it makes the report PDF/A-3u instead of PDF/A-2u.
    pub attachment: Option<Attachment<'a>>,
}

/// A file embedded in a report.
#[derive(Clone, Copy)]
pub struct Attachment<'a> {
    /// Its name, without a folder.
    pub name: &'a str,
    /// Its media type, such as `application/json`.
    pub mime: &'a str,
    /// What it is, for people.
    pub description: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

impl RenderOptions<'_> {
    /// Options for a report created at a time, without fonts from outside.
    pub fn at(created: DateTime<FixedOffset>) -> Self {
        Self {
            created,
            extra_fonts: &[],
            progress: None,
            cancel: None,
            attachment: None,
        }
    }
}

/// A finished report.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The unsigned PDF.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters that no font has; drawn as 〓, kept in the text.
    pub missing: Vec<char>,
    /// Ids that links name and no block has: a fault of the content.
    pub dangling: Vec<String>,
}

/// Lays out `document` and writes it as PDF.
///
/// # Errors
/// [`ReportError::Cancelled`] if the caller asked to stop; the others name a font or a fault of Zicha.
pub fn render(document: &Document, options: &RenderOptions<'_>) -> Result<Rendered, ReportError> {
    let watch = Watch {
        progress: options.progress,
        cancel: options.cancel,
    };
    let fonts = FontBook::new(options.extra_fonts)?;
    let mut layout = layout::lay_out(document, &fonts, &watch)?;
    let about = pdf::About::of(document, options);
    let pages = layout.pages.len();
    let dangling = std::mem::take(&mut layout.dangling);
    let pdf = pdf::write(layout, layout::style::PAGE, &fonts, &about, &watch)?;
    Ok(Rendered {
        pdf,
        pages,
        missing: fonts.missing(),
        dangling,
    })
}

/// Begins what every report needs first, on threads of its own: a report made soon after is ready sooner.
pub fn prepare() {
    faces::Shipped::prepare();
}

/// Passes progress on and notices a wish to stop.
pub(crate) struct Watch<'a> {
    progress: Option<&'a dyn Fn(Progress)>,
    cancel: Option<&'a AtomicBool>,
}

impl Watch<'_> {
    /// Reports progress.
    ///
    /// # Errors
    /// [`ReportError::Cancelled`] if the caller asked to stop.
    pub(crate) fn report(&self, progress: Progress) -> Result<(), ReportError> {
        if self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            return Err(ReportError::Cancelled);
        }
        if let Some(tell) = self.progress {
            tell(progress);
        }
        Ok(())
    }

    /// A watch that nobody listens to.
    pub(crate) fn silent() -> Self {
        Watch {
            progress: None,
            cancel: None,
        }
    }
}
