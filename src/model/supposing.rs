//! What could be otherwise: the other class, another answer to a condition, a value for a figure
//! that nobody knows yet. Each can be supposed and compared with the scope as it is.

use super::classify::{ClassResult, ClassificationResult};
use super::decimal::Decimal;
use super::pack::{Class, ConditionLevel, FieldKind, Pack};
use super::profile::{FieldValue, Profile, System, Tri};
use super::rule::Rule;

/// One thing that could be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposed {
    /// The firm had this class.
    Class(Class),
    /// An unknown figure had this value.
    Figure {
        /// The field.
        field: String,
        /// The value.
        value: FieldValue,
    },
    /// A system were core, or not.
    Core {
        /// Uid of the system.
        system: String,
        /// Whether it were core.
        core: bool,
    },
    /// A condition had this answer.
    Condition {
        /// Its id.
        id: String,
        /// Uid of the system it is asked for; none for the whole firm.
        system: Option<String>,
        /// The answer.
        answer: Tri,
    },
}

/// Everything that can be supposed of a profile: the class, figures that could still change it,
/// conditions of the firm, and of one system what is asked of that system.
pub fn supposable(
    pack: &Pack,
    profile: &Profile,
    result: &ClassificationResult,
    system: Option<&System>,
) -> Vec<Supposed> {
    let mut out: Vec<Supposed> = [Class::Class1, Class::Class2]
        .into_iter()
        .filter(|class| ClassResult::from(*class) != result.class)
        .map(Supposed::Class)
        .collect();
    for field in &result.missing {
        let values = values_of(pack, field).into_iter();
        out.extend(values.map(|value| Supposed::Figure {
            field: field.clone(),
            value,
        }));
    }
    if let Some(system) = system {
        let cores = [true, false]
            .into_iter()
            .filter(|core| system.core != Some(*core));
        out.extend(cores.map(|core| Supposed::Core {
            system: system.uid.clone(),
            core,
        }));
    }
    for condition in &pack.conditions {
        let (now, of) = match (condition.level, system) {
            (ConditionLevel::Organisation, None) => (profile.conditions.get(&condition.id), None),
            (ConditionLevel::System, Some(system)) => {
                (system.conditions.get(&condition.id), Some(system.uid.clone()))
            }
            _ => continue,
        };
        let answers = [Tri::Yes, Tri::No]
            .into_iter()
            .filter(|answer| now != Some(answer));
        out.extend(answers.map(|answer| Supposed::Condition {
            id: condition.id.clone(),
            system: of.clone(),
            answer,
        }));
    }
    out
}

/// Values on either side of what the rules ask of a field.
fn values_of(pack: &Pack, field: &str) -> Vec<FieldValue> {
    let Some(known) = pack.profile_field(field) else {
        return Vec::new();
    };
    let number = |value: Decimal| FieldValue::Number(value);
    match known.kind {
        FieldKind::Boolean => vec![FieldValue::Flag(true), FieldValue::Flag(false)],
        FieldKind::Grade => ["1", "none"]
            .map(|grade| FieldValue::Grade(grade.to_owned()))
            .to_vec(),
        FieldKind::Percent => vec![number(Decimal::zero()), number(Decimal::from(100))],
        FieldKind::Amount => {
            let mut bounds = vec![Decimal::zero()];
            for criterion in &pack.classification.criteria {
                collect_bounds(&criterion.rule, field, &mut bounds);
            }
            bounds.sort();
            bounds.dedup();
            bounds.into_iter().map(number).collect()
        }
    }
}

fn collect_bounds(rule: &Rule, field: &str, into: &mut Vec<Decimal>) {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => {
            rules.iter().for_each(|rule| collect_bounds(rule, field, into));
        }
        Rule::Not(rule) => collect_bounds(rule, field, into),
        Rule::AtLeast(amount, bound) if amount.fields().iter().any(|read| read == field) => {
            into.push(bound.clone());
        }
        Rule::AtLeast(..) | Rule::OneOf(..) | Rule::Is(..) => {}
    }
}

/// The profile as it would be.
pub fn supposed(profile: &Profile, one: &Supposed) -> Profile {
    let mut after = profile.clone();
    match one {
        Supposed::Class(class) => after.class = Some(*class),
        Supposed::Figure { field, value } => {
            after.figures.insert(field.clone(), value.clone());
        }
        Supposed::Core { system, core } => {
            let systems = after.systems.iter_mut().filter(|known| known.uid == *system);
            systems.for_each(|known| known.core = Some(*core));
        }
        Supposed::Condition { id, system, answer } => match system {
            None => {
                after.conditions.insert(id.clone(), *answer);
            }
            Some(uid) => {
                let systems = after.systems.iter_mut().filter(|known| known.uid == *uid);
                systems.for_each(|known| {
                    known.conditions.insert(id.clone(), *answer);
                });
            }
        },
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Assessment;
    use crate::model::classify::classify;
    use crate::model::movement::Movement;

    fn adviser(pack: &Pack) -> Profile {
        let mut profile = Profile::unasked(pack);
        profile.licences = vec!["sice".to_owned()];
        profile.systems.push(System {
            uid: "u".to_owned(),
            id: "web".to_owned(),
            core: Some(true),
            ..System::default()
        });
        profile
    }

    #[test]
    fn an_unknown_figure_is_supposed_on_either_side_of_its_threshold() {
        let pack = crate::pack::builtin().unwrap();
        let profile = adviser(&pack);
        let result = classify(&pack, &profile);
        assert_eq!(result.class, ClassResult::Undetermined);
        let classes: Vec<ClassResult> = supposable(&pack, &profile, &result, None)
            .iter()
            .filter(|one| matches!(one, Supposed::Figure { .. }))
            .map(|one| classify(&pack, &supposed(&profile, one)).class)
            .collect();
        assert_eq!(classes, [ClassResult::Class2, ClassResult::Class1]);
    }

    #[test]
    fn what_is_supposed_moves_what_the_change_itself_would_move() {
        let pack = crate::pack::builtin().unwrap();
        let profile = adviser(&pack);
        let result = classify(&pack, &profile);
        let all = supposable(&pack, &profile, &result, None);
        let no = all.iter().find(
            |one| matches!(one, Supposed::Condition { id, answer: Tri::No, .. } if id == "internet_ordering"),
        );
        let after = supposed(&profile, no.unwrap());
        let moved = Movement::between(&pack, &Assessment::default(), &profile, &after);
        assert!(moved.leaving.iter().any(|one| one.clause.to_string() == "4.8"));
        assert!(moved.entering.is_empty());
    }

    #[test]
    fn of_a_system_only_its_own_questions_are_supposed() {
        let pack = crate::pack::builtin().unwrap();
        let profile = adviser(&pack);
        let result = classify(&pack, &profile);
        let all = supposable(&pack, &profile, &result, profile.systems.first());
        let of_firm = |one: &&Supposed| matches!(one, Supposed::Condition { system: None, .. });
        assert_eq!(all.iter().filter(of_firm).count(), 0);
        assert!(all.contains(&Supposed::Core {
            system: "u".to_owned(),
            core: false
        }));
        assert!(!all.contains(&Supposed::Core {
            system: "u".to_owned(),
            core: true
        }));
    }
}
