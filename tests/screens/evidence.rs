//! Attaching evidence by keys.

use zicha::engagement::request::{Request, SystemDraft};
use zicha::lang::Lang;
use zicha::model::assessment::{Evidence, EvidenceKind, Link};
use zicha::model::pack::ClauseId;
use zicha::model::profile::Profile;

use crate::drive::Driver;

const NARROW: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (140, 40);

/// The walk of a workbook with two systems, and a file to attach in its folder.
fn walk(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    let mut profile = Profile::unasked(&pack);
    profile.organisation.name = "示範投顧".to_owned();
    profile.licences = vec![pack.licences[0].id.clone()];
    let mut driver = Driver::with_workbook(size, lang, profile);
    for name in ["全權委託投資管理系統", "會員網站"] {
        driver.request(Request::AddSystem(SystemDraft {
            name: name.to_owned(),
            ..SystemDraft::default()
        }));
    }
    std::fs::write(driver.path("帳號 清查.pdf"), "清查紀錄").unwrap();
    driver
}

/// The evidence screen of the first clause.
fn screen(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("f2");
    driver
}

fn evidence(driver: &Driver) -> Vec<&Evidence> {
    let mut all: Vec<&Evidence> = assessment(driver).evidence.values().collect();
    all.sort_by_key(|one| one.number);
    all
}

fn links(driver: &Driver) -> Vec<&Link> {
    assessment(driver).links.values().collect()
}

fn assessment(driver: &Driver) -> &zicha::model::assessment::Assessment {
    &driver.app.workbook.as_ref().unwrap().assessment
}

fn typed(driver: &Driver, name: &str) -> String {
    format!("<{}>", driver.path(name).display())
}

fn dropped(driver: &Driver, name: &str) -> String {
    format!("paste<'{}' >", driver.path(name).display())
}

#[test]
fn a_file_with_all_its_facts_is_attached_by_keys() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file);
    driver.keys("enter <清查紀錄> tab <115/6/30> down <2027-06-30> down <資訊部> down <第 2-3 頁> ctrl-s");
    let attached = evidence(&driver);
    assert_eq!(attached.len(), 1, "{}", driver.screen());
    let one = attached[0];
    assert_eq!(one.kind, EvidenceKind::File);
    assert_eq!(
        (one.title.as_str(), one.custodian.as_str()),
        ("清查紀錄", "資訊部")
    );
    assert_eq!(
        (one.dated.as_str(), one.valid_until.as_str()),
        ("2026-06-30", "2027-06-30")
    );
    assert_eq!(one.location, "帳號 清查.pdf");
    assert!(one.sha256.is_some());
    let link = links(&driver)[0].clone();
    assert_eq!(
        link.clause,
        ClauseId {
            article: 4,
            number: 1
        }
    );
    assert_eq!(link.locator, "第 2-3 頁");
    let shown = driver.screen();
    assert!(shown.contains("已附上 1 件"), "{shown}");
    assert!(shown.contains("E-001  檔案  清查紀錄  第 2-3 頁"), "{shown}");
    assert!(shown.contains("已附上 E-001"), "{shown}");
    assert!(!shown.contains("115/6/30"), "the form is empty again: {shown}");
}

#[test]
fn evidence_is_tied_to_the_item_and_the_system_that_were_chosen() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let workbook = driver.app.workbook.as_ref().unwrap();
    let several = |clause: ClauseId| {
        let checks = workbook
            .scope
            .checks
            .iter()
            .filter(|check| check.clause == clause);
        checks.filter(|check| check.target.is_some()).count() > 1
    };
    let clause = workbook
        .pack
        .clauses()
        .find(|clause| several(clause.id) && clause.evidence.len() > 1)
        .unwrap();
    let (id, second) = (clause.id, clause.evidence[1].id.clone());
    // Search leads to the clause.
    driver.keys("ctrl-f").keys(&format!("<{id}>")).keys("enter f2");
    driver
        .keys("home")
        .keys("up up up up up up right down right right ctrl-s");
    assert!(driver.screen().contains("還沒有填路徑"), "{}", driver.screen());
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("ctrl-s");
    let link = links(&driver)[0].clone();
    assert_eq!(link.clause, id);
    assert_eq!(link.item, Some(second));
    let workbook = driver.app.workbook.as_ref().unwrap();
    let targets: Vec<_> = workbook
        .scope
        .checks
        .iter()
        .filter(|check| check.clause == id)
        .filter_map(|check| check.target.clone())
        .collect();
    assert_eq!(link.target, targets[1]);
}

