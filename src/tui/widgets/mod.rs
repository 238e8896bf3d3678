//! What screens are drawn with. Widgets know nothing of screens.

pub mod cursor;
pub mod lines;
pub mod paint;
pub mod popup;
pub mod row;
pub mod text_field;
