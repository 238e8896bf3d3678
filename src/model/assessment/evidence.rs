//! Evidence: references, their ties to checks, and the documents that were asked for.

use serde::{Deserialize, Serialize};

use crate::model::pack::ClauseId;
use crate::model::scope::Target;

/// What kind of reference a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A file, by path and SHA-256.
    #[default]
    File,
    /// A folder, by path and the SHA-256 over the list of its files.
    Folder,
    /// A web address.
    Url,
    /// A document number.
    Document,
    /// Something kept at a place: a binder, a seal, a cabinet.
    Physical,
    /// What somebody said.
    Interview,
    /// A picture of a screen: a file, by path and SHA-256.
    Screenshot,
}

impl EvidenceKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [EvidenceKind; 7] = [
        EvidenceKind::File,
        EvidenceKind::Folder,
        EvidenceKind::Url,
        EvidenceKind::Document,
        EvidenceKind::Physical,
        EvidenceKind::Interview,
        EvidenceKind::Screenshot,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            EvidenceKind::File => "file",
            EvidenceKind::Folder => "folder",
            EvidenceKind::Url => "url",
            EvidenceKind::Document => "document",
            EvidenceKind::Physical => "physical",
            EvidenceKind::Interview => "interview",
            EvidenceKind::Screenshot => "screenshot",
        }
    }

    /// Whether its content lies in the file system and can be hashed again.
    pub fn is_hashed(self) -> bool {
        matches!(
            self,
            EvidenceKind::File | EvidenceKind::Folder | EvidenceKind::Screenshot
        )
    }
}

/// How carefully a piece of evidence is to be handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// 公開
    Public,
    /// 內部使用
    Internal,
    /// 密
    Confidential,
    /// 含個人資料
    PersonalData,
}

impl Sensitivity {
    /// All levels, in the order they are offered.
    pub const ALL: [Sensitivity; 4] = [
        Sensitivity::Public,
        Sensitivity::Internal,
        Sensitivity::Confidential,
        Sensitivity::PersonalData,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Sensitivity::Public => "public",
            Sensitivity::Internal => "internal",
            Sensitivity::Confidential => "confidential",
            Sensitivity::PersonalData => "personal_data",
        }
    }
}

/// An interview beyond its date (the evidence's own) and person (its location).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Interview {
    /// Title of the person who was asked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What was said, in short.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// The day the person confirmed the record, `YYYY-MM-DD`; empty while unconfirmed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub confirmed_on: String,
}

/// One step of custody: who handed the evidence to whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CustodyStep {
    /// The day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// From whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// To whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// What for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
}

/// A piece of evidence (佐證資料): always a reference, never a copy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Random 128-bit uid.
    pub uid: String,
    /// Display number, shown as `E-003`.
    pub number: u64,
    /// What kind of reference.
    pub kind: EvidenceKind,
    /// A name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The path (with `/`), address, document number, place, or person interviewed.
    pub location: String,
    /// SHA-256 of a file when it was attached, lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size in bytes of a file, or of all files of a folder, when it was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Number of files of a folder when it was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<u64>,
    /// Modification time of a file when it was attached, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The day the evidence speaks of, `YYYY-MM-DD`; not the day of attaching.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dated: String,
    /// The day it stops being valid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_until: String,
    /// Version of a document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Who issued it, e.g. the vendor of a rented system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// First day of the time it covers, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub covers_from: String,
    /// Last day of the time it covers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub covers_to: String,
    /// How carefully it is to be handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// For an interview, the person's title and confirmation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interview: Option<Interview>,
    /// Who handed it to whom, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<CustodyStep>,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub custodian: String,
    /// Who attached it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attached_by: String,
    /// When, RFC 3339.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attached_at: String,
}

impl Evidence {
    /// The display number as people cite it.
    pub fn label(&self) -> String {
        format!("E-{:03}", self.number)
    }

    /// Its title, else its location.
    pub fn name(&self) -> &str {
        match self.title.is_empty() {
            true => &self.location,
            false => &self.title,
        }
    }

    /// Where it is kept, without the folders of the machine: of an absolute path or of one that
    /// leads upwards the last name alone.
    pub fn shown_location(&self) -> &str {
        let location = self.location.as_str();
        let drive = location.as_bytes().get(1) == Some(&b':');
        let is_file_address = location
            .get(..5)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
        let absolute = drive || is_file_address || location.starts_with(['/', '\\', '~']);
        let climbs = location.split(['/', '\\']).any(|step| step == "..");
        let is_path = self.kind.is_hashed() || absolute;
        match is_path && (absolute || climbs) {
            true => location
                .trim_end_matches(['/', '\\'])
                .rsplit(['/', '\\', ':'])
                .next()
                .unwrap_or_default(),
            false => location,
        }
    }
}

/// The tie between evidence and a check; one piece may serve many checks and items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Random 128-bit uid.
    pub uid: String,
    /// Uid of the evidence.
    pub evidence: String,
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// Id of the item of the clause's evidence list it serves, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Page, section or line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// What it shows for this check.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proves: String,
}

/// What became of asking for one document of the 應備文件清單; outside the digest, because asking
/// changes nothing that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRequest {
    /// Random 128-bit uid.
    pub uid: String,
    /// Key of the document, see [`crate::model::documents::Document::key`].
    pub document: String,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub custodian: String,
    /// By when it is wanted, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// When it came.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub received_on: String,
    /// Anything to remember.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
