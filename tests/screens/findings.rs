//! Findings, actions and earlier findings by keys.

use zicha::engagement::request::Request;
use zicha::lang::Lang;
use zicha::model::assessment::{
    ActionItem, ActionStatus, Assessment, EarlierFinding, EarlierSource, EarlierState, Finding, Rating, State,
};
use zicha::model::findings::{in_order, register};
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

const NARROW: (u16, u16) = (60, 16);

/// The walk of a workbook with three gaps, two of them alike.
fn with_gaps(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.4", "web", None), State::NotMet, "未清查");
    driver.answer(key("4.4", "hr", None), State::NotMet, "未清查");
    driver.answer(key("4.1", "organisation", None), State::Partial, "程序未核定");
    driver
}

/// The form of the finding drafted for 4.1.
fn finding_form(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = with_gaps(size, lang);
    driver.keys("f3 ctrl-n");
    assert_eq!(place(&driver.app), Place::Finding);
    driver
}

fn assessment(driver: &Driver) -> &Assessment {
    &driver.app.workbook.as_ref().unwrap().assessment
}

fn first(driver: &Driver) -> &Finding {
    in_order(assessment(driver))[0]
}

fn only_action(driver: &Driver) -> &ActionItem {
    let actions = &assessment(driver).actions;
    assert_eq!(actions.len(), 1);
    actions.values().next().unwrap()
}

fn only_earlier(driver: &Driver) -> &EarlierFinding {
    let earlier = &assessment(driver).earlier;
    assert_eq!(earlier.len(), 1);
    earlier.values().next().unwrap()
}

/// Presses a key so many times.
fn times(key: &str, count: usize) -> String {
    vec![key; count].join(" ")
}

#[test]
fn drafting_asks_how_many_and_makes_them_in_one_step() {
    everywhere(|size, lang| {
        let mut driver = with_gaps(size, lang);
        driver.keys("ctrl-a");
        assert_eq!(place(&driver.app), Place::Findings);
        driver.shows(&[lang.pick("尚未開立缺失", "There are no findings yet")]);
        driver.keys("ctrl-n");
        assert_eq!(place(&driver.app), Place::Confirm);
        driver.shows(&[
            lang.pick("2 件", "Draft 2 findings"),
            lang.pick("3 個檢核項目", "3 checks"),
        ]);
        driver.keys("esc");
        assert!(assessment(&driver).findings.is_empty());
        driver.keys("ctrl-n down enter");
        assert_eq!(assessment(&driver).findings.len(), 2);
        driver.shows(&[
            "F-01",
            "F-02",
            lang.pick("缺失 2 件", "Deficiencies: 2"),
            lang.pick("等另 1 項", "and 1 more"),
            "程序未核定",
        ]);
        driver.keys("ctrl-n");
        assert_eq!(place(&driver.app), Place::Findings, "nothing is left to draft");
        driver.keys("ctrl-z");
        assert!(assessment(&driver).findings.is_empty());
    });
}

#[test]
fn the_finding_of_a_gap_is_made_once_and_opened_again() {
    everywhere(|size, lang| {
        let mut driver = finding_form(size, lang);
        assert_eq!(assessment(&driver).findings.len(), 1);
        driver.shows(&[
            "F-01",
            lang.pick("第四條第一項", "Article 4(1)"),
            "程序未核定",
            lang.pick("寫查到的事實", "Write what was found"),
        ]);
        driver.keys("esc ctrl-n");
        assert_eq!(place(&driver.app), Place::Finding);
        assert_eq!(assessment(&driver).findings.len(), 1);
        driver.keys("esc f3");
        assert_eq!(place(&driver.app), Place::Findings);
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Finding);
    });
}

