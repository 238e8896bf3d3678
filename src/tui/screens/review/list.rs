//! The checks as the list shows them: gathered once for each state of the workbook, so that a frame
//! only draws.

use std::collections::BTreeMap;

use crate::engagement::request::Saved;
use crate::lang::{Lang, target_name};
use crate::model::assessment::{CheckRef, State};
use crate::model::change::Kind;
use crate::model::history::check_of;
use crate::model::journal::Head;
use crate::model::pack::ClauseId;
use crate::model::review::{Stage, standing};
use crate::model::scope::Check;
use crate::model::score::effective_state;
use crate::model::sign_off::record;
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

/// Every check in scope with where it stands, at one state of the workbook. Looking that up for all is
/// the slow part, so that it is done once, and a step corrects what it changed.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    head: Head,
    items: Vec<Item>,
}

/// Steps with more changes than this are looked up anew.
const CORRECTED: usize = 64;

impl Gathered {
    /// Looks up every check in scope.
    fn new(workbook: &Workbook) -> Self {
        let checks = workbook.scope.checks.iter().filter(|check| check.in_scope());
        Self {
            head: workbook.head.clone(),
            items: checks.filter_map(|check| item(workbook, check)).collect(),
        }
    }

    /// Takes a step into account; none where everything has to be looked up anew.
    pub fn corrected(mut self, workbook: &Workbook, saved: &Saved) -> Option<Self> {
        let follows = self.head.count + saved.changes.len() as u64 == saved.head.count;
        if !follows || saved.changes.len() > CORRECTED {
            return None;
        }
        for change in &saved.changes {
            match change.object.kind {
                Kind::Answer | Kind::Link | Kind::Review => {
                    let now = record(&workbook.assessment, change.object.kind, &change.object.uid);
                    let check = [&now, &change.before, &change.after]
                        .into_iter()
                        .find_map(check_of)?;
                    let scoped = workbook.scope.checks.iter().find(|scoped| {
                        scoped.clause == check.clause && scoped.target.as_ref() == Some(&check.target)
                    });
                    let here = self.items.iter_mut().find(|item| item.check == check);
                    if let (Some(here), Some(scoped)) = (here, scoped) {
                        *here = item(workbook, scoped)?;
                    }
                }
                // They change what is in scope, or what evidence says for many checks.
                Kind::Profile | Kind::System | Kind::Evidence => return None,
                _ => {}
            }
        }
        self.head.clone_from(&saved.head);
        Some(self)
    }
}

fn item(workbook: &Workbook, check: &Check) -> Option<Item> {
    let target = check.target.clone()?;
    let stage = standing(&workbook.assessment, check.clause, &target).stage;
    Some(Item {
        check: CheckRef {
            clause: check.clause,
            target,
        },
        state: effective_state(&workbook.assessment, check),
        stage,
    })
}

/// What the list shows.
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
    /// What it shows.
    pub wanted: Wanted,
    /// The checks to show.
    pub items: Vec<Item>,
    /// Number of checks at each stage that match the text.
    pub counts: BTreeMap<Stage, usize>,
    /// All checks, to be shown otherwise without looking them up again.
    pub gathered: Gathered,
}

impl List {
    /// The checks that are wanted, from what was gathered before where that is of the same state of
    /// the workbook.
    pub fn new(workbook: &Workbook, wanted: Wanted, known: Option<Gathered>) -> Self {
        let gathered = known
            .filter(|known| known.head == workbook.head)
            .unwrap_or_else(|| Gathered::new(workbook));
        let matches = Matcher::new(&wanted.text);
        let profile = &workbook.assessment.profile;
        let mut items = Vec::new();
        let mut counts = BTreeMap::new();
        for item in &gathered.items {
            let check = &item.check;
            let named = || target_name(profile, &check.target, wanted.lang).to_lowercase();
            if !matches.clause(workbook, check.clause, wanted.lang) && !matches.text(&named()) {
                continue;
            }
            *counts.entry(item.stage).or_insert(0) += 1;
            if wanted.stage.is_none_or(|only| only == item.stage) {
                items.push(item.clone());
            }
        }
        Self {
            wanted,
            items,
            counts,
            gathered,
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
