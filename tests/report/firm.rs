//! A small adviser with three systems, its assessment and what a report needs of it, as the tests of the
//! content read it. Answers follow a fixed pattern over all checks; some are written out.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zicha::lang::Lang;
use zicha::model::assessment::Assessment;
use zicha::model::change::{Change, Kind, Object};
use zicha::model::journal::Head;
use zicha::model::pack::Pack;
use zicha::model::profile_file;
use zicha::model::reporting::{Detail, EvidenceState, ReportOptions};
use zicha::model::scope::{Scope, Target, scope};
use zicha::model::score::{Score, score};
use zicha::model::source::OfficialText;
use zicha::report::blocks::Document;
use zicha::report::content::{ReportInput, document};

/// Notes with characters that have led other programs astray.
pub const NOTES: [&str; 4] = [
    "經抽查115年3月至5月之帳號清查紀錄，4月份未見系統負責人堃犇喆峯簽核。\n另有2個離職人員帳號於離職後第9日始停用，與內部規定「離職當日停用」不符。",
    "已執行：①依人事異動單停用帳號；②每季由稽核人員甲覆核。行政部之「行」與部首⾏並列，均應保留。",
    "日誌集中保存於日誌主機，線上保存一年，離線保存三年。\n\n第二段：離線媒體每半年抽測還原一次，紀錄編號 LOG-2026-01。",
    "僅就核心系統訂定，會員網站尚未納入；預計於115年第四季完成。",
];

const PROFILE: &str = r#"{
 "organisation": {"name": "示範證券投資顧問股份有限公司", "tax_id": "00000000"},
 "licences": ["sice"],
 "aum_prev_year_monthly_average_twd": "3260000000",
 "foreign_group": false,
 "figure_sources": {"aum_prev_year_monthly_average_twd": {"period": "114年1月至12月", "document": "114年度全權委託資產月報（FIN-2025-12）"}},
 "assessment": {"from": "2026-01-01", "to": "2026-06-30", "as_of": "2026-06-30", "prepared_by": "資訊主管"},
 "conditions": ["external_remote_to_internal_network", "personal_data_held", "personal_data_needs_encryption", "personal_data_backup_needed"],
 "conditions_unasked": ["crypto_or_privileged_utilities"],
 "systems": [
  {"id": "fund", "name": "全權委託投資管理系統", "core": true, "core_reason": "停擺時無法下達委託帳戶的交易指示，也無法控管部位與風險限額。", "core_confirmed_by": "資訊主管", "core_confirmed_on": "2026-01-12",
   "conditions": ["internal_users", "remote_access_allowed", "internet_admin_login", "password_authentication", "temp_or_emergency_accounts", "source_code_exempt", "personal_data_in_system", "encryption_used", "keys_or_certificates", "user_input"], "conditions_unasked": ["server_side_keys"]},
  {"id": "web", "name": "會員網站", "core": false, "core_reason": "僅供會員查閱研究報告與對帳單，停擺時改以電子郵件與電話提供，不影響交易執行。", "core_confirmed_by": "資訊主管", "core_confirmed_on": "2026-01-12",
   "conditions": ["internal_users", "internet_facing", "noninternal_users", "customer_identification", "password_authentication", "password_reset_function", "in_house_or_outsourced_development", "outsourced_development", "sensitive_over_internet", "user_input", "personal_data_in_system"]},
  {"id": "hr", "name": "人事薪資系統", "core": false, "core_reason": "每月薪資作業可改為人工計算，停擺不影響客戶與交易。", "core_confirmed_by": "資訊主管", "core_confirmed_on": "2026-01-12",
   "conditions": ["internal_users", "password_authentication", "ad_authentication", "source_code_exempt", "personal_data_in_system"]}
 ]}"#;

/// The firm with everything a report is made from.
pub struct Firm {
    pub pack: Pack,
    pub assessment: Assessment,
    pub scope: Scope,
    pub score: Score,
    pub head: Head,
    pub evidence_states: BTreeMap<String, EvidenceState>,
}

