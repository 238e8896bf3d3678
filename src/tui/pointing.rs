//! What happens when something is pointed at. Every deed of the mouse is one that keys do as well: a
//! click on a row goes there by the same commands as the arrows, a click on the selected row opens it
//! as Enter does. So nothing that is being written is left in any other way than by keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::{Act, App, Effect, Notice};
use super::input::{Code, KeyPress, Mouse, MouseKind};
use super::keys::{Command, bindings_at};
use super::overlays::Overlay;
use super::spots::{Hit, RowAt, Spots, Way};
use super::update::{enabled, perform, place, run};
use super::view::note_spots;
use super::widgets::cursor::WHEEL_ROWS;
use super::writing::text_key;
use crate::engagement::request::Request;
use crate::lang::tr;

/// What can be pointed at now.
pub fn spots_of(app: &App) -> Spots {
    let noted = Spots::default();
    let area = Rect::new(0, 0, app.size.0, app.size.1);
    let mut unseen = Buffer::empty(area);
    note_spots(app, area, &mut unseen, &noted);
    noted
}

/// Takes what the mouse did.
pub fn point(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseKind::Press(clicks) => press(app, at, clicks),
        MouseKind::Drag if app.selecting => in_text(app, at, 1, true).unwrap_or_default(),
        MouseKind::Drag => Vec::new(),
        MouseKind::Release => {
            app.selecting = false;
            Vec::new()
        }
        MouseKind::WheelUp => wheel(app, at, false),
        MouseKind::WheelDown => wheel(app, at, true),
    }
}

fn press(app: &mut App, at: Position, clicks: u8) -> Vec<Effect> {
    let hit = spots_of(app).at(at);
    app.notice = None;
    app.selecting = false;
    if let Some(command) = hit.command {
        return offered(app, command);
    }
    if closes(app, &hit) {
        return perform(app, vec![Act::CloseOverlay]);
    }
    let Some(row) = hit.row else {
        let effects = place_cursor(app, at, clicks);
        return match (effects, hit.opens, hit.turn) {
            (Some(effects), ..) => effects,
            (None, true, _) => command(app, Command::Open),
            (None, false, Some(by)) => turn(app, by),
            (None, false, None) => Vec::new(),
        };
    };
    let mut effects = go_to(app, row);
    // What was clicked is told from where it is now: the list may have moved below the pointer.
    if let Some(by) = hit.turn {
        effects.extend(turn(app, by));
    } else if let Some(fold) = hit.fold {
        effects.extend(command(app, fold));
    } else if hit.opens {
        effects.extend(command(app, Command::Open));
    } else if let Some(placed) = place_cursor(app, at, clicks) {
        effects.extend(placed);
    } else if row.selected && row.focused {
        effects.extend(command(app, Command::Open));
    }
    effects
}

/// Whether a click closes the topmost overlay: beside one in which nothing is decided or written.
fn closes(app: &App, hit: &Hit) -> bool {
    let harmless = matches!(app.overlays.last(), Some(Overlay::Help(_) | Overlay::Palette(_)));
    harmless && !hit.window
}

/// Carries out a command of the key bar or the header where it is offered now.
fn offered(app: &mut App, wanted: Command) -> Vec<Effect> {
    let bound = bindings_at(place(app)).any(|binding| binding.command == wanted);
    if bound { command(app, wanted) } else { Vec::new() }
}

fn command(app: &mut App, command: Command) -> Vec<Effect> {
    if !enabled(app, command) {
        return Vec::new();
    }
    let acts = run(app, command);
    perform(app, acts)
}

fn repeat(app: &mut App, way: Way, by: isize) -> Vec<Effect> {
    let step = way.step(by > 0);
    let mut effects = Vec::new();
    for _ in 0..by.unsigned_abs() {
        effects.extend(command(app, step));
    }
    effects
}

fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    repeat(app, Way::Columns, by)
}

/// Gives a row the focus: first its list, then the row.
fn go_to(app: &mut App, row: RowAt) -> Vec<Effect> {
    if row.selected && row.focused {
        return Vec::new();
    }
    let mut effects = focus_list(app, row);
    let mut selected = spots_of(app).selected(row.list);
    if selected.is_none() {
        // It was scrolled out of sight.
        effects.extend(command(app, Command::First));
        selected = spots_of(app).selected(row.list);
    }
    if let Some(selected) = selected {
        effects.extend(repeat(app, row.way, steps(selected.index, row.index)));
    }
    effects
}

fn focus_list(app: &mut App, row: RowAt) -> Vec<Effect> {
    match spots_of(app).focused() {
        Some(here) => repeat(app, Way::Fields, steps(here, row.list)),
        None => Vec::new(),
    }
}

fn steps(from: usize, to: usize) -> isize {
    let place = |at: usize| isize::try_from(at).unwrap_or(isize::MAX);
    place(to) - place(from)
}

/// Puts the cursor of a text field at a place; none where no field is there.
fn place_cursor(app: &mut App, at: Position, clicks: u8) -> Option<Vec<Effect>> {
    // Fields know where they are once they are drawn.
    spots_of(app);
    let effects = in_text(app, at, clicks, false)?;
    app.selecting = true;
    Some(effects)
}

fn in_text(app: &mut App, at: Position, clicks: u8, extend: bool) -> Option<Vec<Effect>> {
    let key = KeyPress {
        code: Code::Point {
            column: at.x,
            row: at.y,
            clicks,
        },
        ctrl: false,
        alt: false,
        shift: extend,
    };
    let acts = text_key(app, key)?;
    Some(perform(app, acts))
}

/// The wheel scrolls what is below the pointer: paragraphs by lines, a text by moving its cursor, a
/// list by moving its selection.
fn wheel(app: &mut App, at: Position, down: bool) -> Vec<Effect> {
    let found = spots_of(app);
    let hit = found.at(at);
    if hit.pane {
        let scroll = if down {
            Command::ScrollDown
        } else {
            Command::ScrollUp
        };
        return command(app, scroll);
    }
    if in_text(app, at, 0, false).is_some() {
        turn_text(app, down);
        return Vec::new();
    }
    let row = match hit.row {
        Some(row) => row,
        None if app.overlays.is_empty() || hit.window => match found.rows().last() {
            Some((_, row)) if found.rows().iter().all(|(_, other)| other.list == row.list) => *row,
            _ => return Vec::new(),
        },
        None => return Vec::new(),
    };
    let mut effects = focus_list(app, row);
    let rows = match row.way {
        Way::Rows => WHEEL_ROWS,
        Way::Fields => 1,
        Way::Columns => return effects,
    };
    for _ in 0..rows {
        effects.extend(command(app, Way::Rows.step(down)));
    }
    effects
}

/// Moves the cursor of a text of several lines; a single line has no use for it.
fn turn_text(app: &mut App, down: bool) {
    let key = KeyPress::plain(if down { Code::Down } else { Code::Up });
    for _ in 0..WHEEL_ROWS {
        let _ = text_key(app, key);
    }
}

/// Takes the mouse or leaves it to the terminal, says so, and remembers it.
pub(super) fn switch_mouse(app: &mut App) -> Vec<Act> {
    app.mouse = !app.mouse;
    let said = if app.mouse { "mouse.on" } else { "mouse.off" };
    vec![
        Act::Effect(Effect::Mouse(app.mouse)),
        Act::request(Request::SetMouse(app.mouse)),
        Act::Say(Notice::Done(tr(app.lang, said).to_owned())),
    ]
}
