//! Verifying a signed PDF.

mod content;

use std::path::Path;

use sha2::{Digest, Sha256};

use super::Engagement;
use super::clock::SystemClock;
use crate::error::{Error, Result};
use crate::model::signing::{Refusal, Verification};
use crate::sign::certificate::Certificate;
use crate::sign::verify::read_trusted;
use crate::sign::{VerifyOptions, verify_pdf};
use crate::store::Access;

/// What every PDF begins with.
const PDF_MAGIC: &[u8] = b"%PDF-";

/// Verifies a PDF file. With `trust` every signer must chain to one of its certificates; with
/// `workbook` the file must be one that the workbook's register of exports names, because cutting
/// a file back to an earlier signed revision cannot be seen in the file itself.
pub fn verify(pdf: &Path, trust: Option<&Path>, workbook: Option<&Path>) -> Result<Verification> {
    let bytes = read(pdf)?;
    if !bytes.starts_with(PDF_MAGIC) {
        return Err(Error::input("error.not_a_pdf")
            .with("path", pdf.display())
            .hint("error.hint_name_pdf"));
    }
    let trusted = trusted(trust)?;
    let mut verification = verify_pdf(&bytes, &VerifyOptions { trusted });
    let (content, differs) = content::judge(&bytes);
    verification.content = content;
    verification.refusals.extend(differs);
    verification.valid = verification.refusals.is_empty();
    if let Some(workbook) = workbook {
        verification
            .refusals
            .extend(compare_with_workbook(&bytes, workbook)?);
        verification.valid = verification.refusals.is_empty();
    }
    Ok(verification)
}

/// Whether the content of a report holds, as far as it can be made again.
pub(super) fn content_holds(pdf: &[u8]) -> bool {
    content::judge(pdf).1.is_none()
}

/// The certificates in a file that the user trusts; none without a file.
pub(super) fn trusted(file: Option<&Path>) -> Result<Vec<Certificate>> {
    let Some(path) = file else {
        return Ok(Vec::new());
    };
    read_trusted(&read(path)?).map_err(|fault| {
        Error::input("error.trust_file")
            .with("path", path.display())
            .saying("fault", fault.words())
            .hint("error.hint_trust_file")
            .caused_by(fault)
    })
}

fn compare_with_workbook(pdf: &[u8], workbook: &Path) -> Result<Option<Refusal>> {
    let engagement = Engagement::open(workbook, Access::Read, Box::new(SystemClock), String::new())?;
    let sha256 = hex::encode(Sha256::digest(pdf));
    let refusal = |id, detail: &str| Refusal {
        id,
        field: None,
        detail: detail.to_owned(),
    };
    let registered = engagement
        .assessment()
        .exports
        .values()
        .find(|export| export.sha256 == sha256);
    Ok(match registered {
        None => Some(refusal(
            "not_in_workbook",
            "the workbook's register of exports has no file with this SHA-256",
        )),
        Some(export) if export.digest != engagement.assessment().digest() => Some(refusal(
            "workbook_changed_since",
            "the assessment was changed after this report was written",
        )),
        Some(_) => None,
    })
}

/// A whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| {
        Error::input("error.cannot_read")
            .with("path", path.display())
            .with("cause", &source)
            .hint("error.hint_check_path")
            .caused_by(source)
    })
}
