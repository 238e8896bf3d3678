//! The pen that moves down the pages.

use std::collections::BTreeMap;

use super::super::blocks::Link;
use super::super::metrics::{FontBook, Weight};
use super::lines::{SetLine, Setting, plain};
use super::page::{Area, Artifact, Bookmark, Drawn, Item, LinkArea, Page, Role, Spot, Target};
use super::style::{self, Colour};
use super::tree::{Kid, Kind, NodeId, Tree};

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
    /// The parts of the document so far.
    pub tree: Tree,
    /// The part that what is drawn belongs to; none while it is no content.
    node: Option<NodeId>,
    /// The last link, with the part it stands in.
    link: Option<(NodeId, Link, NodeId)>,
    done: Vec<Page>,
    dirty: bool,
}

/// All that a flow leaves.
pub struct Finished {
    /// The pages.
    pub pages: Vec<Page>,
    /// The headings.
    pub bookmarks: Vec<Bookmark>,
    /// Places links can point to.
    pub anchors: BTreeMap<String, Spot>,
    /// The parts of the document.
    pub tree: Tree,
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
            tree: Tree::default(),
            node: Some(Tree::ROOT),
            link: None,
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

    /// Begins a part within the present one, without entering it.
    pub fn begin(&mut self, kind: Kind) -> NodeId {
        self.tree.add(self.node.unwrap_or(Tree::ROOT), kind)
    }

    /// Begins a part within the present one; what `draw` draws belongs to it.
    pub fn within<T>(&mut self, kind: Kind, draw: impl FnOnce(&mut Self) -> T) -> T {
        let node = self.begin(kind);
        self.at(Some(node), draw)
    }

    /// What `draw` draws belongs to `node`, or is no content if there is none.
    pub fn at<T>(&mut self, node: Option<NodeId>, draw: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.node, node);
        let result = draw(self);
        self.node = before;
        result
    }

    /// Begins a chapter: everything until the next one stands in it.
    pub fn begin_section(&mut self) {
        self.node = Some(self.tree.add(Tree::ROOT, Kind::Section));
    }

    /// Draws what is content of the present part.
    pub fn show(&mut self, item: Item) {
        let Some(node) = self.node else {
            return self.decorate(item);
        };
        let present = match self.page.items.last().map(|drawn| drawn.role) {
            Some(Role::Content(mark)) if self.page.marks.get(mark) == Some(&node) => Some(mark),
            _ => None,
        };
        let mark = present.unwrap_or_else(|| {
            let (page, mark) = (self.done.len(), self.page.marks.len());
            self.page.marks.push(node);
            self.tree.append(node, Kid::Mark { page, mark });
            mark
        });
        let role = Role::Content(mark);
        self.page.items.push(Drawn { item, role });
    }

    /// Draws what is no content.
    pub fn decorate(&mut self, item: Item) {
        self.page.decorate(item, Artifact::Layout);
    }

    /// Draws one line of plain words as content.
    pub fn show_words(&mut self, words: &str, weight: Weight, at: (f32, f32), look: (f32, Colour)) {
        if let Some(item) = plain(words, weight, at, look) {
            self.show(item);
        }
    }

    /// Draws as words that lead elsewhere, with their clickable area.
    pub fn show_link(&mut self, link: &Link, area: Area, item: Item) {
        let Some(parent) = self.node else {
            return self.decorate(item);
        };
        let node = match &self.link {
            Some((of, last, node)) if *of == parent && last == link => *node,
            _ => self.begin(Kind::Link),
        };
        self.link = Some((parent, link.clone(), node));
        self.at(Some(node), |flow| flow.show(item));
        let target = match link {
            Link::Anchor(id) => Target::Anchor(id.clone()),
            Link::Uri(uri) => Target::Uri(uri.clone()),
        };
        let (page, index) = (self.done.len(), self.page.links.len());
        self.tree.append(node, Kid::Link { page, index });
        self.page.links.push(LinkArea { area, target });
    }

    /// Ends the last link: the same words again are another one.
    pub fn end_link(&mut self) {
        self.link = None;
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
        let mut page = std::mem::take(&mut self.page);
        page.items.shrink_to_fit();
        self.done.push(page);
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
                line.draw(self, self.y, setting);
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

    /// Ends the last page and hands over everything.
    pub fn finish(mut self) -> Finished {
        if self.dirty || self.done.is_empty() {
            self.new_page();
        }
        Finished {
            pages: self.done,
            bookmarks: self.bookmarks,
            anchors: self.anchors,
            tree: self.tree,
        }
    }
}

/// The least number of lines that begin a text of `count` lines on a page: two, unless one alone would be
/// left over.
pub fn least_lines(count: usize) -> usize {
    if count <= 3 { count } else { 2 }
}
