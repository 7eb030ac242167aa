//! What people decided about entities and facts: kept beside what was found, and laid over it whenever a page
//! is handed out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use isnad_extract::{Entity, Record};
use rusqlite::{Connection, Row, Transaction, params, types::Type};
use serde::{Deserialize, Serialize};

use crate::{Desk, EntityRow, Error};

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Verdict {
    /// Two ids mean one entity: the subject is the other from now on.
    Merge {
        /// The entity that stays.
        into: Entity,
    },
    /// The subject has another name.
    Rename {
        /// English name, if that is the one.
        name_en: Option<String>,
        /// Arabic name, if that is the one.
        name_ar: Option<String>,
    },
    /// On some pages the subject is somebody else.
    Split {
        /// Who it is there.
        into: Entity,
        /// Sources of the pages.
        pages: BTreeSet<String>,
    },
    /// Two stories are one: the subject is one of them.
    Join {
        /// Id of the other.
        other: String,
        /// Sources of a page of each.
        pages: BTreeSet<String>,
    },
    /// Some pages of the subject, a story, tell a story of their own.
    Part {
        /// Their sources.
        pages: BTreeSet<String>,
    },
    /// The fact with this id is right.
    Confirm {
        /// Its words, by which it is known again when its page is read anew.
        words: String,
    },
    /// The fact with this id is wrong: stories are told without it.
    Reject {
        /// Its words.
        words: String,
    },
    /// Something to remember about a fact, a page (by the beginning of its hash), a story or an entity.
    Note {
        /// What.
        text: String,
    },
    /// A fact, page, story or entity needs another look.
    Flag {
        /// Why; may be empty.
        text: String,
    },
    /// A decision no longer holds; the subject is its number.
    Undo,
}

/// A decision as the desk keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub id: i64,
    /// When it was made: ISO 8601, UTC.
    pub made: String,
    /// Who made it.
    pub who: String,
    /// What it is about: the id of an entity, a fact, a page or a story, or the number of a decision.
    pub subject: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The decision that undid it.
    pub undone_by: Option<i64>,
}

/// What people decided about which pages tell one story, by their sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arranged<'a> {
    /// The stories of these pages are one.
    Joined(&'a BTreeSet<String>),
    /// These pages are a story of their own.
    Parted(&'a BTreeSet<String>),
}

/// The decisions that hold, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    all: Vec<(String, Verdict)>,
    /// What two people or more have marked for another look.
    hidden: BTreeSet<String>,
}

impl Decided {
    /// Those of all decisions that hold.
    pub fn of(all: &[Decision]) -> Decided {
        let holds = |d: &&Decision| d.undone_by.is_none() && d.verdict != Verdict::Undo;
        let mut marked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for flag in all.iter().filter(holds).filter(|d| matches!(d.verdict, Verdict::Flag { .. })) {
            marked.entry(&flag.subject).or_default().insert(&flag.who);
        }
        marked.retain(|_, who| who.len() > 1);
        Decided {
            hidden: marked.into_keys().map(str::to_owned).collect(),
            all: all.iter().filter(holds).map(|d| (d.subject.clone(), d.verdict.clone())).collect(),
        }
    }

