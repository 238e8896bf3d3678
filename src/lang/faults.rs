//! What is wrong with a text that cannot be kept.

use super::{Lang, fill, tr};
use crate::model::profile_file::NumberFault;
use crate::model::reading::Fault;

impl Fault {
    /// What is wrong and what would be right.
    pub fn words(self, lang: Lang) -> String {
        let id = match self {
            Fault::Empty => "describe.fault_empty",
            Fault::TooLong(_) => "describe.fault_too_long",
            Fault::LongTooLong(_) => "describe.fault_long_too_long",
            Fault::NotClauses => "describe.fault_not_clauses",
            Fault::NotATaxNumber => "describe.fault_not_a_tax_number",
            Fault::NotANumber => "describe.fault_not_a_number",
            Fault::Inexact => "start.fault_inexact",
            Fault::UnclearUnit => "start.fault_unclear_unit",
            Fault::Number(NumberFault::Negative) => "describe.fault_negative",
            Fault::Number(NumberFault::OverHundred) => "describe.fault_over_hundred",
            Fault::Number(NumberFault::NotWhole) => "describe.fault_not_whole",
            Fault::Number(NumberFault::TooLarge) => "describe.fault_too_large",
            Fault::NotADay => "describe.fault_not_a_day",
            Fault::WrongOrder => "describe.fault_wrong_order",
        };
        match self {
            Fault::TooLong(over) | Fault::LongTooLong(over) => fill(lang, id, &[("over", &over.to_string())]),
            _ => tr(lang, id).to_owned(),
        }
    }
}
