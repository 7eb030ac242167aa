//! World knowledge: states, persons, bodies, places, outlets, groups, weapons and agreements, and
//! the names by which texts mention them.

use std::{collections::BTreeMap, ops::Range};

use isnad_text::{Lang, fold};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Diagnostic, Source,
    actors::Coding,
    tsv::{Row, Table},
};

/// All entities of the pack.
#[derive(Debug, Default)]
pub struct World {
    entities: Vec<Entity>,
    by_id: FxHashMap<String, usize>,
    offices: FxHashSet<String>,
    /// By state or body: who held an office of it and which of theirs it is, in the order of the file.
    terms: FxHashMap<String, Vec<(usize, usize)>>,
    given_names: BTreeMap<String, usize>,
    /// Words of people's names, and whether they are given and family names.
    name_parts: FxHashMap<String, (bool, bool)>,
    /// Those of them that may be other spellings of one name.
    name_spellings: FxHashSet<String>,
    /// Indices of the agreements.
    agreements: Vec<usize>,
    /// Indices of the towns of `cities.tsv`.
    towns: Range<usize>,
    /// Names in the order of the files.
    pub names: Vec<Name>,
    /// Adjectives of states and groups, masculine singular, by language.
    pub demonyms: Vec<(Lang, String, usize)>,
    /// Places of the adjectives of an entity among them.
    adjectives: FxHashMap<usize, Vec<usize>>,
    /// Codes that dictionaries of users give entities; empty without dictionaries.
    pub codings: BTreeMap<usize, Vec<Coding>>,
}

/// What an entity is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A state or territory.
    #[default]
    State,
    /// A human being.
    Person,
    /// A body.
    Org,
    /// A news agency, paper or broadcaster.
    Outlet,
    /// A place.
    Place,
    /// States or people that act as one without being a body.
    Group,
    /// A weapon or class of weapons.
    Weapon,
    /// A work of art or letters.
    Work,
    /// A treaty or deal.
    Agreement,
}

/// Somebody or something known.
#[derive(Debug, Default, Clone)]
pub struct Entity {
    /// ISO 3166 alpha-3 for states, else the English name in lower case with hyphens.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Finer kind as the file gives it (`capital`, `ministry`, `agency`).
    pub sort: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// State that it belongs to, or acts for.
    pub state: String,
    /// Offices held, oldest first as the file has them.
    pub offices: Vec<Office>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Agreements: parties, day of signing, duties, what they replace, words that name them.
    pub agreement: Option<Box<Agreement>>,
    /// First and last year of existence, where limited.
    pub years: (Option<i32>, Option<i32>),
    /// States: id of the capital.
    pub capital: String,
    /// States: their codes in other lists, by the name of the column.
    pub codes: BTreeMap<&'static str, String>,
    /// Whether its short names and adjectives are ordinary words too.
    pub ambiguous: bool,
}

/// An office held for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// State or body.
    pub of: String,
    /// Slug of the office.
    pub office: String,
    /// First day, month or year; empty if unknown.
    pub from: String,
    /// Last; empty while it is held.
    pub to: String,
}

/// What is known of an agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Parties.
    pub parties: Vec<String>,
    /// Day, month or year of signing.
    pub signed: String,
    /// Duties.
    pub obligations: Vec<String>,
    /// Ids of what it replaced.
    pub replaces: Vec<String>,
    /// Words by which texts call it, folded, by language.
    pub words: BTreeMap<Lang, Vec<String>>,
}

/// A name of an entity.
#[derive(Debug, Clone)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Language of the text in which it is used.
    pub lang: Lang,
    /// Index of the entity.
    pub entity: usize,
    /// How safe it is.
    pub strength: Strength,
}

/// How safely a name stands for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// A full name.
    Full,
    /// A surname or short name: needs its bearer to be likely.
    Short,
    /// Also an ordinary word: needs a cue.
    Bare,
}

impl Office {
    /// Whether it was held on an ISO date (or in its year, when only that is known).
    pub fn held_on(&self, date: &str) -> bool {
        let from = &self.from;
        let upto = &self.to;
        (from.is_empty() || prefix_cmp(from, date)) && (upto.is_empty() || prefix_cmp(date, upto))
    }
}

/// Whether `a <= b` at the precision that both share.
fn prefix_cmp(a: &str, b: &str) -> bool {
    let n = a.len().min(b.len());
    a.get(..n).unwrap_or(a) <= b.get(..n).unwrap_or(b)
}

