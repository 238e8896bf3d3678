//! The rows of the screen: the form, then what was found.

use super::{Focus, VerifyScreen};
use crate::lang::{Said, SaidLine, tr};
use crate::text;
use crate::tui::app::Context;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row};

impl VerifyScreen {
    /// The rows to draw.
    pub(super) fn rows<'a>(&'a self, context: &Context<'_>, lines: &'a [SaidLine]) -> Vec<Row<'a>> {
        let lang = context.lang;
        let row = |focus, label, entry| Row::new(tr(lang, label), entry, self.focus == focus);
        let button = match self.checking {
            true => "verifying.checking",
            false => "verifying.check",
        };
        let about = match context.workbook {
            Some(_) => "verifying.about_workbook",
            None => "verifying.about",
        };
        let hints = ["verifying.hint_path", "verifying.hint_trust"].map(|id| tr(lang, id));
        let mut rows = vec![
            row(Focus::Path, "verifying.path", Entry::Text(&self.path, hints[0])),
            row(
                Focus::Trust,
                "verifying.trust",
                Entry::Text(&self.trust, hints[1]),
            ),
            Row::new("", Entry::Button(tr(lang, button)), self.focus == Focus::Check),
        ];
        if lines.is_empty() {
            rows.push(Row::words(tr(lang, about), Tone::Dim));
        }
        rows.extend(
            lines
                .iter()
                .enumerate()
                .map(|(at, line)| self.line(context, at, line)),
        );
        rows
    }

    fn line(&self, context: &Context<'_>, at: usize, line: &SaidLine) -> Row<'static> {
        // Names of signers and files are data of others.
        let words = text::visible(&line.words, false);
        let (words, tone) = match line.said {
            Said::Heading => return Row::heading(words),
            Said::Verdict(true) => (words, Tone::Good),
            Said::Verdict(false) => (words, Tone::Bad),
            Said::Reason | Said::Concern => (words, Tone::Warning),
            Said::Item => (words, Tone::Plain),
            Said::Detail => (words, Tone::Dim),
            Said::Changed(index) => (words + &self.title(context, index), Tone::Accent),
        };
        Row::new("", Entry::Words(words, tone), self.focus == Focus::Line(at))
    }

    /// The title of the clause that a change is about, after its words; nothing for other changes.
    fn title(&self, context: &Context<'_>, index: usize) -> String {
        let report = self
            .found
            .as_ref()
            .and_then(|found| found.verification.workbook.as_ref());
        let clause = report.and_then(|report| report.changes.get(index)?.clause);
        let clause = clause.and_then(|id| context.workbook?.pack.clause(id));
        clause.map_or_else(String::new, |clause| {
            format!("  ({})", context.lang.of(&clause.title))
        })
    }
}
