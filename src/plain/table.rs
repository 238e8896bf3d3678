//! Which dialogue stands for which screen. A test holds the screens to be all here, so that a new
//! screen without a dialogue fails.

use super::dialogue::{Dialogue, Flow};
use super::form::Begin;
use crate::settings::Stage;

/// How a dialogue is opened from the list of everything.
type Open = fn(&mut Dialogue<'_>) -> Flow<()>;

/// A dialogue.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// The word it is opened by, from the list or from the dialogue that leads to it.
    pub word: &'static str,
    /// Id of its name in the list; empty for one that another dialogue leads to.
    pub label: &'static str,
    /// The screens it stands for.
    pub screens: &'static [&'static str],
    /// How it is opened from the list; none for one that another dialogue leads to.
    pub(super) open: Option<Open>,
}

impl Listed {
    /// Whether it stands in the list of everything.
    pub fn in_menu(&self) -> bool {
        self.open.is_some()
    }
}

const fn listed(
    word: &'static str,
    label: &'static str,
    screens: &'static [&'static str],
    open: Open,
) -> Listed {
    Listed {
        word,
        label,
        screens,
        open: Some(open),
    }
}

const fn below(word: &'static str, screens: &'static [&'static str]) -> Listed {
    Listed {
        word,
        label: "",
        screens,
        open: None,
    }
}

/// Every dialogue, those of the list in its order.
pub const DIALOGUES: &[Listed] = &[
    listed("profile", "tui.key_profile", &["Profile"], |d| {
        d.at_stage(Stage::Questionnaire, |d| d.profile(Begin::List))
    }),
    listed("systems", "tui.key_systems", &["Systems"], |d| {
        d.at_stage(Stage::Systems, Dialogue::systems)
    }),
    listed("walk", "tui.key_walk", &["Walk", "Filter", "Jump"], |d| d.walk()),
    listed("search", "tui.key_search", &["Search"], |d| d.search()),
    listed("gaps", "plain.gaps", &["Gaps"], |d| d.gaps()),
    listed("matrix", "matrix.key_matrix", &["Matrix", "Bulk"], |d| d.matrix()),
    listed("evidence", "evidence.key_register", &["Register"], |d| {
        d.register()
    }),
    listed("findings", "finding.key_findings", &["Findings"], |d| {
        d.findings()
    }),
    listed("actions", "finding.key_actions", &["Actions"], |d| d.actions()),
    listed("earlier", "finding.key_earlier", &["Earlier"], |d| d.earlier()),
    listed("review", "plain.review", &["Review"], |d| d.review()),
    listed("documents", "documents.key_documents", &["Documents"], |d| {
        d.documents()
    }),
    listed("selfcheck", "selfcheck.key_selfcheck", &["SelfCheck"], |d| {
        d.self_check()
    }),
    listed("numbers", "plain.numbers", &["Dashboard", "Slice"], |d| {
        d.numbers()
    }),
    listed("whatif", "plain.what_if", &["WhatIf"], |d| d.what_if(None)),
    listed("history", "history.key_history", &["History"], |d| d.history()),
    listed("export", "tui.key_export", &["Export"], |d| d.export()),
    listed("verify", "verifying.home", &["Verify"], |d| d.verify()),
    below("home", &["Home"]),
    below(
        "edit",
        &[
            "System",
            "Piece",
            "Copying",
            "Finding",
            "Action",
            "EarlierForm",
            "Document",
        ],
    ),
    below("checks", &["SystemChecks", "Checks"]),
    below("answer", &["Answer"]),
    below("suggest", &["Suggested"]),
    below("attach", &["Evidence"]),
    // What is drawn over screens: a question mark, the list of everything, a yes or no, lines that are
    // said, a path that is typed.
    below("?", &["Help", "Palette", "Confirm", "Message", "Picker"]),
];
