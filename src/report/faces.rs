//! The font files that come with Zicha, unpacked once on first use.

use std::sync::OnceLock;

use super::ReportError;

/// A font that comes with Zicha.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shipped {
    /// Noto Sans TC Regular.
    Regular,
    /// Noto Sans TC Bold.
    Bold,
    /// DejaVu Sans, for symbols that Noto Sans TC lacks.
    Symbols,
}

impl Shipped {
    /// PostScript name, as it appears in the PDF.
    pub fn name(self) -> &'static str {
        match self {
            Shipped::Regular => "NotoSansTC-Regular",
            Shipped::Bold => "NotoSansTC-Bold",
            Shipped::Symbols => "DejaVuSans",
        }
    }

    /// Begins to unpack the large fonts on threads of their own, so that a report made soon after finds
    /// them ready.
    pub fn prepare() {
        for shipped in [Shipped::Regular, Shipped::Bold] {
            // Without a thread the font is unpacked when it is asked for.
            let _ = std::thread::Builder::new().spawn(move || shipped.data().is_ok());
        }
    }

    /// The unpacked font file. Takes about 20 ms the first time.
    ///
    /// # Errors
    /// [`ReportError::Font`] if the built-in data is damaged.
    pub fn data(self) -> Result<&'static [u8], ReportError> {
        static REGULAR: OnceLock<Option<Vec<u8>>> = OnceLock::new();
        static BOLD: OnceLock<Option<Vec<u8>>> = OnceLock::new();
        static SYMBOLS: OnceLock<Option<Vec<u8>>> = OnceLock::new();
        let (cell, packed): (_, &[u8]) = match self {
            Shipped::Regular => (
                &REGULAR,
                include_bytes!("../../assets/fonts/NotoSansTC-Regular.ttf.zst"),
            ),
            Shipped::Bold => (
                &BOLD,
                include_bytes!("../../assets/fonts/NotoSansTC-Bold.ttf.zst"),
            ),
            Shipped::Symbols => (&SYMBOLS, include_bytes!("../../assets/fonts/DejaVuSans.ttf.zst")),
        };
        cell.get_or_init(|| unpack(packed))
            .as_deref()
            .ok_or_else(|| ReportError::Font {
                name: self.name().to_owned(),
            })
    }
}

/// Unpacks into a buffer of the size that the packed font states.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
    zstd::bulk::decompress(packed, usize::try_from(size).ok()?).ok()
}
