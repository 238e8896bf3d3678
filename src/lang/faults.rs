//! What is wrong with a text that cannot be kept.

use super::{Lang, tr};
use crate::model::profile_file::NumberFault;
use crate::model::reading::Fault;

impl Fault {
    /// What is wrong and what would be right.
    pub fn words(self, lang: Lang) -> &'static str {
        let id = match self {
            Fault::Empty => "describe.fault_empty",
            Fault::TooLong => "describe.fault_too_long",
            Fault::LongTooLong => "describe.fault_long_too_long",
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
        tr(lang, id)
    }
}
