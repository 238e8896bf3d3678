//! What the options of `zicha answer` set, over what was recorded before.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::parse;
use crate::engagement::request::AnswerDraft;
use crate::error::{Error, Result};
use crate::model::assessment::{
    AlternativeBasis, AlternativeKind, Answer, Limitation, RiskAccepted, Sample, State,
};
use crate::model::pack::Method;

/// The values of an answer.
#[derive(Debug, Args)]
pub(super) struct Given {
    #[arg(long, value_parser = parse::state())]
    pub(super) state: Option<State>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long = "method", value_name = "METHOD", value_delimiter = ',', value_parser = parse::method())]
    methods: Vec<Method>,
    #[arg(long, value_name = "KEY=TEXT")]
    sample: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    alternative: Option<String>,
    #[arg(long, value_name = "KIND", value_parser = alternative_kind())]
    alternative_kind: Option<AlternativeKind>,
    #[arg(long, value_name = "TEXT")]
    alternative_name: Option<String>,
    #[arg(long, value_name = "TEXT")]
    alternative_section: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    risk_until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_reason: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_approver: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_number: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_compensating: Option<String>,
    #[arg(long, value_name = "TEXT")]
    limitation_missing: Option<String>,
    #[arg(long, value_name = "TEXT")]
    limitation_reason: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reviewer: Option<String>,
}

/// One of the kinds of alternative.
fn alternative_kind() -> impl TypedValueParser<Value = AlternativeKind> {
    PossibleValuesParser::new(AlternativeKind::ALL.map(AlternativeKind::id)).map(|id| {
        let kinds = AlternativeKind::ALL.into_iter();
        kinds.clone().find(|kind| kind.id() == id).unwrap_or_default()
    })
}

impl Given {
    /// Whether no value was given.
    pub(super) fn is_nothing(&self) -> bool {
        let texts = [
            &self.note,
            &self.alternative,
            &self.alternative_name,
            &self.alternative_section,
            &self.risk_until,
            &self.risk_reason,
            &self.risk_approver,
            &self.risk_number,
            &self.risk_compensating,
            &self.limitation_missing,
            &self.limitation_reason,
            &self.reviewer,
        ];
        self.state.is_none()
            && self.methods.is_empty()
            && self.sample.is_empty()
            && self.alternative_kind.is_none()
            && texts.iter().all(|text| text.is_none())
    }

    /// The draft for a check with this answer; what was not given stays as it is.
    pub(super) fn draft(&self, current: Option<&Answer>) -> Result<AnswerDraft> {
        let sample = match self.sample.as_slice() {
            [] => None,
            given => Some(sample(given, current.and_then(|answer| answer.sample.as_ref()))?),
        };
        Ok(AnswerDraft {
            state: self.state,
            note: self.note.clone(),
            methods: Some(self.methods.clone()).filter(|methods| !methods.is_empty()),
            sample,
            alternative: self.alternative.clone(),
            alternative_basis: self.basis(current.and_then(|answer| answer.alternative_basis.as_ref())),
            risk_accepted: self.risk(current.and_then(|answer| answer.risk_accepted.as_ref()))?,
            limitation: self.limitation(current.and_then(|answer| answer.limitation.as_ref())),
            reviewer: self.reviewer.clone(),
        })
    }

    /// Which control stands in, with what was given changed. It goes with its reasoning, and where
    /// neither name nor section is left.
    fn basis(&self, current: Option<&AlternativeBasis>) -> Option<Option<AlternativeBasis>> {
        let given = self.alternative_kind.is_some()
            || self.alternative_name.is_some()
            || self.alternative_section.is_some();
        if !given {
            return (self.alternative.as_deref() == Some("")).then_some(None);
        }
        let mut basis = current.cloned().unwrap_or_default();
        basis.kind = self.alternative_kind.unwrap_or(basis.kind);
        set(&mut basis.name, self.alternative_name.as_ref());
        set(&mut basis.section, self.alternative_section.as_ref());
        let emptied = self.alternative_kind.is_none() && basis.name.is_empty() && basis.section.is_empty();
        Some((!emptied).then_some(basis))
    }

    /// The accepted risk with what was given changed; an empty last day removes it.
    fn risk(&self, current: Option<&RiskAccepted>) -> Result<Option<Option<RiskAccepted>>> {
        let given = [
            &self.risk_until,
            &self.risk_reason,
            &self.risk_approver,
            &self.risk_number,
            &self.risk_compensating,
        ];
        if given.iter().all(|value| value.is_none()) {
            return Ok(None);
        }
        if self.risk_until.as_deref() == Some("") {
            return Ok(Some(None));
        }
        parse::date("risk-until", self.risk_until.as_deref().unwrap_or_default())?;
        let mut risk = current.cloned().unwrap_or_default();
        let fields = [
            &mut risk.until,
            &mut risk.reason,
            &mut risk.approver,
            &mut risk.approval_number,
            &mut risk.compensating,
        ];
        for (field, value) in fields.into_iter().zip(given) {
            set(field, value.as_ref());
        }
        Ok(Some(Some(risk)))
    }

    /// What kept it from being determined, with what was given changed; empty texts remove it.
    fn limitation(&self, current: Option<&Limitation>) -> Option<Option<Limitation>> {
        if self.limitation_missing.is_none() && self.limitation_reason.is_none() {
            return None;
        }
        let mut limitation = current.cloned().unwrap_or_default();
        set(&mut limitation.missing, self.limitation_missing.as_ref());
        set(&mut limitation.reason, self.limitation_reason.as_ref());
        Some(Some(limitation).filter(|given| *given != Limitation::default()))
    }
}

fn set(field: &mut String, value: Option<&String>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

/// Reads `size=25` and the like; text without a key says how the sample was chosen, and an empty
/// text removes the sample.
fn sample(given: &[String], current: Option<&Sample>) -> Result<Sample> {
    let mut sample = current.cloned().unwrap_or_default();
    for text in given {
        let (key, value) = match text.split_once('=') {
            Some((key, value)) if key.bytes().all(|byte| byte.is_ascii_lowercase()) => (key, value),
            _ if text.is_empty() => {
                sample = Sample::default();
                continue;
            }
            _ => ("selection", text.as_str()),
        };
        let field = match key {
            "population" => &mut sample.population,
            "size" => &mut sample.size,
            "selection" => &mut sample.selection,
            "exceptions" => &mut sample.exceptions,
            _ => {
                return Err(Error::input("error.sample_key")
                    .with("key", key)
                    .hint("error.hint_sample"));
            }
        };
        value.clone_into(field);
    }
    Ok(sample)
}
