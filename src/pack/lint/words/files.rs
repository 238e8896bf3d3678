//! Faults of files and texts, in words.

use super::{Words, words};
use crate::pack::lint::problem::Problem;

impl Problem {
    /// Words, where the problem is of this family.
    pub(super) fn file_words(&self) -> Option<Words> {
        let words = match self {
            Problem::Folder => words(
                ["這不是可以讀取的資料夾", "this is not a folder that can be read"],
                [
                    "請指定存放 pack.json 的資料夾",
                    "give the folder that holds pack.json",
                ],
            ),
            Problem::MissingFile => words(
                ["缺少這個檔案", "the file is missing"],
                [
                    "補上檔案；若是條文檔，也可從 pack.json 的 articles 移除其名稱",
                    "add the file or, for an article, take its name out of `articles` in pack.json",
                ],
            ),
            Problem::NotAFile => words(
                ["這不是一般檔案", "this is not an ordinary file"],
                [
                    "請放入檔案本身，不要用連結或資料夾",
                    "put the file itself here, not a link or a folder",
                ],
            ),
            Problem::Unreadable(why) => words(
                [&format!("無法讀取：{why}"), &format!("cannot be read: {why}")],
                ["請檢查檔案的存取權限", "check the permissions of the file"],
            ),
            Problem::TooLarge(limit) => words(
                [
                    &format!("檔案超過 {limit} 位元組"),
                    &format!("the file is larger than {limit} bytes"),
                ],
                [
                    "一個檔案只放一條條文的文字",
                    "keep the text of one article in one file",
                ],
            ),
            Problem::TooManyArticles(limit) => words(
                [
                    &format!("條文超過 {limit} 條"),
                    &format!("there are more than {limit} articles"),
                ],
                ["請拆成數個檢核基準", "split the pack"],
            ),
            Problem::UnlistedFile => words(
                ["pack.json 沒有列出這個檔案", "pack.json does not list this file"],
                [
                    "把檔名（不含 .json）加入 pack.json 的 articles，或移走檔案",
                    "add its name without .json to `articles` in pack.json, or move the file away",
                ],
            ),
            Problem::ArticleName(name) => words(
                [
                    &format!("「{name}」不是條文檔的名稱"),
                    &format!("`{name}` is not the name of an article file"),
                ],
                [
                    "只用小寫英文字母、數字與 -，不含資料夾與副檔名",
                    "use lower-case letters, digits and -, without folder and extension",
                ],
            ),
            Problem::Format(found) => words(
                [
                    &format!("不認得檢核基準格式 {found}"),
                    &format!("pack format {found} is not known"),
                ],
                ["本程式讀取格式 1", "this program reads format 1"],
            ),
            Problem::Shape(detail) => words(
                [
                    &format!("內容不合檢核基準的格式：{detail}"),
                    &format!("this does not have the form of a pack: {detail}"),
                ],
                [
                    "請與 checklist/schema.json 對照",
                    "compare it with checklist/schema.json",
                ],
            ),
            _ => return None,
        };
        Some(words)
    }

    /// Words, where the problem is of this family.
    pub(super) fn text_words(&self) -> Option<Words> {
        let words = match self {
            Problem::EmptyText => words(
                ["文字是空的", "the text is empty"],
                ["兩種語言都要填寫", "write it in both languages"],
            ),
            Problem::EdgeSpace => words(
                ["文字前後有空白", "the text begins or ends with white space"],
                ["刪去前後的空白", "remove it"],
            ),
            Problem::ControlCharacter(code) => words(
                [
                    &format!("文字含控制字元 U+{code:04X}"),
                    &format!("the text holds the control character U+{code:04X}"),
                ],
                [
                    "刪去該字元；分段請另立一則",
                    "remove it; a new paragraph is a new entry",
                ],
            ),
            Problem::NoChinese => words(
                [
                    "中文欄位裡沒有中文字",
                    "the Chinese text holds no Chinese character",
                ],
                [
                    "譯成臺灣用語的中文",
                    "translate it into Chinese as used in Taiwan",
                ],
            ),
            Problem::ChineseInEnglish(found) => words(
                [
                    &format!("英文欄位裡有中文：{found}"),
                    &format!("there is Chinese in the English text: {found}"),
                ],
                [
                    "譯成英文或寫成羅馬字",
                    "translate it or write it in Latin letters",
                ],
            ),
            Problem::MainlandTerm { found, better } => words(
                [
                    &format!("「{found}」不是臺灣用語"),
                    &format!("`{found}` is not said in Taiwan"),
                ],
                [&format!("改用「{better}」"), &format!("write `{better}`")],
            ),
            Problem::SimplifiedCharacter(found) => words(
                [
                    &format!("「{found}」是簡體字"),
                    &format!("`{found}` is a simplified character"),
                ],
                ["改用正體字", "write the traditional character"],
            ),
            _ => return None,
        };
        Some(words)
    }
}
