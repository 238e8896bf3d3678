//! The fields of text that describe evidence: which a kind has, and what they are called.

use crate::model::assessment::EvidenceKind;

/// A field of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Path, address, document number, place or person.
    Location,
    /// A name for people.
    Title,
    /// The day it speaks of.
    Dated,
    /// The day it stops being valid.
    ValidUntil,
    /// Who keeps it.
    Custodian,
    /// Page or section.
    Locator,
    /// What it proves for the check.
    Proves,
    /// Version of a document.
    Version,
    /// Who issued it.
    Issuer,
    /// First day covered.
    CoversFrom,
    /// Last day covered.
    CoversTo,
    /// Title of the person interviewed.
    PersonTitle,
    /// What the person said.
    Said,
    /// The day the person confirmed the record.
    ConfirmedOn,
    /// Day of a hand-over.
    StepOn,
    /// Who handed over.
    StepFrom,
    /// Who took over.
    StepTo,
    /// What for.
    StepPurpose,
}

impl Blank {
    /// All fields.
    pub const ALL: [Blank; 18] = [
        Blank::Location,
        Blank::Title,
        Blank::Dated,
        Blank::ValidUntil,
        Blank::Custodian,
        Blank::Locator,
        Blank::Proves,
        Blank::Version,
        Blank::Issuer,
        Blank::CoversFrom,
        Blank::CoversTo,
        Blank::PersonTitle,
        Blank::Said,
        Blank::ConfirmedOn,
        Blank::StepOn,
        Blank::StepFrom,
        Blank::StepTo,
        Blank::StepPurpose,
    ];
    /// The fields of a hand-over.
    pub const STEP: [Blank; 4] = [Blank::StepOn, Blank::StepFrom, Blank::StepTo, Blank::StepPurpose];
    /// The fields of the tie to a check.
    pub const TIE: [Blank; 2] = [Blank::Locator, Blank::Proves];

    /// The fields a kind always shows, in their order.
    pub fn usual(kind: EvidenceKind) -> &'static [Blank] {
        use Blank::{
            ConfirmedOn, Custodian, Dated, Location, Locator, PersonTitle, Said, Title, ValidUntil, Version,
        };
        match kind {
            EvidenceKind::Document => &[Location, Version, Title, Dated, ValidUntil, Custodian, Locator],
            EvidenceKind::Physical => &[Location, Custodian, Title, Dated, Locator],
            EvidenceKind::Interview => &[Location, PersonTitle, Dated, Said, ConfirmedOn, Title],
            _ => &[Location, Title, Dated, ValidUntil, Custodian, Locator],
        }
    }

    /// The fields behind 更多欄位.
    pub fn further(kind: EvidenceKind) -> &'static [Blank] {
        use Blank::{CoversFrom, CoversTo, Custodian, Issuer, Locator, Proves, ValidUntil, Version};
        match kind {
            EvidenceKind::Document => &[Proves, Issuer, CoversFrom, CoversTo],
            EvidenceKind::Physical => &[Proves, ValidUntil, Issuer, CoversFrom, CoversTo],
            EvidenceKind::Interview => &[Proves, Locator, Custodian],
            _ => &[Proves, Version, Issuer, CoversFrom, CoversTo],
        }
    }

    /// Whether a kind has the field.
    pub fn is_of(self, kind: EvidenceKind) -> bool {
        Self::usual(kind).contains(&self) || Self::further(kind).contains(&self)
    }

    /// Whether a day is written there.
    pub fn is_day(self) -> bool {
        matches!(
            self,
            Blank::Dated
                | Blank::ValidUntil
                | Blank::CoversFrom
                | Blank::CoversTo
                | Blank::ConfirmedOn
                | Blank::StepOn
        )
    }

    /// Its label and the hint that is shown while it is empty.
    pub fn words(self, kind: EvidenceKind) -> (&'static str, &'static str) {
        match self {
            Blank::Location => location_words(kind),
            Blank::Title if kind.is_hashed() => ("attach.title", "attach.hint_title_file"),
            Blank::Title if kind == EvidenceKind::Interview => ("evidence.topic", "evidence.hint_topic"),
            Blank::Title => ("attach.title", "attach.hint_title"),
            Blank::Dated if kind == EvidenceKind::Interview => ("evidence.when", "evidence.hint_when"),
            Blank::Dated => ("attach.dated", "attach.hint_dated"),
            Blank::ValidUntil => ("attach.valid_until", "attach.hint_day"),
            Blank::Custodian => ("attach.custodian", "attach.hint_custodian"),
            Blank::Locator => ("attach.locator", "attach.hint_locator"),
            Blank::Proves => ("evidence.proves", "evidence.hint_proves"),
            Blank::Version => ("evidence.version", "evidence.hint_version"),
            Blank::Issuer => ("evidence.issuer", "evidence.hint_issuer"),
            Blank::CoversFrom => ("evidence.covers_from", "evidence.hint_covers"),
            Blank::CoversTo => ("evidence.covers_to", "evidence.hint_covers"),
            Blank::PersonTitle => ("evidence.person_title", "evidence.hint_person_title"),
            Blank::Said => ("evidence.said", "evidence.hint_said"),
            Blank::ConfirmedOn => ("evidence.confirmed_on", "evidence.hint_confirmed_on"),
            Blank::StepOn => ("evidence.step_on", "evidence.hint_step_on"),
            Blank::StepFrom => ("evidence.step_from", "evidence.hint_step_who"),
            Blank::StepTo => ("evidence.step_to", "evidence.hint_step_who"),
            Blank::StepPurpose => ("evidence.step_purpose", "evidence.hint_step_purpose"),
        }
    }
}

fn location_words(kind: EvidenceKind) -> (&'static str, &'static str) {
    match kind {
        EvidenceKind::File => ("attach.location_file", "attach.hint_file"),
        EvidenceKind::Folder => ("attach.location_folder", "attach.hint_folder"),
        EvidenceKind::Url => ("attach.location_url", "attach.hint_url"),
        EvidenceKind::Document => ("attach.location_document", "attach.hint_document"),
        EvidenceKind::Physical => ("attach.location_physical", "attach.hint_physical"),
        EvidenceKind::Interview => ("attach.location_interview", "attach.hint_interview"),
        EvidenceKind::Screenshot => ("attach.location_screenshot", "attach.hint_file"),
    }
}
