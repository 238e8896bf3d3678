//! What answers lack, and answers to what need not be answered.

use std::collections::{BTreeMap, BTreeSet};

use super::indexes::Indexes;
use super::{Facts, Issue, Place, Rule, is_blank};
use crate::model::assessment::{AlternativeKind, Answer, Sample, State};
use crate::model::classify::ForeignRegime;
use crate::model::flags::{Flag, flags};
use crate::model::pack::{ClauseId, Method, WordList};
use crate::model::scope::Target;

/// What people write where a sample showed nothing.
const NO_EXCEPTIONS: [&str; 12] = [
    "無",
    "沒有",
    "無例外",
    "無異常",
    "未發現",
    "無不符",
    "none",
    "no",
    "nil",
    "n/a",
    "0",
    "-",
];

/// Checks every answer.
pub(super) fn check(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    let mut removed: BTreeMap<&str, (ClauseId, usize)> = BTreeMap::new();
    for answer in facts.assessment.answers.values() {
        if answer.state == State::Unanswered {
            continue;
        }
        let check = (answer.clause, answer.target.id());
        match indexes.checks.get(&check) {
            None => {
                let seen = removed.entry(answer.target.id()).or_insert((answer.clause, 0));
                seen.0 = seen.0.min(answer.clause);
                seen.1 += 1;
                continue;
            }
            Some(check) if !check.in_scope() => {
                issues.push(Issue::new(Rule::OutOfScope, place(answer)));
                continue;
            }
            Some(_) => {}
        }
        let mut sheet = Sheet {
            facts,
            indexes,
            answer,
            issues,
        };
        sheet.flags();
        sheet.alternative();
        sheet.sample();
        sheet.depth();
        sheet.vendor();
    }
    for (target, (clause, count)) in removed {
        let place = Place::Check {
            clause,
            target: Target::from(target.to_owned()),
            part: None,
        };
        issues.push(Issue::new(Rule::RemovedSystem, place).with("count", count));
    }
}

/// A contradiction says why a check out of scope should not have been answered; then saying only
/// that it was answered adds nothing.
pub(super) fn drop_explained(issues: &mut Vec<Issue>) {
    let check = |place: &Place| match place {
        Place::Check { clause, target, .. } => Some((*clause, target.clone())),
        _ => None,
    };
    let explained: BTreeSet<(ClauseId, Target)> = issues
        .iter()
        .filter(|issue| issue.rule == Rule::Contradiction)
        .filter_map(|issue| check(&issue.place))
        .collect();
    issues.retain(|issue| {
        issue.rule != Rule::OutOfScope || check(&issue.place).is_none_or(|check| !explained.contains(&check))
    });
}

fn place(answer: &Answer) -> Place {
    Place::Check {
        clause: answer.clause,
        target: answer.target.clone(),
        part: answer.part.clone(),
    }
}

/// One answer and where its issues go.
struct Sheet<'s, 'a> {
    facts: &'s Facts<'a>,
    indexes: &'s Indexes<'a>,
    answer: &'s Answer,
    issues: &'s mut Vec<Issue>,
}

impl Sheet<'_, '_> {
    fn add_if(&mut self, condition: bool, rule: Rule) {
        if condition {
            self.issues.push(Issue::new(rule, place(self.answer)));
        }
    }

    /// What the flags beside an answer say, and what belongs to them.
    fn flags(&mut self) {
        let answer = self.answer;
        for flag in flags(self.facts.assessment, answer) {
            let rule = match (flag, answer.state) {
                (Flag::ReasonMissing, State::Unable) => Rule::UnableWithoutReason,
                (Flag::ReasonMissing, _) => Rule::NotApplicableWithoutReason,
                (Flag::ReviewMissing, _) => Rule::NotApplicableUnreviewed,
                (Flag::EvidenceMissing, _) => Rule::EvidenceMissing,
                (Flag::FindingMissing, _) => Rule::FindingMissing,
                // Told with everything else an acceptance lacks.
                (Flag::RiskIncomplete, _) => continue,
            };
            self.add_if(true, rule);
        }
        let own_review = answer.state == State::NotApplicable
            && !is_blank(&answer.reviewer)
            && answer.reviewer.trim() == answer.prepared_by.trim();
        self.add_if(own_review, Rule::ReviewedByPreparer);
        let told = matches!(answer.state, State::Met | State::Partial | State::NotMet);
        self.add_if(told && is_blank(&answer.note), Rule::NarrativeMissing);
    }

    fn alternative(&mut self) {
        let answer = self.answer;
        let reasoned = answer
            .alternative
            .as_deref()
            .is_some_and(|given| !is_blank(given));
        let basis = answer.alternative_basis.as_ref();
        let stands_in = answer.alternative.is_some() || basis.is_some();
        self.add_if(stands_in && !reasoned, Rule::AlternativeWithoutReasoning);
        let named = basis.is_some_and(|basis| !is_blank(&basis.name));
        self.add_if(stands_in && !named, Rule::AlternativeWithoutBasis);
        let parent = basis.is_some_and(|basis| basis.kind == AlternativeKind::ParentNorm);
        let closed = self.facts.scope.classification.foreign_regime != ForeignRegime::FollowParent;
        self.add_if(parent && closed, Rule::ParentNormNotOpen);
    }

