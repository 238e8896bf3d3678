//! The checklist walk: the tree, the clause, and the ways from there.

use zicha::lang::Lang;
use zicha::model::assessment::State;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The walk with 4.4, which is answered for each of the three systems, selected.
fn at_4_4(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("down down down");
    driver
}

#[test]
fn the_walk_of_a_new_workbook_in_chinese() {
    insta::assert_snapshot!(at_4_4(USUAL, Lang::ZhTw).screen());
}

#[test]
fn the_walk_of_a_new_workbook_in_english() {
    insta::assert_snapshot!(at_4_4((120, 40), Lang::En).screen());
}

#[test]
fn a_new_workbook_opens_at_the_first_clause_without_an_answer() {
    everywhere(|size, lang| {
        let driver = walk(size, lang);
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
        let cited = lang.pick("第四條第一項  應", "Article 4(1)  must");
        let requirement = lang.pick("要求", "Requirement");
        driver.shows(&["測試投顧", cited, requirement, lang.pick("檢核結果", "Answers")]);
    });
}

#[test]
fn chapters_are_numbered_as_the_law_numbers_them() {
    walk((120, 40), Lang::ZhTw).shows(&["第二章 存取控制", "第三章 事件日誌"]);
    walk((120, 40), Lang::En).shows(&["2 Access control", "3 Event logs"]);
}

#[test]
fn branches_count_their_checks_and_the_header_counts_all() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("4.1", "organisation", None), State::Met, "");
    driver.answer(key("4.4", "fund", None), State::NotMet, "未做");
    let workbook = driver.app.workbook.as_ref().unwrap();
    let article = &workbook.score.articles[&4];
    assert_eq!(article.answered(), 2);
    let counted = format!("2/{}", article.total());
    let all = format!("進度 2/{}", workbook.score.all.total());
    driver.shows(&[&counted, &all, "應：缺失 1", "宜：建議 0"]);
}

#[test]
fn a_state_stands_before_its_clause_and_its_target_as_a_mark() {
    let mut driver = at_4_4(USUAL, Lang::ZhTw);
    driver.answer(key("4.4", "web", None), State::NotMet, "");
    let screen = driver.screen();
    let tree = driver.tree();
    let row = tree.lines().find(|row| row.contains("4.4 ")).unwrap();
    assert!(row.ends_with('!'), "{tree}");
    let row = screen.lines().find(|row| row.contains("會員網站")).unwrap();
    assert!(row.contains("! 會員網站"), "{row}");
    assert!(row.contains("不符合"), "{row}");
}

#[test]
fn the_tree_folds_and_unfolds_by_the_arrow_keys() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let article = lang.pick("4 帳號管理", "4 Account");
        driver.keys("left");
        assert!(driver.selected_row().contains(article), "{}", driver.screen());
        assert!(!driver.tree().contains("4.2 "), "{}", driver.tree());
        driver.keys("right");
        assert!(driver.tree().contains("4.2 "), "{}", driver.tree());
        driver.keys("left left left");
        let chapter = lang.pick("第二章", "2 Access control");
        assert!(driver.selected_row().contains(chapter), "{}", driver.screen());
        let other = lang.pick("5 最小權限", "5 Least");
        assert!(!driver.tree().contains(other), "{}", driver.tree());
        driver.keys("enter");
        assert!(driver.tree().contains(other), "{}", driver.tree());
    });
}

#[test]
fn the_selection_is_on_the_screen_wherever_it_goes() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("end");
        assert!(driver.selected_row().contains("26.7"), "{}", driver.screen());
        driver.keys("home");
        assert!(driver.selected_row().contains(lang.pick("第二章", "2 Access")));
        for _ in 0..130 {
            driver.keys("down");
            driver.selected_row();
        }
    });
}

#[test]
fn a_clause_of_the_organisation_is_answered_at_once() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("enter");
        driver.shows(&[
            "(x)",
            lang.pick("方法", "Methods"),
            lang.pick("應  組織", "must  Organisation"),
        ]);
    });
}

#[test]
fn a_clause_of_several_systems_asks_for_the_system_first() {
    everywhere(|size, lang| {
        let mut driver = at_4_4(size, lang);
        driver.keys("enter down");
        driver.shows(&["> 會員網站"]);
        driver.keys("enter");
        let screen = driver.screen();
        let cited = screen
            .lines()
            .find(|row| row.contains(lang.pick("第四條第四項", "Article 4(4)")));
        assert!(cited.unwrap().contains("會員網站"), "{screen}");
        driver.keys("esc");
        driver.shows(&["> 會員網站"]);
    });
}

#[test]
fn tab_changes_sides_and_esc_goes_back_one_step_at_a_time() {
    let mut driver = at_4_4(USUAL, Lang::ZhTw);
    driver.keys("tab");
    driver.shows(&["> 全權委託投資管理系統"]);
    driver.keys("tab");
    driver.hides(&["> 全權委託投資管理系統"]);
    driver.keys("tab esc");
    assert_eq!(driver.said(), "再按 Esc 回首頁");
    driver.keys("esc");
    driver.shows(&["新的自評", "最近的自評檔"]);
    assert!(driver.app.workbook.is_none());
}

#[test]
fn an_item_of_the_evidence_list_leads_to_attaching_evidence() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("tab down enter");
    driver.shows(&[zicha::lang::tr(Lang::ZhTw, "model.evidence_file")]);
}

