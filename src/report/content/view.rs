//! The report's input with what several of its parts look up, and the words they share.

use std::collections::BTreeMap;

use super::ReportInput;
use crate::lang::{
    Calendar, Lang, cite_part, date_words_in, day_words_in, fill, level_name, moment_words_in, state_name,
    target_name, tr,
};
use crate::model::assessment::{Answer, CheckKey, Evidence, Finding, State};
use crate::model::findings::in_order;
use crate::model::pack::{Clause, ClauseId, Level};
use crate::model::profile::{AssessmentPeriod, Profile};
use crate::model::reporting::{Detail, Section};
use crate::model::scope::{Check, Target};
use crate::model::score::{Gap, effective_state, gaps};
use crate::report::blocks::{Text, text};

/// The input with its gaps.
pub(super) struct View<'a> {
    /// The input.
    pub(super) input: &'a ReportInput<'a>,
    /// Language of the report.
    pub(super) lang: Lang,
    /// Every gap: musts first, then by clause and target.
    pub(super) gaps: Vec<Gap>,
    /// The findings that cover a check, by number.
    by_check: BTreeMap<(ClauseId, &'a Target), Vec<&'a Finding>>,
    /// By uid of a finding, the place of the first gap it covers.
    first_gaps: BTreeMap<&'a str, usize>,
}

impl<'a> View<'a> {
    /// Looks at an input.
    pub(super) fn new(input: &'a ReportInput<'a>) -> Self {
        let gaps = gaps(input.scope, input.assessment);
        let mut by_check: BTreeMap<(ClauseId, &Target), Vec<&Finding>> = BTreeMap::new();
        for finding in in_order(input.assessment) {
            for check in finding.checks() {
                by_check.entry(check).or_default().push(finding);
            }
        }
        let mut first_gaps = BTreeMap::new();
        for (gap, place) in gaps.iter().zip(0..) {
            for finding in by_check
                .get(&(gap.key.clause, &gap.key.target))
                .into_iter()
                .flatten()
            {
                first_gaps.entry(finding.uid.as_str()).or_insert(place);
            }
        }
        Self {
            input,
            lang: input.lang,
            gaps,
            by_check,
            first_gaps,
        }
    }

    /// The words for an id.
    pub(super) fn tr(&self, id: &'static str) -> &'static str {
        tr(self.lang, id)
    }

    /// The words for an id with its places filled.
    pub(super) fn fill(&self, id: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.lang, id, values)
    }

