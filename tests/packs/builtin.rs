//! Facts of the built-in pack that anyone can check against the guideline.

use std::sync::LazyLock;

use zicha::model::pack::Pack;

static PACK: LazyLock<Pack> = LazyLock::new(|| zicha::pack::builtin().unwrap());

#[test]
fn the_guideline_has_26_articles_and_92_clauses() {
    let per_article: Vec<usize> = PACK
        .articles
        .iter()
        .map(|article| article.clauses.len())
        .collect();
    assert_eq!(
        per_article,
        [
            9, 2, 5, 4, 2, 2, 2, 3, 5, 3, 2, 8, 2, 1, 3, 7, 4, 2, 10, 2, 3, 4, 7
        ]
    );
    assert_eq!(PACK.clauses().count(), 92);
    let numbers: Vec<u16> = PACK
        .preliminary
        .iter()
        .map(|article| article.number)
        .chain(PACK.articles.iter().map(|article| article.number))
        .collect();
    assert_eq!(numbers, (1..=26).collect::<Vec<u16>>());
}

#[test]
fn the_built_in_pack_has_no_faults() {
    let faults = zicha::pack::lint_builtin();
    let list: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!(
                "{} {} {}: {}",
                fault.file,
                fault.path,
                fault.rule(),
                fault.message().en
            )
        })
        .collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}
