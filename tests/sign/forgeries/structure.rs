//! What different programs read differently: hidden objects, second definitions, wrong offsets,
//! lengths and generations, other kinds of cross-reference.

use std::fmt::Write as _;

use lopdf::Object;

use super::{
    Forgery, odd,
    report::{one, three, unsigned},
    sound,
    surgery::{Patch, TableWriter, lie, reviewed, stream},
};
use crate::support::{find, forger::value, rfind};

/// Another content of the first page as a whole object, where it should not stand.
fn hidden() -> Vec<u8> {
    [
        format!("{} 0 obj\n", one().content(0)).into_bytes(),
        lie(),
        b"\nendobj\n".to_vec(),
    ]
    .concat()
}

/// The second signature with bytes that belong to no object.
fn with_junk(junk: &[u8]) -> Vec<u8> {
    let mut patch = Patch::reviewing(one(), Vec::new());
    patch.junk = junk.to_vec();
    patch.signed()
}

/// The reviewer's field with an appearance whose data is this.
fn with_appearance(data: &str) -> Vec<u8> {
    let base = one();
    let (value_number, appearance) = (base.free() + 30, base.free());
    let (number, mut body) = base.with(base.field("Reviewer"), "AP", &format!("<</N {appearance} 0 R>>"));
    body.truncate(body.len() - 2);
    body.extend_from_slice(format!("/V {value_number} 0 R>>").as_bytes());
    let drawn = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", data);
    reviewed(base, vec![(number, body), (appearance, drawn)])
}

/// The second signature with another cross-reference entry.
fn with_entry(number: u32, line: String) -> Vec<u8> {
    let mut patch = Patch::reviewing(one(), Vec::new());
    patch.entries.push((number, line));
    patch.signed()
}

/// The second signature with a trailer entry more.
fn with_trailer(key: &str, value: Object) -> Vec<u8> {
    let mut patch = Patch::reviewing(one(), Vec::new());
    patch.trailer.set(key, value);
    patch.signed()
}

/// The second signature in a file whose table is written in another way.
fn with_table(table: TableWriter) -> Vec<u8> {
    let mut patch = Patch::reviewing(one(), Vec::new());
    patch.table = Some(table);
    patch.signed()
}

/// The three-signature file with a piece replaced by one of the same length.
fn replaced_last(from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut pdf = three().bytes.clone();
    let place = rfind(&pdf, from);
    pdf[place..place + from.len()].copy_from_slice(to);
    pdf
}

/// An object stream that holds the first page's dictionary.
fn object_stream(held: u32, body: &str) -> Vec<u8> {
    let header = format!("{held} 0 ");
    stream(
        &format!("/Type/ObjStm/N 1/First {}", header.len()),
        &format!("{header}{body}"),
    )
}