#[test]
fn every_field_of_a_finding_is_kept_when_its_row_is_left() {
    let mut driver = finding_form(USUAL, Lang::ZhTw);
    driver.keys("<。> enter <第二行> tab <未指定人員> tab <無人負責> tab ctrl-end < 另行追蹤> tab");
    driver.keys("right right tab ctrl-a <經評估為低> tab ctrl-u <115/11/20> tab <同意> tab");
    let found = first(&driver);
    assert_eq!(found.condition, "程序未核定。\n第二行");
    assert_eq!(
        (found.cause.as_str(), found.effect.as_str()),
        ("未指定人員", "無人負責")
    );
    assert!(
        found.recommendation.ends_with(" 另行追蹤"),
        "{}",
        found.recommendation
    );
    assert_eq!(found.rating_basis, "經評估為低");
    assert_eq!(found.found_on, "2026-11-20");
    assert_eq!(found.response, "同意");
    let rating = found.rating;
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Gaps);
    let path = driver.workbook_path().to_owned();
    driver.request(Request::Open(path));
    assert_eq!(first(&driver).rating, rating);
    assert_ne!(rating, Some(Rating::Medium), "two steps to the right of medium");
}

#[test]
fn a_day_that_does_not_exist_is_named_and_nothing_typed_is_lost() {
    let mut driver = finding_form(USUAL, Lang::ZhTw);
    driver.keys(&times("tab", 6));
    driver.keys("ctrl-u <2026-02-30> tab esc");
    assert_eq!(place(&driver.app), Place::Finding);
    driver.shows(&["2026-02-30", "不是日期"]);
    assert_eq!(first(&driver).found_on, "2026-11-23");
    // Leaving all the same asks first.
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Confirm);
    driver.keys("esc ctrl-u <115/11/1> esc");
    assert_eq!(place(&driver.app), Place::Gaps);
    assert_eq!(first(&driver).found_on, "2026-11-01");
}

#[test]
fn a_failing_save_keeps_what_was_written() {
    let mut driver = finding_form(USUAL, Lang::En);
    driver.break_saving();
    driver.keys("<更多> esc");
    assert_eq!(place(&driver.app), Place::Message);
    driver.keys("enter");
    assert_eq!(place(&driver.app), Place::Finding);
    driver.shows(&["程序未核定更多"]);
    driver.mend_saving();
    driver.keys("ctrl-s esc");
    assert_eq!(place(&driver.app), Place::Gaps);
    assert_eq!(first(&driver).condition, "程序未核定更多");
}

#[test]
fn an_action_is_added_planned_done_and_verified() {
    everywhere(|size, lang| {
        let mut driver = finding_form(size, lang);
        driver.keys("insert <修訂程序> enter");
        assert_eq!(only_action(&driver).description, "修訂程序");
        // The form of the new action asks for the owner first.
        driver.keys("<資訊主管> enter <115/12/31> enter");
        let action = only_action(&driver);
        assert_eq!(
            (action.owner.as_str(), action.due.as_str()),
            ("資訊主管", "2026-12-31")
        );
        driver.keys("right enter");
        assert_eq!(only_action(&driver).status(), ActionStatus::UnderWay);
        assert_eq!(only_action(&driver).started_on, "2026-11-23");
        driver.keys("up right right tab");
        // Verified waits for who and what.
        assert_eq!(only_action(&driver).status(), ActionStatus::UnderWay);
        driver.keys("tab tab tab <稽核人員甲> tab <檢視新程序> tab");
        let action = only_action(&driver);
        assert_eq!(action.status(), ActionStatus::Verified);
        assert_eq!(
            (action.verified_on.as_str(), action.verification.as_str()),
            ("2026-11-23", "檢視新程序")
        );
        driver.keys("esc");
        assert_eq!(place(&driver.app), Place::Finding);
        driver.shows(&[lang.pick("已驗證", "Verified"), "修訂程序"]);
    });
}

