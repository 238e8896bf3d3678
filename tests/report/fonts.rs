//! Fonts of the machine draw what the shipped ones lack.

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use zicha::engagement::system_fonts::render_with;
use zicha::report::RenderOptions;
use zicha::report::blocks::{Block, Document, text};

use super::{created, extract};

/// A rare character of names that no shipped font has.
const RARE: char = '𠅨';

/// DejaVu Sans with its last character made the rare one: the last group of its `cmap` in format 12.
fn font_with_the_rare_character() -> Vec<u8> {
    let path = format!("{}/assets/fonts/DejaVuSans.ttf.zst", env!("CARGO_MANIFEST_DIR"));
    let mut font = zstd::decode_all(std::fs::File::open(path).unwrap()).unwrap();
    let u32_at = |font: &[u8], at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap());
    let entry = 12
        + 16 * (0..)
            .find(|index| &font[12 + 16 * index..16 + 16 * index] == b"cmap")
            .unwrap();
    let cmap = u32_at(&font, entry + 8) as usize;
    let tables = u16::from_be_bytes([font[cmap + 2], font[cmap + 3]]) as usize;
    for table in 0..tables {
        let at = cmap + u32_at(&font, cmap + 8 + 8 * table) as usize;
        if font[at..at + 2] == [0, 12] {
            let groups = u32_at(&font, at + 12) as usize;
            let last = at + 16 + 12 * (groups - 1);
            font[last..last + 4].copy_from_slice(&u32::from(RARE).to_be_bytes());
            font[last + 4..last + 8].copy_from_slice(&u32::from(RARE).to_be_bytes());
        }
    }
    font
}

fn document() -> Document {
    Document::new("t").push(Block::paragraph(
        text(format!("王{RARE}明與")).bold(format!("王{RARE}明")),
    ))
}

#[test]
fn a_rare_character_comes_from_a_font_of_the_machine_which_the_report_names() {
    let folder = tempfile::tempdir().unwrap();
    let font = font_with_the_rare_character();
    std::fs::write(folder.path().join("Rare.ttf"), &font).unwrap();
    let folders: [PathBuf; 1] = [folder.path().to_owned()];
    let render = |folders: Option<&[PathBuf]>| {
        render_with(document(), &RenderOptions::at(created()), folders).unwrap()
    };

    let without = render(None);
    assert_eq!(without.missing, [RARE]);
    let with = render(Some(&folders));
    assert!(with.missing.is_empty());
    let words = extract::body(&extract::open(&with.pdf));
    assert!(words.starts_with(&format!("王{RARE}明與王{RARE}明")), "{words}");
    assert!(words.contains(&hex::encode(Sha256::digest(&font))), "{words}");
    assert!(
        with.pdf == render(Some(&folders)).pdf,
        "the same fonts give the same bytes"
    );
}

#[test]
fn a_folder_without_the_character_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folders: [PathBuf; 2] = [folder.path().to_owned(), folder.path().join("not there")];
    let options = RenderOptions::at(created());
    let plain = render_with(document(), &options, None).unwrap();
    let searched = render_with(document(), &options, Some(&folders)).unwrap();
    assert!(plain.pdf == searched.pdf);
    assert_eq!(searched.missing, [RARE]);
}
