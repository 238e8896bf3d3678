use super::*;

fn text(id: u8, saved: &str, reads: Reads) -> Question<u8> {
    Question {
        id,
        section: None,
        label: String::new(),
        kind: Kind::Text {
            saved: saved.to_owned(),
            shown: saved.to_owned(),
            hint: String::new(),
            reads,
        },
    }
}

fn choice(id: u8, chosen: usize) -> Question<u8> {
    Question {
        id,
        section: None,
        label: String::new(),
        kind: Kind::Choice {
            options: vec!["是".into(), "否".into(), "不知道".into()],
            chosen,
        },
    }
}

fn type_in(form: &mut Questionnaire<u8>, questions: &[Question<u8>], typed: &str) {
    for character in typed.chars() {
        let key = KeyPress::plain(crate::tui::input::Code::Char(character));
        assert_ne!(form.key(key, questions), Reaction::Ignored);
    }
}

const AMOUNT: Reads = Reads::Number(crate::model::pack::FieldKind::Amount);

#[test]
fn a_text_is_unsettled_until_what_is_kept_reads_the_same() {
    let mut form = Questionnaire::new(&[text(1, "", AMOUNT)]);
    let questions = [text(1, "", AMOUNT)];
    type_in(&mut form, &questions, "1,000");
    assert_eq!(form.unsettled(&questions), [(1, Entry::Text("1000".into()))]);
    let kept = [text(1, "1000", AMOUNT)];
    form.take_over(&kept);
    assert!(form.unsettled(&kept).is_empty());
    assert_eq!(
        form.written(&1),
        Some("1,000"),
        "the focused field is not rewritten under the cursor"
    );
}

#[test]
fn a_text_that_cannot_be_kept_stays_and_holds_up_nothing_else() {
    let questions = [text(1, "", AMOUNT), text(2, "", Reads::Line)];
    let mut form = Questionnaire::new(&questions);
    type_in(&mut form, &questions, "約六千億");
    assert_eq!(form.command(Command::Down, &questions), Step::Settle);
    type_in(&mut form, &questions, "報告");
    assert_eq!(form.unsettled(&questions), [(2, Entry::Text("報告".into()))]);
    form.take_over(&questions);
    assert_eq!(form.written(&1), Some("約六千億"));
    assert_eq!(form.fault(&questions[0]), Some(Fault::Inexact));
    assert!(form.show_fault(&questions));
    assert_eq!(form.focused(&questions).map(|question| question.id), Some(1));
}

#[test]
fn an_undone_value_comes_back_into_its_field() {
    let questions = [text(1, "乙", Reads::Line)];
    let mut form = Questionnaire::new(&questions);
    form.take_over(&[text(1, "甲", Reads::Line)]);
    assert_eq!(form.written(&1), Some("甲"));
}

#[test]
fn a_choice_is_settled_by_leaving_its_row_and_goes_round() {
    let questions = [choice(1, 2), choice(2, 2)];
    let mut form = Questionnaire::new(&questions);
    assert_eq!(form.command(Command::Right, &questions), Step::Nothing);
    assert_eq!(form.command(Command::Open, &questions), Step::Settle);
    assert_eq!(form.unsettled(&questions), [(1, Entry::Choice(0))]);
    assert_eq!(form.focused(&questions).map(|question| question.id), Some(2));
    form.take_over(&[choice(1, 0), choice(2, 2)]);
    assert!(form.unsettled(&[choice(1, 0), choice(2, 2)]).is_empty());
}

#[test]
fn a_draft_of_a_question_that_is_not_asked_any_more_waits() {
    let both = [text(1, "", Reads::Line), text(2, "", AMOUNT)];
    let mut form = Questionnaire::new(&both);
    form.focus_on(&2, &both);
    type_in(&mut form, &both, "abc");
    let one = [text(1, "", Reads::Line)];
    form.take_over(&one);
    assert!(!form.show_fault(&one));
    assert_eq!(form.written(&2), Some("abc"));
}
