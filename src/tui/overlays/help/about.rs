//! What each place is for, and what the numbers on it count.

use crate::lang::{Lang, lookup, tr};
use crate::tui::keys::Place;

/// The paragraphs about a place.
pub(super) fn paragraphs(place: Place, lang: Lang) -> Vec<&'static str> {
    let mut paragraphs = vec![lookup(lang, id(place)).unwrap_or_default()];
    if shows_counts(place) {
        paragraphs.push(tr(lang, "keys.counting"));
    }
    paragraphs
}

/// Whether numbers of gaps, answers or rates stand there.
fn shows_counts(place: Place) -> bool {
    matches!(
        place,
        Place::Walk | Place::Gaps | Place::Export | Place::SelfCheck
    )
}

fn id(place: Place) -> &'static str {
    match place {
        Place::Home => "tui.help_home",
        Place::Profile => "tui.help_profile",
        Place::Systems => "tui.help_systems",
        Place::System => "describe.help_system",
        Place::Walk => "walk.help_walk",
        Place::Jump => "walk.help_jump",
        Place::Filter => "walk.help_filter",
        Place::Answer => "tui.help_answer",
        Place::Evidence => "tui.help_evidence",
        Place::Register => "evidence.help_register",
        Place::Piece => "evidence.help_piece",
        Place::Gaps => "tui.help_gaps",
        Place::Search => "tui.help_search",
        Place::Export => "tui.help_export",
        Place::Findings => "finding.help_findings",
        Place::Finding => "finding.help_finding",
        Place::Actions => "finding.help_actions",
        Place::Earlier => "finding.help_earlier",
        Place::SelfCheck => "selfcheck.help_selfcheck",
        Place::Review => "review.help_review",
        Place::Matrix => "matrix.help_matrix",
        Place::SystemChecks => "matrix.help_system_checks",
        Place::Bulk => "matrix.help_bulk",
        Place::History => "history.help_history",
        Place::Dashboard => "dashboard.help",
        Place::WhatIf => "start.help_what_if",
        Place::Documents => "documents.help_documents",
        Place::Verify => "verifying.help",
        Place::Help => "tui.help_overlay",
        Place::Palette => "keys.help_palette",
        Place::Confirm => "keys.help_confirm",
        Place::Message => "keys.help_message",
        Place::Picker => "keys.help_picker",
    }
}
