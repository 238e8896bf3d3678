//! Adding a reviewer's or approver's signature to a signed report.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use super::clock::Clock;
use super::files::{Privacy, write_whole};
use super::reporting::{REPORT, Written, sign};
use super::request::IdentityRef;
use super::verifying::{content_holds, read};
use super::{Engagement, identities};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::model::signing::Role;
use crate::sign::{VerifyOptions, verify_pdf};

/// What is signed, by whom, as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningRequest {
    /// The signed report.
    pub input: PathBuf,
    /// Where the report with the further signature goes.
    pub output: PathBuf,
    /// The role.
    pub role: Role,
    /// Who signs.
    pub identity: IdentityRef,
    /// The time the signature claims; none takes the clock.
    pub time: Option<DateTime<FixedOffset>>,
    /// Language of the visible signature.
    pub lang: Lang,
    /// The workbook to record it in.
    pub workbook: Option<PathBuf>,
    /// Who makes the change in the workbook.
    pub author: String,
}

/// A report with a further signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Where.
    pub path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Adds a signature. Refuses a file that does not verify, and with a workbook one that its
/// register does not name.
pub fn add_signature(request: &SigningRequest, clock: Box<dyn Clock>) -> Result<Signed> {
    let pdf = read(&request.input)?;
    if !verify_pdf(&pdf, &VerifyOptions::default()).valid || !content_holds(&pdf) {
        return Err(Error::input("error.not_verified")
            .with("path", request.input.display())
            .hint("error.hint_verify_reasons"));
    }
    let time = request.time.unwrap_or_else(|| clock.now());
    // The workbook comes first: where it cannot be written, nothing is signed.
    let mut recorded = match &request.workbook {
        Some(path) => {
            let engagement = Engagement::open_for_writing(path, clock, request.author.clone())?;
            let digest = registered_digest(&engagement, &pdf)?;
            Some((engagement, digest))
        }
        None => None,
    };
    let identity = identities::load(&request.identity)?;
    let signed = sign(&pdf, &identity, request.role, time, request.lang)?;
    write_whole(&request.output, &signed, Privacy::Ordinary)?;
    let sha256 = hex::encode(Sha256::digest(&signed));
    if let Some((engagement, digest)) = &mut recorded {
        engagement.register(Written {
            format: REPORT,
            path: &request.output,
            sha256: &sha256,
            signed_as: Some(request.role),
            digest,
        })?;
    }
    Ok(Signed {
        path: request.output.clone(),
        sha256,
    })
}

/// The digest of the assessment that a report in the register shows.
pub(super) fn registered_digest(engagement: &Engagement, pdf: &[u8]) -> Result<String> {
    let sha256 = hex::encode(Sha256::digest(pdf));
    let mut exports = engagement.assessment().exports.values();
    let found = exports.find(|export| export.sha256 == sha256);
    found
        .map(|export| export.digest.clone())
        .ok_or_else(|| Error::input("error.not_registered").hint("error.hint_sign_registered"))
}
