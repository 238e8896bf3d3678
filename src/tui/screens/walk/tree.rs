//! The left pane: chapters, articles and clauses with how far each has come.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::assessment::State;
use crate::model::pack::ClauseId;
use crate::model::score::Counts;
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::spots::{RowAt, Spot};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::cursor::Cursor;
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

/// The tree.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    cursor: Cursor,
    folded: BTreeSet<Node>,
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
        let row = self
            .rows(workbook)
            .iter()
            .position(|node| *node == Node::Clause(clause));
        self.cursor.row = row.unwrap_or(self.cursor.row);
    }

    /// The selected row.
    pub fn selected(&self, workbook: &Workbook) -> Option<Node> {
        let rows = self.rows(workbook);
        rows.get(self.cursor.within(rows.len())).copied()
    }

    /// Handles a command; false where it has no use for it.
    pub fn command(&mut self, command: Command, workbook: &Workbook, page: usize) -> bool {
        let rows = self.rows(workbook);
        match (command, self.selected(workbook)) {
            (Command::Left, Some(node)) => self.fold(workbook, node),
            (Command::Right, Some(node)) => {
                self.folded.remove(&node);
            }
            (Command::Open, Some(node @ (Node::Chapter(_) | Node::Article(_)))) => {
                if !self.folded.remove(&node) {
                    self.folded.insert(node);
                }
            }
            _ => return self.cursor.update(command, rows.len(), page),
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
        let row = self.rows(workbook).iter().position(|row| *row == branch);
        self.cursor.row = row.unwrap_or(self.cursor.row);
    }

    fn rows(&self, workbook: &Workbook) -> Vec<Node> {
        let mut rows = Vec::new();
        for chapter in &workbook.pack.chapters {
            let node = Node::Chapter(chapter.number);
            rows.push(node);
            if self.folded.contains(&node) {
                continue;
            }
            for article in workbook
                .pack
                .articles
                .iter()
                .filter(|article| article.chapter == chapter.number)
            {
                let node = Node::Article(article.number);
                rows.push(node);
                if !self.folded.contains(&node) {
                    rows.extend(article.clauses.iter().map(|clause| Node::Clause(clause.id)));
                }
            }
        }
        rows
    }

    /// The rows that are visible in so many, from top to bottom.
    pub fn visible(&self, workbook: &Workbook, height: usize) -> Vec<Node> {
        let rows = self.rows(workbook);
        let offset = self.cursor.offset(rows.len(), height);
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
        let selected = self.cursor.within(rows.len());
        let offset = self.cursor.offset(rows.len(), usize::from(area.height));
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
