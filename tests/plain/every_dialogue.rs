//! Every screen has a dialogue, and every dialogue works in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use zicha::lang::Lang;
use zicha::plain::First;
use zicha::plain::table::DIALOGUES;

use crate::drive::Desk;

/// The variants of `pub enum NAME` in a file.
fn variants(file: &str, name: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let source = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (_, rest) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    body.lines()
        .map(str::trim)
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.split(['(', ',', ' ']).next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_screen_has_a_dialogue() {
    let listed: BTreeSet<String> = DIALOGUES
        .iter()
        .flat_map(|listed| listed.screens)
        .map(|screen| (*screen).to_owned())
        .collect();
    let screens = variants("src/tui/screens/mod.rs", "Screen");
    assert!(screens.len() >= 28);
    let missing: Vec<&String> = screens.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "no plain dialogue for the screens {missing:?}"
    );
    let places: Vec<String> = variants("src/tui/keys/mod.rs", "Place")
        .into_iter()
        .filter(|place| !listed.contains(place))
        .collect();
    assert!(places.is_empty(), "no plain dialogue for the places {places:?}");
}

#[test]
fn every_dialogue_of_the_list_opens_explains_itself_and_goes_back_in_both_languages() {
    let desk = Desk::with_demo();
    for lang in Lang::ALL {
        for listed in DIALOGUES.iter().filter(|listed| listed.in_menu()) {
            let script = format!("{}\n?\nback\nstatus\nquit", listed.word);
            let held = desk.hold(First::Open(desk.path("d.zicha")), lang, &script);
            held.asked_for_all();
            held.says(lang.pick("已離開", "Left."));
            assert!(!held.said.contains('\u{1b}'));
        }
    }
}

/// What is done in each dialogue of the demo workbook, with something that must be said.
const DEEDS: &[(&str, &str)] = &[
    ("profile\n2\n12345675\ndone", "12345675"),
    ("profile\nall\n\n\nlist\ndone", "組織概況與分類"),
    (
        "systems\nnew\n風控系統\n1\n停擺無法下單\n資訊主管\n115/3/31\nAD\nback",
        "風控系統",
    ),
    ("systems\n1\nchecks\ndone\n1\nedit\n5\n總經理\ndone", "總經理"),
    (
        "walk\n1\n1\nexplain\nprocedure\nevidence\nadvice\nofficial\nfollowing\nback",
        "常見缺失",
    ),
    ("walk\n4.4\n?\nback", "第四條第四項"),
    ("walk\n第４條第４項\nback", "4.4"),
    ("walk\nnext\nback\ngap\nback\nunsupported\nback", "檢核"),
    ("walk\nfilter\n3\n4\nshow\n1\nback\ndone\nclear\ndone", "不符合"),
    (
        "walk\nfilter\n5\n3\n6\n2\n4\n2\n1\n2\n2\n2\nshow\ndone\nback\nunsupported\ngap",
        "項",
    ),
    (
        "walk\n第四條第四項\nback\n１７\nback\n27.1\n4.99\n隨便",
        "有 4.1 至",
    ),
    ("whatif\n1\n2\n?\ndone", "理由："),
    ("systems\n1\ncopy\n1\nn\n2\ncopy\n1\ny\ndone", "以下答案將改為"),
    ("systems\n1\nwhatif\n1\ndone", "以上僅為試算"),
    (
        "resume\nback\nwalk\n4.4\nback\nback\nresume\nback",
        "第四條第四項",
    ),
    ("search\n帳號 清查\ndone", "找到的條項"),
    ("search\n沒有這種東西\nback", "找不到"),
    ("gaps\n1\nback\ndone", "缺失（應）"),
    ("matrix\n4.4\n\n3\n2\n統一說明\n.\ny\nback", "將作答"),
    (
        "findings\n1\nedit\n2\n沒有排程\n.\ndone\naction\n訂定排程\n資訊部\n115/12/31\ndone\ndone",
        "訂定排程",
    ),
    (
        "findings\n1\nchecks\n\nanswer\nback\ndone\ndone",
        "涵蓋的檢核項目",
    ),
    ("findings\ndraft\nn\ndone", "done"),
    ("actions\n1\nedit\n4\n2\ndone\ndone\ndone", "辦理中"),
    (
        "earlier\nnew\n去年帳號未清查\n.\n2\n金管字第1號\n114/5/1\n4.4\n114/12/31\n2\n\ndone",
        "金管字第1號",
    ),
    ("earlier\n1\nremove\nn\ndone", "移除"),
    ("review\nsubmit\n1,2\ny\nsignoffs\n2\ndone\ndone", "待覆核 2"),
    ("review\nsignoff\n1\n資訊主管\n主管\n\ny\nsignoffs\ndone", "有效"),
    ("documents\n1\n資訊部\n115/8/1\n\n\nopen\nall\ndone", "資訊部"),
    ("selfcheck\n1\nback\ndone", "錯誤"),
    ("numbers\n1\n1\nback\ndone\n?\ndone", "符合率"),
    ("numbers\nlast\nd.zicha\n\ndone", "錯誤："),
    ("history\n1\nanchor\nverify\n\n4.4\nall\ndone", "錨點"),
    ("history\nverify\n不是錨點\n\ndone", "不是錨點"),
    (
        "evidence\ncheck\n1\nedit\n2\n新名稱\ndone\nties\n1\n第 2 頁\n\ncustody\n115/3/1\n甲\n乙\n查核\ndone\ndone",
        "新名稱",
    ),
    ("settings\nlanguage\n2\ndone", "The language is English"),
    ("settings\nyears\n3\nauthor\n稽核人員甲\ndone", "已記住記錄者"),
    ("calendar gregorian\nlang en\nlang zh-TW", "已切換為中文"),
    ("verify\n沒有.pdf\n\nstatus", "錯誤："),
    ("close\nsettings\ndone", "首頁"),
];

