//! The one table of commands. Dispatch, the key bar, the help, the palette and the README's key
//! table are all read from it.

use std::sync::OnceLock;

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
    /// Choose a file.
    Browse,
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
    /// Checklist walk.
    Walk,
    /// Answering one check.
    Answer,
    /// Attaching evidence.
    Evidence,
    /// Gap list.
    Gaps,
    /// Search.
    Search,
    /// Report export.
    Export,
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

use Place::{
    Answer, Confirm, Evidence, Export, Gaps, Help, Home, Message, Palette, Picker, Profile, Search, System,
    Systems, Walk,
};

/// Every place.
pub const PLACES: [Place; 15] = [
    Home, Profile, Systems, System, Walk, Answer, Evidence, Gaps, Search, Export, Help, Palette, Confirm,
    Message, Picker,
];
/// The screens that show an open workbook.
const IN_WORKBOOK: &[Place] = &[
    Profile, Systems, System, Walk, Answer, Evidence, Gaps, Search, Export,
];
/// The screens and overlays with rows to move over.
const ROWS: &[Place] = &[
    Home, Profile, Systems, System, Walk, Answer, Evidence, Gaps, Search, Export, Help, Palette, Confirm,
    Picker,
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

const fn bind(
    command: Command,
    keys: &'static [&'static str],
    places: &'static [Place],
    label: &'static str,
    bar: u8,
    palette: bool,
) -> Binding {
    Binding {
        command,
        keys,
        places,
        label,
        bar,
        palette,
    }
}

