//! A book as the bytes of a file.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::exchange::sheet::{Book, Cell, Sheet, looks_like_formula};

/// Paper size of ISO A4, as the format numbers it.
const A4: u8 = 9;
/// A face that every Windows in Taiwan has; others take what they have instead.
const FACE: &str = "Microsoft JhengHei";
/// How days are shown.
const DAY: &str = "yyyy-mm-dd";
/// Shade of the head: light grey.
const HEAD_SHADE: u32 = 0x00E8_E8E8;
/// Thin rules between cells: grey.
const RULE: u32 = 0x00B0_B0B0;

/// The file. The same book gives the same bytes.
pub(super) fn bytes(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(Cell::text(&book.title).words())
        .set_author(Cell::text(&book.author).words())
        .set_creation_datetime(&moment(book.created)?);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    for sheet in &book.sheets {
        write_sheet(workbook.add_worksheet(), sheet, &looks)?;
    }
    workbook.save_to_buffer()
}

/// The formats of cells.
struct Looks {
    head: Format,
    text: Format,
    /// Text that a spreadsheet would take for a formula once somebody edits the cell.
    guarded: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name(FACE)
            .set_font_size(10)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left)
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE);
        Self {
            head: base.clone().set_bold().set_background_color(HEAD_SHADE),
            guarded: base.clone().set_quote_prefix(),
            day: base.clone().set_num_format(DAY),
            text: base,
        }
    }

    fn of_text(&self, words: &str) -> &Format {
        match looks_like_formula(words) {
            true => &self.guarded,
            false => &self.text,
        }
    }
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    for (column, at) in sheet.columns.iter().zip(0u16..) {
        worksheet.set_column_width(at, f64::from(column.width))?;
        worksheet.write_string_with_format(0, at, column.title.words(), &looks.head)?;
    }
    for (row, y) in sheet.rows.iter().zip(1u32..) {
        // Blank cells get their rules too, so that the sheet prints as a form.
        for at in 0..sheet.columns.len().max(row.len()) {
            let x = u16::try_from(at).unwrap_or(u16::MAX);
            write_cell(worksheet, (y, x), row.get(at).unwrap_or(&Cell::Empty), looks)?;
        }
    }
    let last_column = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if sheet.filtered && last_row > 0 {
        worksheet.autofilter(0, 0, last_row, last_column)?;
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet
        .set_repeat_rows(0, 0)?
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&R&P / &N");
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    (y, x): (u32, u16),
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => worksheet.write_blank(y, x, &looks.text)?,
        Cell::Text(text) => {
            worksheet.write_string_with_format(y, x, text.as_str(), looks.of_text(text.as_str()))?
        }
        Cell::Number(number) => worksheet.write_number_with_format(y, x, f64::from(*number), &looks.text)?,
        Cell::Day(day) => match serial(*day) {
            Ok(serial) => worksheet.write_datetime_with_format(y, x, &serial, &looks.day)?,
            // A day before 1900 is a day to people, but not to spreadsheets.
            Err(_) => worksheet.write_string_with_format(y, x, cell.words(), &looks.text)?,
        },
    };
    Ok(())
}

/// A day as spreadsheets count it.
pub(super) fn serial(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

/// The time of creation, which the format keeps in UTC.
fn moment(at: DateTime<FixedOffset>) -> Result<ExcelDateTime, XlsxError> {
    let at = at.with_timezone(&Utc);
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    serial(at.date_naive())?.and_hms(hour, part(at.minute()), f64::from(at.second()))
}
