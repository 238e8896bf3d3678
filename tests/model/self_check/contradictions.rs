//! The contradictions of the built-in pack, found and not found.

use serde_json::json;
use zicha::model::assessment::State;
use zicha::model::profile::Tri;
use zicha::model::self_check::{Rule, Severity};

use super::Case;

fn no(id: &'static str) -> Case {
    Case::new().where_profile(|profile| {
        profile.conditions.insert(id.to_owned(), Tri::No);
        for system in &mut profile.systems {
            system.conditions.remove(id);
        }
    })
}

fn met(check: &str, note: &str) -> Case {
    Case::new().answer(check, State::Met, json!({"note": note}))
}

/// Checks that a note to a met check brings the contradiction about, or none of its kind.
#[track_caller]
fn says(id: &str, check: &str, note: &str, expected: bool) {
    let found = met(check, note).contradictions();
    let target = check.split_once('@').map_or("organisation", |(_, target)| target);
    let id = format!("{id}@{target}");
    assert_eq!(found.contains(&id), expected, "{note}: {found:?}");
}

#[test]
fn nothing_contradicts_in_a_sound_firm_that_answered_nothing() {
    assert_eq!(Case::new().contradictions(), [""; 0]);
}

#[test]
fn no_remote_access_does_not_go_with_watching_it() {
    let answered = no("external_remote_to_internal_network").answer("6.3", State::Met, json!({}));
    assert_eq!(
        answered.contradictions(),
        ["external_connections_none@organisation"]
    );
    let found = met("6.3", "").contradictions();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_contradiction_by_system_is_found_at_that_system_alone() {
    let none = Case::new()
        .where_profile(|profile| {
            profile.systems[1].conditions.remove("remote_access_allowed");
        })
        .answer("6.4@fund", State::Met, json!({}))
        .answer("6.4@web", State::Met, json!({}));
    assert_eq!(none.contradictions(), ["remote_access_none_but_encrypted@web"]);
}

#[test]
fn logs_kept_for_less_than_three_years_do_not_go_with_met() {
    let id = "log_retention_too_short";
    for short in [
        "日誌保存6個月",
        "日誌保留半年後刪除",
        "日誌線上保存１年",
        "日誌至少留存三十五個月",
        "Logs are retained for 90 days.",
        "Logs are kept for two years",
    ] {
        says(id, "7.1", short, true);
    }
    for enough in [
        "日誌保存三年",
        "日誌線上保存 6 個月，離線保存 3 年",
        "日誌保存36個月",
        "日誌保存五年",
        "依日誌管理辦法保存",
        "每半年檢討一次。日誌依規定保存",
        "自 115 年 3 月起集中保存日誌",
        "Logs are retained for three years",
    ] {
        says(id, "7.1", enough, false);
    }
    let partial = Case::new().answer("7.1", State::Partial, json!({"note": "日誌保存6個月"}));
    assert_eq!(partial.contradictions(), [""; 0]);
}

#[test]
fn the_figure_that_was_found_is_quoted_as_it_was_written() {
    let found = met("7.1", "日誌保存６個月").check().issues;
    let issue = found
        .iter()
        .find(|issue| issue.rule == Rule::Contradiction)
        .unwrap();
    assert_eq!(issue.severity, Severity::Error);
    assert_eq!(issue.values, [("found", "６個月".to_owned())]);
}

#[test]
fn accounts_reviewed_less_often_than_half_yearly_do_not_go_with_met() {
    let id = "account_review_too_rare";
    for rare in [
        "每年清查一次",
        "帳號清查一年一次",
        "Accounts are reviewed annually",
    ] {
        says(id, "4.4@fund", rare, true);
    }
    for often in [
        "每半年清查一次",
        "每年清查兩次",
        "1 月及 7 月各清查一次，清查表歸檔",
        "每季清查",
        "每 180 天清查",
        "Accounts are reviewed every six months",
    ] {
        says(id, "4.4@fund", often, false);
    }
}

#[test]
fn the_highest_privileges_of_a_core_system_are_reviewed_daily() {
    let id = "top_privileges_not_daily";
    says(id, "7.3@fund", "每週覆核管理者操作紀錄", true);
    says(id, "7.3@fund", "每日覆核管理者操作紀錄", false);
    // The daily review binds core systems.
    says(id, "7.3@web", "每週覆核管理者操作紀錄", false);
}

#[test]
fn an_account_is_locked_after_three_failures_for_a_quarter_of_an_hour() {
    says(
        "lockout_after_too_many_failures",
        "15.3@fund",
        "失敗五次即鎖定 30 分鐘",
        true,
    );
    says(
        "lockout_after_too_many_failures",
        "15.3@fund",
        "輸錯 3 次即鎖定",
        false,
    );
    says("lockout_too_short", "15.3@fund", "失敗 3 次鎖定 10 分鐘", true);
    says("lockout_too_short", "15.3@fund", "失敗 3 次鎖定十五分鐘", false);
    says("lockout_too_short", "15.3@fund", "失敗 3 次鎖定半小時", false);
    says(
        "password_history_too_short",
        "15.5@fund",
        "不得沿用前 1 次密碼",
        true,
    );
    says(
        "password_history_too_short",
        "15.5@fund",
        "密碼歷程保留 3 代",
        false,
    );
}

#[test]
fn a_word_counts_only_where_nothing_takes_its_meaning_away() {
    let id = "obsolete_algorithm";
    says(id, "22.5@fund", "網站支援 TLS 1.0 及 TLS 1.2", true);
    says(id, "22.5@fund", "網站採用 TLS 1.2。TLS 1.0 已停用", false);
    says(id, "22.5@fund", "TLS 1.0 is disabled", false);
    says(id, "22.5@fund", "採用 AES-256", false);
    says("shared_accounts_in_use", "14.1@fund", "夜班人員共用帳號", true);
    says("shared_accounts_in_use", "14.1@fund", "未發現共用帳號", false);
}

#[test]
fn backups_that_are_not_made_cannot_be_tested_or_kept_elsewhere() {
    let without = Case::new()
        .answer("12.2@fund", State::NotMet, json!({}))
        .answer("12.3@fund", State::Met, json!({}))
        .answer("12.3@web", State::Met, json!({}));
    assert_eq!(without.contradictions(), ["backup_test_without_backup@fund"]);
}

#[test]
fn no_account_procedure_does_not_go_with_a_review_against_it() {
    let without =
        Case::new()
            .answer("4.1", State::NotMet, json!({}))
            .answer("4.4@web", State::Met, json!({}));
    assert_eq!(without.contradictions(), ["account_review_without_procedure@web"]);
}

#[test]
fn facts_of_the_profile_contradict_each_other_before_anything_is_answered() {
    let found = no("personal_data_held").contradictions();
    assert_eq!(found, ["personal_data_in_system_but_not_held@organisation"]);
    let found = no("encryption_used").contradictions();
    assert_eq!(
        found,
        ["keys_without_encryption@fund", "keys_without_encryption@web"]
    );
}

#[test]
fn a_condition_nobody_has_answered_contradicts_nothing() {
    let open = Case::new()
        .where_profile(|profile| {
            profile
                .conditions
                .insert("external_remote_to_internal_network".to_owned(), Tri::Unasked);
        })
        .answer("6.3", State::Met, json!({}));
    assert_eq!(open.contradictions(), [""; 0]);
}
