//! The lines of the right pane, from top to bottom. They are made as they are asked for, because a
//! clause says far more than fits, and with many systems has far more rows.

use std::iter::once_with;

use super::answers::{Answers, is_same_reason, needs_reason};
use super::naming::widest;
use super::slots::{key, parts_of, slots_of, state_of};
use super::tree::mark_of;
use crate::lang::{check_reason, cite_clause, level_name, method_name, state_name, tr};
use crate::model::assessment::{Evidence, State};
use crate::model::pack::{Clause, EvidenceItem, Text};
use crate::model::scope::{Check, PartScope};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::lines::{hanging, wrapped};

/// Pieces of evidence named beside an item; of more, the rest is counted.
const NAMED: usize = 3;

/// What a line says.
pub enum Words {
    /// These words.
    Ready(String),
    /// The row of a check, whose words are made when it is drawn.
    Answer(usize),
}

/// One line of the pane.
pub struct Line {
    /// What it says.
    pub words: Words,
    /// How it is drawn.
    pub tone: Tone,
    /// What stands in its gutter.
    pub mark: Mark,
    /// What can be opened there, as an index into the pane's slots.
    pub slot: Option<usize>,
}

impl Line {
    fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self {
            words: Words::Ready(words.into()),
            tone,
            mark: Mark::None,
            slot: None,
        }
    }
}

fn lines_of(words: Vec<String>, tone: Tone) -> impl Iterator<Item = Line> {
    words.into_iter().map(move |words| Line::new(words, tone))
}

fn section(title: &str) -> impl Iterator<Item = Line> {
    [Line::new("", Tone::Plain), Line::new(title, Tone::Heading)].into_iter()
}

/// What the pane says of a clause.
pub struct Said<'a> {
    /// Language and theme.
    pub context: &'a Context<'a>,
    /// The open workbook.
    pub workbook: &'a Workbook,
    /// The clause.
    pub clause: &'a Clause,
    /// Its answers.
    pub answers: &'a Answers<'a>,
    /// Cells for words.
    pub width: usize,
}

