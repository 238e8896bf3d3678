//! Describing the organisation by keys.

use zicha::engagement::request::{Request, SystemDraft};
use zicha::error::Words;
use zicha::lang::Lang;
use zicha::model::classify::ClassResult;
use zicha::model::pack::Class;
use zicha::model::profile::{FieldValue, Profile, Tri};
use zicha::tui::app::{Event, Failure};
use zicha::tui::input::parse_script;
use zicha::tui::keys::Place;
use zicha::tui::update::{place, update};

use crate::drive::Driver;

const NARROW: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (140, 40);

/// The profile of a new workbook, as the first start shows it.
fn screen(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    let driver = Driver::with_workbook(size, lang, Profile::unasked(&pack));
    assert_eq!(place(&driver.app), Place::Profile);
    driver
}

/// The same with licences, the focus on the first row behind them.
fn screen_of(licences: &[&str]) -> Driver {
    let mut driver = screen(USUAL, Lang::ZhTw);
    for (licence, row) in ["securities", "futures", "site", "sice"].iter().zip(2..) {
        if licences.contains(licence) {
            driver.keys("home");
            // Home stays in the field of the name; the arrow leads on.
            driver.keys(&"up ".repeat(60));
            driver.keys(&"down ".repeat(row));
            driver.keys("space");
        }
    }
    driver.keys(&"up ".repeat(60));
    driver.keys(&"down ".repeat(6));
    driver
}

fn profile(driver: &Driver) -> &Profile {
    &driver.app.workbook.as_ref().unwrap().assessment.profile
}

fn class(driver: &Driver) -> ClassResult {
    driver.app.workbook.as_ref().unwrap().scope.classification.class
}

fn number(digits: &str) -> FieldValue {
    FieldValue::Number(digits.parse().unwrap())
}

/// What a reopened file holds.
fn reopened(driver: &mut Driver) -> Profile {
    let path = driver.workbook_path().to_owned();
    driver.request(Request::Open(path));
    profile(driver).clone()
}

#[test]
fn a_small_adviser_is_classified_from_the_first_start_on() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    assert_eq!(class(&driver), ClassResult::Undetermined);
    driver.keys("<示範投顧> enter <12345678> enter");
    // The four licences; the last is the adviser's.
    driver.keys("down down down enter");
    assert_eq!(profile(&driver).licences, ["sice"]);
    assert_eq!(class(&driver), ClassResult::Undetermined);
    driver.keys("down <0> enter");
    assert_eq!(class(&driver), ClassResult::Class2);
    assert!(driver.screen().contains("第二類"), "{}", driver.screen());
    driver.keys("<一一四年> enter <年報> enter");
    let kept = reopened(&mut driver);
    assert_eq!(kept.organisation.name, "示範投顧");
    assert_eq!(kept.organisation.tax_id, "12345678");
    assert_eq!(kept.figures["aum_prev_year_monthly_average_twd"], number("0"));
    let source = &kept.figure_sources["aum_prev_year_monthly_average_twd"];
    assert_eq!(
        (source.period.as_str(), source.document.as_str()),
        ("一一四年", "年報")
    );
}

#[test]
fn an_amount_in_hundred_millions_reaches_the_threshold_exactly() {
    let mut driver = screen_of(&["sice"]);
    driver.keys("<5,999.99999999億> enter");
    assert_eq!(class(&driver), ClassResult::Class2);
    driver.keys("up ctrl-u <6,000億>");
    assert!(
        driver.screen().contains("新臺幣 600,000,000,000 元"),
        "{}",
        driver.screen()
    );
    driver.keys("ctrl-s");
    assert_eq!(class(&driver), ClassResult::Class1);
}

