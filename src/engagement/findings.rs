//! Findings (缺失／建議事項) against checks: recording, drafting from the answers, removing.

use std::collections::BTreeSet;

use serde_json::json;

use super::Engagement;
use super::answering::{created, field_changes, removed};
use super::request::{FindingDraft, Saved};
use crate::error::{Error, Result};
use crate::lang::{Lang, fill, lookup, rating_name, tr};
use crate::model::assessment::{CheckKey, CheckRef, Finding, State};
use crate::model::change::{Action, Change, Kind};
use crate::model::findings::{Basis, Drafted, drafts, in_order};
use crate::model::pack::{ClauseId, Level, Pack};
use crate::model::profile_file::date_is_real;
use crate::model::scope::Target;

/// Longest text of a record, in characters.
const MAX_TEXT: usize = 100_000;

impl Engagement {
    /// Records a finding against a check. Where no day is given it was found today.
    pub fn add_finding(
        &mut self,
        clause: ClauseId,
        target: &Target,
        draft: &FindingDraft,
    ) -> Result<Option<Saved>> {
        let number = self.next_number(Kind::Finding)?;
        let mut finding = Finding {
            uid: String::new(),
            number,
            clause,
            target: target.clone(),
            also: Vec::new(),
            found_on: self.today(),
            rating: None,
            rating_basis: String::new(),
            repeats: None,
            condition: String::new(),
            cause: String::new(),
            effect: String::new(),
            recommendation: String::new(),
            response: String::new(),
        };
        self.check_key(&whole(clause, target))?;
        self.fill_in(&mut finding, draft)?;
        finding.uid = self.new_uid();
        let change = created(Kind::Finding, &finding.uid, json!(finding));
        self.commit(Action::SetFinding, vec![change])
    }

    /// Changes a finding.
    pub fn set_finding(&mut self, uid: &str, draft: &FindingDraft) -> Result<Option<Saved>> {
        let current = self.finding(uid)?.clone();
        let mut next = current.clone();
        self.fill_in(&mut next, draft)?;
        for action in self.actions_of(uid) {
            check_due(&next, &action.due)?;
        }
        self.commit(
            Action::SetFinding,
            field_changes(Kind::Finding, uid, &json!(current), &json!(next)),
        )
    }

    /// Removes a finding with its actions, in one step.
    pub fn remove_finding(&mut self, uid: &str) -> Result<Option<Saved>> {
        let finding = json!(self.finding(uid)?);
        let mut changes: Vec<Change> = self
            .actions_of(uid)
            .map(|action| removed(Kind::Action, &action.uid, json!(action)))
            .collect();
        changes.push(removed(Kind::Finding, uid, finding));
        self.commit(Action::RemoveFinding, changes)
    }

    /// Drafts findings for every gap that has none, in one step, or only for those of a clause or of
    /// a clause and target. The words come from the answers' notes and from the pack in `lang`, to
    /// be worked over by a person.
    pub fn draft_findings(
        &mut self,
        clause: Option<ClauseId>,
        target: Option<&Target>,
        lang: Lang,
    ) -> Result<Option<Saved>> {
        let is_wanted = |check: &CheckRef| {
            clause.is_none_or(|clause| check.clause == clause)
                && target.is_none_or(|target| check.target == *target)
        };
        let drafts: Vec<Drafted> = drafts(&self.scope(), self.assessment())
            .into_iter()
            .filter(|drafted| {
                std::iter::once(&drafted.check)
                    .chain(&drafted.also)
                    .any(is_wanted)
            })
            .collect();
        if let (Some(clause), true) = (clause, drafts.is_empty()) {
            return Err(match self.pack().clause(clause) {
                None => self.no_such_clause(clause),
                Some(_) => Error::input("error.draft_not_a_gap")
                    .with("clause", clause)
                    .hint("error.hint_draft_not_a_gap"),
            });
        }
        let first = self.next_number(Kind::Finding)?;
        let mut changes = Vec::new();
        for (number, drafted) in (first..).zip(drafts) {
            let mut finding = worded(self.pack(), &drafted, lang);
            finding.number = number;
            finding.found_on = self.today();
            finding.uid = self.new_uid();
            changes.push(created(Kind::Finding, &finding.uid, json!(finding)));
        }
        self.commit(Action::SetFinding, changes)
    }

