//! Signs incremental updates that our own signer would refuse, so that the verifier is tried on
//! attackers who hold a valid key. Shares no code with the signer.

use std::fmt::Write as _;

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
    },
};
use const_oid::{ObjectIdentifier, db::rfc5911, db::rfc5912};
use der::{
    Any, Decode, Encode,
    asn1::{OctetString, SetOfVec, UtcTime},
};
use p256::ecdsa::signature::Signer as _;
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, attr::Attribute};

use super::{find, keys::Issued, pdf::last_startxref};

/// Hexadecimal digits that a forged signature reserves.
pub const RESERVED: usize = 8000;

/// What a forged CMS has that an honest one has not.
#[derive(Clone, Copy, Default)]
pub struct Oddities<'a> {
    /// Embedded besides the signer's certificate.
    pub certificates: &'a [Vec<u8>],
    /// A signing-time attribute, seconds since 1970.
    pub signing_time: Option<u64>,
    /// No signing-certificate-v2.
    pub no_signing_certificate: bool,
    /// signing-certificate-v2 names this certificate.
    pub other_signing_certificate: Option<&'a [u8]>,
    /// An attribute that nobody knows.
    pub unknown_attribute: bool,
    /// An attribute outside the signature.
    pub unsigned_attribute: bool,
    /// The signed document inside the CMS.
    pub attached: bool,
    /// The digest algorithm that is declared and used.
    pub sha1: bool,
    /// Two signers.
    pub twice: bool,
}

/// An incremental update.
pub struct Update<'a> {
    /// The file it is appended to.
    pub base: &'a [u8],
    /// The objects it defines.
    pub objects: Vec<(u32, String)>,
    /// Cross-reference entries beside those of the objects.
    pub entries: Vec<(u32, String)>,
    /// Bytes that belong to no object, after the objects.
    pub junk: &'a str,
    /// Trailer entries in place of the usual ones.
    pub trailer: Option<String>,
}

impl<'a> Update<'a> {
    /// An update that defines these objects.
    pub fn new(base: &'a [u8], objects: &[(u32, &str)]) -> Self {
        let objects = objects
            .iter()
            .map(|(number, body)| (*number, (*body).to_owned()))
            .collect();
        Self {
            base,
            objects,
            entries: Vec::new(),
            junk: "",
            trailer: None,
        }
    }

    /// The file with the update, unsigned.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = self.base.to_vec();
        let mut entries = self.entries.clone();
        for (number, body) in &self.objects {
            entries.push((*number, format!("{:010} 00000 n ", out.len())));
            out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        }
        out.extend_from_slice(self.junk.as_bytes());
        let start = out.len();
        entries.sort();
        let mut table = String::from("xref\n");
        for (number, line) in &entries {
            write!(table, "{number} 1\n{line}\n").expect("writing to a string");
        }
        let previous = last_startxref(self.base);
        let usual = "/Size 60/Root 1 0 R/Info 10 0 R".to_owned();
        let trailer = self.trailer.clone().unwrap_or(usual);
        let identifier = identifier(self.base);
        write!(
            table,
            "trailer\n<<{trailer}{identifier}/Prev {previous}>>\nstartxref\n{start}\n%%EOF\n"
        )
        .expect("string");
        out.extend_from_slice(table.as_bytes());
        out
    }

    /// The file with the update, signed; one object must be [`value`].
    pub fn signed(&self, signer: &Issued, oddities: Oddities<'_>) -> Vec<u8> {
        let mut out = self.bytes();
        let placeholder = format!("<{}>", "0".repeat(RESERVED));
        let start = self.base.len() + find(&out[self.base.len()..], placeholder.as_bytes());
        let end = start + placeholder.len();
        let range = format!("[0 {start} {end} {}]", out.len() - end);
        let place = self.base.len() + find(&out[self.base.len()..], &[b'#'; 40]);
        out[place..place + 40].copy_from_slice(format!("{range:40}").as_bytes());
        let covered = [&out[..start], &out[end..]].concat();
        let digits = hex::encode(forge(&covered, signer, oddities));
        out[start + 1..start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
        out
    }
}

/// The `/ID` of the last trailer, if the file has one.
fn identifier(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    let Some(start) = text.rfind("/ID [") else {
        return String::new();
    };
    text[start..]
        .split_inclusive(']')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// A signature dictionary whose gap [`Update::signed`] fills.
pub fn value() -> String {
    value_with("")
}

/// The same with more entries.
pub fn value_with(entries: &str) -> String {
    format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260401120000+08'00'){entries}\
         /ByteRange {}/Contents <{}>>>",
        "#".repeat(40),
        "0".repeat(RESERVED)
    )
}

