//! Follows the certificates from the signer upwards (RFC 5280 §6, as far as it applies here).

use chrono::{DateTime, Utc};

use super::{cms::Embedded, finding::Finding};
use crate::{model::signing::Trust, sign::certificate::Certificate};

/// Longer chains are refused.
const MAX_LENGTH: usize = 10;

/// What the certificates prove.
pub(in crate::sign) struct Outcome {
    /// How far the signer can be traced.
    pub(in crate::sign) trust: Trust,
    /// Whether the chain leads to a certificate given as trusted.
    pub(in crate::sign) anchored: bool,
    /// What is wrong.
    pub(in crate::sign) findings: Vec<Finding>,
}

/// Follows the chain. Every embedded certificate must be part of it, and the signature of each
/// must have been checked, by its issuer's key or because the signing-certificate attribute binds
/// it. The certificates must have been valid at `time`.
pub(in crate::sign) fn evaluate(
    embedded: &Embedded,
    trusted: &[Certificate],
    time: DateTime<Utc>,
) -> Outcome {
    let path = build_path(&embedded.signer, &embedded.others, trusted);
    let anchor = path.iter().position(|certificate| is_among(certificate, trusted));
    let relied_on = relied_on(&path, trusted);
    let mut findings = check_validity(relied_on, time);
    findings.extend(check_embedded(embedded, &path, trusted));
    let from_card_issuer = || {
        relied_on
            .iter()
            .any(|certificate| is_card_issuer(&certificate.issuer_text()))
    };
    let trust = match anchor {
        _ if embedded.signer.is_self_signed() => Trust::SelfMade,
        Some(_) if from_card_issuer() => Trust::CardCa,
        Some(_) => Trust::Ca,
        None => Trust::Unknown,
    };
    Outcome {
        trust,
        anchored: anchor.is_some(),
        findings,
    }
}

/// Whether the certificates relied on were valid at another time, such as that of a timestamp.
pub(in crate::sign) fn is_valid_at(
    embedded: &Embedded,
    trusted: &[Certificate],
    time: DateTime<Utc>,
) -> bool {
    let path = build_path(&embedded.signer, &embedded.others, trusted);
    check_validity(relied_on(&path, trusted), time).is_empty()
}

/// The part of a path that is relied on. What stands above a trusted certificate need not be
/// valid: trust ends where the user says.
fn relied_on<'a, 'b>(path: &'b [&'a Certificate], trusted: &[Certificate]) -> &'b [&'a Certificate] {
    let anchor = path.iter().position(|certificate| is_among(certificate, trusted));
    anchor.and_then(|anchor| path.get(..=anchor)).unwrap_or(path)
}

fn is_among(certificate: &Certificate, list: &[Certificate]) -> bool {
    list.iter().any(|other| other.der() == certificate.der())
}

/// The authorities that issue certificates on cards only: 內政部憑證管理中心 (MOICA,
/// 自然人憑證) and 工商憑證管理中心 (MOEACA, 工商憑證).
fn is_card_issuer(issuer: &str) -> bool {
    ["內政部憑證管理中心", "工商憑證管理中心"]
        .iter()
        .any(|name| issuer.contains(name))
}

/// The signer, its issuer, and so on, until a self-signed certificate or one whose issuer is not
/// at hand. Each link's signature has been checked. A trusted issuer is preferred to an embedded
/// one.
pub(in crate::sign) fn build_path<'a>(
    signer: &'a Certificate,
    embedded: &'a [Certificate],
    trusted: &'a [Certificate],
) -> Vec<&'a Certificate> {
    let mut path = vec![signer];
    while let Some(last) = path.last() {
        if path.len() >= MAX_LENGTH || last.is_self_signed() {
            break;
        }
        let intermediates_below = path.len() - 1;
        let is_issuer = |candidate: &&Certificate| {
            last.names_as_issuer(candidate)
                && candidate.may_issue(intermediates_below)
                && !path.iter().any(|known| known.der() == candidate.der())
                && last.is_signed_by(candidate)
        };
        let Some(issuer) = trusted
            .iter()
            .find(is_issuer)
            .or_else(|| embedded.iter().find(is_issuer))
        else {
            break;
        };
        path.push(issuer);
    }
    path
}

fn check_validity(path: &[&Certificate], time: DateTime<Utc>) -> Vec<Finding> {
    let describe = |certificate: &&&Certificate| {
        let (start, end) = certificate.validity();
        let id = if time < start {
            "certificate_not_yet_valid"
        } else {
            "certificate_expired"
        };
        let name = certificate.common_name();
        Finding::new(
            id,
            format!("{name} is valid from {start} to {end}, the time is {time}"),
        )
    };
    path.iter()
        .filter(|certificate| !certificate.is_valid_at(time))
        .map(|certificate| describe(&certificate))
        .collect()
}

/// Whether each embedded certificate is used, and nothing in it could change unseen.
fn check_embedded(embedded: &Embedded, path: &[&Certificate], trusted: &[Certificate]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (certificate, is_bound) in embedded.others.iter().zip(&embedded.bound) {
        let name = certificate.common_name();
        let place = path.iter().position(|used| used.der() == certificate.der());
        let issues =
            |used: &&&Certificate| used.names_as_issuer(certificate) && used.is_signed_by(certificate);
        if place.is_none() && !path.iter().any(|used| issues(&used)) {
            let detail = format!("{name} is embedded but not part of the signer's chain");
            findings.push(Finding::new("certificate_unused", detail));
            continue;
        }
        let has_issuer_in_path = place.is_some_and(|place| place + 1 < path.len());
        let is_checked = has_issuer_in_path || certificate.is_self_signed() || is_among(certificate, trusted);
        if !*is_bound && !is_checked {
            let detail = format!("the issuer of {name} is not at hand, so its signature cannot be checked");
            findings.push(Finding::new("certificate_unchecked", detail));
        }
    }
    findings
}
