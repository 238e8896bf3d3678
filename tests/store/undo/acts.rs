//! What a person may do, drawn at random.

use proptest::prelude::*;
use serde_json::Value;
use zicha::engagement::request::{
    ActionDraft, AnswerDraft, DocumentDraft, EarlierDraft, EvidenceFields, LinkFields,
};
use zicha::model::assessment::ReviewState;
use zicha::model::signing::Role;

use super::drafts::*;

/// Something a person does. Numbers pick among what is there at the time.
#[derive(Debug, Clone)]
pub enum Act {
    Answer {
        checks: Vec<u8>,
        part: bool,
        draft: Box<AnswerDraft>,
    },
    Profile(Vec<(String, Value)>),
    AddSystem(String),
    SetSystem(u8, Vec<(String, Value)>),
    RemoveSystem(u8),
    Attach(u8, String),
    Link(u8, u8),
    Unlink(u8),
    RemoveEvidence(u8),
    SetEvidence(u8, Box<EvidenceFields>),
    SetLink(u8, LinkFields),
    AddFinding(u8, String),
    SetFinding(u8, String),
    CoverAlso(u8, Vec<u8>),
    DraftFindings,
    RemoveFinding(u8),
    AddAction(u8, Box<ActionDraft>),
    SetAction(u8, Box<ActionDraft>),
    RemoveAction(u8),
    AddEarlier(Box<EarlierDraft>),
    SetEarlier(u8, Box<EarlierDraft>),
    RemoveEarlier(u8),
    Repeat(u8, Option<u8>),
    Documents(Vec<u8>, DocumentDraft),
    Review(Vec<u8>, ReviewState, String),
    SignOff(Role),
    Undo,
    Redo,
}

pub fn act() -> impl Strategy<Value = Act> {
    let n = any::<u8>();
    prop_oneof![
        6 => (prop::collection::vec(n, 1..6), any::<bool>(), draft())
            .prop_map(|(checks, part, draft)| Act::Answer { checks, part, draft: Box::new(draft) }),
        3 => profile_fields().prop_map(Act::Profile),
        2 => "[甲乙丙]{0,3}".prop_map(Act::AddSystem),
        2 => (n, system_fields()).prop_map(|(n, fields)| Act::SetSystem(n, fields)),
        1 => n.prop_map(Act::RemoveSystem),
        2 => (n, text()).prop_map(|(n, text)| Act::Attach(n, text)),
        1 => (n, n).prop_map(|(a, b)| Act::Link(a, b)),
        1 => n.prop_map(Act::Unlink),
        1 => n.prop_map(Act::RemoveEvidence),
        2 => (n, evidence_fields()).prop_map(|(n, fields)| Act::SetEvidence(n, Box::new(fields))),
        1 => (n, link_fields()).prop_map(|(n, fields)| Act::SetLink(n, fields)),
        1 => (n, text()).prop_map(|(n, text)| Act::AddFinding(n, text)),
        1 => (n, text()).prop_map(|(n, text)| Act::SetFinding(n, text)),
        1 => (n, prop::collection::vec(n, 0..4)).prop_map(|(n, also)| Act::CoverAlso(n, also)),
        1 => Just(Act::DraftFindings),
        1 => n.prop_map(Act::RemoveFinding),
        2 => (n, action_draft()).prop_map(|(n, draft)| Act::AddAction(n, Box::new(draft))),
        2 => (n, action_draft()).prop_map(|(n, draft)| Act::SetAction(n, Box::new(draft))),
        1 => n.prop_map(Act::RemoveAction),
        1 => earlier_draft().prop_map(|draft| Act::AddEarlier(Box::new(draft))),
        1 => (n, earlier_draft()).prop_map(|(n, draft)| Act::SetEarlier(n, Box::new(draft))),
        1 => n.prop_map(Act::RemoveEarlier),
        1 => (n, prop::option::of(n)).prop_map(|(n, earlier)| Act::Repeat(n, earlier)),
        2 => (prop::collection::vec(n, 1..4), document_draft())
            .prop_map(|(documents, draft)| Act::Documents(documents, draft)),
        3 => (
            prop::collection::vec(n, 1..6),
            prop::sample::select(ReviewState::ALL.to_vec()),
            text()
        )
            .prop_map(|(checks, word, note)| Act::Review(checks, word, note)),
        1 => prop::sample::select(Role::ALL.to_vec()).prop_map(Act::SignOff),
        4 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}
