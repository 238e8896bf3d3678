//! Names of the model's ids in words.

use super::{Lang, tr};
use crate::model::assessment::State;
use crate::model::pack::{FieldKind, Level, Method, Pack};
use crate::model::profile::{FieldValue, Profile, System};
use crate::model::scope::Target;
use crate::model::signing::{Role, Trust};

/// 符合, 部分符合, …
pub fn state_name(state: State, lang: Lang) -> &'static str {
    match state {
        State::Unanswered => tr(lang, "model.state_unanswered"),
        State::Met => tr(lang, "model.state_met"),
        State::Partial => tr(lang, "model.state_partial"),
        State::NotMet => tr(lang, "model.state_not_met"),
        State::NotApplicable => tr(lang, "model.state_not_applicable"),
        State::Unable => tr(lang, "model.state_unable"),
    }
}

/// 應, 宜, —
pub fn level_name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Must => tr(lang, "model.level_must"),
        Level::Should => tr(lang, "model.level_should"),
        Level::None => tr(lang, "model.level_none"),
    }
}

/// 檢視, 訪談, 測試
pub fn method_name(method: Method, lang: Lang) -> &'static str {
    match method {
        Method::Examine => tr(lang, "model.method_examine"),
        Method::Interview => tr(lang, "model.method_interview"),
        Method::Test => tr(lang, "model.method_test"),
    }
}

/// 編製, 覆核, 核准
pub fn role_name(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Preparer => tr(lang, "model.role_preparer"),
        Role::Reviewer => tr(lang, "model.role_reviewer"),
        Role::Approver => tr(lang, "model.role_approver"),
    }
}

/// How far a certificate can be traced, in words.
pub fn trust_name(trust: Trust, lang: Lang) -> &'static str {
    match trust {
        Trust::SelfMade => tr(lang, "model.trust_self_made"),
        Trust::Ca => tr(lang, "model.trust_ca"),
        Trust::CardCa => tr(lang, "model.trust_card_ca"),
        Trust::Unknown => tr(lang, "model.trust_unknown"),
    }
}

/// 核心系統, 非核心系統, 核心與否未定
pub fn system_kind(system: &System, lang: Lang) -> &'static str {
    match system.core {
        Some(true) => tr(lang, "model.core"),
        Some(false) => tr(lang, "model.noncore"),
        None => tr(lang, "model.core_undecided"),
    }
}

/// The name of a target: 組織, or the system's name.
pub fn target_name<'a>(profile: &'a Profile, target: &'a Target, lang: Lang) -> &'a str {
    match target {
        Target::Organisation => tr(lang, "model.target_organisation"),
        Target::System(id) => profile.system(id).map_or(id, |system| &system.name),
    }
}

/// The value of a profile field with its unit; what is not known says so.
pub fn field_value(pack: &Pack, field: &str, value: Option<&FieldValue>, lang: Lang) -> String {
    let kind = pack.profile_field(field).map(|field| field.kind);
    match value {
        None => tr(lang, "model.value_unknown").to_owned(),
        Some(FieldValue::Number(number)) if kind == Some(FieldKind::Percent) => format!("{number}%"),
        Some(FieldValue::Number(number)) => super::fill(
            lang,
            "model.value_amount",
            &[("amount", &grouped(&number.to_string()))],
        ),
        Some(FieldValue::Grade(grade)) if grade == "none" => tr(lang, "model.value_not_listed").to_owned(),
        Some(FieldValue::Grade(grade)) => super::fill(lang, "model.value_grade", &[("grade", grade)]),
        Some(FieldValue::Flag(true)) => tr(lang, "model.yes").to_owned(),
        Some(FieldValue::Flag(false)) => tr(lang, "model.no").to_owned(),
    }
}

/// Groups the digits of a whole number by thousands.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
