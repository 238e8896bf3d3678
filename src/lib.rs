//! Zicha (自查): an offline self-assessment against the 26 articles of the
//! 資通系統安全防護基準參考指引, ending in a signed PDF gap report.
//!
//! Where a thing lives:
//!
//! | question | place |
//! |---|---|
//! | what is it, and what does it mean? | [`model`] (pure) |
//! | where do the requirements come from? | [`pack`], `checklist/` |
//! | where is it kept? | [`store`] |
//! | who does it? | [`engagement`] (the use cases) |
//! | how is it shown? | [`tui`] on the screen, [`plain`] line by line, [`cli`] as text or JSON, [`report`] as PDF |
//! | who vouches for it? | [`sign`] |
//! | how does it leave or come in? | [`exchange`] |
//! | how is it worded? | [`lang`], `assets/lang` |
//!
//! The screen of the checklist walk, with the module that draws each piece:
//!
//! ```text
//! ┌ tui/widgets/header.rs ─ name │ class │ systems ─────────────── 已存檔 ┐
//! │ progress, gaps by obligation                                          │
//! ├ tui/screens/walk/tree.rs ┬ tui/screens/walk/clause.rs ────────────────┤
//! │ 第二章 存取控制    18/40 │ 4.4 每半年審查帳號與權限                應 │
//! │ > 4 帳號管理        9/21 │ 要求 …  說明 …  佐證資料 …                 │
//! │     4.4 半年審查       ! │ 檢核結果 (one row per target)              │
//! ├ tui/widgets/key_bar.rs ──┴────────────────────────────────────────────┤
//! │ Enter 作答  F2 佐證 …   (read from the command table, tui/keys.rs)    │
//! └───────────────────────────────────────────────────────────────────────┘
//! ```

pub mod cli;
pub mod engagement;
pub mod error;
pub mod exchange;
pub mod lang;
pub mod model;
pub mod pack;
pub mod plain;
pub mod report;
pub mod settings;
pub mod sign;
pub mod store;
pub mod text;
pub mod tui;
