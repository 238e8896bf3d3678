//! Checks of the classification: licences, fields, and rules that fit them.

use std::collections::BTreeSet;

use super::super::files::MANIFEST;
use super::super::load::Manifest;
use super::problem::Problem;
use super::read::Reading;
use super::{Fault, Sheet};
use crate::model::decimal::Decimal;
use crate::model::pack::{Class, FieldKind, ProfileField};
use crate::model::rule::{Amount, Rule};

/// Checks the classification part of `pack.json`.
pub(super) fn check(reading: &Reading, faults: &mut Vec<Fault>) {
    let Some(manifest) = &reading.manifest else {
        return;
    };
    let mut sheet = Sheet {
        file: MANIFEST,
        faults,
    };
    check_licences(manifest, &mut sheet);
    for class in [Class::Class1, Class::Class2] {
        if !manifest.classification.classes.contains_key(&class) {
            sheet.add("classification.classes", Problem::UnnamedClass(class.id()));
        }
    }
    check_rules(manifest, &mut sheet);
    check_every_field_is_read(manifest, &mut sheet);
}

fn check_licences(manifest: &Manifest, sheet: &mut Sheet<'_>) {
    let known: BTreeSet<&str> = manifest
        .licences
        .iter()
        .map(|licence| licence.id.as_str())
        .collect();
    let mut used: Vec<(String, &String)> = Vec::new();
    for (index, field) in manifest.profile_fields.iter().enumerate() {
        for (place, licence) in field.licences.iter().enumerate() {
            used.push((format!("profile_fields[{index}].licences[{place}]"), licence));
        }
    }
    for (index, criterion) in manifest.classification.criteria.iter().enumerate() {
        used.push((
            format!("classification.criteria[{index}].licence"),
            &criterion.licence,
        ));
    }
    for (index, remark) in manifest.classification.remarks.iter().enumerate() {
        used.push((
            format!("classification.remarks[{index}].licence"),
            &remark.licence,
        ));
    }
    for (index, suggestion) in manifest.system_suggestions.iter().enumerate() {
        for (place, licence) in suggestion.licences.iter().enumerate() {
            used.push((format!("system_suggestions[{index}].licences[{place}]"), licence));
        }
    }
    for (path, licence) in used {
        if !known.contains(licence.as_str()) {
            sheet.add(path, Problem::UnknownLicence(licence.clone()));
        }
    }
}

fn check_rules(manifest: &Manifest, sheet: &mut Sheet<'_>) {
    for (index, criterion) in manifest.classification.criteria.iter().enumerate() {
        let check = RuleCheck {
            fields: &manifest.profile_fields,
            licence: Some(&criterion.licence),
        };
        let path = format!("classification.criteria[{index}].rule");
        check.rule(&path, &criterion.rule, sheet);
    }
    let check = RuleCheck {
        fields: &manifest.profile_fields,
        licence: None,
    };
    let rule = &manifest.classification.foreign_regime.rule;
    // An empty `any` never holds: a pack without such a regime says so.
    if *rule != Rule::Any(Vec::new()) {
        check.rule("classification.foreign_regime.rule", rule, sheet);
    }
}

fn check_every_field_is_read(manifest: &Manifest, sheet: &mut Sheet<'_>) {
    let criteria = manifest.classification.criteria.iter();
    let mut read: Vec<String> = criteria.flat_map(|criterion| criterion.rule.fields()).collect();
    read.extend(manifest.classification.foreign_regime.rule.fields());
    for (index, field) in manifest.profile_fields.iter().enumerate() {
        if !read.contains(&field.id) {
            sheet.add(
                format!("profile_fields[{index}].id"),
                Problem::UnusedField(field.id.clone()),
            );
        }
    }
}

/// A rule is checked against the fields of the pack and the licence it belongs to.
struct RuleCheck<'a> {
    fields: &'a [ProfileField],
    licence: Option<&'a str>,
}

