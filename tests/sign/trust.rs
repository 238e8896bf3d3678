//! How far a signer can be traced, and when certificates are valid.

use x509_cert::ext::pkix::KeyUsages;
use zicha::{
    model::signing::{Trust, Verification},
    sign::{VerifyOptions, verify::read_trusted, verify_pdf},
};

use crate::support::{
    forger::{Oddities, Update, value},
    keys::{self, Issued, Wanted, authority, issue},
    pdf,
};

/// A report signed on 2026-04-01.
fn signed(signer: &Issued, chain: &[Vec<u8>]) -> Vec<u8> {
    let field = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    let oddities = Oddities {
        certificates: chain,
        ..Oddities::default()
    };
    Update::new(&pdf::report().bytes(), &[(50, &value()), (7, &field)]).signed(signer, oddities)
}

fn verify(pdf: &[u8], trusted: &[&Issued]) -> Verification {
    let trusted = trusted
        .iter()
        .flat_map(|issued| read_trusted(&issued.der).expect("a certificate"))
        .collect();
    verify_pdf(pdf, &VerifyOptions { trusted })
}

fn reasons(verdict: &Verification) -> Vec<&str> {
    verdict.refusals.iter().map(|refusal| refusal.id).collect()
}

struct Authorities {
    root: Issued,
    middle: Issued,
    leaf: Issued,
}

fn authorities() -> Authorities {
    let root = issue(1, &authority("CN=Root"), None);
    let middle = issue(2, &authority("CN=Issuer"), Some((&root, "CN=Root")));
    let wanted = Wanted {
        subject: "CN=Signer",
        ..Wanted::default()
    };
    let leaf = issue(3, &wanted, Some((&middle, "CN=Issuer")));
    Authorities { root, middle, leaf }
}

#[test]
fn a_self_made_signature_is_valid_and_called_self_made() {
    let verdict = verify(&signed(&keys::forger(), &[]), &[]);
    assert_eq!(
        (verdict.valid, verdict.signatures[0].trust),
        (true, Trust::SelfMade)
    );
}

#[test]
fn a_self_made_signature_is_refused_where_trust_is_asked_for() {
    let forger = keys::forger();
    let verdict = verify(&signed(&forger, &[]), &[&authorities().root]);
    assert_eq!(reasons(&verdict), ["untrusted_signer"]);
    let verdict = verify(&signed(&forger, &[]), &[&forger]);
    assert_eq!(
        (verdict.valid, verdict.signatures[0].trust),
        (true, Trust::SelfMade)
    );
}

#[test]
fn a_chain_to_a_trusted_certificate_is_called_ca() {
    let Authorities { root, middle, leaf } = authorities();
    let pdf = signed(&leaf, &[middle.der.clone(), root.der.clone()]);
    for trusted in [&root, &middle] {
        let verdict = verify(&pdf, &[trusted]);
        assert_eq!(
            (reasons(&verdict), verdict.signatures[0].trust),
            (vec![], Trust::Ca)
        );
    }
    let verdict = verify(&pdf, &[]);
    assert_eq!(
        (reasons(&verdict), verdict.signatures[0].trust),
        (vec![], Trust::Unknown)
    );
}

#[test]
fn the_trusted_certificates_may_complete_the_chain() {
    let Authorities { root, middle, leaf } = authorities();
    let verdict = verify(&signed(&leaf, &[]), &[&root, &middle]);
    assert_eq!(
        (reasons(&verdict), verdict.signatures[0].trust),
        (vec![], Trust::Ca)
    );
    assert_eq!(
        reasons(&verify(&signed(&leaf, &[]), &[&root])),
        ["untrusted_signer"]
    );
}

#[test]
fn an_embedded_issuer_that_nobody_can_check_is_refused() {
    let Authorities { root, middle, leaf } = authorities();
    let pdf = signed(&leaf, std::slice::from_ref(&middle.der));
    assert_eq!(reasons(&verify(&pdf, &[])), ["certificate_unchecked"]);
    assert_eq!(reasons(&verify(&pdf, &[&root])), Vec::<&str>::new());
}

