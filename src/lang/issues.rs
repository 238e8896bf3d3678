//! What the self-check found, in words.

use super::{Lang, fill, fill_in, lookup, role_name, target_name, tr};
use crate::model::assessment::Assessment;
use crate::model::pack::{Contradiction, Pack, Text};
use crate::model::self_check::{Issue, Place, Rule, Severity};

/// The name of a weight.
pub fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    tr(
        lang,
        match severity {
            Severity::Error => "selfcheck.severity_error",
            Severity::Warning => "selfcheck.severity_warning",
            Severity::Note => "selfcheck.severity_note",
        },
    )
}

/// What a rule of the self-check says.
pub fn rule_name(rule: Rule, lang: Lang) -> &'static str {
    lookup(lang, &format!("selfcheck.rule_{}", rule.id())).unwrap_or(rule.id())
}

/// What an issue says beyond its rule: of a contradiction its message, of others their figures;
/// empty where the rule says it all.
pub fn issue_detail(pack: &Pack, issue: &Issue, lang: Lang) -> String {
    let template = match known(pack, issue) {
        Some(contradiction) => lang.of(&contradiction.message),
        None => lookup(lang, &format!("selfcheck.detail_{}", issue.rule.id())).unwrap_or_default(),
    };
    let fields = issue.values.iter().map(|(name, value)| match *name {
        "fields" | "clauses" => value.replace(' ', tr(lang, "model.list_comma")),
        _ => value.clone(),
    });
    let fields: Vec<String> = fields.collect();
    let values: Vec<(&str, &str)> = issue
        .values
        .iter()
        .zip(&fields)
        .map(|((name, _), value)| (*name, value.as_str()))
        .collect();
    fill_in(template, &values)
}

/// An issue in one sentence or two: the rule and its figures, or the contradiction.
pub fn issue_message(pack: &Pack, issue: &Issue, lang: Lang) -> String {
    let detail = issue_detail(pack, issue, lang);
    match (issue.rule, detail.is_empty()) {
        (Rule::Contradiction, _) => detail,
        (rule, true) => rule_name(rule, lang).to_owned(),
        (rule, false) => format!(
            "{}{}",
            rule_name(rule, lang),
            fill(lang, "report.in_brackets", &[("words", &detail)])
        ),
    }
}

/// What to do about an issue.
pub fn issue_remedy<'a>(pack: &'a Pack, issue: &Issue, lang: Lang) -> &'a str {
    match known(pack, issue) {
        Some(contradiction) => lang.of(&contradiction.remedy),
        None => lookup(lang, &format!("selfcheck.do_{}", issue.rule.id())).unwrap_or_default(),
    }
}

fn known<'a>(pack: &'a Pack, issue: &Issue) -> Option<&'a Contradiction> {
    let id = issue.contradiction.as_deref()?;
    pack.contradictions.iter().find(|known| known.id == id)
}

/// Where an issue stands.
pub fn issue_place(pack: &Pack, assessment: &Assessment, place: &Place, lang: Lang) -> String {
    let of = |text: Option<&Text>, id: &str| text.map_or(id.to_owned(), |text| lang.of(text).to_owned());
    let labelled = |label: String, title: &str| {
        let values = [("label", label.as_str()), ("title", title)];
        fill(lang, "selfcheck.place_labelled", &values)
    };
    match place {
        Place::Profile(None) => tr(lang, "selfcheck.place_profile").to_owned(),
        Place::Profile(Some(field)) => {
            let field = field_name(pack, field, lang);
            fill(lang, "selfcheck.place_field", &[("field", &field)])
        }
        Place::Condition { id, system } => {
            let statement = of(pack.condition(id).map(|known| &known.statement), id);
            let system = system.as_deref().map(|id| system_name(assessment, id));
            match system {
                None => statement,
                Some(system) => fill(
                    lang,
                    "selfcheck.place_condition_system",
                    &[("statement", &statement), ("system", system)],
                ),
            }
        }
        Place::System(id) => system_name(assessment, id).to_owned(),
        Place::Check { clause, target, part } => {
            let known = pack.clause(*clause);
            let title = known.map_or("", |known| lang.of(&known.title));
            let target = target_name(&assessment.profile, target, lang);
            let id = clause.to_string();
            let label = part
                .as_deref()
                .and_then(|part| Some(lang.of(&known?.part(part)?.label)));
            let values = [
                ("clause", id.as_str()),
                ("title", title),
                ("target", target),
                ("part", label.unwrap_or_default()),
            ];
            let words = match label {
                Some(_) => "selfcheck.place_part",
                None => "selfcheck.place_check",
            };
            fill(lang, words, &values)
        }
        Place::Evidence(uid) => match assessment.evidence.get(uid) {
            Some(evidence) => labelled(evidence.label(), &evidence.title),
            None => uid.clone(),
        },
        Place::Finding(uid) => match assessment.findings.get(uid) {
            Some(finding) => {
                let clause = pack.clause(finding.clause).map(|clause| lang.of(&clause.title));
                labelled(
                    finding.label(),
                    &format!("{} {}", finding.clause, clause.unwrap_or_default()),
                )
            }
            None => uid.clone(),
        },
        Place::Action(uid) => match assessment.actions.get(uid) {
            Some(action) => {
                let finding = assessment.findings.get(&action.finding);
                let label = finding.map(|finding| finding.label()).unwrap_or_default();
                let values = [("label", label.as_str()), ("title", &action.description)];
                fill(lang, "selfcheck.place_action", &values)
            }
            None => uid.clone(),
        },
        Place::Earlier(uid) => match assessment.earlier.get(uid) {
            Some(earlier) => labelled(earlier.label(), &earlier.condition),
            None => uid.clone(),
        },
        Place::SignOff(uid) => match assessment.sign_offs.get(uid) {
            Some(sign_off) => {
                let values = [("role", role_name(sign_off.role, lang)), ("name", &sign_off.by)];
                fill(lang, "selfcheck.place_sign_off", &values)
            }
            None => uid.clone(),
        },
    }
}

/// The label of a field of the profile.
fn field_name(pack: &Pack, field: &str, lang: Lang) -> String {
    let own = match field {
        "assessment.from" => Some("selfcheck.from_field"),
        "assessment.to" => Some("selfcheck.to_field"),
        "class" => Some("selfcheck.class_field"),
        _ => None,
    };
    match (own, pack.profile_field(field)) {
        (Some(id), _) => tr(lang, id).to_owned(),
        (None, Some(known)) => lang.of(&known.label).to_owned(),
        (None, None) => field.to_owned(),
    }
}

fn system_name<'a>(assessment: &'a Assessment, id: &'a str) -> &'a str {
    let system = assessment.profile.system(id);
    system.map_or(id, |system| system.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_words_and_every_rule_but_contradictions_a_remedy() {
        for lang in Lang::ALL {
            for rule in Rule::ALL {
                let id = |kind: &str| format!("selfcheck.{kind}_{}", rule.id());
                assert!(lookup(lang, &id("rule")).is_some(), "{}", rule.id());
                let remedy = lookup(lang, &id("do")).is_some();
                assert_eq!(remedy, rule != Rule::Contradiction, "{}", rule.id());
            }
        }
    }
}
