//! Drawing: header, the topmost screen, the key bar, and overlays over all of it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::{App, Context, MIN_SIZE, Notice};
use super::completing;
use super::key_bar::keys_that_fit;
use super::keys::Command;
use super::saving::save_state;
use super::spots::{Spot, Spots};
use super::theme::Tone;
use super::widgets::canvas::Canvas;
use super::widgets::paint::{horizontal_line, put};
use crate::lang::{fill, tr};
use crate::model::classify::ClassResult;
use crate::text;

/// Draws the app into a frame.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let cursor = draw(app, area, frame.buffer_mut());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Draws the app into a buffer and says where the hardware cursor belongs.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    draw_with(app, app.context(), area, buffer)
}

/// Draws the app and notes what can be pointed at.
pub fn note_spots(app: &App, area: Rect, buffer: &mut Buffer, spots: &Spots) {
    let context = Context {
        spots: Some(spots),
        ..app.context()
    };
    draw_with(app, context, area, buffer);
}

fn draw_with(app: &App, context: Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        draw_too_small(app, area, buffer);
        return None;
    }
    let canvas = Canvas::from(&context);
    draw_header(app, &canvas, area, buffer);
    let body = Rect {
        y: area.y + 2,
        height: area.height - 4,
        ..area
    };
    let rule = app.theme.style(Tone::Dim);
    horizontal_line(
        buffer,
        area.x,
        body.bottom(),
        area.width,
        app.theme.glyphs().horizontal,
        rule,
    );
    let said = Rect {
        y: body.bottom(),
        height: 1,
        ..area
    };
    draw_notice(app, said, buffer);
    let mut cursor = app
        .screens
        .last()
        .and_then(|screen| screen.view(&context, body, buffer));
    // Where the hardware cursor stands, text is written.
    let writes = cursor.is_some() && app.overlays.is_empty();
    draw_key_bar(
        app,
        (&canvas, writes),
        Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        },
        buffer,
    );
    for overlay in &app.overlays {
        context.spots.into_iter().for_each(Spots::cover);
        cursor = overlay.view(&context, area, buffer);
    }
    completing::view(app, cursor, area, buffer);
    cursor
}

fn draw_too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let values = [
        ("columns", MIN_SIZE.0.to_string()),
        ("rows", MIN_SIZE.1.to_string()),
        ("width", area.width.to_string()),
        ("height", area.height.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let words = fill(app.lang, "tui.too_small", &values);
    let lines = super::widgets::lines::wrapped(&words, usize::from(area.width));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        put(
            buffer,
            area.x,
            y,
            area.width,
            line,
            app.theme.style(Tone::Warning),
        );
    }
}

/// First line: whose assessment, class, systems, save state. Second: progress and gaps.
fn draw_header(app: &App, canvas: &Canvas<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let stale = app
        .workbook
        .as_ref()
        .is_some_and(|workbook| workbook.signed == Some(false));
    let state = match stale {
        true => format!("{}  {}", tr(app.lang, "review.header_stale"), save_state(app)),
        false => save_state(app),
    };
    let state_tone = if stale { Tone::Warning } else { Tone::Dim };
    let state_width = u16::try_from(text::width(&state)).unwrap_or(0);
    let title_width = usize::from(area.width.saturating_sub(state_width + 2));
    let (title, counts) = header_lines(app, area.width);
    note_header(app, canvas, area, title_width);
    put(
        buffer,
        area.x,
        area.y,
        area.width,
        &theme.fit(&title, title_width),
        theme.style(Tone::Heading),
    );
    put(
        buffer,
        area.right() - state_width,
        area.y,
        state_width,
        &state,
        theme.style(state_tone),
    );
    let counts = theme.fit(&counts, usize::from(area.width));
    put(
        buffer,
        area.x,
        area.y + 1,
        area.width,
        &counts,
        theme.style(Tone::Plain),
    );
}

/// The parts of the header lead to what they show: name and class, systems, gaps.
fn note_header(app: &App, canvas: &Canvas<'_>, area: Rect, title_width: usize) {
    let (title, counts) = header_lines(app, area.width);
    let lead = tr(app.lang, "tui.brand");
    let separator = app.theme.glyphs().vertical;
    let cells = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX);
    let note = |row: u16, words: &str, from: usize, to: usize, command| {
        let x = cells(words.get(..from).unwrap_or_default());
        let width = cells(words.get(from..to).unwrap_or_default());
        let whole = Rect::new(x, area.y + row, width, 1);
        canvas.spot(whole.intersection(area), Spot::Part(command));
    };
    let shown = app.theme.fit(&title, title_width);
    if let Some(last) = shown.rfind(separator).filter(|_| app.workbook.is_some()) {
        note(0, &shown, lead.len(), last, Command::Profile);
        note(0, &shown, last, shown.len(), Command::Systems);
    }
    if app.workbook.is_some() {
        let at = counts
            .rfind(app.theme.glyphs().bar_open)
            .max(counts.rfind(app.theme.glyphs().bar_done));
        let end = at.map_or(0, |at| at + app.theme.glyphs().bar_open.len());
        note(1, &counts, 0, end, Command::NextUnanswered);
        note(1, &counts, end, counts.len(), Command::Gaps);
    }
}

