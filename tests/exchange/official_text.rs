//! The user's own copy of the official text, as `pdftotext` prints it.

use zicha::exchange::official_text::read;
use zicha::model::pack::{Article, Chapter, Clause, ClauseId};
use zicha::model::source::{MisprintReason, Reading};

use crate::printed::{PACK, assert_whole, chinese, numbered, page, page_headed, pages, table, title, whole};

fn article(number: u16) -> (&'static Article, &'static Chapter) {
    let article = PACK.article(number).unwrap();
    let chapter = PACK
        .chapters
        .iter()
        .find(|chapter| chapter.number == article.chapter);
    (article, chapter.unwrap())
}

fn clause(id: &str) -> &'static Clause {
    PACK.clause(id.parse().unwrap()).unwrap()
}

fn ids(clauses: &[&str]) -> Vec<ClauseId> {
    clauses.iter().map(|id| id.parse().unwrap()).collect()
}

/// The pages of an article, headed by these numbers instead of their own.
fn pages_numbered(number: u16, printed: &[u16]) -> String {
    let (article, chapter) = article(number);
    article
        .clauses
        .iter()
        .zip(printed)
        .map(|(clause, printed)| {
            let head = format!("{}、{}", chinese(*printed), clause.requirement.zh_tw);
            page_headed(article, &[head], clause, chapter)
        })
        .collect()
}

fn misprints(reading: &Reading) -> Vec<(String, u16, u16, MisprintReason)> {
    reading
        .misprints
        .iter()
        .map(|misprint| {
            let clause = misprint.clause.to_string();
            (clause, misprint.printed, misprint.expected, misprint.why)
        })
        .collect()
}

#[test]
fn every_clause_comes_out_in_the_words_of_the_text() {
    let reading = read(&whole(), &PACK);
    assert_whole(&reading);
    assert_eq!(reading.total(), 92);
    assert_eq!(reading.explanations(), 80);
    assert_eq!(reading.evidence, 200);
    assert_eq!(reading.misprints, []);
}

#[test]
fn line_ends_marks_and_spaces_do_not_matter() {
    let text = whole();
    let mutations: [(&str, String); 9] = [
        ("CRLF", text.replace('\n', "\r\n")),
        ("byte order mark", format!("\u{feff}{text}")),
        (
            "zero-width",
            text.replace('、', "\u{200b}、").replace('條', "條\u{2060}"),
        ),
        ("indented", text.replace('\n', "\n      ")),
        ("full-width spaces", text.replace(' ', "\u{3000}")),
        ("full-width brackets", text.replace('(', "（").replace(')', "）")),
        (
            "digits",
            text.replace("第四條(", "第４條(").replace("第十條(", "第 10 條("),
        ),
        ("columns", text.replace("、", "、     ").replace("應", "應   ")),
        ("form feeds", text.replace("\n 第", "\n\u{c}第")),
    ];
    for (name, mutated) in mutations {
        assert_ne!(mutated, text, "{name}");
        let reading = read(&mutated, &PACK);
        assert_eq!(reading.clauses.len(), 92, "{name}");
        assert_eq!(reading.explanations(), 80, "{name}");
        assert_eq!(reading.evidence, 200, "{name}");
        assert_eq!(reading.misprints, [], "{name}");
        if !name.contains("bracket") {
            assert_eq!(reading.unplaced, [], "{name}");
        }
    }
}

#[test]
fn a_number_that_does_not_follow_is_reported_and_the_words_decide() {
    let (_, chapter) = article(25);
    let text = format!("{}{}", table(chapter), pages_numbered(25, &[4, 2, 3, 4]));
    let reading = read(&text, &PACK);
    assert_eq!(
        misprints(&reading),
        [("25.1".to_owned(), 4, 1, MisprintReason::SameWords)]
    );
    let first = reading.clauses.iter().find(|read| read.id == clause("25.1").id);
    assert!(!first.unwrap().explanation.is_empty());
}

#[test]
fn without_a_table_the_order_decides_where_it_leaves_one_number() {
    let reading = read(&pages_numbered(25, &[4, 2, 3, 4]), &PACK);
    assert_eq!(
        misprints(&reading),
        [("25.1".to_owned(), 4, 1, MisprintReason::Order)]
    );
    assert_eq!(reading.clauses.len(), 4);
}

#[test]
fn what_could_be_two_clauses_is_reported_and_not_guessed() {
    let reading = read(&pages_numbered(25, &[1, 3, 2, 4]), &PACK);
    let placed: Vec<String> = reading.clauses.iter().map(|read| read.id.to_string()).collect();
    assert_eq!(placed, ["25.1", "25.4"]);
    assert_eq!(reading.unplaced.len(), 2);
    assert_eq!(reading.misprints, []);
}

