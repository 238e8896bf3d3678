//! Cards, as far as no card is needed: naming them, choosing a certificate, encoding.

use der::Decode;
use p256::ecdsa::signature::Signer as _;
use rsa::Pkcs1v15Sign;
use sha2::{Digest as _, Sha256};
use x509_cert::ext::pkix::KeyUsages;
use zicha::sign::algorithm::{Digest, PublicKey, SignatureAlgorithm};
use zicha::sign::certificate::Certificate;
use zicha::sign::identity::card::choice::{Candidate, choose};
use zicha::sign::identity::card::encoding::{digest_info, ecdsa_as_der};
use zicha::sign::identity::card::{CardError, CardUri, CardUriError, PinState};

use crate::support::keys::{Issued, Wanted, authority, issue, rsa_key};

fn uri(text: &str) -> CardUri {
    CardUri::parse(text).unwrap()
}

#[test]
fn a_card_is_named_by_token_object_identifier_and_module() {
    let found = uri(
        "pkcs11:token=%E6%86%91%E8%AD%89%20IC;manufacturer=CHT;model=T7S;serial=0012;slot-id=3;object=SIGN;id=%53%49GN;type=cert?module-path=/lib/a%20b.so&unknown=1",
    );
    assert_eq!(found.token.as_deref(), Some("憑證 IC"));
    assert_eq!(found.manufacturer.as_deref(), Some("CHT"));
    assert_eq!(found.model.as_deref(), Some("T7S"));
    assert_eq!(found.serial.as_deref(), Some("0012"));
    assert_eq!(found.slot_id, Some(3));
    assert_eq!(found.object.as_deref(), Some("SIGN"));
    assert_eq!(found.id.as_deref(), Some(&b"SIGN"[..]));
    assert_eq!(found.module.as_deref(), Some("/lib/a b.so"));
}

#[test]
fn a_name_typed_without_percent_signs_means_the_same() {
    assert_eq!(
        uri("PKCS11:token=測試 卡"),
        uri("pkcs11:token=%E6%B8%AC%E8%A9%A6%20%E5%8D%A1")
    );
    let windows = uri(r"pkcs11:?module-path=C:\Program Files\HiCOS\HiCOSPKCS11.dll");
    assert_eq!(
        windows.module.as_deref(),
        Some(r"C:\Program Files\HiCOS\HiCOSPKCS11.dll")
    );
    assert_eq!(uri("pkcs11:"), CardUri::default());
}

#[test]
fn a_card_is_told_from_a_file() {
    assert!(CardUri::is_one("pkcs11:token=x") && CardUri::is_one("Pkcs11:"));
    for file in ["pkcs11", "pkcs11.p12", "./pkcs11:x", "憑證證.p12", ""] {
        assert!(!CardUri::is_one(file), "{file}");
    }
}

#[test]
fn a_card_is_written_as_it_is_read() {
    for text in [
        "pkcs11:token=%E6%86%91%E8%AD%89%3B%25;serial=1;slot-id=4;object=a%26b;id=%00%FF?module-path=/x/%3F%23.so",
        "pkcs11:token=a%27b%22%24",
        "pkcs11:",
    ] {
        let once = uri(text);
        assert_eq!(uri(&once.to_string()), once);
        let quoted_safely = |c: char| c.is_ascii_graphic() && !"'\"$`\\!&|<>".contains(c);
        assert!(once.to_string().chars().all(quoted_safely), "{once}");
    }
}

#[test]
fn a_pin_in_the_name_is_refused_and_not_repeated() {
    for text in [
        "pkcs11:token=x?pin-value=135791",
        "pkcs11:token=x;pin-value=135791",
        "pkcs11:?module-path=/m.so&pin-source=file:/135791",
    ] {
        let fault = CardUri::parse(text).unwrap_err();
        assert!(matches!(fault, CardUriError::Pin(_)), "{fault}");
        assert!(!fault.to_string().contains("135791"));
        assert!(!fault.words().to_string().contains("135791"));
    }
}

