//! Names of the model's ids in words.

use super::{Lang, lookup, tr};
use crate::model::assessment::{
    ActionStatus, AlternativeKind, EarlierSource, EarlierState, EvidenceKind, Rating, ReviewState,
    Sensitivity, State,
};
use crate::model::delta::Movement;
use crate::model::pack::{FieldKind, Level, Method, Pack};
use crate::model::profile::{FieldValue, Profile, System};
use crate::model::reporting::{EvidenceState, Section};
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

/// 改善, 退步, 新增, …
pub fn movement_name(movement: Movement, lang: Lang) -> &'static str {
    match movement {
        Movement::Improved => tr(lang, "delta.improved"),
        Movement::Regressed => tr(lang, "delta.regressed"),
        Movement::New => tr(lang, "delta.new"),
        Movement::Closed => tr(lang, "delta.closed"),
        Movement::Undetermined => tr(lang, "delta.undetermined"),
        Movement::NotComparable => tr(lang, "delta.not_comparable"),
        Movement::Unchanged => tr(lang, "delta.unchanged"),
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

/// 檔案, 資料夾, 網址, …
pub fn evidence_kind_name(kind: EvidenceKind, lang: Lang) -> &'static str {
    named(lang, "evidence", kind.id())
}

/// 與附上時一致, 內容已變更, …
pub fn evidence_state_name(state: EvidenceState, lang: Lang) -> &'static str {
    named(lang, "evidence", state.word())
}

/// What looking at evidence of a kind found; nobody compares the content of an address or a document
/// number.
pub fn looked_at_name(kind: EvidenceKind, state: EvidenceState, lang: Lang) -> &'static str {
    match state {
        EvidenceState::Ok if !kind.is_hashed() => tr(lang, "model.evidence_reference"),
        state => evidence_state_name(state, lang),
    }
}

/// 公開, 內部使用, …
pub fn sensitivity_name(sensitivity: Sensitivity, lang: Lang) -> &'static str {
    named(lang, "sensitivity", sensitivity.id())
}

/// 高, 中, 低
pub fn rating_name(rating: Rating, lang: Lang) -> &'static str {
    named(lang, "rating", rating.id())
}

/// 規劃中, 辦理中, …
pub fn action_status_name(status: ActionStatus, lang: Lang) -> &'static str {
    named(lang, "action", status.id())
}

/// 內部稽核, 金管會, …
pub fn earlier_source_name(source: EarlierSource, lang: Lang) -> &'static str {
    named(lang, "earlier_source", source.id())
}

/// 未改善, 改善中, …
pub fn earlier_state_name(state: EarlierState, lang: Lang) -> &'static str {
    named(lang, "earlier", state.id())
}

/// 送覆核, 退回, 核可
pub fn review_state_name(state: ReviewState, lang: Lang) -> &'static str {
    named(lang, "review", state.id())
}

/// 替代控制, 母公司規範
pub fn alternative_kind_name(kind: AlternativeKind, lang: Lang) -> &'static str {
    named(lang, "alternative", kind.id())
}

/// The name of an id of a family; a test holds every one to be in the tables.
fn named(lang: Lang, family: &str, id: &str) -> &'static str {
    lookup(lang, &format!("model.{family}_{id}")).unwrap_or_default()
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

/// A part of the report by its heading: 壹、摘要.
pub fn section_name(section: Section, lang: Lang) -> &'static str {
    let id = match section {
        Section::Examiner => "report.examiner",
        Section::Summary => "report.summary",
        Section::Basis => "report.basis",
        Section::Classification => "report.classification",
        Section::Results => "report.results",
        Section::Findings => "report.gaps",
        Section::Plan => "report.plan",
        Section::Previous => "report.previous",
        Section::Accepted => "report.accepted",
        Section::Papers => "report.papers",
        Section::Applicability => "report.applicability",
        Section::Evidence => "report.evidence",
        Section::Interviews => "report.interviews",
        Section::Journal => "report.journal",
    };
    tr(lang, id)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            let names = EvidenceKind::ALL
                .map(|kind| evidence_kind_name(kind, lang))
                .into_iter()
                .chain(Sensitivity::ALL.map(|level| sensitivity_name(level, lang)))
                .chain(Rating::ALL.map(|rating| rating_name(rating, lang)))
                .chain(ActionStatus::ALL.map(|status| action_status_name(status, lang)))
                .chain(EarlierSource::ALL.map(|source| earlier_source_name(source, lang)))
                .chain(EarlierState::ALL.map(|state| earlier_state_name(state, lang)))
                .chain(ReviewState::ALL.map(|state| review_state_name(state, lang)))
                .chain(AlternativeKind::ALL.map(|kind| alternative_kind_name(kind, lang)));
            assert_eq!(names.filter(|name| name.is_empty()).count(), 0, "{lang:?}");
        }
    }
}
