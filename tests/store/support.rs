//! A small workbook to test with: two articles, two systems, a clock that stands still.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde_json::json;
use zicha::engagement::Engagement;
use zicha::engagement::clock::Clock;
use zicha::engagement::request::{
    AnswerDraft, EvidenceDraft, LinkDraft, ReviewDraft, SignOffDraft, SystemDraft,
};
use zicha::error::Words;
use zicha::lang::Lang;
use zicha::model::assessment::{CheckKey, CheckRef, EvidenceKind, ReviewState, State};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::Stamp;
use zicha::model::pack::Pack;
use zicha::model::profile::Profile;
use zicha::model::scope::Target;
use zicha::model::signing::Role;
use zicha::store::{Access, Store};

pub use tempfile::TempDir;

/// What people read in English.
pub fn english(said: &Words) -> String {
    zicha::lang::words(said, Lang::En)
}

/// The articles kept: 4 (account management) and 8 (8.1 has parts of 應 and 宜).
const ARTICLES: [u16; 2] = [4, 8];

/// The built-in pack with two of its articles.
pub fn small_pack() -> Pack {
    let mut pack = zicha::pack::builtin().unwrap();
    pack.articles.retain(|article| ARTICLES.contains(&article.number));
    pack
}

/// A clock that stands still and whose random bytes follow from a seed, so that two sessions on one
/// file do not draw the same uids.
pub struct SeededClock {
    now: DateTime<FixedOffset>,
    state: u64,
}

impl SeededClock {
    pub fn new(seed: u64) -> Box<Self> {
        Self::at(seed, "2026-03-02T09:00:00+08:00")
    }

    pub fn at(seed: u64, now: &str) -> Box<Self> {
        let now = DateTime::parse_from_rfc3339(now).unwrap();
        Box::new(Self { now, state: seed })
    }
}

impl Clock for SeededClock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }

    fn fill_random(&mut self, buffer: &mut [u8]) {
        // SplitMix64: every seed gives another sequence.
        for chunk in buffer.chunks_mut(8) {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_be_bytes()[..chunk.len()]);
        }
    }
}

/// A profile of a small adviser.
pub fn profile(pack: &Pack) -> Profile {
    let mut profile = Profile::unasked(pack);
    profile.organisation.name = "示範投顧".to_owned();
    profile.licences = vec!["sice".to_owned()];
    profile
}

pub fn path_in(folder: &TempDir) -> PathBuf {
    folder.path().join("自評.zicha")
}

/// A new workbook with two systems, `trade` (core) and `hr`.
pub fn workbook(folder: &TempDir) -> Engagement {
    workbook_at(&path_in(folder), 1)
}

pub fn workbook_at(path: &Path, seed: u64) -> Engagement {
    let pack = small_pack();
    let profile = profile(&pack);
    let mut made = Engagement::create(
        path,
        pack,
        profile,
        SeededClock::new(seed),
        "稽核人員甲".to_owned(),
    )
    .unwrap();
    for (id, name, core) in [("trade", "全委系統", true), ("hr", "人事薪資系統", false)] {
        let draft = SystemDraft {
            id: id.to_owned(),
            name: name.to_owned(),
            core: Some(core),
        };
        made.add_system(&draft).unwrap().unwrap();
    }
    made
}

pub fn reopen(path: &Path, seed: u64) -> Engagement {
    Engagement::open(
        path,
        Access::Write,
        SeededClock::new(seed),
        "稽核人員甲".to_owned(),
    )
    .unwrap()
}

/// The error of an operation that must not succeed.
pub fn refusal<T>(result: zicha::error::Result<T>) -> zicha::error::Error {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => error,
    }
}

/// A check: `4.1`, `4.4@trade` or `8.1@trade/b`.
pub fn key(text: &str) -> CheckKey {
    let (text, part) = match text.split_once('/') {
        Some((text, part)) => (text, Some(part.to_owned())),
        None => (text, None),
    };
    let (clause, target) = match text.split_once('@') {
        Some((clause, system)) => (clause, Target::System(system.to_owned())),
        None => (text, Target::Organisation),
    };
    CheckKey {
        clause: clause.parse().unwrap(),
        target,
        part,
    }
}

pub fn state(state: State) -> AnswerDraft {
    AnswerDraft {
        state: Some(state),
        ..AnswerDraft::default()
    }
}

pub fn note(text: &str) -> AnswerDraft {
    AnswerDraft {
        note: Some(text.to_owned()),
        ..AnswerDraft::default()
    }
}

