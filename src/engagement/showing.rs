//! Opening a finished file or its folder in the program that the system keeps for it. The only place
//! that starts another program, and only when somebody asks for it: a file that was just written,
//! handed over by its path, without a shell.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// Hands a file or a folder to the system to be opened; does not wait for it to be closed.
///
/// # Errors
/// There is no desktop to open it on (over SSH, on a console), or the system has no opener.
#[allow(clippy::disallowed_methods)]
pub fn open(path: &Path) -> Result<()> {
    if !has_desktop() {
        return Err(not_opened(path, "error.no_desktop", "error.hint_copy_path"));
    }
    let started = Command::new(opener())
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|source| {
        not_opened(path, "error.no_opener", "error.hint_copy_path")
            .with("program", opener())
            .with("cause", &source)
            .caused_by(source)
    })?;
    // Somebody has to take note of its end; nobody waits for it.
    std::thread::spawn(move || {
        let _ = child.wait();
    });
    Ok(())
}

/// The folder a file lies in; of a bare name, the one that is worked in.
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn not_opened(path: &Path, id: &'static str, hint: &'static str) -> Error {
    Error::environment(id).with("path", path.display()).hint(hint)
}

fn opener() -> &'static str {
    if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    }
}

/// Windows and macOS always have one; elsewhere it is named in the environment.
fn has_desktop() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    cfg!(windows) || cfg!(target_os = "macos") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_lies_in_the_folder_that_is_worked_in() {
        assert_eq!(folder_of(Path::new("報告.pdf")), Path::new("."));
        assert_eq!(folder_of(Path::new("/a/報告.pdf")), Path::new("/a"));
    }
}
