//! Carries a query to an authority over HTTP and brings its answer back (RFC 3161 §3.4).
//!
//! This is the one file of the program that opens a socket, and only for `zicha timestamp`. What
//! leaves the machine is the query: the digest of a signature value and a random number. Proxies,
//! cookies and redirections are not followed. Built without the feature `timestamp`, the program
//! holds no network code at all.

use thiserror::Error;

use super::TimestampAuthority;
use crate::error::Words;

/// The content types of query and answer.
#[cfg(feature = "timestamp")]
const QUERY_TYPE: &str = "application/timestamp-query";
#[cfg(feature = "timestamp")]
const REPLY_TYPE: &str = "application/timestamp-reply";
/// Longer answers are refused, in bytes. A timestamp with a long chain has about 8 KiB.
pub const MAX_ANSWER: u64 = 64 * 1024;
/// Patience for the connection, in seconds.
#[cfg(feature = "timestamp")]
const CONNECT_SECONDS: u64 = 15;
/// Patience for everything together, in seconds.
pub const TOTAL_SECONDS: u64 = 60;

/// Why no answer was had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    /// Not an `http://` or `https://` address that can be used.
    #[error("{0} is not an http:// or https:// address without user name and password")]
    Address(String),
    /// No machine of this name is known here.
    #[error("the host of {0} was not found")]
    HostNotFound(String),
    /// The connection was refused or broke.
    #[error("no connection to {address}: {cause}")]
    NoConnection {
        /// The address asked.
        address: String,
        /// What the operating system or the library said.
        cause: String,
    },
    /// Nobody known vouches for the machine at the other end of a TLS connection.
    #[error("the TLS connection to {address} cannot be relied on: {cause}")]
    Insecure {
        /// The address asked.
        address: String,
        /// What the library said.
        cause: String,
    },
    /// Connection or answer did not come in time.
    #[error("{0} did not answer in time")]
    TimedOut(String),
    /// Another HTTP status than 200.
    #[error("{address} answered with HTTP status {status}")]
    Status {
        /// The address asked.
        address: String,
        /// The status.
        status: u16,
    },
    /// Another kind of content than an answer of an authority.
    #[error("{address} answered with {found}")]
    ContentType {
        /// The address asked.
        address: String,
        /// The content type, or nothing.
        found: String,
    },
    /// The answer is too long.
    #[error("the answer of {0} is longer than {MAX_ANSWER} bytes")]
    TooLong(String),
    /// The program was built without network code.
    #[error("this program was built without network code")]
    NotBuiltIn,
}

impl TransportError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Address(address) => Words::new("error.tsa_address").with("address", address),
            Self::HostNotFound(address) => Words::new("error.tsa_host").with("address", address),
            Self::NoConnection { address, cause } => Words::new("error.tsa_connection")
                .with("address", address)
                .with("cause", cause),
            Self::Insecure { address, cause } => Words::new("error.tsa_insecure")
                .with("address", address)
                .with("cause", cause),
            Self::TimedOut(address) => Words::new("error.tsa_timed_out").with("address", address),
            Self::Status { address, status } => Words::new("error.tsa_status")
                .with("address", address)
                .with("status", status),
            Self::ContentType { address, found } => Words::new("error.tsa_content_type")
                .with("address", address)
                .with("found", found),
            Self::TooLong(address) => Words::new("error.tsa_too_long")
                .with("address", address)
                .with("limit", MAX_ANSWER),
            Self::NotBuiltIn => Words::new("error.tsa_not_built_in"),
        }
    }

    /// What to do next, as an id of words.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Address(_) => "error.hint_tsa_address",
            Self::HostNotFound(_) | Self::NoConnection { .. } | Self::TimedOut(_) => {
                "error.hint_tsa_connection"
            }
            Self::Insecure { .. } => "error.hint_tsa_insecure",
            Self::Status { .. } | Self::ContentType { .. } | Self::TooLong(_) => {
                "error.hint_tsa_address_of_authority"
            }
            Self::NotBuiltIn => "error.hint_tsa_not_built_in",
        }
    }
}

/// An authority behind an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAuthority {
    address: String,
}

