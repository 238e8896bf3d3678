//! 封面: whose assessment, of what, for which period, in which state.

use super::ReportInput;
use crate::lang::tr;
use crate::report::blocks::Cover;

/// The cover page.
pub(super) fn cover(input: &ReportInput<'_>) -> Cover {
    let lang = input.lang;
    let profile = &input.assessment.profile;
    Cover {
        above: String::new(),
        organisation: profile.organisation.name.clone(),
        title: tr(lang, "report.name").to_owned(),
        subtitle: lang.of(&input.pack.title).to_owned(),
        facts: vec![(
            tr(lang, "report.period").to_owned(),
            format!("{} – {}", profile.assessment.from, profile.assessment.to).into(),
        )],
        notice: tr(lang, "report.notice").into(),
    }
}
