//! Attaching evidence to one check: what is attached already, a form for a new reference, and the
//! evidence that is known from other checks.

mod attaching;
pub(super) mod blanks;
pub(super) mod draft;
pub(super) mod fields;
pub(super) mod view;

use std::path::{Path, PathBuf};

use blanks::Blank;
use draft::{Draft, is_address};

use super::{PieceScreen, RegisterScreen, Screen, Texts, type_into};
use crate::engagement::request::{EvidenceDraft, LinkDraft, Request};
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::EvidenceKind;
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::completing::PathField;
use crate::tui::input::{KeyPress, dropped_paths};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay, Picker};

/// Rows a page key moves by.
const PAGE: isize = 8;

/// What has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Field {
    Target,
    Item,
    /// A tie, by its uid.
    Tied(String),
    Source,
    Kind,
    Blank(Blank),
    /// Whether the further fields are shown.
    More,
    Sensitivity,
    /// Known evidence, by its uid.
    Known(String),
    Attach,
}

/// Where the evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    New,
    Known,
}

/// A request to attach that is under way.
#[derive(Debug, PartialEq, Eq)]
struct Attaching {
    /// The new evidence; none where known evidence is tied.
    evidence: Option<EvidenceDraft>,
    link: LinkDraft,
}

/// The screen that attaches evidence to a check.
#[derive(Debug)]
pub struct EvidenceScreen {
    clause: ClauseId,
    target: Target,
    /// Item of the clause's evidence list; none is 未指定.
    item: Option<String>,
    focus: Field,
    source: Source,
    draft: Draft,
    /// The further fields are shown.
    more: bool,
    /// What is being attached: another request must not follow it.
    attaching: Option<Box<Attaching>>,
}

impl EvidenceScreen {
    /// The screen for a check and an item of its evidence list.
    pub fn new(_workbook: &Workbook, clause: ClauseId, target: Target, item: Option<String>) -> Self {
        Self {
            clause,
            target,
            item,
            focus: Field::Blank(Blank::Location),
            source: Source::New,
            draft: Draft::default(),
            more: false,
            attaching: None,
        }
    }

    /// The screen with dropped files: the first is to be attached, the others follow it.
    #[must_use]
    pub fn with_files(mut self, paths: Vec<String>) -> Self {
        self.take_files(paths);
        self
    }

    /// With the focus on a tie that is there.
    #[must_use]
    pub fn at_tie(mut self, link: &str) -> Self {
        self.focus = Field::Tied(link.to_owned());
        self
    }

    fn take_files(&mut self, mut paths: Vec<String>) {
        if paths.is_empty() {
            return;
        }
        let first = paths.remove(0);
        self.source = Source::New;
        self.draft.take_files(first, paths);
        self.focus = Field::Attach;
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let writable = context.workbook.is_some_and(|workbook| !workbook.read_only);
        match command {
            Command::Save => writable,
            Command::Browse => writable && self.source == Source::New,
            Command::Remove => writable && matches!(self.focus, Field::Tied(_)),
            Command::CheckEvidence => context
                .workbook
                .is_some_and(|workbook| !workbook.assessment.evidence.is_empty()),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Back => return self.leave(context.lang),
            Command::Save => return self.attach(context.lang, workbook),
            Command::Browse => return self.browse(workbook),
            Command::Remove => return self.ask_to_untie(context.lang, workbook),
            Command::CheckEvidence => return vec![Act::request(Request::CheckEvidence)],
            Command::EvidenceRegister => return vec![Act::push(Screen::Register(RegisterScreen::default()))],
            Command::Open => return self.open(context.lang, workbook),
            Command::NextField => self.move_focus(workbook, 1, true),
            Command::PreviousField => self.move_focus(workbook, -1, true),
            Command::Up => self.move_focus(workbook, -1, false),
            Command::Down => self.move_focus(workbook, 1, false),
            Command::PageUp => self.move_focus(workbook, -PAGE, false),
            Command::PageDown => self.move_focus(workbook, PAGE, false),
            Command::First => self.move_focus_to_end(workbook, false),
            Command::Last => self.move_focus_to_end(workbook, true),
            Command::Left => self.choose(workbook, -1),
            Command::Right => self.choose(workbook, 1),
            _ => {}
        }
        Vec::new()
    }

    /// Enter: attaches at the end of the form, ties known evidence, else goes on to the next row.
    fn open(&mut self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        match &self.focus {
            Field::Attach | Field::Known(_) => self.attach(lang, workbook),
            Field::Tied(link) => self.open_piece(workbook, link),
            Field::More => {
                self.more = !self.more;
                Vec::new()
            }
            _ => {
                self.move_focus(workbook, 1, false);
                Vec::new()
            }
        }
    }

    fn link(&self) -> LinkDraft {
        LinkDraft {
            clause: self.clause,
            target: self.target.clone(),
            item: self.item.clone(),
            locator: self.draft.text(Blank::Locator).trim().to_owned(),
            proves: match self.source {
                Source::New => self.draft.text(Blank::Proves).trim().to_owned(),
                Source::Known => String::new(),
            },
        }
    }

