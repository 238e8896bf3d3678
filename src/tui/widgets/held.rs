//! Something computed from the workbook, held until the workbook changes, so that a frame costs the
//! same however many checks there are.

use std::cell::RefCell;
use std::rc::Rc;

/// A value and what it was made for: the number of journal rows, with whatever else decides it.
#[derive(Debug)]
pub struct Held<T, K = u64>(RefCell<Option<(K, Rc<T>)>>);

impl<T, K> Default for Held<T, K> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T, K: PartialEq> Held<T, K> {
    /// The value for `key`; made anew where it was made for another.
    pub fn get(&self, key: K, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some((of, value)) = self.0.borrow().as_ref()
            && *of == key
        {
            return Rc::clone(value);
        }
        let value = Rc::new(make());
        self.0.replace(Some((key, Rc::clone(&value))));
        value
    }
}
