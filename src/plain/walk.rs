//! The checklist: chapters, clauses, and one clause to be read.

use super::book::Book;
use super::dialogue::{Dialogue, Flow};
use super::going::{Next, place};
use super::menu::{Choice, Menu};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{
    Lang, check_reason, cite_chapter, cite_clause, level_name, method_name, miss_words, state_name,
    target_name, tr,
};
use crate::model::assessment::State;
use crate::model::pack::{Clause, ClauseId};
use crate::model::reference;
use crate::model::scope::{Check, Target};

impl Dialogue<'_> {
    /// The whole checklist.
    pub(super) fn walk(&mut self) -> Flow<()> {
        let mut said = false;
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let score = book.score();
            let rows = book.pack.chapters.iter().map(|chapter| {
                let counts = score.chapters.get(&chapter.number).cloned().unwrap_or_default();
                let title = d.lang.of(&chapter.title);
                let place = cite_chapter(chapter.number, d.lang);
                format!("{place} {title} {}/{}", counts.answered(), counts.total())
            });
            let title = match d.filter.is_empty() {
                true => d.tr("plain.walk_title"),
                false => d.fill("plain.walk_filtered", &[("count", &d.filter_count())]),
            };
            let menu = Menu::new(title)
                .rows(rows.collect())
                .act("next", d.tr("plain.next_open"))
                .act("gap", d.tr("plain.next_gap"))
                .act("unsupported", d.tr("plain.next_unsupported"))
                .act("filter", d.tr("plain.filter"))
                .about(vec![d.tr("plain.walk_help")])
                .brief(std::mem::replace(&mut said, true))
                .takes_other();
            match d.choose_here(&menu)? {
                Choice::Row(at) => d.chapter(at)?,
                Choice::Act("next") => d.go_on(Next::Unanswered)?,
                Choice::Act("gap") => d.go_on(Next::Gap)?,
                Choice::Act("unsupported") => d.go_on(Next::Unsupported)?,
                Choice::Act(_) => d.filtering()?,
                Choice::Other(typed) => d.jump(&typed)?,
            }
            Ok(true)
        })
    }

    /// Goes to a clause by its number or citation.
    fn jump(&mut self, typed: &str) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        match reference::find(&book.pack, typed) {
            Ok(id) => self.clause(id),
            Err(miss) => {
                self.say(miss_words(miss, self.lang));
                Ok(())
            }
        }
    }

    fn chapter(&mut self, at: usize) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let Some(chapter) = book.pack.chapters.get(at) else {
                return Ok(false);
            };
            let articles = book.pack.articles.iter();
            let articles = articles.filter(|article| article.chapter == chapter.number);
            let clauses: Vec<&Clause> = articles.flat_map(|article| &article.clauses).collect();
            let rows = clauses.iter().map(|clause| clause_row(book, clause, d.lang));
            let title = d.lang.of(&chapter.title).to_owned();
            let ids: Vec<ClauseId> = clauses.iter().map(|clause| clause.id).collect();
            let menu = Menu::new(title).rows(rows.collect()).takes_other();
            match d.choose_here(&menu)? {
                Choice::Row(at) => match ids.get(at) {
                    Some(id) => d.clause(*id)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Other(typed) => d.jump(&typed)?,
                Choice::Act(_) => {}
            }
            Ok(true)
        })
    }

    /// All checks of one target.
    pub(super) fn system_checks(&mut self, target: &Target) -> Flow<()> {
        self.pick_check("matrix.key_system_checks", &|_, check| {
            check.target.as_ref() == Some(target)
        })
    }

    /// Lists checks and answers the one that is chosen, until enough.
    pub(super) fn pick_check(
        &mut self,
        title: &'static str,
        wanted: &dyn Fn(&Book, &Check) -> bool,
    ) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let checks: Vec<&Check> = book.checks().filter(|check| wanted(book, check)).collect();
            let rows: Vec<String> = checks
                .iter()
                .map(|check| check_row(book, check, d.lang))
                .collect();
            let places: Vec<(ClauseId, Target)> = checks.iter().filter_map(|check| place(check)).collect();
            if rows.is_empty() {
                d.tell("plain.none_of_these");
                return Ok(false);
            }
            let menu = Menu::new(d.tr(title)).rows(rows).act("done", d.tr("plain.done"));
            match d.choose_here(&menu)? {
                Choice::Row(at) => match places.get(at) {
                    Some((clause, target)) => d.answer_check(*clause, target)?,
                    None => d.tell("plain.not_a_choice"),
                },
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    pub(super) fn say_requirement(&mut self, id: ClauseId) {
        let Some(clause) = self.book.as_ref().and_then(|book| book.pack.clause(id).cloned()) else {
            return;
        };
        self.say(format!("{id} {}", self.lang.of(&clause.title)));
        self.say(self.lang.of(&clause.requirement));
    }

    /// One clause: what it requires, its checks, and everything there is to read.
    pub(super) fn clause(&mut self, id: ClauseId) -> Flow<()> {
        self.say_requirement(id);
        self.note_left(|left| left.clause = id.to_string());
        let mut brief = false;
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let checks = book.scope.checks_of(id);
            let rows = checks.iter().map(|check| check_row(book, check, d.lang));
            let rows: Vec<String> = rows.collect();
            let places: Vec<Option<(ClauseId, Target)>> = checks.iter().map(place).collect();
            let menu = Menu::new(cite_clause(&book.pack, id, d.lang))
                .rows(rows)
                .act("explain", d.tr("tui.clause_explanation"))
                .act("procedure", d.tr("tui.clause_procedure"))
                .act("evidence", d.tr("tui.clause_evidence"))
                .act("advice", d.tr("plain.advice"))
                .act("official", d.tr("plain.official"))
                .act_if(places.len() > 1, "matrix", d.tr("matrix.key_answer_all"))
                .act("following", d.tr("plain.following_clause"))
                .about(about_clause(book, id, d.lang))
                .brief(brief)
                .takes_other();
            brief = true;
            match d.choose_here(&menu)? {
                Choice::Row(at) => match places.get(at) {
                    Some(Some((clause, target))) => d.answer_check(*clause, target)?,
                    _ => d.tell("plain.no_target"),
                },
                Choice::Act("official") => d.official(id),
                Choice::Act("matrix") => d.matrix_of(id)?,
                Choice::Act("following") => {
                    let next = d.book.as_ref().and_then(|book| {
                        book.pack
                            .clauses()
                            .map(|clause| clause.id)
                            .find(|next| *next > id)
                    });
                    match next {
                        Some(next) => d.clause(next)?,
                        None => d.tell("plain.no_more_of_these"),
                    }
                    return Ok(false);
                }
                Choice::Act(what) => {
                    let lines = d.book.as_ref().map(|book| reading(book, id, what, d.lang));
                    d.say_all(&lines.unwrap_or_default());
                }
                Choice::Other(typed) => d.jump(&typed)?,
            }
            Ok(true)
        })
    }

    fn official(&mut self, id: ClauseId) {
        let text = match self.request(Request::Source) {
            Some(Outcome::Source(Some(text))) => text.clause(id).cloned(),
            Some(_) => None,
            None => return,
        };
        match text {
            Some(text) => {
                self.say(&text.requirement);
                self.say_all(&text.explanation);
                self.say_all(&text.evidence);
            }
            None => self.tell("plain.no_official"),
        }
    }
}

