//! A form: labelled rows below each other, of which one has the focus. It scrolls so that the row
//! with the focus is visible.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::cursor::Cursor;
use super::lines::wrapped;
use super::paint::put;
use super::secret_field::SecretField;
use super::text_field::TextField;
use crate::text;
use crate::tui::spots::{RowAt, Spot, Way};
use crate::tui::theme::{Mark, Theme, Tone};

/// Cells of the gutter before the labels.
const GUTTER: u16 = 2;
/// Cells between labels and values.
const GAP: u16 = 2;

/// What stands in a row.
pub enum Entry<'a> {
    /// A field for one line; the words are shown while it is empty.
    Text(&'a TextField, &'a str),
    /// A field for several lines, so many rows high; the words are shown while it is empty.
    Area(&'a TextField, &'a str, u16),
    /// A passphrase.
    Secret(&'a SecretField),
    /// One of several. All are shown where they fit, else the chosen one.
    Choice {
        /// What can be chosen.
        options: Vec<&'a str>,
        /// Index of the chosen one.
        chosen: usize,
    },
    /// Something to press Enter on.
    Button(&'a str),
    /// Words, wrapped.
    Words(String, Tone),
    /// Words on one line.
    Item(String, Tone),
    /// A heading.
    Heading(String),
}

/// A row of a form.
pub struct Row<'a> {
    label: &'a str,
    entry: Entry<'a>,
    focused: bool,
    selectable: bool,
}

impl<'a> Row<'a> {
    /// A row with a label; an empty one lets the entry start at the left.
    pub fn new(label: &'a str, entry: Entry<'a>, focused: bool) -> Self {
        Self {
            label,
            entry,
            focused,
            selectable: true,
        }
    }

    /// The row as one that never has the focus.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self {
            selectable: false,
            ..self
        }
    }

    /// Words that never have the focus.
    pub fn words(words: impl Into<String>, tone: Tone) -> Self {
        Self::new("", Entry::Words(words.into(), tone), false).fixed()
    }

    /// A heading.
    pub fn heading(words: impl Into<String>) -> Self {
        Self::new("", Entry::Heading(words.into()), false).fixed()
    }
}

/// The neighbour of `here`, `by` places away. At the ends it goes round or stays.
pub fn neighbour<T: PartialEq + Clone>(all: &[T], here: &T, by: isize, round: bool) -> Option<T> {
    let count = isize::try_from(all.len()).ok().filter(|count| *count > 0)?;
    let at = all.iter().position(|one| one == here)?;
    let next = isize::try_from(at).ok()?.saturating_add(by);
    let next = if round {
        next.rem_euclid(count)
    } else {
        next.clamp(0, count - 1)
    };
    all.get(usize::try_from(next).ok()?).cloned()
}

/// Draws the rows into `area`; gives the cell of the hardware cursor.
pub fn view<'a>(
    rows: &[Row<'_>],
    area: Rect,
    buffer: &mut Buffer,
    on: impl Into<Canvas<'a>>,
) -> Option<Position> {
    let canvas = on.into();
    let theme = canvas.theme;
    let columns = Columns::new(rows, area);
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(rows.len());
    let mut index = 0;
    for row in rows {
        lines.extend(columns.lines(row, index));
        index += usize::from(row.selectable);
    }
    let height = usize::from(area.height);
    let focused = lines.iter().position(|line| line.row.focused).unwrap_or(0);
    let offset = Cursor { row: focused }.offset(lines.len(), height);
    let mut position = None;
    for (line, y) in lines.iter().skip(offset).zip(area.top()..area.bottom()) {
        columns.note(line, y, &canvas);
        position = columns.draw(line, y, buffer, theme).or(position);
    }
    let mut hint = |shown: bool, glyph: &str, y: u16| {
        if shown && area.width > 0 {
            put(buffer, area.right() - 1, y, 1, glyph, theme.style(Tone::Accent));
        }
    };
    hint(offset > 0, theme.glyphs().more_above, area.y);
    hint(
        lines.len() > offset + height,
        theme.glyphs().more_below,
        area.bottom().saturating_sub(1),
    );
    position
}

