//! The largest workbook anyone will have: 200 systems × 92 clauses with 10,000 pieces of evidence,
//! each with a tie. What is done to it in bulk is timed while it is made.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::engagement::request::{AnswerDraft, ReviewDraft};
use zicha::lang::Lang;
use zicha::model::assessment::{CheckKey, Evidence, EvidenceKind, Link, ReviewState, State};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::documents::documents;
use zicha::model::flags::flags;
use zicha::model::journal::{ChainResult, Stamp};
use zicha::model::pack::{Class, ClauseId};
use zicha::model::profile::{Profile, System, Tri};
use zicha::model::review::Selection;
use zicha::model::scope::Scope;
use zicha::model::score::Ledger;
use zicha::model::search::Index;
use zicha::store::{Access, Store};

use crate::measured::milliseconds;

/// Systems of the workbook.
const SYSTEMS: u64 = 200;
/// Pieces of evidence, each with one tie.
const EVIDENCE: usize = 10_000;
/// One check in so many is left without an answer.
const LEFT_OPEN: usize = 12;
/// Who makes it.
const AUTHOR: &str = "稽核人員甲";

/// What was done and how long it took.
pub struct Timed(pub Vec<(&'static str, Duration)>);

impl Timed {
    fn time<T>(&mut self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((what, start.elapsed()));
        result
    }

    /// Prints it as a table.
    pub fn print(&self) {
        println!("\n| {SYSTEMS} systems, {EVIDENCE} pieces of evidence | time |\n|---|---|");
        for (what, time) in &self.0 {
            println!("| {what} | {:.1} ms |", milliseconds(*time));
        }
    }
}

fn profile() -> Profile {
    let conditions = |number: u64| {
        let answer = match number % 3 {
            0 => Tri::Yes,
            1 => Tri::No,
            _ => Tri::Unasked,
        };
        [("internet_facing".to_owned(), answer)].into()
    };
    let system = |number: u64| System {
        position: number,
        id: format!("system-{number}"),
        name: format!("第{number}號業務資訊系統"),
        core: Some(number.is_multiple_of(3)),
        conditions: conditions(number),
        ..System::default()
    };
    let mut profile = Profile {
        class: Some(Class::Class1),
        licences: vec!["securities".to_owned()],
        systems: (0..SYSTEMS).map(system).collect(),
        ..Profile::default()
    };
    profile.organisation.name = "示範證券".to_owned();
    profile
}

/// Makes the workbook and measures what is done in bulk.
pub fn make(folder: &Path, timed: &mut Timed) -> PathBuf {
    let path = folder.join("large.zicha");
    let pack = zicha::pack::builtin().unwrap();
    let mut open = timed.time("make the workbook", || {
        Engagement::create(&path, pack, profile(), Box::new(SystemClock), AUTHOR.to_owned()).unwrap()
    });
    let scope = timed.time("scope", || open.scope());
    let keys = keys(&scope);
    let given: Vec<(&CheckKey, AnswerDraft)> = keys
        .iter()
        .enumerate()
        .filter(|(number, _)| !number.is_multiple_of(LEFT_OPEN))
        .map(|(number, key)| (key, draft(number)))
        .collect();
    timed.time("answer the checks in one step", || {
        open.answer_each(given.iter().map(|(key, draft)| (*key, draft)))
            .unwrap()
    });
    let clause: ClauseId = "4.4".parse().unwrap();
    let of_clause: Vec<CheckKey> = keys.iter().filter(|key| key.clause == clause).cloned().collect();
    let met = AnswerDraft {
        state: Some(State::Met),
        note: Some("共用帳號平台，一併檢視。".to_owned()),
        ..AnswerDraft::default()
    };
    timed.time("answer a clause for 200 systems", || {
        open.answer(&of_clause, &met).unwrap()
    });
    timed.time("answer one check", || {
        open.answer(&of_clause[..1], &draft(2)).unwrap()
    });
    timed.time("undo it", || open.undo().unwrap());
    timed.time("draft a finding for every gap", || {
        open.draft_findings(None, None, Lang::ZhTw).unwrap()
    });
    let submission = ReviewDraft {
        checks: open
            .plan_review(
                &open.selected_checks(&Selection::default()),
                ReviewState::Submitted,
            )
            .ready,
        word: ReviewState::Submitted,
        note: String::new(),
    };
    timed.time("submit every answered check", || {
        open.review(&submission).unwrap()
    });
    drop(open);
    attach(&path, &keys, timed);
    path
}

/// Every check as an answer names it.
fn keys(scope: &Scope) -> Vec<CheckKey> {
    let key = |check: &zicha::model::scope::Check| {
        Some(CheckKey {
            clause: check.clause,
            target: check.target.clone()?,
            part: None,
        })
    };
    scope.checks.iter().filter_map(key).collect()
}

fn draft(number: usize) -> AnswerDraft {
    let state = [
        State::Met,
        State::Partial,
        State::NotMet,
        State::Met,
        State::Unable,
    ];
    AnswerDraft {
        state: state.get(number % state.len()).copied(),
        note: Some(format!("第{number}次抽查，帳號清單與核准單相符，另見附件。")),
        ..AnswerDraft::default()
    }
}

fn attach(path: &Path, keys: &[CheckKey], timed: &mut Timed) {
    let mut store = Store::open(path, Access::Write).unwrap();
    let pack = store.pack().unwrap();
    let mut assessment = store.assessment().unwrap();
    let made = |kind, uid: &str, after| Change {
        object: Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        },
        before: Value::Null,
        after,
    };
    let mut changes = Vec::with_capacity(2 * EVIDENCE);
    for (key, number) in keys.iter().cycle().step_by(7).zip(1..=EVIDENCE) {
        let evidence = Evidence {
            uid: format!("{:032x}", number * 0x9e37_79b9),
            number: number as u64,
            kind: EvidenceKind::Document,
            title: format!("帳號清查紀錄第{number}號"),
            location: format!("資安-{number}"),
            ..Evidence::default()
        };
        let items = pack.clause(key.clause).map(|clause| &clause.evidence);
        let link = Link {
            uid: format!("{:032x}", number * 0x85eb_ca6b),
            evidence: evidence.uid.clone(),
            clause: key.clause,
            target: key.target.clone(),
            item: items.and_then(|items| Some(items.get(number % items.len().max(1))?.id.clone())),
            locator: String::new(),
            proves: String::new(),
        };
        changes.push(made(Kind::Evidence, &evidence.uid, json!(evidence)));
        changes.push(made(Kind::Link, &link.uid, json!(link)));
    }
    let step = Step {
        action: Action::AttachEvidence,
        changes,
        undoes: None,
    };
    let stamp = Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: AUTHOR.to_owned(),
    };
    timed.time("attach 10,000 pieces of evidence in one step", || {
        store
            .append(&mut assessment, &step, &stamp, &mut || "5a".repeat(16))
            .unwrap()
    });
}

