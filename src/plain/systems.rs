//! The systems: the list, and the questions about one of them.

use serde_json::{Value, json};

use super::book::Book;
use super::dialogue::{Dialogue, Flow, Stop};
use super::form::{Begin, Entry, Question, TRIS, tri_question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use super::questions::{about_condition, ground_questions};
use super::suggested::suggestions;
use crate::engagement::request::{Request, SystemDraft};
use crate::lang::{Lang, system_kind, tr};
use crate::model::grounds::takes_out;
use crate::model::pack::ConditionLevel;
use crate::model::profile::{System, Tri};
use crate::model::reading::Reads;
use crate::model::scope::Target;

impl Dialogue<'_> {
    /// The list of systems.
    pub(super) fn systems(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let systems = &book.assessment.profile.systems;
            let rows = systems.iter().map(|system| d.system_row(book, system)).collect();
            let some = !systems.is_empty();
            let menu = Menu::new(d.tr("plain.systems_title"))
                .rows(rows)
                .act("new", d.tr("tui.key_add_system"))
                .act_if(
                    !suggestions(book, d.lang).is_empty(),
                    "suggest",
                    d.tr("plain.suggest"),
                )
                .act_if(some, "remove", d.tr("tui.key_remove_system"))
                .act("done", d.tr("plain.done"))
                .about(vec![
                    d.tr("describe.systems_about"),
                    d.tr("describe.core_question"),
                ]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => d.system_menu(at)?,
                Choice::Act("new") => d.new_system()?,
                Choice::Act("suggest") => d.suggested()?,
                Choice::Act("remove") => d.remove_system()?,
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn system_row(&self, book: &Book, system: &System) -> String {
        let target = Target::System(system.id.clone());
        let checks = book.scope.checks_for(&target).filter(|check| check.in_scope());
        let values = [
            ("name", system.name.as_str()),
            ("kind", system_kind(system, self.lang)),
            ("count", &checks.count().to_string()),
        ];
        self.fill("matrix.checks_title", &values)
    }

    fn new_system(&mut self) -> Flow<()> {
        let name = self.blank("describe.system_name", "describe.system_name_help", Reads::Line)?;
        if name.is_empty() {
            self.tell("describe.system_not_added");
            return Ok(());
        }
        let former = self.former_id()?;
        let draft = SystemDraft {
            id: former.unwrap_or_default(),
            name,
            core: None,
        };
        if !self.save(Request::AddSystem(draft)) {
            return Ok(());
        }
        let last = self
            .book
            .as_ref()
            .map(|book| book.assessment.profile.systems.len());
        match last.and_then(|count| count.checked_sub(1)) {
            Some(at) => self.system(at, Begin::Second),
            None => Ok(()),
        }
    }

    /// The id of a removed system whose answers are to come back; none for a new system.
    fn former_id(&mut self) -> Flow<Option<String>> {
        let Some(book) = &self.book else {
            return Ok(None);
        };
        let mut former: Vec<String> = Vec::new();
        for answer in book.assessment.answers.values() {
            if let Target::System(id) = &answer.target
                && book.assessment.profile.system(id).is_none()
                && !former.contains(id)
            {
                former.push(id.clone());
            }
        }
        if former.is_empty() {
            return Ok(None);
        }
        former.sort();
        let at = self.option("plain.former_systems", &|d| {
            let new = std::iter::once(d.tr("plain.new_system"));
            new.chain(former.iter().cloned()).collect()
        })?;
        Ok(at.checked_sub(1).and_then(|at| former.get(at).cloned()))
    }

    fn remove_system(&mut self) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let systems = book.assessment.profile.systems.clone();
        let rows = systems.iter().map(|system| system.name.clone()).collect();
        let menu = Menu::new(self.tr("tui.key_remove_system")).rows(rows);
        if let Choice::Row(at) = self.choose(&menu)?
            && let Some(system) = systems.get(at)
        {
            let question = self.fill("plain.remove_system", &[("name", &system.name)]);
            if self.confirm(&question)? {
                self.save(Request::RemoveSystem(system.uid.clone()));
            }
        }
        Ok(())
    }

    /// What can be done with one system.
    fn system_menu(&mut self, at: usize) -> Flow<()> {
        let Some(system) = self.system_at(at) else {
            return Ok(());
        };
        let menu = Menu::new(system.name.clone())
            .act("edit", self.tr("plain.edit_system"))
            .act("checks", self.tr("matrix.key_system_checks"))
            .act("copy", self.tr("plain.copy_conditions"))
            .act("whatif", self.tr("plain.what_if"))
            .act("done", self.tr("plain.done"));
        match self.choose(&menu)? {
            Choice::Act("edit") => self.system(at, Begin::List),
            Choice::Act("checks") => self.system_checks(&Target::System(system.id)),
            Choice::Act("copy") => self.copy_conditions(&system),
            Choice::Act("whatif") => self.what_if(Some(&system.uid)),
            _ => Err(Stop::Back),
        }
    }

    fn system_at(&self, at: usize) -> Option<System> {
        self.book.as_ref()?.assessment.profile.systems.get(at).cloned()
    }

    fn copy_conditions(&mut self, to: &System) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let all = book.assessment.profile.systems.iter();
        let others: Vec<System> = all.filter(|other| other.uid != to.uid).cloned().collect();
        if others.is_empty() {
            self.tell("plain.no_other_system");
            return Ok(());
        }
        let rows = others.iter().map(|system| system.name.clone()).collect();
        let menu = Menu::new(self.tr("plain.copy_conditions")).rows(rows);
        let Choice::Row(at) = self.choose(&menu)? else {
            return Ok(());
        };
        let (Some(from), Some(book)) = (others.get(at), &self.book) else {
            return Ok(());
        };
        let profile = &book.assessment.profile;
        let asked = book.pack.conditions.iter();
        let asked = asked.filter(|condition| condition.level == ConditionLevel::System);
        let mut changes = Vec::new();
        let fields = asked.map(|condition| {
            let answer = profile.system_condition(from, &condition.id);
            if answer != profile.system_condition(to, &condition.id) {
                let statement = self.lang.of(&condition.statement);
                let answer = tri_name(answer, self.lang);
                changes.push(self.fill("plain.label_value", &[("label", statement), ("value", answer)]));
            }
            (format!("conditions.{}", condition.id), json!(answer))
        });
        let fields = fields.collect();
        if changes.is_empty() {
            self.tell("describe.copy_same");
            return Ok(());
        }
        let (before, question) = (
            profile.clone(),
            self.fill("describe.copy_question", &[("name", &from.name)]),
        );
        self.tell("plain.copy_changes");
        self.say_all(&changes);
        if !self.confirm(&question)? {
            self.tell("plain.nothing_done");
            return Ok(());
        }
        let uid = to.uid.clone();
        if self.save(Request::SetSystem { uid, fields }) {
            self.say_movement(&before);
        }
        Ok(())
    }

    /// The questions about one system, by its place in the list.
    pub(super) fn system(&mut self, at: usize, begin: Begin) -> Flow<()> {
        let Some(uid) = self.system_at(at).map(|system| system.uid) else {
            return Ok(());
        };
        self.form(
            "plain.system_title",
            &|d| {
                let book = d.book.as_ref();
                let system = book.and_then(|book| {
                    let mut systems = book.assessment.profile.systems.iter();
                    systems.find(|system| system.uid == uid)
                });
                match (book, system) {
                    (Some(book), Some(system)) => questions(book, system, d.lang),
                    _ => Vec::new(),
                }
            },
            &mut |d, id, entry| {
                let before = d.book.as_ref().map(|book| book.assessment.profile.clone());
                let request = Request::SetSystem {
                    uid: uid.clone(),
                    fields: vec![(id.to_owned(), value(id, entry))],
                };
                let saved = d.save(request);
                if let (true, Some(before)) = (saved, before) {
                    d.say_movement(&before);
                }
                Ok(saved)
            },
            begin,
        )
    }
}

