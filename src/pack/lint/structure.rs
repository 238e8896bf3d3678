//! Checks of numbers and ids: articles, chapters, clauses, and everything that has an id.

use std::collections::BTreeSet;

use super::super::files::MANIFEST;
use super::super::load::Manifest;
use super::problem::Problem;
use super::read::{ReadArticle, Reading};
use super::{Fault, Sheet};
use crate::model::pack::ClauseId;
use crate::model::profile_file::RESERVED_KEYS;

/// Checks the ids of a pack and how its files refer to each other.
pub(super) fn check(reading: &Reading, faults: &mut Vec<Fault>) {
    for article in &reading.articles {
        check_clause_ids(article, faults);
    }
    check_article_order(reading, faults);
    let Some(manifest) = &reading.manifest else {
        return;
    };
    let mut sheet = Sheet {
        file: MANIFEST,
        faults,
    };
    check_ids(manifest, &mut sheet);
    check_chapters(manifest, reading, &mut sheet);
    check_examiner_summary(manifest, reading, &mut sheet);
    check_suggestions(manifest, &mut sheet);
    check_article_chapters(manifest, reading, faults);
}

/// Clause ids run `4.1`, `4.2`, … in their article. Not told where a clause did not parse.
fn check_clause_ids(article: &ReadArticle, faults: &mut Vec<Fault>) {
    let mut sheet = Sheet {
        file: &article.file,
        faults,
    };
    for (index, clause) in &article.clauses {
        let expected = ClauseId {
            article: article.number,
            number: u16::try_from(index + 1).unwrap_or(u16::MAX),
        };
        if clause.id != expected {
            sheet.add(
                format!("clauses[{index}].id"),
                Problem::ClauseSequence {
                    found: clause.id.to_string(),
                    expected: expected.to_string(),
                },
            );
        }
    }
}

/// Articles come in rising order, those without clauses first.
fn check_article_order(reading: &Reading, faults: &mut Vec<Fault>) {
    let preliminary = reading.manifest.iter().flat_map(|manifest| &manifest.preliminary);
    let preliminary = preliminary
        .enumerate()
        .map(|(index, article)| (MANIFEST, format!("preliminary[{index}].number"), article.number));
    let articles = reading
        .articles
        .iter()
        .map(|article| (article.file.as_str(), "number".to_owned(), article.number));
    let mut before = 0;
    for (file, path, number) in preliminary.chain(articles) {
        rising(number, &mut before, path, &mut Sheet { file, faults });
    }
}

fn rising(number: u16, before: &mut u16, path: String, sheet: &mut Sheet<'_>) {
    if number <= *before {
        sheet.add(
            path,
            Problem::Order {
                found: number,
                after: *before,
            },
        );
    }
    *before = number.max(*before);
}

fn check_ids(manifest: &Manifest, sheet: &mut Sheet<'_>) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let word = |c: char| plain(c) || c == '_';
    if !id_is_plain(&manifest.id, |c| plain(c) || c == '-') {
        sheet.add("id", Problem::BadId(manifest.id.clone()));
    }
    if !id_is_plain(&manifest.version, |c| plain(c) || matches!(c, '.' | '-')) {
        sheet.add("version", Problem::BadId(manifest.version.clone()));
    }
    let licences = manifest.licences.iter().map(|licence| licence.id.as_str());
    check_list("licences", licences, word, sheet);
    let fields = manifest.profile_fields.iter().map(|field| field.id.as_str());
    check_list("profile_fields", fields, word, sheet);
    let conditions = manifest.conditions.iter().map(|condition| condition.id.as_str());
    check_list("conditions", conditions, word, sheet);
    let contradictions = manifest.contradictions.iter().map(|known| known.id.as_str());
    check_list("contradictions", contradictions, word, sheet);
    let criteria = manifest.classification.criteria.iter();
    let criteria = criteria.map(|criterion| criterion.id.as_str());
    check_list(
        "classification.criteria",
        criteria,
        |c| word(c) || c == '.',
        sheet,
    );
    for (index, field) in manifest.profile_fields.iter().enumerate() {
        if RESERVED_KEYS.contains(&field.id.as_str()) {
            sheet.add(
                format!("profile_fields[{index}].id"),
                Problem::ReservedId(field.id.clone()),
            );
        }
    }
}