#[test]
fn f4_goes_on_to_what_has_no_answer_and_begins_again_at_the_end() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        for system in ["fund", "web", "hr"] {
            for id in ["4.2", "4.3"] {
                driver.answer(key(id, system, None), State::Met, "");
            }
        }
        driver.keys("f4");
        assert!(driver.selected_row().contains("4.4"), "{}", driver.screen());
        driver.shows(&[">全權委託投資管理系統", "2/"]);
        // The next system of the same clause, then the next clause.
        driver.keys("ctrl-n");
        driver.shows(&[">會員網站", "3/"]);
        driver.keys("ctrl-n ctrl-n");
        assert!(!driver.selected_row().contains("4.4"), "{}", driver.screen());
        driver.keys("end f4");
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn the_clause_scrolls_to_its_last_line_and_no_further() {
    everywhere(|size, lang| {
        let mut driver = at_4_4(size, lang);
        let top = driver.screen();
        driver.keys(&"pagedown ".repeat(30));
        let end = driver.screen();
        let right = |screen: &str| -> Vec<String> {
            let rows = screen.lines().skip(2).take(usize::from(size.1) - 4);
            rows.map(|row| row.split_once('│').unwrap().1.trim().to_owned())
                .collect()
        };
        assert!(!right(&end).last().unwrap().is_empty(), "{end}");
        driver.keys("pageup");
        assert_ne!(driver.screen(), end, "one page up shows at once");
        driver.keys(&"pageup ".repeat(30));
        assert_eq!(driver.screen(), top);
    });
}

#[test]
fn what_is_out_of_scope_says_why() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("down");
    let workbook = driver.app.workbook.as_ref().unwrap();
    let check = workbook
        .scope
        .checks
        .iter()
        .find(|check| check.clause == crate::drive::clause("4.2"));
    let check = check.unwrap();
    assert!(!check.in_scope(), "no system has temporary accounts");
    let reason = zicha::lang::check_reason(&workbook.pack, check, Lang::ZhTw);
    let beginning: String = reason.chars().take(8).collect();
    driver.shows(&["不列入", &beginning]);
}

#[test]
fn answers_and_their_levels_stand_in_columns() {
    for lang in Lang::ALL {
        let mut driver = at_4_4((100, 40), lang);
        driver.answer(key("4.4", "fund", None), State::Unable, "");
        driver.answer(key("4.4", "web", None), State::Met, "");
        let screen = driver.screen();
        let columns: Vec<usize> = ["全權委託投資管理系統", "會員網站", "人事薪資系統"]
            .iter()
            .map(|name| {
                let row = screen.lines().find(|row| row.contains(name)).unwrap();
                let level = row
                    .rfind(lang.pick(" 應 ", " must "))
                    .unwrap_or_else(|| panic!("{screen}"));
                zicha::text::width(&row[..level])
            })
            .collect();
        assert_eq!(columns[0], columns[1], "{screen}");
        assert_eq!(columns[1], columns[2], "{screen}");
    }
}

#[test]
fn the_line_between_the_panes_is_straight_at_every_width() {
    for lang in Lang::ALL {
        let mut driver = walk((80, 20), lang);
        for width in 80..150 {
            driver.keys(&format!("{width}x20 pagedown"));
            let screen = driver.screen();
            let columns: Vec<Option<usize>> = screen
                .lines()
                .skip(2)
                .take(16)
                .map(|row| row.find('│').map(|at| zicha::text::width(&row[..at])))
                .collect();
            assert!(
                columns.iter().all(|column| *column == columns[0]),
                "{width}\n{screen}"
            );
            assert!(columns[0].is_some(), "{width}\n{screen}");
        }
    }
}

#[test]
fn full_width_command_keys_of_an_input_method_work() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("<／>");
        driver.shows(&[lang.pick("條文編號", "clause number")]);
    });
}

#[test]
fn undo_and_redo_work_in_the_walk_and_say_so() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let first = key("4.1", "organisation", None);
        driver.answer(first.clone(), State::NotMet, "");
        driver.shows(&[lang.pick("缺失 1", "deficiencies 1")]);
        driver.keys("ctrl-z");
        driver.shows(&[
            lang.pick("缺失 0", "deficiencies 0"),
            lang.pick("已復原上一步", "Undone"),
        ]);
        assert!(driver.stored(&first).is_none());
        driver.keys("ctrl-y");
        driver.shows(&[
            lang.pick("缺失 1", "deficiencies 1"),
            lang.pick("已重做", "Done again"),
        ]);
        assert_eq!(driver.stored(&first).unwrap().state, State::NotMet);
    });
}

#[test]
fn an_own_condition_left_open_is_marked_in_the_pane() {
    let mut profile = crate::drive::firm();
    profile
        .systems
        .iter_mut()
        .for_each(|system| system.conditions.clear());
    profile.systems[0].conditions.insert(
        "temp_or_emergency_accounts".to_owned(),
        zicha::model::profile::Tri::Unasked,
    );
    let mut driver = Driver::with_workbook(USUAL, Lang::ZhTw, profile);
    driver.keys("down");
    assert!(driver.selected_row().contains("4.2"), "{}", driver.screen());
    let reason = driver.screen();
    assert!(reason.contains("確認"), "{reason}");
}
