//! A small workbook to test with: two articles, two systems, a clock that stands still.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use zicha::engagement::Engagement;
use zicha::engagement::clock::Clock;
use zicha::engagement::request::{AnswerDraft, EvidenceDraft, LinkDraft, SystemDraft};
use zicha::error::Words;
use zicha::lang::Lang;
use zicha::model::assessment::{CheckKey, EvidenceKind, State};
use zicha::model::pack::Pack;
use zicha::model::profile::Profile;
use zicha::model::scope::Target;
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

/// Watches long work without stopping it.
pub fn unwatched<T>(work: impl FnOnce(&mut zicha::engagement::evidence::Watch<'_>) -> T) -> T {
    let mut progress = |_| {};
    work(&mut zicha::engagement::evidence::Watch {
        progress: &mut progress,
        cancelled: &std::sync::atomic::AtomicBool::new(false),
    })
}

/// The newest evidence after attaching it to 4.1.
pub fn attached(
    open: &mut Engagement,
    draft: &EvidenceDraft,
) -> zicha::error::Result<zicha::model::assessment::Evidence> {
    open.attach_evidence(draft, &tie("4.1"))?;
    Ok(open.evidence_in_order().last().copied().unwrap().clone())
}

/// The states of all evidence by number.
pub fn evidence_states(open: &Engagement) -> Vec<zicha::model::reporting::EvidenceState> {
    let found = unwatched(|watch| open.look_at_evidence(watch)).unwrap();
    found.into_iter().map(|one| one.state).collect()
}
