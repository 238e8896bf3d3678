//! What a report is told besides the assessment: how much it holds and how evidence was found.

/// How much the report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// Without the working papers.
    Management,
    /// The working papers and annexes alone.
    WorkingPapers,
}

/// State of a piece of evidence when it was looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceState {
    /// As it was attached.
    Ok,
    /// The file's content differs.
    Changed,
    /// The file is not there.
    Missing,
    /// Something is there that cannot be read.
    Unreadable,
    /// Past the end of its validity.
    Expired,
    /// Dated outside the assessed period.
    OutsidePeriod,
    /// A folder or device stands where the file was.
    NotAFile,
}

impl EvidenceState {
    /// The stable id. Files that cannot be read count among the missing ones: nobody can look at
    /// either; [`EvidenceState::word`] tells them apart.
    pub fn id(self) -> &'static str {
        match self {
            EvidenceState::Ok => "ok",
            EvidenceState::Changed => "changed",
            EvidenceState::Missing | EvidenceState::Unreadable => "missing",
            EvidenceState::Expired => "expired",
            EvidenceState::OutsidePeriod => "outside_period",
            EvidenceState::NotAFile => "not_a_file",
        }
    }

    /// The id of its words in the language tables, `model.evidence_*`.
    pub fn word(self) -> &'static str {
        match self {
            EvidenceState::Unreadable => "unreadable",
            state => state.id(),
        }
    }

    /// Whether the content is gone or no longer what was attached.
    pub fn is_broken(self) -> bool {
        matches!(
            self,
            EvidenceState::Changed
                | EvidenceState::Missing
                | EvidenceState::Unreadable
                | EvidenceState::NotAFile
        )
    }
}
