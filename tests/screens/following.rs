//! The screen's copy of a workbook follows every saved step without being computed anew: what it
//! shows is what a fresh start shows.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;
use zicha::engagement::request::{AnswerDraft, EvidenceDraft, LinkDraft, Request, SystemDraft};
use zicha::lang::Lang;
use zicha::model::assessment::{CheckKey, EvidenceKind, State};
use zicha::model::pack::{Class, ConditionLevel};
use zicha::model::scope::scope;
use zicha::model::score::{Gap, Ledger, gaps, score};
use zicha::tui::app::Workbook;

use crate::drive::{Driver, USUAL, firm};

/// Something a person does.
#[derive(Debug, Clone)]
enum Deed {
    Answer(Index, State, bool),
    AnswerClause(Index, State),
    Attach(Index),
    Untie(Index),
    Core(Index, Option<bool>),
    Condition(Index, Index, &'static str),
    Class(Option<Class>),
    AddSystem,
    RemoveSystem(Index),
    Undo,
    Redo,
}

fn state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL.to_vec())
}

fn deed() -> impl Strategy<Value = Deed> {
    let tri = || prop::sample::select(vec!["yes", "no", "unasked"]);
    let class = prop::sample::select(vec![None, Some(Class::Class1), Some(Class::Class2)]);
    let core = prop::sample::select(vec![None, Some(true), Some(false)]);
    prop_oneof![
        6 => (any::<Index>(), state(), any::<bool>()).prop_map(|(at, state, part)| Deed::Answer(at, state, part)),
        3 => (any::<Index>(), state()).prop_map(|(at, state)| Deed::AnswerClause(at, state)),
        2 => any::<Index>().prop_map(Deed::Attach),
        1 => any::<Index>().prop_map(Deed::Untie),
        1 => (any::<Index>(), core).prop_map(|(at, core)| Deed::Core(at, core)),
        2 => (any::<Index>(), any::<Index>(), tri()).prop_map(|(at, id, answer)| Deed::Condition(at, id, answer)),
        1 => class.prop_map(Deed::Class),
        1 => Just(Deed::AddSystem),
        1 => any::<Index>().prop_map(Deed::RemoveSystem),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}

fn workbook(driver: &Driver) -> &Workbook {
    driver.app.workbook.as_ref().unwrap()
}

fn keys(workbook: &Workbook) -> Vec<CheckKey> {
    let checks = workbook.scope.checks.iter();
    let key = |check: &zicha::model::scope::Check| {
        Some(CheckKey {
            clause: check.clause,
            target: check.target.clone()?,
            part: None,
        })
    };
    checks.filter_map(key).collect()
}

fn request(workbook: &Workbook, deed: &Deed) -> Option<Request> {
    let keys = keys(workbook);
    let systems = &workbook.assessment.profile.systems;
    let system = |at: &Index| (!systems.is_empty()).then(|| at.get(systems).uid.clone());
    let draft = |state| AnswerDraft {
        state: Some(state),
        note: Some(format!("抽查 {state:?}")),
        ..AnswerDraft::default()
    };
    Some(match deed {
        Deed::Answer(at, state, of_part) => {
            let mut key = at.get(&keys).clone();
            let parts = &workbook.pack.clause(key.clause)?.parts;
            key.part = parts.first().filter(|_| *of_part).map(|part| part.id.clone());
            Request::Answer {
                keys: vec![key],
                draft: draft(*state),
            }
        }
        Deed::AnswerClause(at, state) => {
            let clause = at.get(&keys).clause;
            Request::Answer {
                keys: keys.into_iter().filter(|key| key.clause == clause).collect(),
                draft: draft(*state),
            }
        }
        Deed::Attach(at) => {
            let key = at.get(&keys);
            let items = &workbook.pack.clause(key.clause)?.evidence;
            let link = LinkDraft {
                clause: key.clause,
                target: key.target.clone(),
                item: items.first().map(|item| item.id.clone()),
                locator: String::new(),
                proves: String::new(),
            };
            Request::AttachEvidence {
                evidence: EvidenceDraft {
                    kind: EvidenceKind::Document,
                    location: "資安-01".to_owned(),
                    ..EvidenceDraft::default()
                },
                link,
            }
        }
        Deed::Untie(at) => {
            let links: Vec<&String> = workbook.assessment.links.keys().collect();
            if links.is_empty() {
                return None;
            }
            Request::Unlink((*at.get(&links)).clone())
        }
        Deed::Core(at, core) => Request::SetSystem {
            uid: system(at)?,
            fields: vec![("core".to_owned(), json!(core))],
        },
        Deed::Condition(at, id, answer) => {
            let conditions = workbook.pack.conditions.iter();
            let of_systems = conditions.filter(|condition| condition.level == ConditionLevel::System);
            let ids: Vec<&str> = of_systems.map(|condition| condition.id.as_str()).collect();
            Request::SetSystem {
                uid: system(at)?,
                fields: vec![(format!("conditions.{}", id.get(&ids)), json!(answer))],
            }
        }
        Deed::Class(class) => Request::SetProfile(vec![("class".to_owned(), json!(class))]),
        Deed::AddSystem => Request::AddSystem(SystemDraft {
            name: "新系統".to_owned(),
            ..SystemDraft::default()
        }),
        Deed::RemoveSystem(at) => Request::RemoveSystem(system(at)?),
        Deed::Undo => Request::Undo,
        Deed::Redo => Request::Redo,
    })
}

/// What stands between the header and the key bar.
fn body(driver: &Driver) -> String {
    let screen = driver.screen();
    let rows: Vec<&str> = screen.lines().collect();
    rows[2..rows.len() - 1].join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_after_many_steps_is_what_a_fresh_start_shows(
        deeds in prop::collection::vec(deed(), 1..14),
        clause in any::<Index>(),
    ) {
        let mut driver = Driver::with_workbook(USUAL, Lang::ZhTw, firm());
        for deed in &deeds {
            if let Some(request) = request(workbook(&driver), deed) {
                driver.request(request);
                prop_assert!(driver.app.overlays.is_empty(), "{deed:?} was refused:\n{}", driver.screen());
            }
        }
        let followed = workbook(&driver);
        let fresh = scope(&followed.pack, &followed.assessment.profile);
        prop_assert_eq!(&followed.scope, &fresh);
        prop_assert_eq!(&followed.ledger, &Ledger::new(&fresh, &followed.assessment));
        prop_assert_eq!(&followed.score, &score(&followed.pack, &fresh, &followed.assessment));
        let listed: Vec<Gap> = followed.ledger.gaps().cloned().collect();
        prop_assert_eq!(&listed, &gaps(&fresh, &followed.assessment));
        for from in [0, 1, listed.len() / 2, listed.len()] {
            prop_assert!(followed.ledger.gaps_from(from).eq(listed.iter().skip(from)));
        }

        // The second start may only read; its screen is told otherwise, because the keys that
        // answer are shown only where they work.
        let mut other = Driver::new(USUAL, Lang::ZhTw);
        other.open(driver.workbook_path());
        other.app.workbook.as_mut().unwrap().read_only = false;
        prop_assert_eq!(&workbook(&other).assessment, &workbook(&driver).assessment);
        let down = "down ".repeat(clause.index(120));
        for lang in Lang::ALL {
            for size in ["80x24", "120x40"] {
                let mut bodies = [&mut driver, &mut other].map(|driver| {
                    driver.app.lang = lang;
                    let mut seen = Vec::new();
                    for keys in [&format!("{size} home {down}"), "tab down down", "tab", "f3", "esc"] {
                        driver.keys(keys);
                        seen.push(body(driver));
                    }
                    seen
                });
                let [followed, fresh] = &mut bodies;
                prop_assert_eq!(followed, fresh);
            }
        }
    }
}
