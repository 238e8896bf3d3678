//! A made-up official text in the shape the real one is printed in: the pack's own words with table of
//! articles, explained pages, page numbers and chapter names. Nothing of the real text stands here.

use std::sync::LazyLock;

use zicha::lang::{Lang, numeral};
use zicha::model::pack::{Article, Chapter, Clause, Pack};
use zicha::model::source::Reading;

/// Characters on a line of the table.
const TABLE_WIDTH: usize = 60;
/// Characters on a line of an explained page.
const PAGE_WIDTH: usize = 27;

/// The built-in pack.
pub static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());

/// A number in Chinese numerals.
pub fn chinese(number: u16) -> String {
    numeral(number, Lang::ZhTw)
}

/// A text without its spaces.
pub fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Cuts a text into lines; Latin words stay whole.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut last = ' ';
    for c in text.chars() {
        let line = lines.last_mut().unwrap();
        if line.chars().count() >= width && !(last.is_ascii() && c.is_ascii()) {
            lines.push(c.to_string());
        } else {
            line.push(c);
        }
        last = c;
    }
    lines
}

/// The heading of an article, `第四條(…)`.
pub fn title(article: &Article) -> String {
    format!("第{}條({})", chinese(article.number), article.title.zh_tw)
}

/// A clause with its number; an article's only clause has none.
pub fn numbered(article: &Article, clause: &Clause) -> String {
    match article.clauses.len() {
        1 => clause.requirement.zh_tw.clone(),
        _ => format!("{}、{}", chinese(clause.id.number), clause.requirement.zh_tw),
    }
}

fn articles(chapter: &Chapter) -> impl Iterator<Item = &'static Article> {
    let number = chapter.number;
    PACK.articles
        .iter()
        .filter(move |article| article.chapter == number)
}

/// The table of articles of a chapter: long titles over several lines, clauses without blank lines.
pub fn table(chapter: &Chapter) -> String {
    let mut out = format!(
        " 某某指引-第{}章{}(1/2)\n\n條文 內容\n",
        chinese(chapter.number),
        chapter.title.zh_tw
    );
    for article in articles(chapter) {
        out.push_str(&format!("\n{}", lines(&title(article), 10).join("\n")));
        out.push_str(if article.clauses.len() == 1 { " " } else { "\n\n" });
        for clause in &article.clauses {
            out.push_str(&lines(&numbered(article, clause), TABLE_WIDTH).join("\n"));
            out.push('\n');
        }
    }
    out
}

/// The page that explains one clause.
pub fn page(article: &Article, clause: &Clause, chapter: &Chapter) -> String {
    let head = numbered(article, clause);
    page_headed(article, &[head], clause, chapter)
}

/// A page that explains what `heads` say in the words for `clause`.
pub fn page_headed(article: &Article, heads: &[String], clause: &Clause, chapter: &Chapter) -> String {
    let mut out = format!(" {}\n", title(article));
    for head in heads {
        out.push_str(&format!("\n{}\n", lines(head, PAGE_WIDTH).join("\n")));
    }
    out.push_str("\n內容說明\n");
    for paragraph in &clause.explanation {
        let point = format!("• {}", paragraph.zh_tw);
        out.push_str(&format!("\n{}\n", lines(&point, PAGE_WIDTH).join("\n")));
    }
    let (first, rest) = chapter.title.zh_tw.split_at(chapter.title.zh_tw.len() / 6 * 3);
    out.push_str(&format!("\n{first}\n\n{rest}\n\n佐證資料\n"));
    for item in &clause.evidence {
        let point = format!("• {}", item.zh_tw);
        // A long item goes on behind a blank line, as the real text has it.
        out.push_str(&format!("{}\n", lines(&point, PAGE_WIDTH).join("\n\n")));
    }
    out
}

/// Every explained page in order.
pub fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    for chapter in &PACK.chapters {
        for article in articles(chapter) {
            let explained = article.clauses.iter().filter(|clause| clause.guidance_in_source);
            pages.extend(explained.map(|clause| page(article, clause, chapter)));
        }
    }
    pages
}

/// The whole text, with a footer under every fourth page.
pub fn whole() -> String {
    let mut out = " 目的 &總說明\n目的\n\n某某目的。\n\n一、 說明。(第一條)\n".to_owned();
    out.extend(PACK.chapters.iter().map(table));
    out.push_str(" 條文內容說明\n");
    for (page, number) in pages().iter().zip(1..) {
        out.push_str(page);
        if number % 4 == 0 {
            out.push_str(&format!("\n\n\n某某版權所有 保留一切權利 {number}\n\n"));
        }
    }
    out
}

/// Checks that a reading has every clause in the words of the pack.
#[track_caller]
pub fn assert_whole(reading: &Reading) {
    assert_eq!(reading.missing, []);
    assert_eq!(reading.unplaced, []);
    for (read, ours) in reading.clauses.iter().zip(PACK.clauses()) {
        let id = ours.id;
        assert_eq!(tight(&read.requirement), tight(&ours.requirement.zh_tw), "{id}");
        let (explanation, evidence): (Vec<_>, Vec<_>) = match ours.guidance_in_source {
            true => (
                ours.explanation.iter().map(|text| tight(&text.zh_tw)).collect(),
                ours.evidence.iter().map(|item| tight(&item.zh_tw)).collect(),
            ),
            false => (Vec::new(), Vec::new()),
        };
        let read_tight = |texts: &[String]| -> Vec<String> { texts.iter().map(|text| tight(text)).collect() };
        assert_eq!(read_tight(&read.explanation), explanation, "{id}");
        assert_eq!(read_tight(&read.evidence), evidence, "{id}");
    }
}
