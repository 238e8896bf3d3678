//! What changed between two assessments.

use serde_json::{Value, json};
use zicha::model::assessment::Assessment;
use zicha::model::change::{Change, Kind, Object};
use zicha::model::delta::{CheckDelta, Delta, Movement, Side, delta};
use zicha::model::pack::Pack;
use zicha::model::profile::{Profile, System, Tri};
use zicha::model::scope::{Scope, scope};

/// An assessment with its scope under a pack.
struct Year {
    pack: Pack,
    assessment: Assessment,
    scope: Scope,
}

impl Year {
    /// A firm with systems (uid, id, name) and answers (clause, target, part, state).
    fn new(systems: &[(&str, &str, &str)], answers: &[(&str, &str, Option<&str>, &str)]) -> Self {
        Self::under(zicha::pack::builtin().unwrap(), systems, answers)
    }

    fn under(
        pack: Pack,
        systems: &[(&str, &str, &str)],
        answers: &[(&str, &str, Option<&str>, &str)],
    ) -> Self {
        let mut assessment = Assessment::default();
        assessment.profile = Profile::unasked(&pack);
        for (uid, id, name) in systems {
            assessment.profile.systems.push(System {
                uid: (*uid).to_owned(),
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                core: Some(true),
                // What nobody has answered keeps its clauses in scope.
                conditions: pack
                    .conditions
                    .iter()
                    .map(|condition| (condition.id.clone(), Tri::Unasked))
                    .collect(),
                ..System::default()
            });
        }
        for (number, (clause, target, part, state)) in answers.iter().enumerate() {
            let uid = format!("a{number}");
            let change = Change {
                object: Object {
                    kind: Kind::Answer,
                    uid: uid.clone(),
                    field: None,
                },
                before: Value::Null,
                after: json!({"uid": uid, "clause": clause, "target": target, "part": part, "state": state}),
            };
            assessment.apply(&change).unwrap();
        }
        let scope = scope(&pack, &assessment.profile);
        Self {
            pack,
            assessment,
            scope,
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            pack: &self.pack,
            assessment: &self.assessment,
            scope: &self.scope,
        }
    }
}

fn compared(old: &Year, new: &Year) -> Delta {
    delta(old.side(), new.side())
}

fn check<'a>(delta: &'a Delta, clause: &str, target: &str) -> &'a CheckDelta {
    let mut found = delta
        .checks
        .iter()
        .filter(|check| check.clause.to_string() == clause && check.target.id() == target);
    let first = found
        .next()
        .unwrap_or_else(|| panic!("{clause}@{target} is not compared"));
    assert!(found.next().is_none(), "{clause}@{target} stands twice");
    first
}

const NONE: [(&str, &str, &str); 0] = [];

/// What became of 4.1 of the firm when one state followed another.
fn moved(before: &str, after: &str) -> (Movement, bool) {
    let year = |state| Year::new(&NONE, &[("4.1", "organisation", None, state)]);
    let delta = compared(&year(before), &year(after));
    let check = check(&delta, "4.1", "organisation");
    (check.movement, check.is_closed())
}

#[test]
fn what_became_of_a_check_follows_from_its_two_results() {
    for (before, after, movement, closed) in [
        ("not_met", "met", Movement::Improved, true),
        ("partial", "met", Movement::Improved, true),
        ("not_met", "partial", Movement::Improved, false),
        ("not_met", "not_applicable", Movement::Closed, true),
        ("met", "partial", Movement::Regressed, false),
        ("partial", "not_met", Movement::Regressed, false),
        ("not_applicable", "not_met", Movement::Regressed, false),
        ("met", "met", Movement::Unchanged, false),
        ("partial", "partial", Movement::Unchanged, false),
        ("met", "not_applicable", Movement::Unchanged, false),
        // Nobody had looked: the gap is new, and what is met now is better than not known.
        ("unanswered", "not_met", Movement::New, false),
        ("unable", "partial", Movement::New, false),
        ("unanswered", "met", Movement::Improved, false),
        // Not looked at again is neither better nor closed.
        ("not_met", "unanswered", Movement::Undetermined, false),
        ("partial", "unable", Movement::Undetermined, false),
        ("met", "unable", Movement::Undetermined, false),
        ("unable", "unanswered", Movement::Unchanged, false),
    ] {
        assert_eq!(moved(before, after), (movement, closed), "{before} → {after}");
    }
}

