//! Lists to choose from: numbered rows, twenty at a time, then what can be done, by number or word.

use super::dialogue::{Dialogue, Flow, folded, leaving};
use crate::text;

/// Rows said at a time.
const PAGE: usize = 20;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A row by its place.
    Row(usize),
    /// An act by its word.
    Act(&'static str),
    /// Something else that was typed, where a menu takes it.
    Other(String),
}

/// A list to choose from.
#[derive(Debug, Clone, Default)]
pub struct Menu {
    title: String,
    rows: Vec<String>,
    acts: Vec<(&'static str, String)>,
    about: Vec<String>,
    takes_other: bool,
    brief: bool,
    enter: Option<&'static str>,
}

impl Menu {
    /// A list under a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Its rows.
    #[must_use]
    pub fn rows(mut self, rows: Vec<String>) -> Self {
        self.rows = rows;
        self
    }

    /// Something that can be done: the word that is typed for it, and what it means.
    #[must_use]
    pub fn act(mut self, word: &'static str, label: impl Into<String>) -> Self {
        self.acts.push((word, label.into()));
        self
    }

    /// As [`Self::act`], where it can be done now.
    #[must_use]
    pub fn act_if(self, possible: bool, word: &'static str, label: impl Into<String>) -> Self {
        if possible { self.act(word, label) } else { self }
    }

    /// What a question mark answers.
    #[must_use]
    pub fn about(mut self, about: Vec<String>) -> Self {
        self.about = about;
        self
    }

    /// Gives back what is neither number nor word.
    #[must_use]
    pub fn takes_other(mut self) -> Self {
        self.takes_other = true;
        self
    }

    /// What an empty line stands for.
    #[must_use]
    pub fn enter(mut self, word: &'static str) -> Self {
        self.enter = Some(word);
        self
    }

    /// Says the choices only when asked, because they were said before.
    #[must_use]
    pub fn brief(mut self, brief: bool) -> Self {
        self.brief = brief;
        self
    }
}

impl Dialogue<'_> {
    /// As [`Self::choose`], for a list that is said again and again: a step back leaves it.
    pub fn choose_here(&mut self, menu: &Menu) -> Flow<Choice> {
        self.choose(menu).map_err(leaving)
    }

    /// Says a list and asks until something of it is chosen.
    pub fn choose(&mut self, menu: &Menu) -> Flow<Choice> {
        let mut from = 0;
        let mut say = !menu.brief;
        if !menu.title.is_empty() {
            self.say(&menu.title);
        }
        let mut about = menu.about.clone();
        about.push(self.tr("plain.how_menu"));
        loop {
            if std::mem::replace(&mut say, false) {
                self.say_page(menu, from);
            }
            let prompt = self.tr(match menu.brief {
                true => "plain.choose_brief",
                false => "plain.choose",
            });
            let line = self.ask(&prompt, &about)?;
            let typed = folded(&line);
            if typed.is_empty() && from + PAGE < menu.rows.len() {
                from += PAGE;
                say = true;
                continue;
            }
            if let Some(word) = menu.enter.filter(|_| typed.is_empty()) {
                return Ok(Choice::Act(word));
            }
            if matches!(typed.as_str(), "list" | "清單") {
                from = 0;
                say = true;
                continue;
            }
            if let Some(choice) = chosen(menu, &typed) {
                return Ok(choice);
            }
            if menu.takes_other && !typed.is_empty() {
                return Ok(Choice::Other(line));
            }
            self.tell("plain.not_a_choice");
        }
    }

    fn say_page(&mut self, menu: &Menu, from: usize) {
        let to = menu.rows.len().min(from + PAGE);
        for (index, row) in menu.rows.iter().enumerate().skip(from).take(PAGE) {
            self.say(format!("{} {}", index + 1, text::visible(row, false)));
        }
        if to < menu.rows.len() {
            let (shown, all) = (to.to_string(), menu.rows.len().to_string());
            let words = self.fill("plain.more_rows", &[("shown", &shown), ("all", &all)]);
            self.say(words);
        }
        for (index, (word, label)) in menu.acts.iter().enumerate() {
            self.say(format!("{} {label} ({word})", menu.rows.len() + index + 1));
        }
    }
}

fn chosen(menu: &Menu, typed: &str) -> Option<Choice> {
    let rows = menu.rows.len();
    if let Ok(number) = typed.parse::<usize>() {
        let at = number.checked_sub(1)?;
        return match at.checked_sub(rows) {
            None => Some(Choice::Row(at)),
            Some(act) => menu.acts.get(act).map(|(word, _)| Choice::Act(word)),
        };
    }
    let act = menu
        .acts
        .iter()
        .find(|(word, label)| typed == *word || typed == folded(label));
    act.map(|(word, _)| Choice::Act(word)).or_else(|| {
        let row = menu.rows.iter().position(|row| typed == folded(row));
        row.map(Choice::Row)
    })
}
