//! Full-width punctuation: marks whose ink fills half of their square or less, and when the empty half is
//! left out, as Chinese and Japanese typesetters do. The text itself is never changed.
//!
//! In Taiwan's type an opening bracket stands in the right half of its square, a closing bracket in the
//! left half, and stops stand in the middle.

/// Whether `mark` opens: it ends no line, and begins one without its empty left half.
pub fn opens(mark: char) -> bool {
    matches!(
        mark,
        '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '〖' | '｛' | '［' | '“' | '‘' | '〝'
    )
}

/// Whether `mark` closes: it begins no line.
pub fn closes(mark: char) -> bool {
    matches!(
        mark,
        '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | '〗' | '｝' | '］' | '”' | '’' | '〞' | '〟'
    )
}

/// Whether `mark` is a stop: it begins no line.
pub fn stops(mark: char) -> bool {
    matches!(mark, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '．')
}

/// Whether `mark` may hang over the end of a line by half its width: of a bracket that is empty paper, of a
/// stop a quarter of the type size.
pub fn hangs(mark: char) -> bool {
    closes(mark) || stops(mark)
}

/// Whether `mark` takes half its width before `next`: two marks side by side take one and a half squares,
/// and an apostrophe keeps no room within a word.
pub fn is_half_before(mark: char, next: char) -> bool {
    (closes(mark) && (opens(next) || hangs(next)))
        || ((stops(mark) || opens(mark)) && opens(next))
        || (mark == '’' && next.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_marks_side_by_side_the_first_takes_half_its_width() {
        for pair in ["」。", "』」", "）（", "，「", "（「"] {
            let mut marks = pair.chars();
            assert!(
                is_half_before(marks.next().unwrap(), marks.next().unwrap()),
                "{pair}"
            );
        }
    }

    #[test]
    fn a_mark_beside_a_character_keeps_its_width() {
        for pair in ["，甲", "」甲", "（甲", "。」", "甲「"] {
            let mut marks = pair.chars();
            assert!(
                !is_half_before(marks.next().unwrap(), marks.next().unwrap()),
                "{pair}"
            );
        }
    }
}
