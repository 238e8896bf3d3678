//! The journal: who changed what when, and whether it still holds together.

use std::sync::Arc;

use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use super::walk::clause_named;
use crate::engagement::request::{Outcome, Request};
use crate::lang::{about_words, action_name, field_name, fill, tr, value_words};
use crate::model::history::{Entry, History};
use crate::model::journal::{ChainResult, Head, head_of};
use crate::model::pack::ClauseId;
use crate::model::reading::Reads;

impl Dialogue<'_> {
    /// The steps, newest first.
    pub(super) fn history(&mut self) -> Flow<()> {
        let mut only: Option<ClauseId> = None;
        self.each_time(|d| {
            let Some(Outcome::History(history)) = d.request(Request::History) else {
                return Ok(false);
            };
            let shown = history.entries.iter().rev();
            let shown = shown.filter(|entry| only.is_none_or(|clause| history.concerns(entry, clause)));
            let shown: Vec<&Entry> = shown.collect();
            let rows = shown.iter().map(|entry| d.entry_row(&history, entry)).collect();
            let menu = Menu::new(d.tr("history.key_history"))
                .rows(rows)
                .act("verify", d.tr("history.key_verify"))
                .act("anchor", d.tr("plain.anchor"))
                .act("all", d.tr("review.filter_all"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.history_help"), d.tr("history.proves")])
                .takes_other();
            match d.choose_here(&menu)? {
                Choice::Row(at) => match shown.get(at) {
                    Some(entry) => d.say_step(&history, entry),
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("verify") => d.verify_journal()?,
                Choice::Act("anchor") => d.say_anchor(&history),
                Choice::Act("all") => only = None,
                Choice::Act(_) => return Ok(false),
                Choice::Other(typed) => {
                    only = d.book.as_ref().and_then(|book| clause_named(book, &typed));
                    if only.is_none() {
                        d.tell("plain.not_a_choice");
                    }
                }
            }
            Ok(true)
        })
    }

    fn entry_row(&self, history: &History, entry: &Entry) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let about = history.rows_of(entry).next();
        let about = about.map(|(_, about)| about_words(&book.assessment.profile, about, self.lang));
        let undone = if entry.undone {
            tr(self.lang, "history.undone")
        } else {
            ""
        };
        let action = action_name(entry.action, self.lang);
        let (at, who) = (self.day(&entry.at), &entry.actor);
        let row = format!("{at}, {who}, {action}, {} {undone}", about.unwrap_or_default());
        row.trim_end().to_owned()
    }

    fn say_step(&mut self, history: &Arc<History>, entry: &Entry) {
        let Some(book) = &self.book else {
            return;
        };
        let lang = self.lang;
        let mut lines = Vec::new();
        for (row, about) in history.rows_of(entry) {
            let field = row.object.field.as_deref();
            let name = field.map(|field| field_name(field, lang)).unwrap_or_default();
            lines.push(format!(
                "{} {name}",
                about_words(&book.assessment.profile, about, lang)
            ));
            for (id, value) in [("history.before", &row.before), ("history.after", &row.after)] {
                let value = match value.is_null() {
                    true => tr(lang, "history.nothing").to_owned(),
                    false => value_words(row.object.kind, field, value, lang),
                };
                lines.push(fill(lang, id, &[("value", &value)]));
            }
        }
        self.say_all(&lines);
    }

    fn say_anchor(&mut self, history: &Arc<History>) {
        let head = head_of(&history.rows);
        let anchor = format!("{}:{}", head.count, head.head);
        let words = self.fill("history.anchor", &[("anchor", &anchor)]);
        self.say(words);
        self.tell("history.proves");
    }

    fn verify_journal(&mut self) -> Flow<()> {
        let anchor = loop {
            let typed = self.blank("plain.anchor_given", "history.proves", Reads::Line)?;
            if typed.is_empty() {
                break None;
            }
            match typed.parse::<Head>() {
                Ok(head) => break Some(head),
                Err(_) => self.tell("plain.not_an_anchor"),
            }
        };
        if let Some(Outcome::Journal(report)) = self.request(Request::VerifyJournal(anchor)) {
            let id = match report.result {
                ChainResult::Intact => "cli.journal_intact",
                ChainResult::Broken => "cli.journal_broken",
                ChainResult::TableDiffers => "cli.journal_table_differs",
                ChainResult::Shorter => "cli.journal_shorter",
                ChainResult::Rewritten => "cli.journal_rewritten",
            };
            let words = self.fill(id, &[("at", &report.at.to_string())]);
            self.say(words);
        }
        Ok(())
    }
}
