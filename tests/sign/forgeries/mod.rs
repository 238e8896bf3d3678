//! Forgeries of our own reports, one case each, named after its class. Every file here is made from
//! a report that the program wrote and signed; none may be accepted, and each must be refused for
//! what is wrong with it, not because something else happens to break.
//!
//! Classes: `usf` signature forgery, `isa` incremental saving, `swa` signature wrapping, `shadow`
//! prepared before signing (hide, replace, hide and replace), `eaa` evil annotation, `ssa` sneaky
//! signature, `between` altered between two signatures, `value` values and fields, `structure` what
//! programs read differently. In `between`, `eaa`, `ssa` and `shadow` the attacker holds a key, so
//! that all signatures of the file are mathematically right.
//!
//! With `ZICHA_FORGERIES` set to a folder, the files are written there for tests/outside.

mod annotations;
mod between;
mod bookkeeping;
mod controls;
mod fields;
mod isa;
mod mutations;
mod report;
mod shadow;
mod structure;
mod surgery;
mod swa;
mod usf;

use zicha::sign::{VerifyOptions, verify_pdf};

/// One forged file.
pub struct Forgery {
    /// Class and what was done.
    name: &'static str,
    /// A refusal that must be among those given.
    reason: &'static str,
    /// Makes the file.
    make: fn() -> Vec<u8>,
    /// Whether common readers open it without complaint.
    sound: bool,
}

/// A forgery that common readers open as if nothing were.
const fn sound(name: &'static str, reason: &'static str, make: fn() -> Vec<u8>) -> Forgery {
    Forgery {
        name,
        reason,
        make,
        sound: true,
    }
}

/// A forgery that makes use of what readers repair or read differently.
const fn odd(name: &'static str, reason: &'static str, make: fn() -> Vec<u8>) -> Forgery {
    Forgery {
        name,
        reason,
        make,
        sound: false,
    }
}

/// Reasons that say no more than that the file cannot be read.
const MERE_STRUCTURE: [&str; 2] = ["structure_malformed", "structure_too_large"];

/// Tries all forgeries of a class and names those that are accepted or refused for another reason.
fn try_all(cases: &[Forgery]) {
    let mut wrong = Vec::new();
    for case in cases {
        let pdf = (case.make)();
        keep(case, &pdf);
        let verdict = verify_pdf(&pdf, &VerifyOptions::default());
        let found: Vec<&str> = verdict.refusals.iter().map(|refusal| refusal.id).collect();
        let by_accident = !MERE_STRUCTURE.contains(&case.reason)
            && case.sound
            && found.first().is_some_and(|first| MERE_STRUCTURE.contains(first));
        if verdict.valid || !found.contains(&case.reason) || by_accident {
            wrong.push(format!(
                "{}: {} expected, found {:?}",
                case.name, case.reason, verdict.refusals
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Keeps a forgery for other programs to look at.
fn keep(case: &Forgery, pdf: &[u8]) {
    let Some(folder) = std::env::var_os("ZICHA_FORGERIES") else {
        return;
    };
    let kind = if case.sound { "sound" } else { "odd" };
    let folder = std::path::Path::new(&folder).join(kind);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{}.pdf", case.name)), pdf).expect("a file");
}

#[test]
fn no_forged_signature_is_accepted() {
    try_all(usf::CASES);
}

#[test]
fn no_incremental_saving_is_accepted() {
    try_all(isa::CASES);
}

#[test]
fn no_wrapped_signature_is_accepted() {
    try_all(swa::CASES);
}

#[test]
fn nothing_prepared_before_signing_is_switched_afterwards() {
    try_all(shadow::CASES);
}

#[test]
fn no_annotation_or_field_is_slipped_onto_a_page() {
    try_all(annotations::CASES);
}

#[test]
fn nothing_is_altered_between_two_signatures() {
    try_all(between::CASES);
}

#[test]
fn nothing_beside_the_pages_is_altered_between_two_signatures() {
    try_all(bookkeeping::CASES);
}

#[test]
fn no_value_or_field_is_given_another_meaning() {
    try_all(fields::CASES);
}

#[test]
fn nothing_is_hidden_in_what_programs_read_differently() {
    try_all(structure::CASES);
}

#[test]
fn every_forgery_has_a_name_of_its_own_and_a_class() {
    let classes = [
        "usf",
        "isa",
        "swa",
        "shadow",
        "eaa",
        "ssa",
        "between",
        "value",
        "structure",
    ];
    let all = [
        usf::CASES,
        isa::CASES,
        swa::CASES,
        shadow::CASES,
        annotations::CASES,
        between::CASES,
        bookkeeping::CASES,
        fields::CASES,
        structure::CASES,
    ]
    .concat_names();
    let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(distinct.len(), all.len());
    for class in classes {
        let count = all
            .iter()
            .filter(|name| name.starts_with(&format!("{class}_")))
            .count();
        assert!(count >= 3, "{class}: {count}");
    }
    assert!(all.len() >= 40);
}

/// The names of all cases.
trait Names {
    fn concat_names(&self) -> Vec<&'static str>;
}

impl<const N: usize> Names for [&'static [Forgery]; N] {
    fn concat_names(&self) -> Vec<&'static str> {
        self.iter()
            .flat_map(|cases| cases.iter())
            .map(|case| case.name)
            .collect()
    }
}
