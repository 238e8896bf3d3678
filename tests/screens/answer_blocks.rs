//! The blocks of an answer: folded until they are opened, and nothing written in them is lost.

use zicha::lang::Lang;
use zicha::model::assessment::{AlternativeKind, Answer, State};

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The answer of the first clause, with the state chosen so many rows below the first.
fn answered(size: (u16, u16), lang: Lang, downs: usize) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("enter");
    driver.keys(&"down ".repeat(downs)).keys("enter tab");
    driver
}

fn stored(driver: &Driver) -> Answer {
    driver.stored(&key("4.1", "organisation", None)).unwrap()
}

#[test]
fn only_the_blocks_that_go_with_the_state_are_offered() {
    for lang in Lang::ALL {
        let (sample, risk) = (
            lang.pick("抽樣", "Sample"),
            lang.pick("風險接受", "Accepted risk"),
        );
        let (alternative, limitation) = (
            lang.pick("替代措施", "Alternative"),
            lang.pick("範圍限制", "Limitation"),
        );
        let mut driver = answered(USUAL, lang, 0);
        driver.shows(&[sample, alternative]).hides(&[risk, limitation]);
        // From the row of blocks, Tab leads to the states again.
        driver.keys("tab home down enter tab");
        driver.shows(&[sample, alternative, risk]);
        driver.keys("tab home down down enter tab");
        driver.shows(&[sample, risk]).hides(&[alternative]);
        driver.keys("tab end up enter tab");
        driver.shows(&[sample, limitation]).hides(&[risk]);
    }
}

#[test]
fn a_sample_is_written_field_by_field_and_saved_on_closing_the_block() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang, 0);
        driver.keys("enter <全部帳號 312 個> enter <25> enter <隨機> enter <無>");
        driver.shows(&["全部帳號 312 個", "25", lang.pick("* 未存", "* not saved")]);
        driver.keys("esc");
        let sample = stored(&driver).sample.unwrap();
        assert_eq!(sample.population, "全部帳號 312 個");
        assert_eq!((sample.size.as_str(), sample.selection.as_str()), ("25", "隨機"));
        assert_eq!(sample.exceptions, "無");
        driver.shows(&[lang.pick("抽樣*", "Sample*")]);
    });
}

#[test]
fn an_accepted_risk_says_that_the_result_stays_and_takes_a_day_in_years_of_the_republic() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang, 2);
        driver.keys("right enter");
        driver.shows(&[lang.pick("仍為「不符合」", "it stays \"Not met\"")]);
        driver.keys("<116/6/30> enter <原廠改版前無法調整> tab <總經理> enter <資安字第 12 號> enter <每月人工覆核> ctrl-s");
        let answer = stored(&driver);
        assert_eq!(answer.state, State::NotMet);
        let risk = answer.risk_accepted.unwrap();
        assert_eq!(risk.until, "2027-06-30");
        assert_eq!(
            [
                risk.reason,
                risk.approver,
                risk.approval_number,
                risk.compensating
            ],
            ["原廠改版前無法調整", "總經理", "資安字第 12 號", "每月人工覆核"]
        );
        driver.hides(&[lang.pick("* 未存", "* not saved")]);
    });
}

#[test]
fn a_risk_for_more_than_a_year_is_refused_and_what_was_written_stays() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang, 2);
        driver.keys("right enter <2027-11-24> enter <理由甲> esc");
        driver.shows(&["2027-11-23"]);
        driver.keys("enter");
        driver.shows(&["理由甲", lang.pick("* 未存", "* not saved")]);
        assert!(stored(&driver).risk_accepted.is_none());
        driver.keys("up up ctrl-u <2027-11-23> ctrl-s");
        assert_eq!(stored(&driver).risk_accepted.unwrap().until, "2027-11-23");
    });
}

#[test]
fn a_block_that_cannot_be_saved_is_given_up_only_when_asked_for() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang, 0);
        driver.break_saving();
        driver.keys("enter <母體甲> esc enter");
        driver.shows(&["母體甲"]);
        driver.keys("esc");
        driver.shows(&[lang.pick("要放棄剛才填寫的內容嗎", "Give up what was just written")]);
        driver.keys("enter");
        driver.shows(&["母體甲"]);
        driver.mend_saving();
        driver.keys("ctrl-s");
        assert_eq!(stored(&driver).sample.unwrap().population, "母體甲");
    });
}

