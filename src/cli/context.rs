//! What every command is given: language, format, settings, and how workbooks are opened.

use std::path::Path;

use serde::Serialize;

use super::arguments::{By, Format};
use super::output::Reply;
use crate::engagement::Engagement;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::Saved;
use crate::error::Result;
use crate::lang::{Calendar, Lang, fill, tr};
use crate::model::reporting::Languages;
use crate::settings::Settings;

/// What every command is given.
pub(super) struct Context {
    pub lang: Lang,
    /// Language of a report, or both side by side.
    pub languages: Languages,
    pub format: Format,
    pub settings: Settings,
    /// Only ASCII in charts.
    pub ascii: bool,
    /// How years are counted; none follows the language.
    pub calendar: Option<Calendar>,
}

/// What a writing command prints as JSON.
#[derive(Serialize)]
struct SavedRow<'a> {
    changed: bool,
    action: Option<&'a str>,
    journal: Option<&'a crate::model::journal::Head>,
}

impl Context {
    pub(super) fn new(lang: Lang, languages: Languages, format: Format, settings: Settings) -> Self {
        Self {
            lang,
            languages,
            format,
            settings,
            ascii: false,
            calendar: None,
        }
    }

    /// The same for output in ASCII alone, with years counted as asked or as the settings say.
    pub(super) fn drawn(self, ascii: bool, calendar: Option<Calendar>) -> Self {
        Self {
            ascii,
            calendar: calendar.or(self.settings.calendar),
            ..self
        }
    }

    /// Who makes a change: `--by`, else the settings, else the login name.
    pub(super) fn author(&self, by: &By) -> String {
        let named = by.by.as_deref().map(str::trim).filter(|name| !name.is_empty());
        named.map_or_else(|| self.settings.author(), str::to_owned)
    }

    /// Opens a workbook for reading.
    pub(super) fn read(&self, file: &Path) -> Result<Engagement> {
        let opened = Engagement::open_for_reading(file, Box::new(SystemClock), String::new())?;
        Ok(self.with_roots(opened))
    }

    /// Opens a workbook for writing.
    pub(super) fn write(&self, file: &Path, by: &By) -> Result<Engagement> {
        let opened = Engagement::open_for_writing(file, Box::new(SystemClock), self.author(by))?;
        Ok(self.with_roots(opened))
    }

    fn with_roots(&self, mut engagement: Engagement) -> Engagement {
        engagement.set_evidence_roots(self.settings.evidence_roots.clone());
        engagement
    }

    /// The words for an id.
    pub(super) fn tr(&self, id: &'static str) -> &'static str {
        tr(self.lang, id)
    }

    /// The words for an id with its places filled.
    pub(super) fn fill(&self, id: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.lang, id, values)
    }

    /// A reply with data: JSON, or the text where text was asked for.
    pub(super) fn data(&self, json: &impl Serialize, text: impl FnOnce() -> String) -> Reply {
        match self.format {
            Format::Json => Reply::json(json),
            Format::Text => Reply::text(text()),
        }
    }

    /// The reply of a writing command: what was saved, or that nothing had to be.
    pub(super) fn saved(&self, saved: Option<&Saved>, words: impl FnOnce() -> String) -> Reply {
        let row = SavedRow {
            changed: saved.is_some(),
            action: saved.map(|saved| saved.action.id()),
            journal: saved.map(|saved| &saved.head),
        };
        self.data(&row, || match saved {
            Some(_) => words(),
            None => self.tr("cli.unchanged").to_owned(),
        })
    }
}
