//! The left pane: chapters, articles and clauses with how far each has come.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::assessment::State;
use crate::model::filter::{Filter, Shown};
use crate::model::pack::ClauseId;
use crate::model::scope::Check;
use crate::model::score::Counts;
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::spots::{RowAt, Spot};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::paint::put;

/// Cells at the right edge of a branch that fold and unfold it.
const FOLD_CELLS: u16 = 2;

/// One row of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A chapter by number.
    Chapter(u16),
    /// An article by number.
    Article(u16),
    /// A clause.
    Clause(ClauseId),
}

/// The tree. It keeps to the selected row itself, not to its number: rows come and go with a filter
/// and with what is answered.
#[derive(Debug, Default)]
pub struct Tree {
    here: Option<Node>,
    /// Where the selection was last, should its row be gone.
    cursor: Cursor,
    folded: BTreeSet<Node>,
    filter: Filter,
    shown: Held<Shown>,
}

impl Tree {
    /// A tree with a clause selected.
    pub fn at(workbook: &Workbook, clause: ClauseId) -> Self {
        let mut tree = Self::default();
        tree.select(workbook, clause);
        tree
    }

    /// Selects a clause and unfolds what it lies in.
    pub fn select(&mut self, workbook: &Workbook, clause: ClauseId) {
        if let Some(article) = workbook.pack.article(clause.article) {
            self.folded.remove(&Node::Chapter(article.chapter));
            self.folded.remove(&Node::Article(article.number));
        }
        self.select_node(workbook, Node::Clause(clause));
    }

    fn select_node(&mut self, workbook: &Workbook, node: Node) {
        let row = self.rows(workbook).iter().position(|row| *row == node);
        if let Some(row) = row {
            self.cursor.row = row;
            self.here = Some(node);
        }
    }

    /// Goes back to a row that was selected before.
    pub fn stay_at(&mut self, node: Option<Node>) {
        self.here = node.or(self.here);
    }

    /// Which checks the tree keeps to.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Keeps to these checks from now on, at the same row where it is still there, else at the first
    /// clause.
    pub fn set_filter(&mut self, workbook: &Workbook, filter: Filter) {
        let here = self.selected(workbook);
        self.filter = filter;
        self.shown = Held::default();
        let clauses = &self.shown(workbook).clauses;
        let stays = matches!(here, Some(Node::Clause(clause)) if clauses.contains(&clause));
        let clause = match here {
            Some(Node::Clause(clause)) if stays => Some(clause),
            _ => clauses.first().copied(),
        };
        if let Some(clause) = clause {
            self.select(workbook, clause);
        }
    }

    /// What the filter shows.
    pub fn shown(&self, workbook: &Workbook) -> Rc<Shown> {
        let make = || {
            let (scope, ledger) = (&workbook.scope, &workbook.ledger);
            self.filter
                .shown(&workbook.pack, scope, ledger, &workbook.assessment)
        };
        self.shown.get(workbook.head.count, make)
    }

    /// Whether the filter shows a check.
    pub fn shows(&self, workbook: &Workbook, check: &Check, state: State) -> bool {
        self.filter
            .shows(&workbook.pack, &workbook.assessment, check, state)
    }

    /// The number of the selected row among these.
    fn row(&self, rows: &[Node]) -> usize {
        let here = self
            .here
            .and_then(|here| rows.iter().position(|row| *row == here));
        here.unwrap_or_else(|| self.cursor.within(rows.len()))
    }

    /// The selected row.
    pub fn selected(&self, workbook: &Workbook) -> Option<Node> {
        let rows = self.rows(workbook);
        rows.get(self.row(&rows)).copied()
    }

    /// Handles a command; false where it has no use for it.
    pub fn command(&mut self, command: Command, workbook: &Workbook, page: usize) -> bool {
        let rows = self.rows(workbook);
        let row = self.row(&rows);
        match (command, rows.get(row).copied()) {
            (Command::Left, Some(node)) => self.fold(workbook, node),
            (Command::Right, Some(node)) => {
                self.folded.remove(&node);
            }
            (Command::Open, Some(node @ (Node::Chapter(_) | Node::Article(_)))) => {
                if !self.folded.remove(&node) {
                    self.folded.insert(node);
                }
            }
            _ => {
                self.cursor.row = row;
                let moved = self.cursor.update(command, rows.len(), page);
                self.here = rows.get(self.cursor.within(rows.len())).copied();
                return moved;
            }
        }
        true
    }

    /// Folds a branch; on a clause, its article, which is then selected.
    fn fold(&mut self, workbook: &Workbook, node: Node) {
        let branch = match node {
            Node::Clause(clause) => Node::Article(clause.article),
            Node::Article(number) if self.folded.contains(&node) => workbook
                .pack
                .article(number)
                .map_or(node, |article| Node::Chapter(article.chapter)),
            branch => branch,
        };
        self.folded.insert(branch);
        self.select_node(workbook, branch);
    }

    /// The rows: what is folded hides its own, and branches without a clause that is shown are left
    /// out.
    fn rows(&self, workbook: &Workbook) -> Vec<Node> {
        let shown = self.shown(workbook);
        let mut rows = Vec::new();
        let (mut chapter, mut article) = (None, None);
        for clause in &shown.clauses {
            let of_chapter = workbook
                .pack
                .article(clause.article)
                .map(|article| article.chapter);
            if chapter != of_chapter {
                chapter = of_chapter;
                rows.extend(of_chapter.map(Node::Chapter));
            }
            let folded = |node| self.folded.contains(&node);
            if of_chapter.is_some_and(|number| folded(Node::Chapter(number))) {
                continue;
            }
            if article != Some(clause.article) {
                article = Some(clause.article);
                rows.push(Node::Article(clause.article));
            }
            if !folded(Node::Article(clause.article)) {
                rows.push(Node::Clause(*clause));
            }
        }
        rows
    }