#[test]
fn leaving_a_verified_action_without_who_and_what_says_so_and_then_asks() {
    let mut driver = finding_form(USUAL, Lang::En);
    driver.keys("insert <修訂程序> enter tab tab right right right esc");
    assert_eq!(place(&driver.app), Place::Finding);
    assert!(driver.said().contains("who verified"), "{}", driver.said());
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Confirm);
    driver.keys("down enter");
    assert_eq!(only_action(&driver).status(), ActionStatus::Planned);
    driver.shows(&["Planned"]);
}

#[test]
fn a_due_date_before_the_finding_is_refused_where_it_is_typed() {
    everywhere(|size, lang| {
        let mut driver = finding_form(size, lang);
        driver.keys("insert <修訂程序> enter tab");
        driver.shows(&[lang.pick("115年11月23日", "23 November 2026")]);
        driver.keys("<2026-11-22> tab esc");
        assert_eq!(only_action(&driver).due, "");
        driver.shows(&["2026-11-22"]);
        driver.keys("ctrl-u <2026-11-23> esc");
        assert_eq!(only_action(&driver).due, "2026-11-23");
    });
}

#[test]
fn the_register_marks_what_is_overdue_and_leads_to_the_finding() {
    everywhere(|size, lang| {
        let mut driver = finding_form(size, lang);
        // The finding is older than its overdue action.
        driver.keys(&times("tab", 6));
        driver.keys("ctrl-u <2026-10-01> tab");
        driver.keys("insert <後做> enter tab <2026-12-31> esc");
        driver.keys("insert <先做> enter tab <2026-11-01> esc esc");
        driver.keys("ctrl-a ctrl-u");
        assert_eq!(place(&driver.app), Place::Actions);
        let screen = driver.screen();
        let row = |words: &str| screen.lines().position(|row| row.contains(words)).unwrap();
        assert!(row("先做") < row("後做"), "{screen}");
        let overdue = screen.lines().nth(row("先做")).unwrap();
        assert!(overdue.contains(lang.pick("逾期", "overdue")), "{screen}");
        let order = register(assessment(&driver), "2026-11-23");
        assert_eq!([order[0].overdue, order[1].overdue], [true, false]);
        driver.keys("down enter");
        assert_eq!(place(&driver.app), Place::Finding);
        driver.keys("enter");
        driver.shows(&["後做"]).hides(&["先做"]);
        driver.keys("esc esc esc");
        assert_eq!(place(&driver.app), Place::Findings);
        driver.shows(&[lang.pick("逾期 1", "overdue 1")]);
    });
}

#[test]
fn checks_are_ticked_to_be_covered_and_taken_out_again() {
    let mut driver = finding_form(USUAL, Lang::ZhTw);
    // The rows between: four texts, rating, basis, day, response, one check.
    driver.keys(&times("tab", 9));
    driver.shows(&["> 選擇涵蓋的檢核項目"]);
    driver.keys("enter");
    driver.shows(&["[x] 部分符合", "[ ] 不符合", "會員網站", "人事薪資系統"]);
    driver.keys("<會員> enter");
    assert_eq!(first(&driver).also.len(), 1);
    driver.hides(&["人事薪資系統"]);
    driver.keys("esc");
    driver.shows(&["涵蓋的檢核項目（2）"]);
    driver.keys("up delete");
    assert!(first(&driver).also.is_empty());
    driver.keys("up");
    driver.keys("delete");
    assert!(driver.said().contains("不能移除"), "{}", driver.said());
    // A check leads to its answer and back.
    driver.keys("enter");
    assert_eq!(place(&driver.app), Place::Answer);
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Finding);
}

#[test]
fn a_finding_is_removed_with_its_actions_after_a_yes_and_undo_closes_what_is_gone() {
    let mut driver = finding_form(USUAL, Lang::ZhTw);
    driver.keys("insert <修訂程序> enter esc esc f3 delete");
    assert_eq!(place(&driver.app), Place::Confirm);
    driver.shows(&["1 項改善措施"]);
    driver.keys("down enter");
    assert!(assessment(&driver).findings.is_empty() && assessment(&driver).actions.is_empty());
    driver.keys("ctrl-z");
    assert_eq!(assessment(&driver).actions.len(), 1);
    driver.keys("enter ctrl-z ctrl-z");
    assert_eq!(place(&driver.app), Place::Findings, "{}", driver.screen());
    assert!(assessment(&driver).findings.is_empty());
}