#[test]
fn a_figure_that_cannot_be_kept_stays_in_its_field_and_nothing_else_is_lost() {
    let mut driver = screen_of(&["sice"]);
    driver.keys("<約五億> down <去年>");
    assert!(driver.screen().contains("請填確切數字"), "{}", driver.screen());
    // Esc keeps the rest, says why it stays and stands on the field.
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Profile);
    assert!(driver.screen().contains("約五億"), "{}", driver.screen());
    let source = &profile(&driver).figure_sources["aum_prev_year_monthly_average_twd"];
    assert_eq!(source.period, "去年");
    assert!(profile(&driver).figures.is_empty());
    driver.keys("ctrl-u <5億> esc");
    assert_eq!(place(&driver.app), Place::Walk);
    assert_eq!(
        profile(&driver).figures["aum_prev_year_monthly_average_twd"],
        number("500000000")
    );
}

#[test]
fn leaving_the_program_asks_before_a_text_that_cannot_be_kept_is_lost() {
    let mut driver = screen_of(&["sice"]);
    driver.keys("<約五億> ctrl-q");
    assert!(!driver.left);
    driver.keys("esc");
    assert!(driver.screen().contains("約五億"), "{}", driver.screen());
    driver.keys("ctrl-u <5> ctrl-q");
    assert!(driver.left);
    assert_eq!(
        profile(&driver).figures["aum_prev_year_monthly_average_twd"],
        number("5")
    );
}

#[test]
fn esc_keeps_the_text_that_is_being_written() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("<示範投顧> esc");
    assert_eq!(place(&driver.app), Place::Walk);
    assert_eq!(profile(&driver).organisation.name, "示範投顧");
}

#[test]
fn two_licences_have_their_own_percentages() {
    let mut driver = screen_of(&["securities", "futures"]);
    // Capital, then internet orders of the securities and the futures business.
    driver.keys("down <59.99999999999999999> enter <70> enter");
    let kept = &profile(&driver).by_licence;
    assert_eq!(
        kept["securities"]["internet_order_pct"],
        number("59.99999999999999999")
    );
    assert_eq!(kept["futures"]["internet_order_pct"], number("70"));
    assert!(!profile(&driver).figures.contains_key("internet_order_pct"));
}

#[test]
fn a_figure_given_for_one_licence_is_handed_down_when_a_second_one_gets_its_own() {
    let mut driver = screen_of(&["securities"]);
    driver.keys("down <61> enter");
    assert_eq!(profile(&driver).figures["internet_order_pct"], number("61"));
    // Futures as well: the row of the securities business keeps 61, futures gets 5.
    driver.keys(&"up ".repeat(60));
    driver.keys("down down down space");
    driver.keys(&"up ".repeat(60));
    driver.keys(&"down ".repeat(8));
    driver.keys("ctrl-u <5> enter");
    let kept = profile(&driver);
    assert_eq!(kept.by_licence["securities"]["internet_order_pct"], number("61"));
    assert_eq!(kept.by_licence["futures"]["internet_order_pct"], number("5"));
    assert!(!kept.figures.contains_key("internet_order_pct"));
    // One step: undone at once.
    driver.keys("up up up up up up up up ctrl-z");
    assert_eq!(profile(&driver).figures["internet_order_pct"], number("61"));
    assert!(profile(&driver).by_licence.is_empty());
}

#[test]
fn a_grade_is_chosen_with_the_arrows_and_kept_when_the_row_is_left() {
    let mut driver = screen_of(&["securities"]);
    // Capital, four percentages; their sources are asked for once they are given; then the grade.
    driver.keys(&"down ".repeat(5));
    assert!(driver.screen().contains("附表未列"), "{}", driver.screen());
    driver.keys("right right right down");
    assert_eq!(
        profile(&driver).figures["securities_grade"],
        FieldValue::Grade("3".to_owned())
    );
    assert_eq!(class(&driver), ClassResult::Class1);
}

/// Rows before the first condition of the organisation for an adviser.
const BEFORE_CONDITIONS: usize = 6 + 1 + 4 + 4;

fn at_first_condition(driver: &mut Driver) {
    driver.keys(&"up ".repeat(60));
    driver.keys(&"down ".repeat(BEFORE_CONDITIONS));
}

