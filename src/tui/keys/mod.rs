//! The one table of commands. Dispatch, the key bar, the help, the palette and the README's key
//! table are all read from it.

mod file;
mod keymap;
pub mod matching;
pub mod names;
mod places;
mod table;
pub mod text;
mod told;

use std::sync::OnceLock;

pub use keymap::Keymap;
pub use table::BINDINGS;
pub use told::for_command_line;

use super::input::{Input, KeyPress, parse_script};

/// Something the user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Show the help.
    Help,
    /// Show every command, to be found by typing.
    Palette,
    /// Leave the program.
    Quit,
    /// Stop and give the terminal back for a while.
    Suspend,
    /// Undo the last step.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Switch between Traditional Chinese and English.
    SwitchLanguage,
    /// Take the mouse, or leave it to the terminal.
    SwitchMouse,
    /// Close one layer.
    Back,
    /// Up one row.
    Up,
    /// Down one row.
    Down,
    /// Up one page.
    PageUp,
    /// Down one page.
    PageDown,
    /// A few lines up, as one notch of the mouse wheel.
    ScrollUp,
    /// A few lines down, as one notch of the mouse wheel.
    ScrollDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Left: fold, or the previous choice.
    Left,
    /// Right: unfold, or the next choice.
    Right,
    /// Open, answer or confirm what is selected.
    Open,
    /// To the next field or pane.
    NextField,
    /// To the previous field or pane.
    PreviousField,
    /// Save what is being written.
    Save,
    /// A new assessment.
    New,
    /// The demo.
    Demo,
    /// Open a workbook by its path.
    OpenFile,
    /// The classification questions.
    Profile,
    /// The systems.
    Systems,
    /// The checklist.
    Walk,
    /// The gaps.
    Gaps,
    /// Search.
    Search,
    /// Write the report.
    Export,
    /// Attach evidence.
    Evidence,
    /// The next check without an answer.
    NextUnanswered,
    /// Add a system.
    Add,
    /// Remove what is selected.
    Remove,
    /// Look at all evidence files again.
    CheckEvidence,
    /// Check the journal.
    VerifyJournal,
    /// Every piece of evidence.
    EvidenceRegister,
    /// Find moved evidence by its hash.
    Relink,
    /// Show or hide the official text.
    Official,
    /// Choose a file.
    Browse,
    /// The findings.
    Findings,
    /// The register of actions.
    Actions,
    /// The findings of earlier years.
    EarlierFindings,
    /// Draft findings from the answers.
    DraftFindings,
    /// What does not hold yet.
    SelfCheck,
    /// What is to be reviewed.
    Review,
    /// Sign off the assessment.
    SignOff,
    /// Submit checks for review.
    Submit,
    /// Approve checks.
    Approve,
    /// Return checks to their preparer.
    ReturnChecks,
    /// One clause over all systems.
    Matrix,
    /// Mark what is selected, to do the same with several.
    Mark,
    /// Take every mark away.
    Unmark,
    /// All checks of one system.
    SystemChecks,
    /// Mark everything that is listed.
    MarkAll,
    /// Who changed what when.
    History,
    /// Copy the journal's anchor.
    CopyAnchor,
    /// The list of documents to have ready.
    Documents,
    /// Verify a PDF.
    Verify,
    /// What the scope would be if something were otherwise.
    WhatIf,
    /// Set 符合 at once.
    StateMet,
    /// Set 部分符合 at once.
    StatePartial,
    /// Set 不符合 at once.
    StateNotMet,
    /// Set 不適用 at once.
    StateNotApplicable,
    /// Set 無法確認 at once.
    StateUnable,
    /// Write what the answer set at once still needs.
    CompleteLast,
    /// The next gap.
    NextGap,
    /// The next check that is met without evidence.
    NextUnsupported,
    /// Go to a clause by its number.
    Jump,
    /// Choose which checks are walked.
    Filter,
    /// Walk all checks again.
    ClearFilter,
    /// The charts.
    Dashboard,
    /// Colours for a dark background.
    ThemeDark,
    /// Colours for a light background.
    ThemeLight,
    /// The terminal's own colours, told apart by bold, underline and reverse.
    ThemeHighContrast,
    /// No colour.
    ThemeNone,
    /// Lines and bars in ASCII alone, or not.
    SwitchAscii,
    /// Count years from the founding of the Republic (民國), or in the Gregorian calendar.
    SwitchCalendar,
    /// Write over the file that is there. Only the question about it asks for this.
    Replace,
}

