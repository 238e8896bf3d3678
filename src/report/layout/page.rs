//! What layout hands to the PDF writer: positioned items. Points, x from the left edge, y from the
//! top edge of the page downwards.

use super::super::metrics::Weight;
use super::style::Colour;
use super::tree::NodeId;

/// A page with everything on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What is drawn, in order.
    pub items: Vec<Drawn>,
    /// For every mark of the page, the part of the document it belongs to.
    pub marks: Vec<NodeId>,
    /// Places that lead elsewhere.
    pub links: Vec<LinkArea>,
    /// Signature fields.
    pub fields: Vec<FieldArea>,
}

impl Page {
    /// Draws what is no content: a rule, a background, the header.
    pub fn decorate(&mut self, item: Item, artifact: Artifact) {
        let role = Role::Artifact(artifact);
        self.items.push(Drawn { item, role });
    }
}

/// Something drawn, with what it is to a reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What is drawn.
    pub item: Item,
    /// What it is.
    pub role: Role,
}

/// What something drawn is to a reader who hears the document (ISO 32000-1 §14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Content under this mark of the page.
    Content(usize),
    /// No content.
    Artifact(Artifact),
}

/// What is drawn without being content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// Rules, backgrounds, repeated headers of tables.
    Layout,
    /// The header of the page.
    Header,
    /// The footer of the page.
    Footer,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Words on a baseline.
    Text(TextItem),
    /// A filled rectangle.
    Fill(Area, Colour),
    /// A line between two points.
    Rule(Rule),
}

/// Words on a baseline, all in one weight, size and colour.
#[derive(Debug, Clone, PartialEq)]
pub struct TextItem {
    /// Left end.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Type size.
    pub size: f32,
    /// Extra advance after every character.
    pub spacing: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// The words.
    pub words: String,
    /// What follows on the line: it decides how wide a full-width mark at the end of the words is.
    pub next: Option<char>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Start.
    pub from: (f32, f32),
    /// End.
    pub to: (f32, f32),
    /// Thickness.
    pub thickness: f32,
    /// Colour.
    pub colour: Colour,
    /// Length of dash and gap, for a broken line.
    pub dash: Option<(f32, f32)>,
}

/// Closed outlines, filled by the non-zero rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Colour.
    pub colour: Colour,
    /// Outlines; each starts at its first point.
    pub contours: Vec<Vec<Stroke>>,
}

/// A piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stroke {
    /// To a point, straight.
    Line(f32, f32),
    /// To the last point, as a cubic curve with two control points.
    Curve((f32, f32), (f32, f32), (f32, f32)),
}

/// A place that leads elsewhere when clicked.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    /// Where on the page.
    pub area: Area,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// To the anchor of this id. In a finished layout: one that no block has.
    Anchor(String),
    /// To an address outside the document.
    Uri(String),
    /// To a place in the document.
    Spot(Spot),
}

/// A signature field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldArea {
    /// Where on the page.
    pub area: Area,
    /// Field name, ASCII.
    pub name: &'static str,
    /// Words shown by viewers when pointing at it.
    pub tip: String,
}

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Index of the page, from 0.
    pub page: usize,
    /// Height on the page.
    pub y: f32,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// 1 (chapter) to 4.
    pub level: u8,
    /// The words.
    pub title: String,
    /// Where it leads.
    pub spot: Spot,
}