#[test]
fn a_dropped_file_becomes_evidence_of_the_selected_clause() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let file = dropped(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("enter");
    assert_eq!(evidence(&driver).len(), 1, "{}", driver.screen());
    assert_eq!(evidence(&driver)[0].title, "帳號 清查.pdf");
}

#[test]
fn several_dropped_files_are_attached_one_after_the_other() {
    let mut driver = walk(USUAL, Lang::En);
    std::fs::write(driver.path("b.pdf"), "b").unwrap();
    let both = format!(
        "paste<file://{}\n{}>",
        driver.path("b.pdf").display(),
        driver.path("帳號 清查.pdf").display()
    );
    driver.keys(&both);
    assert!(
        driver.screen().contains("1 more files follow"),
        "{}",
        driver.screen()
    );
    driver.keys("enter enter");
    let titles: Vec<&str> = evidence(&driver).iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["b.pdf", "帳號 清查.pdf"]);
    driver.keys("esc");
    assert!(
        !driver.screen().contains("Please confirm"),
        "nothing is left to lose"
    );
}

#[test]
fn prose_pasted_on_the_checklist_opens_nothing() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let before = driver.screen();
    driver.keys("paste<帳號每半年清查一次>");
    assert_eq!(driver.screen(), before);
}

#[test]
fn a_file_dropped_beside_the_note_is_evidence_and_on_the_note_it_is_text() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let file = dropped(&driver, "帳號 清查.pdf");
    driver.keys("enter").keys(&file).keys("enter esc");
    assert_eq!(evidence(&driver).len(), 1, "{}", driver.screen());
    // The question about it is answered with no.
    driver
        .keys("shift-tab shift-tab")
        .keys(&file)
        .keys("enter ctrl-s");
    assert_eq!(evidence(&driver).len(), 1);
    let answers: Vec<_> = assessment(&driver).answers.values().collect();
    assert!(answers[0].note.contains("帳號 清查.pdf"));
}

#[test]
fn a_web_address_is_recognised_while_it_is_typed() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("<https://intranet.example/政策> ctrl-s");
    assert_eq!(evidence(&driver)[0].kind, EvidenceKind::Url);
    assert_eq!(evidence(&driver)[0].location, "https://intranet.example/政策");
}

#[test]
fn a_document_number_is_attached() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("up right right right down <ISMS-02-011> ctrl-s");
    assert_eq!(evidence(&driver)[0].kind, EvidenceKind::Document);
}

#[test]
fn a_file_that_is_not_there_leaves_everything_typed_and_says_so() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "沒有.pdf");
    driver.keys(&file).keys("down <清查紀錄> ctrl-s");
    assert!(driver.screen().contains("未能完成"), "{}", driver.screen());
    driver.keys("enter");
    let shown = driver.screen();
    assert!(
        shown.contains("沒有.pdf") && shown.contains("清查紀錄"),
        "{shown}"
    );
    assert!(evidence(&driver).is_empty());
    driver.keys("up ctrl-u");
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("ctrl-s");
    assert_eq!(evidence(&driver)[0].title, "清查紀錄");
}

#[test]
fn a_day_that_is_none_is_named_at_its_field() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("down down <2026-02-30> ctrl-s");
    assert!(driver.screen().contains("這不是日期"), "{}", driver.screen());
    assert!(evidence(&driver).is_empty());
    driver.keys("ctrl-u <2026/2/28> ctrl-s");
    assert_eq!(evidence(&driver)[0].dated, "2026-02-28");
}