#[test]
fn systems_are_the_same_by_uid_then_by_id_then_by_name() {
    let old = Year::new(
        &[
            ("u1", "a", "甲"),
            ("u2", "b", "乙"),
            ("u3", "c", "丙"),
            ("u4", "d", "丁"),
        ],
        &[
            ("4.4", "a", None, "not_met"),
            ("4.4", "b", None, "not_met"),
            ("4.4", "c", None, "not_met"),
            ("4.4", "d", None, "not_met"),
        ],
    );
    let new = Year::new(
        // The first keeps its uid only, the second its id only, the third its name only.
        &[
            ("u1", "x", "子"),
            ("v2", "b", "丑"),
            ("v3", "z", "丙"),
            ("v9", "n", "新系統"),
        ],
        &[
            ("4.4", "x", None, "met"),
            ("4.4", "b", None, "met"),
            ("4.4", "z", None, "met"),
            ("4.4", "n", None, "not_met"),
        ],
    );
    let delta = compared(&old, &new);
    for id in ["x", "b", "z"] {
        assert_eq!(check(&delta, "4.4", id).movement, Movement::Improved, "{id}");
    }
    let fresh = check(&delta, "4.4", "n");
    assert_eq!((fresh.movement, fresh.before), (Movement::New, None));
    let gone = check(&delta, "4.4", "d");
    assert_eq!((gone.movement, gone.after), (Movement::Closed, None));
    assert_eq!(gone.system.as_deref(), Some("丁"));
}

#[test]
fn parts_are_compared_where_either_year_answered_them_on_their_own() {
    let systems = [("u1", "a", "甲")];
    let old = Year::new(&systems, &[("14.2", "a", None, "not_met")]);
    let parts: Vec<String> = old
        .scope
        .checks
        .iter()
        .filter(|check| check.clause.to_string() == "14.2" && check.in_scope())
        .flat_map(|check| check.parts.iter().map(|part| part.id.clone()))
        .collect();
    assert!(parts.len() >= 2, "14.2 has two parts in scope: {parts:?}");
    let new = Year::new(
        &systems,
        &[
            ("14.2", "a", Some(&parts[0]), "met"),
            ("14.2", "a", Some(&parts[1]), "not_met"),
        ],
    );
    let delta = compared(&old, &new);
    let of_clause: Vec<(&str, Movement)> = delta
        .checks
        .iter()
        .filter(|check| check.clause.to_string() == "14.2")
        .map(|check| (check.part.as_deref().unwrap_or_default(), check.movement))
        .collect();
    assert_eq!(
        of_clause,
        [
            (parts[0].as_str(), Movement::Improved),
            (parts[1].as_str(), Movement::Unchanged)
        ]
    );
}

#[test]
fn a_clause_whose_text_changed_is_not_compared_and_better_advice_is_no_change() {
    let answers = |state| [("4.1", "organisation", None, state), ("4.2", "a", None, state)];
    let systems = [("u1", "a", "甲")];
    let old = Year::new(&systems, &answers("met"));
    let mut pack = zicha::pack::builtin().unwrap();
    let clauses = pack.articles.iter_mut().flat_map(|article| &mut article.clauses);
    for clause in clauses {
        match clause.id.to_string().as_str() {
            "4.1" => clause.requirement.zh_tw.push_str("並留存紀錄。"),
            "4.2" => clause.gaps.clear(),
            _ => {}
        }
    }
    let new = Year::under(pack, &systems, &answers("not_met"));
    let delta = compared(&old, &new);
    assert_eq!(
        check(&delta, "4.1", "organisation").movement,
        Movement::NotComparable
    );
    assert_eq!(check(&delta, "4.2", "a").movement, Movement::Regressed);
}

#[test]
fn every_check_in_scope_of_either_year_stands_in_one_list() {
    let old = Year::new(&[("u1", "a", "甲"), ("u2", "b", "乙")], &[]);
    let new = Year::new(&[("u1", "a", "甲")], &[("4.4", "a", None, "met")]);
    let delta = compared(&old, &new);
    let counted: usize = Movement::ALL
        .into_iter()
        .map(|movement| delta.count(movement))
        .sum();
    assert_eq!(counted, delta.checks.len());
    let in_scope = |year: &Year| year.scope.checks.iter().filter(|check| check.in_scope()).count();
    assert_eq!(delta.checks.len(), in_scope(&old));
    assert!(in_scope(&new) < in_scope(&old));
    let totals: u64 = delta.chapters.iter().map(|chapter| chapter.after.total()).sum();
    assert_eq!(totals as usize, in_scope(&new));
}

#[test]
fn two_firms_are_told_apart_by_their_tax_id_else_by_their_name() {
    let year = |name: &str, tax_id: &str| {
        let mut year = Year::new(&NONE, &[]);
        year.assessment.profile.organisation.name = name.to_owned();
        year.assessment.profile.organisation.tax_id = tax_id.to_owned();
        year
    };
    for (old, new, same) in [
        (("甲投顧", ""), ("甲投顧", "12345678"), true),
        (("甲投顧", ""), ("乙投顧", ""), false),
        (("甲投顧", "12345678"), ("甲證券投資顧問", "12345678"), true),
        (("甲投顧", "12345678"), ("甲投顧", "87654321"), false),
    ] {
        let delta = compared(&year(old.0, old.1), &year(new.0, new.1));
        assert_eq!(delta.same_organisation, same, "{old:?} {new:?}");
    }
}
