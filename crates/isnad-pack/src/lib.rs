//! Language packs and world knowledge: read, check and compile.
//!
//! A pack is a set of text files (TSV for lists, TOML for rules and settings), either those built
//! into the program ([`Source::builtin`]) or files that a caller read. [`Pack::compile`] turns them
//! into read-only tables and reports everything it finds wrong at once. The crate does no I/O and
//! holds no word of any language.

pub mod actors;
mod affix;
pub mod analyse;
pub mod check;
pub mod clitics;
mod coded;
mod contractions;
pub mod cues;
pub mod details;
pub mod diagnostic;
pub mod fields;
pub mod frames;
pub mod gazetteer;
pub mod inflect;
pub mod lang;
pub mod ledger_words;
pub mod lexicon;
pub mod markup;
pub mod memo;
pub mod number_words;
pub mod outlet_pages;
pub mod outlets;
pub mod page;
pub mod rules;
pub mod settings;
pub mod source;
pub mod spelling;
mod stems;
pub mod story_labels;
pub mod story_words;
pub mod tables;
pub mod tagger;
pub mod time_words;
pub mod tsv;
pub mod unit_words;
pub mod visits;
pub mod vocabulary;
pub mod word;
pub mod world;

pub use check::check;
pub use diagnostic::{Diagnostic, Severity};
pub use lang::LangPack;
pub use outlets::Outlets;
pub use page::PagePack;
pub use source::Source;
pub use world::World;

use std::{panic::resume_unwind, thread};

use isnad_text::Lang;

/// Bytes of a text by which its language is told.
const SAMPLE: usize = 8192;

/// A compiled pack: world knowledge and one language pack per language.
#[derive(Debug)]
pub struct Pack {
    /// First 12 hexadecimal digits of the SHA-256 of all files; names the version of the pack.
    pub hash: String,
    /// States, people, bodies, places and so on.
    pub world: World,
    /// Known visits abroad of those who lead states.
    pub visits: Vec<visits::Visit>,
    /// Cues, date words and outlets by which pages are read.
    pub page: PagePack,
    /// English names of claims and events.
    pub labels: story_labels::StoryLabels,
    langs: Vec<LangPack>,
}

impl Pack {
    /// Compiles a pack. The diagnostics are complete; with an error among them the pack must not be
    /// used.
    pub fn compile(source: &Source) -> (Pack, Vec<Diagnostic>) {
        let mut out = Vec::new();
        let mut world = World::read(source, &mut out);
        let agents = coded::lay(&mut world, source, &mut out);
        let mut langs = read_languages(source, &world, &mut out);
        for lang in &mut langs {
            coded::lay_agents(lang, &agents);
        }
        let page = PagePack::read(source, &mut out);
        let labels = story_labels::StoryLabels::read(source, &mut out);
        let visits = visits::read(source, &mut out);
        (Pack { hash: source.hash(), world, visits, page, labels, langs }, out)
    }

    /// Checks and compiles a pack; with any error, the pack is refused whole and all errors are
    /// given. What does not stand in its way is given beside it.
    pub fn load(source: &Source) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut faults = check(source);
        let (pack, more) = Pack::compile(source);
        faults.extend(more);
        if faults.iter().any(|d| d.severity == Severity::Error) {
            Err(faults)
        } else {
            Ok((pack, faults))
        }
    }

    /// The pack built into the program.
    ///
    /// Its files are checked by the tests of this crate, so diagnostics are dropped here.
    pub fn builtin() -> Pack {
        Pack::compile(&Source::builtin()).0
    }

    /// The packs of all languages, in the order of their codes.
    pub fn langs(&self) -> &[LangPack] {
        &self.langs
    }

    /// The pack of a language; of one that has none, the first.
    pub fn lang(&self, lang: Lang) -> &LangPack {
        &self.langs[self.langs.iter().position(|l| l.lang == lang).unwrap_or_default()]
    }

    /// Whether there is a pack of a language.
    pub fn has(&self, lang: Lang) -> bool {
        self.langs.iter().any(|l| l.lang == lang)
    }

    /// The language of a text: by its script, and among those of one script by the words that say
    /// nothing and stand in every sentence.
    pub fn lang_of(&self, text: &str) -> Lang {
        let guess = Lang::of_text(text);
        let script = self.lang(guess).script();
        let rivals: Vec<&LangPack> = self.langs.iter().filter(|l| l.script() == script).collect();
        if rivals.len() < 2 {
            return guess;
        }
        let end = (SAMPLE.min(text.len())..text.len()).find(|i| text.is_char_boundary(*i));
        let text = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
        let words = self.lang(guess).tokens(text);
        let known = |l: &LangPack| words.iter().filter(|w| l.story.is_stop_word(&w.norm)).count();
        // The last of equals would win; the guess must.
        let best = rivals.iter().max_by_key(|l| (known(l), l.lang == guess));
        best.map_or(guess, |l| l.lang)
    }
}

/// Reads the languages side by side, since most of a start is spent here; what is wrong is told in
/// their order.
fn read_languages(source: &Source, world: &World, out: &mut Vec<Diagnostic>) -> Vec<LangPack> {
    let read = |lang| {
        let mut faults = Vec::new();
        (LangPack::read(source, lang, world, &mut faults), faults)
    };
    let read: Vec<(LangPack, Vec<Diagnostic>)> = thread::scope(|scope| {
        let threads: Vec<_> =
            source.languages().into_iter().map(|l| scope.spawn(move || read(l))).collect();
        // A fault in a thread is one of the program, as it would be without threads.
        let done = threads.into_iter().map(|t| t.join().unwrap_or_else(|e| resume_unwind(e)));
        done.collect()
    });
    read.into_iter()
        .map(|(pack, faults)| {
            out.extend(faults);
            pack
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_pack_has_no_errors() {
        let faults = Pack::load(&Source::builtin()).err().unwrap_or_default();
        let errors: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}
