//! What is asked of a report: its parts, how its years are counted, number and confidentiality.

use std::collections::BTreeSet;

use zicha::lang::{Calendar, Lang, section_name};
use zicha::model::reporting::{Detail, Languages, ReportOptions, Section};

use super::firm::{Firm, NOTES};
use super::read::{headings, texts};
use super::rendered;

fn holding(sections: impl IntoIterator<Item = Section>, lang: Lang) -> ReportOptions {
    ReportOptions {
        sections: Some(sections.into_iter().collect()),
        ..ReportOptions::in_language(lang)
    }
}

/// Subsets that look random and are the same in every run.
fn subsets() -> Vec<BTreeSet<Section>> {
    let mut seed: u32 = 0x02f6_e2b1;
    let mut masks: Vec<u32> = (0..Section::ALL.len()).map(|part| 1 << part).collect();
    for _ in 0..10 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        masks.push(seed >> 11);
    }
    let chosen = masks.into_iter().map(|mask| {
        let parts = Section::ALL.into_iter().enumerate();
        parts
            .filter(|(at, _)| mask >> at & 1 == 1)
            .map(|(_, part)| part)
            .collect()
    });
    chosen.collect()
}

#[test]
fn a_report_holds_the_parts_asked_for_in_their_order_with_their_own_numerals() {
    let firm = Firm::new();
    for lang in Lang::ALL {
        for sections in subsets() {
            let document = firm.report_of(&holding(sections.clone(), lang), None);
            let chapters = headings(&document, 1);
            let wanted: Vec<&str> = sections
                .iter()
                .map(|section| section_name(*section, lang))
                .collect();
            assert_eq!(&chapters[1..], wanted, "{sections:?}");
        }
    }
}

#[test]
fn no_link_leads_to_a_part_that_was_left_out() {
    let firm = Firm::new();
    for sections in subsets() {
        let document = firm.report_of(&holding(sections.clone(), Lang::ZhTw), None);
        assert_eq!(rendered(&document).dangling, [""; 0], "{sections:?}");
    }
    for left_out in [
        Section::Papers,
        Section::Findings,
        Section::Evidence,
        Section::Previous,
        Section::Accepted,
    ] {
        let rest = Section::ALL.into_iter().filter(|section| *section != left_out);
        let document = firm.report_of(&holding(rest, Lang::En), None);
        assert_eq!(rendered(&document).dangling, [""; 0], "{left_out:?}");
    }
}

#[test]
fn the_cover_names_the_parts_left_out_of_the_edition() {
    let firm = Firm::new();
    let cover = |options: &ReportOptions| {
        let cover = firm.report_of(options, None).cover.unwrap();
        let facts = cover
            .facts
            .iter()
            .map(|(label, value)| format!("{label}：{}", value.words()));
        facts.collect::<Vec<_>>().join("\n")
    };
    let whole = cover(&ReportOptions::in_language(Lang::ZhTw));
    assert!(!whole.contains("本份未附"), "{whole}");
    let part = ReportOptions {
        detail: Detail::Management,
        ..holding([Section::Summary, Section::Findings], Lang::ZhTw)
    };
    let part = cover(&part);
    assert!(
        part.contains("貳、依據、範圍、期間、方法與限制；參、") && part.contains("附錄五"),
        "{part}"
    );
    assert!(
        !part.contains("壹、摘要") && !part.contains("檢核底稿；"),
        "{part}"
    );
}

#[test]
fn document_number_and_confidentiality_are_those_asked_for() {
    let firm = Firm::new();
    let above = |options: &ReportOptions| firm.report_of(options, None).cover.unwrap().above;
    let usual = above(&ReportOptions::in_language(Lang::ZhTw));
    assert!(
        usual.contains("機密等級：內部文件") && usual.contains("文件編號：20260630-"),
        "{usual}"
    );
    let asked = ReportOptions {
        number: "稽核-115-07".to_owned(),
        confidentiality: "限閱".to_owned(),
        ..ReportOptions::in_language(Lang::ZhTw)
    };
    assert_eq!(above(&asked), "機密等級：限閱　　文件編號：稽核-115-07");
}

/// The years of all Chinese dates in a text.
fn chinese_years(text: &str) -> Vec<u32> {
    let chars: Vec<char> = text.chars().collect();
    let years = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == '年')
        .filter_map(|(at, _)| {
            let month = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            if month == 0 || chars.get(at + 1 + month) != Some(&'月') {
                return None;
            }
            let digits: Vec<char> = chars[..at]
                .iter()
                .rev()
                .take_while(|c| c.is_ascii_digit())
                .copied()
                .collect();
            digits.into_iter().rev().collect::<String>().parse().ok()
        });
    years.collect()
}

