//! How many keys a whole assessment takes: the demo firm, class 2, by keys alone.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::classify::ClassResult;
use zicha::model::profile::Profile;
use zicha::model::profile_file::parse;
use zicha::tui::input::{Input, parse_script};

use crate::drive::{Driver, SIZES};

/// The demo firm without its answers.
fn demo_firm() -> Profile {
    let demo = include_str!("../../assets/demo/demo.json");
    let demo: serde_json::Value = serde_json::from_str(demo).unwrap();
    parse(&demo["profile"].to_string(), &zicha::pack::builtin().unwrap()).unwrap()
}

fn fresh(size: (u16, u16)) -> Driver {
    let driver = Driver::with_workbook(size, Lang::ZhTw, demo_firm());
    let workbook = driver.app.workbook.as_ref().unwrap();
    assert_eq!(workbook.scope.classification.class, ClassResult::Class2);
    driver
}

fn counts(driver: &Driver) -> (u64, u64) {
    let all = &driver.app.workbook.as_ref().unwrap().score.all;
    (all.answered(), all.total())
}

/// Presses keys and counts them.
fn press(driver: &mut Driver, keys: &str) -> u64 {
    let inputs = parse_script(keys).unwrap();
    assert!(inputs.iter().all(|input| matches!(input, Input::Key(_))));
    driver.keys(keys);
    inputs.len() as u64
}

#[test]
fn an_assessment_without_notes_takes_at_most_three_keys_a_check() {
    for size in SIZES {
        let mut driver = fresh(size);
        let (_, total) = counts(&driver);
        assert!(total > 100, "{total}");
        let mut keys = 0;
        while counts(&driver).0 < total {
            let before = counts(&driver).0;
            keys += press(&mut driver, "m");
            assert!(counts(&driver).0 > before, "{}", driver.screen());
        }
        let average = keys as f64 / total as f64;
        println!("{size:?}: {keys} keys for {total} checks, {average:.2} each");
        assert!(average <= 3.0, "{average}");
        driver.shows(&["全部檢核項目都已作答"]);
    }
}

/// What a firm may answer: mostly met, some gaps with a note, some that do not apply, and parts one
/// by one.
#[test]
fn a_mixed_assessment_takes_at_most_three_keys_a_check_without_a_note() {
    for size in SIZES {
        let mut driver = fresh(size);
        let (_, total) = counts(&driver);
        let (mut keys, mut bare, mut noted, mut steps) = (0, 0, 0, 0u64);
        while counts(&driver).0 < total {
            steps += 1;
            assert!(steps < total * 4, "no end:\n{}", driver.screen());
            let before = counts(&driver).0;
            match steps % 11 {
                // A gap with its note: not counted, but typed all the same.
                3 => {
                    press(&mut driver, "p backspace <尚缺佐證> esc");
                    noted += 1;
                }
                5 => {
                    press(&mut driver, "n backspace <尚未辦理> esc");
                    noted += 1;
                }
                7 => {
                    keys += press(&mut driver, "a");
                    bare += counts(&driver).0 - before;
                }
                // Into the pane and on to another system or a part of this one.
                9 => {
                    keys += press(&mut driver, "tab down m tab");
                    bare += counts(&driver).0 - before;
                }
                _ => {
                    keys += press(&mut driver, "m");
                    bare += counts(&driver).0 - before;
                }
            }
        }
        let average = keys as f64 / bare as f64;
        println!("{size:?}: {keys} keys for {bare} checks without a note ({noted} with), {average:.2} each");
        assert!(average <= 3.0, "{average}");
        assert!(noted > 10);
        let all = &driver.app.workbook.as_ref().unwrap().score.all;
        for state in [State::Met, State::Partial, State::NotMet, State::NotApplicable] {
            assert!(all.must.of(state) + all.should.of(state) > 0, "{state:?}");
        }
    }
}