fn id_is_plain(id: &str, allowed: impl Fn(char) -> bool) -> bool {
    !id.is_empty() && id.len() <= 80 && id.chars().all(allowed)
}

fn check_list<'a>(
    list: &str,
    ids: impl Iterator<Item = &'a str>,
    allowed: impl Fn(char) -> bool + Copy,
    sheet: &mut Sheet<'_>,
) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        let path = format!("{list}[{index}].id");
        if !id_is_plain(id, allowed) {
            sheet.add(path.as_str(), Problem::BadId(id.to_owned()));
        }
        if !seen.insert(id) {
            sheet.add(path, Problem::DuplicateId(id.to_owned()));
        }
    }
}

/// Chapters rise and list articles that exist, each once.
fn check_chapters(manifest: &Manifest, reading: &Reading, sheet: &mut Sheet<'_>) {
    let mut before = 0;
    let mut listed = BTreeSet::new();
    for (index, chapter) in manifest.chapters.iter().enumerate() {
        rising(
            chapter.number,
            &mut before,
            format!("chapters[{index}].number"),
            sheet,
        );
        for (place, number) in chapter.articles.iter().enumerate() {
            let path = format!("chapters[{index}].articles[{place}]");
            if !listed.insert(*number) {
                sheet.add(path, Problem::DuplicateId(number.to_string()));
                continue;
            }
            let article = reading.articles.iter().find(|article| article.number == *number);
            let preliminary = manifest
                .preliminary
                .iter()
                .any(|article| article.number == *number);
            match article {
                Some(article) if article.chapter != chapter.number => {
                    let problem = Problem::OtherChapter {
                        article: *number,
                        chapter: article.chapter,
                    };
                    sheet.add(path, problem);
                }
                None if reading.complete && !preliminary => sheet.add(path, Problem::UnknownArticle(*number)),
                _ => {}
            }
        }
    }
}

/// The examiner's page names clauses that exist. Not told where something did not parse.
fn check_examiner_summary(manifest: &Manifest, reading: &Reading, sheet: &mut Sheet<'_>) {
    if !reading.complete {
        return;
    }
    let clauses = reading.articles.iter().flat_map(|article| &article.clauses);
    let known: BTreeSet<ClauseId> = clauses.map(|(_, clause)| clause.id).collect();
    for (index, point) in manifest.examiner_summary.iter().enumerate() {
        for (place, clause) in point.clauses.iter().enumerate() {
            if !known.contains(clause) {
                let path = format!("examiner_summary[{index}].clauses[{place}]");
                sheet.add(path, Problem::UnknownClause(clause.to_string()));
            }
        }
    }
}

/// A suggested system is offered to somebody, and once.
fn check_suggestions(manifest: &Manifest, sheet: &mut Sheet<'_>) {
    let mut seen = BTreeSet::new();
    for (index, suggestion) in manifest.system_suggestions.iter().enumerate() {
        let path = format!("system_suggestions[{index}]");
        if suggestion.licences.is_empty() {
            sheet.add(format!("{path}.licences"), Problem::EmptyRule);
        }
        let names = [&suggestion.name.zh_tw, &suggestion.name.en];
        if let Some(name) = names.into_iter().find(|name| !seen.insert(name.as_str())) {
            sheet.add(format!("{path}.name"), Problem::DuplicateId(name.clone()));
        }
    }
}

/// Every article stands in the list of some chapter. Where that is another than the one it names,
/// the chapter's list is at fault already.
fn check_article_chapters(manifest: &Manifest, reading: &Reading, faults: &mut Vec<Fault>) {
    for article in &reading.articles {
        let listed = manifest
            .chapters
            .iter()
            .any(|chapter| chapter.articles.contains(&article.number));
        if !listed {
            let mut sheet = Sheet {
                file: &article.file,
                faults,
            };
            let problem = Problem::NotInChapter {
                article: article.number,
                chapter: article.chapter,
            };
            sheet.add("chapter", problem);
        }
    }
}