/// Where the user is: a screen or an overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Home.
    Home,
    /// Classification questions.
    Profile,
    /// Systems.
    Systems,
    /// The questions about one system.
    System,
    /// What the scope would be if something were otherwise.
    WhatIf,
    /// Checklist walk.
    Walk,
    /// Answering one check.
    Answer,
    /// Attaching evidence.
    Evidence,
    /// Every piece of evidence.
    Register,
    /// One piece of evidence.
    Piece,
    /// Gap list.
    Gaps,
    /// Search.
    Search,
    /// Report export.
    Export,
    /// The findings.
    Findings,
    /// One finding with its actions.
    Finding,
    /// The register of actions.
    Actions,
    /// Findings of earlier years.
    Earlier,
    /// What does not hold yet.
    SelfCheck,
    /// Review and sign-off.
    Review,
    /// One clause over all systems.
    Matrix,
    /// All checks of one system.
    SystemChecks,
    /// Answering several checks at once.
    Bulk,
    /// Who changed what when.
    History,
    /// The documents to have ready.
    Documents,
    /// Verifying a PDF.
    Verify,
    /// Typing the number of a clause.
    Jump,
    /// Choosing which checks are walked.
    Filter,
    /// The charts and the checks behind them.
    Dashboard,
    /// Help.
    Help,
    /// Palette.
    Palette,
    /// A yes-no question.
    Confirm,
    /// A message to be read.
    Message,
    /// The file picker.
    Picker,
}

/// Every place.
pub const PLACES: [Place; 33] = [
    Place::Home,
    Place::Profile,
    Place::Systems,
    Place::System,
    Place::WhatIf,
    Place::Walk,
    Place::Answer,
    Place::Evidence,
    Place::Register,
    Place::Piece,
    Place::Gaps,
    Place::Search,
    Place::Export,
    Place::Findings,
    Place::Finding,
    Place::Actions,
    Place::Earlier,
    Place::SelfCheck,
    Place::Review,
    Place::Matrix,
    Place::SystemChecks,
    Place::Bulk,
    Place::History,
    Place::Documents,
    Place::Verify,
    Place::Jump,
    Place::Filter,
    Place::Dashboard,
    Place::Help,
    Place::Palette,
    Place::Confirm,
    Place::Message,
    Place::Picker,
];

/// A command with its keys and places.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub command: Command,
    /// Its keys as in test scripts, the one shown first.
    pub keys: &'static [&'static str],
    /// Where it applies.
    pub places: &'static [Place],
    /// Id of its words in the language tables.
    pub label: &'static str,
    /// Rank in the key bar, small first; 0 is not shown there.
    pub bar: u8,
    /// Whether the palette lists it.
    pub palette: bool,
}

/// The bindings of a place, in table order.
pub fn bindings_at(place: Place) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.places.contains(&place))
}

/// The name of a binding's first built-in key; none where it has no key. What is shown on the screen
/// comes from the [`Keymap`].
pub fn key_label(binding: &Binding) -> Option<String> {
    binding
        .keys
        .first()
        .and_then(|key| parse_key(key))
        .map(|key| key.label())
}

fn parse_key(key: &str) -> Option<KeyPress> {
    match parse_script(key).ok()?.as_slice() {
        [Input::Key(key)] => Some(*key),
        _ => None,
    }
}

/// The keys of each binding, parsed once.
fn parsed_keys() -> &'static [Vec<KeyPress>] {
    static KEYS: OnceLock<Vec<Vec<KeyPress>>> = OnceLock::new();
    KEYS.get_or_init(|| {
        BINDINGS
            .iter()
            .map(|binding| binding.keys.iter().filter_map(|key| parse_key(key)).collect())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key() {
        for (binding, keys) in BINDINGS.iter().zip(parsed_keys()) {
            assert_eq!(binding.keys.len(), keys.len(), "{:?}", binding.keys);
        }
    }

    #[test]
    fn every_function_key_has_a_ctrl_twin() {
        for binding in BINDINGS {
            let names = |prefix: &str| binding.keys.iter().any(|key| key.starts_with(prefix));
            let function = binding
                .keys
                .iter()
                .any(|key| key.len() >= 2 && key.starts_with('f') && key[1..].parse::<u8>().is_ok());
            assert!(!function || names("ctrl-"), "{:?}", binding.command);
        }
    }

    #[test]
    fn a_key_means_one_thing_at_a_place() {
        for place in PLACES {
            let mut seen = Vec::new();
            for (binding, keys) in BINDINGS.iter().zip(parsed_keys()) {
                if binding.places.contains(&place) {
                    for key in keys {
                        assert!(!seen.contains(key), "{place:?} {}", key.label());
                        seen.push(*key);
                    }
                }
            }
        }
    }

    #[test]
    fn the_arrows_have_a_meaning_everywhere() {
        for place in PLACES {
            for command in [Command::Left, Command::Right, Command::Up, Command::Down] {
                let stands =
                    |binding: &Binding| binding.command == command && binding.places.contains(&place);
                assert!(BINDINGS.iter().any(stands), "{place:?} {command:?}");
            }
        }
    }

    #[test]
    fn full_width_keys_are_folded_before_lookup() {
        let slash = KeyPress::plain(super::super::input::Code::Char('／'));
        let keymap = Keymap::default();
        assert_eq!(
            keymap.commands_for(Place::Walk, slash).next(),
            Some(Command::Search)
        );
    }
}
