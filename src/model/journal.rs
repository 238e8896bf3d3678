//! The journal (異動紀錄): an append-only, hash-chained record of every change.
//!
//! The hash of a row is SHA-256 with a domain tag over RFC 8785 JSON that holds salted commitments
//! of the values; values and salts stand beside it, so that a redacted copy still verifies. The
//! chain shows changes to what lies before a head that was kept elsewhere. It proves neither that
//! inputs are true nor that the clock is right.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::canonical;
use super::change::{Action, Change, Object, Step};

/// Domain tag of row hashes.
const ROW_DOMAIN: &str = "zicha/journal-row/1";
/// Domain tag of value commitments.
const VALUE_DOMAIN: &str = "zicha/journal-value/1";
/// What the first row names as its predecessor.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Place in display order, from 1. Not hashed: a merge renumbers it.
    pub seq: u64,
    /// Hash of this row, lower-case hexadecimal.
    pub hash: String,
    /// Hash of the row before.
    pub prev: String,
    /// Hash of a merged second parent, if any.
    pub merged: Option<String>,
    /// Number of the step the row belongs to.
    pub step: u64,
    /// The step whose changes are swapped, for undo and redo.
    pub undoes: Option<u64>,
    /// When, RFC 3339 with offset, as the machine's clock said.
    pub at: String,
    /// Who, as given.
    pub actor: String,
    /// What was done.
    pub action: Action,
    /// What changed.
    pub object: Object,
    /// The value before, `null` for absent.
    pub before: Value,
    /// The value after.
    pub after: Value,
    /// Salt of the commitment to `before`, 32 hexadecimal digits.
    pub salt_before: String,
    /// Salt of the commitment to `after`.
    pub salt_after: String,
}

/// Count and hash of the last row: what an anchor holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of rows.
    pub count: u64,
    /// Hash of the last row, [`GENESIS`] when there is none.
    pub head: String,
}

/// Text that is not an anchor (`COUNT:HEAD`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// Not a number, a colon and a hash.
    #[error("an anchor is written COUNT:HEAD, as `zicha status` prints it")]
    Shape,
    /// The hash has another length or holds other characters.
    #[error("the head of an anchor has 64 hexadecimal digits")]
    Head,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.count, self.head)
    }
}

impl FromStr for Head {
    type Err = AnchorError;

    /// Reads an anchor as it is printed (`COUNT:HEAD`); space around it and capitals do not matter.
    fn from_str(text: &str) -> Result<Self, AnchorError> {
        let (count, head) = text.split_once(':').ok_or(AnchorError::Shape)?;
        let count = count.trim().parse().map_err(|_| AnchorError::Shape)?;
        let head = head.trim().to_ascii_lowercase();
        if head.len() != GENESIS.len() || !head.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(AnchorError::Head);
        }
        Ok(Self { count, head })
    }
}

/// Who and when, for the rows of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// RFC 3339 with offset.
    pub at: String,
    /// Who, as given.
    pub actor: String,
}

impl Row {
    /// The hash the row should have.
    pub fn computed_hash(&self) -> String {
        let content = json!({
            "prev": self.prev,
            "merged": self.merged,
            "step": self.step,
            "undoes": self.undoes,
            "at": self.at,
            "actor": self.actor,
            "action": self.action,
            "object": self.object,
            "before": commitment(&self.before, &self.salt_before),
            "after": commitment(&self.after, &self.salt_after),
        });
        canonical::tagged_sha256_hex(ROW_DOMAIN, &canonical::to_bytes(&content))
    }

    /// The change the row records, without keeping the row.
    pub fn into_change(self) -> Change {
        Change {
            object: self.object,
            before: self.before,
            after: self.after,
        }
    }

    /// The change the row records.
    pub fn change(&self) -> Change {
        Change {
            object: self.object.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
        }
    }
}

/// A salted commitment to a value: its hash says nothing about a short value without the salt.
fn commitment(value: &Value, salt: &str) -> String {
    let mut bytes = salt.as_bytes().to_vec();
    bytes.push(b':');
    bytes.extend(canonical::to_bytes(value));
    canonical::tagged_sha256_hex(VALUE_DOMAIN, &bytes)
}

/// Makes the rows of a step that follows `head`. `salts` gives fresh random salts.
pub fn rows_for_step(
    step: &Step,
    number: u64,
    head: &Head,
    stamp: &Stamp,
    salts: &mut dyn FnMut() -> String,
) -> Vec<Row> {
    let mut prev = head.head.clone();
    let mut rows = Vec::with_capacity(step.changes.len());
    for (change, seq) in step.changes.iter().zip(head.count + 1..) {
        let mut row = Row {
            seq,
            hash: String::new(),
            prev,
            merged: None,
            step: number,
            undoes: step.undoes,
            at: stamp.at.clone(),
            actor: stamp.actor.clone(),
            action: step.action,
            object: change.object.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            salt_before: salts(),
            salt_after: salts(),
        };
        row.hash = row.computed_hash();
        prev = row.hash.clone();
        rows.push(row);
    }
    rows
}

