//! Classification: 第一類 or 第二類, on what ground, and what is missing to say so.

use serde::{Deserialize, Serialize};

use super::pack::{Class, Criterion, Pack};
use super::profile::{FieldValue, LicenceFacts, Profile};
use super::rule::{Rule, Truth};

/// The class of a firm, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassResult {
    /// 第一類
    Class1,
    /// 第二類
    Class2,
    /// A missing figure could still change it.
    Undetermined,
}

impl ClassResult {
    /// The class whose levels apply: the strictest while undetermined.
    pub fn effective(self) -> Class {
        match self {
            ClassResult::Class1 | ClassResult::Undetermined => Class::Class1,
            ClassResult::Class2 => Class::Class2,
        }
    }

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            ClassResult::Class1 => "class1",
            ClassResult::Class2 => "class2",
            ClassResult::Undetermined => "undetermined",
        }
    }
}

impl From<Class> for ClassResult {
    fn from(class: Class) -> Self {
        match class {
            Class::Class1 => ClassResult::Class1,
            Class::Class2 => ClassResult::Class2,
        }
    }
}

/// Whether a firm of a foreign group may follow its parent's better norm, control by control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForeignRegime {
    /// Domestic rules apply.
    Domestic,
    /// A better parent norm may replace a control.
    FollowParent,
}

impl ForeignRegime {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            ForeignRegime::Domestic => "domestic",
            ForeignRegime::FollowParent => "follow_parent",
        }
    }
}

/// One criterion that was looked at, with the inputs it used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionResult {
    /// Criterion id.
    pub criterion: String,
    /// Its licence.
    pub licence: String,
    /// The class it leads to.
    pub class: Class,
    /// Whether it is met.
    pub truth: Truth,
    /// The fields it read, with their values where known.
    pub inputs: Vec<(String, Option<FieldValue>)>,
}

/// The result of classification as data; words are made in `lang`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassificationResult {
    /// The class.
    pub class: ClassResult,
    /// The id of the ground: a criterion id, `otherwise` or `override`; empty while undetermined.
    pub criterion: String,
    /// The licence that led to it; none where no single one did.
    pub licence: Option<String>,
    /// Every criterion of the firm's licences.
    pub considered: Vec<CriterionResult>,
    /// Unknown fields that could still change the class.
    pub missing: Vec<String>,
    /// 外資.
    pub foreign_regime: ForeignRegime,
    /// The class the rules would give where it was set by hand.
    pub computed: ClassResult,
}

/// Ground id when no criterion is met.
pub const OTHERWISE: &str = "otherwise";
/// Ground id when the class was set by hand.
pub const OVERRIDE: &str = "override";
/// What is missing when no licence is named.
const LICENCES_FIELD: &str = "licences";

/// Classifies a profile.
pub fn classify(pack: &Pack, profile: &Profile) -> ClassificationResult {
    let considered: Vec<CriterionResult> = profile
        .licences
        .iter()
        .flat_map(|licence| {
            pack.classification
                .criteria
                .iter()
                .filter(move |criterion| criterion.licence == *licence)
        })
        .map(|criterion| consider(pack, profile, criterion))
        .collect();
    let computed = from_criteria(pack, profile, &considered);
    let foreign_regime = foreign_regime(pack, profile);
    let result = ClassificationResult {
        considered,
        foreign_regime,
        ..computed
    };
    match profile.class {
        Some(class) => ClassificationResult {
            class: class.into(),
            criterion: OVERRIDE.to_owned(),
            licence: None,
            missing: Vec::new(),
            ..result
        },
        None => result,
    }
}

fn consider(pack: &Pack, profile: &Profile, criterion: &Criterion) -> CriterionResult {
    let facts = LicenceFacts {
        pack,
        profile,
        licence: Some(&criterion.licence),
    };
    let inputs = criterion
        .rule
        .fields()
        .into_iter()
        .map(|field| {
            let value = profile.figure(Some(&criterion.licence), &field).cloned();
            (field, value)
        })
        .collect();
    CriterionResult {
        criterion: criterion.id.clone(),
        licence: criterion.licence.clone(),
        class: criterion.class,
        truth: criterion.rule.evaluate(&facts),
        inputs,
    }
}

/// The class the criteria lead to. A met criterion decides, the highest class first; where none is
/// met, the rest class holds. A criterion that is still unknown leaves the class open if it could
/// lead to another one.
fn from_criteria(pack: &Pack, profile: &Profile, considered: &[CriterionResult]) -> ClassificationResult {
    let met = considered
        .iter()
        .filter(|result| result.truth == Truth::True)
        .min_by_key(|result| result.class);
    let settled = met.map_or(pack.classification.otherwise.class, |result| result.class);
    let could_change = |result: &CriterionResult| match met {
        Some(_) => result.class < settled,
        None => result.class != settled,
    };
    let missing = missing_fields(profile, considered.iter().filter(|result| could_change(result)));
    let (class, criterion, licence) = match met {
        _ if !missing.is_empty() => (ClassResult::Undetermined, String::new(), None),
        Some(result) => (
            settled.into(),
            result.criterion.clone(),
            Some(result.licence.clone()),
        ),
        None => {
            let only = match profile.licences.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            };
            (settled.into(), OTHERWISE.to_owned(), only)
        }
    };
    ClassificationResult {
        class,
        criterion,
        licence,
        considered: Vec::new(),
        missing,
        foreign_regime: ForeignRegime::Domestic,
        computed: class,
    }
}

/// Every unknown field of these criteria, each once.
fn missing_fields<'a>(profile: &Profile, open: impl Iterator<Item = &'a CriterionResult>) -> Vec<String> {
    if profile.licences.is_empty() {
        return vec![LICENCES_FIELD.to_owned()];
    }
    let mut missing: Vec<String> = Vec::new();
    for result in open {
        if let Truth::Unknown(fields) = &result.truth {
            for field in fields {
                if !missing.contains(field) {
                    missing.push(field.clone());
                }
            }
        }
    }
    missing
}

fn foreign_regime(pack: &Pack, profile: &Profile) -> ForeignRegime {
    match foreign_rule(pack, profile) {
        Truth::True => ForeignRegime::FollowParent,
        _ => ForeignRegime::Domestic,
    }
}

fn foreign_rule(pack: &Pack, profile: &Profile) -> Truth {
    let facts = LicenceFacts {
        pack,
        profile,
        licence: None,
    };
    pack.classification.foreign_regime.rule.evaluate(&facts)
}

/// Whether a field is read by the rule for foreign groups alone, and that rule is already decided
/// whatever the field holds. The rule's first field opens the subject and is never passed over.
pub fn foreign_regime_ignores(pack: &Pack, profile: &Profile, field: &str) -> bool {
    let classification = &pack.classification;
    let reads = |rule: &Rule| rule.fields().iter().any(|read| read == field);
    let read = classification.foreign_regime.rule.fields();
    read.iter().skip(1).any(|known| known == field)
        && !classification
            .criteria
            .iter()
            .any(|criterion| reads(&criterion.rule))
        && !matches!(foreign_rule(pack, profile), Truth::Unknown(_))
}
