//! Reading a workbook's JSON, which may come from anybody.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Extent, FORMAT, JsonError, MAX_BYTES, VERSION, WorkbookFile};

/// What a file says it is; the rest of it is left alone.
#[derive(Deserialize)]
struct Mark {
    #[serde(default)]
    format: Option<serde_json::Value>,
    #[serde(default)]
    version: Option<serde_json::Value>,
}

/// Reads a workbook's JSON. Nesting is bounded by the reader of JSON (128 levels), the size by
/// [`MAX_BYTES`].
///
/// # Errors
/// The first fault with its place in the JSON; [`JsonError::NotOurs`] for JSON of something else.
pub fn read(json: &[u8]) -> Result<WorkbookFile, JsonError> {
    if json.len() > MAX_BYTES {
        return Err(JsonError::TooLarge { size: json.len() });
    }
    // The format comes first: another version may differ in every other key.
    let mark: Mark = parse(json)?;
    if mark.format.as_ref().and_then(|format| format.as_str()) != Some(FORMAT) {
        return Err(JsonError::NotOurs);
    }
    let version = mark.version.unwrap_or_default();
    if version.as_u64() != Some(u64::from(VERSION)) {
        return Err(JsonError::OtherVersion {
            version: version.to_string(),
        });
    }
    let file: WorkbookFile = parse(json)?;
    check(&file)?;
    Ok(file)
}

/// What the shape alone does not hold.
fn check(file: &WorkbookFile) -> Result<(), JsonError> {
    let assessment = file.assessment()?;
    if file.extent == Extent::Whole && assessment.digest() != file.digest {
        return Err(JsonError::Digest);
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, JsonError> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|fault| JsonError::Json {
        path: fault.path().to_string(),
        fault: fault.into_inner(),
    })?;
    reader.end().map_err(|fault| JsonError::Json {
        path: ".".to_owned(),
        fault,
    })?;
    Ok(read)
}
