//! Incremental saving: something is appended after the last signature.

use super::{
    Forgery, odd,
    report::{Base, one, three, two, unsigned},
    sound,
    surgery::{Patch, appended, lie, stream},
};
use crate::support::{find, pdf::last_startxref, rfind};

/// The first page shows another text.
fn other_page(base: &Base) -> Vec<(u32, Vec<u8>)> {
    vec![(base.content(0), lie())]
}

/// The update as an honest program would append it.
fn update(base: &Base) -> Vec<u8> {
    Patch::new(base, other_page(base)).bytes()
}

/// The bytes that the update adds.
fn tail(base: &Base) -> Vec<u8> {
    update(base)[base.bytes.len()..].to_vec()
}

/// The update up to a word in it.
fn until(base: &Base, word: &str) -> Vec<u8> {
    let tail = tail(base);
    appended(base, &tail[..rfind(&tail, word.as_bytes())])
}

fn ended_like_the_original(base: &Base, tail: &[u8]) -> Vec<u8> {
    let start = last_startxref(&base.bytes);
    appended(
        base,
        &[tail, format!("startxref\n{start}\n%%EOF\n").as_bytes()].concat(),
    )
}

/// A copy of the last signature's value under another number.
fn cloned_value(base: &Base) -> Vec<u8> {
    let start = rfind(&base.bytes, b"<</Type /Sig/Filter");
    let end = start + find(&base.bytes[start..], b"\nendobj");
    base.bytes[start..end].to_vec()
}

