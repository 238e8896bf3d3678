//! The reports that are forged: laid out, written and signed by the program, small but with all
//! that a report has: bookmarks, links, a table, fonts, three signature fields.

use std::sync::OnceLock;

use chrono::DateTime;
use lopdf::{Dictionary, Document, Object};
use rsa::pkcs8::EncodePrivateKey as _;
use spki::SubjectPublicKeyInfoOwned;
use zicha::{
    model::signing::Role,
    report::{
        RenderOptions, Stamp,
        blocks::{self, Block, Column, SignatureBox, Table, text},
        render, stamp,
    },
    sign::{Identity, SignRequest, identity::load, sign_pdf},
};

use super::surgery::{Patch, write};
use crate::support::{
    keys::{self, PASSPHRASE, Wanted, authority, issue},
    preparer, request,
};

/// A PDF together with what another program reads in it.
pub struct Base {
    pub bytes: Vec<u8>,
    pub document: Document,
}

impl Base {
    /// Reads a PDF.
    pub fn of(bytes: Vec<u8>) -> Self {
        let document = Document::load_mem(&bytes).expect("a PDF");
        Self { bytes, document }
    }

    /// The dictionary of an object, of a stream too.
    pub fn dictionary(&self, number: u32) -> Dictionary {
        match self.document.get_object((number, 0)).expect("an object") {
            Object::Dictionary(dictionary) => dictionary.clone(),
            Object::Stream(stream) => stream.dict.clone(),
            other => panic!("{number} is {other:?}"),
        }
    }

    /// The number of the catalogue.
    pub fn root(&self) -> u32 {
        number(self.document.trailer.get(b"Root").expect("a catalogue"))
    }

    /// The number of the document information.
    pub fn info(&self) -> u32 {
        number(
            self.document
                .trailer
                .get(b"Info")
                .expect("an information dictionary"),
        )
    }

    /// The number of a page, counted from 0.
    pub fn page(&self, index: usize) -> u32 {
        self.document
            .get_pages()
            .into_values()
            .nth(index)
            .expect("a page")
            .0
    }

    /// The number that a key of an object refers to.
    pub fn follow(&self, holder: u32, key: &str) -> u32 {
        number(self.dictionary(holder).get(key.as_bytes()).expect("the key"))
    }

    /// The number of the form.
    pub fn form(&self) -> u32 {
        self.follow(self.root(), "AcroForm")
    }

    /// The form with one more field.
    pub fn with_one_more_field(&self, number: u32) -> (u32, Vec<u8>) {
        self.with_one_more(self.form(), "Fields", number)
    }

    /// A page with one more annotation.
    pub fn with_one_more_annotation(&self, page: u32, number: u32) -> (u32, Vec<u8>) {
        self.with_one_more(page, "Annots", number)
    }

    /// An object whose list under a key refers to one more object.
    fn with_one_more(&self, holder: u32, key: &str, number: u32) -> (u32, Vec<u8>) {
        self.changed(holder, |holder| {
            let list = holder.get(key.as_bytes()).and_then(Object::as_array);
            let mut list = list.cloned().unwrap_or_default();
            list.push(Object::Reference((number, 0)));
            holder.set(key, list);
        })
    }

    /// The number of a signature field.
    pub fn field(&self, name: &str) -> u32 {
        let fields = self.dictionary(self.form());
        let fields = fields.get(b"Fields").and_then(Object::as_array).expect("fields");
        let named = |field: &&Object| {
            let title = self.dictionary(number(field));
            title.get(b"T").and_then(Object::as_str).expect("a name") == name.as_bytes()
        };
        number(fields.iter().find(named).expect("the field"))
    }

    /// The page that holds the signature fields.
    pub fn page_of_fields(&self) -> u32 {
        self.follow(self.field("Reviewer"), "P")
    }

    /// The number of the value of a signed field.
    pub fn value(&self, field: &str) -> u32 {
        self.follow(self.field(field), "V")
    }

    /// The content stream of a page.
    pub fn content(&self, page: usize) -> u32 {
        match self
            .dictionary(self.page(page))
            .get(b"Contents")
            .expect("content")
        {
            Object::Array(pieces) => number(&pieces[0]),
            single => number(single),
        }
    }

    /// The lowest number whose object is a dictionary or stream with these names.
    pub fn first(&self, key: &str, name: &str) -> u32 {
        let is_wanted = |object: &Object| {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &stream.dict,
                _ => return false,
            };
            let found = dictionary.get(key.as_bytes()).and_then(Object::as_name);
            found.is_ok_and(|found| found == name.as_bytes())
        };
        let found = self.document.objects.iter().find(|(_, object)| is_wanted(object));
        found.expect("such an object").0.0
    }

    /// A number that nothing uses.
    pub fn free(&self) -> u32 {
        self.document.max_id + 40
    }

    /// An object's dictionary, changed, as bytes.
    pub fn changed(&self, number: u32, change: impl FnOnce(&mut Dictionary)) -> (u32, Vec<u8>) {
        let mut dictionary = self.dictionary(number);
        change(&mut dictionary);
        (number, write(&Object::Dictionary(dictionary)))
    }

    /// An object's dictionary with a key set to what these bytes say.
    pub fn with(&self, number: u32, key: &str, value: &str) -> (u32, Vec<u8>) {
        let mut dictionary = self.dictionary(number);
        dictionary.remove(key.as_bytes());
        let mut body = write(&Object::Dictionary(dictionary));
        body.truncate(body.len() - 2);
        body.extend_from_slice(format!("/{key} {value}>>").as_bytes());
        (number, body)
    }
}

