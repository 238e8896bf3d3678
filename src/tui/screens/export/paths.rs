//! The files an export proposes and writes.

use std::path::{Path, PathBuf};

use super::what::What;
use crate::lang::{Lang, fill, tr};
use crate::text::file_name_part;
use crate::tui::app::Workbook;
use crate::tui::input::dropped_paths;
use crate::tui::screens::evidence::workbook_folder;

/// Longest part of a file name that is taken from the organisation's name, in characters.
const MAX_NAME: usize = 60;
/// Ending of an identity.
const IDENTITY: &str = "p12";

/// Where a file is proposed to go: beside the workbook, named after the organisation and the
/// as-of date, or the date of the last change where none is given.
pub fn proposed(workbook: &Workbook, lang: Lang, what: What) -> String {
    beside(workbook, lang, (what.file(), what.ending()), date(workbook))
}

/// Where a redacted report is proposed to go: under a name without the organisation.
pub fn proposed_redacted(workbook: &Workbook, lang: Lang) -> String {
    let name = ("options.file_redacted", What::Report.ending());
    beside(workbook, lang, name, date(workbook))
}

/// The as-of date, or the date of the last change where none is given.
fn date(workbook: &Workbook) -> &str {
    let as_of = &workbook.assessment.profile.assessment.as_of;
    let saved = workbook.saved_at.as_deref().and_then(|at| at.get(..10));
    match as_of.is_empty() {
        true => saved.unwrap_or_default(),
        false => as_of,
    }
}

/// Where a new identity is proposed to go.
pub fn proposed_identity(workbook: &Workbook, lang: Lang) -> String {
    beside(workbook, lang, ("attach.identity_file", IDENTITY), "")
}

fn beside(
    workbook: &Workbook,
    lang: Lang,
    (name, ending): (&'static str, &'static str),
    date: &str,
) -> String {
    let organisation = file_name_part(&workbook.assessment.profile.organisation.name, MAX_NAME);
    let values = [
        ("organisation", organisation.as_str()),
        ("date", &file_name_part(date, MAX_NAME)),
    ];
    let stem = fill(lang, name, &values);
    let file = format!(
        "{}.{ending}",
        stem.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    workbook_folder(workbook).join(file).display().to_string()
}

/// The path of a file as typed, always with its own ending, so that it never takes the place of a
/// workbook or a key.
pub fn output_path(typed: &str, what: What) -> Option<PathBuf> {
    with_ending(typed, &[what.ending()])
}

/// The same file for something else: with its ending in place of that of `before`.
pub fn with_ending_of(typed: &str, before: What, what: What) -> String {
    let ending = |what: What| format!(".{}", what.ending());
    match typed.trim_end().strip_suffix(&ending(before)) {
        Some(stem) => stem.to_owned() + &ending(what),
        None => typed.to_owned(),
    }
}

/// The path of a new identity as typed, always with an identity's ending.
pub fn identity_path(typed: &str) -> Option<PathBuf> {
    with_ending(typed, &[IDENTITY, "pfx"])
}

fn with_ending(typed: &str, endings: &[&str]) -> Option<PathBuf> {
    let typed = plain(typed);
    let path = Path::new(&typed);
    path.file_name()?;
    let fits = path
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    Some(match endings.first() {
        Some(ending) if !fits => PathBuf::from(format!("{typed}.{ending}")),
        _ => path.to_owned(),
    })
}

/// A path as typed or pasted, without quotes around it.
pub fn plain(typed: &str) -> String {
    let typed = typed.trim();
    let wrapped = typed.starts_with(['"', '\'']) || typed.starts_with("file://");
    match dropped_paths(typed).as_slice() {
        [path] if wrapped => path.clone(),
        _ => typed.to_owned(),
    }
}

/// The same file name in another folder.
pub fn moved(typed: &str, folder: &Path, proposed: &str) -> String {
    let typed = plain(typed);
    let name = Path::new(&typed).file_name().or(Path::new(proposed).file_name());
    match name {
        Some(name) => folder.join(name).display().to_string(),
        None => folder.display().to_string(),
    }
}

/// The folder of a typed path, to begin browsing in.
pub fn folder_of(typed: &str, workbook: &Workbook) -> PathBuf {
    let typed = plain(typed);
    let path = Path::new(&typed);
    match path.parent() {
        Some(folder) if path.is_absolute() => folder.to_owned(),
        _ => workbook_folder(workbook),
    }
}

/// The folder that a report is written into, as it can be listed.
pub fn listed_folder(output: &Path) -> PathBuf {
    match output.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// How a report's signature is verified later, to be copied into a command line.
pub fn verify_command(path: &Path) -> String {
    let path = path.display().to_string();
    let quoted = if path.contains(char::is_whitespace) {
        format!("\"{path}\"")
    } else {
        path
    };
    format!("zicha verify {quoted}")
}

/// The name the signature is proposed to show.
pub fn proposed_name(workbook: &Workbook, author: Option<&str>, lang: Lang) -> String {
    let prepared_by = &workbook.assessment.profile.assessment.prepared_by;
    match (prepared_by.is_empty(), author) {
        (false, _) => prepared_by.clone(),
        (true, Some(author)) => author.to_owned(),
        (true, None) => tr(lang, "model.role_preparer").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_always_ends_in_pdf() {
        let report_path = |typed| output_path(typed, What::Report);
        assert_eq!(report_path("/a/報告"), Some(PathBuf::from("/a/報告.pdf")));
        assert_eq!(report_path("/a/報告.PDF"), Some(PathBuf::from("/a/報告.PDF")));
        assert_eq!(report_path("/a/甲.zicha"), Some(PathBuf::from("/a/甲.zicha.pdf")));
        assert_eq!(report_path("  "), None);
    }

    #[test]
    fn a_pasted_path_loses_its_quotes() {
        let path = output_path("'/a/報 告.pdf'", What::Report);
        assert_eq!(path, Some(PathBuf::from("/a/報 告.pdf")));
        assert_eq!(plain("報告 甲.pdf"), "報告 甲.pdf");
    }

    #[test]
    fn something_else_takes_its_own_ending_and_keeps_the_name() {
        let sheets = What::ALL[1];
        assert_eq!(with_ending_of("/a/甲.pdf", What::Report, sheets), "/a/甲.xlsx");
        assert_eq!(with_ending_of("/a/甲", What::Report, sheets), "/a/甲");
    }

    #[test]
    fn another_folder_keeps_the_file_name() {
        let moved_to = moved("/a/報告.pdf", Path::new("/b"), "");
        assert_eq!(Path::new(&moved_to), Path::new("/b").join("報告.pdf"));
    }
}