/// An answer to a condition in words.
fn tri_name(answer: Tri, lang: Lang) -> &'static str {
    tr(
        lang,
        match answer {
            Tri::Yes => "describe.yes",
            Tri::No => "describe.no",
            Tri::Unasked => "describe.unknown",
        },
    )
}

fn questions(book: &Book, system: &System, lang: Lang) -> Vec<Question> {
    let core = match system.core {
        Some(true) => Tri::Yes,
        Some(false) => Tri::No,
        None => Tri::Unasked,
    };
    let help = |id| vec![tr(lang, id).to_owned()];
    let text = |id: &str, label, now: &str, reads, about| {
        Question::text(id, tr(lang, label), now, reads).about(help(about))
    };
    let mut questions = vec![
        text(
            "name",
            "describe.system_name",
            &system.name,
            Reads::Needed,
            "describe.system_name_help",
        ),
        tri_question("core", tr(lang, "describe.core_question"), core, lang)
            .about(help("describe.core_help")),
        text(
            "core_reason",
            "describe.core_reason",
            &system.core_reason,
            Reads::Line,
            "describe.core_basis_help",
        ),
        text(
            "core_confirmed_by",
            "describe.core_by",
            &system.core_confirmed_by,
            Reads::Line,
            "describe.core_basis_help",
        ),
        text(
            "core_confirmed_on",
            "describe.core_on",
            &system.core_confirmed_on,
            any_day(),
            "describe.core_basis_help",
        ),
        text(
            "shared",
            "describe.shared",
            &system.shared,
            Reads::Line,
            "describe.shared_help",
        ),
        text(
            "vendor",
            "describe.vendor",
            &system.vendor,
            Reads::Line,
            "describe.vendor_help",
        ),
    ];
    let at = questions.len();
    let asked = book.pack.conditions.iter();
    for condition in asked.filter(|condition| condition.level == ConditionLevel::System) {
        let answer = book.assessment.profile.system_condition(system, &condition.id);
        let about = about_condition(book, condition, Some(&system.uid), lang);
        let id = format!("conditions.{}", condition.id);
        questions.push(tri_question(id, lang.of(&condition.question), answer, lang).about(about));
        if takes_out(&book.pack, &condition.id, answer) {
            let path = format!("grounds.{}", condition.id);
            questions.extend(ground_questions(&path, system.grounds.get(&condition.id), lang));
        }
    }
    if let Some(first) = questions.get_mut(at) {
        first.section = Some(tr(lang, "describe.section_system_conditions").to_owned());
    }
    questions
}

fn value(id: &str, entry: &Entry) -> Value {
    match (id, entry) {
        ("core", Entry::Choice(at)) => json!(match TRIS.get(*at) {
            Some(Tri::Yes) => Some(true),
            Some(Tri::No) => Some(false),
            _ => None,
        }),
        (_, Entry::Choice(at)) => json!(TRIS.get(*at)),
        (_, Entry::Text(text)) => json!(text),
        (_, Entry::Many(_)) => Value::Null,
    }
}
