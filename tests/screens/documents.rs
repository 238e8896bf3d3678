//! The documents to have ready, by keys.

use zicha::engagement::request::{DocumentDraft, Request};
use zicha::lang::Lang;
use zicha::model::documents::{Document, documents};

use crate::drive::{Driver, USUAL, everywhere, walk};

/// The list, opened from the palette of the walk.
fn list(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    open(&mut driver);
    driver
}

fn open(driver: &mut Driver) {
    let words = driver.app.lang.pick("應備文件", "documents");
    driver.keys(&format!("ctrl-p <{words}> enter"));
    driver.shows(&[driver.app.lang.pick("應備文件清單", "Documents to have ready")]);
}

/// The list as the file has it.
fn stored(driver: &Driver) -> Vec<Document> {
    let workbook = driver.app.workbook.as_ref().unwrap();
    documents(
        &workbook.pack,
        &workbook.scope,
        &workbook.assessment,
        "2026-11-23",
    )
}

fn ask(driver: &mut Driver, count: usize, due: &str, received: &str) {
    let keys = stored(driver)
        .into_iter()
        .take(count)
        .map(|one| one.key)
        .collect();
    driver.request(Request::SetDocuments {
        keys,
        draft: DocumentDraft {
            due: Some(due.to_owned()),
            received_on: Some(received.to_owned()),
            ..DocumentDraft::default()
        },
    });
}

#[test]
fn a_document_is_asked_for_and_seen_overdue_and_received() {
    everywhere(|size, lang| {
        let mut driver = list(size, lang);
        driver.keys("enter <資訊部> down <115/11/22> ctrl-s");
        let first = &stored(&driver)[0];
        assert_eq!(
            (first.custodian.as_str(), first.due.as_str()),
            ("資訊部", "2026-11-22")
        );
        driver.shows(&[
            "資訊部",
            lang.pick("115.11.22", "2026-11-22"),
            lang.pick("逾期 1", "overdue 1"),
        ]);
        driver.keys("enter down down down enter enter");
        assert_eq!(stored(&driver)[0].received_on, "2026-11-23");
        driver.shows(&[lang.pick("已收到", "received"), lang.pick("逾期 0", "overdue 0")]);
        driver.keys("ctrl-z");
        driver.shows(&[lang.pick("逾期 1", "overdue 1")]);
    });
}

#[test]
fn several_marked_documents_get_the_same_due_date_in_one_step() {
    everywhere(|size, lang| {
        let mut driver = list(size, lang);
        driver.keys("space down insert");
        driver.shows(&[lang.pick("已標記 2", "2 marked")]);
        driver.keys("enter");
        driver.shows(&[lang.pick("已標記 2 份", "2 marked documents")]);
        driver.keys("down <2026-12-31> ctrl-s");
        let due: Vec<String> = stored(&driver).into_iter().take(4).map(|one| one.due).collect();
        assert_eq!(due, ["2026-12-31", "", "2026-12-31", ""]);
        driver.hides(&[lang.pick("已標記", "marked")]);
        driver.keys("ctrl-z");
        assert!(stored(&driver).iter().all(|one| one.due.is_empty()));
    });
}

#[test]
fn a_day_that_does_not_exist_stays_typed_and_is_not_saved() {
    let mut driver = list(USUAL, Lang::ZhTw);
    driver.keys("enter down <2026-02-30> ctrl-s");
    driver.shows(&["沒有這一天", "2026-02-30"]);
    assert!(
        driver
            .app
            .workbook
            .as_ref()
            .unwrap()
            .assessment
            .documents
            .is_empty()
    );
    driver.keys("backspace backspace <28> ctrl-s");
    assert_eq!(stored(&driver)[0].due, "2026-02-28");
}

#[test]
fn nothing_typed_is_lost_by_escape_or_a_failing_save() {
    let mut driver = list(USUAL, Lang::ZhTw);
    driver.keys("enter <資訊部> esc");
    driver.shows(&["還沒儲存"]);
    driver.keys("enter");
    driver.shows(&["資訊部"]);
    driver.break_saving();
    driver.keys("ctrl-s enter");
    driver.shows(&["資訊部"]);
    driver.mend_saving();
    driver.keys("ctrl-s");
    assert_eq!(stored(&driver)[0].custodian, "資訊部");
    driver.keys("enter esc");
    driver.shows(&["應備文件清單", "未收到"]);
}

