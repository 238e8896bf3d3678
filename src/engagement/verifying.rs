//! Verifying a signed PDF.

mod content;

use std::path::Path;

use super::Engagement;
use super::clock::SystemClock;
use super::reading::{read_keys, read_pdf};
use crate::error::{Error, Result};
use crate::model::signing::{Refusal, Verification};
use crate::sign::certificate::Certificate;
use crate::sign::verify::read_trusted;
use crate::sign::{VerifyOptions, verify_pdf};
use crate::store::Access;

/// Verifies a PDF file. With `trust` every signer must chain to one of its certificates; with
/// `workbook` the file must be one that the workbook's register of exports names, because cutting
/// a file back to an earlier signed revision cannot be seen in the file itself.
pub fn verify(pdf: &Path, trust: Option<&Path>, workbook: Option<&Path>) -> Result<Verification> {
    let open = |path| Engagement::open(path, Access::Read, Box::new(SystemClock), String::new());
    let workbook = workbook.map(open).transpose()?;
    verify_with(pdf, trust, workbook.as_ref())
}

/// The same with a workbook that is open.
pub fn verify_with(pdf: &Path, trust: Option<&Path>, workbook: Option<&Engagement>) -> Result<Verification> {
    let bytes = read_pdf(pdf)?;
    let trusted = trusted(trust)?;
    let mut verification = verify_pdf(&bytes, &VerifyOptions { trusted });
    let (content, differs) = content::judge(&bytes);
    verification.content = content;
    verification.refusals.extend(differs);
    verification.valid = verification.refusals.is_empty();
    if let Some(workbook) = workbook {
        workbook.compare_with_register(&bytes, &mut verification)?;
    }
    Ok(verification)
}

/// Why the content of a report does not hold, as far as it can be made again; none where it does.
pub(super) fn content_refusal(pdf: &[u8]) -> Option<Refusal> {
    content::judge(pdf).1
}

/// The certificates in a file that the user trusts; none without a file.
pub(super) fn trusted(file: Option<&Path>) -> Result<Vec<Certificate>> {
    let Some(path) = file else {
        return Ok(Vec::new());
    };
    read_trusted(&read_keys(path)?).map_err(|fault| {
        Error::input("error.trust_file")
            .with("path", path.display())
            .saying("fault", fault.words())
            .hint("error.hint_trust_file")
            .caused_by(fault)
    })
}
