//! Signing identities: files, and where one is named as a card, cards.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::cards;
use super::clock::Clock;
use super::files::{Privacy, write_whole};
use super::reading::read_keys;
use super::request::{IdentityRef, Secret};
use crate::error::{Error, Result, Words};
use crate::model::signing::{ExpectedSigner, Role};
use crate::sign::certificate;
use crate::sign::identity::{self, Identity, IdentityDescription, IdentityError, NewIdentity};
use crate::sign::verify::read_trusted;
use crate::sign::{Signer, UnfitSigner};

/// How long a generated identity is valid, in years.
const YEARS: u32 = 7;
/// How far before today the validity begins, in days: a report may state a time within the
/// assessed period, and a signature outside the certificate's validity is refused.
const DAYS_BEFORE: i64 = 730;

/// Makes an identity for `name` and writes it as a PKCS#12 file. Never overwrites.
pub fn create(name: &str, path: &Path, passphrase: &Secret, clock: &mut dyn Clock) -> Result<()> {
    if path.exists() {
        return Err(Error::input("error.exists")
            .with("path", path.display())
            .hint("error.hint_key_lost"));
    }
    let mut random = zeroize::Zeroizing::new([0u8; 64]);
    clock.fill_random(random.as_mut());
    let new = NewIdentity {
        common_name: name,
        passphrase: passphrase.expose(),
        not_before: clock.now() - chrono::Duration::days(DAYS_BEFORE),
        years: YEARS,
        random: &random,
    };
    let bytes = zeroize::Zeroizing::new(identity::create(&new).map_err(|fault| identity_error(path, fault))?);
    write_whole(path, &bytes, Privacy::Private)
}

/// Opens an identity.
pub fn load(identity: &IdentityRef) -> Result<Identity> {
    if cards::is_card(&identity.path) {
        return cards::load(identity);
    }
    let path = &identity.path;
    let bytes = zeroize::Zeroizing::new(read_keys(path)?);
    identity::load(&bytes, identity.passphrase.expose()).map_err(|fault| identity_error(path, fault))
}

/// The certificates that are to sign in these roles. Each file holds one, which must be able to sign
/// at the time of the report.
///
/// # Errors
/// An input error naming the file: unreadable, no certificate or several, one that may not sign.
pub fn expected_signers(
    expected: &[(Role, PathBuf)],
    time: DateTime<FixedOffset>,
) -> Result<Vec<ExpectedSigner>> {
    let twice = |role: Role| expected.iter().filter(|(other, _)| *other == role).count() > 1;
    if let Some((role, _)) = expected.iter().find(|(role, _)| twice(*role)) {
        return Err(Error::input("error.expected_twice")
            .with("role", role.id())
            .hint("error.hint_expected_twice"));
    }
    let read = |(role, path): &(Role, PathBuf)| expected_signer(*role, path, time);
    expected.iter().map(read).collect()
}

fn expected_signer(role: Role, path: &Path, time: DateTime<FixedOffset>) -> Result<ExpectedSigner> {
    let certificates = read_trusted(&read_keys(path)?).map_err(|fault| {
        Error::input("error.expected_file")
            .with("path", path.display())
            .saying("fault", fault.words())
            .hint("error.hint_expected_file")
            .caused_by(fault)
    })?;
    let [certificate] = certificates.as_slice() else {
        return Err(Error::input("error.expected_several")
            .with("path", path.display())
            .with("count", certificates.len())
            .hint("error.hint_expected_file"));
    };
    let unfit = |fault: Words| {
        Error::input("error.expected_file")
            .with("path", path.display())
            .saying("fault", fault)
            .hint("error.hint_expected_unfit")
    };
    let name = certificate.common_name();
    if !certificate.may_sign_documents() || certificate.is_for_other_purposes() {
        return Err(unfit(UnfitSigner::NotForSigning(name).words()));
    }
    let (_, end) = certificate.validity();
    let time = time.to_utc();
    if end < time {
        return Err(unfit(UnfitSigner::Expired { name, end, time }.words()));
    }
    Ok(ExpectedSigner {
        role,
        name,
        fingerprint: certificate.fingerprint(),
        certificate: certificate.der().to_vec(),
    })
}

/// Writes the certificate of an identity as PEM, to be handed to others. Never overwrites.
pub fn export_certificate(identity: &IdentityRef, output: &Path) -> Result<IdentityDescription> {
    if output.exists() {
        return Err(Error::input("error.exists")
            .with("path", output.display())
            .hint("error.hint_other_file"));
    }
    let opened = load(identity)?;
    let pem = certificate::pem(opened.certificate());
    write_whole(output, pem.as_bytes(), Privacy::Ordinary)?;
    Ok(opened.describe())
}

/// Describes an identity.
pub fn describe(identity: &IdentityRef) -> Result<IdentityDescription> {
    Ok(load(identity)?.describe())
}

fn identity_error(path: &Path, fault: IdentityError) -> Error {
    Error::input("error.identity_file")
        .with("path", path.display())
        .saying("fault", fault.words())
        .hint("error.hint_nothing_signed")
        .caused_by(fault)
}
