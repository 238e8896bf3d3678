//! Fonts of this machine, for characters that the shipped fonts lack: rare characters of names, mostly. Only with
//! `--system-fonts`: the report then depends on the machine, so it says which fonts it took.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use crate::lang::{Lang, tr};
use crate::report::blocks::{Block, Column, Document, Table};
use crate::report::{ExtraFont, RenderOptions, Rendered, ReportError, plain_font_name, render};
use crate::settings::Settings;

/// Larger files are not looked into, in bytes: the largest fonts of Chinese have about 80 MB.
const MAX_SIZE: u64 = 128 * 1024 * 1024;

/// How deep folders are searched below a font folder.
const MAX_DEPTH: usize = 6;

/// Renders a report; where `folders` are given and characters are missing, once more with fonts from there,
/// which its last page then names with their hashes.
///
/// # Errors
/// As [`render`]. A font that cannot be read, or may not be embedded, is passed over.
pub fn render_with(
    mut document: Document,
    options: &RenderOptions<'_>,
    folders: Option<&[PathBuf]>,
) -> Result<Rendered, ReportError> {
    let rendered = render(&document, options)?;
    let Some(folders) = folders.filter(|_| !rendered.missing.is_empty()) else {
        return Ok(rendered);
    };
    let fonts = find(&rendered.missing, folders, options.cancel);
    if fonts.is_empty() {
        return Ok(rendered);
    }
    document.blocks.extend(named(&fonts, document.language));
    let options = RenderOptions {
        extra_fonts: &fonts,
        ..*options
    };
    render(&document, &options)
}

/// Where fonts are looked for: the folders of the settings, then the usual ones of the system.
pub fn folders(settings: &Settings) -> Vec<PathBuf> {
    let mut folders = settings.font_folders.clone();
    let dirs = directories::UserDirs::new();
    folders.extend(dirs.as_ref().and_then(|dirs| dirs.font_dir()).map(Path::to_owned));
    if cfg!(windows) {
        let below =
            |variable, path: &str| std::env::var_os(variable).map(|root| PathBuf::from(root).join(path));
        folders.extend(below("WINDIR", "Fonts"));
        folders.extend(below("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"));
    } else if cfg!(target_os = "macos") {
        folders.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
    } else {
        folders.extend(dirs.map(|dirs| dirs.home_dir().join(".fonts")));
        folders.extend(["/usr/local/share/fonts", "/usr/share/fonts"].map(PathBuf::from));
    }
    folders
}

/// The fonts that have the missing characters, as few as their order of preference gives.
fn find(missing: &[char], folders: &[PathBuf], cancel: Option<&AtomicBool>) -> Vec<ExtraFont> {
    let mut wanted: BTreeSet<char> = missing.iter().copied().collect();
    let mut fonts = Vec::new();
    for path in files(folders) {
        let cancelled = cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed));
        if wanted.is_empty() || cancelled {
            break;
        }
        let small = fs::metadata(&path).is_ok_and(|about| about.len() <= MAX_SIZE);
        let Some(data) = small.then(|| fs::read(&path).ok()).flatten() else {
            continue;
        };
        let Some((font, has)) = ExtraFont::with(data, &plain_name(&path), &wanted) else {
            continue;
        };
        wanted.retain(|character| !has.contains(character));
        fonts.push(font);
    }
    fonts
}

/// The font files below the folders, the likeliest first; the same folders give the same order.
fn files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for folder in folders {
        collect(folder, MAX_DEPTH, &mut found);
    }
    let mut files: Vec<PathBuf> = found.into_iter().collect();
    files.sort_by_cached_key(|path| (preference(&plain_name(path)), path.clone()));
    files
}

fn collect(folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        let is_font =
            ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending == *known));
        if is_font {
            found.insert(path);
        } else if depth > 0 && path.is_dir() {
            collect(&path, depth - 1, found);
        }
    }
}

/// Fonts of Chinese come first, then sans-serif ones; slanted, light and bold ones last.
fn preference(name: &str) -> i32 {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let chinese = has(&[
        "cjk", "tc", "tw", "hant", "hana", "jheng", "mingliu", "kai", "sung", "song", "ming",
    ]);
    i32::from(!chinese) * 2
        + i32::from(has(&["serif", "mono", "mincho"]))
        + i32::from(has(&[
            "bold", "black", "heavy", "light", "thin", "italic", "oblique", "medium",
        ])) * 4
}

/// The name of a file as a font's name: what may stand in a PDF name.
fn plain_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    plain_font_name(&stem).unwrap_or_else(|| "Font".to_owned())
}

/// What the report says of the fonts.
fn named(fonts: &[ExtraFont], lang: Lang) -> Vec<Block> {
    let rows = fonts.iter().map(|font| {
        let hash = hex::encode(Sha256::digest(&font.data));
        [font.name.clone(), hash]
    });
    let table = rows.fold(
        Table::new([
            Column::new(tr(lang, "fonts.name"), 1.0),
            Column::new("SHA-256", 2.8),
        ]),
        |table, row| table.row(row),
    );
    vec![
        Block::heading(2, tr(lang, "fonts.heading")).unlisted().into(),
        Block::paragraph(tr(lang, "fonts.intro")).keep_with_next().into(),
        table.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_chinese_come_before_others_and_bold_ones_last() {
        let mut names = [
            "DejaVuSans-Bold",
            "DejaVuSans",
            "NotoSerifCJK-Regular",
            "NotoSansCJK-Bold",
            "TW-Kai-Ext-B",
        ];
        names.sort_by_key(|name| preference(name));
        assert_eq!(
            names,
            [
                "TW-Kai-Ext-B",
                "NotoSerifCJK-Regular",
                "DejaVuSans",
                "NotoSansCJK-Bold",
                "DejaVuSans-Bold"
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_font_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("broken.ttf"), b"not a font").unwrap();
        fs::write(folder.path().join("text.txt"), b"text").unwrap();
        let folders = [folder.path().to_owned()];
        assert_eq!(files(&folders).len(), 1);
        assert!(find(&['\u{20168}'], &folders, None).is_empty());
    }

    #[test]
    fn a_font_with_the_character_is_found_and_named_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let packed = include_bytes!("../../assets/fonts/DejaVuSans.ttf.zst");
        let font = zstd::decode_all(packed.as_slice()).unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below").join("any.TTF"), &font).unwrap();
        let found = find(&['\u{1f600}', '\u{20168}'], &[folder.path().to_owned()], None);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].index), ("DejaVuSans", 0));
        assert!(find(&['\u{20168}'], &[folder.path().to_owned()], None).is_empty());
    }
}
