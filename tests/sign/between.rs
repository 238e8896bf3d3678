//! What may change between two signatures. The second signer here is an attacker with a valid
//! key: every file is correctly signed twice.

use crate::support::{
    forger::{Oddities, Update, value, value_with},
    keys, pdf, preparer, reasons, request,
};
use zicha::sign::sign_pdf;

/// The report, certified by its preparer.
fn certified() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

/// The report, signed by its preparer without certification.
fn approved() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &request("Preparer"), keys::preparer()).expect("the preparer signs")
}

const REVIEWER: &str =
    "<</Type/Annot/Subtype/Widget/FT/Sig/T(Reviewer)/F 132/P 3 0 R/Rect[0 0 0 0]/V 50 0 R>>";
const PAGE: &str =
    "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[7 0 R 8 0 R 9 0 R]>>";

/// The second signature with further objects.
fn signed_with(base: &[u8], more: &[(u32, &str)]) -> Vec<u8> {
    let value = value();
    let mut objects = vec![(50, value.as_str()), (8, REVIEWER)];
    objects.retain(|(number, _)| !more.iter().any(|(other, _)| other == number));
    objects.extend_from_slice(more);
    Update::new(base, &objects).signed(&keys::forger(), Oddities::default())
}

fn refused(pdf: &[u8], reason: &str) {
    assert_eq!(reasons(pdf), [reason]);
}

fn accepted(pdf: &[u8]) {
    assert_eq!(reasons(pdf), Vec::<&str>::new());
}

#[test]
fn filling_a_declared_field_is_accepted() {
    accepted(&signed_with(&certified(), &[]));
    accepted(&signed_with(&approved(), &[]));
}

#[test]
fn writing_an_object_again_unchanged_is_accepted() {
    accepted(&signed_with(&certified(), &[(3, PAGE)]));
}

#[test]
fn another_page_content_is_refused() {
    let text = "BT /F1 18 Tf 72 700 Td (No gaps) Tj ET";
    let content = format!("<</Length {}>>\nstream\n{text}\nendstream", text.len());
    refused(
        &signed_with(&certified(), &[(4, &content)]),
        "changed_after_signature",
    );
}

#[test]
fn another_font_is_refused() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
    refused(
        &signed_with(&certified(), &[(5, font)]),
        "changed_after_signature",
    );
}

#[test]
fn a_page_that_points_to_other_content_is_refused() {
    let page = PAGE.replace("/Contents 4 0 R", "/Contents 5 0 R");
    refused(
        &signed_with(&certified(), &[(3, &page)]),
        "changed_after_signature",
    );
}

#[test]
fn a_further_page_is_refused() {
    let pages = "<</Type/Pages/Kids[3 0 R 51 0 R]/Count 2/MediaBox[0 0 595.28 841.89]>>";
    let page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>";
    refused(
        &signed_with(&certified(), &[(2, pages), (51, page)]),
        "changed_after_signature",
    );
}

#[test]
fn an_action_at_opening_is_refused() {
    let base = approved();
    let catalogue = "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/OpenAction<</S/JavaScript/JS(1)>>>>";
    refused(&signed_with(&base, &[(1, catalogue)]), "changed_after_signature");
}

#[test]
fn a_comment_on_the_page_is_refused() {
    let page = PAGE.replace("9 0 R]", "9 0 R 51 0 R]");
    let note = "<</Type/Annot/Subtype/FreeText/Rect[72 690 300 720]/Contents(No gaps)>>";
    refused(
        &signed_with(&certified(), &[(3, &page), (51, note)]),
        "changed_after_signature",
    );
}

#[test]
fn a_widget_moved_over_the_text_is_refused() {
    let moved = REVIEWER.replace("[0 0 0 0]", "[72 690 300 720]");
    refused(
        &signed_with(&certified(), &[(8, &moved)]),
        "changed_after_signature",
    );
}

#[test]
fn another_field_changed_along_the_way_is_refused() {
    let renamed = pdf::field("Somebody", "[0 0 0 0]");
    refused(
        &signed_with(&certified(), &[(9, &renamed)]),
        "changed_after_signature",
    );
}

#[test]
fn a_field_taken_out_of_the_form_is_refused() {
    let form = "<</Fields[7 0 R 8 0 R]/SigFlags 3>>";
    refused(
        &signed_with(&certified(), &[(6, form)]),
        "changed_after_signature",
    );
}

#[test]
fn appearances_that_readers_shall_draw_anew_are_refused() {
    let form = "<</Fields[7 0 R 8 0 R 9 0 R]/SigFlags 3/NeedAppearances true>>";
    refused(
        &signed_with(&certified(), &[(6, form)]),
        "changed_after_signature",
    );
}

