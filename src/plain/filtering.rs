//! The filter of the checklist: which checks are listed and gone through.

use super::book::Book;
use super::dialogue::{Dialogue, Flow};
use super::form::Question;
use super::menu::{Choice, Menu};
use crate::lang::{Lang, cite_chapter, level_name, stage_name, state_name, target_name, tr};
use crate::model::assessment::State;
use crate::model::filter::{Filter, Reviewed, States};
use crate::model::pack::Level;
use crate::model::review::Stage;
use crate::model::scope::{Check, Target};

/// A part of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Chapter,
    Level,
    Result,
    Target,
    Review,
    Evidence,
}

const PARTS: [Part; 6] = [
    Part::Chapter,
    Part::Level,
    Part::Result,
    Part::Target,
    Part::Review,
    Part::Evidence,
];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Part::Chapter => "walk.filter_chapter",
            Part::Level => "walk.filter_level",
            Part::Result => "walk.filter_result",
            Part::Target => "walk.filter_target",
            Part::Review => "walk.filter_review",
            Part::Evidence => "walk.filter_evidence",
        }
    }

    /// What it can be set to, in words and as a filter of this part alone; everything comes first.
    fn choices(self, book: &Book, lang: Lang) -> Vec<(String, Filter)> {
        let nothing = Filter::default;
        let mut out = vec![(tr(lang, "walk.filter_all").to_owned(), nothing())];
        match self {
            Part::Chapter => out.extend(book.pack.chapters.iter().map(|chapter| {
                let name = cite_chapter(chapter.number, lang);
                let words = format!("{name} {}", lang.of(&chapter.title));
                let chapter = Some(chapter.number);
                (words, Filter { chapter, ..nothing() })
            })),
            Part::Level => out.extend([Level::Must, Level::Should].map(|level| {
                let words = level_name(level, lang).to_owned();
                let level = Some(level);
                (words, Filter { level, ..nothing() })
            })),
            Part::Result => {
                let of = |result| Filter {
                    result: Some(result),
                    ..nothing()
                };
                let states = State::ALL.into_iter();
                let states = states.map(|state| (state_name(state, lang).to_owned(), of(States::One(state))));
                out.extend(states);
                out.push((tr(lang, "walk.filter_gap").to_owned(), of(States::Gap)));
            }
            Part::Target => {
                let profile = &book.assessment.profile;
                let systems = profile.systems.iter();
                let systems = systems.map(|system| Target::System(system.id.clone()));
                out.extend(
                    std::iter::once(Target::Organisation)
                        .chain(systems)
                        .map(|target| {
                            let words = target_name(profile, &target, lang).to_owned();
                            let target = Some(target);
                            (words, Filter { target, ..nothing() })
                        }),
                );
            }
            Part::Review => {
                let of = |reviewed| Filter {
                    reviewed: Some(reviewed),
                    ..nothing()
                };
                out.push((tr(lang, "walk.filter_noted").to_owned(), of(Reviewed::Noted)));
                let stages = [
                    Stage::Returned,
                    Stage::Submitted,
                    Stage::Approved,
                    Stage::Reopened,
                    Stage::None,
                ];
                out.extend(stages.map(|stage| (stage_name(stage, lang).to_owned(), of(Reviewed::At(stage)))));
            }
            Part::Evidence => out.push((
                tr(lang, "walk.filter_unsupported").to_owned(),
                Filter {
                    unsupported: true,
                    ..nothing()
                },
            )),
        }
        out
    }

    /// Sets it in a filter to what it is in another.
    fn set(self, filter: &mut Filter, from: Filter) {
        match self {
            Part::Chapter => filter.chapter = from.chapter,
            Part::Level => filter.level = from.level,
            Part::Result => filter.result = from.result,
            Part::Target => filter.target = from.target,
            Part::Review => filter.reviewed = from.reviewed,
            Part::Evidence => filter.unsupported = from.unsupported,
        }
    }

    /// Which of its choices a filter has.
    fn chosen(self, filter: &Filter, choices: &[(String, Filter)]) -> usize {
        let is = |one: &Filter| {
            let mut same = filter.clone();
            self.set(&mut same, one.clone());
            same == *filter
        };
        choices.iter().position(|(_, one)| is(one)).unwrap_or(0)
    }
}

/// Whether the filter shows a check.
pub(super) fn shows(filter: &Filter, book: &Book, check: &Check) -> bool {
    filter.shows(&book.pack, &book.assessment, check, book.state(check))
}

impl Dialogue<'_> {
    /// Sets the filter and lists what it shows. It holds for the way from check to check too, until it
    /// is cleared.
    pub(super) fn filtering(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let parts = PARTS.map(|part| {
                let choices = part.choices(book, d.lang);
                let at = part.chosen(&d.filter, &choices);
                let now = choices.into_iter().nth(at).map(|(words, _)| words);
                let label = d.tr(part.label());
                d.fill(
                    "plain.label_value",
                    &[("label", &label), ("value", &now.unwrap_or_default())],
                )
            });
            let menu = Menu::new(d.fill("plain.filter_title", &[("count", &d.filter_count())]))
                .rows(parts.to_vec())
                .act("show", d.tr("plain.filter_show"))
                .act_if(!d.filter.is_empty(), "clear", d.tr("plain.filter_clear"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.filter_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => {
                    if let Some(part) = PARTS.get(at) {
                        d.set_part(*part)?;
                    }
                }
                Choice::Act("show") => {
                    let filter = d.filter.clone();
                    d.pick_check("plain.filter_show", &|book, check| shows(&filter, book, check))?;
                }
                Choice::Act("clear") => {
                    d.filter = Filter::default();
                    d.tell("walk.filter_off");
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn set_part(&mut self, part: Part) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let choices = part.choices(book, self.lang);
        let now = part.chosen(&self.filter, &choices);
        let entry = self.answer(&|d| {
            let book = d.book.as_ref();
            let words = book.map(|book| part.choices(book, d.lang)).unwrap_or_default();
            let words = words.into_iter().map(|(words, _)| words).collect();
            Question::choice("", d.tr(part.label()), words, Some(now))
        })?;
        if let Some(super::form::Entry::Choice(at)) = entry
            && let Some((_, one)) = choices.into_iter().nth(at)
        {
            part.set(&mut self.filter, one);
        }
        Ok(())
    }

    /// How many checks the filter shows, of all in scope.
    pub(super) fn filter_count(&self) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let shown = book.checks().filter(|check| shows(&self.filter, book, check));
        let (shown, total) = (shown.count().to_string(), book.checks().count().to_string());
        self.fill("walk.filter_count", &[("shown", &shown), ("total", &total)])
    }
}
