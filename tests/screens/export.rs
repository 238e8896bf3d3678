//! Writing and signing the report by keys.

use zicha::engagement::request::{Request, SystemDraft};
use zicha::engagement::verifying::verify;
use zicha::error::Words;
use zicha::lang::Lang;
use zicha::model::profile::Profile;
use zicha::tui::app::{Effect, Event, Failure};
use zicha::tui::input::parse_script;
use zicha::tui::update::update;

use crate::drive::Driver;

const NARROW: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (140, 40);
const PASSPHRASE: &str = "犇猋丙丁zqx9";

/// The export screen of a small workbook.
fn screen(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    let mut profile = Profile::unasked(&pack);
    profile.organisation.name = "示範/投顧".to_owned();
    profile.licences = vec![pack.licences[0].id.clone()];
    profile.assessment.as_of = "2026-06-30".to_owned();
    let mut driver = Driver::with_workbook(size, lang, profile);
    driver.request(Request::AddSystem(SystemDraft {
        name: "會員網站".to_owned(),
        ..SystemDraft::default()
    }));
    driver.keys("f9");
    driver
}

fn reports(driver: &Driver) -> Vec<String> {
    files(driver, ".pdf")
}

fn files(driver: &Driver, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(driver.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}

/// Chooses to sign and makes an identity for it.
fn make_identity(driver: &mut Driver) {
    driver.keys("down down down right down down down enter ctrl-u <資訊主管> down down");
    driver.keys(&format!("<{PASSPHRASE}> enter <{PASSPHRASE}> enter enter"));
}

#[test]
fn a_draft_is_written_beside_the_workbook_under_a_safe_name() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("ctrl-s");
    assert_eq!(reports(&driver), ["示範投顧 自評報告 2026-06-30.pdf"]);
    let shown = driver.screen();
    for words in ["報告已匯出", "草稿，未簽署", "頁", "[ 完成 ]"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let exports = &driver.app.workbook.as_ref().unwrap().assessment.exports;
    assert_eq!(exports.len(), 1, "the register of exports holds it");
    driver.keys("enter");
    assert_eq!(driver.app.screens.len(), 2, "back at the checklist, unasked");
}

#[test]
fn a_report_is_signed_with_a_key_made_on_the_way() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    make_identity(&mut driver);
    assert_eq!(
        files(&driver, ".p12"),
        ["示範投顧 簽署金鑰.p12"],
        "{}",
        driver.screen()
    );
    assert!(driver.screen().contains("金鑰已製作"), "{}", driver.screen());
    driver.keys("enter");
    let shown = driver.screen();
    assert!(shown.contains("已簽署（編製）"), "{shown}");
    assert!(shown.contains("zicha verify"), "{shown}");
    let report = driver.path("示範投顧 自評報告 2026-06-30.pdf");
    let verified = verify(&report, None, None).unwrap();
    assert!(verified.valid, "{:?}", verified.refusals);
    assert_eq!(verified.signatures[0].signer, "資訊主管");
}

#[test]
fn a_card_is_named_where_a_key_file_is() {
    let mut driver = screen(USUAL, Lang::En);
    driver.keys("down down down right down <pkcs11:token=x> ctrl-s");
    let shown = driver.screen();
    let expected = if cfg!(feature = "cards") {
        "PKCS#11 module"
    } else {
        "is not built into this"
    };
    assert!(shown.contains(expected), "{shown}");
    assert_eq!(reports(&driver), Vec::<String>::new());
}

#[test]
fn a_passphrase_is_never_drawn_nor_printed_and_is_forgotten_after_use() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver
        .keys("down down down right down down")
        .keys(&format!("<{PASSPHRASE}>"));
    let stars = "*".repeat(PASSPHRASE.chars().count());
    assert!(driver.screen().contains(&stars), "{}", driver.screen());
    for piece in ["zqx9", "犇猋"] {
        assert!(!driver.screen().contains(piece));
        assert!(!format!("{:?}", driver.app).contains(piece));
    }
    driver.keys("ctrl-a ctrl-c");
    assert!(driver.copied.is_empty());

    let mut driver = screen(USUAL, Lang::ZhTw);
    make_identity(&mut driver);
    driver.keys("enter down enter");
    assert!(!driver.screen().contains('*'), "{}", driver.screen());
}

#[test]
fn a_wrong_passphrase_writes_nothing_and_keeps_the_form() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    make_identity(&mut driver);
    driver.keys("up up up <x> ctrl-s");
    assert!(driver.screen().contains("未能完成"), "{}", driver.screen());
    assert!(reports(&driver).is_empty());
    driver.keys("enter");
    assert!(driver.screen().contains("簽署金鑰.p12"), "{}", driver.screen());
    driver.keys("backspace ctrl-s");
    assert_eq!(reports(&driver).len(), 1, "{}", driver.screen());
}

#[test]
fn two_passphrases_that_differ_make_no_key() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("down down down right down down down enter down down <abc> down <abd> down enter");
    assert!(
        driver.screen().contains("兩次輸入的通行碼不同"),
        "{}",
        driver.screen()
    );
    assert!(files(&driver, ".p12").is_empty());
    driver.keys("backspace <c> down enter");
    assert_eq!(files(&driver, ".p12").len(), 1, "{}", driver.screen());
}

