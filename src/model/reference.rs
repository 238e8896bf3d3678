//! What people type to name a clause: 4.4, 4-4, ４．４, 第4條第4項, 第四條第四項, Article 4(4), 17.

use super::pack::{ClauseId, Pack};

/// A place in the checklist as somebody wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// An article as a whole.
    Article(u16),
    /// One clause.
    Clause(ClauseId),
}

/// Why a reference leads nowhere, with what there is instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miss {
    /// It names no place at all.
    NotAReference,
    /// There is no such article.
    NoArticle {
        /// The one that was named.
        named: u16,
        /// The first there is.
        first: u16,
        /// The last there is.
        last: u16,
    },
    /// The article has no such clause.
    NoClause {
        /// The one that was named.
        named: ClauseId,
        /// The first of the article.
        first: ClauseId,
        /// The last of the article.
        last: ClauseId,
    },
}

impl Reference {
    /// Reads a reference; none where the text names no place.
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String = text
            .chars()
            .map(crate::text::fold_full_width)
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_lowercase();
        let rest = ["article", "art.", "art", "第"]
            .iter()
            .find_map(|before| folded.strip_prefix(before))
            .unwrap_or(&folded);
        let (article, rest) = number(rest)?;
        let rest = rest.strip_prefix('條').unwrap_or(rest);
        if rest.is_empty() {
            return Some(Self::Article(article));
        }
        let opened = rest.strip_prefix(is_separator).unwrap_or(rest);
        let (clause, rest) = number(opened)?;
        matches!(rest, "" | "項" | ")").then_some(Self::Clause(ClauseId {
            article,
            number: clause,
        }))
    }

    /// The clause it leads to; of an article, the first.
    ///
    /// # Errors
    ///
    /// What it should have been, where the pack has no such place.
    pub fn resolve(self, pack: &Pack) -> Result<ClauseId, Miss> {
        let number = match self {
            Self::Article(number) => number,
            Self::Clause(clause) => clause.article,
        };
        let clauses = pack.article(number).map(|article| article.clauses.as_slice());
        let Some([first, .., last] | [first @ last]) = clauses else {
            let articles = || pack.articles.iter().map(|article| article.number);
            return Err(match (articles().min(), articles().max()) {
                (Some(first), Some(last)) => Miss::NoArticle {
                    named: number,
                    first,
                    last,
                },
                _ => Miss::NotAReference,
            });
        };
        match self {
            Self::Article(_) => Ok(first.id),
            Self::Clause(clause) if pack.clause(clause).is_some() => Ok(clause),
            Self::Clause(named) => Err(Miss::NoClause {
                named,
                first: first.id,
                last: last.id,
            }),
        }
    }
}

/// Reads a reference and looks it up.
///
/// # Errors
///
/// What it should have been, where it leads nowhere.
pub fn find(pack: &Pack, text: &str) -> Result<ClauseId, Miss> {
    Reference::parse(text).ok_or(Miss::NotAReference)?.resolve(pack)
}

/// What stands between article and clause: 4.4, 4-4, 4(4), 第四條第四項, and the full stop of a
/// Chinese input method.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | '-' | '。' | '、' | '‧' | '·' | '–' | '/' | '(' | ',' | '第'
    )
}

/// A number at the beginning, in digits or Chinese numerals below one hundred, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return Some((text.get(..end)?.parse().ok()?, text.get(end..)?));
    }
    let end = text.find(|c| numeral(c).is_none()).unwrap_or(text.len());
    Some((chinese(text.get(..end)?)?, text.get(end..)?))
}

const TEN: u16 = 10;

/// The value of a Chinese numeral.
fn numeral(c: char) -> Option<u16> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if c == '十' {
        return Some(TEN);
    }
    let at = DIGITS.iter().position(|digit| *digit == c)?;
    u16::try_from(at).ok()
}

/// A number below one hundred as the law writes it: 四, 十, 十七, 二十六.
fn chinese(text: &str) -> Option<u16> {
    let values: Option<Vec<u16>> = text.chars().map(numeral).collect();
    match values?.as_slice() {
        [one] => Some(*one),
        [TEN, ones] if *ones < TEN => Some(TEN + ones),
        [tens, TEN] if *tens < TEN => Some(tens * TEN),
        [tens, TEN, ones] if *tens < TEN && *ones < TEN => Some(tens * TEN + ones),
        _ => None,
    }
}
