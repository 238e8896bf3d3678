//! Every screen and overlay in every size and both languages: what must hold wherever it is drawn.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use zicha::lang::{Lang, tr};
use zicha::text::width;
use zicha::tui::app::FRAME_ROWS;
use zicha::tui::keys::{Command, PLACES, Place, bindings_at, key_label};
use zicha::tui::pointing::spots_of;
use zicha::tui::screens::Screen;
use zicha::tui::spots::Spot;
use zicha::tui::theme::{Theme, Tone};
use zicha::tui::update::place;
use zicha::tui::widgets::paint;
use zicha::tui::widgets::popup::Popup;

use crate::drive::Driver;
use crate::replay::assert_replays;
use crate::ways::{WAYS, back, go, lived_in};

/// The smallest window, the usual one, a large one and a very large one.
const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

/// Goes every way in every size and language.
fn everywhere(mut look: impl FnMut(&mut Driver, &str)) {
    for lang in Lang::ALL {
        let mut driver = lived_in(SIZES[0], lang);
        for way in WAYS {
            go(&mut driver, way);
            for size in SIZES {
                driver.resize(size);
                look(&mut driver, &format!("{way:?} at {size:?} in {lang:?}"));
            }
            back(&mut driver);
            driver.resize(SIZES[0]);
        }
    }
}

#[test]
fn what_must_hold_on_every_screen_holds_in_every_size_and_language() {
    let (mut places, mut screens) = (BTreeSet::new(), BTreeSet::new());
    everywhere(|driver, way| {
        places.insert(format!("{:?}", place(&driver.app)));
        screens.insert(name(driver.app.screens.last().unwrap()));
        let mut faults = faults(driver);
        faults.extend(damaged_header(driver));
        assert!(faults.is_empty(), "{way}: {faults:?}\n{}", driver.screen());
    });
    let all: BTreeSet<String> = PLACES.iter().map(|place| format!("{place:?}")).collect();
    let missing: Vec<&String> = all.difference(&places).collect();
    assert_eq!(missing, ["Home", "Message"], "no way leads to these");
    let all = screens_there_are();
    let missing: Vec<&String> = all.difference(&screens).collect();
    assert_eq!(missing, ["Home"], "no way leads to these");
}

/// The variant's name.
fn name(screen: &Screen) -> String {
    let whole = format!("{screen:?}");
    whole.split('(').next().unwrap().to_owned()
}

/// The variants of the screens, from the source: a new one needs a way.
fn screens_there_are() -> BTreeSet<String> {
    let source = include_str!("../../src/tui/screens/mod.rs").replace("\r\n", "\n");
    let (_, rest) = source.split_once("pub enum Screen {\n").unwrap();
    let (variants, _) = rest.split_once("\n}").unwrap();
    let variants = variants
        .lines()
        .map(str::trim)
        .filter_map(|line| line.split_once('('));
    variants
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('/'))
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn what_must_hold_holds_at_home_and_when_a_file_cannot_be_opened() {
    for lang in Lang::ALL {
        let mut driver = Driver::new(SIZES[0], lang);
        for here in [Place::Home, Place::Message] {
            assert_eq!(place(&driver.app), here);
            for size in SIZES {
                driver.resize(size);
                let faults = faults(&driver);
                assert!(
                    faults.is_empty(),
                    "{here:?} at {size:?}: {faults:?}\n{}",
                    driver.screen()
                );
            }
            driver.open(&driver.path("沒有這個檔案.zicha"));
        }
    }
}

fn faults(driver: &Driver) -> Vec<String> {
    let frame = driver.frame();
    let found = [
        half_glyph(&frame),
        broken_box(driver, &frame),
        hidden_selection(driver),
        overlapping_rows(driver),
        lost_cursor(driver),
        cut_key(driver),
        raw_words(driver),
    ];
    found.into_iter().flatten().collect()
}

