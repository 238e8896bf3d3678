//! What is typed about a piece of evidence, new or known.

use super::blanks::Blank;
use crate::engagement::request::{EvidenceDraft, EvidenceFields};
use crate::lang::{Lang, tr};
use crate::model::assessment::{CustodyStep, Evidence, EvidenceKind, Interview, Sensitivity};
use crate::model::profile_file::date_is_real;
use crate::tui::input::{day, dropped_paths};
use crate::tui::screens::Texts;
use crate::tui::widgets::text_field::TextField;

/// The form as it is being written.
#[derive(Debug)]
pub struct Draft {
    /// What kind of reference.
    pub kind: EvidenceKind,
    /// How carefully it is to be handled.
    pub sensitivity: Option<Sensitivity>,
    /// Further dropped files that follow this one.
    pub queue: Vec<String>,
    /// Every field with the text it began with.
    fields: [(TextField, String); Blank::ALL.len()],
    began_with: Option<Sensitivity>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: EvidenceKind::File,
            sensitivity: None,
            queue: Vec::new(),
            fields: Blank::ALL.map(|_| (TextField::single_line(""), String::new())),
            began_with: None,
        }
    }
}

/// What stood in the fields when something was sent.
pub type Typed = [String; Blank::ALL.len()];

impl Draft {
    /// The form filled with what is known.
    pub fn of(evidence: &Evidence) -> Self {
        let mut draft = Self {
            kind: evidence.kind,
            ..Self::default()
        };
        draft.reload(evidence, None);
        draft
    }

    /// Takes what is known now, except where something was typed since `sent`; without it, where
    /// something was typed at all.
    pub fn reload(&mut self, evidence: &Evidence, sent: Option<&Typed>) {
        for (at, blank) in Blank::ALL.into_iter().enumerate() {
            if Blank::TIE.contains(&blank) {
                continue;
            }
            let begun = sent.map_or_else(|| self.began(blank).to_owned(), |sent| sent[at].clone());
            let typed = self.text(blank) != begun;
            let (field, began) = &mut self.fields[blank as usize];
            let now = known_text(evidence, blank);
            // A field of one line shows the text with its line breaks as spaces.
            *began = TextField::single_line(&now).text().to_owned();
            if !typed && field.text() != *began {
                field.set_text(&now);
            }
        }
        if sent.is_some() || self.sensitivity == self.began_with {
            self.sensitivity = evidence.sensitivity;
        }
        self.began_with = evidence.sensitivity;
    }

    /// Puts other texts into the fields of the tie or of a hand-over.
    pub fn begin(&mut self, blank: Blank, text: &str) {
        let (field, began) = &mut self.fields[blank as usize];
        field.set_text(text);
        *began = field.text().to_owned();
    }

    /// A field.
    pub fn field(&self, blank: Blank) -> &TextField {
        &self.fields[blank as usize].0
    }

    /// A field, to be written into.
    pub fn field_mut(&mut self, blank: Blank) -> &mut TextField {
        &mut self.fields[blank as usize].0
    }

    fn began(&self, blank: Blank) -> &str {
        &self.fields[blank as usize].1
    }

    /// What was typed into a field.
    pub fn text(&self, blank: Blank) -> &str {
        self.field(blank).text()
    }

    /// Shows the fields; their ids begin with `form`.
    pub fn texts(&mut self, form: &str, lang: Lang, texts: &mut Texts) {
        for blank in Blank::ALL {
            let dirty = self.is_changed(blank);
            let label = tr(lang, blank.words(self.kind).0);
            texts.field(&format!("{form}{blank:?}"), label, self.field_mut(blank), dirty);
        }
        self.follow_location();
    }

    /// What stands in every field.
    pub fn typed(&self) -> Typed {
        Blank::ALL.map(|blank| self.text(blank).to_owned())
    }

    /// Whether something else stands in a field than at the beginning.
    pub fn is_changed(&self, blank: Blank) -> bool {
        self.text(blank) != self.began(blank)
    }

    /// Whether nothing was typed that is not stored.
    pub fn is_empty(&self) -> bool {
        let same = |blank: &Blank| self.text(*blank).trim() == self.began(*blank).trim();
        self.queue.is_empty() && self.sensitivity == self.began_with && Blank::ALL.iter().all(same)
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
        if !matches!(self.kind, EvidenceKind::Folder | EvidenceKind::Screenshot) {
            self.kind = EvidenceKind::File;
        }
        self.field_mut(Blank::Location).set_text(&path);
        self.queue = queue;
    }

    /// Follows what was typed as location: an address is no file.
    pub fn follow_location(&mut self) {
        if self.kind.is_hashed() && is_address(self.text(Blank::Location)) {
            self.kind = EvidenceKind::Url;
        }
    }

