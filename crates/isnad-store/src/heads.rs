//! What lists show: stories and pages by a few columns, without the JSON behind them.

use rusqlite::{OptionalExtension, Row, params};

use crate::search::{self, QueryWord};
use crate::{Desk, Error};

/// Pages among which a search tells the best.
const WEIGHED: i64 = 2000;

/// A page as lists show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageHead {
    /// Path, address or id.
    pub source: String,
    /// Publisher.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 8601 date or moment of publication.
    pub published: Option<String>,
    /// Language code.
    pub lang: String,
    /// Address.
    pub url: Option<String>,
    /// When it came to the desk: ISO 8601, UTC.
    pub added: String,
}

/// Columns of [`PageHead`], of `pages p` and `articles a`.
pub(crate) const HEAD: &str = "p.source, a.outlet, a.title, a.published, a.lang, a.url, p.added";

impl PageHead {
    /// How many columns [`HEAD`] has.
    pub(crate) const COLUMNS: usize = 7;

    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<PageHead> {
        Ok(PageHead {
            source: row.get(0)?,
            outlet: row.get(1)?,
            title: row.get(2)?,
            published: row.get(3)?,
            lang: row.get(4)?,
            url: row.get(5)?,
            added: row.get(6)?,
        })
    }
}

/// A story as lists show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryHead {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many pages tell it.
    pub pages: usize,
    /// To how many independent origins they go back.
    pub origins: usize,
    /// How many claims they make.
    pub claims: usize,
    /// How many details contradict one another.
    pub conflicts: usize,
    /// Latest day on which one of its pages was published; may be empty.
    pub newest: String,
    /// When the last of its pages came to the desk: ISO 8601, UTC.
    pub changed: String,
}

/// The order of a list of stories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// Those last published first.
    #[default]
    Newest,
    /// Those of most independent origins first.
    Origins,
    /// Those of most conflicts first.
    Conflicts,
}

impl StoryOrder {
    fn sql(self) -> &'static str {
        match self {
            StoryOrder::Newest => "newest DESC, pages DESC, place",
            StoryOrder::Origins => "origins DESC, newest DESC, place",
            StoryOrder::Conflicts => "conflicts DESC, origins DESC, place",
        }
    }
}

const STORY: &str = "s.id, s.title, s.pages, s.origins, s.claims, s.conflicts, s.newest, s.changed";

fn story_head(row: &Row<'_>) -> rusqlite::Result<StoryHead> {
    let count = |i: usize| Ok::<_, rusqlite::Error>(row.get::<_, i64>(i)? as usize);
    Ok(StoryHead {
        id: row.get(0)?,
        title: row.get(1)?,
        pages: count(2)?,
        origins: count(3)?,
        claims: count(4)?,
        conflicts: count(5)?,
        newest: row.get(6)?,
        changed: row.get(7)?,
    })
}

impl Desk {
    /// Stories published on or after a day (`""` for all), and how many there are.
    pub fn story_list(
        &self,
        order: StoryOrder,
        since: &str,
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<StoryHead>, usize), Error> {
        // An index alone tells which: stories are large, and many are passed over.
        let sql = format!(
            "SELECT {STORY} FROM (SELECT rowid AS row FROM stories WHERE newest >= ?1 ORDER BY {0} \
             LIMIT ?2 OFFSET ?3) i JOIN stories s ON s.rowid = i.row ORDER BY {0}",
            order.sql()
        );
        let heads = self.rows(&sql, params![since, limit as i64, offset as i64], story_head)?;
        let sql = "SELECT count(*) FROM stories WHERE newest >= ?1";
        let all = self.rows(sql, [since], |row| row.get::<_, i64>(0))?;
        Ok((heads, all.first().map_or(0, |n| *n as usize)))
    }

    /// The stories whose id begins so, at most two, each with its JSON.
    pub fn stories_by_id(&self, prefix: &str) -> Result<Vec<(StoryHead, String)>, Error> {
        let sql = format!(
            "SELECT {STORY}, s.story FROM stories s WHERE s.id >= ?1 AND s.id < ?1 || 'g' \
             ORDER BY s.id LIMIT 2"
        );
        self.rows(&sql, [prefix], |row| Ok((story_head(row)?, row.get(8)?)))
    }

    /// What the reports of a story hold beside it, as it was gathered when the story was told.
    pub fn gathered(&self, story: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT gathered FROM stories WHERE id = ?1";
        Ok(self.rows(sql, [story], |row| row.get(0))?.pop())
    }

    /// The story that a page stands in.
    pub fn story_of_page(&self, source: &str) -> Result<Option<StoryHead>, Error> {
        let sql = format!(
            "SELECT {STORY} FROM stories s JOIN story_pages sp ON sp.story = s.id \
             JOIN pages p ON p.id = sp.page WHERE p.source = ?1"
        );
        Ok(self.rows(&sql, [source], story_head)?.pop())
    }

    /// The pages of a story, in its order.
    pub fn heads_of_story(&self, story: &str) -> Result<Vec<PageHead>, Error> {
        let sql = format!(
            "SELECT {HEAD} FROM story_pages sp JOIN pages p ON p.id = sp.page \
             JOIN articles a ON a.page = p.id WHERE sp.story = ?1 ORDER BY sp.place"
        );
        self.rows(&sql, [story], PageHead::of)
    }

