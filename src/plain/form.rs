//! Questions one after the other, or one of them from a list: what is kept is said before it is
//! asked, an empty line keeps it, a hyphen clears it.

use super::dialogue::{Dialogue, Flow, Stop, folded};
use super::menu::{Choice, Menu};
use crate::lang::Lang;
use crate::lang::tr;
use crate::model::profile::Tri;
use crate::model::reading::Reads;

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// By a line.
    Text(Reads),
    /// By a text of several lines, which must not be empty where `needed`.
    Long {
        /// Whether it must not be empty.
        needed: bool,
    },
    /// By one of several options.
    Choice {
        /// The options in words.
        options: Vec<String>,
        /// The one that is kept.
        chosen: Option<usize>,
    },
    /// By any number of options.
    Many {
        /// The options in words.
        options: Vec<String>,
        /// Those that are kept.
        chosen: Vec<usize>,
    },
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for: mostly the dotted field of the record.
    pub id: String,
    /// Heading said before it.
    pub section: Option<String>,
    /// What is asked.
    pub label: String,
    /// What is kept, as it reads; empty is nothing.
    pub now: String,
    /// How it is answered.
    pub kind: Kind,
    /// What a question mark answers.
    pub about: Vec<String>,
}

/// An answer that reads as it must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A text; empty clears.
    Text(String),
    /// Index of an option.
    Choice(usize),
    /// Indexes of options.
    Many(Vec<usize>),
}

/// What became of asking a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Keep,
    Given(Entry),
    Previous,
    List,
}

/// How a form begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// With the list of its questions.
    List,
    /// With the first question, and so on to the last.
    First,
}

impl Question {
    /// A question answered by a line.
    pub fn text(id: impl Into<String>, label: impl Into<String>, now: &str, reads: Reads) -> Self {
        let kind = match reads {
            Reads::Long { needed } => Kind::Long { needed },
            reads => Kind::Text(reads),
        };
        Self::new(id, label, now.to_owned(), kind)
    }

    /// A question answered by one of several options.
    pub fn choice(
        id: impl Into<String>,
        label: impl Into<String>,
        options: Vec<String>,
        chosen: Option<usize>,
    ) -> Self {
        let now = chosen.and_then(|at| options.get(at).cloned()).unwrap_or_default();
        Self::new(id, label, now, Kind::Choice { options, chosen })
    }

    /// A question answered by any number of options.
    pub fn many(
        id: impl Into<String>,
        label: impl Into<String>,
        options: Vec<String>,
        chosen: Vec<usize>,
    ) -> Self {
        let names = chosen.iter().filter_map(|at| options.get(*at).cloned());
        let now = names.collect::<Vec<_>>().join("、");
        Self::new(id, label, now, Kind::Many { options, chosen })
    }

    fn new(id: impl Into<String>, label: impl Into<String>, now: String, kind: Kind) -> Self {
        Self {
            id: id.into(),
            section: None,
            label: label.into().trim().to_owned(),
            now,
            kind,
            about: Vec::new(),
        }
    }

    /// With what a question mark answers.
    #[must_use]
    pub fn about(mut self, about: Vec<String>) -> Self {
        self.about = about;
        self
    }
}

/// Yes, no and not known, in the order they are offered.
pub const TRIS: [Tri; 3] = [Tri::Yes, Tri::No, Tri::Unasked];

/// A question answered by 是, 否 or 不知道.
pub fn tri_question(id: impl Into<String>, label: impl Into<String>, answer: Tri, lang: Lang) -> Question {
    let options = ["describe.yes", "describe.no", "describe.unknown"].map(|id| tr(lang, id).to_owned());
    let chosen = TRIS.iter().position(|known| *known == answer);
    Question::choice(id, label, options.to_vec(), chosen)
}

