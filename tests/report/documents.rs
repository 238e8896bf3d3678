//! The printed list of documents to have ready.

use zicha::lang::Lang;
use zicha::model::documents::documents;
use zicha::model::profile_file::parse;
use zicha::model::scope::scope;
use zicha::report::content::{DocumentList, document_list};

use super::{created, extract, read, rendered};

#[test]
fn every_document_stands_on_paper_with_a_box_to_tick() {
    let pack = zicha::pack::builtin().unwrap();
    let file = r#"{"organisation": {"name": "示範投顧"}, "licences": ["sice"],
        "systems": [{"id": "web", "name": "會員網站", "core": false}]}"#;
    let profile = parse(file, &pack).unwrap();
    let scope = scope(&pack, &profile);
    let mut assessment = zicha::model::assessment::Assessment::default();
    assessment.profile = profile;
    let mut wanted = documents(&pack, &scope, &assessment, "2026-07-01");
    wanted[0].received_on = "2026-06-01".to_owned();
    wanted[1].due = "2026-06-01".to_owned();
    wanted[1].overdue = true;
    wanted[2].note = "請廠商提供\u{1b}[2J".to_owned();
    for lang in Lang::ALL {
        let list = document_list(&DocumentList {
            documents: &wanted,
            profile: &assessment.profile,
            guideline: &pack.title,
            lang,
            created: created(),
        });
        assert!(list.watermark.is_none(), "a list is no draft");
        let done = rendered(&list);
        assert_eq!(done.missing, ['␛'], "only the symbol of the control character");
        let words = read::words(&list);
        for document in &wanted {
            let name = read::squeezed(lang.of(&document.document));
            assert!(words.contains(&name), "{name}");
        }
        // The legend shows each box once.
        assert_eq!(words.matches('☑').count(), 2);
        assert_eq!(words.matches('☐').count(), wanted.len());
        assert!(words.contains("示範投顧") && words.contains("請廠商提供"));
        assert!(words.contains(&read::squeezed(lang.pick("逾期 1 份", "1 of these overdue"))));
        let pages = extract::pages(&extract::open(&done.pdf)).len();
        assert_eq!(pages, done.pages);
        assert_eq!(rendered(&list).pdf, done.pdf);
    }
}
