//! Findings as they follow from the answers, and what is due of their actions.
//!
//! Everything here is data without language: words for a draft are made by the engagement.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::assessment::{ActionItem, Assessment, CheckKey, CheckRef, EarlierFinding, Finding, Rating, State};
use super::pack::{ClauseId, Level};
use super::profile::Profile;
use super::scope::{Scope, Target};
use super::score::{Gap, gaps};

/// What a suggested rating rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// 應 or 宜.
    pub level: Level,
    /// Not met, or met in part.
    pub state: State,
    /// A core system is concerned.
    pub core: bool,
    /// An earlier finding named the same clause.
    pub repeated: bool,
}

impl Basis {
    /// The rating that follows: an unmet must of a core system is high, an unmet must elsewhere or
    /// a partly met one of a core system medium, the rest low; a repeated one is a step higher.
    pub fn rating(self) -> Rating {
        let once = match (self.level, self.state, self.core) {
            (Level::Must, State::NotMet, true) => Rating::High,
            (Level::Must, State::NotMet, false) | (Level::Must, _, true) => Rating::Medium,
            _ => Rating::Low,
        };
        match (once, self.repeated) {
            (Rating::Low, true) => Rating::Medium,
            (_, true) => Rating::High,
            (rating, false) => rating,
        }
    }
}

/// A finding as the answers suggest it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The check it is recorded against.
    pub check: CheckRef,
    /// Further checks of the same clause that were answered alike.
    pub also: Vec<CheckRef>,
    /// 應 (a 缺失) or 宜 (a 建議事項).
    pub level: Level,
    /// What the preparer noted: part, if a part was answered on its own, and note. Empty notes are
    /// left out.
    pub notes: Vec<(Option<String>, String)>,
    /// Parts that are gaps; empty where the whole clause is one.
    pub parts: Vec<String>,
    /// What the suggested rating rests on.
    pub basis: Basis,
    /// Uid of the earlier finding that it repeats.
    pub repeats: Option<String>,
}

/// One check that has gaps.
struct Open {
    check: CheckRef,
    level: Level,
    state: State,
    notes: Vec<(Option<String>, String)>,
    parts: Vec<String>,
}

/// A finding for every gap that has none yet, in the order of [`gaps`]. Checks of one clause with
/// the same level, result and note share a finding; a check without any note stands alone.
pub fn drafts(scope: &Scope, assessment: &Assessment) -> Vec<Drafted> {
    let covered = covered(assessment);
    let mut drafts: Vec<Drafted> = Vec::new();
    let mut of_clause: BTreeMap<ClauseId, Vec<usize>> = BTreeMap::new();
    for open in open_checks(&gaps(scope, assessment), assessment) {
        let check = (open.check.clause, open.check.target.clone());
        if covered.contains(&check) {
            continue;
        }
        let core = is_core(&assessment.profile, &open.check.target);
        let same = of_clause.entry(open.check.clause).or_default();
        let alike = same.iter().copied().find(|at| {
            let known = drafts.get(*at);
            !open.notes.is_empty() && known.is_some_and(|known| known.is_alike(&open))
        });
        match alike.and_then(|at| drafts.get_mut(at)) {
            Some(known) => {
                known.also.push(open.check);
                known.basis.core |= core;
            }
            None => {
                same.push(drafts.len());
                drafts.push(drafted(assessment, &open, core));
            }
        }
    }
    drafts
}

impl Drafted {
    /// Whether a check of the same clause was answered alike.
    fn is_alike(&self, open: &Open) -> bool {
        self.level == open.level
            && self.basis.state == open.state
            && self.parts == open.parts
            && self.notes == open.notes
    }
}

fn drafted(assessment: &Assessment, open: &Open, core: bool) -> Drafted {
    let earlier = earlier_with(assessment, &BTreeSet::from([open.check.clause]));
    Drafted {
        check: open.check.clone(),
        also: Vec::new(),
        level: open.level,
        notes: open.notes.clone(),
        parts: open.parts.clone(),
        basis: Basis {
            level: open.level,
            state: open.state,
            core,
            repeated: earlier.is_some(),
        },
        repeats: earlier.map(|earlier| earlier.uid.clone()),
    }
}

/// The checks that have gaps, each once, in the order of its first gap.
fn open_checks(gaps: &[Gap], assessment: &Assessment) -> Vec<Open> {
    let mut places: BTreeMap<(ClauseId, &Target), usize> = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    for gap in gaps {
        let at = *places
            .entry((gap.key.clause, &gap.key.target))
            .or_insert(open.len());
        if at == open.len() {
            open.push(Open {
                check: CheckRef {
                    clause: gap.key.clause,
                    target: gap.key.target.clone(),
                },
                level: gap.level,
                state: gap.state,
                notes: Vec::new(),
                parts: Vec::new(),
            });
        }
        let Some(found) = open.get_mut(at) else { continue };
        found.level = found.level.max(gap.level);
        if gap.state.severity() > found.state.severity() {
            found.state = gap.state;
        }
        found.parts.extend(gap.key.part.clone());
        let note = noted(assessment, &gap.key);
        if !note.is_empty() && !found.notes.iter().any(|(_, known)| *known == note) {
            found.notes.push((gap.key.part.clone(), note));
        }
    }
    open
}

