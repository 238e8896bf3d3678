//! Signing a report.

use zicha::{
    model::signing::Trust,
    sign::{SignError, SignRequest, VerifyOptions, sign_pdf, verify_pdf},
};

use crate::support::{keys, pdf, preparer, reasons, request};

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
    if let Ok(folder) = std::env::var("ZICHA_DUMP") {
        for (index, bytes) in signed.iter().enumerate() {
            std::fs::write(format!("{folder}/ours-{}.pdf", index + 1), bytes).expect("dump");
        }
    }
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
    if let Ok(folder) = std::env::var("ZICHA_DUMP") {
        for (index, bytes) in signed.iter().enumerate() {
            std::fs::write(format!("{folder}/ours-stream-{}.pdf", index + 1), bytes).expect("dump");
        }
    }
    assert_eq!(reasons(&signed[2]), Vec::<&str>::new());
}

#[test]
fn a_signed_field_is_not_signed_again() {
    let [one, ..] = signed_three_times(&pdf::report().bytes());
    let again = sign_pdf(&one, &request("Preparer"), keys::reviewer());
    assert!(matches!(again, Err(SignError::AlreadySigned(field)) if field == "Preparer"));
}