impl World {
    /// Reads the files of `world/`.
    pub fn read(source: &Source, out: &mut Vec<Diagnostic>) -> World {
        let mut world = World::default();
        let languages: Vec<Lang> = source.languages().into_iter().collect();
        for (file, kind) in [
            ("states", Kind::State),
            ("groups", Kind::Group),
            ("persons", Kind::Person),
            ("orgs", Kind::Org),
            ("outlets", Kind::Outlet),
            ("places", Kind::Place),
            ("things", Kind::Weapon),
            ("agreements", Kind::Agreement),
        ] {
            world.read_file(source, (file, kind), &languages, out);
        }
        for lang in &languages {
            world.read_name_parts(source, *lang);
        }
        world.read_towns(source, &languages, out);
        world
    }

    /// Reads the given and family names of a language.
    fn read_name_parts(&mut self, source: &Source, lang: Lang) {
        let read = |name: &str| Table::read(source, &format!("lang/{}/{name}.tsv", lang.code()));
        for row in read("name_parts").rows() {
            self.add_name_part(fold(row.get("form")), &row);
        }
        for row in read("name_spellings").rows() {
            let form = fold(row.get("form"));
            if !self.name_parts.contains_key(&form) {
                self.name_spellings.insert(form.clone());
            }
            self.add_name_part(form, &row);
        }
    }

    fn add_name_part(&mut self, form: String, row: &Row<'_, '_>) {
        let part = self.name_parts.entry(form).or_default();
        part.0 |= !row.get("given").is_empty();
        part.1 |= !row.get("family").is_empty();
    }

    /// Reads the towns of `cities.tsv`. There are more of them than of everybody else together, and
    /// few of their columns; nothing but these is asked for.
    fn read_towns(&mut self, source: &Source, languages: &[Lang], out: &mut Vec<Diagnostic>) {
        let table = Table::read(source, "world/cities.tsv");
        let columns: Vec<Columns> =
            languages.iter().map(|l| Columns::new(*l, Kind::Place)).collect();
        let first = self.entities.len();
        for row in table.rows() {
            let text = |column: &str| row.get(column).to_owned();
            let degrees = |column: &str| row.get(column).parse::<f64>().ok();
            let town = Entity {
                id: text("id"),
                kind: Kind::Place,
                sort: "city".to_owned(),
                name_en: text("name_en"),
                name_ar: text("name_ar"),
                state: text("state"),
                coordinates: degrees("lat").zip(degrees("lon")),
                ..Entity::default()
            };
            if let Some(old) = self.get(&town.id) {
                if old.kind == Kind::Place {
                    out.push(duplicate(&row));
                }
                continue;
            }
            let index = self.entities.len();
            for c in &columns {
                let bare = || row.list(&c.bare);
                let safe = row.list(&c.name).chain(row.list(&c.others));
                // A name that is listed among the risky ones too is one of them.
                let safe = safe.filter(|n| bare().all(|b| b != *n)).map(|n| (n, Strength::Full));
                let names = bare().map(|n| (n, Strength::Bare)).chain(safe);
                self.names.extend(names.map(|(n, strength)| Name {
                    text: n.to_owned(),
                    lang: c.lang,
                    entity: index,
                    strength,
                }));
            }
            self.by_id.insert(town.id.clone(), index);
            self.entities.push(town);
        }
        self.towns = first..self.entities.len();
    }

    fn read_file(
        &mut self,
        source: &Source,
        (file, kind): (&str, Kind),
        languages: &[Lang],
        out: &mut Vec<Diagnostic>,
    ) {
        let columns: Vec<Columns> = languages.iter().map(|l| Columns::new(*l, kind)).collect();
        let mut faults = Vec::new();
        let table = Table::read(source, &format!("world/{file}.tsv"));
        for row in table.rows() {
            let entity = entity_of(&row, kind, &columns);
            if let Some(old) = self.by_id.get(&entity.id).map(|i| self.entities[*i].kind) {
                // A place and a state may share a slug (Singapore); within a kind it is a mistake.
                if old == kind {
                    faults.push(duplicate(&row));
                }
                continue;
            }
            self.insert(entity, &row, &columns);
        }
        out.append(&mut faults);
    }

