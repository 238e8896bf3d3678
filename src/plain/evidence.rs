//! Evidence: attaching it to a check, and the ties of a check.

use std::path::PathBuf;

use super::dialogue::{Dialogue, Flow, Stop};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use crate::engagement::request::{EvidenceDraft, LinkDraft, Outcome, Request};
use crate::lang::evidence_kind_name;
use crate::model::assessment::{Evidence, EvidenceKind, Interview, Link};
use crate::model::pack::ClauseId;
use crate::model::reading::Reads;
use crate::model::scope::Target;

/// Labels and hints of where evidence of a kind is.
pub(super) fn location_words(kind: EvidenceKind) -> (&'static str, &'static str) {
    match kind {
        EvidenceKind::File => ("attach.location_file", "plain.hint_file"),
        EvidenceKind::Folder => ("attach.location_folder", "attach.hint_folder"),
        EvidenceKind::Url => ("attach.location_url", "attach.hint_url"),
        EvidenceKind::Document => ("attach.location_document", "attach.hint_document"),
        EvidenceKind::Physical => ("attach.location_physical", "attach.hint_physical"),
        EvidenceKind::Interview => ("attach.location_interview", "attach.hint_interview"),
        EvidenceKind::Screenshot => ("attach.location_screenshot", "plain.hint_file"),
    }
}

