//! Whom and what pages name: an index that is written with each page, and what lists ask of it.
//! Decisions are laid over it when it is read.

use std::collections::BTreeMap;

use isnad_extract::{Entity, Record};
use rusqlite::{OptionalExtension, Params, Row, Transaction, params};

use crate::heads::{HEAD, PageHead};
use crate::{Desk, Error};

/// How often a page, or a desk, names an entity, and as what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named {
    /// Pages that name it.
    pub pages: usize,
    /// Places where it is named.
    pub mentions: usize,
    /// Events that it acts in.
    pub actor: usize,
    /// Events that it bears.
    pub recipient: usize,
    /// Quotes that it speaks.
    pub speaker: usize,
}

/// An entity of a desk and how often it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRow {
    /// Alpha-3 code or slug.
    pub id: String,
    /// As the JSON of records names it: `person`, `state`.
    pub kind: String,
    /// English name.
    pub name_en: String,
    /// Arabic name; may be empty.
    pub name_ar: String,
    /// How often it is named.
    pub named: Named,
}

/// What is asked of entities.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntityQuery<'a> {
    /// Only of this kind.
    pub kind: Option<&'a str>,
    /// Only those whose id or name holds this, in any case.
    pub part: Option<&'a str>,
    /// So many are passed over.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

/// The ids that pages were read with and what each of them is since the decisions on all pages.
const NOW: &str = "SELECT p.page, p.published, coalesce(o.now, d.now, p.entity) AS id, p.mentions, p.actor, \
                   p.recipient, p.speaker FROM page_entities p \
                   LEFT JOIN decided d ON d.entity = p.entity AND d.source = '' \
                   LEFT JOIN decided o ON o.entity = p.entity AND o.source <> '' \
                   AND +o.source = (SELECT source FROM pages WHERE id = p.page)";

/// Ids that decisions made others, or made of others: they are counted when they are asked for.
const TOUCHED: &str = "SELECT entity FROM decided UNION SELECT now FROM decided";

/// The columns of an [`EntityRow`], counted in `entities e`.
const ENTITY: &str = "SELECT e.id, e.kind, e.name_en, e.name_ar, e.pages AS pages, \
                      e.mentions AS mentions, e.actor, e.recipient, e.speaker FROM entities e";

impl EntityQuery<'_> {
    /// Everybody who is asked for. Who is touched by no decision is counted in columns, which are in
    /// the order of an index; the few others are counted from their pages.
    fn sql(&self) -> String {
        let kind = if self.kind.is_some() { "e.kind = ?1" } else { "?1 IS NULL" };
        let part = if self.part.is_some() {
            "instr(lower(e.id || ' ' || e.name_en || ' ' || e.name_ar), lower(?2)) > 0"
        } else {
            "?2 IS NULL"
        };
        format!(
            "{ENTITY} WHERE e.pages > 0 AND {kind} AND {part} AND e.id NOT IN ({TOUCHED}) \
             UNION ALL SELECT e.id, e.kind, e.name_en, e.name_ar, count(DISTINCT n.page), \
             sum(n.mentions), sum(n.actor), sum(n.recipient), sum(n.speaker) FROM entities e \
             JOIN ({NOW} WHERE p.entity IN ({TOUCHED})) n ON n.id = e.id \
             WHERE e.id IN ({TOUCHED}) AND {kind} AND {part} GROUP BY e.id"
        )
    }
}

/// Puts the entities of a page into the index, in place of those it had.
pub(crate) fn index(
    tx: &Transaction<'_>,
    page: i64,
    published: Option<&str>,
    record: &Record,
) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM page_entities WHERE page = ?1")?.execute([page])?;
    let mut entity = tx.prepare_cached(
        "INSERT INTO entities (id, kind, name_en, name_ar) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET kind = ?2, name_en = ?3, name_ar = ?4 \
         WHERE kind <> ?2 OR name_en <> ?3 OR name_ar <> ?4",
    )?;
    for e in &record.entities {
        let kind = serde_json::to_value(e.kind).unwrap_or_default();
        entity.execute(params![e.id, kind.as_str(), e.name_en, e.name_ar])?;
    }
    let mut row = tx.prepare_cached(
        "INSERT INTO page_entities (page, entity, mentions, actor, recipient, speaker, published) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (id, named) in counted(record) {
        row.execute(params![
            page,
            id,
            named.mentions as i64,
            named.actor as i64,
            named.recipient as i64,
            named.speaker as i64,
            published
        ])?;
    }
    Ok(())
}

/// How often a page names each entity.
fn counted(record: &Record) -> BTreeMap<&str, Named> {
    let mut all: BTreeMap<&str, Named> = BTreeMap::new();
    for entity in &record.entities {
        all.entry(&entity.id).or_default();
    }
    for mention in &record.mentions {
        all.entry(&mention.entity).or_default().mentions += 1;
    }
    for quote in record.quotes.iter().filter(|q| !q.speaker.is_empty()) {
        all.entry(&quote.speaker).or_default().speaker += 1;
    }
    for event in &record.events {
        for id in &event.actors {
            all.entry(id).or_default().actor += 1;
        }
        for id in &event.recipients {
            all.entry(id).or_default().recipient += 1;
        }
    }
    all
}

