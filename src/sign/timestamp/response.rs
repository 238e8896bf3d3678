//! Reads an authority's answer (RFC 3161 §2.4.2): granted with a token, or refused with reasons.

use super::error::TimestampError;
use crate::sign::strict_der::{BIT_STRING, Element, INTEGER, NotDer, SEQUENCE};

/// The reasons for a refusal (PKIFailureInfo): the bit and the words for it.
const FAILURES: [(usize, &str); 8] = [
    (0, "error.tsa_bad_algorithm"),
    (2, "error.tsa_bad_request"),
    (5, "error.tsa_bad_format"),
    (14, "error.tsa_no_time"),
    (15, "error.tsa_policy"),
    (16, "error.tsa_extension"),
    (17, "error.tsa_no_information"),
    (25, "error.tsa_system_failure"),
];
/// Longer remarks of an authority are cut.
const MAX_REMARK: usize = 300;

/// The token in an answer.
pub(super) fn token(answer: &[u8]) -> Result<Vec<u8>, TimestampError> {
    let (status, token) = read(answer).map_err(|NotDer| TimestampError::Answer("it is not DER"))?;
    match (status.is_granted(), token) {
        (true, Some(token)) => Ok(token.raw.to_vec()),
        (true, None) => Err(TimestampError::Answer("it says granted but holds no timestamp")),
        (false, _) => Err(TimestampError::NotGranted {
            status: status.number,
            reasons: status.reasons,
            remark: status.remark,
        }),
    }
}

struct Status {
    number: u32,
    reasons: Vec<&'static str>,
    remark: String,
}

impl Status {
    /// Granted, or granted with modifications (which the verifier then judges).
    fn is_granted(&self) -> bool {
        self.number <= 1
    }
}

/// Reads TimeStampResp. The token is left as it is: authorities differ in the order of its parts.
fn read(answer: &[u8]) -> Result<(Status, Option<Element<'_>>), NotDer> {
    let (outer, rest) = Element::read_first(answer)?;
    let parts = outer.children()?;
    if outer.tag != SEQUENCE || !rest.is_empty() {
        return Err(NotDer);
    }
    match parts.as_slice() {
        [status] => Ok((read_status(status)?, None)),
        [status, token] => Ok((read_status(status)?, Some(*token))),
        _ => Err(NotDer),
    }
}

/// Reads PKIStatusInfo: a number, remarks, and failure bits, the last two where present.
fn read_status(info: &Element<'_>) -> Result<Status, NotDer> {
    let parts = info.children()?;
    let (number, rest) = match parts.split_first() {
        Some((number, rest)) if info.tag == SEQUENCE && number.tag == INTEGER => (number.content, rest),
        _ => return Err(NotDer),
    };
    let number = match number {
        [] | [0x80..=0xFF, ..] => return Err(NotDer),
        digits if digits.len() <= 4 => digits.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
        _ => return Err(NotDer),
    };
    let mut status = Status {
        number,
        reasons: Vec::new(),
        remark: String::new(),
    };
    for part in rest {
        match part.tag {
            SEQUENCE => {
                let remarks = part.children()?;
                let remarks: Vec<_> = remarks
                    .iter()
                    .map(|remark| String::from_utf8_lossy(remark.content))
                    .collect();
                status.remark = remarks.join("; ").chars().take(MAX_REMARK).collect();
            }
            BIT_STRING => {
                let set = |bit: &usize| is_set(part.content, *bit);
                let failures = FAILURES.iter().filter(|(bit, _)| set(bit));
                status.reasons = failures.map(|(_, words)| *words).collect();
            }
            _ => return Err(NotDer),
        }
    }
    Ok(status)
}

/// Whether a bit of a BIT STRING is set; the first one is number 0 and the highest of its byte.
fn is_set(content: &[u8], bit: usize) -> bool {
    content
        .get(1 + bit / 8)
        .is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0)
}

#[cfg(test)]
mod tests {
    use super::{super::error::TimestampError, token};

    fn answer(digits: &str) -> Result<Vec<u8>, TimestampError> {
        token(&hex::decode(digits.replace(' ', "")).expect("digits"))
    }

    #[test]
    fn a_granted_answer_gives_its_token() {
        assert_eq!(answer("3007 3003020100 0500").expect("granted"), [0x05, 0x00]);
        assert_eq!(
            answer("3007 3003020101 0500").expect("with modifications"),
            [0x05, 0x00]
        );
    }

    #[test]
    fn a_refusal_names_its_reasons_and_the_remark() {
        let Err(TimestampError::NotGranted {
            status,
            reasons,
            remark,
        }) = answer("3012 3010 020102 3004 0c026e6f 0305 0620000040")
        else {
            panic!("it is refused");
        };
        assert_eq!((status, remark.as_str()), (2, "no"));
        assert_eq!(reasons, ["error.tsa_bad_request", "error.tsa_system_failure"]);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for digits in [
            "",
            "3000",
            "3005 3003020100",
            "3007 3003020100 0500 00",
            "3080 3003020100 0500 0000",
            "3007 30030201ff 0500",
            "0407 3003020100 0500",
        ] {
            assert!(
                matches!(answer(digits), Err(TimestampError::Answer(_))),
                "{digits}"
            );
        }
    }
}
