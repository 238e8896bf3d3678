//! Changes in words: what was done, to what, and the values before and after.

use serde_json::Value;

use super::{Lang, fill, lookup, method_name, role_name, state_name, target_name, tr};
use crate::model::assessment::{EarlierState, ReviewState, State};
use crate::model::change::{Action, Kind};
use crate::model::history::About;
use crate::model::pack::Method;
use crate::model::profile::Profile;
use crate::model::review::{Difference, Stage};
use crate::model::signing::Role;

/// 檢核, 附佐證資料, …
pub fn action_name(action: Action, lang: Lang) -> &'static str {
    lookup(lang, &format!("cli.action_{}", action.id())).unwrap_or_default()
}

/// 檢核結果, 佐證資料, …
pub fn kind_name(kind: Kind, lang: Lang) -> &'static str {
    lookup(lang, &format!("cli.kind_{}", kind.id())).unwrap_or_default()
}

/// 未送覆核, 已送覆核, …
pub fn stage_name(stage: Stage, lang: Lang) -> &'static str {
    lookup(lang, &format!("review.stage_{}", stage.id())).unwrap_or_default()
}

/// The name of a field of a record, e.g. 執行情形; of a field inside another, both names.
pub fn field_name(field: &str, lang: Lang) -> String {
    let name = |field: &str| lookup(lang, &format!("history.field_{field}")).map(ToOwned::to_owned);
    if let Some(whole) = name(field) {
        return whole;
    }
    match field.split_once('.') {
        Some((outer, inner)) => {
            let outer = name(outer).unwrap_or_else(|| outer.to_owned());
            format!("{outer} {}", name(inner).unwrap_or_else(|| inner.to_owned()))
        }
        None => field.to_owned(),
    }
}

/// What differs since a review, e.g. 後段 檢核結果. `part_label` names a part of the clause.
pub fn difference_words(difference: &Difference, part_label: &dyn Fn(&str) -> String, lang: Lang) -> String {
    let field = field_name(&difference.field, lang);
    match &difference.part {
        Some(part) => format!("{} {field}", part_label(part)),
        None => field,
    }
}

/// What a row is about: 檢核結果 4.4 全委系統.
pub fn about_words(profile: &Profile, about: &About, lang: Lang) -> String {
    let mut words = vec![kind_name(about.kind, lang).to_owned()];
    if !about.label.is_empty() {
        words.push(about.label.clone());
    }
    match about.checks.as_slice() {
        [] => {}
        [check] => words.push(format!(
            "{} {}",
            check.clause,
            target_name(profile, &check.target, lang)
        )),
        [check, more @ ..] => {
            let target = target_name(profile, &check.target, lang);
            let first = format!("{} {target}", check.clause);
            let count = more.len().to_string();
            words.push(fill(
                lang,
                "history.and_more",
                &[("first", &first), ("count", &count)],
            ));
        }
    }
    words.extend(about.clauses.iter().map(ToString::to_string));
    words.extend(about.part.clone());
    words.join(" ")
}

/// A value as people read it. `field` is none for a whole object, of which each field takes a line.
pub fn value_words(kind: Kind, field: Option<&str>, value: &Value, lang: Lang) -> String {
    match (field, value) {
        (_, Value::Null) => tr(lang, "history.nothing").to_owned(),
        (None, Value::Object(record)) => record
            .iter()
            .filter(|(field, _)| !matches!(field.as_str(), "uid" | "seen" | "pack"))
            .map(|(field, value)| {
                let words = value_words(kind, Some(field), value, lang);
                fill(
                    lang,
                    "history.field_value",
                    &[("field", &field_name(field, lang)), ("value", &words)],
                )
            })
            .collect::<Vec<_>>()
            .join("\n"),
        (_, Value::String(text)) => {
            let named = field.and_then(|field| id_name(kind, field, text, lang));
            named.map_or_else(|| text.clone(), ToOwned::to_owned)
        }
        (_, Value::Bool(true)) => tr(lang, "model.yes").to_owned(),
        (_, Value::Bool(false)) => tr(lang, "model.no").to_owned(),
        (Some("methods"), Value::Array(ids)) => {
            let names: Vec<&str> = ids.iter().filter_map(|id| method(id, lang)).collect();
            names.join(tr(lang, "model.list_comma"))
        }
        (_, Value::Object(record)) if record.contains_key("kind") && record.contains_key("value") => {
            // A figure of the profile: its value is what was typed.
            let value = record.get("value").unwrap_or(&Value::Null);
            value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned)
        }
        (_, value) => value.to_string(),
    }
}

fn method(id: &Value, lang: Lang) -> Option<&'static str> {
    let method: Method = serde_json::from_value(id.clone()).ok()?;
    Some(method_name(method, lang))
}

/// The name of an id that a field holds; none for free text.
fn id_name(kind: Kind, field: &str, id: &str, lang: Lang) -> Option<&'static str> {
    match (kind, field) {
        (Kind::Answer, "state") => State::from_id(id).map(|state| state_name(state, lang)),
        (Kind::Review, "state") => ReviewState::ALL
            .into_iter()
            .find(|state| state.id() == id)
            .map(|state| super::review_state_name(state, lang)),
        (Kind::Earlier, "state") => EarlierState::ALL
            .into_iter()
            .find(|state| state.id() == id)
            .map(|state| super::earlier_state_name(state, lang)),
        (Kind::SignOff, "role") => Role::ALL
            .into_iter()
            .find(|role| role.id() == id)
            .map(|role| role_name(role, lang)),
        (Kind::Evidence, "kind") => lookup(lang, &format!("model.evidence_{id}")),
        (Kind::Profile | Kind::System, field) if field.starts_with("conditions") => {
            lookup(lang, &format!("history.condition_{id}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_whole_object_is_shown_field_by_field_and_ids_by_name() {
        let answer = json!({"uid": "a", "state": "not_met", "note": "未清查", "methods": ["test"]});
        let shown = value_words(Kind::Answer, None, &answer, Lang::ZhTw);
        assert_eq!(shown.lines().count(), 3, "{shown}");
        assert!(shown.contains("不符合") && shown.contains("未清查") && shown.contains("測試"));
        assert!(!shown.contains("not_met"), "{shown}");
    }

    #[test]
    fn every_action_kind_and_stage_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            for id in [
                "create",
                "set_profile",
                "add_system",
                "set_system",
                "remove_system",
                "answer",
                "attach_evidence",
                "set_evidence",
                "link_evidence",
                "remove_evidence",
                "set_finding",
                "set_action",
                "set_earlier",
                "remove_finding",
                "set_document",
                "review",
                "sign_off",
                "undo",
                "redo",
                "export",
            ] {
                let action: Action = serde_json::from_value(json!(id)).unwrap();
                assert!(!action_name(action, lang).is_empty(), "{id}");
            }
            for id in [
                "workbook", "profile", "system", "answer", "evidence", "link", "finding", "action",
                "earlier", "document", "review", "sign_off", "export",
            ] {
                let kind: Kind = serde_json::from_value(json!(id)).unwrap();
                assert!(!kind_name(kind, lang).is_empty(), "{id}");
            }
            assert!(
                Stage::ALL
                    .into_iter()
                    .all(|stage| !stage_name(stage, lang).is_empty())
            );
        }
    }
}
