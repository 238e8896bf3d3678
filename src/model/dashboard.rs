//! The state of an assessment at a glance: what the charts of the screen and of `zicha status
//! --charts` show. The numbers are those of [`super::score`], so that no two places differ.

mod listed;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::assessment::{Assessment, EarlierState, State};
use super::delta::{Delta, Movement};
use super::pack::{Level, Pack};
use super::reporting::EvidenceState;
use super::scope::Scope;
use super::score::{Counts, Score, Tally, effective_state};

pub use listed::{Listed, checks};

/// States of evidence by uid, as far as the files were looked at.
pub type EvidenceStates = BTreeMap<String, EvidenceState>;

/// Everything the charts are computed from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The scope.
    pub scope: &'a Scope,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// What the files of the evidence were found to be; empty where nobody looked.
    pub evidence: &'a EvidenceStates,
    /// The day (`YYYY-MM-DD`) by which an action is overdue.
    pub today: &'a str,
    /// What changed since the year before, where that workbook was read.
    pub delta: Option<&'a Delta>,
}

/// The charts as numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dashboard {
    /// The checks in scope of each chapter, in the pack's order.
    pub chapters: Vec<ChapterCounts>,
    /// 應
    pub must: LevelCounts,
    /// 宜
    pub should: LevelCounts,
    /// How much of what is met has evidence.
    pub coverage: Coverage,
    /// The actions by when they are due: overdue first, settled ones last.
    pub actions: Vec<DueCount>,
    /// What changed since the year before, where that workbook was read.
    pub trend: Option<Trend>,
    /// The findings of earlier years by what became of them; those with none are left out.
    pub earlier: Vec<EarlierCount>,
}

/// The checks of one chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChapterCounts {
    /// Its number.
    pub number: u16,
    /// 應 and 宜 together.
    pub states: Tally,
    /// Met ÷ (in scope − not applicable) of 應, in tenths of a percent; none where nothing is rated.
    pub must_rate: Option<u64>,
}

/// The checks of one obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelCounts {
    /// By state.
    pub states: Tally,
    /// Met ÷ (in scope − not applicable), in tenths of a percent; none where nothing is rated.
    pub rate: Option<u64>,
    /// 缺失 or 建議事項; parts count one by one, as in the list of gaps.
    pub gaps: u64,
}

/// Evidence of the checks that are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// Met, with evidence.
    pub evidenced: u64,
    /// Met, without.
    pub unevidenced: u64,
    /// Checks in scope with evidence whose file is not as it was attached, as far as anybody looked.
    pub faulty: u64,
}

impl Coverage {
    /// All checks that are met.
    pub fn met(self) -> u64 {
        self.evidenced + self.unevidenced
    }
}

/// When an action is due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Its day has passed.
    Overdue,
    /// In a month, `YYYY-MM`.
    Month(String),
    /// It has no day.
    Undated,
    /// Nothing is left to do.
    Settled,
}

impl Due {
    /// The stable id: a word, or the month.
    pub fn id(&self) -> &str {
        match self {
            Due::Overdue => "overdue",
            Due::Month(month) => month,
            Due::Undated => "undated",
            Due::Settled => "settled",
        }
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// How many actions are due then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueCount {
    /// When.
    pub due: Due,
    /// Actions.
    pub count: u64,
}

/// What changed since the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// Whether that is an assessment of the same organisation.
    pub same_organisation: bool,
    /// Rate of 應 then, in tenths of a percent.
    pub must_before: Option<u64>,
    /// Rate of 宜 then, in tenths of a percent.
    pub should_before: Option<u64>,
    /// Checks by what became of them, every kind that happened.
    pub moved: Vec<MovedCount>,
}

/// How many checks moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MovedCount {
    /// What became of them.
    pub movement: Movement,
    /// Checks; parts answered on their own count one by one.
    pub count: u64,
}

/// How many earlier findings stand so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EarlierCount {
    /// What became of them.
    pub state: EarlierState,
    /// Findings.
    pub count: u64,
}

/// A bar or row of the charts: which checks it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slice {
    /// A chapter.
    Chapter(u16),
    /// 應 or 宜.
    Level(Level),
    /// Met, with evidence.
    Evidenced,
    /// Met, without evidence.
    Unevidenced,
    /// With evidence that is not as it was attached.
    FaultyEvidence,
    /// With an action due then.
    Due(Due),
    /// To which this happened since the year before.
    Moved(Movement),
    /// Named by an earlier finding that stands so.
    Earlier(EarlierState),
}

