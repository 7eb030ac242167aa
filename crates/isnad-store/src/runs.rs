//! Runs that read pages, and how far they are: what a reader of the desk sees of them.

use rusqlite::{Row, params};

use crate::{Desk, Error};

/// Runs that are kept.
const KEPT: i64 = 20;
/// Seconds without a sign of life after which a run is over that reads, and one that tells stories:
/// that gives no sign until it is done.
const READING: i64 = 60;
const TELLING: i64 = 3600;

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// It reads pages.
    Reading,
    /// It tells the stories of all pages.
    Telling,
    /// It came to its end.
    Done,
    /// Somebody stopped it.
    Stopped,
}

impl RunState {
    /// The name of the state in the table.
    pub fn name(self) -> &'static str {
        match self {
            RunState::Reading => "reading",
            RunState::Telling => "telling",
            RunState::Done => "done",
            RunState::Stopped => "stopped",
        }
    }
}

/// A run that is going on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Whether it has read all pages and tells the stories.
    pub is_telling: bool,
    /// Pages that it took in.
    pub pages: usize,
    /// The share of its input, from 0 to 1, if its size is known.
    pub share: Option<f64>,
}

impl Desk {
    /// Notes that a run begins; its number.
    pub fn begin_run(&mut self) -> Result<i64, Error> {
        let run = || -> rusqlite::Result<i64> {
            let sql = "INSERT INTO runs DEFAULT VALUES RETURNING id";
            let id: i64 = self.conn.query_row(sql, [], |row| row.get(0))?;
            self.conn.execute("DELETE FROM runs WHERE id <= ?1", [id - KEPT])?;
            Ok(id)
        };
        run().map_err(|e| self.error(e))
    }

    /// Notes how far a run is.
    pub fn note_run(
        &mut self,
        id: i64,
        state: RunState,
        pages: usize,
        share: Option<f64>,
    ) -> Result<(), Error> {
        let sql = "UPDATE runs SET state = ?2, pages = ?3, share = ?4, \
                   seen = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
        let note = || {
            self.conn.prepare_cached(sql)?.execute(params![id, state.name(), pages as i64, share])
        };
        note().map(drop).map_err(|e| self.error(e))
    }

    /// The run that is going on, the last if there are several.
    pub fn running(&self) -> Result<Option<Run>, Error> {
        let sql = "SELECT state = 'telling', pages, share FROM runs \
                   WHERE state IN ('reading', 'telling') AND unixepoch('now') - unixepoch(seen) <= \
                   CASE state WHEN 'reading' THEN ?1 ELSE ?2 END ORDER BY id DESC LIMIT 1";
        let turn = |row: &Row<'_>| {
            let pages = row.get::<_, i64>(1)? as usize;
            Ok(Run { is_telling: row.get(0)?, pages, share: row.get(2)? })
        };
        Ok(self.rows(sql, [READING, TELLING], turn)?.pop())
    }
}
