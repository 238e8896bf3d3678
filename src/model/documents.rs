//! The list of documents to have ready (應備文件清單): each distinct document that clauses in scope
//! ask for, near-duplicates merged, with the clauses it serves and whether it is attached.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assessment::{Assessment, Link};
use super::pack::{Clause, ClauseId, EvidenceItem, Pack, Text};
use super::scope::Scope;
use crate::text::fold_full_width;

/// Words in front of a document's name that say only whose it is.
const OWNERS: [&str; 8] = [
    "組織訂定之",
    "組織部署之",
    "組織導入之",
    "組織所使用之",
    "資通系統部署之",
    "資通系統之",
    "資通系統",
    "系統",
];
/// What opens a list of examples behind a name.
const EXAMPLES: [&str; 4] = [",如", "、如", ",例如", "、例如"];

/// One item of a clause's evidence list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ItemRef {
    /// The clause.
    pub clause: ClauseId,
    /// Id of the item within the clause.
    pub item: String,
}

/// One document to have ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its name, as the first clause that asks for it has it.
    pub document: Text,
    /// The clauses in scope that ask for it.
    pub clauses: Vec<ClauseId>,
    /// The items that were merged into it.
    pub items: Vec<ItemRef>,
    /// Who keeps it, from the attached evidence; empty while unknown.
    pub custodian: String,
    /// Whether any evidence is attached for it.
    pub attached: bool,
    /// Display numbers of that evidence (`E-003`).
    pub evidence: Vec<String>,
}

/// Every document the clauses in scope ask for, in the order of the clauses.
pub fn documents(pack: &Pack, scope: &Scope, assessment: &Assessment) -> Vec<Document> {
    let in_scope: BTreeSet<ClauseId> = scope
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .map(|check| check.clause)
        .collect();
    let mut order: Vec<String> = Vec::new();
    let mut merged: BTreeMap<String, Document> = BTreeMap::new();
    for clause in pack.clauses().filter(|clause| in_scope.contains(&clause.id)) {
        for item in &clause.evidence {
            let key = key(&item.zh_tw);
            if !merged.contains_key(&key) {
                order.push(key.clone());
            }
            let document = merged.entry(key).or_insert_with(|| empty(item));
            if document.clauses.last() != Some(&clause.id) {
                document.clauses.push(clause.id);
            }
            document.items.push(ItemRef {
                clause: clause.id,
                item: item.id.clone(),
            });
            attach(document, clause, item, assessment);
        }
    }
    order.iter().filter_map(|key| merged.remove(key)).collect()
}

fn empty(item: &EvidenceItem) -> Document {
    Document {
        document: Text {
            zh_tw: item.zh_tw.clone(),
            en: item.en.clone(),
        },
        clauses: Vec::new(),
        items: Vec::new(),
        custodian: String::new(),
        attached: false,
        evidence: Vec::new(),
    }
}

fn attach(document: &mut Document, clause: &Clause, item: &EvidenceItem, assessment: &Assessment) {
    let mut pieces: Vec<_> = assessment
        .links_of(clause.id)
        .filter_map(|link| Some((link, assessment.evidence.get(&link.evidence)?)))
        .filter(|(link, evidence)| serves(link, &evidence.title, clause, item))
        .map(|(_, evidence)| evidence)
        .collect();
    pieces.sort_by_key(|evidence| evidence.number);
    for evidence in pieces {
        document.attached = true;
        if document.custodian.is_empty() {
            document.custodian.clone_from(&evidence.custodian);
        }
        let label = evidence.label();
        if !document.evidence.contains(&label) {
            document.evidence.push(label);
        }
    }
}

/// Whether a tie serves an item: it names it, or names none and the item is the clause's only one
/// or bears the evidence's title.
fn serves(link: &Link, title: &str, clause: &Clause, item: &EvidenceItem) -> bool {
    match &link.item {
        Some(named) => *named == item.id,
        None => clause.evidence.len() == 1 || (!title.is_empty() && key(title) == key(&item.zh_tw)),
    }
}

/// What two names of one document have in common: without width, spaces, owner, examples, remarks
/// in parentheses and 之.
fn key(name: &str) -> String {
    let folded: String = name
        .chars()
        .map(fold_full_width)
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .collect();
    let plain = without_parentheses(&folded);
    let end = EXAMPLES.iter().filter_map(|opening| plain.find(opening)).min();
    let plain = plain.get(..end.unwrap_or(plain.len())).unwrap_or(&plain);
    without_owner(plain).replace('之', "").to_lowercase()
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Takes owners off the front as long as a name remains.
fn without_owner(name: &str) -> &str {
    let shorter = OWNERS
        .iter()
        .find_map(|owner| name.strip_prefix(owner))
        .filter(|rest| !rest.is_empty());
    shorter.map_or(name, without_owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_only_in_owner_width_or_examples_are_one_document() {
        let same = [
            ["組織訂定之資通系統發展維護辦法", "組織訂定之系統發展維護辦法"],
            ["資通系統日誌（logs）", "系統日誌"],
            [
                "資通系統加密連線之測試報告，如Nmap檢測結果",
                "資通系統加密連線之測試報告",
            ],
            ["資通系統存取控制功能之測試紀錄", "資通系統 存取控制功能測試紀錄"],
            ["資通系統RFP", "資通系統ＲＦＰ"],
        ];
        for [one, other] in same {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn different_documents_stay_apart() {
        let names = [
            "帳號清查紀錄",
            "帳號申請異動單",
            "資通系統日誌",
            "日誌審查紀錄",
            "資通系統",
            "系統變更紀錄（如有）",
        ];
        let keys: BTreeSet<String> = names.iter().map(|name| key(name)).collect();
        assert_eq!(keys.len(), names.len());
    }
}
