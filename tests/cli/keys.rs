//! The keys of the screen on the command line.

use std::fs;

use crate::harness::Desk;

fn desk_with(keys: &str) -> Desk {
    let desk = Desk::new();
    fs::write(desk.path("keys.toml"), keys).unwrap();
    desk
}

#[test]
fn a_file_without_faults_is_fine_and_one_with_faults_is_not() {
    let desk = desk_with("[keys]\nsearch = [\"alt-y\"]\n");
    assert!(
        desk.zicha("keys check keys.toml")
            .exits(0)
            .stdout
            .contains("no faults")
    );
    let desk = desk_with("[keys]\nserch = [\"alt-f\"]\nquit = []\n");
    let told = desk.zicha("keys check keys.toml").exits(1).stdout;
    assert!(
        told.contains("line 2") && told.contains("search") && told.contains("line 3"),
        "{told}"
    );
    let told = desk.zicha("keys check keys.toml --format json").exits(1).json();
    assert_eq!(told["faults"][0]["line"], 2);
    assert!(told["faults"][1]["message"].as_str().unwrap().contains("quit"));
}

#[test]
fn without_a_file_the_built_in_keys_are_shown() {
    let desk = Desk::new();
    desk.zicha("keys check").exits(0);
    let rows = desk.zicha("keys show --format json").exits(0).json();
    let rows = rows.as_array().unwrap();
    let next = rows
        .iter()
        .find(|row| row["place"] == "walk" && row["command"] == "next_unanswered")
        .unwrap();
    assert_eq!(next["keys"], serde_json::json!(["f4", "ctrl-n"]));
    assert_eq!(next["changed"], false);
}

#[test]
fn changed_keys_are_shown_and_marked() {
    let desk = desk_with("[keys.walk]\nnext_unanswered = [\"alt-y\"]\n");
    let shown = desk.zicha("keys show keys.toml").exits(0);
    assert!(shown.stdout.contains("alt-y *"), "{}", shown.stdout);
    assert!(shown.stderr.contains('*'), "{}", shown.stderr);
}

#[test]
fn the_example_is_a_file_without_faults() {
    let desk = Desk::new();
    for lang in ["zh-TW", "en"] {
        let example = desk.zicha(&format!("keys example --lang {lang}")).exits(0).stdout;
        assert!(example.contains("[keys.walk]"));
        fs::write(desk.path("keys.toml"), example).unwrap();
        desk.zicha("keys check keys.toml").exits(0);
    }
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_refused() {
    let desk = Desk::new();
    desk.zicha("keys check keys.toml").refuses_naming("keys.toml");
    fs::write(desk.path("keys.toml"), [0xff, 0xfe, 0x00]).unwrap();
    desk.zicha("keys check keys.toml").refuses_naming("keys.toml");
}