/// One line on the screen.
struct Line<'a> {
    row: &'a Row<'a>,
    /// How many rows that can have the focus come before it.
    index: usize,
    /// The first line of its row.
    first: bool,
    /// The wrapped words of this line.
    words: String,
}

/// Where labels and values stand.
struct Columns {
    area: Rect,
    label: u16,
}

impl Columns {
    fn new(rows: &[Row<'_>], area: Rect) -> Self {
        let widest = rows.iter().map(|row| text::width(row.label)).max().unwrap_or(0);
        Self {
            area,
            label: u16::try_from(widest).unwrap_or(u16::MAX).min(area.width / 3),
        }
    }

    /// Where the entry of a row starts, and how many cells it has.
    fn entry(&self, row: &Row<'_>) -> (u16, u16) {
        let before = match (&row.entry, row.label) {
            (Entry::Heading(_), _) => 0,
            (_, "") => GUTTER,
            _ => GUTTER + self.label + GAP,
        };
        let width = self.area.width.saturating_sub(before + 1);
        (self.area.x + before, width)
    }

    fn lines<'a>(&self, row: &'a Row<'a>, at: usize) -> Vec<Line<'a>> {
        let words = match &row.entry {
            Entry::Words(words, _) => wrapped(words, usize::from(self.entry(row).1)),
            Entry::Area(_, _, rows) => vec![String::new(); usize::from(*rows).max(1)],
            _ => vec![String::new()],
        };
        words
            .into_iter()
            .enumerate()
            .map(|(index, words)| Line {
                row,
                index: at,
                first: index == 0,
                words,
            })
            .collect()
    }

    /// Notes what can be pointed at in a line: its row, the options of a choice, a button.
    fn note(&self, line: &Line<'_>, y: u16, canvas: &Canvas<'_>) {
        let row = line.row;
        if !row.selectable {
            return;
        }
        let at = RowAt {
            list: 0,
            focused: true,
            index: line.index,
            selected: row.focused,
            way: Way::Fields,
        };
        let whole = Rect::new(self.area.x, y, self.area.width, 1);
        canvas.spot(whole, Spot::Row(at));
        let (x, width) = self.entry(row);
        let value = Rect::new(x, y, width, 1);
        match &row.entry {
            Entry::Button(words) => {
                let width = u16::try_from(text::width(words) + 4).unwrap_or(width).min(width);
                canvas.spot(Rect { width, ..value }, Spot::Open);
            }
            Entry::Choice { options, chosen } => note_options(options, *chosen, value, canvas),
            _ => {}
        }
    }

    fn draw(&self, line: &Line<'_>, y: u16, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let row = line.row;
        let (x, width) = self.entry(row);
        if row.focused && line.first {
            let (mark, tone) = theme.mark(Mark::Selected);
            put(buffer, self.area.x, y, GUTTER, mark, theme.style(tone));
        }
        if line.first && !row.label.is_empty() {
            let tone = if row.focused { Tone::Strong } else { Tone::Dim };
            let label = theme.fit(row.label, usize::from(self.label));
            put(
                buffer,
                self.area.x + GUTTER,
                y,
                self.label,
                &label,
                theme.style(tone),
            );
        }
        let emphasis = |tone| if row.focused { Tone::Strong } else { tone };
        let (words, tone) = match &row.entry {
            Entry::Text(field, hint) => {
                let cursor = field.view(Rect::new(x, y, width, 1), buffer, theme);
                if field.is_empty() {
                    let hint = theme.fit(hint, usize::from(width));
                    put(buffer, x, y, width, &hint, theme.style(Tone::Dim));
                }
                return cursor.filter(|_| row.focused);
            }
            // Its other lines are drawn with the first.
            Entry::Area(..) if !line.first => return None,
            Entry::Area(field, hint, rows) => {
                let height = (*rows).max(1).min(self.area.bottom().saturating_sub(y));
                let cursor = field.view(Rect::new(x, y, width, height), buffer, theme);
                if field.is_empty() {
                    let hint = theme.fit(hint, usize::from(width));
                    put(buffer, x, y, width, &hint, theme.style(Tone::Dim));
                }
                return cursor.filter(|_| row.focused);
            }
            Entry::Secret(field) => {
                let cursor = field.view(Rect::new(x, y, width, 1), buffer, theme);
                return cursor.filter(|_| row.focused);
            }
            Entry::Choice { options, chosen } => (
                choice(options, *chosen, usize::from(width), theme),
                emphasis(Tone::Plain),
            ),
            Entry::Button(words) => (format!("[ {words} ]"), emphasis(Tone::Accent)),
            Entry::Words(_, tone) => (line.words.clone(), emphasis(*tone)),
            Entry::Item(words, tone) => (words.clone(), emphasis(*tone)),
            Entry::Heading(words) => (words.clone(), Tone::Heading),
        };
        put(
            buffer,
            x,
            y,
            width,
            &theme.fit(&words, usize::from(width)),
            theme.style(tone),
        );
        None
    }
}

/// Notes the options of a choice: each where all are shown, else the arrows around the chosen one.
fn note_options(options: &[&str], chosen: usize, area: Rect, canvas: &Canvas<'_>) {
    let cells = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX);
    let words = choice(options, chosen, usize::from(area.width), canvas.theme);
    if words.starts_with('<') {
        let end = area.x + cells(&words).min(area.width);
        let back = Rect { width: 2, ..area };
        let on = words
            .rfind('>')
            .map_or(0, |at| cells(words.get(at..).unwrap_or_default()));
        canvas.spot(back, Spot::Turn(-1));
        canvas.spot(
            Rect {
                x: end.saturating_sub(on),
                width: on,
                ..area
            },
            Spot::Turn(1),
        );
        return;
    }
    let shown: Vec<String> = options.iter().map(|option| format!("(x) {option}")).collect();
    canvas.turns(area, shown.iter().map(String::as_str), 2, Some(chosen));
}

