//! Keys and certificates from fixed seeds.

use std::sync::OnceLock;

use chrono::DateTime;
use zicha::sign::{
    Identity, NewIdentity,
    identity::{create, load},
};

/// The passphrase of all test files, Chinese on purpose.
pub const PASSPHRASE: &str = "測試用通行碼 1";

/// A new P-256 identity as a PKCS#12 file.
pub fn pkcs12(name: &str, seed: u8) -> Vec<u8> {
    let not_before = DateTime::parse_from_rfc3339("2026-01-01T00:00:00+08:00").expect("a fixed date");
    create(&NewIdentity {
        common_name: name,
        passphrase: PASSPHRASE,
        not_before,
        years: 5,
        random: &[seed; 64],
    })
    .expect("an identity can be made")
}

/// 編製者
pub fn preparer() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("資訊主管", 1), PASSPHRASE).expect("it opens"))
}

/// 覆核者
pub fn reviewer() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("稽核人員甲", 2), PASSPHRASE).expect("it opens"))
}

/// 核准者
pub fn approver() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| load(&pkcs12("Approving officer", 3), PASSPHRASE).expect("it opens"))
}
