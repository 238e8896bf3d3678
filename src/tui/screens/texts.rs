//! What is being written on any screen and is not saved: gathered after every input, so that it can be
//! kept; put back where it was written when the program ended before it was saved.

use std::fmt::Debug;

use super::Screen;
use crate::engagement::request::Written;
use crate::lang::tr;
use crate::tui::app::Context;
use crate::tui::widgets::questionnaire::{Question, Questionnaire};
use crate::tui::widgets::text_field::TextField;

/// What a screen shows its fields to.
#[derive(Debug)]
pub enum Texts {
    /// Gathers what is not saved.
    Gather(Vec<Written>),
    /// Puts texts back where their fields are; what is left has not found its field.
    PutBack(Vec<Written>),
}

impl Texts {
    /// A field, by the id and the words it is known by.
    pub fn field(&mut self, id: &str, label: &str, field: &mut TextField, dirty: bool) {
        match self {
            Texts::Gather(all) if dirty => all.push(Written {
                id: id.to_owned(),
                label: label.to_owned(),
                text: field.text().to_owned(),
            }),
            Texts::Gather(_) => {}
            Texts::PutBack(left) => {
                let Some(at) = left.iter().position(|written| written.id == id) else {
                    return;
                };
                let written = left.remove(at);
                if field.text() != written.text {
                    field.replace_all(&written.text);
                }
            }
        }
    }

    /// The fields of a questionnaire; their ids begin with `form`.
    pub fn of_questions<Id: Clone + Ord + Debug>(
        &mut self,
        form: &str,
        questionnaire: &mut Questionnaire<Id>,
        questions: &[Question<Id>],
    ) {
        let id_of = |id: &Id| format!("{form}{id:?}");
        let waiting: Vec<String> = match self {
            Texts::Gather(_) => Vec::new(),
            Texts::PutBack(left) => left.iter().map(|written| written.id.clone()).collect(),
        };
        let wanted = |id: &Id| !waiting.is_empty() && waiting.contains(&id_of(id));
        questionnaire.visit(questions, wanted, |question, field, dirty| {
            self.field(&id_of(&question.id), &question.label, field, dirty);
        });
    }
}

impl Screen {
    /// Shows the fields that are written in.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        match self {
            Screen::Answer(answer) => answer.texts(context, texts),
            Screen::Evidence(evidence) => evidence.texts(context.lang, texts),
            Screen::Piece(piece) => piece.texts(context.lang, texts),
            Screen::Document(document) => document.texts(context.lang, texts),
            Screen::Review(review) => review.texts(context.lang, texts),
            Screen::Profile(profile) => profile.texts(context, texts),
            Screen::Systems(systems) => systems.texts(context.lang, texts),
            Screen::System(system) => system.texts(context, texts),
            Screen::Suggested(suggested) => suggested.texts(context, texts),
            Screen::Bulk(bulk) => {
                let dirty = bulk.leaving_question(context.lang).is_some();
                let label = tr(context.lang, "matrix.bulk_note");
                texts.field("bulk/note", label, &mut bulk.note, dirty);
            }
            Screen::Finding(finding) => finding.texts(context, texts),
            Screen::Action(action) => action.texts(context, texts),
            Screen::EarlierForm(earlier) => earlier.texts(context, texts),
            Screen::Earlier(earlier) => earlier.texts(context.lang, texts),
            _ => {}
        }
    }
}
