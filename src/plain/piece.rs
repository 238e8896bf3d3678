//! One piece of evidence: its fields, its ties, its keeping.

use super::dialogue::{Dialogue, Flow};
use super::evidence::location_words;
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use crate::engagement::request::{EvidenceFields, LinkFields, Request};
use crate::lang::{Lang, sensitivity_name, target_name, tr};
use crate::model::assessment::{CustodyStep, Evidence, Interview, Link, Sensitivity};
use crate::model::reading::Reads;

/// A text of several lines that may stay empty.
const LONG: Reads = Reads::Long { needed: false };

impl Dialogue<'_> {
    /// One piece of evidence: its fields, its ties, its keeping.
    pub(super) fn piece(&mut self, uid: &str) -> Flow<()> {
        self.each_time(|d| {
            let Some(one) = d.evidence_with(uid) else {
                return Ok(false);
            };
            let menu = Menu::new(d.evidence_row(&one))
                .act("edit", d.tr("plain.edit"))
                .act("ties", d.tr("plain.ties"))
                .act("custody", d.tr("evidence.custody"))
                .act_if(one.kind.is_hashed(), "retake", d.tr("evidence.retake"))
                .act_if(one.kind.is_hashed(), "relink", d.tr("evidence.key_relink"))
                .act("remove", d.tr("evidence.key_remove"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done");
            match d.choose_here(&menu)? {
                Choice::Act("edit") => d.edit_piece(uid)?,
                Choice::Act("ties") => d.ties(uid)?,
                Choice::Act("custody") => d.custody(&one)?,
                Choice::Act("retake") => d.retake(&one)?,
                Choice::Act("relink") => d.relink(Some(uid))?,
                Choice::Act("remove") => {
                    let values = [("label", &*one.label()), ("title", one.name())];
                    let question = d.fill("plain.remove_evidence", &values);
                    if d.confirm(&question)? {
                        d.save(Request::RemoveEvidence(uid.to_owned()));
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn evidence_with(&self, uid: &str) -> Option<Evidence> {
        self.book.as_ref()?.assessment.evidence.get(uid).cloned()
    }

    fn retake(&mut self, one: &Evidence) -> Flow<()> {
        let question = self.fill("evidence.retake_question", &[("label", &one.label())]);
        if self.confirm(&question)? {
            let fields = EvidenceFields {
                location: Some(one.location.clone()),
                ..EvidenceFields::default()
            };
            self.save(Request::SetEvidence {
                uid: one.uid.clone(),
                fields: Box::new(fields),
            });
        }
        Ok(())
    }

    fn edit_piece(&mut self, uid: &str) -> Flow<()> {
        self.form(
            "plain.edit",
            &|d| {
                d.evidence_with(uid)
                    .map(|one| questions(&one, d.lang))
                    .unwrap_or_default()
            },
            &mut |d, id, entry| {
                let Some(one) = d.evidence_with(uid) else {
                    return Ok(true);
                };
                Ok(d.save(Request::SetEvidence {
                    uid: uid.to_owned(),
                    fields: Box::new(fields(&one, id, entry)),
                }))
            },
            Begin::List,
        )
    }

    /// The checks a piece is tied to; of the chosen one, page and what it shows are asked.
    fn ties(&mut self, uid: &str) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let mut ties: Vec<Link> = book.assessment.links_of_evidence(uid).cloned().collect();
        ties.sort_by(|a, b| (a.clause, &a.target, &a.uid).cmp(&(b.clause, &b.target, &b.uid)));
        if ties.is_empty() {
            self.tell("evidence.no_ties");
            return Ok(());
        }
        let profile = &book.assessment.profile;
        let rows = ties.iter().map(|link| {
            let target = target_name(profile, &link.target, self.lang);
            format!("{} {target} {} {}", link.clause, link.locator, link.proves)
        });
        let menu = Menu::new(self.tr("plain.ties")).rows(rows.collect());
        if let Choice::Row(at) = self.choose(&menu)?
            && let Some(link) = ties.get(at)
        {
            let (values, ended) = self.block(&[
                (
                    "attach.locator",
                    "attach.hint_locator",
                    link.locator.clone(),
                    Reads::Line,
                ),
                (
                    "evidence.proves",
                    "evidence.hint_proves",
                    link.proves.clone(),
                    Reads::Line,
                ),
            ]);
            let mut values = values.into_iter();
            let fields = LinkFields {
                item: None,
                locator: values.next(),
                proves: values.next(),
            };
            self.save(Request::SetLink {
                uid: link.uid.clone(),
                fields,
            });
            return ended;
        }
        Ok(())
    }

    /// Says who handed it to whom, and asks for a further step.
    fn custody(&mut self, one: &Evidence) -> Flow<()> {
        for step in &one.custody {
            let values = [
                ("date", &*self.day(&step.on)),
                ("from", &*step.from),
                ("to", &*step.to),
            ];
            let words = self.fill("evidence.step", &values);
            self.say(format!("{words} {}", step.purpose));
        }
        let line = |label, hint| (label, hint, String::new(), Reads::Line);
        let (values, ended) = self.block(&[
            (
                "evidence.step_on",
                "evidence.hint_step_on",
                String::new(),
                any_day(),
            ),
            line("evidence.step_from", "evidence.hint_step_who"),
            line("evidence.step_to", "evidence.hint_step_who"),
            line("evidence.step_purpose", "evidence.hint_step_purpose"),
        ]);
        if let Ok([on, from, to, purpose]) = <[String; 4]>::try_from(values) {
            let step = CustodyStep {
                on,
                from,
                to,
                purpose,
            };
            if step != CustodyStep::default() {
                let steps = one.custody.iter().cloned().chain([step]).collect();
                let fields = EvidenceFields {
                    custody: Some(steps),
                    ..EvidenceFields::default()
                };
                self.save(Request::SetEvidence {
                    uid: one.uid.clone(),
                    fields: Box::new(fields),
                });
            }
        }
        ended
    }
}

fn questions(one: &Evidence, lang: Lang) -> Vec<Question> {
    let text = |id: &str, label, hint, now: &str, reads| {
        Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
    };
    let (label, hint) = location_words(one.kind);
    let mut questions = vec![
        text("location", label, hint, &one.location, Reads::Needed),
        text(
            "title",
            "attach.title",
            "attach.hint_title",
            &one.title,
            Reads::Line,
        ),
        text(
            "dated",
            "attach.dated",
            "attach.hint_dated",
            &one.dated,
            any_day(),
        ),
        text(
            "valid_until",
            "attach.valid_until",
            "attach.hint_day",
            &one.valid_until,
            any_day(),
        ),
        text(
            "version",
            "evidence.version",
            "evidence.hint_version",
            &one.version,
            Reads::Line,
        ),
        text(
            "issuer",
            "evidence.issuer",
            "evidence.hint_issuer",
            &one.issuer,
            Reads::Line,
        ),
        text(
            "covers_from",
            "evidence.covers_from",
            "evidence.hint_covers",
            &one.covers_from,
            any_day(),
        ),
        text(
            "covers_to",
            "evidence.covers_to",
            "evidence.hint_covers",
            &one.covers_to,
            any_day(),
        ),
        text(
            "custodian",
            "attach.custodian",
            "attach.hint_custodian",
            &one.custodian,
            Reads::Line,
        ),
    ];
    let levels = Sensitivity::ALL.map(|level| sensitivity_name(level, lang).to_owned());
    let names = std::iter::once(tr(lang, "evidence.sensitivity_none").to_owned()).chain(levels);
    let chosen = one
        .sensitivity
        .and_then(|level| Sensitivity::ALL.iter().position(|known| *known == level));
    questions.push(Question::choice(
        "sensitivity",
        tr(lang, "evidence.sensitivity"),
        names.collect(),
        Some(chosen.map_or(0, |at| at + 1)),
    ));
    if one.kind == crate::model::assessment::EvidenceKind::Interview {
        let talk = one.interview.clone().unwrap_or_default();
        questions.extend([
            text(
                "person",
                "evidence.person_title",
                "evidence.hint_person_title",
                &talk.title,
                Reads::Line,
            ),
            text("said", "evidence.said", "evidence.hint_said", &talk.said, LONG),
            text(
                "confirmed_on",
                "evidence.confirmed_on",
                "evidence.hint_confirmed_on",
                &talk.confirmed_on,
                any_day(),
            ),
        ]);
    }
    questions
}

fn fields(one: &Evidence, id: &str, entry: &Entry) -> EvidenceFields {
    let text = match entry {
        Entry::Text(text) => text.clone(),
        _ => String::new(),
    };
    let talk = one.interview.clone().unwrap_or_default();
    let mut fields = EvidenceFields::default();
    match id {
        "location" => fields.location = Some(text),
        "title" => fields.title = Some(text),
        "dated" => fields.dated = Some(text),
        "valid_until" => fields.valid_until = Some(text),
        "version" => fields.version = Some(text),
        "issuer" => fields.issuer = Some(text),
        "covers_from" => fields.covers_from = Some(text),
        "covers_to" => fields.covers_to = Some(text),
        "custodian" => fields.custodian = Some(text),
        "person" => fields.interview = Some(Interview { title: text, ..talk }),
        "said" => fields.interview = Some(Interview { said: text, ..talk }),
        "confirmed_on" => {
            fields.interview = Some(Interview {
                confirmed_on: text,
                ..talk
            })
        }
        _ => {
            let at = match entry {
                Entry::Choice(at) => *at,
                _ => 0,
            };
            fields.sensitivity = Some(at.checked_sub(1).and_then(|at| Sensitivity::ALL.get(at).copied()));
        }
    }
    fields
}
