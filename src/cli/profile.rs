//! Reading a profile file.

use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};
use crate::model::pack::Pack;
use crate::model::profile::Profile;
use crate::model::profile_file;

/// A profile file larger than this, in bytes, is another file by mistake.
const MAX_BYTES: u64 = 16 << 20;

/// Reads and checks a profile; `-` reads standard input.
pub(super) fn read(path: &Path, pack: &Pack) -> Result<Profile> {
    let text = read_text(path).map_err(|source| {
        Error::input("error.profile_unreadable")
            .with("path", path.display())
            .with("cause", &source)
            .hint("error.hint_json_file")
            .caused_by(source)
    })?;
    profile_file::parse(&text, pack).map_err(|fault| {
        Error::input("error.profile_file")
            .with("path", path.display())
            .saying("fault", fault.words())
            .hint("error.hint_mend")
            .caused_by(fault)
    })
}

fn read_text(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(MAX_BYTES).read_to_string(&mut text)?;
    } else {
        std::fs::File::open(path)?
            .take(MAX_BYTES)
            .read_to_string(&mut text)?;
    }
    Ok(text)
}
