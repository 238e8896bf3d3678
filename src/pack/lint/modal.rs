//! Whether the wording of a requirement has the force that its cells state, in both languages.

use super::Sheet;
use super::problem::{ModalFault, Problem};
use crate::model::pack::{Clause, Level, Obligation, Text};

/// The words of one language.
struct Words {
    /// Words that bind beyond doubt.
    must: &'static [&'static str],
    /// Words with which a binding sentence can do without one of `must`. A recommendation may hold
    /// them too (「宜於須即時通報時……」).
    limits: &'static [&'static str],
    /// Words that recommend.
    should: &'static [&'static str],
    /// Words that hold the same characters without any modal force.
    neutral: &'static [&'static str],
}

const CHINESE: Words = Words {
    must: &["應", "不得", "必須", "禁止"],
    limits: &["須", "僅", "不以", "不可", "至少", "只能", "只有", "限於"],
    should: &["宜"],
    neutral: &[
        "應用", "對應", "相應", "因應", "應變", "應有", "回應", "供應", "反應", "適應", "響應", "效應",
        "應收", "應付", "無須", "毋須", "不須", "適宜", "事宜", "合宜", "權宜", "便宜",
    ],
};

const ENGLISH: Words = Words {
    must: &["must", "shall", "prohibited", "may not"],
    limits: &["required", "only", "not allowed", "at least"],
    should: &["should"],
    neutral: &["not required", "if required", "where required", "as required"],
};

/// Which levels a text has to express.
#[derive(Clone, Copy)]
struct Levels {
    must: bool,
    should: bool,
}

impl Levels {
    fn of<'a>(obligations: impl Iterator<Item = &'a Obligation> + Clone) -> Self {
        let has = |level| obligations.clone().any(|cells| cells.cells().contains(&level));
        Self {
            must: has(Level::Must),
            should: has(Level::Should),
        }
    }
}

/// Checks the requirement of the clause at `path` and of each of its parts. The requirement of a
/// clause with parts expresses the levels of all its parts.
pub(super) fn check(path: &str, clause: &Clause, sheet: &mut Sheet<'_>) {
    let own = std::iter::once(&clause.obligation);
    let levels = if clause.parts.is_empty() {
        Levels::of(own)
    } else {
        Levels::of(clause.parts.iter().map(|part| &part.obligation))
    };
    check_text(&format!("{path}.requirement"), &clause.requirement, levels, sheet);
    for (index, part) in clause.parts.iter().enumerate() {
        let levels = Levels::of(std::iter::once(&part.obligation));
        let path = format!("{path}.parts[{index}].requirement");
        check_text(&path, &part.requirement, levels, sheet);
    }
}

fn check_text(path: &str, text: &Text, levels: Levels, sheet: &mut Sheet<'_>) {
    let languages = [
        ("zh-TW", text.zh_tw.clone(), &CHINESE),
        ("en", padded(&text.en), &ENGLISH),
    ];
    for (key, text, words) in languages {
        if text.trim().is_empty() {
            continue;
        }
        for fault in faults(&text, levels, words) {
            sheet.add(format!("{path}.{key}"), Problem::Modal(fault));
        }
    }
}

/// English words in lower case with single spaces around them, so that `must` is not found in
/// `mustard`.
fn padded(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(String::from(" "), |all, word| all + &word.to_lowercase() + " ")
}

fn faults(text: &str, levels: Levels, words: &Words) -> Vec<ModalFault> {
    let spaced = text.starts_with(' ');
    let form = |word: &str| {
        if spaced {
            format!(" {word} ")
        } else {
            word.to_owned()
        }
    };
    let text = words
        .neutral
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(&form(word), " "));
    let has = |list: &[&str]| list.iter().any(|word| text.contains(&form(word)));
    let (binds, recommends) = (has(words.must), has(words.should));
    let mut faults = Vec::new();
    if levels.must && !binds && !has(words.limits) {
        faults.push(ModalFault::MustWithoutWord);
    }
    if levels.should && !recommends {
        faults.push(ModalFault::ShouldWithoutWord);
    }
    if !levels.must && binds {
        faults.push(ModalFault::WordWithoutMust);
    }
    if !levels.should && recommends {
        faults.push(ModalFault::WordWithoutShould);
    }
    faults
}
