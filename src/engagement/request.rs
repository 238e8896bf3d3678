//! What can be asked of an engagement and what comes back, as plain data. The screen speaks only
//! these; the runner carries them to the engagement and the outcomes back.

mod drafts;
mod exports;
mod progress;
mod secret;
mod shown;
mod work;
mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde_json::Value;

use crate::lang::{Calendar, Lang};
use crate::model::assessment::{CheckKey, EvidenceKind};
use crate::model::change::{Action, Change};
use crate::model::history::History;
use crate::model::journal::{ChainReport, Head};
use crate::model::pack::ClauseId;
use crate::model::profile::Profile;
use crate::model::reporting::{EvidenceState, ReportOptions};
use crate::model::scope::Target;
use crate::model::self_check::SelfCheck;
use crate::model::sign_off;
use crate::model::signing::{Role, Verification};
use crate::model::source::OfficialText;
use crate::settings::{Colours, Left};

pub use drafts::{
    ActionDraft, AnswerDraft, DocumentDraft, EarlierDraft, EvidenceDraft, EvidenceFields, FindingDraft,
    LinkDraft, LinkFields, ReviewDraft, SignOffDraft, SystemDraft,
};
pub use exports::{ExportDone, ExportKind, ExportRequest};
pub use progress::{Progress, ProgressUnit, Work};
pub use secret::Secret;
pub use shown::{FolderEntry, HomeData, Opened, Previous, RecentWorkbook, ReportDone};
pub use work::{Checked, Relinked};
pub use written::Written;

/// A signing identity and how to open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRef {
    /// The PKCS#12 file, or a card as `pkcs11:…` (RFC 7512).
    pub path: PathBuf,
    /// Its passphrase or PIN.
    pub passphrase: Secret,
}

