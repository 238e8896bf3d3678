//! Shadow attacks: the attacker prepares the report before the preparer signs it, and afterwards,
//! signing as reviewer with a key of his own, switches what it shows.

use lopdf::Object;

use super::{
    Forgery, odd,
    report::{Base, certify, one, prepared, unsigned},
    sound,
    surgery::{Patch, form, lie, reviewed, seal, stream},
};
use crate::support::{find, forger::value};

/// The contents of the first page as a list, with one more stream.
fn with_overlay(base: &Base, overlay: u32) -> (u32, Vec<u8>) {
    let own = base.content(0);
    base.with(base.page(0), "Contents", &format!("[{own} 0 R {overlay} 0 R]"))
}

fn overlay() -> Vec<u8> {
    stream("", "q 1 1 1 rg 0 0 595 842 re f Q")
}

/// A report whose first page is covered by something that will be taken away.
fn covered() -> Base {
    let report = unsigned();
    let number = report.free();
    prepared(vec![(number, overlay()), with_overlay(report, number)])
}

/// The number of the overlay.
fn overlay_of(base: &Base) -> u32 {
    let page = base.dictionary(base.page(0));
    let contents = page.get(b"Contents").and_then(Object::as_array).expect("a list");
    contents[1].as_reference().expect("a reference").0
}

/// A report that holds a second content for its first page, where nobody looks.
fn with_second_content() -> Base {
    prepared(vec![(unsigned().free(), lie())])
}

/// The place of an object in a file, as the cross-reference says it.
fn place(base: &Base, number: u32) -> usize {
    let header = format!("\n{number} 0 obj");
    find(&base.bytes, header.as_bytes()) + 1
}

/// A report with a text field over its first page, whose value is harmless when signed.
fn with_text_field() -> Base {
    let report = unsigned();
    let (number, appearance) = (report.free(), report.free() + 1);
    let page = report.page(0);
    let field = format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/V(see below)/F 4/P {page} 0 R/Rect[72 600 400 640]/AP<</N {appearance} 0 R>>>>"
    );
    let fields = ["Preparer", "Reviewer", "Approver"].map(|name| format!("{} 0 R", report.field(name)));
    let fields = format!("[{} {number} 0 R]", fields.join(" "));
    prepared(vec![
        (number, field.into_bytes()),
        (appearance, form("[0 0 328 40]")),
        report.with(report.form(), "Fields", &fields),
        with_annotation(report, number),
    ])
}

/// The first page with one more annotation.
fn with_annotation(base: &Base, number: u32) -> (u32, Vec<u8>) {
    base.changed(base.page(0), |page| {
        let mut list = page
            .get(b"Annots")
            .and_then(Object::as_array)
            .cloned()
            .unwrap_or_default();
        list.push(Object::Reference((number, 0)));
        page.set("Annots", list);
    })
}

/// A report whose reviewer's field lies over the whole page of fields, still empty.
fn with_field_over_the_page() -> Base {
    let report = unsigned();
    prepared(vec![report.with(
        report.field("Reviewer"),
        "Rect",
        "[0 0 595 842]",
    )])
}

/// A report whose page may show another layer.
fn with_layers() -> Base {
    let report = unsigned();
    let layer = report.free();
    let settings = format!("<</OCGs[{layer} 0 R]/D<</OFF[{layer} 0 R]>>>>");
    prepared(vec![
        (layer, b"<</Type/OCG/Name(gaps)>>".to_vec()),
        report.with(report.root(), "OCProperties", &settings),
    ])
}

