//! Bytes of every kind get a verdict: no panic, no endless loop, no error.

use proptest::prelude::*;

use crate::support::{find, keys, pdf, preparer, reasons};
use zicha::sign::{VerifyOptions, sign_pdf, verify_pdf};

fn signed() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

fn is_refused(pdf: &[u8]) {
    assert!(!reasons(pdf).is_empty());
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [
        "",
        "%PDF-",
        "%PDF-1.7",
        "%PDF-1.7\n%%EOF",
        "hello",
        "%PDF-1.7\nstartxref\n0\n%%EOF\n",
    ] {
        is_refused(bytes.as_bytes());
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let pdf = signed();
    for end in (0..pdf.len()).step_by(97).chain(pdf.len() - 200..pdf.len()) {
        let verdict = verify_pdf(&pdf[..end], &VerifyOptions::default());
        assert!(!verdict.valid, "cut at {end} of {}", pdf.len());
    }
}

#[test]
fn an_encrypted_file_is_refused_as_such() {
    let mut report = pdf::report();
    report.trailer.push_str("/Encrypt<</Filter/Standard>>");
    assert_eq!(reasons(&report.bytes()), ["encrypted"]);
}

#[test]
fn cross_references_that_go_in_a_circle_are_refused() {
    let mut report = pdf::report();
    let start = pdf::last_startxref(&report.bytes());
    report.trailer.push_str(&format!("/Prev {start}"));
    assert_eq!(reasons(&report.bytes()), ["structure_malformed"]);
}

#[test]
fn nesting_without_end_is_refused() {
    let mut report = pdf::report();
    report.objects[9] = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    report.objects[6] = pdf::field("Preparer", "[0 0 0 0]/V 10 0 R");
    is_refused(&report.bytes());
    report.objects[5] = "<</Fields[6 0 R]/Kids[6 0 R]/T(a)>>".to_owned();
    is_refused(&report.bytes());
}

#[test]
fn claimed_sizes_are_not_believed() {
    let text = String::from_utf8(pdf::report().bytes()).expect("ASCII");
    is_refused(
        text.replace("xref\n0 11", "xref\n0 99999999999999999999")
            .as_bytes(),
    );
    is_refused(text.replace("xref\n0 11", "xref\n0 4294967295").as_bytes());
    is_refused(
        text.replace("/Length 38", "/Length 9223372036854775807")
            .as_bytes(),
    );
    let stream = "%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 8000000/W[0 0 0]/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    is_refused(stream.as_bytes());
    let stream = stream.replace("[0 0 0]", "[8 8 8]");
    is_refused(stream.as_bytes());
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let mut report = pdf::report();
    report.objects[0] = "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/AcroForm 5 0 R>>".to_owned();
    assert_eq!(reasons(&report.bytes()), ["structure_malformed"]);
}

#[test]
fn a_hybrid_cross_reference_is_refused() {
    let mut report = pdf::report();
    report.trailer.push_str("/XRefStm 20");
    assert_eq!(reasons(&report.bytes()), ["structure_unsupported"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn bytes_replaced_anywhere_get_a_verdict(places in prop::collection::vec((0..40_000_usize, any::<u8>()), 1..12)) {
        let mut pdf = signed_once_for_all().to_vec();
        let mut changed = false;
        for (place, byte) in places {
            let place = place % pdf.len();
            changed |= pdf[place] != byte;
            pdf[place] = byte;
        }
        let verdict = verify_pdf(&pdf, &VerifyOptions::default());
        prop_assert!(!changed || pdf == *signed_once_for_all() || !verdict.valid);
    }

    #[test]
    fn pieces_taken_out_or_doubled_get_a_verdict(from in 0..40_000_usize, length in 1..400_usize, double in any::<bool>()) {
        let pdf = signed_once_for_all();
        let from = from % pdf.len();
        let to = (from + length).min(pdf.len());
        let changed = if double {
            [&pdf[..to], &pdf[from..]].concat()
        } else {
            [&pdf[..from], &pdf[to..]].concat()
        };
        prop_assert!(!verify_pdf(&changed, &VerifyOptions::default()).valid);
    }

    #[test]
    fn arbitrary_structure_gets_a_verdict(body in "[ -~\n]{0,300}") {
        let pdf = format!("%PDF-1.7\n{body}\nstartxref\n9\n%%EOF\n");
        prop_assert!(!verify_pdf(pdf.as_bytes(), &VerifyOptions::default()).valid);
    }
}

fn signed_once_for_all() -> &'static [u8] {
    static SIGNED: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    SIGNED.get_or_init(signed)
}

#[test]
fn object_streams_that_unpack_without_end_are_refused() {
    use std::io::Write as _;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        packer.write_all(&[b' '; 1 << 20]).expect("memory");
    }
    let data = packer.finish().expect("memory");
    let mut pdf = b"%PDF-1.7\n1 0 obj\n".to_vec();
    pdf.extend_from_slice(
        format!(
            "<</Type/XRef/Size 2/W[1 2 1]/Filter/FlateDecode/Length {}>>\nstream\n",
            data.len()
        )
        .as_bytes(),
    );
    pdf.extend_from_slice(&data);
    pdf.extend_from_slice(b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n");
    assert!(find(&pdf, b"startxref") < 200_000);
    assert_eq!(reasons(&pdf), ["structure_too_large"]);
}
