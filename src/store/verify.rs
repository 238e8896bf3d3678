//! Checking a workbook against its own journal.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Store, StoreError, journal};
use crate::model::assessment::Assessment;
use crate::model::journal::{ChainReport, ChainResult, Head, check_chain};

impl Store {
    /// Checks the journal's chain, and that the tables and the embedded pack are what it says.
    pub fn verify(&self, anchor: Option<&Head>) -> Result<ChainReport, StoreError> {
        self.in_one_view(|store| store.verify_inner(anchor))
    }

    fn verify_inner(&self, anchor: Option<&Head>) -> Result<ChainReport, StoreError> {
        let (rows, all_readable) = journal::readable(&self.connection).map_err(|e| self.sqlite(e))?;
        let at = rows.len() as u64;
        let broken = |at| ChainReport {
            result: ChainResult::Broken,
            at,
        };
        let report = check_chain(&rows, anchor.filter(|_| all_readable));
        if report.result != ChainResult::Intact {
            return Ok(report);
        }
        // A row that no longer reads as a row was changed.
        if !all_readable {
            return Ok(broken(at + 1));
        }
        let mut folded = Assessment::default();
        let first = rows.first().map(|row| row.after.clone());
        for (row, seq) in rows.into_iter().zip(1..) {
            if folded.apply(&row.into_change()).is_err() {
                return Ok(broken(seq));
            }
        }
        let agrees =
            self.assessment().is_ok_and(|tables| tables == folded) && self.pack_agrees(first.as_ref());
        Ok(if agrees {
            report
        } else {
            ChainReport {
                result: ChainResult::TableDiffers,
                at,
            }
        })
    }

    /// Whether the embedded pack, and what the table says of it, is the one the first row recorded.
    fn pack_agrees(&self, recorded: Option<&Value>) -> bool {
        let Some(recorded) = recorded else {
            return false;
        };
        let fact = |name: &str| recorded.get(name).and_then(Value::as_str);
        let named = self.connection.query_row(
            "SELECT pack_id, pack_version, pack_sha256 FROM workbook",
            [],
            |row| Ok([row.get::<_, String>(0)?, row.get(1)?, row.get(2)?]),
        );
        let named_rightly = named.is_ok_and(|named| {
            [fact("id"), fact("version"), fact("sha256")]
                == [0, 1, 2].map(|at: usize| named.get(at).map(String::as_str))
        });
        // The stored bytes are hashed, not what this program makes of them, so that a later one that
        // knows more fields still finds the pack unchanged.
        let hash = self.pack_json().map(|json| hex::encode(Sha256::digest(json)));
        named_rightly && hash.is_ok_and(|hash| fact("sha256") == Some(hash.as_str())) && self.pack().is_ok()
    }
}
