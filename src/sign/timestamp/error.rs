//! Why a PDF was not timestamped.

use chrono::{DateTime, SecondsFormat, Utc};
use thiserror::Error;

use super::transport::TransportError;
use crate::error::{Value, Words};
use crate::model::signing::{Refusal, Role};
use crate::sign::{
    pades::{list, refused},
    verify::finding::Finding,
};

/// Why a PDF was not timestamped. Nothing is handed out.
#[derive(Debug, Error)]
pub enum TimestampError {
    /// The signatures that are there do not hold.
    #[error("the signatures in the PDF do not hold, so none is timestamped: {}", list(.0))]
    Refused(Vec<Refusal>),
    /// There is no signature of this role or field.
    #[error("there is no signature of {wanted}; there is {present}")]
    NoSuchSignature {
        /// The role id or field name asked for.
        wanted: String,
        /// Those that have signed, joined with commas.
        present: String,
    },
    /// Another signature covers this one.
    #[error("the signature of {wanted} is covered by that of {last} and can take no timestamp")]
    NotTheLast {
        /// The role id or field name asked for.
        wanted: String,
        /// The role id or field name of the last signature.
        last: String,
    },
    /// The signature has a timestamp.
    #[error("the signature of {signature} has a timestamp of {time} already")]
    AlreadyThere {
        /// The role id or field name.
        signature: String,
        /// The time of its timestamp, RFC 3339.
        time: String,
    },
    /// No answer was had.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The answer is not what the standard says.
    #[error("the answer of the timestamp authority cannot be used: {0}")]
    Answer(&'static str),
    /// The authority refused.
    #[error("the timestamp authority refused (status {status}, {reasons:?}): {remark}")]
    NotGranted {
        /// PKIStatus
        status: u32,
        /// Ids of the words for the failures it names.
        reasons: Vec<&'static str>,
        /// What it says besides, shortened.
        remark: String,
    },
    /// The answer is to another query.
    #[error("the answer does not repeat the number of the query, so it may be an old one")]
    WrongNonce,
    /// The timestamp does not hold, or is about something else.
    #[error("the timestamp does not hold: {} ({})", .0.id, .0.detail)]
    Token(Refusal),
    /// A certificate of the authority could change unseen, because its issuer is not at hand.
    #[error("the authority's certificates lack that of {0}")]
    ChainIncomplete(String),
    /// The authority does not lead to a trusted certificate.
    #[error("the timestamp authority {0} does not lead to a certificate given as trusted")]
    NotTrusted(String),
    /// The signer's certificate was not valid when the timestamp was made.
    #[error("the certificate of {signer} was not valid at the time of the timestamp, {time}")]
    SignerNotValid {
        /// Common name.
        signer: String,
        /// The time of the timestamp.
        time: DateTime<Utc>,
    },
    /// Signature and timestamp need more room than the file has.
    #[error("signature and timestamp need {needed} bytes; the file has room for {room}")]
    TooLarge {
        /// Bytes needed.
        needed: usize,
        /// Bytes reserved.
        room: usize,
    },
    /// The query or the signature could not be encoded.
    #[error("the timestamp could not be encoded: {0}")]
    Encoding(#[from] der::Error),
    /// What was written does not verify; nothing is handed out.
    #[error("the timestamped PDF does not verify: {}", list(.0))]
    OutputRefused(Vec<Refusal>),
}

impl TimestampError {
    /// A token that the verifier refuses.
    pub(super) fn token(finding: Finding) -> Self {
        Self::Token(finding.concerning(None))
    }

    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Refused(refusals) => refused("error.timestamp_input_refused", refusals),
            Self::NoSuchSignature { wanted, present } => {
                named("error.no_such_signature", "role", wanted).with("known", present)
            }
            Self::NotTheLast { wanted, last } => {
                let mut words = named("error.timestamp_not_last", "role", wanted);
                words.values.push(("last", role_words(last)));
                words
            }
            Self::AlreadyThere { signature, time } => {
                named("error.timestamp_already_there", "role", signature).with("time", time)
            }
            Self::Transport(fault) => fault.words(),
            Self::Answer(cause) => Words::new("error.timestamp_answer").with("cause", cause),
            Self::NotGranted {
                status,
                reasons,
                remark,
            } => not_granted(*status, reasons, remark),
            Self::WrongNonce => Words::new("error.timestamp_nonce"),
            Self::Token(refusal) => refused("error.timestamp_token", std::slice::from_ref(refusal)),
            Self::ChainIncomplete(issuer) => Words::new("error.timestamp_chain").with("issuer", issuer),
            Self::NotTrusted(authority) => {
                Words::new("error.timestamp_not_trusted").with("authority", authority)
            }
            Self::SignerNotValid { signer, time } => Words::new("error.timestamp_signer_not_valid")
                .with("signer", signer)
                .with("time", time.to_rfc3339_opts(SecondsFormat::Secs, true)),
            Self::TooLarge { needed, room } => Words::new("error.timestamp_too_large")
                .with("size", needed)
                .with("limit", room),
            Self::Encoding(cause) => Words::new("error.timestamp_encoding").with("cause", cause),
            Self::OutputRefused(refusals) => refused("error.timestamp_output_refused", refusals),
        }
    }

    /// What to do next, as an id of words.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Refused(_) => "error.hint_verify_reasons",
            Self::NoSuchSignature { .. } => "error.hint_timestamp_role",
            Self::NotTheLast { .. } => "error.hint_timestamp_before_next",
            Self::AlreadyThere { .. } => "error.hint_timestamp_is_there",
            Self::Transport(fault) => fault.hint(),
            Self::ChainIncomplete(_) => "error.hint_timestamp_chain",
            Self::NotTrusted(_) => "error.hint_timestamp_not_trusted",
            Self::SignerNotValid { .. } => "error.hint_timestamp_signer",
            Self::TooLarge { .. } => "error.hint_timestamp_smaller",
            Self::Answer(_)
            | Self::NotGranted { .. }
            | Self::WrongNonce
            | Self::Token(_)
            | Self::Encoding(_)
            | Self::OutputRefused(_) => "error.hint_timestamp_other_authority",
        }
    }
}

/// A sentence about the signature of a role.
fn named(id: &'static str, place: &'static str, role: &str) -> Words {
    let mut words = Words::new(id);
    words.values.push((place, role_words(role)));
    words
}

/// A role's name in the reader's language; a field name of a foreign file as it is.
fn role_words(role: &str) -> Value {
    match Role::ALL.into_iter().find(|known| known.id() == role) {
        Some(Role::Preparer) => Value::Words(vec![Words::new("model.role_preparer")]),
        Some(Role::Reviewer) => Value::Words(vec![Words::new("model.role_reviewer")]),
        Some(Role::Approver) => Value::Words(vec![Words::new("model.role_approver")]),
        None => Value::Text(role.to_owned()),
    }
}

/// The authority's status with the failures it names, and its remark.
fn not_granted(status: u32, reasons: &[&'static str], remark: &str) -> Words {
    let mut sentences: Vec<Words> = reasons.iter().map(|id| Words::new(id)).collect();
    if sentences.is_empty() {
        sentences.push(Words::new("error.tsa_no_reason"));
    }
    if !remark.is_empty() {
        sentences.push(Words::new("error.tsa_remark").with("remark", remark));
    }
    let mut words = Words::new("error.timestamp_not_granted").with("status", status);
    words.values.push(("reasons", Value::Words(sentences)));
    words
}
