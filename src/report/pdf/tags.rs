//! The structure tree of a tagged PDF (ISO 32000-1 §14.7 and §14.8), written straight into the file: it has more
//! objects than everything else.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId};

use super::super::layout::page::Page;
use super::super::layout::tree::{Heads, Kid, Kind, Node, NodeId, Tree};
use super::annotations::Annotations;
use super::write::Output;
use super::{metadata, write};

/// The standard structure type of a part.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "Document",
        Kind::Section => "Sect",
        Kind::Heading(0 | 1) => "H1",
        Kind::Heading(2) => "H2",
        Kind::Heading(3) => "H3",
        Kind::Heading(_) => "H4",
        Kind::Paragraph => "P",
        Kind::Division => "Div",
        Kind::List { .. } => "L",
        Kind::ListItem => "LI",
        Kind::Label => "Lbl",
        Kind::Body => "LBody",
        Kind::Contents => "TOC",
        Kind::Entry => "TOCI",
        Kind::Table => "Table",
        Kind::Caption => "Caption",
        Kind::Row => "TR",
        Kind::Head(_) => "TH",
        Kind::Cell => "TD",
        Kind::Figure => "Figure",
        Kind::Link => "Link",
        Kind::Form => "Form",
    }
}

/// The structure type of a node.
pub(super) fn name_in(tree: &Tree, node: NodeId) -> &'static str {
    tree.nodes.get(node.0).map_or("P", |node| name(node.kind))
}

/// The structure of a document whose other objects have their numbers.
pub(super) struct Structure<'l> {
    /// The parts.
    pub tree: &'l Tree,
    /// The pages of the layout.
    pub pages: &'l [Page],
    /// The page objects.
    pub page_ids: Vec<ObjectId>,
    /// The annotations of every page.
    pub annotations: Annotations,
    /// Height of the pages.
    pub height: f32,
    /// Number of the root; the other objects follow.
    pub root: u32,
}

