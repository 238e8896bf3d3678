//! 原文 in the working papers.

use zicha::lang::{Lang, tr};
use zicha::model::reporting::Detail;
use zicha::model::source::{OfficialClause, OfficialText};

use super::firm::Firm;
use super::read::{squeezed, texts, words};

/// A made-up official text of two clauses.
fn official() -> OfficialText {
    let clause = |id: &str, requirement: &str| OfficialClause {
        id: id.parse().unwrap(),
        requirement: requirement.to_owned(),
        explanation: vec!["燈塔之說明".to_owned()],
        evidence: vec!["燈塔簿".to_owned()],
        together_with: Vec::new(),
    };
    OfficialText {
        pack: "tw-ict-baseline".to_owned(),
        sha256: "ab".repeat(32),
        added: "2026-05-06T08:00:00+08:00".to_owned(),
        clauses: vec![
            clause("4.1", "燈塔應於日落前點燈。"),
            clause("26.1", "看守人應辦理：\n（一）擦拭透鏡。\n（二）補足燈油。"),
        ],
    }
}

#[test]
fn the_working_papers_print_the_official_text_marked_and_with_its_source() {
    let firm = Firm::unanswered();
    let official = official();
    for lang in Lang::ALL {
        let document = firm.report_with(lang, Detail::WorkingPapers, Some(&official));
        let all = texts(&document);
        let quoted: Vec<&String> = all
            .iter()
            .filter(|text| text.starts_with(tr(lang, "source.mark")))
            .collect();
        assert_eq!(quoted.len(), 92);
        let lacking = quoted
            .iter()
            .filter(|text| text.contains(tr(lang, "source.papers_missing")));
        assert_eq!(lacking.count(), 90);
        let printed = words(&document);
        for sought in [
            "燈塔應於日落前點燈。",
            "（一）擦拭透鏡。",
            "（二）補足燈油。",
            &official.sha256,
        ] {
            assert!(printed.contains(&squeezed(sought)), "{sought}");
        }
    }
}

#[test]
fn a_report_without_it_says_nothing_of_an_official_text() {
    let firm = Firm::unanswered();
    let without = texts(&firm.report(Lang::En, Detail::Full));
    assert!(
        without
            .iter()
            .all(|text| !text.contains(tr(Lang::En, "source.mark")))
    );
}
