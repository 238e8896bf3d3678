//! Faults of clauses, in words.

use super::{Words, words};
use crate::pack::lint::problem::{ModalFault, Problem};

impl Problem {
    /// Words, where the problem is of this family.
    pub(super) fn clause_words(&self) -> Option<Words> {
        let words = match self {
            Problem::OrganisationCore => words(
                [
                    "以組織為標的的項，核心與非核心的強度不同",
                    "an organisation clause has different levels for core and non-core systems",
                ],
                [
                    "填成相同，或把 subject 改為 system",
                    "make them equal, or make the subject `system`",
                ],
            ),
            Problem::NotStrongest { cell, expected } => words(
                [
                    &format!("{cell} 不是各部分中最強的強度（{expected}）"),
                    &format!("{cell} is not the strongest level of the parts ({expected})"),
                ],
                [
                    &format!("改為 {expected}，或更正各部分"),
                    &format!("write `{expected}`, or correct the parts"),
                ],
            ),
            Problem::Class2Stronger => words(
                [
                    "第二類的強度高於第一類",
                    "Class 2 is bound more strongly than Class 1",
                ],
                ["更正強度", "correct the cells"],
            ),
            Problem::NoncoreStronger => words(
                [
                    "非核心系統的強度高於核心系統",
                    "non-core systems are bound more strongly than core systems",
                ],
                [
                    "更正強度；只適用於非核心系統者，另立為一個部分",
                    "correct the cells; a duty of non-core systems alone is a part of its own",
                ],
            ),
            Problem::SinglePart => words(
                ["只有一個部分", "there is a single part"],
                ["至少分成兩個部分，或不分", "make at least two parts, or none"],
            ),
            Problem::PartId(expected) => words(
                [
                    &format!("這個部分的代號應為 {expected}"),
                    &format!("the id of this part is `{expected}`"),
                ],
                ["各部分依序為 a、b、c……", "name the parts a, b, c … in order"],
            ),
            Problem::EvidenceId(expected) => words(
                [
                    &format!("這項佐證的代號應為 {expected}"),
                    &format!("the id of this evidence item is `{expected}`"),
                ],
                ["佐證依序為 e1、e2……", "name the items e1, e2 … in order"],
            ),
            Problem::NoExamine => words(
                ["查核步驟沒有「檢視」", "the procedure has no `examine` step"],
                [
                    "至少寫一個檢視文件或設定的步驟",
                    "add a step that looks at a document or a setting",
                ],
            ),
            Problem::FigureValue(value) => words(
                [
                    &format!("「{value}」不是十進位數字"),
                    &format!("`{value}` is not a decimal number"),
                ],
                ["寫成 6 或 1.5 這樣的數字", "write it like 6 or 1.5"],
            ),
            Problem::FigureUnit(unit) => words(
                [&format!("「{unit}」不是單位"), &format!("`{unit}` is not a unit")],
                [
                    "用一個英文單數名詞，例如 month",
                    "use one English word in the singular, such as month",
                ],
            ),
            Problem::Modal(fault) => modal_words(*fault),
            _ => return None,
        };
        Some(words)
    }
}

fn modal_words(fault: ModalFault) -> Words {
    match fault {
        ModalFault::MustWithoutWord => words(
            [
                "強度為「應」，文字卻沒有應、不得、須等約束用詞",
                "the level is must, but the text has no binding word",
            ],
            [
                "文字寫明「應」（英文 must），或更正強度",
                "say 應 (in English must), or correct the cells",
            ],
        ),
        ModalFault::ShouldWithoutWord => words(
            [
                "強度為「宜」，文字卻沒有「宜」",
                "the level is should, but the text does not recommend",
            ],
            [
                "文字寫明「宜」（英文 should），或更正強度",
                "say 宜 (in English should), or correct the cells",
            ],
        ),
        ModalFault::WordWithoutMust => words(
            [
                "文字有應、不得、須等約束用詞，強度卻沒有「應」",
                "the text binds, but no cell says must",
            ],
            ["改寫文字，或更正強度", "reword the text, or correct the cells"],
        ),
        ModalFault::WordWithoutShould => words(
            [
                "文字有「宜」，強度卻沒有「宜」",
                "the text recommends, but no cell says should",
            ],
            [
                "改寫文字、更正強度，或把該句另立為一個部分",
                "reword the text, correct the cells, or make the sentence a part of its own",
            ],
        ),
    }
}
