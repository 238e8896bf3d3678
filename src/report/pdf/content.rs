//! Positioned items → page operations. printpdf's y axis points upwards.

use printpdf::{
    Color, FontId, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, Rect, Rgb, TextItem as Words, WindingOrder,
};

use super::super::layout::page::{Area, Item, Page, Rule, Shape, Stroke, TextItem};
use super::super::layout::style::Colour;
use super::super::metrics::FontBook;
use super::banks::Banks;

/// The operations of one page of height `height`.
pub(super) fn operations(page: &Page, height: f32, fonts: &FontBook<'_>, banks: &Banks) -> Vec<Op> {
    let mut writer = Writer {
        ops: Vec::new(),
        height,
        fonts,
        banks,
        fill: None,
        line: None,
        spacing: 0.0,
    };
    for item in &page.items {
        match item {
            Item::Text(text) => writer.text(text),
            Item::Fill(area, colour) => writer.fill(area, *colour),
            Item::Rule(rule) => writer.rule(rule),
            Item::Shape(shape) => writer.shape(shape),
        }
    }
    writer.ops
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
        for character in text.words.chars() {
            let Some(bank) = self.banks.find(self.fonts, character, text.weight) else {
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

    fn shape(&mut self, shape: &Shape) {
        self.fill_colour(shape.colour);
        let rings = shape
            .contours
            .iter()
            .map(|contour| PolygonRing {
                points: contour.iter().flat_map(|stroke| self.stroke(stroke)).collect(),
            })
            .collect();
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings,
                mode: PaintMode::Fill,
                winding_order: WindingOrder::NonZero,
            },
        });
    }

    fn stroke(&self, stroke: &Stroke) -> Vec<LinePoint> {
        let point = |(x, y): (f32, f32), bezier| LinePoint {
            p: self.point(x, y),
            bezier,
        };
        match *stroke {
            Stroke::Line(x, y) => vec![point((x, y), false)],
            Stroke::Curve(first, second, end) => {
                vec![point(first, true), point(second, true), point(end, false)]
            }
        }
    }
}

/// Rounded to a hundredth of a point, as much as a page needs.
fn hundredth(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn rgb(Colour(r, g, b): Colour) -> Color {
    let share = |channel: u8| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb {
        r: share(r),
        g: share(g),
        b: share(b),
        icc_profile: None,
    })
}
