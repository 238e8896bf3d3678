//! Paths as people type them: how they may go on, and what is at them.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use directories::UserDirs;

/// Most ways to go on that are given.
const MOST: usize = 200;

/// The ways a typed path may go on, folders first and each by name; folders end in a separator. What
/// is relative goes on from `base`, else from the current folder. `~` stands for the home folder.
/// Files are left out where only folders are wanted.
///
/// A folder that cannot be read has none; hidden names need their dot.
pub fn completions(typed: &str, base: Option<&Path>, only_folders: bool) -> Vec<String> {
    let typed = with_home(typed);
    let (before, begun) = match typed.rfind(is_separator) {
        Some(at) => typed.split_at(at + 1),
        None => ("", typed.as_str()),
    };
    let folder = match (before, base) {
        ("", Some(base)) => base.to_owned(),
        ("", None) => PathBuf::from("."),
        (before, Some(base)) => base.join(before),
        (before, None) => PathBuf::from(before),
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<(bool, String)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let suits = begins(&name, begun) && (begun.starts_with('.') || !name.starts_with('.'));
            let is_folder = suits && entry.path().is_dir();
            (suits && (is_folder || !only_folders)).then_some((!is_folder, name))
        })
        .collect();
    // Where something begins exactly as typed, what differs in case is not meant.
    if found.iter().any(|(_, name)| name.starts_with(begun)) {
        found.retain(|(_, name)| name.starts_with(begun));
    }
    found.sort();
    found.truncate(MOST);
    let ending = |is_file: bool| match (is_file, before.ends_with('/')) {
        (true, _) => String::new(),
        (false, true) => "/".to_owned(),
        (false, false) => MAIN_SEPARATOR.to_string(),
    };
    let whole = |(is_file, name): (bool, String)| format!("{before}{name}{}", ending(is_file));
    found.into_iter().map(whole).collect()
}

fn begins(name: &str, begun: &str) -> bool {
    name.to_lowercase().starts_with(&begun.to_lowercase())
}

fn is_separator(character: char) -> bool {
    character == '/' || std::path::is_separator(character)
}

/// The path with the home folder in place of a `~` at its start.
pub fn with_home(typed: &str) -> String {
    let after = typed
        .strip_prefix('~')
        .filter(|after| after.is_empty() || after.starts_with(is_separator));
    match (after, UserDirs::new()) {
        (Some(""), Some(dirs)) => format!("{}{MAIN_SEPARATOR}", dirs.home_dir().display()),
        (Some(after), Some(dirs)) => format!("{}{after}", dirs.home_dir().display()),
        _ => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> tempfile::TempDir {
        let desk = tempfile::tempdir().unwrap();
        for folder in ["帳號清查", "帳號", ".git"] {
            std::fs::create_dir(desk.path().join(folder)).unwrap();
        }
        for file in ["帳號清查.pdf", "Report.pdf", "report.txt", ".hidden"] {
            std::fs::write(desk.path().join(file), "").unwrap();
        }
        desk
    }

    fn names(typed: &str, only_folders: bool) -> Vec<String> {
        let desk = desk();
        let typed = format!("{}/{typed}", desk.path().display());
        let start = typed.len() - typed.rsplit('/').next().unwrap().len();
        completions(&typed, None, only_folders)
            .into_iter()
            .map(|whole| whole[start..].to_owned())
            .collect()
    }

    #[test]
    fn folders_come_first_and_chinese_names_go_on_like_others() {
        assert_eq!(names("帳", false), ["帳號/", "帳號清查/", "帳號清查.pdf"]);
        assert_eq!(names("帳", true), ["帳號/", "帳號清查/"]);
        assert!(names("無", false).is_empty());
    }

    #[test]
    fn case_counts_only_where_something_begins_as_typed() {
        assert_eq!(names("REP", false), ["Report.pdf", "report.txt"]);
        assert_eq!(names("rep", false), ["report.txt"]);
    }

    #[test]
    fn hidden_names_need_their_dot() {
        assert_eq!(names(".", false), [".git/", ".hidden"]);
        assert!(!names("", false).iter().any(|name| name.starts_with('.')));
    }

    #[test]
    fn a_relative_path_goes_on_from_the_base() {
        let desk = desk();
        assert_eq!(
            completions("帳號清查.", Some(desk.path()), false),
            ["帳號清查.pdf"]
        );
    }

    #[test]
    fn the_tilde_is_the_home_folder_only_at_the_start_of_a_path() {
        assert_eq!(with_home("a~/b"), "a~/b");
        assert_eq!(with_home("~b"), "~b");
        if let Some(dirs) = UserDirs::new() {
            let home = dirs.home_dir().display().to_string();
            assert_eq!(with_home("~/甲"), format!("{home}/甲"));
        }
    }
}