pub const CASES: &[Forgery] = &[
    sound(
        "shadow_hide_cover_taken_off_the_page",
        "changed_after_signature",
        || {
            let base = covered();
            let own = base.content(0);
            reviewed(
                &base,
                vec![base.with(base.page(0), "Contents", &format!("{own} 0 R"))],
            )
        },
    ),
    sound("shadow_hide_cover_emptied", "changed_after_signature", || {
        let base = covered();
        reviewed(&base, vec![(overlay_of(&base), stream("", ""))])
    }),
    odd("shadow_hide_cover_freed", "object_reused", || {
        let base = covered();
        let mut patch = Patch::reviewing(&base, Vec::new());
        patch
            .entries
            .push((overlay_of(&base), "0000000000 00001 f ".to_owned()));
        patch.signed()
    }),
    odd(
        "shadow_hide_cover_given_another_generation",
        "structure_unsupported",
        || {
            let base = covered();
            let mut patch = Patch::reviewing(&base, Vec::new());
            patch.entries.push((
                overlay_of(&base),
                format!("{:010} 00001 n ", place(&base, overlay_of(&base))),
            ));
            patch.signed()
        },
    ),
    sound("shadow_hide_without_a_key", "bytes_after_last_signature", || {
        let base = covered();
        let own = base.content(0);
        Patch::new(
            &base,
            vec![base.with(base.page(0), "Contents", &format!("{own} 0 R"))],
        )
        .bytes()
    }),
    sound("shadow_hide_layer_switched_on", "changed_after_signature", || {
        let base = with_layers();
        let (_, body) = base.changed(base.root(), |catalogue| {
            let settings = catalogue.get_mut(b"OCProperties").and_then(Object::as_dict_mut);
            settings.expect("layers").set("D", lopdf::Dictionary::new());
        });
        reviewed(&base, vec![(base.root(), body)])
    }),
    sound("shadow_replace_text_field", "changed_after_signature", || {
        let base = with_text_field();
        let number = unsigned().free();
        reviewed(&base, vec![base.with(number, "V", "(no gaps)")])
    }),
    sound(
        "shadow_replace_appearance_of_text_field",
        "changed_after_signature",
        || {
            let base = with_text_field();
            let number = unsigned().free();
            let appearance = base.free();
            reviewed(
                &base,
                vec![
                    (appearance, form("[0 0 328 40]")),
                    base.with(number, "AP", &format!("<</N {appearance} 0 R>>")),
                ],
            )
        },
    ),
    sound(
        "shadow_replace_appearances_drawn_anew",
        "changed_after_signature",
        || {
            let base = with_text_field();
            reviewed(&base, vec![base.with(base.form(), "NeedAppearances", "true")])
        },
    ),
    sound(
        "shadow_replace_glyphs_of_a_font",
        "changed_after_signature",
        || {
            let base = one();
            let font = base.first("Type", "Font");
            reviewed(
                base,
                vec![(
                    font,
                    b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>".to_vec(),
                )],
            )
        },
    ),
    sound(
        "shadow_replace_drawn_in_a_field_over_the_page",
        "visible_field_too_large",
        || {
            let base = with_field_over_the_page();
            let field = base.field("Reviewer");
            let (value_number, appearance) = (base.free() + 30, base.free());
            let (_, mut body) = base.with(field, "AP", &format!("<</N {appearance} 0 R>>"));
            body.truncate(body.len() - 2);
            body.extend_from_slice(format!("/V {value_number} 0 R>>").as_bytes());
            reviewed(&base, vec![(appearance, form("[0 0 595 842]")), (field, body)])
        },
    ),
    sound(
        "shadow_replace_page_boxes_prepared",
        "visible_field_too_large",
        || {
            // A quarter of the media box is more than all that is seen of the page.
            let report = unsigned();
            let page = report.page_of_fields();
            let (_, body) = report.with(page, "MediaBox", "[0 0 4000 4000]");
            let body = [&body[..body.len() - 2], b"/CropBox[0 0 595 842]>>"].concat();
            let first = Patch::new(report, vec![(page, body)]).bytes();
            let signed = zicha::sign::sign_pdf(
                &first,
                &crate::support::request("Preparer"),
                crate::support::keys::preparer(),
            );
            let base = Base::of(signed.expect("the preparer signs"));
            super::annotations::signed_in_new_field(&base, page, "[0 0 595 842]", &[])
        },
    ),
    sound("shadow_hide_and_replace_by_entry", "object_reused", || {
        // The first page had another content before it was signed; its bytes are still there.
        let report = unsigned();
        let content = report.content(0);
        let draft = Base::of(Patch::new(report, vec![(content, lie())]).bytes());
        let final_content = stream("", "BT 72 700 Td ET");
        let base = Base::of(certify(
            &Patch::new(&draft, vec![(content, final_content)]).bytes(),
        ));
        let old = report.bytes.len();
        assert!(base.bytes[old..].starts_with(format!("{content} 0 obj").as_bytes()));
        let mut patch = Patch::reviewing(&base, Vec::new());
        patch.entries.push((content, format!("{old:010} 00000 n ")));
        patch.signed()
    }),
    sound(
        "shadow_hide_and_replace_by_page",
        "changed_after_signature",
        || {
            let base = with_second_content();
            let hidden = unsigned().free();
            reviewed(
                &base,
                vec![base.with(base.page(0), "Contents", &format!("{hidden} 0 R"))],
            )
        },
    ),
    sound("shadow_hide_and_replace_by_catalogue", "trailer_changed", || {
        let report = unsigned();
        let (number, pages) = (report.free(), report.free() + 1);
        let (_, catalogue) = report.with(report.root(), "Pages", &format!("{pages} 0 R"));
        let tree = format!("<</Type/Pages/Kids[{} 0 R]/Count 1>>", report.page(1));
        let base = prepared(vec![(number, catalogue), (pages, tree.into_bytes())]);
        let mut patch = Patch::reviewing(&base, Vec::new());
        patch.trailer.set("Root", Object::Reference((number, 0)));
        patch.signed()
    }),
    sound(
        "shadow_hide_and_replace_by_page_tree",
        "changed_after_signature",
        || {
            let report = unsigned();
            let base = prepared(vec![(report.free(), lie())]);
            let pages = base.follow(base.root(), "Pages");
            let kids = format!("[{} 0 R]", base.page(1));
            let (_, body) = base.with(pages, "Kids", &kids);
            reviewed(&base, vec![(pages, body)])
        },
    ),
    odd(
        "shadow_hide_and_replace_without_a_key",
        "bytes_after_last_signature",
        || {
            let base = with_second_content();
            let hidden = place(&base, unsigned().free());
            let mut patch = Patch::new(&base, Vec::new());
            patch
                .entries
                .push((base.content(0), format!("{hidden:010} 00000 n ")));
            patch.bytes()
        },
    ),
    odd("shadow_hide_and_replace_by_repair", "hidden_bytes", || {
        // An entry that cannot be right makes some readers look for objects by themselves.
        let base = with_second_content();
        let mut patch = Patch::reviewing(&base, Vec::new());
        patch.junk = [
            format!("{} 0 obj\n", base.content(0)).into_bytes(),
            lie(),
            b"\nendobj\n".to_vec(),
        ]
        .concat();
        patch.signed()
    }),
    sound("shadow_reference_filled_later", "changed_after_signature", || {
        let report = unsigned();
        let missing = report.free();
        let base = prepared(vec![with_overlay(report, missing)]);
        reviewed(&base, vec![(missing, lie())])
    }),
    sound(
        "shadow_reference_filled_by_the_signature_value",
        "changed_after_signature",
        || {
            let report = unsigned();
            let missing = report.free() + 30;
            let base = prepared(vec![with_overlay(report, missing)]);
            let field = base.with(base.field("Reviewer"), "V", &format!("{missing} 0 R"));
            seal(
                base.bytes.len(),
                Patch::new(&base, vec![(missing, value().into_bytes()), field]).bytes(),
            )
        },
    ),
];
