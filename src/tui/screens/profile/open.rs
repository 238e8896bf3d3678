//! Which questions about the organisation are still open: not answered yet, or answered 不知道.

use super::Id;
use crate::tui::app::Workbook;
use crate::tui::widgets::questionnaire::{Kind, Question};

/// The open questions in their order. What may be left out (the tax number, where a figure comes
/// from, the class set by hand) is not among them.
pub fn open_questions(questions: &[Question<Id>], workbook: &Workbook) -> Vec<Id> {
    let no_licence = workbook.assessment.profile.licences.is_empty();
    let mut first_licence = true;
    let mut open = Vec::new();
    for question in questions {
        let is_open = match &question.id {
            // One question, though it has a row for each licence.
            Id::Licence(_) => no_licence && std::mem::take(&mut first_licence),
            Id::Name
            | Id::From
            | Id::To
            | Id::AsOf
            | Id::PreparedBy
            | Id::Figure { .. }
            | Id::Condition(_) => is_unknown(&question.kind),
            _ => false,
        };
        if is_open {
            open.push(question.id.clone());
        }
    }
    open
}

/// Whether nothing, or 不知道, is kept: the last option of a choice.
fn is_unknown(kind: &Kind) -> bool {
    match kind {
        Kind::Text { saved, .. } => saved.is_empty(),
        Kind::Choice { options, chosen } => *chosen + 1 == options.len(),
        Kind::Tick(_) | Kind::Link => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::profile::Tri;
    use crate::tui::screens::profile::TRIS;

    #[test]
    fn the_last_option_of_a_yes_no_question_is_the_unknown_one() {
        assert_eq!(TRIS.last(), Some(&Tri::Unasked));
    }
}
