//! Findings of earlier years.

use super::dialogue::{Dialogue, Flow};
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use crate::engagement::request::{EarlierDraft, Request};
use crate::lang::{Lang, earlier_source_name, earlier_state_name, tr};
use crate::model::assessment::{EarlierFinding, EarlierSource, EarlierState};
use crate::model::findings::{earlier_in_order, gap_clauses, recurs};
use crate::model::pack::ClauseId;
use crate::model::reading::Reads;
use crate::model::score::gaps;

/// A text of several lines that may stay empty.
const LONG: Reads = Reads::Long { needed: false };

impl Dialogue<'_> {
    /// All findings of earlier years.
    pub(super) fn earlier(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let open = gap_clauses(&gaps(&book.scope, &book.assessment));
            let all = earlier_in_order(&book.assessment);
            let uids: Vec<String> = all.iter().map(|one| one.uid.clone()).collect();
            let rows = all.iter().map(|one| {
                let back = if recurs(one, &open) {
                    tr(d.lang, "finding.came_back")
                } else {
                    ""
                };
                let state = earlier_state_name(one.state, d.lang);
                let first = one.condition.lines().next().unwrap_or_default();
                format!("{} {first}, {state} {back}", one.label())
                    .trim_end()
                    .to_owned()
            });
            let menu = Menu::new(d.tr("finding.earlier_heading"))
                .rows(rows.collect())
                .act("new", d.tr("finding.key_add_earlier"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("finding.earlier_about")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.earlier_menu(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("new") => d.new_earlier()?,
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn new_earlier(&mut self) -> Flow<()> {
        let condition = self.blank(
            "finding.earlier_condition",
            "finding.hint_earlier_condition",
            LONG,
        )?;
        if condition.is_empty() {
            self.tell("finding.earlier_not_added");
            return Ok(());
        }
        let draft = EarlierDraft {
            condition: Some(condition),
            ..EarlierDraft::default()
        };
        if !self.save(Request::AddEarlier(draft)) {
            return Ok(());
        }
        let book = self.book.as_ref();
        let newest = book.and_then(|book| {
            earlier_in_order(&book.assessment)
                .last()
                .map(|one| one.uid.clone())
        });
        match newest {
            Some(uid) => self.edit_earlier(&uid, Begin::First),
            None => Ok(()),
        }
    }

    fn earlier_with(&self, uid: &str) -> Option<EarlierFinding> {
        self.book.as_ref()?.assessment.earlier.get(uid).cloned()
    }

    fn earlier_menu(&mut self, uid: &str) -> Flow<()> {
        let Some(one) = self.earlier_with(uid) else {
            return Ok(());
        };
        let menu = Menu::new(format!("{} {}", one.label(), one.condition))
            .act("edit", self.tr("plain.edit"))
            .act("remove", self.tr("finding.key_remove"));
        match self.choose(&menu)? {
            Choice::Act("edit") => self.edit_earlier(uid, Begin::List),
            _ => {
                let question = self.fill("plain.remove", &[("name", &one.label())]);
                if self.confirm(&question)? {
                    self.save(Request::RemoveEarlier(uid.to_owned()));
                }
                Ok(())
            }
        }
    }

    fn edit_earlier(&mut self, uid: &str, begin: Begin) -> Flow<()> {
        self.form(
            "finding.earlier_heading",
            &|d| {
                let clauses = d
                    .book
                    .as_ref()
                    .map(|book| book.pack.clauses().map(|clause| clause.id).collect());
                match d.earlier_with(uid) {
                    Some(one) => questions(&one, clauses.unwrap_or_default(), d.lang),
                    None => Vec::new(),
                }
            },
            &mut |d, id, entry| {
                let draft = draft(id, entry);
                let uid = uid.to_owned();
                Ok(d.save(Request::SetEarlier { uid, draft }))
            },
            begin,
        )
    }
}

fn questions(one: &EarlierFinding, known: Vec<ClauseId>, lang: Lang) -> Vec<Question> {
    let text = |id: &str, label, hint, now: &str, reads| {
        Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
    };
    let sources = EarlierSource::ALL.map(|source| earlier_source_name(source, lang).to_owned());
    let source = EarlierSource::ALL.iter().position(|known| *known == one.source);
    let states = EarlierState::ALL.map(|state| earlier_state_name(state, lang).to_owned());
    let state = EarlierState::ALL.iter().position(|known| *known == one.state);
    let clauses: Vec<String> = one.clauses.iter().map(ToString::to_string).collect();
    let document = "finding.hint_earlier_document";
    vec![
        text(
            "condition",
            "finding.earlier_condition",
            "finding.hint_earlier_condition",
            &one.condition,
            Reads::Long { needed: true },
        ),
        Question::choice(
            "source",
            tr(lang, "finding.earlier_source"),
            sources.to_vec(),
            source,
        )
        .about(vec![tr(lang, "finding.hint_earlier_source").to_owned()]),
        text(
            "document",
            "finding.earlier_document",
            document,
            &one.document,
            Reads::Line,
        ),
        text("dated", "finding.earlier_dated", document, &one.dated, any_day()),
        text(
            "clauses",
            "finding.earlier_clauses",
            "finding.hint_earlier_clauses",
            &clauses.join(", "),
            Reads::Clauses(known),
        ),
        text(
            "deadline",
            "finding.earlier_deadline",
            "finding.hint_earlier_deadline",
            &one.deadline,
            any_day(),
        ),
        Question::choice("state", tr(lang, "finding.earlier_state"), states.to_vec(), state)
            .about(vec![tr(lang, "finding.hint_earlier_state").to_owned()]),
        text(
            "note",
            "finding.earlier_note",
            "finding.hint_earlier_state",
            &one.note,
            LONG,
        ),
    ]
}

fn draft(id: &str, entry: &Entry) -> EarlierDraft {
    let mut draft = EarlierDraft::default();
    match (id, entry) {
        ("source", Entry::Choice(at)) => draft.source = EarlierSource::ALL.get(*at).copied(),
        (_, Entry::Choice(at)) => draft.state = EarlierState::ALL.get(*at).copied(),
        ("clauses", Entry::Text(text)) => {
            let ids = text.split(", ").filter_map(|id| id.parse().ok());
            draft.clauses = Some(ids.collect());
        }
        (id, Entry::Text(text)) => {
            let text = Some(text.clone());
            match id {
                "condition" => draft.condition = text,
                "document" => draft.document = text,
                "dated" => draft.dated = text,
                "deadline" => draft.deadline = text,
                _ => draft.note = text,
            }
        }
        (_, Entry::Many(_)) => {}
    }
    draft
}
