//! The documents to have ready: what is wanted, from whom, by when, and whether it came.

mod request;
mod view;

use std::collections::BTreeSet;

pub use request::DocumentScreen;

use super::{ExportScreen, Screen};
use crate::model::documents::{Document, documents};
use crate::model::journal::Head;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::form::neighbour;

/// Which documents are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    Open,
    Overdue,
    Here,
}

impl Filter {
    /// The filters in the order they are offered.
    const ALL: [Filter; 4] = [Filter::All, Filter::Open, Filter::Overdue, Filter::Here];

    fn label(self) -> &'static str {
        match self {
            Filter::All => "documents.filter_all",
            Filter::Open => "documents.filter_open",
            Filter::Overdue => "documents.filter_overdue",
            Filter::Here => "documents.filter_here",
        }
    }

    fn passes(self, document: &Document) -> bool {
        match self {
            Filter::All => true,
            Filter::Open => !document.is_here(),
            Filter::Overdue => document.overdue,
            Filter::Here => document.is_here(),
        }
    }
}

/// The list.
#[derive(Debug)]
pub struct DocumentsScreen {
    list: List,
    cursor: Cursor,
    filter: Filter,
    /// Keys of the marked documents.
    marked: BTreeSet<String>,
}

/// The documents as they stood at a place of the journal: making the list takes longer than a key
/// may, so it is kept until something is saved.
#[derive(Debug, Clone)]
struct List {
    documents: Vec<Document>,
    head: Head,
}

impl List {
    fn new(workbook: &Workbook) -> Self {
        let (pack, scope) = (&workbook.pack, &workbook.scope);
        Self {
            documents: documents(pack, scope, &workbook.assessment, &workbook.today),
            head: workbook.head.clone(),
        }
    }

    fn is_current(&self, workbook: &Workbook) -> bool {
        self.head == workbook.head
    }
}

impl DocumentsScreen {
    /// The list of the open workbook.
    pub fn new(workbook: &Workbook) -> Self {
        Self {
            list: List::new(workbook),
            cursor: Cursor::default(),
            filter: Filter::default(),
            marked: BTreeSet::new(),
        }
    }

    /// Makes the list anew where something was saved since. A mark goes where its document changed,
    /// so that what was set for several is not set again unseen.
    fn follow(&mut self, workbook: &Workbook) {
        if self.list.is_current(workbook) {
            return;
        }
        let now = List::new(workbook);
        self.marked = self.marks_in(&now);
        self.list = now;
    }

    /// The marks that stay when the list becomes another.
    fn marks_in(&self, now: &List) -> BTreeSet<String> {
        let marked = self.list.documents.iter();
        marked
            .filter(|document| self.marked.contains(&document.key) && now.documents.contains(document))
            .map(|document| document.key.clone())
            .collect()
    }

    fn shown<'a>(&self, list: &'a List) -> Vec<&'a Document> {
        let passing = |document: &&Document| self.filter.passes(document);
        list.documents.iter().filter(passing).collect()
    }

    fn selected(&self) -> Option<&Document> {
        let shown = self.shown(&self.list);
        shown.get(self.cursor.within(shown.len())).copied()
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Open => !workbook.read_only && self.selected().is_some(),
            Command::Mark => !workbook.read_only && self.selected().is_some(),
            Command::Save | Command::NextField | Command::PreviousField => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        self.follow(workbook);
        let page = usize::from(context.body.1.saturating_sub(view::FRAME_ROWS));
        match command {
            Command::Open => return self.ask_for(),
            Command::Mark => self.mark(),
            Command::Left => self.choose(-1),
            Command::Right => self.choose(1),
            Command::Walk => return vec![Act::Pop],
            Command::Export => {
                let export = ExportScreen::of_documents(context);
                return vec![Act::push(Screen::Export(export))];
            }
            _ => {
                let count = self.shown(&self.list).len();
                self.cursor.update(command, count, page);
            }
        }
        Vec::new()
    }

    /// Opens the form for the marked documents, or the selected one.
    fn ask_for(&self) -> Vec<Act> {
        let marked: Vec<&Document> = self
            .list
            .documents
            .iter()
            .filter(|document| self.marked.contains(&document.key))
            .collect();
        let wanted = match marked.is_empty() {
            true => self.selected().into_iter().collect(),
            false => marked,
        };
        if wanted.is_empty() {
            return Vec::new();
        }
        let form = DocumentScreen::new(&wanted);
        vec![Act::push(Screen::Document(Box::new(form)))]
    }

    /// Marks the selected document or takes its mark, and goes on to the next.
    fn mark(&mut self) {
        let Some(key) = self.selected().map(|document| document.key.clone()) else {
            return;
        };
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
        let count = self.shown(&self.list).len();
        self.cursor.update(Command::Down, count, 1);
    }

    /// Another filter; the selection stays on its document where that is still shown.
    fn choose(&mut self, by: isize) {
        let selected = self.selected().map(|document| document.key.clone());
        self.filter = neighbour(&Filter::ALL, &self.filter, by, true).unwrap_or(self.filter);
        let shown = self.shown(&self.list);
        let same = |document: &&Document| Some(&document.key) == selected.as_ref();
        self.cursor.row = shown.iter().position(same).unwrap_or(0);
    }
}
