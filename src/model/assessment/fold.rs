//! The state of one assessment and how changes are folded into it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{
    ActionItem, Answer, CheckKey, DocumentRequest, EarlierFinding, Evidence, ExportRecord, Finding, Link,
    Review, SignOff,
};
use crate::model::canonical;
use crate::model::change::{Change, Kind, PathError, first_missing, set_path};
use crate::model::pack::ClauseId;
use crate::model::profile::{Profile, System};
use crate::model::scope::Target;

/// The state of one assessment: the fold of its journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assessment {
    /// The profile with its systems.
    pub profile: Profile,
    /// Answers by uid.
    pub answers: BTreeMap<String, Answer>,
    /// Evidence by uid.
    pub evidence: BTreeMap<String, Evidence>,
    /// Ties by uid.
    pub links: BTreeMap<String, Link>,
    /// Findings by uid.
    pub findings: BTreeMap<String, Finding>,
    /// Actions by uid.
    pub actions: BTreeMap<String, ActionItem>,
    /// Findings of earlier years by uid.
    pub earlier: BTreeMap<String, EarlierFinding>,
    /// Documents that were asked for, by uid.
    pub documents: BTreeMap<String, DocumentRequest>,
    /// Reviews by uid.
    pub reviews: BTreeMap<String, Review>,
    /// Sign-offs by uid.
    pub sign_offs: BTreeMap<String, SignOff>,
    /// Register of exports by uid.
    pub exports: BTreeMap<String, ExportRecord>,
    /// Uid of the answer for each key.
    index: BTreeMap<CheckKey, String>,
    /// Uids of the ties of each check.
    link_index: BTreeMap<(ClauseId, Target), BTreeSet<String>>,
    /// Uid of the review of each check.
    review_index: BTreeMap<(ClauseId, Target), String>,
}

/// A change that does not fit the assessment it is applied to.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The object is not there.
    #[error("the {kind} `{uid}` does not exist")]
    Missing {
        /// Kind id.
        kind: &'static str,
        /// Its uid.
        uid: String,
    },
    /// The object is there already.
    #[error("the {kind} `{uid}` exists already")]
    Exists {
        /// Kind id.
        kind: &'static str,
        /// Its uid.
        uid: String,
    },
    /// The field is not there.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The value does not fit the field.
    #[error("the value does not fit the {kind}: {fault}")]
    Value {
        /// Kind id.
        kind: &'static str,
        /// What is wrong.
        fault: serde_json::Error,
    },
}

impl Assessment {
    /// The answer for a key, if one was given.
    pub fn answer(&self, key: &CheckKey) -> Option<&Answer> {
        self.answers.get(self.index.get(key)?)
    }

