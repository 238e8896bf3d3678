//! Signing a report.

use zicha::{
    model::signing::Trust,
    sign::{SignError, SignRequest, UnfitSigner, VerifyOptions, sign_pdf, verify_pdf},
};

use crate::support::{find, keys, pdf, preparer, reasons, request, rfind};

/// Signed by preparer, reviewer and approver, in that order.
pub fn signed_three_times(base: &[u8]) -> [Vec<u8>; 3] {
    let stamp = pdf::stamp().bytes();
    let first = SignRequest {
        stamp: Some(&stamp),
        name: Some("資訊主管"),
        ..preparer()
    };
    let one = sign_pdf(base, &first, keys::preparer()).expect("the preparer signs");
    let two = sign_pdf(&one, &request("Reviewer"), keys::reviewer()).expect("the reviewer signs");
    let three = sign_pdf(&two, &request("Approver"), keys::approver()).expect("the approver signs");
    [one, two, three]
}

#[test]
fn three_roles_sign_one_after_the_other() {
    let base = pdf::report().bytes();
    let signed = signed_three_times(&base);
    for (count, bytes) in signed.iter().enumerate() {
        let result = verify_pdf(bytes, &VerifyOptions::default());
        assert_eq!(result.refusals, []);
        assert!(result.valid);
        let roles: Vec<&str> = result
            .signatures
            .iter()
            .map(|signature| signature.role.as_str())
            .collect();
        assert_eq!(roles, ["preparer", "reviewer", "approver"][..=count]);
        let covers: Vec<bool> = result
            .signatures
            .iter()
            .map(|signature| signature.covers_all)
            .collect();
        assert_eq!(covers.iter().filter(|covers| **covers).count(), 1);
        assert_eq!(covers.last(), Some(&true));
        assert!(
            result
                .signatures
                .iter()
                .all(|signature| signature.trust == Trust::SelfMade)
        );
        assert!(bytes.starts_with(&base));
    }
}

#[test]
fn a_file_with_cross_reference_streams_is_signed_the_same_way() {
    let signed = signed_three_times(&pdf::report().bytes_with_streams());
    assert_eq!(reasons(&signed[2]), Vec::<&str>::new());
}

#[test]
fn a_signed_field_is_not_signed_again() {
    let [one, ..] = signed_three_times(&pdf::report().bytes());
    let again = sign_pdf(&one, &request("Preparer"), keys::reviewer());
    assert!(matches!(again, Err(SignError::AlreadySigned(field)) if field == "Preparer"));
}

#[test]
fn a_field_that_is_not_there_is_named_with_those_that_are() {
    let error =
        sign_pdf(&pdf::report().bytes(), &request("Nobody"), keys::preparer()).expect_err("no such field");
    assert!(
        error.to_string().contains("Preparer, Reviewer, Approver"),
        "{error}"
    );
    let unsigned = pdf::stamp().bytes();
    let error = sign_pdf(&unsigned, &request("Preparer"), keys::preparer()).expect_err("no field at all");
    assert!(error.to_string().contains("none"), "{error}");
}

#[test]
fn a_report_that_was_changed_is_not_signed_again() {
    let [mut one, ..] = signed_three_times(&pdf::report().bytes());
    let place = find(&one, b"Gap report");
    one[place] = b'g';
    let error = sign_pdf(&one, &request("Reviewer"), keys::reviewer()).expect_err("it was changed");
    assert!(matches!(&error, SignError::Refused(_)), "{error}");
    assert!(error.to_string().contains("digest_mismatch"), "{error}");
}

#[test]
fn only_the_first_signature_certifies() {
    let one = sign_pdf(&pdf::report().bytes(), &request("Reviewer"), keys::reviewer()).expect("it signs");
    assert!(matches!(
        sign_pdf(&one, &preparer(), keys::preparer()),
        Err(SignError::CannotCertify)
    ));
    assert!(sign_pdf(&one, &request("Preparer"), keys::preparer()).is_ok());
}

#[test]
fn what_cannot_be_read_strictly_is_not_signed() {
    let mut encrypted = pdf::report();
    encrypted.trailer.push_str("/Encrypt<</Filter/Standard>>");
    let error = sign_pdf(&encrypted.bytes(), &preparer(), keys::preparer());
    assert!(matches!(error, Err(SignError::Encrypted)));
    let mut broken = pdf::report().bytes();
    broken.truncate(broken.len() - 20);
    assert!(matches!(
        sign_pdf(&broken, &preparer(), keys::preparer()),
        Err(SignError::Unreadable(_))
    ));
}

