//! The dialogue itself: saying lines, asking for one, the words that are understood at every
//! prompt, and sending requests to the session.

use std::collections::BTreeMap;

use super::book::Book;
use super::interrupt::Interrupt;
use super::terminal::Terminal;
use crate::engagement::pacing::Pace;
use crate::engagement::request::{Outcome, Progress, Request};
use crate::engagement::session::Session;
use crate::error::Error;
use crate::lang::{self, Calendar, Lang, class_result_name, date_words_in, fill, tr};
use crate::model::filter::Filter;
use crate::model::reporting::EvidenceState;
use crate::text;

/// Why a dialogue ends before it has what it asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// One step back.
    Back,
    /// Out of a list that was asked from: [`Dialogue::each_time`] ends with it.
    Leave,
    /// To the list of everything.
    Menu,
    /// Out of the program; also the end of the input.
    Quit,
    /// Something changed (an undo, another language): ask again from what holds now.
    Again,
}

/// What a dialogue comes to.
pub type Flow<T> = Result<T, Stop>;

/// A word that is understood at every prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Common {
    Explain,
    Back,
    Menu,
    Quit,
    Undo,
    Redo,
    Status,
    Language(Lang),
    Years(Calendar),
}

/// A dialogue with somebody at a terminal or a pipe.
pub struct Dialogue<'a> {
    terminal: &'a mut dyn Terminal,
    session: Session,
    /// Language of what is said.
    pub lang: Lang,
    /// How years are counted; none takes what the language does.
    pub calendar: Option<Calendar>,
    /// Cells of a line; 0 never breaks one.
    width: usize,
    /// The open workbook.
    pub book: Option<Book>,
    /// What evidence was found to be when it was last looked at.
    pub evidence_states: BTreeMap<String, EvidenceState>,
    /// Which checks are gone through.
    pub filter: Filter,
    /// What can be said of a check was said once.
    pub(super) answer_menu_said: bool,
    /// Nobody listens any more.
    deaf: bool,
}

impl<'a> Dialogue<'a> {
    /// A dialogue with nothing open.
    pub fn new(terminal: &'a mut dyn Terminal, session: Session, lang: Lang, width: usize) -> Self {
        Self {
            terminal,
            session,
            lang,
            calendar: None,
            width,
            book: None,
            evidence_states: BTreeMap::new(),
            filter: Filter::default(),
            answer_menu_said: false,
            deaf: false,
        }
    }

    /// The words for an id.
    pub fn tr(&self, id: &'static str) -> String {
        tr(self.lang, id).to_owned()
    }

