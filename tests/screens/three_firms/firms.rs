//! The three firms and what their assessments say, computed from the scope so that every check is
//! answered and all states occur.

use std::sync::LazyLock;

use serde_json::{Value, json};
use zicha::model::assessment::{CheckKey, State};
use zicha::model::pack::{ConditionLevel, Method, Pack};
use zicha::model::profile::Profile;
use zicha::model::profile_file::parse;
use zicha::model::scope::scope;

pub static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());

/// A firm as its profile file says it.
pub struct Firm {
    pub profile_file: Value,
    /// The condition answered yes by every n-th system.
    pub systems: Vec<(&'static str, bool)>,
}

/// One answer of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub key: CheckKey,
    pub state: State,
    pub note: String,
    pub methods: Vec<Method>,
    /// Number of a document that is attached.
    pub document: Option<String>,
}

impl Firm {
    pub fn small_adviser() -> Self {
        Self {
            profile_file: json!({
                "organisation": {"name": "示範投顧", "tax_id": "12345678"},
                "licences": ["sice"],
                "aum_prev_year_monthly_average_twd": 1_200_000_000u64,
                "conditions": ["personal_data_held"],
            }),
            systems: vec![("全權委託投資管理系統", true), ("會員網站", false)],
        }
    }

    pub fn futures_with_internet_ordering() -> Self {
        Self {
            profile_file: json!({
                "organisation": {"name": "示範期貨"},
                "licences": ["futures"],
                "paid_in_capital_twd": 1_500_000_000u64,
                "internet_order_pct": "72.5",
                "dma_order_pct": "3",
                "brokerage_market_share_pct": "1.2",
                "natural_person_customer_pct": "91",
                "futures_grade": "none",
                "conditions": ["internet_ordering", "external_remote_to_internal_network", "personal_data_held"],
            }),
            systems: vec![
                ("網路下單系統", true),
                ("中台風控系統", true),
                ("帳務系統", false),
            ],
        }
    }

    pub fn foreign_securities() -> Self {
        let names = [
            "交易系統",
            "報價系統",
            "中台風控",
            "盤後結算",
            "帳務系統",
            "網路下單",
            "語音下單",
            "會員網站",
            "電子郵件",
            "人事薪資",
            "文件管理",
            "資料倉儲",
        ];
        Self {
            profile_file: json!({
                "organisation": {"name": "示範外資證券"},
                "licences": ["securities"],
                "paid_in_capital_twd": 12_000_000_000u64,
                "internet_order_pct": "40",
                "dma_order_pct": "30",
                "brokerage_market_share_pct": "2.5",
                "natural_person_customer_pct": "10",
                "securities_grade": 1,
                "foreign_group": true,
                "policy_controlled_by_parent": true,
                "parent_has_built_controls": true,
                "parent_norm_better": true,
                "conditions": ["internet_ordering", "international_transmission", "entrusted_abroad", "personal_data_held"],
            }),
            systems: names.iter().zip(0..).map(|(name, at)| (*name, at < 5)).collect(),
        }
    }

    /// The profile as a file, with its systems under the ids the screen gives.
    pub fn file(&self) -> Value {
        let mut file = self.profile_file.clone();
        let of_systems: Vec<&str> = PACK
            .conditions
            .iter()
            .filter(|condition| condition.level == ConditionLevel::System)
            .map(|condition| condition.id.as_str())
            .collect();
        let systems: Vec<Value> = self
            .systems
            .iter()
            .zip(1usize..)
            .map(|((name, core), number)| {
                let yes: Vec<&str> = of_systems
                    .iter()
                    .zip(0usize..)
                    .filter(|(_, at)| (at + number) % 3 != 0)
                    .map(|(id, _)| *id)
                    .collect();
                json!({"id": format!("s{number}"), "name": name, "core": core, "conditions": yes})
            })
            .collect();
        file["systems"] = json!(systems);
        file
    }

    /// The same as the model has it.
    pub fn profile(&self) -> Profile {
        parse(&self.file().to_string(), &PACK).unwrap()
    }

    /// What is answered, in the order of the checks.
    pub fn planned(&self) -> Vec<Planned> {
        let scope = scope(&PACK, &self.profile());
        let in_scope = scope.checks.iter().filter(|check| check.in_scope());
        in_scope
            .zip(0usize..)
            .filter_map(|(check, at)| {
                let state = match at % 11 {
                    3 => State::Partial,
                    5 => State::NotMet,
                    7 => State::NotApplicable,
                    9 => State::Unable,
                    _ => State::Met,
                };
                let said = state != State::Met || at % 4 == 0;
                Some(Planned {
                    key: CheckKey {
                        clause: check.clause,
                        target: check.target.clone()?,
                        part: None,
                    },
                    state,
                    note: if said {
                        format!("第{at}項，檢視紀錄後判定。")
                    } else {
                        String::new()
                    },
                    methods: if at % 5 == 0 {
                        vec![Method::Examine, Method::Test]
                    } else {
                        Vec::new()
                    },
                    document: (at % 13 == 0).then(|| format!("資安-{at:03}")),
                })
            })
            .collect()
    }
}