/// An id or a place to fill that was left on the screen.
fn raw_words(driver: &Driver) -> Option<String> {
    let screen = driver.screen();
    let areas = [
        "tui.",
        "keys.",
        "walk.",
        "describe.",
        "dashboard.",
        "finding.",
        "error.",
    ];
    let mut raw = ["{"].into_iter().chain(areas).filter(|raw| screen.contains(raw));
    raw.next().map(|raw| format!("{raw:?} on the screen"))
}

/// A wide glyph without its second cell.
fn half_glyph(frame: &Buffer) -> Option<String> {
    let area = frame.area;
    let wide = |x: u16, y: u16| frame.cell((x, y)).is_some_and(|cell| width(cell.symbol()) > 1);
    let places = (area.top()..area.bottom()).flat_map(|y| (area.left()..area.right()).map(move |x| (x, y)));
    places
        .filter(|(x, y)| wide(*x, *y))
        .find(|(x, y)| frame.cell((x + 1, *y)).is_none_or(|next| next.symbol() != " "))
        .map(|place| format!("half a glyph at {place:?}"))
}

/// The box of an overlay with a gap in its edge.
fn broken_box(driver: &Driver, frame: &Buffer) -> Option<String> {
    let spots = spots_of(&driver.app).all();
    let (area, _) = spots.into_iter().rev().find(|(_, spot)| *spot == Spot::Window)?;
    box_fault(frame, area)
}

fn box_fault(frame: &Buffer, area: Rect) -> Option<String> {
    let at = |x: u16, y: u16| frame[(x, y)].symbol().to_owned();
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let corners = [
        at(area.x, area.y),
        at(right, area.y),
        at(area.x, bottom),
        at(right, bottom),
    ];
    if corners != ["┌", "┐", "└", "┘"] {
        return Some(format!("corners {corners:?}"));
    }
    let sides = (area.y + 1..bottom).all(|y| at(area.x, y) == "│" && at(right, y) == "│");
    let below = (area.x + 1..right).all(|x| at(x, bottom) == "─");
    let inside = area.right() <= frame.area.right() && area.bottom() <= frame.area.bottom();
    (!(sides && below && inside)).then(|| format!("a gap in the edge of {area:?}"))
}

/// Where rows can be selected, one that is selected can be seen, in the body or in its overlay.
fn hidden_selection(driver: &Driver) -> Option<String> {
    let rows = spots_of(&driver.app).rows();
    let focused: Vec<_> = rows.iter().filter(|(_, row)| row.focused).collect();
    if focused.is_empty() {
        return None;
    }
    let body = Rect::new(0, 2, driver.app.size.0, driver.app.size.1 - FRAME_ROWS);
    let seen = |area: &Rect| body.intersection(*area) == *area || !driver.app.overlays.is_empty();
    let selected = focused.iter().find(|(_, row)| row.selected);
    match selected {
        None => Some("the selected row cannot be seen".to_owned()),
        Some((area, _)) if !seen(area) => Some(format!("the selected row is outside: {area:?}")),
        Some(_) => None,
    }
}

/// Two things that can be selected stand in one place.
fn overlapping_rows(driver: &Driver) -> Option<String> {
    let rows = spots_of(&driver.app).rows();
    let other = |(at, (area, row)): (usize, &(Rect, zicha::tui::spots::RowAt))| {
        let later = rows.iter().skip(at + 1);
        let mut same = later.filter(|(_, known)| (known.list, known.index) != (row.list, row.index));
        same.find(|(place, _)| !place.intersection(*area).is_empty())
            .map(|(place, _)| format!("{area:?} overlaps {place:?}"))
    };
    // A pane as a whole is one row of its own, in which others stand.
    let several = rows.iter().any(|(area, _)| area.height > 1);
    if several {
        None
    } else {
        rows.iter().enumerate().find_map(other)
    }
}

/// The hardware cursor stands in the header, in the key bar or beyond the window.
fn lost_cursor(driver: &Driver) -> Option<String> {
    let cursor = driver.cursor()?;
    let (columns, rows) = driver.app.size;
    let allowed = match driver.app.overlays.is_empty() {
        true => Rect::new(0, 2, columns, rows - FRAME_ROWS),
        false => Rect::new(1, 0, columns - 2, rows),
    };
    (!allowed.contains(cursor)).then(|| format!("the cursor stands at {cursor:?}"))
}

