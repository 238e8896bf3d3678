//! What an answer to a condition would do to the scope, before or after it is given.

use std::collections::BTreeSet;

use super::classify::classify;
use super::pack::{Clause, ClauseId, Level, Pack};
use super::profile::{Profile, System, Tri};
use super::scope::{Check, checks_under};

/// A clause, or a part of one, that an answer takes out of scope for at least one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// The clause.
    pub clause: ClauseId,
    /// The part, where the rest of the clause stays.
    pub part: Option<String>,
}

/// What each answer takes out, compared with the condition left unconfirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consequences {
    /// By a yes (an exemption).
    pub of_yes: Vec<TakenOut>,
    /// By a no.
    pub of_no: Vec<TakenOut>,
}

/// What the answers to a condition would do, everything else as in `profile`. `system` is the uid
/// of the system the condition is asked for; none for a condition of the whole firm. The firm is
/// described before its systems are recorded: until then one stand-in system shows what would go.
///
/// Asked at every frame in which the condition is explained, so only the clauses that name it are
/// looked at, and of systems that are alike for these, one.
pub fn consequences(pack: &Pack, profile: &Profile, condition: &str, system: Option<&str>) -> Consequences {
    let class = classify(pack, profile).class.effective();
    let concerned: Vec<&Clause> = pack
        .clauses()
        .filter(|clause| conditions_of(clause).any(|id| id == condition))
        .collect();
    let mut described = without_likes(profile, &concerned, system);
    if described.systems.is_empty() {
        described.systems.push(stand_in(pack));
    }
    let under = |answer| {
        let profile = with_answer(&described, condition, system, answer);
        checks_under(pack, concerned.iter().copied(), &profile, class)
    };
    let open = under(Tri::Unasked);
    Consequences {
        of_yes: taken_out(&open, &under(Tri::Yes)),
        of_no: taken_out(&open, &under(Tri::No)),
    }
}

/// The clauses that depend on a condition, whole or with a part, in order.
pub fn clauses_naming<'a>(pack: &'a Pack, condition: &'a str) -> impl Iterator<Item = ClauseId> + 'a {
    let naming = move |clause: &&Clause| conditions_of(clause).any(|id| id == condition);
    pack.clauses().filter(naming).map(|clause| clause.id)
}

/// The ids of the conditions that a clause and its parts name.
pub(super) fn conditions_of(clause: &Clause) -> impl Iterator<Item = &str> {
    let of_parts = clause.parts.iter().flat_map(|part| &part.conditions);
    let all = clause.conditions.iter().chain(of_parts);
    all.map(|condition| condition.id.as_str())
}

/// The profile with one of each kind of system: those that are core or not alike and give the same
/// answers to the conditions of `clauses`. The system that is asked about stays.
fn without_likes(profile: &Profile, clauses: &[&Clause], asked: Option<&str>) -> Profile {
    let conditions: BTreeSet<&str> = clauses.iter().flat_map(|clause| conditions_of(clause)).collect();
    let mut seen = BTreeSet::new();
    let kinds = profile.systems.iter().filter(|system| {
        let answers: Vec<Option<&Tri>> = conditions.iter().map(|id| system.conditions.get(*id)).collect();
        let is_asked = asked == Some(system.uid.as_str());
        seen.insert((is_asked, system.core, answers))
    });
    Profile {
        systems: kinds.cloned().collect(),
        ..profile.without_systems()
    }
}

/// A system of which nothing is known.
fn stand_in(pack: &Pack) -> System {
    System {
        id: "stand-in".to_owned(),
        conditions: pack
            .conditions
            .iter()
            .map(|condition| (condition.id.clone(), Tri::Unasked))
            .collect(),
        ..System::default()
    }
}

fn with_answer(profile: &Profile, condition: &str, system: Option<&str>, answer: Tri) -> Profile {
    let mut profile = profile.clone();
    let conditions = match system {
        None => Some(&mut profile.conditions),
        Some(uid) => profile
            .systems
            .iter_mut()
            .find(|known| known.uid == uid)
            .map(|known| &mut known.conditions),
    };
    if let Some(conditions) = conditions {
        conditions.insert(condition.to_owned(), answer);
    }
    profile
}

