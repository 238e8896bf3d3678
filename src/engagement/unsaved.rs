//! Texts that are being written and are not in the workbook yet, kept beside the settings so that a
//! crash, a power cut or a killed window takes nothing with it. Nothing here is part of the record.
//!
//! One file a workbook, private to this user, replaced as a whole; without texts there is no file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::request::Written;
use crate::error::{Error, Result};

/// The folder for them, in the folder for data of this user.
const FOLDER: &str = "unsaved";
/// How many hexadecimal digits of the hash of a workbook's path name its file.
const NAME: usize = 32;

/// What stands in a file.
#[derive(Debug, Serialize, Deserialize)]
struct Content {
    workbook: PathBuf,
    texts: Vec<Written>,
}

/// Keeps what is being written for a workbook in place of what was kept before. Does nothing without
/// a folder for data.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(data: Option<&Path>, workbook: &Path, texts: &[Written]) -> Result<()> {
    let Some(path) = data.map(|data| file_of(data, workbook)) else {
        return Ok(());
    };
    let kept = match texts.is_empty() {
        true => remove(&path),
        false => write(&path, workbook, texts),
    };
    kept.map_err(|cause| {
        Error::environment("error.unsaved_not_kept")
            .with("path", path.display())
            .with("cause", &cause)
            .hint("error.hint_unsaved_not_kept")
            .caused_by(cause)
    })
}

/// What was kept for a workbook; nothing where there is no such file or it cannot be read.
pub fn load(data: Option<&Path>, workbook: &Path) -> Vec<Written> {
    let read = data.and_then(|data| fs::read(file_of(data, workbook)).ok());
    let content = read.and_then(|json| serde_json::from_slice::<Content>(&json).ok());
    content.map(|content| content.texts).unwrap_or_default()
}

fn file_of(data: &Path, workbook: &Path) -> PathBuf {
    let workbook = workbook.canonicalize().unwrap_or_else(|_| workbook.to_owned());
    let mut name = hex::encode(Sha256::digest(workbook.as_os_str().as_encoded_bytes()));
    name.truncate(NAME);
    data.join(FOLDER).join(format!("{name}.json"))
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

fn write(path: &Path, workbook: &Path, texts: &[Written]) -> std::io::Result<()> {
    let content = Content {
        workbook: workbook.to_owned(),
        texts: texts.to_vec(),
    };
    let json = serde_json::to_vec(&content)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Not synced: this guards against a killed program at every key; what was saved is synced.
    options.open(&temporary)?.write_all(&json)?;
    fs::rename(&temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Written {
        Written {
            id: "answer/4.1/organisation/-/note".to_owned(),
            label: "4.1".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_kept_for_a_workbook_is_found_again_until_nothing_is_left() {
        let data = tempfile::tempdir().unwrap();
        let (ours, other) = (Path::new("/甲.zicha"), Path::new("/乙.zicha"));
        keep(Some(data.path()), ours, &[text("草稿\n第二段")]).unwrap();
        assert_eq!(load(Some(data.path()), ours), [text("草稿\n第二段")]);
        assert!(load(Some(data.path()), other).is_empty());
        keep(Some(data.path()), ours, &[]).unwrap();
        keep(Some(data.path()), ours, &[]).unwrap();
        assert_eq!(fs::read_dir(data.path().join(FOLDER)).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let ours = Path::new("/甲.zicha");
        keep(Some(data.path()), ours, &[text("甲")]).unwrap();
        let mode = fs::metadata(file_of(data.path(), ours))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_file_is_no_text_and_a_machine_without_a_home_keeps_none() {
        let data = tempfile::tempdir().unwrap();
        let ours = Path::new("/甲.zicha");
        keep(Some(data.path()), ours, &[text("甲")]).unwrap();
        fs::write(file_of(data.path(), ours), "{").unwrap();
        assert!(load(Some(data.path()), ours).is_empty());
        assert!(keep(None, ours, &[text("甲")]).is_ok());
        assert!(load(None, ours).is_empty());
    }
}