impl Firm {
    /// The firm with all its answers.
    pub fn new() -> Self {
        let mut firm = Self::before();
        firm.answer_all();
        firm.add_evidence();
        firm.add_findings();
        firm.settled()
    }

    /// The firm before anybody has answered anything.
    pub fn unanswered() -> Self {
        Self::before().settled()
    }

    fn before() -> Self {
        let pack = zicha::pack::builtin().unwrap();
        let profile = profile_file::parse(PROFILE, &pack).unwrap();
        let mut assessment = Assessment::default();
        assessment.profile = profile;
        let scope = scope(&pack, &assessment.profile);
        Self {
            pack,
            assessment,
            scope,
            score: Score::default(),
            head: Head {
                count: 342,
                head: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            },
            evidence_states: BTreeMap::new(),
        }
    }

    /// Records an object.
    pub fn put(&mut self, kind: Kind, uid: &str, value: Value) {
        let change = Change {
            object: Object {
                kind,
                uid: uid.to_owned(),
                field: None,
            },
            before: Value::Null,
            after: value,
        };
        self.assessment.apply(&change).unwrap();
    }

    /// Counts again.
    pub fn settled(mut self) -> Self {
        self.score = score(&self.pack, &self.scope, &self.assessment);
        self
    }

    /// The report of an edition.
    pub fn report(&self, lang: Lang, detail: Detail) -> Document {
        self.report_with(lang, detail, None)
    }

    /// The report of an edition, with an official text.
    pub fn report_with(&self, lang: Lang, detail: Detail, official: Option<&OfficialText>) -> Document {
        document(&ReportInput {
            pack: &self.pack,
            pack_sha256: &self.pack.sha256(),
            assessment: &self.assessment,
            scope: &self.scope,
            score: &self.score,
            head: &self.head,
            digest: &self.assessment.digest(),
            evidence_states: &self.evidence_states,
            lang,
            options: &ReportOptions {
                detail,
                ..ReportOptions::in_language(lang)
            },
            official,
            created: super::created(),
            signer: None,
            program_version: "0.1.0",
        })
    }

    fn answer_all(&mut self) {
        let checks: Vec<(String, Target)> = self
            .scope
            .checks
            .iter()
            .filter(|check| check.in_scope())
            .filter_map(|check| Some((check.clause.to_string(), check.target.clone()?)))
            .collect();
        for (index, (clause, target)) in checks.iter().enumerate() {
            let state = match index % 17 {
                4 => "partial",
                9 => "not_met",
                12 => "unable",
                14 => "not_applicable",
                15 | 16 => continue,
                _ => "met",
            };
            let mut answer = json!({
                "uid": format!("a{index:031}"), "clause": clause, "target": target, "state": state,
                "note": NOTES[index % NOTES.len()], "methods": ["examine", "interview"],
                "prepared_by": "資訊主管", "prepared_at": "2026-06-20T10:00:00+08:00",
            });
            if index % 5 == 0 {
                answer["sample"] = json!({"population": "115年上半年帳號異動單 48 張", "size": "12", "selection": "每月抽 2 張", "exceptions": "無"});
            }
            match index % 34 {
                0 => {
                    answer["alternative"] = json!("以堡壘主機集中登入並全程側錄，其可歸責程度不低於原規定。")
                }
                4 => {
                    answer["risk_accepted"] = json!({"until": "2026-12-31", "reason": "更換系統前無法調整。", "approver": "總經理", "approval_number": "資字第115012號", "compensating": "每日人工檢視登入紀錄"})
                }
                9 => {
                    answer["risk_accepted"] = json!({"until": "2026-03-31", "reason": "委外廠商合約到期前無法修改。", "approver": "資訊主管"})
                }
                _ => {}
            }
            self.put(Kind::Answer, &format!("a{index:031}"), answer);
        }
        let part = json!({
            "uid": format!("p{:031}", 1), "clause": "7.3", "target": "fund", "part": "b", "state": "not_met",
            "note": "最高權限帳號之操作紀錄改為每週覆核，未達每日。", "prepared_by": "稽核人員甲", "prepared_at": "2026-06-21T09:00:00+08:00",
        });
        self.put(Kind::Answer, &format!("p{:031}", 1), part);
    }

