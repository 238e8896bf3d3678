//! Identities on cards, as far as no card is needed.

use crate::harness::Desk;

#[cfg(not(feature = "cards"))]
#[test]
fn a_program_built_without_cards_says_so_and_how_to_get_one() {
    let desk = Desk::with_workbook();
    desk.write("pin", "123456\n");
    for command in [
        "report w.zicha -o r.pdf --passphrase-file pin --sign pkcs11:token=x",
        "sign r.pdf -o s.pdf --role reviewer --passphrase-file pin --identity pkcs11:token=x",
        "identity show pkcs11:token=x",
        "identity list-cards",
    ] {
        let run = desk.zicha(command).refuses_naming("--features cards");
        assert!(run.stderr.contains("`cards`"), "{}", run.stderr);
    }
    assert!(!desk.path("r.pdf").exists());
}

#[cfg(feature = "cards")]
#[test]
fn a_name_with_a_pin_is_refused_before_anything_is_asked() {
    let desk = Desk::with_workbook();
    let run = desk
        .zicha("report w.zicha -o r.pdf --sign pkcs11:token=x?pin-value=135791")
        .refuses_naming("pin-value");
    assert!(!run.stderr.contains("135791"), "{}", run.stderr);
    desk.zicha("identity show pkcs11:tokem=x").refuses_naming("tokem");
    assert!(!desk.path("r.pdf").exists());
}

#[cfg(feature = "cards")]
#[test]
fn without_a_module_or_with_a_wrong_one_it_says_which_files_to_look_for() {
    let desk = Desk::with_workbook();
    desk.zicha("identity show pkcs11:token=x")
        .refuses_naming("HiCOSPKCS11.dll");
    desk.zicha("identity show pkcs11:?module-path=./nowhere.so")
        .refuses_naming("nowhere.so");
    desk.write("text.so", "no library");
    desk.zicha("identity list-cards --module ./text.so --remember")
        .refuses_naming("text.so");
    // What cannot be used is not remembered.
    desk.zicha("identity show pkcs11:token=x")
        .refuses_naming("HiCOSPKCS11.dll");
}

#[cfg(feature = "cards")]
#[test]
fn the_module_of_the_settings_is_used_for_names_without_one() {
    let desk = Desk::with_workbook();
    std::fs::create_dir_all(desk.path("home/config/zicha")).unwrap();
    desk.write(
        "home/config/zicha/settings.json",
        r#"{"pkcs11_module": "/lib/nowhere-card.so"}"#,
    );
    desk.zicha("identity show pkcs11:token=x")
        .refuses_naming("/lib/nowhere-card.so");
}
