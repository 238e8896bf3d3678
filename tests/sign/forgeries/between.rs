//! What the pages show, altered between two signatures: the attacker signs as reviewer, so both
//! signatures are right and the second covers the whole file.

use lopdf::Object;

use super::{
    Forgery,
    report::{Base, one, prepared, two, unsigned},
    sound,
    surgery::{Patch, lie, reviewed, seal, stream},
};
use crate::support::forger::value;

/// The report with one object changed.
fn with(object: (u32, Vec<u8>)) -> Vec<u8> {
    reviewed(one(), vec![object])
}

/// A key of the first page set.
fn page_with(key: &str, entry: &str) -> Vec<u8> {
    with(one().with(one().page(0), key, entry))
}

/// The page tree with its kids in this order.
fn pages_with(kids: &str, count: usize) -> Vec<u8> {
    let pages = one().follow(one().root(), "Pages");
    let (_, body) = one().with(pages, "Kids", kids);
    let text = [&body[..body.len() - 2], b">>"].concat();
    let text = String::from_utf8(text).expect("ASCII");
    let text = text.replace("/Count 2", &format!("/Count {count}"));
    with((pages, text.into_bytes()))
}

/// The first font's object of this kind below it.
fn of_font(key: &str, name: &str) -> u32 {
    one().first(key, name)
}

/// The report with a second attachment for the first.
fn with_attachment() -> Base {
    let report = unsigned();
    let (file, data) = (report.free(), report.free() + 1);
    let names = format!("<</EmbeddedFiles<</Names[(workbook.json) {file} 0 R]>>>>");
    let specification =
        format!("<</Type/Filespec/F(workbook.json)/AFRelationship/Data/EF<</F {data} 0 R>>>>");
    prepared(vec![
        (
            data,
            stream("/Type/EmbeddedFile/Subtype/application#2Fjson", "{\"gaps\":7}"),
        ),
        (file, specification.into_bytes()),
        report.with(report.root(), "Names", &names),
    ])
}

