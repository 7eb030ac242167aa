//! Names in spellings that no list holds: looked up by the sound of their consonants, and compared
//! letter by letter with what the spellings of one name may differ in.
//!
//! Both steps take their letters from tables (`sound.tsv`, `spelling.tsv`); the comparison is an edit
//! distance with costs for pairs of letters (Wagner and Fischer, 1974).

mod letters;

use std::{cmp::Reverse, sync::OnceLock};

use isnad_text::{Lang, fold, token::is_arabic};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Source, World,
    tsv::Table,
    world::{Kind, Strength},
};
use letters::{Letters, Rules};

/// Letters for which a name may cost one.
const LETTERS_FOR_ONE: usize = 4;
/// The same for a name of one word, which is sooner another's.
const LETTERS_OF_WORD: usize = 7;
/// Shorter names are too like one another.
const SHORTEST: usize = 4;
/// Class of words that are left out.
const LEFT_OUT: &str = "-";

/// The names of a language, by sound.
#[derive(Debug, Default, Clone)]
pub struct Spellings {
    rules: Rules,
    /// By first letter, the longest first: letters, their class, and that which they have for some.
    sounds: FxHashMap<char, Vec<Sound>>,
    left_out: FxHashSet<String>,
    article: String,
    names: Vec<Spelled>,
    by_sound: FxHashMap<String, Vec<u32>>,
}

/// The names of a language by sound, gathered when they are first asked for: most runs over few
/// pages ask for none.
#[derive(Debug)]
pub struct LazySpellings {
    tables: Spellings,
    filled: OnceLock<Spellings>,
}

impl LazySpellings {
    pub(crate) fn read(source: &Source, folder: &str, article: &str) -> LazySpellings {
        LazySpellings { tables: Spellings::read(source, folder, article), filled: OnceLock::new() }
    }

    /// The names of the world in a language.
    pub fn of(&self, world: &World, lang: Lang) -> &Spellings {
        self.filled.get_or_init(|| {
            let mut filled = self.tables.clone();
            filled.fill(world, lang);
            filled
        })
    }
}

/// Letters with their class, and that which they have for some.
type Sound = (Vec<char>, [String; 2]);

/// A name as it is compared.
#[derive(Debug, Clone)]
struct Spelled {
    letters: Letters,
    entity: usize,
}

/// A name found by its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Respelled {
    /// Index of the entity.
    pub entity: usize,
    /// How far the spelling is from a listed one.
    pub cost: u32,
}

impl Spellings {
    /// Reads the tables of a language and takes the names of the world that are in it.
    pub(crate) fn read(source: &Source, folder: &str, article: &str) -> Spellings {
        let mut out = Spellings { article: article.to_owned(), ..Spellings::default() };
        for row in Table::read(source, &format!("{folder}/sound.tsv")).rows() {
            let letters = fold(row.get("letters"));
            if row.get("class") == LEFT_OUT {
                out.left_out.insert(letters);
                continue;
            }
            let class = row.get("class").to_owned();
            let other = row.opt("or").map_or_else(|| class.clone(), str::to_owned);
            let letters: Vec<char> = letters.chars().collect();
            if let Some(first) = letters.first() {
                out.sounds.entry(*first).or_default().push((letters, [class, other]));
            }
        }
        out.sounds.values_mut().for_each(|all| all.sort_by_key(|(l, _)| Reverse(l.len())));
        for row in Table::read(source, &format!("{folder}/spelling.tsv")).rows() {
            out.rules.add(&row);
        }
        out
    }

    /// Adds the names of the world that are safe by themselves; towns are too many.
    pub(crate) fn fill(&mut self, world: &World, lang: Lang) {
        for name in world.names.iter().filter(|n| n.lang == lang && !world.is_town(n.entity)) {
            let kind = world.entity(name.entity).kind;
            let named = !matches!(kind, Kind::Weapon | Kind::Work | Kind::Agreement);
            let safe = name.strength == Strength::Full
                || name.strength == Strength::Short && kind == Kind::Person;
            if !(named && safe) {
                continue;
            }
            let folded = [fold(&name.text)];
            let words = folded.each_ref().map(String::as_str);
            let bare = self.letters(&words, |_| false, true);
            let whole = self.letters(&words, |_| false, false);
            let articles = whole.letters.len() > bare.letters.len();
            self.add(bare, name.entity);
            if articles {
                self.add(whole, name.entity);
            }
        }
    }

    fn add(&mut self, letters: Letters, entity: usize) {
        let sound = self.sound(&letters.letters, 0);
        if letters.letters.len() >= SHORTEST && sound.len() > 1 {
            self.by_sound.entry(sound).or_default().push(self.names.len() as u32);
            self.names.push(Spelled { letters, entity });
        }
    }

    /// Whose name folded words are in another spelling; `None` if nobody's, or if several are as
    /// near. `is_name` tells words that a list knows as parts of names, `fits` who may be meant.
    pub fn find(
        &self,
        words: &[&str],
        is_name: impl Fn(&str) -> bool,
        fits: impl Fn(usize) -> bool,
    ) -> Option<Respelled> {
        let bare = self.find_letters(words, true, &is_name, &fits);
        // What looks like an article may be the beginning of a name.
        let article = || words.iter().any(|w| w.contains(self.article.as_str()));
        bare.or_else(|| article().then(|| self.find_letters(words, false, &is_name, &fits))?)
    }

