//! What if: which checks would enter, leave or change their level if something were otherwise, and
//! why. Nothing is changed by asking.

use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use crate::lang::{
    MovedLine, class_result_name, common_reason, is_same_reason, moved_lines, movement_words, supposed_words,
    target_name, tr,
};
use crate::model::classify::ClassResult;
use crate::model::movement::Movement;
use crate::model::pack::Pack;
use crate::model::profile::{Profile, System};
use crate::model::scope::{Check, scope};
use crate::model::supposing::{Supposed, supposable, supposed};

impl Dialogue<'_> {
    /// What can be supposed of the firm, or of the system with this uid.
    pub(super) fn what_if(&mut self, system: Option<&str>) -> Flow<()> {
        let mut said = false;
        self.each_time(|d| {
            let all = d.supposable(system);
            if all.is_empty() {
                d.tell("start.if_none");
                return Ok(false);
            }
            let rows = all.iter().map(|one| d.supposed_row(one)).collect();
            let menu = Menu::new(d.tr("plain.what_if_title"))
                .rows(rows)
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.what_if_help")])
                .brief(std::mem::replace(&mut said, true));
            match d.choose_here(&menu)? {
                Choice::Row(at) => match all.get(at) {
                    Some(one) => d.say_supposed(one),
                    None => d.tell("plain.not_a_choice"),
                },
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn supposable(&self, system: Option<&str>) -> Vec<Supposed> {
        let Some(book) = &self.book else {
            return Vec::new();
        };
        let profile = &book.assessment.profile;
        let named = |uid: &str| profile.systems.iter().find(|system| system.uid == uid);
        let system: Option<&System> = match system {
            None => None,
            // A system that is gone leaves nothing to suppose, rather than what is asked of the firm.
            Some(uid) => match named(uid) {
                None => return Vec::new(),
                found => found,
            },
        };
        supposable(&book.pack, profile, &book.scope.classification, system)
    }

    /// What is supposed, with how many checks it would move.
    fn supposed_row(&self, one: &Supposed) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let before = &book.assessment.profile;
        let after = supposed(before, one);
        let moved = Movement::between(&book.pack, &book.assessment, before, &after);
        let counts: Vec<String> = [
            ("plain.entering", &moved.entering),
            ("plain.leaving", &moved.leaving),
            ("plain.changing", &moved.changed),
        ]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(id, list)| self.fill(id, &[("count", &list.len().to_string())]))
        .collect();
        let counts = match counts.is_empty() {
            true => self.tr("start.if_nothing"),
            false => counts.join(tr(self.lang, "model.list_comma")),
        };
        let words = supposed_words(one, &book.pack, self.lang);
        self.fill("plain.label_value", &[("label", &words), ("value", &counts)])
    }

    /// Says what would come of it, clause by clause, each with its reason.
    fn say_supposed(&mut self, one: &Supposed) {
        let Some(book) = &self.book else {
            return;
        };
        let before = &book.assessment.profile;
        let after = supposed(before, one);
        let then = scope(&book.pack, &after);
        let now = book.scope.classification.class;
        let class = |class| class_result_name(&book.pack, class, self.lang);
        let mut lines = vec![supposed_words(one, &book.pack, self.lang)];
        if then.classification.class != now {
            let (from, to) = (class(now), class(then.classification.class));
            lines.push(self.fill("plain.class_would_be", &[("from", &from), ("to", &to)]));
        }
        if now == ClassResult::Undetermined {
            lines.push(self.tr("start.if_undetermined"));
        }
        let moved = Movement::between(&book.pack, &book.assessment, before, &after);
        let counted = movement_words(&moved, self.lang);
        if counted.is_empty() {
            lines.push(self.tr("matrix.nothing_moves"));
        }
        lines.extend(counted);
        for line in moved_lines(&moved, &book.pack, &after, self.lang) {
            match line {
                MovedLine::Chapter(words) => lines.push(words),
                MovedLine::Clause {
                    words,
                    clause,
                    targets,
                    ..
                } => {
                    let checks = targets.iter().filter_map(|target| then.check(clause, target));
                    lines.push(words);
                    lines.extend(self.reasons(&book.pack, &after, checks));
                }
            }
        }
        lines.push(self.tr("plain.what_if_unchanged"));
        self.say_all(&lines);
    }

    /// Why checks of one clause have their level, once for those that have it for the same reason.
    fn reasons<'a>(
        &self,
        pack: &Pack,
        profile: &Profile,
        checks: impl Iterator<Item = &'a Check>,
    ) -> Vec<String> {
        let mut groups: Vec<Vec<&Check>> = Vec::new();
        for check in checks {
            let same = |group: &&mut Vec<&Check>| group.iter().all(|one| is_same_reason(one, check));
            match groups.iter_mut().find(same) {
                Some(group) => group.push(check),
                None => groups.push(vec![check]),
            }
        }
        let several = groups.len() > 1;
        let words = |group: &Vec<&Check>| {
            let reason = common_reason(pack, group, self.lang);
            let names = group.iter().filter_map(|check| check.target.as_ref());
            let names: Vec<&str> = names
                .map(|target| target_name(profile, target, self.lang))
                .collect();
            let names = names.join(tr(self.lang, "model.list_comma"));
            match several {
                true => self.fill("plain.because_of", &[("targets", &names), ("reason", &reason)]),
                false => self.fill("plain.because", &[("reason", &reason)]),
            }
        };
        groups.iter().map(words).collect()
    }
}