#[test]
fn what_is_not_understood_of_a_name_is_refused() {
    let refused = |text: &str| CardUri::parse(text).unwrap_err();
    let named = str::to_owned;
    assert_eq!(refused("file.p12"), CardUriError::Scheme);
    assert_eq!(refused("pkcs11:token=a;135791"), CardUriError::Part(2));
    assert_eq!(
        refused("pkcs11:token=a;token=b"),
        CardUriError::Repeated(named("token"))
    );
    assert_eq!(
        refused("pkcs11:library-version=3"),
        CardUriError::Unknown(named("library-version"))
    );
    assert_eq!(
        refused("pkcs11:?module-name=x"),
        CardUriError::Unknown(named("module-name"))
    );
    for (text, name) in [
        ("pkcs11:token=%E6%86", "token"),
        ("pkcs11:token=%4", "token"),
        ("pkcs11:token=%zz", "token"),
        ("pkcs11:token=%+1", "token"),
        ("pkcs11:token=%0A", "token"),
        ("pkcs11:token=", "token"),
        ("pkcs11:id=", "id"),
        ("pkcs11:slot-id=-1", "slot-id"),
        ("pkcs11:slot-id=x", "slot-id"),
        ("pkcs11:type=data", "type"),
        ("pkcs11:?module-path=", "module-path"),
    ] {
        assert_eq!(refused(text), CardUriError::Value(named(name)), "{text}");
    }
}

/// What a 自然人憑證 holds: signature, encryption, and the two authorities above.
struct Card {
    root: Issued,
    middle: Issued,
    candidates: Vec<Candidate>,
}

const ROOT: &str = "CN=Root";
const MIDDLE: &str = "CN=Card CA";

fn candidate(object: &str, issued: &Issued) -> Candidate {
    Candidate {
        object: object.to_owned(),
        id: object.as_bytes().to_vec(),
        certificate: Certificate::from_der(&issued.der).unwrap(),
    }
}

fn leaf(seed: u8, usage: KeyUsages, issuer: &Issued) -> Issued {
    let wanted = Wanted {
        subject: "CN=Holder",
        usage: Some(usage),
        ..Wanted::default()
    };
    issue(seed, &wanted, Some((issuer, MIDDLE)))
}

fn card() -> Card {
    let root = issue(40, &authority(ROOT), None);
    let middle = issue(41, &authority(MIDDLE), Some((&root, ROOT)));
    let candidates = vec![
        candidate("ROOTCACert", &root),
        candidate("CACert", &middle),
        candidate("KEYX", &leaf(42, KeyUsages::KeyEncipherment, &middle)),
        candidate("SIGN", &leaf(43, KeyUsages::DigitalSignature, &middle)),
    ];
    Card {
        root,
        middle,
        candidates,
    }
}

#[test]
fn the_certificate_for_signatures_is_chosen_among_those_of_a_citizen_card() {
    let card = card();
    let chosen = choose(&card.candidates, &uri("pkcs11:")).unwrap();
    assert_eq!(chosen.object, "SIGN");
    assert_eq!(
        choose(&card.candidates, &uri("pkcs11:id=SIGN")).unwrap().object,
        "SIGN"
    );
    assert!(
        chosen
            .certificate
            .names_as_issuer(&card.candidates[1].certificate)
    );
}

#[test]
fn a_certificate_for_encryption_or_of_an_authority_is_not_signed_with_even_if_named() {
    let card = card();
    for object in ["KEYX", "CACert", "ROOTCACert", "elsewhere"] {
        let fault = choose(&card.candidates, &uri(&format!("pkcs11:object={object}"))).unwrap_err();
        let CardError::NoSigningCertificate(known) = fault else {
            panic!("{fault}");
        };
        assert_eq!(known.len(), 4);
        assert!(
            known
                .iter()
                .any(|row| row.contains("object=SIGN") && row.contains("Holder"))
        );
    }
}

/// Old roots say nothing of being an authority.
#[test]
fn a_certificate_that_issued_another_one_on_the_card_is_an_authority() {
    let silent = Wanted {
        subject: MIDDLE,
        usage: None,
        ..Wanted::default()
    };
    let issuer = issue(44, &silent, None);
    let both = [
        candidate("CACert", &issuer),
        candidate("SIGN", &leaf(45, KeyUsages::NonRepudiation, &issuer)),
    ];
    assert_eq!(choose(&both, &uri("pkcs11:")).unwrap().object, "SIGN");
}

