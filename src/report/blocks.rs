//! The vocabulary in which content is written: plain data, without positions and without PDF.
//!
//! ```
//! use zicha::report::blocks::{Block, Column, Document, Table, text};
//!
//! let document = Document::new("資安自評報告")
//!     .push(Block::heading(1, "壹、摘要").anchor("summary"))
//!     .push(Block::paragraph(text("本次檢核計 ").bold("213").plain(" 項。")))
//!     .push(
//!         Table::new([Column::new("條款", 1.0), Column::new("結果", 3.0)])
//!             .row(["4.1", "符合"])
//!             .row(["4.2", "部分符合"]),
//!     );
//! assert_eq!(document.blocks.len(), 3);
//! ```

use crate::lang::Lang;
use crate::model::signing::Role;

/// A whole report: what stands on every page, and the blocks between.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Title of the document, for the file's metadata and the window title.
    pub title: String,
    /// Author in the file's metadata, if one is to be named.
    pub author: Option<String>,
    /// Subject in the file's metadata.
    pub subject: String,
    /// Language of the text, and of the words "page … of …".
    pub language: Lang,
    /// The language that stands beside it, if the document speaks two.
    pub also: Option<Lang>,
    /// Header, left side, from the second page on if there is a cover.
    pub header_left: String,
    /// Header, right side.
    pub header_right: String,
    /// Footer, left side; the page number stands on the right.
    pub footer: String,
    /// A first page of its own without header and footer.
    pub cover: Option<Cover>,
    /// Large pale words behind every page, such as 草稿. Drawn as shapes, so that they never mix
    /// with the extracted text.
    pub watermark: Option<String>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Every block; of what is told at several lengths, those of the longest.
    pub fn longest(&self) -> Vec<&Block> {
        fn of(block: &Block) -> Vec<&Block> {
            match block {
                Block::OneOf(lengths) => lengths.iter().take(1).flatten().flat_map(of).collect(),
                block => vec![block],
            }
        }
        self.blocks.iter().flat_map(of).collect()
    }

    /// An empty document with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Appends a block.
    #[must_use]
    pub fn push(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// Appends several blocks.
    #[must_use]
    pub fn extend(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }
}

/// The cover page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cover {
    /// Small line at the top, such as the document number and confidentiality.
    pub above: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Title in large type.
    pub title: String,
    /// The title in a second language, below in smaller type; empty for none.
    pub also: String,
    /// Line under the title.
    pub subtitle: String,
    /// Facts as label and value, such as period and date.
    pub facts: Vec<(String, Text)>,
    /// Small print at the foot of the page.
    pub notice: Text,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading with its bookmark.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list with bullets or numbers.
    List(List),
    /// Labels with values, in two columns without grid.
    KeyValue(Vec<(Text, Text)>),
    /// A table.
    Table(Table),
    /// Horizontal stacked bars.
    Bars(Bars),
    /// A boxed notice.
    Callout(Callout),
    /// The table of contents.
    Toc(Toc),
    /// A row of signature boxes.
    Signatures(Vec<SignatureBox>),
    /// A place that links can point to.
    Anchor(String),
    /// Empty space, in points.
    Spacer(f32),
    /// Continue on a new page unless so much height is left, in points.
    Room(f32),
    /// Continue on a new page.
    PageBreak,
    /// The same in two languages side by side, as far as these are paragraphs, lists or boxed
    /// notices; anything else stands one below the other.
    Pair(Box<(Block, Block)>),
    /// The same told at several lengths, the longest first: the first that ends on the page it
    /// begins on is taken, else the last. All lengths hold the same headings.
    OneOf(Vec<Vec<Block>>),
}

impl Block {
    /// A heading of level 1 (chapter) to 4.
    pub fn heading(level: u8, text: impl Into<String>) -> Heading {
        Heading {
            level: level.clamp(1, 4),
            text: text.into(),
            also: String::new(),
            anchor: None,
            unlisted: false,
        }
    }

    /// A paragraph of body text.
    pub fn paragraph(text: impl Into<Text>) -> Paragraph {
        Paragraph {
            text: text.into(),
            ..Paragraph::default()
        }
    }

    /// A paragraph in small type, for sources and remarks.
    pub fn note(text: impl Into<Text>) -> Paragraph {
        Paragraph {
            text: text.into(),
            size: TextSize::Small,
            ..Paragraph::default()
        }
    }

