//! Actions against findings (改善計畫).

use std::collections::BTreeMap;

use serde_json::json;

use super::Engagement;
use super::answering::{created, field_changes, removed};
use super::findings::{check_due, set_day, set_text};
use super::request::{ActionDraft, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{ActionItem, ActionStatus};
use crate::model::change::{Action, Kind};

impl Engagement {
    /// Records an action against a finding.
    pub fn add_action(&mut self, finding: &str, draft: &ActionDraft) -> Result<Option<Saved>> {
        self.finding(finding)?;
        let mut action = ActionItem {
            finding: finding.to_owned(),
            ..ActionItem::default()
        };
        self.plan_action(&mut action, draft)?;
        action.uid = self.new_uid();
        let change = created(Kind::Action, &action.uid, json!(action));
        self.commit(Action::SetAction, vec![change])
    }

    /// Changes an action.
    pub fn set_action(&mut self, uid: &str, draft: &ActionDraft) -> Result<Option<Saved>> {
        let current = self.action(uid)?.clone();
        let mut next = current.clone();
        self.plan_action(&mut next, draft)?;
        self.commit(
            Action::SetAction,
            field_changes(Kind::Action, uid, &json!(current), &json!(next)),
        )
    }

    /// Removes an action.
    pub fn remove_action(&mut self, uid: &str) -> Result<Option<Saved>> {
        let action = json!(self.action(uid)?);
        self.commit(Action::RemoveFinding, vec![removed(Kind::Action, uid, action)])
    }

    fn action(&self, uid: &str) -> Result<&ActionItem> {
        let found = self.assessment().actions.get(uid);
        found.ok_or_else(|| Error::input("error.action_gone").hint("error.hint_look_findings"))
    }

    pub(super) fn actions_of<'a>(&'a self, finding: &'a str) -> impl Iterator<Item = &'a ActionItem> {
        let all = self.assessment().actions.values();
        all.filter(move |action| action.finding == finding)
    }

    /// The names people call actions by, by uid: the finding's number and the place among all
    /// actions ever made for it, `F-02.1`. A name that was given once is not given again.
    pub fn action_names(&self) -> Result<BTreeMap<String, String>> {
        let mut made: BTreeMap<String, usize> = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (uid, finding) in self.store.actions_ever()? {
            let place = made.entry(finding.clone()).or_default();
            *place += 1;
            if let Some(finding) = self.assessment().findings.get(&finding) {
                names.insert(uid, format!("{}.{place}", finding.label()));
            }
        }
        Ok(names)
    }

    /// The action with a name (`F-02.1`, `2.1`) or uid.
    pub fn action_named(&self, name: &str) -> Result<&ActionItem> {
        let names = self.action_names()?;
        let is_named = |action: &&ActionItem| {
            let known = names.get(&action.uid).map(String::as_str).unwrap_or_default();
            let short = known.trim_start_matches("F-").trim_start_matches('0');
            action.uid == name || known.eq_ignore_ascii_case(name) || short == name
        };
        let found = self.assessment().actions.values().find(is_named);
        found.ok_or_else(|| {
            Error::input("error.no_action")
                .with("id", name)
                .hint("error.hint_list_actions")
        })
    }

    /// Takes over what is given and refuses what does not go together.
    fn plan_action(&self, action: &mut ActionItem, draft: &ActionDraft) -> Result<()> {
        let texts = [
            ("description", &mut action.description, &draft.description),
            ("owner", &mut action.owner, &draft.owner),
            ("verified_by", &mut action.verified_by, &draft.verified_by),
            ("verification", &mut action.verification, &draft.verification),
            ("dropped", &mut action.dropped, &draft.dropped),
        ];
        for (name, field, value) in texts {
            set_text(name, field, value.as_ref())?;
        }
        if action.dropped.trim().is_empty() {
            action.dropped.clear();
        }
        let days = [
            ("due", &mut action.due, &draft.due),
            ("started_on", &mut action.started_on, &draft.started_on),
            ("done_on", &mut action.done_on, &draft.done_on),
            ("verified_on", &mut action.verified_on, &draft.verified_on),
        ];
        for (name, field, value) in days {
            set_day(name, field, value.as_ref())?;
        }
        // A day of completion says that it is done; taking it away says that it is not.
        if draft.done_on.is_some() {
            action.done = !action.done_on.is_empty();
        }
        if let Some(status) = draft.status {
            self.bring_to(action, status);
            if action.status() != status {
                return Err(incomplete(status));
            }
        }
        check(action)?;
        check_due(self.finding(&action.finding)?, &action.due)
    }

    /// Sets the days that a status needs and clears what it leaves behind.
    fn bring_to(&self, action: &mut ActionItem, status: ActionStatus) {
        let today = self.today();
        let or_today = |day: &mut String| {
            if day.is_empty() {
                day.clone_from(&today);
            }
        };
        if status == ActionStatus::Dropped {
            return;
        }
        action.dropped.clear();
        if status == ActionStatus::Verified {
            or_today(&mut action.verified_on);
        } else {
            action.verified_on.clear();
            action.verified_by.clear();
            action.verification.clear();
        }
        action.done = matches!(status, ActionStatus::Done | ActionStatus::Verified);
        match (action.done, status) {
            (true, _) => or_today(&mut action.done_on),
            (false, ActionStatus::UnderWay) => {
                action.done_on.clear();
                or_today(&mut action.started_on);
            }
            (false, _) => {
                action.done_on.clear();
                action.started_on.clear();
            }
        }
    }
}

/// Refuses an action whose fields contradict each other.
fn check(action: &ActionItem) -> Result<()> {
    if action.description.trim().is_empty() {
        return Err(Error::input("error.action_empty").hint("error.hint_action_empty"));
    }
    in_order_of_days("started_on", &action.started_on, "done_on", &action.done_on)?;
    in_order_of_days("done_on", &action.done_on, "verified_on", &action.verified_on)?;
    if action.verified_on.is_empty() {
        return Ok(());
    }
    let said = |text: &str| !text.trim().is_empty();
    if !action.done || !said(&action.verified_by) || !said(&action.verification) {
        return Err(incomplete(ActionStatus::Verified));
    }
    Ok(())
}

fn in_order_of_days(
    first: &'static str,
    first_day: &str,
    second: &'static str,
    second_day: &str,
) -> Result<()> {
    if first_day.is_empty() || second_day.is_empty() || second_day >= first_day {
        return Ok(());
    }
    Err(Error::input("error.action_days")
        .with("first", first)
        .with("first_day", first_day)
        .with("second", second)
        .with("second_day", second_day)
        .hint("error.hint_action_days"))
}

/// A status without what it needs.
fn incomplete(status: ActionStatus) -> Error {
    match status {
        ActionStatus::Dropped => Error::input("error.action_dropped").hint("error.hint_action_dropped"),
        _ => Error::input("error.action_verified").hint("error.hint_action_verified"),
    }
}