#[test]
fn leaving_the_program_saves_what_an_open_block_holds() {
    let mut driver = answered(USUAL, Lang::ZhTw, 0);
    driver.keys("enter <母體乙> ctrl-q");
    assert!(driver.left);
    assert_eq!(stored(&driver).sample.unwrap().population, "母體乙");
}

#[test]
fn a_resize_keeps_what_an_open_block_holds() {
    let mut driver = answered(USUAL, Lang::ZhTw, 0);
    driver.keys("enter <母體丙>");
    for size in [(60, 16), (50, 10), (120, 40), USUAL] {
        driver.resize(size);
    }
    driver.shows(&["母體丙"]);
    driver.keys("ctrl-s");
    assert_eq!(stored(&driver).sample.unwrap().population, "母體丙");
}

#[test]
fn an_alternative_names_its_kind_the_control_and_why_it_is_equivalent() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang, 0);
        driver.keys("right enter right down <集團帳號標準> enter <5.2> enter <逐項比較均較嚴> esc");
        let answer = stored(&driver);
        let basis = answer.alternative_basis.unwrap();
        assert_eq!(basis.kind, AlternativeKind::ParentNorm);
        assert_eq!(
            (basis.name.as_str(), basis.section.as_str()),
            ("集團帳號標準", "5.2")
        );
        assert_eq!(answer.alternative.as_deref(), Some("逐項比較均較嚴"));
    });
}

#[test]
fn what_could_not_be_had_and_who_reviewed_are_asked_where_they_belong() {
    let mut driver = answered(USUAL, Lang::ZhTw, 4);
    driver.keys("right enter <廠商之稽核軌跡> tab <合約未約定> esc");
    let limitation = stored(&driver).limitation.unwrap();
    assert_eq!(limitation.missing, "廠商之稽核軌跡");
    assert_eq!(limitation.reason, "合約未約定");
    let mut driver = answered(USUAL, Lang::ZhTw, 3);
    driver.keys("right enter <稽核人員乙> esc");
    assert_eq!(stored(&driver).reviewer, "稽核人員乙");
}

#[test]
fn a_change_of_state_takes_its_blocks_along_and_undo_brings_them_back() {
    let mut driver = answered(USUAL, Lang::ZhTw, 0);
    driver.keys("right enter down <堡壘主機> esc");
    assert!(stored(&driver).alternative_basis.is_some());
    driver.keys("tab").keys("down down enter");
    assert!(stored(&driver).alternative_basis.is_none());
    driver.keys("ctrl-z tab right enter");
    driver.shows(&["堡壘主機"]);
}

#[test]
fn a_text_with_line_breaks_from_elsewhere_is_shown_and_never_flattened() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.request(zicha::engagement::request::Request::Answer {
        keys: vec![key("4.1", "organisation", None)],
        draft: zicha::engagement::request::AnswerDraft {
            state: Some(State::Met),
            sample: Some(zicha::model::assessment::Sample {
                population: "第一行\n第二行\u{1b}[2J".to_owned(),
                ..Default::default()
            }),
            ..Default::default()
        },
    });
    driver.keys("enter shift-tab enter tab <5> esc");
    let sample = stored(&driver).sample.unwrap();
    assert_eq!(sample.population, "第一行\n第二行\u{1b}[2J");
    assert_eq!(sample.size, "5");
    assert!(!driver.screen().contains('\u{1b}'));
}

#[test]
fn a_part_has_its_own_blocks() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("/ <6.1> enter enter shift-tab right tab enter tab enter <部分之母體> esc");
    let stored = driver.stored(&key("6.1", "organisation", Some("a")));
    let stored = stored.or_else(|| driver.stored(&key("6.1", "fund", Some("a"))));
    assert_eq!(
        stored.unwrap().sample.unwrap().population,
        "部分之母體",
        "{}",
        driver.screen()
    );
}

#[test]
fn who_prepared_the_answer_is_shown() {
    everywhere(|size, lang| {
        answered(size, lang, 0).shows(&["稽核人員甲"]);
    });
}

#[test]
fn every_block_fits_the_smallest_window() {
    for lang in Lang::ALL {
        for downs in 0..5 {
            let mut driver = answered((60, 16), lang, downs);
            for _ in 0..3 {
                driver.keys("enter");
                for _ in 0..6 {
                    driver.keys("tab");
                    for row in driver.screen().lines() {
                        assert!(zicha::text::width(row) <= 60, "{row}");
                    }
                }
                driver.keys("esc right");
            }
        }
    }
}
