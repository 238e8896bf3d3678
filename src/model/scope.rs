//! Scope: for each clause × target the level that applies, with the reason as data.

mod places;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::classify::{ClassResult, ClassificationResult, classify};
use super::pack::{
    Class, Clause, ClauseId, ConditionLevel, ConditionUse, Effect, Level, Obligation, Pack, Subject,
};
use super::profile::{Profile, System, Tri};
use super::profile_file::ORGANISATION_TARGET;
use places::Places;

/// What a check is answered for (檢核標的).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Target {
    /// The organisation.
    Organisation,
    /// One system, by id.
    System(String),
}

impl Target {
    /// The id used in JSON and on the command line.
    pub fn id(&self) -> &str {
        match self {
            Target::Organisation => ORGANISATION_TARGET,
            Target::System(id) => id,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl From<String> for Target {
    fn from(id: String) -> Self {
        if id == ORGANISATION_TARGET {
            Target::Organisation
        } else {
            Target::System(id)
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.id().to_owned()
    }
}

/// Why a check has its level; a check carries one or more, in the order they were applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The obligation cell for this class and kind of system.
    Cell {
        /// The class whose row was read.
        class: Class,
        /// Core or non-core; none for organisation clauses.
        core: Option<bool>,
        /// The level found there.
        level: Level,
    },
    /// The clause permits or explains, and asks nothing of anyone.
    NoDuty,
    /// No system has been recorded.
    NoSystem,
    /// Binds because the condition holds.
    ConditionHolds(String),
    /// Does not bind because the condition does not hold.
    ConditionFails(String),
    /// Does not bind because the condition exempts it.
    Exempted(String),
    /// Keeps its level, with own rules allowed.
    Relaxed(String),
    /// Stays in scope because nobody has confirmed the condition (條件待確認).
    Unconfirmed(String),
    /// Acted on when the event happens; the event never switches it off.
    Event(String),
    /// None of the parts applies here.
    NoPartApplies,
    /// Nobody has decided whether the system is core; treated as core.
    CoreUndecided,
}

/// A part of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartScope {
    /// Part id.
    pub id: String,
    /// Its level here.
    pub level: Level,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One check (檢核項目): a clause for one target, with its level and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The clause.
    pub clause: ClauseId,
    /// The target; none for a system clause without systems.
    pub target: Option<Target>,
    /// Strongest applicable level.
    pub level: Level,
    /// The parts, where the clause has them.
    pub parts: Vec<PartScope>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The level would differ under the other class or once somebody has decided whether the
    /// system is core.
    pub provisional: bool,
}

impl Check {
    /// Conditions that nobody has confirmed and on which this check depends.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &str> {
        let of_parts = self.parts.iter().flat_map(|part| &part.reasons);
        self.reasons
            .iter()
            .chain(of_parts)
            .filter_map(|reason| match reason {
                Reason::Unconfirmed(id) => Some(id.as_str()),
                _ => None,
            })
    }

    /// Whether the check is answered at all.
    pub fn in_scope(&self) -> bool {
        self.level != Level::None
    }
}

/// The scope of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The classification it rests on.
    pub classification: ClassificationResult,
    /// Every clause × target, in clause order, then system order.
    pub checks: Vec<Check>,
    /// Where they stand.
    places: Places,
}

/// Computes the scope of a profile.
pub fn scope(pack: &Pack, profile: &Profile) -> Scope {
    let classification = classify(pack, profile);
    let class = classification.class.effective();
    let open = classification.class == ClassResult::Undetermined;
    let mut checks = scope_under(pack, profile, class);
    mark_provisional(&mut checks, &undecided_alternatives(pack, profile, class, open));
    let places = Places::new(&checks);
    Scope {
        classification,
        checks,
        places,
    }
}

/// The checks of a profile if its class were `class`, for what-if comparisons.
pub fn scope_under(pack: &Pack, profile: &Profile, class: Class) -> Vec<Check> {
    checks_under(pack, pack.clauses(), profile, class)
}

/// The checks of some clauses if the class were `class`.
pub(super) fn checks_under<'a>(
    pack: &Pack,
    clauses: impl Iterator<Item = &'a Clause>,
    profile: &Profile,
    class: Class,
) -> Vec<Check> {
    let mut checks = Vec::new();
    for clause in clauses {
        match clause.subject {
            Subject::Organisation => {
                let view = View {
                    pack,
                    profile,
                    class,
                    system: None,
                };
                checks.push(view.check(clause, Target::Organisation));
            }
            Subject::System if profile.systems.is_empty() => checks.push(without_system(clause)),
            Subject::System => checks.extend(profile.systems.iter().map(|system| {
                let view = View {
                    pack,
                    profile,
                    class,
                    system: Some(system),
                };
                view.check(clause, Target::System(system.id.clone()))
            })),
        }
    }
    checks
}

