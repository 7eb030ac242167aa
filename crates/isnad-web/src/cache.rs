//! Pages that were drawn, kept until the desk changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cx::Body;

/// Bytes that are kept, at most.
const ROOM: usize = 24 << 20;

/// What a desk looked like.
pub(crate) type Version = (u64, i64, u64);

/// Drawn pages by address and settings.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    version: Version,
    pages: HashMap<String, Arc<Body>>,
    size: usize,
}

impl Cache {
    /// The page of a key, if it was drawn from this version of the desk.
    pub(crate) fn get(&self, version: Version, key: &str) -> Option<Arc<Body>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.version == version { state.pages.get(key).cloned() } else { None }
    }

    /// Keeps a page, in place of all others if there is no room.
    pub(crate) fn put(&self, version: Version, key: String, body: Arc<Body>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let size = body.text.len() + key.len();
        if state.version != version || state.size + size > ROOM {
            *state = State { version, ..State::default() };
        }
        if size <= ROOM {
            state.size += size;
            state.pages.insert(key, body);
        }
    }
}
