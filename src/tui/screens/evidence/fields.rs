//! Which rows the evidence screen has, and moving over them.

use std::collections::BTreeSet;

use super::blanks::Blank;
use super::{EvidenceScreen, Field, Source};
use crate::model::assessment::{Evidence, EvidenceKind, Link, Sensitivity};
use crate::model::pack::EvidenceItem;
use crate::model::scope::Target;
use crate::tui::app::Workbook;
use crate::tui::widgets::form::neighbour;

impl EvidenceScreen {
    /// The targets of the clause, in the order of the scope.
    pub(super) fn targets(&self, workbook: &Workbook) -> Vec<Target> {
        let mut targets: Vec<Target> = workbook
            .scope
            .checks
            .iter()
            .filter(|check| check.clause == self.clause)
            .filter_map(|check| check.target.clone())
            .collect();
        if !targets.contains(&self.target) {
            targets.insert(0, self.target.clone());
        }
        targets
    }

    pub(super) fn items<'a>(&self, workbook: &'a Workbook) -> &'a [EvidenceItem] {
        let clause = workbook.pack.clause(self.clause);
        clause
            .map(|clause| clause.evidence.as_slice())
            .unwrap_or_default()
    }

    /// The ties of this check with their evidence, by number.
    pub(super) fn tied<'a>(&'a self, workbook: &'a Workbook) -> Vec<(&'a Link, &'a Evidence)> {
        let assessment = &workbook.assessment;
        let mut tied: Vec<(&Link, &Evidence)> = assessment
            .links_for(self.clause, &self.target)
            .filter_map(|link| Some((link, assessment.evidence.get(&link.evidence)?)))
            .collect();
        tied.sort_by(|(a, x), (b, y)| (x.number, &a.item, &a.uid).cmp(&(y.number, &b.item, &b.uid)));
        tied
    }

    /// Evidence that is not yet tied to this check and item, by number.
    pub(super) fn known<'a>(&self, workbook: &'a Workbook) -> Vec<&'a Evidence> {
        let here: BTreeSet<&str> = self
            .tied(workbook)
            .into_iter()
            .filter(|(link, _)| link.item == self.item)
            .map(|(_, evidence)| evidence.uid.as_str())
            .collect();
        let mut known: Vec<&Evidence> = workbook
            .assessment
            .evidence
            .values()
            .filter(|evidence| !here.contains(evidence.uid.as_str()))
            .collect();
        known.sort_by_key(|evidence| evidence.number);
        known
    }

    /// Everything that can have the focus, from top to bottom.
    pub(super) fn fields(&self, workbook: &Workbook) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.targets(workbook).len() > 1 {
            fields.push(Field::Target);
        }
        if !self.items(workbook).is_empty() {
            fields.push(Field::Item);
        }
        let tied = self.tied(workbook);
        fields.extend(tied.iter().map(|(link, _)| Field::Tied(link.uid.clone())));
        if !workbook.assessment.evidence.is_empty() {
            fields.push(Field::Source);
        }
        match self.source {
            Source::New => {
                let kind = self.draft.kind;
                fields.push(Field::Kind);
                fields.extend(Blank::usual(kind).iter().copied().map(Field::Blank));
                fields.push(Field::More);
                if self.more {
                    fields.extend(Blank::further(kind).iter().copied().map(Field::Blank));
                    fields.push(Field::Sensitivity);
                }
                fields.push(Field::Attach);
            }
            Source::Known => {
                fields.push(Field::Blank(Blank::Locator));
                let known = self.known(workbook);
                fields.extend(known.iter().map(|one| Field::Known(one.uid.clone())));
            }
        }
        fields
    }

    pub(super) fn move_focus(&mut self, workbook: &Workbook, by: isize, round: bool) {
        if let Some(field) = neighbour(&self.fields(workbook), &self.focus, by, round) {
            self.focus = field;
        }
    }

    /// Keeps the focus on something that is there, after ties came or went.
    pub(super) fn settle_focus(&mut self, workbook: &Workbook) {
        let fields = self.fields(workbook);
        if fields.contains(&self.focus) {
            return;
        }
        let first = match (&self.focus, self.source) {
            // Not into a text field, where undo would mean the text.
            (Field::Tied(_), _) | (_, Source::Known) => Field::Source,
            (_, Source::New) => Field::Blank(Blank::Location),
        };
        let there = fields.contains(&first).then_some(first);
        self.focus = there.or(fields.first().cloned()).unwrap_or(Field::Attach);
    }

    /// The previous or next choice of a row that offers one.
    pub(super) fn choose(&mut self, workbook: &Workbook, by: isize) {
        match self.focus {
            Field::Target => {
                if let Some(target) = neighbour(&self.targets(workbook), &self.target, by, false) {
                    self.target = target;
                }
            }
            Field::Item => {
                let items = self.items(workbook).iter().map(|item| Some(item.id.clone()));
                let items: Vec<Option<String>> = std::iter::once(None).chain(items).collect();
                if let Some(item) = neighbour(&items, &self.item, by, false) {
                    self.item = item;
                }
            }
            Field::Source => {
                self.source = if by < 0 { Source::New } else { Source::Known };
            }
            Field::Kind => {
                if let Some(kind) = neighbour(&EvidenceKind::ALL, &self.draft.kind, by, false) {
                    self.draft.kind = kind;
                }
            }
            Field::Sensitivity => {
                self.draft.sensitivity = next_sensitivity(self.draft.sensitivity, by);
            }
            _ => {}
        }
    }
}

/// The level before or after; none stands before the first.
pub(in crate::tui::screens) fn next_sensitivity(now: Option<Sensitivity>, by: isize) -> Option<Sensitivity> {
    let all: Vec<Option<Sensitivity>> = std::iter::once(None).chain(Sensitivity::ALL.map(Some)).collect();
    neighbour(&all, &now, by, false).flatten()
}
