//! Everything that can be seen can be pointed at, and pointing does what keys do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zicha::engagement::request::Request;
use zicha::lang::{Lang, tr};
use zicha::tui::app::{Effect, Event};
use zicha::tui::input::{Input, Mouse, MouseKind, from_event};
use zicha::tui::keys::{Command, Place, bindings_at};
use zicha::tui::pointing::spots_of;
use zicha::tui::spots::{RowAt, Spot, Way};
use zicha::tui::update::{place, update};

use crate::drive::{Driver, USUAL, everywhere, key, walk};
use crate::screen_text::screen_rows;
use crate::ways::{WAYS, back, go, lived_in};

fn click(driver: &mut Driver, at: Position) {
    driver.keys(&format!("click@{},{} release@{},{}", at.x, at.y, at.x, at.y));
}

fn words(frame: &Buffer, area: Rect) -> String {
    (area.left() + 2..area.right())
        .filter_map(|x| frame.cell((x, area.y)))
        .map(ratatui::buffer::Cell::symbol)
        .collect::<String>()
        // The mark that more rows lie above or below.
        .trim_end_matches([' ', '^', 'v'])
        .to_owned()
}

/// A cell of a row, from its middle on, where a click only selects.
fn plain_cell(driver: &Driver, area: Rect) -> Option<Position> {
    let spots = spots_of(&driver.app);
    let middle = area.x + area.width / 2;
    let mut cells = (middle..area.right()).chain(area.left()..middle);
    let at = |x| Position::new(x, area.y);
    let only_selects = |x: &u16| {
        let hit = spots.at(at(*x));
        hit.row.is_some() && hit.turn.is_none() && !hit.opens && hit.fold.is_none()
    };
    cells.find(only_selects).map(at)
}

/// The row of the list that has the focus and is selected.
fn selected(driver: &Driver) -> Option<(Rect, RowAt)> {
    let rows = spots_of(&driver.app).rows().into_iter();
    rows.filter(|(_, row)| row.focused).find(|(_, row)| row.selected)
}

#[test]
fn every_row_that_is_drawn_is_selected_by_a_click() {
    for (size, lang) in [(USUAL, Lang::ZhTw), ((140, 40), Lang::En)] {
        let mut clicked = 0;
        let mut driver = lived_in(size, lang);
        for way in WAYS {
            go(&mut driver, way);
            let here = place(&driver.app);
            for nth in 0..spots_of(&driver.app).rows().len() {
                let rows = spots_of(&driver.app).rows();
                let Some((area, row)) = rows.get(nth).copied() else {
                    continue;
                };
                let Some(cell) = plain_cell(&driver, area).filter(|_| !(row.selected && row.focused)) else {
                    continue;
                };
                let before = words(&driver.frame(), area);
                click(&mut driver, cell);
                let after = driver.frame();
                let (now, found) =
                    selected(&driver).unwrap_or_else(|| panic!("nothing selected: {way} {nth}"));
                assert_eq!(
                    place(&driver.app),
                    here,
                    "{way}: a click on a row leads nowhere else"
                );
                assert_eq!(found.list, row.list, "{way} row {nth}");
                match row.way {
                    Way::Rows => assert_eq!(words(&after, now), before, "{way} row {nth}"),
                    _ => assert_eq!(found.index, row.index, "{way} row {nth}\n{}", driver.screen()),
                }
                clicked += 1;
            }
            back(&mut driver);
        }
        assert!(clicked > 150, "{clicked} rows were clicked");
    }
}

/// Where words stand on the screen.
fn find(driver: &Driver, words: &str) -> Position {
    let rows = screen_rows(&driver.frame());
    let found = rows.iter().zip(0..).find_map(|(row, y)| {
        let x = zicha::text::width(&row[..row.find(words)?]);
        Some(Position::new(u16::try_from(x).unwrap(), y))
    });
    found.unwrap_or_else(|| panic!("no {words:?} in\n{}", driver.screen()))
}

fn click_on(driver: &mut Driver, words: &str) {
    let at = find(driver, words);
    click(driver, at);
}

