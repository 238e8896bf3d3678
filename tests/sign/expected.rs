//! Fields that name the certificate that must sign them (ISO 32000-1 §12.7.4.5).

use std::cell::Cell;

use zicha::sign::{
    Identity, SignError, Signer, SignerError, UnfitSigner, VerifyOptions, algorithm::SignatureAlgorithm,
    sign_pdf, verify_pdf,
};

use crate::support::{keys, pdf, preparer, reasons, request};

/// A report whose reviewer's field has this seed value.
fn with_seed(seed: &str) -> Vec<u8> {
    let mut report = pdf::report();
    let field = pdf::field("Reviewer", "[0 0 0 0]");
    report.objects[7] = field.replace("/F 132", "/F 132/SV 11 0 R");
    report.objects.push(seed.to_owned());
    report.bytes()
}

/// The seed value that requires one of these certificates.
fn one_of(certificates: &[&[u8]]) -> String {
    let subjects: String = certificates
        .iter()
        .map(|der| format!("<{}>", hex::encode(der)))
        .collect();
    format!("<</Type/SV/Cert<</Type/SVCert/Ff 1/Subject[{subjects}]>>>>")
}

fn prepared(seed: &str) -> Vec<u8> {
    sign_pdf(&with_seed(seed), &preparer(), keys::preparer()).expect("the preparer signs")
}

fn certificate(identity: &Identity) -> Vec<u8> {
    identity.certificate().to_vec()
}

#[test]
fn only_the_expected_certificate_signs_and_is_found_to_be_it() {
    let prepared = prepared(&one_of(&[&certificate(keys::reviewer())]));
    let other = sign_pdf(&prepared, &request("Reviewer"), keys::approver());
    assert!(
        matches!(&other, Err(SignError::Unfit(UnfitSigner::Unexpected { field, .. })) if field == "Reviewer"),
        "{other:?}"
    );
    let signed = sign_pdf(&prepared, &request("Reviewer"), keys::reviewer()).expect("the reviewer signs");
    let found = verify_pdf(&signed, &VerifyOptions::default());
    assert_eq!(found.refusals, []);
    let expected: Vec<bool> = found.signatures.iter().map(|one| one.expected).collect();
    assert_eq!(expected, [false, true]);
}

#[test]
fn any_of_several_expected_certificates_may_sign() {
    let both = [certificate(keys::reviewer()), certificate(keys::approver())];
    let prepared = prepared(&one_of(&[&both[0], &both[1]]));
    for signer in [keys::reviewer(), keys::approver()] {
        let signed = sign_pdf(&prepared, &request("Reviewer"), signer).expect("it signs");
        assert_eq!(reasons(&signed), Vec::<&str>::new());
    }
}

/// A signer that shows another certificate the first time it is asked.
struct TwoFaced<'a> {
    shown: &'a Identity,
    signs: &'a Identity,
    asked: Cell<bool>,
}

impl Signer for TwoFaced<'_> {
    fn certificate(&self) -> &[u8] {
        match self.asked.replace(true) {
            false => self.shown.certificate(),
            true => self.signs.certificate(),
        }
    }

    fn chain(&self) -> &[Vec<u8>] {
        self.signs.chain()
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.signs.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        self.signs.sign(message)
    }
}

#[test]
fn a_signature_by_another_certificate_is_refused_by_the_verifier_too() {
    let prepared = prepared(&one_of(&[&certificate(keys::reviewer())]));
    let signer = TwoFaced {
        shown: keys::reviewer(),
        signs: keys::approver(),
        asked: Cell::new(false),
    };
    match sign_pdf(&prepared, &request("Reviewer"), &signer) {
        Err(SignError::OutputRefused(refusals)) => {
            let ids: Vec<&str> = refusals.iter().map(|refusal| refusal.id).collect();
            assert_eq!(ids, ["unexpected_signer"]);
            assert_eq!(refusals[0].field.as_deref(), Some("Reviewer"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_expectation_that_is_changed_after_signing_is_seen() {
    let reviewer = certificate(keys::reviewer());
    let mut prepared = prepared(&one_of(&[&reviewer]));
    let forged = hex::encode(&reviewer).replace("30", "31");
    let place = crate::support::find(&prepared, hex::encode(&reviewer).as_bytes());
    prepared[place..place + forged.len()].copy_from_slice(forged.as_bytes());
    assert!(reasons(&prepared).contains(&"digest_mismatch"));
}

#[test]
fn what_a_field_merely_proposes_binds_nobody() {
    for seed in [
        "<</Type/SV>>".to_owned(),
        "<</Type/SV/Ff 0/SubFilter[/ETSI.CAdES.detached]>>".to_owned(),
        one_of(&[&certificate(keys::reviewer())]).replace("/Ff 1", "/Ff 0"),
    ] {
        let prepared = prepared(&seed);
        let signed = sign_pdf(&prepared, &request("Reviewer"), keys::approver()).expect("anybody signs");
        assert_eq!(reasons(&signed), Vec::<&str>::new(), "{seed}");
    }
}

#[test]
fn a_demand_that_is_not_understood_is_neither_signed_nor_accepted() {
    for seed in [
        "<</Type/SV/Cert<</Type/SVCert/Ff 2/Issuer[<00>]>>>>",
        "<</Type/SV/Cert<</Type/SVCert/Ff 1>>>>",
        "<</Type/SV/Cert<</Type/SVCert/Ff 1/Subject[12]>>>>",
        "<</Type/SV/Cert[1]>>",
    ] {
        let prepared = prepared(seed);
        let signed = sign_pdf(&prepared, &request("Reviewer"), keys::reviewer());
        assert!(
            matches!(&signed, Err(SignError::Unfit(UnfitSigner::NotUnderstood(_)))),
            "{seed}: {signed:?}"
        );
    }
}

#[test]
fn a_certificate_for_servers_or_past_its_end_is_told_before_it_signs() {
    use const_oid::db::rfc5280::ID_KP_SERVER_AUTH;
    use keys::Wanted;
    let base = pdf::report().bytes();
    let load = |wanted: &Wanted<'_>| {
        let issued = keys::issue(51, wanted, None);
        let file = keys::pkcs12_of(&[(&keys::pkcs8_of(&issued.key), &[issued.der])]);
        zicha::sign::identity::load(&file, keys::PASSPHRASE)
    };
    let server = load(&Wanted {
        purposes: Some((&[ID_KP_SERVER_AUTH], false)),
        ..Wanted::default()
    });
    assert!(server.is_err());
    let expired = load(&Wanted {
        validity: ("2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
        ..Wanted::default()
    });
    let signed = sign_pdf(&base, &preparer(), &expired.expect("it opens"));
    assert!(
        matches!(&signed, Err(SignError::Unfit(UnfitSigner::Expired { .. }))),
        "{signed:?}"
    );
}