#[test]
fn a_form_that_changes_nothing_makes_no_step() {
    let mut driver = list(USUAL, Lang::ZhTw);
    let head = driver.app.workbook.as_ref().unwrap().head.clone();
    driver.keys("enter <甲> backspace ctrl-s");
    driver.shows(&["沒有變更"]);
    assert_eq!(driver.app.workbook.as_ref().unwrap().head, head);
}

#[test]
fn the_filter_shows_what_is_outstanding_overdue_or_here() {
    everywhere(|size, lang| {
        let mut driver = list(size, lang);
        ask(&mut driver, 3, "2026-11-01", "");
        ask(&mut driver, 1, "2026-11-01", "2026-11-02");
        let total = stored(&driver).len();
        let shown = |count: usize| match lang {
            Lang::ZhTw => format!("{count}/{total} 份"),
            Lang::En => format!("{count} of {total} "),
        };
        driver.shows(&[&shown(total)]);
        driver.keys("right").shows(&[&shown(total - 1)]);
        driver.keys("right").shows(&[&shown(2)]);
        driver.keys("right").shows(&[&shown(1)]);
        driver.keys("right").shows(&[&shown(total)]);
        driver.keys("left left home").shows(&[&shown(2)]);
    });
}

#[test]
fn a_filter_that_nothing_passes_says_so() {
    let mut driver = list(USUAL, Lang::ZhTw);
    driver.keys("right right");
    driver.shows(&["這個篩選沒有文件"]);
    driver.keys("enter space down end");
    driver.shows(&["這個篩選沒有文件"]);
}

#[test]
fn the_list_is_exported_from_here() {
    let mut driver = list(USUAL, Lang::ZhTw);
    driver.keys("f9");
    driver.shows(&["應備文件清單 .xlsx", "測試投顧 應備文件清單"]);
    driver.keys("ctrl-s");
    driver.shows(&["已匯出", "SHA-256"]);
    driver.keys("enter f9 up right ctrl-s");
    driver.shows(&["已匯出"]);
    let mut names: Vec<String> = std::fs::read_dir(driver.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("應備文件清單"))
        .collect();
    names.sort();
    let endings: Vec<&str> = names.iter().filter_map(|name| name.rsplit('.').next()).collect();
    assert_eq!(endings, ["pdf", "xlsx"], "{names:?}");
    assert_eq!(driver.app.workbook.as_ref().unwrap().assessment.exports.len(), 2);
}

#[test]
fn the_check_table_is_exported_under_its_own_name_and_never_over_a_file_unasked() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f9 up right");
    driver.shows(&["檢核表 .xlsx", "測試投顧 自評檢核表"]);
    let name = driver.path("甲.xlsx");
    std::fs::write(&name, "先前的").unwrap();
    driver.keys(&format!("down ctrl-u <{}> ctrl-s", driver.path("甲").display()));
    driver.shows(&["已經有「甲.xlsx」"]);
    driver.keys("enter");
    assert_eq!(std::fs::read_to_string(&name).unwrap(), "先前的");
    driver.keys("ctrl-s down enter");
    assert!(std::fs::read(&name).unwrap().starts_with(b"PK"));
    driver.shows(&["已匯出"]);
}

#[test]
fn a_typed_name_keeps_its_stem_when_something_else_is_chosen() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f9 ctrl-u <交付.pdf> up right right");
    driver.shows(&["交付.csv"]);
}

#[test]
fn hostile_words_and_the_smallest_window_break_nothing() {
    let mut driver = list((60, 16), Lang::En);
    let keys = stored(&driver).into_iter().map(|one| one.key).collect();
    driver.request(Request::SetDocuments {
        keys,
        draft: DocumentDraft {
            custodian: Some("\u{1b}[2J".repeat(2500)),
            note: Some("\u{202e}備\u{0}".repeat(3000)),
            ..DocumentDraft::default()
        },
    });
    for script in ["end", "pageup", "home", "enter", "tab", "tab", "esc", "ctrl-l"] {
        driver.keys(script);
        let shown = driver.screen();
        assert!(
            !shown.contains('\u{1b}') && !shown.contains('\u{202e}'),
            "{shown}"
        );
    }
    assert_eq!(stored(&driver)[0].custodian.chars().count(), 10_000);
}
