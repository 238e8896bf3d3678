//! Reading single arguments: clause ids, states, dates and the like.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::engagement::Engagement;
use crate::error::{Error, Result, Words};
use crate::model::assessment::{
    ActionStatus, CheckRef, EarlierSource, EarlierState, Rating, Sensitivity, State,
};
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

/// A rating as it is given: none takes it away.
pub(super) type RatingGiven = Option<Rating>;

/// One of the ratings, or `none`.
pub(super) fn rating() -> impl TypedValueParser<Value = RatingGiven> {
    let ids = Rating::ALL.map(Rating::id).into_iter().chain(["none"]);
    PossibleValuesParser::new(ids).map(|id| Rating::ALL.into_iter().find(|rating| rating.id() == id))
}

/// How far an action has come.
pub(super) fn action_status() -> impl TypedValueParser<Value = ActionStatus> {
    PossibleValuesParser::new(ActionStatus::ALL.map(ActionStatus::id)).map(|id| {
        let known = ActionStatus::ALL.into_iter().find(|status| status.id() == id);
        known.unwrap_or(ActionStatus::Planned)
    })
}

/// Whose earlier finding it is.
pub(super) fn earlier_source() -> impl TypedValueParser<Value = EarlierSource> {
    PossibleValuesParser::new(EarlierSource::ALL.map(EarlierSource::id)).map(|id| {
        let known = EarlierSource::ALL.into_iter().find(|source| source.id() == id);
        known.unwrap_or_default()
    })
}

/// What became of an earlier finding.
pub(super) fn earlier_state() -> impl TypedValueParser<Value = EarlierState> {
    PossibleValuesParser::new(EarlierState::ALL.map(EarlierState::id)).map(|id| {
        let known = EarlierState::ALL.into_iter().find(|state| state.id() == id);
        known.unwrap_or_default()
    })
}

/// Checks as `CLAUSE` or `CLAUSE:TARGET`; empty ones are left out, so that `""` clears the list.
pub(super) fn checks(engagement: &Engagement, given: &[String]) -> Result<Vec<CheckRef>> {
    let given = given.iter().filter(|text| !text.trim().is_empty());
    given
        .map(|text| {
            let (id, target) = match text.split_once(':') {
                Some((id, target)) => (id, Some(Target::from(target.trim().to_owned()))),
                None => (text.as_str(), None),
            };
            let clause = clause_of("also", id)?;
            Ok(CheckRef {
                clause,
                target: engagement.target_named(clause, target.as_ref())?,
            })
        })
        .collect()
}

/// Clauses; empty ones are left out, so that `""` clears the list.
pub(super) fn clauses(given: &[String]) -> Result<Vec<ClauseId>> {
    let given = given.iter().filter(|text| !text.trim().is_empty());
    given.map(|text| clause_of("clauses", text)).collect()
}

fn clause_of(option: &'static str, text: &str) -> Result<ClauseId> {
    clause(text).map_err(|fault| {
        let said = Words::new("error.clause_not_read")
            .with("given", text)
            .with("cause", fault);
        Error::input("error.option")
            .with("option", option)
            .saying("fault", said)
            .hint("error.hint_unchanged")
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
