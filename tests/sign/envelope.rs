//! The CMS around the signature: one permitted value for everything that is not signed.

use crate::support::{
    forger::{Oddities, Update, value, value_with},
    keys, pdf, reasons,
};

/// A report signed by a forger whose CMS has oddities.
fn signed(value: &str, oddities: Oddities<'_>) -> Vec<u8> {
    let field = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    Update::new(&pdf::report().bytes(), &[(50, value), (7, &field)]).signed(&keys::forger(), oddities)
}

#[track_caller]
fn has_reason(oddities: Oddities<'_>, reason: &str) {
    assert_eq!(reasons(&signed(&value(), oddities)), [reason]);
}

#[test]
fn a_plain_signature_is_accepted() {
    assert_eq!(
        reasons(&signed(&value(), Oddities::default())),
        Vec::<&str>::new()
    );
}

#[test]
fn unsigned_attributes_are_refused() {
    has_reason(
        Oddities {
            unsigned_attribute: true,
            ..Oddities::default()
        },
        "unsigned_attributes",
    );
}

#[test]
fn unknown_signed_attributes_are_refused() {
    has_reason(
        Oddities {
            unknown_attribute: true,
            ..Oddities::default()
        },
        "signed_attribute_unknown",
    );
}

#[test]
fn a_signature_that_does_not_name_its_certificate_is_refused() {
    has_reason(
        Oddities {
            no_signing_certificate: true,
            ..Oddities::default()
        },
        "signed_attribute_missing",
    );
    let other = keys::issue(9, &keys::Wanted::default(), None).der;
    let oddities = Oddities {
        other_signing_certificate: Some(&other),
        ..Oddities::default()
    };
    has_reason(oddities, "signing_certificate_mismatch");
}

#[test]
fn a_signing_time_must_be_the_claimed_time() {
    let claimed = 1_775_016_000; // 2026-04-01T12:00:00+08:00
    let at = |seconds| Oddities {
        signing_time: Some(seconds),
        ..Oddities::default()
    };
    assert_eq!(reasons(&signed(&value(), at(claimed))), Vec::<&str>::new());
    has_reason(at(claimed + 1), "times_differ");
}

#[test]
fn a_document_inside_the_signature_is_refused() {
    has_reason(
        Oddities {
            attached: true,
            ..Oddities::default()
        },
        "cms_malformed",
    );
}

#[test]
fn sha_1_is_refused() {
    has_reason(
        Oddities {
            sha1: true,
            ..Oddities::default()
        },
        "algorithm_unsupported",
    );
}

#[test]
fn two_signers_in_one_signature_are_refused() {
    has_reason(
        Oddities {
            twice: true,
            ..Oddities::default()
        },
        "cms_malformed",
    );
}

#[test]
fn a_certificate_that_nothing_needs_is_refused() {
    let stranger = keys::issue(
        9,
        &keys::Wanted {
            subject: "CN=Stranger",
            ..Default::default()
        },
        None,
    )
    .der;
    let certificates = [stranger];
    has_reason(
        Oddities {
            certificates: &certificates,
            ..Oddities::default()
        },
        "certificate_unused",
    );
}

#[test]
fn a_claimed_time_is_required_and_must_be_complete() {
    let with_time = |time: &str| {
        signed(
            &value().replace("/M(D:20260401120000+08'00')", time),
            Oddities::default(),
        )
    };
    assert_eq!(reasons(&with_time("")), ["claimed_time_missing"]);
    for wrong in [
        "D:20260401120000",
        "D:20261301120000Z",
        "20260401120000Z",
        "D:2026",
        "D:20260401120000+99'00'",
    ] {
        assert_eq!(
            reasons(&with_time(&format!("/M({wrong})"))),
            ["claimed_time_malformed"],
            "{wrong}"
        );
    }
    for right in [
        "D:20260401040000Z",
        "D:20260401120000+08'00",
        "D:20260331230000-05'00'",
    ] {
        assert_eq!(
            reasons(&with_time(&format!("/M({right})"))),
            Vec::<&str>::new(),
            "{right}"
        );
    }
}

#[test]
fn what_pades_forbids_in_the_value_is_refused() {
    assert_eq!(
        reasons(&signed(&value_with("/Cert(x)"), Oddities::default())),
        ["value_entry_forbidden"]
    );
    let value = value().replace("/Type/Sig", "/Type/DocTimeStamp");
    assert_eq!(
        reasons(&signed(&value, Oddities::default())),
        ["value_type_unsupported"]
    );
    let value = value_with("/Reference[<</TransformMethod/FieldMDP>>]");
    assert_eq!(
        reasons(&signed(&value, Oddities::default())),
        ["transform_unsupported"]
    );
}
