//! Reasons in words: why a firm is in its class, and why a check has its level.

use super::{Lang, field_value, fill, level_name, tr};
use crate::model::classify::{
    ClassResult, ClassificationResult, CriterionResult, ForeignRegime, OTHERWISE, OVERRIDE,
};
use crate::model::pack::{Class, Pack};
use crate::model::rule::Truth;
use crate::model::scope::{Check, Reason};

/// Why a firm is in its class, one sentence per ground.
pub fn classification_reasons(pack: &Pack, result: &ClassificationResult, lang: Lang) -> Vec<String> {
    let mut reasons = Vec::new();
    let class_name = |class: ClassResult| class_result_name(pack, class, lang);
    if result.criterion == OVERRIDE {
        let values = [
            ("class", class_name(result.class)),
            ("computed", class_name(result.computed)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        reasons.push(fill(lang, "model.class_override", &values));
    }
    if result.class == ClassResult::Undetermined {
        let fields: Vec<String> = result
            .missing
            .iter()
            .map(|field| field_label(pack, field, lang))
            .collect();
        reasons.push(fill(
            lang,
            "model.class_undetermined",
            &[("fields", &fields.join(tr(lang, "model.list_comma")))],
        ));
    }
    if result.criterion == OTHERWISE {
        reasons.push(lang.of(&pack.classification.otherwise.basis).to_owned());
    }
    reasons.extend(
        result
            .considered
            .iter()
            .map(|criterion| criterion_reason(pack, criterion, lang)),
    );
    let regime = &pack.classification.foreign_regime;
    if result.foreign_regime == ForeignRegime::FollowParent {
        reasons.push(lang.of(&regime.follow_parent).to_owned());
    }
    reasons
}

/// 第一類, 第二類 as the pack names them, or that it cannot be told.
pub fn class_result_name(pack: &Pack, class: ClassResult, lang: Lang) -> String {
    let named = |class: Class| {
        pack.classification
            .classes
            .get(&class)
            .map(|name| lang.of(name).to_owned())
    };
    match class {
        ClassResult::Class1 => named(Class::Class1),
        ClassResult::Class2 => named(Class::Class2),
        ClassResult::Undetermined => None,
    }
    .unwrap_or_else(|| tr(lang, "model.class_open").to_owned())
}

fn field_label(pack: &Pack, field: &str, lang: Lang) -> String {
    match pack.profile_field(field) {
        Some(known) => lang.of(&known.label).to_owned(),
        None => tr(lang, "model.field_licences").to_owned(),
    }
}

fn criterion_reason(pack: &Pack, result: &CriterionResult, lang: Lang) -> String {
    let basis = pack
        .classification
        .criteria
        .iter()
        .find(|criterion| criterion.id == result.criterion)
        .map(|criterion| lang.of(&criterion.basis))
        .unwrap_or_default();
    let inputs: Vec<String> = result
        .inputs
        .iter()
        .map(|(field, value)| {
            let label = field_label(pack, field, lang);
            let value = field_value(pack, field, value.as_ref(), lang);
            fill(lang, "model.input", &[("field", &label), ("value", &value)])
        })
        .collect();
    let id = match result.truth {
        Truth::True => "model.criterion_met",
        Truth::False => "model.criterion_not_met",
        Truth::Unknown(_) => "model.criterion_unknown",
    };
    fill(
        lang,
        id,
        &[
            ("basis", basis),
            ("inputs", &inputs.join(tr(lang, "model.list_comma"))),
        ],
    )
}

/// Whether two checks have the same level for the same reasons, systems apart only in being core or not.
pub fn is_same_reason(one: &Check, other: &Check) -> bool {
    let of_kind = |reasons: &[Reason]| {
        let one_kind = |reason: &Reason| match reason {
            Reason::Cell { class, core, level } => Reason::Cell {
                class: *class,
                core: core.map(|_| true),
                level: *level,
            },
            other => other.clone(),
        };
        reasons.iter().map(one_kind).collect::<Vec<_>>()
    };
    let of_parts = |check: &Check| {
        let parts = check.parts.iter();
        parts
            .map(|part| (part.level, of_kind(&part.reasons)))
            .collect::<Vec<_>>()
    };
    one.level == other.level
        && one.provisional == other.provisional
        && of_kind(&one.reasons) == of_kind(&other.reasons)
        && of_parts(one) == of_parts(other)
}

/// Why several checks that [`is_same_reason`] finds alike have their level, as one text.
pub fn common_reason(pack: &Pack, checks: &[&Check], lang: Lang) -> String {
    let Some(first) = checks.first() else {
        return String::new();
    };
    let kinds = |check: &Check| {
        let of_parts = check.parts.iter().flat_map(|part| &part.reasons);
        let mut cells = check
            .reasons
            .iter()
            .chain(of_parts)
            .filter_map(|reason| match reason {
                Reason::Cell { core, .. } => *core,
                _ => None,
            });
        cells.next()
    };
    let mixed = checks.iter().any(|check| kinds(check) != kinds(first));
    reason_of(pack, first, mixed, lang)
}

/// Why a check has its level, as one text.
pub fn check_reason(pack: &Pack, check: &Check, lang: Lang) -> String {
    reason_of(pack, check, false, lang)
}

/// The reasons of a check; `any_kind` where they hold for core and other systems alike.
fn reason_of(pack: &Pack, check: &Check, any_kind: bool, lang: Lang) -> String {
    let words = |reason: &Reason| reason_words(pack, reason, any_kind, lang);
    let mut sentences: Vec<String> = check.reasons.iter().map(words).collect();
    for part in &check.parts {
        let label = pack
            .clause(check.clause)
            .and_then(|clause| clause.part(&part.id))
            .map(|part| lang.of(&part.label))
            .unwrap_or_default();
        let reasons: Vec<String> = part.reasons.iter().map(words).collect();
        let values = [
            ("part", label),
            ("level", level_name(part.level, lang)),
            ("reasons", &reasons.join(tr(lang, "model.sentence_gap"))),
        ];
        // Where only the cell decided, the level says it all.
        match part.reasons.as_slice() {
            [Reason::Cell { .. }] => sentences.push(fill(
                lang,
                "model.part_level",
                values.get(..2).unwrap_or_default(),
            )),
            _ => sentences.push(fill(lang, "model.part_reason", &values)),
        }
    }
    if check.provisional {
        sentences.push(tr(lang, "model.provisional").to_owned());
    }
    sentences.join(tr(lang, "model.sentence_gap"))
}

fn reason_words(pack: &Pack, reason: &Reason, any_kind: bool, lang: Lang) -> String {
    let with_condition = |id: &'static str, condition: &str| {
        let words = pack
            .condition(condition)
            .map_or(condition, |condition| lang.of(&condition.statement));
        fill(lang, id, &[("condition", words)])
    };
    match reason {
        Reason::Cell { class, core, level } => {
            let kind = match core {
                Some(_) if any_kind => tr(lang, "model.core_and_noncore"),
                Some(true) => tr(lang, "model.core"),
                Some(false) => tr(lang, "model.noncore"),
                None => tr(lang, "model.target_organisation"),
            };
            let class = class_result_name(pack, (*class).into(), lang);
            let values = [
                ("class", class.as_str()),
                ("kind", kind),
                ("level", level_name(*level, lang)),
            ];
            fill(lang, "model.reason_cell", &values)
        }
        Reason::NoDuty => tr(lang, "model.reason_no_duty").to_owned(),
        Reason::NoSystem => tr(lang, "model.reason_no_system").to_owned(),
        Reason::ConditionHolds(id) => with_condition("model.reason_condition_holds", id),
        Reason::ConditionFails(id) => with_condition("model.reason_condition_fails", id),
        Reason::Exempted(id) => with_condition("model.reason_exempted", id),
        Reason::Relaxed(id) => with_condition("model.reason_relaxed", id),
        Reason::Unconfirmed(id) => with_condition("model.reason_unconfirmed", id),
        Reason::Event(id) => with_condition("model.reason_event", id),
        Reason::NoPartApplies => tr(lang, "model.reason_no_part").to_owned(),
        Reason::CoreUndecided => tr(lang, "model.reason_core_undecided").to_owned(),
    }
}
