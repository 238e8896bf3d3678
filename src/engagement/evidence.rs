//! Evidence: attaching references, tying them to checks, and looking at the files again.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, Local, SecondsFormat};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Engagement;
use super::answering::{created, removed};
use super::request::{EvidenceDraft, LinkDraft, Progress, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{CheckKey, Evidence, EvidenceKind, Link};
use crate::model::change::{Action, Change, Kind};
use crate::model::profile_file::date_is_real;
use crate::model::reporting::EvidenceState;

/// How much of a file is hashed between two looks at the cancel flag.
const CHUNK: usize = 1 << 20;
/// Longest path, address or document number, in characters.
const MAX_LEN: usize = 4096;

/// What a file was when it was looked at.
struct FileFacts {
    sha256: String,
    size: u64,
    modified: Option<String>,
}

impl Engagement {
    /// Attaches new evidence to a check. A file is hashed; the file itself stays where it is.
    pub fn attach_evidence(&mut self, draft: &EvidenceDraft, link: &LinkDraft) -> Result<Option<Saved>> {
        self.attach_evidence_to(draft, std::slice::from_ref(link))
    }

    /// Attaches new evidence to several checks in one step.
    pub fn attach_evidence_to(
        &mut self,
        draft: &EvidenceDraft,
        links: &[LinkDraft],
    ) -> Result<Option<Saved>> {
        for link in links {
            self.check_link(link)?;
        }
        let mut evidence = self.new_evidence(draft)?;
        if draft.kind == EvidenceKind::File {
            let path = self.absolute(&draft.location)?;
            let facts = file_facts(&path, &AtomicBool::new(false)).map_err(|fault| fault.refusal(&path))?;
            evidence.location = self.stored_path(&path)?;
            evidence.sha256 = Some(facts.sha256);
            evidence.size = Some(facts.size);
            evidence.modified = facts.modified;
            if evidence.title.is_empty() {
                evidence.title = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
            }
        }
        let mut changes = vec![created(Kind::Evidence, &evidence.uid, json!(evidence))];
        for link in links {
            let tie = self.new_link(&evidence.uid, link);
            changes.push(created(Kind::Link, &tie.uid, json!(tie)));
        }
        self.commit(Action::AttachEvidence, changes)
    }

    /// Ties known evidence to a further check or item.
    pub fn link_evidence(&mut self, evidence: &str, link: &LinkDraft) -> Result<Option<Saved>> {
        self.check_link(link)?;
        if !self.assessment().evidence.contains_key(evidence) {
            return Err(no_such_evidence());
        }
        let same = |known: &Link| {
            known.clause == link.clause && known.target == link.target && known.item == link.item
        };
        if self.assessment().links_of_evidence(evidence).any(same) {
            return Ok(None);
        }
        let tie = self.new_link(evidence, link);
        self.commit(
            Action::LinkEvidence,
            vec![created(Kind::Link, &tie.uid, json!(tie))],
        )
    }

    /// Unties evidence from a check; the evidence itself stays.
    pub fn unlink_evidence(&mut self, link: &str) -> Result<Option<Saved>> {
        let tie = self
            .assessment()
            .links
            .get(link)
            .cloned()
            .ok_or_else(no_such_evidence)?;
        self.commit(Action::LinkEvidence, vec![removed(Kind::Link, link, json!(tie))])
    }

    /// Removes evidence with all its ties.
    pub fn remove_evidence(&mut self, uid: &str) -> Result<Option<Saved>> {
        let evidence = self
            .assessment()
            .evidence
            .get(uid)
            .cloned()
            .ok_or_else(no_such_evidence)?;
        let mut changes: Vec<Change> = self
            .assessment()
            .links_of_evidence(uid)
            .map(|link| removed(Kind::Link, &link.uid, json!(link)))
            .collect();
        changes.push(removed(Kind::Evidence, uid, json!(evidence)));
        self.commit(Action::RemoveEvidence, changes)
    }

    /// Looks at every piece of evidence again.
    pub fn check_evidence(
        &self,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<Vec<(String, EvidenceState)>> {
        let pieces: Vec<&Evidence> = self.assessment().evidence_by_number().collect();
        let total = pieces.len() as u64;
        let mut states = Vec::with_capacity(pieces.len());
        for (evidence, done) in pieces.into_iter().zip(0..) {
            progress(Progress { done, total });
            states.push((evidence.uid.clone(), self.evidence_state(evidence, cancelled)?));
        }
        Ok(states)
    }

    fn evidence_state(&self, evidence: &Evidence, cancelled: &AtomicBool) -> Result<EvidenceState> {
        if evidence.kind == EvidenceKind::File {
            let path = self.resolved_path(&evidence.location);
            match file_facts(&path, cancelled) {
                Ok(facts) if evidence.sha256.as_deref() == Some(facts.sha256.as_str()) => {}
                Ok(_) => return Ok(EvidenceState::Changed),
                Err(FileFault::NotAFile) => return Ok(EvidenceState::NotAFile),
                // One file that cannot be read hides no other.
                Err(FileFault::Unreadable(_)) => return Ok(EvidenceState::Missing),
                Err(FileFault::Cancelled) => {
                    return Err(Error::input("error.evidence_cancelled").hint("error.hint_unchanged"));
                }
            }
        }
        Ok(self.state_by_dates(evidence))
    }

    fn state_by_dates(&self, evidence: &Evidence) -> EvidenceState {
        let period = &self.assessment().profile.assessment;
        let as_of = if period.as_of.is_empty() {
            self.today()
        } else {
            period.as_of.clone()
        };
        let before = !evidence.dated.is_empty() && !period.from.is_empty() && evidence.dated < period.from;
        let after = !evidence.dated.is_empty() && !period.to.is_empty() && evidence.dated > period.to;
        if !evidence.valid_until.is_empty() && evidence.valid_until < as_of {
            EvidenceState::Expired
        } else if before || after {
            EvidenceState::OutsidePeriod
        } else {
            EvidenceState::Ok
        }
    }

    fn new_evidence(&mut self, draft: &EvidenceDraft) -> Result<Evidence> {
        let location = draft.location.trim();
        check_location(draft.kind, location)?;
        for (field, date) in [
            ("error.evidence_dated", &draft.dated),
            ("error.evidence_valid_until", &draft.valid_until),
            ("error.evidence_covers_from", &draft.covers_from),
            ("error.evidence_covers_to", &draft.covers_to),
        ] {
            date_is_real(field, date).map_err(|fault| {
                Error::input(field)
                    .saying("fault", fault.said)
                    .hint("error.hint_not_attached")
            })?;
        }
        let number = self
            .assessment()
            .evidence_by_number()
            .next_back()
            .map_or(1, |last| last.number.saturating_add(1));
        Ok(Evidence {
            uid: self.new_uid(),
            number,
            kind: draft.kind,
            title: draft.title.trim().to_owned(),
            location: location.to_owned(),
            dated: draft.dated.clone(),
            valid_until: draft.valid_until.clone(),
            version: draft.version.trim().to_owned(),
            issuer: draft.issuer.trim().to_owned(),
            covers_from: draft.covers_from.clone(),
            covers_to: draft.covers_to.clone(),
            sensitivity: draft.sensitivity,
            interview: draft.interview.clone(),
            custodian: draft.custodian.trim().to_owned(),
            attached_by: self.author().to_owned(),
            attached_at: self.timestamp(),
            ..Evidence::default()
        })
    }

    fn new_link(&mut self, evidence: &str, draft: &LinkDraft) -> Link {
        Link {
            uid: self.new_uid(),
            evidence: evidence.to_owned(),
            clause: draft.clause,
            target: draft.target.clone(),
            item: draft.item.clone(),
            locator: draft.locator.trim().to_owned(),
            proves: draft.proves.trim().to_owned(),
        }
    }

    fn check_link(&self, link: &LinkDraft) -> Result<()> {
        self.check_key(&CheckKey {
            clause: link.clause,
            target: link.target.clone(),
            part: None,
        })?;
        let items = self
            .pack()
            .clause(link.clause)
            .map(|clause| clause.evidence.as_slice())
            .unwrap_or_default();
        match &link.item {
            Some(item) if !items.iter().any(|known| known.id == *item) => {
                let known: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                Err(Error::input("error.no_item")
                    .with("clause", link.clause)
                    .with("item", item)
                    .with("known", known.join(", "))
                    .hint("error.hint_items"))
            }
            _ => Ok(()),
        }
    }

    fn absolute(&self, location: &str) -> Result<PathBuf> {
        let given = Path::new(location);
        given.canonicalize().map_err(|source| cannot_read(given, source))
    }

    /// Below the workbook's folder relative with `/`, so that the folder can be moved as a whole;
    /// elsewhere absolute.
    fn stored_path(&self, path: &Path) -> Result<String> {
        let folder = self.folder();
        let shown = match path.strip_prefix(&folder) {
            Ok(relative) => relative
                .components()
                .map(|component| component.as_os_str().to_str())
                .collect::<Option<Vec<&str>>>()
                .map(|components| components.join("/")),
            Err(_) => path.to_str().map(|path| without_verbatim_prefix(path).to_owned()),
        };
        shown.ok_or_else(|| {
            Error::input("error.name_not_unicode")
                .with("path", path.display())
                .hint("error.hint_rename")
        })
    }

    /// Where a stored location points to on this machine.
    pub fn resolved_path(&self, location: &str) -> PathBuf {
        let path = PathBuf::from(location);
        if path.is_absolute() {
            path
        } else {
            self.folder().join(path)
        }
    }
}

/// Windows gives absolute paths as `\\\\?\\C:\\…`, a form that no other program shows or takes.
fn without_verbatim_prefix(path: &str) -> &str {
    match path.strip_prefix(r"\\?\") {
        Some(plain) if plain.as_bytes().get(1) == Some(&b':') => plain,
        _ => path,
    }
}

fn no_such_evidence() -> Error {
    Error::input("error.evidence_gone").hint("error.hint_look_evidence")
}

fn check_location(kind: EvidenceKind, location: &str) -> Result<()> {
    if location.is_empty() {
        return Err(Error::input("error.evidence_nowhere").hint("error.hint_where_kept"));
    }
    if location.chars().count() > MAX_LEN {
        return Err(Error::input("error.location_too_long")
            .with("limit", MAX_LEN)
            .hint("error.hint_shorten"));
    }
    let is_address = location.starts_with("https://") || location.starts_with("http://");
    if kind == EvidenceKind::Url && !is_address {
        return Err(Error::input("error.not_an_address")
            .with("given", location)
            .hint("error.hint_address"));
    }
    Ok(())
}

/// Why a file could not be looked at.
#[derive(Debug)]
enum FileFault {
    /// A folder, device or pipe.
    NotAFile,
    /// Missing, or the operating system refused.
    Unreadable(std::io::Error),
    /// Somebody stopped it.
    Cancelled,
}

impl FileFault {
    /// The error where the file was to be attached.
    fn refusal(self, path: &Path) -> Error {
        match self {
            FileFault::NotAFile => Error::input("error.not_a_file")
                .with("path", path.display())
                .hint("error.hint_attach"),
            FileFault::Unreadable(source) => cannot_read(path, source),
            FileFault::Cancelled => Error::input("error.evidence_cancelled").hint("error.hint_not_attached"),
        }
    }
}

fn cannot_read(path: &Path, source: std::io::Error) -> Error {
    Error::input("error.evidence_unreadable")
        .with("path", path.display())
        .with("cause", &source)
        .hint("error.hint_evidence_unreadable")
        .caused_by(source)
}

/// Hashes a regular file; devices, pipes and folders are refused before they are read.
fn file_facts(path: &Path, cancelled: &AtomicBool) -> std::result::Result<FileFacts, FileFault> {
    let metadata = fs::metadata(path).map_err(FileFault::Unreadable)?;
    if !metadata.is_file() {
        return Err(FileFault::NotAFile);
    }
    let mut file = File::open(path).map_err(FileFault::Unreadable)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; CHUNK];
    let mut size = 0u64;
    loop {
        if cancelled.load(Ordering::Relaxed) {
            return Err(FileFault::Cancelled);
        }
        let read = file.read(&mut buffer).map_err(FileFault::Unreadable)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        hasher.update(chunk);
        size += read as u64;
    }
    Ok(FileFacts {
        sha256: hex::encode(hasher.finalize()),
        size,
        modified: metadata.modified().ok().and_then(local_timestamp),
    })
}

/// A file's time as RFC 3339; none where it lies outside the calendar, as a damaged or strange
/// file system may say.
fn local_timestamp(time: SystemTime) -> Option<String> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    let time = DateTime::from_timestamp(seconds, 0)?.with_timezone(&Local);
    Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_verbatim_form_of_a_windows_path_is_not_stored() {
        assert_eq!(without_verbatim_prefix(r"\\?\C:\佐證\a.pdf"), r"C:\佐證\a.pdf");
        assert_eq!(
            without_verbatim_prefix(r"\\?\UNC\server\a.pdf"),
            r"\\?\UNC\server\a.pdf"
        );
        assert_eq!(without_verbatim_prefix("/佐證/a.pdf"), "/佐證/a.pdf");
    }

    #[test]
    fn a_file_time_beyond_the_calendar_is_left_out() {
        let absurd = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 55));
        assert_eq!(absurd.and_then(local_timestamp), None);
        assert!(local_timestamp(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * 366)).is_some());
    }
}
