//! Actions against findings: their register, and one of them.

use super::dialogue::{Dialogue, Flow};
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use crate::engagement::request::{ActionDraft, Request};
use crate::lang::{Lang, action_status_name, tr};
use crate::model::assessment::{ActionItem, ActionStatus, Finding};
use crate::model::findings::register;
use crate::model::reading::Reads;

impl Dialogue<'_> {
    pub(super) fn action_row(&self, action: &ActionItem) -> String {
        let due = match action.due.as_str() {
            "" => self.tr("finding.no_due"),
            due => self.day(due),
        };
        let status = action_status_name(action.status(), self.lang);
        let late = self
            .book
            .as_ref()
            .is_some_and(|book| action.is_overdue(&book.today));
        let late = if late {
            tr(self.lang, "finding.overdue")
        } else {
            ""
        };
        format!("{}, {}, {due}, {status} {late}", action.description, action.owner)
            .trim_end()
            .to_owned()
    }

    /// The register of actions.
    pub(super) fn actions(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all = register(&book.assessment, &book.today);
            let uids: Vec<String> = all.iter().map(|one| one.action.uid.clone()).collect();
            let rows = all.iter().map(|one| {
                let finding = one.finding.map(Finding::label).unwrap_or_default();
                format!("{finding} {}", d.action_row(one.action))
            });
            let rows: Vec<String> = rows.collect();
            if rows.is_empty() {
                d.tell("finding.no_actions");
                return Ok(false);
            }
            let menu = Menu::new(d.tr("finding.key_actions"))
                .rows(rows)
                .act("done", d.tr("plain.done"));
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.action(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    pub(super) fn new_action(&mut self, finding: &str) -> Flow<()> {
        let line = |label, hint| (label, hint, String::new(), Reads::Line);
        let (values, ended) = self.block(&[
            line("finding.description", "finding.hint_description"),
            line("finding.owner", "finding.hint_owner"),
            ("finding.due", "finding.hint_due", String::new(), any_day()),
        ]);
        if let Ok([description, owner, due]) = <[String; 3]>::try_from(values)
            && !description.is_empty()
        {
            let draft = ActionDraft {
                description: Some(description),
                owner: Some(owner),
                due: Some(due),
                ..ActionDraft::default()
            };
            let finding = finding.to_owned();
            self.save(Request::AddAction { finding, draft });
        }
        ended
    }

    fn action_with(&self, uid: &str) -> Option<ActionItem> {
        self.book.as_ref()?.assessment.actions.get(uid).cloned()
    }

    /// One action.
    pub(super) fn action(&mut self, uid: &str) -> Flow<()> {
        self.each_time(|d| {
            let Some(action) = d.action_with(uid) else {
                return Ok(false);
            };
            let menu = Menu::new(d.action_row(&action))
                .act("edit", d.tr("plain.edit"))
                .act("remove", d.tr("finding.key_remove"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done");
            match d.choose_here(&menu)? {
                Choice::Act("edit") => d.edit_action(uid)?,
                Choice::Act("remove") => {
                    let question = d.fill("plain.remove", &[("name", &action.description)]);
                    if d.confirm(&question)? {
                        d.save(Request::RemoveAction(uid.to_owned()));
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn edit_action(&mut self, uid: &str) -> Flow<()> {
        self.form(
            "plain.edit",
            &|d| {
                d.action_with(uid)
                    .map(|one| action_questions(&one, d.lang))
                    .unwrap_or_default()
            },
            &mut |d, id, entry| {
                let draft = action_draft(id, entry);
                let uid = uid.to_owned();
                Ok(d.save(Request::SetAction { uid, draft }))
            },
            Begin::List,
        )
    }
}

fn action_questions(one: &ActionItem, lang: Lang) -> Vec<Question> {
    let text = |id: &str, label, hint, now: &str, reads| {
        Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
    };
    let names = ActionStatus::ALL.map(|status| action_status_name(status, lang).to_owned());
    let status = ActionStatus::ALL.iter().position(|known| *known == one.status());
    let days = "finding.hint_days";
    vec![
        text(
            "description",
            "finding.description",
            "finding.hint_description",
            &one.description,
            Reads::Needed,
        ),
        text(
            "owner",
            "finding.owner",
            "finding.hint_owner",
            &one.owner,
            Reads::Line,
        ),
        text("due", "finding.due", "finding.hint_due", &one.due, any_day()),
        Question::choice("status", tr(lang, "finding.status"), names.to_vec(), status)
            .about(vec![tr(lang, "finding.hint_status").to_owned()]),
        text(
            "started_on",
            "finding.started_on",
            days,
            &one.started_on,
            any_day(),
        ),
        text("done_on", "finding.done_on", days, &one.done_on, any_day()),
        text(
            "verified_on",
            "finding.verified_on",
            days,
            &one.verified_on,
            any_day(),
        ),
        text(
            "verified_by",
            "finding.verified_by",
            "finding.hint_verified",
            &one.verified_by,
            Reads::Line,
        ),
        text(
            "verification",
            "finding.verification",
            "finding.hint_verified",
            &one.verification,
            Reads::Line,
        ),
        text(
            "dropped",
            "finding.dropped",
            "finding.hint_dropped",
            &one.dropped,
            Reads::Line,
        ),
    ]
}

fn action_draft(id: &str, entry: &Entry) -> ActionDraft {
    let mut draft = ActionDraft::default();
    match (id, entry) {
        (_, Entry::Choice(at)) => draft.status = ActionStatus::ALL.get(*at).copied(),
        (id, Entry::Text(text)) => {
            let text = Some(text.clone());
            match id {
                "description" => draft.description = text,
                "owner" => draft.owner = text,
                "due" => draft.due = text,
                "started_on" => draft.started_on = text,
                "done_on" => draft.done_on = text,
                "verified_on" => draft.verified_on = text,
                "verified_by" => draft.verified_by = text,
                "verification" => draft.verification = text,
                _ => draft.dropped = text,
            }
        }
        (_, Entry::Many(_)) => {}
    }
    draft
}
