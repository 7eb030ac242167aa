//! Whose file it is and of which version; brings older desks up to date.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// `isnd` in ASCII: marks the file as a desk in the header of SQLite.
const APPLICATION_ID: i64 = 0x6973_6E64;

/// One script per version, the first makes version 1. Scripts that were released never change.
const SCRIPTS: [&str; 7] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
    include_str!("migrations/7.sql"),
];

/// The newest version that this program knows.
pub(crate) const LATEST: u32 = SCRIPTS.len() as u32;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing in it yet.
    Empty,
    /// A desk of this version, not newer than [`LATEST`].
    Desk(u32),
}

/// Looks at a file without changing it.
pub(crate) fn inspect(conn: &Connection, path: &Path) -> Result<State, Error> {
    let number = |sql: &str| {
        conn.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|e| Error::of(path, e))
    };
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")? as u32;
    if tables == 0 && application == 0 && version == 0 {
        return Ok(State::Empty);
    }
    if application != APPLICATION_ID {
        return Err(Error::Foreign(path.to_owned()));
    }
    if version > LATEST {
        return Err(Error::Newer { path: path.to_owned(), found: version, known: LATEST });
    }
    Ok(State::Desk(version))
}

/// Makes a new desk, or brings an older one up to date, in one transaction.
pub(crate) fn migrate(conn: &mut Connection, path: &Path) -> Result<(), Error> {
    let mut run = || -> rusqlite::Result<()> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read again under the lock: another process may have migrated in between.
        let version: u32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        for script in SCRIPTS.iter().skip(version as usize) {
            tx.execute_batch(script)?;
        }
        tx.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {LATEST};"
        ))?;
        tx.commit()
    };
    run().map_err(|e| Error::of(path, e))
}