impl Desk {
    /// Entities, those of most pages first. They are not counted: names are as many as pages.
    pub fn entities(&self, query: EntityQuery<'_>) -> Result<Vec<EntityRow>, Error> {
        let EntityQuery { kind, part, offset, limit } = query;
        let sql = query.sql();
        let sql = format!("{sql} ORDER BY pages DESC, mentions DESC, id LIMIT ?3 OFFSET ?4");
        let params = params![kind, part, limit as i64, offset as i64];
        let rows = self.rows(&sql, params, entity_row)?;
        let decided = self.decided()?;
        Ok(rows.into_iter().map(|row| decided.named(row)).collect())
    }

    /// An entity by what it is now, with the decisions of people; `None` if no page names it.
    pub fn entity(&self, id: &str) -> Result<Option<EntityRow>, Error> {
        let sql = format!(
            "WITH n AS ({NOW} WHERE {OF}) \
             {ENTITY} WHERE e.id = ?1 AND e.pages > 0 AND e.id NOT IN ({TOUCHED}) \
             UNION ALL SELECT e.id, e.kind, e.name_en, e.name_ar, count(DISTINCT n.page), \
             sum(n.mentions), sum(n.actor), sum(n.recipient), sum(n.speaker) FROM entities e \
             JOIN n ON n.id = ?1 WHERE e.id = ?1 AND e.id IN ({TOUCHED}) GROUP BY e.id"
        );
        let found = || self.conn.prepare_cached(&sql)?.query_row([id], entity_row).optional();
        let row = found().map_err(|e| self.error(e))?;
        let decided = self.decided()?;
        Ok(row.map(|row| decided.named(row)))
    }

    /// What pages call an id, or what a decision does.
    pub fn entity_name(&self, id: &str) -> Result<Option<Entity>, Error> {
        let sql = "SELECT kind, name_en, name_ar FROM entities WHERE id = ?1";
        let turn = |row: &Row<'_>| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        };
        let found = || self.conn.prepare_cached(sql)?.query_row([id], turn).optional();
        let Some((kind, name_en, name_ar)) = found().map_err(|e| self.error(e))? else {
            return Ok(self.decided()?.entity(id));
        };
        let kind = serde_json::from_value(kind.into());
        let entity = kind.ok().map(|kind| Entity { id: id.to_owned(), kind, name_en, name_ar });
        let decided = self.decided()?;
        Ok(entity.map(|e| decided.renamed(e)))
    }

    /// The pages that name an entity, newest first, each with how often; only those on which it
    /// speaks, if so wished.
    pub fn pages_of_entity(
        &self,
        id: &str,
        speaking: bool,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<(PageHead, Named)>, Error> {
        // Whoever is touched by no decision is found in the order of an index.
        let touched = format!("SELECT 1 FROM ({TOUCHED}) WHERE entity = ?1");
        let named = if self.rows(&touched, [id], |_| Ok(()))?.is_empty() {
            "SELECT page, published, mentions, actor, recipient, speaker FROM page_entities \
             WHERE entity = ?1 AND (NOT ?2 OR speaker > 0)"
                .to_owned()
        } else {
            format!(
                "SELECT page, published, sum(mentions) AS mentions, sum(actor) AS actor, \
                 sum(recipient) AS recipient, sum(speaker) AS speaker FROM ({NOW} WHERE {OF}) \
                 WHERE id = ?1 AND (NOT ?2 OR speaker > 0) GROUP BY page"
            )
        };
        let sql = format!(
            "SELECT {HEAD}, n.mentions, n.actor, n.recipient, n.speaker FROM \
             ({named} ORDER BY published DESC, page LIMIT ?3 OFFSET ?4) n \
             JOIN pages p ON p.id = n.page JOIN articles a ON a.page = p.id \
             ORDER BY n.published DESC, n.page"
        );
        let turn = |row: &Row<'_>| {
            let count = |i: usize| Ok::<_, rusqlite::Error>(row.get::<_, i64>(i)? as usize);
            let named = Named {
                pages: 1,
                mentions: count(PageHead::COLUMNS)?,
                actor: count(PageHead::COLUMNS + 1)?,
                recipient: count(PageHead::COLUMNS + 2)?,
                speaker: count(PageHead::COLUMNS + 3)?,
            };
            Ok((PageHead::of(row)?, named))
        };
        self.rows(&sql, params![id, speaking, limit as i64, offset as i64], turn)
    }

    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        turn: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let rows = || -> rusqlite::Result<Vec<T>> {
            self.conn.prepare_cached(sql)?.query_map(params, turn)?.collect()
        };
        rows().map_err(|e| self.error(e))
    }
}

/// The ids that may be `?1` now: itself and those that decisions made it.
const OF: &str = "p.entity IN (SELECT ?1 UNION SELECT entity FROM decided WHERE now = ?1)";

fn entity_row(row: &Row<'_>) -> rusqlite::Result<EntityRow> {
    let count = |i: usize| Ok::<_, rusqlite::Error>(row.get::<_, i64>(i)? as usize);
    Ok(EntityRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        name_en: row.get(2)?,
        name_ar: row.get(3)?,
        named: Named {
            pages: count(4)?,
            mentions: count(5)?,
            actor: count(6)?,
            recipient: count(7)?,
            speaker: count(8)?,
        },
    })
}
