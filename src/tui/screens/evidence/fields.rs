//! What can have the focus, and how it moves. Known evidence may be ten thousand pieces: only those
//! around the focus are ever gone through.

use std::collections::BTreeSet;

use super::draft::Blank;
use super::{EvidenceScreen, Field, Source};
use crate::model::assessment::{Evidence, Link};
use crate::model::pack::EvidenceItem;
use crate::model::scope::Target;
use crate::tui::app::Workbook;

impl EvidenceScreen {
    /// The targets of the clause, in the order of the scope.
    pub(super) fn targets<'a>(&'a self, workbook: &'a Workbook) -> Vec<&'a Target> {
        let checks = workbook.scope.checks_of(self.clause).iter();
        let mut targets: Vec<&Target> = checks.filter_map(|check| check.target.as_ref()).collect();
        if !targets.contains(&&self.target) {
            targets.insert(0, &self.target);
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
    pub(super) fn tied<'a>(&self, workbook: &'a Workbook) -> Vec<(&'a Link, &'a Evidence)> {
        let assessment = &workbook.assessment;
        let mut tied: Vec<(&Link, &Evidence)> = assessment
            .links_for(self.clause, &self.target)
            .filter_map(|link| Some((link, assessment.evidence.get(&link.evidence)?)))
            .collect();
        tied.sort_by(|(a, x), (b, y)| (x.number, &a.item, &a.uid).cmp(&(y.number, &b.item, &b.uid)));
        tied
    }

    /// The known evidence to choose from.
    pub(super) fn known<'a>(&self, workbook: &'a Workbook) -> Known<'a> {
        let here = self.tied(workbook).into_iter();
        let here = here.filter(|(link, _)| link.item == self.item);
        Known {
            workbook,
            here: here.map(|(_, evidence)| evidence.uid.as_str()).collect(),
        }
    }

    /// Everything that can have the focus, from top to bottom, except for known evidence, which
    /// comes last.
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
                fields.push(Field::Kind);
                fields.extend(Blank::ALL.map(Field::Blank));
                fields.push(Field::Attach);
            }
            Source::Known => fields.push(Field::Blank(Blank::Locator)),
        }
        fields
    }

    /// Everything that can have the focus, with the known evidence where it is offered.
    fn order<'a>(&self, workbook: &'a Workbook) -> Order<'a> {
        Order {
            fields: self.fields(workbook),
            known: (self.source == Source::Known).then(|| self.known(workbook)),
        }
    }

    /// Moves the focus by so many rows; at the ends it goes round or stays.
    pub(super) fn move_focus(&mut self, workbook: &Workbook, by: isize, round: bool) {
        let order = self.order(workbook);
        for _ in 0..by.unsigned_abs() {
            let (next, around) = if by > 0 {
                (order.next(&self.focus), order.first())
            } else {
                (order.previous(&self.focus), order.last())
            };
            let Some(field) = next.or_else(|| around.filter(|_| round)) else {
                return;
            };
            self.focus = field;
        }
    }

    /// Moves the focus to the first or the last row.
    pub(super) fn move_focus_to_end(&mut self, workbook: &Workbook, last: bool) {
        let order = self.order(workbook);
        if let Some(field) = if last { order.last() } else { order.first() } {
            self.focus = field;
        }
    }

    /// Keeps the focus on something that is there, after ties came or went.
    pub(super) fn settle_focus(&mut self, workbook: &Workbook) {
        let order = self.order(workbook);
        if order.contains(&self.focus) {
            return;
        }
        let first = match (&self.focus, self.source) {
            // Not into a text field, where undo would mean the text.
            (Field::Tied(_), _) | (_, Source::Known) => Field::Source,
            (_, Source::New) => Field::Blank(Blank::Location),
        };
        let there = order.contains(&first).then_some(first);
        self.focus = there.or(order.first()).unwrap_or(Field::Attach);
    }
}

/// Everything that can have the focus, from top to bottom.
struct Order<'a> {
    fields: Vec<Field>,
    known: Option<Known<'a>>,
}

impl Order<'_> {
    fn first(&self) -> Option<Field> {
        self.fields.first().cloned()
    }

    fn last(&self) -> Option<Field> {
        let known = self.known.as_ref().and_then(|known| known.all().next_back());
        known.map(known_field).or_else(|| self.fields.last().cloned())
    }

    fn contains(&self, field: &Field) -> bool {
        match (field, &self.known) {
            (Field::Known(uid), Some(known)) => known.get(uid).is_some(),
            (field, _) => self.fields.contains(field),
        }
    }

    fn next(&self, field: &Field) -> Option<Field> {
        let known = self.known.as_ref();
        if let Field::Known(uid) = field {
            return known?.after(uid).next().map(known_field);
        }
        let at = self.fields.iter().position(|one| one == field)?;
        let next = self.fields.get(at + 1).cloned();
        next.or_else(|| known?.all().next().map(known_field))
    }

    fn previous(&self, field: &Field) -> Option<Field> {
        if let Field::Known(uid) = field {
            let before = self.known.as_ref()?.before(uid).next();
            return before.map(known_field).or_else(|| self.fields.last().cloned());
        }
        let at = self.fields.iter().position(|one| one == field)?;
        self.fields.get(at.checked_sub(1)?).cloned()
    }
}

fn known_field(evidence: &Evidence) -> Field {
    Field::Known(evidence.uid.clone())
}

/// Evidence that is not yet tied to this check and item, by number.
pub(super) struct Known<'a> {
    workbook: &'a Workbook,
    /// Uids of what is tied already.
    here: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn is_offered(&self, evidence: &Evidence) -> bool {
        !self.here.contains(evidence.uid.as_str())
    }

    /// All of it.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = &'a Evidence> {
        let all = self.workbook.assessment.evidence_by_number();
        all.filter(|evidence| self.is_offered(evidence))
    }

    /// The piece with this uid, where it is offered.
    pub(super) fn get(&self, uid: &str) -> Option<&'a Evidence> {
        let evidence = self.workbook.assessment.evidence.get(uid)?;
        self.is_offered(evidence).then_some(evidence)
    }

    /// What comes after a piece, the nearest first.
    pub(super) fn after(&self, uid: &str) -> impl Iterator<Item = &'a Evidence> {
        let later = self.workbook.assessment.evidence_after(uid);
        later.filter(|evidence| self.is_offered(evidence))
    }

    /// What comes before a piece, the nearest first.
    pub(super) fn before(&self, uid: &str) -> impl Iterator<Item = &'a Evidence> {
        let earlier = self.workbook.assessment.evidence_before(uid);
        earlier.filter(|evidence| self.is_offered(evidence))
    }
}
