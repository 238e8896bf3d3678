//! Search over the clauses: white space separates words that must all be found; Chinese and digits
//! as substrings, Latin words also fuzzily in titles and ids.

mod highlight;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::pack::{Clause, ClauseId, Pack};
use super::reference::Reference;

pub use highlight::{hits, hits_in_title, piece};

/// One hit, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseId,
    /// Higher is better.
    pub score: i64,
}

const SCORE_ID: i64 = 1000;
const SCORE_TITLE: i64 = 300;
const SCORE_ALIAS: i64 = 250;
const SCORE_REQUIREMENT: i64 = 120;
const SCORE_REST: i64 = 40;

/// The texts of a pack and what else is said of its clauses, prepared for searching; made once,
/// asked at every keystroke.
#[derive(Debug, Clone)]
pub struct Index {
    clauses: Vec<(ClauseId, Texts)>,
}

impl Index {
    /// Prepares a pack. `more` gives further text of a clause (its answers' notes, say) to search.
    pub fn new(pack: &Pack, more: &dyn Fn(ClauseId) -> String) -> Self {
        let clauses = pack
            .clauses()
            .map(|clause| (clause.id, Texts::of(pack, clause, &more(clause.id))));
        Self {
            clauses: clauses.collect(),
        }
    }

    /// Finds clauses for a query; an empty query finds nothing.
    pub fn search(&self, query: &str) -> Vec<Hit> {
        // Folded first: the full-width space and full stop of an input method separate as theirs.
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        if let Some(cited) = self.cited(&query) {
            return cited;
        }
        let matcher = SkimMatcherV2::default().ignore_case();
        let mut hits: Vec<Hit> = self
            .clauses
            .iter()
            .filter_map(|(clause, texts)| {
                let scores: Option<Vec<i64>> = words.iter().map(|word| texts.score(&matcher, word)).collect();
                scores.map(|scores| Hit {
                    clause: *clause,
                    score: scores.iter().sum(),
                })
            })
            .collect();
        hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.clause.cmp(&b.clause)));
        hits
    }
}

impl Index {
    /// Whether a word of the query stands in the further text of a clause, which may be long.
    pub fn is_in_more(&self, clause: ClauseId, query: &str) -> bool {
        let query = fold(query);
        let texts = self.clauses.iter().find(|(known, _)| *known == clause);
        texts.is_some_and(|(_, texts)| query.split_whitespace().any(|word| texts.more.contains(word)))
    }

    /// The clauses that a query cites as the law does (第四條第四項, 第17條, Article 4(4)); none where it
    /// is a number alone, which may stand in a text, or cites nothing there is.
    fn cited(&self, query: &str) -> Option<Vec<Hit>> {
        let as_cited = query.contains('條') || query.contains('(') || query.starts_with("art");
        let reference = Reference::parse(query).filter(|_| as_cited)?;
        let is_meant = |clause: &ClauseId| match reference {
            Reference::Article(number) => clause.article == number,
            Reference::Clause(wanted) => *clause == wanted,
        };
        let clauses = self.clauses.iter().map(|(clause, _)| *clause);
        let hits: Vec<Hit> = clauses
            .filter(is_meant)
            .map(|clause| Hit {
                clause,
                score: SCORE_ID,
            })
            .collect();
        (!hits.is_empty()).then_some(hits)
    }
}

/// Finds clauses for one query (see [`Index::search`]).
pub fn search(pack: &Pack, query: &str, more: &dyn Fn(ClauseId) -> String) -> Vec<Hit> {
    Index::new(pack, more).search(query)
}

fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Full-width forms and capitals made plain, one character for one.
fn fold_char(c: char) -> char {
    let plain = crate::text::fold_full_width(c);
    plain.to_lowercase().next().unwrap_or(plain)
}

/// The searchable texts of one clause.
#[derive(Debug, Clone)]
struct Texts {
    id: String,
    titles: Vec<String>,
    aliases: Vec<String>,
    requirement: String,
    rest: String,
    more: String,
}

impl Texts {
    fn of(pack: &Pack, clause: &Clause, more: &str) -> Self {
        let mut titles = vec![fold(&clause.title.zh_tw), fold(&clause.title.en)];
        if let Some(article) = pack.article(clause.id.article) {
            titles.extend([fold(&article.title.zh_tw), fold(&article.title.en)]);
        }
        let mut required = vec![&clause.requirement];
        required.extend(clause.parts.iter().map(|part| &part.requirement));
        let mut rest: Vec<&str> = Vec::new();
        let steps = clause
            .procedure
            .iter()
            .flat_map(|step| [&step.step, &step.expect]);
        let advice = clause.explanation.iter().chain(&clause.gaps).chain(&clause.fix);
        for text in steps.chain(advice) {
            rest.extend([text.zh_tw.as_str(), text.en.as_str()]);
        }
        for item in &clause.evidence {
            rest.extend([item.zh_tw.as_str(), item.en.as_str()]);
        }
        Self {
            id: clause.id.to_string(),
            titles,
            aliases: clause.aliases.iter().map(|alias| fold(alias)).collect(),
            requirement: fold(
                &required
                    .iter()
                    .flat_map(|text| [text.zh_tw.as_str(), text.en.as_str()])
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            rest: fold(&rest.join("\n")),
            more: fold(more),
        }
    }

    fn score(&self, matcher: &SkimMatcherV2, word: &str) -> Option<i64> {
        let is_id = word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if is_id {
            return (self.id == word)
                .then_some(SCORE_ID)
                .or(self.id.starts_with(word).then_some(SCORE_TITLE));
        }
        let contains = |texts: &[String]| texts.iter().any(|text| text.contains(word));
        if self.id.split('.').next() == Some(word) || contains(&self.titles) {
            return Some(SCORE_TITLE);
        }
        if contains(&self.aliases) {
            return Some(SCORE_ALIAS);
        }
        if self.requirement.contains(word) {
            return Some(SCORE_REQUIREMENT);
        }
        if self.rest.contains(word) || self.more.contains(word) {
            return Some(SCORE_REST);
        }
        let latin = word.len() >= 3 && word.is_ascii();
        let fuzzy = || {
            self.titles
                .iter()
                .filter_map(|title| matcher.fuzzy_match(title, word))
                .max()
        };
        latin
            .then(fuzzy)
            .flatten()
            .filter(|score| *score >= 40)
            .map(|score| score.min(SCORE_REST))
    }
}