    /// The answers for a check: the whole clause and its parts.
    pub fn answers_for<'a>(&'a self, clause: ClauseId, target: &Target) -> impl Iterator<Item = &'a Answer> {
        let from = CheckKey {
            clause,
            target: target.clone(),
            part: None,
        };
        let end = target.clone();
        self.index
            .range(from..)
            .take_while(move |(key, _)| key.clause == clause && key.target == end)
            .filter_map(|(_, uid)| self.answers.get(uid))
    }

    /// The ties of a check, in uid order.
    pub fn links_for<'a>(&'a self, clause: ClauseId, target: &'a Target) -> impl Iterator<Item = &'a Link> {
        self.link_index
            .get(&(clause, target.clone()))
            .into_iter()
            .flatten()
            .filter_map(|uid| self.links.get(uid))
    }

    /// The last word said on a check in review, if any was.
    pub fn review_of(&self, clause: ClauseId, target: &Target) -> Option<&Review> {
        // A workbook without reviews is asked often, and has no need of the key.
        if self.review_index.is_empty() {
            return None;
        }
        self.reviews
            .get(self.review_index.get(&(clause, target.clone()))?)
    }

    /// Applies one change.
    pub fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        match change.object.kind {
            Kind::Workbook => Ok(()),
            Kind::Export => apply_to_records(&mut self.exports, change),
            Kind::Profile => self.apply_to_profile(change),
            Kind::System => self.apply_to_systems(change),
            Kind::Answer => self.apply_to_answers(change),
            Kind::Evidence => apply_to_records(&mut self.evidence, change),
            Kind::Link => self.apply_to_links(change),
            Kind::Finding => apply_to_records(&mut self.findings, change),
            Kind::Action => apply_to_records(&mut self.actions, change),
            Kind::Earlier => apply_to_records(&mut self.earlier, change),
            Kind::Document => apply_to_records(&mut self.documents, change),
            Kind::Review => self.apply_to_reviews(change),
            Kind::SignOff => apply_to_records(&mut self.sign_offs, change),
        }
    }

    fn apply_to_answers(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let before = self.answers.get(uid).map(Answer::key);
        apply_to_records(&mut self.answers, change)?;
        let after = self.answers.get(uid).map(Answer::key);
        if before != after {
            if let Some(key) = before.filter(|key| self.index.get(key) == Some(uid)) {
                self.index.remove(&key);
            }
            self.index.extend(after.map(|key| (key, uid.clone())));
        }
        Ok(())
    }

    fn apply_to_links(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let place = |link: &Link| (link.clause, link.target.clone());
        let before = self.links.get(uid).map(place);
        apply_to_records(&mut self.links, change)?;
        let after = self.links.get(uid).map(place);
        if before == after {
            return Ok(());
        }
        if let Some(check) = before
            && let Some(uids) = self.link_index.get_mut(&check)
        {
            uids.remove(uid);
            if uids.is_empty() {
                self.link_index.remove(&check);
            }
        }
        if let Some(check) = after {
            self.link_index.entry(check).or_default().insert(uid.clone());
        }
        Ok(())
    }

    fn apply_to_reviews(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let place = |review: &Review| (review.clause, review.target.clone());
        let before = self.reviews.get(uid).map(place);
        apply_to_records(&mut self.reviews, change)?;
        let after = self.reviews.get(uid).map(place);
        if before != after {
            if let Some(check) = before.filter(|check| self.review_index.get(check) == Some(uid)) {
                self.review_index.remove(&check);
            }
            self.review_index.extend(after.map(|check| (check, uid.clone())));
        }
        Ok(())
    }

    fn apply_to_profile(&mut self, change: &Change) -> Result<(), ApplyError> {
        let systems = std::mem::take(&mut self.profile.systems);
        let result = changed(Some(&self.profile), change, Kind::Profile);
        match result {
            Ok(profile) => {
                self.profile = Profile {
                    systems,
                    ..profile.unwrap_or_default()
                }
            }
            Err(error) => {
                self.profile.systems = systems;
                return Err(error);
            }
        }
        Ok(())
    }

    fn apply_to_systems(&mut self, change: &Change) -> Result<(), ApplyError> {
        let systems = &mut self.profile.systems;
        let position = systems.iter().position(|system| system.uid == change.object.uid);
        let current = position.and_then(|at| systems.get(at));
        let system: Option<System> = changed(current, change, Kind::System)?;
        match (position, system) {
            (Some(at), Some(system)) => systems[at] = system,
            (Some(at), None) => drop(systems.remove(at)),
            (None, Some(system)) => systems.push(system),
            (None, None) => {}
        }
        systems.sort_by(|a, b| a.position.cmp(&b.position).then_with(|| a.uid.cmp(&b.uid)));
        Ok(())
    }

    /// SHA-256 over profile, systems, answers, evidence, findings and actions in uid order: what a
    /// signature or sign-off binds to. Findings of earlier years count once there are any, so that
    /// workbooks without them keep the digest they had before these could be entered.
    pub fn digest(&self) -> String {
        let mut systems: Vec<&System> = self.profile.systems.iter().collect();
        systems.sort_by(|a, b| a.uid.cmp(&b.uid));
        let profile = Profile {
            systems: Vec::new(),
            ..self.profile.clone()
        };
        let mut content = serde_json::json!({
            "profile": profile,
            "systems": systems,
            "answers": self.answers.values().collect::<Vec<_>>(),
            "evidence": self.evidence.values().collect::<Vec<_>>(),
            "links": self.links.values().collect::<Vec<_>>(),
            "findings": self.findings.values().collect::<Vec<_>>(),
            "actions": self.actions.values().collect::<Vec<_>>(),
        });
        if !self.earlier.is_empty()
            && let Some(object) = content.as_object_mut()
        {
            let earlier = self.earlier.values().collect::<Vec<_>>();
            object.insert("earlier_findings".to_owned(), serde_json::json!(earlier));
        }
        canonical::tagged_sha256_hex("zicha/assessment/1", &canonical::to_bytes(&content))
    }
}

/// The object after a change: made, changed or gone (none).
fn changed<T: Serialize + DeserializeOwned>(
    current: Option<&T>,
    change: &Change,
    kind: Kind,
) -> Result<Option<T>, ApplyError> {
    let value_error = |fault| ApplyError::Value {
        kind: kind.id(),
        fault,
    };
    let uid = || change.object.uid.clone();
    match &change.object.field {
        // The one profile is always there.
        None if kind == Kind::Profile => Ok(()),
        None if change.before.is_null() && current.is_some() => Err(ApplyError::Exists {
            kind: kind.id(),
            uid: uid(),
        }),
        _ if !change.before.is_null() && current.is_none() => Err(ApplyError::Missing {
            kind: kind.id(),
            uid: uid(),
        }),
        _ => Ok(()),
    }?;
    match &change.object.field {
        None if change.after.is_null() => Ok(None),
        None => serde_json::from_value(change.after.clone())
            .map(Some)
            .map_err(value_error),
        Some(field) => {
            let current = current.ok_or_else(|| ApplyError::Missing {
                kind: kind.id(),
                uid: uid(),
            })?;
            let mut value = serde_json::to_value(current).map_err(value_error)?;
            // Objects on the way are made by changes of their own, or an inverse would leave them.
            if first_missing(&value, field) != field {
                return Err(PathError(field.clone()).into());
            }
            set_path(&mut value, field, change.after.clone())?;
            serde_json::from_value(value).map(Some).map_err(value_error)
        }
    }
}

fn apply_to_records<T: Serialize + DeserializeOwned>(
    records: &mut BTreeMap<String, T>,
    change: &Change,
) -> Result<(), ApplyError> {
    let uid = &change.object.uid;
    match changed(records.get(uid), change, change.object.kind)? {
        Some(record) => records.insert(uid.clone(), record),
        None => records.remove(uid),
    };
    Ok(())
}
