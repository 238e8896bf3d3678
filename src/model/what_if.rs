//! What an answer to a condition would do to the scope, before or after it is given.

use super::classify::classify;
use super::pack::{ClauseId, Level, Pack};
use super::profile::{Profile, System, Tri};
use super::scope::{Check, scope_under};

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
pub fn consequences(pack: &Pack, profile: &Profile, condition: &str, system: Option<&str>) -> Consequences {
    let class = classify(pack, profile).class.effective();
    let mut described = profile.clone();
    if described.systems.is_empty() {
        described.systems.push(stand_in(pack));
    }
    let under = |answer| scope_under(pack, &with_answer(&described, condition, system, answer), class);
    let open = under(Tri::Unasked);
    Consequences {
        of_yes: taken_out(&open, &under(Tri::Yes)),
        of_no: taken_out(&open, &under(Tri::No)),
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

    #[test]
    fn an_exemption_takes_out_by_a_yes_and_only_its_part() {
        let pack = pack();
        let found = consequences(&pack, &profile(&pack), "source_code_exempt", Some("1"));
        assert_eq!(shown(&found.of_yes), ["12.2a"]);
        assert!(found.of_no.is_empty());
    }
}
