//! The pieces that screens are drawn with. None of them knows what a checklist is.

pub mod paint;
pub mod text_field;
