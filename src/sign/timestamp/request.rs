//! Writes the query to an authority (RFC 3161 §2.4.1).

use der::{
    Any, Encode, Sequence,
    asn1::{OctetString, UintRef},
};
use spki::AlgorithmIdentifierOwned;

use super::imprint;
use crate::sign::algorithm::Digest;

/// `MessageImprint`
#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

/// `TimeStampReq` without policy and extensions.
#[derive(Sequence)]
struct Query<'a> {
    version: u8,
    imprint: Imprint,
    nonce: UintRef<'a>,
    certificates_wanted: bool,
}

/// A query about a signature value: its SHA-256, and please send your certificates.
pub(super) fn query(value: &[u8], nonce: [u8; 8]) -> Result<Vec<u8>, der::Error> {
    Query {
        version: 1,
        imprint: Imprint {
            algorithm: AlgorithmIdentifierOwned {
                oid: Digest::Sha256.oid(),
                // NULL is what every authority has seen; absent is not (RFC 5754 §2 allows both).
                parameters: Some(Any::null()),
            },
            hash: OctetString::new(imprint(value))?,
        },
        nonce: UintRef::new(&nonce_content(nonce))?,
        certificates_wanted: true,
    }
    .to_der()
}

/// The nonce as the content of a DER integer: 63 random bits, positive, always eight bytes long.
pub(super) fn nonce_content(mut nonce: [u8; 8]) -> [u8; 8] {
    if let Some(first) = nonce.first_mut() {
        *first = (*first & 0x7F) | 0x40;
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn a_query_is_what_the_standard_says() {
        let query = query(b"value", [0; 8]).expect("DER");
        let hash = "cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619";
        let expected =
            format!("3043020101 3031 300d0609608648016503040201 0500 0420{hash} 02084000000000000000 0101ff");
        assert_eq!(hex::encode(query), expected.replace(' ', ""));
    }
}
