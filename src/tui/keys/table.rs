//! The table itself: what each key means and where.

use super::Place::{
    Answer, Bulk, Confirm, Documents, Evidence, Export, Gaps, Help, History, Home, Matrix, Message, Palette,
    Picker, Piece, Profile, Register, Review, Search, System, SystemChecks, Systems, Walk,
};
use super::places::{IN_WORKBOOK, ROWS};
use super::{Binding, Command, PLACES};

/// One row a binding: command, keys, places, label, rank in the key bar (0 is not shown there), and
/// whether the palette lists it.
macro_rules! bindings {
    ($(($command:ident, $keys:expr, $places:expr, $label:literal, $bar:literal, $palette:literal),)*) => {
        &[$(Binding {
            command: Command::$command,
            keys: &$keys,
            places: $places,
            label: $label,
            bar: $bar,
            palette: $palette,
        },)*]
    };
}

/// The table. Where a key stands twice, the first enabled binding of the place counts.
pub const BINDINGS: &[Binding] = bindings![
    (
        Open,
        ["enter"],
        &[Home, Systems, Gaps, Search, Review, History, Register],
        "tui.key_open",
        1,
        false
    ),
    (
        Open,
        ["enter"],
        &[Walk, Matrix, SystemChecks],
        "tui.key_answer",
        1,
        false
    ),
    (
        Open,
        ["enter"],
        &[Answer, Evidence, Export, Piece, Bulk],
        "tui.key_choose",
        1,
        false
    ),
    (
        Open,
        ["enter", "space"],
        &[Profile, System],
        "tui.key_choose",
        1,
        false
    ),
    (
        Open,
        ["enter"],
        &[Palette, Confirm, Message, Picker, Help],
        "tui.key_ok",
        1,
        false
    ),
    (
        Save,
        ["ctrl-s"],
        &[Profile, System, Answer, Piece],
        "tui.key_save",
        2,
        false
    ),
    (Save, ["ctrl-s"], &[Evidence], "attach.key_attach", 2, false),
    (Save, ["ctrl-s"], &[Export], "attach.key_write", 2, false),
    (Save, ["ctrl-s"], &[Review], "review.key_send", 1, false),
    (Save, ["ctrl-s"], &[Bulk], "matrix.key_answer_all", 2, false),
    (
        Mark,
        ["insert", "space"],
        &[Walk, Matrix, SystemChecks],
        "matrix.key_mark",
        14,
        true
    ),
    (
        Unmark,
        [],
        &[Walk, Matrix, SystemChecks],
        "matrix.key_unmark",
        0,
        true
    ),
    (Matrix, ["ctrl-u"], &[Walk], "matrix.key_matrix", 15, true),
    (
        SystemChecks,
        ["ctrl-u"],
        &[Systems],
        "matrix.key_system_checks",
        4,
        true
    ),
    (Submit, ["f2", "ctrl-t"], &[Review], "review.key_submit", 3, true),
    (
        ReturnChecks,
        ["f3", "ctrl-r"],
        &[Review],
        "review.key_return",
        4,
        true
    ),
    (
        Approve,
        ["f4", "ctrl-o"],
        &[Review],
        "review.key_approve",
        5,
        true
    ),
    (
        SignOff,
        ["f9", "ctrl-x"],
        &[Review],
        "review.key_sign_off",
        6,
        true
    ),
    (Mark, ["insert", "space"], &[Review], "review.key_mark", 2, false),
    (MarkAll, ["ctrl-a"], &[Review], "review.key_mark_all", 9, true),
    (Review, ["ctrl-r"], &[Walk], "review.key_review", 13, true),
    (
        History,
        ["f12", "ctrl-w"],
        &[Walk],
        "history.key_history",
        14,
        true
    ),
    (
        VerifyJournal,
        ["f5", "ctrl-r"],
        &[History],
        "history.key_verify",
        2,
        true
    ),
    (
        CopyAnchor,
        ["f2", "ctrl-o"],
        &[History],
        "history.key_copy",
        3,
        true
    ),
    (New, ["ctrl-n"], &[Home], "tui.key_new", 2, true),
    (Demo, ["ctrl-d", "f9"], &[Home], "tui.key_demo", 3, true),
    (OpenFile, ["ctrl-o"], &[Home], "tui.key_open_file", 4, true),
    (
        Evidence,
        ["f2", "ctrl-e"],
        &[Walk, Answer],
        "tui.key_evidence",
        3,
        true
    ),
    (
        Browse,
        ["f2", "ctrl-o"],
        &[Evidence, Export],
        "tui.key_browse",
        3,
        true
    ),
    (
        Gaps,
        ["f3", "ctrl-d"],
        &[Walk, Profile, Systems, Search],
        "tui.key_gaps",
        4,
        true
    ),
    (
        NextUnanswered,
        ["f4", "ctrl-n"],
        &[Walk, Answer],
        "tui.key_next",
        5,
        true
    ),
    (Official, ["f5", "ctrl-o"], &[Walk], "source.key", 13, true),
    (
        Search,
        ["</>", "ctrl-f"],
        &[Walk, Gaps],
        "tui.key_search",
        6,
        true
    ),
    (Search, ["ctrl-f"], &[Profile, Systems], "tui.key_search", 0, true),
    (
        Systems,
        ["f7", "ctrl-t"],
        &[Walk, Profile, System, Gaps],
        "tui.key_systems",
        10,
        true
    ),
    (
        Profile,
        ["f8", "ctrl-b"],
        &[Walk, Systems, System, Gaps],
        "tui.key_profile",
        11,
        true
    ),
    (
        Export,
        ["f9", "ctrl-x"],
        &[Walk, Gaps, Profile, Systems],
        "tui.key_export",
        9,
        true
    ),
    (
        Walk,
        ["f10", "ctrl-w"],
        &[
            Profile, Systems, System, Gaps, Search, Export, Review, History, Register
        ],
        "tui.key_walk",
        12,
        true
    ),
    (
        Add,
        ["insert", "ctrl-a"],
        &[Systems],
        "tui.key_add_system",
        2,
        true
    ),
    (
        Remove,
        ["delete", "ctrl-r"],
        &[Systems],
        "tui.key_remove_system",
        3,
        true
    ),
    (
        Remove,
        ["delete", "ctrl-r"],
        &[Evidence],
        "attach.key_untie",
        4,
        true
    ),
    (
        EvidenceRegister,
        [],
        &[Walk, Gaps, Evidence],
        "evidence.key_register",
        0,
        true
    ),
    (
        CheckEvidence,
        ["f6", "ctrl-k"],
        &[Register, Piece],
        "evidence.key_check",
        3,
        true
    ),
    (
        Relink,
        ["f3", "ctrl-d"],
        &[Register, Piece],
        "evidence.key_relink",
        4,
        true
    ),
    (
        Browse,
        ["f2", "ctrl-o"],
        &[Register, Piece],
        "evidence.key_search",
        5,
        true
    ),
    (
        Export,
        ["f9", "ctrl-x"],
        &[Register],
        "evidence.key_export",
        6,
        true
    ),
    (
        Remove,
        ["delete", "ctrl-r"],
        &[Register, Piece],
        "evidence.key_remove",
        9,
        true
    ),
    (
        Documents,
        [],
        &[Walk, Evidence, Gaps, Profile, Systems],
        "documents.key_documents",
        0,
        true
    ),
    (Open, ["enter"], &[Documents], "documents.key_edit", 1, false),
    (
        Mark,
        ["insert", "space"],
        &[Documents],
        "documents.key_mark",
        2,
        true
    ),
    (
        Export,
        ["f9", "ctrl-x"],
        &[Documents],
        "documents.key_export",
        3,
        true
    ),
    (Save, ["ctrl-s"], &[Documents], "tui.key_save", 2, false),
    (Walk, ["f10", "ctrl-w"], &[Documents], "tui.key_walk", 12, true),
    (
        CheckEvidence,
        [],
        &[Walk, Gaps, Evidence],
        "tui.key_check_evidence",
        0,
        true
    ),
    (
        VerifyJournal,
        [],
        &[Walk, Gaps],
        "tui.key_verify_journal",
        0,
        true
    ),
    (Help, ["f1", "ctrl-g"], &PLACES, "tui.key_help", 8, true),
    (Palette, ["ctrl-p"], &PLACES, "tui.key_palette", 7, false),
    (Undo, ["ctrl-z"], IN_WORKBOOK, "tui.key_undo", 0, true),
    (Redo, ["ctrl-y"], IN_WORKBOOK, "tui.key_redo", 0, true),
    (SwitchLanguage, ["ctrl-l"], &PLACES, "tui.key_language", 18, true),
    (Back, ["esc"], &PLACES, "tui.key_back", 17, false),
    (Quit, ["ctrl-q"], &PLACES, "tui.key_quit", 21, true),
    (Suspend, [], &PLACES, "tui.key_suspend", 0, true),
    (
        NextField,
        ["tab"],
        &[
            Walk, Profile, System, Answer, Evidence, Export, Documents, Review, Piece, Bulk
        ],
        "tui.key_next_field",
        0,
        false
    ),
    (
        PreviousField,
        ["shift-tab"],
        &[
            Walk, Profile, System, Answer, Evidence, Export, Documents, Review, Piece, Bulk
        ],
        "tui.key_previous_field",
        0,
        false
    ),
    (Up, ["up"], ROWS, "tui.key_up", 0, false),
    (Down, ["down"], ROWS, "tui.key_down", 0, false),
    (Left, ["left"], ROWS, "tui.key_left", 0, false),
    (Right, ["right"], ROWS, "tui.key_right", 0, false),
    (PageUp, ["pageup"], ROWS, "tui.key_page_up", 0, false),
    (PageDown, ["pagedown"], ROWS, "tui.key_page_down", 0, false),
    (First, ["home"], ROWS, "tui.key_first", 0, false),
    (Last, ["end"], ROWS, "tui.key_last", 0, false),
];