impl HttpAuthority {
    /// The authority at an address; nothing is connected yet.
    ///
    /// # Errors
    /// [`TransportError::Address`] if it is no address that can be asked.
    pub fn new(address: &str) -> Result<Self, TransportError> {
        if is_usable(address) {
            Ok(Self {
                address: address.to_owned(),
            })
        } else {
            Err(TransportError::Address(without_secrets(address)))
        }
    }
}

/// Whether an address is HTTP with a host. A user name or password in it would stand in the list of
/// processes and in the shell's history.
fn is_usable(address: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let has_host = host.is_some_and(|host| !host.is_empty() && !host.starts_with(':') && !host.contains('@'));
    has_host && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// An address without what may be a password.
fn without_secrets(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => address.to_owned(),
    }
}

#[cfg(not(feature = "timestamp"))]
impl TimestampAuthority for HttpAuthority {
    fn answer(&self, _: &[u8]) -> Result<Vec<u8>, TransportError> {
        Err(TransportError::NotBuiltIn)
    }
}

#[cfg(feature = "timestamp")]
impl TimestampAuthority for HttpAuthority {
    fn answer(&self, query: &[u8]) -> Result<Vec<u8>, TransportError> {
        let mut response = agent()
            .post(&self.address)
            .content_type(QUERY_TYPE)
            .header("Accept", REPLY_TYPE)
            .send(query)
            .map_err(|error| self.fault(error))?;
        if response.status() != 200 {
            return Err(TransportError::Status {
                address: self.address.clone(),
                status: response.status().as_u16(),
            });
        }
        let found = response.headers().get("Content-Type");
        let found = String::from_utf8_lossy(found.map_or(b"", |value| value.as_bytes())).into_owned();
        let kind = found.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(REPLY_TYPE) {
            return Err(TransportError::ContentType {
                address: self.address.clone(),
                found,
            });
        }
        let body = response.body_mut().with_config().limit(MAX_ANSWER);
        body.read_to_vec().map_err(|error| self.fault(error))
    }
}

/// The client: no proxy, no redirections, bounded time.
#[cfg(feature = "timestamp")]
// The one place that may: see the head of this file.
#[allow(clippy::disallowed_methods)]
fn agent() -> ureq::Agent {
    use std::time::Duration;
    let config = ureq::Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_connect(Some(Duration::from_secs(CONNECT_SECONDS)))
        .timeout_global(Some(Duration::from_secs(TOTAL_SECONDS)))
        .user_agent(concat!("zicha/", env!("CARGO_PKG_VERSION")))
        .build();
    ureq::Agent::new_with_config(config)
}

#[cfg(feature = "timestamp")]
impl HttpAuthority {
    fn fault(&self, error: ureq::Error) -> TransportError {
        let address = self.address.clone();
        match error {
            ureq::Error::HostNotFound => TransportError::HostNotFound(address),
            ureq::Error::Timeout(_) => TransportError::TimedOut(address),
            ureq::Error::BodyExceedsLimit(_) => TransportError::TooLong(address),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => TransportError::Address(address),
            ureq::Error::Io(fault) if fault.kind() == std::io::ErrorKind::InvalidData => {
                let cause = fault.to_string();
                TransportError::Insecure { address, cause }
            }
            ureq::Error::Io(fault) => {
                let cause = fault.to_string();
                TransportError::NoConnection { address, cause }
            }
            other => TransportError::NoConnection {
                address,
                cause: other.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HttpAuthority, TransportError};

    #[test]
    fn an_address_is_http_with_a_host_and_without_secrets() {
        for right in [
            "http://tsa.example",
            "HTTPS://tsa.example:8443/tsr?x=1",
            "http://127.0.0.1:80/",
            "http://[::1]:80/",
        ] {
            assert!(HttpAuthority::new(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "tsa.example",
            "ftp://tsa.example",
            "file:///etc/hosts",
            "http://",
            "https:///tsr",
            "http://:80",
            "http://a b",
            "http://名.example",
            "http",
        ] {
            assert!(HttpAuthority::new(wrong).is_err(), "{wrong}");
        }
        let Err(TransportError::Address(shown)) = HttpAuthority::new("http://user:secret@tsa.example/")
        else {
            panic!("it is refused");
        };
        assert_eq!(shown, "…@tsa.example/");
    }
}
