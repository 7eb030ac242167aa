//! Opening a desk, writing pages to it and reading them back.

use std::cell::RefCell;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use isnad_extract::Record;
use isnad_page::{Article, Hints};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

use crate::decisions::Decided;
use crate::entities;
use crate::migrate::{self, State};
use crate::search::{self, IndexWords};
use crate::{Error, QueryWord};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);
/// Statements that a connection keeps ready.
const STATEMENTS: usize = 64;
/// Kibibytes of the file that a reader keeps at hand: the upper parts of its indexes.
const CACHE: &str = "PRAGMA cache_size = -8000";

/// An open desk.
#[derive(Debug)]
pub struct Desk {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    /// The decisions that held when they were last asked for, and the number of the last one.
    pub(crate) decided: RefCell<Option<(i64, Arc<Decided>)>>,
}

/// How a page arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As text.
    Text,
    /// As HTML.
    Html,
}

/// A page to be written, with what became of it.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Path, address or id.
    pub source: &'a str,
    /// The beginning of the ids of its facts.
    pub key: &'a str,
    /// SHA-256 of the content.
    pub sha256: &'a str,
    /// Hash of content, form and hints.
    pub fingerprint: &'a str,
    /// How it arrived.
    pub form: Form,
    /// The content, decoded.
    pub content: &'a str,
    /// What its sender knew.
    pub hints: &'a Hints,
    /// Version of the program and pack.
    pub version: &'a str,
    /// What became of it.
    pub outcome: Outcome<'a>,
}

/// What became of a page.
#[derive(Debug)]
pub enum Outcome<'a> {
    /// It was read.
    Done {
        /// Its article.
        article: &'a Article,
        /// What it says.
        record: &'a Record,
        /// Its words for the search.
        words: &'a IndexWords,
    },
    /// Its analysis failed.
    Failed(&'a str),
}

/// What the desk knows of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Hash of content, form and hints.
    pub fingerprint: String,
    /// Version that read it; `None` if it was never read to the end.
    pub version: Option<String>,
}

/// A page as the desk keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPage {
    /// Row of the page.
    pub id: i64,
    /// Path, address or id.
    pub source: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// Its article.
    pub article: Article,
    /// What it says, with the decisions of people laid over it.
    pub record: Record,
}

/// A page as it arrived, to be read anew.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivedPage {
    /// Path, address or id.
    pub source: String,
    /// How it arrived.
    pub form: Form,
    /// The content, decoded.
    pub content: String,
    /// What its sender knew.
    pub hints: Hints,
}

/// How much a desk holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages.
    pub pages: usize,
    /// Pages whose analysis failed.
    pub failed: usize,
}

const PAGE: &str = "SELECT p.id, p.source, p.sha256, a.text, a.article, r.record FROM pages p \
                    JOIN articles a ON a.page = p.id JOIN records r ON r.page = p.id";

