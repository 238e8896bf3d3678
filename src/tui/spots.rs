//! What can be pointed at: while a frame is drawn, widgets note what they drew where.
//!
//! Nothing is kept between frames. When a button of the mouse is pressed, the app is drawn once more
//! into a buffer that nobody sees, with a list to note into; so what is found is always what is
//! shown, and drawing for the eye costs nothing more.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::keys::Command;

/// Which commands lead from one row to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Up and down.
    Rows,
    /// Left and right.
    Columns,
    /// To the next and the previous field.
    Fields,
}

impl Way {
    /// The command that goes one step on, or back.
    pub fn step(self, on: bool) -> Command {
        match (self, on) {
            (Way::Rows, true) => Command::Down,
            (Way::Rows, false) => Command::Up,
            (Way::Columns, true) => Command::Right,
            (Way::Columns, false) => Command::Left,
            (Way::Fields, true) => Command::NextField,
            (Way::Fields, false) => Command::PreviousField,
        }
    }
}

/// Something that can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowAt {
    /// The list it belongs to, counted in the order of Tab from 0.
    pub list: usize,
    /// That list has the focus.
    pub focused: bool,
    /// How many steps after the first of the list it comes. Only differences count.
    pub index: usize,
    /// It is the selected one of its list.
    pub selected: bool,
    /// How its neighbours are reached.
    pub way: Way,
}

impl RowAt {
    /// A row that is reached by up and down.
    pub fn in_list(list: usize, focused: bool, index: usize, selected: bool) -> Self {
        Self {
            list,
            focused,
            index,
            selected,
            way: Way::Rows,
        }
    }
}

/// What a place on the screen does when it is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A key of the key bar.
    Key(Command),
    /// A part of the header, which leads to what it shows.
    Part(Command),
    /// Selects a row.
    Row(RowAt),
    /// Turns a choice by so many options, once its row is selected.
    Turn(isize),
    /// Opens its row, or answers the overlay, at once.
    Open,
    /// Folds or unfolds its row, once it is selected.
    Fold(Command),
    /// Paragraphs that the wheel scrolls.
    Pane,
    /// The box of an overlay.
    Window,
}

/// What was noted at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hit {
    /// A key or a part of the header.
    pub command: Option<Command>,
    /// The row.
    pub row: Option<RowAt>,
    /// The choice to turn to.
    pub turn: Option<isize>,
    /// It opens at once.
    pub opens: bool,
    /// It folds.
    pub fold: Option<Command>,
    /// It is scrolled by the wheel.
    pub pane: bool,
    /// It lies in the box of an overlay.
    pub window: bool,
}

/// The spots of one frame, the topmost last.
#[derive(Debug, Clone, Default)]
pub struct Spots(RefCell<Vec<(Rect, Spot)>>);

impl Spots {
    /// Notes a spot.
    pub fn add(&self, area: Rect, spot: Spot) {
        if !area.is_empty() {
            self.0.borrow_mut().push((area, spot));
        }
    }

    /// Notes the next row of a list that has the focus and is gone through by up and down.
    pub fn add_row(&self, area: Rect, selected: bool) {
        let rows = self.rows();
        let last = rows.last().map(|(_, row)| row.index);
        let row = RowAt::in_list(0, true, last.map_or(0, |last| last + 1), selected);
        self.add(area, Spot::Row(row));
    }

    /// An overlay comes on top: nothing of what was noted can be pointed at but the key bar, whose
    /// keys are the overlay's.
    pub fn cover(&self) {
        self.0
            .borrow_mut()
            .retain(|(_, spot)| matches!(spot, Spot::Key(_)));
    }

    /// All rows.
    pub fn rows(&self) -> Vec<(Rect, RowAt)> {
        let noted = self.0.borrow();
        let rows = noted.iter().filter_map(|(area, spot)| match spot {
            Spot::Row(row) => Some((*area, *row)),
            _ => None,
        });
        rows.collect()
    }

    /// Everything that was noted, the topmost last.
    pub fn all(&self) -> Vec<(Rect, Spot)> {
        self.0.borrow().clone()
    }

    /// The selected row of a list.
    pub fn selected(&self, list: usize) -> Option<RowAt> {
        let rows = self.rows().into_iter().map(|(_, row)| row);
        rows.filter(|row| row.list == list).find(|row| row.selected)
    }

    /// The list that has the focus.
    pub fn focused(&self) -> Option<usize> {
        let mut rows = self.rows().into_iter().map(|(_, row)| row);
        rows.find(|row| row.focused).map(|row| row.list)
    }

    /// What was noted at a place. The box of an overlay hides what lies below it.
    pub fn at(&self, place: Position) -> Hit {
        let mut hit = Hit::default();
        for (area, spot) in self.0.borrow().iter() {
            if !area.contains(place) {
                continue;
            }
            match *spot {
                Spot::Key(command) | Spot::Part(command) => hit.command = Some(command),
                Spot::Row(row) => hit.row = Some(row),
                Spot::Turn(by) => hit.turn = Some(by),
                Spot::Open => hit.opens = true,
                Spot::Fold(command) => hit.fold = Some(command),
                Spot::Pane => hit.pane = true,
                Spot::Window => {
                    hit = Hit {
                        window: true,
                        ..Hit::default()
                    }
                }
            }
        }
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_hides_what_lies_below_it() {
        let spots = Spots::default();
        spots.add(Rect::new(0, 0, 9, 1), Spot::Part(Command::Gaps));
        spots.add(Rect::new(0, 5, 9, 1), Spot::Key(Command::Help));
        spots.add_row(Rect::new(0, 2, 9, 1), true);
        spots.cover();
        spots.add(Rect::new(2, 2, 5, 4), Spot::Window);
        spots.add_row(Rect::new(3, 3, 3, 1), true);
        assert_eq!(spots.at(Position::new(0, 0)), Hit::default());
        assert_eq!(spots.at(Position::new(0, 2)), Hit::default());
        assert_eq!(spots.at(Position::new(0, 5)).command, Some(Command::Help));
        let under_the_box = spots.at(Position::new(3, 5));
        assert!(under_the_box.window && under_the_box.command.is_none());
        assert!(
            spots
                .at(Position::new(3, 3))
                .row
                .is_some_and(|row| row.index == 0)
        );
    }

    #[test]
    fn rows_are_counted_in_the_order_they_are_drawn() {
        let spots = Spots::default();
        for y in 0..3 {
            spots.add_row(Rect::new(0, y, 9, 1), y == 1);
        }
        assert_eq!(spots.selected(0).map(|row| row.index), Some(1));
        assert_eq!(spots.at(Position::new(4, 2)).row.map(|row| row.index), Some(2));
        assert_eq!(spots.focused(), Some(0));
    }
}
