//! The largest workbook anyone will have: 200 systems, every clause, 10,000 ties. Times are
//! printed, never asserted; what is asserted is that nothing is lost in the crowd.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::model::assessment::{CheckKey, Link, State};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::{ChainResult, Stamp};
use zicha::model::profile::{Profile, System};
use zicha::model::score::{gaps, score};
use zicha::model::search::Index;
use zicha::store::{Access, Store};

use super::support::*;

const SYSTEMS: u64 = 200;
const TIES: usize = 10_000;

#[allow(clippy::disallowed_methods)]
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{:>10.2} ms  {what}", start.elapsed().as_secs_f64() * 1000.0);
    result
}

fn large_profile() -> Profile {
    let system = |number: u64| System {
        uid: String::new(),
        position: number,
        id: format!("system-{number}"),
        name: format!("系統{number}"),
        core: Some(number.is_multiple_of(3)),
        ..System::default()
    };
    Profile {
        class: Some(zicha::model::pack::Class::Class1),
        systems: (0..SYSTEMS).map(system).collect(),
        ..Profile::default()
    }
}

/// One step with a piece of evidence and its ties to all checks in turn.
fn tie_evidence(path: &Path, keys: &[CheckKey]) {
    let mut store = Store::open(path, Access::Write).unwrap();
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
    let evidence = json!({ "uid": "e", "number": 1, "kind": "document", "location": "資安-01" });
    let mut changes = vec![made(Kind::Evidence, "e", evidence)];
    for (key, number) in keys.iter().cycle().zip(0..TIES) {
        let link = Link {
            uid: format!("{number:032x}"),
            evidence: "e".to_owned(),
            clause: key.clause,
            target: key.target.clone(),
            item: None,
            locator: String::new(),
            proves: String::new(),
        };
        changes.push(made(Kind::Link, &link.uid, json!(link)));
    }
    let step = Step {
        action: Action::AttachEvidence,
        changes,
        undoes: None,
    };
    let stamp = Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: "甲".to_owned(),
    };
    timed("10,000 ties in one step", || {
        store
            .append(&mut assessment, &step, &stamp, &mut || "0".repeat(32))
            .unwrap()
    });
}

#[test]
fn a_large_workbook_keeps_everything_and_says_how_long_it_takes() {
    let folder = TempDir::new().unwrap();
    let path = path_in(&folder);
    let pack = zicha::pack::builtin().unwrap();
    let mut open = timed("make a workbook with 200 systems", || {
        Engagement::create(&path, pack, large_profile(), SeededClock::new(1), "甲".to_owned()).unwrap()
    });
    let scope = timed("scope", || open.scope());
    let keys: Vec<CheckKey> = scope
        .checks
        .iter()
        .filter_map(|check| {
            Some(CheckKey {
                clause: check.clause,
                target: check.target.clone()?,
                part: None,
            })
        })
        .collect();
    println!("{} checks", keys.len());
    timed("answer all checks in one step", || {
        open.answer(&keys, &state(State::Partial)).unwrap()
    });
    timed("undo it", || open.undo().unwrap());
    assert!(open.assessment().answers.is_empty());
    timed("redo it", || open.redo().unwrap());
    assert_eq!(open.assessment().answers.len(), keys.len());
    timed("answer one check", || {
        open.answer(&keys[..1], &state(State::Met)).unwrap()
    });
    drop(open);
    tie_evidence(&path, &keys);

    let open = timed("open", || reopen(&path, 2));
    let assessment = open.assessment();
    let counted = timed("score", || score(open.pack(), &scope, assessment));
    assert_eq!(counted.all.answered(), counted.all.total());
    let listed = timed("gaps", || gaps(&scope, assessment));
    assert_eq!(listed.len() as u64, counted.gaps.must + counted.gaps.should);
    let answers = timed("the answers of every check", || {
        keys.iter()
            .map(|key| assessment.answers_for(key.clause, &key.target).count())
            .sum::<usize>()
    });
    assert_eq!(answers, keys.len());
    let ties = timed("the ties of every check", || {
        keys.iter()
            .map(|key| assessment.links_for(key.clause, &key.target).count())
            .sum::<usize>()
    });
    assert_eq!(ties, TIES);
    let copy = timed("copy the assessment", || assessment.clone());
    timed("digest", || copy.digest());
    let index = timed("prepare the search", || {
        Index::new(open.pack(), &|_| String::new())
    });
    let hits = timed("search 帳號 清查", || index.search("帳號 清查"));
    assert!(!hits.is_empty());
    timed("search account review (fuzzy)", || index.search("acount reviw"));
    let report = timed("verify", || open.verify_journal(None).unwrap());
    assert_eq!(report.result, ChainResult::Intact);
}
