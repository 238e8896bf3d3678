//! Reading a pack: `pack.json` joined with its articles.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::PackError;
use super::files::{Files, MANIFEST, article_file};
use crate::model::pack::{
    Article, Chapter, Classification, Condition, Contradiction, Definition, ExaminerPoint, Licence, Notices,
    Pack, PreliminaryArticle, ProfileField, SystemSuggestion, Text, WordList,
};

/// The pack format this program reads.
pub(super) const FORMAT: u32 = 1;
/// The most articles a pack may have.
pub(super) const MAX_ARTICLES: usize = 400;
/// The longest name of an article file.
const MAX_NAME: usize = 80;

/// `pack.json`: a pack whose articles are names of files.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Text,
    pub(super) notices: Notices,
    pub(super) licences: Vec<Licence>,
    pub(super) profile_fields: Vec<ProfileField>,
    pub(super) conditions: Vec<Condition>,
    pub(super) classification: Classification,
    pub(super) preliminary: Vec<PreliminaryArticle>,
    pub(super) definitions: Vec<Definition>,
    pub(super) chapters: Vec<Chapter>,
    #[serde(default)]
    pub(super) examiner_summary: Vec<ExaminerPoint>,
    #[serde(default)]
    pub(super) contradictions: Vec<Contradiction>,
    #[serde(default)]
    pub(super) policy_words: WordList,
    #[serde(default)]
    pub(super) system_suggestions: Vec<SystemSuggestion>,
    /// Names of the article files, without folder and extension.
    pub(super) articles: Vec<String>,
}

impl Manifest {
    /// The pack with these articles.
    pub(super) fn join(self, articles: Vec<Article>) -> Pack {
        Pack {
            format: self.format,
            id: self.id,
            version: self.version,
            title: self.title,
            notices: self.notices,
            licences: self.licences,
            profile_fields: self.profile_fields,
            conditions: self.conditions,
            classification: self.classification,
            preliminary: self.preliminary,
            definitions: self.definitions,
            chapters: self.chapters,
            examiner_summary: self.examiner_summary,
            contradictions: self.contradictions,
            policy_words: self.policy_words,
            system_suggestions: self.system_suggestions,
            articles,
        }
    }
}

/// The pack built into the program.
///
/// # Errors
/// Only where the program was built from a broken pack; a test reads it.
pub fn builtin() -> Result<Pack, PackError> {
    load(&Files::Builtin)
}

/// Reads the pack in a folder. Only `pack.json` and the article files it lists are read; links,
/// other folders and oversized files are refused.
///
/// A pack that loads may still have faults of meaning (an unknown condition, say):
/// [`super::lint_dir`] finds those.
///
/// # Errors
/// The first fault, with its file, JSON path and remedy.
pub fn load_dir(folder: &Path) -> Result<Pack, PackError> {
    load(&Files::Folder(folder))
}

/// Reads a joined pack, as a workbook embeds it. `name` stands for the file in messages.
///
/// # Errors
/// Text that is not JSON of the shape of a pack, or of another format.
pub fn from_json(name: &str, json: &[u8]) -> Result<Pack, PackError> {
    let pack: Pack = parse(name, json)?;
    check_format(name, pack.format)?;
    Ok(pack)
}

fn load(files: &Files<'_>) -> Result<Pack, PackError> {
    files.check_folder()?;
    let manifest = manifest(files)?;
    let names = article_names(files, &manifest)?;
    let articles = names
        .iter()
        .map(|name| article(files, name))
        .collect::<Result<_, _>>()?;
    Ok(manifest.join(articles))
}

/// Reads `pack.json`.
pub(super) fn manifest(files: &Files<'_>) -> Result<Manifest, PackError> {
    let file = files.display(MANIFEST);
    let bytes = files.read(MANIFEST)?;
    // The format comes first: a later format may differ in every other key.
    let Format { format } = parse(&file, &bytes)?;
    check_format(&file, format)?;
    parse(&file, &bytes)
}

/// Reads one article file.
pub(super) fn article(files: &Files<'_>, name: &str) -> Result<Article, PackError> {
    let file = article_file(name);
    let bytes = files.read(&file)?;
    parse(&files.display(&file), &bytes)
}

/// The names of the article files, each checked to stay within the folder.
fn article_names(files: &Files<'_>, manifest: &Manifest) -> Result<Vec<String>, PackError> {
    if manifest.articles.len() > MAX_ARTICLES {
        return Err(PackError::TooManyArticles {
            file: files.display(MANIFEST),
            limit: MAX_ARTICLES,
        });
    }
    let checked = manifest.articles.iter().enumerate().map(|(index, name)| {
        check_article_name(files, index, name)?;
        Ok(name.clone())
    });
    checked.collect()
}

/// Checks that an article name is a plain file name, so that nothing outside the folder is read.
pub(super) fn check_article_name(files: &Files<'_>, index: usize, name: &str) -> Result<(), PackError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > MAX_NAME || !name.chars().all(plain) {
        return Err(PackError::ArticleName {
            file: files.display(MANIFEST),
            path: format!("articles[{index}]"),
            name: name.chars().take(40).collect(),
        });
    }
    Ok(())
}

/// Just the format, whatever else stands in the file.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn check_format(file: &str, found: u32) -> Result<(), PackError> {
    if found == FORMAT {
        return Ok(());
    }
    Err(PackError::Format {
        file: file.to_owned(),
        found,
        known: FORMAT,
    })
}

/// Parses one file; a byte order mark, which some editors write, is passed over.
pub(super) fn parse<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, PackError> {
    let fault = |path: String, detail: serde_json::Error| PackError::Json {
        file: file.to_owned(),
        path,
        detail: detail.to_string(),
    };
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| fault(path_of(&error), error.into_inner()))?;
    deserializer.end().map_err(|error| fault("$".to_owned(), error))?;
    Ok(value)
}

/// The JSON path of a fault; `$` where it is the whole file, or no place in it could be told.
pub(super) fn path_of(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let path = error.path().to_string();
    match path.trim_end_matches('?').trim_end_matches('.') {
        "" => "$".to_owned(),
        known => known.to_owned(),
    }
}