    fn insert(&mut self, entity: Entity, row: &Row<'_, '_>, columns: &[Columns]) {
        let index = self.entities.len();
        let bare = !row.get("ambiguous").is_empty();
        let strong = if bare { Strength::Bare } else { Strength::Full };
        for columns in columns {
            // A name that is listed among the risky ones too is one of them.
            for (column, strength) in [
                (&columns.bare, Strength::Bare),
                (&columns.name, strong),
                (&columns.others, strong),
                (&columns.short, Strength::Short),
            ] {
                self.add_names(index, columns.lang, row.list(column), (strength, bare));
            }
            for demonym in row.list(&columns.demonyms) {
                self.adjectives.entry(index).or_default().push(self.demonyms.len());
                self.demonyms.push((columns.lang, demonym.to_owned(), index));
            }
        }
        if entity.kind == Kind::Person {
            for name in [&entity.name_en, &entity.name_ar].into_iter().filter_map(|n| given_name(n))
            {
                *self.given_names.entry(name).or_default() += 1;
            }
            for name in [&entity.name_en, &entity.name_ar] {
                let mut words = name.split_whitespace();
                if let (Some(first), Some(last)) = (words.next(), words.next_back()) {
                    self.name_parts.entry(fold(first)).or_default().0 = true;
                    self.name_parts.entry(fold(last)).or_default().1 = true;
                }
            }
        }
        for (i, office) in entity.offices.iter().enumerate() {
            self.offices.insert(office.office.clone());
            self.terms.entry(office.of.clone()).or_default().push((index, i));
        }
        if entity.agreement.is_some() {
            self.agreements.push(index);
        }
        self.by_id.insert(entity.id.clone(), index);
        self.entities.push(entity);
    }

    /// Adds names that are not there yet, as compared.
    fn add_names<'n>(
        &mut self,
        entity: usize,
        lang: Lang,
        listed: impl Iterator<Item = &'n str>,
        (strength, bare): (Strength, bool),
    ) {
        for text in listed {
            // Of a name of several words no ordinary word is made.
            let strength = if text.contains(' ') && bare { Strength::Full } else { strength };
            let mut known = self.names.iter_mut().rev().take_while(|n| n.entity == entity);
            let folded = fold(text);
            match known.find(|n| n.lang == lang && fold(&n.text) == folded) {
                // The spelling with vowel marks tells more.
                Some(name) if text.chars().any(isnad_text::is_vowel_mark) => {
                    text.clone_into(&mut name.text);
                }
                Some(_) => {}
                None => self.names.push(Name { text: text.to_owned(), lang, entity, strength }),
            }
        }
    }

    /// Adds an entity that no table holds; its index.
    pub(crate) fn add(&mut self, entity: Entity) -> usize {
        let index = self.entities.len();
        self.by_id.insert(entity.id.clone(), index);
        self.entities.push(entity);
        index
    }

    /// The entity of an id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.by_id.get(id).map(|i| &self.entities[*i])
    }

    /// The entity of an index.
    pub fn entity(&self, index: usize) -> &Entity {
        &self.entities[index]
    }

    /// The index of an id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// All entities.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The agreements with their indices, in the order of the file.
    pub fn agreements(&self) -> impl DoubleEndedIterator<Item = (usize, &Agreement)> {
        self.agreements.iter().filter_map(|i| Some((*i, self.entity(*i).agreement.as_deref()?)))
    }

    /// Whether an index is that of a town of `cities.tsv`, not of somebody or something that news
    /// is known to name.
    pub fn is_town(&self, index: usize) -> bool {
        self.towns.contains(&index)
    }

    /// The first names of the persons, folded, and how many bear each.
    pub fn given_names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.given_names.iter().map(|(name, bearers)| (name.as_str(), *bearers))
    }

    /// The adjectives of a state or group in a language, in the order of the files.
    pub fn adjectives(&self, entity: usize, lang: Lang) -> impl Iterator<Item = &str> {
        let own = self.adjectives.get(&entity).into_iter().flatten();
        let listed = own.filter_map(|at| self.demonyms.get(*at));
        listed.filter(move |(l, ..)| *l == lang).map(|(_, text, _)| text.as_str())
    }

    /// Whether a folded word is a given name and whether it is a family name.
    pub fn name_part(&self, word: &str) -> (bool, bool) {
        self.name_parts.get(word).copied().unwrap_or_default()
    }

    /// Whether a folded word is part of people's names.
    pub fn is_name_part(&self, word: &str) -> bool {
        self.name_part(word) != (false, false)
    }

    /// Whether a folded word is a name of its own, not one of several spellings of a name.
    pub fn is_settled_name_part(&self, word: &str) -> bool {
        self.name_parts.contains_key(word) && !self.name_spellings.contains(word)
    }

    /// Whether anybody known ever held an office of this name.
    pub fn is_office(&self, office: &str) -> bool {
        self.offices.contains(office)
    }

    /// Who held an office of a state or body on an ISO date; without a date, who holds it last. Of
    /// several, the one who came to it last.
    pub fn holder(&self, of: &str, office: &str, date: Option<&str>) -> Option<&Entity> {
        let terms = self.terms.get(of)?.iter().filter_map(|(person, term)| {
            let person = self.entities.get(*person)?;
            let term = person.offices.get(*term)?;
            let held = date.map_or(term.to.is_empty(), |d| term.held_on(d));
            (held && term.office == office).then_some((person, term))
        });
        // Of those who came at the same time, the first listed.
        terms.rev().max_by(|(_, a), (_, b)| a.from.cmp(&b.from)).map(|(e, _)| e)
    }
}

