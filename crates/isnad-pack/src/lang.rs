//! The pack of one language: clitics, lexicon, frames, roles, names and function words, each with
//! the tables by which texts are searched for them.

use std::collections::BTreeMap;

use isnad_text::{
    Contractions, Lang, Span, Token, fold, number::NumberLexicon, time::TimeLexicon, tokenize_with,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Diagnostic, Source, World,
    actors::AgentCode,
    clitics::Clitics,
    contractions,
    cues::Cues,
    details::Details,
    frames::Frames,
    gazetteer::Gazetteer,
    inflect::{Features, Inflection, Number},
    ledger_words::LedgerWords,
    lexicon::Lexicon,
    number_words,
    rules::{self, Rule},
    settings::Settings,
    spelling::LazySpellings,
    story_words::StoryWords,
    tagger::{Tagger, heads::Heads},
    time_words,
    tsv::{Row, Table},
    unit_words::{self, UnitLexicon},
    word::Words,
    world::{Kind, Name, Strength},
};

/// Everything known of one language.
#[derive(Debug)]
pub struct LangPack {
    /// Which language.
    pub lang: Lang,
    /// How words are cut.
    pub clitics: Clitics,
    /// How texts are cut into words, where these are written together.
    pub contractions: Contractions,
    pub(crate) words: Words,
    /// Forms of verbs and nouns.
    pub lexicon: Lexicon,
    /// Everything that any list holds, for cutting and reading words.
    pub vocabulary: Lexicon,
    given_names: FxHashSet<String>,
    /// What predicates tell.
    pub frames: Frames,
    /// What frames cannot say.
    pub rules: Vec<Rule>,
    /// Details on which pages may differ.
    pub details: Details,
    /// Nouns for people and bodies that act.
    pub roles: Vec<Role>,
    /// Their forms: index of the role and number.
    pub role_names: Gazetteer<(usize, Number)>,
    /// Names of entities as they stand in texts.
    pub names: Gazetteer<NameEntry>,
    /// Entities with a name that a list writes with vowel marks, and that name: marks alone may tell
    /// a state from a town.
    pub vocalised: BTreeMap<usize, String>,
    /// Names of weapons and works, without article.
    pub things: Gazetteer<usize>,
    /// Adjectives of states and groups: entity, number and gender of the form.
    pub demonyms: Gazetteer<(usize, Features)>,
    /// Function words by class and key.
    pub function: Gazetteer<Function>,
    /// Words before whose full stop no sentence ends.
    pub abbreviations: FxHashSet<String>,
    /// Words that report speech.
    pub cues: Cues,
    /// English for nouns and adjectives of descriptions.
    pub glossary: Gazetteer<String>,
    /// What pages are compared by.
    pub story: StoryWords,
    /// Number words.
    pub numbers: NumberLexicon,
    /// Words of time expressions.
    pub time: TimeLexicon,
    /// What figures count, and how exact they are.
    pub units: UnitLexicon,
    /// Habits of the language by key (`subject` stands `after` or `before` its verb).
    pub settings: Settings,
    /// Words of standing relations.
    pub ledger: LedgerWords,
    /// Latin letters for folded letters, and whether they are vowels.
    pub translit: FxHashMap<char, (String, bool)>,
    /// Names by their sound, for other spellings of them.
    pub spellings: LazySpellings,
    /// Words of names as they are mostly written in Latin letters, by their folded form.
    pub latin_names: FxHashMap<String, String>,
    /// Weights of the tagger of names.
    pub tagger: Tagger,
    /// Words by which names tell what they name.
    pub heads: Heads,
}

/// A noun for people or bodies that act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// As listed.
    pub lemma: String,
    /// Slug of the office or of the people.
    pub id: String,
    /// What it is.
    pub kind: RoleKind,
    /// Slugs of the offices that it may name, the likeliest first.
    pub offices: Vec<String>,
    /// In English.
    pub gloss: String,
    /// Whom it counts as in events if it has no state behind it; empty for nobody.
    pub actor: String,
    /// What a dictionary of the user adds to the code of its actor.
    pub agent: Option<AgentCode>,
}

/// What a role noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// One who acts for a state or body.
    Office,
    /// A body of a state.
    Body,
    /// People without office.
    People,
    /// A group or party.
    Group,
}

/// A name in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameEntry {
    /// Index of the entity.
    pub entity: usize,
    /// How safe the name is.
    pub strength: Strength,
    /// Whether its first letter must be a capital.
    pub capital: bool,
    /// Whether all its letters must be capitals (`US`, `WHO`).
    pub capitals: bool,
}

/// A function word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its class (`prep`, `neg`, …).
    pub class: String,
    /// The key by which rules name it.
    pub key: String,
}

