//! The table itself: what each key means and where.

use super::Place::{
    Actions, Answer, Bulk, Confirm, Dashboard, Documents, Earlier, Evidence, Export, Filter, Finding,
    Findings, Gaps, Help, History, Home, Jump, Matrix, Message, Palette, Picker, Piece, Profile, Register,
    Review, Search, SelfCheck, System, SystemChecks, Systems, Verify, Walk,
};
use super::places::{IN_WORKBOOK, OTHER_RIGHTS};
use super::{Binding, Command, PLACES};

/// One row a binding: command, keys, places, label, rank in the key bar (0 is not shown there), and
/// whether the palette lists it.
macro_rules! bindings {
    ($($command:ident: $keys:tt in $places:tt => $label:literal, $bar:literal, $palette:literal;)*) => {
        &[$(Binding {
            command: Command::$command,
            keys: &$keys,
            places: places!($places),
            label: $label,
            bar: $bar,
            palette: $palette,
        },)*]
    };
}

/// Places by their names, or a list of them that many bindings share.
macro_rules! places {
    ([$($place:ident),*]) => { &[$($place),*] };
    (PLACES) => { &PLACES };
    ($shared:ident) => { $shared };
}

/// The table. Where a key stands twice, the first enabled binding of the place counts.
pub const BINDINGS: &[Binding] = bindings! {
    Open: ["enter"] in [Home, Systems, Gaps, Search, Review, History, Register, SelfCheck, Findings, Actions]
        => "tui.key_open", 1, false;
    Open: ["enter"] in [Walk, Matrix, SystemChecks] => "tui.key_answer", 1, false;
    Verify: ["f4", "ctrl-r"] in [Home, Export] => "verifying.key_verify", 5, true;
    Verify: [] in [Walk, Gaps, Review, History] => "verifying.key_verify", 0, true;
    Save: ["ctrl-s"] in [Verify] => "verifying.key_check", 2, false;
    Browse: ["f2", "ctrl-o"] in [Verify] => "tui.key_browse", 3, true;
    NextField: ["tab"] in [Verify] => "tui.key_next_field", 0, false;
    PreviousField: ["shift-tab"] in [Verify] => "tui.key_previous_field", 0, false;
    Open: ["enter"] in [Verify] => "tui.key_choose", 1, false;
    Open: ["enter"] in [Answer, Evidence, Export, Piece, Bulk] => "tui.key_choose", 1, false;
    Open: ["enter", "space"] in [Profile, System, Finding, Earlier] => "tui.key_ok", 1, false;
    Open: ["enter"] in [Palette, Confirm, Message, Picker, Help] => "tui.key_ok", 1, false;
    Save: ["ctrl-s"] in [Profile, System, Answer, Piece, Finding, Earlier] => "tui.key_save", 2, false;
    Save: ["ctrl-s"] in [Evidence] => "attach.key_attach", 2, false;
    Save: ["ctrl-s"] in [Export] => "attach.key_write", 2, false;
    Save: ["ctrl-s"] in [Review] => "review.key_send", 1, false;
    Save: ["ctrl-s"] in [Bulk] => "matrix.key_answer_all", 2, false;
    Mark: ["insert", "space"] in [Walk, Matrix, SystemChecks] => "matrix.key_mark", 14, true;
    Unmark: [] in [Walk, Matrix, SystemChecks] => "matrix.key_unmark", 0, true;
    Matrix: ["ctrl-u"] in [Walk] => "matrix.key_matrix", 15, true;
    SystemChecks: ["ctrl-u"] in [Systems] => "matrix.key_system_checks", 4, true;
    WhatIf: ["f5", "ctrl-o"] in [Profile, Systems, System] => "start.key_what_if", 4, true;
    WhatIf: [] in [Walk] => "start.key_what_if", 0, true;
    Submit: ["f2", "ctrl-t"] in [Review] => "review.key_submit", 3, true;
    ReturnChecks: ["f3", "ctrl-r"] in [Review] => "review.key_return", 4, true;
    Approve: ["f4", "ctrl-o"] in [Review] => "review.key_approve", 5, true;
    SignOff: ["f9", "ctrl-x"] in [Review] => "review.key_sign_off", 6, true;
    Mark: ["insert", "space"] in [Review] => "review.key_mark", 2, false;
    MarkAll: ["ctrl-a"] in [Review] => "review.key_mark_all", 9, true;
    Review: ["ctrl-r"] in [Walk] => "review.key_review", 13, true;
    History: ["f12", "ctrl-w"] in [Walk] => "history.key_history", 14, true;
    VerifyJournal: ["f5", "ctrl-r"] in [History] => "history.key_verify", 2, true;
    CopyAnchor: ["f2", "ctrl-o"] in [History] => "history.key_copy", 3, true;
    New: ["ctrl-n"] in [Home] => "tui.key_new", 2, true;
    Demo: ["ctrl-d", "f9"] in [Home] => "tui.key_demo", 3, true;
    OpenFile: ["ctrl-o"] in [Home] => "tui.key_open_file", 4, true;
    Evidence: ["f2", "ctrl-e"] in [Walk] => "tui.key_evidence", 3, true;
    Evidence: ["f2", "ctrl-t"] in [Answer] => "tui.key_evidence", 3, true;
    Browse: ["f2", "ctrl-o"] in [Evidence, Export] => "tui.key_browse", 3, true;
    Gaps: ["f3", "ctrl-d"] in [Walk, Profile, Systems, Search, SelfCheck, Findings] => "tui.key_gaps", 4, true;
    NextUnanswered: ["f4", "ctrl-n"] in [Walk, Answer] => "tui.key_next", 5, true;
    StateMet: ["m", "alt-m", "alt-1"] in [Walk] => "walk.key_met", 0, true;
    StatePartial: ["p", "alt-p", "alt-2"] in [Walk] => "walk.key_partial", 0, true;
    StateNotMet: ["n", "alt-n", "alt-3"] in [Walk] => "walk.key_not_met", 0, true;
    StateNotApplicable: ["a", "alt-a", "alt-4"] in [Walk] => "walk.key_not_applicable", 0, true;
    StateUnable: ["u", "alt-u", "alt-5"] in [Walk] => "walk.key_unable", 0, true;
    CompleteLast: ["backspace", "alt-b"] in [Walk] => "walk.key_complete", 2, true;
    NextGap: ["alt-g"] in [Walk] => "walk.key_next_gap", 0, true;
    NextUnsupported: ["alt-e"] in [Walk] => "walk.key_next_unsupported", 0, true;
    Jump: ["alt-j"] in [Walk] => "walk.key_jump", 0, true;
    Filter: ["alt-f"] in [Walk] => "walk.key_filter", 12, true;
    ClearFilter: ["alt-c"] in [Walk] => "walk.key_clear_filter", 2, true;
    ClearFilter: ["delete", "alt-c"] in [Filter] => "walk.key_clear_filter", 2, false;
    Open: ["enter"] in [Jump] => "walk.key_go", 1, false;
    Open: ["enter"] in [Filter] => "tui.key_ok", 1, false;
    Official: ["f5", "ctrl-o"] in [Walk] => "source.key", 13, true;
    Search: ["</>", "ctrl-f"] in [Walk, Gaps] => "tui.key_search", 6, true;
    Search: ["ctrl-f"] in [Profile, Systems] => "tui.key_search", 0, true;
    Systems: ["f7", "ctrl-t"] in [Walk, Profile, System, Gaps] => "tui.key_systems", 10, true;
    Profile: ["f8", "ctrl-b"] in [Walk, Systems, System, Gaps] => "tui.key_profile", 11, true;
    Export: ["f9", "ctrl-x"] in [Walk, Gaps, Profile, Systems] => "tui.key_export", 9, true;
    Walk: ["f10", "ctrl-w"] in [Profile, Systems, System, Gaps, Search, Export, Review, History, Register,
        SelfCheck, Findings] => "tui.key_walk", 12, true;
    SelfCheck: ["f6", "ctrl-k"] in [Walk, Gaps, Systems, Profile, Findings, Review]
        => "selfcheck.key_selfcheck", 13, true;
    NextField: ["tab"] in [SelfCheck] => "selfcheck.key_only_kind", 2, false;
    Add: ["insert", "ctrl-a"] in [Systems] => "tui.key_add_system", 2, true;
    Remove: ["delete", "ctrl-r"] in [Systems] => "tui.key_remove_system", 3, true;
    Remove: ["delete", "ctrl-r"] in [Evidence] => "attach.key_untie", 4, true;
    EvidenceRegister: [] in [Walk, Gaps, Evidence] => "evidence.key_register", 0, true;
    CheckEvidence: ["f6", "ctrl-k"] in [Register, Piece] => "evidence.key_check", 3, true;
    Relink: ["f3", "ctrl-d"] in [Register, Piece] => "evidence.key_relink", 4, true;
    Browse: ["f2", "ctrl-o"] in [Register, Piece] => "evidence.key_search", 5, true;
    Export: ["f9", "ctrl-x"] in [Register] => "evidence.key_export", 6, true;
    Remove: ["delete", "ctrl-r"] in [Register, Piece] => "evidence.key_remove", 9, true;
    Documents: [] in [Walk, Evidence, Gaps, Profile, Systems] => "documents.key_documents", 0, true;
    Dashboard: ["f11", "ctrl-v"] in [Walk, Gaps] => "dashboard.key_dashboard", 13, true;
    Open: ["enter"] in [Dashboard] => "tui.key_open", 1, false;
    Browse: ["f2", "ctrl-o"] in [Dashboard] => "dashboard.key_previous", 2, true;
    Gaps: ["f3", "ctrl-d"] in [Dashboard] => "tui.key_gaps", 4, true;
    Open: ["enter"] in [Documents] => "documents.key_edit", 1, false;
    Mark: ["insert", "space"] in [Documents] => "documents.key_mark", 2, true;
    Export: ["f9", "ctrl-x"] in [Documents] => "documents.key_export", 3, true;
    Save: ["ctrl-s"] in [Documents] => "tui.key_save", 2, false;
    Walk: ["f10", "ctrl-w"] in [Documents] => "tui.key_walk", 12, true;
    Walk: ["f10", "ctrl-w"] in [Dashboard] => "tui.key_walk", 12, true;
    CheckEvidence: ["f6", "ctrl-k"] in [Dashboard] => "evidence.key_check", 5, true;
    Findings: ["ctrl-a"] in [Walk] => "finding.key_findings", 13, true;
    Findings: ["f3", "ctrl-a"] in [Gaps] => "finding.key_findings", 3, true;
    DraftFindings: ["ctrl-n"] in [Findings] => "finding.key_draft", 2, true;
    DraftFindings: ["ctrl-n"] in [Gaps] => "finding.key_make", 2, true;
    Actions: ["ctrl-u"] in [Findings] => "finding.key_actions", 3, true;
    EarlierFindings: ["ctrl-o"] in [Findings] => "finding.key_earlier", 5, true;
    Actions: [] in [Walk, Gaps] => "finding.key_actions", 0, true;
    EarlierFindings: [] in [Walk, Gaps] => "finding.key_earlier", 0, true;
    Add: ["insert", "ctrl-n"] in [Finding] => "finding.key_add_action", 3, true;
    Add: ["insert", "ctrl-n"] in [Earlier] => "finding.key_add_earlier", 2, true;
    Remove: ["delete", "ctrl-r"] in [Findings, Finding, Earlier] => "finding.key_remove", 6, true;
    CheckEvidence: [] in [Walk, Gaps, Evidence, SelfCheck] => "tui.key_check_evidence", 0, true;
    VerifyJournal: [] in [Walk, Gaps] => "tui.key_verify_journal", 0, true;
    Help: ["f1", "ctrl-g"] in PLACES => "tui.key_help", 8, true;
    Palette: ["ctrl-p"] in PLACES => "tui.key_palette", 7, false;
    Undo: ["ctrl-z"] in IN_WORKBOOK => "tui.key_undo", 0, true;
    Redo: ["ctrl-y"] in IN_WORKBOOK => "tui.key_redo", 0, true;
    SwitchLanguage: ["ctrl-l"] in PLACES => "tui.key_language", 18, true;
    SwitchCalendar: [] in PLACES => "dashboard.key_calendar", 0, true;
    ThemeDark: [] in PLACES => "dashboard.key_theme_dark", 0, true;
    ThemeLight: [] in PLACES => "dashboard.key_theme_light", 0, true;
    ThemeHighContrast: [] in PLACES => "dashboard.key_theme_high_contrast", 0, true;
    ThemeNone: [] in PLACES => "dashboard.key_theme_none", 0, true;
    SwitchAscii: [] in PLACES => "dashboard.key_ascii", 0, true;
    Back: ["esc"] in PLACES => "tui.key_back", 17, false;
    Quit: ["ctrl-q"] in PLACES => "tui.key_quit", 21, true;
    SwitchMouse: [] in PLACES => "mouse.key_switch", 0, true;
    Suspend: [] in PLACES => "tui.key_suspend", 0, true;
    NextField: ["tab"] in [Walk, Profile, System, Answer, Evidence, Export, Documents, Review, Piece, Bulk,
        Finding, Earlier] => "tui.key_next_field", 0, false;
    PreviousField: ["shift-tab"] in [Walk, Profile, System, Answer, Evidence, Export, Documents, Review,
        Piece, Bulk, Finding, Earlier] => "tui.key_previous_field", 0, false;
    Up: ["up"] in PLACES => "tui.key_up", 0, false;
    Down: ["down"] in PLACES => "tui.key_down", 0, false;
    Left: ["left"] in PLACES => "tui.key_left", 0, false;
    Right: ["right", "tab"] in [Picker] => "tui.key_enter_folder", 2, false;
    Right: ["right"] in [Profile, System] => "tui.key_option", 1, false;
    Right: ["right"] in OTHER_RIGHTS => "tui.key_right", 0, false;
    PageUp: ["pageup"] in PLACES => "tui.key_page_up", 0, false;
    PageDown: ["pagedown"] in PLACES => "tui.key_page_down", 0, false;
    First: ["home"] in PLACES => "tui.key_first", 0, false;
    Last: ["end"] in PLACES => "tui.key_last", 0, false;
};
