//! Checks the timestamp in a signature (RFC 3161 §2.4.2; ETSI EN 319 122-1 §5.3): a token that is
//! itself a CMS signature, by an authority, over what the time was when it saw the signature value.
//!
//! The token stands outside what the signer signed, so the same holds for it as for a signature:
//! nothing in it that is not under the authority's signature has a free choice.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    chain,
    cms::{Embedded, Signed},
    envelope::Kind,
    finding::{Check, Finding},
    timestamp_info::TimestampInfo,
};
use crate::{
    model::signing::{TimestampReport, Trust},
    sign::certificate::Certificate,
};

/// A timestamp that holds, before anything is said about whether its authority is trusted.
pub(in crate::sign) struct CheckedTimestamp {
    /// The authority's certificate and those beside it.
    pub(in crate::sign) embedded: Embedded,
    /// When the authority saw the signature value.
    pub(in crate::sign) time: DateTime<Utc>,
    /// The number of the query that it answers: the content of a DER integer.
    pub(in crate::sign) nonce: Option<Vec<u8>>,
}

/// Checks a token over the bytes it must be about: a signature value.
pub(in crate::sign) fn check(token: &[u8], stamped: &[u8]) -> Check<CheckedTimestamp> {
    check_token(token, stamped).map_err(Finding::of_timestamp)
}

fn check_token(token: &[u8], stamped: &[u8]) -> Check<CheckedTimestamp> {
    let signed = Signed::read(token, Kind::Timestamp)?;
    let content = signed.content;
    let info = TimestampInfo::read(content)?;
    let embedded = signed.check(&[content], None)?;
    if !embedded.signer.is_for_timestamps() {
        return Finding::refuse(
            "timestamp_purpose",
            "the authority's certificate has not timestamping as its only, critical purpose",
        );
    }
    if info.imprint != info.digest.of(&[stamped]) {
        return Finding::refuse(
            "timestamp_imprint_mismatch",
            "the timestamp's imprint is not that of this signature value",
        );
    }
    if info
        .authority
        .is_some_and(|name| !embedded.signer.has_subject(&name))
    {
        return Finding::refuse(
            "timestamp_authority_mismatch",
            "the timestamp names another authority than its certificate",
        );
    }
    Ok(CheckedTimestamp {
        embedded,
        time: info.time,
        nonce: info.nonce,
    })
}

/// What is said of a timestamp.
pub(super) struct Judged {
    /// For people.
    pub(super) report: TimestampReport,
    /// Whether its authority leads to a certificate given as trusted.
    pub(super) anchored: bool,
    /// What is wrong with its certificates.
    pub(super) findings: Vec<Finding>,
}

/// Follows the authority's certificates. An authority that leads to no trusted certificate is said
/// to be unknown and refuses nothing: whether the document was changed does not hang on it.
pub(super) fn judge(timestamp: &CheckedTimestamp, trusted: &[Certificate]) -> Judged {
    let outcome = chain::evaluate(&timestamp.embedded, trusted, timestamp.time);
    let trust = match outcome.trust {
        Trust::CardCa => Trust::Ca,
        other => other,
    };
    let findings = outcome.findings.into_iter();
    Judged {
        report: TimestampReport {
            time: timestamp.time.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            authority: timestamp.embedded.signer.common_name(),
            trust,
        },
        anchored: outcome.anchored,
        findings: findings.map(Finding::of_timestamp).collect(),
    }
}