#[test]
fn escape_asks_before_typed_text_is_thrown_away() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("down <清查紀錄> esc");
    assert!(
        driver.screen().contains("尚未附上，要離開嗎"),
        "{}",
        driver.screen()
    );
    driver.keys("enter");
    assert!(driver.screen().contains("清查紀錄"), "no keeps it");
    driver.keys("esc down enter");
    assert!(!driver.screen().contains("附上的"), "{}", driver.screen());
    assert_eq!(driver.app.screens.len(), 2, "back at the checklist");
}

#[test]
fn leaving_the_program_asks_as_well_and_no_stays() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("<ISMS> ctrl-q");
    assert!(
        driver.screen().contains("尚未附上，要離開嗎"),
        "{}",
        driver.screen()
    );
    driver.keys("enter");
    assert!(!driver.left);
    driver.keys("down <甲>");
    assert!(driver.screen().contains("ISMS") && !driver.left);
    driver.keys("ctrl-q down enter");
    assert!(driver.left);
}

#[test]
fn known_evidence_serves_another_check_without_a_second_record() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("ctrl-s esc");
    driver.keys("ctrl-f <4.2> enter f2 up up right down <第 5 頁> down enter");
    assert_eq!(evidence(&driver).len(), 1, "{}", driver.screen());
    assert_eq!(links(&driver).len(), 2);
    let shown = driver.screen();
    assert!(shown.contains("E-001  檔案  帳號 清查.pdf  第 5 頁"), "{shown}");
    assert!(shown.contains("沒有其他可附上的既有佐證"), "{shown}");
}

#[test]
fn a_tie_is_taken_away_after_a_question_and_the_evidence_stays() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("ctrl-s up up up delete");
    assert!(driver.screen().contains("取消附上嗎"), "{}", driver.screen());
    driver.keys("enter");
    assert_eq!(links(&driver).len(), 1, "no keeps it");
    driver.keys("delete down enter");
    assert!(links(&driver).is_empty(), "{}", driver.screen());
    assert_eq!(evidence(&driver).len(), 1);
    driver.keys("ctrl-z");
    assert_eq!(links(&driver).len(), 1, "{}", driver.screen());
}

#[test]
fn a_changed_file_is_marked_after_looking_again() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let file = typed(&driver, "帳號 清查.pdf");
    driver.keys(&file).keys("ctrl-s");
    std::fs::write(driver.path("帳號 清查.pdf"), "改過").unwrap();
    driver.keys("ctrl-p <檢查佐證> enter");
    assert!(
        driver.screen().contains("E-001 [內容已變更]"),
        "{}",
        driver.screen()
    );
}

#[test]
fn the_file_picker_fills_in_the_location() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("ctrl-o <清查> enter");
    assert!(driver.screen().contains("帳號 清查.pdf"), "{}", driver.screen());
    driver.keys("ctrl-s");
    assert_eq!(evidence(&driver).len(), 1, "{}", driver.screen());
}

#[test]
fn the_cursor_stands_behind_the_text_of_the_field() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    let before = driver.cursor().unwrap();
    driver.keys("<清查>");
    assert_eq!(driver.cursor().unwrap().x, before.x + 4);
    driver.keys("down down down down down down");
    assert_eq!(driver.cursor(), None, "a button takes no text");
}

#[test]
fn the_row_in_focus_is_visible_in_the_smallest_window() {
    for lang in Lang::ALL {
        let mut driver = screen(NARROW, lang);
        for _ in 0..12 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            driver.keys("tab");
        }
    }
}

#[test]
fn names_with_escape_sequences_are_drawn_as_symbols() {
    let mut driver = screen(WIDE, Lang::En);
    driver.keys("up right right right down <DOC> down");
    driver.keys("paste<a\\e[2Jb> ctrl-s");
    assert!(!driver.screen().contains('\u{1b}'));
    assert_eq!(evidence(&driver).len(), 1);
}
