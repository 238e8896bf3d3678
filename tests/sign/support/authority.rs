//! A timestamp authority in a few lines, which also answers in ways no honest one would. Shares no
//! code with what reads its answers.

use cms::{
    cert::IssuerAndSerialNumber,
    content_info::{CmsVersion, ContentInfo},
    signed_data::{SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use const_oid::{ObjectIdentifier, db::rfc5911, db::rfc5912};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{Int, OctetString, SetOfVec, UtcTime},
};
use p256::ecdsa::signature::Signer as _;
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use zicha::sign::{TimestampAuthority, TimestampRequest, timestamp::TransportError, timestamp_pdf};

use super::{
    contents, digits_of_cms,
    forger::{attribute, tagged},
    keys::{self, Issued, Wanted, issue, timestamp_authority},
};

const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const TIMESTAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// The number of every query in the tests.
pub const NONCE: [u8; 8] = [0x81, 2, 3, 4, 5, 6, 7, 8];

/// An authority, and what it does wrong.
pub struct Authority {
    /// Its key and certificate.
    pub issued: Issued,
    /// The certificates it sends besides its own.
    pub chain: Vec<Vec<u8>>,
    /// Sends its certificates in the opposite of DER's order.
    pub out_of_order: bool,
    /// genTime
    pub time: &'static str,
    /// The PKIStatusInfo in place of "granted", DER.
    pub status: Option<Vec<u8>>,
    /// Names its certificate by the older attribute, which uses SHA-1.
    pub names_by_sha1: bool,
    /// Names its certificate not at all.
    pub names_nothing: bool,
    /// Names this certificate.
    pub names_other: Option<Vec<u8>>,
    /// Names this certificate after its own.
    pub names_too: Option<Vec<u8>>,
    /// Adds a signing-time attribute.
    pub signing_time: bool,
    /// Repeats another number than the query's.
    pub wrong_nonce: bool,
    /// Stamps something else.
    pub wrong_imprint: bool,
    /// The signed content type.
    pub content_type: ObjectIdentifier,
    /// Changes what it signed afterwards.
    pub changed_content: bool,
    /// An attribute outside its signature.
    pub unsigned_attribute: bool,
    /// Two signers.
    pub twice: bool,
    /// Version of the signed data.
    pub version: u8,
    /// What follows the certificates, DER.
    pub revocation_lists: Vec<u8>,
    /// What follows the time in the content, before the nonce, DER.
    pub after_time: Vec<u8>,
    /// What follows the nonce, DER.
    pub after_nonce: Vec<u8>,
}

/// The part of a query that is answered.
#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct Query {
    version: u8,
    imprint: Imprint,
    nonce: Int,
    certificates_wanted: bool,
}

impl TimestampAuthority for Authority {
    fn answer(&self, query: &[u8]) -> Result<Vec<u8>, TransportError> {
        let query = Query::from_der(query).expect("a query");
        assert!(query.version == 1 && query.certificates_wanted);
        let granted = || tagged(0x30, &[0x02, 0x01, 0x00]);
        let status = self.status.clone().unwrap_or_else(granted);
        let token = self.token_for(query.imprint, query.nonce.as_bytes());
        Ok(tagged(0x30, &[status, token].concat()))
    }
}

impl Authority {
    /// An honest one with this key and certificate.
    pub fn with(issued: Issued) -> Self {
        Self {
            issued,
            chain: Vec::new(),
            out_of_order: false,
            time: "20260401050000Z",
            status: None,
            names_by_sha1: false,
            names_nothing: false,
            names_other: None,
            names_too: None,
            signing_time: false,
            wrong_nonce: false,
            wrong_imprint: false,
            content_type: TST_INFO,
            changed_content: false,
            unsigned_attribute: false,
            twice: false,
            version: 3,
            revocation_lists: Vec::new(),
            after_time: Vec::new(),
            after_nonce: Vec::new(),
        }
    }

    /// One whose certificate says this.
    pub fn wanted(wanted: &Wanted<'_>) -> Self {
        Self::with(issue(30, wanted, None))
    }

    /// An honest one with a self-signed certificate.
    pub fn self_made() -> Self {
        Self::wanted(&timestamp_authority("CN=Timestamps"))
    }

