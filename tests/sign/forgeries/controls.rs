//! A verifier that refuses everything is as useless: what honest programs write when they sign our
//! reports is accepted, and so is what the forgeries are made from.

use lopdf::Object;

use super::{
    annotations::signed_in_new_field,
    report::{approved, one, prepared, three, two, unsigned},
    surgery::{Patch, reviewed, seal, stream},
};
use crate::support::reasons;

#[track_caller]
fn accepted(pdf: &[u8]) {
    assert_eq!(reasons(pdf), Vec::<&str>::new());
}

#[test]
fn what_the_forgeries_are_made_from_is_accepted() {
    for base in [one(), two(), three(), approved()] {
        accepted(&base.bytes);
    }
    // The attacker's tools leave no trace of their own.
    for base in [one(), approved()] {
        accepted(&reviewed(base, Vec::new()));
    }
    let prepared = prepared(vec![unsigned().changed(unsigned().page(0), |_| ())]);
    accepted(&reviewed(&prepared, Vec::new()));
}

#[test]
fn metadata_in_another_form_that_say_the_same_are_accepted() {
    let base = one();
    let number = base.follow(base.root(), "Metadata");
    let Ok(Object::Stream(metadata)) = base.document.get_object((number, 0)) else {
        panic!("no metadata");
    };
    let text = String::from_utf8(metadata.content.clone()).expect("UTF-8");
    let text = text
        .replace("<pdfaid:part>2</pdfaid:part>", "")
        .replace("<pdfaid:conformance>U</pdfaid:conformance>", "")
        .replace(
            "rdf:about=\"\"",
            "pdfaid:conformance=\"&#85;\" pdfaid:part='2' rdf:about=\"\"",
        )
        .replace(
            "T16:00:00+08:00</xmp:ModifyDate>",
            "T18:00:00+08:00</xmp:ModifyDate>",
        )
        .replace("xmlns:dc=", "xmlns:x=")
        .replace("<dc:", "<x:")
        .replace("</dc:", "</x:");
    accepted(&reviewed(
        base,
        vec![(number, stream("/Type/Metadata/Subtype/XML", &text))],
    ));
    let moved = [
        (base.free(), stream("/Type/Metadata/Subtype/XML", &text)),
        base.with(base.root(), "Metadata", &format!("{} 0 R", base.free())),
    ];
    accepted(&reviewed(base, moved.to_vec()));
}

#[test]
fn producer_version_and_extensions_may_be_brought_up_to_date() {
    let base = one();
    accepted(&reviewed(
        base,
        vec![base.with(base.info(), "Producer", "(another program)")],
    ));
    accepted(&reviewed(base, vec![base.with(base.root(), "Version", "/2.0")]));
    let extensions = "<</ESIC<</BaseVersion/1.7/ExtensionLevel 2>>>>";
    accepted(&reviewed(
        base,
        vec![base.with(base.root(), "Extensions", extensions)],
    ));
}

#[test]
fn an_update_with_cross_reference_stream_is_accepted() {
    let base = one();
    let patch = Patch::reviewing(base, Vec::new());
    accepted(&seal(base.bytes.len(), patch.bytes_with_stream()));
}

#[test]
fn an_unchanged_object_in_an_object_stream_is_accepted() {
    let base = one();
    let (page, body) = base.changed(base.page(0), |_| ());
    let header = format!("{page} 0 ");
    let data = format!("{header}{}", String::from_utf8(body).expect("ASCII"));
    let held = stream(&format!("/Type/ObjStm/N 1/First {}", header.len()), &data);
    let mut patch = Patch::reviewing(base, vec![(base.free(), held)]);
    patch
        .entries
        .push((page, format!("{:010} COMPRESSED", base.free())));
    accepted(&seal(base.bytes.len(), patch.bytes_with_stream()));
}

#[test]
fn small_fields_that_are_added_when_signing_are_accepted() {
    accepted(&signed_in_new_field(one(), one().page(0), "[0 0 0 0]", &[]));
    accepted(&signed_in_new_field(
        approved(),
        approved().page(0),
        "[300 100 450 160]",
        &[],
    ));
}

#[test]
fn a_stamp_with_fonts_and_images_of_its_own_is_accepted() {
    let base = one();
    let (value_number, appearance) = (base.free() + 30, base.free());
    let (number, mut body) = base.with(base.field("Reviewer"), "AP", &format!("<</N {appearance} 0 R>>"));
    body.truncate(body.len() - 2);
    body.extend_from_slice(format!("/V {value_number} 0 R>>").as_bytes());
    let image = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        "0",
    );
    let resources = format!("/Resources<</XObject<</PS {} 0 R>>>>", base.free() + 1);
    let drawn = stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 99 99]{resources}"),
        "/PS Do",
    );
    let objects = vec![(number, body), (appearance, drawn), (base.free() + 1, image)];
    accepted(&reviewed(base, objects));
}