#[test]
fn pages_that_explain_two_clauses_serve_both_and_pages_that_go_on_are_joined() {
    let (five, chapter) = article(5);
    let heads: Vec<String> = five.clauses.iter().map(|clause| numbered(five, clause)).collect();
    let shared = page_headed(five, &heads, clause("5.1"), chapter);
    let (eleven, logs) = article(11);
    let first =
        page(eleven, clause("11.2"), logs).replacen(&title(eleven), &format!("{}(1/2)", title(eleven)), 1);
    let second = page_headed(eleven, &[numbered(eleven, clause("11.2"))], clause("11.3"), logs).replacen(
        &title(eleven),
        &format!("{}(2/2)", title(eleven)),
        1,
    );
    let reading = read(&format!("{shared}{first}{second}"), &PACK);
    let read: Vec<(String, usize, usize)> = reading
        .clauses
        .iter()
        .map(|read| {
            (
                read.id.to_string(),
                read.explanation.len(),
                read.together_with.len(),
            )
        })
        .collect();
    let joined = clause("11.2").explanation.len() + clause("11.3").explanation.len();
    let five_one = clause("5.1").explanation.len();
    assert_eq!(
        read,
        [
            ("5.1".to_owned(), five_one, 1),
            ("5.2".to_owned(), five_one, 1),
            ("11.2".to_owned(), joined, 0)
        ]
    );
    // As printed: the shared list once, the two lists of the pages that go on both.
    let printed = ["5.1", "11.2", "11.3"].map(|id| clause(id).evidence.len());
    assert_eq!(reading.evidence, printed.iter().sum::<usize>());
}

#[test]
fn a_list_without_bullets_has_an_item_on_every_line() {
    let (eleven, logs) = article(11);
    let text = page(eleven, clause("11.1"), logs);
    let (before, list) = text.split_once("佐證資料\n").unwrap();
    let bare = format!("{before}佐證資料\n{}", list.replace("• ", ""));
    let reading = read(&bare, &PACK);
    assert_eq!(reading.evidence, list.lines().count());
}

#[test]
fn a_text_with_articles_cut_out_says_what_is_missing() {
    let (_, chapter) = article(12);
    let text: String = PACK
        .chapters
        .iter()
        .filter(|other| other.number != chapter.number)
        .map(table)
        .collect();
    let reading = read(&text, &PACK);
    assert_eq!(
        reading.missing,
        ids(&["12.1", "12.2", "12.3", "12.4", "12.5", "13.1", "13.2", "13.3"])
    );
    assert_eq!(reading.clauses.len(), 84);
    assert_eq!(reading.unexplained(&PACK).len(), 80 - 7);
}

#[test]
fn other_texts_place_no_clause() {
    let novel = "第四回 夜渡\n\n第四條街上無人。\n一、他走了。\n二、她來了。\n".repeat(40);
    let other_law = "第四條(罰則)\n\n一、違反者處罰。\n二、再犯者加重。\n".repeat(30);
    let json = serde_json::to_string_pretty(&*PACK).unwrap();
    let ours = include_str!("../../README.md");
    for text in [&novel, &other_law, &json, ours, "", "\u{c}\u{c}"] {
        let reading = read(text, &PACK);
        assert_eq!(
            reading.clauses,
            [],
            "{}",
            text.chars().take(20).collect::<String>()
        );
    }
}

#[test]
fn headings_in_one_place_over_two_lists_are_not_sorted_by_guessing() {
    let (four, chapter) = article(4);
    let text = page(four, clause("4.1"), chapter);
    let muddled = text
        .replace("佐證資料\n", "")
        .replace("內容說明\n", "內容說明\n\n佐證資料\n");
    let reading = read(&muddled, &PACK);
    assert_eq!(reading.explanations(), 0);
    assert_eq!(reading.evidence, 0);
    assert_eq!(reading.unplaced.len(), 1);
    assert_eq!(reading.unexplained(&PACK), ids(&["4.1"]));
}

#[test]
fn what_is_reported_stands_at_its_line_of_the_file() {
    let text = format!("前言\n\n{}", pages_numbered(25, &[4, 2, 3, 4]));
    let misprint = read(&text, &PACK).misprints.remove(0);
    let line = text.lines().nth(misprint.line - 1).unwrap();
    assert!(line.starts_with("四、"), "{line}");
}

#[test]
fn any_half_of_a_text_is_read_without_a_slip() {
    let pages = pages();
    for half in [&pages[..pages.len() / 2], &pages[pages.len() / 2..]] {
        let reading = read(&half.concat(), &PACK);
        assert_eq!(reading.explanations(), half.len());
        assert_eq!((reading.unplaced, reading.misprints), (vec![], vec![]));
    }
}

#[test]
fn a_flood_of_numbered_lines_is_reported_and_does_not_hold_up_the_reader() {
    let (four, _) = article(4);
    // No two lines have a pair of characters in common.
    let words = |line: u32| char::from_u32(0x4e00 + line).unwrap().to_string();
    let flood: String = (0..20_000)
        .map(|line| format!("四、{0}{0}\n", words(line)))
        .collect();
    let reading = read(&format!("{}\n{flood}", title(four)), &PACK);
    assert!(reading.unplaced.len() > 19_000);
    assert!(reading.clauses.len() <= 9);
}