#[test]
fn signing_without_a_key_file_points_to_it() {
    let mut driver = screen(USUAL, Lang::En);
    driver.keys("down down down right ctrl-s");
    assert!(
        driver.screen().contains("Choose the key file"),
        "{}",
        driver.screen()
    );
    assert!(reports(&driver).is_empty());
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_question() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let there = driver.path("示範投顧 自評報告 2026-06-30.pdf");
    std::fs::write(&there, "先前的報告").unwrap();
    driver.keys("ctrl-s");
    assert!(
        driver.screen().contains("資料夾裡已有「示範投顧"),
        "{}",
        driver.screen()
    );
    driver.keys("enter");
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "先前的報告");
    driver.keys("ctrl-s down enter");
    assert!(std::fs::read(&there).unwrap().starts_with(b"%PDF"));
    assert!(driver.screen().contains("報告已匯出"), "{}", driver.screen());
}

#[test]
fn a_report_never_takes_the_place_of_the_workbook() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let workbook = driver.workbook_path().to_owned();
    driver
        .keys("ctrl-u")
        .keys(&format!("<{}> ctrl-s", workbook.display()));
    assert_eq!(reports(&driver), ["test.zicha.pdf"]);
    assert!(std::fs::read(&workbook).unwrap().starts_with(b"SQLite"));
}

#[test]
fn the_folder_picker_keeps_the_file_name() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    std::fs::create_dir(driver.path("交付")).unwrap();
    driver.keys("f2 <交付> enter enter");
    driver.keys("ctrl-s");
    let written = driver.path("交付").join("示範投顧 自評報告 2026-06-30.pdf");
    assert!(written.is_file(), "{}", driver.screen());
}

#[test]
fn escape_asks_only_where_something_was_typed() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("esc");
    assert_eq!(driver.app.screens.len(), 2);
    driver.keys("f9 <x> esc");
    assert!(
        driver.screen().contains("報告尚未匯出，要離開嗎"),
        "{}",
        driver.screen()
    );
    driver.keys("enter");
    assert!(driver.screen().contains("pdfx"), "{}", driver.screen());
}

#[test]
fn escape_in_the_key_form_goes_back_one_layer_and_keeps_what_was_typed() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("down down down right down down down enter ctrl-u <稽核人員甲> esc");
    assert!(driver.screen().contains("報告檔案"), "{}", driver.screen());
    driver.keys("enter");
    assert!(driver.screen().contains("稽核人員甲"), "{}", driver.screen());
}

#[test]
fn escape_while_writing_cancels_and_the_form_comes_back() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let press = |driver: &mut Driver, script: &str| {
        let input = parse_script(script).unwrap().remove(0);
        update(&mut driver.app, Event::Input(input))
    };
    // Nobody answers the requests: the report stays under way.
    let folder = driver.path("");
    press(&mut driver, "ctrl-s");
    let listed = zicha::engagement::request::Outcome::Folder {
        path: folder,
        entries: Vec::new(),
    };
    let effects = update(&mut driver.app, Event::Outcome(Box::new(Ok(listed))));
    assert!(
        matches!(&effects[..], [Effect::Request(request)] if matches!(**request, Request::Report(_))),
        "{effects:?}"
    );
    assert!(driver.screen().contains("匯出中"), "{}", driver.screen());
    assert!(press(&mut driver, "enter").is_empty(), "no second report follows");
    assert_eq!(press(&mut driver, "esc"), [Effect::Cancel]);
    let cancelled = zicha::engagement::request::Outcome::Cancelled;
    update(&mut driver.app, Event::Outcome(Box::new(Ok(cancelled))));
    assert!(driver.screen().contains("[ 匯出報告 ]"), "{}", driver.screen());
}

#[test]
fn what_came_of_it_can_be_copied() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("ctrl-s up up up enter up enter");
    assert_eq!(driver.copied.len(), 2);
    assert_eq!(driver.copied[0].len(), 64);
    assert!(driver.copied[1].ends_with(".pdf"));
}

#[test]
fn a_written_file_and_its_folder_are_opened_when_asked_for() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("ctrl-s");
    driver.shows(&["開啟檔案", "開啟所在資料夾"]);
    assert!(driver.opened.is_empty(), "nothing is opened unasked");
    driver.keys("up enter up enter");
    driver.shows(&["已交給系統開啟"]);
    let report = driver.path("示範投顧 自評報告 2026-06-30.pdf");
    assert_eq!(driver.opened, [driver.path(""), report]);
}

#[test]
fn where_nothing_can_be_opened_the_path_is_told() {
    let mut driver = screen(USUAL, Lang::En);
    driver.keys("ctrl-s up enter");
    let failure = Failure {
        said: Words::new("error.no_desktop").with("path", "/reports/r.pdf"),
        hints: vec!["error.hint_copy_path".into()],
    };
    update(&mut driver.app, Event::NotOpened(failure));
    driver.shows(&["no desktop", "/reports/r.pdf", "copy the path"]);
    driver.keys("esc").shows(&["Open the file"]);
}

#[test]
fn the_report_takes_the_chosen_language_and_content() {
    let mut driver = screen(WIDE, Lang::ZhTw);
    let effects = {
        for script in ["down", "right", "down", "right", "ctrl-s"] {
            let input = parse_script(script).unwrap().remove(0);
            update(&mut driver.app, Event::Input(input));
        }
        let listed = zicha::engagement::request::Outcome::Folder {
            path: driver.path(""),
            entries: Vec::new(),
        };
        update(&mut driver.app, Event::Outcome(Box::new(Ok(listed))))
    };
    let [Effect::Request(request)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let Request::Report(report) = &**request else {
        panic!("{request:?}");
    };
    assert_eq!(report.options.languages.first(), Lang::En);
    assert_eq!(report.options.detail, zicha::model::reporting::Detail::Management);
    assert_eq!(report.identity, None);
}

#[test]
fn the_row_in_focus_is_visible_in_the_smallest_window() {
    for lang in Lang::ALL {
        let mut driver = screen(NARROW, lang);
        driver.keys("down down down right");
        for _ in 0..8 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            driver.keys("tab");
        }
    }
}
