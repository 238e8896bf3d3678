//! Pictures of the screen for README and manual: `cargo run --example pictures -- OUT_FOLDER`
//!
//! The program itself draws every screen, at a fixed time and with fixed randomness, after the keys
//! that lead there; what it drew becomes an SVG. Each run of cells stands at its place with its
//! width (`textLength`), so that Chinese keeps to its cells whatever font shows it. Run it through
//! `docs/pictures/make.sh`, which gives it a home of its own.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::DateTime;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use zicha::engagement::clock::FixedClock;
use zicha::engagement::session::Session;
use zicha::lang::Lang;
use zicha::settings::Settings;
use zicha::text;
use zicha::tui::app::{App, Effect, Event, Failure};
use zicha::tui::input::parse_script;
use zicha::tui::theme::Theme;
use zicha::tui::update::{start, update};
use zicha::tui::view::draw;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The time that stands in every picture.
const TIME: &str = "2026-07-15T14:02:00+08:00";
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

/// Name, window, and the keys that lead there from a new home screen.
const PICTURES: &[(&str, (u16, u16), &str)] = &[
    ("home", USUAL, ""),
    ("questionnaire", USUAL, "enter"),
    ("walk", USUAL, "ctrl-d down down down"),
    ("walk-wide", WIDE, "ctrl-d down down down"),
    ("answer", USUAL, "ctrl-d down down down enter enter"),
    ("gaps", USUAL, "ctrl-d f3"),
    ("charts", USUAL, "ctrl-d f11 down"),
    ("whatif", USUAL, "ctrl-d f8 f5"),
    ("selfcheck", USUAL, "ctrl-d f6"),
    ("export", USUAL, "ctrl-d f9"),
];

/// Keys from the demo to a signed report: a new identity is made on the way.
const SIGNED: &str = "ctrl-d f9 down down down right down down down enter down down <blue kettle 47> \
                      down <blue kettle 47> down enter ctrl-s";
/// The same for what follows a signed report.
const AFTER_SIGNING: &[(&str, (u16, u16), &str)] = &[("written", USUAL, ""), ("verify", USUAL, "f4 ctrl-s")];

/// Width and height of a cell and size of the type, in user units.
const CELL: (u16, u16) = (9, 22);
const TYPE: u16 = 18;
/// Around the cells.
const MARGIN: u16 = 12;
const BACKGROUND: &str = "#101418";
const FOREGROUND: &str = "#d8dee4";

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("give a folder for the pictures")?;
    for lang in Lang::ALL {
        let short = lang.pick("zh", "en");
        let plain = PICTURES
            .iter()
            .map(|(name, size, keys)| (name, size, (*keys).to_owned()));
        let signed = AFTER_SIGNING.iter();
        let signed = signed.map(|(name, size, keys)| (name, size, format!("{SIGNED} {keys}")));
        for (name, size, script) in plain.chain(signed) {
            let svg = picture(lang, *size, &script)?;
            let file = Path::new(&folder).join(format!("{name}-{short}.svg"));
            std::fs::write(&file, svg)?;
            println!("{}", file.display());
        }
    }
    Ok(())
}

/// One screen after the keys that lead there.
fn picture(lang: Lang, (width, height): (u16, u16), script: &str) -> Outcome<String> {
    let home = PathBuf::from(std::env::var_os("HOME").ok_or("run it through docs/pictures/make.sh")?);
    // Every picture begins without the files of the one before.
    let folder = home.join("Zicha");
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let time = DateTime::parse_from_rfc3339(TIME)?;
    let settings = Settings::load_from(None);
    let author = lang.pick("資訊主管", "Head of IT").to_owned();
    let clock = Box::new(move || Box::new(FixedClock::new(time)) as Box<dyn zicha::engagement::clock::Clock>);
    let mut session = Session::with_clock(settings, Some(author), clock);
    let mut app = App::new(lang, Theme::new(true, false), (width, height));
    let first = start(&mut app, None);
    carry_out(&mut session, &mut app, first);
    for input in parse_script(script)? {
        let effects = update(&mut app, Event::Input(input));
        carry_out(&mut session, &mut app, effects);
    }
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let cursor = draw(&app, area, &mut buffer);
    Ok(svg(&buffer, cursor.map(|at| (at.x, at.y))))
}

fn carry_out(session: &mut Session, app: &mut App, effects: Vec<Effect>) {
    let mut queue = std::collections::VecDeque::from(effects);
    while let Some(effect) = queue.pop_front() {
        if let Effect::Request(request) = effect {
            let outcome = session.handle(*request, &mut |_| {}, &AtomicBool::new(false));
            let event = Event::Outcome(Box::new(outcome.map_err(Failure::from)));
            queue.extend(update(app, event));
        }
    }
}

