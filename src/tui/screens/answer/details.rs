//! The blocks of an answer that are folded until they are needed: the sample, what stands in, an
//! accepted risk, a limitation, who reviewed. What is written is kept until it was saved.

use std::collections::BTreeMap;

use crate::engagement::request::AnswerDraft;
use crate::model::assessment::{
    AlternativeBasis, AlternativeKind, Answer, Limitation, RiskAccepted, Sample, State,
};
use crate::model::profile_file::date_is_real;
use crate::tui::input::day;
use crate::tui::screens::Texts;
use crate::tui::widgets::text_field::TextField;

/// Rows of a field for a longer text.
const TALL: u16 = 3;

/// A block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// What was looked at.
    Sample,
    /// What stands in for the control.
    Alternative,
    /// The risk somebody accepted.
    Risk,
    /// What kept it from being determined.
    Limitation,
    /// Who reviewed that it does not apply.
    Reviewer,
    /// The same answer for the systems that share something with this one.
    Group,
}

impl Block {
    /// The blocks that go with a state, in their order.
    pub fn of(state: State, grouped: bool) -> Vec<Self> {
        let mut blocks = vec![Block::Sample];
        if matches!(state, State::Met | State::Partial) {
            blocks.push(Block::Alternative);
        }
        if state.is_gap() {
            blocks.push(Block::Risk);
        }
        match state {
            State::Unable => blocks.push(Block::Limitation),
            State::NotApplicable => blocks.push(Block::Reviewer),
            _ => {}
        }
        if grouped && state != State::Unanswered {
            blocks.push(Block::Group);
        }
        blocks
    }

    /// Its fields, from top to bottom.
    pub fn blanks(self) -> &'static [Blank] {
        match self {
            Block::Sample => &[
                Blank::Population,
                Blank::Size,
                Blank::Selection,
                Blank::Exceptions,
            ],
            Block::Alternative => &[Blank::Kind, Blank::Name, Blank::Section, Blank::Reasoning],
            Block::Risk => &[
                Blank::Until,
                Blank::Reason,
                Blank::Approver,
                Blank::Number,
                Blank::Compensating,
            ],
            Block::Limitation => &[Blank::Missing, Blank::Why],
            Block::Reviewer => &[Blank::Reviewer],
            Block::Group => &[],
        }
    }

    /// Id of its name.
    pub fn name(self) -> &'static str {
        match self {
            Block::Sample => "answer.sample",
            Block::Alternative => "answer.alternative",
            Block::Risk => "answer.risk",
            Block::Limitation => "answer.limitation",
            Block::Reviewer => "answer.reviewer",
            Block::Group => "answer.group",
        }
    }

    /// Id of what is said below its fields.
    pub fn about(self) -> &'static str {
        match self {
            Block::Sample => "answer.about_sample",
            Block::Alternative => "answer.about_alternative",
            Block::Risk => "answer.about_risk",
            Block::Limitation => "answer.about_limitation",
            Block::Reviewer => "answer.about_reviewer",
            Block::Group => "answer.about_group",
        }
    }
}

/// A field of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blank {
    /// What the sample was drawn from.
    Population,
    /// How many were looked at.
    Size,
    /// How they were chosen.
    Selection,
    /// What deviated.
    Exceptions,
    /// Own control or norm of the parent; chosen, not written.
    Kind,
    /// The control or norm.
    Name,
    /// Its section.
    Section,
    /// Why it is equivalent.
    Reasoning,
    /// Last day of an accepted risk.
    Until,
    /// Why it was accepted.
    Reason,
    /// By whom.
    Approver,
    /// Under which number.
    Number,
    /// What is done meanwhile.
    Compensating,
    /// What could not be had.
    Missing,
    /// Why not.
    Why,
    /// Who reviewed.
    Reviewer,
}

impl Blank {
    /// Every field that is written.
    const WRITTEN: [Blank; 15] = [
        Blank::Population,
        Blank::Size,
        Blank::Selection,
        Blank::Exceptions,
        Blank::Name,
        Blank::Section,
        Blank::Reasoning,
        Blank::Until,
        Blank::Reason,
        Blank::Approver,
        Blank::Number,
        Blank::Compensating,
        Blank::Missing,
        Blank::Why,
        Blank::Reviewer,
    ];

    /// Rows it takes; in one of a single row, Enter goes on to the next.
    pub fn rows(self) -> u16 {
        match self {
            Blank::Exceptions
            | Blank::Reasoning
            | Blank::Reason
            | Blank::Compensating
            | Blank::Missing
            | Blank::Why => TALL,
            _ => 1,
        }
    }

