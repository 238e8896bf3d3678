//! One piece of evidence: everything that is known of it, the checks it serves, and who handed it
//! to whom; all of it can be changed.

mod fields;
mod view;

use std::path::Path;

use fields::Field;

use super::evidence::blanks::Blank;
use super::evidence::draft::{Draft, Typed};
use super::walk::open_answer;
use super::{Texts, type_into};
use crate::engagement::request::{EvidenceFields, LinkFields, Outcome, Request};
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::completing::PathField;
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay, Picker};

/// The screen of one piece of evidence.
#[derive(Debug)]
pub struct PieceScreen {
    uid: String,
    focus: Field,
    draft: Draft,
    /// The tie whose page and purpose are being written.
    tie: Option<String>,
    /// What stood in the fields when it was sent, and how many answers are waited for.
    sent: Option<(Typed, usize)>,
    /// Close once everything is stored.
    closing: bool,
}

impl PieceScreen {
    /// The screen of a piece.
    pub fn new(evidence: &Evidence) -> Self {
        Self {
            uid: evidence.uid.clone(),
            focus: Field::Blank(Blank::Location),
            draft: Draft::of(evidence),
            tie: None,
            sent: None,
            closing: false,
        }
    }

    fn evidence<'a>(&self, workbook: &'a Workbook) -> Option<&'a Evidence> {
        workbook.assessment.evidence.get(&self.uid)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        let hashed = self
            .evidence(workbook)
            .is_some_and(|evidence| evidence.kind.is_hashed());
        match command {
            Command::Save => !workbook.read_only,
            Command::Relink => !workbook.read_only && hashed,
            Command::Browse => !workbook.read_only && hashed,
            Command::Remove => !workbook.read_only && matches!(self.focus, Field::Tied(_) | Field::Step(_)),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let Some(evidence) = self.evidence(workbook) else {
            return vec![Act::Pop];
        };
        let lang = context.lang;
        match command {
            Command::Back => self.leave(lang),
            Command::Save => self.save(lang, workbook),
            Command::Open => self.open(lang, workbook),
            Command::Browse => pick_folder(workbook),
            Command::Relink => vec![Act::request(self.relink(None))],
            Command::Remove => self.remove(lang, evidence),
            Command::CheckEvidence => vec![Act::request(Request::CheckEvidence)],
            Command::Left => self.choose(-1),
            Command::Right => self.choose(1),
            _ => {
                self.move_by(command, workbook);
                Vec::new()
            }
        }
    }

    fn relink(&self, folder: Option<std::path::PathBuf>) -> Request {
        Request::Relink {
            evidence: Some(self.uid.clone()),
            folder,
        }
    }

    /// Enter: shows or hides the fields of a tie, takes the present content, saves at the end of a
    /// group, else goes on.
    fn open(&mut self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        match self.focus.clone() {
            Field::Save | Field::SaveStep | Field::SaveTie if !workbook.read_only => {
                self.save(lang, workbook)
            }
            Field::Tied(link) => {
                self.show_tie(&link, workbook);
                Vec::new()
            }
            Field::Answer => self.go_to_answer(workbook),
            Field::Retake if !workbook.read_only => self.ask_to_retake(lang, workbook),
            _ => {
                self.move_by(Command::Down, workbook);
                Vec::new()
            }
        }
    }

    /// Shows page and purpose of a tie, or hides them; what is being written there stays.
    fn show_tie(&mut self, link: &str, workbook: &Workbook) {
        let written = Blank::TIE.iter().any(|blank| self.draft.is_changed(*blank));
        if self.tie.as_deref() == Some(link) {
            self.tie = self.tie.take().filter(|_| written);
            return;
        }
        if written {
            return;
        }
        if let Some(known) = workbook.assessment.links.get(link) {
            self.draft.begin(Blank::Locator, &known.locator);
            self.draft.begin(Blank::Proves, &known.proves);
            self.tie = Some(link.to_owned());
        }
    }

    fn go_to_answer(&self, workbook: &Workbook) -> Vec<Act> {
        let tie = self.tie.as_ref();
        match tie.and_then(|tie| workbook.assessment.links.get(tie)) {
            Some(link) => vec![open_answer(workbook, link.clause, &link.target)],
            None => Vec::new(),
        }
    }

    fn ask_to_retake(&self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        let Some(evidence) = self.evidence(workbook) else {
            return Vec::new();
        };
        let fields = EvidenceFields {
            location: Some(evidence.location.clone()),
            ..EvidenceFields::default()
        };
        let retake = Request::SetEvidence {
            uid: self.uid.clone(),
            fields: Box::new(fields),
        };
        let question = fill(lang, "evidence.retake_question", &[("label", &evidence.label())]);
        let confirm = Confirm::new(question, Effect::Request(Box::new(retake)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    fn remove(&self, lang: Lang, evidence: &Evidence) -> Vec<Act> {
        let (id, request) = match &self.focus {
            Field::Tied(link) => ("evidence.untie_question", Request::Unlink(link.clone())),
            Field::Step(at) => {
                let mut custody = evidence.custody.clone();
                if *at >= custody.len() {
                    return Vec::new();
                }
                custody.remove(*at);
                let fields = EvidenceFields {
                    custody: Some(custody),
                    ..EvidenceFields::default()
                };
                let request = Request::SetEvidence {
                    uid: self.uid.clone(),
                    fields: Box::new(fields),
                };
                ("evidence.remove_step_question", request)
            }
            _ => return Vec::new(),
        };
        let question = fill(lang, id, &[("label", &evidence.label())]);
        let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    /// Stores everything that was typed: what is known of the evidence, the hand-over, the tie.
    fn save(&mut self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        let Some(evidence) = self.evidence(workbook) else {
            return Vec::new();
        };
        if self.sent.is_some() || workbook.read_only {
            return Vec::new();
        }
        if let Some(blank) = self.draft.wrong_day() {
            self.focus = Field::Blank(blank);
            self.closing = false;
            return vec![attention(lang, "attach.day_wrong")];
        }
        let requests = self.requests(evidence);
        if requests.is_empty() {
            return match self.closing {
                true => vec![Act::Pop],
                false => vec![Act::Say(Notice::Done(
                    tr(lang, "evidence.nothing_changed").to_owned(),
                ))],
            };
        }
        self.sent = Some((self.draft.typed(), requests.len()));
        requests.into_iter().map(Act::request).collect()
    }

    fn requests(&self, evidence: &Evidence) -> Vec<Request> {
        let mut requests = Vec::new();
        let fields = self.draft.changes(evidence);
        if fields != EvidenceFields::default() {
            requests.push(Request::SetEvidence {
                uid: self.uid.clone(),
                fields: Box::new(fields),
            });
        }
        let changed = |blank| {
            self.draft
                .is_changed(blank)
                .then(|| self.draft.text(blank).trim().to_owned())
        };
        let fields = LinkFields {
            item: None,
            locator: changed(Blank::Locator),
            proves: changed(Blank::Proves),
        };
        if let Some(tie) = self.tie.as_ref().filter(|_| fields != LinkFields::default()) {
            requests.push(Request::SetLink {
                uid: tie.clone(),
                fields,
            });
        }
        requests
    }

    /// Takes what was saved or looked at.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let Some(evidence) = self.evidence(workbook) else {
            // Undone: there is nothing to show any more.
            return vec![Act::Pop];
        };
        let lang = context.lang;
        let said = |id| vec![Act::Say(Notice::Done(tr(lang, id).to_owned()))];
        match outcome {
            Outcome::EvidenceStates(_) => said("attach.checked"),
            Outcome::Relinked { found, .. } => {
                self.draft.reload(evidence, None);
                match (found.moved.is_empty(), found.missing.is_empty()) {
                    (false, _) => said("evidence.found_again"),
                    (true, false) => vec![attention(lang, "evidence.found_nowhere")],
                    (true, true) => said("evidence.in_place"),
                }
            }
            Outcome::Saved(_) | Outcome::Unchanged => self.stored(lang, evidence, workbook),
            Outcome::Cancelled => {
                self.sent = None;
                self.closing = false;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn stored(&mut self, lang: Lang, evidence: &Evidence, workbook: &Workbook) -> Vec<Act> {
        let Some((typed, waiting)) = self.sent.take() else {
            self.draft.reload(evidence, None);
            self.settle_focus(workbook);
            return Vec::new();
        };
        if waiting > 1 {
            self.sent = Some((typed, waiting - 1));
            return Vec::new();
        }
        self.draft.reload(evidence, Some(&typed));
        if let Some(link) = self
            .tie
            .as_ref()
            .and_then(|tie| workbook.assessment.links.get(tie))
        {
            for (blank, known) in [(Blank::Locator, &link.locator), (Blank::Proves, &link.proves)] {
                if self.draft.text(blank).trim() == known {
                    self.draft.begin(blank, known);
                }
            }
        }
        self.settle_focus(workbook);
        match self.closing {
            true => vec![Act::Pop],
            false => vec![Act::Say(Notice::Done(tr(lang, "evidence.stored").to_owned()))],
        }
    }

    /// A failed request: stay, with everything that was typed.
    pub fn failed(&mut self) {
        self.sent = None;
        self.closing = false;
    }

    /// Takes the folder to search for the moved file.
    pub fn chosen(&mut self, path: &Path) -> Vec<Act> {
        vec![Act::request(self.relink(Some(path.to_owned())))]
    }

    fn leave(&self, lang: Lang) -> Vec<Act> {
        match self.leaving_question(lang) {
            Some(question) => {
                let confirm = Confirm::then(question, vec![Act::Pop]);
                vec![Act::overlay(Overlay::Confirm(confirm))]
            }
            None => Vec::new(),
        }
    }

    /// The question before something typed is thrown away.
    pub fn leaving_question(&self, lang: Lang) -> Option<String> {
        let empty = self.draft.is_empty();
        (!empty).then(|| tr(lang, "evidence.leave_question").to_owned())
    }

    /// Shows the fields of the form.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        self.draft.texts(&format!("piece/{}/", self.uid), lang, texts);
    }

    /// The location, while a file or folder is typed there.
    pub fn path_field(&mut self, context: &Context<'_>) -> Option<PathField<'_>> {
        let kind = self.draft.kind;
        let base = super::evidence::workbook_folder(context.workbook?);
        (self.focus == Field::Blank(Blank::Location) && kind.is_hashed()).then(|| PathField {
            only_folders: kind == EvidenceKind::Folder,
            base: Some(base),
            field: self.draft.field_mut(Blank::Location),
        })
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let Field::Blank(blank) = self.focus else {
            return None;
        };
        if context.workbook.is_none_or(|workbook| workbook.read_only) {
            return None;
        }
        type_into(self.draft.field_mut(blank), key)
    }

    /// Pasted text goes into the field with the focus.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        let writable = context.workbook.is_some_and(|workbook| !workbook.read_only);
        if let Field::Blank(blank) = self.focus
            && writable
        {
            let _ = self.draft.field_mut(blank).paste(pasted);
        }
    }
}

/// Lets the person choose where to look for the moved file.
fn pick_folder(workbook: &Workbook) -> Vec<Act> {
    let folder = super::evidence::workbook_folder(workbook);
    vec![
        Act::overlay(Overlay::Picker(Picker::folders())),
        Picker::first_request(Some(folder)),
    ]
}

fn attention(lang: Lang, id: &'static str) -> Act {
    Act::Say(Notice::Attention(tr(lang, id).to_owned()))
}