/// The scopes that would come about under the other readings of what is undecided, alone and
/// together.
fn undecided_alternatives(pack: &Pack, profile: &Profile, class: Class, class_open: bool) -> Vec<Vec<Check>> {
    let mut classes = vec![class];
    if class_open {
        classes.push(class.other());
    }
    let mut profiles = vec![profile.clone()];
    if profile.systems.iter().any(|system| system.core.is_none()) {
        let mut noncore = profile.clone();
        noncore
            .systems
            .iter_mut()
            .for_each(|system| system.core = system.core.or(Some(false)));
        profiles.push(noncore);
    }
    let readings = classes
        .iter()
        .flat_map(|class| profiles.iter().map(|profile| (*class, profile)));
    readings
        .skip(1)
        .map(|(class, profile)| scope_under(pack, profile, class))
        .collect()
}

fn mark_provisional(checks: &mut [Check], alternatives: &[Vec<Check>]) {
    let levels = |check: &Check| {
        let parts: Vec<Level> = check.parts.iter().map(|part| part.level).collect();
        (check.level, parts)
    };
    for alternative in alternatives {
        for (check, other) in checks.iter_mut().zip(alternative) {
            check.provisional |= levels(check) != levels(other);
        }
    }
}

fn without_system(clause: &Clause) -> Check {
    let part = |id: &String| PartScope {
        id: id.clone(),
        level: Level::None,
        reasons: vec![Reason::NoSystem],
    };
    Check {
        clause: clause.id,
        target: None,
        level: Level::None,
        parts: clause.parts.iter().map(|p| part(&p.id)).collect(),
        reasons: vec![Reason::NoSystem],
        provisional: false,
    }
}

/// An unasked condition never takes anything out, so what does not bind does not depend on it:
/// there is nothing to confirm.
fn drop_idle(reasons: &mut Vec<Reason>, level: Level) {
    if level == Level::None {
        reasons.retain(|reason| !matches!(reason, Reason::Unconfirmed(_)));
    }
}

/// One target as the rules of scope see it.
struct View<'a> {
    pack: &'a Pack,
    profile: &'a Profile,
    class: Class,
    /// None for the organisation.
    system: Option<&'a System>,
}

impl View<'_> {
    fn check(&self, clause: &Clause, target: Target) -> Check {
        let mut reasons = Vec::new();
        let cell = self.cell(&clause.obligation, &mut reasons);
        let applies = self.conditions_allow(&clause.conditions, &mut reasons);
        let parts: Vec<PartScope> = clause
            .parts
            .iter()
            .map(|part| {
                let mut reasons = Vec::new();
                let level = self.cell(&part.obligation, &mut reasons);
                let allowed = self.conditions_allow(&part.conditions, &mut reasons);
                let level = if applies && allowed { level } else { Level::None };
                drop_idle(&mut reasons, level);
                PartScope {
                    id: part.id.clone(),
                    level,
                    reasons,
                }
            })
            .collect();
        let level = match parts.iter().map(|part| part.level).max() {
            _ if !applies => Level::None,
            Some(strongest) => strongest,
            None => cell,
        };
        if applies && level == Level::None && cell != Level::None {
            reasons.push(Reason::NoPartApplies);
        }
        drop_idle(&mut reasons, level);
        Check {
            clause: clause.id,
            target: Some(target),
            level,
            parts,
            reasons,
            provisional: false,
        }
    }

    fn cell(&self, obligation: &Obligation, reasons: &mut Vec<Reason>) -> Level {
        if obligation.cells().iter().all(|level| *level == Level::None) {
            reasons.push(Reason::NoDuty);
            return Level::None;
        }
        let core = self.system.map(System::counts_as_core);
        let level = obligation.cell(self.class, core.unwrap_or(true));
        reasons.push(Reason::Cell {
            class: self.class,
            core,
            level,
        });
        if self.system.is_some_and(|system| system.core.is_none()) {
            reasons.push(Reason::CoreUndecided);
        }
        level
    }

    /// Applies conditions; false where one of them takes the clause or part out.
    fn conditions_allow(&self, conditions: &[ConditionUse], reasons: &mut Vec<Reason>) -> bool {
        let mut allowed = true;
        for condition in conditions {
            let id = condition.id.clone();
            let (reason, allows) = match (condition.effect, self.answer(&id)) {
                (Effect::Trigger, _) => (Reason::Event(id), true),
                (Effect::OnlyIf, Tri::Yes) => (Reason::ConditionHolds(id), true),
                (Effect::OnlyIf, Tri::No) => (Reason::ConditionFails(id), false),
                (Effect::ExemptIf, Tri::Yes) => (Reason::Exempted(id), false),
                (Effect::RelaxIf, Tri::Yes) => (Reason::Relaxed(id), true),
                (Effect::OnlyIf | Effect::ExemptIf, Tri::Unasked) => (Reason::Unconfirmed(id), true),
                (Effect::ExemptIf | Effect::RelaxIf, _) => continue,
            };
            reasons.push(reason);
            allowed &= allows;
        }
        allowed
    }

    fn answer(&self, id: &str) -> Tri {
        let Some(condition) = self.pack.condition(id) else {
            return Tri::Unasked;
        };
        match (self.system, condition.level) {
            (Some(system), ConditionLevel::System) => self.profile.system_condition(system, id),
            _ => self.profile.organisation_condition(condition),
        }
    }
}
