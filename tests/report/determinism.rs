//! The same content gives the same bytes.

use std::cell::Cell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use zicha::report::{Progress, RenderOptions, ReportError, Stamp, render, stamp};

use super::{created, rendered, sample};

#[test]
fn two_exports_in_one_process_are_the_same_bytes() {
    let document = sample::document(60);
    assert!(rendered(&document).pdf == rendered(&document).pdf);
}

#[test]
fn exports_on_two_threads_are_the_same_bytes() {
    let document = sample::document(10);
    let there = std::thread::scope(|scope| scope.spawn(|| rendered(&document).pdf).join().unwrap());
    assert!(there == rendered(&document).pdf);
}

#[test]
fn one_changed_character_changes_the_file_identifier() {
    let document = sample::document(1);
    let mut other = document.clone();
    other.footer.push('。');
    let id = |pdf: &[u8]| {
        let document = super::extract::open(pdf);
        document.trailer.get(b"ID").unwrap().as_array().unwrap()[0]
            .as_str()
            .unwrap()
            .to_vec()
    };
    let (first, second) = (id(&rendered(&document).pdf), id(&rendered(&other).pdf));
    assert_eq!(first.len(), 16);
    assert_ne!(first, second);
}

#[test]
fn the_same_stamp_gives_the_same_bytes() {
    let words = Stamp {
        width: 133.0,
        height: 66.0,
        role: "編製",
        signer: "資訊主管",
        time: "2026-07-01",
        tier: "自製金鑰",
    };
    assert!(stamp(&words).unwrap() == stamp(&words).unwrap());
    assert!(
        stamp(&words).unwrap()
            != stamp(&Stamp {
                signer: "稽核人員甲",
                ..words
            })
            .unwrap()
    );
}

#[test]
fn a_cancelled_report_is_not_written() {
    let cancel = AtomicBool::new(false);
    let blocks = Cell::new(0);
    let progress = |progress| {
        if let Progress::LayingOut { done, .. } = progress {
            blocks.set(done);
            cancel.store(done >= 5, Ordering::Relaxed);
        }
    };
    let options = RenderOptions {
        progress: Some(&progress),
        cancel: Some(&cancel),
        ..RenderOptions::at(created())
    };
    let result = render(&sample::document(5), &options);
    assert!(matches!(result, Err(ReportError::Cancelled)));
    assert_eq!(blocks.get(), 5);
}
