//! File paths that were dropped onto the window or pasted.
//!
//! Terminals deliver a dropped file as pasted text, each in its own manner: bare, in quotes, with
//! backslashes before spaces, or as a `file://` address; several files stand one after another.

/// The paths in pasted text, or nothing where it does not look like absolute paths alone. Whether
/// anything is at a path is not looked at.
pub fn dropped_paths(pasted: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for line in pasted.lines() {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let Some((path, after)) = first_path(rest) else {
                return Vec::new();
            };
            paths.push(path);
            rest = after.trim_start();
        }
    }
    paths
}

/// The first path of a line and what follows it.
fn first_path(line: &str) -> Option<(String, &str)> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (path, rest) = match quote {
        Some(_) => quoted(line)?,
        None => bare(line),
    };
    let path = match path.strip_prefix("file://") {
        Some(address) => from_address(address)?,
        None => path,
    };
    is_absolute(&path).then_some((path, rest))
}

/// A path as a shell would read it: quoted runs, and behind a quoted one also `\'`. Backslashes
/// inside quotes stay, because on Windows they part the folders.
fn quoted(line: &str) -> Option<(String, &str)> {
    let mut path = String::new();
    let mut open = None;
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        match (open, character) {
            (None, '"' | '\'') => open = Some(character),
            (None, '\\') => path.extend(characters.next().map(|(_, escaped)| escaped)),
            (None, ' ') => return Some((path, line.get(at..)?)),
            (Some(quote), character) if quote == character => open = None,
            (_, character) => path.push(character),
        }
    }
    open.is_none().then_some((path, ""))
}

/// A path without quotes. A space belongs to it unless another path begins behind it.
fn bare(line: &str) -> (String, &str) {
    let address = line.strip_prefix("file:///");
    let windows = has_drive(line) || line.starts_with("\\\\") || address.is_some_and(has_drive);
    let mut path = String::new();
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if !windows => path.extend(characters.next().map(|(_, escaped)| escaped)),
            ' ' if begins_path(line.get(at + 1..).unwrap_or_default()) => {
                return (path, line.get(at..).unwrap_or_default());
            }
            character => path.push(character),
        }
    }
    (path, "")
}

/// The path of a `file://` address without its scheme: `[host]/path`, percent-encoded.
fn from_address(address: &str) -> Option<String> {
    let path = address.strip_prefix("localhost").unwrap_or(address);
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    let decoded = String::from_utf8(decoded).ok()?;
    match decoded.strip_prefix('/') {
        Some(drive) if has_drive(drive) => Some(drive.to_owned()),
        _ => Some(decoded),
    }
}

fn begins_path(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("file://") || text.starts_with(['"', '\'']) || is_absolute(text)
}

/// `/…` (but not `//…`), `C:\…`, `C:/…` or `\\server\…`, without control characters.
fn is_absolute(path: &str) -> bool {
    let mut characters = path.chars();
    let unix = characters.next() == Some('/')
        && characters
            .next()
            .is_some_and(|second| second != '/' && !second.is_whitespace());
    (unix || has_drive(path) || path.starts_with("\\\\")) && !path.contains(char::is_control)
}

fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::dropped_paths;

    #[test]
    fn every_terminal_s_way_to_drop_a_file_gives_its_path() {
        for dropped in [
            "/資料/帳號 清查.pdf",
            "'/資料/帳號 清查.pdf' ",
            "\"/資料/帳號 清查.pdf\"",
            "/資料/帳號\\ 清查.pdf",
            "file:///資料/帳號%20清查.pdf\n",
            "file://localhost/%E8%B3%87%E6%96%99/%E5%B8%B3%E8%99%9F%20清查.pdf",
        ] {
            assert_eq!(dropped_paths(dropped), ["/資料/帳號 清查.pdf"], "{dropped}");
        }
    }

    #[test]
    fn paths_of_windows_keep_their_backslashes() {
        for dropped in [
            r"C:\資料\帳號 清查.pdf",
            r#""C:\資料\帳號 清查.pdf""#,
            r"file:///C:\資料\帳號%20清查.pdf",
        ] {
            assert_eq!(dropped_paths(dropped), [r"C:\資料\帳號 清查.pdf"], "{dropped}");
        }
        assert_eq!(dropped_paths(r"\\server\共用\a.pdf"), [r"\\server\共用\a.pdf"]);
    }

    #[test]
    fn several_files_are_several_paths() {
        assert_eq!(dropped_paths("'/a/b c.pdf' '/d.pdf'"), ["/a/b c.pdf", "/d.pdf"]);
        assert_eq!(dropped_paths("/a b.pdf /c.pdf"), ["/a b.pdf", "/c.pdf"]);
        assert_eq!(
            dropped_paths("file:///a.pdf\r\nfile:///b.pdf\r\n"),
            ["/a.pdf", "/b.pdf"]
        );
    }

    #[test]
    fn an_apostrophe_in_a_name_is_kept() {
        assert_eq!(dropped_paths(r"'/a/it'\''s.pdf'"), ["/a/it's.pdf"]);
        assert_eq!(dropped_paths("/a/it's.pdf"), ["/a/it's.pdf"]);
    }

    #[test]
    fn prose_addresses_and_half_quoted_text_are_no_paths() {
        for text in [
            "",
            "帳號清查紀錄",
            "https://example.com/a",
            "// remark",
            "/ 無",
            "「/a」",
            "'/a",
            "第一行\n/a/b",
            "relative/path.pdf",
        ] {
            assert!(dropped_paths(text).is_empty(), "{text}");
        }
    }
}
