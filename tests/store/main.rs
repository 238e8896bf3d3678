//! The workbook file and the use cases that change it: nothing is lost, nothing is hidden, and
//! every step can be taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answering;
mod describing;
mod documents;
mod evidence;
mod fixtures;
#[cfg(unix)]
mod full_disk;
mod journal;
mod killing;
mod locking;
mod opening;
mod refusing;
mod reviewing;
mod signing_off;
mod speed;
mod support;
mod undo;
