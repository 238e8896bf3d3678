//! The names that stand in fields of their own, and finding them in what people wrote.

use std::collections::BTreeMap;

use super::Placeholders;
use super::places::{file_name, hidden, is_place, place_at};
use crate::lang::fill_in;
use crate::model::assessment::{Assessment, EvidenceKind};

/// Between several people in one field.
const BETWEEN_PEOPLE: [char; 10] = ['、', '，', ',', '；', ';', '/', '／', '\n', '&', '＆'];
/// Between a name and what explains it.
const WITHIN_NAME: [char; 6] = [' ', '\u{3000}', '（', '）', '(', ')'];
/// Legal forms that are left off when a firm is spoken of.
const LEGAL_FORMS: [&str; 2] = ["股份有限公司", "有限公司"];

/// What is to be hidden, with what stands in its place.
pub(super) struct Names {
    /// Values of fields as a whole.
    whole: BTreeMap<String, String>,
    /// Names within longer words by their first two characters, the longest first.
    within: BTreeMap<[char; 2], Vec<(Vec<char>, String)>>,
    file: String,
    folder: String,
    address: String,
}

impl Names {
    /// The names of an assessment. People are numbered in the order of the fields of the profile, then of the
    /// records by uid.
    pub(super) fn of(assessment: &Assessment, words: &Placeholders<'_>) -> Self {
        let mut found = Found::default();
        let organisation = &assessment.profile.organisation;
        found.add(&organisation.name, words.organisation);
        for form in LEGAL_FORMS {
            let short = organisation.name.trim().strip_suffix(form).unwrap_or_default();
            found.add(short, words.organisation);
        }
        found.add(&organisation.tax_id, words.tax_id);
        for evidence in assessment.evidence.values() {
            if is_place(evidence.kind, &evidence.location) {
                let stand_in = hidden(Some(evidence.kind), &evidence.location, words);
                found.add(&evidence.location, &stand_in);
                found.add(evidence.shown_location(), &stand_in);
                found.add(file_name(&evidence.location), &stand_in);
                found.add(host(&evidence.location), words.address);
            }
        }
        for export in assessment.exports.values() {
            found.add(
                &export.file,
                &hidden(Some(EvidenceKind::File), &export.file, words),
            );
        }
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for field in people(assessment) {
            for person in field.split(BETWEEN_PEOPLE).map(str::trim) {
                if person.is_empty() || found.0.contains_key(&folded(person)) {
                    continue;
                }
                let next = numbers.len() + 1;
                let number = *numbers.entry(folded(person)).or_insert(next);
                let stand_in = fill_in(words.person, &[("number", &number.to_string())]);
                found.add(person, &stand_in);
                let parts = person
                    .split(WITHIN_NAME)
                    .filter(|part| *part != person && is_name(part));
                parts.for_each(|part| found.add(part, &stand_in));
            }
        }
        Self::arranged(found, words)
    }

