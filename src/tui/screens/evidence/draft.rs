//! What is typed for a new piece of evidence.

use crate::engagement::request::EvidenceDraft;
use crate::model::assessment::EvidenceKind;
use crate::model::profile_file::date_is_real;
use crate::tui::input::{day, dropped_paths};
use crate::tui::widgets::text_field::TextField;

/// The kinds in the order they are offered.
pub const KINDS: [EvidenceKind; 3] = [EvidenceKind::File, EvidenceKind::Url, EvidenceKind::Document];

/// A field of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Path, address or document number.
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
}

impl Blank {
    /// The fields in their order.
    pub const ALL: [Blank; 6] = [
        Blank::Location,
        Blank::Title,
        Blank::Dated,
        Blank::ValidUntil,
        Blank::Custodian,
        Blank::Locator,
    ];
}

/// The form as it is being written.
#[derive(Debug)]
pub struct Draft {
    /// What kind of reference.
    pub kind: EvidenceKind,
    location: TextField,
    title: TextField,
    dated: TextField,
    valid_until: TextField,
    custodian: TextField,
    locator: TextField,
    /// Further dropped files that follow this one.
    pub queue: Vec<String>,
}

impl Default for Draft {
    fn default() -> Self {
        let blank = || TextField::single_line("");
        Self {
            kind: EvidenceKind::File,
            location: blank(),
            title: blank(),
            dated: blank(),
            valid_until: blank(),
            custodian: blank(),
            locator: blank(),
            queue: Vec::new(),
        }
    }
}

impl Draft {
    /// A field.
    pub fn field(&self, blank: Blank) -> &TextField {
        match blank {
            Blank::Location => &self.location,
            Blank::Title => &self.title,
            Blank::Dated => &self.dated,
            Blank::ValidUntil => &self.valid_until,
            Blank::Custodian => &self.custodian,
            Blank::Locator => &self.locator,
        }
    }

    /// A field, to be written into.
    pub fn field_mut(&mut self, blank: Blank) -> &mut TextField {
        match blank {
            Blank::Location => &mut self.location,
            Blank::Title => &mut self.title,
            Blank::Dated => &mut self.dated,
            Blank::ValidUntil => &mut self.valid_until,
            Blank::Custodian => &mut self.custodian,
            Blank::Locator => &mut self.locator,
        }
    }

    /// What was typed into a field.
    pub fn text(&self, blank: Blank) -> &str {
        self.field(blank).text()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty() && Blank::ALL.iter().all(|blank| self.text(*blank).trim().is_empty())
    }

    /// Forgets what was typed and goes on with the next dropped file.
    pub fn clear(&mut self) {
        let kind = self.kind;
        let mut queue = std::mem::take(&mut self.queue);
        *self = Self {
            kind,
            ..Self::default()
        };
        if !queue.is_empty() {
            let next = queue.remove(0);
            self.take_files(next, queue);
        }
    }

    /// A file and those that follow it.
    pub fn take_files(&mut self, path: String, queue: Vec<String>) {
        self.kind = EvidenceKind::File;
        self.location.set_text(&path);
        self.queue = queue;
    }

    /// Follows what was typed as location: an address is no file.
    pub fn follow_location(&mut self) {
        if self.kind == EvidenceKind::File && is_address(self.location.text()) {
            self.kind = EvidenceKind::Url;
        }
    }

    /// A day that is no day, if one was written.
    pub fn wrong_day(&self) -> Option<Blank> {
        [Blank::Dated, Blank::ValidUntil]
            .into_iter()
            .find(|blank| date_is_real("", &day(self.text(*blank))).is_err())
    }

    /// The evidence as it is to be attached.
    pub fn evidence(&self) -> EvidenceDraft {
        let typed = |blank| self.text(blank).trim().to_owned();
        EvidenceDraft {
            kind: self.kind,
            location: self.cleaned_location(),
            title: typed(Blank::Title),
            dated: day(self.text(Blank::Dated)),
            valid_until: day(self.text(Blank::ValidUntil)),
            custodian: typed(Blank::Custodian),
            ..EvidenceDraft::default()
        }
    }

    /// A path typed in quotes or as an address of a file is meant without them.
    fn cleaned_location(&self) -> String {
        let typed = self.location.text().trim();
        let wrapped = typed.starts_with(['"', '\'']) || typed.starts_with("file://");
        let mut paths = if wrapped && self.kind == EvidenceKind::File {
            dropped_paths(typed)
        } else {
            Vec::new()
        };
        match (paths.pop(), paths.is_empty()) {
            (Some(path), true) => path,
            _ => typed.to_owned(),
        }
    }
}

/// Whether text is a web address.
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("https://") || text.starts_with("http://")
}
