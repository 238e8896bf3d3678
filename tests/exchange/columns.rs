//! Pages as `pdftotext -layout` prints them: what stands side by side stands side by side.

use zicha::exchange::official_text::read;
use zicha::model::pack::{Chapter, Clause};

use crate::printed::{PACK, assert_whole, lines, numbered, title};

/// Where the right column begins, in characters.
const TABLE_COLUMN: usize = 16;
const LIST_COLUMN: usize = 70;

/// Two columns beside each other; the left one starts `down` lines below the right one.
fn beside(left: &[String], right: &[String], column: usize, down: usize) -> String {
    let height = right.len().max(left.len() + down);
    let row = |row: usize| {
        let words = row.checked_sub(down).and_then(|row| left.get(row));
        let words = words.map_or("", String::as_str);
        let gap = " ".repeat(column.saturating_sub(words.chars().count()));
        let right = right.get(row).map_or("", String::as_str);
        format!("{words}{gap}{right}").trim_end().to_owned() + "\n"
    };
    (0..height).map(row).collect()
}

/// A chapter's table; the titles stand in the middle of their cells, or at their top.
fn table(chapter: &Chapter, centred: bool) -> String {
    let heading = format!(
        "某某指引-第{}章{}",
        crate::printed::chinese(chapter.number),
        chapter.title.zh_tw
    );
    let mut out = format!("{heading}\n\n    條文                     內容\n\n");
    let articles = PACK
        .articles
        .iter()
        .filter(|article| article.chapter == chapter.number);
    for article in articles {
        let clauses = article.clauses.iter();
        let right: Vec<String> = clauses
            .flat_map(|clause| lines(&numbered(article, clause), 50))
            .collect();
        let left = lines(&title(article), 9);
        let down = match centred {
            true => right.len().saturating_sub(left.len()) / 2,
            false => 0,
        };
        out.push_str(&beside(&left, &right, TABLE_COLUMN, down));
        out.push('\n');
    }
    out
}

/// A page with the evidence list at the right of the explanation.
fn page(clause: &Clause) -> String {
    let article = PACK.article(clause.id.article).unwrap();
    let chapter = PACK
        .chapters
        .iter()
        .find(|chapter| chapter.number == article.chapter);
    let name = &chapter.unwrap().title.zh_tw;
    let mut out = format!("{}                      {name}\n\n", title(article));
    out.push_str(&lines(&numbered(article, clause), 60).join("\n"));
    let points = |texts: Vec<&String>, width: usize| -> Vec<String> {
        texts
            .into_iter()
            .flat_map(|text| lines(&format!("• {text}"), width))
            .collect()
    };
    let mut left = vec!["內容說明".to_owned()];
    left.extend(points(
        clause.explanation.iter().map(|text| &text.zh_tw).collect(),
        40,
    ));
    let mut right = vec!["佐證資料".to_owned()];
    right.extend(points(
        clause.evidence.iter().map(|item| &item.zh_tw).collect(),
        20,
    ));
    format!("{out}\n\n{}", beside(&left, &right, LIST_COLUMN, 0))
}

fn whole(centred: bool) -> String {
    let tables = PACK.chapters.iter().map(|chapter| table(chapter, centred));
    let explained = PACK.clauses().filter(|clause| clause.guidance_in_source);
    let pages = explained.zip(1..).map(|(clause, number)| {
        let footer = format!("{}- {number} -", " ".repeat(40));
        format!("{}\n{footer}\n", page(clause))
    });
    tables.chain(pages).collect::<Vec<_>>().join("\u{c}")
}

#[test]
fn columns_are_read_one_after_the_other() {
    for centred in [true, false] {
        let reading = read(&whole(centred), &PACK);
        assert_whole(&reading);
        assert_eq!(reading.evidence, 200);
        assert_eq!(reading.misprints, []);
    }
}
