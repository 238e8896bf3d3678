//! Handing evidence over: a new folder with a copy of every file, by article, and a manifest that
//! lists what was copied and what is only referred to.
//!
//! Everything is written below a temporary name beside the target, read back and compared, and
//! moved into place at the end: there is a whole folder or none.

mod copying;
mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use sha2::{Digest, Sha256};

pub use manifest::ExportedRow;

use super::Watch;
use super::folders;
use crate::engagement::Engagement;
use crate::engagement::answering::created;
use crate::engagement::request::{Checked, Saved};
use crate::error::{Error, Result};
use crate::lang::{Lang, tr};
use crate::model::assessment::{Evidence, EvidenceKind, ExportRecord, Link};
use crate::model::change::{Action, Kind};
use crate::text::file_name_part;
use copying::{Copier, Copy};

/// Longest name of a folder or file made from a title, in characters.
const MAX_NAME: usize = 80;

/// A written folder of evidence.
#[derive(Debug)]
pub struct ExportedEvidence {
    /// The folder.
    pub folder: PathBuf,
    /// One row for each check a piece serves, as in the manifest.
    pub rows: Vec<ExportedRow>,
    /// Files that were copied.
    pub copied: usize,
    /// Labels of pieces that could not be copied or are not what was attached.
    pub faulty: Vec<String>,
    /// The step that records it; none from a workbook opened for reading.
    pub saved: Option<Saved>,
}

impl Engagement {
    /// Writes the folder.
    ///
    /// # Errors
    ///
    /// When the folder is there already, cannot be made, lies inside evidence, or somebody stopped
    /// it; nothing is left behind then. A piece whose file is missing stops nothing: it is listed.
    pub fn export_evidence(
        &mut self,
        folder: &Path,
        lang: Lang,
        watch: &mut Watch<'_>,
    ) -> Result<ExportedEvidence> {
        let target = self.free_target(folder)?;
        let checked = self.look_at_evidence(watch)?;
        let temporary = temporary_beside(&target)?;
        fs::create_dir(&temporary).map_err(|source| not_written(&target, source))?;
        let made = self
            .fill(&temporary, &checked, lang, watch)
            .and_then(|made| move_into_place(&temporary, &target).map(|()| made));
        if made.is_err() {
            let _ = fs::remove_dir_all(&temporary);
        }
        let (rows, copied, faulty, sha256) = made?;
        let saved = self.register_folder(&target, sha256)?;
        Ok(ExportedEvidence {
            folder: target,
            rows,
            copied,
            faulty,
            saved,
        })
    }

    /// The folder to be made, in a folder that exists, outside of all evidence.
    fn free_target(&self, folder: &Path) -> Result<PathBuf> {
        let refused = |id| Error::input(id).with("path", folder.display());
        let name = folder
            .file_name()
            .ok_or_else(|| refused("error.names_no_file").hint("error.hint_file_name"))?;
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let Ok(parent) = parent.canonicalize() else {
            return Err(Error::input("error.no_folder")
                .with("path", parent.display())
                .hint("error.hint_make_folder"));
        };
        let target = parent.join(name);
        if target.symlink_metadata().is_ok() {
            return Err(refused("error.export_exists").hint("error.hint_export_new_folder"));
        }
        let folders = self
            .assessment()
            .evidence
            .values()
            .filter(|evidence| evidence.kind == EvidenceKind::Folder);
        for evidence in folders {
            let place = self.resolved_path(&evidence.location);
            let place = place.canonicalize().unwrap_or(place);
            if target.starts_with(&place) {
                return Err(refused("error.export_inside_evidence")
                    .with("label", evidence.label())
                    .hint("error.hint_export_new_folder"));
            }
        }
        Ok(target)
    }

    /// Copies everything and writes the manifest; gives its hash.
    fn fill(
        &self,
        root: &Path,
        checked: &[Checked],
        lang: Lang,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ExportedRow>, usize, Vec<String>, String)> {
        let mut copies = Vec::new();
        let mut plans = Vec::new();
        let states: BTreeMap<&str, &Checked> = checked.iter().map(|one| (one.uid.as_str(), one)).collect();
        for evidence in self.evidence_in_order() {
            let links = self.links_of(evidence);
            let below: BTreeSet<String> = match links.is_empty() {
                true => BTreeSet::from([tr(lang, "evidence.unlinked_folder").to_owned()]),
                false => links.iter().map(|link| self.article_folder(link, lang)).collect(),
            };
            for folder in below {
                let name = copy_name(evidence);
                let files = self.files_of(evidence, watch);
                let first = copies.len();
                let place = Path::new(&folder).join(&name);
                copies.extend(files.into_iter().map(|(tail, source, size)| Copy {
                    target: tail.map_or_else(|| place.clone(), |tail| place.join(tail)),
                    source,
                    size,
                }));
                let tied = links
                    .iter()
                    .filter(|link| self.article_folder(link, lang) == folder)
                    .copied()
                    .collect();
                plans.push(manifest::Plan {
                    evidence,
                    links: tied,
                    place: format!("{folder}/{name}"),
                    copies: first..copies.len(),
                });
            }
        }
        let mut copier = Copier::new(root, &copies, watch);
        let done = copier.copy_all()?;
        let rows: Vec<ExportedRow> = plans
            .iter()
            .flat_map(|plan| plan.rows(&done, states.get(plan.evidence.uid.as_str()).map(|one| one.state)))
            .collect();
        let mut faulty: Vec<String> = rows
            .iter()
            .filter(|row| row.is_faulty())
            .map(|row| row.label.clone())
            .collect();
        faulty.dedup();
        let json = manifest::json(self, &rows)?;
        let csv = manifest::csv(&rows, lang)?;
        for (name, content) in [
            ("manifest.json", json.as_bytes()),
            ("manifest.csv", csv.as_slice()),
        ] {
            copying::write_new(&root.join(name), content)
                .map_err(|source| not_written(&root.join(name), source))?;
        }
        let copied = done.iter().filter(|copy| copy.is_ok()).count();
        Ok((rows, copied, faulty, hex::encode(Sha256::digest(json))))
    }