/// Everything about a clause under a heading.
fn reading(book: &Book, id: ClauseId, what: &str, lang: Lang) -> Vec<String> {
    let Some(clause) = book.pack.clause(id) else {
        return Vec::new();
    };
    let of = |texts: &[crate::model::pack::Text]| {
        texts
            .iter()
            .map(|text| lang.of(text).to_owned())
            .collect::<Vec<_>>()
    };
    match what {
        "explain" => {
            let mut lines = of(&clause.explanation);
            if !clause.guidance_in_source {
                lines.insert(0, tr(lang, "tui.clause_own_advice").to_owned());
            }
            lines
        }
        "procedure" => {
            let steps = clause.procedure.iter().flat_map(|step| {
                let expect = tr(lang, "tui.clause_expect");
                [
                    format!("{}: {}", method_name(step.method, lang), lang.of(&step.step)),
                    format!("{expect}{}", lang.of(&step.expect)),
                ]
            });
            steps.collect()
        }
        "evidence" => {
            let items = clause.evidence.iter();
            items
                .map(|item| format!("{} {}", item.id, lang.pick(&item.zh_tw, &item.en)))
                .collect()
        }
        _ => {
            let mut lines = vec![tr(lang, "tui.clause_gaps").to_owned()];
            lines.extend(of(&clause.gaps));
            lines.push(tr(lang, "tui.clause_fix").to_owned());
            lines.extend(of(&clause.fix));
            lines
        }
    }
}

/// What a question mark answers at a clause: its parts, and why each check has its level.
pub(super) fn about_clause(book: &Book, id: ClauseId, lang: Lang) -> Vec<String> {
    let Some(clause) = book.pack.clause(id) else {
        return Vec::new();
    };
    let mut lines = vec![lang.of(&clause.requirement).to_owned()];
    let parts = clause.parts.iter();
    lines.extend(parts.map(|part| format!("{}: {}", lang.of(&part.label), lang.of(&part.requirement))));
    for check in book.scope.checks_of(id) {
        let target = check.target.as_ref();
        let target = target.map(|target| target_name(&book.assessment.profile, target, lang));
        let reason = check_reason(&book.pack, check, lang);
        lines.push(format!("{}: {reason}", target.unwrap_or_default()));
    }
    lines.extend(reading(book, id, "explain", lang));
    lines
}

fn clause_row(book: &Book, clause: &Clause, lang: Lang) -> String {
    let checks = book.scope.checks_of(clause.id);
    let in_scope = || checks.iter().filter(|check| check.in_scope());
    let answered = in_scope().filter(|check| book.state(check) != State::Unanswered);
    let (answered, all) = (answered.count(), in_scope().count());
    let title = lang.of(&clause.title);
    match all {
        0 => format!("{} {title} {}", clause.id, tr(lang, "matrix.not_in_scope")),
        _ => format!("{} {title} {answered}/{all}", clause.id),
    }
}

/// A check on one line: clause, target, obligation, result, evidence.
pub(super) fn check_row(book: &Book, check: &Check, lang: Lang) -> String {
    let Some(target) = &check.target else {
        return format!("{} {}", check.clause, tr(lang, "plain.no_target"));
    };
    let title = book
        .pack
        .clause(check.clause)
        .map(|clause| lang.of(&clause.title));
    let name = target_name(&book.assessment.profile, target, lang);
    let count = book.assessment.link_count(check.clause, target).to_string();
    let level = level_name(check.level, lang);
    let state = match check.in_scope() {
        true => state_name(book.state(check), lang),
        false => tr(lang, "matrix.not_in_scope"),
    };
    let evidence = crate::lang::fill(lang, "tui.answer_evidence", &[("count", &count)]);
    let title = title.unwrap_or_default();
    format!("{} {title}, {name}, {level}, {state}, {evidence}", check.clause)
}

/// The clause that is meant by what somebody typed: `4.4`, `第4條第4項`, a citation, `17`.
pub(super) fn clause_named(book: &Book, typed: &str) -> Option<ClauseId> {
    reference::find(&book.pack, typed).ok()
}
