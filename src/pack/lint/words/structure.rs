//! Faults of ids, numbers and conditions, in words.

use super::{Words, words};
use crate::pack::lint::problem::Problem;

impl Problem {
    /// Words, where the problem is of this family.
    pub(super) fn structure_words(&self) -> Option<Words> {
        let words = match self {
            Problem::BadId(id) => words(
                [
                    &format!("「{id}」不能當作代號"),
                    &format!("`{id}` cannot be an id"),
                ],
                [
                    "只用小寫英文字母、數字與底線",
                    "use lower-case letters, digits and underscores",
                ],
            ),
            Problem::ReservedId(id) => words(
                [
                    &format!("「{id}」是組織概況檔本身的欄位名"),
                    &format!("`{id}` is a key of the profile file itself"),
                ],
                ["換一個代號", "choose another id"],
            ),
            Problem::DuplicateId(id) => words(
                [&format!("「{id}」出現兩次"), &format!("`{id}` stands twice")],
                ["刪去一個，或改用不同的代號", "remove one, or give it another id"],
            ),
            Problem::ClauseSequence { found, expected } => words(
                [
                    &format!("項次是 {found}，這裡應為 {expected}"),
                    &format!("the clause id is {found}; {expected} belongs here"),
                ],
                [
                    "各項依序編號，條號與檔案的 number 相同",
                    "number the clauses in order under the article number of the file",
                ],
            ),
            Problem::Order { found, after } => words(
                [
                    &format!("{found} 排在 {after} 之後"),
                    &format!("{found} comes after {after}"),
                ],
                [
                    "條與章由小到大排列，各出現一次",
                    "sort articles and chapters in rising order, each once",
                ],
            ),
            Problem::UnknownArticle(number) => words(
                [
                    &format!("本基準沒有第 {number} 條"),
                    &format!("there is no article {number} in the pack"),
                ],
                [
                    "補上條文檔，或從章中移除",
                    "add the article file, or take the number out of the chapter",
                ],
            ),
            Problem::UnknownClause(id) => words(
                [
                    &format!("所列的 {id} 不是本基準的條項"),
                    &format!("clause {id} is named here, which the pack does not have"),
                ],
                [
                    "改列本基準有的條項，或從此處移除",
                    "name a clause of the pack, or take it out here",
                ],
            ),
            Problem::NotInChapter { article, chapter } => words(
                [
                    &format!("沒有任何一章列出第 {article} 條"),
                    &format!("no chapter lists article {article}"),
                ],
                [
                    &format!("把 {article} 加入 pack.json 第 {chapter} 章的 articles"),
                    &format!("add {article} to the articles of chapter {chapter} in pack.json"),
                ],
            ),
            Problem::OtherChapter { article, chapter } => words(
                [
                    &format!("第 {article} 條的檔案寫的是第 {chapter} 章"),
                    &format!("the file of article {article} names chapter {chapter}"),
                ],
                ["兩處改成同一章", "name the same chapter in both places"],
            ),
            _ => return None,
        };
        Some(words)
    }

    /// Words, where the problem is of this family.
    pub(super) fn condition_words(&self) -> Option<Words> {
        let words = match self {
            Problem::UnknownCondition(id) => words(
                [
                    &format!("本基準沒有「{id}」這個條件"),
                    &format!("the pack defines no condition `{id}`"),
                ],
                [
                    "更正代號，或在 pack.json 的 conditions 定義",
                    "correct the id, or define it in `conditions` of pack.json",
                ],
            ),
            Problem::EventEffect(id) => words(
                [
                    &format!("「{id}」是事件，不能決定條文是否適用"),
                    &format!("`{id}` is an event and cannot switch a clause on or off"),
                ],
                ["effect 改為 trigger", "make its effect `trigger`"],
            ),
            Problem::TriggerWithoutEvent(id) => words(
                [
                    &format!("「{id}」不是事件，不能作為觸發"),
                    &format!("`{id}` is not an event and cannot be a trigger"),
                ],
                [
                    "改用事件，或改為其他 effect",
                    "name an event, or choose another effect",
                ],
            ),
            Problem::UnusedCondition(id) => words(
                [
                    &format!("沒有條文用到「{id}」"),
                    &format!("no clause uses the condition `{id}`"),
                ],
                [
                    "刪去此條件，以免多問一題，或在條文中引用",
                    "remove it, so that nobody is asked in vain, or use it",
                ],
            ),
            Problem::EventPremise(id) => words(
                [
                    &format!("「{id}」是事件，沒有人會被問到，矛盾規則不能以它為前提"),
                    &format!(
                        "`{id}` is an event that nobody is asked about; no contradiction can rest on it"
                    ),
                ],
                [
                    "改用組織或系統的條件",
                    "name a condition of the organisation or of a system",
                ],
            ),
            Problem::NoAnswerPremise => words(
                [
                    "前提沒有讀取任何檢核結果或條件，說明中的字詞本身不構成矛盾",
                    "no premise reads an answer or a condition; a word in a note contradicts nothing by itself",
                ],
                [
                    "加上 answer 或 condition 前提",
                    "add an `answer` or a `condition` premise",
                ],
            ),
            Problem::CountedWords => words(
                [
                    "計數的門檻要列出計數的單位詞；時間的門檻則不列",
                    "a threshold that counts needs the words that are counted; one of time has none",
                ],
                [
                    "unit 為 count 時填 counted，否則刪去",
                    "fill in `counted` where the unit is count, else remove it",
                ],
            ),
            _ => return None,
        };
        Some(words)
    }
}