impl Dialogue<'_> {
    /// The evidence of a check: what is attached, what can be attached.
    pub(super) fn evidence_of(&mut self, clause: ClauseId, target: &Target) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let mut links: Vec<Link> = book.assessment.links_for(clause, target).cloned().collect();
            links.sort_by(|a, b| a.item.cmp(&b.item).then_with(|| a.uid.cmp(&b.uid)));
            let rows = links.iter().map(|link| d.link_row(clause, link)).collect();
            let items = book.pack.clause(clause).map(|clause| &clause.evidence);
            let items = items.into_iter().flatten();
            let about = items
                .map(|item| d.lang.pick(&item.zh_tw, &item.en).to_owned())
                .collect();
            let known = book.assessment.evidence.len() > links.len();
            let menu = Menu::new(d.tr("tui.clause_evidence"))
                .rows(rows)
                .act("new", d.tr("attach.source_new"))
                .act_if(known, "known", d.tr("attach.source_known"))
                .act_if(!links.is_empty(), "untie", d.tr("attach.key_untie"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done")
                .about(about);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match links.get(at) {
                    Some(link) => d.piece(&link.evidence.clone())?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("new") => d.attach(clause, target)?,
                Choice::Act("known") => d.tie_known(clause, target)?,
                Choice::Act("untie") => d.untie(&links)?,
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn link_row(&self, clause: ClauseId, link: &Link) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let evidence = book.assessment.evidence.get(&link.evidence);
        let item = link.item.as_deref().and_then(|id| {
            let clause = book.pack.clause(clause)?;
            clause.evidence.iter().find(|item| item.id == id)
        });
        let item = item
            .map(|item| self.lang.pick(&item.zh_tw, &item.en))
            .unwrap_or_default();
        let named = evidence.map(|evidence| format!("{} {}", evidence.label(), evidence.name()));
        let words = [named.unwrap_or_default(), item.to_owned(), link.locator.clone()];
        let words: Vec<String> = words.into_iter().filter(|part| !part.is_empty()).collect();
        words.join(", ")
    }

    /// Which item of the clause's evidence list something stands for.
    fn choose_item(&mut self, clause: ClauseId) -> Flow<Option<String>> {
        let book = self.book.as_ref();
        let items = book
            .and_then(|book| book.pack.clause(clause))
            .map(|clause| clause.evidence.clone());
        let items = items.unwrap_or_default();
        if items.is_empty() {
            return Ok(None);
        }
        let at = self.option("attach.item", &|d| {
            let names = items
                .iter()
                .map(|item| d.lang.pick(&item.zh_tw, &item.en).to_owned());
            std::iter::once(d.tr("attach.item_none")).chain(names).collect()
        })?;
        let item = at.checked_sub(1).and_then(|at| items.get(at));
        Ok(item.map(|item| item.id.clone()))
    }

    /// New evidence for a check. What was said of it before the input ended is attached.
    fn attach(&mut self, clause: ClauseId, target: &Target) -> Flow<()> {
        let kind = self.option("attach.kind", &|d| {
            EvidenceKind::ALL
                .map(|kind| evidence_kind_name(kind, d.lang).to_owned())
                .to_vec()
        })?;
        let mut kind = EvidenceKind::ALL.get(kind).copied().unwrap_or_default();
        let item = self.choose_item(clause)?;
        let (label, hint) = location_words(kind);
        let location = self.blank(label, hint, Reads::Line)?;
        if location.is_empty() {
            self.tell("attach.location_missing");
            return Ok(());
        }
        if kind == EvidenceKind::File
            && let Some(Outcome::PathSeen { kind: seen, .. }) =
                self.request(Request::LookAtPath(PathBuf::from(&location)))
        {
            kind = seen;
        }
        let line = |label, hint| (label, hint, String::new(), Reads::Line);
        let day = |label, hint| (label, hint, String::new(), any_day());
        let mut fields = vec![
            line("attach.title", "attach.hint_title"),
            day("attach.dated", "attach.hint_dated"),
            line("attach.locator", "attach.hint_locator"),
            line("evidence.proves", "evidence.hint_proves"),
            day("attach.valid_until", "attach.hint_day"),
            line("attach.custodian", "attach.hint_custodian"),
        ];
        if kind == EvidenceKind::Interview {
            fields.push(line("evidence.person_title", "evidence.hint_person_title"));
            fields.push((
                "evidence.said",
                "evidence.hint_said",
                String::new(),
                Reads::Long { needed: false },
            ));
            fields.push(day("evidence.confirmed_on", "evidence.hint_confirmed_on"));
        }
        let (values, ended) = self.block(&fields);
        if ended == Err(Stop::Back) {
            self.tell("plain.nothing_done");
            return ended;
        }
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or_default();
        let (title, dated, locator, proves) = (next(), next(), next(), next());
        let (valid_until, custodian) = (next(), next());
        let interview = Interview {
            title: next(),
            said: next(),
            confirmed_on: next(),
        };
        let evidence = EvidenceDraft {
            kind,
            location,
            title,
            dated,
            valid_until,
            custodian,
            interview: Some(interview).filter(|given| *given != Interview::default()),
            ..EvidenceDraft::default()
        };
        let link = LinkDraft {
            clause,
            target: target.clone(),
            item,
            locator,
            proves,
        };
        self.save(Request::AttachEvidence { evidence, link });
        ended
    }

    fn tie_known(&mut self, clause: ClauseId, target: &Target) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let known: Vec<Evidence> = book.assessment.evidence_by_number().cloned().collect();
        let rows = known
            .iter()
            .map(|one| format!("{} {}", one.label(), one.name()))
            .collect();
        let menu = Menu::new(self.tr("attach.source_known")).rows(rows);
        let Choice::Row(at) = self.choose(&menu)? else {
            return Ok(());
        };
        let Some(evidence) = known.get(at) else {
            return Ok(());
        };
        let item = self.choose_item(clause)?;
        let locator = self.blank("attach.locator", "attach.hint_locator", Reads::Line)?;
        let proves = self.blank("evidence.proves", "evidence.hint_proves", Reads::Line)?;
        let link = LinkDraft {
            clause,
            target: target.clone(),
            item,
            locator,
            proves,
        };
        self.save(Request::LinkEvidence {
            evidence: evidence.uid.clone(),
            link,
        });
        Ok(())
    }

    fn untie(&mut self, links: &[Link]) -> Flow<()> {
        let rows = links
            .iter()
            .map(|link| self.link_row(link.clause, link))
            .collect();
        let menu = Menu::new(self.tr("attach.key_untie")).rows(rows);
        if let Choice::Row(at) = self.choose(&menu)?
            && let Some(link) = links.get(at)
        {
            self.save(Request::Unlink(link.uid.clone()));
        }
        Ok(())
    }
}
