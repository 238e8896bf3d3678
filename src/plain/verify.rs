//! Verifying a PDF, against the open workbook where one is open.

use std::path::PathBuf;

use super::dialogue::{Dialogue, Flow};
use crate::engagement::request::{Outcome, Request};
use crate::lang::verification_lines;
use crate::model::reading::Reads;

impl Dialogue<'_> {
    /// Asks for a PDF and says what is known of it.
    pub(super) fn verify(&mut self) -> Flow<()> {
        self.tell(match self.book {
            Some(_) => "verifying.about_workbook",
            None => "verifying.about",
        });
        let path = self.blank("verifying.path", "plain.hint_pdf", Reads::Line)?;
        if path.is_empty() {
            self.tell("plain.nothing_done");
            return Ok(());
        }
        let trust = self.blank("verifying.trust", "verifying.hint_trust", Reads::Line)?;
        let request = Request::Verify {
            path: PathBuf::from(path),
            trust: Some(trust).filter(|trust| !trust.is_empty()).map(PathBuf::from),
        };
        if let Some(Outcome::Verified { found, .. }) = self.request(request) {
            for line in verification_lines(&found, self.lang) {
                self.say(line.words);
            }
        }
        Ok(())
    }
}
