//! The charts of the screen as a command.

use serde_json::Value;

use crate::harness::Desk;

fn demo() -> Desk {
    let desk = Desk::new();
    desk.zicha("demo -o demo.zicha --no-open").exits(0);
    desk
}

#[test]
fn the_charts_and_the_status_give_the_same_numbers() {
    let desk = demo();
    let status = desk.zicha("status demo.zicha --format json").exits(0).json();
    let charts = desk
        .zicha("status demo.zicha --charts --format json")
        .exits(0)
        .json();
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    for level in ["must", "should"] {
        for (state, count) in status[level].as_object().unwrap() {
            assert_eq!(
                number(&charts[level]["states"][state]),
                number(count),
                "{level} {state}"
            );
        }
        assert_eq!(charts[level]["gaps"], status["gaps"][level]);
    }
    let chapters = status["chapters"].as_array().unwrap();
    assert_eq!(charts["chapters"].as_array().unwrap().len(), chapters.len());
    for (chart, chapter) in charts["chapters"].as_array().unwrap().iter().zip(chapters) {
        assert_eq!(chart["number"], chapter["number"]);
        for (state, count) in chapter["must"].as_object().unwrap() {
            let both = number(count) + number(&chapter["should"][state]);
            assert_eq!(number(&chart["states"][state]), both, "{chapter}");
        }
    }
    let met = number(&status["must"]["met"]) + number(&status["should"]["met"]);
    let coverage = &charts["coverage"];
    assert_eq!(
        number(&coverage["evidenced"]) + number(&coverage["unevidenced"]),
        met
    );
}

#[test]
fn the_charts_are_text_in_both_languages_and_in_ascii_and_count_years_as_asked() {
    let desk = demo();
    let chinese = desk
        .zicha("--lang zh-TW status demo.zicha --charts")
        .exits(0)
        .stdout;
    assert!(
        chinese.contains("各章檢核結果") && chinese.contains('█'),
        "{chinese}"
    );
    let english = desk.zicha("--ascii status demo.zicha --charts").exits(0).stdout;
    assert!(
        english.contains("Results by chapter") && !english.contains('█'),
        "{english}"
    );
    for line in english.lines().chain(chinese.lines()) {
        assert!(zicha::text::width(line) <= 80, "{line}");
    }
    let roc = desk
        .zicha("--calendar roc status demo.zicha --charts")
        .exits(0)
        .stdout;
    assert!(roc.contains("ROC 11"), "{roc}");
}

#[test]
fn the_charts_tell_what_changed_since_the_workbook_of_the_year_before() {
    let desk = demo();
    std::fs::copy(desk.path("demo.zicha"), desk.path("old.zicha")).unwrap();
    let plain = desk.zicha("status demo.zicha --charts").exits(0).stdout;
    assert!(plain.contains("--previous"), "{plain}");
    let command = "status demo.zicha --charts --previous old.zicha";
    let same = desk.zicha(command).exits(0).stdout;
    assert!(same.contains("Unchanged"), "{same}");
    desk.zicha("status demo.zicha --charts --previous nothing.zicha")
        .refuses_naming("nothing.zicha");
}

#[test]
fn an_unknown_theme_is_refused_with_those_there_are() {
    let desk = Desk::new();
    let refused = desk.zicha("--theme pink demo --no-open").exits(2);
    assert!(refused.stderr.contains("high-contrast"), "{}", refused.stderr);
}
