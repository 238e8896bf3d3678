//! A strict reader of DER (X.690 §8, §10, §11): what can be written in two ways is accepted in
//! one. Signatures are read with it, so that no bit outside the signed part has a free choice.

/// Elements nested deeper than this are refused.
const MAX_DEPTH: usize = 32;

/// The bytes are not DER.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotDer;

/// One element: tag, length and content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The tag byte; tags of more than one byte are refused.
    pub(super) tag: u8,
    /// The whole element.
    pub(super) raw: &'a [u8],
    /// What follows tag and length.
    pub(super) content: &'a [u8],
}

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
pub(super) const CONTEXT_0: u8 = 0xA0;
pub(super) const CONTEXT_0_PRIMITIVE: u8 = 0x80;
/// `[1] IMPLICIT`, constructed: revocation lists, unsigned attributes, extensions.
pub(super) const CONTEXT_1: u8 = 0xA1;

impl<'a> Element<'a> {
    /// Reads the first element and gives what follows it.
    pub(super) fn read_first(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), NotDer> {
        let (&tag, rest) = bytes.split_first().ok_or(NotDer)?;
        if tag & 0x1F == 0x1F {
            return Err(NotDer);
        }
        let (length, rest) = read_length(rest)?;
        let (content, following) = rest.split_at_checked(length).ok_or(NotDer)?;
        let raw = bytes.get(..bytes.len() - following.len()).ok_or(NotDer)?;
        Ok((Self { tag, raw, content }, following))
    }

    /// Reads one element that must be all there is, and checks everything inside it.
    pub(super) fn read_all(bytes: &'a [u8]) -> Result<Self, NotDer> {
        let (element, rest) = Self::read_first(bytes)?;
        if !rest.is_empty() {
            return Err(NotDer);
        }
        element.check(0)?;
        Ok(element)
    }

    /// The elements inside a constructed element.
    pub(super) fn children(&self) -> Result<Vec<Element<'a>>, NotDer> {
        let mut rest = self.content;
        let mut children = Vec::new();
        while !rest.is_empty() {
            let (child, following) = Element::read_first(rest)?;
            children.push(child);
            rest = following;
        }
        Ok(children)
    }

    /// The elements inside a `SET OF`, whatever its tag: they must stand in ascending order
    /// (X.690 §11.6).
    pub(super) fn set_members(&self) -> Result<Vec<Element<'a>>, NotDer> {
        let members = self.children()?;
        if members.is_sorted_by_key(|member| member.raw) {
            Ok(members)
        } else {
            Err(NotDer)
        }
    }

    fn check(&self, depth: usize) -> Result<(), NotDer> {
        if depth > MAX_DEPTH {
            return Err(NotDer);
        }
        let universal = self.tag & 0xC0 == 0;
        let constructed = self.tag & 0x20 != 0;
        match (universal, constructed) {
            (true, true) if !matches!(self.tag, SEQUENCE | SET) => Err(NotDer),
            (_, true) => {
                let children = if self.tag == SET {
                    self.set_members()?
                } else {
                    self.children()?
                };
                children.iter().try_for_each(|child| child.check(depth + 1))
            }
            (true, false) => self.check_primitive(),
            (false, false) => Ok(()),
        }
    }

    fn check_primitive(&self) -> Result<(), NotDer> {
        let valid = match (self.tag, self.content) {
            (0x00 | 0x10 | 0x11, _) => false,
            (0x01, content) => matches!(content, [0x00] | [0xFF]),
            (INTEGER | 0x0A, content) => is_minimal_integer(content),
            (0x03, content) => is_minimal_bit_string(content),
            (0x05, content) => content.is_empty(),
            (OBJECT_IDENTIFIER, content) => is_minimal_identifier(content),
            _ => true,
        };
        if valid { Ok(()) } else { Err(NotDer) }
    }
}

/// Reads a definite length in its shortest form (X.690 §10.1).
fn read_length(bytes: &[u8]) -> Result<(usize, &[u8]), NotDer> {
    let (&first, rest) = bytes.split_first().ok_or(NotDer)?;
    if first < 0x80 {
        return Ok((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7F);
    if !(1..=4).contains(&count) {
        return Err(NotDer);
    }
    let (digits, rest) = rest.split_at_checked(count).ok_or(NotDer)?;
    let length = digits
        .iter()
        .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    let shortest = if length < 0x80 {
        0
    } else {
        length.to_be_bytes().iter().skip_while(|byte| **byte == 0).count()
    };
    if count == shortest {
        Ok((length, rest))
    } else {
        Err(NotDer)
    }
}

fn is_minimal_integer(content: &[u8]) -> bool {
    match content {
        [] => false,
        [0x00, second, ..] => second & 0x80 != 0,
        [0xFF, second, ..] => second & 0x80 == 0,
        _ => true,
    }
}

/// The unused bits at the end are fewer than 8 and zero (X.690 §11.2).
fn is_minimal_bit_string(content: &[u8]) -> bool {
    match content {
        [0] => true,
        [unused @ 0..=7, .., last] => last.trailing_zeros() >= u32::from(*unused),
        _ => false,
    }
}

/// Every component is in its shortest form and complete (X.690 §8.19).
fn is_minimal_identifier(content: &[u8]) -> bool {
    let complete = content.last().is_some_and(|byte| byte & 0x80 == 0);
    let starts = [0x00].iter().chain(content);
    let shortest = starts
        .zip(content)
        .all(|(before, byte)| before & 0x80 != 0 || *byte != 0x80);
    complete && shortest
}

#[cfg(test)]
mod tests {
    use super::Element;

    fn is_der(digits: &str) -> bool {
        Element::read_all(&hex::decode(digits).expect("digits")).is_ok()
    }

    #[test]
    fn what_der_can_write_is_read() {
        for digits in [
            "0500",
            "3000",
            "020100",
            "0202FF7F",
            "0101FF",
            "0603550403",
            "03020780",
            "31060201010201FF",
        ] {
            assert!(is_der(digits), "{digits}");
        }
        assert!(is_der(&format!("048180{}", "00".repeat(0x80))));
    }

    #[test]
    fn what_has_a_shorter_form_is_refused() {
        let long_length = format!("04820080{}", "00".repeat(0x80));
        let lengths = ["308100", "30820000", "3080000000", "0481020000", &long_length];
        let values = [
            "02020001", "0202FF80", "0200", "010101", "050100", "06028055", "060155FF", "0600", "030101",
            "0300",
        ];
        for digits in lengths.into_iter().chain(values) {
            assert!(!is_der(digits), "{digits}");
        }
    }

    #[test]
    fn sets_out_of_order_and_pieces_of_strings_are_refused() {
        for digits in [
            "31060201020201 01",
            "2403040100",
            "3F0100",
            "300105",
            "0000",
            "050000",
            "1000",
            "1100",
        ] {
            assert!(!is_der(&digits.replace(' ', "")), "{digits}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = (0..100).fold(vec![0x30, 0x00], |inner: Vec<u8>, _| {
            let mut outer = vec![0x30, 0x82];
            outer.extend_from_slice(&u16::try_from(inner.len()).expect("short").to_be_bytes());
            outer.extend(inner);
            outer
        });
        assert!(Element::read_all(&nested).is_err());
    }
}
