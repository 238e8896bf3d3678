//! Signature values and form fields that are given another meaning: one value in several fields,
//! fields renamed, nested, locked or listed twice.

use super::{
    Forgery, odd,
    report::{Base, approved, one, prepared, three, two, unsigned},
    sound,
    surgery::{Patch, reviewed},
};
use crate::support::forger::value;

/// The form with a key set, while the attacker signs as reviewer.
fn form_with(key: &str, entry: &str) -> Vec<u8> {
    reviewed(one(), vec![one().with(one().form(), key, entry)])
}

/// The list of fields as it is written.
fn names(base: &Base) -> [String; 3] {
    ["Preparer", "Reviewer", "Approver"].map(|name| format!("{} 0 R", base.field(name)))
}

/// The approver's field with a key set.
fn approver_with(key: &str, entry: &str) -> Vec<u8> {
    reviewed(one(), vec![one().with(one().field("Approver"), key, entry)])
}

/// The reviewer's field with a key set and signed.
fn reviewer_with(key: &str, entry: &str) -> Vec<u8> {
    let base = one();
    let value_number = base.free() + 30;
    let (number, mut body) = base.with(base.field("Reviewer"), key, entry);
    body.truncate(body.len() - 2);
    body.extend_from_slice(format!("/V {value_number} 0 R>>").as_bytes());
    reviewed(base, vec![(number, body)])
}

/// The attacker signs a new field with this dictionary.
fn new_field(base: &Base, field: &str, more: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let (value_number, number) = (base.free() + 30, base.free() + 20);
    let field = field.replace("VALUE", &format!("{value_number} 0 R"));
    let mut objects = vec![
        (value_number, value().into_bytes()),
        (number, field.into_bytes()),
        base.with_one_more_field(number),
    ];
    objects.extend_from_slice(more);
    Patch::new(base, objects).signed()
}

/// The report whose first page also lists a widget with this dictionary.
fn with_widget(body: String) -> Vec<u8> {
    let base = two();
    let page = base.with_one_more_annotation(base.page(0), base.free());
    Patch::new(base, vec![(base.free(), body.into_bytes()), page]).bytes()
}