/// The note on a gap: its part's, else that of the whole clause.
fn noted(assessment: &Assessment, key: &CheckKey) -> String {
    let whole = CheckKey {
        part: None,
        ..key.clone()
    };
    let note = |key: &CheckKey| {
        let answer = assessment.answer(key)?;
        Some(answer.note.trim().to_owned()).filter(|note| !note.is_empty())
    };
    note(key).or_else(|| note(&whole)).unwrap_or_default()
}

/// The checks that some finding covers.
pub fn covered(assessment: &Assessment) -> BTreeSet<(ClauseId, Target)> {
    let findings = assessment.findings.values();
    findings
        .flat_map(|finding| finding.checks().map(|(clause, target)| (clause, target.clone())))
        .collect()
}

fn is_core(profile: &Profile, target: &Target) -> bool {
    match target {
        Target::Organisation => false,
        Target::System(id) => profile.system(id).is_some_and(|system| system.core == Some(true)),
    }
}

/// 應 or 宜 for every check of the scope that counts.
pub type Levels = BTreeMap<(ClauseId, Target), Level>;

/// The obligations that findings are called by: a check's gaps decide, where it has none the check
/// itself.
pub fn levels(scope: &Scope, assessment: &Assessment) -> Levels {
    let mut levels = Levels::new();
    for check in scope.checks.iter().filter(|check| check.in_scope()) {
        if let Some(target) = &check.target {
            levels.insert((check.clause, target.clone()), check.level);
        }
    }
    let mut of_gaps = Levels::new();
    for gap in gaps(scope, assessment) {
        let level = of_gaps
            .entry((gap.key.clause, gap.key.target))
            .or_insert(gap.level);
        *level = (*level).max(gap.level);
    }
    levels.extend(of_gaps);
    levels
}

/// Whether a finding is a 缺失 (must) or a 建議事項 (should): the strongest of its checks. None where
/// none of them is in scope any more.
pub fn level_of(levels: &Levels, finding: &Finding) -> Level {
    let of_checks = finding
        .checks()
        .filter_map(|(clause, target)| levels.get(&(clause, target.clone())));
    of_checks.copied().max().unwrap_or_default()
}

/// Clauses that have a gap now.
pub fn gap_clauses(gaps: &[Gap]) -> BTreeSet<ClauseId> {
    gaps.iter().map(|gap| gap.key.clause).collect()
}

/// Whether an earlier finding came back: one of its clauses has a gap again.
pub fn recurs(earlier: &EarlierFinding, gap_clauses: &BTreeSet<ClauseId>) -> bool {
    earlier.clauses.iter().any(|clause| gap_clauses.contains(clause))
}

/// The earlier finding that a finding repeats: the one it names, else the newest one about a clause
/// it covers.
pub fn repeated<'a>(assessment: &'a Assessment, finding: &Finding) -> Option<&'a EarlierFinding> {
    let named = finding.repeats.as_ref();
    named
        .and_then(|uid| assessment.earlier.get(uid))
        .or_else(|| earlier_with(assessment, &finding.checks().map(|(clause, _)| clause).collect()))
}

fn earlier_with<'a>(assessment: &'a Assessment, clauses: &BTreeSet<ClauseId>) -> Option<&'a EarlierFinding> {
    let about = |earlier: &&EarlierFinding| recurs(earlier, clauses);
    let all = assessment.earlier.values().filter(about);
    all.max_by_key(|earlier| (&earlier.dated, Reverse(earlier.number)))
}

/// Findings by number.
pub fn in_order(assessment: &Assessment) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = assessment.findings.values().collect();
    findings.sort_by_key(|finding| (finding.number, &finding.uid));
    findings
}

/// Earlier findings by number.
pub fn earlier_in_order(assessment: &Assessment) -> Vec<&EarlierFinding> {
    let mut earlier: Vec<&EarlierFinding> = assessment.earlier.values().collect();
    earlier.sort_by_key(|earlier| (earlier.number, &earlier.uid));
    earlier
}

/// The actions against each finding, by uid of the finding, each list by due date; what has no date
/// stands last.
pub fn actions_by_finding(assessment: &Assessment) -> BTreeMap<&str, Vec<&ActionItem>> {
    let mut actions: BTreeMap<&str, Vec<&ActionItem>> = BTreeMap::new();
    for action in assessment.actions.values() {
        actions.entry(&action.finding).or_default().push(action);
    }
    for list in actions.values_mut() {
        list.sort_by_key(|action| (action.due.is_empty(), &action.due, &action.uid));
    }
    actions
}

/// An action of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered<'a> {
    /// The action.
    pub action: &'a ActionItem,
    /// The finding it is against.
    pub finding: Option<&'a Finding>,
    /// Its day has passed and something is left to do.
    pub overdue: bool,
}

/// The register of actions as of a day (`YYYY-MM-DD`): what is overdue first, then what is open,
/// then what is settled, each by due date; what has no date stands last of its kind.
pub fn register<'a>(assessment: &'a Assessment, today: &str) -> Vec<Registered<'a>> {
    let mut register: Vec<Registered<'a>> = assessment
        .actions
        .values()
        .map(|action| Registered {
            action,
            finding: assessment.findings.get(&action.finding),
            overdue: action.is_overdue(today),
        })
        .collect();
    register.sort_by_key(|entry| {
        let action = entry.action;
        (
            action.status().is_settled(),
            !entry.overdue,
            action.due.is_empty(),
            &action.due,
            entry.finding.map(|finding| finding.number),
            &action.uid,
        )
    });
    register
}