impl Structure<'_> {
    fn element(&self, node: NodeId) -> u32 {
        let offset = u32::try_from(node.0).unwrap_or(u32::MAX);
        self.root.saturating_add(1).saturating_add(offset)
    }

    fn after_elements(&self) -> u32 {
        self.element(NodeId(self.tree.nodes.len()))
    }

    /// Writes root, elements and the tree that leads from marks and annotations to elements.
    pub(super) fn write(&self, out: &mut Output) {
        let parents = self.after_elements();
        let document = self.element(Tree::ROOT);
        let keys = self.pages.len() + self.annotations.count();
        out.object(self.root, |bytes| {
            let root = format!(
                "<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {keys}>>"
            );
            bytes.extend(root.bytes());
        });
        for (index, node) in self.tree.nodes.iter().enumerate() {
            out.object(self.element(NodeId(index)), |bytes| {
                self.write_element(bytes, node)
            });
        }
        self.write_parents(out, parents);
    }

    fn write_element(&self, bytes: &mut Vec<u8>, node: &Node) {
        let parent = node.parent.map_or(self.root, |parent| self.element(parent));
        bytes.extend(format!("<</S/{}/P {parent} 0 R", name(node.kind)).bytes());
        let first = node.kids.iter().find_map(|kid| match kid {
            Kid::Mark { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = first.and_then(|page| self.page(page)) {
            bytes.extend(format!("/Pg {page} 0 R").bytes());
        }
        let kids: Vec<String> = node.kids.iter().filter_map(|kid| self.kid(kid, first)).collect();
        match kids.as_slice() {
            [] => {}
            [kid] => bytes.extend(format!("/K {kid}").bytes()),
            kids => bytes.extend(format!("/K[{}]", kids.join(" ")).bytes()),
        }
        if let Some(alt) = &node.alt {
            bytes.extend(b"/Alt");
            write::object(bytes, &metadata::text_string(alt));
        }
        self.write_attributes(bytes, node);
        bytes.extend(b">>");
    }

    /// An entry of `K`; marks on the page `here` are plain numbers.
    fn kid(&self, kid: &Kid, here: Option<usize>) -> Option<String> {
        Some(match kid {
            Kid::Node(node) => format!("{} 0 R", self.element(*node)),
            Kid::Mark { page, mark } if Some(*page) == here => mark.to_string(),
            Kid::Mark { page, mark } => {
                format!("<</Type/MCR/Pg {} 0 R/MCID {mark}>>", self.page(*page)?)
            }
            Kid::Link { page, index } => self.object_kid(*page, self.annotations.link(*page, *index)?.0)?,
            Kid::Field { page, index } => self.object_kid(*page, self.annotations.field(*page, *index)?.0)?,
        })
    }

    fn object_kid(&self, page: usize, (number, _): ObjectId) -> Option<String> {
        Some(format!(
            "<</Type/OBJR/Obj {number} 0 R/Pg {} 0 R>>",
            self.page(page)?
        ))
    }

    fn page(&self, index: usize) -> Option<u32> {
        self.page_ids.get(index).map(|(number, _)| *number)
    }

    fn write_attributes(&self, bytes: &mut Vec<u8>, node: &Node) {
        let attributes = match (node.kind, &node.area) {
            (Kind::Head(Heads::Column), _) => "/O/Table/Scope/Column".to_owned(),
            (Kind::Head(Heads::Row), _) => "/O/Table/Scope/Row".to_owned(),
            (Kind::Head(Heads::Band(columns)), _) => {
                format!("/O/Table/Scope/Column/ColSpan {columns}")
            }
            (Kind::List { numbered: true }, _) => "/O/List/ListNumbering/Decimal".to_owned(),
            (Kind::List { numbered: false }, _) => "/O/List/ListNumbering/Disc".to_owned(),
            (Kind::Figure, Some(area)) => {
                let (left, right) = (area.x, area.x + area.width);
                let (bottom, top) = (self.height - area.y - area.height, self.height - area.y);
                format!("/O/Layout/Placement/Block/BBox[{left:.2} {bottom:.2} {right:.2} {top:.2}]")
            }
            (Kind::Figure, None) => "/O/Layout/Placement/Block".to_owned(),
            _ => return,
        };
        bytes.extend(format!("/A<<{attributes}>>").bytes());
    }

    /// The parent tree: for each page the elements of its marks, for each annotation its element.
    fn write_parents(&self, out: &mut Output, number: u32) {
        let first_page = number.saturating_add(1);
        out.object(number, |bytes| {
            bytes.extend(b"<</Nums[");
            for (index, page) in (0..self.pages.len()).zip(first_page..) {
                bytes.extend(format!("{index} {page} 0 R ").bytes());
            }
            for (key, element) in self.annotation_parents() {
                bytes.extend(format!("{key} {element} 0 R ").bytes());
            }
            bytes.extend(b"]>>");
        });
        for (page, number) in self.pages.iter().zip(first_page..) {
            let elements = page.marks.iter();
            let elements = elements.map(|node| Object::Reference((self.element(*node), 0)));
            out.object(number, |bytes| {
                write::object(bytes, &Object::Array(elements.collect()));
            });
        }
    }

    /// Key of every annotation with its element, in the order of the keys.
    fn annotation_parents(&self) -> BTreeMap<usize, u32> {
        let mut parents = BTreeMap::new();
        for (index, node) in self.tree.nodes.iter().enumerate() {
            let element = self.element(NodeId(index));
            for kid in &node.kids {
                let annotation = match kid {
                    Kid::Link { page, index } => self.annotations.link(*page, *index),
                    Kid::Field { page, index } => self.annotations.field(*page, *index),
                    _ => None,
                };
                if let Some((_, key)) = annotation {
                    parents.insert(self.pages.len() + key, element);
                }
            }
        }
        parents
    }
}