    /// A day that is no day, if one was written; of the fields the kind has.
    pub fn wrong_day(&self) -> Option<Blank> {
        Blank::ALL
            .into_iter()
            .filter(|blank| blank.is_day() && (blank.is_of(self.kind) || Blank::STEP.contains(blank)))
            .find(|blank| date_is_real("", &day(self.text(*blank))).is_err())
    }

    /// What was typed where the kind has the field; a day in the form it is stored in.
    fn given(&self, blank: Blank) -> String {
        match blank.is_of(self.kind) {
            true => self.written(blank),
            false => String::new(),
        }
    }

    fn written(&self, blank: Blank) -> String {
        match blank {
            Blank::Location => self.cleaned_location(),
            blank if blank.is_day() => day(self.text(blank)),
            blank => self.text(blank).trim().to_owned(),
        }
    }

    /// The evidence as it is to be attached.
    pub fn evidence(&self) -> EvidenceDraft {
        EvidenceDraft {
            kind: self.kind,
            location: self.cleaned_location(),
            title: self.given(Blank::Title),
            dated: self.given(Blank::Dated),
            valid_until: self.given(Blank::ValidUntil),
            version: self.given(Blank::Version),
            issuer: self.given(Blank::Issuer),
            covers_from: self.given(Blank::CoversFrom),
            covers_to: self.given(Blank::CoversTo),
            sensitivity: self.sensitivity,
            interview: (self.kind == EvidenceKind::Interview).then(|| Interview {
                title: self.given(Blank::PersonTitle),
                said: self.given(Blank::Said),
                confirmed_on: self.given(Blank::ConfirmedOn),
            }),
            custodian: self.given(Blank::Custodian),
        }
    }

    /// The values that differ from what is known, with a hand-over behind the known ones where one
    /// was typed.
    pub fn changes(&self, known: &Evidence) -> EvidenceFields {
        let changed = |blank| self.is_changed(blank).then(|| self.written(blank));
        let interview = known.interview.clone().unwrap_or_default();
        let asked = [Blank::PersonTitle, Blank::Said, Blank::ConfirmedOn];
        let talked = asked.iter().any(|blank| self.is_changed(*blank));
        EvidenceFields {
            location: changed(Blank::Location),
            title: changed(Blank::Title),
            dated: changed(Blank::Dated),
            valid_until: changed(Blank::ValidUntil),
            version: changed(Blank::Version),
            issuer: changed(Blank::Issuer),
            covers_from: changed(Blank::CoversFrom),
            covers_to: changed(Blank::CoversTo),
            sensitivity: (self.sensitivity != self.began_with).then_some(self.sensitivity),
            interview: talked.then(|| Interview {
                title: changed(Blank::PersonTitle).unwrap_or(interview.title),
                said: changed(Blank::Said).unwrap_or(interview.said),
                confirmed_on: changed(Blank::ConfirmedOn).unwrap_or(interview.confirmed_on),
            }),
            custodian: changed(Blank::Custodian),
            custody: self
                .step()
                .map(|step| [known.custody.clone(), vec![step]].concat()),
        }
    }

    /// The hand-over that was typed, if any.
    fn step(&self) -> Option<CustodyStep> {
        let step = CustodyStep {
            on: self.written(Blank::StepOn),
            from: self.written(Blank::StepFrom),
            to: self.written(Blank::StepTo),
            purpose: self.written(Blank::StepPurpose),
        };
        (step != CustodyStep::default()).then_some(step)
    }

    /// A path typed in quotes or as an address of a file is meant without them.
    fn cleaned_location(&self) -> String {
        let typed = self.text(Blank::Location).trim();
        let wrapped = typed.starts_with(['"', '\'']) || typed.starts_with("file://");
        let mut paths = if wrapped && self.kind.is_hashed() {
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

/// What is stored where a field stands.
fn known_text(evidence: &Evidence, blank: Blank) -> String {
    let none = Interview::default();
    let interview = evidence.interview.as_ref().unwrap_or(&none);
    match blank {
        Blank::Location => &evidence.location,
        Blank::Title => &evidence.title,
        Blank::Dated => &evidence.dated,
        Blank::ValidUntil => &evidence.valid_until,
        Blank::Custodian => &evidence.custodian,
        Blank::Version => &evidence.version,
        Blank::Issuer => &evidence.issuer,
        Blank::CoversFrom => &evidence.covers_from,
        Blank::CoversTo => &evidence.covers_to,
        Blank::PersonTitle => &interview.title,
        Blank::Said => &interview.said,
        Blank::ConfirmedOn => &interview.confirmed_on,
        _ => return String::new(),
    }
    .clone()
}

/// Whether text is a web address.
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("https://") || text.starts_with("http://")
}
