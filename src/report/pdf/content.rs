//! Positioned items → page operations. printpdf's y axis points upwards.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, FontId, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect,
    Rgb, TextItem as Words, WindingOrder,
};

use super::super::layout::page::{Area, Artifact, Item, Page, Role, Rule, TextItem};
use super::super::layout::style::Colour;
use super::super::layout::tree::Tree;
use super::super::metrics::FontBook;
use super::banks::Banks;
use super::tags;

/// The operations of one page of height `height`. With a tree everything drawn is marked with the part of the
/// document it belongs to (ISO 32000-1 §14.7.4.2).
pub(super) fn operations(
    page: &Page,
    height: f32,
    fonts: &FontBook<'_>,
    banks: &Banks,
    tree: Option<&Tree>,
) -> Vec<Op> {
    let mut writer = Writer {
        ops: Vec::new(),
        height,
        fonts,
        banks,
        fill: None,
        line: None,
        spacing: 0.0,
    };
    let mut open = None;
    for drawn in &page.items {
        if let Some(tree) = tree
            && open != Some(drawn.role)
        {
            if open.is_some() {
                writer.ops.push(Op::EndMarkedContent);
            }
            writer.ops.push(mark(page, drawn.role, tree));
            open = Some(drawn.role);
        }
        match &drawn.item {
            Item::Text(text) => writer.text(text),
            Item::Fill(area, colour) => writer.fill(area, *colour),
            Item::Rule(rule) => writer.rule(rule),
        }
    }
    if open.is_some() {
        writer.ops.push(Op::EndMarkedContent);
    }
    writer.ops
}

/// Operations that show every character of every bank: printpdf writes widths and characters of what is shown.
pub(super) fn specimen(banks: &Banks) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for bank in banks.iter() {
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(FontId(bank.resource.clone())),
            size: Pt(1.0),
        });
        ops.push(Op::ShowText {
            items: vec![Words::Text(bank.characters().collect())],
        });
    }
    ops.push(Op::EndTextSection);
    ops
}

/// What begins marked content of a role.
fn mark(page: &Page, role: Role, tree: &Tree) -> Op {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let (tag, properties): (_, Vec<(&str, DictItem)>) = match role {
        Role::Content(mark) => {
            let number = i64::try_from(mark).unwrap_or(i64::MAX);
            let tag = page
                .marks
                .get(mark)
                .map_or("P", |node| tags::name_in(tree, *node));
            (tag, vec![("MCID", DictItem::Int(number))])
        }
        Role::Artifact(Artifact::Layout) => ("Artifact", vec![("Type", name("Layout"))]),
        Role::Artifact(Artifact::Header) => (
            "Artifact",
            vec![("Type", name("Pagination")), ("Subtype", name("Header"))],
        ),
        Role::Artifact(Artifact::Footer) => (
            "Artifact",
            vec![("Type", name("Pagination")), ("Subtype", name("Footer"))],
        ),
    };
    let map: BTreeMap<String, DictItem> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties: DictItem::Dict { map },
    }
}

/// Look of the lines that follow: thickness, colour, dash.
type LineLook = (f32, Colour, Option<(f32, f32)>);

struct Writer<'w, 'a> {
    ops: Vec<Op>,
    height: f32,
    fonts: &'w FontBook<'a>,
    banks: &'w Banks,
    fill: Option<Colour>,
    line: Option<LineLook>,
    spacing: f32,
}

impl Writer<'_, '_> {
    fn point(&self, x: f32, y: f32) -> Point {
        Point {
            x: Pt(hundredth(x)),
            y: Pt(hundredth(self.height - y)),
        }
    }

    fn fill_colour(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn text(&mut self, text: &TextItem) {
        self.fill_colour(text.colour);
        self.ops.push(Op::StartTextSection);
        let spacing = (text.spacing * 1000.0).round() / 1000.0;
        if self.spacing != spacing {
            self.spacing = spacing;
            self.ops.push(Op::SetCharacterSpacing { multiplier: spacing });
        }
        let mut at = Some(self.point(text.x, text.y));
        for (resource, words) in self.runs(text) {
            let font = PdfFontHandle::External(FontId(resource));
            self.ops.push(Op::SetFont {
                font,
                size: Pt(hundredth(text.size)),
            });
            if let Some(pos) = at.take() {
                self.ops.push(Op::SetTextCursor { pos });
            }
            self.ops.push(Op::ShowText {
                items: vec![Words::Text(words)],
            });
        }
        self.ops.push(Op::EndTextSection);
    }

    /// The words cut where the bank changes.
    fn runs(&self, text: &TextItem) -> Vec<(String, String)> {
        let mut runs: Vec<(String, String)> = Vec::new();
        for (character, placed) in self.fonts.placed(&text.words, text.next, text.weight) {
            let Some(bank) = self.banks.find(character, &placed) else {
                continue;
            };
            match runs.last_mut() {
                Some((resource, words)) if *resource == bank.resource => words.push(character),
                _ => runs.push((bank.resource.clone(), character.to_string())),
            }
        }
        runs
    }

    fn fill(&mut self, area: &Area, colour: Colour) {
        self.fill_colour(colour);
        let corner = self.point(area.x, area.y + area.height);
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: corner.x,
                y: corner.y,
                width: Pt(hundredth(area.width)),
                height: Pt(hundredth(area.height)),
                mode: Some(PaintMode::Fill),
                winding_order: Some(WindingOrder::NonZero),
            },
        });
    }

    fn rule(&mut self, rule: &Rule) {
        let look = (rule.thickness, rule.colour, rule.dash);
        if self.line != Some(look) {
            self.line = Some(look);
            let pattern = rule.dash.map(|(dash, gap)| vec![dash, gap]).unwrap_or_default();
            self.ops.push(Op::SetOutlineColor {
                col: rgb(rule.colour),
            });
            self.ops.push(Op::SetOutlineThickness {
                pt: Pt(rule.thickness),
            });
            self.ops.push(Op::SetLineDashPattern {
                dash: LineDashPattern::new(0.0, &pattern),
            });
        }
        let points = [rule.from, rule.to].map(|(x, y)| LinePoint {
            p: self.point(x, y),
            bezier: false,
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points: points.to_vec(),
                is_closed: false,
            },
        });
    }
}

/// Rounded to a hundredth of a point, as much as a page needs.
pub(super) fn hundredth(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn rgb(colour: Colour) -> Color {
    let [r, g, b] = shares(colour);
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

/// The channels of a colour as shares of one, rounded to thousandths.
pub(super) fn shares(Colour(r, g, b): Colour) -> [f32; 3] {
    [r, g, b].map(|channel| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0)
}
