//! The words that stand in a redacted copy for what it does not name.

use super::ReportInput;
use crate::lang::{Lang, tr};
use crate::model::assessment::Assessment;
use crate::model::redaction::{Placeholders, redacted};
use crate::model::reporting::Languages;

/// The assessment without organisation, people and paths. In a report in two languages both sides take the
/// same words, so that a note which holds them is one note and not two.
pub fn hidden(input: &ReportInput<'_>, lang: Lang) -> Assessment {
    let words = match input.options.languages {
        Languages::One(_) => Placeholders {
            organisation: tr(lang, "options.redacted_organisation"),
            tax_id: tr(lang, "options.redacted_tax_id"),
            person: tr(lang, "options.redacted_person"),
            file: tr(lang, "options.redacted_file"),
            folder: tr(lang, "options.redacted_folder"),
            address: tr(lang, "options.redacted_address"),
        },
        Languages::Both => Placeholders {
            organisation: tr(lang, "options.redacted_organisation_both"),
            tax_id: tr(lang, "options.redacted_tax_id_both"),
            person: tr(lang, "options.redacted_person_both"),
            file: tr(lang, "options.redacted_file_both"),
            folder: tr(lang, "options.redacted_folder_both"),
            address: tr(lang, "options.redacted_address_both"),
        },
    };
    // A workbook taken out of a redacted copy is redacted already, and stays as it is.
    match input.assessment.profile.organisation.name == words.organisation {
        true => input.assessment.clone(),
        false => redacted(input.assessment, &words),
    }
}
