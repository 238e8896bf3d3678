//! Where files are: paths and addresses, known from their field or by their form.

use super::Placeholders;
use crate::model::assessment::EvidenceKind;

/// Longest ending that is taken for a file's.
const LONGEST_ENDING: usize = 5;

/// Whether a location of this kind says where something is, and not who or which document.
pub(super) fn is_place(kind: EvidenceKind, location: &str) -> bool {
    match kind {
        EvidenceKind::Interview => false,
        EvidenceKind::Document | EvidenceKind::Physical => {
            let chars: Vec<char> = location.chars().collect();
            let is_path = location.contains(['/', '\\']) && ending(file_name(location)).is_some();
            is_path || place_at(&chars, 0).is_some()
        }
        _ => !location.trim().is_empty(),
    }
}

/// What stands for a place: its kind, and the ending of a file.
pub(super) fn hidden(kind: Option<EvidenceKind>, place: &str, words: &Placeholders<'_>) -> String {
    let ending = ending(file_name(place));
    let address = place.contains("://") || (place.contains('@') && kind.is_none());
    match (kind, ending) {
        (Some(EvidenceKind::Url), _) => words.address.to_owned(),
        (Some(EvidenceKind::Folder), _) => words.folder.to_owned(),
        (None, _) if address => words.address.to_owned(),
        (_, Some(ending)) => format!("{}.{ending}", words.file),
        (None, None) => words.folder.to_owned(),
        (Some(_), None) => words.file.to_owned(),
    }
}

/// The last step of a path.
pub(super) fn file_name(path: &str) -> &str {
    let path = path.trim_end_matches(['/', '\\']);
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// A file name without its ending.
pub(super) fn stem(name: &str) -> &str {
    match ending(name) {
        Some(ending) => name
            .get(..name.len().saturating_sub(ending.len() + 1))
            .unwrap_or(name),
        None => name,
    }
}

/// The ending of a file name without its dot.
pub(super) fn ending(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let known = (1..=LONGEST_ENDING).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
        && ending.chars().any(|c| c.is_ascii_alphabetic());
    (known && !stem.is_empty()).then_some(ending)
}

/// How many characters of an absolute path, a web address or a mail address begin at a place; none where
/// nothing of the kind does.
pub(super) fn place_at(words: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    if before.is_some_and(|c| is_word(*c) || matches!(c, '/' | '\\' | '@' | '.')) {
        return None;
    }
    let rest = words.get(at..)?;
    let length = rest.iter().take_while(|c| !ends_place(**c)).count();
    let token = rest.get(..length)?;
    let length = length - token.iter().rev().take_while(|c| ".,;:!?".contains(**c)).count();
    let token: String = token.iter().take(length).collect();
    (is_absolute(&token) || is_address(&token)).then_some(length)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn ends_place(c: char) -> bool {
    c.is_whitespace() || "\"'<>()[]，。；、：「」『』（）《》〈〉【】！？".contains(c)
}

fn is_absolute(token: &str) -> bool {
    let steps = |path: &str| path.split('/').filter(|step| !step.is_empty()).count();
    let drive = token.get(1..3).is_some_and(|root| matches!(root, ":\\" | ":/"))
        && token.starts_with(|c: char| c.is_ascii_alphabetic());
    let home = token.starts_with("~/") && token.len() > 2;
    let share = token.starts_with("\\\\") && token.len() > 2;
    drive || home || share || (token.starts_with('/') && steps(token) >= 2)
}

fn is_address(token: &str) -> bool {
    let scheme = |scheme: &str| scheme.len() >= 2 && scheme.chars().all(|c| c.is_ascii_alphabetic());
    let web = token
        .split_once("://")
        .is_some_and(|(before, rest)| scheme(before) && !rest.is_empty());
    let mail = token.split_once('@').is_some_and(|(user, host)| {
        let plain = |part: &str| part.chars().all(|c| is_word(c) || matches!(c, '.' | '+' | '%'));
        !user.is_empty() && plain(user) && plain(host) && host.contains('.')
    });
    web || mail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Option<String> {
        let chars: Vec<char> = words.chars().collect();
        let at = (0..chars.len()).find_map(|at| Some((at, place_at(&chars, at)?)));
        at.map(|(at, length)| chars[at..at + length].iter().collect())
    }

    #[test]
    fn paths_and_addresses_are_known_by_their_form() {
        for (words, place) in [
            ("見 /home/zq7/規則.txt。", "/home/zq7/規則.txt"),
            ("存於C:\\Users\\a\\b.pdf，", "C:\\Users\\a\\b.pdf"),
            ("\\\\server\\share\\甲", "\\\\server\\share\\甲"),
            ("請看 https://a.example/x?y=1。", "https://a.example/x?y=1"),
            ("寄 a.b@c.example.tw 詢問", "a.b@c.example.tw"),
            ("in ~/audit/x.txt.", "~/audit/x.txt"),
        ] {
            assert_eq!(found(words).as_deref(), Some(place), "{words}");
        }
        for words in ["應/宜", "24/7", "115/3/31", "SHA-256：abc", "/", "A: b", "@甲"] {
            assert_eq!(found(words), None, "{words}");
        }
    }

    #[test]
    fn an_ending_is_short_and_has_a_letter() {
        assert_eq!(ending("清查.xlsx"), Some("xlsx"));
        assert_eq!(stem("清查.xlsx"), "清查");
        assert_eq!(ending("第 1.2 版"), None);
        assert_eq!(ending("v1.2"), None);
    }
}
