//! A full assessment of three firms through the screen and through commands gives the same
//! workbook: equal `show --format json` but for uids, times and authors.

mod by_commands;
mod by_keys;
mod firms;

use serde_json::Value;

use self::by_commands::Desk;
use self::firms::Firm;
use zicha::model::assessment::Assessment;

/// What differs between two workbooks of the same content.
const INCIDENTAL: [&str; 8] = [
    "uid",
    "prepared_at",
    "prepared_by",
    "attached_at",
    "attached_by",
    "at",
    "by",
    "found_on",
];

fn without_incidentals(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in INCIDENTAL {
                fields.remove(name);
            }
            fields.values_mut().for_each(without_incidentals);
        }
        Value::Array(items) => items.iter_mut().for_each(without_incidentals),
        _ => {}
    }
}

fn comes_out_the_same(firm: &Firm) {
    let desk = Desk::new();
    let by_commands = desk.assess(firm);
    let driver = by_keys::assess(firm);
    let mut expected = desk.show(&by_commands);
    let mut found = desk.show(driver.workbook_path());
    without_incidentals(&mut expected);
    without_incidentals(&mut found);
    let (mut earlier, mut typed) = (desk.earlier(&by_commands), desk.earlier(driver.workbook_path()));
    without_incidentals(&mut earlier);
    without_incidentals(&mut typed);
    assert_eq!(earlier, typed);
    let (expected, found) = (expected.as_array().unwrap(), found.as_array().unwrap());
    assert_eq!(expected.len(), found.len());
    for (by_commands, by_keys) in expected.iter().zip(found) {
        assert_eq!(by_commands, by_keys);
    }
    let assessment: &Assessment = &driver.app.workbook.as_ref().unwrap().assessment;
    assert!(assessment.answers.len() >= firm.planned().len());
}

#[test]
fn a_small_adviser() {
    comes_out_the_same(&Firm::small_adviser());
}

#[test]
fn a_futures_firm_with_internet_ordering() {
    comes_out_the_same(&Firm::futures_with_internet_ordering());
}

#[test]
fn a_securities_firm_of_a_foreign_group_with_twelve_systems() {
    comes_out_the_same(&Firm::foreign_securities());
}
