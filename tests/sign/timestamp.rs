//! Timestamping the last signature of a report.

use zicha::{
    model::signing::Trust,
    sign::{
        TimestampAuthority, TimestampError, TimestampRequest, VerifyOptions, sign_pdf,
        timestamp::TransportError, timestamp_pdf, verify::read_trusted, verify_pdf,
    },
};

use crate::{
    signing::signed_three_times,
    support::{
        authority::{Authority, cms_of, issued_chain, request, stamp_with},
        contents, find,
        forger::tagged,
        keys::{self, Wanted, issue, timestamp_authority},
        pdf, preparer, reasons, request as signing,
    },
};

fn signed_once() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

/// Why an authority's answer is not taken.
#[track_caller]
fn refusal(authority: &dyn TimestampAuthority) -> TimestampError {
    timestamp_pdf(&signed_once(), &request(), authority).expect_err("it is refused")
}

fn trusting(authority: &[u8]) -> Vec<zicha::sign::certificate::Certificate> {
    read_trusted(authority).expect("a certificate")
}

#[test]
fn the_last_signature_says_when_and_by_whose_clock() {
    let stamped = timestamp_pdf(&signed_once(), &request(), &Authority::self_made()).expect("it is stamped");
    let result = verify_pdf(&stamped.pdf, &VerifyOptions::default());
    assert_eq!(result.refusals, []);
    assert_eq!(result.signatures, [stamped.signature]);
    let timestamp = result.signatures[0].timestamp.as_ref().expect("a timestamp");
    assert_eq!(
        (
            timestamp.time.as_str(),
            timestamp.authority.as_str(),
            timestamp.trust
        ),
        ("2026-04-01T05:00:00Z", "Timestamps", Trust::SelfMade)
    );
    // What the signer claims stays what it was.
    assert_eq!(
        result.signatures[0].claimed_time.as_deref(),
        Some("2026-03-31T17:00:00+08:00")
    );
}

#[test]
fn nothing_but_the_reserved_room_changes() {
    let signed = signed_once();
    let stamped = stamp_with(&signed, &Authority::issued());
    let gap = contents(&signed, 0);
    assert_eq!(signed.len(), stamped.len());
    assert!(signed[..gap.start] == stamped[..gap.start] && signed[gap.end..] == stamped[gap.end..]);
    assert_ne!(signed[gap.clone()], stamped[gap]);
}

#[test]
fn the_next_person_signs_after_the_timestamp_and_the_timestamp_is_then_fixed() {
    let stamped = stamp_with(&signed_once(), &Authority::issued());
    let two = sign_pdf(&stamped, &signing("Reviewer"), keys::reviewer()).expect("the reviewer signs");
    let both = stamp_with(&two, &Authority::self_made());
    let three = sign_pdf(&both, &signing("Approver"), keys::approver()).expect("the approver signs");
    let result = verify_pdf(&three, &VerifyOptions::default());
    assert_eq!(result.refusals, []);
    let stamped: Vec<bool> = result
        .signatures
        .iter()
        .map(|signature| signature.timestamp.is_some())
        .collect();
    assert_eq!(stamped, [true, true, false]);
}

#[test]
fn an_earlier_signature_takes_no_timestamp_any_more() {
    let [_, two, _] = signed_three_times(&pdf::report().bytes());
    let of = |signature| TimestampRequest {
        signature: Some(signature),
        ..request()
    };
    let error = timestamp_pdf(&two, &of("preparer"), &Unreachable).expect_err("it is covered");
    assert!(
        matches!(&error, TimestampError::NotTheLast { wanted, last } if wanted == "preparer" && last == "reviewer"),
        "{error}"
    );
    let error = timestamp_pdf(&two, &of("approver"), &Unreachable).expect_err("nobody signed as that");
    assert!(
        matches!(&error, TimestampError::NoSuchSignature { present, .. } if present == "preparer, reviewer"),
        "{error}"
    );
    assert!(timestamp_pdf(&two, &of("reviewer"), &Authority::self_made()).is_ok());
}

#[test]
fn a_signature_takes_one_timestamp() {
    let stamped = stamp_with(&signed_once(), &Authority::self_made());
    let error = timestamp_pdf(&stamped, &request(), &Unreachable).expect_err("there is one");
    assert!(
        matches!(&error, TimestampError::AlreadyThere { time, .. } if time == "2026-04-01T05:00:00Z"),
        "{error}"
    );
}

/// An authority that must not be asked.
struct Unreachable;

impl TimestampAuthority for Unreachable {
    fn answer(&self, _: &[u8]) -> Result<Vec<u8>, TransportError> {
        panic!("nobody is to be asked")
    }
}

#[test]
fn a_report_that_does_not_verify_is_refused_before_anybody_is_asked() {
    let mut changed = signed_once();
    let place = find(&changed, b"Gap report");
    changed[place] = b'g';
    for pdf in [changed, pdf::report().bytes(), b"%PDF-1.7 nothing".to_vec()] {
        let error = timestamp_pdf(&pdf, &request(), &Unreachable).expect_err("it does not verify");
        assert!(matches!(error, TimestampError::Refused(_)), "{error}");
    }
}

/// An authority that answers with these bytes.
struct Answers(Vec<u8>);

impl TimestampAuthority for Answers {
    fn answer(&self, _: &[u8]) -> Result<Vec<u8>, TransportError> {
        Ok(self.0.clone())
    }
}

#[test]
fn an_answer_that_is_none_is_refused() {
    let granted = [0x30, 0x03, 0x02, 0x01, 0x00];
    for answer in [
        Vec::new(),
        b"<html>".to_vec(),
        tagged(0x30, &granted),
        tagged(0x30, &[&granted[..], &[0x30, 0x00]].concat()),
        tagged(0x30, &[&granted[..], &tagged(0x30, &[0x05, 0x00])].concat()),
        vec![0x30; 60_000],
    ] {
        let error = refusal(&Answers(answer));
        assert!(matches!(error, TimestampError::Answer(_)), "{error}");
    }
}

