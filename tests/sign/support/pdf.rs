//! Writes small PDFs by hand, so that the tests share no code with what they test.

use std::fmt::Write as _;

/// Objects in order of their numbers, from 1.
pub struct PdfText {
    pub objects: Vec<String>,
    /// Extra entries of the trailer.
    pub trailer: String,
}

/// A page of text with three declared signature fields: a visible one for the preparer, two of
/// no size.
pub fn report() -> PdfText {
    let content = "BT /F1 18 Tf 72 700 Td (Gap report) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.28 841.89]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[7 0 R 8 0 R 9 0 R]>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Fields[7 0 R 8 0 R 9 0 R]/SigFlags 3>>".to_owned(),
        field("Preparer", "[72 600 272 660]"),
        field("Reviewer", "[0 0 0 0]"),
        field("Approver", "[0 0 0 0]"),
        "<</Producer(tests)>>".to_owned(),
    ];
    PdfText {
        objects: objects.to_vec(),
        trailer: "/Root 1 0 R/Info 10 0 R".to_owned(),
    }
}

/// A signature field merged with its widget.
pub fn field(name: &str, rectangle: &str) -> String {
    format!("<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/F 132/P 3 0 R/Rect{rectangle}>>")
}

/// A page with a drawing, for a stamp.
pub fn stamp() -> PdfText {
    let content = "0.5 0 0 RG 2 w 1 1 198 58 re S BT /F1 12 Tf 10 25 Td (Signed) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 60]/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    PdfText {
        objects: objects.to_vec(),
        trailer: "/Root 1 0 R".to_owned(),
    }
}

impl PdfText {
    /// The file with a classic cross-reference table.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = "%PDF-1.7\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, object) in self.objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", out.len()).expect("writing to a string");
            write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1).expect("writing to a string");
        }
        let start = out.len();
        let size = self.objects.len() + 1;
        write!(
            out,
            "{table}trailer\n<</Size {size}{}>>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        )
        .expect("string");
        out.into_bytes()
    }

    /// The file with a cross-reference stream and all objects without data in an object stream.
    pub fn bytes_with_streams(&self) -> Vec<u8> {
        let mut out = "%PDF-1.7\n".to_owned();
        let container = self.objects.len() + 1;
        let mut rows: Vec<[usize; 3]> = vec![[0, 0, 255]];
        let (mut header, mut bodies, mut held) = (String::new(), String::new(), 0);
        for (index, object) in self.objects.iter().enumerate() {
            let number = index + 1;
            if object.contains("stream") {
                rows.push([1, out.len(), 0]);
                write!(out, "{number} 0 obj\n{object}\nendobj\n").expect("writing to a string");
            } else {
                rows.push([2, container, held]);
                write!(header, "{number} {} ", bodies.len()).expect("writing to a string");
                writeln!(bodies, "{object}").expect("writing to a string");
                held += 1;
            }
        }
        rows.push([1, out.len(), 0]);
        let data = format!("{header}{bodies}");
        let (first, length) = (header.len(), data.len());
        write!(
            out,
            "{container} 0 obj\n<</Type/ObjStm/N {held}/First {first}/Length {length}>>\nstream\n{data}\nendstream\nendobj\n"
        )
        .expect("writing to a string");
        let start = out.len();
        rows.push([1, start, 0]);
        let mut out = out.into_bytes();
        let size = rows.len();
        let dictionary = format!(
            "{} 0 obj\n<</Type/XRef/Size {size}/W[1 4 1]/Length {}{}>>\nstream\n",
            container + 1,
            rows.len() * 6,
            self.trailer
        );
        out.extend_from_slice(dictionary.as_bytes());
        for [kind, second, third] in rows {
            let second = u32::try_from(second).expect("small").to_be_bytes();
            out.push(u8::try_from(kind).expect("small"));
            out.extend_from_slice(&second);
            out.push(u8::try_from(third).expect("small"));
        }
        out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
        out
    }
}

/// The offset that the last `startxref` names.
pub fn last_startxref(pdf: &[u8]) -> usize {
    let start = super::rfind(pdf, b"startxref") + 10;
    let digits: Vec<u8> = pdf[start..]
        .iter()
        .copied()
        .take_while(u8::is_ascii_digit)
        .collect();
    String::from_utf8(digits)
        .expect("digits")
        .parse()
        .expect("a number")
}