/// The columns of a table that are in one language.
struct Columns {
    lang: Lang,
    name: String,
    others: String,
    short: String,
    bare: String,
    demonyms: String,
    words: String,
}

impl Columns {
    fn new(lang: Lang, kind: Kind) -> Columns {
        let column = |name: &str| format!("{name}_{}", lang.code());
        Columns {
            lang,
            name: column("name"),
            others: column(if kind == Kind::Weapon { "forms" } else { "names" }),
            short: column("short"),
            bare: column("bare"),
            demonyms: column("demonyms"),
            words: column("words"),
        }
    }
}

/// The first word of a full name, folded.
fn given_name(name: &str) -> Option<String> {
    let (first, _) = name.split_once(' ')?;
    Some(fold(first)).filter(|f| f.chars().count() > 2)
}

fn entity_of(row: &Row<'_, '_>, kind: Kind, columns: &[Columns]) -> Entity {
    let text = |column: &str| row.get(column).to_owned();
    let list = |column: &str| row.list(column).map(str::to_owned).collect::<Vec<_>>();
    let state = match kind {
        Kind::State => text("id"),
        Kind::Outlet => text("country"),
        _ => text("state"),
    };
    let sort = if row.get("kind").is_empty() { text("type") } else { text("kind") };
    let kind = if kind == Kind::Weapon && sort == "work" { Kind::Work } else { kind };
    let first = |column: &str| row.list(column).next().unwrap_or_default().to_owned();
    let degrees = |column: &str| row.get(column).parse::<f64>().ok();
    Entity {
        id: text("id"),
        kind,
        sort,
        name_en: first("name_en"),
        name_ar: first("name_ar"),
        state,
        offices: row.list("offices").filter_map(office_of).collect(),
        coordinates: degrees("lat").zip(degrees("lon")),
        agreement: (kind == Kind::Agreement).then(|| {
            Box::new(Agreement {
                parties: list("parties"),
                signed: text("signed"),
                obligations: list("obligations"),
                replaces: list("replaces"),
                words: columns
                    .iter()
                    .map(|c| (c.lang, row.list(&c.words).map(fold).collect()))
                    .collect(),
            })
        }),
        years: (row.get("from").parse().ok(), row.get("to").parse().ok()),
        capital: text("capital"),
        codes: CODES.iter().filter_map(|c| Some((*c, row.opt(c)?.to_owned()))).collect(),
        ambiguous: row.opt("ambiguous").is_some(),
    }
}

fn duplicate(row: &Row<'_, '_>) -> Diagnostic {
    let id = row.get("id");
    row.fault(id, "duplicate", format!("id `{id}` listed twice"), "join the two rows")
}

/// Columns of codes of other lists: ISO 3166, Correlates of War, Gleditsch and Ward, CAMEO, FIPS
/// 10-4, Wikidata.
const CODES: [&str; 6] = ["iso2", "cow", "gw", "cameo", "fips", "wikidata"];

/// Reads `RUS:president:2012-05-07/`.
fn office_of(cell: &str) -> Option<Office> {
    let mut parts = cell.splitn(3, ':');
    let (of, office, time) = (parts.next()?, parts.next()?, parts.next().unwrap_or(""));
    let (from, to) = time.split_once('/').unwrap_or((time, ""));
    Some(Office {
        of: of.to_owned(),
        office: office.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_who_held_an_office() {
        let mut source = Source::default();
        let text = "id\tname_en\tname_ar\tnames_en\tnames_ar\tshort_en\tshort_ar\toffices\n\
                    ann\tAnn A\tآن\t\t\tA\t\tXXA:president:2000/2008-05-07\n\
                    bob\tBob B\tبوب\t\t\tB\t\tXXA:president:2008-05-07/\n";
        source.insert("world/persons.tsv", text.to_owned());
        let world = World::read(&source, &mut Vec::new());
        assert_eq!(
            world.holder("XXA", "president", Some("2005-01-01")).map(|e| e.id.as_str()),
            Some("ann")
        );
        assert_eq!(world.holder("XXA", "president", None).map(|e| e.id.as_str()), Some("bob"));
    }
}
