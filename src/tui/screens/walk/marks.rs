//! Clauses marked in the tree, to be answered at once.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::tree::{Node, Tree};
use crate::model::pack::{ClauseId, Subject};
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::screens::matrix::{marked, unmarked};
use crate::tui::screens::{BulkScreen, MatrixScreen, Screen};
use crate::tui::theme::Tone;
use crate::tui::widgets::paint::put;

/// The marked clauses.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    clauses: BTreeSet<ClauseId>,
}

impl Marks {
    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Handles a command in the tree; none where it has nothing to do with marks.
    pub fn command(
        &mut self,
        command: Command,
        context: &Context<'_>,
        workbook: &Workbook,
        tree: &mut Tree,
    ) -> Option<Vec<Act>> {
        Some(match command {
            Command::Mark => {
                if let Some(node) = tree.selected(workbook) {
                    self.toggle(workbook, tree, node);
                    tree.command(Command::Down, workbook, 1);
                }
                vec![marked(context, self.clauses.len())]
            }
            Command::Unmark => {
                self.clauses.clear();
                Vec::new()
            }
            Command::Open if !self.is_empty() => self.answer(workbook, tree),
            Command::Back if !self.is_empty() => {
                self.clauses.clear();
                vec![unmarked(context)]
            }
            _ => return None,
        })
    }

    /// Marks a clause, or all clauses of an article or chapter that the tree shows; where all are
    /// marked, takes the marks away.
    fn toggle(&mut self, workbook: &Workbook, tree: &Tree, node: Node) {
        let shown = tree.shown(workbook);
        let clauses: Vec<ClauseId> = shown
            .clauses
            .iter()
            .copied()
            .filter(|id| lies_in(workbook, *id, node))
            .collect();
        if clauses.iter().all(|id| self.clauses.contains(id)) {
            for id in &clauses {
                self.clauses.remove(id);
            }
        } else {
            self.clauses.extend(clauses);
        }
    }

    /// Opens the screen that answers every check of the marked clauses that the filter shows.
    fn answer(&self, workbook: &Workbook, tree: &Tree) -> Vec<Act> {
        let checks = self.clauses.iter().flat_map(|clause| {
            let checks = workbook.scope.checks_of(*clause).iter();
            checks.zip(workbook.ledger.states(*clause))
        });
        let chosen: Vec<(ClauseId, Target)> = checks
            .filter(|(check, state)| tree.shows(workbook, check, **state))
            .filter_map(|(check, _)| Some((check.clause, check.target.clone()?)))
            .collect();
        vec![Act::push(Screen::Bulk(Box::new(BulkScreen::new(
            workbook, chosen,
        ))))]
    }

    /// Draws a star before every marked clause that the tree shows.
    pub fn view(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        tree: &Tree,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        if self.is_empty() {
            return;
        }
        for (node, y) in tree
            .visible(workbook, usize::from(area.height))
            .into_iter()
            .zip(area.top()..area.bottom())
        {
            let marked = matches!(node, Node::Clause(id) if self.clauses.contains(&id));
            if marked {
                put(buffer, area.x + 2, y, 1, "*", context.theme.style(Tone::Accent));
            }
        }
    }
}

fn lies_in(workbook: &Workbook, clause: ClauseId, node: Node) -> bool {
    match node {
        Node::Clause(id) => id == clause,
        Node::Article(number) => clause.article == number,
        Node::Chapter(number) => workbook
            .pack
            .article(clause.article)
            .is_some_and(|article| article.chapter == number),
    }
}

/// Whether a clause is answered for each system, and so has a matrix.
pub fn is_asked_by_system(workbook: &Workbook, clause: ClauseId) -> bool {
    let clause = workbook.pack.clause(clause);
    clause.is_some_and(|clause| clause.subject == Subject::System)
}

/// Opens the matrix of a clause.
pub fn open_matrix(clause: Option<ClauseId>) -> Vec<Act> {
    let matrix = clause.map(MatrixScreen::new);
    let open = matrix.map(|matrix| Act::push(Screen::Matrix(matrix)));
    open.into_iter().collect()
}