#[test]
fn a_no_says_which_clauses_it_takes_out_and_takes_them_out() {
    let mut driver = screen_of(&["sice"]);
    at_first_condition(&mut driver);
    driver.keys("140x40");
    let before = driver.screen();
    assert!(before.contains("會使 4 個項目不列入檢核"), "{before}");
    assert!(
        before.contains("- 4.8 ") && before.contains("- 19.7 "),
        "{before}"
    );
    driver.request(Request::AddSystem(SystemDraft {
        name: "會員網站".to_owned(),
        ..SystemDraft::default()
    }));
    let in_scope = |driver: &Driver| {
        let checks = &driver.app.workbook.as_ref().unwrap().scope.checks;
        let check = checks.iter().find(|check| check.clause.to_string() == "4.8");
        check.unwrap().in_scope()
    };
    assert!(in_scope(&driver));
    driver.keys("left enter");
    assert_eq!(profile(&driver).conditions["internet_ordering"], Tri::No);
    assert!(!in_scope(&driver));
}

#[test]
fn the_days_of_the_period_bound_each_other_and_can_be_moved_together() {
    let mut driver = screen_of(&["sice"]);
    driver.keys(&"up ".repeat(60));
    driver.keys(&"down ".repeat(BEFORE_CONDITIONS - 4));
    driver.keys("<114/1/1> enter <114/12/31> enter");
    let kept = |driver: &Driver| {
        let period = &profile(driver).assessment;
        (period.from.clone(), period.to.clone())
    };
    assert_eq!(kept(&driver), ("2025-01-01".to_owned(), "2025-12-31".to_owned()));
    // A year later: the first day alone would lie after the last.
    driver.keys("up up ctrl-u <115/1/1> down");
    assert!(driver.screen().contains("起日晚於迄日"), "{}", driver.screen());
    assert_eq!(kept(&driver).0, "2025-01-01");
    driver.keys("ctrl-u <115/12/31> enter");
    assert_eq!(kept(&driver), ("2026-01-01".to_owned(), "2026-12-31".to_owned()));
    driver.keys("<2026-02-30> enter");
    assert!(driver.screen().contains("不是日期"), "{}", driver.screen());
}

#[test]
fn a_class_set_by_hand_is_said_to_be_so() {
    let mut driver = screen_of(&["sice"]);
    driver.keys("<0> enter");
    at_first_condition(&mut driver);
    driver.keys(&"down ".repeat(60));
    driver.keys("up right enter");
    assert_eq!(profile(&driver).class, Some(Class::Class1));
    driver.keys("140x40");
    assert!(
        driver.screen().contains("類別由使用者指定為第一類"),
        "{}",
        driver.screen()
    );
}

#[test]
fn the_last_row_leads_to_the_systems_and_f10_to_the_checklist() {
    let mut driver = screen_of(&["sice"]);
    driver.keys(&"down ".repeat(60));
    driver.keys("enter");
    assert_eq!(place(&driver.app), Place::Systems);
    driver.keys("f8");
    assert_eq!(place(&driver.app), Place::Profile);
    driver.keys("ctrl-w");
    assert_eq!(place(&driver.app), Place::Walk);
    driver.keys("f8 <甲> ctrl-t");
    assert_eq!(place(&driver.app), Place::Systems);
    assert_eq!(profile(&driver).organisation.name, "甲");
}

#[test]
fn an_undone_name_comes_back_into_its_field() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("<甲> enter down down space up up up end <乙> down down ctrl-z");
    assert_eq!(profile(&driver).organisation.name, "甲");
    driver.keys("up up");
    assert!(!driver.screen().contains("甲乙"), "{}", driver.screen());
}

#[test]
fn a_failed_write_keeps_the_text() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("<示範投顧>");
    // The request is never carried out: its failure comes instead of its outcome.
    let asked = update(
        &mut driver.app,
        Event::Input(parse_script("esc").unwrap().remove(0)),
    );
    assert_eq!(asked.len(), 1);
    let failure = Failure {
        said: Words::new("error.disk_full").with("path", "a.zicha"),
        hints: Vec::new(),
    };
    update(&mut driver.app, Event::Outcome(Box::new(Err(failure))));
    assert_eq!(place(&driver.app), Place::Message);
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Profile);
    assert!(driver.screen().contains("示範投顧"), "{}", driver.screen());
    assert_eq!(profile(&driver).organisation.name, "");
}

