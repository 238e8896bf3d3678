//! Drives the whole screen by key strings: real update, real session, a workbook in a temporary
//! folder, a clock that stands still.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zicha::engagement::clock::FixedClock;
use zicha::engagement::request::Request;
use zicha::engagement::session::Session;
use zicha::lang::Lang;
use zicha::model::profile::Profile;
use zicha::settings::Settings;
use zicha::tui::app::{App, Effect, Event, Failure};
use zicha::tui::input::parse_script;
use zicha::tui::theme::Theme;
use zicha::tui::update::{start, update};
use zicha::tui::view::draw;

use crate::screen_text::screen_text;

/// A running screen.
pub struct Driver {
    /// The app.
    pub app: App,
    session: Session,
    /// The folder that workbooks and settings of this test live in.
    pub folder: tempfile::TempDir,
    /// The program was left.
    pub left: bool,
    /// What was put on the clipboard.
    pub copied: Vec<String>,
}

impl Driver {
    /// The home screen in a window of this size.
    pub fn new(size: (u16, u16), lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::load_from(Some(folder.path().join("config")));
        let session = Session::with_clock(
            settings,
            Some("稽核人員甲".to_owned()),
            Box::new(|| Box::new(fixed_clock())),
        );
        let app = App::new(lang, Theme::new(true, false), size);
        let mut driver = Self {
            app,
            session,
            folder,
            left: false,
            copied: Vec::new(),
        };
        let effects = start(&mut driver.app, None);
        driver.carry_out(effects);
        driver
    }

    /// The same with a workbook made from this profile and opened.
    pub fn with_workbook(size: (u16, u16), lang: Lang, profile: Profile) -> Self {
        let mut driver = Self::new(size, lang);
        let path = Some(driver.path("test.zicha"));
        driver.request(Request::New {
            path,
            profile: Box::new(profile),
        });
        driver
    }

    /// A path in the test's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a request as a screen would.
    pub fn request(&mut self, request: Request) {
        self.app.pending += 1;
        self.carry_out(vec![Effect::Request(Box::new(request))]);
    }

    /// Presses keys.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for input in parse_script(script).unwrap() {
            let effects = update(&mut self.app, Event::Input(input));
            self.carry_out(effects);
        }
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Request(request) => {
                    let outcome = self
                        .session
                        .handle(*request, &mut |_| {}, &AtomicBool::new(false));
                    let event = Event::Outcome(Box::new(outcome.map_err(Failure::from)));
                    queue.extend(update(&mut self.app, event));
                }
                Effect::Copy(text) => self.copied.push(text),
                Effect::Quit => self.left = true,
                Effect::Cancel | Effect::Suspend => {}
            }
        }
    }

    /// What the window shows, one line a row.
    pub fn screen(&self) -> String {
        screen_text(&self.drawn().0)
    }

    /// Where the hardware cursor stands.
    pub fn cursor(&self) -> Option<Position> {
        self.drawn().1
    }

    fn drawn(&self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.app.size.0, self.app.size.1);
        let mut buffer = Buffer::empty(area);
        let cursor = draw(&self.app, area, &mut buffer);
        (buffer, cursor)
    }

    /// The open workbook's file.
    pub fn workbook_path(&self) -> &Path {
        &self.app.workbook.as_ref().expect("a workbook is open").path
    }
}

/// 2026-11-23 14:02 in Taipei.
pub fn fixed_clock() -> FixedClock {
    FixedClock::new(chrono::DateTime::parse_from_rfc3339("2026-11-23T14:02:00+08:00").unwrap())
}
