//! Asking one question, by its kind.

use super::dialogue::{Dialogue, Flow, folded};
use super::form::{Entry, Kind, Question, Step};
use crate::model::reading::Reads;

impl Dialogue<'_> {
    /// Says a question with what is kept, and asks it.
    pub(super) fn step(&mut self, question: &Question) -> Flow<Step> {
        let head = self.row(question);
        self.say(head);
        match &question.kind {
            Kind::Text(reads) => self.ask_line(question, reads),
            Kind::Long { needed } => self.ask_long(question, *needed),
            Kind::Choice { options, chosen } => self.ask_choice(question, options, *chosen),
            Kind::Many { options, chosen } => self.ask_many(question, options, chosen),
        }
    }

    /// What a question mark answers: what the question says of itself, then how it is answered.
    fn help_of(&self, question: &Question) -> Vec<String> {
        let how = self.tr(match question.kind {
            Kind::Text(_) => "plain.how_line",
            Kind::Long { .. } => "plain.how_long",
            Kind::Choice { .. } => "plain.how_choice",
            Kind::Many { .. } => "plain.how_many",
        });
        question.about.iter().cloned().chain([how]).collect()
    }

    fn ask_line(&mut self, question: &Question, reads: &Reads) -> Flow<Step> {
        loop {
            let prompt = self.tr("plain.new_value");
            let line = self.ask(&prompt, &self.help_of(question))?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            let given = match typed.as_str() {
                "" if question.now.is_empty() && *reads == Reads::Needed => "",
                "" => return Ok(Step::Keep),
                "-" => "",
                _ => line.as_str(),
            };
            match reads.read(given) {
                Ok(text) => return Ok(Step::Given(Entry::Text(text))),
                Err(fault) => {
                    let words = fault.words(self.lang);
                    self.say(words);
                }
            }
        }
    }

    /// A text of several lines. At the end of the input, what was typed so far is the text.
    fn ask_long(&mut self, question: &Question, needed: bool) -> Flow<Step> {
        if question.now.contains('\n') {
            self.say(&question.now);
        }
        self.tell("plain.long");
        loop {
            let prompt = self.tr("plain.new_value");
            let line = self.ask(&prompt, &self.help_of(question))?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            match typed.as_str() {
                "" if needed && question.now.is_empty() => self.tell("describe.fault_empty"),
                "-" if needed => self.tell("describe.fault_empty"),
                "" | "." => return Ok(Step::Keep),
                "-" => return Ok(Step::Given(Entry::Text(String::new()))),
                _ => {
                    let text = self.rest_of(line);
                    match (Reads::Long { needed }).read(&text) {
                        Ok(text) => return Ok(Step::Given(Entry::Text(text))),
                        Err(fault) => {
                            let words = fault.words(self.lang);
                            self.say(words);
                        }
                    }
                }
            }
        }
    }

    fn rest_of(&mut self, first: String) -> String {
        let mut lines = vec![first];
        while let Some(line) = self.ask_raw("> ") {
            if folded(&line) == "." {
                break;
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    fn say_options(&mut self, options: &[String]) {
        for (index, option) in options.iter().enumerate() {
            self.say(format!("{} {option}", index + 1));
        }
    }

    fn ask_choice(&mut self, question: &Question, options: &[String], chosen: Option<usize>) -> Flow<Step> {
        self.say_options(options);
        loop {
            let prompt = self.tr("plain.choose_one");
            let line = self.ask(&prompt, &self.help_of(question))?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            match one_of(&typed, options) {
                _ if typed.is_empty() => return Ok(Step::Keep),
                Some(at) if Some(at) == chosen => return Ok(Step::Keep),
                Some(at) => return Ok(Step::Given(Entry::Choice(at))),
                None => self.tell("plain.not_an_option"),
            }
        }
    }

    fn ask_many(&mut self, question: &Question, options: &[String], chosen: &[usize]) -> Flow<Step> {
        self.say_options(options);
        loop {
            let prompt = self.tr("plain.choose_many");
            let line = self.ask(&prompt, &self.help_of(question))?;
            let typed = folded(&line);
            if let Some(step) = movement(&typed) {
                return Ok(step);
            }
            if typed.is_empty() {
                return Ok(Step::Keep);
            }
            if typed == "-" {
                return Ok(Step::Given(Entry::Many(Vec::new())));
            }
            let parts = typed
                .split([',', ' ', '、', '，', ';'])
                .filter(|part| !part.is_empty());
            let given: Option<Vec<usize>> = parts.map(|part| one_of(part, options)).collect();
            match given {
                Some(mut given) => {
                    given.sort_unstable();
                    given.dedup();
                    return Ok(match given == chosen {
                        true => Step::Keep,
                        false => Step::Given(Entry::Many(given)),
                    });
                }
                None => self.tell("plain.not_an_option"),
            }
        }
    }
}

/// The option a number or its own words mean.
fn one_of(typed: &str, options: &[String]) -> Option<usize> {
    match typed.parse::<usize>() {
        Ok(number) => number.checked_sub(1).filter(|at| *at < options.len()),
        Err(_) => options.iter().position(|option| folded(option) == typed),
    }
}

fn movement(typed: &str) -> Option<Step> {
    match typed {
        "prev" | "上一題" => Some(Step::Previous),
        "list" | "清單" => Some(Step::List),
        _ => None,
    }
}