    /// Ids of its label and of what its empty field shows.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Blank::Population => ("answer.population", "answer.hint_population"),
            Blank::Size => ("answer.size", "answer.hint_size"),
            Blank::Selection => ("answer.selection", "answer.hint_selection"),
            Blank::Exceptions => ("answer.exceptions", "answer.hint_exceptions"),
            Blank::Kind => ("answer.kind", "answer.kind"),
            Blank::Name => ("answer.name", "answer.hint_name"),
            Blank::Section => ("answer.section", "answer.hint_section"),
            Blank::Reasoning => ("answer.reasoning", "answer.hint_reasoning"),
            Blank::Until => ("answer.until", "answer.hint_until"),
            Blank::Reason => ("answer.reason", "answer.hint_reason"),
            Blank::Approver => ("answer.approver", "answer.hint_approver"),
            Blank::Number => ("answer.number", "answer.hint_number"),
            Blank::Compensating => ("answer.compensating", "answer.hint_compensating"),
            Blank::Missing => ("answer.missing", "answer.hint_missing"),
            Blank::Why => ("answer.why", "answer.hint_why"),
            Blank::Reviewer => ("answer.reviewer_name", "answer.hint_reviewer"),
        }
    }

    fn stored(self, answer: &Answer) -> &str {
        let sample = |field: fn(&Sample) -> &String| answer.sample.as_ref().map_or("", |it| field(it));
        let basis = |field: fn(&AlternativeBasis) -> &String| {
            answer.alternative_basis.as_ref().map_or("", |it| field(it))
        };
        let risk =
            |field: fn(&RiskAccepted) -> &String| answer.risk_accepted.as_ref().map_or("", |it| field(it));
        let limit = |field: fn(&Limitation) -> &String| answer.limitation.as_ref().map_or("", |it| field(it));
        match self {
            Blank::Population => sample(|it| &it.population),
            Blank::Size => sample(|it| &it.size),
            Blank::Selection => sample(|it| &it.selection),
            Blank::Exceptions => sample(|it| &it.exceptions),
            Blank::Kind => "",
            Blank::Name => basis(|it| &it.name),
            Blank::Section => basis(|it| &it.section),
            Blank::Reasoning => answer.alternative.as_deref().unwrap_or_default(),
            Blank::Until => risk(|it| &it.until),
            Blank::Reason => risk(|it| &it.reason),
            Blank::Approver => risk(|it| &it.approver),
            Blank::Number => risk(|it| &it.approval_number),
            Blank::Compensating => risk(|it| &it.compensating),
            Blank::Missing => limit(|it| &it.missing),
            Blank::Why => limit(|it| &it.reason),
            Blank::Reviewer => &answer.reviewer,
        }
    }
}

/// A field with what is on disk.
#[derive(Debug, Clone)]
struct Kept {
    field: TextField,
    saved: String,
}

/// What is written in the blocks of one answer.
#[derive(Debug, Clone)]
pub struct Details {
    fields: BTreeMap<Blank, Kept>,
    kind: AlternativeKind,
    saved_kind: AlternativeKind,
}

impl Default for Details {
    fn default() -> Self {
        let blank = |blank| {
            let kept = Kept {
                field: TextField::multi_line(""),
                saved: String::new(),
            };
            (blank, kept)
        };
        Self {
            fields: Blank::WRITTEN.into_iter().map(blank).collect(),
            kind: AlternativeKind::default(),
            saved_kind: AlternativeKind::default(),
        }
    }
}

impl Details {
    /// Shows what is on disk, except for what is being written.
    pub fn take_over(&mut self, answer: Option<&Answer>) {
        for (blank, kept) in &mut self.fields {
            let now = answer.map(|answer| blank.stored(answer)).unwrap_or_default();
            if is_clean(*blank, kept) && kept.field.text() != now {
                kept.field.set_text(now);
            }
            now.clone_into(&mut kept.saved);
        }
        let basis = answer.and_then(|answer| answer.alternative_basis.as_ref());
        let now = basis.map(|basis| basis.kind).unwrap_or_default();
        if self.kind == self.saved_kind {
            self.kind = now;
        }
        self.saved_kind = now;
    }

    /// The field of a blank; none for one that is chosen.
    pub fn field(&self, blank: Blank) -> Option<&TextField> {
        self.fields.get(&blank).map(|kept| &kept.field)
    }