fn header_lines(app: &App, width: u16) -> (String, String) {
    let lang = app.lang;
    let brand = tr(lang, "tui.brand");
    let Some(workbook) = &app.workbook else {
        return (brand.to_owned(), tr(lang, "tui.brand_line").to_owned());
    };
    let profile = &workbook.assessment.profile;
    let class = match workbook.scope.classification.class {
        ClassResult::Undetermined => tr(lang, "model.class_open").to_owned(),
        class => workbook
            .pack
            .classification
            .classes
            .get(&class.effective())
            .map(|name| lang.of(name).to_owned())
            .unwrap_or_default(),
    };
    let separator = app.theme.glyphs().vertical;
    let systems = fill(
        lang,
        "tui.header_systems",
        &[("count", &profile.systems.len().to_string())],
    );
    let name = if profile.organisation.name.is_empty() {
        tr(lang, "tui.no_name")
    } else {
        &profile.organisation.name
    };
    let title = format!("{brand}  {name} {separator} {class} {separator} {systems}");
    let counts = &workbook.score.all;
    let said = |bar: &str| {
        let values = [
            ("answered", counts.answered().to_string()),
            ("total", counts.total().to_string()),
            ("bar", bar.to_owned()),
            ("deficiencies", workbook.score.gaps.must.to_string()),
            ("suggestions", workbook.score.gaps.should.to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        fill(lang, "tui.header_counts", &values)
    };
    // The bar gives way, so that the counts can always be read.
    let room = usize::from(width).saturating_sub(text::width(&said("")));
    let cells = BAR_CELLS.min(u64::try_from(room).unwrap_or(BAR_CELLS));
    let bar = progress_bar(app, (counts.answered(), counts.total()), cells);
    (title, said(&bar))
}

/// Most cells of the header's progress bar.
const BAR_CELLS: u64 = 16;

fn progress_bar(app: &App, (done, total): (u64, u64), cells: u64) -> String {
    let glyphs = app.theme.glyphs();
    let filled = (done * cells).checked_div(total).unwrap_or(0);
    let part = |glyph: &str, count: u64| glyph.repeat(usize::try_from(count).unwrap_or(0));
    format!(
        "{}{}",
        part(glyphs.bar_done, filled),
        part(glyphs.bar_open, cells - filled)
    )
}

/// What was just said, on the line above the keys, until the next key is pressed.
fn draw_notice(app: &App, area: Rect, buffer: &mut Buffer) {
    let (words, tone) = match &app.notice {
        Some(Notice::Done(words)) => (words, Tone::Good),
        Some(Notice::Attention(words)) => (words, Tone::Warning),
        None => return,
    };
    let room = usize::from(area.width).saturating_sub(NOTICE_EDGES);
    let words = format!(" {} ", app.theme.fit(words, room));
    put(
        buffer,
        area.x + 1,
        area.y,
        area.width - 1,
        &words,
        app.theme.style(tone),
    );
}

/// Cells of the line that stay to the left and right of what was said, with the spaces around it.
const NOTICE_EDGES: usize = 4;

/// The last line: how far long work has come, or the keys.
fn draw_key_bar(app: &App, (canvas, writes): (&Canvas<'_>, bool), area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    if let Some((progress, elapsed)) = app.progress {
        let words = theme.fit(&progress.words(app.lang, elapsed), usize::from(area.width));
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &words,
            theme.style(Tone::Accent),
        );
        return;
    }
    let mut x = area.x;
    for (key, label, command) in keys_that_fit(app, writes, usize::from(area.width)) {
        let start = x;
        x += put(
            buffer,
            x,
            area.y,
            area.right() - x,
            &key,
            theme.style(Tone::Accent),
        );
        x += 1;
        x += put(
            buffer,
            x,
            area.y,
            area.right() - x,
            label,
            theme.style(Tone::Plain),
        );
        let whole = Rect::new(start, area.y, x - start, 1);
        if let Some(command) = command {
            canvas.spot(whole, Spot::Key(command));
        }
        x += 2;
    }
}
