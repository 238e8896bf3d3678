//! Drives the whole screen by key strings: real update, real session, a workbook in a temporary
//! folder, a clock that stands still.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zicha::engagement::Engagement;
use zicha::engagement::clock::FixedClock;
use zicha::engagement::request::{AnswerDraft, Request};
use zicha::engagement::session::Session;
use zicha::lang::Lang;
use zicha::model::assessment::{Answer, CheckKey, State};
use zicha::model::pack::{ClauseId, Pack};
use zicha::model::profile::Profile;
use zicha::model::profile_file::parse;
use zicha::model::scope::Target;
use zicha::settings::Settings;
use zicha::tui::app::{App, Effect, Event, Failure};
use zicha::tui::input::{Input, parse_script};
use zicha::tui::theme::Theme;
use zicha::tui::update::{start, update};
use zicha::tui::view::draw;

use crate::screen_text::screen_text;

/// The two sizes that every flow is walked through in.
pub const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];
/// The usual window.
pub const USUAL: (u16, u16) = (80, 24);

/// Walks a flow through both sizes and both languages.
pub fn everywhere(flow: impl Fn((u16, u16), Lang)) {
    for size in SIZES {
        for lang in Lang::ALL {
            flow(size, lang);
        }
    }
}

/// A small adviser with three systems, as a profile file says it.
pub fn firm() -> Profile {
    let file = r#"{
        "organisation": {"name": "測試投顧"},
        "licences": ["sice"],
        "aum_prev_year_monthly_average_twd": 1200000000,
        "conditions": ["personal_data_held"],
        "systems": [
            {"id": "fund", "name": "全權委託投資管理系統", "core": true, "conditions": ["internal_users"]},
            {"id": "web", "name": "會員網站", "core": false, "conditions": ["internet_facing", "remote_access_allowed"]},
            {"id": "hr", "name": "人事薪資系統", "core": false}
        ]
    }"#;
    static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());
    parse(file, &PACK).unwrap()
}

/// The walk of a new workbook of [`firm`].
pub fn walk(size: (u16, u16), lang: Lang) -> Driver {
    Driver::with_workbook(size, lang, firm())
}

/// A clause by its id.
pub fn clause(id: &str) -> ClauseId {
    id.parse().unwrap()
}

/// The answer to a clause, part and target as a request names it.
pub fn key(id: &str, target: &str, part: Option<&str>) -> CheckKey {
    CheckKey {
        clause: clause(id),
        target: match target {
            "organisation" => Target::Organisation,
            system => Target::System(system.to_owned()),
        },
        part: part.map(ToOwned::to_owned),
    }
}

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
    /// What was handed to other programs.
    pub opened: Vec<PathBuf>,
    /// What was given to the user's own editor.
    pub in_editor: Vec<String>,
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
            opened: Vec::new(),
            in_editor: Vec::new(),
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

    /// Opens a workbook.
    pub fn open(&mut self, path: &Path) {
        self.request(Request::Open(path.to_owned()));
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

    /// Gives an answer as a screen would ask for it.
    pub fn answer(&mut self, key: CheckKey, state: State, note: &str) {
        self.request(Request::Answer {
            keys: vec![key],
            draft: AnswerDraft {
                state: Some(state),
                note: Some(note.to_owned()),
                ..AnswerDraft::default()
            },
        });
    }

    /// The answer as another reader finds it in the file.
    pub fn stored(&self, key: &CheckKey) -> Option<Answer> {
        let clock = Box::new(fixed_clock());
        let reader = Engagement::open_for_reading(self.workbook_path(), clock, String::new()).unwrap();
        reader.assessment().answer(key).cloned()
    }

    /// The window gets another size.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        let effects = update(&mut self.app, Event::Input(Input::Resize { width, height }));
        self.carry_out(effects);
        self.screen();
    }

    /// From now on nothing can be saved, as with a full disk.
    pub fn break_saving(&mut self) {
        self.behind_the_screen(Request::Close);
    }

    /// Saving works again.
    pub fn mend_saving(&mut self) {
        self.behind_the_screen(Request::Open(self.workbook_path().to_owned()));
    }

    fn behind_the_screen(&mut self, request: Request) {
        self.session
            .handle(request, &mut |_| {}, &AtomicBool::new(false))
            .unwrap();
    }

    /// Checks that the window shows all of `texts`.
    #[track_caller]
    pub fn shows(&self, texts: &[&str]) -> &Self {
        let screen = self.screen();
        for text in texts {
            assert!(screen.contains(text), "no {text:?} in\n{screen}");
        }
        self
    }

    /// Checks that the window shows none of `texts`.
    #[track_caller]
    pub fn hides(&self, texts: &[&str]) -> &Self {
        let screen = self.screen();
        for text in texts {
            assert!(!screen.contains(text), "{text:?} in\n{screen}");
        }
        self
    }

    /// What was just said, on the line above the keys; empty where nothing was.
    pub fn said(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().rev().nth(1).unwrap();
        line.trim_matches(['─', '-', ' ']).to_owned()
    }

    /// The last row: the keys.
    pub fn bottom_line(&self) -> String {
        self.screen().lines().last().unwrap().to_owned()
    }

    /// What stands left of the line between the panes of the walk.
    pub fn tree(&self) -> String {
        let rows = self.screen();
        let left: Vec<&str> = rows
            .lines()
            .filter_map(|row| Some(row.split_once('│')?.0))
            .skip(1)
            .collect();
        left.join("\n")
    }

    /// The row in the left gutter of the walk that is selected.
    pub fn selected_row(&self) -> String {
        let screen = self.screen();
        let row = screen.lines().find(|row| row.starts_with('>'));
        row.unwrap_or_else(|| panic!("nothing is selected in\n{screen}"))
            .to_owned()
    }

    /// Presses keys.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for input in parse_script(script).unwrap() {
            let effects = update(&mut self.app, Event::Input(input));
            self.carry_out(effects);
        }
        self
    }

    /// Presses keys faster than the worker answers, and gives what was asked for meanwhile.
    pub fn keys_before_any_outcome(&mut self, script: &str) -> Vec<Effect> {
        let inputs = parse_script(script).unwrap().into_iter();
        inputs
            .flat_map(|input| update(&mut self.app, Event::Input(input)))
            .collect()
    }

    /// The user's own editor ended.
    pub fn editor_gives(&mut self, edited: Result<String, Failure>) {
        let effects = update(&mut self.app, Event::Edited(Box::new(edited)));
        self.carry_out(effects);
    }

    /// Lets the worker answer what was asked for, in its order.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
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
                Effect::OpenFile(path) => self.opened.push(path),
                Effect::Keep { workbook, texts } => {
                    zicha::engagement::unsaved::keep(Some(&self.path("config")), &workbook, &texts).unwrap();
                }
                Effect::Edit(text) => self.in_editor.push(text),
                Effect::Quit => self.left = true,
                Effect::Cancel | Effect::Suspend | Effect::Mouse(_) => {}
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

    /// The frame as it is drawn.
    pub fn frame(&self) -> Buffer {
        self.drawn().0
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
