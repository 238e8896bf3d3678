//! Keys that are named in sentences. A table writes `{key:walk.evidence=F2}`: the command at its place,
//! then the name of its built-in key, which a test holds to the command table. Where the user gave the
//! command another key, the table is read with that key's name instead, so no sentence names a key that
//! means something else.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The opening of such a place.
const OPENING: &str = "{key:";

/// Gives the name of the key of `place.command`; none leaves the built-in one.
type Names = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

static NAMES: OnceLock<Names> = OnceLock::new();

/// Says how keys are called from now on. To be called once, at the start of the screen: tables that were
/// read before keep the built-in names, and so does a second caller.
pub fn name_keys(names: impl Fn(&str) -> Option<String> + Send + Sync + 'static) {
    let _ = NAMES.set(Box::new(names));
}

/// A table with its keys named.
pub fn with_keys_named(table: HashMap<String, String>) -> HashMap<String, String> {
    let named = |text: String| match text.contains(OPENING) {
        true => filled(&text, &|name| NAMES.get().and_then(|names| names(name))),
        false => text,
    };
    table.into_iter().map(|(id, text)| (id, named(text))).collect()
}

/// The text with each key called as `names` says, else as built in.
fn filled(text: &str, names: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPENING) {
        out.push_str(before);
        let Some((place, tail)) = after.split_once('}') else {
            out.push_str(OPENING);
            rest = after;
            continue;
        };
        let (name, built_in) = place.split_once('=').unwrap_or((place, place));
        out.push_str(&names(name).unwrap_or_else(|| built_in.to_owned()));
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The keys that a text of a table names, as `place.command` and built-in name; for tests.
pub fn key_places(text: &str) -> Vec<(String, String)> {
    let places = text.split(OPENING).skip(1);
    places
        .filter_map(|rest| rest.split_once('}')?.0.split_once('='))
        .map(|(name, built_in)| (name.to_owned(), built_in.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_the_key_in_force() {
        let text = "按 {key:walk.evidence=F2} 附上，{key:walk.back=Esc} 返回 {count}";
        let names = |name: &str| (name == "walk.evidence").then(|| "Alt-E".to_owned());
        assert_eq!(filled(text, &names), "按 Alt-E 附上，Esc 返回 {count}");
        assert_eq!(filled("{key:walk.back", &names), "{key:walk.back");
    }
}
