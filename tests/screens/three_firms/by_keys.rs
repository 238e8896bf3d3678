//! The same assessment by keys alone.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::pack::{ConditionLevel, FieldKind, Method, ProfileField};
use zicha::model::profile::{FieldValue, Profile, System, Tri};
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use super::firms::{Firm, PACK, Planned};
use crate::drive::Driver;

/// Wide enough that no question is cut.
const WIDE: (u16, u16) = (200, 60);

/// From the first start to the last answer.
pub fn assess(firm: &Firm) -> Driver {
    let mut driver = Driver::new(WIDE, Lang::ZhTw);
    driver.keys("ctrl-n");
    assert_eq!(place(&driver.app), Place::Profile);
    let profile = firm.profile();
    // Licences first: they decide which figures are asked for.
    fill_rows(&mut driver, &|label| of_organisation(&profile, label));
    driver.keys(&"up ".repeat(80));
    fill_rows(&mut driver, &|label| of_profile(&profile, label));
    driver.keys("f7");
    for system in &profile.systems {
        driver.keys(&format!("insert <{}> enter", system.name));
    }
    for (system, row) in profile.systems.iter().zip(0..) {
        driver.keys("home");
        driver.keys(&"up ".repeat(profile.systems.len() + 2));
        driver.keys(&"down ".repeat(row));
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::System);
        fill_rows(&mut driver, &|label| of_system(system, label));
        driver.keys("esc");
    }
    driver.keys("f10");
    assert_eq!(place(&driver.app), Place::Walk);
    let planned = firm.planned();
    driver.keys("enter");
    for answer in &planned {
        give(&mut driver, answer);
    }
    driver.keys("esc");
    follow_up(&mut driver);
    review(&mut driver);
    driver
}

/// Submits every check, approves them all, and signs off.
fn review(driver: &mut Driver) {
    driver.keys("ctrl-r ctrl-a f2 enter ctrl-a f4 enter f9");
    driver.keys("down <資訊主管> down <經理> ctrl-s");
    driver.shows(&["資訊主管", "有效"]);
}

/// Enters last year's finding, drafts this year's and plans an action.
fn follow_up(driver: &mut Driver) {
    driver.keys("ctrl-a ctrl-o insert <去年未清查> enter");
    driver.keys("right tab <文號一> tab tab tab <4.4> tab <2025-12-31> tab right esc esc");
    assert_eq!(place(&driver.app), Place::Findings);
    driver.keys("ctrl-n down enter enter");
    assert_eq!(place(&driver.app), Place::Finding);
    driver.keys("tab <未指定人員> tab <無人負責>");
    driver.keys("tab tab tab tab tab tab <同意>");
    driver.keys("insert <修訂程序> enter <資訊主管> tab <2099-12-31> esc esc esc");
    assert_eq!(place(&driver.app), Place::Walk);
}

/// Goes down a questionnaire and answers every row that `keys_for` knows.
fn fill_rows(driver: &mut Driver, keys_for: &dyn Fn(&str) -> Option<String>) {
    let mut before = String::new();
    for _ in 0..200 {
        let row = label(driver);
        if let Some(keys) = keys_for(&row) {
            driver.keys(&keys);
        }
        if label(driver) == row {
            driver.keys("down");
        }
        let now = driver.screen();
        if now == before {
            return;
        }
        before = now;
    }
    panic!("the questionnaire has no end:\n{}", driver.screen());
}

/// What the selected row asks, without its mark and value.
fn label(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen
        .lines()
        .find_map(|row| row.trim_start().strip_prefix("> "))
        .unwrap_or_default();
    let row = row.trim_start_matches("[ ] ").trim_start_matches("[x] ");
    match (row.find("  "), row.find("… ")) {
        (wide, Some(cut)) if wide.is_none_or(|wide| cut < wide) => format!("{}…", &row[..cut]),
        (wide, _) => row[..wide.unwrap_or(row.len())].to_owned(),
    }
}

fn asks(label: &str, question: &str) -> bool {
    match label.strip_suffix('…') {
        Some(beginning) => question.starts_with(beginning),
        None => question == label,
    }
}

fn of_organisation(profile: &Profile, label: &str) -> Option<String> {
    let text = |text: &str| (!text.is_empty()).then(|| format!("<{text}> enter"));
    match label {
        "組織名稱" => text(&profile.organisation.name),
        "統一編號" => text(&profile.organisation.tax_id),
        _ => PACK
            .licences
            .iter()
            .find(|licence| asks(label, &licence.name.zh_tw) && profile.licences.contains(&licence.id))
            .map(|_| "enter".to_owned()),
    }
}

fn of_profile(profile: &Profile, label: &str) -> Option<String> {
    if let Some(field) = PACK
        .profile_fields
        .iter()
        .find(|field| asks(label, &field.label.zh_tw))
    {
        return figure(field, profile.figures.get(&field.id)?);
    }
    let condition = PACK.conditions.iter().find(|condition| {
        condition.level == ConditionLevel::Organisation && asks(label, &condition.statement.zh_tw)
    })?;
    Some(yes_or_no(
        profile.conditions.get(&condition.id) == Some(&Tri::Yes),
    ))
}

fn of_system(system: &System, label: &str) -> Option<String> {
    if asks(label, "是否為核心系統") {
        return system.core.map(yes_or_no);
    }
    let condition = PACK.conditions.iter().find(|condition| {
        condition.level == ConditionLevel::System && asks(label, &condition.statement.zh_tw)
    })?;
    Some(yes_or_no(system.conditions.get(&condition.id) == Some(&Tri::Yes)))
}

/// From 不知道 to 是 or 否.
fn yes_or_no(yes: bool) -> String {
    if yes { "left left enter" } else { "left enter" }.to_owned()
}

fn figure(field: &ProfileField, value: &FieldValue) -> Option<String> {
    match (field.kind, value) {
        (FieldKind::Amount | FieldKind::Percent, FieldValue::Number(number)) => {
            Some(format!("<{number}> enter"))
        }
        (FieldKind::Boolean, FieldValue::Flag(flag)) => Some(yes_or_no(*flag)),
        // The grades are offered as 1, 2, 3, 4 and lower, none, unknown.
        (FieldKind::Grade, FieldValue::Grade(grade)) => {
            let steps = match grade.as_str() {
                "1" => 5,
                "2" => 4,
                "3" => 3,
                "none" => 1,
                _ => 2,
            };
            Some(format!("{}enter", "left ".repeat(steps)))
        }
        _ => None,
    }
}

/// Answers the check on the screen and goes on to the next.
fn give(driver: &mut Driver, planned: &Planned) {
    assert_eq!(
        place(&driver.app),
        Place::Answer,
        "{:?}\n{}",
        planned.key,
        driver.screen()
    );
    let row = State::ALL
        .iter()
        .position(|state| *state == planned.state)
        .unwrap();
    driver.keys(&"down ".repeat(row));
    driver.keys("enter");
    if !planned.note.is_empty() {
        driver.keys(&format!("<{}>", planned.note));
    }
    if !planned.methods.is_empty() {
        assert_eq!(planned.methods, [Method::Examine, Method::Test]);
        driver.keys("shift-tab enter right right enter");
    }
    if let Some(document) = &planned.document {
        // Of the kinds, the fourth is a document's number.
        driver.keys("f2 up right right right down");
        driver.keys(&format!(
            "<{document}> down <第 2 版> down <佐證> down <115/3/31> ctrl-s esc"
        ));
    }
    driver.keys("f4");
}