/// A key of the key bar that is not shown whole, or help and commands without a place in it.
fn cut_key(driver: &Driver) -> Option<String> {
    if driver.app.progress.is_some() {
        return None;
    }
    let covered = !driver.app.overlays.is_empty();
    let here = place(&driver.app);
    let keys: Vec<(Rect, Command)> = spots_of(&driver.app)
        .all()
        .into_iter()
        .filter_map(|(area, spot)| match spot {
            Spot::Key(command) => Some((area, command)),
            _ => None,
        })
        .collect();
    let frame = driver.frame();
    for (area, command) in &keys {
        let words: String = (area.left()..area.right())
            .map(|x| frame[(x, area.y)].symbol())
            .collect();
        let words = words.replace(' ', "");
        let whole = bindings_at(here)
            .filter(|binding| binding.command == *command)
            .any(|binding| {
                let label = tr(driver.app.lang, binding.label);
                format!("{}{label}", key_label(binding).unwrap_or_default()).replace(' ', "") == words
            });
        if !whole && !covered {
            return Some(format!("{command:?} is shown as {words:?}"));
        }
    }
    let leads_on = [Command::Help, Command::Palette];
    let lost = leads_on
        .iter()
        .find(|wanted| !keys.iter().any(|(_, command)| command == *wanted));
    lost.filter(|_| !covered)
        .map(|command| format!("{command:?} is not in the key bar"))
}

/// The header without its first words or without what is saved.
fn damaged_header(driver: &Driver) -> Option<String> {
    if !driver.app.overlays.is_empty() {
        return None;
    }
    let screen = driver.screen();
    let first = screen.lines().next().unwrap_or_default();
    let lang = driver.app.lang;
    let whole = first.starts_with(tr(lang, "tui.brand"))
        && first.ends_with(&zicha::tui::saving::save_state(&driver.app))
        && screen
            .lines()
            .nth(1)
            .is_some_and(|counts| counts.contains('/') && !counts.contains('…'));
    (!whole).then(|| format!("the header reads {first:?}"))
}

#[test]
fn every_change_of_screen_reaches_the_terminal_whole_there_and_back() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut driver = lived_in(size, lang);
            for way in WAYS {
                let before = driver.frame();
                go(&mut driver, way);
                let there = driver.frame();
                back(&mut driver);
                assert_replays(&[&before, &there, &driver.frame(), &there]);
            }
        }
    }
}

#[test]
fn a_box_keeps_its_edges_at_every_place_over_every_kind_of_screen() {
    let theme = Theme::default();
    for (lang, way) in [(Lang::ZhTw, ""), (Lang::ZhTw, "enter"), (Lang::En, "f3")] {
        let mut driver = lived_in((80, 24), lang);
        go(&mut driver, way);
        let below = driver.frame();
        for x in 0..=80 - 21 {
            // Every row has glyphs that begin at even and at odd columns; every third is enough.
            let boxes: Vec<Buffer> = (x % 3..=24 - 5)
                .step_by(3)
                .map(|y| {
                    let mut over = below.clone();
                    let area = Rect::new(x, y, 21, 5);
                    let popup = Popup {
                        title: "說明與命令",
                        tone: Tone::Heading,
                    };
                    let inner = popup.view(area, &mut over, &theme);
                    paint::put(
                        &mut over,
                        inner.x,
                        inner.y,
                        inner.width,
                        "帳號清查紀錄與權限表格",
                        Style::new(),
                    );
                    assert_eq!(box_fault(&over, area), None, "at {:?}", Position::new(x, y));
                    assert_eq!(half_glyph(&over), None, "at {:?}", Position::new(x, y));
                    over
                })
                .collect();
            for over in &boxes {
                assert_replays(&[&below, over, &below]);
            }
            assert_replays(&boxes.iter().collect::<Vec<_>>());
        }
    }
}
