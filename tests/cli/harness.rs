//! Runs the built program in a folder of its own, with its own home and a fixed language.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {} {}", self.stdout, self.stderr))
    }

    /// Checks the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }

    /// Checks that the run was refused with a message and a next step, on standard error alone.
    #[track_caller]
    pub fn refuses_naming(self, named: &str) -> Self {
        assert_eq!(self.code, 2, "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "");
        assert!(self.stderr.contains(named), "{}", self.stderr);
        assert!(self.stderr.contains("hint: "), "{}", self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }
}

/// A folder to work in, removed afterwards.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with a workbook `w.zicha` made from [`PROFILE`].
    pub fn with_workbook() -> Self {
        let desk = Self::new();
        desk.write("p.json", PROFILE);
        desk.zicha("new w.zicha --profile p.json").exits(0);
        desk
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Runs the program with arguments split at spaces.
    pub fn zicha(&self, arguments: &str) -> Run {
        self.zicha_with(arguments, &[])
    }

    /// Runs the program with further arguments that may hold spaces.
    pub fn zicha_with(&self, arguments: &str, more: &[&str]) -> Run {
        finish(self.command(arguments).args(more))
    }

    /// What `verify` says of a file as JSON; it has to end with this code.
    #[track_caller]
    pub fn verify(&self, arguments: &str, code: i32) -> Value {
        self.zicha(&format!("verify {arguments} --format json"))
            .exits(code)
            .json()
    }

    /// The program, ready to run in the folder.
    #[allow(clippy::disallowed_methods)]
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zicha"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env_remove("ZICHA_PASSPHRASE")
            .env_remove("XDG_DOCUMENTS_DIR")
            .env_remove("XDG_DATA_HOME")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("home/config"))
            .env("LC_ALL", "en_GB.UTF-8")
            .env("USER", "auditor");
        command
    }
}

/// Runs a command to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file as bytes, to see that it was left untouched.
pub fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// A small adviser with one core system.
pub const PROFILE: &str = r#"{
  "organisation": {"name": "測試投顧"},
  "licences": ["sice"],
  "aum_prev_year_monthly_average_twd": 1200000000,
  "class": null,
  "assessment": {"as_of": "2026-12-31"},
  "conditions": ["personal_data_held"],
  "systems": [{"id": "trade", "name": "交易系統", "core": true, "conditions": ["internal_users"]}]
}"#;
