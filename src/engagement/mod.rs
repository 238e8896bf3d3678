//! The use cases: an open workbook with its pack, clock and author, and what people do with it.

pub mod clock;
mod paths;
pub mod process;
pub mod request;

mod actions;
mod answering;
pub mod cards;
mod changing;
mod comparing;
pub mod demo;
mod describing;
mod documents;
mod earlier;
mod embedding;
pub mod evidence;
mod exporting;
mod files;
mod findings;
pub mod identities;
mod listing;
mod opening;
pub mod pacing;
pub mod packs;
mod reading;
mod registering;
pub mod reporting;
mod reviewing;
mod self_checking;
pub mod session;
mod sheets;
pub mod showing;
pub mod signing;
mod signing_off;
pub mod source;
pub mod system_fonts;
pub mod timestamping;
pub mod unsaved;
pub mod verifying;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::assessment::Assessment;
use crate::model::change::{Action, Change, Kind, Step};
use crate::model::history::History;
use crate::model::journal::{ChainReport, Head, Row, Stamp, UndoHistory, reversed};
use crate::model::pack::Pack;
use crate::model::profile::Profile;
use crate::model::scope::{Scope, scope};
use crate::store::{Access, Store, StoreError};
use clock::{Clock, random_id, timestamp};
use request::{Opened, Saved};

/// An open workbook with everything its use cases need.
pub struct Engagement {
    store: Store,
    pack: Arc<Pack>,
    assessment: Assessment,
    history: UndoHistory,
    /// Of the journal as far as `assessment` holds it.
    head: Head,
    /// Whether the sign-offs still stand, as far as anybody signed.
    signed: Option<bool>,
    clock: Box<dyn Clock>,
    author: String,
    /// Where evidence of other machines is looked for on this one.
    evidence_roots: Vec<PathBuf>,
}

impl Engagement {
    /// Makes a workbook from a profile. Refuses to overwrite.
    pub fn create(
        path: &Path,
        pack: Pack,
        profile: Profile,
        mut clock: Box<dyn Clock>,
        author: String,
    ) -> Result<Self> {
        let mut profile = profile;
        for (system, position) in profile.systems.iter_mut().zip(0..) {
            system.uid = random_id(clock.as_mut());
            system.position = position;
        }
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        {
            return Err(Error::input("error.no_folder")
                .with("path", folder.display())
                .hint("error.hint_make_folder"));
        }
        let stamp = Stamp {
            at: timestamp(clock.now()),
            actor: author.clone(),
        };
        let store = Store::create(path, &pack, &profile, &stamp, &mut || random_id(clock.as_mut()))?;
        Self::with_store(store, clock, author)
    }

    /// Opens a workbook.
    pub fn open(path: &Path, access: Access, clock: Box<dyn Clock>, author: String) -> Result<Self> {
        Self::with_store(Store::open(path, access)?, clock, author)
    }

    fn with_store(store: Store, clock: Box<dyn Clock>, author: String) -> Result<Self> {
        let (pack, assessment, history, head) = store.in_one_view(|store| {
            Ok((
                store.pack()?,
                store.assessment()?,
                store.undo_history()?,
                store.head()?,
            ))
        })?;
        let mut open = Self {
            store,
            pack: Arc::new(pack),
            assessment,
            history,
            head,
            signed: None,
            clock,
            author,
            evidence_roots: Vec::new(),
        };
        open.signed = open.sign_offs_stand();
        Ok(open)
    }

    /// Opens a workbook for writing, or for reading where another instance writes it or it may not
    /// be written.
    pub fn open_for_screen(path: &Path, clock: Box<dyn Clock>, author: String) -> Result<Self> {
        let store = match Store::open(path, Access::Write) {
            Ok(store) => store,
            Err(StoreError::Locked(_) | StoreError::ReadOnly(_)) => Store::open(path, Access::Read)?,
            Err(other) => return Err(other.into()),
        };
        Self::with_store(store, clock, author)
    }

    /// Checks a workbook's journal without opening the workbook as such, so that one whose tables
    /// no longer fit together can still be told about.
    pub fn verify_journal_of(path: &Path, anchor: Option<&Head>) -> Result<ChainReport> {
        Ok(Store::open(path, Access::Read)?.verify(anchor)?)
    }

    /// Whether the workbook is open for reading only.
    pub fn is_read_only(&self) -> bool {
        self.store.access() == Access::Read
    }

