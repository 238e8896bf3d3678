//! Faults of the classification, in words.

use super::{Words, words};
use crate::pack::lint::problem::Problem;

impl Problem {
    /// Words, where the problem is of this family.
    pub(super) fn classification_words(&self) -> Option<Words> {
        let words = match self {
            Problem::UnknownLicence(id) => words(
                [
                    &format!("本基準沒有「{id}」這種執照"),
                    &format!("the pack defines no licence `{id}`"),
                ],
                [
                    "更正代號，或在 licences 定義",
                    "correct the id, or define it in `licences`",
                ],
            ),
            Problem::UnnamedClass(id) => words(
                [&format!("{id} 沒有名稱"), &format!("{id} has no name")],
                ["class1 與 class2 都要有名稱", "name both class1 and class2"],
            ),
            Problem::UnknownField(id) => words(
                [
                    &format!("本基準沒有「{id}」這個欄位"),
                    &format!("the pack defines no profile field `{id}`"),
                ],
                [
                    "更正代號，或在 profile_fields 定義",
                    "correct the id, or define it in `profile_fields`",
                ],
            ),
            Problem::FieldKind { field, needs } => words(
                [
                    &format!("「{field}」的種類與規則不合（規則需要：{needs}）"),
                    &format!("`{field}` does not fit the rule, which needs {needs}"),
                ],
                ["改用種類相合的欄位或規則", "use a field or a rule that fits"],
            ),
            Problem::FieldNotAsked { field, licence } => words(
                [
                    &format!("「{licence}」不會被問到「{field}」，這條規則永遠缺資料"),
                    &format!("`{field}` is not asked of `{licence}`, so that the rule never has it"),
                ],
                [
                    "把執照加入該欄位的 licences",
                    "add the licence to the field's `licences`",
                ],
            ),
            Problem::UnknownGrade(value) => words(
                [
                    &format!("「{value}」不是級別"),
                    &format!("`{value}` is not a grade"),
                ],
                [
                    "用 \"1\" 到 \"9\"，附表未列用 \"none\"",
                    "use \"1\" to \"9\", or \"none\" for not listed",
                ],
            ),
            Problem::EmptyRule => words(
                ["規則是空的", "the rule is empty"],
                [
                    "至少放入一個成員，或刪去規則",
                    "give it at least one member, or remove it",
                ],
            ),
            Problem::Bound(bound) => words(
                [
                    &format!("門檻 {bound} 必定達到或必定達不到"),
                    &format!("the bound {bound} is reached always or never"),
                ],
                [
                    "門檻須大於 0；百分比須在其總和之內",
                    "a bound is above 0 and, for percentages, within their sum",
                ],
            ),
            Problem::UnusedField(id) => words(
                [
                    &format!("沒有規則用到「{id}」"),
                    &format!("no rule reads the profile field `{id}`"),
                ],
                [
                    "刪去此欄位，以免多問一題，或在規則中引用",
                    "remove it, so that nobody is asked in vain, or use it",
                ],
            ),
            _ => return None,
        };
        Some(words)
    }
}