pub const CASES: &[Forgery] = &[
    sound(
        "isa_page_after_one_signature",
        "bytes_after_last_signature",
        || update(one()),
    ),
    sound(
        "isa_page_after_two_signatures",
        "bytes_after_last_signature",
        || update(two()),
    ),
    sound(
        "isa_page_after_three_signatures",
        "bytes_after_last_signature",
        || update(three()),
    ),
    sound(
        "isa_page_with_cross_reference_stream",
        "bytes_after_last_signature",
        || Patch::new(three(), other_page(three())).bytes_with_stream(),
    ),
    odd("isa_without_end_marker", "bytes_after_last_signature", || {
        until(three(), "%%EOF")
    }),
    odd("isa_without_startxref", "bytes_after_last_signature", || {
        until(three(), "startxref")
    }),
    odd("isa_without_trailer", "bytes_after_last_signature", || {
        until(three(), "trailer")
    }),
    odd(
        "isa_without_cross_reference",
        "bytes_after_last_signature",
        || until(three(), "xref\n"),
    ),
    odd(
        "isa_objects_before_the_same_ending",
        "bytes_after_last_signature",
        || {
            let tail = tail(three());
            ended_like_the_original(three(), &tail[..find(&tail, b"xref\n")])
        },
    ),
    odd("isa_trailer_cloned", "bytes_after_last_signature", || {
        let tail = tail(three());
        let bytes = &three().bytes;
        let trailer = &bytes[rfind(bytes, b"trailer\n")..];
        appended(three(), &[&tail[..find(&tail, b"xref\n")], trailer].concat())
    }),
    sound("isa_signature_cloned", "bytes_after_last_signature", || {
        let base = three();
        let mut objects = other_page(base);
        objects.push((base.value("Approver"), cloned_value(base)));
        Patch::new(base, objects).bytes()
    }),
    sound("isa_signature_cloned_into_a_new_object", "byte_range_gap", || {
        let base = three();
        let mut objects = other_page(base);
        objects.push((base.free(), cloned_value(base)));
        objects.push(base.with(base.field("Approver"), "V", &format!("{} 0 R", base.free())));
        Patch::new(base, objects).bytes()
    }),
    sound("isa_other_catalogue", "bytes_after_last_signature", || {
        let base = three();
        let (_, catalogue) = base.changed(base.root(), |catalogue| {
            catalogue.remove(b"Outlines");
        });
        let mut patch = Patch::new(base, vec![(base.free(), catalogue)]);
        patch
            .trailer
            .set("Root", lopdf::Object::Reference((base.free(), 0)));
        patch.bytes()
    }),
    sound("isa_previous_is_the_unsigned_report", "unsigned", || {
        let mut patch = Patch::new(three(), other_page(three()));
        patch.previous = last_startxref(&unsigned().bytes);
        patch.bytes()
    }),
    sound(
        "isa_previous_is_the_first_signature",
        "bytes_after_last_signature",
        || {
            let mut patch = Patch::new(three(), other_page(three()));
            patch.previous = last_startxref(&one().bytes);
            patch.bytes()
        },
    ),
    odd("isa_previous_is_later", "bytes_after_last_signature", || {
        let mut patch = Patch::new(three(), other_page(three()));
        patch.previous = update(three()).len() - 20;
        patch.bytes()
    }),
    odd(
        "isa_previous_goes_in_a_circle",
        "bytes_after_last_signature",
        || {
            let mut patch = Patch::new(three(), other_page(three()));
            patch.previous = last_startxref(&update(three()));
            patch.bytes()
        },
    ),
    sound(
        "isa_update_that_changes_nothing",
        "bytes_after_last_signature",
        || {
            let mut patch = Patch::new(three(), Vec::new());
            patch.entries.push((0, "0000000000 65535 f ".to_owned()));
            patch.bytes()
        },
    ),
    sound("isa_field_emptied", "bytes_after_last_signature", || {
        let base = three();
        Patch::new(
            base,
            vec![base.changed(base.field("Approver"), |field| {
                field.remove(b"V");
            })],
        )
        .bytes()
    }),
    sound("isa_all_signatures_emptied", "unsigned", || {
        let base = three();
        let emptied = ["Preparer", "Reviewer", "Approver"].map(|role| {
            base.changed(base.field(role), |field| {
                field.remove(b"V");
            })
        });
        Patch::new(base, emptied.to_vec()).bytes()
    }),
    sound("isa_form_taken_away", "unsigned", || {
        let base = three();
        Patch::new(
            base,
            vec![base.changed(base.root(), |catalogue| {
                catalogue.remove(b"AcroForm");
            })],
        )
        .bytes()
    }),
    odd("isa_comment_after_the_end", "bytes_after_last_signature", || {
        appended(three(), b"% reviewed\n")
    }),
    odd("isa_blanks_after_the_end", "bytes_after_last_signature", || {
        appended(three(), b"  \r\n\0")
    }),
    odd("isa_second_end_marker", "bytes_after_last_signature", || {
        appended(three(), b"%%EOF\n")
    }),
    odd("isa_another_report_behind", "bytes_after_last_signature", || {
        appended(three(), &unsigned().bytes)
    }),
    odd("isa_zero_as_startxref", "bytes_after_last_signature", || {
        let tail = tail(three());
        let body = &tail[..rfind(&tail, b"startxref")];
        appended(three(), &[body, b"startxref\n0\n%%EOF\n"].concat())
    }),
    odd(
        "isa_words_after_the_number_of_startxref",
        "bytes_after_last_signature",
        || {
            let tail = tail(three());
            let body = &tail[..rfind(&tail, b"\n%%EOF")];
            appended(three(), &[body, b" 0 obj\n%%EOF\n"].concat())
        },
    ),
    sound("isa_attachment_added", "bytes_after_last_signature", || {
        let base = three();
        let names = format!("<</EmbeddedFiles<</Names[(x) {} 0 R]>>>>", base.free() + 1);
        let file = format!("<</Type/Filespec/F(x)/EF<</F {} 0 R>>>>", base.free());
        Patch::new(
            base,
            vec![
                (base.free(), stream("/Type/EmbeddedFile", "{}")),
                (base.free() + 1, file.into_bytes()),
                base.with(base.root(), "Names", &names),
            ],
        )
        .bytes()
    }),
];
