//! Reading a pack tolerantly: what parses is checked, what does not is one fault more.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::error::PackError;
use super::super::files::{Files, MANIFEST, article_file};
use super::super::load::{self, MAX_ARTICLES, Manifest};
use super::problem::Problem;
use super::{Fault, Sheet, texts};
use crate::model::pack::{Clause, Text};

/// As much of a pack as could be read.
pub(super) struct Reading {
    /// All files that were looked at, in order.
    pub(super) files: Vec<String>,
    /// `pack.json`, if it parsed.
    pub(super) manifest: Option<Manifest>,
    /// The article files whose frame parsed.
    pub(super) articles: Vec<ReadArticle>,
    /// Whether everything parsed, so that what is absent is really absent.
    pub(super) complete: bool,
}

/// An article file with those clauses that parsed.
pub(super) struct ReadArticle {
    /// The file.
    pub(super) file: String,
    /// Article number.
    pub(super) number: u16,
    /// Number of its chapter.
    pub(super) chapter: u16,
    /// Clauses with their index in the file.
    pub(super) clauses: Vec<(usize, Clause)>,
    /// Whether all clauses parsed.
    pub(super) complete: bool,
}

/// The frame of an article file, its clauses not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    number: u16,
    chapter: u16,
    #[serde(rename = "title")]
    _title: Text,
    clauses: Vec<Value>,
}

/// Reads what can be read; none where there is no pack at all.
pub(super) fn read(files: &Files<'_>, faults: &mut Vec<Fault>) -> Option<Reading> {
    if let Err(error) = files.check_folder() {
        Sheet { file: ".", faults }.add("$", Problem::from(&error));
        return None;
    }
    let manifest = read_manifest(
        files,
        &mut Sheet {
            file: MANIFEST,
            faults,
        },
    );
    let names = article_names(files, manifest.as_ref(), faults);
    let mut reading = Reading {
        files: vec![".".to_owned(), MANIFEST.to_owned()],
        complete: manifest.is_some(),
        manifest,
        articles: Vec::new(),
    };
    for name in names {
        let file = article_file(&name);
        let mut sheet = Sheet { file: &file, faults };
        let article = read_article(files, &file, &name, &mut sheet);
        reading.complete &= article.as_ref().is_some_and(|article| article.complete);
        reading.articles.extend(article);
        reading.files.push(file);
    }
    Some(reading)
}

fn read_manifest(files: &Files<'_>, sheet: &mut Sheet<'_>) -> Option<Manifest> {
    let value = read_value(files, MANIFEST, sheet)?;
    texts::check(&value, sheet);
    match load::manifest(files) {
        Ok(manifest) => Some(manifest),
        Err(error) => {
            sheet.add(error.path(), Problem::from(&error));
            None
        }
    }
}

/// Every article to look at: the listed ones in their order, then those the folder holds besides.
fn article_names(files: &Files<'_>, manifest: Option<&Manifest>, faults: &mut Vec<Fault>) -> Vec<String> {
    let mut names = Vec::new();
    let listed: &[String] = manifest.map_or(&[], |manifest| &manifest.articles);
    let mut sheet = Sheet {
        file: MANIFEST,
        faults,
    };
    if listed.len() > MAX_ARTICLES {
        sheet.add("articles", Problem::TooManyArticles(MAX_ARTICLES));
    }
    for (index, name) in listed.iter().enumerate().take(MAX_ARTICLES) {
        let path = format!("articles[{index}]");
        match load::check_article_name(files, index, name) {
            Err(error) => sheet.add(path, Problem::from(&error)),
            Ok(()) if names.contains(name) => sheet.add(path, Problem::DuplicateId(name.clone())),
            Ok(()) => names.push(name.clone()),
        }
    }
    let known: BTreeSet<String> = names.iter().cloned().collect();
    for name in files.article_names() {
        if known.contains(&name) {
            continue;
        }
        if manifest.is_some() {
            let file = article_file(&name);
            Sheet { file: &file, faults }.add("$", Problem::UnlistedFile);
        }
        names.push(name);
    }
    names
}

fn read_article(files: &Files<'_>, file: &str, name: &str, sheet: &mut Sheet<'_>) -> Option<ReadArticle> {
    let value = read_value(files, file, sheet)?;
    texts::check(&value, sheet);
    match load::article(files, name) {
        Ok(article) => Some(ReadArticle {
            file: file.to_owned(),
            number: article.number,
            chapter: article.chapter,
            clauses: article.clauses.into_iter().enumerate().collect(),
            complete: true,
        }),
        Err(error) => read_by_clause(file, value, &error, sheet),
    }
}

/// Reads an article clause by clause, so that one broken clause does not hide the others' faults.
fn read_by_clause(file: &str, value: Value, error: &PackError, sheet: &mut Sheet<'_>) -> Option<ReadArticle> {
    let before = sheet.faults.len();
    let raw_clauses = value.get("clauses").and_then(Value::as_array).cloned();
    let frame = from_value::<Frame>(value, "", sheet);
    let mut clauses = Vec::new();
    for (index, raw) in raw_clauses.unwrap_or_default().into_iter().enumerate() {
        let clause = from_value(raw, &format!("clauses[{index}]"), sheet);
        clauses.extend(clause.map(|clause| (index, clause)));
    }
    if sheet.faults.len() == before {
        // What only the text shows, such as a key that stands twice.
        sheet.add(error.path(), Problem::from(error));
    }
    frame.map(|frame| ReadArticle {
        file: file.to_owned(),
        number: frame.number,
        chapter: frame.chapter,
        complete: clauses.len() == frame.clauses.len(),
        clauses,
    })
}

/// Reads a file as JSON of any shape.
fn read_value(files: &Files<'_>, file: &str, sheet: &mut Sheet<'_>) -> Option<Value> {
    let parsed = files.read(file).and_then(|bytes| load::parse(file, &bytes));
    parsed
        .map_err(|error: PackError| sheet.add(error.path(), Problem::from(&error)))
        .ok()
}

fn from_value<T: DeserializeOwned>(value: Value, path: &str, sheet: &mut Sheet<'_>) -> Option<T> {
    let fault = match serde_path_to_error::deserialize(value) {
        Ok(read) => return Some(read),
        Err(fault) => fault,
    };
    let inner = load::path_of(&fault);
    let path = match (path, inner.as_str()) {
        ("", _) => inner,
        (_, "$") => path.to_owned(),
        _ => format!("{path}.{inner}"),
    };
    sheet.add(path, Problem::Shape(fault.inner().to_string()));
    None
}

impl From<&PackError> for Problem {
    fn from(error: &PackError) -> Self {
        match error {
            PackError::NotAFolder { .. } => Problem::Folder,
            PackError::Missing { .. } => Problem::MissingFile,
            PackError::NotAFile { .. } => Problem::NotAFile,
            PackError::Unreadable { source, .. } => Problem::Unreadable(source.to_string()),
            PackError::TooLarge { limit, .. } => Problem::TooLarge(*limit),
            PackError::TooManyArticles { limit, .. } => Problem::TooManyArticles(*limit),
            PackError::Json { detail, .. } => Problem::Shape(detail.clone()),
            PackError::Format { found, .. } => Problem::Format(*found),
            PackError::ArticleName { name, .. } => Problem::ArticleName(name.clone()),
        }
    }
}