/// Clauses and parts that are in scope in `before` and not in `after`, each once; both of the same
/// pack and systems.
pub fn taken_out(before: &[Check], after: &[Check]) -> Vec<TakenOut> {
    let mut out: Vec<TakenOut> = Vec::new();
    let mut add = |clause, part| {
        let taken = TakenOut { clause, part };
        if !out.contains(&taken) {
            out.push(taken);
        }
    };
    for (was, is) in before.iter().zip(after).filter(|(was, _)| was.in_scope()) {
        if !is.in_scope() {
            add(was.clause, None);
            continue;
        }
        let gone = was
            .parts
            .iter()
            .zip(&is.parts)
            .filter(|(was, is)| was.level != Level::None && is.level == Level::None);
        gone.for_each(|(part, _)| add(was.clause, Some(part.id.clone())));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Pack {
        crate::pack::builtin().unwrap()
    }

    fn shown(taken: &[TakenOut]) -> Vec<String> {
        taken
            .iter()
            .map(|taken| format!("{}{}", taken.clause, taken.part.as_deref().unwrap_or("")))
            .collect()
    }

    fn profile(pack: &Pack) -> Profile {
        let mut profile = Profile::unasked(pack);
        profile.systems.push(System {
            uid: "1".to_owned(),
            id: "s1".to_owned(),
            core: Some(true),
            ..stand_in(pack)
        });
        profile
    }

    #[test]
    fn a_no_to_internet_ordering_takes_its_clauses_out() {
        let pack = pack();
        let found = consequences(&pack, &profile(&pack), "internet_ordering", None);
        assert_eq!(shown(&found.of_no), ["4.8", "19.4", "19.6", "19.7"]);
        assert!(found.of_yes.is_empty());
    }

    #[test]
    fn before_any_system_is_recorded_the_clauses_of_systems_are_named_too() {
        let pack = pack();
        let found = consequences(&pack, &Profile::unasked(&pack), "internet_ordering", None);
        assert_eq!(shown(&found.of_no), ["4.8", "19.4", "19.6", "19.7"]);
    }

    /// What an answer takes out, found by going through every clause for every system.
    fn consequences_the_long_way(
        pack: &Pack,
        profile: &Profile,
        condition: &str,
        system: Option<&str>,
    ) -> Consequences {
        let class = classify(pack, profile).class.effective();
        let under = |answer| {
            let profile = with_answer(profile, condition, system, answer);
            crate::model::scope::scope_under(pack, &profile, class)
        };
        let open = under(Tri::Unasked);
        Consequences {
            of_yes: taken_out(&open, &under(Tri::Yes)),
            of_no: taken_out(&open, &under(Tri::No)),
        }
    }

    #[test]
    fn many_systems_have_the_same_consequences_whether_all_or_their_kinds_are_looked_at() {
        let pack = pack();
        let mut profile = Profile::unasked(&pack);
        let answers = [Tri::Yes, Tri::No, Tri::Unasked];
        for number in 0..12usize {
            let mut system = stand_in(&pack);
            system.uid = number.to_string();
            system.id = format!("s{number}");
            system.core = [Some(true), Some(false), None].get(number % 3).copied().flatten();
            for (answer, at) in system.conditions.values_mut().zip(number / 6..) {
                *answer = answers[at % 3];
            }
            profile.systems.push(system);
        }
        for condition in &pack.conditions {
            for system in [None, Some("4"), Some("11")] {
                assert_eq!(
                    consequences(&pack, &profile, &condition.id, system),
                    consequences_the_long_way(&pack, &profile, &condition.id, system),
                    "{} {system:?}",
                    condition.id
                );
            }
        }
    }

    #[test]
    fn an_exemption_takes_out_by_a_yes_and_only_its_part() {
        let pack = pack();
        let found = consequences(&pack, &profile(&pack), "source_code_exempt", Some("1"));
        assert_eq!(shown(&found.of_yes), ["12.2a"]);
        assert!(found.of_no.is_empty());
    }
}
