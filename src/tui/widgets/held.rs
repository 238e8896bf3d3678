//! Something computed from the workbook, held until the workbook changes, so that a frame costs the
//! same however many checks there are.

use std::cell::RefCell;
use std::rc::Rc;

/// A value and the number of journal rows it was made at.
#[derive(Debug)]
pub struct Held<T>(RefCell<Option<(u64, Rc<T>)>>);

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T> Held<T> {
    /// The value for a workbook whose journal has `count` rows; made anew where it has grown.
    pub fn get(&self, count: u64, make: impl FnOnce() -> T) -> Rc<T> {
        let held = self
            .0
            .borrow()
            .as_ref()
            .map(|(at, value)| (*at, Rc::clone(value)));
        match held {
            Some((at, value)) if at == count => value,
            _ => {
                let value = Rc::new(make());
                self.0.replace(Some((count, Rc::clone(&value))));
                value
            }
        }
    }
}
