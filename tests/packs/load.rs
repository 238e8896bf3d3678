//! Loading packs: what is read, what is refused, and what the message names.

use std::fs;
use std::path::Path;

use zicha::pack::{builtin, from_json, load_dir};

use crate::fixtures;

fn refusal(folder: &Path) -> String {
    load_dir(folder).unwrap_err().to_string()
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn an_invented_pack_loads_with_its_articles_in_order() {
    let pack = load_dir(&fixtures::folder().join("valid/harbour")).unwrap();
    let clauses: Vec<String> = pack.clauses().map(|clause| clause.id.to_string()).collect();
    assert_eq!(clauses, ["2.1", "3.1"]);
    assert_eq!(pack.id, "harbour-boats");
}

#[test]
fn the_joined_form_of_a_pack_reads_back_the_same() {
    let pack = builtin().unwrap();
    let bytes = zicha::model::canonical::to_bytes(&pack);
    let again = from_json("workbook", &bytes).unwrap();
    assert_eq!(again, pack);
    assert_eq!(again.sha256(), pack.sha256());
}

#[test]
fn the_built_in_pack_and_its_folder_are_the_same_pack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklist/tw-ict-baseline");
    assert_eq!(load_dir(&folder).unwrap(), builtin().unwrap());
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let pack = fixtures::copy("harbour");
    edit(pack.path(), "pack.json", "{", "\u{feff}{");
    assert!(load_dir(pack.path()).is_ok());
}

#[test]
fn a_fault_is_named_with_file_and_json_path() {
    let pack = fixtures::copy("harbour");
    edit(
        pack.path(),
        "articles/03-boat.json",
        "\"exempt_if\"",
        "\"unless\"",
    );
    let message = refusal(pack.path());
    assert!(message.contains("03-boat.json"), "{message}");
    assert!(
        message.contains("clauses[0].parts[1].conditions[0].effect"),
        "{message}"
    );
    assert!(
        message.contains("unless") && message.contains("schema.json"),
        "{message}"
    );
}

#[test]
fn another_format_is_refused_before_anything_else_is_read() {
    let pack = fixtures::copy("harbour");
    fs::write(
        pack.path().join("pack.json"),
        r#"{"format": 2, "chapters": "elsewhere"}"#,
    )
    .unwrap();
    let message = refusal(pack.path());
    assert!(
        message.contains("format 2") && message.contains("reads format 1"),
        "{message}"
    );
    let message = from_json("workbook", br#"{"format": 9}"#)
        .unwrap_err()
        .to_string();
    assert!(message.contains("workbook"), "{message}");
}

#[test]
fn article_names_cannot_lead_out_of_the_folder() {
    let names = [
        "../secret",
        "/etc/passwd",
        "a/b",
        "a\\\\b",
        "..",
        ".",
        "",
        "C:x",
        "03-boat.json",
        "03_boat",
        "Boat",
    ];
    for name in names {
        let pack = fixtures::copy("harbour");
        edit(pack.path(), "pack.json", "\"03-boat\"", &format!("\"{name}\""));
        let error = load_dir(pack.path()).unwrap_err();
        assert_eq!(error.path(), "articles[1]", "{name}: {error}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_refused_wherever_they_stand_in_the_folder() {
    use std::os::unix::fs::symlink;
    let other = fixtures::copy("harbour");
    for file in ["pack.json", "articles", "articles/02-crew.json"] {
        let pack = fixtures::copy("harbour");
        let path = pack.path().join(file);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
        symlink(other.path().join(file), &path).unwrap();
        let message = refusal(pack.path());
        assert!(message.contains("not an ordinary file"), "{file}: {message}");
    }
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_reached_through_a_link() {
    let pack = fixtures::copy("harbour");
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("pack");
    std::os::unix::fs::symlink(pack.path(), &link).unwrap();
    assert!(load_dir(&link).is_ok());
}

#[test]
fn what_is_not_a_pack_is_refused_with_the_file_named() {
    let cases: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("not JSON", b"number: 3"),
        ("a list", b"[]"),
        ("not UTF-8", b"{\"number\": \"\xff\xfe\"}"),
        ("cut off", b"{\"number\": 3, \"chapter\": 2, \"title\": {"),
        ("two values", b"{} {}"),
    ];
    for (case, bytes) in cases {
        let pack = fixtures::copy("harbour");
        fs::write(pack.path().join("articles/03-boat.json"), bytes).unwrap();
        let error = load_dir(pack.path()).unwrap_err();
        assert!(error.file().ends_with("03-boat.json"), "{case}: {error}");
    }
}

#[test]
fn a_rule_nested_beyond_reason_is_an_error_and_no_crash() {
    let pack = fixtures::copy("harbour");
    let nested = format!(
        "{}{{\"any\": []}}{}",
        "{\"not\": ".repeat(100_000),
        "}".repeat(100_000)
    );
    let text = fs::read_to_string(pack.path().join("pack.json")).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["classification"]["foreign_regime"]["rule"] = "HERE".into();
    let text = json.to_string().replace("\"HERE\"", &nested);
    fs::write(pack.path().join("pack.json"), text).unwrap();
    assert!(refusal(pack.path()).contains("pack.json"));
    let faults = zicha::pack::lint_dir(pack.path());
    assert_eq!(faults[0].rule(), "shape");
}
