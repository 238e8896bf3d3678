//! Checking a long journal, whose rows are shared out among processors.

use serde_json::json;
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::{ChainResult, GENESIS, Head, Row, Stamp, check_chain, rows_for_step};

const ROWS: u64 = 1600;

fn journal() -> Vec<Row> {
    let change = |number: u64| Change {
        object: Object {
            kind: Kind::Answer,
            uid: format!("{number:032x}"),
            field: None,
        },
        before: json!(null),
        after: json!({ "note": number.to_string() }),
    };
    let step = Step {
        action: Action::Answer,
        changes: (0..ROWS).map(change).collect(),
        undoes: None,
    };
    let head = Head {
        count: 0,
        head: GENESIS.to_owned(),
    };
    let stamp = Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: "稽核人員甲".to_owned(),
    };
    rows_for_step(&step, 1, &head, &stamp, &mut || "ab".repeat(16))
}

#[test]
fn the_first_broken_row_is_named_wherever_it_stands() {
    let rows = journal();
    let report = check_chain(&rows, None);
    assert_eq!((report.result, report.at), (ChainResult::Intact, ROWS));
    for at in [1, 2, 511, 512, 513, 514, 799, 800, 801, 1024, 1025, ROWS] {
        let place = usize::try_from(at).unwrap() - 1;
        let mut changed = rows.clone();
        changed[place].after = json!({ "note": "改" });
        // A second fault further on does not hide the first.
        changed.last_mut().unwrap().actor.push('乙');
        let report = check_chain(&changed, None);
        assert_eq!((report.result, report.at), (ChainResult::Broken, at));

        let mut removed = rows.clone();
        removed.remove(place);
        let expected = if at == ROWS {
            (ChainResult::Intact, ROWS - 1)
        } else {
            (ChainResult::Broken, at)
        };
        let report = check_chain(&removed, None);
        assert_eq!((report.result, report.at), expected);
    }
}

#[test]
fn rows_that_were_swapped_are_found_at_the_first_of_them() {
    for place in [511, 512, 799] {
        let mut rows = journal();
        rows.swap(place, place + 1);
        let report = check_chain(&rows, None);
        assert_eq!(
            (report.result, report.at),
            (ChainResult::Broken, place as u64 + 1)
        );
    }
}
