//! Makes the CMS signature of PAdES B-B (RFC 5652; ETSI EN 319 142-1 §6.3): detached, with
//! content-type, message-digest and signing-certificate-v2 as its only signed attributes.

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use const_oid::{
    ObjectIdentifier,
    db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA},
};
use der::{
    Any, Encode, Sequence,
    asn1::{OctetString, SetOfVec},
};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::attr::Attribute;

use super::{
    algorithm::Digest,
    certificate::{Certificate, CertificateError},
    signer::{Signer, SignerError},
};

/// id-aa-signingCertificateV2 (RFC 5035 §3)
pub(super) const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// Why a CMS signature could not be made.
#[derive(Debug, Error)]
pub(super) enum CmsError {
    #[error(transparent)]
    Signer(#[from] SignerError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("the signature could not be encoded: {0}")]
    Encoding(#[from] der::Error),
    #[error("this key's algorithm can be verified but not signed with")]
    Algorithm,
}

/// `ESSCertIDv2` without its issuer and serial number (RFC 5035 §4).
#[derive(Sequence)]
struct CertificateHash {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
}

/// `SigningCertificateV2` without policies (RFC 5035 §3).
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateHash>,
}

/// Signs a document digest. The digest must be of the signer's own algorithm.
pub(super) fn sign(document_digest: &[u8], signer: &dyn Signer) -> Result<Vec<u8>, CmsError> {
    let certificate = Certificate::from_der(signer.certificate())?;
    let chain: Vec<Certificate> = signer
        .chain()
        .iter()
        .map(|der| Certificate::from_der(der))
        .collect::<Result<_, _>>()?;
    let digest = signer.algorithm().digest();
    let attributes = signed_attributes(document_digest, digest, &certificate, &chain)?;
    // Signed is the plain SET OF, not its implicitly tagged form (RFC 5652 §5.4).
    let signature = signer.sign(&attributes.to_der()?)?;
    let (issuer, serial_number) = certificate.issuer_and_serial();
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: issuer.clone(),
            serial_number: serial_number.clone(),
        }),
        digest_alg: digest.identifier(),
        signed_attrs: Some(attributes),
        signature_algorithm: signer.algorithm().identifier().ok_or(CmsError::Algorithm)?,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let embedded: Vec<CertificateChoices> = std::iter::once(&certificate)
        .chain(&chain)
        .map(|certificate| CertificateChoices::Certificate(certificate.parsed().clone()))
        .collect();
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest.identifier()])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(embedded)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    Ok(ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&signed_data)?,
    }
    .to_der()?)
}

fn signed_attributes(
    document_digest: &[u8],
    digest: Digest,
    certificate: &Certificate,
    chain: &[Certificate],
) -> Result<SignedAttributes, der::Error> {
    let attribute = |oid, value| {
        Ok::<_, der::Error>(Attribute {
            oid,
            values: SetOfVec::try_from(vec![value])?,
        })
    };
    // The chain is named too, so that not one bit of an embedded certificate can change unseen,
    // even where its issuer is not at hand to check it.
    let certificates = std::iter::once(certificate)
        .chain(chain)
        .map(|certificate| certificate_hash(digest, certificate))
        .collect::<Result<Vec<_>, _>>()?;
    SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(
            ID_MESSAGE_DIGEST,
            Any::encode_from(&OctetString::new(document_digest)?)?,
        )?,
        attribute(
            SIGNING_CERTIFICATE_V2,
            Any::encode_from(&SigningCertificate { certificates })?,
        )?,
    ])
}

/// SHA-256 is the default and must therefore not be written (X.690 §11.5).
fn certificate_hash(digest: Digest, certificate: &Certificate) -> Result<CertificateHash, der::Error> {
    let algorithm = (digest != Digest::Sha256).then(|| digest.identifier());
    Ok(CertificateHash {
        algorithm,
        hash: OctetString::new(digest.of(&[certificate.der()]))?,
    })
}
