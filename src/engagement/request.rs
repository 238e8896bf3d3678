//! What can be asked of an engagement and what comes back, as plain data. The screen speaks only
//! these; the runner carries them to the engagement and the outcomes back.

mod drafts;
mod exports;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::lang::Lang;
use crate::model::assessment::{Assessment, CheckKey};
use crate::model::change::{Action, Change};
use crate::model::history::History;
use crate::model::journal::{ChainReport, Head};
use crate::model::pack::{ClauseId, Pack};
use crate::model::profile::Profile;
use crate::model::reporting::{Detail, EvidenceState};
use crate::model::scope::Target;
use crate::model::sign_off;
use crate::model::signing::Role;
use crate::model::source::OfficialText;

pub use drafts::{
    AnswerDraft, DocumentDraft, EvidenceDraft, FindingDraft, LinkDraft, ReviewDraft, SignOffDraft,
    SystemDraft,
};
pub use exports::{ExportDone, ExportKind, ExportRequest};

/// A passphrase; wiped when dropped and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a passphrase.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The passphrase itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A signing identity and how to open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRef {
    /// The PKCS#12 file.
    pub path: PathBuf,
    /// Its passphrase.
    pub passphrase: Secret,
}

/// How a report is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRequest {
    /// Where to.
    pub output: PathBuf,
    /// Language of the report.
    pub lang: Lang,
    /// How much.
    pub detail: Detail,
    /// Whether the working papers print the official text of each clause.
    pub official: bool,
    /// The time it states; none takes the clock.
    pub time: Option<DateTime<FixedOffset>>,
    /// Who signs as preparer; none leaves a draft (草稿).
    pub identity: Option<IdentityRef>,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Recent workbooks and settings for the home screen.
    Home,
    /// Open a workbook.
    Open(PathBuf),
    /// Make a workbook and open it; none lets Zicha choose the file from the name.
    New {
        /// Where, or none for the default folder.
        path: Option<PathBuf>,
        /// The first profile.
        profile: Box<Profile>,
    },
    /// Make the demo workbook in the default folder and open it.
    Demo,
    /// Close the open workbook.
    Close,
    /// Remember the interface language.
    SetLanguage(Lang),
    /// Remember who works here.
    SetAuthor(String),
    /// The entries of a folder, for the file picker; none is the default folder.
    ListFolder(Option<PathBuf>),
    /// Set profile facts: dotted field and value (`null` removes).
    SetProfile(Vec<(String, Value)>),
    /// Add a system.
    AddSystem(SystemDraft),
    /// Set a system's facts.
    SetSystem {
        /// Its uid.
        uid: String,
        /// Dotted fields and values.
        fields: Vec<(String, Value)>,
    },
    /// Remove a system; its answers stay in the file.
    RemoveSystem(String),
    /// Answer checks, all in one step.
    Answer {
        /// The checks.
        keys: Vec<CheckKey>,
        /// The values.
        draft: AnswerDraft,
    },
    /// Attach new evidence to a check.
    AttachEvidence {
        /// The evidence.
        evidence: EvidenceDraft,
        /// Where it is tied to.
        link: LinkDraft,
    },
    /// Tie known evidence to a check.
    LinkEvidence {
        /// Uid of the evidence.
        evidence: String,
        /// Where it is tied to.
        link: LinkDraft,
    },
    /// Untie evidence by the link's uid.
    Unlink(String),
    /// Remove evidence with its ties.
    RemoveEvidence(String),
    /// Record a finding against a check.
    AddFinding {
        /// The clause.
        clause: ClauseId,
        /// The target.
        target: Target,
        /// The values.
        draft: FindingDraft,
    },
    /// Change a finding.
    SetFinding {
        /// Its uid.
        uid: String,
        /// The values.
        draft: FindingDraft,
    },
    /// Submit, return or approve checks, all in one step.
    Review(ReviewDraft),
    /// Sign off the assessment as it stands.
    SignOff(SignOffDraft),
    /// Where each sign-off stands.
    SignOffs,
    /// The journal with what its rows are about.
    History,
    /// Undo the last step.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Hash evidence files again and compare.
    CheckEvidence,
    /// Check the journal.
    VerifyJournal(Option<Head>),
    /// Make a signing identity file.
    CreateIdentity {
        /// The signer's name.
        name: String,
        /// Where to.
        path: PathBuf,
        /// Its passphrase.
        passphrase: Secret,
    },
    /// Load the official text that was added for the workbook's pack.
    Source,
    /// Write the report.
    Report(ReportRequest),
    /// Write something else to hand over.
    Export(ExportRequest),
    /// Record what became of asking for documents, all in one step.
    SetDocuments {
        /// Keys of the documents.
        keys: Vec<String>,
        /// The values.
        draft: DocumentDraft,
    },
}

