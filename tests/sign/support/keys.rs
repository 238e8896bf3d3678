//! Keys and certificates from fixed seeds.

use std::{str::FromStr, sync::OnceLock};

use chrono::DateTime;
use const_oid::{AssociatedOid, ObjectIdentifier, db::rfc5280::ID_KP_TIME_STAMPING};
use der::{DateTime as DerDateTime, Encode, asn1::UtcTime};
use p12_keystore::{Certificate as Pkcs12Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use p256::ecdsa::SigningKey;
use pkcs8::EncodePrivateKey;
use rsa::{RsaPrivateKey, rand_core};
use sha2::{Digest, Sha256};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::{
    builder::{Builder, CertificateBuilder, Profile},
    ext::{
        AsExtension, Extension,
        pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages},
    },
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};
use zicha::sign::{
    Identity, NewIdentity,
    identity::{create, load},
};

/// The passphrase of all test files, Chinese on purpose.
pub const PASSPHRASE: &str = "測試用通行碼 1";

/// A new P-256 identity as a PKCS#12 file.
pub fn pkcs12(name: &str, seed: u8) -> Vec<u8> {
    let not_before = DateTime::parse_from_rfc3339("2026-01-01T00:00:00+08:00").expect("a fixed date");
    create(&NewIdentity {
        common_name: name,
        passphrase: PASSPHRASE,
        not_before,
        years: 5,
        random: &[seed; 64],
    })
    .expect("an identity can be made")
}

/// 編製者
pub fn preparer() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("資訊主管", 1), PASSPHRASE).expect("it opens"))
}

/// The preparer's certificate, DER.
pub fn preparer_certificate() -> Vec<u8> {
    use zicha::sign::Signer as _;
    preparer().certificate().to_vec()
}

/// 覆核者
pub fn reviewer() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("稽核人員甲", 2), PASSPHRASE).expect("it opens"))
}

/// 核准者
pub fn approver() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("Approving officer", 3), PASSPHRASE).expect("it opens"))
}

/// A P-256 key with a certificate.
pub struct Issued {
    pub key: SigningKey,
    pub der: Vec<u8>,
}

/// What a test certificate says.
pub struct Wanted<'a> {
    pub subject: &'a str,
    pub authority: bool,
    pub usage: Option<KeyUsages>,
    /// Start and end of validity, as in `2026-01-01T00:00:00Z`.
    pub validity: (&'a str, &'a str),
    /// Extended key usages, and whether they are critical.
    pub purposes: Option<(&'a [ObjectIdentifier], bool)>,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        let validity = ("2026-01-01T00:00:00Z", "2031-01-01T00:00:00Z");
        Self {
            subject: "CN=Test",
            authority: false,
            usage: Some(KeyUsages::DigitalSignature),
            validity,
            purposes: None,
        }
    }
}

/// An authority's certificate wish.
pub fn authority(subject: &str) -> Wanted<'_> {
    Wanted {
        subject,
        authority: true,
        usage: Some(KeyUsages::KeyCertSign),
        ..Wanted::default()
    }
}

/// A timestamp authority's certificate wish.
pub fn timestamp_authority(subject: &str) -> Wanted<'_> {
    Wanted {
        subject,
        purposes: Some((&[ID_KP_TIME_STAMPING], true)),
        ..Wanted::default()
    }
}

/// Extended key usages that are critical or not, as the test wants.
struct Purposes(ExtendedKeyUsage, bool);

impl AssociatedOid for Purposes {
    const OID: ObjectIdentifier = ExtendedKeyUsage::OID;
}

impl Encode for Purposes {
    fn encoded_len(&self) -> der::Result<der::Length> {
        self.0.encoded_len()
    }

    fn encode(&self, encoder: &mut impl der::Writer) -> der::Result<()> {
        self.0.encode(encoder)
    }
}

impl AsExtension for Purposes {
    fn critical(&self, _: &Name, _: &[Extension]) -> bool {
        self.1
    }
}

