//! Timestamps that others put into a signature: what the verifier takes, and what it refuses.

use const_oid::{ObjectIdentifier, db::rfc5280::ID_KP_TIME_STAMPING, db::rfc5911::ID_DATA};
use der::Encode;
use x509_cert::ext::pkix::KeyUsages;
use zicha::{
    model::signing::{Trust, Verification},
    sign::{VerifyOptions, sign_pdf, verify::read_trusted, verify_pdf},
};

use crate::support::{
    authority::{Authority, issued_chain, put_token, put_unsigned, stamp_with},
    forger::tagged,
    keys::{self, Wanted, timestamp_authority},
    pdf, preparer, reasons,
};

const TIMESTAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const CODE_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.3");

fn signed() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

/// The reason why a report with this authority's timestamp is refused, with its detail.
#[track_caller]
fn refused(authority: &Authority) -> (&'static str, String) {
    let verdict = verify_pdf(&put_token(&signed(), authority), &VerifyOptions::default());
    assert_eq!((verdict.valid, verdict.refusals.len()), (false, 1), "{verdict:?}");
    (verdict.refusals[0].id, verdict.refusals[0].detail.clone())
}

#[track_caller]
fn is_invalid_for(authority: &Authority, cause: &str) {
    let (id, detail) = refused(authority);
    assert_eq!(id, "timestamp_invalid", "{detail}");
    assert!(detail.starts_with(cause), "{detail}");
}

#[track_caller]
fn is_accepted(authority: &Authority) {
    assert_eq!(reasons(&put_token(&signed(), authority)), Vec::<&str>::new());
}

fn verify(pdf: &[u8], trusted: &[&[u8]]) -> Verification {
    let trusted = trusted
        .iter()
        .flat_map(|der| read_trusted(der).expect("a certificate"))
        .collect();
    verify_pdf(pdf, &VerifyOptions { trusted })
}

#[test]
fn a_plain_timestamp_is_accepted() {
    is_accepted(&Authority::self_made());
}

#[test]
fn what_an_honest_timestamp_may_also_say_is_accepted() {
    let name: x509_cert::name::Name = std::str::FromStr::from_str("CN=Timestamps").expect("a name");
    let name = tagged(0xA0, &tagged(0xA4, &name.to_der().expect("DER")));
    let extension = tagged(0xA1, &tagged(0x30, &[0x06, 0x03, 0x2A, 0x03, 0x04, 0x04, 0x00]));
    for (after_time, after_nonce) in [
        // accuracy of one second; ordering
        (tagged(0x30, &[0x02, 0x01, 0x01]), Vec::new()),
        (vec![0x01, 0x01, 0xFF], Vec::new()),
        (Vec::new(), name.clone()),
        (Vec::new(), extension.clone()),
        (
            [tagged(0x30, &[0x02, 0x01, 0x01]), vec![0x01, 0x01, 0xFF]].concat(),
            [name, extension].concat(),
        ),
    ] {
        is_accepted(&Authority {
            after_time,
            after_nonce,
            ..Authority::self_made()
        });
    }
    is_accepted(&Authority {
        signing_time: true,
        ..Authority::self_made()
    });
    is_accepted(&Authority {
        names_by_sha1: true,
        ..Authority::self_made()
    });
    is_accepted(&Authority {
        names_too: Some(keys::forger().der),
        ..Authority::self_made()
    });
}

#[test]
fn a_timestamp_that_says_what_is_not_understood_is_refused() {
    let critical = [0x06, 0x03, 0x2A, 0x03, 0x04, 0x01, 0x01, 0xFF, 0x04, 0x00];
    let other = tagged(
        0xA0,
        &tagged(
            0xA4,
            &tagged(
                0x30,
                &tagged(
                    0x31,
                    &tagged(
                        0x30,
                        &[&[0x06, 0x03, 0x55, 0x04, 0x03][..], &tagged(0x0C, b"Other")].concat(),
                    ),
                ),
            ),
        ),
    );
    for (after_time, after_nonce, expected) in [
        (
            Vec::new(),
            tagged(0xA1, &tagged(0x30, &critical)),
            "timestamp_malformed",
        ),
        (vec![0x01, 0x01, 0x00], Vec::new(), "timestamp_malformed"),
        (
            vec![0x01, 0x01, 0xFF],
            vec![0x01, 0x01, 0xFF],
            "timestamp_malformed",
        ),
        (
            Vec::new(),
            tagged(0x30, &[0x02, 0x01, 0x01]),
            "timestamp_malformed",
        ),
        (Vec::new(), vec![0x82, 0x00], "timestamp_malformed"),
        (Vec::new(), other, "timestamp_authority_mismatch"),
    ] {
        let (id, detail) = refused(&Authority {
            after_time,
            after_nonce,
            ..Authority::self_made()
        });
        assert_eq!(id, expected, "{detail}");
    }
    for time in [
        "20260401050000",
        "20260401050000+0800",
        "20260401050000.10Z",
        "20269901050000Z",
    ] {
        let (id, detail) = refused(&Authority {
            time,
            ..Authority::self_made()
        });
        assert_eq!(id, "timestamp_malformed", "{detail}");
    }
}

