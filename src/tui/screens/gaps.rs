//! The gap list: 缺失 first, then 建議事項; Enter opens the answer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::walk::{mark_of, open_answer};
use super::{
    ActionsScreen, DashboardScreen, ExportScreen, FindingScreen, ProfileScreen, RegisterScreen, Screen,
    SearchScreen, SelfCheckScreen, SystemsScreen,
};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, fill, state_name, target_name, tr};
use crate::model::assessment::{CheckRef, Finding, State};
use crate::model::findings::in_order;
use crate::model::score::{Gap, GapCounts};
use crate::text;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::{horizontal_line, put};
use crate::tui::widgets::row;

/// The gap list.
#[derive(Debug, Clone, Default)]
pub struct GapsScreen {
    cursor: Cursor,
    /// A finding is being drafted for this check.
    drafting: Option<CheckRef>,
}

impl GapsScreen {
    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Open => context
                .workbook
                .is_some_and(|workbook| count_of(&workbook.score.gaps) > 0),
            Command::DraftFindings => context
                .workbook
                .is_some_and(|workbook| !workbook.read_only && count_of(&workbook.score.gaps) > 0),
            _ => context.workbook.is_some(),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let count = count_of(&workbook.score.gaps);
        match command {
            Command::Open => match workbook.ledger.gaps_from(self.cursor.within(count)).next() {
                Some(gap) => vec![open_answer(workbook, gap.key.clause, &gap.key.target)],
                None => Vec::new(),
            },
            Command::DraftFindings => match workbook.ledger.gaps_from(self.cursor.within(count)).next() {
                Some(gap) => self.make_finding(context, workbook, gap),
                None => Vec::new(),
            },
            Command::Findings => vec![Act::Replace(Box::new(Screen::Findings(Box::default())))],
            Command::Dashboard => std::iter::once(Act::Pop)
                .chain(DashboardScreen::open(workbook))
                .collect(),
            Command::Actions => vec![Act::push(Screen::Actions(ActionsScreen::default()))],
            Command::EarlierFindings => vec![Act::push(Screen::Earlier(Box::default()))],
            Command::Walk => vec![Act::Pop],
            Command::SelfCheck => SelfCheckScreen::open_instead(),
            Command::Search => vec![Act::Replace(Box::new(Screen::Search(SearchScreen::default())))],
            Command::Systems => vec![Act::Replace(Box::new(Screen::Systems(SystemsScreen::default())))],
            Command::Profile => vec![Act::Replace(Box::new(Screen::Profile(ProfileScreen::new(
                context,
            ))))],
            Command::Export => vec![Act::Replace(Box::new(Screen::Export(ExportScreen::new(context))))],
            Command::CheckEvidence => vec![Act::request(Request::CheckEvidence)],
            Command::EvidenceRegister => vec![Act::push(Screen::Register(RegisterScreen::default()))],
            Command::VerifyJournal => vec![Act::request(Request::VerifyJournal(None))],
            _ => {
                self.cursor.update(command, count, usize::from(context.body.1));
                Vec::new()
            }
        }
    }

    /// Opens the finding of a gap; where it has none, one is drafted first.
    fn make_finding(&mut self, context: &Context<'_>, workbook: &Workbook, gap: &Gap) -> Vec<Act> {
        let check = CheckRef {
            clause: gap.key.clause,
            target: gap.key.target.clone(),
        };
        if let Some(finding) = finding_of(workbook, &check) {
            return vec![FindingScreen::open(context, &finding.uid)];
        }
        if self.drafting.is_some() {
            return Vec::new();
        }
        let request = Request::DraftFindings {
            clause: Some(check.clause),
            target: Some(check.target.clone()),
            lang: context.lang,
        };
        self.drafting = Some(check);
        vec![Act::request(request)]
    }

    /// Takes what was saved: a drafted finding is opened.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(_)) = (context.workbook, outcome) else {
            return Vec::new();
        };
        let drafted = self.drafting.take();
        let finding = drafted.and_then(|check| finding_of(workbook, &check));
        let open = finding.map(|finding| FindingScreen::open(context, &finding.uid));
        open.into_iter().collect()
    }

    /// A failed request: nothing was drafted.
    pub fn failed(&mut self) {
        self.drafting = None;
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let theme = context.theme;
        let list = List {
            counts: workbook.score.gaps,
        };
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        if list.gaps() == 0 {
            for (line, y) in wrapped(tr(context.lang, "tui.gaps_none"), usize::from(area.width))
                .iter()
                .zip(area.y + 1..)
            {
                put(buffer, area.x, y, area.width, line, theme.style(Tone::Plain));
            }
            return None;
        }
        let rows = Rect {
            height: area.height.saturating_sub(DETAIL_ROWS),
            ..area
        };
        let selected = self.cursor.within(list.gaps());
        let at = Cursor {
            row: list.line_of(selected),
        };
        let offset = at.offset(list.lines(), usize::from(rows.height));
        let columns = Columns::new(context, workbook, usize::from(rows.width));
        let mut gaps = workbook.ledger.gaps_from(list.gaps_before(offset));
        for (line, y) in (offset..list.lines()).zip(rows.top()..rows.bottom()) {
            let row_area = Rect { y, height: 1, ..rows };
            if let Some(words) = list.heading(context.lang, line) {
                put(buffer, rows.x, y, rows.width, &words, theme.style(Tone::Heading));
            } else if let Some(gap) = gaps.next() {
                let words = gap_words(context, workbook, gap, &columns);
                row::draw(buffer, row_area, context, line == at.row, &words, Tone::Plain);
            }
        }
        if let Some(gap) = workbook.ledger.gaps_from(selected).next() {
            let detail = Rect {
                y: rows.bottom(),
                height: DETAIL_ROWS,
                ..area
            };
            draw_detail(context, workbook, gap, detail, buffer);
        }
        None
    }
}

