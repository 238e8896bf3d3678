//! Signing identities: files, and where one is named as a card, cards.

use std::path::Path;

use super::cards;
use super::clock::Clock;
use super::files::{Privacy, write_whole};
use super::request::{IdentityRef, Secret};
use crate::error::{Error, Result};
use crate::sign::identity::{self, Identity, IdentityDescription, IdentityError, NewIdentity};

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
    let bytes = std::fs::read(path).map_err(|source| {
        Error::input("error.identity_unreadable")
            .with("path", path.display())
            .with("cause", &source)
            .hint("error.hint_identity_path")
            .caused_by(source)
    })?;
    identity::load(&bytes, identity.passphrase.expose()).map_err(|fault| identity_error(path, fault))
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
