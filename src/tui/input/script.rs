//! Keys written as words, for tests and recordings: `down enter <中文> ctrl-s f1 shift-tab`.

use super::{Code, Input, KeyPress, Mouse, MouseKind};

/// A word of a key script that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScriptError {
    /// Unknown key name.
    #[error("`{0}` names no key; write names as `down`, `ctrl-s`, `f1`, text as `<text>`, a size as `80x24`")]
    UnknownKey(String),
    /// A `<` without its `>`.
    #[error("the text that starts with `<{0}` has no closing `>`; write `\\>` for the character itself")]
    Unclosed(String),
}

/// Reads a script of keys.
///
/// Words are parted by white space: key names with the prefixes `ctrl-`, `alt-` and `shift-`,
/// window sizes as `80x24`, `<text>` typed character by character (a line break is Enter), and
/// `paste<text>`; what the mouse did as `click@12,5`, `double@`, `drag@`, `release@`, `wheelup@` and
/// `wheeldown@` with column and row. Inside the angle brackets `\n` is a line break, `\r` a carriage return, `\t` a
/// tab, `\e` an escape character, `\>` and `\\` the characters themselves.
///
/// # Errors
///
/// [`ScriptError`] for a word that names no key and for text without its end.
pub fn parse_script(script: &str) -> Result<Vec<Input>, ScriptError> {
    let mut inputs = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("paste<") {
            let (pasted, remaining) = bracketed(after)?;
            inputs.push(Input::Paste(pasted));
            rest = remaining;
        } else if let Some(after) = rest.strip_prefix('<') {
            let (typed, remaining) = bracketed(after)?;
            inputs.extend(typed.chars().map(typed_key).map(Input::Key));
            rest = remaining;
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '<')
                .unwrap_or(rest.len());
            let (word, remaining) = rest.split_at(end);
            inputs.push(word_input(word)?);
            rest = remaining;
        }
        rest = rest.trim_start();
    }
    Ok(inputs)
}

/// Splits `text>rest` at the closing bracket and resolves the escapes in the text.
fn bracketed(source: &str) -> Result<(String, &str), ScriptError> {
    let mut text = String::new();
    let mut characters = source.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '>' => return Ok((text, source.get(at + 1..).unwrap_or_default())),
            '\\' => match characters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'e')) => text.push('\u{1b}'),
                Some((_, escaped)) => text.push(escaped),
                None => break,
            },
            other => text.push(other),
        }
    }
    Err(ScriptError::Unclosed(source.to_owned()))
}

fn typed_key(character: char) -> KeyPress {
    KeyPress::plain(match character {
        '\n' | '\r' => Code::Enter,
        '\t' => Code::Tab,
        other => Code::Char(other),
    })
}

fn word_input(word: &str) -> Result<Input, ScriptError> {
    if let Some((width, height)) = word.split_once('x')
        && let (Ok(width), Ok(height)) = (width.parse(), height.parse())
    {
        return Ok(Input::Resize { width, height });
    }
    if let Some((name, place)) = word.split_once('@')
        && let Some(mouse) = mouse(name, place)
    {
        return Ok(Input::Mouse(mouse));
    }
    named_key(word)
        .map(Input::Key)
        .ok_or_else(|| ScriptError::UnknownKey(word.to_owned()))
}

fn mouse(name: &str, place: &str) -> Option<Mouse> {
    let (column, row) = place.split_once(',')?;
    let kind = match name {
        "click" => MouseKind::Press(1),
        "double" => MouseKind::Press(2),
        "drag" => MouseKind::Drag,
        "release" => MouseKind::Release,
        "wheelup" => MouseKind::WheelUp,
        "wheeldown" => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        kind,
        column: column.parse().ok()?,
        row: row.parse().ok()?,
    })
}

fn named_key(word: &str) -> Option<KeyPress> {
    let mut key = KeyPress::plain(Code::Esc);
    let mut name = word;
    loop {
        let (flag, rest) = if let Some(rest) = name.strip_prefix("ctrl-") {
            (&mut key.ctrl, rest)
        } else if let Some(rest) = name.strip_prefix("alt-") {
            (&mut key.alt, rest)
        } else if let Some(rest) = name.strip_prefix("shift-") {
            (&mut key.shift, rest)
        } else {
            break;
        };
        *flag = true;
        name = rest;
    }
    key.code = match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "backspace" => Code::Backspace,
        "delete" => Code::Delete,
        "insert" => Code::Insert,
        "home" => Code::Home,
        "end" => Code::End,
        "pageup" => Code::PageUp,
        "pagedown" => Code::PageDown,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "space" => Code::Char(' '),
        name => {
            let mut characters = name.chars();
            match (characters.next(), characters.as_str()) {
                (Some(character), "") => Code::Char(character),
                (Some('f'), number) => Code::Function(number.parse().ok().filter(|n| (1..=24).contains(n))?),
                _ => return None,
            }
        }
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_keys_text_pastes_and_sizes() {
        assert_eq!(
            parse_script("down ctrl-s f12 shift-tab <帳a> paste<甲\\n\\>> 80x24 wheeldown@3,14").unwrap(),
            [
                Input::Key(KeyPress::plain(Code::Down)),
                Input::Key(KeyPress::ctrl('s')),
                Input::Key(KeyPress::plain(Code::Function(12))),
                Input::Key(KeyPress::plain(Code::Tab).with_shift()),
                Input::Key(KeyPress::plain(Code::Char('帳'))),
                Input::Key(KeyPress::plain(Code::Char('a'))),
                Input::Paste("甲\n>".into()),
                Input::Resize {
                    width: 80,
                    height: 24
                },
                Input::Mouse(Mouse {
                    kind: MouseKind::WheelDown,
                    column: 3,
                    row: 14
                }),
            ]
        );
    }

    #[test]
    fn a_wrong_word_is_named() {
        assert_eq!(
            parse_script("down entr"),
            Err(ScriptError::UnknownKey("entr".into()))
        );
        assert_eq!(parse_script("<abc"), Err(ScriptError::Unclosed("abc".into())));
    }
}
