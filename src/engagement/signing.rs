//! Adding a reviewer's or approver's signature to a signed report.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use super::clock::Clock;
use super::files::{Privacy, check_output, write_whole};
use super::reading::read_pdf;
use super::reporting::{REPORT, StampWords, Written, sign};
use super::request::IdentityRef;
use super::verifying::content_refusal;
use super::{Engagement, identities};
use crate::error::{Error, Result, Value, Words};
use crate::lang::{Calendar, Lang};
use crate::model::register::made_from;
use crate::model::signing::{Refusal, Role};
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
    /// How the visible signature counts years; none takes what its language does.
    pub calendar: Option<Calendar>,
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
/// register does not name or knows to have been signed further.
pub fn add_signature(request: &SigningRequest, clock: Box<dyn Clock>) -> Result<Signed> {
    let read = [&request.input, &request.identity.path];
    check_output(&request.output, &read.map(|path| path.as_path()))?;
    let pdf = read_pdf(&request.input)?;
    let mut present = verify_pdf(&pdf, &VerifyOptions::default()).refusals;
    present.extend(content_refusal(&pdf));
    if !present.is_empty() {
        let mut said = Words::new("error.not_verified").with("path", request.input.display());
        said.values.push(("reasons", reasons(&present)));
        return Err(Error::input(said).hint("error.hint_verify_reasons"));
    }
    let time = request.time.unwrap_or_else(|| clock.now());
    // The workbook comes first: where it cannot be written, nothing is signed.
    let mut recorded = match &request.workbook {
        Some(path) => {
            let engagement = Engagement::open_for_writing(path, clock, request.author.clone())?;
            let base = registered_base(&engagement, &pdf)?;
            check_not_signed_further(&engagement, &base, request.role)?;
            Some((engagement, base))
        }
        None => None,
    };
    let identity = identities::load(&request.identity)?;
    let words = StampWords {
        lang: request.lang,
        calendar: request.calendar.unwrap_or(Calendar::of(request.lang)),
    };
    let signed = sign(&pdf, &identity, request.role, time, words)?;
    write_whole(&request.output, &signed, Privacy::Ordinary)?;
    let sha256 = hex::encode(Sha256::digest(&signed));
    if let Some((engagement, base)) = &mut recorded {
        engagement.register(base.written(&sha256, &request.output, Some(request.role)))?;
    }
    Ok(Signed {
        path: request.output.clone(),
        sha256,
    })
}

/// A report in the register to which something is added.
pub(super) struct Base {
    /// Its SHA-256.
    sha256: String,
    /// Digest of the assessment it shows.
    digest: String,
}

impl Base {
    /// What the register holds of the file with something added to it.
    pub(super) fn written<'a>(&'a self, sha256: &'a str, path: &'a Path, role: Option<Role>) -> Written<'a> {
        Written {
            format: REPORT,
            path,
            sha256,
            signed_as: role,
            added_to: Some(&self.sha256),
            digest: &self.digest,
        }
    }
}

/// The row of the register for a report; refuses one that it does not name.
pub(super) fn registered_base(engagement: &Engagement, pdf: &[u8]) -> Result<Base> {
    let sha256 = hex::encode(Sha256::digest(pdf));
    let mut exports = engagement.assessment().exports.values();
    match exports.find(|export| export.sha256 == sha256) {
        Some(export) => Ok(Base {
            digest: export.digest.clone(),
            sha256,
        }),
        None => Err(Error::input("error.not_registered").hint("error.hint_sign_registered")),
    }
}

/// Refuses a report that others signed further: the new signature would stand on a copy without
/// theirs. The same role may sign again, because its file may have been lost.
fn check_not_signed_further(engagement: &Engagement, base: &Base, role: Role) -> Result<()> {
    let (later, _) = made_from(&engagement.assessment().exports, &base.sha256);
    match later.iter().rev().find(|later| later.role != role.id()) {
        None => Ok(()),
        Some(later) => Err(Error::input("error.signed_further")
            .with("file", &later.file)
            .with("at", &later.at)
            .hint("error.hint_signed_further")),
    }
}

/// Why a PDF does not verify, in words.
fn reasons(refusals: &[Refusal]) -> Value {
    let reason = |refusal: &Refusal| {
        Words::new("error.refusal")
            .saying("reason", refusal.id)
            .with("detail", &refusal.detail)
    };
    Value::Words(refusals.iter().map(reason).collect())
}
