//! Home, the list of everything that can be done with an open workbook, and the settings.

use std::path::PathBuf;

use super::dialogue::{Dialogue, Flow, Stop};
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::table::{DIALOGUES, Listed};
use super::{First, Start};
use crate::engagement::request::{HomeData, Outcome, Request};
use crate::error::Result;
use crate::lang::{Calendar, Lang};
use crate::model::profile::Profile;
use crate::model::reading::Reads;
use crate::settings::Stage;

impl Dialogue<'_> {
    /// Everything, from the first line to the last.
    ///
    /// # Errors
    ///
    /// When the workbook that was named cannot be opened or made.
    pub fn run(&mut self, start: &Start) -> Result<()> {
        self.tell("plain.welcome");
        self.tell("plain.everywhere");
        let mut begin = None;
        match &start.first {
            First::Home => {}
            First::Open(path) => drop(self.try_request(Request::Open(path.clone()))?),
            First::Demo => drop(self.try_request(Request::Demo)?),
            First::New(path) => {
                let home = self.home_data()?;
                self.try_request(new_request(&home, path.clone()))?;
                begin = Some(Begin::First);
            }
        }
        loop {
            let left = match self.book {
                Some(_) => self.workbook(begin.take()),
                None => self.home(&mut begin),
            };
            if left == Err(Stop::Quit) {
                break;
            }
        }
        self.remember_left();
        self.tell("plain.goodbye");
        Ok(())
    }

    fn home_data(&mut self) -> Result<HomeData> {
        match self.try_request(Request::Home)? {
            Outcome::Home(home) => Ok(home),
            _ => Err(crate::error::Error::internal("error.no_open_workbook")),
        }
    }

    /// Nothing is open: new, demo, open, recent, verify.
    fn home(&mut self, begin: &mut Option<Begin>) -> Flow<()> {
        let home = match self.home_data() {
            Ok(home) => home,
            Err(error) => {
                self.refuse(&error);
                return Err(Stop::Quit);
            }
        };
        let rows = home.recent.iter().map(|recent| {
            let name = match recent.name.as_str() {
                "" => self.tr("tui.no_name"),
                name => name.to_owned(),
            };
            let missing = if recent.exists {
                String::new()
            } else {
                self.tr("tui.home_missing")
            };
            format!("{name}{missing}, {}", recent.path.display())
        });
        let rows = rows.collect();
        let menu = Menu::new(self.tr("plain.home_title"))
            .rows(rows)
            .act("new", self.tr("tui.home_new"))
            .act("demo", self.tr("tui.home_demo"))
            .act("open", self.tr("plain.open_file"))
            .act("verify", self.tr("verifying.home"))
            .act("settings", self.tr("plain.settings"))
            .act("quit", self.tr("tui.key_quit"))
            .about(vec![
                self.lang.of(&home.pack.notices.yardstick).to_owned(),
                self.tr("plain.home_about"),
            ]);
        match self.choose(&menu) {
            Ok(Choice::Row(at)) => {
                if let Some(recent) = home.recent.get(at) {
                    self.request(Request::Open(recent.path.clone()));
                }
                Ok(())
            }
            Ok(Choice::Act("new")) => {
                let path = self.blank("plain.new_file", "plain.new_file_help", Reads::Line)?;
                let path = Some(path).filter(|path| !path.is_empty()).map(PathBuf::from);
                if self.request(new_request(&home, path)).is_some() {
                    *begin = Some(Begin::First);
                }
                Ok(())
            }
            Ok(Choice::Act("demo")) => {
                self.request(Request::Demo);
                Ok(())
            }
            Ok(Choice::Act("open")) => {
                let path = self.blank("plain.file", "plain.file_help", Reads::Line)?;
                if !path.is_empty() {
                    self.request(Request::Open(PathBuf::from(path)));
                }
                Ok(())
            }
            Ok(Choice::Act("verify")) => self.verify(),
            Ok(Choice::Act("settings")) => self.settings(),
            Ok(Choice::Act("quit")) => Err(Stop::Quit),
            // There is nothing to go back to.
            Ok(_) | Err(Stop::Back | Stop::Again | Stop::Leave | Stop::Menu) => Ok(()),
            Err(Stop::Quit) => Err(Stop::Quit),
        }
    }

    /// The open workbook. A new one begins with its questions, then its systems.
    fn workbook(&mut self, begin: Option<Begin>) -> Flow<()> {
        if let Some(book) = &self.book {
            let path = book.path.display().to_string();
            let read_only = book.read_only;
            let words = self.fill("plain.opened", &[("file", &path)]);
            self.say(words);
            if read_only {
                self.tell("tui.cannot_write");
            }
            self.say_unsaved();
            self.say_left();
        }
        if let Some(begin) = begin {
            let asked = self
                .at_stage(Stage::Questionnaire, |d| d.profile(begin))
                .and_then(|()| self.at_stage(Stage::Systems, Self::systems));
            if asked == Err(Stop::Quit) {
                return asked;
            }
        }
        let mut said = false;
        while self.book.is_some() {
            self.status();
            let mut menu = Menu::new(self.tr("plain.menu_title"))
                .about(vec![self.tr("plain.menu_help")])
                .brief(std::mem::replace(&mut said, true));
            for listed in DIALOGUES.iter().filter(|listed| listed.in_menu()) {
                menu = menu.act(listed.word, self.tr(listed.label));
            }
            let menu = menu
                .act("settings", self.tr("plain.settings"))
                .act("close", self.tr("plain.close"))
                .act("resume", self.tr("plain.resume"));
            let done = match self.choose_here(&menu) {
                Ok(Choice::Act("close")) | Err(Stop::Leave) => {
                    self.remember_left();
                    self.request(Request::Close);
                    return Ok(());
                }
                Ok(Choice::Act("settings")) => self.settings(),
                Ok(Choice::Act("resume")) => self.resume(),
                Ok(Choice::Act(word)) => self.open_dialogue(word),
                Ok(_) => Ok(()),
                Err(stop) => Err(stop),
            };
            if done == Err(Stop::Quit) {
                return Err(Stop::Quit);
            }
        }
        Ok(())
    }

    /// Says what was being written on the screen when it last ended without being asked to.
    fn say_unsaved(&mut self) {
        let written = self.book.as_mut().map(|book| std::mem::take(&mut book.unsaved));
        let written = written.unwrap_or_default();
        for one in &written {
            let values = [("label", one.label.as_str()), ("text", one.text.as_str())];
            let words = self.fill("plain.unsaved", &values);
            self.say(words);
        }
        if !written.is_empty() {
            self.tell("plain.unsaved_hint");
        }
    }

    fn open_dialogue(&mut self, word: &str) -> Flow<()> {
        let listed: Option<&Listed> = DIALOGUES.iter().find(|listed| listed.word == word);
        match listed.and_then(|listed| listed.open) {
            Some(open) => open(self),
            None => Ok(()),
        }
    }

    /// Language, years, and who is recorded.
    fn settings(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let menu = Menu::new(d.tr("plain.settings"))
                .act("language", d.tr("plain.language"))
                .act("years", d.tr("plain.years"))
                .act("author", d.tr("plain.author"))
                .act("done", d.tr("plain.done"));
            match d.choose_here(&menu)? {
                Choice::Act("language") => d.choose_language()?,
                Choice::Act("years") => d.choose_years()?,
                Choice::Act("author") => {
                    let home = d.home_data().map(|home| home.author).unwrap_or_default();
                    let entry =
                        d.answer(&|d| Question::text("", d.tr("plain.author"), &home, Reads::Line))?;
                    if let Some(Entry::Text(author)) = entry {
                        d.request(Request::SetAuthor(author));
                        d.tell("plain.author_set");
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn choose_language(&mut self) -> Flow<()> {
        let now = Lang::ALL.iter().position(|lang| *lang == self.lang);
        let entry = self.answer(&|d| {
            let names = vec![d.tr("attach.language_zh"), d.tr("attach.language_en")];
            Question::choice("", d.tr("plain.language"), names, now)
        })?;
        if let Some(Entry::Choice(at)) = entry {
            self.lang = Lang::ALL.get(at).copied().unwrap_or_default();
            self.request(Request::SetLanguage(self.lang));
            self.tell("plain.language_set");
        }
        Ok(())
    }

    fn choose_years(&mut self) -> Flow<()> {
        let ways = [None, Some(Calendar::Roc), Some(Calendar::Gregorian)];
        let now = ways.iter().position(|way| *way == self.calendar);
        let entry = self.answer(&|d| {
            let names = ["plain.years_usual", "plain.years_roc", "plain.years_gregorian"];
            Question::choice("", d.tr("plain.years"), names.map(|id| d.tr(id)).to_vec(), now)
        })?;
        if let Some(Entry::Choice(at)) = entry {
            self.calendar = ways.get(at).copied().flatten();
            self.tell("plain.calendar_set");
        }
        Ok(())
    }
}

fn new_request(home: &HomeData, path: Option<PathBuf>) -> Request {
    let profile = Box::new(Profile::unasked(&home.pack));
    Request::New { path, profile }
}
