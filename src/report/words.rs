//! Words with their style, as plain data (see [`super::blocks`]).

/// What a piece of text or a shape says by its look. Never the only carrier of meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Black text, light grey shapes.
    #[default]
    Plain,
    /// Grey: of lesser weight.
    Muted,
    /// The one accent colour.
    Accent,
    /// A fault or a warning.
    Alert,
}

/// Text made of runs. `\n` breaks the line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// The runs in reading order.
    pub runs: Vec<Run>,
}

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Bold face.
    pub bold: bool,
    /// Colour.
    pub tone: Tone,
    /// Where a click leads.
    pub link: Option<Link>,
}

/// Where a click leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To the anchor of this id.
    Anchor(String),
    /// To an address outside the document.
    Uri(String),
}

/// Starts a text.
pub fn text(words: impl Into<String>) -> Text {
    Text::default().plain(words)
}

impl Text {
    /// Appends plain words.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Self {
        self.run(Run {
            text: words.into(),
            ..Run::default()
        })
    }

    /// Appends bold words.
    #[must_use]
    pub fn bold(self, words: impl Into<String>) -> Self {
        self.run(Run {
            text: words.into(),
            bold: true,
            ..Run::default()
        })
    }

    /// Appends words in a tone.
    #[must_use]
    pub fn tone(self, tone: Tone, words: impl Into<String>) -> Self {
        self.run(Run {
            text: words.into(),
            tone,
            ..Run::default()
        })
    }

    /// Appends words that lead to the anchor `id`.
    #[must_use]
    pub fn link(self, id: impl Into<String>, words: impl Into<String>) -> Self {
        let link = Some(Link::Anchor(id.into()));
        self.run(Run {
            text: words.into(),
            tone: Tone::Accent,
            link,
            ..Run::default()
        })
    }

    /// Appends words that lead to an address outside the document.
    #[must_use]
    pub fn uri(self, uri: impl Into<String>, words: impl Into<String>) -> Self {
        let link = Some(Link::Uri(uri.into()));
        self.run(Run {
            text: words.into(),
            tone: Tone::Accent,
            link,
            ..Run::default()
        })
    }

    /// Appends a run.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        if !run.text.is_empty() {
            self.runs.push(run);
        }
        self
    }

    /// Appends another text.
    #[must_use]
    pub fn then(mut self, other: impl Into<Text>) -> Self {
        self.runs.extend(other.into().runs);
        self
    }

    /// The same words, all bold.
    #[must_use]
    pub fn all_bold(mut self) -> Self {
        for run in &mut self.runs {
            run.bold = true;
        }
        self
    }

    /// The same words, plain runs in `tone`.
    #[must_use]
    pub fn all_in(mut self, tone: Tone) -> Self {
        for run in self.runs.iter_mut().filter(|run| run.tone == Tone::Plain) {
            run.tone = tone;
        }
        self
    }

    /// The words without their style.
    pub fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.is_empty())
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        text(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        text(words)
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Self {
        text(words)
    }
}
