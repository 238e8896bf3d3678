//! Wrong input says what is accepted and asks again; the end of the input keeps what was answered.

use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::plain::First;

use crate::drive::Desk;

fn opened(desk: &Desk) -> Engagement {
    Engagement::open_for_reading(&desk.path("d.zicha"), Box::new(SystemClock), String::new()).unwrap()
}

#[test]
fn bad_input_is_told_and_asked_again() {
    let desk = Desk::with_demo();
    let held = desk.demo(
        "999\n\u{1b}[2J\nprofile\n4\n甲乙丙\n-5\n６０億\ndone\nwalk\n9.99\nback\nreview\nsubmit\n9999\n1\nz\nn\nquit",
    );
    held.asked_for_all();
    for words in [
        "沒有這個選項；請輸入列出的編號或代號",
        "不是數字",
        "數字不能小於 0",
        "6,000,000,000",
        "9.99",
        "請回答 y（是）或 n（否）",
    ] {
        held.says(words);
    }
}

#[test]
fn the_end_of_the_input_anywhere_keeps_what_was_answered() {
    let desk = Desk::with_demo();
    let whole = "profile\n1\n新名投顧\ndone\nwalk\n4.1\n1\npartial\n第一行\n第二行\n.\nsample\n母體甲\n5\n";
    let lines: Vec<&str> = whole.lines().collect();
    for count in 0..=lines.len() {
        let held = desk.demo(&lines[..count].join("\n"));
        held.says("已離開");
    }
    let assessment = opened(&desk).assessment().clone();
    assert_eq!(assessment.profile.organisation.name, "新名投顧");
    let clause = "4.1".parse().unwrap();
    let answers: Vec<_> = assessment.answers_of(clause).collect();
    assert_eq!(answers[0].state, State::Partial);
    assert_eq!(answers[0].note, "第一行\n第二行");
    // The sample was not asked to its end, and what was said of it is there.
    assert_eq!(answers[0].sample.as_ref().unwrap().population, "母體甲");
}

#[test]
fn a_note_that_ends_with_the_input_is_kept() {
    let desk = Desk::with_demo();
    desk.demo("walk\n4.1\n1\nnote\n只寫到一半\n還有一行");
    let assessment = opened(&desk).assessment().clone();
    let answers: Vec<_> = assessment.answers_of("4.1".parse().unwrap()).collect();
    assert_eq!(answers[0].note, "只寫到一半\n還有一行");
}

#[test]
fn a_text_that_is_a_word_of_every_prompt_can_be_given() {
    let desk = Desk::with_demo();
    let held = desk.demo("profile\n1\n\\返回\ndone\nstatus\nquit");
    held.says("返回，");
}

#[test]
fn an_empty_line_keeps_and_a_hyphen_clears() {
    let desk = Desk::with_demo();
    desk.demo("walk\n4.1\n1\nnote\n甲\n.\nnote\n\nquit");
    let note = |desk: &Desk| {
        let assessment = opened(desk).assessment().clone();
        let mut answers = assessment.answers_of("4.1".parse().unwrap());
        answers.next().unwrap().note.clone()
    };
    assert_eq!(note(&desk), "甲");
    desk.demo("walk\n4.1\n1\nnote\n-\nquit");
    assert_eq!(note(&desk), "");
}

#[test]
fn a_script_says_the_same_every_time() {
    let script = "numbers\ndone\nselfcheck\ndone\nwalk\n4.4\nback\nback\nquit";
    let said = |lang| {
        let desk = Desk::with_demo();
        let held = desk.hold(First::Open(desk.path("d.zicha")), lang, script);
        held.said.replace(&desk.path("").display().to_string(), "")
    };
    assert_eq!(said(Lang::En), said(Lang::En));
    assert_ne!(said(Lang::En), said(Lang::ZhTw));
}

#[test]
fn lines_are_no_wider_than_they_may_be_and_hold_no_frames() {
    let desk = Desk::with_demo();
    let held = desk
        .demo("?\nwalk\n4.4\nexplain\nprocedure\nadvice\nback\nback\nselfcheck\ndone\nnumbers\ndone\nquit");
    for line in held.said.lines() {
        assert!(!line.contains(['─', '│', '┌', '█']), "{line}");
    }
}
