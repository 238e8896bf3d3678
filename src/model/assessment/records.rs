//! An assessment as lists of its records, as files hold it, and back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::index::Ends;
use super::{
    ActionItem, Answer, Assessment, DocumentRequest, EarlierFinding, Evidence, ExportRecord, Finding, Link,
    Review, SignOff,
};
use crate::model::profile::Profile;

/// Every record of an assessment, each kind in uid order; systems stand in the profile, in their
/// display order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The profile with its systems.
    pub profile: Profile,
    /// Answers.
    pub answers: Vec<Answer>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Ties between evidence and checks.
    pub links: Vec<Link>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Actions.
    pub actions: Vec<ActionItem>,
    /// Findings of earlier years.
    pub earlier: Vec<EarlierFinding>,
    /// Documents that were asked for.
    pub documents: Vec<DocumentRequest>,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// Sign-offs.
    pub sign_offs: Vec<SignOff>,
    /// Register of exports.
    pub exports: Vec<ExportRecord>,
}

/// Two records of one kind have the same uid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two records of `{list}` have the uid `{uid}`")]
pub struct UidTwice {
    /// Name of the list.
    pub list: &'static str,
    /// The uid.
    pub uid: String,
}

impl From<&Assessment> for Records {
    fn from(assessment: &Assessment) -> Self {
        Self {
            profile: assessment.profile.clone(),
            answers: listed(&assessment.answers),
            evidence: listed(&assessment.evidence),
            links: listed(&assessment.links),
            findings: listed(&assessment.findings),
            actions: listed(&assessment.actions),
            earlier: listed(&assessment.earlier),
            documents: listed(&assessment.documents),
            reviews: listed(&assessment.reviews),
            sign_offs: listed(&assessment.sign_offs),
            exports: listed(&assessment.exports),
        }
    }
}

impl TryFrom<Records> for Assessment {
    type Error = UidTwice;

    fn try_from(records: Records) -> Result<Self, UidTwice> {
        let mut profile = records.profile;
        by_uid("profile.systems", profile.systems.clone(), |one| &one.uid)?;
        profile
            .systems
            .sort_by(|a, b| a.position.cmp(&b.position).then_with(|| a.uid.cmp(&b.uid)));
        let mut assessment = Self {
            profile,
            answers: by_uid("answers", records.answers, |one| &one.uid)?,
            evidence: by_uid("evidence", records.evidence, |one| &one.uid)?,
            links: by_uid("links", records.links, |one| &one.uid)?,
            findings: by_uid("findings", records.findings, |one| &one.uid)?,
            actions: by_uid("actions", records.actions, |one| &one.uid)?,
            earlier: by_uid("earlier", records.earlier, |one| &one.uid)?,
            documents: by_uid("documents", records.documents, |one| &one.uid)?,
            reviews: by_uid("reviews", records.reviews, |one| &one.uid)?,
            sign_offs: by_uid("sign_offs", records.sign_offs, |one| &one.uid)?,
            exports: by_uid("exports", records.exports, |one| &one.uid)?,
            ..Self::default()
        };
        assessment.make_index();
        Ok(assessment)
    }
}

impl Assessment {
    /// Enters every record into the index, which is still empty.
    fn make_index(&mut self) {
        for (uid, answer) in &self.answers {
            self.index.move_answer(uid, None, Some(answer.key()));
        }
        for (uid, evidence) in &self.evidence {
            self.index.move_evidence(uid, None, Some(evidence.number));
        }
        for (uid, link) in &self.links {
            self.index.move_link(uid, None, Some(Ends::from(link)));
        }
        for (uid, finding) in &self.findings {
            let checks = finding.checks().map(|(clause, of)| (clause, of.clone()));
            self.index.move_finding(uid, Vec::new(), checks.collect());
        }
        for (uid, review) in &self.reviews {
            let check = (review.clause, review.target.clone());
            self.index.move_review(uid, None, Some(check));
        }
    }
}

fn listed<T: Clone>(records: &BTreeMap<String, T>) -> Vec<T> {
    records.values().cloned().collect()
}

fn by_uid<T>(
    list: &'static str,
    records: Vec<T>,
    uid: impl Fn(&T) -> &String,
) -> Result<BTreeMap<String, T>, UidTwice> {
    let mut map = BTreeMap::new();
    for record in records {
        let uid = uid(&record).clone();
        if map.insert(uid.clone(), record).is_some() {
            return Err(UidTwice { list, uid });
        }
    }
    Ok(map)
}
