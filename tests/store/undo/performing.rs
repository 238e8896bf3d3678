//! Doing what was drawn, where there is something to do it to.

use zicha::engagement::Engagement;
use zicha::engagement::request::{FindingDraft, ReviewDraft, Saved, SignOffDraft, SystemDraft};
use zicha::error::Result;
use zicha::lang::Lang;
use zicha::model::assessment::{CheckRef, EvidenceKind};
use zicha::model::pack::Subject;
use zicha::model::review::Selection;
use zicha::model::scope::Target;

use super::acts::Act;
use crate::support::*;

pub fn pick<T: Clone>(all: impl IntoIterator<Item = T>, number: u8) -> Option<T> {
    let all: Vec<T> = all.into_iter().collect();
    let at = usize::from(number).checked_rem(all.len())?;
    Some(all[at].clone())
}

/// Every check there is, and every part of one.
pub fn checks(engagement: &Engagement, parts: bool) -> Vec<zicha::model::assessment::CheckKey> {
    let systems = &engagement.assessment().profile.systems;
    let targets = |subject| match subject {
        Subject::Organisation => vec![Target::Organisation],
        Subject::System => systems
            .iter()
            .map(|system| Target::System(system.id.clone()))
            .collect(),
    };
    let mut keys = Vec::new();
    for clause in engagement.pack().clauses() {
        for target in targets(clause.subject) {
            let ids = clause.parts.iter().map(|part| Some(part.id.clone()));
            let ids: Vec<_> = if parts { ids.collect() } else { vec![None] };
            keys.extend(ids.into_iter().map(|part| zicha::model::assessment::CheckKey {
                clause: clause.id,
                target: target.clone(),
                part,
            }));
        }
    }
    keys
}

/// Does it, where there is something to do it to.
pub fn perform(engagement: &mut Engagement, act: &Act) -> Option<Result<Option<Saved>>> {
    let assessment = engagement.assessment();
    let system = |n: u8| {
        pick(
            assessment.profile.systems.iter().map(|system| system.uid.clone()),
            n,
        )
    };
    let evidence = |n: u8| pick(assessment.evidence.keys().cloned(), n);
    let place = |n: u8| {
        pick(checks(engagement, false), n).map(|key| zicha::engagement::request::LinkDraft {
            clause: key.clause,
            target: key.target,
            item: None,
            locator: String::new(),
            proves: String::new(),
        })
    };
    Some(match act {
        Act::Answer {
            checks: numbers,
            part,
            draft,
        } => {
            let all = checks(engagement, *part);
            let keys: Vec<_> = numbers
                .iter()
                .filter_map(|n| pick(all.iter().cloned(), *n))
                .collect();
            engagement.answer(&keys, draft)
        }
        Act::Profile(fields) => engagement.set_profile(fields),
        Act::AddSystem(name) => engagement.add_system(&SystemDraft {
            name: name.clone(),
            ..SystemDraft::default()
        }),
        Act::SetSystem(n, fields) => {
            let uid = system(*n)?;
            engagement.set_system(&uid, fields)
        }
        Act::RemoveSystem(n) => {
            let uid = system(*n)?;
            engagement.remove_system(&uid)
        }
        Act::Attach(n, title) => {
            let mut draft = evidence_draft();
            draft.title.clone_from(title);
            let tie = place(*n)?;
            engagement.attach_evidence(&draft, &tie)
        }
        Act::Link(a, b) => {
            let (uid, tie) = (evidence(*a)?, place(*b)?);
            engagement.link_evidence(&uid, &tie)
        }
        Act::Unlink(n) => {
            let uid = pick(assessment.links.keys().cloned(), *n)?;
            engagement.unlink_evidence(&uid)
        }
        Act::RemoveEvidence(n) => {
            let uid = evidence(*n)?;
            engagement.remove_evidence(&uid)
        }
        Act::SetEvidence(n, fields) => {
            let uid = evidence(*n)?;
            unwatched(|watch| engagement.set_evidence(&uid, fields, watch))
        }
        Act::SetLink(n, fields) => {
            let uid = pick(assessment.links.keys().cloned(), *n)?;
            engagement.set_link(&uid, fields)
        }
        Act::AddFinding(n, text) => {
            let tie = place(*n)?;
            engagement.add_finding(tie.clause, &tie.target, &finding(text))
        }
        Act::SetFinding(n, text) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            engagement.set_finding(&uid, &finding(text))
        }
        Act::CoverAlso(n, also) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            let also = also.iter().filter_map(|n| place(*n)).map(|tie| CheckRef {
                clause: tie.clause,
                target: tie.target,
            });
            let draft = FindingDraft {
                also: Some(also.collect()),
                ..FindingDraft::default()
            };
            engagement.set_finding(&uid, &draft)
        }
        Act::DraftFindings => engagement.draft_findings(None, None, Lang::ZhTw),
        Act::RemoveFinding(n) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            engagement.remove_finding(&uid)
        }
        Act::AddAction(n, draft) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            engagement.add_action(&uid, draft)
        }
        Act::SetAction(n, draft) => {
            let uid = pick(assessment.actions.keys().cloned(), *n)?;
            engagement.set_action(&uid, draft)
        }
        Act::RemoveAction(n) => {
            let uid = pick(assessment.actions.keys().cloned(), *n)?;
            engagement.remove_action(&uid)
        }
        Act::AddEarlier(draft) => engagement.add_earlier(draft),
        Act::SetEarlier(n, draft) => {
            let uid = pick(assessment.earlier.keys().cloned(), *n)?;
            engagement.set_earlier(&uid, draft)
        }
        Act::RemoveEarlier(n) => {
            let uid = pick(assessment.earlier.keys().cloned(), *n)?;
            engagement.remove_earlier(&uid)
        }
        Act::Repeat(n, earlier) => {
            let uid = pick(assessment.findings.keys().cloned(), *n)?;
            let named = earlier.and_then(|n| pick(assessment.earlier.keys().cloned(), n));
            let draft = FindingDraft {
                repeats: Some(named),
                ..FindingDraft::default()
            };
            engagement.set_finding(&uid, &draft)
        }
        Act::Documents(numbers, draft) => {
            let all: Vec<String> = engagement.documents().into_iter().map(|one| one.key).collect();
            let keys: Vec<String> = numbers.iter().filter_map(|n| pick(all.clone(), *n % 4)).collect();
            engagement.set_documents(&keys, draft)
        }
        Act::Review(numbers, word, note) => {
            let all = engagement.selected_checks(&Selection::default());
            let named: Vec<_> = numbers
                .iter()
                .filter_map(|n| pick(all.iter().cloned(), *n))
                .collect();
            // What cannot be is left out, or almost every word would be refused.
            let ready = engagement.plan_review(&named, *word).ready;
            let checks = if ready.is_empty() { named } else { ready };
            engagement.review(&ReviewDraft {
                checks,
                word: *word,
                note: note.clone(),
            })
        }
        Act::SignOff(role) => engagement.sign_off(&SignOffDraft {
            role: *role,
            by: "資訊主管".to_owned(),
            title: String::new(),
            note: String::new(),
        }),
        Act::Undo => engagement.undo(),
        Act::Redo => engagement.redo(),
    })
}

pub fn evidence_draft() -> zicha::engagement::request::EvidenceDraft {
    evidence(EvidenceKind::Document, "資安-01")
}

pub fn finding(text: &str) -> FindingDraft {
    FindingDraft {
        condition: Some(text.to_owned()),
        cause: Some("未指定負責人員".to_owned()),
        ..FindingDraft::default()
    }
}
