//! Reading a journal: steps, what they are about, and which of them were undone.

use serde_json::{Value, json};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::history::History;
use zicha::model::journal::{GENESIS, Head, Row, Stamp, head_of, rows_for_step};

/// A journal being written.
#[derive(Default)]
struct Journal {
    rows: Vec<Row>,
}

impl Journal {
    fn step(&mut self, action: Action, undoes: Option<u64>, changes: &[(Kind, &str, Value, Value)]) -> u64 {
        let changes = changes.iter().map(|(kind, uid, before, after)| Change {
            object: Object {
                kind: *kind,
                uid: (*uid).to_owned(),
                field: None,
            },
            before: before.clone(),
            after: after.clone(),
        });
        let step = Step {
            action,
            changes: changes.collect(),
            undoes,
        };
        let number = self.rows.last().map_or(1, |row| row.step + 1);
        let stamp = Stamp {
            at: "2026-03-02T09:00:00+08:00".to_owned(),
            actor: "稽核人員甲".to_owned(),
        };
        let head = head_of(&self.rows);
        let rows = rows_for_step(&step, number, &head, &stamp, &mut || "s".to_owned());
        self.rows.extend(rows);
        number
    }

    fn answer(&mut self, uid: &str, clause: &str) -> u64 {
        let answer = json!({"uid": uid, "clause": clause, "target": "hr", "state": "met"});
        self.step(Action::Answer, None, &[(Kind::Answer, uid, Value::Null, answer)])
    }

    fn swap(&mut self, action: Action, step: u64) -> u64 {
        self.step(
            action,
            Some(step),
            &[(Kind::Answer, "x", Value::Null, Value::Null)],
        )
    }

    fn undone(self) -> Vec<u64> {
        let history = History::new(self.rows);
        let undone = history.entries.iter().filter(|entry| entry.undone);
        undone.map(|entry| entry.step).collect()
    }
}

#[test]
fn a_step_that_was_undone_is_marked_and_one_done_again_is_not() {
    let mut journal = Journal::default();
    let first = journal.answer("a", "4.1");
    let second = journal.answer("b", "4.2");
    let undo = journal.swap(Action::Undo, second);
    journal.swap(Action::Undo, first);
    assert_eq!(journal.undone(), [first, second]);

    let mut journal = Journal::default();
    let first = journal.answer("a", "4.1");
    let second = journal.answer("b", "4.2");
    assert_eq!(undo, journal.swap(Action::Undo, second));
    let redo = journal.swap(Action::Redo, undo);
    journal.swap(Action::Undo, redo);
    journal.swap(Action::Undo, first);
    assert_eq!(journal.undone(), [first, second, redo]);
}

#[test]
fn a_step_done_again_stands() {
    let mut journal = Journal::default();
    let step = journal.answer("a", "4.1");
    let undo = journal.swap(Action::Undo, step);
    journal.swap(Action::Redo, undo);
    assert!(journal.undone().is_empty());
}

#[test]
fn a_bulk_answer_is_one_step_of_many_rows() {
    let mut journal = Journal::default();
    let answer = |uid: &str, clause: &str| {
        let answer = json!({"uid": uid, "clause": clause, "target": "hr", "state": "met"});
        (Kind::Answer, "a", Value::Null, answer)
    };
    journal.step(Action::Answer, None, &[answer("a", "4.1"), answer("b", "4.2")]);
    journal.answer("c", "4.3");
    let history = History::new(journal.rows);
    assert_eq!(history.entries.len(), 2);
    assert_eq!(history.entries[0].rows, 0..2);
    let of = |clause: &str| {
        let clause = clause.parse().unwrap();
        let entries = history.entries.iter();
        entries
            .filter(|entry| history.concerns(entry, clause))
            .map(|entry| entry.step)
            .collect::<Vec<_>>()
    };
    assert_eq!((of("4.2"), of("4.3"), of("4.4")), (vec![1], vec![2], vec![]));
}

#[test]
fn a_row_of_one_field_is_about_the_object_that_was_made_before() {
    let mut journal = Journal::default();
    let finding = json!({"uid": "f", "number": 2, "clause": "4.1", "target": "organisation",
        "also": [{"clause": "4.4", "target": "hr"}]});
    journal.step(
        Action::SetFinding,
        None,
        &[(Kind::Finding, "f", Value::Null, finding)],
    );
    let action = json!({"uid": "c", "finding": "f", "description": "增設會簽"});
    journal.step(
        Action::SetAction,
        None,
        &[(Kind::Action, "c", Value::Null, action)],
    );
    let mut rows = journal.rows;
    let mut later = rows[1].clone();
    later.step = 3;
    later.seq = 3;
    later.object.field = Some("done".to_owned());
    later.before = json!(false);
    later.after = json!(true);
    rows.push(later);
    let history = History::new(rows);
    let about = &history.about[2];
    assert_eq!(about.label, "F-02");
    assert!(about.concerns("4.1".parse().unwrap()) && about.concerns("4.4".parse().unwrap()));
}

#[test]
fn an_anchor_reads_back_as_it_is_printed() {
    let head = Head {
        count: 12,
        head: "ab".repeat(32),
    };
    assert_eq!(head.to_string().parse(), Ok(head.clone()));
    assert_eq!(format!(" 12 : {} ", "AB".repeat(32)).parse(), Ok(head));
    for wrong in [
        "",
        "12",
        "x:00",
        &format!("1:{}", &GENESIS[1..]),
        &format!("-1:{GENESIS}"),
    ] {
        assert!(wrong.parse::<Head>().is_err(), "{wrong}");
    }
}
