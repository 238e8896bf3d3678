//! Having the last signature of a signed report timestamped by an authority.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Engagement;
use super::clock::Clock;
use super::files::{Privacy, check_output, write_whole};
use super::reading::read_pdf;
use super::signing::{Signed, registered_base};
use super::verifying::trusted;
use crate::error::{Error, Result};
use crate::model::signing::{Role, SignatureReport};
use crate::sign::timestamp::transport::HttpAuthority;
use crate::sign::{TimestampAuthority, TimestampError, TimestampRequest, timestamp_pdf};

/// What is timestamped, by which authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampingRequest {
    /// The signed report.
    pub input: PathBuf,
    /// Where the report with the timestamp goes.
    pub output: PathBuf,
    /// The authority's address, `http://` or `https://`.
    pub authority: String,
    /// Whose signature; none takes the last.
    pub role: Option<Role>,
    /// Certificates to which the authority must lead.
    pub trust: Option<PathBuf>,
    /// The workbook to record it in.
    pub workbook: Option<PathBuf>,
    /// Who makes the change in the workbook.
    pub author: String,
}

/// Has a report timestamped and gives the file and the signature with its timestamp. Opens a
/// connection to the authority, and nothing else does.
pub fn add_timestamp(
    request: &TimestampingRequest,
    mut clock: Box<dyn Clock>,
) -> Result<(Signed, SignatureReport)> {
    let authority = HttpAuthority::new(&request.authority)
        .map_err(|fault| not_timestamped(TimestampError::from(fault)))?;
    let trust = request.trust.as_deref();
    let read: Vec<&Path> = [Some(request.input.as_path()), trust]
        .into_iter()
        .flatten()
        .collect();
    check_output(&request.output, &read)?;
    let pdf = read_pdf(&request.input)?;
    let trusted = trusted(trust)?;
    let mut nonce = [0; 8];
    clock.fill_random(&mut nonce);
    // The workbook comes first: where it cannot be written, nobody is asked.
    let mut recorded = match &request.workbook {
        Some(path) => {
            let engagement = Engagement::open_for_writing(path, clock, request.author.clone())?;
            let base = registered_base(&engagement, &pdf)?;
            Some((engagement, base))
        }
        None => None,
    };
    let wanted = TimestampRequest {
        signature: request.role.map(Role::id),
        nonce,
        trusted: &trusted,
    };
    let authority: &dyn TimestampAuthority = &authority;
    let timestamped = timestamp_pdf(&pdf, &wanted, authority).map_err(not_timestamped)?;
    write_whole(&request.output, &timestamped.pdf, Privacy::Ordinary)?;
    let sha256 = hex::encode(Sha256::digest(&timestamped.pdf));
    let signature = timestamped.signature;
    if let Some((engagement, base)) = &mut recorded {
        let role = Role::ALL.into_iter().find(|role| role.id() == signature.role);
        engagement.register(base.written(&sha256, &request.output, role))?;
    }
    let path = request.output.clone();
    Ok((Signed { path, sha256 }, signature))
}

fn not_timestamped(fault: TimestampError) -> Error {
    let hint = fault.hint();
    let error = match &fault {
        TimestampError::Transport(_) => Error::environment("error.not_timestamped"),
        _ => Error::input("error.not_timestamped"),
    };
    error.saying("fault", fault.words()).hint(hint).caused_by(fault)
}