/// The cells as SVG.
fn svg(buffer: &Buffer, cursor: Option<(u16, u16)>) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK TC','Noto Sans Mono',Menlo,\
         Consolas,'Microsoft JhengHei','PingFang TC',monospace\" font-size=\"{TYPE}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for y in 0..rows {
        for run in runs(buffer, y) {
            run.write(&mut out, y);
        }
    }
    if let Some((x, y)) = cursor {
        let (left, top) = (MARGIN + x * CELL.0, MARGIN + y * CELL.1);
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"2\" height=\"{}\" fill=\"{FOREGROUND}\"/>",
            CELL.1
        );
    }
    out + "</svg>\n"
}

/// Cells next to each other that look alike: of one width, colour and weight.
struct Run {
    x: u16,
    cells: u16,
    text: String,
    style: Style,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    kind: Kind,
    front: &'static str,
    back: Option<&'static str>,
    bold: bool,
    underlined: bool,
}

/// What a cell shows: blocks are drawn, because fonts without them borrow others of another width.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Narrow,
    Wide,
    Full,
    Shade,
}

impl Kind {
    fn of(symbol: &str) -> Self {
        match symbol {
            "█" => Kind::Full,
            "░" => Kind::Shade,
            _ if text::width(symbol) > 1 => Kind::Wide,
            _ => Kind::Narrow,
        }
    }

    /// How strongly a block is filled.
    fn block(self) -> Option<&'static str> {
        match self {
            Kind::Full => Some("0.9"),
            Kind::Shade => Some("0.25"),
            Kind::Narrow | Kind::Wide => None,
        }
    }
}

impl Style {
    fn of(cell: &Cell) -> Self {
        let reversed = cell.modifier.contains(Modifier::REVERSED);
        let front = colour(cell.fg).unwrap_or(if cell.modifier.contains(Modifier::DIM) {
            "#8b949e"
        } else {
            FOREGROUND
        });
        let back = colour(cell.bg);
        let (front, back) = match reversed {
            true => (back.unwrap_or(BACKGROUND), Some(front)),
            false => (front, back),
        };
        Self {
            kind: Kind::of(cell.symbol()),
            front,
            back,
            bold: cell.modifier.contains(Modifier::BOLD),
            underlined: cell.modifier.contains(Modifier::UNDERLINED),
        }
    }
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while let Some(cell) = buffer.cell((x, y)).filter(|_| x < buffer.area.width) {
        let cells = u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1);
        let style = Style::of(cell);
        match runs.last_mut().filter(|run| run.style == style) {
            Some(run) => {
                run.text.push_str(cell.symbol());
                run.cells += cells;
            }
            None => runs.push(Run {
                x,
                cells,
                text: cell.symbol().to_owned(),
                style,
            }),
        }
        x += cells;
    }
    runs
}

impl Run {
    fn write(&self, out: &mut String, y: u16) {
        let (left, top) = (MARGIN + self.x * CELL.0, MARGIN + y * CELL.1);
        if let Some(back) = self.style.back {
            let _ = writeln!(
                out,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{back}\"/>",
                self.cells * CELL.0,
                CELL.1
            );
        }
        if let Some(opacity) = self.style.kind.block() {
            let _ = writeln!(
                out,
                "<rect x=\"{left}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" opacity=\"{opacity}\"/>",
                top + 4,
                self.cells * CELL.0,
                CELL.1 - 8,
                self.style.front
            );
            return;
        }
        // Blanks at the ends need no glyph; what stands between them keeps its place.
        let before = self.text.chars().take_while(|one| *one == ' ').count();
        let words = self.text.trim_matches(' ');
        if words.is_empty() {
            return;
        }
        let skipped = u16::try_from(before).unwrap_or(0);
        let cells = u16::try_from(text::width(words)).unwrap_or(self.cells);
        let weight = if self.style.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let line = if self.style.underlined {
            " text-decoration=\"underline\""
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" \
             xml:space=\"preserve\" fill=\"{}\"{weight}{line}>{}</text>",
            left + skipped * CELL.0,
            top + TYPE - 1,
            cells * CELL.0,
            self.style.front,
            escaped(words)
        );
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The 16 colours of terminals; none for the default.
fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Black => "#1f2428",
        Color::Red => "#f47067",
        Color::Green => "#57ab5a",
        Color::Yellow => "#e0b341",
        Color::Blue => "#6cb6ff",
        Color::Magenta => "#dcbdfb",
        Color::Cyan => "#56d4dd",
        Color::Gray => "#c9d1d9",
        Color::DarkGray => "#8b949e",
        Color::LightRed => "#ff938a",
        Color::LightGreen => "#6bc46d",
        Color::LightYellow => "#f2cc60",
        Color::LightBlue => "#8ecbff",
        Color::LightMagenta => "#eed5ff",
        Color::LightCyan => "#8ce8ef",
        Color::White => "#ffffff",
        _ => return None,
    })
}
