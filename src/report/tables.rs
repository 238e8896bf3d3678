//! Tables and bars, as plain data (see [`super::blocks`]).

use super::blocks::{Align, Text, Tone};

/// A table. Its header row is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Words above the table, on one page with its first rows.
    pub caption: Text,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Header. A table whose columns all have empty headers has no header row.
    pub title: Text,
    /// Width relative to the other columns.
    pub width: f32,
    /// Alignment of its cells.
    pub align: Align,
}

impl Column {
    /// A column of relative width `width`.
    pub fn new(title: impl Into<Text>, width: f32) -> Self {
        Self {
            title: title.into(),
            width,
            align: Align::Left,
        }
    }

    /// A column whose cells are centred.
    pub fn centred(title: impl Into<Text>, width: f32) -> Self {
        Self {
            align: Align::Centre,
            ..Self::new(title, width)
        }
    }

    /// A column whose cells end at its right edge, for numbers.
    pub fn right(title: impl Into<Text>, width: f32) -> Self {
        Self {
            align: Align::Right,
            ..Self::new(title, width)
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Cells from the left. A row with one cell and `band` set spans the table.
    pub cells: Vec<Cell>,
    /// The row is a band across all columns, a subheading that stays with the next row.
    pub band: bool,
    /// All cells are set bold, for totals.
    pub bold: bool,
    /// The id by which links point here.
    pub anchor: Option<String>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// The words; `\n` breaks the line.
    pub text: Text,
    /// Background, [`Tone::Plain`] for none.
    pub shade: Tone,
}

impl Cell {
    /// A cell with a background.
    pub fn shaded(text: impl Into<Text>, shade: Tone) -> Self {
        Self {
            text: text.into(),
            shade,
        }
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            shade: Tone::Plain,
        }
    }
}

impl Row {
    /// A row of cells.
    pub fn new<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// A band across the table.
    pub fn band(text: impl Into<Text>) -> Self {
        Self {
            band: true,
            ..Self::new([text.into()])
        }
    }

    /// Sets all cells bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// Lets links point here.
    #[must_use]
    pub fn anchor(mut self, id: impl Into<String>) -> Self {
        self.anchor = Some(id.into());
        self
    }
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Appends a row of cells.
    #[must_use]
    pub fn row<C: Into<Cell>>(self, cells: impl IntoIterator<Item = C>) -> Self {
        self.push(Row::new(cells))
    }

    /// Appends a band across the table.
    #[must_use]
    pub fn band(self, text: impl Into<Text>) -> Self {
        self.push(Row::band(text))
    }

    /// Appends a row.
    #[must_use]
    pub fn push(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Appends several rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Sets the words above the table.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Text>) -> Self {
        self.caption = caption.into();
        self
    }
}

/// Horizontal stacked bars: one bar per chapter, one segment per answer state, with a legend.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    /// What the segments stand for, in order. The legend names them.
    pub series: Vec<Series>,
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

/// What a segment stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Words in the legend.
    pub label: String,
    /// How dark the segment is, from 0 (white) to 100 (the tone itself).
    pub strength: u8,
    /// Colour family.
    pub tone: Tone,
}

impl Series {
    /// A series.
    pub fn new(label: impl Into<String>, tone: Tone, strength: u8) -> Self {
        Self {
            label: label.into(),
            tone,
            strength,
        }
    }
}

/// One bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Words to the left.
    pub label: String,
    /// Length of each segment, in the order of the series.
    pub values: Vec<u32>,
    /// Words to the right, such as a rate.
    pub note: String,
    /// Drawn thin and close under the bar before it, without words, to be compared with that one.
    pub thin: bool,
}

impl Bar {
    /// A bar.
    pub fn new(label: impl Into<String>, values: impl Into<Vec<u32>>, note: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            values: values.into(),
            note: note.into(),
            thin: false,
        }
    }

    /// A thin bar under the one before it; `label` is said of it to those who hear the document.
    pub fn thin(label: impl Into<String>, values: impl Into<Vec<u32>>) -> Self {
        Self {
            label: label.into(),
            values: values.into(),
            thin: true,
            ..Self::default()
        }
    }
}
