//! Faults in words: what is wrong and what to do, in both languages.

mod classification;
mod clauses;
mod files;
mod structure;

use super::problem::Problem;
use crate::model::pack::Text;

/// A fault in words.
struct Words {
    message: Text,
    remedy: Text,
}

/// Message and remedy, Chinese before English.
fn words(message: [&str; 2], remedy: [&str; 2]) -> Words {
    let text = |[zh_tw, en]: [&str; 2]| Text {
        zh_tw: zh_tw.to_owned(),
        en: en.to_owned(),
    };
    Words {
        message: text(message),
        remedy: text(remedy),
    }
}

impl Problem {
    /// What is wrong.
    pub fn message(&self) -> Text {
        self.words().message
    }

    /// What to do.
    pub fn remedy(&self) -> Text {
        self.words().remedy
    }

    /// Every problem is worded by one of the families; a test holds that.
    fn words(&self) -> Words {
        self.file_words()
            .or_else(|| self.text_words())
            .or_else(|| self.structure_words())
            .or_else(|| self.condition_words())
            .or_else(|| self.clause_words())
            .or_else(|| self.classification_words())
            .unwrap_or_else(|| words([self.rule(); 2], [""; 2]))
    }
}
