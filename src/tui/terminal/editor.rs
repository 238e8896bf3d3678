//! The user's own editor: the only program Zicha starts to write text with. It gets a file of its own in
//! a private folder, and no shell reads the name of the editor.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::error::{Error, Result};

/// The file that is edited.
const FILE: &str = "zicha.txt";
/// Largest file that is taken back, in bytes: far more than a field takes.
const MAX_FILE: u64 = 16 << 20;
/// How many names are tried for the private folder.
const NAMES: u32 = 1000;
/// Editors to be tried where none was named.
#[cfg(unix)]
const USUAL: [&str; 2] = ["nano", "vi"];
#[cfg(not(unix))]
const USUAL: [&str; 1] = ["notepad"];

/// An editor as a program with its first arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(Vec<Vec<String>>);

impl Editor {
    /// The editor named by `VISUAL`, else by `EDITOR`, else what the system usually has. `variable`
    /// reads a variable of the environment.
    pub fn named(variable: impl Fn(&str) -> Option<String>) -> Self {
        let named = ["VISUAL", "EDITOR"]
            .iter()
            .filter_map(|name| variable(name))
            .map(|value| words(&value))
            .find(|words| !words.is_empty());
        Self(match named {
            Some(words) => vec![words],
            None => USUAL.iter().map(|usual| vec![(*usual).to_owned()]).collect(),
        })
    }

    /// Runs it on a file until it ends; tries the next one where the first is not there.
    #[expect(
        clippy::disallowed_methods,
        reason = "writing in the user's own editor was asked for; no shell takes part"
    )]
    fn run(&self, file: &Path) -> (String, io::Result<ExitStatus>) {
        let mut tried = (String::new(), Err(io::Error::from(io::ErrorKind::NotFound)));
        for command in &self.0 {
            let Some((program, arguments)) = command.split_first() else {
                continue;
            };
            let status = Command::new(program).args(arguments).arg(file).status();
            let missing = matches!(&status, Err(cause) if cause.kind() == io::ErrorKind::NotFound);
            tried = (program.clone(), status);
            if !missing {
                break;
            }
        }
        tried
    }
}

/// Splits a command into words at white space; quotes keep a word together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in command.chars() {
        match (quote, character) {
            (Some(open), character) if open == character => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, character) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Lets the user write on `text` and gives what came of it.
///
/// # Errors
///
/// When no file could be made, the editor was not found or did not end well, or what it left is no
/// text. What was written then stays in its file, which the error names, unless nothing was changed.
pub fn edit(text: &str, editor: &Editor, temporary: &Path) -> Result<String> {
    let desk = Desk::set(text, temporary).map_err(|cause| {
        Error::environment("error.editor_no_file")
            .with("cause", &cause)
            .hint("error.hint_editor_temporary")
            .caused_by(cause)
    })?;
    let (program, ended) = editor.run(&desk.file());
    match ended {
        Ok(status) if status.success() => desk.take(),
        Ok(status) => Err(desk.keep_changed(
            text,
            Error::environment("error.editor_failed")
                .with("editor", program)
                .with("status", status)
                .hint("error.hint_editor_again"),
        )),
        Err(cause) => Err(Error::environment("error.editor_missing")
            .with("editor", program)
            .with("cause", &cause)
            .hint("error.hint_editor_set")
            .caused_by(cause)),
    }
}

/// The private folder with the file; removed when dropped.
struct Desk {
    folder: PathBuf,
    kept: bool,
}

impl Desk {
    /// Makes the folder and writes the text into its file.
    fn set(text: &str, temporary: &Path) -> io::Result<Self> {
        let desk = Self {
            folder: private_folder(temporary)?,
            kept: false,
        };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(desk.file())?;
        file.write_all(text.as_bytes())?;
        // Editors expect the last line to end, and end it themselves where it does not.
        if !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        Ok(desk)
    }

    fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(self.file())?
            .take(MAX_FILE + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The text as it was left, without the line break at its end.
    fn take(self) -> Result<String> {
        let bytes = self.read().map_err(|cause| {
            Error::environment("error.editor_unreadable")
                .with("cause", &cause)
                .hint("error.hint_editor_again")
                .caused_by(cause)
        })?;
        if bytes.len() as u64 > MAX_FILE {
            let error = Error::input("error.editor_too_large").with("limit", MAX_FILE >> 20);
            return Err(self.keep(error));
        }
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(self.keep(Error::input("error.editor_not_text")));
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let text = text.strip_suffix('\n').unwrap_or(text);
        Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
    }

    /// Leaves the file where it is, and says so.
    fn keep(mut self, error: Error) -> Error {
        self.kept = true;
        error
            .with("path", self.file().display())
            .hint("error.hint_editor_kept")
    }

    /// The same, where something was written in it.
    fn keep_changed(self, text: &str, error: Error) -> Error {
        let same = |bytes: Vec<u8>| {
            let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            bytes == text.strip_suffix('\n').unwrap_or(text).as_bytes()
        };
        match self.read().is_ok_and(|bytes| !same(bytes)) {
            true => self.keep(error),
            false => error,
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A new folder that nobody else may enter. A name that is taken, be it by a link, is passed over.
fn private_folder(temporary: &Path) -> io::Result<PathBuf> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..NAMES {
        let folder = temporary.join(format!("zicha-{}-{number}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&folder) {
            Ok(()) => return Ok(folder),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => last = cause,
            Err(cause) => return Err(cause),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_is_split_into_words_without_a_shell() {
        assert_eq!(words("code --wait"), ["code", "--wait"]);
        assert_eq!(
            words(r#" "C:\Program Files\vim.exe" -n 'a b' "#),
            [r"C:\Program Files\vim.exe", "-n", "a b"]
        );
        assert_eq!(words("vi; rm"), ["vi;", "rm"]);
        assert!(words("  ").is_empty());
    }

    #[test]
    fn visual_comes_before_editor_and_an_empty_one_does_not_count() {
        let both = |name: &str| Some(if name == "VISUAL" { "a" } else { "b" }.to_owned());
        assert_eq!(Editor::named(both), Editor(vec![vec!["a".to_owned()]]));
        let empty = |name: &str| Some(if name == "VISUAL" { " " } else { "b" }.to_owned());
        assert_eq!(Editor::named(empty), Editor(vec![vec!["b".to_owned()]]));
        let usual: Vec<Vec<String>> = USUAL.iter().map(|usual| vec![(*usual).to_owned()]).collect();
        assert_eq!(Editor::named(|_| None), Editor(usual));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private_and_gone_afterwards() {
        use std::os::unix::fs::PermissionsExt;
        let temporary = tempfile::tempdir().unwrap();
        let desk = Desk::set("帳號", temporary.path()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&desk.folder), mode(&desk.file())), (0o700, 0o600));
        assert_eq!(desk.take().unwrap(), "帳號");
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
    }
}