/// The table. Where a key stands twice, the first enabled binding of the place counts.
pub const BINDINGS: &[Binding] = &[
    bind(
        Command::Open,
        &["enter"],
        &[Home, Systems, Gaps, Search],
        "tui.key_open",
        1,
        false,
    ),
    bind(Command::Open, &["enter"], &[Walk], "tui.key_answer", 1, false),
    bind(
        Command::Open,
        &["enter"],
        &[Answer, Evidence, Export],
        "tui.key_choose",
        1,
        false,
    ),
    bind(
        Command::Open,
        &["enter", "space"],
        &[Profile, System],
        "tui.key_choose",
        1,
        false,
    ),
    bind(
        Command::Open,
        &["enter"],
        &[Palette, Confirm, Message, Picker, Help],
        "tui.key_ok",
        1,
        false,
    ),
    bind(
        Command::Save,
        &["ctrl-s"],
        &[Profile, System, Answer],
        "tui.key_save",
        2,
        false,
    ),
    bind(
        Command::Save,
        &["ctrl-s"],
        &[Evidence],
        "attach.key_attach",
        2,
        false,
    ),
    bind(
        Command::Save,
        &["ctrl-s"],
        &[Export],
        "attach.key_write",
        2,
        false,
    ),
    bind(Command::New, &["ctrl-n"], &[Home], "tui.key_new", 2, true),
    bind(Command::Demo, &["ctrl-d", "f9"], &[Home], "tui.key_demo", 3, true),
    bind(
        Command::OpenFile,
        &["ctrl-o"],
        &[Home],
        "tui.key_open_file",
        4,
        true,
    ),
    bind(
        Command::Evidence,
        &["f2", "ctrl-e"],
        &[Walk, Answer],
        "tui.key_evidence",
        3,
        true,
    ),
    bind(
        Command::Browse,
        &["f2", "ctrl-o"],
        &[Evidence, Export],
        "tui.key_browse",
        3,
        true,
    ),
    bind(
        Command::Gaps,
        &["f3", "ctrl-d"],
        &[Walk, Profile, Systems, Search],
        "tui.key_gaps",
        4,
        true,
    ),
    bind(
        Command::NextUnanswered,
        &["f4", "ctrl-n"],
        &[Walk, Answer],
        "tui.key_next",
        5,
        true,
    ),
    bind(
        Command::Search,
        &["</>", "ctrl-f"],
        &[Walk, Gaps],
        "tui.key_search",
        6,
        true,
    ),
    bind(
        Command::Search,
        &["ctrl-f"],
        &[Profile, Systems],
        "tui.key_search",
        0,
        true,
    ),
    bind(
        Command::Systems,
        &["f7", "ctrl-t"],
        &[Walk, Profile, System, Gaps],
        "tui.key_systems",
        10,
        true,
    ),
    bind(
        Command::Profile,
        &["f8", "ctrl-b"],
        &[Walk, Systems, System, Gaps],
        "tui.key_profile",
        11,
        true,
    ),
    bind(
        Command::Export,
        &["f9", "ctrl-x"],
        &[Walk, Gaps, Profile, Systems],
        "tui.key_export",
        9,
        true,
    ),
    bind(
        Command::Walk,
        &["f10", "ctrl-w"],
        &[Profile, Systems, System, Gaps, Search, Export],
        "tui.key_walk",
        12,
        true,
    ),
    bind(
        Command::Add,
        &["insert", "ctrl-a"],
        &[Systems],
        "tui.key_add_system",
        2,
        true,
    ),
    bind(
        Command::Remove,
        &["delete", "ctrl-r"],
        &[Systems],
        "tui.key_remove_system",
        3,
        true,
    ),
    bind(
        Command::Remove,
        &["delete", "ctrl-r"],
        &[Evidence],
        "attach.key_untie",
        4,
        true,
    ),
    bind(
        Command::CheckEvidence,
        &[],
        &[Walk, Gaps, Evidence],
        "tui.key_check_evidence",
        0,
        true,
    ),
    bind(
        Command::VerifyJournal,
        &[],
        &[Walk, Gaps],
        "tui.key_verify_journal",
        0,
        true,
    ),
    bind(Command::Help, &["f1", "ctrl-g"], &PLACES, "tui.key_help", 8, true),
    bind(
        Command::Palette,
        &["ctrl-p"],
        &PLACES,
        "tui.key_palette",
        7,
        false,
    ),
    bind(Command::Undo, &["ctrl-z"], IN_WORKBOOK, "tui.key_undo", 0, true),
    bind(Command::Redo, &["ctrl-y"], IN_WORKBOOK, "tui.key_redo", 0, true),
    bind(
        Command::SwitchLanguage,
        &["ctrl-l"],
        &PLACES,
        "tui.key_language",
        18,
        true,
    ),
    bind(Command::Back, &["esc"], &PLACES, "tui.key_back", 17, false),
    bind(Command::Quit, &["ctrl-q"], &PLACES, "tui.key_quit", 21, true),
    bind(Command::Suspend, &[], &PLACES, "tui.key_suspend", 0, true),
    bind(
        Command::NextField,
        &["tab"],
        &[Walk, Profile, System, Answer, Evidence, Export],
        "tui.key_next_field",
        0,
        false,
    ),
    bind(
        Command::PreviousField,
        &["shift-tab"],
        &[Walk, Profile, System, Answer, Evidence, Export],
        "tui.key_previous_field",
        0,
        false,
    ),
    bind(Command::Up, &["up"], ROWS, "tui.key_up", 0, false),
    bind(Command::Down, &["down"], ROWS, "tui.key_down", 0, false),
    bind(Command::Left, &["left"], ROWS, "tui.key_left", 0, false),
    bind(Command::Right, &["right"], ROWS, "tui.key_right", 0, false),
    bind(Command::PageUp, &["pageup"], ROWS, "tui.key_page_up", 0, false),
    bind(
        Command::PageDown,
        &["pagedown"],
        ROWS,
        "tui.key_page_down",
        0,
        false,
    ),
    bind(Command::First, &["home"], ROWS, "tui.key_first", 0, false),
    bind(Command::Last, &["end"], ROWS, "tui.key_last", 0, false),
];

/// The bindings of a place, in table order.
pub fn bindings_at(place: Place) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.places.contains(&place))
}

/// The commands a key means at a place, in table order; the first enabled one counts.
pub fn commands_for(place: Place, key: KeyPress) -> impl Iterator<Item = Command> {
    let key = key.folded();
    BINDINGS
        .iter()
        .zip(parsed_keys())
        .filter(move |(binding, keys)| binding.places.contains(&place) && keys.contains(&key))
        .map(|(binding, _)| binding.command)
}

/// The name of a binding's first key as the key bar shows it; none where it has no key.
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
    fn full_width_keys_are_folded_before_lookup() {
        let slash = KeyPress::plain(super::super::input::Code::Char('／'));
        assert_eq!(commands_for(Place::Walk, slash).next(), Some(Command::Search));
    }
}
