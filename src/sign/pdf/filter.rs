//! Decodes the streams that carry structure: cross-reference and object streams, and the page
//! content of a stamp. Only FlateDecode with the PNG predictors, which is what writers use there.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{dictionary::Dictionary, error::PdfError, object::Object};

/// No structural stream may unpack to more than this many bytes.
const MAX_DECODED: u64 = 64 << 20;

type Result<T> = std::result::Result<T, PdfError>;

/// The decoded bytes of a stream with this dictionary.
pub(in crate::sign) fn decode(dictionary: &Dictionary, raw: &[u8]) -> Result<Vec<u8>> {
    if dictionary.get("F").is_some() {
        return Err(PdfError::Unsupported("a stream whose data lies in another file"));
    }
    let filter = single(dictionary.get("Filter"))?;
    let parameters = single(dictionary.get("DecodeParms"))?;
    match filter {
        None => Ok(raw.to_vec()),
        Some(Object::Name(name)) if name == b"FlateDecode" => {
            let inflated = inflate(raw)?;
            match parameters {
                None | Some(Object::Null) => Ok(inflated),
                Some(Object::Dictionary(parameters)) => undo_predictor(parameters, inflated),
                Some(_) => Err(PdfError::Unsupported(
                    "decode parameters that are not a dictionary",
                )),
            }
        }
        Some(_) => Err(PdfError::Unsupported(
            "a structural stream with a filter other than FlateDecode",
        )),
    }
}

/// An entry that may stand alone or in an array of one.
fn single(entry: Option<&Object>) -> Result<Option<&Object>> {
    match entry {
        Some(Object::Array(items)) => match items.as_slice() {
            [] => Ok(None),
            [item] => Ok(Some(item)),
            _ => Err(PdfError::Unsupported("a structural stream with several filters")),
        },
        other => Ok(other),
    }
}

fn inflate(raw: &[u8]) -> Result<Vec<u8>> {
    let mut decoded = Vec::new();
    ZlibDecoder::new(raw)
        .take(MAX_DECODED + 1)
        .read_to_end(&mut decoded)
        .map_err(|_| PdfError::Unsupported("compressed data that does not unpack"))?;
    if decoded.len() as u64 > MAX_DECODED {
        return Err(PdfError::Limit("a stream that unpacks to more than 64 MiB"));
    }
    Ok(decoded)
}

fn undo_predictor(parameters: &Dictionary, data: Vec<u8>) -> Result<Vec<u8>> {
    match parameters.get("Predictor") {
        None | Some(Object::Integer(1)) => return Ok(data),
        Some(Object::Integer(10..=15)) => {}
        Some(_) => {
            return Err(PdfError::Unsupported(
                "a structural stream with an unknown predictor",
            ));
        }
    }
    let is = |key, expected| {
        parameters
            .get(key)
            .is_none_or(|value| *value == Object::Integer(expected))
    };
    if !is("Colors", 1) || !is("BitsPerComponent", 8) {
        return Err(PdfError::Unsupported(
            "a structural stream with a predictor over other than bytes",
        ));
    }
    let columns = parameters.integer("Columns").unwrap_or(1);
    let columns = usize::try_from(columns)
        .ok()
        .filter(|columns| (1..=4096).contains(columns));
    let columns = columns.ok_or(PdfError::Limit("predictor columns"))?;
    undo_png(&data, columns)
}

/// Undoes the PNG filters of rows of `columns` one-byte samples (PNG §9).
fn undo_png(data: &[u8], columns: usize) -> Result<Vec<u8>> {
    let mut decoded: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; columns];
    for row in data.chunks(columns + 1) {
        let Some((kind, samples)) = row.split_first().filter(|(_, samples)| samples.len() == columns) else {
            return Err(PdfError::Unsupported("a predictor row that is cut short"));
        };
        let mut current: Vec<u8> = Vec::with_capacity(columns);
        let (mut left, mut above_left) = (0_u8, 0_u8);
        for (sample, up) in samples.iter().zip(&above) {
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => left.midpoint(*up),
                4 => paeth(left, *up, above_left),
                _ => return Err(PdfError::Unsupported("an unknown predictor row")),
            };
            left = sample.wrapping_add(predicted);
            above_left = *up;
            current.push(left);
        }
        decoded.extend_from_slice(&current);
        above = current;
    }
    Ok(decoded)
}

/// The Paeth predictor (PNG §9.4).
fn paeth(left: u8, above: u8, above_left: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(above_left);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(above_left) {
        left
    } else if distance(above) <= distance(above_left) {
        above
    } else {
        above_left
    }
}

#[cfg(test)]
mod tests {
    use super::undo_png;

    #[test]
    fn every_png_filter_is_undone() {
        let rows = [
            [0, 10, 20, 30],
            [1, 10, 10, 10],
            [2, 1, 1, 1],
            [3, 5, 5, 5],
            [4, 1, 1, 1],
        ]
        .concat();
        let expected = [
            [10, 20, 30],
            [10, 20, 30],
            [11, 21, 31],
            [10, 20, 30],
            [11, 21, 31],
        ]
        .concat();
        assert_eq!(undo_png(&rows, 3), Ok(expected));
    }

    #[test]
    fn a_row_cut_short_or_of_unknown_kind_is_refused() {
        assert!(undo_png(&[0, 1, 2], 3).is_err());
        assert!(undo_png(&[5, 1, 2, 3], 3).is_err());
    }
}
