//! The rows of the filter and what each can be set to.

use crate::lang::{Lang, cite_chapter, level_name, stage_name, state_name, target_name, tr};
use crate::model::assessment::State;
use crate::model::filter::{Filter, Reviewed, States};
use crate::model::pack::Level;
use crate::model::review::Stage;
use crate::model::scope::Target;
use crate::tui::app::Workbook;

/// A row of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 章
    Chapter,
    /// 應／宜
    Level,
    /// 檢核結果
    Result,
    /// 檢核標的
    Target,
    /// 覆核
    Review,
    /// 佐證
    Evidence,
}

/// Every row, from top to bottom.
pub const ROWS: [Row; 6] = [
    Row::Chapter,
    Row::Level,
    Row::Result,
    Row::Target,
    Row::Review,
    Row::Evidence,
];

impl Row {
    /// What it is about.
    pub fn label(self, lang: Lang) -> &'static str {
        tr(
            lang,
            match self {
                Row::Chapter => "walk.filter_chapter",
                Row::Level => "walk.filter_level",
                Row::Result => "walk.filter_result",
                Row::Target => "walk.filter_target",
                Row::Review => "walk.filter_review",
                Row::Evidence => "walk.filter_evidence",
            },
        )
    }

    /// What it is set to in a filter; none where it takes everything.
    pub fn value(self, filter: &Filter, workbook: &Workbook, lang: Lang) -> Option<String> {
        match self {
            Row::Chapter => filter.chapter.map(|number| {
                let chapters = &workbook.pack.chapters;
                let chapter = chapters.iter().find(|chapter| chapter.number == number);
                let title = chapter.map_or("", |chapter| lang.of(&chapter.title));
                format!("{} {title}", cite_chapter(number, lang))
            }),
            Row::Level => filter.level.map(|level| level_name(level, lang).to_owned()),
            Row::Result => filter.result.map(|result| match result {
                States::One(state) => state_name(state, lang).to_owned(),
                States::Gap => tr(lang, "walk.filter_gap").to_owned(),
            }),
            Row::Target => filter.target.as_ref().map(|target| {
                let profile = &workbook.assessment.profile;
                target_name(profile, target, lang).to_owned()
            }),
            Row::Review => filter.reviewed.map(|reviewed| match reviewed {
                Reviewed::At(stage) => stage_name(stage, lang).to_owned(),
                Reviewed::Noted => tr(lang, "walk.filter_noted").to_owned(),
            }),
            Row::Evidence => filter
                .unsupported
                .then(|| tr(lang, "walk.filter_unsupported").to_owned()),
        }
    }

    /// Sets it to the next or the previous of its values, going round.
    pub fn turn(self, filter: &mut Filter, workbook: &Workbook, by: isize) {
        match self {
            Row::Chapter => {
                let chapters = workbook.pack.chapters.iter();
                turn(&mut filter.chapter, chapters.map(|chapter| chapter.number), by);
            }
            Row::Level => turn(&mut filter.level, [Level::Must, Level::Should].into_iter(), by),
            Row::Result => {
                let states = State::ALL.into_iter();
                let open = std::iter::once(States::One(State::Unanswered)).chain([States::Gap]);
                let others = states.filter(|state| *state != State::Unanswered);
                turn(&mut filter.result, open.chain(others.map(States::One)), by);
            }
            Row::Target => {
                let systems = workbook.assessment.profile.systems.iter();
                let systems = systems.map(|system| Target::System(system.id.clone()));
                turn(
                    &mut filter.target,
                    std::iter::once(Target::Organisation).chain(systems),
                    by,
                );
            }
            Row::Review => {
                let stages = [
                    Stage::Returned,
                    Stage::Submitted,
                    Stage::Approved,
                    Stage::Reopened,
                    Stage::None,
                ];
                let stages = stages.into_iter().map(Reviewed::At);
                turn(
                    &mut filter.reviewed,
                    std::iter::once(Reviewed::Noted).chain(stages),
                    by,
                );
            }
            Row::Evidence => filter.unsupported = !filter.unsupported,
        }
    }
}

/// The next of everything and `choices`.
fn turn<T: PartialEq>(value: &mut Option<T>, choices: impl Iterator<Item = T>, by: isize) {
    let mut all: Vec<Option<T>> = std::iter::once(None).chain(choices.map(Some)).collect();
    let here = all.iter().position(|choice| choice == value).unwrap_or(0);
    let count = isize::try_from(all.len()).unwrap_or(1);
    let here = isize::try_from(here).unwrap_or(0);
    let next = usize::try_from((here + by).rem_euclid(count)).unwrap_or(0);
    *value = all.swap_remove(next);
}

/// A filter in one line: what each row that is set says.
pub fn words(filter: &Filter, workbook: &Workbook, lang: Lang) -> String {
    let set: Vec<String> = ROWS
        .iter()
        .filter_map(|row| row.value(filter, workbook, lang))
        .collect();
    set.join(tr(lang, "model.list_comma"))
}
