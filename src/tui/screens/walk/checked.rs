//! What looking at the evidence or the journal again found, in words.

use crate::lang::{lookup, tr};
use crate::model::reporting::EvidenceState;
use crate::tui::app::{Context, Workbook};

/// What looking at the evidence found, one line for each piece that is not as it was attached.
pub(super) fn evidence_words(
    context: &Context<'_>,
    workbook: &Workbook,
    states: &[(String, EvidenceState)],
) -> String {
    let lang = context.lang;
    let lines: Vec<String> = states
        .iter()
        .filter(|(_, state)| *state != EvidenceState::Ok)
        .filter_map(|(uid, state)| {
            let evidence = workbook.assessment.evidence.get(uid)?;
            let words = lookup(lang, &format!("model.evidence_{}", state.id())).unwrap_or_default();
            Some(format!("{} {}  {words}", evidence.label(), evidence.title))
        })
        .collect();
    if lines.is_empty() {
        tr(lang, "tui.evidence_all_ok").to_owned()
    } else {
        lines.join("\n")
    }
}