/// The number of a reference.
pub fn number(object: &Object) -> u32 {
    object.as_reference().expect("a reference").0
}

fn written() -> Vec<u8> {
    let created = DateTime::parse_from_rfc3339("2026-03-31T16:00:00+08:00").expect("a fixed date");
    let table = Table::new([Column::new("條款", 1.0), Column::new("結果", 3.0)])
        .row(["4.1", "符合"])
        .row(["4.2", "不符合"]);
    let boxes = Role::ALL.map(|role| SignatureBox {
        expected: Vec::new(),
        certificate: None,
        role,
        title: role.field_name().to_owned(),
        digital: "數位簽章".to_owned(),
        paper: "簽章".to_owned(),
        date: "日期".to_owned(),
    });
    let document = blocks::Document::new("自評報告")
        .push(Block::heading(1, "壹、摘要").anchor("summary"))
        .push(Block::paragraph(
            text("缺失 ")
                .bold("7")
                .plain(" 項，詳見")
                .link("results", "檢核結果")
                .plain("。"),
        ))
        .push(Block::note(
            text("來源：").uri("https://www.example.com/", "網站"),
        ))
        .push(Block::Signatures(boxes.to_vec()))
        .push(Block::PageBreak)
        .push(Block::heading(1, "貳、檢核結果").anchor("results"))
        .push(table);
    render(&document, &RenderOptions::at(created))
        .expect("a report")
        .pdf
}

/// The report as it is written, unsigned.
pub fn unsigned() -> &'static Base {
    static REPORT: OnceLock<Base> = OnceLock::new();
    REPORT.get_or_init(|| Base::of(written()))
}

/// A reviewer with an RSA key and a chain of two certificates.
fn rsa_reviewer() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| {
        let root = issue(1, &authority("CN=Root"), None);
        let key = keys::rsa_key(2048);
        let public = SubjectPublicKeyInfoOwned::from_key(key.to_public_key()).expect("a key");
        let wanted = Wanted {
            subject: "CN=RSA reviewer",
            ..Wanted::default()
        };
        let leaf = keys::certificate(3, &wanted, public, &root.key, Some("CN=Root"));
        let pkcs8 = key.to_pkcs8_der().expect("PKCS#8");
        load(
            &keys::pkcs12_of(&[(pkcs8.as_bytes(), &[leaf, root.der])]),
            PASSPHRASE,
        )
        .expect("it opens")
    })
}

fn drawn(role: &str, signer: &str) -> Vec<u8> {
    let words = Stamp {
        width: 150.0,
        height: 56.0,
        role,
        signer,
        time: "2026-03-31 17:00",
        tier: "自製金鑰",
    };
    stamp(&words).expect("a stamp")
}

/// Signed by the preparer, who certifies it.
pub fn certify(report: &[u8]) -> Vec<u8> {
    let stamp = drawn("編製", "資訊主管");
    let request = SignRequest {
        stamp: Some(&stamp),
        name: Some("資訊主管"),
        ..preparer()
    };
    sign_pdf(report, &request, keys::preparer()).expect("the preparer signs")
}

/// Signed by the preparer, who certifies.
pub fn one() -> &'static Base {
    static REPORT: OnceLock<Base> = OnceLock::new();
    REPORT.get_or_init(|| Base::of(certify(&unsigned().bytes)))
}

/// Signed by preparer and reviewer.
pub fn two() -> &'static Base {
    static REPORT: OnceLock<Base> = OnceLock::new();
    REPORT.get_or_init(|| {
        let stamp = drawn("覆核", "稽核人員甲");
        let request = SignRequest {
            stamp: Some(&stamp),
            ..request("Reviewer")
        };
        Base::of(sign_pdf(&one().bytes, &request, rsa_reviewer()).expect("the reviewer signs"))
    })
}

/// Signed by preparer, reviewer and approver.
pub fn three() -> &'static Base {
    static REPORT: OnceLock<Base> = OnceLock::new();
    REPORT.get_or_init(|| {
        let signed = sign_pdf(&two().bytes, &request("Approver"), keys::approver());
        Base::of(signed.expect("the approver signs"))
    })
}

/// Signed by the preparer without certification.
pub fn approved() -> &'static Base {
    static REPORT: OnceLock<Base> = OnceLock::new();
    REPORT.get_or_init(|| {
        let signed = sign_pdf(&unsigned().bytes, &request("Preparer"), keys::preparer());
        Base::of(signed.expect("the preparer signs"))
    })
}

/// The report as an attacker prepared it before the preparer certified it.
pub fn prepared(objects: Vec<(u32, Vec<u8>)>) -> Base {
    Base::of(certify(&Patch::new(unsigned(), objects).bytes()))
}
