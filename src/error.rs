//! The error that crosses module borders: what kind it is, what happened, and what to do next.

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

/// An error with a message that names the file, field or clause, and hints that name the next step.
#[derive(Debug)]
pub struct Error {
    /// What the error means for the caller.
    pub kind: ErrorKind,
    /// What happened, naming the file, field or clause.
    pub message: String,
    /// What to do next, one sentence each.
    pub hints: Vec<String>,
    /// The error underneath, where there is one.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Result with the crate's error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An input error: something given to Zicha cannot be used.
    pub fn input(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Input,
            message: message.into(),
            hints: Vec::new(),
            source: None,
        }
    }

    /// An error of the surroundings: disk, permissions, another instance.
    pub fn environment(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Environment,
            ..Self::input(message)
        }
    }

    /// A fault of Zicha itself.
    pub fn internal(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Internal,
            ..Self::input(message)
        }
    }

    /// Adds a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}
