//! Rules: small JSON expressions over the profile, evaluated exactly and with unknowns.
//!
//! A figure that is not known is not a zero. Each expression is `true`, `false` or unknown, and an
//! unknown one names the fields that could still decide it. Amounts and percentages are known to
//! lie in a range, so `internet 70 % + DMA unknown ≥ 60 %` is already true.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;

/// A rule expression, e.g. `{"all": [{"at_least": ["paid_in_capital_twd", "10000000000"]}]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Every rule holds.
    All(Vec<Rule>),
    /// At least one rule holds.
    Any(Vec<Rule>),
    /// The rule does not hold.
    Not(Box<Rule>),
    /// The amount is greater than or equal to the bound.
    AtLeast(Amount, Decimal),
    /// The field has one of the values.
    OneOf(String, Vec<String>),
    /// The yes-no field has this value.
    Is(String, bool),
}

/// A number in a rule: one field or a sum of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, deny_unknown_fields)]
pub enum Amount {
    /// The value of a field.
    Field(String),
    /// The sum of several fields.
    Sum {
        /// The fields.
        sum: Vec<String>,
    },
}

impl Amount {
    /// The fields the amount is made of.
    pub fn fields(&self) -> &[String] {
        match self {
            Amount::Field(field) => std::slice::from_ref(field),
            Amount::Sum { sum } => sum,
        }
    }
}

/// A rule's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Depends on these fields, which are not known.
    Unknown(Vec<String>),
}

/// Where a rule reads its facts from.
pub trait Facts {
    /// The number of a field, if known.
    fn number(&self, field: &str) -> Option<Decimal>;
    /// The largest value the field can take, if bounded (100 for percentages). The smallest is 0.
    fn upper_bound(&self, field: &str) -> Option<Decimal>;
    /// The choice made in a field (a grade), if known.
    fn choice(&self, field: &str) -> Option<String>;
    /// The yes or no of a field, if known.
    fn flag(&self, field: &str) -> Option<bool>;
}

impl Rule {
    /// Evaluates the rule.
    pub fn evaluate(&self, facts: &dyn Facts) -> Truth {
        match self {
            Rule::All(rules) => combine(rules, facts, Truth::False, Truth::True),
            Rule::Any(rules) => combine(rules, facts, Truth::True, Truth::False),
            Rule::Not(rule) => match rule.evaluate(facts) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                unknown => unknown,
            },
            Rule::AtLeast(amount, bound) => at_least(amount, bound, facts),
            Rule::OneOf(field, values) => match facts.choice(field) {
                Some(choice) => Truth::from(values.contains(&choice)),
                None => Truth::Unknown(vec![field.clone()]),
            },
            Rule::Is(field, expected) => match facts.flag(field) {
                Some(flag) => Truth::from(flag == *expected),
                None => Truth::Unknown(vec![field.clone()]),
            },
        }
    }

    /// Every field the rule reads, in order, each once.
    pub fn fields(&self) -> Vec<String> {
        let mut fields = Vec::new();
        self.collect_fields(&mut fields);
        fields
    }

    fn collect_fields(&self, into: &mut Vec<String>) {
        match self {
            Rule::All(rules) | Rule::Any(rules) => rules.iter().for_each(|rule| rule.collect_fields(into)),
            Rule::Not(rule) => rule.collect_fields(into),
            Rule::AtLeast(amount, _) => amount.fields().iter().for_each(|field| push_once(into, field)),
            Rule::OneOf(field, _) | Rule::Is(field, _) => push_once(into, field),
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::True } else { Truth::False }
    }
}

/// `all` and `any` are one shape: one result decides at once, the other is what remains when
/// nothing decided and nothing was unknown.
fn combine(rules: &[Rule], facts: &dyn Facts, decisive: Truth, remaining: Truth) -> Truth {
    let mut missing = Vec::new();
    for rule in rules {
        match rule.evaluate(facts) {
            Truth::Unknown(fields) => fields.iter().for_each(|field| push_once(&mut missing, field)),
            truth if truth == decisive => return decisive,
            _ => {}
        }
    }
    if missing.is_empty() {
        remaining
    } else {
        Truth::Unknown(missing)
    }
}

fn at_least(amount: &Amount, bound: &Decimal, facts: &dyn Facts) -> Truth {
    let mut lowest = Decimal::zero();
    let mut highest = Some(Decimal::zero());
    let mut missing = Vec::new();
    for field in amount.fields() {
        match facts.number(field) {
            Some(value) => {
                lowest = lowest + &value;
                highest = highest.map(|sum| sum + &value);
            }
            None => {
                push_once(&mut missing, field);
                let most = facts.upper_bound(field);
                highest = highest.zip(most).map(|(sum, most)| sum + &most);
            }
        }
    }
    if lowest >= *bound {
        Truth::True
    } else if highest.is_some_and(|highest| highest < *bound) {
        Truth::False
    } else {
        Truth::Unknown(missing)
    }
}

fn push_once(into: &mut Vec<String>, field: &str) {
    if !into.iter().any(|known| known == field) {
        into.push(field.to_owned());
    }
}
