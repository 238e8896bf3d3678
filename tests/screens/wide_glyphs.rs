//! Wide glyphs at the edges of what is drawn over them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use zicha::tui::widgets::paint;

use crate::replay::assert_replays;
use crate::screen_text::screen_text;

fn page() -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
    for y in 0..3 {
        paint::put(&mut buffer, 0, y, 20, "帳號清查紀錄與權限表", Style::new());
    }
    buffer
}

#[test]
fn a_box_over_chinese_text_keeps_both_borders_at_every_column() {
    let page = page();
    for x in 0..16 {
        let mut popup = page.clone();
        let area = Rect::new(x, 1, 4, 1);
        paint::clear(&mut popup, area);
        paint::put(&mut popup, x, 1, 4, "│戶│", Style::new());
        assert!(screen_text(&popup).contains("│戶│"));
        assert_replays(&[&page, &popup, &page]);
    }
}

#[test]
fn a_selection_that_wanders_over_wide_glyphs_leaves_no_traces() {
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    let mut frames = vec![page()];
    for start in 0..9 {
        let mut frame = page();
        paint::put(&mut frame, start * 2, 1, 4, "選取", reversed);
        frames.push(frame);
    }
    frames.push(page());
    assert_replays(&frames.iter().collect::<Vec<_>>());
}

#[test]
fn a_glyph_that_does_not_fit_whole_is_left_out() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
    assert_eq!(paint::put(&mut buffer, 0, 0, 9, "帳號清", Style::new()), 4);
    assert_eq!(screen_text(&buffer), "帳號");
}

#[test]
fn a_name_with_escape_sequences_is_shown_as_symbols() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
    paint::put(&mut buffer, 0, 0, 20, "\u{1b}[2J甲\u{202e}乙\u{7}", Style::new());
    assert_eq!(screen_text(&buffer), "␛[2J甲\u{fffd}乙␇");
}