/// `(x) 甲  ( ) 乙` where it fits, else `< 甲 > 1/2`.
fn choice(options: &[&str], chosen: usize, width: usize, theme: &Theme) -> String {
    // More of them than cells cannot fit.
    let shown = if options.len() < width { options } else { &[] };
    let all: Vec<String> = shown
        .iter()
        .enumerate()
        .map(|(index, option)| format!("({}) {option}", if index == chosen { 'x' } else { ' ' }))
        .collect();
    let all = all.join("  ");
    if shown.len() == options.len() && text::width(&all) <= width {
        return all;
    }
    let count = format!("{}/{}", chosen + 1, options.len());
    let room = width.saturating_sub(count.len() + "<  > ".len());
    let option = theme.fit(options.get(chosen).copied().unwrap_or_default(), room);
    format!("< {option} > {count}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_does_not_fit_shows_the_chosen_one_with_its_place() {
        let theme = Theme::default();
        assert_eq!(choice(&["甲", "乙"], 1, 20, &theme), "( ) 甲  (x) 乙");
        assert_eq!(choice(&["帳號清查紀錄", "乙"], 0, 14, &theme), "< 帳號… > 1/2");
    }

    #[test]
    fn the_neighbour_goes_round_or_stays() {
        assert_eq!(neighbour(&['a', 'b'], &'b', 1, true), Some('a'));
        assert_eq!(neighbour(&['a', 'b'], &'b', 1, false), Some('b'));
        assert_eq!(neighbour(&['a', 'b'], &'c', 1, true), None);
    }

    #[test]
    fn the_row_with_the_focus_is_visible_and_holds_the_cursor() {
        let field = TextField::single_line("甲");
        let rows: Vec<Row<'_>> = (0..9)
            .map(|index| Row::new("位置", Entry::Text(&field, ""), index == 8))
            .collect();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 4));
        let position = view(&rows, buffer.area, &mut buffer, &Theme::default());
        assert_eq!(position, Some(Position::new(10, 3)));
    }
}