impl<'a> RuleCheck<'a> {
    fn rule(&self, path: &str, rule: &Rule, sheet: &mut Sheet<'_>) {
        match rule {
            Rule::All(rules) => self.rules(&format!("{path}.all"), rules, sheet),
            Rule::Any(rules) => self.rules(&format!("{path}.any"), rules, sheet),
            Rule::Not(rule) => self.rule(&format!("{path}.not"), rule, sheet),
            Rule::AtLeast(amount, bound) => self.at_least(&format!("{path}.at_least"), amount, bound, sheet),
            Rule::OneOf(field, values) => self.one_of(&format!("{path}.one_of"), field, values, sheet),
            Rule::Is(field, _) => {
                self.field(
                    &format!("{path}.is[0]"),
                    field,
                    &[FieldKind::Boolean],
                    "yes or no",
                    sheet,
                );
            }
        }
    }

    fn rules(&self, path: &str, rules: &[Rule], sheet: &mut Sheet<'_>) {
        if rules.is_empty() {
            sheet.add(path, Problem::EmptyRule);
        }
        for (index, rule) in rules.iter().enumerate() {
            self.rule(&format!("{path}[{index}]"), rule, sheet);
        }
    }

    fn at_least(&self, path: &str, amount: &Amount, bound: &Decimal, sheet: &mut Sheet<'_>) {
        if amount.fields().is_empty() {
            sheet.add(format!("{path}[0]"), Problem::EmptyRule);
        }
        let mut kinds: Vec<FieldKind> = Vec::new();
        for (index, field) in amount.fields().iter().enumerate() {
            let path = match amount {
                Amount::Field(_) => format!("{path}[0]"),
                Amount::Sum { .. } => format!("{path}[0].sum[{index}]"),
            };
            // What is added must be of one kind: dollars and percentages make no sum.
            let (allowed, needs): (&[FieldKind], _) = match kinds.first() {
                Some(first) => (
                    std::slice::from_ref(first),
                    "the kind of the other figures in the sum",
                ),
                None => (
                    &[FieldKind::Amount, FieldKind::Percent],
                    "an amount or a percentage",
                ),
            };
            let known = self.field(&path, field, allowed, needs, sheet);
            kinds.extend(known.map(|field| field.kind));
        }
        let all_percent = kinds.iter().all(|kind| *kind == FieldKind::Percent);
        let most = Decimal::from(100 * kinds.len() as u64);
        let out_of_reach = !kinds.is_empty() && all_percent && *bound > most;
        if *bound <= Decimal::zero() || out_of_reach {
            sheet.add(format!("{path}[1]"), Problem::Bound(bound.to_string()));
        }
    }

    fn one_of(&self, path: &str, field: &str, values: &[String], sheet: &mut Sheet<'_>) {
        self.field(
            &format!("{path}[0]"),
            field,
            &[FieldKind::Grade],
            "a grade",
            sheet,
        );
        if values.is_empty() {
            sheet.add(format!("{path}[1]"), Problem::EmptyRule);
        }
        for (index, value) in values.iter().enumerate() {
            let number = value.len() == 1 && matches!(value.parse::<u8>(), Ok(1..=9));
            if !number && value != "none" {
                sheet.add(
                    format!("{path}[1][{index}]"),
                    Problem::UnknownGrade(value.clone()),
                );
            }
        }
    }

    /// Checks one field of a rule; answers the field where it is known and of a fitting kind.
    fn field(
        &self,
        path: &str,
        id: &str,
        kinds: &[FieldKind],
        needs: &'static str,
        sheet: &mut Sheet<'_>,
    ) -> Option<&'a ProfileField> {
        let Some(field) = self.fields.iter().find(|field| field.id == id) else {
            sheet.add(path, Problem::UnknownField(id.to_owned()));
            return None;
        };
        if !kinds.contains(&field.kind) {
            let problem = Problem::FieldKind {
                field: id.to_owned(),
                needs,
            };
            sheet.add(path, problem);
            return None;
        }
        let asked =
            |licence: &str| field.licences.is_empty() || field.licences.iter().any(|asked| asked == licence);
        if let Some(licence) = self.licence.filter(|licence| !asked(licence)) {
            let problem = Problem::FieldNotAsked {
                field: id.to_owned(),
                licence: licence.to_owned(),
            };
            sheet.add(path, problem);
        }
        Some(field)
    }
}
