//! What screens are drawn with. Widgets know nothing of screens.

pub mod cursor;
pub mod form;
pub mod lines;
pub mod paint;
pub mod pane;
pub mod popup;
pub mod questionnaire;
pub mod row;
pub mod secret_field;
pub mod text_field;