    /// The page of a source.
    pub fn head(&self, source: &str) -> Result<Option<PageHead>, Error> {
        let sql = format!(
            "SELECT {HEAD} FROM pages p JOIN articles a ON a.page = p.id WHERE p.source = ?1"
        );
        Ok(self.rows(&sql, [source], PageHead::of)?.pop())
    }

    /// The pages of an outlet, newest first.
    pub fn heads_of_outlet(
        &self,
        outlet: &str,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<PageHead>, Error> {
        let sql = format!(
            "SELECT {HEAD} FROM articles a JOIN pages p ON p.id = a.page WHERE a.outlet = ?1 \
             ORDER BY a.published DESC, p.id LIMIT ?2 OFFSET ?3"
        );
        self.rows(&sql, params![outlet, limit as i64, offset as i64], PageHead::of)
    }

    /// Pages that hold all the words, each with its text: best first, or, where they are too many to
    /// be weighed, those that came last first.
    pub fn search_heads(
        &self,
        words: &[QueryWord],
        offset: usize,
        limit: usize,
    ) -> Result<Vec<(PageHead, String)>, Error> {
        let expression = search::expression(words);
        let sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1 LIMIT ?2)";
        let all = self.rows(sql, params![expression, WEIGHED + 1], |row| row.get::<_, i64>(0))?;
        let hits = if all.first().is_some_and(|n| *n > WEIGHED) {
            "SELECT rowid AS hit, -rowid AS rank FROM words WHERE words MATCH ?1 \
             ORDER BY rowid DESC"
        } else {
            "SELECT rowid AS hit, bm25(words, 2.0, 1.0) AS rank FROM words WHERE words MATCH ?1 \
             ORDER BY rank, rowid"
        };
        let sql = format!(
            "SELECT {HEAD}, a.text FROM ({hits} LIMIT ?2 OFFSET ?3) m \
             JOIN pages p ON p.id = m.hit JOIN articles a ON a.page = p.id ORDER BY m.rank, p.id"
        );
        let params = params![expression, limit as i64, offset as i64];
        self.rows(&sql, params, |row| Ok((PageHead::of(row)?, row.get(PageHead::COLUMNS)?)))
    }

    /// Outlets with the number of their pages and the first and last day on which one was
    /// published, those of most pages first.
    pub fn outlets(&self) -> Result<Vec<OutletRow>, Error> {
        let sql = "SELECT outlet, count(*), min(substr(published, 1, 10)), \
                   max(substr(published, 1, 10)), group_concat(DISTINCT lang) FROM articles \
                   WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet";
        let turn = |row: &Row<'_>| {
            Ok(OutletRow {
                outlet: row.get(0)?,
                pages: row.get::<_, i64>(1)? as usize,
                first: row.get(2)?,
                last: row.get(3)?,
                langs: row.get(4)?,
            })
        };
        self.rows(sql, [], turn)
    }

    /// The content of a page as it arrived, decoded.
    pub fn content(&self, source: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT content FROM pages WHERE source = ?1";
        let found =
            || self.conn.prepare_cached(sql)?.query_row([source], |row| row.get(0)).optional();
        found().map_err(|e| self.error(e))
    }

    /// Relations as JSON, in their order: all, or those that bind all these parties.
    pub fn kept_relations(&self, parties: &[&str]) -> Result<Vec<String>, Error> {
        let sql = "SELECT r.relation FROM relations r WHERE \
                   (?1 IS NULL OR r.place IN (SELECT relation FROM relation_parties WHERE party = ?1)) \
                   AND (?2 IS NULL OR r.place IN (SELECT relation FROM relation_parties WHERE party = ?2)) \
                   ORDER BY r.place";
        self.rows(sql, params![parties.first(), parties.get(1)], |row| row.get(0))
    }

    /// Pairs of parties with the number of relations that bind both, those of most first.
    pub fn dyads(&self, limit: usize) -> Result<Vec<(String, String, usize)>, Error> {
        let sql = "SELECT a.party, b.party, count(*) FROM relation_parties a JOIN relation_parties b \
                   ON b.relation = a.relation AND b.party > a.party GROUP BY 1, 2 \
                   ORDER BY 3 DESC, 1, 2 LIMIT ?1";
        self.rows(sql, [limit as i64], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as usize))
        })
    }

    /// For which state of the desk its stories were told; `None` if none are kept.
    pub fn told_version(&self) -> Result<Option<String>, Error> {
        let sql = "SELECT value FROM settings WHERE name = 'stories'";
        Ok(self.rows(sql, [], |row| row.get(0))?.pop())
    }

    /// A number that changes whenever another connection writes to the desk.
    pub fn data_version(&self) -> Result<i64, Error> {
        let version = || self.conn.query_row("PRAGMA data_version", [], |row| row.get(0));
        version().map_err(|e| self.error(e))
    }
}

/// An outlet of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletRow {
    /// Its id, or its name as pages give it.
    pub outlet: String,
    /// How many pages it published.
    pub pages: usize,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Codes of the languages of its pages, parted by commas.
    pub langs: String,
}
