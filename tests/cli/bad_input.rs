//! Bad input: a clear message with a next step, exit code 2, nothing lost, no panic.

use crate::harness::{Desk, bytes, finish};

/// Every command that reads or writes a workbook.
const COMMANDS: [&str; 13] = [
    "status FILE",
    "show FILE",
    "answer FILE 4.1 --state met",
    "undo FILE",
    "redo FILE",
    "system add FILE x --name x",
    "evidence add FILE 4.1 --doc A-1",
    "evidence list FILE",
    "evidence check FILE",
    "finding add FILE 4.1 --condition x",
    "journal FILE --verify",
    "report FILE -o out.pdf",
    "compare FILE FILE",
];

#[test]
fn a_missing_workbook_is_named() {
    let desk = Desk::new();
    for command in COMMANDS {
        desk.zicha(&command.replace("FILE", "nowhere.zicha"))
            .refuses_naming("nowhere.zicha");
    }
    desk.zicha("open nowhere.zicha").refuses_naming("nowhere.zicha");
    assert!(!desk.path("nowhere.zicha").exists());
}

#[test]
fn what_is_no_workbook_is_refused_and_left_untouched() {
    let desk = Desk::with_workbook();
    let mut torn = bytes(&desk.path("w.zicha"));
    for byte in torn.iter_mut().skip(4096).take(65536) {
        *byte ^= 0x5a;
    }
    let files: [(&str, Vec<u8>); 4] = [
        ("text.zicha", b"this is no workbook".to_vec()),
        ("empty.zicha", Vec::new()),
        ("short.zicha", bytes(&desk.path("w.zicha"))[..700].to_vec()),
        ("torn.zicha", torn),
    ];
    for (name, content) in files {
        desk.write(name, &content);
        for command in COMMANDS {
            let run = desk.zicha(&command.replace("FILE", name));
            // A torn page may lie where only the journal is: then verifying it says so.
            let judged = run.code == 1 && command.starts_with("journal");
            if !judged {
                run.refuses_naming(name);
            }
        }
        assert_eq!(bytes(&desk.path(name)), content, "{name}");
    }
    assert!(!desk.path("out.pdf").exists());
}

#[test]
fn a_foreign_database_and_a_newer_workbook_are_refused() {
    let desk = Desk::with_workbook();
    let foreign = rusqlite::Connection::open(desk.path("foreign.zicha")).unwrap();
    foreign
        .execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1;")
        .unwrap();
    drop(foreign);
    desk.zicha("show foreign.zicha")
        .refuses_naming("not a Zicha workbook");
    let newer = rusqlite::Connection::open(desk.path("w.zicha")).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    desk.zicha("show w.zicha").refuses_naming("newer");
    desk.zicha("answer w.zicha 4.4 --state met")
        .refuses_naming("newer");
}

#[test]
fn a_folder_is_no_workbook() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder.zicha")).unwrap();
    for command in COMMANDS {
        desk.zicha(&command.replace("FILE", "folder.zicha"))
            .refuses_naming("folder.zicha");
    }
}

#[test]
fn an_unreadable_profile_is_refused() {
    let desk = Desk::new();
    desk.zicha("classify --profile nowhere.json")
        .refuses_naming("nowhere.json");
    desk.zicha("classify --profile .").refuses_naming("the profile .");
    desk.write("broken.json", "{\"licences\": [");
    desk.zicha("classify --profile broken.json")
        .refuses_naming("broken.json");
    desk.write("binary.json", [0xff, 0xfe, 0x00]);
    desk.zicha("classify --profile binary.json")
        .refuses_naming("binary.json");
}

#[test]
fn a_workbook_cannot_be_made_where_nothing_can_be_written() {
    let desk = Desk::with_workbook();
    // Permission bits do not bind every user; a folder that does not exist and one that is a file
    // stop everybody.
    for (place, named) in [("nowhere/new.zicha", "nowhere"), ("p.json/new.zicha", "p.json")] {
        desk.zicha(&format!("new {place} --profile p.json"))
            .refuses_naming(named);
        desk.zicha(&format!("demo --no-open -o {place}")).exits(2);
        desk.zicha(&format!("report w.zicha -o {place}")).exits(2);
    }
    desk.zicha("status w.zicha").exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_an_error_and_no_panic() {
    let desk = Desk::with_workbook();
    desk.zicha("new /proc/new.zicha --profile p.json")
        .refuses_naming("/proc/new.zicha");
    desk.zicha("demo --no-open -o /proc/new.zicha")
        .refuses_naming("/proc/new.zicha");
    desk.zicha("report w.zicha -o /proc/out.pdf")
        .refuses_naming("/proc/out.pdf");
}

#[test]
fn without_a_usable_home_folder_everything_but_the_default_folder_works() {
    let desk = Desk::new();
    desk.write("p.json", crate::harness::PROFILE);
    desk.write("file", "");
    // Homes that cannot exist: below a file.
    let run = |arguments: &str| {
        let mut command = desk.command(arguments);
        command
            .env("HOME", desk.path("file/home"))
            .env("XDG_CONFIG_HOME", desk.path("file/config"));
        finish(&mut command)
    };
    run("new w.zicha --profile p.json").exits(0);
    run("answer w.zicha 4.4 --state met").exits(0);
    run("status w.zicha").exits(0);
    run("demo --no-open -o demo.zicha").exits(0);
    run("demo --no-open").refuses_naming("cannot be made");
}
