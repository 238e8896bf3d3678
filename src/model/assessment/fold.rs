//! The state of one assessment and how changes are folded into it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::index::{Ends, Index};
use super::{
    ActionItem, Answer, DocumentRequest, EarlierFinding, Evidence, ExportRecord, Finding, Link, Review,
    SignOff,
};
use crate::model::change::{Change, Kind, PathError, first_missing, set_path};
use crate::model::profile::{Profile, System};

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
    /// Uids by what records are about.
    pub(super) index: Index,
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
    /// Applies one change.
    pub fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        match change.object.kind {
            Kind::Workbook => Ok(()),
            Kind::Export => apply_to_records(&mut self.exports, change),
            Kind::Profile => self.apply_to_profile(change),
            Kind::System => self.apply_to_systems(change),
            Kind::Answer => self.apply_to_answers(change),
            Kind::Evidence => self.apply_to_evidence(change),
            Kind::Link => self.apply_to_links(change),
            Kind::Finding => self.apply_to_findings(change),
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
        self.index.move_answer(uid, before, after);
        Ok(())
    }

    fn apply_to_evidence(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let before = self.evidence.get(uid).map(|evidence| evidence.number);
        apply_to_records(&mut self.evidence, change)?;
        let after = self.evidence.get(uid).map(|evidence| evidence.number);
        self.index.move_evidence(uid, before, after);
        Ok(())
    }

    fn apply_to_links(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let before = self.links.get(uid).map(Ends::from);
        apply_to_records(&mut self.links, change)?;
        let after = self.links.get(uid).map(Ends::from);
        self.index.move_link(uid, before, after);
        Ok(())
    }

    fn apply_to_findings(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let checks = |finding: &Finding| {
            finding
                .checks()
                .map(|(clause, of)| (clause, of.clone()))
                .collect()
        };
        let before: Vec<_> = self.findings.get(uid).map(checks).unwrap_or_default();
        apply_to_records(&mut self.findings, change)?;
        let after = self.findings.get(uid).map(checks).unwrap_or_default();
        self.index.move_finding(uid, before, after);
        Ok(())
    }

    fn apply_to_reviews(&mut self, change: &Change) -> Result<(), ApplyError> {
        let uid = &change.object.uid;
        let check = |review: &Review| (review.clause, review.target.clone());
        let before = self.reviews.get(uid).map(check);
        apply_to_records(&mut self.reviews, change)?;
        let after = self.reviews.get(uid).map(check);
        self.index.move_review(uid, before, after);
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
        None => T::deserialize(&change.after).map(Some).map_err(value_error),
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
