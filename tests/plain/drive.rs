//! Holds a dialogue with a script in a folder of its own, at a fixed time.

use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::DateTime;
use zicha::engagement::clock::FixedClock;
use zicha::engagement::demo;
use zicha::engagement::session::Session;
use zicha::lang::Lang;
use zicha::plain::terminal::Script;
use zicha::plain::{First, Start, WIDTH, hold};
use zicha::settings::Settings;

fn clock() -> FixedClock {
    FixedClock::new(DateTime::parse_from_rfc3339("2026-07-15T09:00:00+08:00").unwrap())
}

/// The demo workbook, made once: making it takes longer than anything that is done with it.
fn demo_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.zicha");
        drop(demo::create(&path, Box::new(clock()), "資訊主管".to_owned()).unwrap());
        std::fs::read(path).unwrap()
    })
}

/// A folder to work in, removed afterwards.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What came of a script.
#[derive(Debug)]
pub struct Held {
    /// Everything that was said, one line below the other.
    pub said: String,
    /// Lines that nobody asked for.
    pub left: usize,
}

impl Held {
    /// Checks that something was said.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.said.contains(words), "{words} is not in:\n{}", self.said);
        self
    }

    /// Checks that every line of the script was asked for.
    #[track_caller]
    pub fn asked_for_all(&self) -> &Self {
        assert_eq!(self.left, 0, "{}", self.said);
        self
    }
}

impl Desk {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with the demo workbook `d.zicha`.
    pub fn with_demo() -> Self {
        let desk = Self::new();
        std::fs::write(desk.path("d.zicha"), demo_bytes()).unwrap();
        desk
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Holds a dialogue.
    pub fn hold(&self, first: First, lang: Lang, script: &str) -> Held {
        let mut terminal = Script::new(script);
        let settings = Settings::load_from(Some(self.path("settings")));
        let session = Session::with_clock(
            settings,
            Some("資訊主管".to_owned()),
            Box::new(|| Box::new(clock())),
        );
        let start = Start {
            author: None,
            lang,
            width: WIDTH,
            first,
        };
        hold(&mut terminal, session, &start).unwrap();
        Held {
            said: terminal.said.join("\n"),
            left: terminal.left(),
        }
    }

    /// Holds a dialogue in Chinese with the demo workbook open.
    pub fn demo(&self, script: &str) -> Held {
        self.hold(First::Open(self.path("d.zicha")), Lang::ZhTw, script)
    }
}