pub const CASES: &[Forgery] = &[
    sound("structure_object_in_no_table", "hidden_bytes", || {
        with_junk(&hidden())
    }),
    sound("structure_comment_between_objects", "hidden_bytes", || {
        with_junk(b"% nothing\n")
    }),
    odd("structure_second_header_between_objects", "hidden_bytes", || {
        with_junk(b"%PDF-1.7\n")
    }),
    odd("structure_end_marker_between_objects", "hidden_bytes", || {
        with_junk(b"startxref\n9\n%%EOF\n")
    }),
    odd("structure_second_trailer", "hidden_bytes", || {
        with_junk(format!("trailer\n<</Root {} 0 R>>\n", one().page(0)).as_bytes())
    }),
    sound("structure_object_in_a_comment", "hidden_objects", || {
        let base = one();
        let value_number = base.free() + 30;
        let hidden = format!("{} 0 obj <<>> endobj", base.content(0));
        let value = value().replace("/Type/Sig", &format!("/Type/Sig%\r{hidden}\r"));
        let value = value.replace(&format!("\r{hidden}"), &format!(" {hidden}"));
        reviewed(base, vec![(value_number, value.into_bytes())])
    }),
    sound("structure_object_in_a_string", "hidden_objects", || {
        let base = one();
        let hidden = format!("/Reason(\n{} 0 obj\n<</Length 0>>\nendobj\n)", base.content(0));
        let value = value().replace("/Type/Sig", &format!("/Type/Sig{hidden}"));
        reviewed(base, vec![(base.free() + 30, value.into_bytes())])
    }),
    sound("structure_object_in_an_appearance", "hidden_objects", || {
        with_appearance(&String::from_utf8(hidden()).expect("ASCII"))
    }),
    sound("structure_trailer_in_an_appearance", "hidden_objects", || {
        with_appearance(&format!("q Q\ntrailer\n<</Root {} 0 R>>\n", one().page(0)))
    }),
    odd("structure_object_twice", "hidden_bytes", || {
        let base = one();
        reviewed(
            base,
            vec![(base.free(), b"(a)".to_vec()), (base.free(), b"(b)".to_vec())],
        )
    }),
    odd("structure_entry_into_a_signature", "structure_malformed", || {
        let gap = find(&one().bytes, b"/Contents <3082") + 40;
        with_entry(one().content(0), format!("{gap:010} 00000 n "))
    }),
    odd("structure_entry_into_old_bytes", "object_reused", || {
        let place = find(&one().bytes, format!("\n{} 0 obj", one().content(0)).as_bytes()) + 1;
        with_entry(one().content(0), format!("{place:010} 00000 n "))
    }),
    odd("structure_entry_into_another_number", "hidden_bytes", || {
        // "7 0 obj" stands inside "17 0 obj", too.
        let base = one();
        let number = base.content(0);
        let outer = 10_000 + number;
        let mut patch = Patch::reviewing(base, vec![(outer, lie())]);
        patch.trailer.set("Size", 20_000);
        let place = find(&patch.bytes(), format!("{outer} 0 obj").as_bytes());
        let skip = outer.to_string().len() - number.to_string().len();
        patch
            .entries
            .push((number, format!("{:010} 00000 n ", place + skip)));
        patch.signed()
    }),
    odd("structure_entry_off_by_one", "structure_malformed", || {
        let base = one();
        let mut patch = Patch::reviewing(base, vec![(base.free(), lie())]);
        let place = find(&patch.bytes(), format!("{} 0 obj", base.free()).as_bytes());
        patch
            .entries
            .push((base.free(), format!("{:010} 00000 n ", place - 1)));
        patch.signed()
    }),
    odd("structure_entry_beyond_the_file", "structure_malformed", || {
        with_entry(one().free() + 1, "9999999999 00000 n ".to_owned())
    }),
    odd(
        "structure_entry_of_another_generation",
        "structure_unsupported",
        || with_entry(one().content(0), "0000000009 00007 n ".to_owned()),
    ),
    odd("structure_entry_freed", "object_reused", || {
        with_entry(one().content(0), "0000000000 00001 f ".to_owned())
    }),
    odd(
        "structure_entries_in_a_shifted_table",
        "structure_malformed",
        || {
            // Some readers take the first entry for that of object 0 and count from there.
            with_table(|entries| {
                let mut table = String::from("1 1\n0000000000 65535 f \n");
                for (number, line) in entries {
                    write!(table, "{number} 1\n{line}\n").expect("a string");
                }
                table
            })
        },
    ),
    odd("structure_table_with_short_lines", "structure_malformed", || {
        with_table(|entries| {
            entries.iter().fold(String::new(), |mut table, (number, line)| {
                write!(table, "{number} 1\n{}\n", line.trim_end()).expect("a string");
                table
            })
        })
    }),
    odd(
        "structure_table_that_counts_too_many",
        "structure_malformed",
        || {
            with_table(|entries| {
                entries.iter().fold(String::new(), |mut table, (number, line)| {
                    write!(table, "{number} 2\n{line}\n").expect("a string");
                    table
                })
            })
        },
    ),
    odd(
        "structure_table_with_an_object_twice",
        "structure_malformed",
        || {
            with_table(|entries| {
                entries.iter().fold(String::new(), |mut table, (number, line)| {
                    write!(table, "{number} 1\n{line}\n{number} 1\n{line}\n").expect("a string");
                    table
                })
            })
        },
    ),
    odd("structure_hybrid", "structure_unsupported", || {
        with_trailer("XRefStm", Object::Integer(20))
    }),
    odd("structure_encrypted_afterwards", "encrypted", || {
        let mut filter = lopdf::Dictionary::new();
        filter.set("Filter", Object::Name(b"Standard".to_vec()));
        with_trailer("Encrypt", Object::Dictionary(filter))
    }),
    odd("structure_size_too_small", "structure_unsupported", || {
        with_trailer("Size", Object::Integer(5))
    }),
    odd(
        "structure_root_through_another_generation",
        "structure_unsupported",
        || with_trailer("Root", Object::Reference((one().root(), 1))),
    ),
    sound(
        "structure_first_half_of_the_identifier_changed",
        "trailer_changed",
        || {
            let half = Object::string_literal("0123456789abcdef");
            with_trailer("ID", Object::Array(vec![half.clone(), half]))
        },
    ),
    sound("structure_trailer_with_more", "trailer_changed", || {
        with_trailer("Prepress", Object::Boolean(true))
    }),
    odd(
        "structure_chain_past_the_signature",
        "revision_chain_broken",
        || {
            let mut patch = Patch::reviewing(one(), Vec::new());
            patch.previous = crate::support::pdf::last_startxref(&unsigned().bytes);
            let field = one().dictionary(one().field("Preparer"));
            let mut catalogue = one().dictionary(one().root());
            catalogue.remove(b"x");
            let objects = vec![
                (
                    one().field("Preparer"),
                    super::surgery::write(&Object::Dictionary(field)),
                ),
                (
                    one().root(),
                    super::surgery::write(&Object::Dictionary(catalogue)),
                ),
            ];
            let own = Patch::reviewing(one(), objects);
            let mut own = own;
            own.previous = patch.previous;
            let value = find(
                &one().bytes,
                format!("\n{} 0 obj", one().value("Preparer")).as_bytes(),
            ) + 1;
            own.entries
                .push((one().value("Preparer"), format!("{value:010} 00000 n ")));
            own.signed()
        },
    ),
    sound(
        "structure_catalogue_exchanged_on_the_way",
        "trailer_changed",
        || {
            // The update in the middle names another catalogue; the last one hides it again.
            let base = one();
            let (_, catalogue) = base.changed(base.root(), |_| ());
            let mut middle = Patch::new(base, vec![(base.free(), catalogue)]);
            middle.trailer.set("Root", Object::Reference((base.free(), 0)));
            let middle = super::report::Base::of(middle.bytes());
            let mut patch = Patch::reviewing(&middle, Vec::new());
            patch.trailer.set("Root", Object::Reference((base.root(), 0)));
            patch.signed()
        },
    ),
    odd(
        "structure_stream_longer_than_it_says",
        "structure_malformed",
        || {
            let base = one();
            let data = "<</Length 3>>\nstream\nq Q\nBT (No gaps) Tj ET\nendstream".to_owned();
            reviewed(base, vec![(base.content(0), data.into_bytes())])
        },
    ),
    odd("structure_stream_without_end", "structure_malformed", || {
        let base = one();
        reviewed(
            base,
            vec![(base.content(0), b"<</Length 999999999>>\nstream\nq".to_vec())],
        )
    }),
    sound(
        "structure_stream_in_another_file",
        "changed_after_signature",
        || {
            let base = one();
            reviewed(base, vec![(base.content(0), stream("/F(other.txt)", ""))])
        },
    ),
    sound(
        "structure_page_moved_into_an_object_stream",
        "changed_after_signature",
        || {
            let base = one();
            let (page, body) = base.with(base.page(0), "Rotate", "180");
            let held = object_stream(page, &String::from_utf8(body).expect("ASCII"));
            compressed(page, held)
        },
    ),
    sound(
        "structure_object_stream_with_something_unlisted",
        "hidden_objects",
        || {
            let base = one();
            let (page, body) = base.changed(base.page(0), |_| ());
            let body = String::from_utf8(body).expect("ASCII");
            let header = format!("{page} 0 {} {} ", base.page(1), body.len() + 1);
            let data = format!("{header}{body} <</Type/Page/Rotate 180>>");
            let held = stream(&format!("/Type/ObjStm/N 2/First {}", header.len()), &data);
            compressed(page, held)
        },
    ),
    odd(
        "structure_zero_bytes_for_the_last_line",
        "bytes_after_last_signature",
        || {
            let mut pdf = three().bytes.clone();
            pdf.pop();
            pdf.extend_from_slice(b"\0\0");
            pdf
        },
    ),
    odd(
        "structure_lines_of_the_table_ended_otherwise",
        "digest_mismatch",
        || replaced_last(b" n \n", b" n\r\n"),
    ),
    odd("structure_digit_after_startxref", "structure_malformed", || {
        replaced_last(b"\n%%EOF", b"0%%EOF")
    }),
    sound("structure_version_of_the_header", "digest_mismatch", || {
        let mut pdf = three().bytes.clone();
        pdf[7] = b'4';
        pdf
    }),
    sound("structure_key_with_a_coded_letter", "digest_mismatch", || {
        replaced_last(b"/Subtype", b"/Sub#74y")
    }),
];

/// The second signature in an update with a cross-reference stream, one object of which stands in
/// an object stream.
fn compressed(number: u32, held: Vec<u8>) -> Vec<u8> {
    let base = one();
    let mut patch = Patch::reviewing(base, vec![(base.free(), held)]);
    patch
        .entries
        .push((number, format!("{:010} COMPRESSED", base.free())));
    let bytes = patch.bytes_with_stream();
    super::surgery::seal(base.bytes.len(), bytes)
}
