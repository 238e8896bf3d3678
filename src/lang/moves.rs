//! What a change does to the scope, in words.

use super::{Lang, fill, tr};
use crate::model::movement::{Moved, Movement, clauses};
use crate::model::pack::{ClauseId, Level};

/// Most clauses that are named before the rest is counted.
const NAMED: usize = 12;

/// The checks that enter, leave or change their level, one sentence each; empty where none does.
pub fn movement_words(movement: &Movement, lang: Lang) -> Vec<String> {
    let to = |moved: &Moved| moved.to;
    let from = |moved: &Moved| moved.from;
    let sentence = |id, list: &[Moved], level: &dyn Fn(&Moved) -> Level| {
        (!list.is_empty()).then(|| {
            let of = |wanted| {
                list.iter()
                    .filter(|moved| level(moved) == wanted)
                    .count()
                    .to_string()
            };
            let values = [
                ("count", list.len().to_string()),
                ("must", of(Level::Must)),
                ("should", of(Level::Should)),
                ("clauses", named(&clauses(list), lang)),
            ];
            let values: Vec<(&str, &str)> =
                values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            fill(lang, id, &values)
        })
    };
    let mut words: Vec<String> = [
        sentence("matrix.entering", &movement.entering, &to),
        sentence("matrix.leaving", &movement.leaving, &from),
        sentence("matrix.level_changes", &movement.changed, &to),
    ]
    .into_iter()
    .flatten()
    .collect();
    let kept = movement.leaving.iter().filter(|moved| moved.answered).count();
    if kept > 0 {
        words.push(fill(lang, "matrix.kept", &[("count", &kept.to_string())]));
    }
    let back = movement.entering.iter().filter(|moved| moved.answered).count();
    if back > 0 {
        words.push(fill(lang, "matrix.back", &[("count", &back.to_string())]));
    }
    words
}

/// How many checks enter and leave, in a few words for one line; none where nothing moves.
pub fn movement_counts(movement: &Movement, lang: Lang) -> Option<String> {
    let values = [
        ("entering", movement.entering.len().to_string()),
        ("leaving", movement.leaving.len().to_string()),
        ("changed", movement.changed.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    (!movement.is_empty()).then(|| fill(lang, "matrix.moved", &values))
}

fn named(clauses: &[ClauseId], lang: Lang) -> String {
    let ids: Vec<String> = clauses.iter().take(NAMED).map(ToString::to_string).collect();
    let ids = ids.join(tr(lang, "model.list_comma"));
    match clauses.len().checked_sub(NAMED) {
        None | Some(0) => ids,
        Some(more) => fill(
            lang,
            "matrix.and_more",
            &[("clauses", &ids), ("more", &more.to_string())],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scope::Target;

    #[test]
    fn long_lists_are_counted_and_kept_answers_are_named() {
        let moved = |number| Moved {
            clause: ClauseId { article: 4, number },
            target: Target::Organisation,
            from: Level::Must,
            to: Level::None,
            answered: number == 1,
        };
        let movement = Movement {
            leaving: (1..=14).map(moved).collect(),
            ..Movement::default()
        };
        let words = movement_words(&movement, Lang::ZhTw);
        assert_eq!(words.len(), 2, "{words:?}");
        assert!(
            words[0].contains("14 項（應 14、宜 0）") && words[0].contains("4.12"),
            "{words:?}"
        );
        assert!(
            !words[0].contains("4.13") && words[0].contains("另 2 條"),
            "{words:?}"
        );
        assert!(words[1].contains("1 項"), "{words:?}");
        assert_eq!(movement_counts(&Movement::default(), Lang::En), None);
    }
}
