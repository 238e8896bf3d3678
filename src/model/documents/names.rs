//! When two names mean the same document.

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
/// Two ways to write the same thing, the second taken for both.
const SYNONYMS: [(&str, &str); 1] = [("存取控制列表", "ACL")];

/// What two names of one document have in common: without width, spaces, owner, examples, remarks
/// in parentheses and 之. It is what a request for the document is stored under, so a change here
/// would part requests from their documents.
pub(super) fn key(name: &str) -> String {
    let folded: String = name
        .chars()
        .map(fold_full_width)
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .collect();
    let plain = without_parentheses(&folded);
    let end = EXAMPLES.iter().filter_map(|opening| plain.find(opening)).min();
    let plain = plain.get(..end.unwrap_or(plain.len())).unwrap_or(&plain);
    let mut bare = without_owner(plain).replace('之', "");
    for (one, other) in SYNONYMS {
        bare = bare.replace(one, other);
    }
    bare.to_lowercase()
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
    use std::collections::BTreeSet;

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
            ["組織部署之防火牆規則、ACL", "防火牆規則、存取控制列表（ACL）"],
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
            "資通系統加密連線之測試報告",
            "資通系統加密連線之測試紀錄",
            "弱點掃描檢測報告",
            "弱點掃描複測報告",
        ];
        let keys: BTreeSet<String> = names.iter().map(|name| key(name)).collect();
        assert_eq!(keys.len(), names.len());
    }
}
