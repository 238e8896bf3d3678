//! RFC 8785 canonical JSON and the SHA-256 digests taken over it.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The RFC 8785 form of a value. Hashed values hold strings, booleans, small integers, arrays and
/// objects only, for which canonicalisation cannot fail; a value that could not be written would
/// give the empty form.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

/// SHA-256 over the RFC 8785 form, lower-case hexadecimal.
pub fn sha256_hex(value: &impl Serialize) -> String {
    hex::encode(Sha256::digest(to_bytes(value)))
}

/// SHA-256 over a domain tag, a zero byte and the given bytes, lower-case hexadecimal. The tag
/// keeps a digest made for one purpose from being taken for another.
pub fn tagged_sha256_hex(domain: &str, bytes: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(domain.as_bytes());
    hasher.update([0]);
    hasher.update(bytes);
    hex::encode(hasher.finalize())
}
