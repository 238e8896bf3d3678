//! The published classes of attacks on PDF signatures, rebuilt on our own report: signature
//! forgery, incremental saving, signature wrapping.

use crate::support::{
    find,
    forger::{Oddities, Update, value},
    keys, pdf, preparer, reasons, rfind,
};
use zicha::sign::sign_pdf;

fn signed() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

/// A report whose preparer field holds this signature dictionary.
fn forged(value: &str) -> Vec<u8> {
    let field = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    Update::new(&pdf::report().bytes(), &[(50, value), (7, &field)]).bytes()
}

const KIND: &str = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260331170000+08'00')";

#[track_caller]
fn has_reason(pdf: &[u8], reason: &str) {
    let found = reasons(pdf);
    assert!(found.contains(&reason), "{found:?}");
}

#[test]
fn an_unsigned_report_is_refused() {
    assert_eq!(reasons(&pdf::report().bytes()), ["unsigned"]);
}

#[test]
fn a_signature_without_contents_is_refused() {
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]>>")),
        "contents_missing",
    );
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]/Contents<>>>")),
        "contents_empty",
    );
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]/Contents null>>")),
        "contents_not_hexadecimal",
    );
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]/Contents(0)>>")),
        "contents_not_hexadecimal",
    );
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]/Contents>>")),
        "structure_malformed",
    );
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[0 10 20 10]/Contents<00>>>")),
        "byte_range_gap",
    );
}

#[test]
fn a_signature_without_byte_range_is_refused() {
    has_reason(
        &forged(&format!("<<{KIND}/Contents<3000>>>")),
        "byte_range_missing",
    );
    for range in [
        "null",
        "[]",
        "[0 1 2]",
        "[0 1 2 3 4]",
        "[0 -1 2 3]",
        "[0 1 2 (3)]",
        "[0 1.0 2 3]",
    ] {
        has_reason(
            &forged(&format!("<<{KIND}/ByteRange {range}/Contents<3000>>>")),
            "byte_range_malformed",
        );
    }
    has_reason(
        &forged(&format!("<<{KIND}/ByteRange[1 1 2 3]/Contents<3000>>>")),
        "byte_range_start",
    );
}

#[test]
fn a_byte_range_beyond_the_file_is_refused() {
    let pdf = forged(&format!(
        "<<{KIND}/Contents<3000>/ByteRange[0 AAAA BBBB 9223372036854775807]>>"
    ));
    let start = find(&pdf, b"<3000>");
    let text = String::from_utf8(pdf).expect("ASCII");
    let text = text
        .replace("AAAA", &format!("{start:4}"))
        .replace("BBBB", &format!("{:4}", start + 6));
    has_reason(text.as_bytes(), "byte_range_outside");
}

#[test]
fn zeros_in_place_of_the_signature_are_refused() {
    let field = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    let report = pdf::report().bytes();
    let value = value();
    let mut pdf =
        Update::new(&report, &[(50, &value), (7, &field)]).signed(&keys::forger(), Oddities::default());
    assert_eq!(reasons(&pdf), Vec::<&str>::new());
    let start = find(&pdf, b"/Contents <") + 11;
    pdf[start..start + 7000].fill(b'0');
    has_reason(&pdf, "cms_malformed");
}

#[test]
fn an_update_after_the_signature_is_refused() {
    let base = signed();
    let text = "BT /F1 18 Tf 72 700 Td (No gaps) Tj ET";
    let content = format!("<</Length {}>>\nstream\n{text}\nendstream", text.len());
    has_reason(
        &Update::new(&base, &[(4, &content)]).bytes(),
        "bytes_after_last_signature",
    );
    // Even one that changes nothing.
    has_reason(&Update::new(&base, &[]).bytes(), "bytes_after_last_signature");
}

#[test]
fn anything_after_the_end_is_refused() {
    for tail in [
        "\n",
        "% a comment",
        "\n%%EOF\n",
        "4 0 obj\n<</Length 0>>\nendobj\n",
        "\0",
    ] {
        let mut pdf = signed();
        pdf.extend_from_slice(tail.as_bytes());
        has_reason(&pdf, "bytes_after_last_signature");
    }
}

#[test]
fn an_update_without_cross_reference_is_refused() {
    let mut pdf = signed();
    let start = pdf::last_startxref(&pdf);
    let update = "4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\ntrailer\n<</Size 60/Root 1 0 R>>\n";
    pdf.extend_from_slice(format!("{update}startxref\n{start}\n%%EOF\n").as_bytes());
    has_reason(&pdf, "bytes_after_last_signature");
}

#[test]
fn a_copy_of_the_signature_in_an_update_is_refused() {
    let base = signed();
    let start = find(&base, b"<</Type /Sig");
    let end = start + find(&base[start..], b"\nendobj");
    let copy = String::from_utf8(base[start..end].to_vec()).expect("ASCII");
    let field = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    has_reason(
        &Update::new(&base, &[(50, &copy), (7, &field)]).bytes(),
        "byte_range_gap",
    );
}

#[test]
fn a_signature_wrapped_around_other_bytes_is_refused() {
    // The second part moves down to make room, and the byte range is told so.
    let base = signed();
    let gap_end = find(&base, b"/Contents <") + find(&base[find(&base, b"/Contents <")..], b">") + 1;
    let room = b">>\nendobj\n4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n";
    let mut pdf = [&base[..gap_end], room, &base[gap_end..]].concat();
    let range = find(&pdf, b"/ByteRange [");
    let old = format!(" {gap_end} ");
    let place = range + find(&pdf[range..], old.as_bytes());
    let new = format!(" {} ", gap_end + room.len());
    pdf.splice(place..place + old.len(), new.bytes());
    has_reason(&pdf, "byte_range_gap");
}

#[test]
fn a_signature_taken_off_leaves_the_earlier_revision() {
    // Nothing in the file can tell; that is why the workbook records the hash of each signed file.
    let [one, two, _] = crate::signing::signed_three_times(&pdf::report().bytes());
    assert_eq!(&two[..one.len()], one);
    assert_eq!(reasons(&two[..one.len()]), Vec::<&str>::new());
}

#[test]
fn another_kind_of_signature_is_refused() {
    let mut pdf = signed();
    let place = rfind(&pdf, b"ETSI.CAdES.detached");
    pdf[place..place + 19].copy_from_slice(b"adbe.pkcs7.detached");
    has_reason(&pdf, "subfilter_unsupported");
}