    fn add_evidence(&mut self) {
        let pieces = [
            (
                "file",
                "帳號清查紀錄",
                "佐證/115H1 帳號清查.xlsx",
                "2026-05-31",
                "",
                EvidenceState::Ok,
            ),
            (
                "file",
                "防火牆規則匯出",
                "/home/zq7/firewall/rules.txt",
                "2026-06-02",
                "",
                EvidenceState::Changed,
            ),
            (
                "file",
                "備份還原測試報告",
                "C:\\Users\\zq7\\restore.pdf",
                "2025-11-30",
                "",
                EvidenceState::OutsidePeriod,
            ),
            (
                "url",
                "會員網站憑證狀態",
                "https://www.example.com.tw/status",
                "2026-06-30",
                "2026-07-01",
                EvidenceState::Expired,
            ),
            (
                "document",
                "資訊安全管理辦法",
                "IS-P-001 第三版",
                "2026-02-01",
                "",
                EvidenceState::Ok,
            ),
        ];
        for (index, (kind, title, location, dated, until, state)) in pieces.into_iter().enumerate() {
            let uid = format!("e{index:031}");
            let mut piece = json!({
                "uid": uid, "number": index + 1, "kind": kind, "title": title, "location": location,
                "dated": dated, "valid_until": until, "custodian": "資訊部",
            });
            if kind == "file" {
                piece["sha256"] = json!("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8");
                piece["size"] = json!(48213);
            }
            self.put(Kind::Evidence, &uid, piece);
            self.evidence_states.insert(uid, state);
        }
        let links = [
            (0, "4.3", "fund", "e1", ""),
            (0, "4.4", "fund", "e1", "第 2 頁"),
            (0, "4.4", "web", "", "第 3 頁"),
            (1, "6.3", "organisation", "", ""),
            (2, "12.3", "fund", "", "第 1 至 4 頁"),
            (3, "22.1", "web", "", ""),
            (4, "4.1", "organisation", "", "第 5 條"),
        ];
        for (index, (piece, clause, target, item, locator)) in links.into_iter().enumerate() {
            let uid = format!("l{index:031}");
            let mut link = json!({"uid": uid, "evidence": format!("e{piece:031}"), "clause": clause, "target": target, "locator": locator});
            if !item.is_empty() {
                link["item"] = json!(item);
            }
            self.put(Kind::Link, &uid, link);
        }
    }

    fn add_findings(&mut self) {
        let gaps = zicha::model::score::gaps(&self.scope, &self.assessment);
        for (index, gap) in gaps.iter().step_by(3).take(4).enumerate() {
            let uid = format!("f{index:031}");
            let finding = json!({
                "uid": uid, "number": index + 1, "clause": gap.key.clause, "target": gap.key.target,
                "condition": format!("第 {} 件：抽查 12 件，3 件未依規定於當日辦理。", index + 1),
                "cause": "人事系統與帳號管理系統未介接，停用作業須人工通知。",
                "effect": "離職人員仍可登入，可能造成資料外洩且難以歸責。",
                "recommendation": "於離職流程增設資訊部會簽，並每月比對人事名冊與帳號清單。",
                "response": "同意，預定115年9月底前完成。",
            });
            self.put(Kind::Finding, &uid, finding);
            let action = json!({
                "uid": format!("c{index:031}"), "finding": uid, "description": "修訂離職作業程序並加入會簽欄位",
                "owner": "資訊主管", "due": if index == 0 { "2026-05-31" } else { "2026-09-30" }, "done": index == 2,
            });
            self.put(Kind::Action, &format!("c{index:031}"), action);
        }
    }
}
