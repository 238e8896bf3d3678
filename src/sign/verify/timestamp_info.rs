//! Reads what a timestamp says: TSTInfo (RFC 3161 §2.4.2).

use chrono::{DateTime, NaiveDate, Utc};
use const_oid::ObjectIdentifier;
use der::Decode;
use x509_cert::name::Name;

use super::{
    attributes::DIRECTORY_NAME,
    envelope::identifier_of,
    finding::{Check, Finding},
};
use crate::sign::{
    algorithm::Digest,
    strict_der::{
        BOOLEAN, CONTEXT_0, CONTEXT_1, Element, GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING,
        SEQUENCE,
    },
};

/// What a timestamp says, as far as anything follows from it. Policy, serial number and accuracy
/// stand under the authority's signature and are left to it.
pub(super) struct TimestampInfo {
    /// The digest of the imprint.
    pub(super) digest: Digest,
    /// The digest of what was stamped.
    pub(super) imprint: Vec<u8>,
    /// When.
    pub(super) time: DateTime<Utc>,
    /// The content of the nonce's integer.
    pub(super) nonce: Option<Vec<u8>>,
    /// The authority's name, where it is stated as a directory name.
    pub(super) authority: Option<Name>,
}

impl TimestampInfo {
    /// Reads it strictly.
    pub(super) fn read(der: &[u8]) -> Check<Self> {
        let info = Element::read_all(der)?;
        let parts = info.children()?;
        let [version, policy, imprint, serial, time, rest @ ..] = parts.as_slice() else {
            return malformed("it lacks a required part");
        };
        let tags = [
            info.tag,
            version.tag,
            policy.tag,
            imprint.tag,
            serial.tag,
            time.tag,
        ];
        if tags
            != [
                SEQUENCE,
                INTEGER,
                OBJECT_IDENTIFIER,
                SEQUENCE,
                INTEGER,
                GENERALIZED_TIME,
            ]
        {
            return malformed("a part has the wrong type");
        }
        if version.content != [1] {
            return malformed("its version is not 1");
        }
        let (digest, imprint) = read_imprint(imprint)?;
        let Some(time) = read_time(time.content) else {
            return malformed("its time is not a time in UTC");
        };
        let options = Options::read(rest)?;
        Ok(Self {
            digest,
            imprint,
            time,
            nonce: options.nonce,
            authority: options.authority,
        })
    }
}

fn malformed<T>(detail: &str) -> Check<T> {
    Finding::refuse("timestamp_malformed", detail)
}

fn read_imprint(imprint: &Element<'_>) -> Check<(Digest, Vec<u8>)> {
    let parts = imprint.children()?;
    let [algorithm, hash] = parts.as_slice() else {
        return malformed("its imprint has not two parts");
    };
    if hash.tag != OCTET_STRING {
        return malformed("its imprint is not a hash");
    }
    let digest = Digest::from_identifier(&identifier_of(algorithm.raw)?)
        .map_err(|error| Finding::new("algorithm_unsupported", error.to_string()))?;
    Ok((digest, hash.content.to_vec()))
}

/// The parts that may be left out, in their order.
#[derive(Default)]
struct Options {
    nonce: Option<Vec<u8>>,
    authority: Option<Name>,
}

impl Options {
    fn read(parts: &[Element<'_>]) -> Check<Self> {
        let mut options = Self::default();
        let order = [SEQUENCE, BOOLEAN, INTEGER, CONTEXT_0, CONTEXT_1];
        let mut following = order.iter();
        for part in parts {
            // Each part comes after the one before it, so none stands twice.
            if !following.any(|tag| *tag == part.tag) {
                return malformed("it has an unknown part, or parts out of order");
            }
            match part.tag {
                BOOLEAN if part.content != [0xFF] => return malformed("a default value is written out"),
                INTEGER => options.nonce = Some(part.content.to_vec()),
                CONTEXT_0 => options.authority = read_authority(part)?,
                CONTEXT_1 => check_extensions(part)?,
                _ => {}
            }
        }
        Ok(options)
    }
}

/// The authority's name; none where it is of another kind than certificates have as subject.
fn read_authority(explicit: &Element<'_>) -> Check<Option<Name>> {
    let names = explicit.children()?;
    let [name] = names.as_slice() else {
        return malformed("its authority is not one name");
    };
    if name.tag != DIRECTORY_NAME {
        return Ok(None);
    }
    match Name::from_der(name.content) {
        Ok(name) => Ok(Some(name)),
        Err(_) => malformed("its authority's name is unreadable"),
    }
}

/// No extension is understood, so none may be critical (RFC 5280 §4.2).
fn check_extensions(extensions: &Element<'_>) -> Check<()> {
    for extension in extensions.children()? {
        let parts = extension.children()?;
        let (Some(kind), Some(second)) = (parts.first(), parts.get(1)) else {
            return malformed("an extension lacks a part");
        };
        if second.tag == BOOLEAN {
            let kind = ObjectIdentifier::from_bytes(kind.content).map(|kind| kind.to_string());
            return Finding::refuse(
                "timestamp_malformed",
                format!(
                    "the critical extension {} is not understood",
                    kind.unwrap_or_default()
                ),
            );
        }
    }
    Ok(())
}

/// Reads `20260401040000Z` or `20260401040000.25Z`: seconds always, a fraction without zeros at its
/// end, and UTC (RFC 3161 §2.4.2).
fn read_time(content: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !is_digits(whole) {
        return None;
    }
    let number = |from: usize, to: usize| whole.get(from..to)?.parse::<u32>().ok();
    let date = NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?)?;
    let nanoseconds = match fraction {
        None => 0,
        Some(fraction) if is_digits(fraction) && !fraction.ends_with('0') => {
            format!("{fraction:0<9}").get(..9)?.parse().ok()?
        }
        Some(_) => return None,
    };
    let time = date.and_hms_nano_opt(number(8, 10)?, number(10, 12)?, number(12, 14)?, nanoseconds)?;
    Some(time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::read_time;

    #[test]
    fn a_time_in_utc_is_read_with_its_fraction() {
        for (text, expected) in [
            ("20260401040000Z", "2026-04-01T04:00:00+00:00"),
            ("20260401040000.25Z", "2026-04-01T04:00:00.250+00:00"),
            (
                "20241231235959.0123456789Z",
                "2024-12-31T23:59:59.012345678+00:00",
            ),
        ] {
            let time = read_time(text.as_bytes()).expect("a time");
            assert_eq!(time.to_rfc3339(), expected);
        }
    }

    #[test]
    fn a_time_that_could_be_written_otherwise_is_refused() {
        for text in [
            "202604010400Z",
            "20260401040000",
            "20260401040000.Z",
            "20260401040000.50Z",
            "20260401040000+0800",
            "20261301040000Z",
            "20260401246000Z",
            "2026040104000aZ",
            "+026040104000Z",
        ] {
            assert_eq!(read_time(text.as_bytes()), None, "{text}");
        }
    }
}