/// The first finding that covers a check.
fn finding_of<'a>(workbook: &'a Workbook, check: &CheckRef) -> Option<&'a Finding> {
    let covers = |finding: &&Finding| {
        finding
            .checks()
            .any(|known| known == (check.clause, &check.target))
    };
    in_order(&workbook.assessment).into_iter().find(covers)
}

/// Rows of the note below the list.
const DETAIL_ROWS: u16 = 5;

fn count_of(counts: &GapCounts) -> usize {
    usize::try_from(counts.must + counts.should).unwrap_or(usize::MAX)
}

/// The lines of the list: 缺失 below their heading, then 建議事項 below theirs; a kind without gaps
/// has no heading. Lines and gaps are counted from 0.
#[derive(Clone, Copy)]
struct List {
    counts: GapCounts,
}

impl List {
    fn must(self) -> usize {
        usize::try_from(self.counts.must).unwrap_or(usize::MAX)
    }

    fn gaps(self) -> usize {
        count_of(&self.counts)
    }

    fn lines(self) -> usize {
        self.gaps() + usize::from(self.counts.must > 0) + usize::from(self.counts.should > 0)
    }

    /// The line on which the heading of the 建議事項 stands, where there are any.
    fn second_heading(self) -> Option<usize> {
        let line = self.must() + usize::from(self.counts.must > 0);
        (self.counts.should > 0).then_some(line)
    }

    fn line_of(self, gap: usize) -> usize {
        let headings = usize::from(self.counts.must > 0) + usize::from(gap >= self.must());
        gap + headings
    }

    /// How many gaps stand above a line.
    fn gaps_before(self, line: usize) -> usize {
        let first = usize::from(self.counts.must > 0 && line > 0);
        let second = usize::from(self.second_heading().is_some_and(|heading| line > heading));
        line - first - second
    }

    fn heading(self, lang: Lang, line: usize) -> Option<String> {
        let (id, count) = if self.second_heading() == Some(line) {
            ("tui.gaps_should", self.counts.should)
        } else if line == 0 {
            ("tui.gaps_must", self.counts.must)
        } else {
            return None;
        };
        Some(fill(lang, id, &[("count", &count.to_string())]))
    }
}

/// Cells that the columns of the list take.
struct Columns {
    title: usize,
    state: usize,
    target: usize,
}

impl Columns {
    /// Columns for a list `width` cells wide: state and target take what any of them needs, within
    /// reason, so that nothing moves while one scrolls.
    fn new(context: &Context<'_>, workbook: &Workbook, width: usize) -> Self {
        let lang = context.lang;
        let states = State::ALL.into_iter().filter(|state| state.is_gap());
        let state = states.map(|state| text::width(state_name(state, lang))).max();
        let state = state.unwrap_or(0);
        let systems = workbook.assessment.profile.systems.iter();
        let target = systems
            .map(|system| text::width(&system.name))
            .chain([text::width(tr(lang, "model.target_organisation"))])
            .max()
            .unwrap_or(0)
            .min(width / 3);
        let title = width.saturating_sub(GUTTER + MARK + CLAUSE + state + target + 2);
        Self { title, state, target }
    }
}

/// Cells before the columns: the gutter, the mark of the state, the clause's number.
const GUTTER: usize = 2;
const MARK: usize = 2;
const CLAUSE: usize = 6;

fn target_of<'a>(context: &Context<'_>, workbook: &'a Workbook, gap: &'a Gap) -> &'a str {
    target_name(&workbook.assessment.profile, &gap.key.target, context.lang)
}

fn gap_words(context: &Context<'_>, workbook: &Workbook, gap: &Gap, columns: &Columns) -> String {
    let lang = context.lang;
    let clause = workbook.pack.clause(gap.key.clause);
    let title = clause.map(|clause| lang.of(&clause.title)).unwrap_or_default();
    let part = gap
        .key
        .part
        .as_deref()
        .and_then(|id| clause?.part(id))
        .map(|part| lang.of(&part.label));
    let title = match (part, lang) {
        (None, _) => title.to_owned(),
        (Some(part), Lang::ZhTw) => format!("{title}（{part}）"),
        (Some(part), Lang::En) => format!("{title} ({part})"),
    };
    let (mark, _) = context.theme.mark(mark_of(gap.state));
    format!(
        "{mark} {}{} {} {}",
        text::pad(&gap.key.clause.to_string(), CLAUSE),
        text::pad(&title, columns.title),
        text::pad(state_name(gap.state, lang), columns.state),
        text::pad(target_of(context, workbook, gap), columns.target),
    )
}

/// The note of the selected gap, so that the list reads like a page of findings.
fn draw_detail(context: &Context<'_>, workbook: &Workbook, gap: &Gap, area: Rect, buffer: &mut Buffer) {
    let theme = context.theme;
    let note = workbook
        .assessment
        .answer(&gap.key)
        .map(|answer| answer.note.as_str())
        .unwrap_or_default();
    let note = if note.is_empty() {
        tr(context.lang, "tui.gaps_no_note")
    } else {
        note
    };
    let line = theme.style(Tone::Dim);
    horizontal_line(
        buffer,
        area.x,
        area.y,
        area.width,
        theme.glyphs().horizontal,
        line,
    );
    for (words, y) in wrapped(note, usize::from(area.width))
        .iter()
        .zip(area.y + 1..area.bottom())
    {
        put(buffer, area.x, y, area.width, words, theme.style(Tone::Plain));
    }
}
