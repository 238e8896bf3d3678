//! What a change of systems or profile does to the scope, as commands print it.

use super::context::Context;
use super::output::Reply;
use crate::lang::movement_words;
use crate::model::movement::Movement;

/// The reply of `--dry-run`: what would move, and nothing was written.
pub(super) fn preview(context: &Context, movement: &Movement) -> Reply {
    let reply = context.data(movement, || match movement.is_empty() {
        true => context.tr("matrix.nothing_moves").to_owned(),
        false => movement_words(movement, context.lang).join("\n"),
    });
    reply.note(context.tr("matrix.nothing_written"))
}

/// Adds to the reply of a change what it moved.
pub(super) fn with_movement(context: &Context, reply: Reply, movement: &Movement) -> Reply {
    let words = movement_words(movement, context.lang);
    words.into_iter().fold(reply, Reply::note)
}