    /// The rows that are visible in so many, from top to bottom.
    pub fn visible(&self, workbook: &Workbook, height: usize) -> Vec<Node> {
        let rows = self.rows(workbook);
        let offset = Cursor { row: self.row(&rows) }.offset(rows.len(), height);
        rows.into_iter().skip(offset).take(height).collect()
    }

    /// Draws the tree; the selection is strong where the pane has the focus.
    pub fn view(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        focused: bool,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let rows = self.rows(workbook);
        let selected = self.row(&rows);
        let offset = Cursor { row: selected }.offset(rows.len(), usize::from(area.height));
        for ((index, node), y) in rows
            .iter()
            .enumerate()
            .skip(offset)
            .zip(area.top()..area.bottom())
        {
            let row = Rect { y, height: 1, ..area };
            self.draw_row(
                context,
                workbook,
                *node,
                (index == selected, focused),
                row,
                buffer,
            );
        }
    }

    /// The row can be pointed at; the mark of a branch at its right edge folds and unfolds.
    fn note_row(&self, context: &Context<'_>, node: Node, (selected, focused): (bool, bool), area: Rect) {
        let Some(spots) = context.spots else {
            return;
        };
        let row = RowAt::in_list(0, focused, spots.rows().len(), selected);
        spots.add(area, Spot::Row(row));
        if !matches!(node, Node::Clause(_)) {
            let mark = Rect {
                x: area.right().saturating_sub(FOLD_CELLS),
                width: FOLD_CELLS,
                ..area
            };
            spots.add(mark, Spot::Fold(Command::Open));
        }
    }

    fn draw_row(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        node: Node,
        (selected, focused): (bool, bool),
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = context.theme;
        self.note_row(context, node, (selected, focused), area);
        let (gutter, gutter_tone) = theme.mark(if selected { Mark::Selected } else { Mark::None });
        let gutter_tone = if focused { gutter_tone } else { Tone::Dim };
        put(buffer, area.x, area.y, 1, gutter, theme.style(gutter_tone));
        let (words, right, mark, indent) = row_words(context, workbook, node, self.folded.contains(&node));
        let right_width = text::width(&right);
        let room =
            usize::from(area.width).saturating_sub(indent + right_width + 4 + usize::from(right_width > 0));
        let tone = match (selected, node) {
            (true, _) => Tone::Strong,
            (false, Node::Chapter(_)) => Tone::Heading,
            (false, _) => Tone::Plain,
        };
        let x = area.x + u16::try_from(indent).unwrap_or(0) + 2;
        let words = theme.fit(&words, room);
        put(
            buffer,
            x,
            area.y,
            u16::try_from(room).unwrap_or(0),
            &words,
            theme.style(tone),
        );
        let right_x = area
            .right()
            .saturating_sub(u16::try_from(right_width).unwrap_or(0) + 2);
        put(
            buffer,
            right_x,
            area.y,
            area.right().saturating_sub(right_x),
            &right,
            theme.style(Tone::Dim),
        );
        let (glyph, mark_tone) = theme.mark(mark);
        put(
            buffer,
            area.right().saturating_sub(1),
            area.y,
            1,
            glyph,
            theme.style(mark_tone),
        );
    }
}

/// The words of a row, its count on the right, its mark and its indent in cells.
fn row_words(
    context: &Context<'_>,
    workbook: &Workbook,
    node: Node,
    folded: bool,
) -> (String, String, Mark, usize) {
    let lang = context.lang;
    let branch_mark = if folded { Mark::Folded } else { Mark::Unfolded };
    match node {
        Node::Chapter(number) => {
            let title = workbook
                .pack
                .chapters
                .iter()
                .find(|chapter| chapter.number == number);
            let title = title.map(|chapter| lang.of(&chapter.title)).unwrap_or_default();
            let words = crate::lang::fill(
                lang,
                "tui.tree_chapter",
                &[("number", &crate::lang::numeral(number, lang)), ("title", title)],
            );
            (
                words,
                counted(workbook.score.chapters.get(&number)),
                branch_mark,
                0,
            )
        }
        Node::Article(number) => {
            let title = workbook
                .pack
                .article(number)
                .map(|article| lang.of(&article.title))
                .unwrap_or_default();
            (
                format!("{number} {title}"),
                counted(workbook.score.articles.get(&number)),
                branch_mark,
                1,
            )
        }
        Node::Clause(clause) => {
            let title = workbook
                .pack
                .clause(clause)
                .map(|clause| lang.of(&clause.title))
                .unwrap_or_default();
            let state = workbook.ledger.clause_state(clause);
            (
                format!("{clause} {title}"),
                String::new(),
                state.map_or(Mark::None, mark_of),
                3,
            )
        }
    }
}

fn counted(counts: Option<&Counts>) -> String {
    counts
        .map(|counts| format!("{}/{}", counts.answered(), counts.total()))
        .unwrap_or_default()
}

/// The gutter mark of a state.
pub fn mark_of(state: State) -> Mark {
    match state {
        State::Unanswered => Mark::Unanswered,
        State::Met => Mark::Met,
        State::Partial => Mark::Partial,
        State::NotMet => Mark::NotMet,
        State::NotApplicable => Mark::NotApplicable,
        State::Unable => Mark::Unable,
    }
}
