//! What the file is: whose assessment, of which period, against which checklist, in which state.

use super::{SheetInput, words};
use crate::exchange::sheet::{Cell, Sheet};
use crate::lang::{class_result_name, date_words, moment_words};

pub(super) fn sheet(input: &SheetInput<'_>) -> Sheet {
    let facts = facts(input).into_iter().map(|(label, value)| {
        let value = match value.trim().is_empty() {
            true => input.tr("report.not_given").to_owned(),
            false => value,
        };
        vec![words(input.tr(label)), words(value)]
    });
    let remarks = remarks(input)
        .into_iter()
        .map(|remark| vec![words(input.tr("sheet.remark")), words(remark)]);
    Sheet {
        name: input.tr("sheet.about").to_owned(),
        columns: vec![
            input.column("sheet.about_what", 24),
            input.column("sheet.about_value", 100),
        ],
        rows: facts.chain(remarks).collect::<Vec<Vec<Cell>>>(),
        filtered: false,
    }
}

fn facts(input: &SheetInput<'_>) -> Vec<(&'static str, String)> {
    let profile = &input.assessment.profile;
    let period = &profile.assessment;
    let date = |stored: &str| date_words(stored, input.lang);
    let class = input.scope.classification.class;
    let systems = profile.systems.iter().map(|system| &system.name);
    let pack = input.pack;
    let range = match period.from.is_empty() && period.to.is_empty() {
        true => String::new(),
        false => input.fill(
            "report.range",
            &[("from", &date(&period.from)), ("to", &date(&period.to))],
        ),
    };
    vec![
        ("sheet.organisation", profile.organisation.name.clone()),
        ("report.cover_tax_id", profile.organisation.tax_id.clone()),
        ("report.period", range),
        ("report.as_of", date(&period.as_of)),
        ("report.prepared_by", period.prepared_by.clone()),
        ("report.class_class", class_result_name(pack, class, input.lang)),
        ("sheet.systems", input.list(systems)),
        ("sheet.guideline", input.lang.of(&pack.title).to_owned()),
        ("sheet.pack", format!("{} {}", pack.id, pack.version)),
        ("sheet.pack_sha256", pack.sha256()),
        ("sheet.digest", input.digest.to_owned()),
        (
            "sheet.journal",
            format!("{}:{}", input.head.count, input.head.head),
        ),
        ("report.made_at", moment_words(&input.created, input.lang)),
        ("sheet.program", format!("Zicha {}", env!("CARGO_PKG_VERSION"))),
    ]
}

fn remarks(input: &SheetInput<'_>) -> Vec<String> {
    let notices = &input.pack.notices;
    vec![
        input.lang.of(&notices.official_text).to_owned(),
        input.lang.of(&notices.yardstick).to_owned(),
        input.tr("report.summary_rule").to_owned(),
        input.tr("sheet.unsigned").to_owned(),
    ]
}
