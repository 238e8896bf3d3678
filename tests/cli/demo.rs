//! The demo workbook.

use std::collections::BTreeSet;

use chrono::DateTime;
use zicha::engagement::clock::FixedClock;
use zicha::engagement::{Engagement, demo};
use zicha::model::assessment::{ActionStatus, State};
use zicha::model::findings::{gap_clauses, recurs};
use zicha::model::score::gaps;

use crate::harness::{Desk, bytes};

fn demo_at(desk: &Desk, name: &str) -> Engagement {
    let now = DateTime::parse_from_rfc3339("2026-07-15T09:00:00+08:00").unwrap();
    demo::create(
        &desk.path(name),
        Box::new(FixedClock::new(now)),
        "資訊主管".to_owned(),
    )
    .unwrap()
}

#[test]
fn the_demo_has_every_state_parts_findings_and_every_kind_of_remark() {
    let desk = Desk::new();
    let engagement = demo_at(&desk, "d.zicha");
    let assessment = engagement.assessment();
    let states: BTreeSet<State> = assessment.answers.values().map(|answer| answer.state).collect();
    assert_eq!(states, State::ALL.into_iter().collect());
    let answers = || assessment.answers.values();
    assert!(answers().any(|answer| answer.part.is_some()));
    assert!(answers().any(|answer| answer.sample.is_some()));
    assert!(answers().any(|answer| answer.alternative.is_some()));
    assert!(answers().any(|answer| answer.risk_accepted.is_some()));
    assert_eq!(assessment.profile.systems.len(), 3);
    assert!(assessment.findings.len() >= 4);
    assert!(assessment.evidence.len() >= 10);
}

#[test]
fn the_demo_has_actions_of_every_status_one_of_them_overdue_and_an_earlier_finding_that_came_back() {
    let desk = Desk::new();
    let engagement = demo_at(&desk, "d.zicha");
    let assessment = engagement.assessment();
    let actions = || assessment.actions.values();
    for status in ActionStatus::ALL {
        assert!(
            actions().any(|action| action.status() == status),
            "{}",
            status.id()
        );
    }
    let overdue = actions().filter(|action| action.is_overdue("2026-07-15"));
    assert_eq!(overdue.count(), 1);
    assert!(
        assessment
            .findings
            .values()
            .all(|finding| finding.rating.is_some())
    );
    assert!(
        assessment
            .findings
            .values()
            .any(|finding| !finding.also.is_empty())
    );
    let open = gap_clauses(&gaps(&engagement.scope(), assessment));
    let back = assessment
        .earlier
        .values()
        .filter(|earlier| recurs(earlier, &open));
    assert_eq!((assessment.earlier.len(), back.count()), (2, 1));
}

#[test]
fn every_answer_of_the_demo_counts() {
    let desk = Desk::new();
    let engagement = demo_at(&desk, "d.zicha");
    let scope = engagement.scope();
    for answer in engagement.assessment().answers.values() {
        let check = scope
            .checks
            .iter()
            .find(|check| check.clause == answer.clause && check.target.as_ref() == Some(&answer.target))
            .unwrap();
        assert!(check.in_scope(), "{} {}", answer.clause, answer.target);
    }
    for finding in engagement.assessment().findings.values() {
        let gap = zicha::model::score::gaps(&scope, engagement.assessment())
            .into_iter()
            .any(|gap| gap.key.clause == finding.clause && gap.key.target == finding.target);
        assert!(gap, "{}", finding.label());
    }
}

#[test]
fn the_same_clock_makes_the_same_demo() {
    let desk = Desk::new();
    let (one, other) = (demo_at(&desk, "one.zicha"), demo_at(&desk, "other.zicha"));
    assert_eq!(one.head().unwrap(), other.head().unwrap());
    assert_eq!(one.assessment().digest(), other.assessment().digest());
}

#[test]
fn the_demo_is_written_where_asked_and_never_over_a_file() {
    let desk = Desk::new();
    desk.zicha("demo --no-open -o d.zicha").exits(0);
    let before = bytes(&desk.path("d.zicha"));
    desk.zicha("demo --no-open -o d.zicha").refuses_naming("d.zicha");
    assert_eq!(bytes(&desk.path("d.zicha")), before);
    let status = desk.zicha("status d.zicha --format json").exits(0).json();
    assert_eq!(status["organisation"], "示範投顧");
    assert_eq!(status["class"], "class2");
    desk.zicha("journal d.zicha --verify").exits(0);
}

#[test]
fn without_a_name_the_demo_takes_a_free_one_in_the_default_folder() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("home")).unwrap();
    let made = |_: u32| {
        let json = desk.zicha("demo --no-open --format json").exits(0).json();
        std::path::PathBuf::from(json["workbook"].as_str().unwrap())
    };
    let (first, second) = (made(1), made(2));
    assert!(
        first.starts_with(desk.path("home")) && first.exists(),
        "{}",
        first.display()
    );
    assert!(second.exists());
    assert_ne!(first, second);
}

#[test]
fn without_a_terminal_the_demo_is_written_and_the_screen_is_not_opened() {
    let desk = Desk::new();
    let run = desk.zicha("demo -o d.zicha").exits(0);
    assert!(run.stderr.contains("terminal"), "{}", run.stderr);
    assert!(desk.path("d.zicha").exists());
}