#[test]
fn several_certificates_for_signing_are_listed_and_one_can_be_named() {
    let mut card = card();
    let second = leaf(46, KeyUsages::DigitalSignature, &card.middle);
    card.candidates.push(candidate("SIGN02", &second));
    let fault = choose(&card.candidates, &uri("pkcs11:")).unwrap_err();
    let CardError::SeveralCertificates(known) = fault else {
        panic!("{fault}");
    };
    assert_eq!(known.len(), 2);
    for row in &known {
        let name = row.split(' ').next().unwrap();
        assert!(choose(&card.candidates, &uri(name)).is_ok(), "{name}");
    }
    let chosen = choose(&card.candidates, &uri("pkcs11:object=SIGN02")).unwrap();
    assert_eq!(chosen.object, "SIGN02");
}

#[test]
fn the_same_certificate_twice_is_no_choice() {
    let mut card = card();
    let again = Candidate {
        object: "copy".to_owned(),
        ..card.candidates[3].clone()
    };
    card.candidates.push(again);
    assert_eq!(choose(&card.candidates, &uri("pkcs11:")).unwrap().object, "SIGN");
    assert!(Certificate::from_der(&card.root.der).unwrap().is_self_signed());
}

#[test]
fn a_hash_wrapped_for_a_card_makes_the_same_rsa_signature_as_a_hash_signed_here() {
    let key = rsa_key(2048);
    let hash = Sha256::digest("本報告");
    let wrapped = digest_info(Digest::Sha256, &hash).unwrap();
    // CKM_RSA_PKCS pads what it is given; without a prefix of its own the crate does just that.
    let by_card = key.sign(Pkcs1v15Sign::new_unprefixed(), &wrapped).unwrap();
    let here = key.sign(Pkcs1v15Sign::new::<Sha256>(), &hash).unwrap();
    assert_eq!(by_card, here);
    assert!(der::Any::from_der(&digest_info(Digest::Sha384, &[1; 48]).unwrap()).is_ok());
}

#[test]
fn an_ecdsa_signature_of_a_card_becomes_der() {
    let message = b"signed attributes";
    let p256 = p256::ecdsa::SigningKey::from_slice(&[5; 32]).unwrap();
    let p384 = p384::ecdsa::SigningKey::from_slice(&[6; 48]).unwrap();
    let signature: p256::ecdsa::Signature = p256.sign(message);
    let longer: p384::ecdsa::Signature = p384.sign(message);
    for (public, raw, digest) in [
        (
            PublicKey::P256(*p256.verifying_key()),
            signature.to_bytes().to_vec(),
            Digest::Sha256,
        ),
        (
            PublicKey::P384(*p384.verifying_key()),
            longer.to_bytes().to_vec(),
            Digest::Sha384,
        ),
    ] {
        let der = ecdsa_as_der(&public, &raw).unwrap();
        let holds = public.verify(SignatureAlgorithm::Ecdsa(digest), message, &der);
        assert!(holds.unwrap());
        assert_eq!(
            ecdsa_as_der(&public, &der),
            Some(der.clone()),
            "DER stays as it is"
        );
        assert_eq!(ecdsa_as_der(&public, &raw[1..]), None);
        assert_eq!(
            ecdsa_as_der(&public, &vec![0; raw.len()]),
            None,
            "r and s are not zero"
        );
    }
}

/// A person reads these in a hurry, with a card that may lock.
#[test]
fn a_wrong_pin_says_what_is_known_of_the_tries_left() {
    use zicha::lang::{Lang, words};
    let say = |left| words(&CardError::WrongPin(left).words(), Lang::En);
    assert!(say(PinState::LastTry).contains("one more wrong PIN locks"));
    assert!(say(PinState::Locked).contains("locked now"));
    assert!(say(PinState::Usable).contains("does not say"));
    assert_eq!(
        CardError::WrongPin(PinState::Locked).hint(),
        "error.hint_card_locked"
    );
    assert_eq!(
        CardError::WrongPin(PinState::Low).hint(),
        "error.hint_card_wrong_pin"
    );
}
