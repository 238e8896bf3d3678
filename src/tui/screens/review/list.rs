//! The checks as the list shows them: gathered once for each state of the workbook, so that a frame
//! only draws.

use std::collections::BTreeMap;

use crate::lang::{Lang, target_name};
use crate::model::assessment::{CheckRef, State};
use crate::model::journal::Head;
use crate::model::pack::ClauseId;
use crate::model::review::{Stage, standing};
use crate::model::score::effective_state;
use crate::tui::app::Workbook;

/// A check of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The check.
    pub check: CheckRef,
    /// What was determined.
    pub state: State,
    /// Where it stands in review.
    pub stage: Stage,
}

/// What the list was gathered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// State of the workbook.
    pub head: Head,
    /// Language of titles and names.
    pub lang: Lang,
    /// Only checks at this stage.
    pub stage: Option<Stage>,
    /// Only checks that match this text.
    pub text: String,
}

/// The checks of the list.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// What it was gathered for.
    pub wanted: Wanted,
    /// The checks to show.
    pub items: Vec<Item>,
    /// Number of checks at each stage that match the text.
    pub counts: BTreeMap<Stage, usize>,
}

impl List {
    /// Gathers the checks in scope.
    pub fn new(workbook: &Workbook, wanted: Wanted) -> Self {
        let matches = Matcher::new(&wanted.text);
        let mut items = Vec::new();
        let mut counts = BTreeMap::new();
        for check in workbook.scope.checks.iter().filter(|check| check.in_scope()) {
            let Some(target) = &check.target else { continue };
            let named = || target_name(&workbook.assessment.profile, target, wanted.lang).to_lowercase();
            if !matches.clause(workbook, check.clause, wanted.lang) && !matches.text(&named()) {
                continue;
            }
            let stage = standing(&workbook.assessment, check.clause, target).stage;
            *counts.entry(stage).or_insert(0) += 1;
            if wanted.stage.is_none_or(|only| only == stage) {
                items.push(Item {
                    check: CheckRef {
                        clause: check.clause,
                        target: target.clone(),
                    },
                    state: effective_state(&workbook.assessment, check),
                    stage,
                });
            }
        }
        Self {
            wanted,
            items,
            counts,
        }
    }

    /// Number of checks in a view of the list.
    pub fn count(&self, stage: Option<Stage>) -> usize {
        match stage {
            Some(stage) => self.counts.get(&stage).copied().unwrap_or(0),
            None => self.counts.values().sum(),
        }
    }
}

/// What a filter text means: a clause, an article, or words.
enum Matcher {
    Everything,
    Clause(ClauseId),
    Article(u16),
    Words(String),
}

impl Matcher {
    fn new(text: &str) -> Self {
        let folded: String = text.chars().map(crate::text::fold_full_width).collect();
        let text = folded.trim();
        if text.is_empty() {
            return Matcher::Everything;
        }
        if let Ok(clause) = text.parse() {
            return Matcher::Clause(clause);
        }
        // `4.` is a clause that is still being typed.
        match text.trim_end_matches('.').parse() {
            Ok(article) => Matcher::Article(article),
            Err(_) => Matcher::Words(text.to_lowercase()),
        }
    }

    fn clause(&self, workbook: &Workbook, id: ClauseId, lang: Lang) -> bool {
        match self {
            Matcher::Everything => true,
            Matcher::Clause(clause) => *clause == id,
            Matcher::Article(article) => *article == id.article,
            Matcher::Words(_) => {
                let title = workbook.pack.clause(id).map(|clause| lang.of(&clause.title));
                let article = workbook.pack.article(id.article);
                let chapter = workbook
                    .pack
                    .chapters
                    .iter()
                    .find(|chapter| article.is_some_and(|article| article.chapter == chapter.number));
                let titles = [
                    title,
                    article.map(|article| lang.of(&article.title)),
                    chapter.map(|chapter| lang.of(&chapter.title)),
                ];
                titles
                    .into_iter()
                    .flatten()
                    .any(|title| self.text(&title.to_lowercase()))
            }
        }
    }

    fn text(&self, lowercase: &str) -> bool {
        matches!(self, Matcher::Words(words) if lowercase.contains(words.as_str()))
    }
}
