//! Looking at evidence again: is it still what was attached, is it still valid, does it speak of
//! the assessed period. Nothing is written.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::folders::{self, FolderFault, FolderFile};
use super::hashing::{FileFacts, FileFault, Piece, hash_all};
use super::measuring::folder_facts;
use super::{Watch, stopped};
use crate::engagement::Engagement;
use crate::engagement::request::{Checked, Progress};
use crate::error::{Result, Words};
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::model::reporting::EvidenceState;

/// What is to be hashed to know the state of a piece of evidence.
enum Plan {
    /// Nothing: its content is not in the file system.
    Dates,
    /// Nothing: it is known already.
    Known(EvidenceState, Option<Words>),
    /// One file.
    File(usize),
    /// The files of a folder.
    Folder(Vec<FolderFile>, Range<usize>),
}

impl Engagement {
    /// Looks at every piece of evidence again; states by uid, in the order of the numbers.
    pub fn check_evidence(
        &self,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<Vec<(String, EvidenceState)>> {
        let mut watch = Watch { progress, cancelled };
        let checked = self.look_at_evidence(&mut watch)?;
        Ok(checked.into_iter().map(|one| (one.uid, one.state)).collect())
    }

    /// Looks at every piece of evidence again and says what stood in the way.
    pub fn look_at_evidence(&self, watch: &mut Watch<'_>) -> Result<Vec<Checked>> {
        self.look_at(&self.evidence_in_order(), watch)
    }

    /// Looks at some pieces of evidence again, all their files at once.
    pub(super) fn look_at(&self, evidence: &[&Evidence], watch: &mut Watch<'_>) -> Result<Vec<Checked>> {
        let mut pieces = Vec::new();
        let mut plans = Vec::with_capacity(evidence.len());
        for one in evidence {
            if watch.cancelled.load(std::sync::atomic::Ordering::Relaxed) {
                return Err(stopped());
            }
            plans.push(self.plan(one, &mut pieces, watch.cancelled)?);
        }
        let found = hash_all(&pieces, watch).map_err(|_| stopped())?;
        let mut found: Vec<Option<_>> = found.into_iter().map(Some).collect();
        let states = evidence.iter().zip(plans).map(|(one, plan)| {
            let (content, cause) = content_state(one, plan, &pieces, &mut found);
            Checked {
                uid: one.uid.clone(),
                state: content.unwrap_or_else(|| self.state_by_dates(one)),
                cause,
            }
        });
        Ok(states.collect())
    }

    /// What is to be hashed; its files are put behind `pieces`.
    fn plan(&self, evidence: &Evidence, pieces: &mut Vec<Piece>, cancelled: &AtomicBool) -> Result<Plan> {
        if !evidence.kind.is_hashed() {
            return Ok(Plan::Dates);
        }
        let path = self.resolved_path(&evidence.location);
        let start = pieces.len();
        if evidence.kind == EvidenceKind::Folder {
            return Ok(match folders::list(&path, cancelled) {
                Ok(files) => {
                    pieces.extend(files.iter().map(|file| file.piece.clone()));
                    Plan::Folder(files, start..pieces.len())
                }
                Err(FolderFault::Cancelled) => return Err(stopped()),
                Err(fault) => {
                    let words = fault.words(&path);
                    let state = match fault {
                        FolderFault::Missing(_) => EvidenceState::Missing,
                        FolderFault::NotAFolder => EvidenceState::NotAFile,
                        FolderFault::Empty | FolderFault::TooMany => EvidenceState::Changed,
                        _ => EvidenceState::Unreadable,
                    };
                    Plan::Known(state, words)
                }
            });
        }
        Ok(match fs::metadata(&path).map_err(FileFault::from) {
            Err(fault) => Plan::Known(state_of(&fault), cause_of(&fault, &path)),
            Ok(metadata) if !metadata.is_file() => Plan::Known(EvidenceState::NotAFile, None),
            // Another size is another content; there is no need to read it.
            Ok(metadata) if evidence.size.is_some_and(|size| size != metadata.len()) => {
                Plan::Known(EvidenceState::Changed, None)
            }
            Ok(metadata) => {
                pieces.push(Piece {
                    path,
                    size: metadata.len(),
                });
                Plan::File(start)
            }
        })
    }

    fn state_by_dates(&self, evidence: &Evidence) -> EvidenceState {
        let period = &self.assessment().profile.assessment;
        let as_of = match period.as_of.is_empty() {
            true => self.today(),
            false => period.as_of.clone(),
        };
        if !evidence.valid_until.is_empty() && evidence.valid_until < as_of {
            return EvidenceState::Expired;
        }
        let (first, last) = speaks_of(evidence);
        let before = !last.is_empty() && !period.from.is_empty() && last < period.from.as_str();
        let after = !first.is_empty() && !period.to.is_empty() && first > period.to.as_str();
        match before || after {
            true => EvidenceState::OutsidePeriod,
            false => EvidenceState::Ok,
        }
    }
}

/// First and last day the evidence speaks of: the covered period where one is given, else its date.
fn speaks_of(evidence: &Evidence) -> (&str, &str) {
    match evidence.covers_from.is_empty() && evidence.covers_to.is_empty() {
        true => (&evidence.dated, &evidence.dated),
        false => (&evidence.covers_from, &evidence.covers_to),
    }
}

/// What became of the content; none where it is as it was attached.
fn content_state(
    evidence: &Evidence,
    plan: Plan,
    pieces: &[Piece],
    found: &mut [Option<std::result::Result<FileFacts, FileFault>>],
) -> (Option<EvidenceState>, Option<Words>) {
    let recorded = evidence.sha256.as_deref();
    let compared = |sha256: &str| (recorded != Some(sha256)).then_some(EvidenceState::Changed);
    let failed = |path: &Path, fault: &FileFault| (Some(state_of(fault)), cause_of(fault, path));
    match plan {
        Plan::Dates => (None, None),
        Plan::Known(state, cause) => (Some(state), cause),
        Plan::File(at) => {
            let path: PathBuf = pieces.get(at).map(|piece| piece.path.clone()).unwrap_or_default();
            match found.get_mut(at).and_then(Option::take) {
                Some(Ok(facts)) => (compared(&facts.sha256), None),
                Some(Err(fault)) => failed(&path, &fault),
                None => (Some(EvidenceState::Unreadable), None),
            }
        }
        Plan::Folder(files, range) => {
            let facts = found
                .get_mut(range)
                .into_iter()
                .flatten()
                .filter_map(Option::take);
            match folder_facts(&files, facts) {
                Ok((sha256, ..)) => (compared(&sha256), None),
                // A file that went away meanwhile leaves the folder changed, not missing.
                Err((path, fault)) => (Some(EvidenceState::Unreadable), cause_of(&fault, &path)),
            }
        }
    }
}

fn state_of(fault: &FileFault) -> EvidenceState {
    match fault {
        FileFault::NotAFile => EvidenceState::NotAFile,
        FileFault::Missing(_) => EvidenceState::Missing,
        FileFault::Unreadable(_) | FileFault::Cancelled => EvidenceState::Unreadable,
    }
}

/// What the operating system said; nothing more is to be said of a file that is not there.
fn cause_of(fault: &FileFault, path: &Path) -> Option<Words> {
    match fault {
        FileFault::Unreadable(source) => Some(
            Words::new("error.evidence_unreadable")
                .with("path", path.display())
                .with("cause", source),
        ),
        _ => None,
    }
}
