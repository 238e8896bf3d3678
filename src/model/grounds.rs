//! Grounds: an answer that takes clauses out of scope says what it rests on. What is missing is
//! named; it changes no level.

use std::collections::BTreeSet;

use super::clause::{ConditionUse, Effect};
use super::pack::{ConditionLevel, Pack};
use super::profile::{Ground, Profile, Tri};

/// Whether an answer to a condition can take clauses or parts out of scope: a no to what a clause
/// asks for, a yes to what exempts it.
pub fn takes_out(pack: &Pack, condition: &str, answer: Tri) -> bool {
    let by = match answer {
        Tri::No => Effect::OnlyIf,
        Tri::Yes => Effect::ExemptIf,
        Tri::Unasked => return false,
    };
    let says = |used: &ConditionUse| used.id == condition && used.effect == by;
    pack.clauses().any(|clause| {
        clause.conditions.iter().any(says) || clause.parts.iter().any(|part| part.conditions.iter().any(says))
    })
}

/// Whether a ground says the fact it rests on and who confirmed it.
pub fn is_complete(ground: Option<&Ground>) -> bool {
    ground.is_some_and(|ground| !ground.fact.trim().is_empty() && !ground.confirmed_by.trim().is_empty())
}

/// An answer that takes clauses out, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounded<'a> {
    /// Id of the condition.
    pub condition: &'a str,
    /// Id of the system it was answered for; none for the firm.
    pub system: Option<&'a str>,
    /// The answer.
    pub answer: Tri,
    /// What it rests on, as far as it was said.
    pub ground: Option<&'a Ground>,
}

/// Every answer that can take clauses out, the firm's first, then by system. A system condition that
/// was not answered for a system itself stands with the firm.
pub fn grounded<'a>(pack: &'a Pack, profile: &'a Profile) -> Vec<Grounded<'a>> {
    let mut out = Vec::new();
    for condition in &pack.conditions {
        let given = match condition.level {
            ConditionLevel::Organisation => {
                Some(profile.conditions.get(&condition.id).copied().unwrap_or(Tri::No))
            }
            ConditionLevel::System => profile.conditions.get(&condition.id).copied(),
            ConditionLevel::Event => None,
        };
        if let Some(answer) = given.filter(|answer| takes_out(pack, &condition.id, *answer)) {
            out.push(Grounded {
                condition: &condition.id,
                system: None,
                answer,
                ground: profile.grounds.get(&condition.id),
            });
        }
    }
    let takes: Vec<(&str, bool, bool)> = pack
        .conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::System)
        .map(|condition| {
            let id = condition.id.as_str();
            (id, takes_out(pack, id, Tri::Yes), takes_out(pack, id, Tri::No))
        })
        .collect();
    for system in &profile.systems {
        for (id, yes, no) in &takes {
            let answer = profile.system_condition(system, id);
            let counts = match answer {
                Tri::Yes => *yes,
                Tri::No => *no,
                Tri::Unasked => false,
            };
            // What the firm said for every system has its ground there.
            let own = system.conditions.contains_key(*id) || !profile.conditions.contains_key(*id);
            if counts && own {
                out.push(Grounded {
                    condition: id,
                    system: Some(&system.id),
                    answer,
                    ground: system.grounds.get(*id),
                });
            }
        }
    }
    out
}

/// Everything else that was said of the ground of an answer: of answers that take nothing out, and of
/// conditions that have no answer any more. In the order of [`grounded`].
pub fn further<'a>(pack: &'a Pack, profile: &'a Profile) -> Vec<Grounded<'a>> {
    let told: BTreeSet<(Option<&str>, &str)> = grounded(pack, profile)
        .into_iter()
        .map(|one| (one.system, one.condition))
        .collect();
    let of_firm = profile.grounds.iter().map(|(id, ground)| Grounded {
        condition: id,
        system: None,
        answer: profile.conditions.get(id).copied().unwrap_or(Tri::No),
        ground: Some(ground),
    });
    let of_systems = profile.systems.iter().flat_map(|system| {
        system.grounds.iter().map(|(id, ground)| Grounded {
            condition: id,
            system: Some(&system.id),
            answer: profile.system_condition(system, id),
            ground: Some(ground),
        })
    });
    of_firm
        .chain(of_systems)
        .filter(|one| !told.contains(&(one.system, one.condition)))
        .collect()
}

/// The answers that take clauses out and do not say what they rest on.
pub fn missing<'a>(pack: &'a Pack, profile: &'a Profile) -> Vec<Grounded<'a>> {
    let mut all = grounded(pack, profile);
    all.retain(|given| !is_complete(given.ground));
    all
}

/// Whether every system was found not to be core, which needs its reason (經評估無核心系統).
pub fn has_no_core(profile: &Profile) -> bool {
    !profile.systems.is_empty() && profile.systems.iter().all(|system| system.core == Some(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::System;

    #[test]
    fn a_no_that_takes_clauses_out_is_named_until_its_ground_is_said() {
        let pack = crate::pack::builtin().unwrap();
        let mut profile = Profile::unasked(&pack);
        assert!(missing(&pack, &profile).is_empty());
        profile.conditions.insert("internet_ordering".to_owned(), Tri::No);
        let named: Vec<&str> = missing(&pack, &profile)
            .iter()
            .map(|given| given.condition)
            .collect();
        assert_eq!(named, ["internet_ordering"]);
        let ground = Ground {
            fact: "未提供網際網路下單".to_owned(),
            confirmed_by: "資訊主管".to_owned(),
            ..Ground::default()
        };
        profile.grounds.insert("internet_ordering".to_owned(), ground);
        assert!(missing(&pack, &profile).is_empty());
    }

    #[test]
    fn an_exemption_needs_its_ground_for_the_system_it_was_given_for() {
        let pack = crate::pack::builtin().unwrap();
        let mut profile = Profile::unasked(&pack);
        let conditions = pack
            .conditions
            .iter()
            .filter(|condition| condition.level == ConditionLevel::System)
            .map(|condition| (condition.id.clone(), Tri::Unasked))
            .collect();
        profile.systems.push(System {
            id: "web".to_owned(),
            conditions,
            ..System::default()
        });
        let system = &mut profile.systems[0];
        system
            .conditions
            .insert("source_code_exempt".to_owned(), Tri::Yes);
        let named = missing(&pack, &profile);
        assert_eq!(named.len(), 1);
        assert_eq!(
            (named[0].condition, named[0].system),
            ("source_code_exempt", Some("web"))
        );
    }

    #[test]
    fn no_core_system_is_said_only_where_every_system_was_decided() {
        let mut profile = Profile::default();
        assert!(!has_no_core(&profile));
        let system = |core| System {
            core,
            ..System::default()
        };
        profile.systems = vec![system(Some(false)), system(None)];
        assert!(!has_no_core(&profile));
        profile.systems = vec![system(Some(false))];
        assert!(has_no_core(&profile));
    }
}
