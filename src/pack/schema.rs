//! `checklist/schema.json` is made from the types that read packs; this keeps the two together.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::load::Manifest;
use crate::model::decimal::Decimal;
use crate::model::pack::{Article, ClauseId};

impl JsonSchema for ClauseId {
    fn schema_name() -> Cow<'static, str> {
        "ClauseId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Article and number of the clause, `article.number`.",
            "type": "string",
            "pattern": "^[1-9][0-9]{0,4}\\.[1-9][0-9]{0,4}$",
        })
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An exact decimal number; best written as a string.",
            "type": ["string", "number"],
            "pattern": "^ *[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)? *$",
        })
    }
}

/// The schema of `pack.json` and of an article file in one: a file is either of the two.
fn generated() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let manifest = generator.subschema_for::<Manifest>();
    let article = generator.subschema_for::<Article>();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a Zicha pack",
        "description": "pack.json, or an article file under articles/. Made from the types in src/model/pack.rs.",
        "anyOf": [manifest, article],
        "$defs": generator.take_definitions(true),
    });
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

fn checklist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("checklist")
}

/// To renew the file after a change of the types, copy the one this test leaves in the temporary
/// folder of the build.
#[test]
fn the_schema_file_is_the_one_the_types_give() {
    let expected = generated();
    let found = fs::read_to_string(checklist().join("schema.json")).unwrap_or_default();
    if found.replace("\r\n", "\n") != expected {
        let renewed = std::env::temp_dir().join("schema.json");
        fs::write(&renewed, &expected).unwrap();
        panic!(
            "checklist/schema.json is out of date; copy {} there",
            renewed.display()
        );
    }
}

#[test]
fn the_schema_knows_every_key_of_the_built_in_pack() {
    let schema: Value = serde_json::from_str(&generated()).unwrap();
    let known = |name: &str| {
        schema
            .pointer(&format!("/$defs/{name}/properties"))
            .unwrap()
            .clone()
    };
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let folder = checklist().join("tw-ict-baseline");
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("pack.json")).unwrap()).unwrap();
    let mut found = keys(&manifest);
    let mut allowed = keys(&known("Manifest"));
    found.sort();
    allowed.sort();
    assert_eq!(found, allowed);
    let file = format!("articles/{}.json", manifest["articles"][0].as_str().unwrap());
    let article: Value = serde_json::from_slice(&fs::read(folder.join(file)).unwrap()).unwrap();
    let mut found = keys(&article["clauses"][0]);
    let mut allowed = keys(&known("Clause"));
    found.sort();
    allowed.sort();
    assert_eq!(found, allowed);
}
