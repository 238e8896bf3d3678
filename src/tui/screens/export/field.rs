//! The rows of the form that can have the focus.

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is written.
    What,
    /// The file.
    Output,
    /// Its language.
    Lang,
    /// How much it holds.
    Detail,
    /// Whether the working papers print the official text.
    Official,
    /// Draft or signed.
    Signing,
    /// The file of the identity.
    Identity,
    /// Its passphrase.
    Passphrase,
    /// Make a new identity.
    NewIdentity,
    /// The choices seldom made.
    More,
    /// How years are counted.
    Calendar,
    /// Without organisation, people and paths.
    Redaction,
    /// Which parts it holds.
    Parts,
    /// Document number.
    Number,
    /// Confidentiality.
    Confidentiality,
    /// The workbook of the year before.
    Previous,
    /// The certificate of who is to sign as reviewer.
    Reviewer,
    /// The certificate of who is to sign as approver.
    Approver,
    /// Whether the workbook goes into the file.
    Attach,
    /// Whether fonts of this machine help out.
    SystemFonts,
    /// Write the report.
    Write,
}