#[test]
fn something_is_done_in_every_dialogue() {
    for (script, said) in DEEDS {
        let desk = Desk::with_demo();
        let held = desk.demo(&format!("{script}\nmenu\nstatus\nquit"));
        held.says(said);
        held.asked_for_all();
        assert!(held.said.ends_with("已離開。作答過的內容都已存檔。") || held.said.contains("Left."));
    }
}

#[test]
fn an_answer_takes_every_detail_it_can_have() {
    let desk = Desk::with_demo();
    let held = desk.demo(
        "walk\n4.1\n1\nnot_met\n尚未訂定\n.\nrisk\n116/1/31\n預算未核\n.\n總經理\n資安1\n先人工檢視\n.\n\
         methods\n1,2\nsample\n全部帳號 40 個\n10\n隨機\n無\n.\nmet\n\nalternative\n1\n堡壘主機\n5.2\n效果相同\n.\n\
         unable\n\nlimitation\n紀錄\n.\n遺失\n.\nnot_applicable\n無此系統\n.\nreviewer\n稽核人員甲\n\
         evidence\nnew\n4\n2\nISMS-01\n程序書\n115/1/2\n第 3 頁\n訂明程序\n\n資訊部\ndone\n\
         finding\nnew\n未訂程序\n.\ndone\nmet\n已訂定\n.\n\nback\nmenu\nquit",
    );
    held.asked_for_all();
    for words in [
        "總經理",
        "先人工檢視",
        "全部帳號 40 個",
        "堡壘主機",
        "稽核人員甲",
        "程序書",
        "未訂程序",
    ] {
        held.says(words);
    }
    assert_eq!(held.said.matches("錯誤：").count(), 0, "{}", held.said);
}

#[test]
fn an_undo_takes_back_the_last_step_and_the_question_is_asked_from_what_holds_then() {
    let desk = Desk::with_demo();
    let held = desk.demo("profile\n1\n改名投顧\nundo\nredo\ndone\nstatus\nquit");
    held.asked_for_all();
    held.says("已復原").says("已重做").says("改名投顧，");
}

#[test]
fn a_reason_that_is_said_once_for_core_and_other_systems_holds_for_both() {
    let desk = Desk::with_demo();
    let held = desk.hold(First::Open(desk.path("d.zicha")), Lang::En, "whatif\n2\nquit");
    held.asked_for_all();
    let (_, said) = held.said.split_once("4.8 Daily login").unwrap();
    let (of_clause, _) = said.split_once("Chapter 6").unwrap();
    let of_clause: Vec<&str> = of_clause.split_whitespace().collect();
    let of_clause = of_clause.join(" ");
    assert!(
        of_clause.contains("core and non-core systems: must"),
        "{of_clause}"
    );
}
