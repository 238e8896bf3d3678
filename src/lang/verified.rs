//! A verification in words, line by line: the same for the command line and the screen.

use super::{Lang, content_words, field_name, fill, kind_name, lookup, role_name, tr};
use crate::model::register::{Changed, RegisterReport, RegisteredFile};
use crate::model::signing::{Refusal, Role, SignatureReport, Trust, Verification};

/// The refusal of a report that is genuine and no longer shows the assessment.
const OUTDATED: &str = "workbook_changed_since";

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The verdict, the first line of all.
    Verdict(bool),
    /// Why the file is refused.
    Reason,
    /// A heading.
    Heading,
    /// A signature, or another thing that was looked at.
    Item,
    /// More about the line before.
    Detail,
    /// What is of concern.
    Concern,
    /// A change since the report, by its place in [`RegisterReport::changes`].
    Changed(usize),
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// What it is.
    pub said: Said,
    /// Its words.
    pub words: String,
}

fn line(said: Said, words: impl Into<String>) -> SaidLine {
    SaidLine {
        said,
        words: words.into(),
    }
}

/// Everything there is to say about a file.
pub fn verification_lines(found: &Verification, lang: Lang) -> Vec<SaidLine> {
    let is_outdated = |refusal: &Refusal| refusal.id == OUTDATED;
    let verdict = match found.valid {
        true => "verifying.valid",
        false if found.refusals.iter().all(is_outdated) => "verifying.outdated",
        false => "verifying.invalid",
    };
    let mut lines = vec![line(Said::Verdict(found.valid), tr(lang, verdict))];
    for refusal in &found.refusals {
        lines.push(line(Said::Reason, refusal_words(refusal, lang)));
        let detail = [("detail", refusal.detail.as_str())];
        lines.push(line(Said::Detail, fill(lang, "verifying.detail", &detail)));
    }
    if !found.signatures.is_empty() {
        lines.push(line(Said::Heading, tr(lang, "verifying.heading_signatures")));
    }
    for signature in &found.signatures {
        signature_lines(signature, lang, &mut lines);
    }
    lines.push(line(Said::Heading, tr(lang, "verifying.heading_content")));
    let said = match found.content.attached && !found.content.same {
        true => Said::Concern,
        false => Said::Item,
    };
    lines.push(line(said, content_words(&found.content, lang)));
    if let Some(report) = &found.workbook {
        lines.push(line(Said::Heading, tr(lang, "verifying.heading_workbook")));
        register_lines(report, lang, &mut lines);
    }
    lines.push(line(Said::Heading, tr(lang, "verifying.heading_not_checked")));
    let not_checked = not_checked(found).into_iter();
    lines.extend(not_checked.map(|id| line(Said::Item, tr(lang, id))));
    lines
}

/// A refusal with the signature it concerns.
fn refusal_words(refusal: &Refusal, lang: Lang) -> String {
    let words = lookup(lang, &format!("verify.{}", refusal.id)).unwrap_or(refusal.id);
    match &refusal.field {
        None => words.to_owned(),
        Some(field) => {
            let role = Role::from_field_name(field);
            let field = role.map_or(field.as_str(), |role| role_name(role, lang));
            fill(lang, "verifying.reason", &[("field", field), ("words", words)])
        }
    }
}

fn signature_lines(signature: &SignatureReport, lang: Lang, lines: &mut Vec<SaidLine>) {
    let role = named_role(&signature.role, lang);
    let signer = match signature.signer.as_str() {
        "" => tr(lang, "verifying.no_signer"),
        signer => signer,
    };
    let heading = fill(lang, "verifying.signature", &[("role", role), ("signer", signer)]);
    lines.push(line(Said::Item, heading));
    // Without a certificate that could be read there is nothing to say about it.
    if signature.fingerprint.is_empty() {
        return;
    }
    let mut detail = |words: String| lines.push(line(Said::Detail, words));
    detail(fill(
        lang,
        "verifying.tier",
        &[("words", tier(signature.trust, lang))],
    ));
    detail(match &signature.claimed_time {
        Some(time) => fill(lang, "verifying.claimed_time", &[("time", time)]),
        None => tr(lang, "verifying.no_time").to_owned(),
    });
    detail(match &signature.timestamp {
        Some(timestamp) => {
            let values = [
                ("time", timestamp.time.as_str()),
                ("authority", &timestamp.authority),
                ("trust", timestamp_trust(timestamp.trust, lang)),
            ];
            fill(lang, "verifying.timestamp", &values)
        }
        None => tr(lang, "verifying.no_timestamp").to_owned(),
    });
    let fingerprint = [("fingerprint", signature.fingerprint.as_str())];
    detail(fill(lang, "verifying.fingerprint", &fingerprint));
    if signature.expected {
        detail(tr(lang, "verifying.as_expected").to_owned());
    }
    let covers = match signature.covers_all {
        true => "verifying.covers_all",
        false => "verifying.covers_part",
    };
    detail(tr(lang, covers).to_owned());
}

/// What a tier of trust means, in a sentence.
fn tier(trust: Trust, lang: Lang) -> &'static str {
    match trust {
        Trust::SelfMade => tr(lang, "verifying.tier_self_made"),
        Trust::Ca => tr(lang, "verifying.tier_ca"),
        Trust::CardCa => tr(lang, "verifying.tier_card_ca"),
        Trust::Unknown => tr(lang, "verifying.tier_unknown"),
    }
}

