//! Systems that firms of the chosen licences commonly run, recorded in one step.

use super::book::Book;
use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use crate::engagement::request::{Request, SystemDraft};
use crate::lang::Lang;

/// What is suggested for the licences of a workbook and not recorded yet, by name.
pub(super) fn suggestions(book: &Book, lang: Lang) -> Vec<String> {
    let profile = &book.assessment.profile;
    let all = book.pack.system_suggestions.iter();
    let fitting = all.filter(|one| one.licences.iter().any(|id| profile.licences.contains(id)));
    let names = fitting.map(|one| lang.of(&one.name).to_owned());
    names
        .filter(|name| profile.systems.iter().all(|system| system.name != *name))
        .collect()
}

impl Dialogue<'_> {
    /// Asks which of them are recorded. They are suggestions: whether the firm has such a system, and
    /// whether it is core, the firm decides.
    pub(super) fn suggested(&mut self) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let names = suggestions(book, self.lang);
        if names.is_empty() {
            self.tell("plain.no_suggestions");
            return Ok(());
        }
        self.tell("start.suggested_next");
        let entry =
            self.answer(&|d| Question::many("", d.tr("plain.suggested"), names.clone(), Vec::new()))?;
        let Some(Entry::Many(given)) = entry else {
            self.tell("plain.nothing_done");
            return Ok(());
        };
        let drafts = given
            .iter()
            .filter_map(|at| names.get(*at))
            .map(|name| SystemDraft {
                name: name.clone(),
                ..SystemDraft::default()
            });
        self.save(Request::AddSystems(drafts.collect()));
        Ok(())
    }
}
