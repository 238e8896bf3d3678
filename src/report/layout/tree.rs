//! The parts of the document as a reader hears them: headings, paragraphs, tables, in reading order. Items on
//! the pages belong to a part by their mark; a part that goes on over pages has marks on all of them.

use super::page::Area;

/// Index of a part in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// What a part is (standard structure types, ISO 32000-1 §14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The whole document.
    Document,
    /// A chapter with everything below its heading.
    Section,
    /// A heading of level 1 to 4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Parts that belong together, such as a boxed notice.
    Division,
    /// A list, numbered or not.
    List {
        /// With numbers instead of bullets.
        numbered: bool,
    },
    /// An item of a list.
    ListItem,
    /// Bullet or number of an item.
    Label,
    /// The words of an item.
    Body,
    /// The table of contents.
    Contents,
    /// An entry of the table of contents.
    Entry,
    /// A table.
    Table,
    /// The words above a table.
    Caption,
    /// A row.
    Row,
    /// A cell that heads a column or a row.
    Head(Heads),
    /// A cell with content.
    Cell,
    /// A drawing; it says in words what it shows.
    Figure,
    /// Words that lead elsewhere.
    Link,
    /// A form field.
    Form,
}

/// What a heading cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// Its column.
    Column,
    /// Its row.
    Row,
    /// All rows below, across this many columns.
    Band(usize),
}

/// What stands in a part, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another part.
    Node(NodeId),
    /// What is drawn on a page under a mark.
    Mark {
        /// Index of the page.
        page: usize,
        /// The mark.
        mark: usize,
    },
    /// The clickable area of a link.
    Link {
        /// Index of the page.
        page: usize,
        /// Index among its links.
        index: usize,
    },
    /// A signature field.
    Field {
        /// Index of the page.
        page: usize,
        /// Index among its fields.
        index: usize,
    },
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The part it stands in; none for the document.
    pub parent: Option<NodeId>,
    /// What stands in it.
    pub kids: Vec<Kid>,
    /// What a drawing shows, in words.
    pub alt: Option<String>,
    /// Where a drawing stands, if on one page.
    pub area: Option<Area>,
}

/// All parts of a document. The first is the document itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The parts in the order of their beginning.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The document.
    pub const ROOT: NodeId = NodeId(0);

    /// Appends a part within `parent`.
    pub fn add(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node::new(kind, Some(parent)));
        self.append(parent, Kid::Node(id));
        id
    }

    /// Appends to what stands in `node`.
    pub fn append(&mut self, node: NodeId, kid: Kid) {
        if let Some(node) = self.nodes.get_mut(node.0) {
            node.kids.push(kid);
        }
    }

    /// Says what a drawing shows, and where it stands.
    pub fn describe(&mut self, node: NodeId, alt: String, area: Option<Area>) {
        if let Some(node) = self.nodes.get_mut(node.0) {
            node.alt = Some(alt);
            node.area = area;
        }
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: vec![Node::new(Kind::Document, None)],
        }
    }
}

impl Node {
    fn new(kind: Kind, parent: Option<NodeId>) -> Self {
        Self {
            kind,
            parent,
            kids: Vec::new(),
            alt: None,
            area: None,
        }
    }
}
