//! What a report is told besides the assessment: what it holds, in which words, and how evidence was found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::lang::{Calendar, Lang};

/// How a report is written: everything that is chosen for it, apart from where it goes and who signs.
/// The same assessment, options and time give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportOptions {
    /// Language, or both side by side.
    pub languages: Languages,
    /// How much it holds.
    pub detail: Detail,
    /// The parts it holds, of those its detail has; none takes them all.
    #[serde(default)]
    pub sections: Option<BTreeSet<Section>>,
    /// How years are counted; none takes what its language does.
    #[serde(default)]
    pub calendar: Option<Calendar>,
    /// Without organisation, people and paths.
    #[serde(default)]
    pub redacted: bool,
    /// Document number (文件編號); empty takes one made from day and digest.
    #[serde(default)]
    pub number: String,
    /// Confidentiality (機密等級) in the user's words; empty takes the usual ones.
    #[serde(default)]
    pub confidentiality: String,
}

impl ReportOptions {
    /// Everything, in one language.
    pub fn in_language(lang: Lang) -> Self {
        Self {
            languages: Languages::One(lang),
            ..Self::default()
        }
    }

    /// Whether a part is to be written: its detail has it and it was not left out.
    pub fn has(&self, section: Section) -> bool {
        let wanted = self
            .sections
            .as_ref()
            .is_none_or(|wanted| wanted.contains(&section));
        wanted && self.detail.has(section)
    }
}

/// The language of a report, or both side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// One language.
    One(Lang),
    /// Chinese and English side by side.
    Both,
}

impl Default for Languages {
    fn default() -> Self {
        Self::One(Lang::default())
    }
}

impl Languages {
    /// What can be chosen.
    pub const ALL: [Self; 3] = [Self::One(Lang::ZhTw), Self::One(Lang::En), Self::Both];

    /// The id, as in `--lang`.
    pub fn id(self) -> &'static str {
        match self {
            Self::One(lang) => lang.id(),
            Self::Both => "both",
        }
    }

    /// The choice with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|languages| languages.id() == id)
    }

    /// The language that stands first, and in which stamps are worded.
    pub fn first(self) -> Lang {
        match self {
            Self::One(lang) => lang,
            Self::Both => Lang::ZhTw,
        }
    }
}

impl Serialize for Languages {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Languages {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::from_id(&id).ok_or_else(|| serde::de::Error::unknown_variant(&id, &["zh-TW", "en", "both"]))
    }
}

/// A part of the report that can be left out (DESIGN section 6). Cover, contents and sign-off page
/// stand in every report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// 備查摘要.
    Examiner,
    /// 壹 摘要.
    Summary,
    /// 貳 依據、範圍、期間、方法與限制.
    Basis,
    /// 參 組織分類與系統清冊.
    Classification,
    /// 肆 檢核結果.
    Results,
    /// 伍 缺失及建議事項.
    Findings,
    /// 陸 改善計畫.
    Plan,
    /// 柒 前次缺失改善情形.
    Previous,
    /// 捌 替代措施及風險接受.
    Accepted,
    /// 檢核底稿.
    Papers,
    /// 適用性聲明書.
    Applicability,
    /// 佐證資料索引.
    Evidence,
    /// 訪談紀錄.
    Interviews,
    /// 異動紀錄與驗證方式.
    Journal,
}

impl Section {
    /// All parts in the order of the report.
    pub const ALL: [Self; 14] = [
        Self::Examiner,
        Self::Summary,
        Self::Basis,
        Self::Classification,
        Self::Results,
        Self::Findings,
        Self::Plan,
        Self::Previous,
        Self::Accepted,
        Self::Papers,
        Self::Applicability,
        Self::Evidence,
        Self::Interviews,
        Self::Journal,
    ];

    /// The id, as in `--sections`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Examiner => "examiner",
            Self::Summary => "summary",
            Self::Basis => "basis",
            Self::Classification => "classification",
            Self::Results => "results",
            Self::Findings => "findings",
            Self::Plan => "plan",
            Self::Previous => "previous",
            Self::Accepted => "accepted",
            Self::Papers => "papers",
            Self::Applicability => "applicability",
            Self::Evidence => "evidence",
            Self::Interviews => "interviews",
            Self::Journal => "journal",
        }
    }

    /// The part with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.id() == id)
    }
}

/// How much the report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// Without the working papers.
    Management,
    /// The working papers and annexes alone.
    WorkingPapers,
}

impl Detail {
    /// Whether an edition holds a part.
    pub fn has(self, section: Section) -> bool {
        let paper = matches!(
            section,
            Section::Papers | Section::Applicability | Section::Interviews
        );
        let annex = matches!(section, Section::Evidence | Section::Journal);
        match self {
            Self::Full => true,
            Self::Management => !paper,
            Self::WorkingPapers => paper || annex,
        }
    }
}

/// State of a piece of evidence when it was looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
