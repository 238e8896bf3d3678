//! How a card is named: a `pkcs11:` URI (RFC 7512), such as
//! `pkcs11:token=Card;object=SIGN?module-path=HiCOSPKCS11.dll`.

use std::fmt;

use thiserror::Error;

use crate::error::Words;

/// What a PKCS#11 identity begins with; letter case does not count (RFC 3986 §3.1).
const SCHEME: &str = "pkcs11:";

/// Why a `pkcs11:` URI cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CardUriError {
    /// It does not begin with `pkcs11:`.
    #[error("not a pkcs11: URI")]
    Scheme,
    /// A part is not `name=value`: the how-manieth of its half. What stands there may be a PIN in
    /// the wrong place, so it is not repeated.
    #[error("part {0} is not name=value")]
    Part(usize),
    /// An attribute that is not understood; ignoring it could choose another card (RFC 7512 §2.3).
    #[error("unknown attribute {0}")]
    Unknown(String),
    /// An attribute stands twice.
    #[error("attribute {0} stands twice")]
    Repeated(String),
    /// The value is not percent-encoded UTF-8, or is empty.
    #[error("the value of {0} cannot be read")]
    Value(String),
    /// A PIN in the URI, where other users of the machine and the shell's history would see it.
    #[error("{0}: a PIN does not belong into a URI")]
    Pin(String),
}

impl CardUriError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        let with = |id, name: &String| Words::new(id).with("name", name);
        match self {
            Self::Scheme => Words::new("error.card_uri_scheme"),
            Self::Part(place) => Words::new("error.card_uri_part").with("place", place),
            Self::Unknown(name) => with("error.card_uri_unknown", name),
            Self::Repeated(name) => with("error.card_uri_repeated", name),
            Self::Value(name) => with("error.card_uri_value", name),
            Self::Pin(name) => with("error.card_uri_pin", name),
        }
    }
}

/// What a URI says about the card, the object on it, and the module that knows them. What it
/// leaves out, anything matches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardUri {
    /// Label of the token.
    pub token: Option<String>,
    /// Manufacturer of the token.
    pub manufacturer: Option<String>,
    /// Model of the token.
    pub model: Option<String>,
    /// Serial number of the token.
    pub serial: Option<String>,
    /// The slot's number in its module; may change when a reader is plugged in elsewhere.
    pub slot_id: Option<u64>,
    /// Label of the certificate.
    pub object: Option<String>,
    /// Identifier that certificate and private key share (CKA_ID).
    pub id: Option<Vec<u8>>,
    /// The PKCS#11 module: a path, or a name that the system's search for libraries finds.
    pub module: Option<String>,
}

impl CardUri {
    /// Whether a name is meant as a card and not as a file.
    pub fn is_one(name: &str) -> bool {
        name.get(..SCHEME.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
    }

    /// Reads a URI.
    ///
    /// # Errors
    /// [`CardUriError`] names the part at fault. A PIN in it is refused.
    pub fn parse(text: &str) -> Result<Self, CardUriError> {
        if !Self::is_one(text) {
            return Err(CardUriError::Scheme);
        }
        let rest = text.get(SCHEME.len()..).unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Self::default();
        let mut seen = Vec::new();
        for part in path.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = pair(part, &mut seen)?;
            uri.set_path(name, value)?;
        }
        seen.clear();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = pair(part, &mut seen)?;
            uri.set_query(name, value)?;
        }
        Ok(uri)
    }

    fn set_path(&mut self, name: &str, value: &str) -> Result<(), CardUriError> {
        let unreadable = || CardUriError::Value(name.to_owned());
        let place = match name {
            "token" => &mut self.token,
            "manufacturer" => &mut self.manufacturer,
            "model" => &mut self.model,
            "serial" => &mut self.serial,
            "object" => &mut self.object,
            "id" => {
                self.id = Some(decode(value).filter(|id| !id.is_empty()).ok_or_else(unreadable)?);
                return Ok(());
            }
            "slot-id" => {
                self.slot_id = Some(value.parse().map_err(|_| unreadable())?);
                return Ok(());
            }
            // Certificate and key are looked for together, by whichever of them is named.
            "type" if ["cert", "private"].contains(&value) => return Ok(()),
            "type" => return Err(unreadable()),
            "pin-value" | "pin-source" => return Err(CardUriError::Pin(name.to_owned())),
            _ => return Err(CardUriError::Unknown(name.to_owned())),
        };
        *place = Some(decode_text(value).ok_or_else(unreadable)?);
        Ok(())
    }

    /// Query attributes that are not known are ignored (RFC 7512 §2.4), except those that would
    /// hand over a PIN or name the module in a way that is not supported.
    fn set_query(&mut self, name: &str, value: &str) -> Result<(), CardUriError> {
        match name {
            "module-path" => {
                let path = decode_text(value).ok_or_else(|| CardUriError::Value(name.to_owned()))?;
                self.module = Some(path);
                Ok(())
            }
            "pin-value" | "pin-source" => Err(CardUriError::Pin(name.to_owned())),
            "module-name" => Err(CardUriError::Unknown(name.to_owned())),
            _ => Ok(()),
        }
    }
}

/// Name and value of a part; a name that was seen before is refused (RFC 7512 §2.3, §2.4).
fn pair<'a>(part: &'a str, seen: &mut Vec<&'a str>) -> Result<(&'a str, &'a str), CardUriError> {
    let (name, value) = part.split_once('=').ok_or(CardUriError::Part(seen.len() + 1))?;
    if seen.contains(&name) {
        return Err(CardUriError::Repeated(name.to_owned()));
    }
    seen.push(name);
    Ok((name, value))
}

/// Undoes percent-encoding (RFC 3986 §2.1); none where a `%` is not followed by two digits.
/// Characters that should have been encoded are taken as they are: people type these.
fn decode(value: &str) -> Option<Vec<u8>> {
    let mut bytes = value.bytes();
    let mut decoded = Vec::with_capacity(value.len());
    while let Some(byte) = bytes.next() {
        let byte = if byte == b'%' {
            let digit = |byte: u8| {
                char::from(byte)
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            };
            digit(bytes.next()?)? << 4 | digit(bytes.next()?)?
        } else {
            byte
        };
        decoded.push(byte);
    }
    Some(decoded)
}

fn decode_text(value: &str) -> Option<String> {
    let text = String::from_utf8(decode(value)?).ok()?;
    (!text.is_empty() && !text.contains(char::is_control)).then_some(text)
}

/// The URI, as it can be given on the command line again.
impl fmt::Display for CardUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = [
            ("token", &self.token),
            ("manufacturer", &self.manufacturer),
            ("model", &self.model),
            ("serial", &self.serial),
            ("object", &self.object),
        ];
        let mut parts: Vec<String> = texts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", encode(value.as_ref()?.as_bytes()))))
            .collect();
        parts.extend(self.slot_id.map(|number| format!("slot-id={number}")));
        parts.extend(self.id.as_ref().map(|id| format!("id={}", encode(id))));
        write!(f, "{SCHEME}{}", parts.join(";"))?;
        match &self.module {
            Some(module) => write!(f, "?module-path={}", encode(module.as_bytes())),
            None => Ok(()),
        }
    }
}

/// Percent-encodes everything but what may stand in either part of the URI, so that no shell
/// takes it apart.
fn encode(bytes: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    bytes
        .iter()
        .map(|byte| {
            if plain(*byte) {
                char::from(*byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