/// How far a timestamp's authority is to be believed.
pub fn timestamp_trust(trust: Trust, lang: Lang) -> &'static str {
    match trust {
        Trust::Ca | Trust::CardCa => tr(lang, "cli.timestamp_ca"),
        Trust::SelfMade => tr(lang, "cli.timestamp_self_made"),
        Trust::Unknown => tr(lang, "cli.timestamp_unknown"),
    }
}

/// The name of a role by its id; a foreign file's field keeps its own.
fn named_role(id: &str, lang: Lang) -> &str {
    let role = Role::ALL.into_iter().find(|role| role.id() == id);
    role.map_or(id, |role| role_name(role, lang))
}

fn register_lines(report: &RegisterReport, lang: Lang, lines: &mut Vec<SaidLine>) {
    let of = |file: &RegisteredFile, id| {
        let role = named_role(&file.role, lang);
        fill(
            lang,
            id,
            &[("file", &file.file), ("role", role), ("at", &file.at)],
        )
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let registered = match (&report.registered_revision, &report.role) {
        (Some(revision), _) => line(Said::Concern, of(revision, "verifying.registered_revision")),
        (None, _) if !report.registered => line(Said::Concern, tr(lang, "verifying.not_registered")),
        (None, role) => {
            let id = match role {
                Some(_) => "verifying.registered",
                None => "verifying.registered_draft",
            };
            let role = named_role(role.as_deref().unwrap_or_default(), lang);
            let values = [
                ("file", text(&report.file)),
                ("role", role.to_owned()),
                ("at", text(&report.at)),
            ];
            let values = values.each_ref().map(|(place, value)| (*place, value.as_str()));
            line(Said::Item, fill(lang, id, &values))
        }
    };
    lines.push(registered);
    let later = report.later_signatures.iter();
    lines.extend(later.map(|file| line(Said::Concern, of(file, "verifying.later_signature"))));
    // Once it was signed further, that is what matters.
    let stamped = report
        .with_timestamp
        .iter()
        .filter(|_| report.later_signatures.is_empty());
    lines.extend(stamped.map(|file| line(Said::Item, of(file, "verifying.with_timestamp"))));
    let is_known = report.registered || report.registered_revision.is_some();
    match (report.changed, report.changes.is_empty()) {
        (false, _) if is_known => lines.push(line(Said::Item, tr(lang, "verifying.unchanged"))),
        (false, _) => {}
        (true, true) => lines.push(line(Said::Concern, tr(lang, "verifying.changed_unlisted"))),
        (true, false) => {
            let count = report.changes.len().to_string();
            let heading = fill(lang, "verifying.heading_changes", &[("count", &count)]);
            lines.push(line(Said::Concern, heading));
            let changes = report.changes.iter().enumerate();
            lines.extend(changes.map(|(at, changed)| line(Said::Changed(at), changed_words(changed, lang))));
        }
    }
    if report.journal != crate::model::journal::ChainResult::Intact {
        let result = [("result", report.journal.id())];
        lines.push(line(
            Said::Concern,
            fill(lang, "verifying.journal_broken", &result),
        ));
    }
}

/// 4.4　會員網站：檢核結果、說明
fn changed_words(changed: &Changed, lang: Lang) -> String {
    let fields: Vec<String> = changed
        .fields
        .iter()
        .map(|field| match lookup(lang, &format!("verifying.field_{field}")) {
            Some(words) => words.to_owned(),
            None => field_name(field, lang),
        })
        .collect();
    let fields = fields.join(tr(lang, "model.list_comma"));
    let Some(clause) = changed.clause else {
        let values = [
            ("kind", kind_name(changed.kind, lang)),
            ("id", changed.id.as_deref().unwrap_or_default()),
            ("fields", &fields),
        ];
        let words = fill(lang, "verifying.changed_other", &values);
        // The profile is cited by nothing.
        return words.replacen(" ：", "：", 1).replacen(" :", ":", 1);
    };
    let organisation = tr(lang, "model.target_organisation");
    let id = changed.target.as_ref().map(ToString::to_string);
    let target = match (&changed.target_name, &changed.target) {
        (Some(name), _) if !name.is_empty() => name.as_str(),
        (_, Some(crate::model::scope::Target::Organisation)) => organisation,
        _ => id.as_deref().unwrap_or(organisation),
    };
    let clause = clause.to_string();
    let (id, part) = match &changed.part {
        Some(part) => ("verifying.changed_part", part.as_str()),
        None => ("verifying.changed_check", ""),
    };
    let values = [
        ("clause", clause.as_str()),
        ("part", part),
        ("target", target),
        ("fields", &fields),
    ];
    fill(lang, id, &values)
}

/// What was not looked at, as ids of words.
fn not_checked(found: &Verification) -> Vec<&'static str> {
    let mut ids = vec!["verifying.not_checked_revocation"];
    let trusted = |trust: Trust| matches!(trust, Trust::Ca | Trust::CardCa);
    let is_proved = |signature: &SignatureReport| {
        let timestamp = signature.timestamp.as_ref();
        timestamp.is_some_and(|timestamp| trusted(timestamp.trust))
    };
    if !found.signatures.iter().all(is_proved) {
        ids.push("verifying.not_checked_clock");
    }
    if found
        .signatures
        .iter()
        .any(|signature| signature.trust == Trust::Unknown)
    {
        ids.push("verifying.not_checked_trust");
    }
    if found.workbook.is_none() {
        ids.push("verifying.not_checked_later");
    }
    ids
}