    /// A list with bullets.
    pub fn bullets<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(List {
            numbered: false,
            items: items.into_iter().map(Into::into).collect(),
        })
    }

    /// A list numbered from 1.
    pub fn numbered<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(List {
            numbered: true,
            items: items.into_iter().map(Into::into).collect(),
        })
    }

    /// Labels with values.
    pub fn facts<K: Into<Text>, V: Into<Text>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::KeyValue(
            pairs
                .into_iter()
                .map(|(label, value)| (label.into(), value.into()))
                .collect(),
        )
    }

    /// A boxed notice.
    pub fn notice(title: impl Into<Text>, body: impl Into<Text>) -> Self {
        Self::Callout(Callout {
            tone: Tone::Accent,
            title: title.into(),
            body: vec![body.into()],
        })
    }

    /// A boxed warning.
    pub fn warning(title: impl Into<Text>, body: impl Into<Text>) -> Self {
        Self::Callout(Callout {
            tone: Tone::Alert,
            title: title.into(),
            body: vec![body.into()],
        })
    }

    /// A place that links can point to.
    pub fn anchor(id: impl Into<String>) -> Self {
        Self::Anchor(id.into())
    }
}

/// A heading. Every heading becomes a bookmark, nested by level, in document order.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 (chapter) to 4.
    pub level: u8,
    /// The words.
    pub text: String,
    /// The words in a second language, below in smaller type; empty for none.
    pub also: String,
    /// The id by which links point here.
    pub anchor: Option<String>,
    /// Left out of the table of contents; it stays a bookmark.
    pub unlisted: bool,
}

impl Heading {
    /// The words on one line, as bookmark and table of contents have them. A number that both
    /// languages begin with is not said twice: 壹、摘要 Summary.
    pub fn title(&self) -> String {
        let numbered = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '.');
        let also = match self.also.split_once(' ') {
            Some((number, words)) if numbered(number) => words,
            _ => &self.also,
        };
        let words = [self.text.as_str(), also];
        words.map(str::trim).join(" ").trim_end().to_owned()
    }

    /// Leaves the heading out of the table of contents.
    #[must_use]
    pub fn unlisted(mut self) -> Self {
        self.unlisted = true;
        self
    }

    /// Lets links point here.
    #[must_use]
    pub fn anchor(mut self, id: impl Into<String>) -> Self {
        self.anchor = Some(id.into());
        self
    }
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// The words.
    pub text: Text,
    /// Type size.
    pub size: TextSize,
    /// Alignment of the lines.
    pub align: Align,
    /// Indentation of all lines, in points.
    pub indent: f32,
    /// Stays on one page with the block that follows.
    pub keep_with_next: bool,
}

impl Paragraph {
    /// Sets the alignment.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// Indents all lines by so many points.
    #[must_use]
    pub fn indent(mut self, points: f32) -> Self {
        self.indent = points;
        self
    }

    /// Keeps the paragraph on one page with the block that follows.
    #[must_use]
    pub fn keep_with_next(mut self) -> Self {
        self.keep_with_next = true;
        self
    }
}

/// Type size of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 10.5 points.
    #[default]
    Body,
    /// 9 points.
    Small,
    /// 12.5 points, for a statement that must be read.
    Large,
}

/// Alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// To the right.
    Right,
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// Numbers instead of bullets.
    pub numbered: bool,
    /// The items.
    pub items: Vec<Text>,
}

/// A boxed notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Callout {
    /// Colour of its edge.
    pub tone: Tone,
    /// First line, bold. May be empty.
    pub title: Text,
    /// The paragraphs below.
    pub body: Vec<Text>,
}

/// The table of contents: every listed heading down to a level, with its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Toc {
    /// Words above it. They become no bookmark.
    pub title: String,
    /// Deepest level listed.
    pub depth: u8,
}

/// Room for one signature: a form field for the digital one, and a place for seal or hand.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureBox {
    /// Whose signature; gives the field its name.
    pub role: Role,
    /// The role in words, such as 編製.
    pub title: String,
    /// Words above the digital field.
    pub digital: String,
    /// Who is expected to sign, line by line; empty where anybody may.
    pub expected: Vec<String>,
    /// The certificate that must sign, DER.
    pub certificate: Option<Vec<u8>>,
    /// Words above the place for 簽章／用印.
    pub paper: String,
    /// Words on the line at the foot, such as 日期.
    pub date: String,
}

pub use super::tables::{Bar, Bars, Cell, Column, Row, Series, Table};
pub use super::words::{Link, Run, Text, Tone, text};

macro_rules! block_from {
    ($($kind:ident),*) => {$(
        impl From<$kind> for Block {
            fn from(content: $kind) -> Self {
                Self::$kind(content)
            }
        }
    )*};
}
block_from!(Heading, Paragraph, List, Table, Bars, Callout, Toc);