/// A key and certificate; issued by another, or self-signed.
pub fn issue(seed: u8, wanted: &Wanted<'_>, issuer: Option<(&Issued, &str)>) -> Issued {
    let key = SigningKey::from_slice(&[seed; 32]).expect("a scalar");
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).expect("a key");
    let signer = issuer.map_or(&key, |(issuer, _)| &issuer.key);
    let der = certificate(seed, wanted, public, signer, issuer.map(|(_, name)| name));
    Issued { key, der }
}

/// A certificate over any public key, signed by a P-256 key.
pub fn certificate(
    seed: u8,
    wanted: &Wanted<'_>,
    public: SubjectPublicKeyInfoOwned,
    signer: &SigningKey,
    issuer: Option<&str>,
) -> Vec<u8> {
    let name = |text: &str| Name::from_str(text).expect("a name");
    let profile = Profile::Manual {
        issuer: issuer.map(name),
    };
    let validity = Validity {
        not_before: time(wanted.validity.0),
        not_after: time(wanted.validity.1),
    };
    let serial = SerialNumber::new(&[seed, 1, 2, 3]).expect("a serial number");
    let mut builder =
        CertificateBuilder::new(profile, serial, validity, name(wanted.subject), public, signer)
            .expect("a builder");
    let constraints = BasicConstraints {
        ca: wanted.authority,
        path_len_constraint: None,
    };
    builder.add_extension(&constraints).expect("an extension");
    if let Some(usage) = wanted.usage {
        builder
            .add_extension(&KeyUsage(usage.into()))
            .expect("an extension");
    }
    if let Some((purposes, critical)) = wanted.purposes {
        let purposes = Purposes(ExtendedKeyUsage(purposes.to_vec()), critical);
        builder.add_extension(&purposes).expect("an extension");
    }
    builder
        .build::<p256::ecdsa::DerSignature>()
        .expect("a certificate")
        .to_der()
        .expect("DER")
}

fn time(text: &str) -> Time {
    Time::UtcTime(UtcTime::from_date_time(DerDateTime::from_str(text).expect("a date")).expect("before 2050"))
}

/// A self-signed P-256 certificate for forging.
pub fn forger() -> Issued {
    issue(
        7,
        &Wanted {
            subject: "CN=Forger",
            ..Wanted::default()
        },
        None,
    )
}

/// A PKCS#12 file with any keys and certificates; few iterations, because it guards nothing.
pub fn pkcs12_of(keys: &[(&[u8], &[Vec<u8>])]) -> Vec<u8> {
    let mut store = KeyStore::new();
    for (index, (pkcs8, certificates)) in keys.iter().enumerate() {
        let certificates: Vec<Pkcs12Certificate> = certificates
            .iter()
            .map(|der| Pkcs12Certificate::from_der(der).expect("a certificate"))
            .collect();
        let key = PrivateKey::from_der(pkcs8).expect("a key");
        let identifier = [u8::try_from(index).expect("few")];
        let chain = PrivateKeyChain::new(&identifier[..], key, certificates);
        store.add_entry(&format!("key {index}"), KeyStoreEntry::PrivateKeyChain(chain));
    }
    store
        .writer(PASSPHRASE)
        .encryption_iterations(1000)
        .mac_iterations(1000)
        .write()
        .expect("a file")
}

/// The PKCS#8 form of a P-256 key.
pub fn pkcs8_of(key: &SigningKey) -> Vec<u8> {
    let secret = p256::SecretKey::from(key.as_nonzero_scalar());
    secret.to_pkcs8_der().expect("PKCS#8").as_bytes().to_vec()
}

/// An RSA key of this size, from a fixed seed.
pub fn rsa_key(bits: usize) -> RsaPrivateKey {
    RsaPrivateKey::new(&mut SeededRandom(0), bits).expect("an RSA key")
}

/// Hashes of a counter: not random at all, which is the point.
struct SeededRandom(u64);

impl rand_core::RngCore for SeededRandom {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            self.0 += 1;
            let block = Sha256::digest(self.0.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl rand_core::CryptoRng for SeededRandom {}
