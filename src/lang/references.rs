//! Why what was typed names no clause, in words.

use super::{Lang, fill, tr};
use crate::model::reference::Miss;

/// Why what was typed leads nowhere, and what there is.
pub fn miss_words(miss: Miss, lang: Lang) -> String {
    match miss {
        Miss::NotAReference => tr(lang, "walk.jump_not_a_place").to_owned(),
        Miss::NoArticle { named, first, last } => {
            let values = [named, first, last].map(|number| number.to_string());
            let [named, first, last] = &values;
            fill(
                lang,
                "walk.jump_no_article",
                &[("named", named), ("first", first), ("last", last)],
            )
        }
        Miss::NoClause { named, first, last } => {
            let values = [named, first, last].map(|clause| clause.to_string());
            let [named, first, last] = &values;
            let article = first.split('.').next().unwrap_or_default();
            fill(
                lang,
                "walk.jump_no_clause",
                &[
                    ("named", named),
                    ("article", article),
                    ("first", first),
                    ("last", last),
                ],
            )
        }
    }
}