#[test]
fn an_identity_that_is_not_valid_at_the_claimed_time_does_not_sign() {
    for time in ["2025-12-31T00:00:00+08:00", "2032-01-01T00:00:00+08:00"] {
        let claimed_time = chrono::DateTime::parse_from_rfc3339(time).expect("a date");
        let request = SignRequest {
            claimed_time,
            ..preparer()
        };
        let error = sign_pdf(&pdf::report().bytes(), &request, keys::preparer()).expect_err("not valid");
        let unfit = matches!(
            &error,
            SignError::Unfit(UnfitSigner::NotYetValid { .. } | UnfitSigner::Expired { .. })
        );
        assert!(unfit, "{error}");
    }
}

#[test]
fn the_claimed_time_is_given_back_with_its_zone() {
    let signed = sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("it signs");
    let result = verify_pdf(&signed, &VerifyOptions::default());
    assert_eq!(
        result.signatures[0].claimed_time.as_deref(),
        Some("2026-03-31T17:00:00+08:00")
    );
    assert_eq!(result.signatures[0].signer, "資訊主管");
}

#[test]
fn the_same_request_gives_the_same_file() {
    // ECDSA takes its nonce from key and message; nothing else is random.
    let sign = || sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("it signs");
    assert!(sign() == sign());
}

#[test]
fn the_first_half_of_the_file_identifier_stays_and_the_second_is_new() {
    let mut report = pdf::report();
    report
        .trailer
        .push_str("/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]");
    let signed = signed_three_times(&report.bytes());
    let second_half = |pdf: &[u8]| {
        let place = rfind(pdf, b"/ID [<00112233445566778899aabbccddeeff>") + 39;
        pdf[place..place + 35].to_vec()
    };
    let halves: std::collections::HashSet<Vec<u8>> = signed.iter().map(|pdf| second_half(pdf)).collect();
    assert_eq!(halves.len(), 3);
}

#[test]
fn the_stamp_is_drawn_in_a_field_with_a_size_and_only_there() {
    let stamp = pdf::stamp().bytes();
    let sign = |field| {
        let request = SignRequest {
            stamp: Some(&stamp),
            ..request(field)
        };
        sign_pdf(&pdf::report().bytes(), &request, keys::preparer()).expect("it signs")
    };
    assert!(holds(&sign("Preparer"), b"10 25 Td (Signed) Tj"));
    assert!(!holds(&sign("Reviewer"), b"10 25 Td (Signed) Tj"));
}

#[test]
fn a_stamp_of_two_pages_is_refused() {
    let mut stamp = pdf::stamp();
    stamp.objects[1] = "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2/MediaBox[0 0 200 60]>>".to_owned();
    let stamp = stamp.bytes();
    let request = SignRequest {
        stamp: Some(&stamp),
        ..preparer()
    };
    let error = sign_pdf(&pdf::report().bytes(), &request, keys::preparer());
    assert!(matches!(error, Err(SignError::Stamp(_))));
}

#[test]
fn names_and_reasons_in_chinese_are_written_as_text_strings() {
    let request = SignRequest {
        name: Some("稽核人員甲 (代)"),
        reason: Some("覆核"),
        ..preparer()
    };
    let signed = sign_pdf(&pdf::report().bytes(), &request, keys::preparer()).expect("it signs");
    assert!(holds(&signed, b"/Reason <feff89866838>"));
    assert_eq!(reasons(&signed), Vec::<&str>::new());
}

#[test]
fn a_form_that_stands_in_the_catalogue_is_signed_and_flagged() {
    let mut report = pdf::report();
    report.objects[0] = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R 8 0 R 9 0 R]>>>>".to_owned();
    let [one, _, three] = signed_three_times(&report.bytes());
    assert!(holds(&one, b"/SigFlags 3"));
    assert_eq!(reasons(&three), Vec::<&str>::new());
}

#[test]
fn a_report_written_by_lopdf_is_signed() {
    let mut document = lopdf::Document::load_mem(&pdf::report().bytes()).expect("a PDF");
    let mut saved = Vec::new();
    document.save_to(&mut saved).expect("memory");
    assert_eq!(reasons(&signed_three_times(&saved)[2]), Vec::<&str>::new());
}

fn holds(pdf: &[u8], text: &[u8]) -> bool {
    pdf.windows(text.len()).any(|window| window == text)
}