/// An attribute with one value.
pub fn attribute(oid: ObjectIdentifier, value: Any) -> Attribute {
    Attribute {
        oid,
        values: SetOfVec::try_from(vec![value]).expect("one value"),
    }
}

/// DER of a tag and its content.
pub fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        short @ 0..=0x7F => out.push(u8::try_from(short).expect("short")),
        middling @ 0x80..=0xFF => out.extend([0x81, u8::try_from(middling).expect("short")]),
        long => {
            out.push(0x82);
            out.extend_from_slice(&u16::try_from(long).expect("not that long").to_be_bytes());
        }
    }
    out.extend_from_slice(content);
    out
}

/// A CMS over these bytes.
pub fn forge(covered: &[u8], signer: &Issued, oddities: Oddities<'_>) -> Vec<u8> {
    let (digest_oid, digest) = if oddities.sha1 {
        (rfc5912::ID_SHA_1, sha1::Sha1::digest(covered).to_vec())
    } else {
        (rfc5912::ID_SHA_256, Sha256::digest(covered).to_vec())
    };
    let digest_alg = AlgorithmIdentifierOwned {
        oid: digest_oid,
        parameters: None,
    };
    let mut attributes = vec![
        attribute(
            rfc5911::ID_CONTENT_TYPE,
            Any::encode_from(&rfc5911::ID_DATA).expect("an identifier"),
        ),
        attribute(
            rfc5911::ID_MESSAGE_DIGEST,
            Any::encode_from(&OctetString::new(digest).expect("a digest")).expect("a digest"),
        ),
    ];
    if !oddities.no_signing_certificate {
        let named = oddities.other_signing_certificate.unwrap_or(&signer.der);
        let value = tagged(
            0x30,
            &tagged(0x30, &tagged(0x30, &tagged(0x04, &Sha256::digest(named)))),
        );
        let oid = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
        attributes.push(attribute(oid, Any::from_der(&value).expect("DER")));
    }
    if let Some(seconds) = oddities.signing_time {
        let time = UtcTime::from_unix_duration(std::time::Duration::from_secs(seconds)).expect("a time");
        attributes.push(attribute(
            rfc5911::ID_SIGNING_TIME,
            Any::encode_from(&time).expect("a time"),
        ));
    }
    let unknown = || attribute(ObjectIdentifier::new_unwrap("1.3.6.1.4.1.99999.1"), Any::null());
    if oddities.unknown_attribute {
        attributes.push(unknown());
    }
    let attributes = SetOfVec::try_from(attributes).expect("attributes");
    let signature: p256::ecdsa::Signature = signer.key.sign(&attributes.to_der().expect("DER"));
    let certificate = Certificate::from_der(&signer.der).expect("a certificate");
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.tbs_certificate.issuer.clone(),
            serial_number: certificate.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: digest_alg.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned {
            oid: rfc5912::ECDSA_WITH_SHA_256,
            parameters: None,
        },
        signature: OctetString::new(signature.to_der().as_bytes()).expect("a signature"),
        unsigned_attrs: oddities
            .unsigned_attribute
            .then(|| SetOfVec::try_from(vec![unknown()]).expect("one")),
    };
    let mut infos = vec![info.clone()];
    if oddities.twice {
        infos.push(SignerInfo {
            version: CmsVersion::V3,
            ..info
        });
    }
    let others = oddities
        .certificates
        .iter()
        .map(|der| Certificate::from_der(der).expect("a certificate"));
    let embedded: Vec<CertificateChoices> = std::iter::once(certificate.clone())
        .chain(others)
        .map(CertificateChoices::Certificate)
        .collect();
    let content = OctetString::new(*b"inside").expect("bytes");
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest_alg]).expect("one"),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: rfc5911::ID_DATA,
            econtent: oddities
                .attached
                .then(|| Any::encode_from(&content).expect("bytes")),
        },
        certificates: Some(CertificateSet::try_from(embedded).expect("certificates")),
        crls: None,
        signer_infos: SignerInfos::try_from(infos).expect("signers"),
    };
    let content = Any::encode_from(&signed_data).expect("DER");
    ContentInfo {
        content_type: rfc5911::ID_SIGNED_DATA,
        content,
    }
    .to_der()
    .expect("DER")
}