/// How a report is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRequest {
    /// Where to.
    pub output: PathBuf,
    /// What it holds and in which words.
    pub options: ReportOptions,
    /// Whether the working papers print the official text of each clause.
    pub official: bool,
    /// Whether fonts of this machine draw what the shipped ones lack.
    pub system_fonts: bool,
    /// Whether the workbook goes into the file, so that the report can be made again from it.
    pub attach: bool,
    /// The workbook of the year before, to be compared with; none leaves the comparison out.
    pub previous: Option<PathBuf>,
    /// The time it states; none takes the clock.
    pub time: Option<DateTime<FixedOffset>>,
    /// Certificates that must sign in a role: who reviews, who approves.
    pub expected: Vec<(Role, PathBuf)>,
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
    /// Remember on this machine how the open workbook is left.
    Leave(Left),
    /// Remember the interface language.
    SetLanguage(Lang),
    /// Remember the colours of the screen.
    SetTheme(Colours),
    /// Remember how years are counted on the screen.
    SetCalendar(Calendar),
    /// Remember whether the screen takes the mouse.
    SetMouse(bool),
    /// Remember who works here.
    SetAuthor(String),
    /// The entries of a folder, for the file picker; none is the default folder.
    ListFolder(Option<PathBuf>),
    /// Set profile facts: dotted field and value (`null` removes).
    SetProfile(Vec<(String, Value)>),
    /// Add a system.
    AddSystem(SystemDraft),
    /// Add several systems in one step.
    AddSystems(Vec<SystemDraft>),
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
    /// Change what is known of a piece of evidence.
    SetEvidence {
        /// Its uid.
        uid: String,
        /// The new values.
        fields: Box<EvidenceFields>,
    },
    /// Change a tie between evidence and a check.
    SetLink {
        /// Its uid.
        uid: String,
        /// The new values.
        fields: LinkFields,
    },
    /// Find moved files by their hash; all that are missing, or one.
    Relink {
        /// Uid of the evidence; none takes all that are missing.
        evidence: Option<String>,
        /// Where to look; none takes the workbook's folder and the folders of the settings.
        folder: Option<PathBuf>,
    },
    /// Copy the evidence into a new folder, by article, with a manifest.
    ExportEvidence {
        /// The folder, which must not exist.
        folder: PathBuf,
        /// Language of folder names and manifest.
        lang: Lang,
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
    /// Remove a finding with its actions.
    RemoveFinding(String),
    /// Draft findings for gaps that have none, all in one step.
    DraftFindings {
        /// Only for gaps of this clause.
        clause: Option<ClauseId>,
        /// Only for gaps of this target.
        target: Option<Target>,
        /// Language of the drafted words.
        lang: Lang,
    },
    /// Record an action against a finding.
    AddAction {
        /// Uid of the finding.
        finding: String,
        /// The values.
        draft: ActionDraft,
    },
    /// Change an action.
    SetAction {
        /// Its uid.
        uid: String,
        /// The values.
        draft: ActionDraft,
    },
    /// Remove an action.
    RemoveAction(String),
    /// Record a finding of an earlier year.
    AddEarlier(EarlierDraft),
    /// Change a finding of an earlier year.
    SetEarlier {
        /// Its uid.
        uid: String,
        /// The values.
        draft: EarlierDraft,
    },
    /// Remove a finding of an earlier year.
    RemoveEarlier(String),
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
    /// What a dropped path leads to: a file, a folder or a picture.
    LookAtPath(PathBuf),
    /// How a typed path may go on.
    CompletePath {
        /// What was typed.
        typed: String,
        /// Where a relative path goes on from; none is the current folder.
        base: Option<PathBuf>,
        /// Only folders are wanted.
        only_folders: bool,
    },
    /// Which of these paths lead to something.
    LookForPaths(Vec<String>),
    /// Hash evidence files again and compare.
    CheckEvidence,
    /// Look for what does not hold, given what evidence was found to be when it was last looked at
    /// again (empty where nobody looked).
    SelfCheck(BTreeMap<String, EvidenceState>),
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
    /// Read the workbook of the year before, to be compared with.
    ReadPrevious(PathBuf),
    /// Load the official text that was added for the workbook's pack.
    Source,
    /// Verify a PDF, and compare it with the open workbook where one is open.
    Verify {
        /// The PDF.
        path: PathBuf,
        /// Trusted certificates.
        trust: Option<PathBuf>,
    },
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
    /// What kind of evidence lies at a path.
    PathSeen {
        /// The path as it was asked for.
        path: PathBuf,
        /// The kind.
        kind: EvidenceKind,
    },
    /// How a typed path may go on, each as the whole path.
    PathGoesOn(Vec<String>),
    /// Whether every one of the paths that were asked about leads to something.
    PathsFound(bool),
    /// Which evidence was found again, and the step that stored it.
    Relinked {
        /// What was found and what was not.
        found: Relinked,
        /// The step; none where nothing was found.
        saved: Option<Saved>,
    },
    /// A folder of evidence was written.
    EvidenceExported {
        /// The folder.
        folder: PathBuf,
        /// Files copied.
        copied: usize,
        /// Labels of evidence whose file could not be copied or is not what was attached.
        faulty: Vec<String>,
        /// The step that records it; none from a workbook opened for reading.
        saved: Option<Saved>,
    },
    /// Work was stopped by the person who asked for it; nothing was changed.
    Cancelled,
    /// What the self-check found, and the day it reckoned with.
    SelfCheck {
        /// What was found.
        found: Arc<SelfCheck>,
        /// The day, `YYYY-MM-DD`.
        today: String,
    },
    /// The official text; none where none was added.
    Source(Option<Arc<OfficialText>>),
    /// The workbook of the year before.
    Previous(Arc<Previous>),
    /// What checking the journal found.
    Journal(ChainReport),
    /// The sign-offs, oldest first.
    SignOffs(Vec<sign_off::Standing>),
    /// The journal.
    History(Arc<History>),
    /// An identity was made.
    IdentityCreated(PathBuf),
    /// A PDF was verified.
    Verified {
        /// The PDF.
        path: PathBuf,
        /// What was found.
        found: Box<Verification>,
    },
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
