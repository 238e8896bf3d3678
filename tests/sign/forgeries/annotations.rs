//! Evil annotation and sneaky signature: annotations and signature fields that are added, changed or
//! moved after the report was certified, so that something lies over its text.

use lopdf::Object;

use super::{
    Forgery,
    report::{Base, approved, one},
    sound,
    surgery::{Patch, form, reviewed, stream},
};
use crate::support::forger::value;

/// The certified report with an annotation on its first page, signed by the attacker as reviewer.
fn with_annotation(body: &str) -> Vec<u8> {
    let base = one();
    let number = base.free();
    let appearance = number + 1;
    let body = body.replace("FORM", &format!("{appearance} 0 R"));
    let mut objects = vec![
        (number, format!("<</Type/Annot{body}>>").into_bytes()),
        base.with_one_more_annotation(base.page(0), number),
    ];
    if body.contains("/AP") {
        objects.push((appearance, form("[0 0 400 300]")));
    }
    reviewed(base, objects)
}

/// The first link of the report.
fn link(base: &Base) -> u32 {
    base.first("Subtype", "Link")
}

/// The attacker signs in a field that he adds with the signature.
pub fn signed_in_new_field(base: &Base, page: u32, rectangle: &str, more: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let (value_number, number) = (base.free() + 30, base.free() + 20);
    let field = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Extra)/F 132/P {page} 0 R/Rect{rectangle}/V {value_number} 0 R>>"
    );
    let mut objects = vec![
        (value_number, value().into_bytes()),
        (number, field.into_bytes()),
        base.with_one_more_field(number),
        base.with_one_more_annotation(page, number),
    ];
    objects.retain(|(number, _)| !more.iter().any(|(other, _)| other == number));
    objects.extend_from_slice(more);
    Patch::new(base, objects).signed()
}

/// The reviewer's field with other entries, signed.
fn reviewers_field(base: &Base, key: &str, entry: &str, more: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let value_number = base.free() + 30;
    let (number, mut body) = base.with(base.field("Reviewer"), key, entry);
    body.truncate(body.len() - 2);
    body.extend_from_slice(format!("/V {value_number} 0 R>>").as_bytes());
    let mut objects = vec![(number, body)];
    objects.extend_from_slice(more);
    reviewed(base, objects)
}

/// The new field of somebody who draws in it, too.
fn drawing_field(base: &Base, rectangle: &str) -> Vec<u8> {
    let page = base.page(0);
    let (number, appearance) = (base.free() + 20, base.free() + 1);
    let field = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Extra)/F 132/P {page} 0 R/Rect{rectangle}/V {} 0 R/AP<</N {appearance} 0 R>>>>",
        base.free() + 30
    );
    let more = [(number, field.into_bytes()), (appearance, form("[0 0 400 300]"))];
    signed_in_new_field(base, page, rectangle, &more)
}