    /// The same, to write into.
    pub fn field_mut(&mut self, blank: Blank) -> Option<&mut TextField> {
        self.fields.get_mut(&blank).map(|kept| &mut kept.field)
    }

    /// Shows a field; its id begins with `form`.
    pub fn text_of(&mut self, blank: Blank, form: &str, label: &str, texts: &mut Texts) {
        if let Some(kept) = self.fields.get_mut(&blank) {
            let dirty = !is_clean(blank, kept);
            texts.field(&format!("{form}{blank:?}"), label, &mut kept.field, dirty);
        }
    }

    /// Own control or norm of the parent.
    pub fn kind(&self) -> AlternativeKind {
        self.kind
    }

    /// The other kind.
    pub fn switch_kind(&mut self) {
        self.kind = match self.kind {
            AlternativeKind::Compensating => AlternativeKind::ParentNorm,
            AlternativeKind::ParentNorm => AlternativeKind::Compensating,
        };
    }

    /// Whether anything of a block is not on disk.
    pub fn is_dirty(&self, block: Block) -> bool {
        let kind = block == Block::Alternative && self.kind != self.saved_kind;
        kind || block.blanks().iter().any(|blank| {
            let kept = self.fields.get(blank);
            kept.is_some_and(|kept| !is_clean(*blank, kept))
        })
    }

    /// Whether anything of a block is on disk.
    pub fn is_filled(&self, block: Block) -> bool {
        let filled = |blank: &Blank| {
            self.fields
                .get(blank)
                .is_some_and(|kept| !kept.saved.trim().is_empty())
        };
        block.blanks().iter().any(filled)
    }

    /// Whether the last day was written and is no day.
    pub fn has_wrong_day(&self) -> bool {
        date_is_real("", &day(self.text(Blank::Until))).is_err()
    }

    fn text(&self, blank: Blank) -> &str {
        self.field(blank).map(TextField::text).unwrap_or_default()
    }

    /// What is to be saved of these blocks; none where everything is on disk.
    pub fn draft(&self, blocks: &[Block]) -> Option<AnswerDraft> {
        let mut draft = AnswerDraft::default();
        let mut any = false;
        for block in blocks.iter().filter(|block| self.is_dirty(**block)) {
            any = true;
            match block {
                Block::Sample => draft.sample = Some(self.sample()),
                Block::Alternative => {
                    draft.alternative = Some(self.text(Blank::Reasoning).to_owned());
                    draft.alternative_basis = Some(self.basis());
                }
                Block::Risk => draft.risk_accepted = Some(self.risk()),
                Block::Limitation => {
                    draft.limitation = Some(Some(Limitation {
                        missing: self.text(Blank::Missing).to_owned(),
                        reason: self.text(Blank::Why).to_owned(),
                    }));
                }
                Block::Reviewer => draft.reviewer = Some(self.text(Blank::Reviewer).to_owned()),
                Block::Group => {}
            }
        }
        any.then_some(draft)
    }

    fn sample(&self) -> Sample {
        let text = |blank| self.text(blank).to_owned();
        Sample {
            population: text(Blank::Population),
            size: text(Blank::Size),
            selection: text(Blank::Selection),
            exceptions: text(Blank::Exceptions),
        }
    }

    /// None while only the reasoning was written, as with an answer that never named a control.
    fn basis(&self) -> Option<AlternativeBasis> {
        let basis = AlternativeBasis {
            kind: self.kind,
            name: self.text(Blank::Name).to_owned(),
            section: self.text(Blank::Section).to_owned(),
        };
        (basis != AlternativeBasis::default()).then_some(basis)
    }

    /// None where everything was emptied.
    fn risk(&self) -> Option<RiskAccepted> {
        let text = |blank| self.text(blank).to_owned();
        let risk = RiskAccepted {
            until: day(self.text(Blank::Until)),
            reason: text(Blank::Reason),
            approver: text(Blank::Approver),
            approval_number: text(Blank::Number),
            compensating: text(Blank::Compensating),
        };
        (risk != RiskAccepted::default()).then_some(risk)
    }
}

/// Whether a field says what is on disk, in whichever form it was written.
fn is_clean(blank: Blank, kept: &Kept) -> bool {
    let written = kept.field.text();
    match blank {
        Blank::Until => day(written) == kept.saved,
        Blank::Reasoning => written == kept.saved || (written.trim().is_empty() && kept.saved.is_empty()),
        _ => written == kept.saved,
    }
}