/// What a step changed, committed to disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The changes, to be folded into the screen's copy.
    pub changes: Vec<Change>,
    /// What was done (for undo and redo: what was undone or done again).
    pub action: Action,
    /// The journal's head after it.
    pub head: Head,
    /// When, RFC 3339.
    pub at: String,
    /// Whether there is something to undo now.
    pub can_undo: bool,
    /// Whether there is something to redo now.
    pub can_redo: bool,
    /// Whether the sign-offs still stand; none where nobody has signed.
    pub signed: Option<bool>,
}

/// An opened workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Its file.
    pub path: PathBuf,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// Its state.
    pub assessment: Assessment,
    /// The journal's head.
    pub head: Head,
    /// Opened for reading, because another instance writes or the file may not be written.
    pub read_only: bool,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// The day it was opened, `YYYY-MM-DD`.
    pub today: String,
    /// Whether the sign-offs still stand; none where nobody has signed.
    pub signed: Option<bool>,
}

/// A recent workbook on the home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentWorkbook {
    /// Its file.
    pub path: PathBuf,
    /// The organisation's name when it was last open.
    pub name: String,
    /// Whether the file is still there.
    pub exists: bool,
}

/// What the home screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct HomeData {
    /// Recent workbooks, newest first.
    pub recent: Vec<RecentWorkbook>,
    /// Where new workbooks go.
    pub folder: PathBuf,
    /// The pack new workbooks take.
    pub pack: Arc<Pack>,
    /// Who works here.
    pub author: String,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// File name.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Size in bytes of a file.
    pub size: u64,
}

/// A written report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDone {
    /// Where.
    pub path: PathBuf,
    /// Number of pages.
    pub pages: usize,
    /// Characters no font has.
    pub missing_glyphs: Vec<char>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The role it was signed as, if signed.
    pub signed_as: Option<Role>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Home data.
    Home(HomeData),
    /// A workbook was opened.
    Opened(Box<Opened>),
    /// The workbook was closed.
    Closed,
    /// A step was saved.
    Saved(Saved),
    /// Nothing had to be done.
    Unchanged,
    /// The entries of a folder.
    Folder {
        /// The folder, absolute.
        path: PathBuf,
        /// Folders first, then files, each by name.
        entries: Vec<FolderEntry>,
    },
    /// The states of evidence by uid.
    EvidenceStates(Vec<(String, EvidenceState)>),
    /// The official text; none where none was added.
    Source(Option<Arc<OfficialText>>),
    /// What checking the journal found.
    Journal(ChainReport),
    /// The sign-offs, oldest first.
    SignOffs(Vec<sign_off::Standing>),
    /// The journal.
    History(Arc<History>),
    /// An identity was made.
    IdentityCreated(PathBuf),
    /// A report was written; the register's journal row is in `saved`.
    Report {
        /// The report.
        done: ReportDone,
        /// The step that records it; none from a workbook opened for reading.
        saved: Option<Saved>,
    },
    /// Something else was written; the register's journal row is in `saved`.
    Exported {
        /// What.
        done: ExportDone,
        /// The step that records it; none from a workbook opened for reading.
        saved: Option<Saved>,
    },
}

/// How far long work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Units done.
    pub done: u64,
    /// Units in all.
    pub total: u64,
}
