//! Attaching: what is handed over, and what happens to the form when it was saved or refused.

use super::blanks::Blank;
use super::{Attaching, EvidenceScreen, Field, Source, attention, done};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::Evidence;
use crate::model::change::{Action, Kind};
use crate::tui::app::{Act, Context, Workbook};

impl EvidenceScreen {
    pub(super) fn attach(&mut self, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        if self.attaching.is_some() || workbook.read_only {
            return Vec::new();
        }
        match (self.source, &self.focus) {
            (Source::New, _) => self.attach_new(lang),
            (Source::Known, Field::Known(uid)) => {
                let request = Request::LinkEvidence {
                    evidence: uid.clone(),
                    link: self.link(),
                };
                self.attaching = Some(Box::new(self.submitted()));
                vec![Act::request(request)]
            }
            (Source::Known, _) => attention(lang, "attach.choose_known"),
        }
    }

    fn attach_new(&mut self, lang: Lang) -> Vec<Act> {
        if self.draft.text(Blank::Location).trim().is_empty() {
            self.focus = Field::Blank(Blank::Location);
            return attention(lang, "attach.location_missing");
        }
        if let Some(blank) = self.draft.wrong_day() {
            self.more |= Blank::further(self.draft.kind).contains(&blank);
            self.focus = Field::Blank(blank);
            return attention(lang, "attach.day_wrong");
        }
        self.attaching = Some(Box::new(self.submitted()));
        vec![Act::request(Request::AttachEvidence {
            evidence: self.draft.evidence(),
            link: self.link(),
        })]
    }

    fn submitted(&self) -> Attaching {
        Attaching {
            evidence: (self.source == Source::New).then(|| self.draft.evidence()),
            link: self.link(),
        }
    }

    /// Takes what was saved or looked at.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let acts = match outcome {
            Outcome::EvidenceStates(_) => vec![done(tr(context.lang, "attach.checked").to_owned())],
            Outcome::PathSeen { path, kind } => {
                let same = self.draft.text(Blank::Location) == path.display().to_string();
                if same && self.draft.kind.is_hashed() && self.attaching.is_none() {
                    self.draft.kind = *kind;
                }
                Vec::new()
            }
            Outcome::Cancelled => {
                self.attaching = None;
                Vec::new()
            }
            Outcome::Saved(saved) if self.attaching.is_some() => {
                let tied = saved
                    .changes
                    .iter()
                    .find(|change| change.object.kind == Kind::Link && !change.after.is_null());
                let ours = matches!(saved.action, Action::AttachEvidence | Action::LinkEvidence);
                match tied.filter(|_| ours) {
                    Some(change) => self.attached(context.lang, workbook, &change.object.uid),
                    None => Vec::new(),
                }
            }
            Outcome::Unchanged if self.attaching.is_some() => {
                self.attaching = None;
                attention(context.lang, "attach.already")
            }
            _ => Vec::new(),
        };
        self.settle_focus(workbook);
        acts
    }

    fn attached(&mut self, lang: Lang, workbook: &Workbook, link: &str) -> Vec<Act> {
        self.clear_submitted();
        let assessment = &workbook.assessment;
        let evidence = assessment
            .links
            .get(link)
            .and_then(|link| assessment.evidence.get(&link.evidence));
        let label = evidence.map(Evidence::label).unwrap_or_default();
        let mut acts = self.look_at_location();
        acts.push(done(fill(lang, "attach.attached", &[("label", &label)])));
        acts
    }

    /// Forgets what was attached, but nothing that was typed while it was being attached.
    fn clear_submitted(&mut self) {
        let submitted = self.attaching.take();
        if submitted.is_none_or(|submitted| *submitted != self.submitted()) {
            return;
        }
        match self.source {
            Source::Known => self.draft.field_mut(Blank::Locator).set_text(""),
            Source::New => {
                self.draft.clear();
                self.focus = if self.draft.is_empty() {
                    Field::Blank(Blank::Location)
                } else {
                    Field::Attach
                };
            }
        }
    }

    /// A failed request: stay, with everything that was typed.
    pub fn failed(&mut self) {
        self.attaching = None;
    }
}