#[test]
fn another_title_in_the_document_information_is_refused() {
    refused(
        &signed_with(&certified(), &[(10, "<</Producer(tests)/Title(No gaps)>>")]),
        "changed_after_signature",
    );
    accepted(&signed_with(
        &certified(),
        &[(10, "<</Producer(another program)>>")],
    ));
}

#[test]
fn an_object_that_nothing_needs_is_refused() {
    refused(
        &signed_with(&certified(), &[(51, "(hidden)")]),
        "changed_after_signature",
    );
}

#[test]
fn an_appearance_of_plain_graphics_is_accepted() {
    let field = REVIEWER.replace("/V 50", "/AP<</N 51 0 R>>/V 50");
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 52 0 R/F2 5 0 R>>>>/Length 3>>\nstream\nq Q\nendstream";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
    accepted(&signed_with(&certified(), &[(8, &field), (51, form), (52, font)]));
}

#[test]
fn an_appearance_in_a_layer_is_refused() {
    let field = REVIEWER.replace("/V 50", "/AP<</N 51 0 R>>/V 50");
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/OC 52 0 R/Length 3>>\nstream\nq Q\nendstream";
    let layer = "<</Type/OCG/Name(x)>>";
    refused(
        &signed_with(&certified(), &[(8, &field), (51, form), (52, layer)]),
        "appearance_unsupported",
    );
}

#[test]
fn an_appearance_that_was_there_before_is_refused() {
    let field = REVIEWER.replace("/V 50", "/AP<</N 4 0 R>>/V 50");
    refused(
        &signed_with(&certified(), &[(8, &field)]),
        "appearance_unsupported",
    );
}

#[test]
fn a_reference_that_led_nowhere_must_not_be_given_content_later() {
    let mut report = pdf::report();
    report.objects[2] = PAGE.replace("/Contents 4 0 R", "/Contents[4 0 R 51 0 R]");
    let base = sign_pdf(&report.bytes(), &preparer(), keys::preparer()).expect("the preparer signs");
    accepted(&signed_with(&base, &[]));
    let field = REVIEWER.replace("/V 50", "/AP<</N 51 0 R>>/V 50");
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 3>>\nstream\nq Q\nendstream";
    refused(
        &signed_with(&base, &[(8, &field), (51, form)]),
        "appearance_unsupported",
    );
}

#[test]
fn a_freed_object_is_refused() {
    let base = certified();
    let value = value();
    let mut update = Update::new(&base, &[(50, &value), (8, REVIEWER)]);
    update.entries.push((5, "0000000000 00001 f ".to_owned()));
    refused(
        &update.signed(&keys::forger(), Oddities::default()),
        "object_reused",
    );
}

#[test]
fn an_object_revived_from_signed_bytes_is_refused() {
    let base = certified();
    let old = crate::support::find(&base, b"5 0 obj");
    let value = value();
    let mut update = Update::new(&base, &[(50, &value), (8, REVIEWER)]);
    update.entries.push((5, format!("{old:010} 00000 n ")));
    refused(
        &update.signed(&keys::forger(), Oddities::default()),
        "object_reused",
    );
}

#[test]
fn bytes_between_the_objects_are_refused() {
    let base = certified();
    let value = value();
    let mut update = Update::new(&base, &[(50, &value), (8, REVIEWER)]);
    update.junk = "4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n";
    refused(
        &update.signed(&keys::forger(), Oddities::default()),
        "hidden_bytes",
    );
    update.junk = "% nothing but a comment\n";
    refused(
        &update.signed(&keys::forger(), Oddities::default()),
        "hidden_bytes",
    );
    update.junk = " \n ";
    accepted(&update.signed(&keys::forger(), Oddities::default()));
}

#[test]
fn another_catalogue_is_refused() {
    let base = certified();
    let value = value();
    let catalogue = "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>";
    let mut update = Update::new(&base, &[(50, &value), (8, REVIEWER), (51, catalogue)]);
    update.trailer = Some("/Size 60/Root 51 0 R/Info 10 0 R".to_owned());
    let found = reasons(&update.signed(&keys::forger(), Oddities::default()));
    assert!(found.contains(&"trailer_changed"), "{found:?}");
}

#[test]
fn a_size_that_hides_objects_is_refused() {
    let base = certified();
    let value = value();
    let mut update = Update::new(&base, &[(50, &value), (8, REVIEWER)]);
    update.trailer = Some("/Size 4/Root 1 0 R/Info 10 0 R".to_owned());
    let found = reasons(&update.signed(&keys::forger(), Oddities::default()));
    assert_eq!(found.first(), Some(&"structure_unsupported"));
}