    /// An honest one below two authorities, which sends the whole chain out of order, and a
    /// certificate that has nothing to do with it.
    pub fn issued() -> Self {
        let (issued, middle, root) = issued_chain();
        Self {
            chain: vec![root.der, keys::forger().der, middle.der],
            out_of_order: true,
            ..Self::with(issued)
        }
    }

    /// The token for a signature value.
    pub fn token(&self, value: &[u8]) -> Vec<u8> {
        let imprint = Imprint {
            algorithm: AlgorithmIdentifierOwned {
                oid: rfc5912::ID_SHA_256,
                parameters: None,
            },
            hash: OctetString::new(Sha256::digest(value).to_vec()).expect("a hash"),
        };
        self.token_for(imprint, &NONCE[1..])
    }

    fn info(&self, mut imprint: Imprint, nonce: &[u8]) -> Vec<u8> {
        if self.wrong_imprint {
            imprint.hash = OctetString::new([7; 32]).expect("a hash");
        }
        let mut nonce = nonce.to_vec();
        if self.wrong_nonce {
            nonce[3] ^= 1;
        }
        let policy = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.99999.2");
        let parts = [
            vec![0x02, 0x01, 0x01],
            policy.to_der().expect("DER"),
            imprint.to_der().expect("DER"),
            vec![0x02, 0x01, 0x05],
            tagged(0x18, self.time.as_bytes()),
            self.after_time.clone(),
            tagged(0x02, &nonce),
            self.after_nonce.clone(),
        ];
        tagged(0x30, &parts.concat())
    }

    fn token_for(&self, imprint: Imprint, nonce: &[u8]) -> Vec<u8> {
        let info = self.info(imprint, nonce);
        let signer = self.signer(&info);
        let mut infos = vec![signer.clone()];
        if self.twice {
            infos.push(SignerInfo {
                version: CmsVersion::V3,
                ..signer
            });
        }
        let mut shown = info;
        if self.changed_content {
            // The serial number of the timestamp.
            let place = super::find(&shown, &[0x02, 0x01, 0x05, 0x18]) + 2;
            shown[place] = 6;
        }
        // By hand, because the library would put the certificates in order.
        let content = [
            self.content_type.to_der().expect("DER"),
            tagged(0xA0, &tagged(0x04, &shown)),
        ];
        let all = std::iter::once(&self.issued.der).chain(&self.chain);
        let mut certificates: Vec<&[u8]> = all.map(Vec::as_slice).collect();
        certificates.sort_unstable();
        if self.out_of_order {
            certificates.reverse();
        }
        let signers = SignerInfos::try_from(infos).expect("signers");
        let signed_data = [
            vec![0x02, 0x01, self.version],
            tagged(0x31, &sha256().to_der().expect("DER")),
            tagged(0x30, &content.concat()),
            tagged(0xA0, &certificates.concat()),
            self.revocation_lists.clone(),
            signers.to_der().expect("DER"),
        ];
        let content_type = rfc5911::ID_SIGNED_DATA.to_der().expect("DER");
        let content = tagged(0xA0, &tagged(0x30, &signed_data.concat()));
        tagged(0x30, &[content_type, content].concat())
    }

    fn signer(&self, info: &[u8]) -> SignerInfo {
        let named = self.names_other.as_ref().unwrap_or(&self.issued.der);
        let digest = OctetString::new(Sha256::digest(info).to_vec()).expect("a digest");
        let mut attributes = vec![
            attribute(
                rfc5911::ID_CONTENT_TYPE,
                Any::encode_from(&self.content_type).expect("an identifier"),
            ),
            attribute(
                rfc5911::ID_MESSAGE_DIGEST,
                Any::encode_from(&digest).expect("a digest"),
            ),
        ];
        let entry = |hash: &[u8]| tagged(0x30, &tagged(0x04, hash));
        let list = |entries: Vec<Vec<u8>>| tagged(0x30, &tagged(0x30, &entries.concat()));
        let (number, value) = if self.names_by_sha1 {
            ("12", list(vec![entry(&sha1::Sha1::digest(named))]))
        } else {
            let all = std::iter::once(named).chain(&self.names_too);
            ("47", list(all.map(|der| entry(&Sha256::digest(der))).collect()))
        };
        if !self.names_nothing {
            let oid = ObjectIdentifier::new_unwrap(&format!("1.2.840.113549.1.9.16.2.{number}"));
            attributes.push(attribute(oid, Any::from_der(&value).expect("DER")));
        }
        if self.signing_time {
            let time = UtcTime::from_unix_duration(std::time::Duration::from_secs(1_775_016_123));
            let value = Any::encode_from(&time.expect("a time")).expect("a time");
            attributes.push(attribute(rfc5911::ID_SIGNING_TIME, value));
        }
        let attributes = SetOfVec::try_from(attributes).expect("attributes");
        let signature: p256::ecdsa::Signature = self.issued.key.sign(&attributes.to_der().expect("DER"));
        let certificate = Certificate::from_der(&self.issued.der).expect("a certificate");
        let unknown = || attribute(ObjectIdentifier::new_unwrap("1.3.6.1.4.1.99999.1"), Any::null());
        SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: certificate.tbs_certificate.issuer,
                serial_number: certificate.tbs_certificate.serial_number,
            }),
            digest_alg: sha256(),
            signed_attrs: Some(attributes),
            signature_algorithm: AlgorithmIdentifierOwned {
                oid: rfc5912::ECDSA_WITH_SHA_256,
                parameters: None,
            },
            signature: OctetString::new(signature.to_der().as_bytes()).expect("a signature"),
            unsigned_attrs: self
                .unsigned_attribute
                .then(|| SetOfVec::try_from(vec![unknown()]).expect("one")),
        }
    }
}