pub const CASES: &[Forgery] = &[
    sound("eaa_free_text", "changed_after_signature", || {
        with_annotation(
            "/Subtype/FreeText/Rect[72 600 400 760]/DA(/Helv 12 Tf)/Contents(No gaps)/F 4/AP<</N FORM>>",
        )
    }),
    sound("eaa_stamp", "changed_after_signature", || {
        with_annotation("/Subtype/Stamp/Name/Approved/Rect[72 600 400 760]/F 4/AP<</N FORM>>")
    }),
    sound("eaa_redaction", "changed_after_signature", || {
        with_annotation("/Subtype/Redact/Rect[72 600 400 760]/IC[1 1 1]/F 4/AP<</N FORM>>")
    }),
    sound("eaa_note", "changed_after_signature", || {
        with_annotation("/Subtype/Text/Rect[72 600 90 620]/Contents(Withdrawn)/F 4")
    }),
    sound("eaa_highlight", "changed_after_signature", || {
        with_annotation(
            "/Subtype/Highlight/Rect[72 600 400 620]/QuadPoints[72 620 400 620 72 600 400 600]/C[1 1 1]/F 4",
        )
    }),
    sound("eaa_square_without_appearance", "changed_after_signature", || {
        with_annotation("/Subtype/Square/Rect[72 600 400 760]/C[1 1 1]/IC[1 1 1]/F 4")
    }),
    sound("eaa_attached_file", "changed_after_signature", || {
        with_annotation("/Subtype/FileAttachment/Rect[72 600 90 620]/FS(x)/F 4")
    }),
    sound(
        "eaa_text_widget_outside_the_form",
        "changed_after_signature",
        || with_annotation("/Subtype/Widget/FT/Tx/T(x)/V(No gaps)/Rect[72 600 400 760]/F 4/AP<</N FORM>>"),
    ),
    sound("eaa_hidden_annotation", "changed_after_signature", || {
        with_annotation("/Subtype/FreeText/Rect[72 600 400 760]/DA(/Helv 12 Tf)/F 2")
    }),
    sound(
        "eaa_without_a_second_signature",
        "bytes_after_last_signature",
        || {
            let base = one();
            let note = b"<</Type/Annot/Subtype/Stamp/Rect[72 600 400 760]/F 4>>".to_vec();
            Patch::new(
                base,
                vec![
                    (base.free(), note),
                    base.with_one_more_annotation(base.page(0), base.free()),
                ],
            )
            .bytes()
        },
    ),
    sound("eaa_link_given_an_appearance", "changed_after_signature", || {
        let base = one();
        let appearance = base.free();
        let body = base.with(link(base), "AP", &format!("<</N {appearance} 0 R>>"));
        reviewed(base, vec![body, (appearance, form("[0 0 400 300]"))])
    }),
    sound("eaa_link_moved", "changed_after_signature", || {
        reviewed(one(), vec![one().with(link(one()), "Rect", "[0 0 595 842]")])
    }),
    sound("eaa_annotations_removed", "changed_after_signature", || {
        let base = one();
        reviewed(base, vec![base.with(base.page(0), "Annots", "[]")])
    }),
    sound(
        "eaa_list_of_annotations_made_indirect",
        "changed_after_signature",
        || {
            let base = one();
            let list = base
                .dictionary(base.page(0))
                .get(b"Annots")
                .cloned()
                .expect("annotations");
            let list = super::surgery::write(&list);
            reviewed(
                base,
                vec![
                    (base.free(), list),
                    base.with(base.page(0), "Annots", &format!("{} 0 R", base.free())),
                ],
            )
        },
    ),
    sound(
        "eaa_certification_that_seems_to_allow_annotations",
        "changed_after_signature",
        || {
            // DocMDP P=3 lets a reader accept annotations; the report has none to expect.
            let base = super::bookkeeping::certified_with_level(3);
            let note = b"<</Type/Annot/Subtype/Stamp/Rect[72 600 400 760]/F 4>>".to_vec();
            reviewed(
                &base,
                vec![
                    (base.free(), note),
                    base.with_one_more_annotation(base.page(0), base.free()),
                ],
            )
        },
    ),
    sound(
        "ssa_visible_field_added",
        "visible_field_after_certification",
        || drawing_field(one(), "[72 600 300 700]"),
    ),
    sound(
        "ssa_visible_field_added_without_appearance",
        "visible_field_after_certification",
        || signed_in_new_field(one(), one().page(0), "[72 600 300 700]", &[]),
    ),
    sound(
        "ssa_visible_field_over_the_page",
        "visible_field_too_large",
        || drawing_field(approved(), "[0 0 595 842]"),
    ),
    sound("ssa_visible_field_on_no_page", "visible_field_too_large", || {
        let base = approved();
        let same = base.changed(base.page(0), |_| ());
        signed_in_new_field(base, base.page(0), "[72 600 300 700]", &[same])
    }),
    sound(
        "ssa_visible_fields_one_after_another",
        "visible_field_too_large",
        || {
            // Each lies on less than a quarter of the page, all together on half of it.
            let first = Base::of(drawing_field(approved(), "[0 0 595 200]"));
            let page = first.page(0);
            let (value_number, number) = (first.free() + 30, first.free() + 20);
            let second = format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(More)/F 132/P {page} 0 R/Rect[0 200 595 400]/V {value_number} 0 R>>"
            );
            signed_in_new_field(&first, page, "[0 0 0 0]", &[(number, second.into_bytes())])
        },
    ),
    sound(
        "ssa_field_of_no_size_with_appearance",
        "changed_after_signature",
        || drawing_field(one(), "[0 0 0 0]"),
    ),
    sound(
        "ssa_field_with_corners_exchanged",
        "visible_field_after_certification",
        || drawing_field(one(), "[300 700 72 600]"),
    ),
    sound("ssa_field_without_rectangle", "changed_after_signature", || {
        signed_in_new_field(one(), one().page(0), " null", &[])
    }),
    sound("ssa_field_on_two_pages", "changed_after_signature", || {
        let base = approved();
        let second = base.with_one_more_annotation(base.page(1), base.free() + 20);
        signed_in_new_field(base, base.page(0), "[72 600 200 640]", &[second])
    }),
    sound("ssa_field_with_action", "changed_after_signature", || {
        signed_in_new_field(
            one(),
            one().page(0),
            "[0 0 0 0]/A<</S/JavaScript/JS(app.alert\\(1\\))>>",
            &[],
        )
    }),
    sound("ssa_field_before_the_others", "changed_after_signature", || {
        let base = one();
        let form = base.changed(base.form(), |form| {
            let mut fields = form
                .get(b"Fields")
                .and_then(Object::as_array)
                .cloned()
                .expect("fields");
            fields.insert(0, Object::Reference((base.free() + 20, 0)));
            form.set("Fields", fields);
        });
        signed_in_new_field(base, base.page(0), "[0 0 0 0]", &[form])
    }),
    sound("ssa_declared_field_moved", "changed_after_signature", || {
        reviewers_field(one(), "Rect", "[72 600 300 700]", &[])
    }),
    sound("ssa_declared_field_enlarged", "changed_after_signature", || {
        reviewers_field(one(), "Rect", "[0 0 595 842]", &[])
    }),
    sound(
        "ssa_declared_field_on_another_page",
        "changed_after_signature",
        || {
            let base = one();
            let moved = base.with_one_more_annotation(base.page(1), base.field("Reviewer"));
            reviewers_field(base, "P", &format!("{} 0 R", base.page(1)), &[moved])
        },
    ),
    sound("ssa_declared_field_turned", "changed_after_signature", || {
        reviewers_field(one(), "MK", "<</R 90/BG[1 1 1]>>", &[])
    }),
    sound("ssa_appearance_in_a_layer", "appearance_unsupported", || {
        let base = one();
        let (appearance, layer) = (base.free(), base.free() + 1);
        let drawn = form(&format!("[0 0 99 99]/OC {layer} 0 R"));
        let more = [(appearance, drawn), (layer, b"<</Type/OCG/Name(x)>>".to_vec())];
        reviewers_field(base, "AP", &format!("<</N {appearance} 0 R>>"), &more)
    }),
    sound(
        "ssa_appearance_with_layers_in_its_content",
        "appearance_unsupported",
        || {
            let base = one();
            let (appearance, layer) = (base.free(), base.free() + 1);
            let entries = format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Properties<</L {layer} 0 R>>>>"
            );
            let drawn = stream(&entries, "/OC /L BDC 0 0 99 99 re f EMC");
            let more = [(appearance, drawn), (layer, b"<</Type/OCG/Name(x)>>".to_vec())];
            reviewers_field(base, "AP", &format!("<</N {appearance} 0 R>>"), &more)
        },
    ),
    sound(
        "ssa_appearance_of_the_signed_field_taken",
        "changed_after_signature",
        || {
            let base = one();
            let appearance = base.free();
            let other = base.with(base.field("Preparer"), "AP", &format!("<</N {appearance} 0 R>>"));
            reviewed(base, vec![(appearance, form("[0 0 99 99]")), other])
        },
    ),
    sound(
        "ssa_appearance_is_an_old_stream",
        "appearance_unsupported",
        || {
            let base = one();
            reviewers_field(base, "AP", &format!("<</N {} 0 R>>", base.content(1)), &[])
        },
    ),
    sound("ssa_appearance_with_states", "appearance_unsupported", || {
        let base = one();
        let appearance = base.free();
        let states = format!("<</N<</On {appearance} 0 R/Off {appearance} 0 R>>>>");
        reviewers_field(base, "AP", &states, &[(appearance, form("[0 0 99 99]"))])
    }),
    sound(
        "ssa_action_on_the_declared_field",
        "changed_after_signature",
        || reviewers_field(one(), "AA", "<</PO<</S/JavaScript/JS(1)>>>>", &[]),
    ),
];