    /// The embedded pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The state of the assessment.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The scope of the assessment as it stands.
    pub fn scope(&self) -> Scope {
        scope(&self.pack, &self.assessment.profile)
    }

    /// The workbook's file.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// The workbook's folder, absolute.
    pub fn folder(&self) -> PathBuf {
        let path = self
            .path()
            .canonicalize()
            .unwrap_or_else(|_| self.path().to_owned());
        path.parent().map(Path::to_owned).unwrap_or_default()
    }

    /// Who makes changes.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Count and head of the journal that led to [`Self::assessment`]: in a workbook opened for
    /// reading, another instance may have gone on since.
    pub fn head(&self) -> Result<Head> {
        Ok(self.head.clone())
    }

    /// Every journal row.
    pub fn journal(&self) -> Result<Vec<Row>> {
        Ok(self.store.rows()?)
    }

    /// The journal with what its rows are about.
    pub fn history(&self) -> Result<History> {
        Ok(History::new(self.journal()?))
    }

    /// Checks the journal against itself, the tables and an anchor.
    pub fn verify_journal(&self, anchor: Option<&Head>) -> Result<ChainReport> {
        Ok(self.store.verify(anchor)?)
    }

    /// Moves what is in the write-ahead log into the file, when nothing else is going on.
    pub fn rest(&self) -> Result<()> {
        match self.store.access() {
            Access::Write => Ok(self.store.checkpoint()?),
            Access::Read => Ok(()),
        }
    }

    /// The opened workbook as the screen takes it.
    pub fn opened(&self) -> Result<Opened> {
        Ok(Opened {
            left: None,
            path: self.path().to_owned(),
            pack: Arc::clone(&self.pack),
            assessment: self.assessment.clone(),
            head: self.head()?,
            read_only: self.is_read_only(),
            can_undo: self.history.next_undo().is_some(),
            can_redo: self.history.next_redo().is_some(),
            today: self.today(),
            signed: self.signed,
            unsaved: Vec::new(),
        })
    }

    /// Undoes the last step; none where there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Saved>> {
        let step = self.history.next_undo();
        self.swap(step, Action::Undo)
    }

    /// Does the last undone step again; none where there is nothing to redo.
    pub fn redo(&mut self) -> Result<Option<Saved>> {
        let step = self.history.next_redo();
        self.swap(step, Action::Redo)
    }

    fn swap(&mut self, step: Option<u64>, action: Action) -> Result<Option<Saved>> {
        let Some(step) = step else {
            return Ok(None);
        };
        let changes = reversed(&self.store.rows_of_step(step)?);
        self.commit_step(Step {
            action,
            changes,
            undoes: Some(step),
        })
    }

    /// Commits changes as one step; none where there are none.
    fn commit(&mut self, action: Action, changes: Vec<Change>) -> Result<Option<Saved>> {
        self.commit_step(Step {
            action,
            changes,
            undoes: None,
        })
    }

    fn commit_step(&mut self, step: Step) -> Result<Option<Saved>> {
        if step.changes.is_empty() {
            return Ok(None);
        }
        let at = self.timestamp();
        let stamp = Stamp {
            at: at.clone(),
            actor: self.author.clone(),
        };
        let clock = self.clock.as_mut();
        let rows = self
            .store
            .append(&mut self.assessment, &step, &stamp, &mut || random_id(clock))?;
        if let Some(row) = rows.last() {
            self.history.record(row.step, step.action, step.undoes);
            self.head = Head {
                count: row.seq,
                head: row.hash.clone(),
            };
        }
        let bears = |change: &Change| change.object.kind.is_assessed() || change.object.kind == Kind::SignOff;
        if step.changes.iter().any(bears) {
            self.signed = self.sign_offs_stand();
        }
        Ok(Some(Saved {
            changes: step.changes,
            action: step.action,
            head: self.head.clone(),
            at,
            can_undo: self.history.next_undo().is_some(),
            can_redo: self.history.next_redo().is_some(),
            signed: self.signed,
        }))
    }

    fn new_uid(&mut self) -> String {
        random_id(self.clock.as_mut())
    }

    fn timestamp(&self) -> String {
        timestamp(self.clock.now())
    }

    /// The day by the clock, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.clock.now().format("%Y-%m-%d").to_string()
    }
}
