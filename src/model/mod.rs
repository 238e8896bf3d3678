//! What the program knows, as plain values and pure functions: no files, no clock, no words.

pub mod assessment;
pub mod canonical;
pub mod change;
pub mod classify;
pub mod clause;
pub mod decimal;
pub mod documents;
pub mod flags;
pub mod history;
pub mod journal;
pub mod json_fault;
pub mod pack;
pub mod profile;
pub mod profile_file;
pub mod reporting;
pub mod review;
pub mod rule;
pub mod scope;
pub mod score;
pub mod search;
pub mod sign_off;
pub mod signing;
pub mod source;
pub mod what_if;