    /// The words for an id with its places filled.
    pub fn fill(&self, id: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.lang, id, values)
    }

    /// A stored day in words.
    pub fn day(&self, stored: &str) -> String {
        let calendar = self.calendar.unwrap_or_else(|| Calendar::of(self.lang));
        date_words_in(stored, self.lang, calendar)
    }

    /// Says a text, broken into lines that fit; what could steer a terminal is shown as symbols.
    pub fn say(&mut self, words: impl AsRef<str>) {
        let shown = text::visible(words.as_ref(), true);
        if self.width == 0 {
            for line in shown.split('\n') {
                self.deaf |= !self.terminal.say(line);
            }
            return;
        }
        for line in text::wrap(&shown, self.width) {
            let line = shown.get(line.visible).unwrap_or_default();
            self.deaf |= !self.terminal.say(line);
        }
    }

    /// Says the words of an id.
    pub fn tell(&mut self, id: &'static str) {
        self.say(tr(self.lang, id));
    }

    /// Says several lines.
    pub fn say_all(&mut self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Says what went wrong and what to do next.
    pub fn refuse(&mut self, error: &Error) {
        let words = lang::words(&error.said, self.lang);
        self.say(format!("{}{words}", tr(self.lang, "plain.error")));
        for hint in &error.hints {
            let words = lang::words(hint, self.lang);
            self.say(format!("{}{words}", tr(self.lang, "plain.hint")));
        }
    }

    /// Asks for a line. Words that are understood everywhere are dealt with here; `about` answers
    /// a question mark.
    pub fn ask(&mut self, prompt: &str, about: &[String]) -> Flow<String> {
        loop {
            if self.deaf {
                return Err(Stop::Quit);
            }
            let line = self.terminal.ask(prompt).ok_or(Stop::Quit)?;
            let Some(common) = common(&line) else {
                // A backslash keeps a text that would be understood as one of these words.
                let literal = line.strip_prefix('\\').filter(|rest| common(rest).is_some());
                return Ok(literal.map_or(line.clone(), str::to_owned));
            };
            match common {
                Common::Explain => {
                    self.say_all(about);
                    self.tell("plain.everywhere");
                }
                Common::Back => return Err(Stop::Back),
                Common::Menu => return Err(Stop::Menu),
                Common::Quit => return Err(Stop::Quit),
                Common::Undo => {
                    self.step_back();
                    return Err(Stop::Again);
                }
                Common::Redo => {
                    self.step_forward();
                    return Err(Stop::Again);
                }
                Common::Status => self.status(),
                Common::Language(lang) => {
                    self.lang = lang;
                    self.remember_language();
                    return Err(Stop::Again);
                }
                Common::Years(calendar) => {
                    self.calendar = Some(calendar);
                    self.tell("plain.calendar_set");
                    return Err(Stop::Again);
                }
            }
        }
    }

    /// A line of a longer text, in which no word is understood but the full stop that ends it.
    pub fn ask_raw(&mut self, prompt: &str) -> Option<String> {
        self.terminal.ask(prompt)
    }

    /// Asks for a passphrase.
    pub fn ask_secret(&mut self, prompt: &str) -> Flow<crate::engagement::request::Secret> {
        self.terminal.ask_secret(prompt).ok_or(Stop::Quit)
    }

    /// One line about where the assessment stands.
    pub fn status(&mut self) {
        let Some(book) = &self.book else {
            self.tell("plain.nothing_open");
            return;
        };
        let score = book.score();
        let class = class_result_name(&book.pack, book.scope.classification.class, self.lang);
        let name = match book.assessment.profile.organisation.name.as_str() {
            "" => tr(self.lang, "tui.no_name"),
            name => name,
        };
        let words = fill(
            self.lang,
            "plain.status",
            &[
                ("name", name),
                ("class", &class),
                ("answered", &score.all.answered().to_string()),
                ("total", &score.all.total().to_string()),
                ("must", &score.gaps.must.to_string()),
                ("should", &score.gaps.should.to_string()),
            ],
        );
        self.say(words);
        if self.book.as_ref().is_some_and(|book| book.signed == Some(false)) {
            self.tell("review.header_stale");
        }
    }

    fn step_back(&mut self) {
        match self.request(Request::Undo) {
            Some(Outcome::Saved(_)) => self.tell("tui.undone"),
            Some(_) => self.tell("cli.nothing_to_undo"),
            None => {}
        }
    }

    fn step_forward(&mut self) {
        match self.request(Request::Redo) {
            Some(Outcome::Saved(_)) => self.tell("tui.redone"),
            Some(_) => self.tell("cli.nothing_to_redo"),
            None => {}
        }
    }

    fn remember_language(&mut self) {
        if self.request(Request::SetLanguage(self.lang)).is_some() {
            self.tell("plain.language_set");
        }
    }

    /// Sends a request and follows what it saved; none where it was refused, which was said.
    pub fn request(&mut self, request: Request) -> Option<Outcome> {
        match self.try_request(request) {
            Ok(outcome) => Some(outcome),
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    /// As [`Self::request`], with the refusal given back.
    pub fn try_request(&mut self, request: Request) -> Result<Outcome, Error> {
        let outcome = self.work(request)?;
        let saved = match &outcome {
            Outcome::Saved(saved) => Some(saved),
            Outcome::Report { saved, .. }
            | Outcome::Exported { saved, .. }
            | Outcome::Relinked { saved, .. }
            | Outcome::EvidenceExported { saved, .. } => saved.as_ref(),
            _ => None,
        };
        match &outcome {
            Outcome::Opened(opened) => {
                self.evidence_states.clear();
                self.filter = Filter::default();
                self.book = Some(Book::from((**opened).clone()));
            }
            Outcome::Closed => self.book = None,
            Outcome::EvidenceStates(states) => self.evidence_states.extend(states.iter().cloned()),
            _ => {}
        }
        if let (Some(saved), Some(book)) = (saved, &mut self.book)
            && !book.follow(saved)
        {
            let (path, left, previous) = (book.path.clone(), book.left.take(), book.previous.take());
            let outcome = self.try_request(Request::Open(path));
            if let Some(book) = &mut self.book {
                (book.left, book.previous) = (left, previous);
            }
            return outcome;
        }
        Ok(outcome)
    }

    /// Has the session do something. Where it takes long, a line now and then says how far it is; Ctrl-C
    /// stops it without leaving half a file.
    fn work(&mut self, request: Request) -> Result<Outcome, Error> {
        let Self {
            terminal,
            session,
            lang,
            deaf,
            ..
        } = self;
        let cancelled = Interrupt::heeded();
        let mut pace = Pace::calm();
        let mut told = false;
        let mut tell = |progress: Progress| {
            let Some(elapsed) = pace.step(&progress) else {
                return;
            };
            *deaf |= !terminal.say(&progress.plain_words(*lang, elapsed));
            if !std::mem::replace(&mut told, true) {
                *deaf |= !terminal.say(tr(*lang, "plain.can_be_stopped"));
            }
        };
        session.handle(request, &mut tell, cancelled.flag())
    }

    /// Saves and says so; false where it was refused, which was said.
    pub fn save(&mut self, request: Request) -> bool {
        match self.request(request) {
            Some(Outcome::Unchanged) => self.tell("plain.unchanged"),
            Some(_) => self.tell("plain.saved"),
            None => return false,
        }
        true
    }

    /// Says and asks again and again until `once` gives false or is left; a step back from something
    /// that it led to leads to it again.
    pub fn each_time(&mut self, mut once: impl FnMut(&mut Self) -> Flow<bool>) -> Flow<()> {
        loop {
            match once(self) {
                Ok(true) | Err(Stop::Again | Stop::Back) => {}
                Ok(false) | Err(Stop::Leave) => return Ok(()),
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Asks for a yes; an empty line is no.
    pub fn confirm(&mut self, question: &str) -> Flow<bool> {
        loop {
            let prompt = format!("{}{}", text::visible(question, false), self.tr("plain.yes_no"));
            match self.ask(&prompt, &[]) {
                Ok(line) => match folded(&line).as_str() {
                    "y" | "yes" | "是" | "1" => return Ok(true),
                    "n" | "no" | "否" | "2" | "" => return Ok(false),
                    _ => self.tell("plain.say_yes_no"),
                },
                Err(Stop::Again) => {}
                Err(stop) => return Err(stop),
            }
        }
    }
}

/// A step back from a prompt that is asked again and again: it leaves.
pub fn leaving(stop: Stop) -> Stop {
    match stop {
        Stop::Back => Stop::Leave,
        stop => stop,
    }
}

/// A line as it is compared: full-width characters folded, lower case, without outer blanks.
pub fn folded(line: &str) -> String {
    let folded: String = line.chars().map(text::fold_full_width).collect();
    folded.trim().to_lowercase()
}

fn common(line: &str) -> Option<Common> {
    let line = folded(line);
    Some(match line.as_str() {
        "?" | "help" | "說明" => Common::Explain,
        "back" | "返回" => Common::Back,
        "menu" | "選單" => Common::Menu,
        "quit" | "exit" | "離開" => Common::Quit,
        "undo" | "復原" => Common::Undo,
        "redo" | "重做" => Common::Redo,
        "status" | "狀態" => Common::Status,
        "calendar roc" | "曆法 民國" => Common::Years(Calendar::Roc),
        "calendar gregorian" | "曆法 西元" => Common::Years(Calendar::Gregorian),
        "lang en" | "語言 en" => Common::Language(Lang::En),
        "lang zh-tw" | "lang zh" | "語言 zh-tw" | "語言 中文" => Common::Language(Lang::ZhTw),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_prompt_are_understood_in_full_width_and_both_languages() {
        assert_eq!(common(" ＢＡＣＫ "), Some(Common::Back));
        assert_eq!(common("？"), Some(Common::Explain));
        assert_eq!(common("選單"), Some(Common::Menu));
        assert_eq!(common("lang　EN"), Some(Common::Language(Lang::En)));
        assert_eq!(common("backup"), None);
    }
}
