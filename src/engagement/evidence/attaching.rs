//! Attaching evidence, tying it to checks, and changing what is known of it.

use std::sync::atomic::AtomicBool;

use serde_json::json;

use super::{Watch, fields};
use crate::engagement::Engagement;
use crate::engagement::answering::{created, field_changes, removed};
use crate::engagement::request::{EvidenceDraft, EvidenceFields, LinkDraft, LinkFields, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{CheckKey, Link};
use crate::model::change::{Action, Change, Kind};
use crate::model::pack::ClauseId;

impl Engagement {
    /// Attaches new evidence to a check. A file or folder is hashed; it stays where it is.
    pub fn attach_evidence(&mut self, draft: &EvidenceDraft, link: &LinkDraft) -> Result<Option<Saved>> {
        self.attach_evidence_to(draft, std::slice::from_ref(link))
    }

    /// Attaches new evidence to several checks in one step.
    pub fn attach_evidence_to(
        &mut self,
        draft: &EvidenceDraft,
        links: &[LinkDraft],
    ) -> Result<Option<Saved>> {
        let mut watch = Watch {
            progress: &mut |_| {},
            cancelled: &AtomicBool::new(false),
        };
        self.attach_evidence_watched(draft, links, &mut watch)
    }

    /// As [`Engagement::attach_evidence_to`], for large files: somebody watches and may stop it.
    pub fn attach_evidence_watched(
        &mut self,
        draft: &EvidenceDraft,
        links: &[LinkDraft],
        watch: &mut Watch<'_>,
    ) -> Result<Option<Saved>> {
        for link in links {
            self.check_link(link)?;
        }
        let mut evidence = fields::of_draft(draft)?;
        if evidence.kind.is_hashed() {
            let measured = self.measure(evidence.kind, &evidence.location, watch)?;
            measured.put_into(&mut evidence);
            if evidence.title.is_empty() {
                evidence.title = measured.name;
            }
        }
        evidence.uid = self.new_uid();
        evidence.number = self.next_evidence_number();
        evidence.attached_by = self.author().to_owned();
        evidence.attached_at = self.timestamp();
        let mut changes = vec![created(Kind::Evidence, &evidence.uid, json!(evidence))];
        for link in links {
            let tie = self.new_link(&evidence.uid, link);
            changes.push(created(Kind::Link, &tie.uid, json!(tie)));
        }
        self.commit(Action::AttachEvidence, changes)
    }

    fn next_evidence_number(&self) -> u64 {
        let last = self.assessment().evidence_by_number().next_back();
        last.map_or(1, |last| last.number.saturating_add(1))
    }

    /// Changes what is known of a piece of evidence. A new location of a file or folder is looked
    /// at and hashed, so that the evidence is what lies there now; the journal keeps what it was.
    pub fn set_evidence(
        &mut self,
        uid: &str,
        new: &EvidenceFields,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Saved>> {
        let current = self.evidence_with(uid)?.clone();
        let mut next = current.clone();
        fields::put(&mut next, new)?;
        if let Some(location) = new.location.as_deref().filter(|_| next.kind.is_hashed()) {
            // What is stored relative is meant from the workbook's folder.
            let location = match location.trim() == current.location {
                true => self.resolved_path(&current.location).display().to_string(),
                false => location.trim().to_owned(),
            };
            self.measure(next.kind, &location, watch)?.put_into(&mut next);
        }
        self.commit(
            Action::SetEvidence,
            field_changes(Kind::Evidence, uid, &json!(current), &json!(next)),
        )
    }

    /// Ties known evidence to a further check or item.
    pub fn link_evidence(&mut self, evidence: &str, link: &LinkDraft) -> Result<Option<Saved>> {
        self.link_evidence_to(evidence, std::slice::from_ref(link))
    }

    /// Ties known evidence to several checks in one step; none where it is tied to all already.
    pub fn link_evidence_to(&mut self, evidence: &str, links: &[LinkDraft]) -> Result<Option<Saved>> {
        self.evidence_with(evidence)?;
        let mut changes = Vec::new();
        for link in links {
            self.check_link(link)?;
            let mut known = self.assessment().links_for(link.clause, &link.target);
            let tied = known.any(|known| known.evidence == evidence && known.item == link.item);
            drop(known);
            if !tied {
                let tie = self.new_link(evidence, link);
                changes.push(created(Kind::Link, &tie.uid, json!(tie)));
            }
        }
        self.commit(Action::LinkEvidence, changes)
    }

    /// Changes where in the evidence to look, what it proves, or the item it serves.
    pub fn set_link(&mut self, uid: &str, new: &LinkFields) -> Result<Option<Saved>> {
        let current = self.link_with(uid)?.clone();
        let mut next = current.clone();
        if let Some(item) = &new.item {
            next.item.clone_from(item);
        }
        if let Some(locator) = &new.locator {
            next.locator = locator.trim().to_owned();
        }
        if let Some(proves) = &new.proves {
            next.proves = proves.trim().to_owned();
        }
        if next == current {
            return Ok(None);
        }
        fields::check_tie(&next.locator, &next.proves)?;
        if next.item != current.item {
            self.check_item(next.clause, next.item.as_deref())?;
        }
        self.commit(
            Action::LinkEvidence,
            field_changes(Kind::Link, uid, &json!(current), &json!(next)),
        )
    }

    /// Unties evidence from a check; the evidence itself stays.
    pub fn unlink_evidence(&mut self, link: &str) -> Result<Option<Saved>> {
        self.unlink_all(std::slice::from_ref(&link))
    }

    /// Unties evidence from several checks in one step.
    pub fn unlink_all<S: AsRef<str>>(&mut self, links: &[S]) -> Result<Option<Saved>> {
        let mut changes = Vec::new();
        for link in links {
            let tie = self.link_with(link.as_ref())?;
            changes.push(removed(Kind::Link, link.as_ref(), json!(tie)));
        }
        self.commit(Action::LinkEvidence, changes)
    }

    /// Removes evidence with all its ties.
    pub fn remove_evidence(&mut self, uid: &str) -> Result<Option<Saved>> {
        let evidence = self.evidence_with(uid)?.clone();
        let mut changes: Vec<Change> = self
            .assessment()
            .links_of_evidence(uid)
            .map(|link| removed(Kind::Link, &link.uid, json!(link)))
            .collect();
        changes.push(removed(Kind::Evidence, uid, json!(evidence)));
        self.commit(Action::RemoveEvidence, changes)
    }

    fn new_link(&mut self, evidence: &str, draft: &LinkDraft) -> Link {
        Link {
            uid: self.new_uid(),
            evidence: evidence.to_owned(),
            clause: draft.clause,
            target: draft.target.clone(),
            item: draft.item.clone(),
            locator: draft.locator.trim().to_owned(),
            proves: draft.proves.trim().to_owned(),
        }
    }

    fn check_link(&self, link: &LinkDraft) -> Result<()> {
        self.check_key(&CheckKey {
            clause: link.clause,
            target: link.target.clone(),
            part: None,
        })?;
        fields::check_tie(&link.locator, &link.proves)?;
        self.check_item(link.clause, link.item.as_deref())
    }

    /// Refuses an item that the clause's evidence list does not have.
    fn check_item(&self, clause: ClauseId, item: Option<&str>) -> Result<()> {
        let items = self
            .pack()
            .clause(clause)
            .map(|clause| clause.evidence.as_slice())
            .unwrap_or_default();
        match item {
            Some(item) if !items.iter().any(|known| known.id == item) => {
                let known: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                Err(Error::input("error.no_item")
                    .with("clause", clause)
                    .with("item", item)
                    .with("known", known.join(", "))
                    .hint("error.hint_items"))
            }
            _ => Ok(()),
        }
    }
}
