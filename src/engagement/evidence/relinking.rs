//! Finding moved evidence by its hash, below the workbook's folder, the roots of the settings, or
//! a folder that was named. Everything found is stored in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use serde_json::json;

use super::folders;
use super::hashing::{Piece, hash_all};
use super::measuring::folder_facts;
use super::{Watch, stopped};
use crate::engagement::Engagement;
use crate::engagement::answering::field_changes;
use crate::engagement::request::{Relinked, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::model::change::{Action, Kind};
use crate::model::reporting::EvidenceState;

/// More entries than this are not searched: whoever names a whole disk waits for ever.
const MAX_ENTRIES: usize = 2_000_000;

/// What lies below the folders that are searched.
#[derive(Default)]
struct Found {
    /// Files by size.
    files: BTreeMap<u64, Vec<PathBuf>>,
    /// Number of files and bytes of every folder, with those below it.
    folders: BTreeMap<PathBuf, (u64, u64)>,
}

impl Engagement {
    /// Looks for evidence that is not where it was: one piece, or all that are missing.
    ///
    /// Files count as the same when size and SHA-256 agree, folders when their manifest does. Of
    /// several places the one with the same name is taken, then the first.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed, or somebody stopped it; nothing was changed then.
    pub fn relink_evidence(
        &mut self,
        only: Option<&str>,
        folder: Option<&Path>,
        watch: &mut Watch<'_>,
    ) -> Result<(Relinked, Option<Saved>)> {
        let wanted = self.astray(only, watch)?;
        if wanted.is_empty() {
            return Ok((Relinked::default(), None));
        }
        let places = self.places(folder)?;
        let below = search(&places, watch)?;
        let mut relinked = Relinked::default();
        let mut changes = Vec::new();
        let files = self.matching_files(&wanted, &below, watch)?;
        for evidence in &wanted {
            let place = match evidence.kind {
                EvidenceKind::Folder => self.matching_folder(evidence, &below, watch)?,
                _ => evidence
                    .sha256
                    .as_ref()
                    .and_then(|hash| best(evidence, files.get(hash)?)),
            };
            let Some(place) = place else {
                relinked.missing.push(evidence.uid.clone());
                continue;
            };
            let place = place.canonicalize().unwrap_or(place);
            let next = Evidence {
                location: self.stored_path(&place)?,
                ..evidence.clone()
            };
            changes.extend(field_changes(
                Kind::Evidence,
                &evidence.uid,
                &json!(evidence),
                &json!(next),
            ));
            relinked
                .moved
                .push((evidence.uid.clone(), evidence.location.clone(), next.location));
        }
        let saved = self.commit(Action::SetEvidence, changes)?;
        Ok((relinked, saved))
    }

    /// The pieces whose files are not there.
    fn astray(&self, only: Option<&str>, watch: &mut Watch<'_>) -> Result<Vec<Evidence>> {
        let asked: Vec<&Evidence> = match only {
            Some(uid) => vec![self.evidence_with(uid)?],
            None => self.evidence_in_order(),
        };
        let hashed: Vec<&Evidence> = asked.into_iter().filter(|one| one.kind.is_hashed()).collect();
        if only.is_some() && hashed.is_empty() {
            return Err(Error::input("error.nothing_to_relink").hint("error.hint_relink"));
        }
        // Of all of them, a look whether something is there is enough; one that was named may as
        // well have been replaced by another file of the same name.
        if only.is_none() {
            let gone = |one: &&Evidence| !self.resolved_path(&one.location).exists();
            return Ok(hashed.into_iter().filter(gone).cloned().collect());
        }
        let checked = self.look_at(&hashed, watch)?;
        let broken = |state: EvidenceState| state.is_broken();
        let pairs = hashed.into_iter().zip(checked);
        Ok(pairs
            .filter(|(_, checked)| broken(checked.state))
            .map(|(one, _)| one.clone())
            .collect())
    }

    /// Where to look: the folder that was named, else the workbook's and those of the settings.
    fn places(&self, folder: Option<&Path>) -> Result<Vec<PathBuf>> {
        let Some(folder) = folder else {
            let mut places = vec![self.folder()];
            places.extend(self.evidence_roots().iter().filter(|root| root.is_dir()).cloned());
            return Ok(places);
        };
        let unreadable = |source: std::io::Error| {
            Error::input("error.folder_not_listed")
                .with("path", folder.display())
                .with("cause", &source)
                .hint("error.hint_other_folder")
                .caused_by(source)
        };
        fs::read_dir(folder).map_err(unreadable)?;
        Ok(vec![folder.canonicalize().map_err(unreadable)?])
    }

    /// Every file below that has the size and hash of wanted evidence, by hash.
    fn matching_files(
        &self,
        wanted: &[Evidence],
        below: &Found,
        watch: &mut Watch<'_>,
    ) -> Result<BTreeMap<String, Vec<PathBuf>>> {
        let sizes: BTreeSet<u64> = wanted
            .iter()
            .filter(|one| one.kind != EvidenceKind::Folder)
            .filter_map(|one| one.size)
            .collect();
        let candidates = sizes
            .iter()
            .filter_map(|size| Some((*size, below.files.get(size)?)))
            .flat_map(|(size, paths)| {
                paths.iter().map(move |path| Piece {
                    path: path.clone(),
                    size,
                })
            });
        let pieces: Vec<Piece> = candidates.collect();
        let found = hash_all(&pieces, watch).map_err(|_| stopped())?;
        let mut by_hash: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for (piece, facts) in pieces.into_iter().zip(found) {
            if let Ok(facts) = facts {
                by_hash.entry(facts.sha256).or_default().push(piece.path);
            }
        }
        Ok(by_hash)
    }

    /// The folder below whose files are those of the wanted one.
    fn matching_folder(
        &self,
        evidence: &Evidence,
        below: &Found,
        watch: &mut Watch<'_>,
    ) -> Result<Option<PathBuf>> {
        let (Some(files), Some(size)) = (evidence.files, evidence.size) else {
            return Ok(None);
        };
        let alike = below
            .folders
            .iter()
            .filter(|(_, extent)| **extent == (files, size));
        let mut same = Vec::new();
        for (folder, _) in alike {
            let Ok(listed) = folders::list(folder, watch.cancelled) else {
                continue;
            };
            let pieces: Vec<Piece> = listed.iter().map(|file| file.piece.clone()).collect();
            let found = hash_all(&pieces, watch).map_err(|_| stopped())?;
            let hash = folder_facts(&listed, found).ok().map(|(hash, ..)| hash);
            if hash.is_some() && hash == evidence.sha256 {
                same.push(folder.clone());
            }
        }
        Ok(best(evidence, &same))
    }
}

/// The place with the same name, else the first.
fn best(evidence: &Evidence, places: &[PathBuf]) -> Option<PathBuf> {
    let name = evidence.location.rsplit(['/', '\\']).next();
    let same_name = |path: &&PathBuf| path.file_name().and_then(|found| found.to_str()) == name;
    let same = places.iter().find(same_name);
    same.or(places.first()).cloned()
}

/// Lists everything below folders. Links are not followed, so that no circle can be met; what
/// cannot be read is passed over.
fn search(places: &[PathBuf], watch: &mut Watch<'_>) -> Result<Found> {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    let mut entries = 0usize;
    for place in places {
        let mut open = vec![place.clone()];
        while let Some(folder) = open.pop() {
            // One place may lie below another.
            if !seen.insert(folder.clone()) {
                continue;
            }
            let Ok(listed) = fs::read_dir(&folder) else {
                continue;
            };
            for entry in listed.flatten() {
                entries += 1;
                if watch.cancelled.load(Ordering::Relaxed) {
                    return Err(stopped());
                }
                if entries > MAX_ENTRIES {
                    return Err(Error::input("error.search_too_large")
                        .with("limit", MAX_ENTRIES)
                        .hint("error.hint_search_smaller"));
                }
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_dir() {
                    open.push(entry.path());
                } else if let Some(metadata) = entry.metadata().ok().filter(|_| kind.is_file()) {
                    found.take(place, entry.path(), metadata.len());
                }
            }
        }
    }
    found.files.values_mut().for_each(|paths| paths.sort());
    Ok(found)
}

impl Found {
    fn take(&mut self, place: &Path, path: PathBuf, size: u64) {
        let above = path.ancestors().skip(1);
        for folder in above.take_while(|folder| folder.starts_with(place)) {
            let (files, bytes) = self.folders.entry(folder.to_owned()).or_default();
            *files += 1;
            *bytes += size;
        }
        self.files.entry(size).or_default().push(path);
    }
}
