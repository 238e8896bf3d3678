//! Who vouches for a report: signing identities, PAdES B-B signatures, and strict verification.
//!
//! | question | place |
//! |---|---|
//! | where does a key come from? | [`identity`] (PKCS#12, PKCS#11); anything else implements [`Signer`] |
//! | how is a report signed? | [`pades`]: an incremental update with a CMS signature |
//! | how does it get the time from somebody else? | [`timestamp`]: RFC 3161, into the same signature |
//! | what does a file's signature prove? | [`verify`] |
//! | what does a file show and carry? | [`reading`] |

pub mod algorithm;
pub mod certificate;
mod cms;
mod fields;
pub mod identity;
mod increment;
pub mod pades;
mod pdf;
pub mod reading;
mod signer;
mod stamp;
mod strict_der;
mod time;
pub mod timestamp;
pub mod verify;

pub use identity::{Identity, IdentityDescription, IdentityError, NewIdentity};
pub use pades::{SignError, SignRequest, sign_pdf};
pub use signer::{Signer, SignerError};
pub use stamp::StampError;
pub use timestamp::{TimestampAuthority, TimestampError, TimestampRequest, Timestamped, timestamp_pdf};
pub use verify::{VerifyOptions, verify_pdf};
