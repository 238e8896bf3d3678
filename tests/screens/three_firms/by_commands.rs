//! An assessment by commands of the built program.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::firms::{Firm, Planned};

/// A folder with a home of its own.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Runs the program; it must succeed.
    #[track_caller]
    #[allow(clippy::disallowed_methods)]
    fn zicha(&self, arguments: &[&str]) -> String {
        let home = self.folder.path();
        let output = Command::new(env!("CARGO_BIN_EXE_zicha"))
            .args(arguments)
            .current_dir(home)
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes the workbook and gives every answer of the plan.
    pub fn assess(&self, firm: &Firm) -> PathBuf {
        let workbook = self.folder.path().join("by-commands.zicha");
        std::fs::write(self.folder.path().join("profile.json"), firm.file().to_string()).unwrap();
        self.zicha(&["new", "by-commands.zicha", "--profile", "profile.json"]);
        for planned in firm.planned() {
            self.answer(&planned);
        }
        for planned in firm.planned() {
            self.attach(&planned);
        }
        self.follow_up();
        self.review();
        workbook
    }

    /// Enters last year's finding, drafts this year's and plans an action.
    fn follow_up(&self) {
        let run = |words: &str| {
            let mut arguments: Vec<&str> = words.split(' ').collect();
            arguments.insert(2, "by-commands.zicha");
            self.zicha(&arguments);
        };
        run(
            "earlier add --source fsc --document 文號一 --condition 去年未清查 --clauses 4.4 --deadline 2025-12-31 --state improving",
        );
        run("finding draft --lang zh-TW");
        run("finding set F-01 --cause 未指定人員 --effect 無人負責 --response 同意");
        run("action add F-01 --description 修訂程序 --owner 資訊主管 --due 2099-12-31");
    }

    fn answer(&self, planned: &Planned) {
        let clause = planned.key.clause.to_string();
        let mut arguments = vec![
            "answer",
            "by-commands.zicha",
            &clause,
            "--target",
            planned.key.target.id(),
            "--state",
            planned.state.id(),
        ];
        if !planned.note.is_empty() {
            arguments.extend(["--note", &planned.note]);
        }
        for method in &planned.methods {
            arguments.extend(["--method", method.id()]);
        }
        self.zicha(&arguments);
    }

    fn attach(&self, planned: &Planned) {
        let Some(document) = &planned.document else {
            return;
        };
        let clause = planned.key.clause.to_string();
        let target = planned.key.target.id();
        self.zicha(&[
            "evidence",
            "add",
            "by-commands.zicha",
            &clause,
            "--target",
            target,
            "--doc",
            document,
            "--title",
            "佐證",
            "--version",
            "第 2 版",
            "--dated",
            "2026-03-31",
        ]);
    }

    /// Submits every check, approves them all, and signs off.
    fn review(&self) {
        self.zicha(&["review", "submit", "by-commands.zicha", "--all"]);
        self.zicha(&["review", "approve", "by-commands.zicha", "--all"]);
        let signed = [
            "signoff",
            "by-commands.zicha",
            "--role",
            "preparer",
            "--by",
            "資訊主管",
            "--title",
            "經理",
        ];
        self.zicha(&signed);
    }

    /// What `zicha show` prints of a workbook.
    pub fn show(&self, workbook: &Path) -> Value {
        self.json(&["show", workbook.to_str().unwrap()])
    }

    /// What `zicha earlier list` prints of a workbook.
    pub fn earlier(&self, workbook: &Path) -> Value {
        self.json(&["earlier", "list", workbook.to_str().unwrap()])
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let all = [arguments, &["--format", "json", "--lang", "zh-TW"]].concat();
        serde_json::from_str(&self.zicha(&all)).unwrap()
    }
}
