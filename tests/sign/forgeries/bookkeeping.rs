//! What stands beside the pages, altered between two signatures: catalogue, bookmarks, links,
//! metadata, permissions.

use lopdf::Object;

use super::{
    Forgery,
    report::{Base, approved, one, unsigned},
    sound,
    surgery::{Patch, reviewed, seal, stream},
};
use crate::support::forger::value_with;

/// The catalogue with a key set.
fn root_with(key: &str, entry: &str) -> Vec<u8> {
    reviewed(one(), vec![one().with(one().root(), key, entry)])
}

/// The catalogue with a key that refers to a new object.
fn root_with_object(key: &str, object: &str) -> Vec<u8> {
    let base = one();
    let entry = format!("{} 0 R", base.free());
    reviewed(
        base,
        vec![
            (base.free(), object.as_bytes().to_vec()),
            base.with(base.root(), key, &entry),
        ],
    )
}

/// An object of the report with a key set.
fn object_with(number: u32, key: &str, entry: &str) -> Vec<u8> {
    reviewed(one(), vec![one().with(number, key, entry)])
}

/// The first bookmark.
fn bookmark() -> u32 {
    one().follow(one().follow(one().root(), "Outlines"), "First")
}

/// The XMP metadata with a piece replaced.
fn metadata_with(from: &str, to: &str) -> Vec<u8> {
    let base = one();
    let number = base.follow(base.root(), "Metadata");
    let Ok(Object::Stream(metadata)) = base.document.get_object((number, 0)) else {
        panic!("no metadata");
    };
    let text = String::from_utf8(metadata.content.clone()).expect("UTF-8");
    assert!(text.contains(from), "{text}");
    let text = text.replace(from, to);
    reviewed(base, vec![(number, stream("/Type/Metadata/Subtype/XML", &text))])
}

/// The report certified by the attacker, with this DocMDP level.
pub fn certified_with_level(level: i64) -> Base {
    let report = unsigned();
    let value_number = report.free() + 31;
    let reference = format!("/Reference[<</TransformMethod/DocMDP/TransformParams<</P {level}/V/1.2>>>>]");
    let objects = vec![
        (value_number, value_with(&reference).into_bytes()),
        report.with(report.field("Preparer"), "V", &format!("{value_number} 0 R")),
        report.with(report.root(), "Perms", &format!("<</DocMDP {value_number} 0 R>>")),
    ];
    Base::of(Patch::new(report, objects).signed())
}

/// The reviewer's signature dictionary with more entries.
fn value_of_reviewer_with(base: &Base, entries: &str) -> Vec<u8> {
    let number = base.free() + 30;
    let field = base.with(base.field("Reviewer"), "V", &format!("{number} 0 R"));
    let objects = vec![(number, value_with(entries).into_bytes()), field];
    seal(base.bytes.len(), Patch::new(base, objects).bytes())
}

