//! Searching the clauses.

use std::sync::LazyLock;

use zicha::model::pack::{ClauseId, Pack};
use zicha::model::search::{Index, search};

static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&PACK, &|_| String::new()));

fn found(query: &str) -> Vec<String> {
    let hits = INDEX.search(query);
    assert_eq!(hits, search(&PACK, query, &|_| String::new()));
    hits.into_iter().map(|hit| hit.clause.to_string()).collect()
}

fn among_first(query: &str, clause: &str, most: usize) {
    let found = found(query);
    let place = found.iter().position(|id| id == clause);
    assert!(
        place.is_some_and(|place| place < most),
        "{clause} for `{query}`: {found:?}"
    );
}

#[test]
fn words_apart_must_all_be_found_anywhere() {
    among_first("帳號 清查", "4.4", 10);
    among_first("清查 帳號", "4.4", 10);
    among_first("備份 還原", "12.4", 20);
    assert_eq!(found("帳號 沒有人會寫的詞"), Vec::<String>::new());
    let both = found("帳號 清查");
    assert!(
        both.iter()
            .all(|id| found("帳號").contains(id) && found("清查").contains(id))
    );
}

#[test]
fn an_id_comes_first_and_an_article_brings_its_clauses() {
    assert_eq!(found("4.4")[0], "4.4");
    assert_eq!(found("26.7")[0], "26.7");
    assert_eq!(found("17.1"), ["17.1"]);
    let article: Vec<String> = found("4.").into_iter().collect();
    assert_eq!(article.len(), 9);
    assert!(article.iter().all(|id| id.starts_with("4.")));
    assert!(found("17").contains(&"17.1".to_owned()));
    assert_eq!(found("99.9"), Vec::<String>::new());
}

#[test]
fn what_an_input_method_types_in_full_width_is_the_same() {
    assert_eq!(found("４．４"), found("4.4"));
    assert_eq!(found("帳號\u{3000}清查"), found("帳號 清查"));
    assert_eq!(found("ＶＰＮ"), found("vpn"));
    assert!(!found("vpn").is_empty());
}

#[test]
fn english_is_found_whatever_its_case_and_with_a_slip_in_a_title() {
    assert_eq!(found("ACCOUNT review"), found("account Review"));
    among_first("account review", "4.4", 15);
    let title = &PACK.clause("4.1".parse().unwrap()).unwrap().title.en;
    among_first(title, "4.1", 5);
    // Letters left out, as in quick typing.
    assert!(!found("acount").is_empty());
}

#[test]
fn every_clause_is_found_by_its_title_in_either_language() {
    for clause in PACK.clauses() {
        for title in [&clause.title.zh_tw, &clause.title.en] {
            assert!(
                found(title).contains(&clause.id.to_string()),
                "{} by `{title}`",
                clause.id
            );
        }
    }
}

#[test]
fn steps_remedies_and_parts_are_searched_too() {
    for clause in PACK.clauses() {
        let parts = clause.parts.iter().map(|part| &part.requirement);
        let steps = clause
            .procedure
            .iter()
            .flat_map(|step| [&step.step, &step.expect]);
        for text in parts.chain(steps).chain(&clause.gaps).chain(&clause.fix) {
            let words: String = text.zh_tw.chars().take(12).collect();
            assert!(
                found(&words).contains(&clause.id.to_string()),
                "{} by `{words}`",
                clause.id
            );
        }
    }
}

#[test]
fn notes_given_with_the_query_are_searched() {
    let wanted: ClauseId = "22.3".parse().unwrap();
    let notes = |clause: ClauseId| {
        if clause == wanted {
            "堡壘主機 Jump Host".to_owned()
        } else {
            String::new()
        }
    };
    let hits = search(&PACK, "jump 堡壘", &notes);
    assert_eq!(hits.iter().map(|hit| hit.clause).collect::<Vec<_>>(), [wanted]);
}

#[test]
fn nothing_asked_is_nothing_found_and_nothing_odd_breaks_it() {
    for nothing in ["", "   ", "\u{3000}\t\n"] {
        assert_eq!(found(nothing), Vec::<String>::new());
    }
    for odd in [
        ".",
        "..",
        "\u{1b}[2J",
        "\u{0}",
        "%_'\"",
        &"長".repeat(10_000),
        "😀",
    ] {
        found(odd);
    }
}

#[test]
fn a_clause_is_found_as_the_law_cites_it() {
    assert_eq!(found("第四條第四項"), ["4.4"]);
    assert_eq!(found("第 4 條第 4 項"), ["4.4"]);
    assert_eq!(found("Article 4(4)"), ["4.4"]);
    assert_eq!(found("第十七條"), ["17.1"]);
    assert_eq!(found("第四條").len(), 9);
}

#[test]
fn hits_are_shown_where_they_stand_whatever_their_form() {
    use zicha::model::search::{hits, hits_in_title, piece};
    let marked = |text: &str, query: &str| -> Vec<String> {
        hits(text, query)
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    };
    assert_eq!(
        marked("帳號應每半年清查，清查須留紀錄", "清查 帳號"),
        ["帳號", "清查", "清查"]
    );
    assert_eq!(marked("以ＶＰＮ連線 VPN", "vpn"), ["ＶＰＮ", "VPN"]);
    assert_eq!(marked("帳號清查", "帳號 清查"), ["帳號清查"]);
    assert!(marked("備份", "").is_empty());
    assert!(!hits_in_title("Account management", "acount").is_empty());
    let long = "第一行\n這一行前面有很多很多字，之後才說到清查的事\n第三行";
    let (found, is_cut) = piece(long, "清查").unwrap();
    assert!(
        found.contains("清查的事") && !found.contains('\n') && is_cut,
        "{found}"
    );
    assert_eq!(piece(long, "備份"), None);
}
