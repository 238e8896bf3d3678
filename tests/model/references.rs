//! What people type to name a clause.

use zicha::model::pack::ClauseId;
use zicha::model::reference::{Miss, Reference, find};

use crate::PACK;

fn clause(article: u16, number: u16) -> ClauseId {
    ClauseId { article, number }
}

#[test]
fn every_usual_way_to_write_a_clause_is_read() {
    for written in [
        "4.4",
        "4-4",
        "４．４",
        "4。4",
        " 4 . 4 ",
        "第4條第4項",
        "第四條第四項",
        "第 4 條第 4 項",
        "第４條第４項",
        "四條四項",
        "4(4)",
        "Article 4(4)",
        "art. 4.4",
    ] {
        assert_eq!(
            Reference::parse(written),
            Some(Reference::Clause(clause(4, 4))),
            "{written}"
        );
    }
}

#[test]
fn chinese_numerals_below_one_hundred_are_read() {
    for (written, number) in [("四", 4), ("十", 10), ("十七", 17), ("二十", 20), ("二十六", 26)] {
        let expected = Some(Reference::Article(number));
        assert_eq!(Reference::parse(&format!("第{written}條")), expected, "{written}");
    }
}

#[test]
fn an_article_alone_leads_to_its_first_clause() {
    for written in ["17", "第17條", "第十七條", "１７"] {
        assert_eq!(find(&PACK, written), Ok(clause(17, 1)), "{written}");
    }
    assert_eq!(find(&PACK, "4"), Ok(clause(4, 1)));
}

#[test]
fn every_clause_is_found_as_it_is_cited() {
    for known in PACK.clauses() {
        for lang in zicha::lang::Lang::ALL {
            let cited = zicha::lang::cite_clause(&PACK, known.id, lang);
            assert_eq!(find(&PACK, &cited), Ok(known.id), "{cited}");
        }
    }
}

#[test]
fn what_is_no_reference_is_not_taken_for_one() {
    for written in [
        "", "帳號", "4.", "4.x", "第", "第條", "十十", "4.4.4", "4 項目", "99999999",
    ] {
        assert_eq!(Reference::parse(written), None, "{written}");
    }
}

#[test]
fn what_is_not_there_says_what_is() {
    let first = PACK.article(4).unwrap().clauses.first().unwrap().id;
    let last = PACK.article(4).unwrap().clauses.last().unwrap().id;
    let named = clause(4, 19);
    assert_eq!(find(&PACK, "4.19"), Err(Miss::NoClause { named, first, last }));
    let Err(Miss::NoArticle { named, last, .. }) = find(&PACK, "第九十九條") else {
        panic!("there is no Article 99");
    };
    assert_eq!((named, last), (99, 26));
}