#[test]
fn a_timestamp_of_another_signature_is_refused() {
    let authority = Authority {
        wrong_imprint: true,
        ..Authority::self_made()
    };
    assert_eq!(refused(&authority).0, "timestamp_imprint_mismatch");
    let elsewhere = put_unsigned(&signed(), |_| {
        vec![(
            TIMESTAMP_TOKEN,
            vec![Authority::self_made().token(b"another value")],
        )]
    });
    assert_eq!(reasons(&elsewhere), ["timestamp_imprint_mismatch"]);
}

#[test]
fn a_timestamp_whose_content_was_changed_is_refused() {
    let authority = Authority {
        changed_content: true,
        ..Authority::self_made()
    };
    is_invalid_for(&authority, "digest_mismatch");
}

#[test]
fn a_timestamp_must_name_its_certificate() {
    is_invalid_for(
        &Authority {
            names_nothing: true,
            ..Authority::self_made()
        },
        "signed_attribute_missing",
    );
    for names_by_sha1 in [false, true] {
        is_invalid_for(
            &Authority {
                names_by_sha1,
                names_other: Some(keys::forger().der),
                ..Authority::self_made()
            },
            "signing_certificate_mismatch",
        );
    }
}

#[test]
fn what_nobody_signed_in_a_timestamp_has_one_form() {
    let odd = [
        Authority {
            twice: true,
            ..Authority::self_made()
        },
        Authority {
            content_type: ID_DATA,
            ..Authority::self_made()
        },
        Authority {
            version: 1,
            ..Authority::self_made()
        },
        Authority {
            revocation_lists: tagged(0xA1, &[]),
            ..Authority::self_made()
        },
    ];
    for authority in odd {
        is_invalid_for(&authority, "cms_malformed");
    }
    is_invalid_for(
        &Authority {
            unsigned_attribute: true,
            ..Authority::self_made()
        },
        "unsigned_attributes",
    );
    let with_a_stranger = Authority {
        chain: vec![keys::forger().der],
        ..Authority::self_made()
    };
    let out_of_order = Authority {
        out_of_order: true,
        ..with_a_stranger
    };
    is_invalid_for(&out_of_order, "cms_malformed");
    is_invalid_for(
        &Authority {
            out_of_order: false,
            ..out_of_order
        },
        "certificate_unused",
    );
}

#[test]
fn only_a_certificate_for_timestamps_alone_makes_timestamps() {
    let with = |purposes, usage| {
        Authority::wanted(&Wanted {
            purposes,
            usage: Some(usage),
            ..timestamp_authority("CN=Timestamps")
        })
    };
    let signing = KeyUsages::DigitalSignature;
    is_accepted(&with(Some((&[ID_KP_TIME_STAMPING], true)), signing));
    for purposes in [
        None,
        Some((&[ID_KP_TIME_STAMPING][..], false)),
        Some((&[CODE_SIGNING], true)),
        Some((&[ID_KP_TIME_STAMPING, CODE_SIGNING], true)),
    ] {
        assert_eq!(refused(&with(purposes, signing)).0, "timestamp_purpose");
    }
    is_invalid_for(
        &with(Some((&[ID_KP_TIME_STAMPING], true)), KeyUsages::KeyCertSign),
        "key_usage",
    );
}

