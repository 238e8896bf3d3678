//! The pen that moves down the pages.

use std::collections::BTreeMap;

use super::super::metrics::FontBook;
use super::lines::{SetLine, Setting};
use super::page::{Bookmark, Page, Spot};
use super::style;

/// Pages so far, and where the next content goes.
pub struct Flow<'f, 'a> {
    /// The fonts.
    pub fonts: &'f FontBook<'a>,
    /// The page being filled.
    pub page: Page,
    /// Top of the next content.
    pub y: f32,
    /// Headings so far.
    pub bookmarks: Vec<Bookmark>,
    /// Places links can point to.
    pub anchors: BTreeMap<String, Spot>,
    done: Vec<Page>,
    dirty: bool,
}

impl<'f, 'a> Flow<'f, 'a> {
    /// An empty first page.
    pub fn new(fonts: &'f FontBook<'a>) -> Self {
        Self {
            fonts,
            page: Page::default(),
            y: style::TOP,
            bookmarks: Vec::new(),
            anchors: BTreeMap::new(),
            done: Vec::new(),
            dirty: false,
        }
    }

    /// A pen at the same height of an otherwise empty document, to find out how much room something
    /// takes.
    pub fn trial(&self) -> Self {
        Self {
            y: self.y,
            dirty: self.dirty,
            ..Self::new(self.fonts)
        }
    }

    /// Whether a page was ended.
    pub fn has_turned_over(&self) -> bool {
        !self.done.is_empty()
    }

    /// Height left on the page.
    pub fn room(&self) -> f32 {
        style::BOTTOM - self.y
    }

    /// Whether nothing stands on the page yet.
    pub fn at_top(&self) -> bool {
        !self.dirty
    }

    /// Where the next content goes.
    pub fn spot(&self) -> Spot {
        Spot {
            page: self.done.len(),
            y: self.y,
        }
    }

    /// Moves down by `height` that something has been drawn in.
    pub fn advance(&mut self, height: f32) {
        self.y += height;
        self.dirty = true;
    }

    /// Leaves empty space, except at the top of a page.
    pub fn space(&mut self, height: f32) {
        if self.dirty {
            self.y += height;
        }
    }

    /// Makes sure that `height` is left, on a new page if need be.
    pub fn need(&mut self, height: f32) {
        if self.dirty && height > self.room() + 0.01 {
            self.new_page();
        }
    }

    /// Starts a new page.
    pub fn new_page(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.y = style::TOP;
        self.dirty = false;
    }

    /// Remembers the present place under `id`.
    pub fn anchor(&mut self, id: &str) {
        let spot = self.spot();
        self.anchors.entry(id.to_owned()).or_insert(spot);
    }

    /// Draws lines one below the other, two at least before and after a page break.
    pub fn draw_lines(&mut self, lines: &[SetLine], setting: &Setting) {
        let mut rest = lines;
        while !rest.is_empty() {
            let fit = (self.room() / setting.text.leading + 0.001).floor().max(0.0) as usize;
            let take = self.lines_before_break(rest.len(), fit);
            if take == 0 {
                self.new_page();
                continue;
            }
            let (now, later) = rest.split_at(take);
            for line in now {
                line.draw(self.fonts, &mut self.page, self.y, setting);
                self.advance(setting.text.leading);
            }
            rest = later;
        }
    }

    /// How many of `left` lines go onto this page where `fit` fit.
    fn lines_before_break(&self, left: usize, fit: usize) -> usize {
        if left <= fit {
            return left;
        }
        let take = fit.min(left.saturating_sub(2));
        match (take, self.at_top()) {
            (0 | 1, false) => 0,
            (0 | 1, true) => fit.clamp(1, left),
            _ => take,
        }
    }

    /// Ends the last page and hands over all of them.
    pub fn finish(mut self) -> (Vec<Page>, Vec<Bookmark>, BTreeMap<String, Spot>) {
        if self.dirty || self.done.is_empty() {
            self.new_page();
        }
        (self.done, self.bookmarks, self.anchors)
    }
}