    /// The finding with a display number (`F-02`, `2`) or uid.
    pub fn finding_named(&self, name: &str) -> Result<&Finding> {
        let is_named = |finding: &&Finding| {
            finding.uid == name
                || finding.label().eq_ignore_ascii_case(name)
                || finding.number.to_string() == name
        };
        let found = in_order(self.assessment()).into_iter().find(is_named);
        found.ok_or_else(|| {
            Error::input("error.no_finding")
                .with("id", name)
                .hint("error.hint_list_findings")
        })
    }

    pub(super) fn finding(&self, uid: &str) -> Result<&Finding> {
        let found = self.assessment().findings.get(uid);
        found.ok_or_else(|| Error::input("error.finding_gone").hint("error.hint_look_findings"))
    }

    /// The next display number of a kind. A number that was given once is not given again.
    pub(super) fn next_number(&self, kind: Kind) -> Result<u64> {
        let assessment = self.assessment();
        let findings = assessment.findings.values().map(|finding| finding.number);
        let earlier = assessment.earlier.values().map(|earlier| earlier.number);
        let present = match kind {
            Kind::Finding => findings.max(),
            Kind::Earlier => earlier.max(),
            _ => None,
        };
        let ever = self.store.highest_number(kind)?;
        Ok(present.unwrap_or(0).max(ever).saturating_add(1))
    }

    fn fill_in(&self, finding: &mut Finding, draft: &FindingDraft) -> Result<()> {
        let texts = [
            ("condition", &mut finding.condition, &draft.condition),
            ("cause", &mut finding.cause, &draft.cause),
            ("effect", &mut finding.effect, &draft.effect),
            (
                "recommendation",
                &mut finding.recommendation,
                &draft.recommendation,
            ),
            ("response", &mut finding.response, &draft.response),
            ("rating_basis", &mut finding.rating_basis, &draft.rating_basis),
        ];
        for (name, field, value) in texts {
            set_text(name, field, value.as_ref())?;
        }
        set_day("found_on", &mut finding.found_on, draft.found_on.as_ref())?;
        if let Some(also) = &draft.also {
            finding.also = self.further_checks(finding, also)?;
        }
        if let Some(rating) = draft.rating {
            finding.rating = rating;
        }
        if let Some(repeats) = &draft.repeats {
            if let Some(uid) = repeats {
                self.earlier(uid)?;
            }
            finding.repeats.clone_from(repeats);
        }
        Ok(())
    }

    /// The further checks of a finding: each once, none the finding's own, every new one there.
    fn further_checks(&self, finding: &Finding, also: &[CheckRef]) -> Result<Vec<CheckRef>> {
        let mut seen = BTreeSet::from([(finding.clause, finding.target.clone())]);
        let mut out = Vec::new();
        for check in also {
            if !seen.insert((check.clause, check.target.clone())) {
                continue;
            }
            // What it covered before stays, also when its system was removed since.
            if !finding.also.contains(check) {
                self.check_key(&whole(check.clause, &check.target))?;
            }
            out.push(check.clone());
        }
        Ok(out)
    }
}

fn whole(clause: ClauseId, target: &Target) -> CheckKey {
    CheckKey {
        clause,
        target: target.clone(),
        part: None,
    }
}

/// Takes over a text, where one is given.
pub(super) fn set_text(name: &'static str, field: &mut String, value: Option<&String>) -> Result<()> {
    let Some(value) = value else { return Ok(()) };
    let length = value.chars().count();
    if length > MAX_TEXT {
        return Err(Error::input("error.record_too_long")
            .with("field", name)
            .with("length", length)
            .with("limit", MAX_TEXT)
            .with("over", length - MAX_TEXT)
            .hint("error.hint_record_too_long"));
    }
    field.clone_from(value);
    Ok(())
}