fn sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: rfc5912::ID_SHA_256,
        parameters: None,
    }
}

/// An authority's key and certificate, the issuer's, and the root's.
pub fn issued_chain() -> (Issued, Issued, Issued) {
    let root = issue(31, &keys::authority("CN=Time root"), None);
    let middle = issue(
        32,
        &keys::authority("CN=Time issuer"),
        Some((&root, "CN=Time root")),
    );
    let leaf = timestamp_authority("CN=Timestamps");
    let leaf = issue(33, &leaf, Some((&middle, "CN=Time issuer")));
    (leaf, middle, root)
}

/// The request of all tests.
pub fn request() -> TimestampRequest<'static> {
    TimestampRequest {
        signature: None,
        nonce: NONCE,
        trusted: &[],
    }
}

/// The file with a timestamp by this authority on its last signature.
pub fn stamp_with(pdf: &[u8], authority: &dyn TimestampAuthority) -> Vec<u8> {
    timestamp_pdf(pdf, &request(), authority)
        .expect("the authority stamps")
        .pdf
}

/// The CMS of the nth signature.
pub fn cms_of(pdf: &[u8], nth: usize) -> Vec<u8> {
    let digits = digits_of_cms(pdf, &contents(pdf, nth));
    hex::decode(&pdf[digits]).expect("digits")
}

/// Puts attributes into the unsigned part of the first signature, whatever they are: nobody judges
/// them here. The function makes them from the signature value.
pub fn put_unsigned(pdf: &[u8], make: impl Fn(&[u8]) -> Vec<(ObjectIdentifier, Vec<Vec<u8>>)>) -> Vec<u8> {
    let info = ContentInfo::from_der(&cms_of(pdf, 0)).expect("a CMS");
    let mut data: SignedData = info.content.decode_as().expect("signed data");
    let mut signer = data.signer_infos.0.as_slice()[0].clone();
    let attributes: Vec<_> = make(signer.signature.as_bytes())
        .into_iter()
        .map(|(oid, values)| {
            let values = values.iter().map(|value| Any::from_der(value).expect("DER"));
            x509_cert::attr::Attribute {
                oid,
                values: SetOfVec::try_from(values.collect::<Vec<_>>()).expect("values"),
            }
        })
        .collect();
    signer.unsigned_attrs = Some(SetOfVec::try_from(attributes).expect("attributes"));
    data.signer_infos = SignerInfos::try_from(vec![signer]).expect("one");
    let cms = ContentInfo {
        content_type: info.content_type,
        content: Any::encode_from(&data).expect("DER"),
    };
    let digits = hex::encode(cms.to_der().expect("DER"));
    let mut out = pdf.to_vec();
    let start = contents(pdf, 0).start;
    out[start..start + digits.len()].copy_from_slice(digits.as_bytes());
    out
}

/// Puts an authority's token into the first signature as it is.
pub fn put_token(pdf: &[u8], authority: &Authority) -> Vec<u8> {
    put_unsigned(pdf, |value| vec![(TIMESTAMP_TOKEN, vec![authority.token(value)])])
}