pub const CASES: &[Forgery] = &[
    sound(
        "value_of_the_reviewer_in_two_fields",
        "value_in_several_fields",
        || approver_with("V", &format!("{} 0 R", one().free() + 30)),
    ),
    sound(
        "value_of_the_preparer_in_the_reviewers_field",
        "value_in_several_fields",
        || {
            let base = one();
            let value_number = base.value("Preparer");
            let field = base.with(base.field("Reviewer"), "V", &format!("{value_number} 0 R"));
            Patch::new(base, vec![field]).bytes()
        },
    ),
    sound(
        "value_of_the_preparer_in_all_fields",
        "value_in_several_fields",
        || {
            let base = one();
            let entry = format!("{} 0 R", base.value("Preparer"));
            let filled = ["Reviewer", "Approver"].map(|role| base.with(base.field(role), "V", &entry));
            Patch::new(base, filled.to_vec()).bytes()
        },
    ),
    sound(
        "value_moved_to_another_field",
        "bytes_after_last_signature",
        || {
            let base = two();
            let entry = format!("{} 0 R", base.value("Reviewer"));
            let emptied = base.changed(base.field("Reviewer"), |field| {
                field.remove(b"V");
            });
            Patch::new(
                base,
                vec![emptied, base.with(base.field("Approver"), "V", &entry)],
            )
            .bytes()
        },
    ),
    sound(
        "value_of_preparer_and_reviewer_exchanged",
        "bytes_after_last_signature",
        || {
            let base = three();
            let (first, second) = (base.value("Preparer"), base.value("Reviewer"));
            Patch::new(
                base,
                vec![
                    base.with(base.field("Preparer"), "V", &format!("{second} 0 R")),
                    base.with(base.field("Reviewer"), "V", &format!("{first} 0 R")),
                ],
            )
            .bytes()
        },
    ),
    sound(
        "value_in_a_widget_outside_the_form",
        "bytes_after_last_signature",
        || {
            let value_number = two().value("Reviewer");
            with_widget(format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Approver)/Rect[0 0 0 0]/F 132/V {value_number} 0 R>>"
            ))
        },
    ),
    sound("value_direct_in_the_field", "value_not_indirect", || {
        let base = one();
        let field = base.with(base.field("Reviewer"), "V", "<</Type/Sig/Filter/Adobe.PPKLite>>");
        Patch::new(base, vec![field]).bytes()
    }),
    sound("value_is_a_page", "contents_not_hexadecimal", || {
        let base = one();
        let field = base.with(base.field("Reviewer"), "V", &format!("{} 0 R", base.page(0)));
        Patch::new(base, vec![field]).bytes()
    }),
    odd("value_is_missing", "value_not_in_file", || {
        let base = one();
        let field = base.with(base.field("Reviewer"), "V", &format!("{} 0 R", base.free()));
        Patch::new(base, vec![field]).bytes()
    }),
    sound(
        "value_of_two_bound_together",
        "bytes_after_last_signature",
        || {
            let base = three();
            let nested = format!(
                "<</T(Roles)/FT/Sig/V {} 0 R/Kids[{}]>>",
                base.value("Approver"),
                names(base).join(" ")
            );
            Patch::new(
                base,
                vec![
                    (base.free(), nested.into_bytes()),
                    base.with(base.form(), "Fields", &format!("[{} 0 R]", base.free())),
                ],
            )
            .bytes()
        },
    ),
    sound(
        "value_inherited_from_a_field_above",
        "structure_unsupported",
        || {
            let base = one();
            let nested = format!(
                "<</T(Roles)/FT/Sig/V {} 0 R/Kids[{}]>>",
                base.free() + 30,
                names(base).join(" ")
            );
            let objects = vec![
                (base.free(), nested.into_bytes()),
                base.with(base.form(), "Fields", &format!("[{} 0 R]", base.free())),
                (base.free() + 30, value().into_bytes()),
            ];
            Patch::new(base, objects).signed()
        },
    ),
    sound(
        "value_fields_put_below_another",
        "changed_after_signature",
        || {
            let base = one();
            let nested = format!("<</T(Roles)/Kids[{}]>>", names(base).join(" "));
            reviewed(
                base,
                vec![
                    (base.free(), nested.into_bytes()),
                    base.with(base.form(), "Fields", &format!("[{} 0 R]", base.free())),
                ],
            )
        },
    ),
    sound("value_fields_in_another_order", "changed_after_signature", || {
        let [preparer, reviewer, approver] = names(one());
        form_with("Fields", &format!("[{preparer} {approver} {reviewer}]"))
    }),
    sound(
        "value_field_taken_out_of_the_form",
        "changed_after_signature",
        || {
            let [preparer, reviewer, _] = names(one());
            form_with("Fields", &format!("[{preparer} {reviewer}]"))
        },
    ),
    sound("value_field_listed_twice", "structure_unsupported", || {
        let [preparer, reviewer, approver] = names(one());
        form_with(
            "Fields",
            &format!("[{preparer} {reviewer} {approver} {reviewer}]"),
        )
    }),
    sound("value_text_field_added", "changed_after_signature", || {
        let base = one();
        let [preparer, reviewer, approver] = names(base);
        let fields = format!("[{preparer} {reviewer} {approver} {} 0 R]", base.free());
        reviewed(
            base,
            vec![
                (base.free(), b"<</FT/Tx/T(x)/V(No gaps)>>".to_vec()),
                base.with(base.form(), "Fields", &fields),
            ],
        )
    }),
    sound("value_form_with_xfa", "changed_after_signature", || {
        form_with("XFA", "(<xdp/>)")
    }),
    sound("value_form_drawn_anew", "changed_after_signature", || {
        form_with("NeedAppearances", "true")
    }),
    sound("value_form_with_other_fonts", "changed_after_signature", || {
        form_with("DR", "<</Font<<>>>>")
    }),
    sound("value_form_with_calculations", "changed_after_signature", || {
        form_with("CO", &format!("[{} 0 R]", one().field("Approver")))
    }),
    sound(
        "value_form_no_longer_append_only",
        "changed_after_signature",
        || form_with("SigFlags", "1"),
    ),
    sound("value_form_without_flags", "changed_after_signature", || {
        form_with("SigFlags", "0")
    }),
    odd("value_form_twice_in_the_catalogue", "structure_malformed", || {
        let base = one();
        let (number, mut body) = base.changed(base.root(), |_| ());
        body.truncate(body.len() - 2);
        body.extend_from_slice(b"/AcroForm<</Fields[]>>>>");
        reviewed(base, vec![(number, body)])
    }),
    odd(
        "value_form_twice_with_a_coded_name",
        "structure_malformed",
        || {
            let base = one();
            let (number, mut body) = base.changed(base.root(), |_| ());
            body.truncate(body.len() - 2);
            body.extend_from_slice(b"/#41cro#46orm<</Fields[]>>>>");
            reviewed(base, vec![(number, body)])
        },
    ),
    sound("value_form_in_another_object", "changed_after_signature", || {
        let base = one();
        let (_, form) = base.changed(base.form(), |_| ());
        reviewed(
            base,
            vec![
                (base.free(), form),
                base.with(base.root(), "AcroForm", &format!("{} 0 R", base.free())),
            ],
        )
    }),
    sound(
        "value_form_written_into_the_catalogue",
        "changed_after_signature",
        || {
            let base = one();
            let (_, form) = base.changed(base.form(), |_| ());
            reviewed(
                base,
                vec![base.with(base.root(), "AcroForm", &String::from_utf8(form).expect("ASCII"))],
            )
        },
    ),
    sound("value_other_field_renamed", "changed_after_signature", || {
        approver_with("T", "(Somebody)")
    }),
    sound("value_own_field_renamed", "changed_after_signature", || {
        reviewer_with("T", "(Approver2)")
    }),
    sound(
        "value_own_field_explained_otherwise",
        "changed_after_signature",
        || reviewer_with("TU", "(Approver)"),
    ),
    sound("value_own_field_locked", "changed_after_signature", || {
        reviewer_with("Lock", "<</Type/SigFieldLock/Action/All>>")
    }),
    sound(
        "value_own_field_with_seed_values",
        "changed_after_signature",
        || reviewer_with("SV", "<</Type/SV/Ff 1/SubFilter[/adbe.pkcs7.detached]>>"),
    ),
    sound("value_other_field_locked", "changed_after_signature", || {
        approver_with("Lock", "<</Type/SigFieldLock/Action/All>>")
    }),
    sound("value_own_field_hidden", "changed_after_signature", || {
        reviewer_with("F", "2")
    }),
    sound(
        "value_new_field_of_a_name_in_use",
        "structure_unsupported",
        || {
            new_field(
                one(),
                "<</Type/Annot/Subtype/Widget/FT/Sig/T<FEFF0041007000700072006F007600650072>/F 132/Rect[0 0 0 0]/V VALUE>>",
                &[],
            )
        },
    ),
    sound("value_new_field_without_name", "changed_after_signature", || {
        new_field(
            one(),
            "<</Type/Annot/Subtype/Widget/FT/Sig/F 132/Rect[0 0 0 0]/V VALUE>>",
            &[],
        )
    }),
    sound(
        "value_new_field_of_a_role_with_a_blank",
        "changed_after_signature",
        || {
            new_field(
                one(),
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Approver )/F 132/Rect[0 0 0 0]/V VALUE>>",
                &[],
            )
        },
    ),
    sound("value_new_field_with_kids", "changed_after_signature", || {
        let base = approved();
        let kid = format!(
            "<</Type/Annot/Subtype/Widget/Rect[0 0 595 842]/Parent {} 0 R>>",
            base.free() + 20
        );
        let field = format!(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/F 132/Rect[0 0 0 0]/V VALUE/Kids[{} 0 R]>>",
            base.free()
        );
        new_field(base, &field, &[(base.free(), kid.into_bytes())])
    }),
    sound(
        "value_new_field_that_is_a_stamp",
        "changed_after_signature",
        || {
            new_field(
                one(),
                "<</Type/Annot/Subtype/Stamp/FT/Sig/T(x)/F 132/Rect[0 0 0 0]/V VALUE>>",
                &[],
            )
        },
    ),
    sound("value_field_locked_before_others_sign", "field_locked", || {
        // Whoever signs the locked field forbids what the reviewer then does.
        let report = unsigned();
        let lock = "<</Type/SigFieldLock/Action/All>>";
        let base = prepared(vec![report.with(report.field("Preparer"), "Lock", lock)]);
        reviewed(&base, Vec::new())
    }),
];