#[test]
fn the_cursor_stands_where_the_name_goes_in() {
    for size in [NARROW, USUAL, WIDE] {
        let mut driver = screen(size, Lang::ZhTw);
        driver.keys("<示範>");
        let cursor = driver.cursor().unwrap();
        let row = driver
            .screen()
            .lines()
            .nth(usize::from(cursor.y))
            .unwrap()
            .to_owned();
        let before: usize = row
            .find("示範")
            .map(|at| zicha::text::width(&row[..at]) + 4)
            .unwrap();
        assert_eq!(usize::from(cursor.x), before, "{row}");
    }
}

#[test]
fn every_size_and_language_shows_question_and_class_without_cut_glyphs() {
    for size in [NARROW, USUAL, WIDE] {
        for lang in Lang::ALL {
            let mut driver = screen(size, lang);
            for _ in 0..40 {
                driver.keys("down pagedown");
                for row in driver.screen().lines() {
                    assert!(zicha::text::width(row) <= usize::from(size.0), "{row}");
                }
            }
            driver.keys(&"up ".repeat(60));
            driver.keys("down down");
            let shown = driver.screen();
            let expected = lang.pick("分類：", "Class: ");
            assert!(shown.contains(expected), "{size:?}\n{shown}");
        }
    }
}

/// The label of the row with the focus.
fn focused_row(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen.lines().find(|line| line.starts_with(" > "));
    row.unwrap_or_default()
        .trim_start_matches(" > ")
        .trim_start()
        .to_owned()
}

/// An adviser at its first condition.
fn adviser_at_the_first_condition() -> Driver {
    let mut driver = screen_of(&["sice"]);
    driver.keys(&"down ".repeat(60));
    driver.keys("up ");
    while !focused_row(&driver).starts_with("組織提供網際網路下單服務") {
        let before = focused_row(&driver);
        driver.keys("up");
        assert_ne!(focused_row(&driver), before, "{}", driver.screen());
    }
    driver
}

#[test]
fn a_no_that_takes_clauses_out_leads_to_the_fact_it_rests_on() {
    let mut driver = adviser_at_the_first_condition();
    driver.keys("left enter");
    assert!(
        focused_row(&driver).starts_with("依據的事實"),
        "{}",
        driver.screen()
    );
}

#[test]
fn taking_a_no_back_goes_on_with_the_next_question() {
    let mut driver = adviser_at_the_first_condition();
    driver.keys("left enter up left enter");
    assert!(
        focused_row(&driver).starts_with("有人從外部網路遠端連線"),
        "{}",
        driver.screen()
    );
}

#[test]
fn who_belongs_to_no_foreign_group_is_not_asked_about_its_parent() {
    let mut driver = screen_of(&["sice"]);
    driver.keys("down");
    assert!(
        focused_row(&driver).starts_with("外資集團"),
        "{}",
        driver.screen()
    );
    assert!(
        driver.screen().contains("母公司已有相關控制措施"),
        "{}",
        driver.screen()
    );
    driver.keys("left enter");
    assert!(
        !driver.screen().contains("母公司已有相關控制措施"),
        "{}",
        driver.screen()
    );
    assert!(focused_row(&driver).starts_with("起日"), "{}", driver.screen());
    driver.keys("up left enter");
    assert!(
        focused_row(&driver).starts_with("資安管理政策"),
        "{}",
        driver.screen()
    );
}

#[test]
fn a_name_typed_as_the_tax_number_is_not_kept() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("down <安心投顧> enter");
    assert!(
        driver.screen().contains("統一編號是 8 位數字"),
        "{}",
        driver.screen()
    );
    assert_eq!(profile(&driver).organisation.tax_id, "");
}
