//! What was found out, remembered: news uses the same words page after page.
//!
//! The memory is bounded and only ever holds what finding it out anew would give, so that it changes
//! no result, whatever the order of pages and the number of threads. Nothing in it is changed or
//! forgotten, so that nobody waits to read it.

use std::{ops::Deref, sync::OnceLock};

/// Places at which a thing may be kept, one beside the other.
const TRIES: usize = 8;

/// Things by their hash.
#[derive(Debug)]
pub(crate) struct Memo<T> {
    slots: Vec<OnceLock<Box<T>>>,
}

/// A thing that is remembered, or one for which there was no room.
#[derive(Debug)]
pub enum Known<'m, T> {
    /// It is remembered.
    Kept(&'m T),
    /// It was made for this once.
    Made(Box<T>),
}

impl<T> Deref for Known<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Known::Kept(thing) => thing,
            Known::Made(thing) => thing,
        }
    }
}

impl<T> Memo<T> {
    /// A memory of so many things at most.
    pub(crate) fn new(most: usize) -> Memo<T> {
        Memo { slots: (0..most).map(|_| OnceLock::new()).collect() }
    }

    /// The thing of this hash that is the one sought; else it is made, and remembered while there is
    /// room.
    pub(crate) fn get(
        &self,
        hash: u64,
        is: impl Fn(&T) -> bool,
        make: impl Fn() -> T,
    ) -> Known<'_, T> {
        let first = hash as usize % (self.slots.len().saturating_sub(TRIES) + 1);
        for slot in self.slots.iter().skip(first).take(TRIES) {
            let thing = slot.get_or_init(|| Box::new(make()));
            if is(thing) {
                return Known::Kept(thing);
            }
        }
        Known::Made(Box::new(make()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_while_there_is_room_and_makes_what_it_has_none_for() {
        let memo: Memo<u32> = Memo::new(TRIES);
        for round in 0..2 {
            for i in 0..20 {
                // All of one hash.
                let known = memo.get(7, |t| *t == i, || i);
                assert_eq!(*known, i);
                assert_eq!(matches!(known, Known::Kept(_)), (i as usize) < TRIES, "{round}");
            }
        }
    }
}
