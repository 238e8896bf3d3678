//! Drawing the evidence screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::blanks::Blank;
use super::draft::Draft;
use super::{EvidenceScreen, Field, Source};
use crate::lang::{
    Lang, cite_clause, evidence_kind_name, fill, looked_at_name, sensitivity_name, target_name, tr,
};
use crate::model::assessment::{Evidence, EvidenceKind, Link, Sensitivity};
use crate::model::pack::EvidenceItem;
use crate::model::reporting::EvidenceState;
use crate::model::scope::Target;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{self, Entry, Row};
use crate::tui::widgets::paint::put;

/// Rows of the heading.
const HEADING_ROWS: u16 = 2;

impl EvidenceScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let clause = workbook.pack.clause(self.clause)?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let target = target_name(&workbook.assessment.profile, &self.target, lang);
        let cited = cite_clause(&workbook.pack, self.clause, lang);
        let heading = [
            (format!("{} {}", clause.id, lang.of(&clause.title)), Tone::Heading),
            (format!("{cited}  {target}"), Tone::Dim),
        ];
        for ((words, tone), y) in heading.iter().zip(area.top()..area.bottom()) {
            let words = theme.fit(words, usize::from(area.width));
            put(buffer, area.x, y, area.width, &words, theme.style(*tone));
        }
        let rows = self.rows(lang, workbook, usize::from(area.height));
        let form = Rect {
            y: area.y + HEADING_ROWS,
            height: area.height.saturating_sub(HEADING_ROWS),
            ..area
        };
        form::view(&rows, form, buffer, context)
    }

    /// The rows of the form; of known evidence, at most `height` pieces on either side of the focus.
    fn rows<'a>(&'a self, lang: Lang, workbook: &'a Workbook, height: usize) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        let tied = self.tied(workbook);
        for field in self.fields(workbook) {
            let focused = field == self.focus;
            match &field {
                Field::Target => rows.push(self.target_row(lang, workbook, focused)),
                Field::Item => rows.push(self.item_row(lang, workbook, focused)),
                Field::Tied(uid) => {
                    let known = tied.iter().find(|(link, _)| link.uid == *uid);
                    rows.extend(known.map(|(link, evidence)| {
                        let (words, tone) = self.tied_words(lang, workbook, link, evidence);
                        Row::new("", Entry::Item(words, tone), focused)
                    }));
                }
                Field::Source => rows.push(self.source_row(lang, focused)),
                Field::Kind => rows.push(self.kind_row(lang, focused)),
                Field::Blank(blank) => rows.push(blank_row(lang, &self.draft, *blank, focused)),
                Field::More => rows.push(more_row(lang, self.more, focused)),
                Field::Sensitivity => rows.push(sensitivity_row(lang, &self.draft, focused)),
                // These come last, below.
                Field::Known(_) => {}
                Field::Attach => rows.push(self.attach_row(lang, focused)),
            }
        }
        rows.insert(
            self.rows_before_tied(workbook),
            attached_heading(lang, tied.len()),
        );
        if self.source == Source::Known {
            rows.extend(self.known_rows(lang, workbook, height));
        }
        if !self.draft.queue.is_empty() {
            let count = self.draft.queue.len().to_string();
            let words = fill(lang, "attach.queue", &[("count", &count)]);
            rows.push(Row::words(words, Tone::Warning));
        }
        rows
    }

    fn known_rows<'a>(&self, lang: Lang, workbook: &'a Workbook, height: usize) -> Vec<Row<'a>> {
        let known = self.known(workbook);
        let row = |evidence: &Evidence, focused| {
            let words = evidence_words(lang, evidence);
            Row::new("", Entry::Item(words, Tone::Plain), focused)
        };
        let focused = match &self.focus {
            Field::Known(uid) => known.get(uid),
            _ => None,
        };
        let mut rows: Vec<Row<'a>> = Vec::new();
        if let Some(focused) = focused {
            let before = known.before(&focused.uid).take(height);
            rows.extend(before.map(|evidence| row(evidence, false)));
            rows.reverse();
            rows.push(row(focused, true));
            let after = known.after(&focused.uid).take(height);
            rows.extend(after.map(|evidence| row(evidence, false)));
        } else {
            rows.extend(known.all().take(height).map(|evidence| row(evidence, false)));
        }
        if rows.is_empty() {
            rows.push(Row::words(tr(lang, "attach.no_known"), Tone::Dim));
        }
        rows
    }

    /// How many rows choose the check and item, above the list of what is attached.
    fn rows_before_tied(&self, workbook: &Workbook) -> usize {
        let several = usize::from(self.targets(workbook).len() > 1);
        several + usize::from(!self.items(workbook).is_empty())
    }

    fn target_row<'a>(&self, lang: Lang, workbook: &'a Workbook, focused: bool) -> Row<'a> {
        let targets = self.targets(workbook);
        let chosen = targets
            .iter()
            .position(|target| **target == self.target)
            .unwrap_or(0);
        let profile = &workbook.assessment.profile;
        // A target that is in no scope any more has no name but its id.
        let options = targets
            .iter()
            .enumerate()
            .map(|(at, target)| match target {
                Target::Organisation => tr(lang, "model.target_organisation"),
                Target::System(id) => profile.system_near(at, id).map_or("?", |system| &system.name),
            })
            .collect();
        Row::new(
            tr(lang, "attach.target"),
            Entry::Choice { options, chosen },
            focused,
        )
    }

    fn item_row<'a>(&self, lang: Lang, workbook: &'a Workbook, focused: bool) -> Row<'a> {
        let items = self.items(workbook);
        let chosen = items
            .iter()
            .position(|item| Some(&item.id) == self.item.as_ref())
            .map_or(0, |at| at + 1);
        let options = std::iter::once(tr(lang, "attach.item_none"))
            .chain(items.iter().map(|item| item_name(lang, item)))
            .collect();
        Row::new(
            tr(lang, "attach.item"),
            Entry::Choice { options, chosen },
            focused,
        )
    }

    fn source_row<'a>(&self, lang: Lang, focused: bool) -> Row<'a> {
        let options = vec![tr(lang, "attach.source_new"), tr(lang, "attach.source_known")];
        let chosen = usize::from(self.source == Source::Known);
        Row::new(
            tr(lang, "attach.source"),
            Entry::Choice { options, chosen },
            focused,
        )
    }

    fn kind_row<'a>(&self, lang: Lang, focused: bool) -> Row<'a> {
        let kinds = EvidenceKind::ALL;
        let options = kinds.iter().map(|kind| evidence_kind_name(*kind, lang)).collect();
        let chosen = kinds
            .iter()
            .position(|kind| *kind == self.draft.kind)
            .unwrap_or(0);
        Row::new(
            tr(lang, "attach.kind"),
            Entry::Choice { options, chosen },
            focused,
        )
    }

    fn attach_row<'a>(&self, lang: Lang, focused: bool) -> Row<'a> {
        let words = if self.attaching.is_some() {
            "attach.attaching"
        } else {
            "attach.attach"
        };
        Row::new("", Entry::Button(tr(lang, words)), focused)
    }

    /// Label, state, kind, name, page and item of attached evidence.
    fn tied_words(
        &self,
        lang: Lang,
        workbook: &Workbook,
        link: &Link,
        evidence: &Evidence,
    ) -> (String, Tone) {
        let mut words = evidence_words(lang, evidence);
        if !link.locator.is_empty() {
            words.push_str(&format!("  {}", link.locator));
        }
        let item = link.item.as_ref().and_then(|id| {
            let items = self.items(workbook);
            items.iter().find(|item| item.id == *id)
        });
        if let Some(item) = item {
            words.push_str(&fill(lang, "attach.for_item", &[("item", item_name(lang, item))]));
        }
        match workbook.evidence_states.get(&evidence.uid) {
            None => (words, Tone::Plain),
            Some(state) => {
                let tone = tone_of(*state);
                let state = looked_at_name(evidence.kind, *state, lang);
                let label = evidence.label();
                let rest = words.strip_prefix(&label).unwrap_or(&words);
                (format!("{label} [{state}]{rest}"), tone)
            }
        }
    }
}

