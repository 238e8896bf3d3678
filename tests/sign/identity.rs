//! Signing identities in PKCS#12 files.

use chrono::DateTime;
use pkcs8::EncodePrivateKey;
use spki::SubjectPublicKeyInfoOwned;
use zicha::sign::{
    IdentityError, NewIdentity, Signer,
    identity::{create, load},
    sign_pdf,
};

use crate::support::{
    keys::{self, PASSPHRASE, Wanted, authority, issue},
    pdf, preparer, reasons,
};

fn wish<'a>(common_name: &'a str, passphrase: &'a str) -> NewIdentity<'a> {
    let not_before = DateTime::parse_from_rfc3339("2026-03-01T09:30:00+08:00").expect("a fixed date");
    NewIdentity {
        common_name,
        passphrase,
        not_before,
        years: 5,
        random: &[9; 64],
    }
}

#[test]
fn a_new_identity_names_its_owner_in_chinese_and_is_valid_for_the_years_asked_for() {
    let file = create(&wish("示範投顧 資訊主管", PASSPHRASE)).expect("an identity");
    let description = load(&file, PASSPHRASE).expect("it opens").describe();
    assert_eq!(description.common_name, "示範投顧 資訊主管");
    assert_eq!(description.issuer, description.common_name);
    assert!(description.self_made);
    assert_eq!(description.key, "P-256");
    assert_eq!(description.not_before.to_rfc3339(), "2026-03-01T01:30:00+00:00");
    assert_eq!(description.not_after.to_rfc3339(), "2031-03-01T01:30:00+00:00");
    assert_eq!(description.fingerprint.len(), 64);
    assert_eq!(description.chain_length, 0);
}

#[test]
fn the_same_arguments_give_the_same_certificate_and_other_random_bytes_another() {
    let certificate = |random: &[u8; 64]| {
        let file = create(&NewIdentity {
            random,
            ..wish("A", PASSPHRASE)
        })
        .expect("an identity");
        load(&file, PASSPHRASE).expect("it opens").certificate().to_vec()
    };
    assert_eq!(certificate(&[9; 64]), certificate(&[9; 64]));
    assert_ne!(certificate(&[9; 64]), certificate(&[10; 64]));
}

#[test]
fn a_wrong_passphrase_is_called_that() {
    let file = keys::pkcs12("A", 9);
    for wrong in ["", "測試用通行碼", "測試用通行碼 2"] {
        assert!(
            matches!(load(&file, wrong), Err(IdentityError::WrongPassphrase)),
            "{wrong}"
        );
    }
    let without_mac = include_bytes!("fixtures/no-mac.p12");
    assert!(matches!(
        load(without_mac, "wrong"),
        Err(IdentityError::WrongPassphrase)
    ));
}

#[test]
fn names_that_no_certificate_can_hold_are_refused() {
    let long = "長".repeat(65);
    for name in ["", "   ", "a\u{7}b", long.as_str()] {
        assert!(
            matches!(create(&wish(name, PASSPHRASE)), Err(IdentityError::Name)),
            "{name}"
        );
    }
    assert!(create(&wish(&"長".repeat(64), PASSPHRASE)).is_ok());
}

#[test]
fn passphrases_that_the_format_cannot_hold_are_refused() {
    for passphrase in ["", "a\nb", "𠮷"] {
        assert!(
            matches!(create(&wish("A", passphrase)), Err(IdentityError::Passphrase)),
            "{passphrase}"
        );
    }
}

#[test]
fn validity_must_be_a_sensible_number_of_years() {
    for years in [0, 31, u32::MAX] {
        let new = NewIdentity {
            years,
            ..wish("A", PASSPHRASE)
        };
        assert!(matches!(create(&new), Err(IdentityError::Validity)), "{years}");
    }
}

#[test]
fn validity_beyond_2049_is_written_the_long_way() {
    let not_before = DateTime::parse_from_rfc3339("2045-01-01T00:00:00Z").expect("a fixed date");
    let file = create(&NewIdentity {
        not_before,
        years: 10,
        ..wish("A", PASSPHRASE)
    })
    .expect("an identity");
    let description = load(&file, PASSPHRASE).expect("it opens").describe();
    assert_eq!(description.not_after.to_rfc3339(), "2055-01-01T00:00:00+00:00");
}

#[test]
fn files_of_openssl_open() {
    let files: [&[u8]; 4] = [
        include_bytes!("fixtures/aes-256.p12"),
        include_bytes!("fixtures/3des.p12"),
        include_bytes!("fixtures/rc2-40.p12"),
        include_bytes!("fixtures/no-mac.p12"),
    ];
    for file in files {
        assert_eq!(
            load(file, PASSPHRASE).expect("it opens").describe().common_name,
            "Fixture"
        );
    }
}

#[test]
fn rc2_128_is_called_unsupported_with_a_way_out() {
    let error = load(include_bytes!("fixtures/rc2-128.p12"), PASSPHRASE).expect_err("not supported");
    assert!(matches!(error, IdentityError::UnsupportedEncryption));
    assert!(error.to_string().contains("export it again"));
}

