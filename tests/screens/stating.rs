//! Answers by one key, and the ways to the next check.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::tui::input::Input;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// How many checks have an answer.
fn answered(driver: &Driver) -> u64 {
    driver.app.workbook.as_ref().unwrap().score.all.answered()
}

#[test]
fn one_key_sets_a_state_says_so_and_goes_to_the_next_check() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("m");
        let first = key("4.1", "organisation", None);
        assert_eq!(driver.stored(&first).unwrap().state, State::Met);
        driver.shows(&[lang.pick("4.1 組織：符合", "4.1 Organisation: Met")]);
        assert!(!driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn every_state_has_a_letter_an_alt_twin_and_a_full_width_form() {
    let states = [
        ("m", State::Met),
        ("p", State::Partial),
        ("n", State::NotMet),
        ("a", State::NotApplicable),
        ("u", State::Unable),
    ];
    for ((letter, state), number) in states.into_iter().zip(1..) {
        let wide = char::from_u32(u32::from(letter.chars().next().unwrap()) + 0xFEE0).unwrap();
        let twins = [
            letter.to_owned(),
            format!("alt-{letter}"),
            format!("alt-{number}"),
            format!("<{wide}>"),
        ];
        for keys in twins {
            let mut driver = walk(USUAL, Lang::ZhTw);
            driver.keys(&keys);
            let answer = driver.stored(&key("4.1", "organisation", None));
            assert_eq!(answer.map(|answer| answer.state), Some(state), "{keys}");
        }
    }
}

#[test]
fn keys_that_come_faster_than_answers_are_saved_each_answer_a_check_of_its_own() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let effects = driver.keys_before_any_outcome("m m m m m");
    let mut asked: Vec<String> = effects.iter().map(|effect| format!("{effect:?}")).collect();
    assert_eq!(asked.len(), 5);
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 5, "{asked:#?}");
}

#[test]
fn a_run_of_one_key_answers_every_check_and_says_when_all_are_done() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let total = driver.app.workbook.as_ref().unwrap().score.all.total();
    for _ in 0..total {
        driver.keys("m");
    }
    assert_eq!(answered(&driver), total);
    driver.shows(&["全部檢核項目都已作答", "F6 自我檢查", "F9 報告"]);
    driver.keys("f4");
    driver.shows(&["接著按 F6 自我檢查，再按 F9 匯出報告"]);
}

#[test]
fn each_system_of_a_clause_is_answered_in_turn_and_the_one_at_hand_is_marked() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("down down down");
    driver.shows(&[" >全權委託投資管理系統"]);
    driver.keys("m n");
    let state = |system| {
        driver
            .stored(&key("4.4", system, None))
            .map(|answer| answer.state)
    };
    assert_eq!(state("fund"), Some(State::Met));
    assert_eq!(state("web"), Some(State::NotMet));
    assert_eq!(state("hr"), None);
    driver.shows(&[" >人事薪資系統"]);
}

#[test]
fn in_the_pane_the_selected_system_is_answered() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("down down down tab down");
    driver.shows(&["> 會員網站"]);
    driver.keys("p");
    let state = |system| {
        driver
            .stored(&key("4.4", system, None))
            .map(|answer| answer.state)
    };
    assert_eq!(state("web"), Some(State::Partial));
    assert_eq!(state("fund"), None);
}

#[test]
fn a_result_that_needs_words_says_which_and_one_key_leads_to_them() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("a");
        driver.shows(&["Backspace", lang.pick("理由與覆核人", "reason and reviewer")]);
        driver.keys("backspace <委外且無權限> esc");
        let answer = driver.stored(&key("4.1", "organisation", None)).unwrap();
        assert_eq!(answer.state, State::NotApplicable);
        assert_eq!(answer.note, "委外且無權限");
        assert_eq!(place(&driver.app), Place::Walk);
    });
}

#[test]
fn another_answer_changes_the_state_stays_says_both_and_keeps_the_note() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let first = key("4.1", "organisation", None);
        driver.answer(first.clone(), State::NotMet, "尚無程序");
        driver.keys("m");
        let answer = driver.stored(&first).unwrap();
        assert_eq!((answer.state, answer.note.as_str()), (State::Met, "尚無程序"));
        driver.shows(&[lang.pick("不符合 → 符合", "Not met -> Met"), "Ctrl-Z"]);
        assert!(driver.selected_row().contains("4.1"));
        driver.keys("ctrl-z");
        assert_eq!(driver.stored(&first).unwrap().state, State::NotMet);
    });
}

#[test]
fn one_undo_takes_one_answer_back() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("m m m ctrl-z");
    assert_eq!(answered(&driver), 2);
}

#[test]
fn what_is_out_of_scope_or_no_clause_is_not_answered() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("down m");
    driver.shows(&["不列入檢核"]);
    driver.keys("home m");
    driver.shows(&["請先選一項條文"]);
    assert_eq!(answered(&driver), 0);
}

#[test]
fn a_workbook_open_for_reading_is_not_answered() {
    let mut writer = walk(USUAL, Lang::ZhTw);
    writer.keys("m");
    let mut reader = Driver::new(USUAL, Lang::ZhTw);
    reader.open(writer.workbook_path());
    reader.keys("n");
    reader.shows(&["以唯讀開啟"]);
    assert_eq!(answered(&reader), 1);
}