/// Takes over a day, where one is given; empty removes it.
pub(super) fn set_day(name: &'static str, field: &mut String, value: Option<&String>) -> Result<()> {
    let Some(value) = value else { return Ok(()) };
    date_is_real(name, value).map_err(|fault| {
        Error::input("error.record_day")
            .with("field", name)
            .saying("fault", fault.said)
            .hint("error.hint_record_day")
    })?;
    field.clone_from(value);
    Ok(())
}

/// Refuses a due date before the day of the finding.
pub(super) fn check_due(finding: &Finding, due: &str) -> Result<()> {
    if due.is_empty() || finding.found_on.is_empty() || *due >= *finding.found_on {
        return Ok(());
    }
    Err(Error::input("error.due_before_finding")
        .with("finding", finding.label())
        .with("due", due)
        .with("found", &finding.found_on)
        .hint("error.hint_due_before_finding"))
}

/// A draft in words.
fn worded(pack: &Pack, drafted: &Drafted, lang: Lang) -> Finding {
    let clause = pack.clause(drafted.check.clause);
    let fix = clause.map(|clause| clause.fix.as_slice()).unwrap_or_default();
    let fixes: Vec<&str> = fix.iter().map(|fix| lang.of(fix)).collect();
    Finding {
        uid: String::new(),
        number: 0,
        clause: drafted.check.clause,
        target: drafted.check.target.clone(),
        also: drafted.also.clone(),
        found_on: String::new(),
        rating: Some(drafted.basis.rating()),
        rating_basis: basis_words(drafted.basis, lang),
        repeats: drafted.repeats.clone(),
        condition: condition(pack, drafted, lang),
        cause: String::new(),
        effect: String::new(),
        recommendation: fixes.join("\n"),
        response: String::new(),
    }
}

/// What was noted; where nothing was, that the requirement is not met.
fn condition(pack: &Pack, drafted: &Drafted, lang: Lang) -> String {
    let clause = pack.clause(drafted.check.clause);
    let part = |id: &str| clause.and_then(|clause| clause.part(id));
    if !drafted.notes.is_empty() {
        let notes = drafted.notes.iter().map(|(id, note)| {
            let label = id.as_deref().and_then(part).map(|part| lang.of(&part.label));
            match label {
                Some(label) => fill(
                    lang,
                    "finding.drafted_part",
                    &[("part", label), ("note", note.as_str())],
                ),
                None => note.clone(),
            }
        });
        return notes.collect::<Vec<_>>().join("\n");
    }
    let of_parts = drafted.parts.iter().filter_map(|id| part(id));
    let mut required: Vec<&str> = of_parts.map(|part| lang.of(&part.requirement)).collect();
    if required.is_empty() {
        required.extend(clause.map(|clause| lang.of(&clause.requirement)));
    }
    let id = match drafted.basis.state {
        State::Partial => "finding.drafted_partial",
        _ => "finding.drafted_not_met",
    };
    fill(lang, id, &[("requirement", &required.join("\n"))])
}

/// What a suggested rating rests on, in words.
fn basis_words(basis: Basis, lang: Lang) -> String {
    let level = match basis.level {
        Level::Must => "must",
        _ => "should",
    };
    let state = match basis.state {
        State::Partial => "partial",
        _ => "not_met",
    };
    let core = if basis.core { "_core" } else { "" };
    let id = format!("finding.basis_{level}_{state}{core}");
    let mut words = lookup(lang, &id).unwrap_or_default().to_owned();
    if basis.repeated {
        words.push_str(tr(lang, "finding.basis_repeated"));
    }
    fill(
        lang,
        "finding.basis",
        &[("why", &words), ("rating", rating_name(basis.rating(), lang))],
    )
}
