//! Pastes that arrive as single keys.
//!
//! Without bracketed paste (classic Windows consoles, some remote shells) pasted text comes as
//! characters and Enter keys, many at once. An Enter among them must not submit a dialog, and a
//! letter must not start a command, so a run of them becomes one [`Input::Paste`].

use super::{Code, Input, KeyPress};

/// How many text keys in a row, read at one time, count as a burst.
///
/// Input methods deliver a committed word at once, which is harmless as a paste; nobody presses
/// this many keys within one frame.
pub const BURST_LENGTH: usize = 4;

/// The character that a key would stand for inside pasted text.
fn pasted_character(input: &Input) -> Option<char> {
    let Input::Key(key) = input else { return None };
    match key {
        KeyPress {
            code: Code::Enter,
            ctrl: false,
            alt: false,
            shift: false,
        } => Some('\n'),
        KeyPress {
            code: Code::Tab,
            ctrl: false,
            alt: false,
            shift: false,
        } => Some('\t'),
        key => key.typed(),
    }
}

/// Whether an input would stand for a character inside pasted text.
pub fn is_text(input: &Input) -> bool {
    pasted_character(input).is_some()
}

/// Whether `inputs`, read at one time, end in a burst, so that more of it may be on its way.
pub fn is_burst(inputs: &[Input]) -> bool {
    inputs
        .iter()
        .rev()
        .take(BURST_LENGTH)
        .filter(|input| pasted_character(input).is_some())
        .count()
        == BURST_LENGTH
}

/// Joins the bursts among inputs that were read at one time: a run of at least [`BURST_LENGTH`]
/// text keys becomes one paste.
pub fn gather(inputs: Vec<Input>) -> Vec<Input> {
    let mut gathered = Vec::new();
    let mut run: Vec<Input> = Vec::new();
    for input in inputs {
        if pasted_character(&input).is_some() {
            run.push(input);
        } else {
            close_run(&mut run, &mut gathered);
            gathered.push(input);
        }
    }
    close_run(&mut run, &mut gathered);
    gathered
}

fn close_run(run: &mut Vec<Input>, gathered: &mut Vec<Input>) {
    // Enter or Tab held down is no paste: there is no text in it.
    let has_text = run
        .iter()
        .any(|input| pasted_character(input).is_some_and(|c| !c.is_control()));
    if run.len() >= BURST_LENGTH && has_text {
        gathered.push(Input::Paste(
            run.drain(..)
                .filter_map(|input| pasted_character(&input))
                .collect(),
        ));
    } else {
        gathered.append(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::parse_script;

    #[test]
    fn a_burst_of_characters_with_line_breaks_becomes_one_paste() {
        let inputs = parse_script(r"<甲乙\n丙丁\n>").unwrap();
        assert!(is_burst(&inputs));
        assert_eq!(gather(inputs), [Input::Paste("甲乙\n丙丁\n".into())]);
    }

    #[test]
    fn a_few_keys_stay_keys() {
        let inputs = parse_script("<ab> enter").unwrap();
        assert!(!is_burst(&inputs));
        assert_eq!(gather(inputs.clone()), inputs);
    }

    #[test]
    fn commands_between_bursts_keep_their_place() {
        let inputs = parse_script("<abcd> down <efgh> ctrl-s").unwrap();
        let expected = parse_script("paste<abcd> down paste<efgh> ctrl-s").unwrap();
        assert_eq!(gather(inputs), expected);
    }

    #[test]
    fn a_tab_held_down_is_no_paste() {
        let inputs = parse_script("tab tab tab tab tab enter").unwrap();
        assert_eq!(gather(inputs.clone()), inputs);
    }

    #[test]
    fn repeated_arrows_are_no_burst() {
        let inputs = parse_script("down down down down down").unwrap();
        assert!(!is_burst(&inputs));
        assert_eq!(gather(inputs.clone()), inputs);
    }
}
