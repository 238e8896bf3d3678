//! The questions, what is given for them, and what a command leads to.

use crate::model::reading::Reads;

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// By a line of text.
    Text {
        /// What is kept, as it is edited.
        saved: String,
        /// What is kept, as it reads.
        shown: String,
        /// Shown in the empty field.
        hint: String,
        /// What it must be.
        reads: Reads,
    },
    /// By one of several options.
    Choice {
        /// The options in words.
        options: Vec<String>,
        /// Index of the one that is kept.
        chosen: usize,
    },
    /// By yes or no at once.
    Tick(bool),
    /// Not at all: the row leads somewhere.
    Link,
}

/// A row of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<Id> {
    /// What is asked for.
    pub id: Id,
    /// Heading above the row.
    pub section: Option<String>,
    /// Words of the row.
    pub label: String,
    /// How it is answered.
    pub kind: Kind,
}

/// What was given for a question and is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A text that reads as it must.
    Text(String),
    /// Index of an option.
    Choice(usize),
}

/// What a command leads to outside the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<Id> {
    /// Nothing.
    Nothing,
    /// What was written is to be kept now.
    Settle,
    /// A tick is to be set.
    Tick(Id, bool),
    /// A row that leads somewhere was opened.
    Open(Id),
}