#[test]
fn other_unsigned_attributes_than_one_timestamp_are_refused() {
    let other = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.99999.1");
    let token = |value: &[u8]| Authority::self_made().token(value);
    let later = |value: &[u8]| {
        Authority {
            time: "20260402050000Z",
            ..Authority::self_made()
        }
        .token(value)
    };
    let spoiled = [
        put_unsigned(&signed(), |value| {
            vec![(TIMESTAMP_TOKEN, vec![token(value), later(value)])]
        }),
        put_unsigned(&signed(), |value| {
            vec![
                (TIMESTAMP_TOKEN, vec![token(value)]),
                (other, vec![vec![0x05, 0x00]]),
            ]
        }),
        put_unsigned(&signed(), |value| {
            vec![
                (TIMESTAMP_TOKEN, vec![token(value)]),
                (TIMESTAMP_TOKEN, vec![later(value)]),
            ]
        }),
        put_unsigned(&signed(), |_| vec![(TIMESTAMP_TOKEN, vec![])]),
        put_unsigned(&signed(), |value| vec![(other, vec![token(value)])]),
        put_unsigned(&signed(), |_| vec![]),
    ];
    for pdf in spoiled {
        assert_eq!(reasons(&pdf), ["unsigned_attributes"]);
    }
}

#[test]
fn how_far_the_authority_is_trusted_is_stated() {
    let (_, middle, root) = issued_chain();
    let pdf = stamp_with(&signed(), &Authority::issued());
    let signer = keys::preparer_certificate();
    let trust = |verdict: &Verification| verdict.signatures[0].timestamp.as_ref().map(|found| found.trust);
    assert_eq!(trust(&verify(&pdf, &[])), Some(Trust::Unknown));
    for anchor in [&root.der, &middle.der] {
        let verdict = verify(&pdf, &[&signer, anchor]);
        assert_eq!((verdict.valid, trust(&verdict)), (true, Some(Trust::Ca)));
    }
    // An authority that nobody vouches for says nothing about the document.
    let verdict = verify(&pdf, &[&signer]);
    assert_eq!((verdict.valid, trust(&verdict)), (true, Some(Trust::Unknown)));
    let self_made = stamp_with(&signed(), &Authority::self_made());
    let verdict = verify(&self_made, &[&signer]);
    assert_eq!((verdict.valid, trust(&verdict)), (true, Some(Trust::SelfMade)));
    // Trusting the authority's root does not vouch for the signer.
    let verdict = verify(&pdf, &[&root.der]);
    assert_eq!(verdict.refusals[0].id, "untrusted_signer");
}

#[test]
fn an_authoritys_chain_that_nobody_can_check_to_its_end_is_refused() {
    let (leaf, middle, root) = issued_chain();
    let authority = Authority {
        chain: vec![middle.der],
        ..Authority::with(leaf)
    };
    let pdf = put_token(&signed(), &authority);
    let verdict = verify(&pdf, &[]);
    assert_eq!(verdict.refusals[0].id, "timestamp_invalid");
    let signer = keys::preparer_certificate();
    assert!(verify(&pdf, &[&signer, &root.der]).valid);
}

#[test]
fn by_a_trusted_timestamp_the_signers_certificate_must_have_been_valid_then() {
    let authority = || Authority {
        time: "20320101000000Z",
        ..Authority::wanted(&Wanted {
            validity: ("2026-01-01T00:00:00Z", "2040-01-01T00:00:00Z"),
            ..timestamp_authority("CN=Timestamps")
        })
    };
    let signer = keys::preparer_certificate();
    let pdf = put_token(&signed(), &authority());
    // Nobody vouches for the authority: its time is stated and nothing follows from it.
    assert!(verify(&pdf, &[]).valid);
    let verdict = verify(&pdf, &[&signer, &authority().issued.der]);
    assert_eq!(verdict.refusals[0].id, "certificate_not_valid_at_timestamp");
}

#[test]
fn an_authority_that_was_not_valid_at_its_own_time_is_refused() {
    for time in ["20251231235959Z", "20310101000001Z"] {
        let (id, detail) = refused(&Authority {
            time,
            ..Authority::self_made()
        });
        assert_eq!(id, "timestamp_invalid", "{detail}");
    }
}

#[test]
fn a_signed_document_is_no_timestamp() {
    // The signature of another document in the place of the token.
    let other = crate::support::authority::cms_of(&signed(), 0);
    let pdf = put_unsigned(&signed(), |_| vec![(TIMESTAMP_TOKEN, vec![other.clone()])]);
    assert_eq!(reasons(&pdf), ["timestamp_invalid"]);
}