#[test]
fn last_years_finding_is_entered_and_marked_when_its_clause_is_a_gap_again() {
    everywhere(|size, lang| {
        let mut driver = with_gaps(size, lang);
        driver.keys("ctrl-a ctrl-o");
        assert_eq!(place(&driver.app), Place::Earlier);
        driver.keys("insert <去年未清查帳號> enter");
        driver.keys("right tab <金管證投字第1號> tab <114/6/1> tab tab <4.4、7.3> tab <2025-12-31> tab right tab <尚在改善> esc");
        let earlier = only_earlier(&driver);
        assert_eq!(
            (earlier.source, earlier.state),
            (EarlierSource::Fsc, EarlierState::Improving)
        );
        assert_eq!(earlier.document, "金管證投字第1號");
        assert_eq!(
            (earlier.dated.as_str(), earlier.deadline.as_str()),
            ("2025-06-01", "2025-12-31")
        );
        assert_eq!(earlier.clauses.len(), 2);
        assert_eq!(earlier.note, "尚在改善");
        driver.shows(&["P-01", lang.pick("再次發生", "came back"), "去年未清查帳號"]);
        driver.keys("esc ctrl-n down enter");
        driver.shows(&[lang.pick("重複 P-01", "repeats P-01")]);
        // A clause that is not there is refused where it is typed.
        driver.keys("ctrl-o enter tab tab tab tab ctrl-u <99.1> esc");
        assert_eq!(only_earlier(&driver).clauses.len(), 2);
        driver.shows(&["99.1"]);
    });
}

#[test]
fn a_typed_earlier_finding_is_not_lost_by_esc_and_is_removed_after_a_yes() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("ctrl-a ctrl-o insert < > esc");
    assert!(assessment(&driver).earlier.is_empty());
    driver.keys("insert <去年未清查帳號> esc");
    assert_eq!(place(&driver.app), Place::Earlier);
    assert_eq!(only_earlier(&driver).condition, "去年未清查帳號");
    driver.keys("delete down enter");
    assert!(assessment(&driver).earlier.is_empty());
    driver.keys("insert <再來> ctrl-q");
    assert!(driver.left);
    assert_eq!(only_earlier(&driver).condition, "再來");
}

#[test]
fn every_screen_stands_in_every_window_whatever_was_typed() {
    for (size, lang) in [(NARROW, Lang::En), (USUAL, Lang::ZhTw), ((140, 40), Lang::En)] {
        let mut driver = finding_form(size, lang);
        let long = "甲\u{1b}[31m".repeat(2_000);
        driver.request(Request::SetFinding {
            uid: first(&driver).uid.clone(),
            draft: zicha::engagement::request::FindingDraft {
                condition: Some(long),
                ..Default::default()
            },
        });
        driver.keys("insert <修訂程序> enter");
        let fits = |driver: &Driver| {
            for row in driver.screen().lines() {
                assert!(!row.contains('\u{1b}'), "{row}");
                assert!(zicha::text::width(row) <= usize::from(size.0), "{row}");
            }
        };
        for _ in 0..12 {
            driver.keys("tab pagedown");
            fits(&driver);
        }
        driver.keys("esc");
        for _ in 0..20 {
            driver.keys("tab");
            fits(&driver);
        }
        driver.keys("esc f3");
        fits(&driver);
        driver.keys("ctrl-u");
        fits(&driver);
        driver.keys("esc ctrl-o insert <去年> enter tab tab tab");
        fits(&driver);
        driver.keys("esc f1");
        fits(&driver);
    }
}