    /// Opens what is known of attached evidence.
    fn open_piece(&self, workbook: &Workbook, link: &str) -> Vec<Act> {
        let link = workbook.assessment.links.get(link);
        let evidence = link.and_then(|link| workbook.assessment.evidence.get(&link.evidence));
        match evidence {
            Some(evidence) => vec![Act::push(Screen::Piece(Box::new(PieceScreen::new(evidence))))],
            None => Vec::new(),
        }
    }

    fn ask_to_untie(&self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        let Field::Tied(uid) = &self.focus else {
            return Vec::new();
        };
        let tied = self.tied(workbook);
        let Some((link, evidence)) = tied.iter().find(|(link, _)| link.uid == *uid) else {
            return Vec::new();
        };
        let question = fill(
            lang,
            "attach.untie_question",
            &[("label", &evidence.label()), ("title", evidence.name())],
        );
        let untie = Act::request(Request::Unlink(link.uid.clone()));
        vec![Act::overlay(Overlay::Confirm(Confirm::then(
            question,
            vec![untie],
        )))]
    }

    /// Opens the file picker where the location leads to, else in the workbook's folder.
    fn browse(&mut self, workbook: &Workbook) -> Vec<Act> {
        self.focus = Field::Blank(Blank::Location);
        let typed = Path::new(self.draft.text(Blank::Location).trim());
        let folder = match typed.parent() {
            Some(folder) if typed.is_absolute() && self.draft.kind.is_hashed() => folder.to_owned(),
            _ => workbook_folder(workbook),
        };
        let picker = match self.draft.kind {
            EvidenceKind::Folder => Picker::folders(),
            _ => Picker::files(&[]),
        };
        vec![
            Act::overlay(Overlay::Picker(picker)),
            Picker::first_request(Some(folder)),
        ]
    }

    /// Takes the file chosen in the picker.
    pub fn chosen(&mut self, path: &Path) {
        self.source = Source::New;
        let queue = std::mem::take(&mut self.draft.queue);
        self.draft.take_files(path.display().to_string(), queue);
        self.focus = Field::Blank(Blank::Location);
    }

    /// Closes at once where nothing was typed, else asks first.
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
        (!self.draft.is_empty()).then(|| tr(lang, "attach.leave_question").to_owned())
    }

    /// Shows the fields of the form.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        let form = format!("evidence/{}/{}/", self.clause, self.target.id());
        self.draft.texts(&form, lang, texts);
    }

    /// The location, while a file or folder is typed there.
    pub fn path_field(&mut self, context: &Context<'_>) -> Option<PathField<'_>> {
        let kind = self.draft.kind;
        let base = workbook_folder(context.workbook?);
        (self.focus == Field::Blank(Blank::Location) && kind.is_hashed()).then(|| PathField {
            only_folders: kind == EvidenceKind::Folder,
            base: Some(base),
            field: self.draft.field_mut(Blank::Location),
        })
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        let Field::Blank(blank) = self.focus else {
            return None;
        };
        let acts = type_into(self.draft.field_mut(blank), key);
        if blank == Blank::Location {
            self.draft.follow_location();
        }
        acts
    }

    /// Asks what the location leads to: dropped folders and pictures are evidence of another kind.
    pub fn look_at_location(&self) -> Vec<Act> {
        let path = self.draft.text(Blank::Location).to_owned();
        match path.is_empty() {
            true => Vec::new(),
            false => vec![Act::request(Request::LookAtPath(path.into()))],
        }
    }

    /// Pasted text goes where the focus is; a dropped file or an address becomes the location
    /// unless another field is being written.
    pub fn paste(&mut self, pasted: &str) -> Vec<Act> {
        let free = match self.focus {
            Field::Blank(Blank::Location) => true,
            Field::Blank(_) => self.draft.text(Blank::Location).is_empty(),
            _ => true,
        };
        let paths = dropped_paths(pasted);
        if free && !paths.is_empty() {
            self.take_files(paths);
            return self.look_at_location();
        }
        let in_text = matches!(self.focus, Field::Blank(_));
        if !in_text && (self.source == Source::New || is_address(pasted)) {
            self.source = Source::New;
            self.focus = Field::Blank(Blank::Location);
        }
        if let Field::Blank(blank) = self.focus {
            let _ = self.draft.field_mut(blank).paste(pasted);
            self.draft.follow_location();
        }
        Vec::new()
    }
}

/// The folder of a workbook's file.
pub(super) fn workbook_folder(workbook: &Workbook) -> PathBuf {
    match workbook.path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn done(words: String) -> Act {
    Act::Say(Notice::Done(words))
}

fn attention(lang: Lang, id: &'static str) -> Vec<Act> {
    vec![Act::Say(Notice::Attention(tr(lang, id).to_owned()))]
}
