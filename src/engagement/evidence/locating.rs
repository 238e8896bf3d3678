//! Where evidence lies: how a path is stored, and where a stored one leads on this machine.

use std::path::{Path, PathBuf};

use crate::engagement::Engagement;
use crate::error::{Error, Result};

impl Engagement {
    /// Folders in which evidence of other machines is looked for here, from the settings.
    pub fn set_evidence_roots(&mut self, roots: Vec<PathBuf>) {
        self.evidence_roots = roots;
    }

    /// The folders of [`Engagement::set_evidence_roots`].
    pub fn evidence_roots(&self) -> &[PathBuf] {
        &self.evidence_roots
    }

    /// Where a stored location points to on this machine: below the workbook's folder or as it
    /// stands; where nothing is there, below the first root that holds it; else where it would be.
    pub fn resolved_path(&self, location: &str) -> PathBuf {
        let path = PathBuf::from(location);
        let first = if path.is_absolute() {
            path
        } else {
            self.folder().join(path)
        };
        if first.symlink_metadata().is_ok() {
            return first;
        }
        let tails = tails(location);
        let below = |root: &PathBuf| {
            tails
                .iter()
                .map(|tail| root.join(tail))
                .find(|path| path.exists())
        };
        self.evidence_roots.iter().find_map(below).unwrap_or(first)
    }

    pub(super) fn absolute(&self, location: &str) -> Result<PathBuf> {
        let given = Path::new(location);
        match given.canonicalize() {
            Ok(path) => Ok(path),
            // What is written relative may also be meant from the workbook's folder.
            Err(source) => match self.folder().join(given).canonicalize() {
                Ok(path) if given.is_relative() => Ok(path),
                _ => Err(cannot_read(given, source)),
            },
        }
    }

    /// Below the workbook's folder relative with `/`, so that the folder can be moved as a whole;
    /// elsewhere absolute.
    pub(super) fn stored_path(&self, path: &Path) -> Result<String> {
        let shown = match path.strip_prefix(self.folder()) {
            Ok(relative) => relative
                .components()
                .map(|component| component.as_os_str().to_str())
                .collect::<Option<Vec<&str>>>()
                .map(|components| components.join("/")),
            Err(_) => path.to_str().map(|path| without_verbatim_prefix(path).to_owned()),
        };
        shown.ok_or_else(|| {
            Error::input("error.name_not_unicode")
                .with("path", path.display())
                .hint("error.hint_rename")
        })
    }
}

pub(super) fn cannot_read(path: &Path, source: std::io::Error) -> Error {
    Error::input("error.evidence_unreadable")
        .with("path", path.display())
        .with("cause", &source)
        .hint("error.hint_evidence_unreadable")
        .caused_by(source)
}

/// The ends of a path of any machine, the longest first: `D:\佐證\a.pdf` gives `佐證/a.pdf`, `a.pdf`.
fn tails(location: &str) -> Vec<PathBuf> {
    let steps: Vec<&str> = location
        .split(['/', '\\'])
        .filter(|step| !matches!(*step, "" | "." | "..") && !step.ends_with(':'))
        .collect();
    (0..steps.len())
        .filter_map(|from| Some(steps.get(from..)?.iter().collect()))
        .collect()
}

/// Windows gives absolute paths as `\\\\?\\C:\\…`, a form that no other program shows or takes.
fn without_verbatim_prefix(path: &str) -> &str {
    match path.strip_prefix(r"\\?\") {
        Some(plain) if plain.as_bytes().get(1) == Some(&b':') => plain,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verbatim_form_of_a_windows_path_is_not_stored() {
        assert_eq!(without_verbatim_prefix(r"\\?\C:\佐證\a.pdf"), r"C:\佐證\a.pdf");
        assert_eq!(
            without_verbatim_prefix(r"\\?\UNC\server\a.pdf"),
            r"\\?\UNC\server\a.pdf"
        );
        assert_eq!(without_verbatim_prefix("/佐證/a.pdf"), "/佐證/a.pdf");
    }

    #[test]
    fn a_path_of_another_machine_ends_the_same_here() {
        let names = |location| -> Vec<String> {
            tails(location)
                .iter()
                .map(|tail| tail.to_string_lossy().replace('\\', "/"))
                .collect()
        };
        assert_eq!(names(r"D:\佐證\a.pdf"), ["佐證/a.pdf", "a.pdf"]);
        assert_eq!(names("/x/../a.pdf"), ["x/a.pdf", "a.pdf"]);
        assert!(names("/").is_empty());
    }
}