    /// What two people or more have marked for another look: no story is told of it.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        self.hidden.iter().map(String::as_str)
    }

    /// The facts that are rejected: ids with their words.
    pub fn rejected(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().filter_map(|(subject, verdict)| match verdict {
            Verdict::Reject { words } => Some((subject.as_str(), words.as_str())),
            _ => None,
        })
    }

    /// How stories are arranged, in the order of the decisions.
    pub fn arranged(&self) -> impl Iterator<Item = Arranged<'_>> {
        self.all.iter().filter_map(|(_, verdict)| match verdict {
            Verdict::Join { pages, .. } => Some(Arranged::Joined(pages)),
            Verdict::Part { pages } => Some(Arranged::Parted(pages)),
            _ => None,
        })
    }

    /// The id that an id of a page stands for.
    pub fn id(&self, source: &str, id: &str) -> String {
        let step = |id: String, (subject, verdict): &(String, Verdict)| match verdict {
            Verdict::Merge { into } if *subject == id => into.id.clone(),
            Verdict::Split { into, pages } if *subject == id && pages.contains(source) => {
                into.id.clone()
            }
            _ => id,
        };
        self.all.iter().fold(id.to_owned(), step)
    }

    /// Lays the decisions over what a page says.
    pub fn apply(&self, source: &str, record: &mut Record) {
        if self.all.is_empty() {
            return;
        }
        let new = |id: &mut String| *id = self.id(source, id);
        let all = |ids: &mut Vec<String>| {
            ids.iter_mut().for_each(new);
            let mut seen = BTreeSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        };
        record.mentions.iter_mut().for_each(|m| new(&mut m.entity));
        for quote in &mut record.quotes {
            new(&mut quote.speaker);
            quote.via.iter_mut().for_each(|link| new(&mut link.who));
        }
        for event in &mut record.events {
            all(&mut event.actors);
            all(&mut event.recipients);
            event.place.iter_mut().chain(&mut event.claimed_by).for_each(new);
        }
        for entry in &mut record.ledger {
            all(&mut entry.parties);
            entry.person.iter_mut().chain(&mut entry.claimed_by).for_each(new);
        }
        record.figures.iter_mut().filter_map(|f| f.claimed_by.as_mut()).for_each(new);
        self.apply_to_entities(source, &mut record.entities);
    }

    fn apply_to_entities(&self, source: &str, entities: &mut Vec<Entity>) {
        let mut seen = BTreeSet::new();
        for entity in entities.iter_mut() {
            let id = self.id(source, &entity.id);
            if id != entity.id {
                *entity = self.entity(&id).unwrap_or_else(|| Entity { id, ..entity.clone() });
            }
            *entity = self.renamed(entity.clone());
        }
        entities.retain(|e| seen.insert(e.id.clone()));
    }

    /// An entity with the names that people gave it.
    pub(crate) fn renamed(&self, mut entity: Entity) -> Entity {
        let (en, ar) = self.names(&entity.id);
        entity.name_en = en.unwrap_or(entity.name_en);
        entity.name_ar = ar.unwrap_or(entity.name_ar);
        entity
    }

    /// A row of a list with the names that people gave it.
    pub(crate) fn named(&self, mut row: EntityRow) -> EntityRow {
        let (en, ar) = self.names(&row.id);
        row.name_en = en.unwrap_or(row.name_en);
        row.name_ar = ar.unwrap_or(row.name_ar);
        row
    }

    /// The English and the Arabic name that people gave to an entity last.
    fn names(&self, id: &str) -> (Option<String>, Option<String>) {
        let mut names = (None, None);
        for (_, verdict) in self.all.iter().filter(|(subject, _)| subject == id) {
            if let Verdict::Rename { name_en, name_ar } = verdict {
                names = (name_en.clone().or(names.0), name_ar.clone().or(names.1));
            }
        }
        names
    }

    /// An entity that a decision names.
    pub(crate) fn entity(&self, id: &str) -> Option<Entity> {
        let named = self.all.iter().rev().filter_map(|(_, verdict)| match verdict {
            Verdict::Merge { into } | Verdict::Split { into, .. } => Some(into),
            _ => None,
        });
        named.into_iter().find(|e| e.id == id).cloned()
    }

    /// Ids that are not what they were, each with the pages where it is another than elsewhere.
    fn changed(&self) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let changes = |v: &Verdict| matches!(v, Verdict::Merge { .. } | Verdict::Split { .. });
        let ids = self.all.iter().filter(|(_, v)| changes(v)).map(|(s, _)| s.as_str()).collect();
        let pages = self.all.iter().filter_map(|(_, verdict)| match verdict {
            Verdict::Split { pages, .. } => Some(pages.iter().map(String::as_str)),
            _ => None,
        });
        (ids, pages.flatten().collect())
    }
}

impl Desk {
    /// All decisions, oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        read(&self.conn).map_err(|e| self.error(e))
    }

    /// The decisions that hold; they are read anew when one has come. Each has the next number, and
    /// none is ever taken out.
    pub fn decided(&self) -> Result<Arc<Decided>, Error> {
        let sql = "SELECT coalesce(max(id), 0) FROM decisions";
        let last = self.rows(sql, [], |row| row.get::<_, i64>(0))?.pop().unwrap_or_default();
        if let Some((_, known)) = self.decided.borrow().as_ref().filter(|(to, _)| *to == last) {
            return Ok(Arc::clone(known));
        }
        let all = self.decisions()?;
        let last = all.last().map_or(0, |d| d.id);
        let decided = Arc::new(Decided::of(&all));
        *self.decided.borrow_mut() = Some((last, Arc::clone(&decided)));
        Ok(decided)
    }

    /// Keeps a decision; its number.
    pub fn decide(&mut self, who: &str, subject: &str, verdict: &Verdict) -> Result<i64, Error> {
        let path = self.path.clone();
        let mut run = || -> rusqlite::Result<i64> {
            let tx = self.conn.transaction()?;
            let value = serde_json::to_value(verdict).map_err(unwritable)?;
            let id = tx.query_row(
                "INSERT INTO decisions (who, kind, subject, value) \
                 VALUES (?1, ?2 ->> '$.kind', ?3, ?2) RETURNING id",
                params![who, value.to_string(), subject],
                |row| row.get(0),
            )?;
            write_decided(&tx, &Decided::of(&read(&tx)?))?;
            tx.commit()?;
            Ok(id)
        };
        run().map_err(|e| Error::of(&path, e))
    }
}

fn unwritable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

fn read(conn: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let sql = "SELECT d.id, d.made, d.who, d.subject, d.value, \
               (SELECT min(u.id) FROM decisions u WHERE u.kind = 'undo' AND u.subject = d.id) \
               FROM decisions d ORDER BY d.id";
    let turn = |row: &Row<'_>| -> rusqlite::Result<Decision> {
        let verdict = serde_json::from_str(&row.get::<_, String>(4)?);
        Ok(Decision {
            id: row.get(0)?,
            made: row.get(1)?,
            who: row.get(2)?,
            subject: row.get(3)?,
            verdict: verdict.map_err(|e| {
                rusqlite::Error::FromSqlConversionFailure(4, Type::Text, Box::new(e))
            })?,
            undone_by: row.get(5)?,
        })
    };
    conn.prepare_cached(sql)?.query_map([], turn)?.collect()
}

/// Writes for the views what each id stands for.
fn write_decided(tx: &Transaction<'_>, decided: &Decided) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM decided", [])?;
    let mut row =
        tx.prepare_cached("INSERT INTO decided (entity, source, now) VALUES (?1, ?2, ?3)")?;
    let (ids, pages) = decided.changed();
    for id in &ids {
        for source in std::iter::once(&"").chain(&pages) {
            row.execute(params![id, source, decided.id(source, id)])?;
        }
    }
    Ok(())
}
