//! What the screen shows: widgets and screens drawn into buffers, and the bytes that reach a
//! terminal.

mod drive;
mod evidence;
mod export;
mod replay;
mod screen_text;
mod text_field;
mod wide_glyphs;
