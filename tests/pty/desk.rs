//! A home folder of its own with a small workbook, and the program in a terminal there.

use std::path::PathBuf;
use std::process::Command;

use portable_pty::CommandBuilder;
use serde_json::Value;

use crate::harness::Session;
use crate::terminal::assert_given_back;

const PROFILE: &str = r#"{
  "organisation": {"name": "測試投顧"},
  "licences": ["sice"],
  "aum_prev_year_monthly_average_twd": 1200000000,
  "systems": [{"id": "trade", "name": "交易系統", "core": true}]
}"#;

/// A home folder of its own.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the workbook `w.zicha`.
    pub fn with_workbook() -> Self {
        let desk = Self::new();
        std::fs::write(desk.path("p.json"), PROFILE).unwrap();
        desk.run(&["new", "w.zicha", "--profile", "p.json"]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the screen in Traditional Chinese.
    pub fn screen(&self, arguments: &[&str]) -> Session {
        self.screen_with(arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn screen_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zicha"));
        command.args(["--lang", "zh-TW"]);
        command.args(arguments);
        command.cwd(self.folder.path());
        command.env("HOME", self.folder.path());
        command.env("USER", "auditor");
        for inherited in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_DOCUMENTS_DIR",
            "VISUAL",
            "EDITOR",
        ] {
            command.env_remove(inherited);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        Session::start(command)
    }

    /// Runs a command to its end and gives what it printed.
    #[allow(clippy::disallowed_methods)]
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_zicha"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("USER", "auditor")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_DOCUMENTS_DIR")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The note of clause 4.1 in the workbook.
    pub fn note(&self) -> String {
        self.first_answer()["note"].as_str().unwrap().to_owned()
    }

    /// The row of clause 4.1 as the command line shows it.
    pub fn first_answer(&self) -> Value {
        let rows: Value =
            serde_json::from_str(&self.run(&["show", "w.zicha", "4.1", "--format", "json"])).unwrap();
        let rows = rows
            .as_array()
            .or_else(|| rows["answers"].as_array())
            .unwrap()
            .clone();
        rows.into_iter().find(|row| row["clause"] == "4.1").unwrap()
    }
}

/// The note of clause 4.1, opened, answered as met and entered.
pub fn in_note(desk: &Desk) -> Session {
    in_note_with(desk, &[])
}

/// The same with variables of the environment.
pub fn in_note_with(desk: &Desk, variables: &[(&str, &str)]) -> Session {
    let mut session = desk.screen_with(&["open", "w.zicha"], variables);
    session.wait_for("4.1 ");
    session.keys("enter");
    session.wait_for("( ) v 符合");
    session.keys("enter");
    session.wait_for("(x) v 符合");
    session
}

/// Leaves the program in order.
pub fn leave(session: &mut Session) {
    session.keys("ctrl-q");
    let (contents, succeeded) = session.wait_for_end();
    assert!(succeeded, "{contents}");
    assert_given_back(session);
}