fn attached_heading<'a>(lang: Lang, count: usize) -> Row<'a> {
    let id = if count == 0 {
        "attach.nothing_attached"
    } else {
        "attach.attached_heading"
    };
    Row::heading(fill(lang, id, &[("count", &count.to_string())]))
}

/// Label, kind and name of a piece of evidence.
pub(in crate::tui::screens) fn evidence_words(lang: Lang, evidence: &Evidence) -> String {
    let kind = evidence_kind_name(evidence.kind, lang);
    format!("{}  {kind}  {}", evidence.label(), evidence.name())
}

pub(in crate::tui::screens) fn item_name(lang: Lang, item: &EvidenceItem) -> &str {
    lang.pick(&item.zh_tw, &item.en)
}

/// How a state is drawn.
pub(in crate::tui::screens) fn tone_of(state: EvidenceState) -> Tone {
    match state {
        EvidenceState::Ok => Tone::Plain,
        EvidenceState::Expired | EvidenceState::OutsidePeriod => Tone::Warning,
        _ => Tone::Bad,
    }
}

/// The row of a field of text.
pub(in crate::tui::screens) fn blank_row(lang: Lang, draft: &Draft, blank: Blank, focused: bool) -> Row<'_> {
    let (label, hint) = blank.words(draft.kind);
    let entry = Entry::Text(draft.field(blank), tr(lang, hint));
    Row::new(tr(lang, label), entry, focused)
}

/// The row that chooses how carefully evidence is to be handled.
pub(in crate::tui::screens) fn sensitivity_row<'a>(lang: Lang, draft: &Draft, focused: bool) -> Row<'a> {
    let options = std::iter::once(tr(lang, "evidence.sensitivity_none"))
        .chain(Sensitivity::ALL.map(|level| sensitivity_name(level, lang)))
        .collect();
    let at = |level| Sensitivity::ALL.iter().position(|known| *known == level);
    let chosen = draft.sensitivity.and_then(at).map_or(0, |at| at + 1);
    Row::new(
        tr(lang, "evidence.sensitivity"),
        Entry::Choice { options, chosen },
        focused,
    )
}

fn more_row<'a>(lang: Lang, shown: bool, focused: bool) -> Row<'a> {
    let words = match shown {
        true => "evidence.less",
        false => "evidence.more",
    };
    Row::new("", Entry::Button(tr(lang, words)), focused)
}