#[test]
fn every_key_of_the_key_bar_does_what_its_key_does() {
    for lang in Lang::ALL {
        let mut pointed = walk(USUAL, lang);
        let mut pressed = walk(USUAL, lang);
        let keys: Vec<(Rect, Command)> = spots_of(&pointed.app)
            .all()
            .into_iter()
            .filter_map(|(area, spot)| match spot {
                Spot::Key(command) => Some((area, command)),
                _ => None,
            })
            .collect();
        assert!(keys.len() >= 4);
        for (area, command) in keys {
            let binding = bindings_at(Place::Walk).find(|binding| binding.command == command);
            click(&mut pointed, Position::new(area.x, area.y));
            pressed.keys(binding.unwrap().keys[0]);
            // The export names the folder of the test.
            let shown = |driver: &Driver| {
                driver
                    .screen()
                    .replace(&driver.folder.path().display().to_string(), "")
            };
            assert_eq!(shown(&pointed), shown(&pressed), "{command:?}");
            if command == Command::Quit {
                assert!(pointed.left && pressed.left);
                break;
            }
            for driver in [&mut pointed, &mut pressed] {
                match command {
                    Command::Back => *driver = walk(USUAL, lang),
                    Command::SwitchLanguage => drop(driver.keys("ctrl-l")),
                    _ => back(driver),
                }
            }
        }
    }
}

#[test]
fn the_parts_of_the_header_lead_to_what_they_show() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        for (words, leads_to) in [
            (lang.pick("第二類", "Class 2"), Place::Profile),
            (lang.pick("系統 3", "systems 3"), Place::Systems),
            (lang.pick("缺失", "deficienc"), Place::Gaps),
        ] {
            click_on(&mut driver, words);
            assert_eq!(place(&driver.app), leads_to, "{words}");
            back(&mut driver);
        }
    });
}

#[test]
fn a_click_selects_a_clause_and_a_second_one_opens_it() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        click_on(&mut driver, "4.4 ");
        assert!(driver.selected_row().contains("4.4 "));
        click_on(&mut driver, "4.1 ");
        assert!(driver.selected_row().contains("4.1 "));
        let row = find(&driver, "> ");
        click(&mut driver, Position::new(row.x + 9, row.y));
        assert_eq!(place(&driver.app), Place::Answer);
    });
}

#[test]
fn the_mark_of_a_branch_folds_and_unfolds_it() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let rows = spots_of(&driver.app).all();
    let fold = rows
        .iter()
        .find(|(_, spot)| matches!(spot, Spot::Fold(_)))
        .unwrap()
        .0;
    let before = driver.tree();
    click(&mut driver, Position::new(fold.right() - 1, fold.y));
    assert_ne!(driver.tree(), before);
    let row = find(&driver, "> ");
    click(&mut driver, Position::new(fold.right() - 1, row.y));
    assert!(driver.tree().contains("4.1 "));
}

#[test]
fn a_click_in_a_text_puts_the_cursor_at_the_nearest_place_between_two_glyphs() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("enter enter <帳號清查abc>");
    let start = find(&driver, "帳號清查abc");
    for (cells, column) in [(0, 0), (1, 2), (2, 2), (3, 4), (8, 8), (9, 9), (40, 11)] {
        click(&mut driver, Position::new(start.x + cells, start.y));
        assert_eq!(
            driver.cursor(),
            Some(Position::new(start.x + column, start.y)),
            "{cells}"
        );
    }
    click(&mut driver, Position::new(start.x + 4, start.y));
    driver.keys("<的>");
    driver.shows(&["帳號的清查abc"]);
}

#[test]
fn a_drag_selects_text_and_a_double_click_a_word() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("enter enter <帳號清查，VPN 設定>");
    let Position { x, y } = find(&driver, "帳號清查，VPN");
    driver.keys(&format!(
        "click@{},{y} drag@{},{y} drag@{},{y} release@{},{y} ctrl-c",
        x + 4,
        x + 6,
        x + 8,
        x + 8
    ));
    assert_eq!(driver.copied, ["清查"]);
    driver.keys(&format!("drag@{x},{y} ctrl-c"));
    assert_eq!(driver.copied, ["清查", "清查"], "the button is not held any more");
    driver.keys(&format!("click@{},{y} double@{},{y} ctrl-c", x + 11, x + 11));
    assert_eq!(driver.copied[2], "VPN");
    driver.keys(&format!("click@{},{y} drag@{},0 ctrl-c", x + 4, x));
    assert_eq!(
        driver.copied[3], "帳號",
        "beyond the edge the nearest place counts"
    );
}

#[test]
fn a_click_beside_what_is_written_loses_nothing() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("enter enter <寫到一半的說明>");
        let check = key("4.1", "organisation", None);
        click_on(&mut driver, tr(lang, "model.method_interview"));
        driver.shows(&["寫到一半的說明"]);
        assert_eq!(driver.stored(&check).unwrap().note, "寫到一半的說明");
        driver.keys("ctrl-c");
        click(&mut driver, Position::new(1, 3));
        assert_eq!(place(&driver.app), Place::Confirm, "a question stays");
        assert!(!driver.left);
    });
}

