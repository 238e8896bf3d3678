//! The error that crosses module borders: what kind it is, what happened, and what to do next.
//!
//! What happened is kept as an id of the language tables with the values to fill in, so that
//! whoever shows it does so in the reader's language (`crate::lang::words`).

use std::fmt;

/// What an error means for the caller, and so for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Usage, unreadable or refused input: exit code 2.
    Input,
    /// The disk, the operating system or another program stood in the way: exit code 2.
    Environment,
    /// A fault of Zicha itself: exit code 2, with a request to report it.
    Internal,
}

/// A sentence yet to be worded: an id of the language tables and what fills its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The id, `error.name`.
    pub id: &'static str,
    /// The values of its places, by name.
    pub values: Vec<(&'static str, Value)>,
}

/// What fills a place of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text that is the same in every language: a path, an id, what the operating system said.
    Text(String),
    /// Sentences worded in the language of the whole, one after the other.
    Words(Vec<Words>),
}

impl Words {
    /// A sentence without values as yet.
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            values: Vec::new(),
        }
    }

    /// Fills a place with text that is the same in every language.
    #[must_use]
    pub fn with(mut self, place: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((place, Value::Text(value.to_string())));
        self
    }

    /// Fills a place with a sentence of its own, such as the fault underneath.
    #[must_use]
    pub fn saying(mut self, place: &'static str, words: impl Into<Words>) -> Self {
        self.values.push((place, Value::Words(vec![words.into()])));
        self
    }
}

impl From<&'static str> for Words {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}

/// For logs and tests: the id and the values. People read `crate::lang::words`.
impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)?;
        for (place, value) in &self.values {
            match value {
                Value::Text(text) => write!(f, "; {place}: {text}")?,
                Value::Words(sentences) => {
                    write!(f, "; {place}:")?;
                    sentences
                        .iter()
                        .try_for_each(|sentence| write!(f, " [{sentence}]"))?;
                }
            }
        }
        Ok(())
    }
}

/// An error that names the file, field or clause, with hints that name the next step.
#[derive(Debug)]
pub struct Error {
    /// What the error means for the caller.
    pub kind: ErrorKind,
    /// What happened, naming the file, field or clause.
    pub said: Words,
    /// What to do next, one sentence each.
    pub hints: Vec<Words>,
    /// The error underneath, where there is one.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Result with the crate's error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An input error: something given to Zicha cannot be used.
    pub fn input(said: impl Into<Words>) -> Self {
        Self {
            kind: ErrorKind::Input,
            said: said.into(),
            hints: Vec::new(),
            source: None,
        }
    }

    /// An error of the surroundings: disk, permissions, another instance.
    pub fn environment(said: impl Into<Words>) -> Self {
        Self {
            kind: ErrorKind::Environment,
            ..Self::input(said)
        }
    }

    /// A fault of Zicha itself.
    pub fn internal(said: impl Into<Words>) -> Self {
        Self {
            kind: ErrorKind::Internal,
            ..Self::input(said)
        }
        .hint("error.hint_report_fault")
    }

    /// Fills a place of what happened, and of every hint that has a place of this name.
    #[must_use]
    pub fn with(mut self, place: &'static str, value: impl fmt::Display) -> Self {
        let value = Value::Text(value.to_string());
        for hint in &mut self.hints {
            hint.values.push((place, value.clone()));
        }
        self.said.values.push((place, value));
        self
    }

    /// Fills a place of what happened with a sentence of its own.
    #[must_use]
    pub fn saying(mut self, place: &'static str, words: impl Into<Words>) -> Self {
        self.said = self.said.saying(place, words);
        self
    }

    /// Adds a next step; its places take the values of what happened.
    #[must_use]
    pub fn hint(mut self, id: &'static str) -> Self {
        let values = self.said.values.clone();
        self.hints.push(Words { id, values });
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }
}

/// For logs and tests; people read what `crate::lang::words` makes of it.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}