/// Makes the questions from what holds now.
pub type Make<'f> = &'f dyn Fn(&Dialogue<'_>) -> Vec<Question>;
/// Keeps an answer; false where it was refused, which was said, so that it is asked for again.
pub type Keep<'f> = &'f mut dyn FnMut(&mut Dialogue<'_>, &str, &Entry) -> Flow<bool>;

impl Dialogue<'_> {
    /// Goes through a form until the person has enough of it.
    pub fn form(&mut self, title: &'static str, make: Make<'_>, keep: Keep<'_>, begin: Begin) -> Flow<()> {
        let mut walk = begin == Begin::First;
        let mut brief = false;
        loop {
            if walk {
                walk = false;
                match self.walk_form(make, keep) {
                    Ok(true) => return Ok(()),
                    Ok(false) | Err(Stop::Again) => {}
                    Err(stop) => return Err(stop),
                }
            }
            let questions = make(self);
            if questions.is_empty() {
                return Ok(());
            }
            let rows = questions.iter().map(|question| self.row(question)).collect();
            let menu = Menu::new(self.tr(title))
                .rows(rows)
                .act("all", self.tr("plain.ask_all"))
                .act("done", self.tr("plain.done"))
                .brief(brief);
            brief = true;
            match self.choose(&menu) {
                Ok(Choice::Row(at)) => match self.settle(make, keep, at) {
                    Err(Stop::Back | Stop::Again) | Ok(_) => {}
                    Err(stop) => return Err(stop),
                },
                Ok(Choice::Act("all")) => walk = true,
                Ok(_) => return Ok(()),
                Err(Stop::Again) => brief = false,
                Err(stop) => return Err(stop),
            }
        }
    }

    fn row(&self, question: &Question) -> String {
        let now = match question.now.lines().next() {
            None | Some("") => self.tr("plain.empty"),
            Some(line) => line.to_owned(),
        };
        self.fill("plain.field", &[("label", &question.label), ("now", &now)])
    }

    /// Asks every question in turn; false where the list is wanted.
    fn walk_form(&mut self, make: Make<'_>, keep: Keep<'_>) -> Flow<bool> {
        let mut at = 0;
        loop {
            let questions = make(self);
            let Some(id) = questions.get(at).map(|question| question.id.clone()) else {
                return Ok(true);
            };
            match self.settle(make, keep, at) {
                Ok(Step::Previous) => at = at.saturating_sub(1),
                Ok(Step::List) => return Ok(false),
                // An answer may have made other questions appear before the next one.
                Ok(_) => at = make(self).iter().position(|q| q.id == id).map_or(at, |at| at + 1),
                Err(Stop::Again) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Asks one question until its answer is kept.
    fn settle(&mut self, make: Make<'_>, keep: Keep<'_>, at: usize) -> Flow<Step> {
        loop {
            let questions = make(self);
            let Some(question) = questions.get(at) else {
                return Ok(Step::Keep);
            };
            if let Some(section) = &question.section {
                self.say(section);
            }
            match self.step(question) {
                Ok(Step::Given(entry)) => {
                    if keep(self, &question.id, &entry)? {
                        return Ok(Step::Given(entry));
                    }
                }
                Ok(step) => return Ok(step),
                Err(Stop::Again) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Asks a question that is made anew where the language changed meanwhile; none keeps.
    pub fn answer(&mut self, make: &dyn Fn(&Dialogue<'_>) -> Question) -> Flow<Option<Entry>> {
        loop {
            let question = make(self);
            match self.step(&question) {
                Ok(Step::Given(entry)) => return Ok(Some(entry)),
                Ok(Step::Keep) => return Ok(None),
                Ok(Step::Previous | Step::List) => return Err(Stop::Back),
                Err(Stop::Again) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Asks for a text that is not kept anywhere yet; empty where none is given.
    pub fn blank(&mut self, label: &'static str, hint: &'static str, reads: Reads) -> Flow<String> {
        let entry =
            self.answer(&|d| Question::text("", d.tr(label), "", reads.clone()).about(vec![d.tr(hint)]))?;
        Ok(match entry {
            Some(Entry::Text(text)) => text,
            _ => String::new(),
        })
    }

    /// Asks for several texts of one record, each with its label, hint, what is kept and what it must
    /// be. Gives all of them, changed or not, and why it ended before the last one, if it did.
    pub fn block(
        &mut self,
        fields: &[(&'static str, &'static str, String, Reads)],
    ) -> (Vec<String>, Flow<()>) {
        let mut values: Vec<String> = fields.iter().map(|(_, _, now, _)| now.clone()).collect();
        for ((label, hint, now, reads), value) in fields.iter().zip(&mut values) {
            let asked =
                self.answer(&|d| Question::text("", d.tr(label), now, reads.clone()).about(vec![d.tr(hint)]));
            match asked {
                Ok(Some(Entry::Text(text))) => *value = text,
                Ok(_) => {}
                Err(stop) => return (values, Err(stop)),
            }
        }
        (values, Ok(()))
    }

    /// Asks for one of several options that are not kept anywhere yet; the first where none is chosen.
    pub fn option(
        &mut self,
        label: &'static str,
        options: &dyn Fn(&Dialogue<'_>) -> Vec<String>,
    ) -> Flow<usize> {
        let entry = self.answer(&|d| Question::choice("", d.tr(label), options(d), Some(0)))?;
        Ok(match entry {
            Some(Entry::Choice(at)) => at,
            _ => 0,
        })
    }

    fn step(&mut self, question: &Question) -> Flow<Step> {
        let head = self.row(question);
        self.say(head);
        match &question.kind {
            Kind::Text(reads) => self.ask_line(question, reads),
            Kind::Long { needed } => self.ask_long(question, *needed),
            Kind::Choice { options, chosen } => self.ask_choice(question, options, *chosen),
            Kind::Many { options, chosen } => self.ask_many(question, options, chosen),
        }
    }

    fn ask_line(&mut self, question: &Question, reads: &Reads) -> Flow<Step> {
        loop {
            let prompt = self.tr("plain.new_value");
            let line = self.ask(&prompt, &question.about)?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            let given = match typed.as_str() {
                "" if question.now.is_empty() && *reads == Reads::Needed => "",
                "" => return Ok(Step::Keep),
                "-" => "",
                _ => line.as_str(),
            };
            match reads.read(given) {
                Ok(text) => return Ok(Step::Given(Entry::Text(text))),
                Err(fault) => {
                    let words = fault.words(self.lang);
                    self.say(words);
                }
            }
        }
    }

    /// A text of several lines. At the end of the input, what was typed so far is the text.
    fn ask_long(&mut self, question: &Question, needed: bool) -> Flow<Step> {
        if question.now.contains('\n') {
            self.say(&question.now);
        }
        self.tell("plain.long");
        loop {
            let prompt = self.tr("plain.new_value");
            let line = self.ask(&prompt, &question.about)?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            match typed.as_str() {
                "" if needed && question.now.is_empty() => self.tell("describe.fault_empty"),
                "-" if needed => self.tell("describe.fault_empty"),
                "" | "." => return Ok(Step::Keep),
                "-" => return Ok(Step::Given(Entry::Text(String::new()))),
                _ => {
                    let text = self.rest_of(line);
                    match (Reads::Long { needed }).read(&text) {
                        Ok(text) => return Ok(Step::Given(Entry::Text(text))),
                        Err(fault) => {
                            let words = fault.words(self.lang);
                            self.say(words);
                        }
                    }
                }
            }
        }
    }

    fn rest_of(&mut self, first: String) -> String {
        let mut lines = vec![first];
        while let Some(line) = self.ask_raw("> ") {
            if folded(&line) == "." {
                break;
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    fn say_options(&mut self, options: &[String]) {
        for (index, option) in options.iter().enumerate() {
            self.say(format!("{} {option}", index + 1));
        }
    }

    fn ask_choice(&mut self, question: &Question, options: &[String], chosen: Option<usize>) -> Flow<Step> {
        self.say_options(options);
        loop {
            let prompt = self.tr("plain.choose_one");
            let line = self.ask(&prompt, &question.about)?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            match one_of(&typed, options) {
                _ if typed.is_empty() => return Ok(Step::Keep),
                Some(at) if Some(at) == chosen => return Ok(Step::Keep),
                Some(at) => return Ok(Step::Given(Entry::Choice(at))),
                None => self.tell("plain.not_an_option"),
            }
        }
    }

    fn ask_many(&mut self, question: &Question, options: &[String], chosen: &[usize]) -> Flow<Step> {
        self.say_options(options);
        loop {
            let prompt = self.tr("plain.choose_many");
            let line = self.ask(&prompt, &question.about)?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            if typed.is_empty() {
                return Ok(Step::Keep);
            }
            if typed == "-" {
                return Ok(Step::Given(Entry::Many(Vec::new())));
            }
            let parts = typed
                .split([',', ' ', '、', '，', ';'])
                .filter(|part| !part.is_empty());
            let given: Option<Vec<usize>> = parts.map(|part| one_of(part, options)).collect();
            match given {
                Some(mut given) => {
                    given.sort_unstable();
                    given.dedup();
                    return Ok(match given == chosen {
                        true => Step::Keep,
                        false => Step::Given(Entry::Many(given)),
                    });
                }
                None => self.tell("plain.not_an_option"),
            }
        }
    }
}

/// The option a number or its own words mean.
fn one_of(typed: &str, options: &[String]) -> Option<usize> {
    match typed.parse::<usize>() {
        Ok(number) => number.checked_sub(1).filter(|at| *at < options.len()),
        Err(_) => options.iter().position(|option| folded(option) == typed),
    }
}

fn movement(typed: &str) -> Option<Step> {
    match typed {
        "prev" | "上一題" => Some(Step::Previous),
        "list" | "清單" => Some(Step::List),
        _ => None,
    }
}