    fn find_letters(
        &self,
        words: &[&str],
        bare: bool,
        is_name: impl Fn(&str) -> bool,
        fits: impl Fn(usize) -> bool,
    ) -> Option<Respelled> {
        let letters = self.letters(words, |_| false, bare);
        let n_words = letters.begins.iter().filter(|b| **b).count() - 1;
        let letters_for_one = if n_words < 2 { LETTERS_OF_WORD } else { LETTERS_FOR_ONE };
        let most = (letters.letters.len() / letters_for_one) as u32;
        if letters.letters.len() < SHORTEST {
            return None;
        }
        let sounds = [0, 1].map(|reading| self.sound(&letters.letters, reading));
        let second = sounds.last().filter(|s| Some(*s) != sounds.first());
        let near = sounds.first().into_iter().chain(second);
        let near = near.filter_map(|s| self.by_sound.get(s)).flatten();
        let (mut own, mut best, mut rivals) = (None, None::<Respelled>, false);
        for name in near.filter_map(|i| self.names.get(*i as usize)) {
            if !fits(name.entity) {
                continue;
            }
            // Of most words no name has the sound, and nothing more need be known of them.
            let own = own.get_or_insert_with(|| self.letters(words, &is_name, bare));
            let cost = self.rules.distance(own, &name.letters, most);
            let found = Respelled { entity: name.entity, cost };
            match best {
                _ if cost > most => {}
                Some(b) if b.cost < cost || b.entity == found.entity && b.cost == cost => {}
                Some(b) if b.cost == cost => rivals = true,
                _ => (best, rivals) = (Some(found), false),
            }
        }
        best.filter(|_| !rivals)
    }
    /// The letters of folded words, without articles where these are to be left out.
    fn letters(&self, words: &[&str], is_name: impl Fn(&str) -> bool, bare: bool) -> Letters {
        let n = words.iter().map(|w| w.len()).sum();
        let mut out = Letters {
            letters: Vec::with_capacity(n),
            begins: Vec::with_capacity(n + 1),
            known: Vec::new(),
        };
        let parts =
            words.iter().flat_map(|w| w.split(|c: char| !(is_arabic(c) || c.is_alphanumeric())));
        for word in parts.filter(|w| !w.is_empty() && !self.left_out.contains(*w)) {
            let known = is_name(word);
            let word = self.without_article(word).filter(|_| bare).unwrap_or(word);
            for (i, c) in word.chars().enumerate() {
                out.letters.push(c);
                out.begins.push(i == 0);
                out.known.push(known);
            }
        }
        out.begins.push(true);
        out
    }

    fn without_article<'w>(&self, word: &'w str) -> Option<&'w str> {
        let rest = word.strip_prefix(self.article.as_str()).filter(|_| !self.article.is_empty());
        rest.filter(|r| r.chars().count() > 2)
    }

    /// The classes of consonants in the first or second reading of letters, each run of one class
    /// once.
    fn sound(&self, letters: &[char], reading: usize) -> String {
        let mut out = String::new();
        let mut rest = letters;
        while let Some(first) = rest.first() {
            let all = self.sounds.get(first).map_or(&[][..], Vec::as_slice);
            let hit = all.iter().find(|(letters, _)| rest.starts_with(letters));
            let class = hit.map_or("", |(_, classes)| classes[reading].as_str());
            if !out.ends_with(class) {
                out.push_str(class);
            }
            rest = rest.get(hit.map_or(1, |(letters, _)| letters.len())..).unwrap_or_default();
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(names: &[&str]) -> (Spellings, Vec<String>) {
        let source = Source::builtin();
        let mut world = World::default();
        let mut ids = Vec::new();
        for name in names {
            let id = name.to_lowercase().replace(' ', "-");
            let entity =
                crate::world::Entity { id: id.clone(), kind: Kind::Person, ..Default::default() };
            let entity = world.add(entity);
            let (lang, text) = (Lang::EN, (*name).to_owned());
            let strength = Strength::Full;
            world.names.push(crate::world::Name { text, lang, entity, strength });
            ids.push(id);
        }
        let mut out = Spellings::read(&source, "lang/en", "");
        out.fill(&world, Lang::EN);
        (out, ids)
    }

    fn found<'i>((list, ids): &'i (Spellings, Vec<String>), words: &str) -> Option<&'i str> {
        let hit = list.find(&[&fold(words)], |_| false, |_| true)?;
        ids.get(hit.entity).map(String::as_str)
    }

    #[test]
    fn spellings_of_a_name_are_one_and_others_are_not() {
        let list = spellings(&["Qasem Tolani", "Nadia Yevlov", "Karim Sulman"]);
        assert_eq!(found(&list, "Kassem Toulany"), Some("qasem-tolani"));
        assert_eq!(found(&list, "Nadya Evlov"), Some("nadia-yevlov"));
        assert_eq!(found(&list, "Karam Salman"), None);
        assert_eq!(found(&list, "Qasem Tulkani"), None);
    }

    #[test]
    fn of_two_as_near_none_is_taken() {
        let list = spellings(&["Anton Belk", "Antun Belk"]);
        assert_eq!(found(&list, "Antoun Belk"), None);
    }
}
