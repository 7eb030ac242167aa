//! What people watch, and what was there when they last looked.

use rusqlite::{OptionalExtension, Row, params};

use crate::{Desk, Error};

/// A watch as the desk keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its number.
    pub id: i64,
    /// What is watched, as it was written.
    pub what: String,
    /// The same as JSON, as it was understood.
    pub target: String,
    /// When it was made: ISO 8601, UTC.
    pub made: String,
    /// When it was last looked at.
    pub looked: Option<String>,
    /// What was there at the last look, as JSON.
    pub seen: Option<String>,
}

const WATCH: &str = "SELECT id, what, target, made, looked, seen FROM watches";

impl Desk {
    /// All watches, in the order in which they were made.
    pub fn watches(&self) -> Result<Vec<Watch>, Error> {
        let all = || -> rusqlite::Result<Vec<Watch>> {
            let mut all = self.conn.prepare(&format!("{WATCH} ORDER BY id"))?;
            all.query_map([], watch)?.collect()
        };
        all().map_err(|e| self.error(e))
    }

    /// Keeps a watch; of one that is there already, what it means is replaced.
    pub fn add_watch(&mut self, what: &str, target: &str) -> Result<Watch, Error> {
        let sql = "INSERT INTO watches (what, target) VALUES (?1, ?2) \
                   ON CONFLICT (what) DO UPDATE SET target = ?2 \
                   RETURNING id, what, target, made, looked, seen";
        self.conn.query_row(sql, [what, target], watch).map_err(|e| self.error(e))
    }

    /// Takes a watch away, by its number or what it was written as; which one it was.
    pub fn remove_watch(&mut self, name: &str) -> Result<Option<Watch>, Error> {
        let sql = "DELETE FROM watches WHERE what = ?1 OR CAST(id AS TEXT) = ?1 \
                   RETURNING id, what, target, made, looked, seen";
        self.conn.query_row(sql, [name], watch).optional().map_err(|e| self.error(e))
    }

    /// Notes what a watch has seen now.
    pub fn saw(&mut self, id: i64, seen: &str) -> Result<(), Error> {
        let sql = "UPDATE watches SET seen = ?2, looked = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') \
                   WHERE id = ?1";
        self.conn.execute(sql, params![id, seen]).map(drop).map_err(|e| self.error(e))
    }
}

fn watch(row: &Row<'_>) -> rusqlite::Result<Watch> {
    Ok(Watch {
        id: row.get(0)?,
        what: row.get(1)?,
        target: row.get(2)?,
        made: row.get(3)?,
        looked: row.get(4)?,
        seen: row.get(5)?,
    })
}