impl LangPack {
    /// Whether a folded word is a first name that shows where a name begins.
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(word)
    }

    /// Whether capitals show names: of the languages that isnad reads, those whose article is no
    /// clitic.
    pub fn is_cased(&self) -> bool {
        self.clitics.article().is_empty()
    }

    /// The script in which the language is written, by its ISO 15924 code.
    pub fn script(&self) -> &str {
        self.settings.get("script").map_or("", String::as_str)
    }

    /// The tokens of a whole text.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        tokenize_with(text, Span::new(0, text.len()), &self.contractions)
    }

    /// Reads the folder of a language.
    pub fn read(source: &Source, lang: Lang, world: &World, out: &mut Vec<Diagnostic>) -> LangPack {
        let folder = format!("lang/{}", lang.code());
        // The longest table comes first: what it needed while it was read serves the others.
        let tagger = Tagger::read(source, &folder, out);
        let inflection = Inflection::read(source, &folder, out);
        let clitics = Clitics::read(source, &folder);
        let lexicon = Lexicon::read(source, &folder, &inflection);
        let frames = Frames::read(source, &folder, &lexicon, out);
        let (roles, role_names) = read_roles(source, &folder, &inflection, out);
        let settings = Settings::read(source, &folder);
        let agree = settings.get("agreement").is_some();
        let (names, things) = read_names(source, world, lang, &lexicon);
        let (vocabulary, given_names) =
            crate::vocabulary::read(source, lang, world, &inflection, &clitics);
        LangPack {
            lang,
            words: Words::default(),
            contractions: contractions::of(source),
            rules: rules::read(source, lang, &lexicon, out),
            details: Details::read(source, &folder, &lexicon, out),
            story: StoryWords::read(source, lang, out),
            numbers: number_words::read(source, &folder, out),
            time: time_words::read(source, &folder, out),
            units: unit_words::read(source, &folder, out),
            demonyms: read_demonyms(source, world, lang, &inflection, agree),
            function: read_function(source, &folder),
            abbreviations: read_abbreviations(source, &folder),
            glossary: read_glossary(source, &folder, &inflection),
            settings,
            ledger: crate::ledger_words::read(source, &folder),
            translit: read_translit(source, &folder),
            spellings: LazySpellings::read(source, &folder, clitics.article()),
            latin_names: read_latin_names(source, &folder),
            tagger,
            heads: Heads::read(source, &folder),
            cues: Cues::read(source, lang, &inflection, out),
            vocabulary,
            given_names,
            clitics,
            lexicon,
            frames,
            roles,
            role_names,
            names,
            vocalised: vocalised(world, lang),
            things,
        }
    }
}

/// The offices of a role noun: those that its row lists, else the one of its id.
fn offices_of(row: &Row<'_, '_>) -> Vec<String> {
    let listed: Vec<String> = row.list("offices").map(str::to_owned).collect();
    if listed.is_empty() { vec![row.get("id").to_owned()] } else { listed }
}

fn read_roles(
    source: &Source,
    folder: &str,
    inflection: &Inflection,
    out: &mut Vec<Diagnostic>,
) -> (Vec<Role>, Gazetteer<(usize, Number)>) {
    let (mut roles, mut names) = (Vec::new(), Gazetteer::of(source));
    let mut faults = Vec::new();
    let table = Table::read(source, "world/people.tsv");
    let people: FxHashMap<&str, &str> =
        table.rows().map(|r| (r.get("id"), r.get("actor"))).collect();
    let table = Table::read(source, &format!("{folder}/roles.tsv"));
    for row in table.rows() {
        let kind = match row.get("kind") {
            "office" => RoleKind::Office,
            "body" => RoleKind::Body,
            "people" => RoleKind::People,
            "group" => RoleKind::Group,
            other => {
                faults.push(row.fault(
                    row.get("kind"),
                    "unknown-class",
                    format!("unknown kind `{other}`"),
                    "office, body, people or group",
                ));
                continue;
            }
        };
        let index = roles.len();
        let lemma = row.get("lemma");
        let text = |column: &str| row.get(column).to_owned();
        let actor = people.get(row.get("id")).copied().unwrap_or(row.get("id"));
        let actor = if actor == "-" { String::new() } else { actor.to_owned() };
        roles.push(Role {
            lemma: lemma.to_owned(),
            offices: offices_of(&row),
            id: text("id"),
            kind,
            gloss: text("gloss"),
            actor,
            agent: None,
        });
        let mut forms: FxHashSet<String> = FxHashSet::default();
        let mut add = |form: String, number| {
            if forms.insert(fold(&form)) {
                names.insert(&form, (index, number));
            }
        };
        let (head, tail) =
            lemma.split_once(' ').map_or((lemma, ""), |(h, _)| (h, &lemma[h.len()..]));
        add(lemma.to_owned(), Number::Singular);
        for form in row.list("feminine") {
            add(form.to_owned(), Number::Singular);
        }
        for plural in row.list("plural") {
            let (first, rest) =
                plural.split_once(' ').map_or((plural, ""), |(h, _)| (h, &plural[h.len()..]));
            add(plural.to_owned(), Number::Plural);
            inflection
                .forms("plural", first)
                .for_each(|(f, _)| add(format!("{f}{rest}"), Number::Plural));
            // A sound plural has forms of its own for the oblique and construct cases.
            for (form, _) in inflection.forms("sound", first).filter(|(f, _)| f != first) {
                add(format!("{form}{rest}"), Number::Plural);
            }
        }
        for (form, x) in inflection.forms("noun", head) {
            add(format!("{form}{tail}"), x.number);
        }
    }
    out.append(&mut faults);
    (roles, names)
}

