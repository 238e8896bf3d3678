//! What is supposed, and what it would move, in words: for the screen and the dialogue in plain lines.

use super::{Lang, class_result_name, field_value, fill, level_name, target_name, tr};
use crate::model::movement::{Moved, Movement};
use crate::model::pack::{ClauseId, Level, Pack};
use crate::model::profile::{Profile, Tri};
use crate::model::scope::Target;
use crate::model::supposing::Supposed;

/// What is supposed.
pub fn supposed_words(one: &Supposed, pack: &Pack, lang: Lang) -> String {
    match one {
        Supposed::Class(class) => {
            let class = class_result_name(pack, (*class).into(), lang);
            fill(lang, "start.if_class", &[("class", &class)])
        }
        Supposed::Figure { field, value } => {
            let label = pack
                .profile_field(field)
                .map_or(field.as_str(), |known| lang.of(&known.label));
            let value = field_value(pack, field, Some(value), lang);
            fill(lang, "start.if_figure", &[("field", label), ("value", &value)])
        }
        Supposed::Core { core: true, .. } => tr(lang, "start.if_core").to_owned(),
        Supposed::Core { core: false, .. } => tr(lang, "start.if_noncore").to_owned(),
        Supposed::Condition { id, answer, .. } => {
            let said = pack
                .condition(id)
                .map_or(id.as_str(), |known| lang.of(&known.statement));
            let answer = match answer {
                Tri::Yes => tr(lang, "describe.yes"),
                Tri::No => tr(lang, "describe.no"),
                Tri::Unasked => tr(lang, "describe.unknown"),
            };
            let values = [("condition", said), ("answer", answer)];
            fill(lang, "start.if_condition", &values)
        }
    }
}

/// A line about what moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MovedLine {
    /// A chapter, before what moves in it.
    Chapter(String),
    /// A clause with the targets for which it moves alike.
    Clause {
        /// Clause, targets, and the levels before and after, in words.
        words: String,
        /// The clause.
        clause: ClauseId,
        /// The targets.
        targets: Vec<Target>,
        /// Its level before.
        from: Level,
        /// Its level after.
        to: Level,
    },
}

/// The checks that move, chapter by chapter; those of one clause that move alike on one line.
pub fn moved_lines(moved: &Movement, pack: &Pack, profile: &Profile, lang: Lang) -> Vec<MovedLine> {
    let lists = [&moved.entering, &moved.leaving, &moved.changed];
    let mut all: Vec<&Moved> = lists.into_iter().flatten().collect();
    all.sort_by_key(|one| one.clause);
    let mut out = Vec::new();
    for chapter in &pack.chapters {
        let mut of_chapter = all
            .iter()
            .filter(|one| chapter.articles.contains(&one.clause.article))
            .copied()
            .peekable();
        if of_chapter.peek().is_none() {
            continue;
        }
        let number = chapter.number.to_string();
        let values = [("number", number.as_str()), ("title", lang.of(&chapter.title))];
        out.push(MovedLine::Chapter(fill(lang, "start.if_chapter", &values)));
        while let Some(first) = of_chapter.next() {
            let mut alike = vec![first];
            while let Some(next) = of_chapter.next_if(|next| moves_alike(first, next)) {
                alike.push(next);
            }
            out.push(line(first, &alike, pack, profile, lang));
        }
    }
    out
}

fn moves_alike(one: &Moved, other: &Moved) -> bool {
    (one.clause, one.from, one.to) == (other.clause, other.from, other.to)
}

fn line(first: &Moved, alike: &[&Moved], pack: &Pack, profile: &Profile, lang: Lang) -> MovedLine {
    let names = alike.iter().map(|one| target_name(profile, &one.target, lang));
    let names: Vec<&str> = names.collect();
    let title = pack.clause(first.clause);
    let title = title.map_or("", |clause| lang.of(&clause.title));
    let values = [
        ("clause", first.clause.to_string().as_str()),
        ("title", title),
        ("targets", &names.join(tr(lang, "model.list_comma"))),
        ("from", level_name(first.from, lang)),
        ("to", level_name(first.to, lang)),
    ]
    .map(|(key, value)| (key, value.to_owned()));
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    MovedLine::Clause {
        words: fill(lang, "start.if_line", &values),
        clause: first.clause,
        targets: alike.iter().map(|one| one.target.clone()).collect(),
        from: first.from,
        to: first.to,
    }
}
