//! The register of evidence: every piece with its state, filtered by what needs attention.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::evidence::view::tone_of;
use super::evidence::workbook_folder;
use super::{PieceScreen, Screen};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, evidence_kind_name, fill, looked_at_name, tr};
use crate::model::assessment::Evidence;
use crate::model::reporting::EvidenceState;
use crate::text;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Message, Overlay, Picker};
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// Which pieces are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    /// Content gone or no longer what was attached.
    Broken,
    /// No longer valid, or of another time.
    OutOfDate,
    /// Tied to no check.
    Unlinked,
}

const FILTERS: [(Filter, &str); 4] = [
    (Filter::All, "evidence.filter_all"),
    (Filter::Broken, "evidence.filter_broken"),
    (Filter::OutOfDate, "evidence.filter_out_of_date"),
    (Filter::Unlinked, "evidence.filter_unlinked"),
];

/// What the chosen folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Search,
    Export,
}

/// The register of evidence.
#[derive(Debug, Clone)]
pub struct RegisterScreen {
    cursor: Cursor,
    filter: Filter,
    wanted: Wanted,
}

impl Default for RegisterScreen {
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            filter: Filter::All,
            wanted: Wanted::Search,
        }
    }
}

/// Rows above the list: the filter and a count.
const HEADING_ROWS: u16 = 2;

