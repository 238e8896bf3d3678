//! Questions one after the other, or one of them from a list: what is kept is said before it is
//! asked, an empty line keeps it, a hyphen clears it.

use super::dialogue::{Dialogue, Flow, Stop};
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
pub(super) enum Step {
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
    /// As [`Begin::First`], where the first question was answered already.
    Second,
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
        let mut walk = begin != Begin::List;
        let mut from = usize::from(begin == Begin::Second);
        let mut brief = false;
        loop {
            if walk {
                walk = false;
                match self.walk_form(make, keep, std::mem::take(&mut from)) {
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

    pub(super) fn row(&self, question: &Question) -> String {
        let now = match question.now.lines().next() {
            None | Some("") => self.tr("plain.empty"),
            Some(line) => line.to_owned(),
        };
        // What ends as a question needs no full stop.
        let id = match question.label.ends_with(['?', '？', '.', '。']) {
            true => "plain.field_of_question",
            false => "plain.field",
        };
        self.fill(id, &[("label", &question.label), ("now", &now)])
    }

    /// Asks every question in turn; false where the list is wanted.
    fn walk_form(&mut self, make: Make<'_>, keep: Keep<'_>, from: usize) -> Flow<bool> {
        let mut at = from;
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
}