#[test]
fn help_and_commands_are_closed_by_a_click_beside_them_and_shield_what_is_below() {
    everywhere(|size, lang| {
        for way in ["f1", "ctrl-p"] {
            let mut driver = walk(size, lang);
            let before = driver.screen();
            driver.keys(way);
            let open = driver.screen();
            let rows = spots_of(&driver.app).all();
            let (window, _) = rows.iter().find(|(_, spot)| *spot == Spot::Window).unwrap();
            click(&mut driver, Position::new(window.x + 1, window.y));
            assert_eq!(driver.screen(), open, "a click on the box itself does nothing");
            click(&mut driver, Position::new(0, 3));
            assert_eq!(driver.screen(), before);
        }
    });
}

#[test]
fn the_selected_command_of_the_palette_is_run_by_a_click() {
    let mut driver = walk(USUAL, Lang::En);
    driver.keys("ctrl-p <gaps>");
    let spots = spots_of(&driver.app);
    let (row, _) = spots.rows()[0];
    click(&mut driver, Position::new(row.x + 3, row.y));
    assert_eq!(place(&driver.app), Place::Gaps);
}

#[test]
fn the_wheel_scrolls_what_is_below_the_pointer() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let (tree, whole) = (driver.tree(), driver.screen());
        let right = size.0 - 10;
        driver.keys(&format!("wheeldown@{right},8"));
        assert_eq!(driver.tree(), tree, "the tree stays");
        assert_ne!(driver.screen(), whole);
        driver.keys(&format!("wheelup@{right},8"));
        assert_eq!(driver.screen(), whole);
        let row = driver.selected_row();
        driver.keys("wheeldown@3,8");
        assert_ne!(driver.selected_row(), row);
        driver.keys("wheelup@3,8 f1");
        let help = driver.screen();
        driver.keys(&format!("wheeldown@{},10", size.0 / 2));
        assert_ne!(driver.screen(), help);
        driver.keys(&format!("wheelup@{},10", size.0 / 2));
        assert_eq!(driver.screen(), help);
    });
}

#[test]
fn an_option_is_chosen_by_pointing_at_it() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("f9");
        let words = format!("( ) {}", tr(lang, "attach.signing_signed"));
        click_on(&mut driver, &words);
        driver.shows(&[&words.replace("( )", "(x)"), tr(lang, "attach.passphrase")]);
    });
}

#[test]
fn moving_the_mouse_without_a_button_reaches_nobody() {
    use crossterm::event::{Event as Raw, KeyModifiers, MouseEvent, MouseEventKind};
    let event = |kind| {
        Raw::Mouse(MouseEvent {
            kind,
            column: 3,
            row: 4,
            modifiers: KeyModifiers::NONE,
        })
    };
    assert_eq!(from_event(event(MouseEventKind::Moved)), None);
    assert_eq!(
        from_event(event(MouseEventKind::ScrollDown)),
        Some(Input::Mouse(Mouse {
            kind: MouseKind::WheelDown,
            column: 3,
            row: 4
        }))
    );
}

#[test]
fn the_mouse_is_left_to_the_terminal_by_a_command_which_is_remembered() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys(&format!("ctrl-p <{}>", tr(lang, "mouse.key_switch")));
        let effects = driver.keys_before_any_outcome("enter");
        assert!(effects.contains(&Effect::Mouse(false)), "{effects:?}");
        assert!(effects.contains(&Effect::Request(Box::new(Request::SetMouse(false)))));
        driver.shows(&[tr(lang, "mouse.off")]);
        driver.request(Request::SetMouse(false));
        let settings = zicha::settings::Settings::load_from(Some(driver.folder.path().join("config")));
        assert!(!settings.mouse);
    });
}

#[test]
fn a_click_far_outside_does_nothing() {
    let mut driver = lived_in(USUAL, Lang::ZhTw);
    for way in WAYS {
        go(&mut driver, way);
        for place in ["click@999,3", "click@999,999", "drag@500,500", "wheeldown@999,0"] {
            driver.keys(place);
        }
        let effects = update(
            &mut driver.app,
            Event::Input(Input::Resize {
                width: 80,
                height: 24,
            }),
        );
        assert!(effects.is_empty());
        back(&mut driver);
    }
}
