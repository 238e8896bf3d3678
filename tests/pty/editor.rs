//! Writing in the user's own editor, which is a little script here: it gets the keys, and whatever it
//! does, no text is lost.

use std::os::unix::fs::PermissionsExt;

use crate::desk::{Desk, in_note_with, leave};
use crate::harness::Session;

/// A note in which `gave` was typed, with a script as editor.
fn with_editor(desk: &Desk, script: &str) -> Session {
    let path = desk.path("editor.sh");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    let command = format!("'{}' first", path.display());
    let temporary = desk.path("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let mut session = in_note_with(
        desk,
        &[("VISUAL", &command), ("TMPDIR", temporary.to_str().unwrap())],
    );
    session.keys("<原有文字>");
    session.wait_for("原有文字");
    session.keys("ctrl-e");
    session
}

/// What is left in the folder for temporary files.
fn left_behind(desk: &Desk) -> usize {
    std::fs::read_dir(desk.path("tmp")).unwrap().count()
}

/// Closes the message with `said` and leaves; the note is as it was.
fn refused(desk: &Desk, mut session: Session, said: &str) {
    session.wait_for(said);
    session.keys("enter");
    session.wait_until(|screen| !screen.contents().contains(said));
    session.wait_for("原有文字");
    leave(&mut session);
    assert_eq!(desk.note(), "原有文字");
}

#[test]
fn the_editor_gets_the_text_and_every_key_and_its_file_becomes_the_note() {
    let desk = Desk::with_workbook();
    let script = r#"[ "$1" = first ] || exit 9
cp "$2" "$HOME/given"
ls -l "$2" | cut -c1-10 > "$HOME/mode"
echo "EDITOR HERE"
read -r line
printf '%s\n第二行\n' "$line" > "$2""#;
    let mut session = with_editor(&desk, script);
    session.wait_for("EDITOR HERE");
    session.keys("<在編輯程式裡一個字一個字打的> enter");
    session.wait_for("第二行");
    session.keys("end <後>");
    session.wait_for("第二行後");
    leave(&mut session);
    assert_eq!(desk.note(), "在編輯程式裡一個字一個字打的\n第二行後");
    assert_eq!(std::fs::read_to_string(desk.path("given")).unwrap(), "原有文字\n");
    assert_eq!(
        std::fs::read_to_string(desk.path("mode")).unwrap(),
        "-rw-------\n"
    );
    assert_eq!(left_behind(&desk), 0);
}

#[test]
fn an_editor_interrupted_by_ctrl_c_does_not_end_the_program() {
    let desk = Desk::with_workbook();
    let session = with_editor(&desk, "echo \"EDITOR HERE\"; read -r line");
    session.wait_for("EDITOR HERE");
    let mut session = session;
    session.keys("ctrl-c");
    refused(&desk, session, "沒有正常結束");
    assert_eq!(left_behind(&desk), 0);
}

#[test]
fn an_editor_that_fails_leaves_the_note_and_what_it_wrote() {
    let desk = Desk::with_workbook();
    let session = with_editor(&desk, "echo 另寫的 > \"$2\"; exit 3");
    refused(&desk, session, "沒有正常結束");
    assert_eq!(left_behind(&desk), 1);
}

#[test]
fn an_editor_that_is_missing_is_named_with_what_to_set() {
    let desk = Desk::with_workbook();
    let mut session = in_note_with(&desk, &[("EDITOR", "no-such-editor-here --wait")]);
    session.keys("<原有文字>");
    session.wait_for("原有文字");
    session.keys("ctrl-e");
    session.wait_for("EDITOR=nano");
    refused(&desk, session, "no-such-editor-here");
}

#[test]
fn an_editor_that_leaves_no_text_leaves_the_note() {
    let desk = Desk::with_workbook();
    let session = with_editor(&desk, "printf '\\377\\376' > \"$2\"");
    refused(&desk, session, "不是 UTF-8");
    assert_eq!(left_behind(&desk), 1);
}

#[test]
fn an_editor_that_deletes_the_file_leaves_the_note() {
    let desk = Desk::with_workbook();
    let session = with_editor(&desk, "rm \"$2\"");
    refused(&desk, session, "無法讀取編輯後的檔案");
    assert_eq!(left_behind(&desk), 0);
}