#[test]
fn an_answer_that_cannot_be_saved_leads_back_to_its_check() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.break_saving();
    driver.keys("m esc");
    assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    driver.mend_saving();
    driver.keys("m");
    let first = key("4.1", "organisation", None);
    assert_eq!(driver.stored(&first).unwrap().state, State::Met);
}

#[test]
fn parts_have_rows_of_their_own_and_are_answered_one_after_the_other() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let workbook = driver.app.workbook.as_ref().unwrap();
    let applies = |check: &&zicha::model::scope::Check| {
        let parts = &check.parts;
        let all = parts
            .iter()
            .all(|part| part.level != zicha::model::pack::Level::None);
        check.target == Some(zicha::model::scope::Target::Organisation) && parts.len() > 1 && all
    };
    let check = workbook.scope.checks.iter().find(applies).unwrap();
    let (clause, last) = (check.clause.to_string(), check.parts.len());
    driver.keys(&format!("<{clause}> enter tab down n m"));
    let state = |part| {
        driver
            .stored(&key(&clause, "organisation", part))
            .map(|answer| answer.state)
    };
    assert_eq!(state(None), None);
    assert_eq!(state(Some("a")), Some(State::NotMet));
    assert_eq!(state(Some("b")), Some(State::Met));
    if last == 2 {
        assert!(
            !driver.selected_row().contains(&format!("{clause} ")),
            "{}",
            driver.screen()
        );
    }
}

#[test]
fn marked_clauses_are_not_answered_one_by_one() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("insert m");
    driver.shows(&["按 Enter 一次作答"]);
    assert_eq!(answered(&driver), 0);
}

#[test]
fn the_next_gap_and_the_next_without_evidence_go_round_and_are_counted() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let none = lang.pick("沒有缺佐證的符合項目", "Every check that is met has evidence");
        driver.keys("alt-e").shows(&[none]);
        driver.answer(key("4.4", "web", None), State::NotMet, "");
        driver.answer(key("26.2", "organisation", None), State::Partial, "");
        driver.answer(key("11.1", "web", None), State::Met, "");
        driver.keys("home alt-g");
        assert!(driver.selected_row().contains("4.4"), "{}", driver.screen());
        driver.shows(&["1/2", lang.pick("4.4 會員網站", "4.4 會員網站")]);
        driver.keys("alt-g");
        assert!(driver.selected_row().contains("26.2"), "{}", driver.screen());
        driver.keys("alt-g");
        assert!(driver.selected_row().contains("4.4"), "{}", driver.screen());
        driver.keys("alt-e");
        assert!(driver.selected_row().contains("11.1"), "{}", driver.screen());
        driver.shows(&["1/1"]);
    });
}

#[test]
fn a_number_or_the_first_sign_of_an_article_begins_a_jump() {
    everywhere(|size, lang| {
        for typed in [
            "<4.4>",
            "<4-4>",
            "<４．４>",
            "<第4條第4項>",
            "<第四條第四項>",
            "paste<第四條第四項>",
        ] {
            let mut driver = walk(size, lang);
            driver.keys(typed);
            driver.shows(&[lang.pick("第四條第四項", "Article 4(4)")]);
            assert!(driver.cursor().is_some());
            driver.keys("enter");
            assert!(
                driver.selected_row().contains("4.4 "),
                "{typed}\n{}",
                driver.screen()
            );
        }
    });
}

#[test]
fn an_article_alone_leads_to_its_first_clause_and_what_is_not_there_says_what_is() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("<17> enter");
        assert!(driver.selected_row().contains("17.1"), "{}", driver.screen());
        driver.keys("<4.19>");
        driver.shows(&["4.1", "4.9"]);
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Jump);
        driver.keys("ctrl-u <99> enter");
        driver.shows(&["26"]);
        driver.keys("esc");
        assert_eq!(place(&driver.app), Place::Walk);
        assert!(driver.selected_row().contains("17.1"), "{}", driver.screen());
    });
}

#[test]
fn a_narrow_window_puts_the_clause_below_the_tree() {
    for lang in Lang::ALL {
        let mut driver = walk((60, 16), lang);
        driver.keys("<4.4> enter");
        assert!(driver.selected_row().contains("4.4 "), "{}", driver.screen());
        driver.shows(&[lang.pick("第四條第四項", "Article 4(4)"), "───"]);
        assert!(
            !driver.screen().lines().skip(2).any(|row| row.contains('│')),
            "{}",
            driver.screen()
        );
        driver.keys("tab");
        driver.shows(&["> 全權委託投資管理系統"]);
    }
}

#[test]
fn a_chapter_says_how_far_it_has_come_and_what_the_counts_mean() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("m home");
        driver.shows(&[
            lang.pick("第二章 存取控制", "Chapter 2 Access control"),
            lang.pick("已檢核 1/", "Assessed 1 of"),
            lang.pick("怎麼計數", "How it is counted"),
        ]);
        driver.keys("pagedown pagedown");
        driver.shows(&[lang.pick("適用性聲明書", "statement of applicability")]);
    });
}

#[test]
fn letters_that_arrive_at_once_answer_nothing() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let paste = Input::Paste("mmmm".to_owned());
    let effects = zicha::tui::update::update(&mut driver.app, zicha::tui::app::Event::Input(paste));
    assert!(effects.is_empty());
    assert_eq!(place(&driver.app), Place::Walk);
}