    fn sample(&mut self) {
        let Some(sample) = &self.answer.sample else {
            return;
        };
        let fields = [
            &sample.population,
            &sample.size,
            &sample.selection,
            &sample.exceptions,
        ];
        let begun = fields.iter().any(|field| !is_blank(field));
        let incomplete = is_blank(&sample.population) || is_blank(&sample.size);
        self.add_if(begun && incomplete, Rule::SampleIncomplete);
        if let (Some(size), Some(population)) = (only_number(&sample.size), only_number(&sample.population))
            && size > population
        {
            let issue = Issue::new(Rule::SampleExceedsPopulation, place(self.answer));
            self.issues
                .push(issue.with("size", size).with("population", population));
        }
        let excepted = self.answer.state == State::Met && has_exceptions(sample);
        if excepted {
            let issue = Issue::new(Rule::ExceptionsThoughMet, place(self.answer));
            self.issues
                .push(issue.with("exceptions", sample.exceptions.trim()));
        }
    }

    /// Whether somebody looked further than at what was laid down.
    fn depth(&mut self) {
        let answer = self.answer;
        if answer.state != State::Met {
            return;
        }
        let evidence = self.indexes.evidence_of((answer.clause, answer.target.id()));
        let beyond_papers = answer
            .methods
            .iter()
            .any(|method| matches!(method, Method::Test | Method::Interview));
        let words = &self.facts.pack.policy_words;
        let only_rules = !evidence.is_empty()
            && evidence.iter().all(|(piece, item)| {
                if is_mixed(&piece.title, words) {
                    return false;
                }
                let item = self.indexes.item(answer.clause, *item);
                match item {
                    Some(item) if words.zh_tw.is_empty() => is_policy(&item.en, words),
                    Some(item) => is_policy(&item.zh_tw, words),
                    None => is_policy(&piece.title, words),
                }
            });
        let clause = self.indexes.clauses.get(&answer.clause);
        let asks_for = |method: Method| {
            clause.is_some_and(|clause| clause.procedure.iter().any(|step| step.method == method))
        };
        // Where looking is all the procedure asks for, rules may be all there is to see.
        let asks_for_more = asks_for(Method::Test) || asks_for(Method::Interview);
        self.add_if(only_rules && asks_for_more && !beyond_papers, Rule::PolicyOnly);
        let only_examined = !answer.methods.is_empty() && !beyond_papers;
        let untested = only_examined && asks_for(Method::Test) && !only_rules;
        self.add_if(untested, Rule::NeverTested);
    }

    /// What is rented out is shown by who rents it out.
    fn vendor(&mut self) {
        let answer = self.answer;
        let Some(system) = self.indexes.systems.get(answer.target.id()) else {
            return;
        };
        if answer.state != State::Met || is_blank(&system.vendor) {
            return;
        }
        let evidence = self.indexes.evidence_of((answer.clause, answer.target.id()));
        let from_vendor = |issuer: &str| names_meet(issuer, &system.vendor);
        if !evidence.is_empty() && !evidence.iter().any(|(piece, _)| from_vendor(&piece.issuer)) {
            let issue = Issue::new(Rule::VendorEvidenceMissing, place(answer));
            self.issues.push(issue.with("vendor", system.vendor.trim()));
        }
    }
}

/// Whether one name holds the other: 甲公司 and 甲公司資訊服務部.
fn names_meet(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let kept = name.chars().filter(|c| !c.is_whitespace());
        kept.map(crate::text::fold_full_width)
            .collect::<String>()
            .to_lowercase()
    };
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// Whether a title names a document of rules together with something else: 計畫及演練紀錄.
fn is_mixed(title: &str, words: &WordList) -> bool {
    let named = words
        .all()
        .any(|word| title.to_lowercase().contains(&word.to_lowercase()));
    named && !is_policy(title, words)
}

/// Whether a document's name ends as those do that only lay down what is to be done. Remarks in
/// brackets do not count.
fn is_policy(name: &str, words: &WordList) -> bool {
    let plain = name.split(['（', '(', '，', ',', '、']).next().unwrap_or(name);
    let plain = plain.trim().trim_end_matches('」').to_lowercase();
    let file = plain
        .rsplit_once('.')
        .map_or(plain.as_str(), |(stem, extension)| {
            if extension.len() <= 4 {
                stem
            } else {
                plain.as_str()
            }
        });
    words
        .all()
        .any(|word| file.trim_end_matches('」').ends_with(&word.to_lowercase()))
}

fn has_exceptions(sample: &Sample) -> bool {
    let said = sample
        .exceptions
        .trim()
        .trim_end_matches(['。', '.'])
        .to_lowercase();
    !said.is_empty() && !NO_EXCEPTIONS.contains(&said.as_str())
}

/// The only number in a text; none where there is none or more than one.
fn only_number(text: &str) -> Option<u64> {
    let folded: String = text
        .chars()
        .map(crate::text::fold_full_width)
        .filter(|c| *c != ',')
        .collect();
    let mut numbers = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty());
    let only = numbers.next()?;
    let whole = !folded.contains(['.', '%']);
    (numbers.next().is_none() && whole)
        .then(|| only.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_one_number_has_that_number_and_others_have_none() {
        assert_eq!(only_number("兩次清查共 58 個帳號"), Some(58));
        assert_eq!(only_number("１，２００ 筆"), Some(1200));
        assert_eq!(only_number("3 個群組共 58 個帳號"), None);
        assert_eq!(only_number("全部"), None);
        assert_eq!(only_number("2.5%"), None);
    }

    #[test]
    fn a_vendor_is_known_by_part_of_its_name() {
        assert!(names_meet("甲公司", "甲公司 資訊服務部"));
        assert!(names_meet("Acme Ltd", "ACME"));
        assert!(!names_meet("", "甲公司"));
        assert!(!names_meet("乙公司", "甲公司"));
    }
}