#[test]
fn a_refusal_of_the_authority_is_told() {
    // rejection, "queue full", systemFailure
    let status = [
        &[0x02, 0x01, 0x02][..],
        &tagged(0x30, &tagged(0x0C, b"queue full")),
        &[0x03, 0x05, 0x06, 0x00, 0x00, 0x00, 0x40],
    ];
    let authority = Authority {
        status: Some(tagged(0x30, &status.concat())),
        ..Authority::self_made()
    };
    let error = refusal(&authority);
    let TimestampError::NotGranted {
        status,
        reasons,
        remark,
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!((*status, remark.as_str()), (2, "queue full"));
    assert_eq!(reasons, &["error.tsa_system_failure"]);
}

#[test]
fn an_old_answer_is_refused() {
    let authority = Authority {
        wrong_nonce: true,
        ..Authority::self_made()
    };
    assert!(matches!(refusal(&authority), TimestampError::WrongNonce));
}

#[test]
fn a_timestamp_of_something_else_is_refused() {
    let authority = Authority {
        wrong_imprint: true,
        ..Authority::self_made()
    };
    let error = refusal(&authority);
    assert!(
        matches!(&error, TimestampError::Token(refusal) if refusal.id == "timestamp_imprint_mismatch"),
        "{error}"
    );
}

#[test]
fn what_the_authority_did_not_sign_is_put_in_order() {
    // Certificates out of order and beyond its chain, revocation lists, an attribute outside.
    let authority = Authority {
        revocation_lists: tagged(0xA1, &[]),
        unsigned_attribute: true,
        ..Authority::issued()
    };
    let stamped = stamp_with(&signed_once(), &authority);
    assert_eq!(reasons(&stamped), Vec::<&str>::new());
    let cms = cms_of(&stamped, 0);
    let (leaf, middle, root) = issued_chain();
    for certificate in [leaf, middle, root] {
        find(&cms, &certificate.der);
    }
    let stranger = keys::forger().der;
    assert!(!cms.windows(stranger.len()).any(|window| window == stranger));
}

#[test]
fn a_chain_without_its_root_is_completed_from_the_trusted_certificates() {
    let (leaf, middle, root) = issued_chain();
    let authority = Authority {
        chain: vec![middle.der],
        ..Authority::with(leaf)
    };
    let error = refusal(&authority);
    assert!(
        matches!(&error, TimestampError::ChainIncomplete(issuer) if issuer == "Time root"),
        "{error}"
    );
    let trusted = trusting(&root.der);
    let request = TimestampRequest {
        trusted: &trusted,
        ..request()
    };
    let stamped = timestamp_pdf(&signed_once(), &request, &authority).expect("it is complete now");
    // Whoever verifies it needs no file of trusted certificates to see that nothing changed.
    assert_eq!(reasons(&stamped.pdf), Vec::<&str>::new());
    find(&cms_of(&stamped.pdf, 0), &root.der);
}

#[test]
fn an_authority_that_does_not_lead_to_a_trusted_certificate_is_refused_where_trust_is_asked_for() {
    let trusted = trusting(&issue(9, &keys::authority("CN=Other root"), None).der);
    let request = TimestampRequest {
        trusted: &trusted,
        ..request()
    };
    for authority in [Authority::self_made(), Authority::issued()] {
        let error = timestamp_pdf(&signed_once(), &request, &authority).expect_err("not trusted");
        assert!(
            matches!(&error, TimestampError::NotTrusted(name) if name == "Timestamps"),
            "{error}"
        );
    }
}

#[test]
fn a_timestamp_from_after_the_signers_certificate_expired_is_refused() {
    let authority = Authority {
        time: "20320101000000Z",
        ..Authority::wanted(&Wanted {
            validity: ("2026-01-01T00:00:00Z", "2040-01-01T00:00:00Z"),
            ..timestamp_authority("CN=Timestamps")
        })
    };
    let error = refusal(&authority);
    assert!(
        matches!(&error, TimestampError::SignerNotValid { signer, .. } if signer == "資訊主管"),
        "{error}"
    );
}

#[test]
fn an_authority_whose_certificate_had_expired_is_refused() {
    let authority = Authority {
        time: "20310102000000Z",
        ..Authority::self_made()
    };
    let error = refusal(&authority);
    assert!(
        matches!(&error, TimestampError::Token(refusal) if refusal.id == "certificate_expired"),
        "{error}"
    );
}

#[test]
fn a_timestamp_that_does_not_fit_is_refused() {
    // Names of 4 KiB make certificates of more than 8 KiB each.
    let long = "x".repeat(4096);
    let (root, leaf) = (format!("CN=Root {long}"), format!("CN=Time {long}"));
    let issuer = issue(41, &keys::authority(&root), None);
    let issued = issue(42, &timestamp_authority(&leaf), Some((&issuer, &root)));
    let authority = Authority {
        chain: vec![issuer.der],
        ..Authority::with(issued)
    };
    let error = refusal(&authority);
    assert!(
        matches!(error, TimestampError::TooLarge { needed, room: 16_384 } if needed > 16_384),
        "{error}"
    );
}

#[test]
fn upper_case_stays_upper_case() {
    let mut signed = signed_once();
    let gap = contents(&signed, 0);
    signed[gap].make_ascii_uppercase();
    let stamped = stamp_with(&signed, &Authority::self_made());
    assert_eq!(reasons(&stamped), Vec::<&str>::new());
}