/// What checking a journal found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainResult {
    /// Every row follows from the one before, and the tables are their fold.
    Intact,
    /// A row does not follow from the one before, or was changed.
    Broken,
    /// The chain holds, but a table differs from its fold.
    TableDiffers,
    /// There are fewer rows than the anchor names.
    Shorter,
    /// The row the anchor names is another one.
    Rewritten,
}

impl ChainResult {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            ChainResult::Intact => "intact",
            ChainResult::Broken => "broken",
            ChainResult::TableDiffers => "table_differs",
            ChainResult::Shorter => "shorter",
            ChainResult::Rewritten => "rewritten",
        }
    }
}

/// The result of checking a journal and where it failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// What was found.
    pub result: ChainResult,
    /// The row where it failed, or the number of rows.
    pub at: u64,
}

/// Checks the chain itself: every hash, every predecessor, every place, and an anchor if given.
pub fn check_chain(rows: &[Row], anchor: Option<&Head>) -> ChainReport {
    let count = rows.len() as u64;
    let report = |result, at| ChainReport { result, at };
    if let Some(seq) = first_broken(rows) {
        return report(ChainResult::Broken, seq);
    }
    let Some(anchor) = anchor else {
        return report(ChainResult::Intact, count);
    };
    if anchor.count > count {
        return report(ChainResult::Shorter, count);
    }
    let anchored = match usize::try_from(anchor.count).ok().and_then(|n| n.checked_sub(1)) {
        Some(index) => rows.get(index).map_or(GENESIS, |row| row.hash.as_str()),
        None => GENESIS,
    };
    if anchored == anchor.head {
        report(ChainResult::Intact, count)
    } else {
        report(ChainResult::Rewritten, anchor.count)
    }
}

/// Place of the first row that does not follow from the one before, or was changed. Whether a row
/// holds can be said from it and the one before alone, so that all processors look at rows.
fn first_broken(rows: &[Row]) -> Option<u64> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = rows.len().div_ceil(workers).max(LEAST_SHARE);
    std::thread::scope(|scope| {
        let shares: Vec<_> = (0..rows.len())
            .step_by(share)
            .map(|from| scope.spawn(move || first_broken_in(rows, from..rows.len().min(from + share))))
            .collect();
        // What a worker does cannot panic; if it did, its rows would not have been found whole.
        let found = shares
            .into_iter()
            .zip((0u64..).step_by(share))
            .map(|(worker, from)| worker.join().unwrap_or(Some(from + 1)));
        found.flatten().next()
    })
}

/// Fewer rows than this are not worth a thread of their own.
const LEAST_SHARE: usize = 512;

fn first_broken_in(rows: &[Row], range: Range<usize>) -> Option<u64> {
    let mut prev = match range.start.checked_sub(1) {
        Some(before) => rows.get(before)?.hash.as_str(),
        None => GENESIS,
    };
    let first = range.start as u64 + 1;
    for (row, seq) in rows.get(range)?.iter().zip(first..) {
        if row.seq != seq || row.prev != prev || row.hash != row.computed_hash() {
            return Some(seq);
        }
        prev = &row.hash;
    }
    None
}

/// The head of a list of rows.
pub fn head_of(rows: &[Row]) -> Head {
    Head {
        count: rows.len() as u64,
        head: rows
            .last()
            .map_or_else(|| GENESIS.to_owned(), |row| row.hash.clone()),
    }
}

/// What can be undone and done again, read from the steps of a journal in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoHistory {
    undoable: Vec<u64>,
    /// Steps that were undone, each with the undo step that did it.
    redoable: Vec<(u64, u64)>,
}

impl UndoHistory {
    /// Takes the next step into account.
    pub fn record(&mut self, number: u64, action: Action, undoes: Option<u64>) {
        match (action, undoes) {
            (Action::Undo, Some(undone)) => {
                self.undoable.retain(|step| *step != undone);
                self.redoable.push((undone, number));
            }
            (Action::Redo, Some(_)) => {
                self.redoable.pop();
                self.undoable.push(number);
            }
            (Action::Create, _) => *self = Self::default(),
            (Action::Export | Action::SignOff, _) => {}
            _ => {
                self.redoable.clear();
                self.undoable.push(number);
            }
        }
    }

    /// The step the next undo swaps.
    pub fn next_undo(&self) -> Option<u64> {
        self.undoable.last().copied()
    }

    /// The undo step the next redo swaps.
    pub fn next_redo(&self) -> Option<u64> {
        self.redoable.last().map(|(_, undo)| *undo)
    }
}

/// The changes that reverse a step's rows: each swapped, last first.
pub fn reversed(rows: &[Row]) -> Vec<Change> {
    rows.iter().rev().map(|row| row.change().inverse()).collect()
}