/// Whether a date stands as it is stored: four digits, two, two.
fn has_stored_date(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let found = bytes.windows(10).find(|window| {
        let digits = |range: std::ops::Range<usize>| window[range].iter().all(u8::is_ascii_digit);
        digits(0..4) && window[4] == b'-' && digits(5..7) && window[7] == b'-' && digits(8..10)
    });
    found.map(|window| String::from_utf8_lossy(window).into_owned())
}

/// A report with dates in every part, without what people typed.
fn dated(languages: Languages, calendar: Calendar) -> String {
    let mut firm = Firm::new();
    for (kind, uid, value) in [
        (
            "evidence",
            "e9",
            serde_json::json!({"uid": "e9", "number": 9, "kind": "interview", "location": "資訊主管",
            "title": "帳號", "dated": "2026-06-24", "covers_from": "2026-01-01", "covers_to": "2026-06-30",
            "interview": {"said": "每半年審查。", "confirmed_on": "2026-06-26"},
            "custody": [{"on": "2026-07-06", "from": "總務主管", "to": "稽核人員甲"}]}),
        ),
        (
            "earlier",
            "p9",
            serde_json::json!({"uid": "p9", "number": 1, "condition": "閒置帳號", "clauses": ["4.3"],
            "dated": "2025-08-01", "deadline": "2025-12-31"}),
        ),
        (
            "review",
            "r9",
            serde_json::json!({"uid": "r9", "clause": "4.4", "target": "fund", "state": "approved",
            "by": "稽核主管", "at": "2026-06-29T10:00:00+08:00"}),
        ),
        (
            "sign_off",
            "s9",
            serde_json::json!({"uid": "s9", "role": "preparer", "by": "資訊主管",
            "at": "2026-06-30T10:00:00+08:00", "digest": "0", "count": 3}),
        ),
    ] {
        let kind = serde_json::from_value(serde_json::json!(kind)).unwrap();
        firm.put(kind, uid, value);
    }
    let options = ReportOptions {
        languages,
        calendar: Some(calendar),
        ..ReportOptions::default()
    };
    let mut text = texts(&firm.report_of(&options, None)).join("\n");
    let typed = ["114年1月至12月", "預定115年9月底前完成"];
    for words in NOTES.iter().flat_map(|note| note.lines()).chain(typed) {
        text = text.replace(words, "");
    }
    // The examiner's page quotes the beginnings of notes.
    text.replace("115年3月至5月", "")
}

#[test]
fn every_date_of_the_report_counts_years_as_asked() {
    for languages in Languages::ALL {
        let (roc, gregorian) = (
            dated(languages, Calendar::Roc),
            dated(languages, Calendar::Gregorian),
        );
        for text in [&roc, &gregorian] {
            assert_eq!(has_stored_date(text), None);
        }
        let (old, new) = (chinese_years(&roc), chinese_years(&gregorian));
        assert_eq!(old.len(), new.len());
        assert!(old.iter().all(|year| *year < 200), "{old:?}");
        assert!(new.iter().all(|year| *year > 1911), "{new:?}");
        if languages == Languages::One(Lang::En) {
            assert!(roc.contains("1 January, ROC 115") && !gregorian.contains("ROC 11"));
        } else {
            assert!(old.len() > 20);
        }
        for month in [
            "January",
            "March",
            "May",
            "June",
            "July",
            "August",
            "September",
            "December",
        ] {
            assert!(!roc.contains(&format!("{month} 20")), "{month}");
        }
    }
}

#[test]
fn header_and_cover_count_years_as_the_report_does() {
    let options = ReportOptions {
        calendar: Some(Calendar::Gregorian),
        ..ReportOptions::in_language(Lang::ZhTw)
    };
    let cover = Firm::new().report_of(&options, None).cover.unwrap();
    let facts: Vec<String> = cover.facts.iter().map(|(_, value)| value.words()).collect();
    assert!(
        facts.iter().any(|fact| fact == "2026年1月1日至2026年6月30日"),
        "{facts:?}"
    );
    assert!(
        facts.iter().any(|fact| fact.starts_with("2026年7月1日 09:30")),
        "{facts:?}"
    );
}
