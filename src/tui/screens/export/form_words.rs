//! Words of the form that hang on what is open or chosen.

use crate::lang::{Lang, fill};
use crate::model::reporting::Languages;
use crate::tui::app::Workbook;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::Row;

/// Id of the name of a language, or of both.
pub fn language_name(languages: Languages) -> &'static str {
    match languages {
        Languages::One(Lang::ZhTw) => "attach.language_zh",
        Languages::One(Lang::En) => "attach.language_en",
        Languages::Both => "options.language_both",
    }
}

/// Says how many checks have no answer yet.
pub fn unanswered<'a>(lang: Lang, workbook: &Workbook) -> Option<Row<'a>> {
    let counts = &workbook.score.all;
    let open = counts.total().saturating_sub(counts.answered());
    (open > 0).then(|| {
        let words = fill(
            lang,
            "attach.unanswered",
            &[
                ("count", &open.to_string()),
                ("total", &counts.total().to_string()),
            ],
        );
        Row::words(words, Tone::Warning)
    })
}
