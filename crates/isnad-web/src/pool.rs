//! Connections to the desk file, for reading, each used by one request at a time.

use std::fs::Metadata;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use isnad_store::{Desk, Error};

/// Open connections, and the file they belong to.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    file: Option<u64>,
    free: Vec<Desk>,
    /// Watches for changes: the number that SQLite gives belongs to one connection.
    watch: Option<Desk>,
    /// Counts files that came in the place of the desk.
    generation: u64,
}

/// A connection that goes back to its pool.
#[derive(Debug)]
pub(crate) struct Lent<'p> {
    desk: Option<Desk>,
    file: Option<u64>,
    pool: &'p Pool,
}

impl Pool {
    pub(crate) fn new(path: &Path) -> Pool {
        Pool { path: path.to_owned(), state: Mutex::default() }
    }

    /// A connection to the desk as it is now; fails if the file is gone.
    pub(crate) fn lend(&self) -> Result<Lent<'_>, Error> {
        let file = self.refresh()?;
        let free = self.lock().free.pop();
        let desk = match free {
            Some(desk) => desk,
            None => Desk::open(&self.path)?,
        };
        Ok(Lent { desk: Some(desk), file, pool: self })
    }

    /// What changes whenever somebody writes to the desk, or another file takes its place.
    pub(crate) fn version(&self) -> Result<(u64, i64), Error> {
        self.refresh()?;
        let mut state = self.lock();
        if state.watch.is_none() {
            state.watch = Some(Desk::open(&self.path)?);
        }
        let version = state.watch.as_ref().map(Desk::data_version).transpose()?;
        Ok((state.generation, version.unwrap_or_default()))
    }

    /// Closes connections to a file that is no longer the desk.
    fn refresh(&self) -> Result<Option<u64>, Error> {
        let now = std::fs::metadata(&self.path).ok().map(|m| identity(&m));
        let mut state = self.lock();
        if now.is_none() || now != state.file {
            let generation = state.generation + 1;
            *state = State { file: now, generation, ..State::default() };
        }
        if now.is_none() {
            return Err(Error::Missing(self.path.clone()));
        }
        Ok(now)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What tells a file from another one of the same name.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// What tells a file from another one of the same name, as far as the system says.
#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> u64 {
    let made = metadata.created().ok().and_then(|t| t.elapsed().ok());
    made.map_or(0, |_| 1)
}

impl Deref for Lent<'_> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        // The connection is taken out only when the loan ends.
        #[expect(clippy::expect_used, reason = "it is there as long as the loan is")]
        self.desk.as_ref().expect("a loan holds its connection")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        if state.file == self.file {
            state.free.extend(self.desk.take());
        }
    }
}
