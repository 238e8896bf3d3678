//! A file inside the report.

use lopdf::{Dictionary, Document, Object};
use zicha::report::{Attachment, RenderOptions, render};

use super::{created, extract, rendered, sample};

const BYTES: &[u8] = "{\"format\":\"甲\"}".as_bytes();

fn with_file() -> Vec<u8> {
    let attachment = Attachment {
        name: "zicha-workbook.json",
        mime: "application/json",
        description: "自評檔資料",
        bytes: BYTES,
    };
    let options = RenderOptions {
        attachment: Some(attachment),
        ..RenderOptions::at(created())
    };
    render(&sample::document(3), &options).unwrap().pdf
}

fn specification(document: &Document) -> &Dictionary {
    let catalog = document.catalog().unwrap();
    let listed = catalog.get(b"AF").unwrap().as_array().unwrap();
    assert_eq!(listed.len(), 1);
    let files = extract::follow(
        document,
        extract::follow(document, catalog, "Names"),
        "EmbeddedFiles",
    );
    let names = files.get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(names.len(), 2);
    assert_eq!(names[1], listed[0]);
    document.dereference(&listed[0]).unwrap().1.as_dict().unwrap()
}

fn xmp(document: &Document) -> String {
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap();
    let stream = document.dereference(metadata).unwrap().1.as_stream().unwrap();
    String::from_utf8(stream.content.clone()).unwrap()
}

#[test]
fn the_file_is_named_in_the_catalog_as_data_and_comes_out_as_it_went_in() {
    let document = extract::open(&with_file());
    let file = specification(&document);
    assert_eq!(file.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Data");
    for key in ["F", "UF"] {
        let name = file.get(key.as_bytes()).unwrap();
        assert_eq!(name.as_str().unwrap(), b"zicha-workbook.json");
    }
    let content = extract::follow(&document, file, "EF").get(b"F").unwrap();
    let content = document.dereference(content).unwrap().1.as_stream().unwrap();
    let subtype = content.dict.get(b"Subtype").unwrap();
    assert_eq!(subtype.as_name().unwrap(), b"application/json");
    assert_eq!(content.get_plain_content().unwrap(), BYTES);
    let parameters = extract::follow(&document, &content.dict, "Params");
    let size = i64::try_from(BYTES.len()).unwrap();
    assert_eq!(parameters.get(b"Size").unwrap(), &Object::Integer(size));
    assert_eq!(parameters.get(b"CheckSum").unwrap().as_str().unwrap().len(), 16);
    let modified = parameters.get(b"ModDate").unwrap().as_str().unwrap();
    assert_eq!(modified, b"D:20260701093000+08'00'");
}

#[test]
fn the_name_of_a_media_type_is_written_so_that_its_slash_begins_no_name() {
    let pdf = with_file();
    let written = b"application#2Fjson";
    assert!(pdf.windows(written.len()).any(|window| window == written));
}

#[test]
fn a_report_with_a_file_says_it_is_pdf_a_3u_and_one_without_2u() {
    for (pdf, part) in [(with_file(), 3), (rendered(&sample::document(3)).pdf, 2)] {
        let said = xmp(&extract::open(&pdf));
        assert!(
            said.contains(&format!("<pdfaid:part>{part}</pdfaid:part>")),
            "{said}"
        );
        assert!(said.contains("<pdfaid:conformance>U</pdfaid:conformance>"));
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    assert!(with_file() == with_file());
}
