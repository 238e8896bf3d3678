//! One finding: its words, the checks it covers, its actions.

use super::dialogue::{Dialogue, Flow};
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use super::walk::check_row;
use crate::engagement::request::{FindingDraft, Request};
use crate::lang::{rating_name, tr};
use crate::model::assessment::{CheckRef, Finding, Rating};
use crate::model::findings::{actions_by_finding, earlier_in_order};
use crate::model::reading::Reads;

/// A text of several lines that may stay empty.
const LONG: Reads = Reads::Long { needed: false };

impl Dialogue<'_> {
    pub(super) fn finding_with(&self, uid: &str) -> Option<Finding> {
        self.book.as_ref()?.assessment.findings.get(uid).cloned()
    }

    /// One finding: its words, the checks it covers, its actions.
    pub(super) fn finding(&mut self, uid: &str) -> Flow<()> {
        self.each_time(|d| {
            let Some(one) = d.finding_with(uid) else {
                return Ok(false);
            };
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let actions = actions_by_finding(&book.assessment);
            let actions = actions.get(uid).cloned().unwrap_or_default();
            let uids: Vec<String> = actions.iter().map(|action| action.uid.clone()).collect();
            let rows = actions.iter().map(|action| d.action_row(action)).collect();
            let menu = Menu::new(d.finding_row(&one))
                .rows(rows)
                .act("edit", d.tr("plain.edit"))
                .act("action", d.tr("finding.key_add_action"))
                .act("checks", d.tr("plain.covered_checks"))
                .act("answer", d.tr("evidence.to_answer"))
                .act("remove", d.tr("finding.key_remove"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done");
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.action(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("edit") => d.edit_finding(uid)?,
                Choice::Act("action") => d.new_action(uid)?,
                Choice::Act("checks") => d.covered(&one)?,
                Choice::Act("answer") => d.answer_check(one.clause, &one.target)?,
                Choice::Act("remove") => {
                    let question = d.fill("plain.remove", &[("name", &one.label())]);
                    if d.confirm(&question)? {
                        d.save(Request::RemoveFinding(uid.to_owned()));
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    /// Which further checks a finding covers.
    fn covered(&mut self, one: &Finding) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let gaps = book.checks().filter(|check| book.state(check).is_gap());
        let own = |check: &CheckRef| check.clause == one.clause && check.target == one.target;
        let offered: Vec<(CheckRef, String)> = gaps
            .filter_map(|check| {
                let place = CheckRef {
                    clause: check.clause,
                    target: check.target.clone()?,
                };
                (!own(&place)).then(|| (place, check_row(book, check, self.lang)))
            })
            .collect();
        if offered.is_empty() {
            self.tell("finding.no_checks");
            return Ok(());
        }
        let chosen = (0..offered.len()).filter(|at| {
            offered
                .get(*at)
                .is_some_and(|(check, _)| one.also.contains(check))
        });
        let chosen: Vec<usize> = chosen.collect();
        let entry = self.answer(&|d| {
            let names = offered.iter().map(|(_, words)| words.clone()).collect();
            Question::many("", d.tr("plain.covered_checks"), names, chosen.clone())
        })?;
        if let Some(Entry::Many(given)) = entry {
            let also = given
                .iter()
                .filter_map(|at| offered.get(*at).map(|(check, _)| check.clone()));
            let draft = FindingDraft {
                also: Some(also.collect()),
                ..FindingDraft::default()
            };
            self.save(Request::SetFinding {
                uid: one.uid.clone(),
                draft,
            });
        }
        Ok(())
    }

    fn edit_finding(&mut self, uid: &str) -> Flow<()> {
        self.form(
            "plain.edit",
            &|d| match d.finding_with(uid) {
                Some(one) => d.finding_questions(&one),
                None => Vec::new(),
            },
            &mut |d, id, entry| {
                let draft = d.finding_draft(id, entry);
                let uid = uid.to_owned();
                Ok(d.save(Request::SetFinding { uid, draft }))
            },
            Begin::List,
        )
    }

    fn finding_questions(&self, one: &Finding) -> Vec<Question> {
        let lang = self.lang;
        let text = |id: &str, label, hint, now: &str, reads| {
            Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
        };
        let unrated = std::iter::once(tr(lang, "finding.unrated").to_owned());
        let ratings = unrated.chain(Rating::ALL.map(|rating| rating_name(rating, lang).to_owned()));
        let rated = one
            .rating
            .and_then(|rating| Rating::ALL.iter().position(|known| *known == rating));
        let earlier = self
            .book
            .as_ref()
            .map(|book| earlier_in_order(&book.assessment))
            .unwrap_or_default();
        let repeats = one.repeats.as_ref();
        let repeats = repeats.and_then(|uid| earlier.iter().position(|known| known.uid == *uid));
        let by_clause = std::iter::once(tr(lang, "finding.repeats_by_clause").to_owned());
        let names = by_clause.chain(earlier.iter().map(|known| known.label()));
        vec![
            text(
                "condition",
                "finding.condition",
                "finding.hint_condition",
                &one.condition,
                LONG,
            ),
            text("cause", "finding.cause", "finding.hint_cause", &one.cause, LONG),
            text(
                "effect",
                "finding.effect",
                "finding.hint_effect",
                &one.effect,
                LONG,
            ),
            text(
                "recommendation",
                "finding.recommendation",
                "finding.hint_recommendation",
                &one.recommendation,
                LONG,
            ),
            Question::choice(
                "rating",
                tr(lang, "finding.rating"),
                ratings.collect(),
                Some(rated.map_or(0, |at| at + 1)),
            )
            .about(vec![tr(lang, "finding.hint_rating").to_owned()]),
            text(
                "rating_basis",
                "finding.rating_basis",
                "finding.hint_rating",
                &one.rating_basis,
                LONG,
            ),
            text(
                "found_on",
                "finding.found_on",
                "finding.hint_found_on",
                &one.found_on,
                any_day(),
            ),
            Question::choice(
                "repeats",
                tr(lang, "finding.repeats"),
                names.collect(),
                Some(repeats.map_or(0, |at| at + 1)),
            )
            .about(vec![tr(lang, "finding.hint_repeats").to_owned()]),
            text(
                "response",
                "finding.response",
                "finding.hint_response",
                &one.response,
                LONG,
            ),
        ]
    }

    fn finding_draft(&self, id: &str, entry: &Entry) -> FindingDraft {
        let mut draft = FindingDraft::default();
        match (id, entry) {
            ("rating", Entry::Choice(at)) => {
                draft.rating = Some(at.checked_sub(1).and_then(|at| Rating::ALL.get(at).copied()));
            }
            (_, Entry::Choice(at)) => {
                let earlier = self.book.as_ref().map(|book| earlier_in_order(&book.assessment));
                let named = at
                    .checked_sub(1)
                    .and_then(|at| earlier?.get(at).map(|one| one.uid.clone()));
                draft.repeats = Some(named);
            }
            (id, Entry::Text(text)) => {
                let text = Some(text.clone());
                match id {
                    "condition" => draft.condition = text,
                    "cause" => draft.cause = text,
                    "effect" => draft.effect = text,
                    "recommendation" => draft.recommendation = text,
                    "rating_basis" => draft.rating_basis = text,
                    "found_on" => draft.found_on = text,
                    _ => draft.response = text,
                }
            }
            (_, Entry::Many(_)) => {}
        }
        draft
    }
}
