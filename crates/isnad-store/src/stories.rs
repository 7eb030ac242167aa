//! The stories of a desk, kept so that they need not be told anew at every question.

use rusqlite::{OptionalExtension, params};

use crate::{Desk, Error};

/// A story to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The sources of its pages, in its order.
    pub sources: Vec<String>,
    /// To how many independent origins its pages go back.
    pub origins: usize,
    /// How many claims it has.
    pub claims: usize,
    /// How many conflicts it has.
    pub conflicts: usize,
    /// The story as JSON.
    pub json: String,
    /// What its reports hold beside it, as JSON: whoever shows stories says what.
    pub gathered: String,
}

/// A relation to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// treaty, obligation, sanction and so on.
    pub kind: String,
    /// Whom it binds.
    pub parties: Vec<String>,
    /// What it is called.
    pub name: Option<String>,
    /// ISO 8601 date on which it begins.
    pub begins: Option<String>,
    /// ISO 8601 date on which it ended.
    pub ends: Option<String>,
    /// Whether it is only alleged.
    pub alleged: bool,
    /// The relation as JSON.
    pub json: String,
}

impl Desk {
    /// What the stories must be told from: changes when a page is added or read anew, and with
    /// decisions.
    pub fn state(&self) -> Result<String, Error> {
        // Counts and sums suffice: pages are never taken out, and each change counts an attempt up.
        let sql = "SELECT count(*) || ' ' || coalesce(sum(attempts), 0) || ' ' || \
                   coalesce(max(page), 0) || ' ' || (SELECT count(*) FROM decisions) FROM work";
        self.conn.query_row(sql, [], |row| row.get(0)).map_err(|e| self.error(e))
    }

    /// The kept stories as JSON, in their order; `None` if they do not belong to this version.
    pub fn stories(&self, version: &str) -> Result<Option<Vec<String>>, Error> {
        let kept = || -> rusqlite::Result<Option<Vec<String>>> {
            let sql = "SELECT value FROM settings WHERE name = 'stories'";
            let of: Option<String> = self.conn.query_row(sql, [], |row| row.get(0)).optional()?;
            if of.as_deref() != Some(version) {
                return Ok(None);
            }
            let mut all = self.conn.prepare("SELECT story FROM stories ORDER BY place")?;
            all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>().map(Some)
        };
        kept().map_err(|e| self.error(e))
    }

    /// Keeps stories, and what stands between states, in place of the former ones.
    pub fn save_stories(
        &mut self,
        version: &str,
        stories: &[StoryRow],
        relations: &[RelationRow],
    ) -> Result<(), Error> {
        let path = self.path.clone();
        let mut run = || -> rusqlite::Result<()> {
            let tx = self.conn.transaction()?;
            tx.execute_batch(
                "DELETE FROM story_pages; DELETE FROM stories; \
                 DELETE FROM relation_parties; DELETE FROM relations;",
            )?;
            for (place, story) in stories.iter().enumerate() {
                write_story(&tx, place, story)?;
            }
            tx.execute_batch(DAYS)?;
            for (place, relation) in relations.iter().enumerate() {
                write_relation(&tx, place, relation)?;
            }
            tx.execute(
                "INSERT OR REPLACE INTO settings (name, value) VALUES ('stories', ?1)",
                [version],
            )?;
            tx.commit()
        };
        run().map_err(|e| Error::of(&path, e))
    }
}

/// Notes in stories when their pages were published and added, all at once.
const DAYS: &str = "UPDATE stories SET newest = coalesce(d.newest, ''), changed = d.changed FROM \
    (SELECT sp.story, max(substr(a.published, 1, 10)) AS newest, max(p.added) AS changed \
     FROM story_pages sp JOIN pages p ON p.id = sp.page JOIN articles a ON a.page = p.id \
     GROUP BY sp.story) d WHERE d.story = stories.id";

fn write_relation(
    tx: &rusqlite::Transaction<'_>,
    place: usize,
    relation: &RelationRow,
) -> rusqlite::Result<()> {
    let RelationRow { kind, parties, name, begins, ends, alleged, json } = relation;
    tx.prepare_cached(
        "INSERT INTO relations (place, kind, name, begins, ends, alleged, relation) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![place as i64, kind, name, begins, ends, alleged, json])?;
    let mut row = tx.prepare_cached(
        "INSERT OR IGNORE INTO relation_parties (party, relation) VALUES (?1, ?2)",
    )?;
    for party in parties {
        row.execute(params![party, place as i64])?;
    }
    Ok(())
}

fn write_story(
    tx: &rusqlite::Transaction<'_>,
    place: usize,
    story: &StoryRow,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO stories (id, place, title, pages, origins, claims, conflicts, newest, changed, \
         story, gathered) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', '', ?8, ?9)",
    )?
    .execute(params![
        story.id,
        place as i64,
        story.title,
        story.sources.len() as i64,
        story.origins as i64,
        story.claims as i64,
        story.conflicts as i64,
        story.json,
        story.gathered
    ])?;
    let mut page = tx.prepare_cached(
        "INSERT OR IGNORE INTO story_pages (story, page, place) \
         SELECT ?1, id, ?3 FROM pages WHERE source = ?2",
    )?;
    for (n, source) in story.sources.iter().enumerate() {
        page.execute(params![story.id, source, n as i64])?;
    }
    Ok(())
}