impl Desk {
    /// Opens a desk for writing, or makes it.
    pub fn create(path: &Path) -> Result<Desk, Error> {
        if path.is_dir() {
            return Err(Error::Directory(path.to_owned()));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        if folder.is_some_and(|f| !f.is_dir()) {
            return Err(Error::NoFolder(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| Error::of(path, e))?;
        let mut desk = Desk::of(conn, path);
        desk.set_up()?;
        Ok(desk)
    }

    /// Opens a desk for reading; it must be there.
    pub fn open(path: &Path) -> Result<Desk, Error> {
        if path.is_dir() {
            return Err(Error::Directory(path.to_owned()));
        }
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| Error::of(path, e))?;
        conn.busy_timeout(PATIENCE).map_err(|e| Error::of(path, e))?;
        match migrate::inspect(&conn, path)? {
            State::Desk(migrate::LATEST) => {
                let desk = Desk::of(conn, path);
                desk.conn.execute_batch(CACHE).map_err(|e| desk.error(e))?;
                Ok(desk)
            }
            // An empty file or an older desk: only a writer can bring it up to date.
            _ => Desk::create(path),
        }
    }

    fn of(conn: Connection, path: &Path) -> Desk {
        // Pages ask in some fifty ways; each is understood once.
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Desk { conn, path: path.to_owned(), decided: RefCell::default() }
    }

    fn set_up(&mut self) -> Result<(), Error> {
        self.conn.busy_timeout(PATIENCE).map_err(|e| Error::of(&self.path, e))?;
        let state = migrate::inspect(&self.conn, &self.path)?;
        // NORMAL is safe against a crash of the program; a power cut may lose the last batch only.
        self.conn
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                 PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;",
            )
            .map_err(|e| Error::of(&self.path, e))?;
        if state != State::Desk(migrate::LATEST) {
            migrate::migrate(&mut self.conn, &self.path)?;
        }
        Ok(())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the desk knows of a source.
    pub fn known(&self, source: &str) -> Result<Option<Known>, Error> {
        let sql = "SELECT p.fingerprint, w.version FROM pages p LEFT JOIN work w \
                   ON w.page = p.id AND w.stage = 'read' AND w.state = 'done' WHERE p.source = ?1";
        let turn = |row: &Row<'_>| Ok(Known { fingerprint: row.get(0)?, version: row.get(1)? });
        let found = || self.conn.prepare_cached(sql)?.query_row([source], turn).optional();
        found().map_err(|e| self.error(e))
    }

    /// Writes pages, all or none of them.
    pub fn write(&mut self, entries: &[Entry<'_>]) -> Result<(), Error> {
        if entries.is_empty() {
            return Ok(());
        }
        let path = self.path.clone();
        let mut run = || -> rusqlite::Result<()> {
            let tx = self.conn.transaction()?;
            entries.iter().try_for_each(|entry| write_entry(&tx, entry))?;
            tx.commit()
        };
        run().map_err(|e| Error::of(&path, e))
    }

    /// All pages that were read, in the order of their sources.
    pub fn pages(&self) -> Result<Vec<StoredPage>, Error> {
        self.load(&format!("{PAGE} ORDER BY p.source"), [])
    }

    /// The pages of a story, in its order.
    pub fn pages_of_story(&self, story: &str) -> Result<Vec<StoredPage>, Error> {
        let sql = format!(
            "{PAGE} JOIN story_pages s ON s.page = p.id WHERE s.story = ?1 ORDER BY s.place"
        );
        self.load(&sql, [story])
    }

    /// The pages with these hexadecimal digits, however many, at the beginning of the hash (SHA-256)
    /// of their source, in the order of their sources.
    pub fn pages_by_hash(&self, digits: &str) -> Result<Vec<StoredPage>, Error> {
        // The key is the beginning of the hash: it holds so many digits of it.
        const KEY: usize = 6;
        let digits = digits.to_ascii_lowercase();
        let key = digits.get(..KEY).unwrap_or(&digits);
        let sql = format!("{PAGE} WHERE p.key >= ?1 AND p.key < ?1 || 'g' ORDER BY p.source");
        let mut pages = self.load(&sql, [key])?;
        if digits.len() > KEY {
            pages.retain(|p| hash(&p.source).starts_with(&digits));
        }
        Ok(pages)
    }

    /// The page of a source.
    pub fn page(&self, source: &str) -> Result<Option<StoredPage>, Error> {
        Ok(self.load(&format!("{PAGE} WHERE p.source = ?1"), [source])?.pop())
    }

    /// The pages that a name means, as they arrived: the page of this source, else the pages of this
    /// address, else those whose key begins so.
    pub fn arrived(&self, name: &str) -> Result<Vec<ArrivedPage>, Error> {
        for wanted in [
            "p.source = ?1",
            "p.id IN (SELECT page FROM articles WHERE url = ?1)",
            "json_extract(p.hints, '$.url') = ?1",
            "p.key >= lower(?1) AND p.key < lower(?1) || 'g'",
        ] {
            let found = self.arrived_where(wanted, name)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    fn arrived_where(&self, wanted: &str, name: &str) -> Result<Vec<ArrivedPage>, Error> {
        let sql = format!(
            "SELECT p.source, p.form, p.hints, p.content FROM pages p WHERE {wanted} ORDER BY p.source"
        );
        let turn = |row: &Row<'_>| -> rusqlite::Result<(ArrivedPage, String)> {
            let form = if row.get::<_, String>(1)? == "html" { Form::Html } else { Form::Text };
            let (source, content) = (row.get(0)?, row.get(3)?);
            Ok((ArrivedPage { source, form, content, hints: Hints::default() }, row.get(2)?))
        };
        let rows = || -> rusqlite::Result<Vec<(ArrivedPage, String)>> {
            self.conn.prepare_cached(&sql)?.query_map([name], turn)?.collect()
        };
        let parse = |(page, hints): (ArrivedPage, String)| {
            let hints = serde_json::from_str(&hints).map_err(|e| Error::Damaged {
                path: self.path.clone(),
                what: format!("{}: {e}", page.source),
            })?;
            Ok(ArrivedPage { hints, ..page })
        };
        rows().map_err(|e| self.error(e))?.into_iter().map(parse).collect()
    }

    /// Pages that hold all the words, best first.
    pub fn search(&self, words: &[QueryWord], limit: usize) -> Result<Vec<StoredPage>, Error> {
        let sql = format!(
            "{PAGE} JOIN (SELECT rowid AS hit, bm25(words, 2.0, 1.0) AS rank FROM words \
             WHERE words MATCH ?1) m ON m.hit = p.id ORDER BY m.rank, p.source LIMIT ?2"
        );
        self.load(&sql, params![search::expression(words), limit as i64])
    }

    /// How much the desk holds.
    pub fn counts(&self) -> Result<Counts, Error> {
        let sql = "SELECT (SELECT count(*) FROM pages), \
                   (SELECT count(*) FROM work WHERE state = 'failed')";
        let turn = |row: &Row<'_>| {
            Ok(Counts {
                pages: row.get::<_, i64>(0)? as usize,
                failed: row.get::<_, i64>(1)? as usize,
            })
        };
        self.conn.query_row(sql, [], turn).map_err(|e| self.error(e))
    }

    fn load(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<StoredPage>, Error> {
        let decided = self.decided()?;
        let mut found = self.conn.prepare_cached(sql).map_err(|e| self.error(e))?;
        let rows = found.query_map(params, RawPage::of).map_err(|e| self.error(e))?;
        // Each page is parsed before the next is read: all at once would take the memory of both forms.
        let parse = |raw: rusqlite::Result<RawPage>| {
            let mut page = raw.map_err(|e| self.error(e))?.parse(&self.path)?;
            decided.apply(&page.source, &mut page.record);
            Ok(page)
        };
        rows.map(parse).collect()
    }

    pub(crate) fn error(&self, source: rusqlite::Error) -> Error {
        Error::of(&self.path, source)
    }
}

/// SHA-256 in hexadecimal digits.
fn hash(source: &str) -> String {
    Sha256::digest(source).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A page before its JSON is read.
struct RawPage {
    id: i64,
    source: String,
    sha256: String,
    text: String,
    article: String,
    record: String,
}

impl RawPage {
    fn of(row: &Row<'_>) -> rusqlite::Result<RawPage> {
        Ok(RawPage {
            id: row.get(0)?,
            source: row.get(1)?,
            sha256: row.get(2)?,
            text: row.get(3)?,
            article: row.get(4)?,
            record: row.get(5)?,
        })
    }

    fn parse(self, path: &Path) -> Result<StoredPage, Error> {
        let damaged = |e: serde_json::Error| Error::Damaged {
            path: path.to_owned(),
            what: format!("{}: {e}", self.source),
        };
        let mut article: Article = serde_json::from_str(&self.article).map_err(damaged)?;
        let record = serde_json::from_str(&self.record).map_err(damaged)?;
        article.text = self.text;
        Ok(StoredPage { id: self.id, source: self.source, sha256: self.sha256, article, record })
    }
}

fn write_entry(tx: &Transaction<'_>, entry: &Entry<'_>) -> rusqlite::Result<()> {
    let id: i64 = tx
        .prepare_cached(
            "INSERT INTO pages (source, key, sha256, fingerprint, form, content, hints) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (source) DO UPDATE SET \
             sha256 = ?3, fingerprint = ?4, form = ?5, content = ?6, hints = ?7 RETURNING id",
        )?
        .query_row(
            params![
                entry.source,
                entry.key,
                entry.sha256,
                entry.fingerprint,
                match entry.form {
                    Form::Text => "text",
                    Form::Html => "html",
                },
                entry.content,
                json(entry.hints)?,
            ],
            |row| row.get(0),
        )?;
    let error = match &entry.outcome {
        Outcome::Done { article, record, words } => {
            write_article(tx, id, article)?;
            write_record(tx, id, record)?;
            let published = article.published.as_ref().map(|p| p.value.as_str());
            entities::index(tx, id, published, record)?;
            search::index(tx, id, words)?;
            None
        }
        Outcome::Failed(error) => Some(*error),
    };
    tx.prepare_cached(
        "INSERT INTO work (page, stage, version, state, error) VALUES (?1, 'read', ?2, ?3, ?4) \
         ON CONFLICT (page, stage) DO UPDATE SET version = ?2, state = ?3, error = ?4, \
         attempts = attempts + 1",
    )?
    .execute(params![
        id,
        entry.version,
        if error.is_some() { "failed" } else { "done" },
        error
    ])?;
    Ok(())
}

fn write_article(tx: &Transaction<'_>, id: i64, article: &Article) -> rusqlite::Result<()> {
    let value = |found: &Option<isnad_page::Found>| found.as_ref().map(|f| f.value.clone());
    // The text has a column of its own, and must not be kept twice.
    let rest = Article { text: String::new(), ..article.clone() };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO articles (page, outlet, title, byline, published, updated, lang, \
         url, text, article) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id,
        value(&article.outlet),
        value(&article.title),
        value(&article.byline),
        value(&article.published),
        value(&article.updated),
        article.lang.code(),
        article.url,
        article.text,
        json(&rest)?,
    ])?;
    Ok(())
}

fn write_record(tx: &Transaction<'_>, id: i64, record: &Record) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO records (page, pack, entities, quotes, events, figures, record) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        id,
        record.pack,
        record.entities.len() as i64,
        record.quotes.len() as i64,
        record.events.len() as i64,
        record.figures.len() as i64,
        json(record)?,
    ])?;
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}