    /// The profile.
    pub(super) fn profile(&self) -> &'a Profile {
        &self.input.assessment.profile
    }

    /// Whether the report holds a part.
    pub(super) fn has(&self, section: Section) -> bool {
        self.input.options.has(section)
    }

    /// Words that lead to an anchor in a part, plain where the report does not hold that part.
    pub(super) fn to(&self, section: Section, anchor: impl Into<String>, words: impl Into<String>) -> Text {
        match self.has(section) {
            true => Text::default().link(anchor, words),
            false => text(words),
        }
    }

    /// Whether it is the edition of the working papers, which must say by itself what the chapters say
    /// elsewhere.
    pub(super) fn is_papers_edition(&self) -> bool {
        self.input.options.detail == Detail::WorkingPapers
    }

    /// What was entered, or that nothing was.
    pub(super) fn or_not_given<'s>(&self, words: &'s str) -> &'s str
    where
        'a: 's,
    {
        if words.trim().is_empty() {
            self.tr("report.not_given")
        } else {
            words
        }
    }

    /// How years are counted.
    fn calendar(&self) -> Calendar {
        let asked = self.input.options.calendar;
        asked.unwrap_or(Calendar::of(self.lang))
    }

    /// A stored date in words; nothing where none was entered, and what is no date as it stands.
    pub(super) fn day(&self, stored: &str) -> String {
        date_words_in(stored, self.lang, self.calendar())
    }

    /// A stored date in words, or that none was entered.
    pub(super) fn date(&self, stored: &str) -> String {
        self.or_not_given(&self.day(stored)).to_owned()
    }

    /// The day the report was made, in words.
    pub(super) fn day_made(&self) -> String {
        day_words_in(self.input.created.date_naive(), self.lang, self.calendar())
    }

    /// Day and time at which the report was made, in words.
    pub(super) fn made_at(&self) -> String {
        moment_words_in(&self.input.created, self.lang, self.calendar())
    }

    /// The day the report was made, as dates are stored.
    pub(super) fn today(&self) -> String {
        self.input.created.format("%Y-%m-%d").to_string()
    }

    /// Whether a stored date lies before the day the report was made.
    pub(super) fn is_past(&self, stored: &str) -> bool {
        stored
            .parse::<chrono::NaiveDate>()
            .is_ok_and(|day| day < self.input.created.date_naive())
    }

    /// The period assessed in words.
    pub(super) fn period(&self) -> String {
        self.period_of(&self.profile().assessment)
    }

    /// A period in words.
    pub(super) fn period_of(&self, period: &AssessmentPeriod) -> String {
        if period.from.is_empty() && period.to.is_empty() {
            return self.tr("report.not_given").to_owned();
        }
        let (from, to) = (self.date(&period.from), self.date(&period.to));
        self.fill("report.range", &[("from", &from), ("to", &to)])
    }

    /// Joins words with the list comma of the language.
    pub(super) fn list<S: AsRef<str>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let words: Vec<S> = words.into_iter().collect();
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join(self.tr("model.list_comma"))
    }

    /// Phrases one after the other, with a semicolon unless the one before ends a sentence.
    pub(super) fn chained<'s>(&self, phrases: impl IntoIterator<Item = &'s str>) -> String {
        let mut all = String::new();
        for phrase in phrases.into_iter().filter(|phrase| !phrase.trim().is_empty()) {
            if all.ends_with(['。', '！', '？', '.', '!', '?']) {
                all.push_str(self.tr("model.sentence_gap"));
            } else if !all.is_empty() {
                all.push_str(self.tr("report.semicolon"));
            }
            all.push_str(phrase);
        }
        all
    }

    /// Words in brackets.
    pub(super) fn bracketed(&self, words: &str) -> String {
        self.fill("report.in_brackets", &[("words", words)])
    }

    /// A label with its value.
    pub(super) fn labelled(&self, label: &str, value: &str) -> String {
        self.fill("report.labelled", &[("label", label), ("value", value)])
    }

    /// The clause with an id.
    pub(super) fn clause(&self, id: ClauseId) -> Option<&'a Clause> {
        self.input.pack.clause(id)
    }

    /// The title of a clause.
    pub(super) fn title(&self, id: ClauseId) -> &'a str {
        self.clause(id).map_or("", |clause| self.lang.of(&clause.title))
    }

    /// A clause or part as the law cites it.
    pub(super) fn cite(&self, clause: ClauseId, part: Option<&str>) -> String {
        cite_part(self.input.pack, clause, part, self.lang)
    }

    /// The label of a part, such as 前段.
    pub(super) fn part_label(&self, clause: ClauseId, part: &str) -> &'a str {
        self.clause(clause)
            .and_then(|clause| clause.part(part))
            .map_or("", |part| self.lang.of(&part.label))
    }

    /// The name of a target.
    pub(super) fn target(&self, target: &'a Target) -> &'a str {
        target_name(self.profile(), target, self.lang)
    }

    /// Words for a clause that lead to its working paper, where there is one.
    pub(super) fn to_clause(&self, clause: ClauseId, words: impl Into<String>) -> Text {
        self.to(Section::Papers, clause_anchor(clause), words)
    }

    /// A finding's number, leading to where it is described.
    pub(super) fn to_finding(&self, finding: &Finding) -> Text {
        self.to(Section::Findings, finding_anchor(&finding.uid), finding.label())
    }

    /// A state with its mark: ○ 符合.
    pub(super) fn state(&self, state: State) -> Text {
        let words = format!("{} {}", mark(state), state_name(state, self.lang));
        match state.is_gap() {
            true => Text::default().bold(words),
            false => text(words),
        }
    }

    /// A level in words.
    pub(super) fn level(&self, level: Level) -> &'static str {
        level_name(level, self.lang)
    }

    /// The state of a check.
    pub(super) fn state_of(&self, check: &Check) -> State {
        effective_state(self.input.assessment, check)
    }

    /// The checks of a clause.
    pub(super) fn checks(&self, clause: ClauseId) -> impl Iterator<Item = &'a Check> + use<'a> {
        self.input
            .scope
            .checks
            .iter()
            .filter(move |check| check.clause == clause)
    }

    /// The note on a gap: its part's, else that of the whole clause.
    pub(super) fn note_on(&self, key: &CheckKey) -> &'a str {
        let whole = CheckKey {
            part: None,
            ..key.clone()
        };
        let noted = |key: &CheckKey| {
            let note = self
                .input
                .assessment
                .answer(key)
                .map(|answer| answer.note.as_str());
            note.filter(|note| !note.trim().is_empty())
        };
        noted(key).or_else(|| noted(&whole)).unwrap_or_default()
    }

    /// The findings that cover a check, by number.
    pub(super) fn findings<'s>(&'s self, clause: ClauseId, target: &'s Target) -> &'s [&'a Finding] {
        let found = self.by_check.get(&(clause, target));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The first gap that a finding covers: there it is described. None where it covers no gap.
    pub(super) fn first_gap(&self, finding: &Finding) -> Option<&Gap> {
        self.gaps.get(*self.first_gaps.get(finding.uid.as_str())?)
    }

    /// The numbers of the evidence of a check, each with its locator and leading to the index.
    pub(super) fn evidence_of(&self, clause: ClauseId, target: &'a Target) -> Text {
        let mut tied: Vec<(u64, Text)> = Vec::new();
        for link in self.input.assessment.links_for(clause, target) {
            let Some(evidence) = self.input.assessment.evidence.get(&link.evidence) else {
                continue;
            };
            let mut words = self.to_evidence(evidence);
            if !link.locator.is_empty() {
                words = words.plain(self.bracketed(&link.locator));
            }
            if !tied.iter().any(|(_, known)| *known == words) {
                tied.push((evidence.number, words));
            }
        }
        tied.sort_by_key(|(number, _)| *number);
        self.joined(tied.into_iter().map(|(_, words)| words))
    }

    /// The number of a piece of evidence, leading to the index.
    pub(super) fn to_evidence(&self, evidence: &Evidence) -> Text {
        self.to(
            Section::Evidence,
            evidence_anchor(&evidence.uid),
            evidence.label(),
        )
    }

    /// Texts joined with the list comma.
    pub(super) fn joined(&self, texts: impl IntoIterator<Item = Text>) -> Text {
        let comma = self.tr("model.list_comma");
        let mut all = Text::default();
        for words in texts {
            if !all.is_empty() {
                all = all.plain(comma);
            }
            all = all.then(words);
        }
        all
    }

    /// Texts one below the other.
    pub(super) fn lines(&self, texts: impl IntoIterator<Item = Text>) -> Text {
        self.parted(texts, "\n")
    }

    /// Texts in a row, as a list.
    pub(super) fn listed(&self, texts: impl IntoIterator<Item = Text>) -> Text {
        self.parted(texts, self.tr("model.list_comma"))
    }

    fn parted(&self, texts: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut all = Text::default();
        for words in texts {
            if !all.is_empty() {
                all = all.plain(between);
            }
            all = all.then(words);
        }
        all
    }

    /// What a key is about: `4.4 前段（會員網站）`.
    pub(super) fn key_words(&self, key: &'a CheckKey) -> String {
        self.about(key.clause, &key.target, key.part.as_deref())
    }

    fn about(&self, clause: ClauseId, target: &'a Target, part: Option<&str>) -> String {
        let label = part.map_or("", |part| self.part_label(clause, part));
        let clause = match label.is_empty() {
            true => clause.to_string(),
            false => format!("{clause} {label}"),
        };
        match target {
            Target::Organisation => clause,
            target => clause + &self.bracketed(self.target(target)),
        }
    }

    /// A clause with its title and target: `4.4 每半年審查帳號與權限（會員網站）`.
    pub(super) fn clause_and_target(&self, clause: ClauseId, target: &'a Target) -> String {
        let named = format!("{clause} {}", self.title(clause));
        match target {
            Target::Organisation => named,
            target => named + &self.bracketed(self.target(target)),
        }
    }

    /// What an answer is about, as [`View::key_words`] says it.
    pub(super) fn answer_words(&self, answer: &'a Answer) -> String {
        self.about(answer.clause, &answer.target, answer.part.as_deref())
    }

    /// Answers with a condition, in the order of clause, target and part.
    pub(super) fn answers_where(&self, wanted: impl Fn(&Answer) -> bool) -> Vec<&'a Answer> {
        let all = self.input.assessment.answers.values();
        let mut answers: Vec<&Answer> = all.filter(|answer| wanted(answer)).collect();
        answers.sort_by_key(|answer| answer.key());
        answers
    }
}

/// The mark of a state, so that results are told apart without colour.
pub(super) fn mark(state: State) -> &'static str {
    match state {
        State::Met => "○",
        State::Partial => "△",
        State::NotMet => "×",
        State::NotApplicable => "／",
        State::Unable => "？",
        State::Unanswered => "□",
    }
}

/// The anchor of a clause's working paper.
pub(super) fn clause_anchor(clause: ClauseId) -> String {
    format!("clause-{clause}")
}

/// The anchor of a finding.
pub(super) fn finding_anchor(uid: &str) -> String {
    format!("finding-{uid}")
}

/// The anchor of a piece of evidence in the index.
pub(super) fn evidence_anchor(uid: &str) -> String {
    format!("evidence-{uid}")
}

/// A rate in percent with one decimal, `–` where nothing is rated.
pub(super) fn rate(per_mille: Option<u64>) -> String {
    match per_mille {
        Some(rate) => format!("{}.{}%", rate / 10, rate % 10),
        None => "–".to_owned(),
    }
}