#[test]
fn a_certificate_from_the_card_authority_is_called_that() {
    let name = "CN=內政部憑證管理中心";
    let root = issue(1, &authority(name), None);
    let leaf = issue(
        3,
        &Wanted {
            subject: "CN=Signer",
            ..Wanted::default()
        },
        Some((&root, name)),
    );
    let verdict = verify(&signed(&leaf, &[]), &[&root]);
    assert_eq!(
        (reasons(&verdict), verdict.signatures[0].trust),
        (vec![], Trust::CardCa)
    );
    // The name alone proves nothing.
    assert_eq!(
        verify(&signed(&leaf, &[]), &[]).signatures[0].trust,
        Trust::Unknown
    );
}

#[test]
fn a_signer_that_is_no_authority_cannot_issue() {
    let middle = issue(
        2,
        &Wanted {
            subject: "CN=Issuer",
            ..Wanted::default()
        },
        None,
    );
    let leaf = issue(
        3,
        &Wanted {
            subject: "CN=Signer",
            ..Wanted::default()
        },
        Some((&middle, "CN=Issuer")),
    );
    assert_eq!(
        reasons(&verify(&signed(&leaf, &[]), &[&middle])),
        ["untrusted_signer"]
    );
}

#[test]
fn an_issuer_by_name_only_is_no_issuer() {
    let Authorities { root, middle, .. } = authorities();
    let impostor = issue(8, &authority("CN=Issuer"), None);
    let leaf = issue(
        3,
        &Wanted {
            subject: "CN=Signer",
            ..Wanted::default()
        },
        Some((&impostor, "CN=Issuer")),
    );
    assert_eq!(
        reasons(&verify(&signed(&leaf, &[]), &[&root, &middle])),
        ["untrusted_signer"]
    );
}

#[test]
fn a_certificate_that_had_expired_at_the_claimed_time_is_refused() {
    let expired = Wanted {
        validity: ("2020-01-01T00:00:00Z", "2026-04-01T03:59:59Z"),
        ..Wanted::default()
    };
    assert_eq!(
        reasons(&verify(&signed(&issue(3, &expired, None), &[]), &[])),
        ["certificate_expired"]
    );
    let last_second = Wanted {
        validity: ("2020-01-01T00:00:00Z", "2026-04-01T04:00:00Z"),
        ..Wanted::default()
    };
    assert_eq!(
        reasons(&verify(&signed(&issue(3, &last_second, None), &[]), &[])),
        Vec::<&str>::new()
    );
    let later = Wanted {
        validity: ("2026-04-01T04:00:01Z", "2031-01-01T00:00:00Z"),
        ..Wanted::default()
    };
    assert_eq!(
        reasons(&verify(&signed(&issue(3, &later, None), &[]), &[])),
        ["certificate_not_yet_valid"]
    );
}

#[test]
fn an_issuer_that_had_expired_is_refused_too() {
    let expired = Wanted {
        validity: ("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
        ..authority("CN=Root")
    };
    let root = issue(1, &expired, None);
    let leaf = issue(
        3,
        &Wanted {
            subject: "CN=Signer",
            ..Wanted::default()
        },
        Some((&root, "CN=Root")),
    );
    assert_eq!(
        reasons(&verify(&signed(&leaf, &[]), &[&root])),
        ["certificate_expired"]
    );
}

#[test]
fn a_certificate_for_other_purposes_is_refused() {
    let wanted = Wanted {
        usage: Some(KeyUsages::KeyAgreement),
        ..Wanted::default()
    };
    assert_eq!(
        reasons(&verify(&signed(&issue(3, &wanted, None), &[]), &[])),
        ["key_usage"]
    );
}

#[test]
fn trusted_certificates_are_read_from_pem_and_der() {
    use der::{Decode, EncodePem, pem::LineEnding};
    let Authorities { root, middle, .. } = authorities();
    let pem = |issued: &Issued| {
        let certificate = x509_cert::Certificate::from_der(&issued.der).expect("a certificate");
        certificate.to_pem(LineEnding::LF).expect("PEM")
    };
    let both = format!("{}{}", pem(&root), pem(&middle));
    assert_eq!(read_trusted(both.as_bytes()).expect("two").len(), 2);
    assert_eq!(read_trusted(&root.der).expect("one").len(), 1);
    for wrong in [&b""[..], b"hello", &root.der[1..]] {
        assert!(read_trusted(wrong).is_err());
    }
}