#[test]
fn a_file_without_key_or_with_several_is_refused() {
    let none = load(include_bytes!("fixtures/no-key.p12"), PASSPHRASE);
    assert!(matches!(none, Err(IdentityError::NoPrivateKey)));
    let (one, other) = (
        issue(1, &Wanted::default(), None),
        issue(2, &Wanted::default(), None),
    );
    let (one_key, other_key) = (keys::pkcs8_of(&one.key), keys::pkcs8_of(&other.key));
    let file = keys::pkcs12_of(&[(&one_key, &[one.der]), (&other_key, &[other.der])]);
    assert!(matches!(
        load(&file, PASSPHRASE),
        Err(IdentityError::SeveralPrivateKeys(2))
    ));
}

#[test]
fn a_key_with_somebody_elses_certificate_is_refused() {
    let (one, other) = (
        issue(1, &Wanted::default(), None),
        issue(2, &Wanted::default(), None),
    );
    let file = keys::pkcs12_of(&[(&keys::pkcs8_of(&one.key), &[other.der])]);
    assert!(matches!(
        load(&file, PASSPHRASE),
        Err(IdentityError::NoCertificate)
    ));
}

#[test]
fn a_certificate_for_other_purposes_is_refused() {
    let usage = Some(x509_cert::ext::pkix::KeyUsages::KeyEncipherment);
    let issued = issue(
        1,
        &Wanted {
            usage,
            ..Wanted::default()
        },
        None,
    );
    let file = keys::pkcs12_of(&[(&keys::pkcs8_of(&issued.key), &[issued.der])]);
    assert!(matches!(
        load(&file, PASSPHRASE),
        Err(IdentityError::NotForSigning)
    ));
}

#[test]
fn what_is_no_pkcs12_is_called_that() {
    for bytes in [&b""[..], b"hello", b"%PDF-1.7", &[0x30, 0x03, 0x02, 0x01, 0x03]] {
        assert!(matches!(load(bytes, PASSPHRASE), Err(IdentityError::NotPkcs12)));
    }
}

#[test]
fn an_rsa_identity_signs_with_its_chain() {
    let root = issue(1, &authority("CN=Root"), None);
    let middle = issue(2, &authority("CN=Issuer"), Some((&root, "CN=Root")));
    let key = keys::rsa_key(2048);
    let public = SubjectPublicKeyInfoOwned::from_key(key.to_public_key()).expect("a key");
    let wanted = Wanted {
        subject: "CN=RSA signer",
        ..Wanted::default()
    };
    let leaf = keys::certificate(3, &wanted, public, &middle.key, Some("CN=Issuer"));
    let stranger = issue(4, &authority("CN=Stranger"), None);
    let pkcs8 = key.to_pkcs8_der().expect("PKCS#8");
    let file = keys::pkcs12_of(&[(pkcs8.as_bytes(), &[leaf, stranger.der, root.der, middle.der])]);
    let identity = load(&file, PASSPHRASE).expect("it opens");
    let description = identity.describe();
    assert_eq!(
        (description.key.as_str(), description.self_made),
        ("RSA-2048", false)
    );
    assert_eq!(
        (description.issuer.as_str(), description.chain_length),
        ("Issuer", 2)
    );
    let signed = sign_pdf(&pdf::report().bytes(), &preparer(), &identity).expect("it signs");
    assert_eq!(reasons(&signed), Vec::<&str>::new());
}

#[test]
fn a_p384_identity_signs() {
    let key = p384::ecdsa::SigningKey::from_slice(&[5; 48]).expect("a scalar");
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).expect("a key");
    let root = issue(1, &authority("CN=Root"), None);
    let leaf = keys::certificate(3, &Wanted::default(), public, &root.key, Some("CN=Root"));
    let pkcs8 = p384::SecretKey::from(key.as_nonzero_scalar())
        .to_pkcs8_der()
        .expect("PKCS#8");
    let file = keys::pkcs12_of(&[(pkcs8.as_bytes(), &[leaf])]);
    let identity = load(&file, PASSPHRASE).expect("it opens");
    assert_eq!(identity.describe().key, "P-384");
    let signed = sign_pdf(&pdf::report().bytes(), &preparer(), &identity).expect("it signs");
    assert_eq!(reasons(&signed), Vec::<&str>::new());
}

#[test]
fn a_short_rsa_key_is_refused() {
    let key = keys::rsa_key(1024);
    let public = SubjectPublicKeyInfoOwned::from_key(key.to_public_key()).expect("a key");
    let root = issue(1, &authority("CN=Root"), None);
    let leaf = keys::certificate(3, &Wanted::default(), public, &root.key, Some("CN=Root"));
    let pkcs8 = key.to_pkcs8_der().expect("PKCS#8");
    let file = keys::pkcs12_of(&[(pkcs8.as_bytes(), &[leaf])]);
    let error = load(&file, PASSPHRASE).expect_err("too short");
    assert!(error.to_string().contains("1024 bits"), "{error}");
}

#[test]
fn an_identity_never_prints_its_key() {
    let text = format!("{:?}", keys::preparer());
    assert!(text.starts_with("Identity { certificate: "), "{text}");
    assert!(text.len() < 120, "{text}");
}
