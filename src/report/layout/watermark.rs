//! Large pale words behind the page, as outlines: shapes leave no text to be extracted.

use ttf_parser::{GlyphId, OutlineBuilder};

use super::super::metrics::{FontBook, Weight};
use super::page::{Shape, Stroke};
use super::style::{PAGE, WATERMARK};

/// The words, rising from left to right across the middle of the page.
pub fn shapes(fonts: &FontBook<'_>, words: &str) -> Vec<Shape> {
    let width = fonts.width(words, Weight::Bold).max(1) as f32 / 1000.0;
    // The diagonal leaves room for about 560 points of words.
    let size = (560.0 / width).min(190.0);
    let (sin, cos) = (0.574, 0.819);
    let mut along = -width * size / 2.0;
    let mut items = Vec::new();
    for character in words.chars() {
        let placed = fonts.place(character, Weight::Bold);
        if let Some(font) = fonts.face(placed.face) {
            let scale = size / f32::from(font.face.units_per_em()).max(1.0);
            let origin = (
                PAGE.0 / 2.0 + along * cos + size * 0.38 * sin,
                PAGE.1 / 2.0 - along * sin + size * 0.38 * cos,
            );
            let mut outline = Outline {
                origin,
                scale,
                sin,
                cos,
                last: (0.0, 0.0),
                contours: Vec::new(),
            };
            font.face.outline_glyph(GlyphId(placed.glyph), &mut outline);
            items.push(Shape {
                colour: WATERMARK,
                contours: outline.contours,
            });
        }
        along += f32::from(placed.advance) * size / 1000.0;
    }
    items
}

/// Collects a glyph's outline, turned and scaled onto the page.
struct Outline {
    origin: (f32, f32),
    scale: f32,
    sin: f32,
    cos: f32,
    last: (f32, f32),
    contours: Vec<Vec<Stroke>>,
}

impl Outline {
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x * self.scale, y * self.scale);
        (
            self.origin.0 + x * self.cos - y * self.sin,
            self.origin.1 - x * self.sin - y * self.cos,
        )
    }

    fn push(&mut self, stroke: Stroke, end: (f32, f32)) {
        self.last = end;
        if let Some(contour) = self.contours.last_mut() {
            contour.push(stroke);
        }
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.contours.push(vec![Stroke::Line(self.last.0, self.last.1)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let end = self.point(x, y);
        self.push(Stroke::Line(end.0, end.1), end);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (start, control, end) = (self.last, self.point(x1, y1), self.point(x, y));
        let toward = |from: (f32, f32)| {
            (
                from.0 + (control.0 - from.0) * 2.0 / 3.0,
                from.1 + (control.1 - from.1) * 2.0 / 3.0,
            )
        };
        self.push(Stroke::Curve(toward(start), toward(end), end), end);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, end) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.push(Stroke::Curve(first, second, end), end);
    }

    fn close(&mut self) {}
}