pub fn evidence(kind: EvidenceKind, location: &str) -> EvidenceDraft {
    EvidenceDraft {
        kind,
        location: location.to_owned(),
        ..EvidenceDraft::default()
    }
}

/// A tie to a check.
pub fn tie(check: &str) -> LinkDraft {
    let check = key(check);
    LinkDraft {
        clause: check.clause,
        target: check.target,
        item: None,
        locator: String::new(),
        proves: String::new(),
    }
}

/// A workbook with something of every kind in it; closed.
pub fn filled(folder: &TempDir) -> PathBuf {
    let mut open = workbook(folder);
    open.answer(&[key("4.1")], &note("每半年審查帳號")).unwrap();
    open.answer(&[key("4.4@trade"), key("4.4@hr")], &state(State::Partial))
        .unwrap();
    open.answer(&[key("8.1@trade/b")], &state(State::NotMet)).unwrap();
    open.attach_evidence(&evidence(EvidenceKind::Document, "資安-01"), &tie("4.1"))
        .unwrap();
    let finding = zicha::engagement::request::FindingDraft {
        condition: Some("未審查".to_owned()),
        ..Default::default()
    };
    open.add_finding(
        "4.4".parse().unwrap(),
        &Target::System("trade".to_owned()),
        &finding,
    )
    .unwrap();
    open.undo().unwrap();
    open.redo().unwrap();
    open.path().to_owned()
}

/// The raw database, as another program would open it.
pub fn raw(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

/// Removes what guards the journal against edits, as somebody who tampers would.
pub fn without_triggers(path: &Path) -> rusqlite::Connection {
    let connection = raw(path);
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(!names.is_empty());
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection
}

/// What reading the whole file finds.
pub fn checked(path: &Path) -> zicha::model::journal::ChainReport {
    Store::open(path, Access::Read).unwrap().verify(None).unwrap()
}

/// The same with a record in every table, made as the tables make them: what no use case of these
/// tests makes is written as a step.
pub fn filled_all(folder: &TempDir) -> PathBuf {
    let path = filled(folder);
    let mut open = reopen(&path, 5);
    let checks = vec![CheckRef {
        clause: "4.4".parse().unwrap(),
        target: Target::System("hr".to_owned()),
    }];
    let word = |word, note: &str| ReviewDraft {
        checks: checks.clone(),
        word,
        note: note.to_owned(),
    };
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.review(&word(ReviewState::Submitted, "")).unwrap().unwrap();
    open.review(&word(ReviewState::Returned, "請補抽樣"))
        .unwrap()
        .unwrap();
    let other = ReviewDraft {
        checks: vec![CheckRef {
            clause: "4.1".parse().unwrap(),
            target: Target::Organisation,
        }],
        ..word(ReviewState::Submitted, "")
    };
    open.review(&other).unwrap().unwrap();
    open.sign_off(&SignOffDraft {
        role: Role::Preparer,
        by: "資訊主管".to_owned(),
        title: "經理".to_owned(),
        note: "無".to_owned(),
    })
    .unwrap()
    .unwrap();
    let finding = open.assessment().findings.keys().next().unwrap().clone();
    drop(open);
    let records = [
        (
            Kind::Action,
            "c1",
            json!({"uid": "c1", "finding": finding, "description": "增設會簽", "done": false}),
        ),
        (
            Kind::Earlier,
            "p1",
            json!({"uid": "p1", "number": 1, "source": "internal_audit", "condition": "去年未清查", "state": "open"}),
        ),
        (
            Kind::Document,
            "d1",
            json!({"uid": "d1", "document": "帳號清查紀錄", "due": "2026-04-01"}),
        ),
        (
            Kind::Export,
            "x1",
            json!({"uid": "x1", "format": "report", "file": "報告.pdf", "sha256": "00", "digest": "00",
                   "at": "2026-03-02T09:00:00+08:00"}),
        ),
    ];
    let mut store = Store::open(&path, Access::Write).unwrap();
    let mut assessment = store.assessment().unwrap();
    for (kind, uid, after) in records {
        let object = Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        };
        let change = Change {
            object,
            before: serde_json::Value::Null,
            after,
        };
        let step = Step {
            action: Action::SetAction,
            changes: vec![change],
            undoes: None,
        };
        let stamp = Stamp {
            at: "2026-03-02T09:00:00+08:00".to_owned(),
            actor: "甲".to_owned(),
        };
        store
            .append(&mut assessment, &step, &stamp, &mut || uid.to_owned())
            .unwrap();
    }
    path
}