pub const CASES: &[Forgery] = &[
    sound("between_page_content_replaced", "changed_after_signature", || {
        with((one().content(0), lie()))
    }),
    sound(
        "between_page_content_replaced_before_the_approver",
        "changed_after_signature",
        || {
            // Preparer and reviewer are honest; the attacker comes third.
            let base = two();
            let (value_number, field) = (base.free() + 30, base.field("Approver"));
            let objects = vec![
                (value_number, value().into_bytes()),
                base.with(field, "V", &format!("{value_number} 0 R")),
                (base.content(0), lie()),
            ];
            Patch::new(base, objects).signed()
        },
    ),
    sound(
        "between_page_content_replaced_in_an_update_of_its_own",
        "changed_after_signature",
        || {
            let base = one();
            let update = Base::of(Patch::new(base, vec![(base.content(0), lie())]).bytes());
            Patch::reviewing(&update, Vec::new()).signed()
        },
    ),
    sound(
        "between_page_content_pointing_elsewhere",
        "changed_after_signature",
        || page_with("Contents", &format!("{} 0 R", one().content(1))),
    ),
    sound(
        "between_page_content_with_one_more_stream",
        "changed_after_signature",
        || {
            let base = one();
            let list = format!("[{} 0 R {} 0 R]", base.content(0), base.free());
            reviewed(
                base,
                vec![(base.free(), lie()), base.with(base.page(0), "Contents", &list)],
            )
        },
    ),
    sound(
        "between_page_content_made_a_list",
        "changed_after_signature",
        || page_with("Contents", &format!("[{} 0 R]", one().content(0))),
    ),
    sound("between_page_turned", "changed_after_signature", || {
        page_with("Rotate", "180")
    }),
    sound("between_page_cropped", "changed_after_signature", || {
        page_with("CropBox", "[0 500 595 842]")
    }),
    sound("between_page_enlarged", "changed_after_signature", || {
        page_with("MediaBox", "[0 0 5950 8420]")
    }),
    sound("between_page_with_unit", "changed_after_signature", || {
        page_with("UserUnit", "3")
    }),
    sound("between_page_trimmed", "changed_after_signature", || {
        page_with("TrimBox", "[0 500 595 842]")
    }),
    sound("between_page_with_action", "changed_after_signature", || {
        page_with("AA", "<</O<</S/JavaScript/JS(1)>>>>")
    }),
    sound("between_page_with_transition", "changed_after_signature", || {
        page_with("Dur", "1")
    }),
    sound("between_page_group", "changed_after_signature", || {
        page_with("Group", "<</S/Transparency/CS/DeviceRGB>>")
    }),
    sound(
        "between_page_resources_replaced",
        "changed_after_signature",
        || page_with("Resources", "<<>>"),
    ),
    sound(
        "between_pages_in_another_order",
        "changed_after_signature",
        || pages_with(&format!("[{} 0 R {} 0 R]", one().page(1), one().page(0)), 2),
    ),
    sound("between_page_removed", "changed_after_signature", || {
        pages_with(&format!("[{} 0 R]", one().page(0)), 1)
    }),
    sound("between_page_twice", "changed_after_signature", || {
        pages_with(&format!("[{0} 0 R {0} 0 R]", one().page(0)), 2)
    }),
    sound("between_page_added", "changed_after_signature", || {
        let base = one();
        let pages = base.follow(base.root(), "Pages");
        let kids = format!("[{} 0 R {} 0 R {} 0 R]", base.page(0), base.page(1), base.free());
        let (_, body) = base.with(pages, "Kids", &kids);
        let body = String::from_utf8(body)
            .expect("ASCII")
            .replace("/Count 2", "/Count 3");
        let page = format!(
            "<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 595 842]/Resources {} 0 R/Contents {} 0 R>>",
            base.follow(base.page(0), "Resources"),
            base.free() + 1
        );
        reviewed(
            base,
            vec![
                (pages, body.into_bytes()),
                (base.free(), page.into_bytes()),
                (base.free() + 1, lie()),
            ],
        )
    }),
    sound(
        "between_page_tree_with_inherited_rotation",
        "changed_after_signature",
        || with(one().with(one().follow(one().root(), "Pages"), "Rotate", "90")),
    ),
    sound(
        "between_page_moved_below_a_new_node",
        "changed_after_signature",
        || {
            let base = one();
            let pages = base.follow(base.root(), "Pages");
            let kids = format!("[{} 0 R {} 0 R]", base.free(), base.page(1));
            let node = format!(
                "<</Type/Pages/Parent {pages} 0 R/Count 1/Rotate 180/Kids[{} 0 R]>>",
                base.page(0)
            );
            reviewed(
                base,
                vec![base.with(pages, "Kids", &kids), (base.free(), node.into_bytes())],
            )
        },
    ),
    sound("between_font_replaced", "changed_after_signature", || {
        with((
            of_font("Subtype", "Type0"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>".to_vec(),
        ))
    }),
    sound(
        "between_font_encoded_otherwise",
        "changed_after_signature",
        || with(one().with(of_font("Subtype", "Type0"), "Encoding", "/Identity-V")),
    ),
    sound("between_font_widths_changed", "changed_after_signature", || {
        with(one().with(
            of_font("Subtype", "Type0"),
            "DescendantFonts",
            "[<</Type/Font/Subtype/CIDFontType2/DW 1>>]",
        ))
    }),
    sound("between_font_file_replaced", "changed_after_signature", || {
        let descriptor = one().first("Type", "FontDescriptor");
        let file = one().follow(descriptor, "FontFile2");
        with((file, stream("", "no font at all")))
    }),
    sound(
        "between_text_of_a_font_replaced",
        "changed_after_signature",
        || {
            // What is copied and searched, not what is seen.
            let map = one().follow(of_font("Subtype", "Type0"), "ToUnicode");
            with((map, stream("", "/CIDInit /ProcSet findresource begin end")))
        },
    ),
    sound("between_attachment_replaced", "changed_after_signature", || {
        let base = with_attachment();
        let data = unsigned().free() + 1;
        let other = stream("/Type/EmbeddedFile/Subtype/application#2Fjson", "{\"gaps\":0}");
        reviewed(&base, vec![(data, other)])
    }),
    sound(
        "between_attachment_exchanged_for_another",
        "changed_after_signature",
        || {
            let base = with_attachment();
            let file = unsigned().free();
            let other = stream("/Type/EmbeddedFile", "{\"gaps\":0}");
            reviewed(
                &base,
                vec![
                    (base.free(), other),
                    base.with(file, "EF", &format!("<</F {} 0 R>>", base.free())),
                ],
            )
        },
    ),
    sound("between_attachment_renamed", "changed_after_signature", || {
        let base = with_attachment();
        reviewed(&base, vec![base.with(unsigned().free(), "F", "(other.exe)")])
    }),
    sound("between_attachment_removed", "changed_after_signature", || {
        let base = with_attachment();
        reviewed(
            &base,
            vec![base.changed(base.root(), |catalogue| {
                catalogue.remove(b"Names");
            })],
        )
    }),
    sound("between_earlier_value_rewritten", "byte_range_gap", || {
        let base = one();
        let (number, field) = (base.value("Preparer"), base.free() + 30);
        let start = crate::support::rfind(&base.bytes, b"<</Type /Sig/Filter");
        let end = start + crate::support::find(&base.bytes[start..], b"\nendobj");
        let text = String::from_utf8_lossy(&base.bytes[start..end]).replace("/Name <feff", "/Name <fefe");
        let objects = vec![
            (field, value().into_bytes()),
            base.with(base.field("Reviewer"), "V", &format!("{field} 0 R")),
            (number, text.into_bytes()),
        ];
        seal_second(base, objects)
    }),
    sound("between_signed_field_emptied", "signature_removed", || {
        let base = one();
        let emptied = base.changed(base.field("Preparer"), |field| {
            field.remove(b"V");
        });
        reviewed(base, vec![emptied])
    }),
    sound(
        "between_earlier_signature_removed_and_page_replaced",
        "signature_removed",
        || {
            // Only the attacker's own signature is left, and it is right.
            let base = one();
            let emptied = base.changed(base.field("Preparer"), |field| {
                field.remove(b"V");
            });
            let catalogue = base.changed(base.root(), |catalogue| {
                catalogue.remove(b"Perms");
            });
            reviewed(base, vec![emptied, catalogue, (base.content(0), lie())])
        },
    ),
    sound(
        "between_earlier_signature_left_out_of_the_chain",
        "signature_removed",
        || {
            // The update builds on the unsigned report; the certified revision lies there unused.
            let base = unsigned();
            let shift = one().bytes.len();
            let value_number = base.free() + 30;
            let objects = vec![
                (value_number, value().into_bytes()),
                base.with(base.field("Reviewer"), "V", &format!("{value_number} 0 R")),
                (base.content(0), lie()),
            ];
            let mut patch = Patch::new(one(), objects);
            patch.previous = crate::support::pdf::last_startxref(&base.bytes);
            seal(shift, patch.bytes())
        },
    ),
    sound(
        "between_reviewer_in_the_place_of_the_preparer",
        "signature_removed",
        || {
            let base = one();
            let value_number = base.free() + 30;
            let field = base.with(base.field("Preparer"), "V", &format!("{value_number} 0 R"));
            Patch::new(base, vec![(value_number, value().into_bytes()), field]).signed()
        },
    ),
    sound(
        "between_stamp_of_the_preparer_redrawn",
        "changed_after_signature",
        || {
            let base = one();
            let field = base.dictionary(base.field("Preparer"));
            let appearance = field.get(b"AP").and_then(Object::as_dict).expect("an appearance");
            let stamp = appearance
                .get(b"N")
                .and_then(Object::as_reference)
                .expect("a stamp")
                .0;
            with((stamp, super::surgery::form("[0 0 150 56]")))
        },
    ),
];

/// The update, signed where the objects stand that come after the base.
fn seal_second(base: &Base, objects: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    seal(base.bytes.len(), Patch::new(base, objects).bytes())
}