pub const CASES: &[Forgery] = &[
    sound("between_script_at_opening", "changed_after_signature", || {
        root_with("OpenAction", "<</S/JavaScript/JS(app.alert\\(1\\))>>")
    }),
    sound(
        "between_opening_on_another_page",
        "changed_after_signature",
        || root_with("OpenAction", &format!("[{} 0 R/Fit]", one().page(1))),
    ),
    sound(
        "between_actions_of_the_document",
        "changed_after_signature",
        || root_with("AA", "<</WP<</S/JavaScript/JS(1)>>>>"),
    ),
    sound("between_scripts_by_name", "changed_after_signature", || {
        root_with_object("Names", "<</JavaScript<</Names[(x)<</S/JavaScript/JS(1)>>]>>>>")
    }),
    sound("between_attachment_added", "changed_after_signature", || {
        root_with_object(
            "Names",
            "<</EmbeddedFiles<</Names[(x)<</Type/Filespec/F(x)>>]>>>>",
        )
    }),
    sound(
        "between_attachment_shown_in_place_of_the_report",
        "changed_after_signature",
        || root_with("Collection", "<</View/T/D(x)>>"),
    ),
    sound("between_bookmark_renamed", "changed_after_signature", || {
        object_with(bookmark(), "Title", "(No gaps)")
    }),
    sound("between_bookmark_retargeted", "changed_after_signature", || {
        object_with(bookmark(), "Dest", &format!("[{} 0 R/Fit]", one().page(1)))
    }),
    sound(
        "between_bookmark_given_an_action",
        "changed_after_signature",
        || object_with(bookmark(), "A", "<</S/URI/URI(https://example.org)>>"),
    ),
    sound("between_bookmarks_removed", "changed_after_signature", || {
        reviewed(
            one(),
            vec![one().changed(one().root(), |catalogue| {
                catalogue.remove(b"Outlines");
            })],
        )
    }),
    sound("between_link_retargeted", "changed_after_signature", || {
        object_with(
            one().first("Subtype", "Link"),
            "Dest",
            &format!("[{} 0 R/Fit]", one().page(0)),
        )
    }),
    sound("between_link_to_a_program", "changed_after_signature", || {
        object_with(one().first("Subtype", "Link"), "A", "<</S/Launch/F(x.exe)>>")
    }),
    sound(
        "between_title_in_the_information",
        "changed_after_signature",
        || object_with(one().info(), "Title", "(No gaps)"),
    ),
    sound(
        "between_author_in_the_information",
        "changed_after_signature",
        || object_with(one().info(), "Author", "(somebody else)"),
    ),
    sound(
        "between_creation_in_the_information",
        "changed_after_signature",
        || object_with(one().info(), "CreationDate", "(D:20200101000000Z)"),
    ),
    sound(
        "between_producer_that_is_no_text",
        "changed_after_signature",
        || object_with(one().info(), "Producer", &format!("{} 0 R", one().content(0))),
    ),
    sound(
        "between_information_taken_from_elsewhere",
        "trailer_changed",
        || {
            let base = one();
            let mut patch = Patch::reviewing(base, vec![(base.free(), b"<</Title(No gaps)>>".to_vec())]);
            patch.trailer.set("Info", Object::Reference((base.free(), 0)));
            patch.signed()
        },
    ),
    sound("between_title_in_the_metadata", "metadata_changed", || {
        metadata_with("自評報告", "無缺失")
    }),
    sound("between_creation_in_the_metadata", "metadata_changed", || {
        metadata_with("T16:00:00", "T15:00:00")
    }),
    sound("between_conformance_in_the_metadata", "metadata_changed", || {
        metadata_with(">U<", ">A<")
    }),
    sound("between_metadata_emptied", "metadata_changed", || {
        let base = one();
        let number = base.follow(base.root(), "Metadata");
        reviewed(base, vec![(number, stream("/Type/Metadata/Subtype/XML", ""))])
    }),
    sound("between_metadata_in_another_file", "metadata_changed", || {
        let base = one();
        let number = base.follow(base.root(), "Metadata");
        reviewed(
            base,
            vec![(number, stream("/Type/Metadata/Subtype/XML/F(x.xml)", ""))],
        )
    }),
    sound("between_metadata_removed", "changed_after_signature", || {
        reviewed(
            one(),
            vec![one().changed(one().root(), |catalogue| {
                catalogue.remove(b"Metadata");
            })],
        )
    }),
    sound(
        "between_metadata_of_something_else",
        "changed_after_signature",
        || root_with("Metadata", &format!("{} 0 R", one().content(0))),
    ),
    sound("between_viewer_preferences", "changed_after_signature", || {
        root_with("ViewerPreferences", "<</HideToolbar true/Direction/R2L>>")
    }),
    sound("between_page_labels", "changed_after_signature", || {
        root_with("PageLabels", "<</Nums[0<</S/r>>]>>")
    }),
    sound("between_language", "changed_after_signature", || {
        root_with("Lang", "(en)")
    }),
    sound("between_layers", "changed_after_signature", || {
        root_with("OCProperties", "<</OCGs[]/D<</BaseState/OFF>>>>")
    }),
    sound(
        "between_colours_meant_otherwise",
        "changed_after_signature",
        || root_with("OutputIntents", "[]"),
    ),
    sound("between_validation_material", "changed_after_signature", || {
        root_with("DSS", "<</Certs[]>>")
    }),
    sound("between_legal_attestation", "changed_after_signature", || {
        root_with("Legal", "<</Attestation(ok)>>")
    }),
    sound("between_requirements", "changed_after_signature", || {
        root_with("Requirements", "[<</Type/Requirement/S/EnableJavaScripts>>]")
    }),
    sound("between_pieces_of_programs", "changed_after_signature", || {
        root_with("PieceInfo", "<</x<<>>>>")
    }),
    sound("between_articles", "changed_after_signature", || {
        root_with("Threads", "[]")
    }),
    sound("between_base_of_links", "changed_after_signature", || {
        root_with("URI", "<</Base(https://example.org/)>>")
    }),
    sound("between_structure_tree", "changed_after_signature", || {
        root_with_object("StructTreeRoot", "<</Type/StructTreeRoot/K[]>>")
    }),
    sound("between_version_that_is_none", "changed_after_signature", || {
        root_with("Version", "/Draft")
    }),
    sound("between_version_lowered", "changed_after_signature", || {
        root_with("Version", "/1.0")
    }),
    sound(
        "between_extension_with_an_object",
        "changed_after_signature",
        || root_with("Extensions", &format!("<</X {} 0 R>>", one().content(0))),
    ),
    sound("between_permissions_removed", "doc_mdp_mismatch", || {
        reviewed(
            one(),
            vec![one().changed(one().root(), |catalogue| {
                catalogue.remove(b"Perms");
            })],
        )
    }),
    sound("between_permissions_of_the_reviewer", "doc_mdp_mismatch", || {
        root_with("Perms", &format!("<</DocMDP {} 0 R>>", one().free() + 30))
    }),
    sound(
        "between_permissions_with_usage_rights",
        "permissions_unsupported",
        || {
            let perms = format!(
                "<</DocMDP {} 0 R/UR3 {} 0 R>>",
                one().value("Preparer"),
                one().free() + 30
            );
            root_with("Perms", &perms)
        },
    ),
    sound(
        "between_permissions_added_to_an_approval",
        "doc_mdp_mismatch",
        || {
            let base = approved();
            let perms = format!("<</DocMDP {} 0 R>>", base.value("Preparer"));
            reviewed(base, vec![base.with(base.root(), "Perms", &perms)])
        },
    ),
    sound(
        "between_certification_by_the_reviewer",
        "doc_mdp_mismatch",
        || {
            value_of_reviewer_with(
                one(),
                "/Reference[<</TransformMethod/DocMDP/TransformParams<</P 3/V/1.2>>>>]",
            )
        },
    ),
    sound(
        "between_other_transform_of_the_reviewer",
        "transform_unsupported",
        || {
            value_of_reviewer_with(
                one(),
                "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/All/V/1.2>>>>]",
            )
        },
    ),
    sound(
        "between_certification_that_allows_nothing",
        "doc_mdp_no_changes",
        || reviewed(&certified_with_level(1), Vec::new()),
    ),
    sound(
        "between_certification_of_unknown_level",
        "transform_unsupported",
        || certified_with_level(4).bytes,
    ),
    sound(
        "between_value_that_refers_to_a_page",
        "changed_after_signature",
        || value_of_reviewer_with(one(), &format!("/Prop_Build {} 0 R", one().page(0))),
    ),
    sound(
        "between_value_with_a_certificate_beside",
        "value_entry_forbidden",
        || value_of_reviewer_with(one(), "/Cert(x)"),
    ),
    sound(
        "between_object_that_nothing_needs",
        "changed_after_signature",
        || reviewed(one(), vec![(one().free(), b"<</Note(for later)>>".to_vec())]),
    ),
];
