//! Whatever a file holds, reading it ends, invents no clause and points at lines that are there.

use proptest::prelude::*;
use zicha::exchange::official_text::read;

use crate::printed::PACK;

/// Lines that structure is made of, whole and broken.
const PIECES: [&str; 24] = [
    "第四條(帳號管理)",
    "第四條(帳號",
    "管理)(1/2)",
    "第二十五條(軟體及資訊完整性)",
    "第十七條(非內部使用者之識別與鑑別) 一段話。",
    "第條(",
    "一、甲乙丙丁。",
    "二、戊己庚辛",
    "九十九、壬癸",
    "（一）子丑",
    "、",
    "內容說明",
    "佐證資料",
    "內容說明      佐證資料",
    "• 寅卯",
    "➢ 辰巳",
    "•",
    "條文 內容",
    "第二章存取控制(1/2)",
    "存取",
    "控制",
    "版權所有 12",
    "\u{c}",
    "",
];

proptest! {
    #[test]
    fn any_order_of_its_pieces_is_read(
        picked in proptest::collection::vec((0..PIECES.len(), "[ \u{3000}\u{200b}()（）一0-9]{0,3}"), 0..60)
    ) {
        let text: String = picked
            .iter()
            .map(|(piece, noise)| format!("{noise}{}{noise}\n", PIECES[*piece]))
            .collect();
        let reading = read(&text, &PACK);
        let mut ids: Vec<_> = reading.clauses.iter().map(|clause| clause.id).collect();
        prop_assert!(ids.iter().all(|id| PACK.clause(*id).is_some()));
        ids.dedup();
        prop_assert_eq!(ids.len() + reading.missing.len(), 92);
        let lines = text.split('\n').count();
        let pointed = reading.unplaced.iter().map(|unplaced| unplaced.line);
        let pointed: Vec<usize> = pointed.chain(reading.misprints.iter().map(|m| m.line)).collect();
        prop_assert!(pointed.iter().all(|line| (1..=lines).contains(line)));
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        let reading = read(&format!("第四條(帳號管理)\n{text}"), &PACK);
        prop_assert!(reading.clauses.len() <= 1);
    }
}
