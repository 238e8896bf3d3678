//! The user's own copy of the official text (原文), clause by clause, and what reading it found.
//! The words are the publisher's: the program carries none of them, and shows what the user loaded.

use serde::{Deserialize, Serialize};

use super::pack::{ClauseId, Pack};

/// One clause in the words of the official text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialClause {
    /// The clause.
    pub id: ClauseId,
    /// What it requires; items (款) each on a line of their own.
    pub requirement: String,
    /// The explanation, one paragraph per point; empty where the text has none.
    #[serde(default)]
    pub explanation: Vec<String>,
    /// The evidence list; empty where the text has none.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Other clauses that the text explains together with this one, on the same page.
    #[serde(default)]
    pub together_with: Vec<ClauseId>,
}

/// The official text as one file had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialText {
    /// Id of the pack whose clauses it was aligned to.
    pub pack: String,
    /// SHA-256 of the file that was read, lower-case hexadecimal.
    pub sha256: String,
    /// When it was added, RFC 3339.
    pub added: String,
    /// The clauses that were placed, in the pack's order.
    pub clauses: Vec<OfficialClause>,
}

impl OfficialText {
    /// The clause with this id; none where the copy lacks it.
    pub fn clause(&self, id: ClauseId) -> Option<&OfficialClause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}

/// A line that belongs to no clause with certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Its number in the file, from 1.
    pub line: usize,
    /// How it begins.
    pub text: String,
}

/// How the right number of a misprinted clause is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MisprintReason {
    /// The same words stand elsewhere in the text under the expected number.
    SameWords,
    /// The numbers before and after leave only the expected one.
    Order,
}

impl MisprintReason {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            MisprintReason::SameWords => "same_words",
            MisprintReason::Order => "order",
        }
    }
}

/// A number that does not follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Misprint {
    /// The clause the words were placed at.
    pub clause: ClauseId,
    /// Line of the file, from 1.
    pub line: usize,
    /// The number as printed.
    pub printed: u16,
    /// The number that follows.
    pub expected: u16,
    /// How that is known.
    pub why: MisprintReason,
}

/// What reading a text found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The clauses that were placed, in the pack's order.
    pub clauses: Vec<OfficialClause>,
    /// Clauses of the pack that the text does not have.
    pub missing: Vec<ClauseId>,
    /// Evidence items as printed: a list that stands on two pages counts twice, one that serves two
    /// clauses once.
    pub evidence: usize,
    /// What belongs to no clause with certainty.
    pub unplaced: Vec<Unplaced>,
    /// Numbers that do not follow.
    pub misprints: Vec<Misprint>,
}

impl Reading {
    /// Placed clauses whose explanation `pack` says the source has, and this text does not.
    pub fn unexplained(&self, pack: &Pack) -> Vec<ClauseId> {
        let lacks = |clause: &&OfficialClause| {
            clause.explanation.is_empty()
                && pack.clause(clause.id).is_some_and(|ours| ours.guidance_in_source)
        };
        self.clauses
            .iter()
            .filter(lacks)
            .map(|clause| clause.id)
            .collect()
    }

    /// How many clauses the pack has.
    pub fn total(&self) -> usize {
        self.clauses.len() + self.missing.len()
    }

    /// How many of the placed clauses have an explanation.
    pub fn explanations(&self) -> usize {
        let explained = |clause: &&OfficialClause| !clause.explanation.is_empty();
        self.clauses.iter().filter(explained).count()
    }
}
