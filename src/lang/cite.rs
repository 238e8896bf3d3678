//! Citing clauses as the law does: 第四條第四項, 第十四條第二項前段; in English "Article 4(4)".

use super::Lang;
use crate::model::pack::{ClauseId, Pack};

/// Cites a clause. An article whose only clause it is has no 項: 第十七條.
pub fn cite_clause(pack: &Pack, clause: ClauseId, lang: Lang) -> String {
    let only = pack
        .article(clause.article)
        .is_some_and(|article| article.clauses.len() == 1);
    match (lang, only) {
        (_, true) => cite_article(clause.article, lang),
        (Lang::ZhTw, false) => {
            format!(
                "第{}條第{}項",
                chinese_number(clause.article),
                chinese_number(clause.number)
            )
        }
        (Lang::En, false) => format!("Article {}({})", clause.article, clause.number),
    }
}

/// Cites a part of a clause: 第十四條第二項前段, "Article 14(2), first part".
pub fn cite_part(pack: &Pack, clause: ClauseId, part: Option<&str>, lang: Lang) -> String {
    let cited = cite_clause(pack, clause, lang);
    let label = part
        .and_then(|part| pack.clause(clause)?.part(part))
        .map(|part| lang.of(&part.label));
    match (label, lang) {
        (None, _) => cited,
        (Some(label), Lang::ZhTw) => format!("{cited}{label}"),
        (Some(label), Lang::En) => format!("{cited}, {label}"),
    }
}

/// Cites an article: 第四條, "Article 4".
pub fn cite_article(article: u16, lang: Lang) -> String {
    match lang {
        Lang::ZhTw => format!("第{}條", chinese_number(article)),
        Lang::En => format!("Article {article}"),
    }
}

/// Cites a chapter: 第二章, "Chapter 2".
pub fn cite_chapter(chapter: u16, lang: Lang) -> String {
    match lang {
        Lang::ZhTw => format!("第{}章", chinese_number(chapter)),
        Lang::En => format!("Chapter {chapter}"),
    }
}

/// A number as it stands in a citation: 二, "2".
pub fn numeral(number: u16, lang: Lang) -> String {
    match lang {
        Lang::ZhTw => chinese_number(number),
        Lang::En => number.to_string(),
    }
}

/// A number below one hundred in Chinese numerals.
fn chinese_number(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u16| DIGITS.get(usize::from(n)).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) if tens < 10 => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::chinese_number;

    #[test]
    fn numbers_are_written_as_the_law_writes_them() {
        let written: Vec<String> = [4, 10, 17, 20, 26].into_iter().map(chinese_number).collect();
        assert_eq!(written, ["四", "十", "十七", "二十", "二十六"]);
    }
}
