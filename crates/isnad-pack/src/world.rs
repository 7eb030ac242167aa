//! World knowledge.
use crate::{Diagnostic, Source};
/// World.
#[derive(Debug, Default)]
pub struct World {}
impl World {
    /// Reads.
    pub fn read(_source: &Source, _out: &mut Vec<Diagnostic>) -> World {
        World {}
    }
}