    /// The ties of a piece, by clause and target.
    fn links_of(&self, evidence: &Evidence) -> Vec<&Link> {
        let mut links: Vec<&Link> = self.assessment().links_of_evidence(&evidence.uid).collect();
        links.sort_by_key(|link| (link.clause, &link.target, &link.item));
        links
    }

    /// `04 帳號管理`.
    fn article_folder(&self, link: &Link, lang: Lang) -> String {
        let number = link.clause.article;
        let article = self.pack().article(number);
        let title = article.map(|article| lang.of(&article.title)).unwrap_or_default();
        let name = file_name_part(&format!("{number:02} {title}"), MAX_NAME);
        name.trim_end().to_owned()
    }

    /// The files of a piece that can be copied: path below it (none for a single file), source,
    /// size.
    fn files_of(&self, evidence: &Evidence, watch: &Watch<'_>) -> Vec<(Option<PathBuf>, PathBuf, u64)> {
        if !evidence.kind.is_hashed() {
            return Vec::new();
        }
        let path = self.resolved_path(&evidence.location);
        if evidence.kind == EvidenceKind::Folder {
            let listed = folders::list(&path, watch.cancelled).unwrap_or_default();
            return listed
                .into_iter()
                .map(|file| (Some(safe_tail(&file.name)), file.piece.path, file.piece.size))
                .collect();
        }
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => vec![(None, path, metadata.len())],
            _ => Vec::new(),
        }
    }

    fn register_folder(&mut self, folder: &Path, sha256: String) -> Result<Option<Saved>> {
        if self.is_read_only() {
            return Ok(None);
        }
        let record = ExportRecord {
            uid: self.new_uid(),
            format: "evidence".to_owned(),
            file: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            sha256,
            digest: self.assessment().digest(),
            signed_as: None,
            added_to: None,
            at: self.timestamp(),
        };
        let change = created(Kind::Export, &record.uid.clone(), json!(record));
        self.commit(Action::Export, vec![change])
    }
}

/// `E-003 帳號清查.pdf`: the label and the file's own name, on every system.
fn copy_name(evidence: &Evidence) -> String {
    let own = evidence.location.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = match own.rsplit_once('.') {
        Some((stem, ending)) if evidence.kind != EvidenceKind::Folder => (stem, ending),
        _ => (own, ""),
    };
    let stem = file_name_part(stem, MAX_NAME);
    let ending = file_name_part(ending, 16);
    let name = format!("{} {stem}", evidence.label());
    match ending.is_empty() {
        true => name.trim_end().to_owned(),
        false => format!("{}.{ending}", name.trim_end()),
    }
}

/// The path of a file below its folder, with names that every system takes and that lead nowhere
/// else.
fn safe_tail(name: &str) -> PathBuf {
    name.split('/')
        .map(|step| match file_name_part(step, 200) {
            kept if kept == step => kept,
            // A hidden file keeps its dot; what had to be changed is told apart by its hash.
            _ if step.starts_with('.') && file_name_part(step, 200) == step.trim_matches('.') => {
                step.to_owned()
            }
            kept => {
                let hash = hex::encode(Sha256::digest(step));
                format!("{kept}~{}", hash.get(..8).unwrap_or_default())
            }
        })
        .collect()
}

fn temporary_beside(target: &Path) -> Result<PathBuf> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    Ok(target.with_file_name(format!(".{name}.{}.new", std::process::id())))
}

fn move_into_place(temporary: &Path, target: &Path) -> Result<()> {
    if target.symlink_metadata().is_ok() {
        return Err(Error::input("error.export_exists")
            .with("path", target.display())
            .hint("error.hint_export_new_folder"));
    }
    fs::rename(temporary, target).map_err(|source| not_written(target, source))
}

fn not_written(path: &Path, source: std::io::Error) -> Error {
    Error::environment("error.cannot_write")
        .with("path", path.display())
        .with("cause", &source)
        .hint("error.hint_check_folder")
        .caused_by(source)
}
