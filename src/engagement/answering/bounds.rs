//! What an answer may hold: texts of a bounded length, and a risk accepted for a year at most.

use chrono::{Months, NaiveDate};

use crate::error::{Error, Result};
use crate::model::assessment::{Answer, RiskAccepted};
use crate::model::pack::ClauseId;
use crate::model::profile_file::date_is_real;

/// Longest text of an answer, in characters.
const MAX_TEXT: usize = 100_000;
/// Longest time a risk may be accepted for, in months.
const MAX_RISK: Months = Months::new(12);

/// Refuses a text that is too long, naming its field.
pub(super) fn check_texts(answer: &Answer) -> Result<()> {
    let mut texts = vec![("note", &answer.note), ("reviewer", &answer.reviewer)];
    texts.extend(answer.alternative.iter().map(|text| ("alternative", text)));
    if let Some(sample) = &answer.sample {
        texts.extend([
            ("sample.population", &sample.population),
            ("sample.size", &sample.size),
            ("sample.selection", &sample.selection),
            ("sample.exceptions", &sample.exceptions),
        ]);
    }
    if let Some(basis) = &answer.alternative_basis {
        texts.extend([
            ("alternative_basis.name", &basis.name),
            ("alternative_basis.section", &basis.section),
        ]);
    }
    if let Some(risk) = &answer.risk_accepted {
        texts.extend([
            ("risk_accepted.reason", &risk.reason),
            ("risk_accepted.approver", &risk.approver),
            ("risk_accepted.approval_number", &risk.approval_number),
            ("risk_accepted.compensating", &risk.compensating),
        ]);
    }
    if let Some(limitation) = &answer.limitation {
        texts.extend([
            ("limitation.missing", &limitation.missing),
            ("limitation.reason", &limitation.reason),
        ]);
    }
    let long = texts
        .into_iter()
        .map(|(field, text)| (field, text.chars().count()))
        .find(|(_, count)| *count > MAX_TEXT);
    match long {
        None => Ok(()),
        Some((field, count)) => Err(Error::input("error.answer_too_long")
            .with("clause", answer.clause)
            .with("field", field)
            .with("count", count)
            .with("most", MAX_TEXT)
            .with("over", count.saturating_sub(MAX_TEXT))
            .hint("error.hint_attach_instead")),
    }
}

/// Refuses an accepted risk without its last day, or with one that is no day.
pub(super) fn has_last_day(clause: ClauseId, risk: &RiskAccepted) -> Result<()> {
    date_is_real("risk_accepted.until", &risk.until).map_err(|fault| {
        Error::input("error.risk_until")
            .with("clause", clause)
            .saying("fault", fault.said)
            .hint("error.hint_risk_until")
    })?;
    if risk.until.is_empty() {
        return Err(Error::input("error.risk_no_day")
            .with("clause", clause)
            .hint("error.hint_risk_until"));
    }
    Ok(())
}

/// Refuses a last day more than a year after the day the assessment stands as of, or after today
/// where that is later. `as_of` may be empty; both are `YYYY-MM-DD`.
pub(super) fn check_risk(clause: ClauseId, risk: &RiskAccepted, as_of: &str, today: &str) -> Result<()> {
    let from = as_of.max(today);
    let last = NaiveDate::parse_from_str(from, "%Y-%m-%d")
        .ok()
        .and_then(|day| day.checked_add_months(MAX_RISK));
    let Some(last) = last else { return Ok(()) };
    let last = last.format("%Y-%m-%d").to_string();
    if risk.until <= last {
        return Ok(());
    }
    Err(Error::input("error.risk_too_long")
        .with("clause", clause)
        .with("until", &risk.until)
        .with("from", from)
        .with("last", last)
        .hint("error.hint_risk_shorter"))
}
