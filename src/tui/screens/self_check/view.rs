//! Drawing the self-check: counts, the list, and what to do about the selected issue.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Found, Line, SelfCheckScreen};
use crate::lang::{
    fill, issue_detail, issue_message, issue_place, issue_remedy, rule_name, severity_name, tr,
};
use crate::model::self_check::{Issue, Severity};
use crate::text;
use crate::tui::app::{Context, Workbook};
use crate::tui::spots::Spot;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::{horizontal_line, put};
use crate::tui::widgets::row;

/// Rows of the counts above the list.
const HEAD_ROWS: u16 = 1;
/// Rows below the list: a line, the issue and what to do about it.
const DETAIL_ROWS: u16 = 6;
/// Rows that are not the list.
pub(super) const FIXED_ROWS: usize = (HEAD_ROWS + DETAIL_ROWS) as usize;

impl SelfCheckScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let Some(found) = &self.found else {
            let words = tr(context.lang, "selfcheck.looking");
            put(
                buffer,
                area.x,
                area.y,
                area.width,
                words,
                context.theme.style(Tone::Dim),
            );
            return None;
        };
        self.draw_counts(context, found, area, buffer);
        let list = Rect {
            y: area.y + HEAD_ROWS,
            height: area.height.saturating_sub(HEAD_ROWS + DETAIL_ROWS),
            ..area
        };
        match self.selected() {
            Some(issue) => {
                self.draw_list(context, workbook, found, list, buffer);
                let detail = Rect {
                    y: list.bottom(),
                    height: DETAIL_ROWS,
                    ..area
                };
                draw_detail(context, workbook, issue, detail, buffer);
            }
            None => {
                let below = Rect {
                    y: area.y + HEAD_ROWS,
                    height: area.height.saturating_sub(HEAD_ROWS),
                    ..area
                };
                draw_nothing(context, found, below, buffer);
            }
        }
        None
    }

    /// How many of each weight there are, and which are shown.
    fn draw_counts(&self, context: &Context<'_>, found: &Found, area: Rect, buffer: &mut Buffer) {
        let lang = context.lang;
        let [errors, warnings, notes] = found.counts.map(|count| count.to_string());
        let values = [
            ("errors", errors.as_str()),
            ("warnings", &warnings),
            ("notes", &notes),
        ];
        let counts = fill(lang, "selfcheck.counts", &values);
        let shown = match (self.rule, self.severity) {
            (Some(rule), _) => fill(lang, "selfcheck.only_kind", &[("rule", rule_name(rule, lang))]),
            (None, severity) => format!(
                "{} < {} >",
                tr(lang, "selfcheck.show"),
                severity.map_or(tr(lang, "selfcheck.show_all"), |severity| severity_name(
                    severity, lang
                ))
            ),
        };
        let lead = u16::try_from(text::width(&counts) + 2).unwrap_or(area.width);
        let rest = Rect {
            x: area.x + lead.min(area.width),
            width: area.width.saturating_sub(lead),
            height: 1,
            ..area
        };
        // The next choice, wherever it is pointed at.
        Canvas::from(context).spot(rest, Spot::Turn(1));
        let words = format!("{counts}  {shown}");
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &context.theme.fit(&words, usize::from(area.width)),
            context.theme.style(Tone::Strong),
        );
    }

    /// Only the rows that can be seen are made.
    fn draw_list(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        found: &Found,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = context.theme;
        let selected = self.cursor.within(self.shown.len());
        let at = self.shown.get(selected).map_or(0, |shown| shown.line);
        let offset = Cursor { row: at }.offset(self.lines.len(), usize::from(area.height));
        for (line, y) in self.lines.iter().skip(offset).zip(area.top()..area.bottom()) {
            let row_area = Rect { y, height: 1, ..area };
            match line {
                Line::Heading(severity, rule, count) => {
                    let values = [
                        ("severity", severity_name(*severity, context.lang)),
                        ("rule", rule_name(*rule, context.lang)),
                        ("count", &count.to_string()),
                    ];
                    let words = fill(context.lang, "selfcheck.heading", &values);
                    let words = theme.fit(&words, usize::from(area.width));
                    let style = theme.style(tone_of(*severity));
                    put(buffer, area.x, y, area.width, &words, style);
                }
                Line::Issue(index) => {
                    let issue = self
                        .shown
                        .get(*index)
                        .and_then(|shown| found.check.issues.get(shown.issue));
                    let words = issue.map(|issue| row_words(context, workbook, issue));
                    let words = words.unwrap_or_default();
                    row::draw(buffer, row_area, context, *index == selected, &words, Tone::Plain);
                }
            }
        }
    }
}

fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warning,
        Severity::Note => Tone::Heading,
    }
}

fn row_words(context: &Context<'_>, workbook: &Workbook, issue: &Issue) -> String {
    let place = issue_place(&workbook.pack, &workbook.assessment, &issue.place, context.lang);
    let detail = issue_detail(&workbook.pack, issue, context.lang);
    let words = match detail.is_empty() {
        true => place,
        false => format!("{place}  {detail}"),
    };
    text::visible(&words, false)
}

/// The selected issue in full: where, what, and what to do.
fn draw_detail(context: &Context<'_>, workbook: &Workbook, issue: &Issue, area: Rect, buffer: &mut Buffer) {
    let (theme, lang) = (context.theme, context.lang);
    let line = theme.style(Tone::Dim);
    horizontal_line(
        buffer,
        area.x,
        area.y,
        area.width,
        theme.glyphs().horizontal,
        line,
    );
    let width = usize::from(area.width);
    let place = issue_place(&workbook.pack, &workbook.assessment, &issue.place, lang);
    let message = issue_message(&workbook.pack, issue, lang);
    let remedy = issue_remedy(&workbook.pack, issue, lang);
    let remedy = fill(lang, "selfcheck.do", &[("words", remedy)]);
    let place = std::iter::once((theme.fit(&place, width), Tone::Strong));
    let message = wrapped(&message, width)
        .into_iter()
        .map(|line| (line, Tone::Plain));
    let remedy = wrapped(&remedy, width)
        .into_iter()
        .map(|line| (line, Tone::Accent));
    let lines = place.chain(message).chain(remedy);
    for ((words, tone), y) in lines.zip(area.y + 1..area.bottom()) {
        put(buffer, area.x, y, area.width, &words, theme.style(tone));
    }
}

/// What is said where the list is empty: what was looked at, and that this is no assurance.
fn draw_nothing(context: &Context<'_>, found: &Found, area: Rect, buffer: &mut Buffer) {
    let mut y = area.y + 1;
    for paragraph in about(context, found) {
        for line in wrapped(&paragraph, usize::from(area.width)) {
            if y < area.bottom() {
                let style = context.theme.style(Tone::Plain);
                put(buffer, area.x, y, area.width, &line, style);
            }
            y += 1;
        }
        y += 1;
    }
}

fn about(context: &Context<'_>, found: &Found) -> Vec<String> {
    let lang = context.lang;
    let check = &found.check;
    let nothing = match check.issues.is_empty() {
        true => "selfcheck.none_title",
        false => "selfcheck.none_filtered",
    };
    let numbers = [
        check.answers,
        check.evidence,
        check.findings,
        check.contradictions,
    ]
    .map(|number| number.to_string());
    let [answers, evidence, findings, contradictions] = numbers.each_ref().map(String::as_str);
    let values = [
        ("answers", answers),
        ("evidence", evidence),
        ("findings", findings),
        ("contradictions", contradictions),
        ("today", &found.today),
    ];
    let files = match check.files_checked {
        true => "selfcheck.files_checked",
        false => "selfcheck.files_not_checked",
    };
    vec![
        tr(lang, nothing).to_owned(),
        fill(lang, "selfcheck.looked", &values),
        tr(lang, files).to_owned(),
        tr(lang, "selfcheck.no_assurance").to_owned(),
    ]
}