impl<'a> Said<'a> {
    /// All lines, each made when it is asked for.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let (lang, clause) = (self.context.lang, self.clause);
        let explanation = if clause.guidance_in_source {
            "tui.clause_explanation"
        } else {
            "tui.clause_own_advice"
        };
        self.heading()
            .chain(once_with(|| self.official()).flatten())
            .chain(self.requirement())
            .chain(section(tr(lang, "tui.clause_answers")))
            .chain(self.keys())
            .chain(self.answers())
            .chain(once_with(|| self.evidence()).flatten())
            .chain(self.texts(tr(lang, explanation), &clause.explanation))
            .chain(self.procedure())
            .chain(self.texts(tr(lang, "tui.clause_gaps"), &clause.gaps))
            .chain(self.texts(tr(lang, "tui.clause_fix"), &clause.fix))
    }

    fn heading(&self) -> impl Iterator<Item = Line> {
        let (lang, clause) = (self.context.lang, self.clause);
        let title = format!("{} {}", clause.id, lang.of(&clause.title));
        let checks = self.answers.checks.iter();
        let strongest = checks.map(|check| check.level).max().unwrap_or_default();
        let cited = cite_clause(&self.workbook.pack, clause.id, lang);
        let cited = format!("{cited}  {}", level_name(strongest, lang));
        lines_of(wrapped(&title, self.width), Tone::Heading).chain([Line::new(cited, Tone::Dim)])
    }

    /// The official text, while it is shown.
    fn official(&self) -> impl Iterator<Item = Line> {
        let lines = super::official::lines(self.context, self.workbook, self.clause.id, self.width);
        lines.into_iter().map(|(words, tone)| Line::new(words, tone))
    }

    fn requirement(&self) -> impl Iterator<Item = Line> {
        let (lang, clause) = (self.context.lang, self.clause);
        let requirement = wrapped(lang.of(&clause.requirement), self.width);
        let parts = clause.parts.iter().flat_map(move |part| {
            let label = format!("{}  ", lang.of(&part.label));
            let words = hanging(&label, lang.of(&part.requirement), self.width);
            lines_of(words, Tone::Dim)
        });
        section(tr(lang, "tui.clause_requirement"))
            .chain(lines_of(requirement, Tone::Plain))
            .chain(parts)
    }

    /// The keys that answer at once, where there is something to answer.
    fn keys(&self) -> impl Iterator<Item = Line> {
        let answerable = !self.workbook.read_only && self.answers.checks.iter().any(Check::in_scope);
        let words = answerable.then(|| super::stating::keys_words(self.context.lang));
        let lines = words.map(|words| wrapped(&words, self.width));
        lines_of(lines.unwrap_or_default(), Tone::Dim)
    }

    /// One row for each target, and why a target is out of scope.
    fn answers(&self) -> impl Iterator<Item = Line> {
        // With many systems the same few reasons come again and again.
        let mut known: Vec<(&Check, Vec<String>)> = Vec::new();
        let mut next_slot = 0;
        self.answers
            .checks
            .iter()
            .enumerate()
            .flat_map(move |(at, check)| {
                let slot = next_slot;
                next_slot += slots_of(check);
                let row = check.target.as_ref().map(|_| Line {
                    words: Words::Answer(at),
                    tone: Tone::Plain,
                    mark: self.answers.state(at).map_or(Mark::None, mark_of),
                    slot: Some(slot),
                });
                let parts = self.parts(check, slot + 1);
                let reason = if row.is_some() && !needs_reason(check) {
                    Vec::new()
                } else {
                    let same = known.iter().find(|(other, _)| is_same_reason(check, other));
                    match same {
                        Some((_, reason)) => reason.clone(),
                        None => {
                            let reason = self.reason(check);
                            known.push((check, reason.clone()));
                            reason
                        }
                    }
                };
                row.into_iter().chain(parts).chain(lines_of(reason, Tone::Dim))
            })
    }

    /// One row for each part of a check that applies; its own result stands there once it has one.
    fn parts(&self, check: &'a Check, first: usize) -> Vec<Line> {
        let lang = self.context.lang;
        let label = |part: &'a PartScope| self.clause.part(&part.id).map_or("", |part| lang.of(&part.label));
        let width = widest(parts_of(check).map(label));
        let row = |(part, slot): (&'a PartScope, usize)| {
            let state = key(check, Some(part.id.clone())).map(|key| state_of(self.workbook, &key));
            let state = state.filter(|state| *state != State::Unanswered);
            let words = format!(
                "  {}  {}  {}",
                text::pad(label(part), width),
                level_name(part.level, lang),
                state.map_or("", |state| state_name(state, lang)),
            );
            Line {
                slot: Some(slot),
                mark: state.map_or(Mark::None, mark_of),
                ..Line::new(self.context.theme.fit(words.trim_end(), self.width), Tone::Dim)
            }
        };
        parts_of(check).zip(first..).map(row).collect()
    }

    fn reason(&self, check: &Check) -> Vec<String> {
        let indent = if check.target.is_some() { "    " } else { "" };
        let reason = check_reason(&self.workbook.pack, check, self.context.lang);
        hanging(indent, &reason, self.width)
    }

    /// One row for each item of the evidence list, with what is attached to it.
    fn evidence(&self) -> impl Iterator<Item = Line> {
        let assessment = &self.workbook.assessment;
        let mut attached: Vec<(&str, &Evidence)> = assessment
            .links_of(self.clause.id)
            .filter_map(|link| Some((link.item.as_deref()?, assessment.evidence.get(&link.evidence)?)))
            .collect();
        attached.sort_by(|(a, x), (b, y)| (a, x.number, &x.uid).cmp(&(b, y.number, &y.uid)));
        attached.dedup_by(|(a, x), (b, y)| (a, &x.uid) == (b, &y.uid));
        let first: usize = self.answers.checks.iter().map(slots_of).sum();
        let items = self.clause.evidence.iter().zip(first..);
        let items = items.flat_map(move |(item, slot)| {
            let from = attached.partition_point(|(id, _)| *id < item.id.as_str());
            let to = attached.partition_point(|(id, _)| *id <= item.id.as_str());
            self.item(item, slot, attached.get(from..to).unwrap_or_default())
        });
        section(tr(self.context.lang, "tui.clause_evidence"))
            .chain(items)
            .chain(self.other_evidence())
    }

    /// What is attached to the clause without an item of its list.
    fn other_evidence(&self) -> impl Iterator<Item = Line> {
        let assessment = &self.workbook.assessment;
        let links = assessment
            .links_of(self.clause.id)
            .filter(|link| link.item.is_none());
        let mut others: Vec<&Evidence> = links
            .filter_map(|link| assessment.evidence.get(&link.evidence))
            .collect();
        others.sort_by_key(|evidence| (evidence.number, &evidence.uid));
        others.dedup_by_key(|evidence| &evidence.uid);
        others.into_iter().flat_map(|evidence| {
            let words = hanging(&format!("{}  ", evidence.label()), &evidence.title, self.width);
            lines_of(words, Tone::Plain)
        })
    }

    fn item(&self, item: &EvidenceItem, slot: usize, attached: &[(&str, &Evidence)]) -> Vec<Line> {
        let mut labels: Vec<String> = attached
            .iter()
            .take(NAMED)
            .map(|(_, evidence)| evidence.label())
            .collect();
        if attached.len() > NAMED {
            labels.push(format!("+{}", attached.len() - NAMED));
        }
        let labels = labels.join(" ");
        let room = self.width.saturating_sub(text::width(&labels) + 1).max(20);
        let name = self.context.lang.pick(&item.zh_tw, &item.en);
        let mut lines: Vec<Line> = wrapped(name, room)
            .into_iter()
            .map(|words| Line::new(words, Tone::Plain))
            .collect();
        if let Some(first) = lines.first_mut() {
            if let Words::Ready(words) = &mut first.words {
                *words = format!("{} {labels}", text::pad(words, room));
            }
            first.slot = Some(slot);
            first.mark = if attached.is_empty() {
                Mark::None
            } else {
                Mark::Met
            };
        }
        lines
    }

    fn texts(&self, title: &'static str, texts: &'a [Text]) -> impl Iterator<Item = Line> {
        let title = (!texts.is_empty()).then(|| section(title));
        let bullets = texts.iter().flat_map(|text| {
            let bullet = hanging("- ", self.context.lang.of(text), self.width);
            lines_of(bullet, Tone::Plain)
        });
        title.into_iter().flatten().chain(bullets)
    }

    fn procedure(&self) -> impl Iterator<Item = Line> {
        let lang = self.context.lang;
        let steps = &self.clause.procedure;
        let title = (!steps.is_empty()).then(|| section(tr(lang, "tui.clause_procedure")));
        let steps = steps.iter().flat_map(move |step| {
            let label = format!("{}  ", method_name(step.method, lang));
            let first = hanging(&label, lang.of(&step.step), self.width);
            let expected = format!("{}{}", tr(lang, "tui.clause_expect"), lang.of(&step.expect));
            let expected = hanging(&" ".repeat(text::width(&label)), &expected, self.width);
            lines_of(first, Tone::Plain).chain(lines_of(expected, Tone::Dim))
        });
        title.into_iter().flatten().chain(steps)
    }
}