fn read_names(
    source: &Source,
    world: &World,
    lang: Lang,
    lexicon: &Lexicon,
) -> (Gazetteer<NameEntry>, Gazetteer<usize>) {
    let (mut names, mut things) = (Gazetteer::of(source), Gazetteer::of(source));
    for name in world.names.iter().filter(|n| n.lang == lang) {
        let thing = matches!(world.entity(name.entity).kind, Kind::Weapon | Kind::Work);
        if thing {
            things.insert(&name.text, name.entity);
            continue;
        }
        // A body or place named like a word of the language needs a cue.
        let risky =
            matches!(world.entity(name.entity).kind, Kind::Org | Kind::Outlet | Kind::Place);
        let capital = name.text.chars().any(char::is_uppercase);
        let ordinary = risky && !capital && lexicon.knows(&fold(&name.text));
        let letters = || name.text.chars().filter(|c| c.is_alphabetic());
        let entry = NameEntry {
            entity: name.entity,
            strength: if ordinary { Strength::Bare } else { name.strength },
            capital: capital && letters().next().is_some_and(char::is_uppercase),
            capitals: capital && letters().all(char::is_uppercase) && letters().count() < 5,
        };
        names.insert(&name.text, entry);
    }
    (names, things)
}

/// The names that a list writes with vowel marks, by entity.
fn vocalised(world: &World, lang: Lang) -> BTreeMap<usize, String> {
    let marked =
        |name: &&Name| name.lang == lang && name.text.chars().any(isnad_text::is_vowel_mark);
    world.names.iter().filter(marked).map(|n| (n.entity, n.text.clone())).collect()
}

fn read_demonyms(
    source: &Source,
    world: &World,
    lang: Lang,
    inflection: &Inflection,
    agree: bool,
) -> Gazetteer<(usize, Features)> {
    let mut out = Gazetteer::of(source);
    for (_, text, entity) in world.demonyms.iter().filter(|d| d.0 == lang) {
        let mut seen: FxHashSet<(String, Features)> = FxHashSet::default();
        let mut add = |form: String, features: Features| {
            if seen.insert((fold(&form), features)) {
                out.insert(&form, (*entity, features));
            }
        };
        add(text.clone(), Features::NOUN);
        let words: Vec<&str> = text.split(' ').collect();
        if let ([first, rest @ ..], true) = (words.as_slice(), agree) {
            for (form, features) in inflection.forms("adj", first) {
                let tail = rest.iter().map(|w| agreeing(inflection, w, features));
                let whole = std::iter::once(form).chain(tail).collect::<Vec<_>>().join(" ");
                add(whole, features);
            }
        }
    }
    out
}

/// The form of an adjective that has the same features as another.
fn agreeing(inflection: &Inflection, word: &str, features: Features) -> String {
    let mut forms = inflection.forms("adj", word);
    forms.find(|(_, f)| *f == features).map_or_else(|| word.to_owned(), |(f, _)| f)
}

fn read_function(source: &Source, folder: &str) -> Gazetteer<Function> {
    let mut words = Gazetteer::of(source);
    let table = Table::read(source, &format!("{folder}/function.tsv"));
    for row in table.rows() {
        for form in row.list("forms") {
            words.insert(
                form,
                Function { class: row.get("class").to_owned(), key: row.get("key").to_owned() },
            );
        }
    }
    words
}

fn read_abbreviations(source: &Source, folder: &str) -> FxHashSet<String> {
    let table = Table::read(source, &format!("{folder}/abbreviations.tsv"));
    table.rows().map(|r| fold(r.get("form"))).collect()
}

fn read_glossary(source: &Source, folder: &str, inflection: &Inflection) -> Gazetteer<String> {
    let mut words = Gazetteer::of(source);
    let table = Table::read(source, &format!("{folder}/glossary.tsv"));
    for row in table.rows() {
        words.insert(row.get("lemma"), row.get("gloss").to_owned());
    }
    // A form of one word that is listed itself means first what the list says.
    for row in table.rows().filter(|r| !r.get("lemma").contains(' ')) {
        let lemma = row.get("lemma");
        for (form, _) in inflection.forms("adj", lemma).filter(|(f, _)| f != lemma) {
            words.insert(&form, row.get("gloss").to_owned());
        }
    }
    words
}

fn read_latin_names(source: &Source, folder: &str) -> FxHashMap<String, String> {
    let table = Table::read(source, &format!("{folder}/name_latin.tsv"));
    table.rows().map(|row| (fold(row.get("form")), row.get("latin").to_owned())).collect()
}

fn read_translit(source: &Source, folder: &str) -> FxHashMap<char, (String, bool)> {
    let table = Table::read(source, &format!("{folder}/translit.tsv"));
    let row = |r: Row<'_, '_>| {
        let value = (r.get("to").to_owned(), !r.get("vowel").is_empty());
        r.get("from").chars().next().map(|c| (c, value))
    };
    table.rows().filter_map(row).collect()
}