#[test]
fn one_value_in_two_fields_is_refused() {
    let approver = pdf::field("Approver", "[0 0 0 0]/V 50 0 R");
    let found = reasons(&signed_with(&certified(), &[(9, &approver)]));
    assert!(found.contains(&"value_in_several_fields"), "{found:?}");
}

#[test]
fn the_first_signature_in_a_second_field_is_refused() {
    let base = certified();
    let number = value_number(&base);
    let reviewer = REVIEWER.replace("50 0 R", &format!("{number} 0 R"));
    let found = reasons(&Update::new(&base, &[(8, &reviewer)]).bytes());
    assert!(found.contains(&"value_in_several_fields"), "{found:?}");
    assert!(found.contains(&"bytes_after_last_signature"), "{found:?}");
}

/// The object number of the only signature value.
fn value_number(pdf: &[u8]) -> String {
    let start = crate::support::rfind(pdf, b"/V ") + 3;
    String::from_utf8(
        pdf[start..]
            .iter()
            .copied()
            .take_while(u8::is_ascii_digit)
            .collect(),
    )
    .expect("digits")
}

#[test]
fn a_second_signature_must_not_certify() {
    let value = value_with("/Reference[<</TransformMethod/DocMDP/TransformParams<</P 2/V/1.2>>>>]");
    refused(&signed_with(&approved(), &[(50, &value)]), "doc_mdp_mismatch");
}

#[test]
fn nothing_follows_a_certification_that_allows_nothing() {
    let value = value_with("/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1/V/1.2>>>>]");
    let report = pdf::report().bytes();
    let preparer = pdf::field("Preparer", "[72 600 272 660]/V 50 0 R");
    let catalogue = "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/Perms<</DocMDP 50 0 R>>>>";
    let first = Update::new(&report, &[(50, &value), (7, &preparer), (1, catalogue)]);
    let first = first.signed(&keys::forger(), Oddities::default());
    accepted(&first);
    let second = crate::support::forger::value();
    let reviewer = REVIEWER.replace("50 0 R", "51 0 R");
    let second = Update::new(&first, &[(51, &second), (8, &reviewer)]);
    refused(
        &second.signed(&keys::forger(), Oddities::default()),
        "doc_mdp_no_changes",
    );
}

/// The second signature in a field that is added with it.
fn signed_in_new_field(base: &[u8], rectangle: &str, more: &[(u32, &str)]) -> Vec<u8> {
    let value = value();
    let page = PAGE.replace("9 0 R]", "9 0 R 51 0 R]");
    let form = "<</Fields[7 0 R 8 0 R 9 0 R 51 0 R]/SigFlags 3>>";
    let field = pdf::field("Extra", &format!("{rectangle}/V 50 0 R"));
    let mut objects = vec![
        (50, value.as_str()),
        (51, field.as_str()),
        (3, page.as_str()),
        (6, form),
    ];
    objects.retain(|(number, _)| !more.iter().any(|(other, _)| other == number));
    objects.extend_from_slice(more);
    Update::new(base, &objects).signed(&keys::forger(), Oddities::default())
}

#[test]
fn a_new_field_that_cannot_be_seen_is_accepted() {
    accepted(&signed_in_new_field(&approved(), "[0 0 0 0]", &[]));
    accepted(&signed_in_new_field(&certified(), "[0 0 0 0]", &[]));
}

#[test]
fn a_new_field_that_can_be_seen_is_accepted_only_without_certification() {
    accepted(&signed_in_new_field(&approved(), "[300 100 500 160]", &[]));
    refused(
        &signed_in_new_field(&certified(), "[300 100 500 160]", &[]),
        "visible_field_after_certification",
    );
}

#[test]
fn a_new_field_over_most_of_the_page_is_refused() {
    refused(
        &signed_in_new_field(&approved(), "[0 0 595 800]", &[]),
        "visible_field_too_large",
    );
}

#[test]
fn a_new_field_that_brings_along_another_annotation_is_refused() {
    let page = PAGE.replace("9 0 R]", "9 0 R 52 0 R 51 0 R]");
    let note = "<</Type/Annot/Subtype/FreeText/Rect[72 690 300 720]/Contents(No gaps)>>";
    refused(
        &signed_in_new_field(&approved(), "[0 0 0 0]", &[(3, &page), (52, note)]),
        "changed_after_signature",
    );
}

#[test]
fn a_new_text_field_is_refused() {
    let form = "<</Fields[7 0 R 8 0 R 9 0 R 52 0 R 51 0 R]/SigFlags 3>>";
    let text = "<</FT/Tx/T(x)/V(No gaps)>>";
    refused(
        &signed_in_new_field(&approved(), "[0 0 0 0]", &[(6, form), (52, text)]),
        "changed_after_signature",
    );
}
