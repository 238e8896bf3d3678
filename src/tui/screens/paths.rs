//! Where paths are typed, and where files may be dropped.

use super::Screen;
use crate::tui::app::{Act, Context};
use crate::tui::completing::PathField;

impl Screen {
    /// The field with the focus, if a path is typed there.
    pub fn path_field(&mut self, context: &Context<'_>) -> Option<PathField<'_>> {
        match self {
            Screen::Evidence(evidence) => evidence.path_field(context),
            Screen::Piece(piece) => piece.path_field(context),
            Screen::Export(export) => export.path_field(),
            Screen::Verify(verify) => verify.path_field(),
            _ => None,
        }
    }

    /// Takes files that were dropped, as evidence.
    pub fn take_files(&mut self, paths: Vec<String>, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Answer(answer) => answer.take_files(paths, context),
            Screen::Walk(walk) => walk.take_files(paths, context),
            _ => Vec::new(),
        }
    }
}