/// Measures what is read and computed when it is opened and checked.
pub fn read(path: &Path, timed: &mut Timed) {
    let open = timed.time("open", || {
        Engagement::open(path, Access::Read, Box::new(SystemClock), AUTHOR.to_owned()).unwrap()
    });
    let assessment = open.assessment();
    let scope = open.scope();
    timed.time("copy for the screen", || assessment.clone());
    let mut ledger = timed.time("count every clause", || Ledger::new(&scope, assessment));
    let clause: ClauseId = "4.4".parse().unwrap();
    timed.time("count after an answer", || {
        ledger.recount(&scope, assessment, [clause]);
        ledger.score(open.pack())
    });
    let lacking = timed.time("what every answer lacks", || {
        assessment
            .answers
            .values()
            .map(|answer| flags(assessment, answer).len())
            .sum::<usize>()
    });
    assert!(lacking > 0);
    let found = timed.time("the self-check", || {
        open.self_check(&std::collections::BTreeMap::new()).issues.len()
    });
    assert!(found > 0);
    timed.time("documents to have ready", || {
        documents(open.pack(), &scope, assessment, "2026-11-23")
    });
    let notes = |clause| {
        let answers = assessment.answers_of(clause);
        answers
            .map(|answer| answer.note.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let index = timed.time("prepare the search", || Index::new(open.pack(), &notes));
    timed.time("search 帳號 清查", || index.search("帳號 清查"));
    timed.time("search acount reviw (fuzzy)", || index.search("acount reviw"));
    timed.time("digest", || assessment.digest());
    timed.time("look at all evidence", || {
        open.check_evidence(&mut |_| {}, &AtomicBool::new(false)).unwrap()
    });
    let report = timed.time("check the journal", || open.verify_journal(None).unwrap());
    assert_eq!(report.result, ChainResult::Intact);
}