impl RegisterScreen {
    /// The pieces that are shown, by number.
    fn shown<'a>(&self, workbook: &'a Workbook) -> Vec<&'a Evidence> {
        let assessment = &workbook.assessment;
        let state = |evidence: &Evidence| workbook.evidence_states.get(&evidence.uid).copied();
        let wanted = |evidence: &&Evidence| match self.filter {
            Filter::All => true,
            Filter::Broken => state(evidence).is_some_and(EvidenceState::is_broken),
            Filter::OutOfDate => matches!(
                state(evidence),
                Some(EvidenceState::Expired | EvidenceState::OutsidePeriod)
            ),
            Filter::Unlinked => assessment.links_of_evidence(&evidence.uid).next().is_none(),
        };
        assessment.evidence_by_number().filter(wanted).collect()
    }

    fn selected<'a>(&self, workbook: &'a Workbook) -> Option<&'a Evidence> {
        let shown = self.shown(workbook);
        shown.get(self.cursor.within(shown.len())).copied()
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        let any = !workbook.assessment.evidence.is_empty();
        match command {
            Command::CheckEvidence | Command::Export => any,
            Command::Relink | Command::Browse => any && !workbook.read_only,
            // The key bar asks at every frame: without a filter, nothing needs to be looked through.
            Command::Remove if workbook.read_only => false,
            Command::Remove | Command::Open => match self.filter {
                Filter::All => any,
                _ => self.selected(workbook).is_some(),
            },
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Open => match self.selected(workbook) {
                Some(evidence) => vec![Act::push(Screen::Piece(Box::new(PieceScreen::new(evidence))))],
                None => Vec::new(),
            },
            Command::CheckEvidence => vec![Act::request(Request::CheckEvidence)],
            Command::Relink => vec![Act::request(Request::Relink {
                evidence: None,
                folder: None,
            })],
            Command::Browse => self.pick(Wanted::Search, workbook),
            Command::Export => self.pick(Wanted::Export, workbook),
            Command::Remove => self.ask_to_remove(context.lang, workbook),
            Command::Walk => vec![Act::Pop],
            Command::Left => self.choose(-1),
            Command::Right => self.choose(1),
            Command::Back => Vec::new(),
            _ => {
                let count = self.shown(workbook).len();
                let page = usize::from(context.body.1.saturating_sub(HEADING_ROWS));
                self.cursor = Cursor {
                    row: self.cursor.within(count),
                };
                self.cursor.update(command, count, page);
                Vec::new()
            }
        }
    }

    fn choose(&mut self, by: isize) -> Vec<Act> {
        let filters = FILTERS.map(|(filter, _)| filter);
        if let Some(filter) = crate::tui::widgets::form::neighbour(&filters, &self.filter, by, false) {
            self.filter = filter;
            self.cursor = Cursor::default();
        }
        Vec::new()
    }

    fn pick(&mut self, wanted: Wanted, workbook: &Workbook) -> Vec<Act> {
        self.wanted = wanted;
        vec![
            Act::overlay(Overlay::Picker(Picker::folders())),
            Picker::first_request(Some(workbook_folder(workbook))),
        ]
    }

    /// Takes the folder chosen in the picker: to search, or to make the new folder in.
    pub fn chosen(&mut self, path: &Path, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let lang = context.lang;
        vec![Act::request(match self.wanted {
            Wanted::Search => Request::Relink {
                evidence: None,
                folder: Some(path.to_owned()),
            },
            Wanted::Export => {
                let organisation = &workbook.assessment.profile.organisation.name;
                let name = fill(lang, "evidence.export_folder", &[("organisation", organisation)]);
                Request::ExportEvidence {
                    folder: path.join(text::file_name_part(&name, 80)),
                    lang,
                }
            }
        })]
    }

    fn ask_to_remove(&self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        let Some(evidence) = self.selected(workbook) else {
            return Vec::new();
        };
        let question = fill(
            lang,
            "evidence.remove_question",
            &[("label", &evidence.label()), ("title", evidence.name())],
        );
        let remove = Effect::Request(Box::new(Request::RemoveEvidence(evidence.uid.clone())));
        vec![Act::overlay(Overlay::Confirm(Confirm::new(question, remove)))]
    }

    /// Takes what was looked at, found or written.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let lang = context.lang;
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match outcome {
            Outcome::EvidenceStates(_) => vec![Act::Say(Notice::Done(tr(lang, "attach.checked").to_owned()))],
            Outcome::Relinked { found, .. } => {
                let (moved, missing) = (found.moved.len().to_string(), found.missing.len().to_string());
                let words = fill(
                    lang,
                    "evidence.relinked_count",
                    &[("moved", &moved), ("missing", &missing)],
                );
                let notice = match found.missing.is_empty() {
                    true => Notice::Done(words),
                    false => Notice::Attention(words),
                };
                vec![Act::Say(notice)]
            }
            Outcome::EvidenceExported {
                folder,
                copied,
                faulty,
                ..
            } => {
                let (folder, count) = (folder.display().to_string(), copied.to_string());
                let mut lines = vec![fill(
                    lang,
                    "evidence.exported",
                    &[("folder", &folder), ("count", &count)],
                )];
                if !faulty.is_empty() {
                    let labels = faulty.join(tr(lang, "model.list_comma"));
                    lines.push(fill(lang, "evidence.exported_faulty", &[("labels", &labels)]));
                }
                let title = tr(lang, "evidence.export_done");
                vec![Act::overlay(Overlay::Message(Message::info(title, lines)))]
            }
            _ => {
                self.cursor.row = self.cursor.within(self.shown(workbook).len());
                Vec::new()
            }
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let shown = self.shown(workbook);
        self.draw_heading(context, workbook, shown.len(), area, buffer);
        let list = Rect {
            y: area.y + HEADING_ROWS,
            height: area.height.saturating_sub(HEADING_ROWS),
            ..area
        };
        if shown.is_empty() {
            let id = match workbook.assessment.evidence.is_empty() {
                true => "evidence.register_empty",
                false => "evidence.filter_empty",
            };
            let words = crate::tui::widgets::lines::wrapped(tr(lang, id), usize::from(list.width));
            for (line, y) in words.iter().zip(list.top()..list.bottom()) {
                put(buffer, list.x, y, list.width, line, theme.style(Tone::Dim));
            }
            return None;
        }
        let height = usize::from(list.height);
        let selected = self.cursor.within(shown.len());
        let offset = self.cursor.offset(shown.len(), height);
        let visible = shown.iter().enumerate().skip(offset);
        for ((index, evidence), y) in visible.zip(list.top()..list.bottom()) {
            let state = workbook.evidence_states.get(&evidence.uid).copied();
            let words = piece_words(lang, evidence, state);
            let line = Rect {
                y,
                height: 1,
                width: list.width.saturating_sub(1),
                ..list
            };
            let tone = state.map_or(Tone::Plain, tone_of);
            row::draw(buffer, line, context, index == selected, &words, tone);
        }
        let scroll = Scroll {
            top: offset,
            height,
            rows: shown.len(),
        };
        scroll::hint(buffer, list, theme, scroll);
        None
    }

    fn draw_heading(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        shown: usize,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let (lang, theme) = (context.lang, context.theme);
        let all = workbook.assessment.evidence.len().to_string();
        let seen = workbook.evidence_states.len().to_string();
        let heading = fill(
            lang,
            "evidence.register_heading",
            &[("shown", &shown.to_string()), ("all", &all), ("seen", &seen)],
        );
        let filters: Vec<String> = FILTERS
            .iter()
            .map(|(filter, id)| match *filter == self.filter {
                true => format!("(x) {}", tr(lang, id)),
                false => format!("( ) {}", tr(lang, id)),
            })
            .collect();
        let row = Rect {
            y: area.y + 1,
            height: 1,
            ..area
        };
        let chosen = FILTERS.iter().position(|(filter, _)| *filter == self.filter);
        Canvas::from(context).turns(row, filters.iter().map(String::as_str), 2, chosen);
        let lines = [(heading, Tone::Heading), (filters.join("  "), Tone::Dim)];
        for ((words, tone), y) in lines.iter().zip(area.top()..area.bottom()) {
            let words = theme.fit(words, usize::from(area.width));
            put(buffer, area.x, y, area.width, &words, theme.style(*tone));
        }
    }
}

/// Number, state, kind, date and name.
fn piece_words(lang: Lang, evidence: &Evidence, state: Option<EvidenceState>) -> String {
    let state = match state {
        Some(state) => format!("[{}] ", looked_at_name(evidence.kind, state, lang)),
        None => String::new(),
    };
    let kind = evidence_kind_name(evidence.kind, lang);
    let mut words = format!("{}  {state}{kind}", evidence.label());
    let place = evidence.shown_location();
    for part in [evidence.dated.as_str(), evidence.title.as_str(), place] {
        if !part.is_empty() && !words.ends_with(part) {
            words.push_str("  ");
            words.push_str(part);
        }
    }
    words
}
