//! Makes a new self-signed identity.

use chrono::{DateTime, FixedOffset, Months};
use const_oid::db::rfc4519::COMMON_NAME;
use der::{
    Any, DateTime as DerDateTime, Encode,
    asn1::{GeneralizedTime, SetOfVec, UtcTime, Utf8StringRef},
    referenced::OwnedToRef,
};
use p12_keystore::{
    Certificate as Pkcs12Certificate, KeyStore, KeyStoreEntry, PrivateKey as Pkcs12Key, PrivateKeyChain,
};
use p256::ecdsa::SigningKey;
use pkcs8::EncodePrivateKey;
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::{
    attr::AttributeTypeAndValue,
    builder::{Builder, CertificateBuilder, Profile},
    ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier},
    name::{Name, RdnSequence, RelativeDistinguishedName},
    serial_number::SerialNumber,
    time::{Time, Validity},
};
use zeroize::Zeroizing;

use super::IdentityError;
use crate::sign::algorithm::Digest;

/// Upper bound of a common name (RFC 5280 §A.1, ub-common-name).
const MAX_NAME: usize = 64;
/// How often the passphrase is hashed, for encryption and for the MAC alike.
const ITERATIONS: u32 = 600_000;

/// What a new identity is made of.
pub struct NewIdentity<'a> {
    /// Whom it names, Chinese or otherwise: a person, a role, a firm.
    pub common_name: &'a str,
    /// What the PKCS#12 file is encrypted with.
    pub passphrase: &'a str,
    /// Start of validity.
    pub not_before: DateTime<FixedOffset>,
    /// Years of validity, 1 to 30.
    pub years: u32,
    /// 64 bytes that nobody can guess; key and serial number come from them.
    pub random: &'a [u8; 64],
}

/// Makes a P-256 key with a self-signed certificate (leaf, digital signature) and writes both as
/// PKCS#12, AES-256. The certificate follows from the arguments alone; the file's two salts come
/// from the operating system, because the format's writer takes them itself.
///
/// # Errors
/// [`IdentityError::Name`], [`IdentityError::Passphrase`], [`IdentityError::Validity`] for
/// arguments that cannot be used.
pub fn create(new: &NewIdentity<'_>) -> Result<Vec<u8>, IdentityError> {
    let name = new.common_name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(IdentityError::Name);
    }
    // PKCS#12 hashes passphrases as two-byte characters (RFC 7292 §B.1).
    let unusable = |c: char| c.is_control() || u32::from(c) > 0xFFFF;
    if new.passphrase.is_empty() || new.passphrase.chars().any(unusable) {
        return Err(IdentityError::Passphrase);
    }
    let key = derive_key(new.random)?;
    let certificate = self_signed(&key, name, validity(new)?, new.random)?;
    write(&key, &certificate, new.passphrase)
}

fn failed(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Write(error.to_string())
}

/// A private key from random bytes: the first hash that is a scalar, which is nearly always the
/// first one.
fn derive_key(random: &[u8; 64]) -> Result<SigningKey, IdentityError> {
    (0_u8..=255)
        .find_map(|attempt| {
            let candidate = Zeroizing::new(Digest::Sha256.of(&[b"zicha identity key", random, &[attempt]]));
            SigningKey::from_slice(&candidate).ok()
        })
        .ok_or_else(|| failed("no key could be derived"))
}

fn validity(new: &NewIdentity<'_>) -> Result<Validity, IdentityError> {
    if !(1..=30).contains(&new.years) {
        return Err(IdentityError::Validity);
    }
    let end = new
        .not_before
        .checked_add_months(Months::new(new.years * 12))
        .ok_or(IdentityError::Validity)?;
    Ok(Validity {
        not_before: certificate_time(&new.not_before)?,
        not_after: certificate_time(&end)?,
    })
}

/// UTCTime up to 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5).
fn certificate_time(time: &DateTime<FixedOffset>) -> Result<Time, IdentityError> {
    let seconds = u64::try_from(time.timestamp()).map_err(|_| IdentityError::Validity)?;
    let date = DerDateTime::from_unix_duration(std::time::Duration::from_secs(seconds))
        .map_err(|_| IdentityError::Validity)?;
    match UtcTime::from_date_time(date) {
        Ok(short) => Ok(Time::UtcTime(short)),
        Err(_) => Ok(Time::GeneralTime(GeneralizedTime::from_date_time(date))),
    }
}

fn self_signed(
    key: &SigningKey,
    name: &str,
    validity: Validity,
    random: &[u8; 64],
) -> Result<Vec<u8>, IdentityError> {
    let mut serial = Digest::Sha256.of(&[b"zicha identity serial", random]);
    serial.truncate(16);
    if let Some(first) = serial.first_mut() {
        // Positive and of fixed length (RFC 5280 §4.1.2.2).
        *first = *first & 0x7F | 0x40;
    }
    let subject = subject(name).map_err(failed)?;
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).map_err(failed)?;
    let identifier = SubjectKeyIdentifier::try_from(public.owned_to_ref()).map_err(failed)?;
    let serial = SerialNumber::new(&serial).map_err(failed)?;
    let mut builder = CertificateBuilder::new(
        Profile::Manual { issuer: None },
        serial,
        validity,
        subject,
        public,
        key,
    )
    .map_err(failed)?;
    builder.add_extension(&identifier).map_err(failed)?;
    builder
        .add_extension(&BasicConstraints {
            ca: false,
            path_len_constraint: None,
        })
        .map_err(failed)?;
    builder
        .add_extension(&KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation))
        .map_err(failed)?;
    let certificate = builder.build::<p256::ecdsa::DerSignature>().map_err(failed)?;
    certificate.to_der().map_err(failed)
}

fn subject(name: &str) -> der::Result<Name> {
    let value = Any::from(der::AnyRef::from(Utf8StringRef::new(name)?));
    let attribute = AttributeTypeAndValue {
        oid: COMMON_NAME,
        value,
    };
    Ok(RdnSequence(vec![RelativeDistinguishedName(SetOfVec::try_from(
        [attribute],
    )?)]))
}

fn write(key: &SigningKey, certificate: &[u8], passphrase: &str) -> Result<Vec<u8>, IdentityError> {
    let secret = p256::SecretKey::from(key.as_nonzero_scalar());
    let pkcs8 = secret.to_pkcs8_der().map_err(failed)?;
    let key = Pkcs12Key::from_der(pkcs8.as_bytes()).map_err(failed)?;
    let identifier = Digest::Sha256.of(&[certificate]);
    let certificate = Pkcs12Certificate::from_der(certificate).map_err(failed)?;
    let mut store = KeyStore::new();
    let chain = PrivateKeyChain::new(identifier, key, [certificate]);
    store.add_entry("zicha", KeyStoreEntry::PrivateKeyChain(chain));
    store
        .writer(passphrase)
        .encryption_iterations(ITERATIONS)
        .mac_iterations(ITERATIONS)
        .write()
        .map_err(failed)
}
