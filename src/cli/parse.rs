//! Reading single arguments: clause ids, states, dates and the like.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::error::{Error, Result};
use crate::model::assessment::{Sensitivity, State};
use crate::model::pack::{Class, ClauseId, ClauseIdError, Method};
use crate::model::profile::Tri;
use crate::model::profile_file::date_is_real;
use crate::model::scope::Target;
use crate::text::fold_full_width;

/// A clause id, also in full-width characters as Chinese input methods send them.
pub(super) fn clause(text: &str) -> std::result::Result<ClauseId, ClauseIdError> {
    let folded: String = text.chars().map(fold_full_width).collect();
    folded.trim().parse()
}

/// A target id.
pub(super) fn target(text: &str) -> std::result::Result<Target, std::convert::Infallible> {
    Ok(Target::from(text.to_owned()))
}

/// A clause with or without a target: `4.4` or `4.4@trade`.
pub(super) fn check(text: &str) -> std::result::Result<(ClauseId, Option<Target>), ClauseIdError> {
    match text.split_once(['@', '＠']) {
        Some((id, system)) => Ok((clause(id)?, Some(Target::from(system.trim().to_owned())))),
        None => Ok((clause(text)?, None)),
    }
}

/// One of the levels of sensitivity.
pub(super) fn sensitivity() -> impl TypedValueParser<Value = Sensitivity> {
    PossibleValuesParser::new(Sensitivity::ALL.map(Sensitivity::id)).map(|id| {
        let known = Sensitivity::ALL.into_iter().find(|level| level.id() == id);
        known.unwrap_or(Sensitivity::Internal)
    })
}

/// One of the states.
pub(super) fn state() -> impl TypedValueParser<Value = State> {
    PossibleValuesParser::new(State::ALL.map(State::id)).map(|id| State::from_id(&id).unwrap_or_default())
}

/// The methods in the order they are offered.
const METHODS: [Method; 3] = [Method::Examine, Method::Interview, Method::Test];

/// One of the methods.
pub(super) fn method() -> impl TypedValueParser<Value = Method> {
    PossibleValuesParser::new(METHODS.map(Method::id)).map(|id| {
        METHODS
            .into_iter()
            .find(|method| method.id() == id)
            .unwrap_or(Method::Examine)
    })
}

/// One of the classes.
pub(super) fn class() -> impl TypedValueParser<Value = Class> {
    PossibleValuesParser::new([Class::Class1.id(), Class::Class2.id()]).map(|id| {
        if id == Class::Class1.id() {
            Class::Class1
        } else {
            Class::Class2
        }
    })
}

/// Yes, no or not known.
pub(super) fn tri(text: &str) -> Option<Tri> {
    match text {
        "yes" => Some(Tri::Yes),
        "no" => Some(Tri::No),
        "unasked" => Some(Tri::Unasked),
        _ => None,
    }
}

/// Refuses what is neither empty nor a day.
pub(super) fn date(option: &str, date: &str) -> Result<()> {
    date_is_real(option, date).map_err(|fault| {
        Error::input("error.option")
            .with("option", option)
            .saying("fault", fault.said)
            .hint("error.hint_unchanged")
    })
}