/// Computes the charts. `score` is the score of the same scope and assessment.
pub fn dashboard(sources: Sources<'_>, score: &Score) -> Dashboard {
    let level = |states: &Tally, gaps| LevelCounts {
        states: states.clone(),
        rate: states.rate_per_mille(),
        gaps,
    };
    Dashboard {
        chapters: chapters(sources.pack, score),
        must: level(&score.all.must, score.gaps.must),
        should: level(&score.all.should, score.gaps.should),
        coverage: coverage(sources.scope, sources.assessment, sources.evidence),
        actions: actions(sources.assessment, sources.today),
        trend: sources.delta.map(trend),
        earlier: earlier(sources.assessment),
    }
}

fn chapters(pack: &Pack, score: &Score) -> Vec<ChapterCounts> {
    let nothing = Counts::default();
    let of = |number: u16| {
        let counts = score.chapters.get(&number).unwrap_or(&nothing);
        ChapterCounts {
            number,
            states: sum(counts),
            must_rate: counts.must.rate_per_mille(),
        }
    };
    pack.chapters.iter().map(|chapter| of(chapter.number)).collect()
}

fn sum(counts: &Counts) -> Tally {
    let both = State::ALL.map(|state| (state, counts.must.of(state) + counts.should.of(state)));
    Tally(both.into_iter().filter(|(_, count)| *count > 0).collect())
}

/// How much of what is met has evidence, and how many checks rest on evidence that changed.
pub fn coverage(scope: &Scope, assessment: &Assessment, evidence: &EvidenceStates) -> Coverage {
    let faulty = faulty(evidence);
    let mut coverage = Coverage::default();
    for check in scope.checks.iter().filter(|check| check.in_scope()) {
        let Some(target) = &check.target else { continue };
        if effective_state(assessment, check) == State::Met {
            match assessment.link_count(check.clause, target) {
                0 => coverage.unevidenced += 1,
                _ => coverage.evidenced += 1,
            }
        }
        if !faulty.is_empty() {
            let mut links = assessment.links_for(check.clause, target);
            coverage.faulty += u64::from(links.any(|link| faulty.contains(link.evidence.as_str())));
        }
    }
    coverage
}

/// The uids of evidence that is not as it was attached.
fn faulty(evidence: &EvidenceStates) -> BTreeSet<&str> {
    let bad = evidence.iter().filter(|(_, state)| **state != EvidenceState::Ok);
    bad.map(|(uid, _)| uid.as_str()).collect()
}

fn actions(assessment: &Assessment, today: &str) -> Vec<DueCount> {
    let mut counts: BTreeMap<Due, u64> = BTreeMap::new();
    for action in assessment.actions.values() {
        *counts.entry(listed::due_of(action, today)).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts.map(|(due, count)| DueCount { due, count }).collect()
}

fn trend(delta: &Delta) -> Trend {
    let before = |level: fn(&Counts) -> &Tally| {
        let chapters = delta.chapters.iter().map(|chapter| level(&chapter.before));
        let (met, rated) = chapters.fold((0, 0), |(met, rated), tally| {
            (met + tally.of(State::Met), rated + tally.rated())
        });
        (met * 1000u64).checked_div(rated)
    };
    let moved = Movement::ALL.into_iter().filter_map(|movement| {
        let count = u64::try_from(delta.count(movement)).unwrap_or(u64::MAX);
        (count > 0).then_some(MovedCount { movement, count })
    });
    Trend {
        same_organisation: delta.same_organisation,
        must_before: before(|counts| &counts.must),
        should_before: before(|counts| &counts.should),
        moved: moved.collect(),
    }
}

fn earlier(assessment: &Assessment) -> Vec<EarlierCount> {
    let of = |state: EarlierState| {
        let found = assessment
            .earlier
            .values()
            .filter(|finding| finding.state == state);
        let count = u64::try_from(found.count()).unwrap_or(u64::MAX);
        (count > 0).then_some(EarlierCount { state, count })
    };
    EarlierState::ALL.into_iter().filter_map(of).collect()
}
