//! The hardware cursor stands where text goes in, in every field of every form: input methods open
//! their window there.

use zicha::lang::Lang;

use crate::drive::{Driver, USUAL, everywhere};
use crate::ways::{go, lived_in};

/// A character that stands nowhere else and takes two cells.
const TYPED: &str = "堃";

/// Types into the field with the focus; false where there is none. The cursor must stand right behind
/// the character, before and after it was written.
fn field_holds_the_cursor(driver: &mut Driver, form: &str) -> bool {
    if driver.cursor().is_none() {
        return false;
    }
    driver.keys(&format!("<{TYPED}>"));
    let after = driver
        .cursor()
        .unwrap_or_else(|| panic!("{form}: no cursor\n{}", driver.screen()));
    let frame = driver.frame();
    let behind = frame[(after.x - 2, after.y)].symbol();
    assert_eq!(behind, TYPED, "{form}: {after}\n{}", driver.screen());
    // A long line scrolls sideways, so the cursor need not come back to the same cell.
    driver.keys("backspace");
    assert!(
        driver.cursor().is_some(),
        "{form}
{}",
        driver.screen()
    );
    true
}

#[test]
fn the_hardware_cursor_stands_at_the_insertion_point_in_every_field_of_every_form() {
    // The way to a form, and how many fields of text it has at least.
    let forms = [
        ("enter", 1),
        ("f2", 5),
        ("f9", 1),
        ("f8", 4),
        ("f7 enter", 1),
        ("ctrl-a enter", 3),
        ("/", 1),
        ("ctrl-p", 1),
        ("f2 f2", 1),
        ("f1", 1),
        ("<4>", 1),
        ("f7 insert", 1),
        ("ctrl-a enter insert", 3),
        ("{finding.key_earlier} insert", 3),
        ("ctrl-r", 1),
        ("f12 tab", 1),
        ("{documents.key_documents} enter", 1),
        ("{evidence.key_register} enter", 3),
        ("{verifying.key_verify}", 1),
        ("home down down down insert down insert enter", 1),
    ];
    everywhere(|size, lang| {
        for (way, least) in forms {
            let mut driver = lived_in(size, lang);
            go(&mut driver, way);
            let mut fields = 0;
            for _ in 0..16 {
                fields += usize::from(field_holds_the_cursor(&mut driver, way));
                driver.keys("tab");
            }
            assert!(fields >= least, "{way}: {fields} fields\n{}", driver.screen());
        }
    });
}

#[test]
fn the_cursor_of_verifying_from_home_stands_in_its_field() {
    let mut driver = Driver::new(USUAL, Lang::En);
    driver.keys("down down down enter");
    assert!(field_holds_the_cursor(&mut driver, "verify"));
    driver.keys("tab");
    assert!(field_holds_the_cursor(&mut driver, "trust"));
}
