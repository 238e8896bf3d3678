//! The register of evidence, and one piece of it.

use std::path::PathBuf;

use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{evidence_kind_name, looked_at_name};
use crate::model::assessment::Evidence;
use crate::model::reading::Reads;
use crate::text::file_name_part;

/// Longest part of a folder's name that is taken from the organisation's, in characters.
const MAX_NAME: usize = 60;

impl Dialogue<'_> {
    /// Every piece of evidence.
    pub(super) fn register(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all: Vec<&Evidence> = book.assessment.evidence_by_number().collect();
            let uids: Vec<String> = all.iter().map(|one| one.uid.clone()).collect();
            let rows: Vec<String> = all.iter().map(|one| d.evidence_row(one)).collect();
            let some = !rows.is_empty();
            let title = match some {
                true => d.tr("evidence.key_register"),
                false => d.tr("plain.no_evidence"),
            };
            let menu = Menu::new(title)
                .rows(rows)
                .act_if(some, "check", d.tr("evidence.key_check"))
                .act_if(some, "relink", d.tr("evidence.key_relink"))
                .act_if(some, "copy", d.tr("evidence.key_export"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.register_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.piece(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("check") => d.check_evidence(),
                Choice::Act("relink") => d.relink(None)?,
                Choice::Act("copy") => d.copy_evidence()?,
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    pub(super) fn evidence_row(&self, one: &Evidence) -> String {
        let state = self.evidence_states.get(&one.uid);
        let state = state.map(|state| looked_at_name(one.kind, *state, self.lang));
        let kind = evidence_kind_name(one.kind, self.lang);
        let mut row = format!("{} {}, {kind}", one.label(), one.name());
        if let Some(state) = state {
            row.push_str(", ");
            row.push_str(state);
        }
        row
    }

    fn check_evidence(&mut self) {
        self.tell("tui.working");
        if self.request(Request::CheckEvidence).is_none() {
            return;
        }
        let Some(book) = &self.book else {
            return;
        };
        let broken = book.assessment.evidence_by_number().filter(|one| {
            let state = self.evidence_states.get(&one.uid);
            state.is_some_and(|state| state.is_broken())
        });
        let rows: Vec<String> = broken.map(|one| self.evidence_row(one)).collect();
        match rows.is_empty() {
            true => self.tell("tui.evidence_all_ok"),
            false => self.say_all(&rows),
        }
    }

    /// Looks for moved files below the usual folders, or below one that is named.
    pub(super) fn relink(&mut self, evidence: Option<&str>) -> Flow<()> {
        let folder = self.blank("plain.search_folder", "plain.search_folder_help", Reads::Line)?;
        let request = Request::Relink {
            evidence: evidence.map(str::to_owned),
            folder: Some(folder)
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from),
        };
        self.tell("tui.working");
        if let Some(Outcome::Relinked { found, .. }) = self.request(request) {
            let (moved, missing) = (found.moved.len().to_string(), found.missing.len().to_string());
            let values = [("moved", moved.as_str()), ("missing", &missing)];
            let words = self.fill("evidence.relinked_count", &values);
            self.say(words);
            if !found.moved.is_empty() {
                self.tell("plain.saved");
            }
        }
        Ok(())
    }

    fn copy_evidence(&mut self) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let name = file_name_part(&book.assessment.profile.organisation.name, MAX_NAME);
        let name = self.fill("evidence.export_folder", &[("organisation", &name)]);
        let proposed = book.path.with_file_name(name.trim());
        let entry = self.answer(&|d| {
            Question::text(
                "",
                d.tr("plain.copy_to"),
                &proposed.display().to_string(),
                Reads::Line,
            )
        })?;
        let folder = match entry {
            Some(Entry::Text(path)) if !path.is_empty() => PathBuf::from(path),
            _ => proposed,
        };
        let lang = self.lang;
        self.tell("tui.working");
        if let Some(Outcome::EvidenceExported {
            folder,
            copied,
            faulty,
            ..
        }) = self.request(Request::ExportEvidence { folder, lang })
        {
            let (count, folder) = (copied.to_string(), folder.display().to_string());
            let words = self.fill("evidence.exported", &[("count", &count), ("folder", &folder)]);
            self.say(words);
            if !faulty.is_empty() {
                let words = self.fill("evidence.exported_faulty", &[("labels", &faulty.join(", "))]);
                self.say(words);
            }
        }
        Ok(())
    }
}