    fn arranged(found: Found, words: &Placeholders<'_>) -> Self {
        let mut within: BTreeMap<[char; 2], Vec<(Vec<char>, String)>> = BTreeMap::new();
        for (name, stand_in) in &found.0 {
            let chars: Vec<char> = name.chars().collect();
            if let [first, second, ..] = chars.as_slice() {
                let alike = within.entry([*first, *second]).or_default();
                alike.push((chars, stand_in.clone()));
            }
        }
        within
            .values_mut()
            .for_each(|alike| alike.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        Self {
            whole: found.0,
            within,
            file: words.file.to_owned(),
            folder: words.folder.to_owned(),
            address: words.address.to_owned(),
        }
    }

    /// The words without any of the names.
    pub(super) fn hide_in(&self, words: &str) -> String {
        if let Some(stand_in) = self.whole.get(&folded(words.trim())) {
            return stand_in.clone();
        }
        let chars: Vec<char> = words.chars().collect();
        let mut out = String::with_capacity(words.len());
        let mut at = 0;
        while let Some(next) = chars.get(at) {
            let name = self.name_at(&chars, at);
            let place = place_at(&chars, at);
            match (name, place) {
                (Some((length, stand_in)), place) if place.is_none_or(|place| place <= length) => {
                    out.push_str(stand_in);
                    at += length;
                }
                (_, Some(length)) => {
                    let place: String = chars.iter().skip(at).take(length).collect();
                    out.push_str(&self.hidden_place(&place));
                    at += length;
                }
                _ => {
                    out.push(*next);
                    at += 1;
                }
            }
        }
        out
    }

    fn hidden_place(&self, place: &str) -> String {
        let words = Placeholders {
            organisation: "",
            tax_id: "",
            person: "",
            file: &self.file,
            folder: &self.folder,
            address: &self.address,
        };
        hidden(None, place, &words)
    }

    /// The longest name that begins at a place, with its length in characters.
    fn name_at(&self, words: &[char], at: usize) -> Option<(usize, &str)> {
        let [first, second] = words.get(at..at + 2)? else {
            return None;
        };
        let alike = self
            .within
            .get(&[first.to_ascii_lowercase(), second.to_ascii_lowercase()])?;
        let found = alike.iter().find(|(name, _)| {
            let end = at + name.len();
            let same = words.get(at..end).is_some_and(|there| {
                let pairs = there.iter().zip(name);
                pairs
                    .into_iter()
                    .all(|(there, name)| there.to_ascii_lowercase() == *name)
            });
            same && is_edge(words, at) && is_edge(words, end)
        });
        found.map(|(name, stand_in)| (name.len(), stand_in.as_str()))
    }
}

/// Whether a word may begin or end here: not between two Latin letters or digits.
fn is_edge(words: &[char], at: usize) -> bool {
    let latin = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(char::is_ascii_alphanumeric)
    };
    !(latin(at.checked_sub(1)) && latin(Some(at)))
}

/// Names as they are compared: without regard to the case of Latin letters.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Names found so far. The first stand-in for a name stays.
#[derive(Default)]
struct Found(BTreeMap<String, String>);

impl Found {
    fn add(&mut self, name: &str, stand_in: &str) {
        let name = folded(name.trim());
        if !name.is_empty() {
            self.0.entry(name).or_insert_with(|| stand_in.to_owned());
        }
    }
}

/// Whether a part of a person's field is a name in itself: a few Chinese characters or a capitalised word.
fn is_name(part: &str) -> bool {
    let count = part.chars().count();
    let chinese = part.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    let mut letters = part.chars();
    let capitalised = letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|letter| letter.is_ascii_lowercase());
    (chinese && (2..=4).contains(&count)) || (capitalised && count >= 3)
}

/// The host of a web address; nothing where it is none.
fn host(address: &str) -> &str {
    let after = address.split_once("://").map_or("", |(_, rest)| rest);
    after.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// Every field that names a person.
fn people(assessment: &Assessment) -> Vec<&str> {
    let profile = &assessment.profile;
    let mut all: Vec<&str> = vec![&profile.assessment.prepared_by];
    all.extend(
        profile
            .grounds
            .values()
            .map(|ground| ground.confirmed_by.as_str()),
    );
    all.extend(
        profile
            .no_core_systems
            .iter()
            .map(|ground| ground.confirmed_by.as_str()),
    );
    for system in &profile.systems {
        all.push(&system.core_confirmed_by);
        all.extend(system.grounds.values().map(|ground| ground.confirmed_by.as_str()));
    }
    for answer in assessment.answers.values() {
        all.extend([answer.prepared_by.as_str(), &answer.reviewer]);
        all.extend(answer.risk_accepted.iter().map(|risk| risk.approver.as_str()));
    }
    for evidence in assessment.evidence.values() {
        all.extend([evidence.custodian.as_str(), &evidence.attached_by]);
        if evidence.kind == EvidenceKind::Interview {
            all.push(&evidence.location);
        }
        let steps = evidence.custody.iter();
        all.extend(steps.flat_map(|step| [step.from.as_str(), step.to.as_str()]));
    }
    all.extend(
        assessment
            .documents
            .values()
            .map(|asked| asked.custodian.as_str()),
    );
    for action in assessment.actions.values() {
        all.extend([action.owner.as_str(), &action.verified_by]);
    }
    all.extend(assessment.reviews.values().map(|review| review.by.as_str()));
    all.extend(assessment.sign_offs.values().map(|sign_off| sign_off.by.as_str()));
    all
}
