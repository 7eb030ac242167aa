//! Outlets: which pages come from one house, and where a page names the house of another one.

use isnad_pack::{LangPack, Pack, story_words::StoryWords};
use isnad_page::{Article, Credit};
use isnad_text::{Lang, Span, TokenKind};

use crate::{
    Doc,
    symbols::{Form, Speller, Spelt, Symbols},
};

/// Consonants by which an outlet is known in another script, and beside a word for its kind.
const TELLING: usize = 3;
const FAINT: usize = 2;

/// The name of an outlet, ready to be found in other pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outlet {
    /// Name or id as the page gives it.
    pub(crate) name: String,
    /// Language of the name.
    lang: Option<Lang>,
    /// Stems of the words that tell it from others.
    stems: Vec<String>,
    /// Their consonants.
    skeletons: Vec<String>,
}

impl Outlet {
    /// The outlet of a page; one that is not named is known by the site, or by the page itself.
    pub(crate) fn of(doc: &Doc<'_>, pack: &Pack) -> Outlet {
        let unnamed = || Outlet { name: name_of(doc).to_owned(), ..Outlet::default() };
        doc.article.outlet.as_ref().map_or_else(unnamed, |o| Outlet::new(&o.value, pack))
    }

    /// An outlet by its name; a hyphenated id counts as a name.
    pub(crate) fn new(name: &str, pack: &Pack) -> Outlet {
        let lang = Lang::of_text(name);
        let story = &pack.lang(lang).story;
        let words = core_words(name, pack.lang(lang));
        Outlet {
            name: name.to_owned(),
            lang: Some(lang),
            stems: words.iter().map(|w| story.stem(w)).collect(),
            skeletons: words.iter().map(|w| story.skeleton(&story.bare(w))).collect(),
        }
    }

    /// Whether two names mean one outlet.
    pub(crate) fn is(&self, other: &Outlet) -> bool {
        let known = !self.name.is_empty();
        let same_lang = self.lang == other.lang && !self.stems.is_empty();
        known
            && (self.name == other.name
                || (same_lang && self.stems == other.stems)
                || (self.lang != other.lang
                    && self.telling()
                    && sound_alike(&self.skeletons, &other.skeletons)))
    }

    /// Whether a name holds the name of `other` whole, with more around it ("in Arabic by …").
    pub(crate) fn holds(&self, other: &Outlet) -> bool {
        let len = other.stems.len();
        let within = len > 1
            && if self.lang == other.lang {
                self.stems.windows(len).any(|w| w == other.stems)
            } else {
                let mut parts = self.skeletons.windows(len);
                other.telling() && parts.any(|w| sound_alike(w, &other.skeletons))
            };
        within || self.is(other)
    }

    /// Whether the consonants suffice to know it by.
    fn telling(&self) -> bool {
        self.consonants() >= TELLING
    }

    fn consonants(&self) -> usize {
        self.skeletons.iter().map(String::len).sum()
    }
}

/// What the outlet of a page is called: its name, else its site; else the page itself, whatever its
/// version.
pub(crate) fn name_of<'d>(doc: &Doc<'d>) -> &'d str {
    let site = || {
        let (_, rest) = doc.article.url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
    };
    let version = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    let page = || match doc.source.rsplit_once('#') {
        Some((name, number)) if version(number) => name,
        _ => doc.source,
    };
    let named = doc.article.outlet.as_ref().map(|o| o.value.as_str());
    named.or_else(site).unwrap_or_else(page)
}

/// The name of an outlet as it is sought in pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sought {
    /// Name or id as the page gives it.
    pub(crate) name: String,
    lang: Option<Lang>,
    stems: Vec<u32>,
    /// Its consonants; empty where they do not suffice to know it by.
    sounds: Vec<u32>,
    /// Whether they suffice only beside a word for its kind.
    faint: bool,
}

impl Sought {
    /// An outlet as it is sought.
    pub(crate) fn new(outlet: &Outlet, pack: &Pack, symbols: &mut Symbols) -> Sought {
        let Some(lang) = outlet.lang else { return Sought::default() };
        let words = core_words(&outlet.name, pack.lang(lang));
        let mut speller = Speller::new(lang, &pack.lang(lang).story, symbols);
        let forms: Vec<_> = words.iter().map(|w| speller.form(w)).collect();
        let stems = forms.iter().map(|f| f.stem).collect();
        let sounds = forms.iter().map(|f| f.sound).filter(|_| outlet.consonants() >= FAINT);
        let faint = !outlet.telling();
        Sought {
            name: outlet.name.clone(),
            lang: outlet.lang,
            sounds: sounds.collect(),
            stems,
            faint,
        }
    }

    /// The first of its stems, and of its sounds.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = u32> + '_ {
        self.stems.first().into_iter().chain(self.sounds.first()).copied()
    }

    /// What pages of a language hold where they name it.
    pub(crate) fn parts(&self, lang: Lang) -> &[u32] {
        if self.lang == Some(lang) { &self.stems } else { &self.sounds }
    }
}

/// The outlets of all pages, and the words by which others are known.
#[derive(Clone, Copy)]
pub(crate) struct Outlets<'a> {
    /// By page.
    pub(crate) pages: &'a [Outlet],
    pub(crate) pack: &'a Pack,
}

impl Outlets<'_> {
    /// An outlet by its name or id.
    pub(crate) fn named(&self, name: &str) -> Outlet {
        Outlet::new(name, self.pack)
    }

    /// The outlets from which a page says it was taken, nearest first; an everyday word alone, such
    /// as a weekday, is no name.
    pub(crate) fn sources<'a>(&self, article: &'a Article) -> Vec<&'a Credit> {
        let is_name = |credit: &&Credit| {
            let named = self.named(&credit.id);
            let story = named.lang.map(|l| &self.pack.lang(l).story);
            let everyday = named.stems.len() == 1
                && story.is_some_and(|s| named.stems.iter().all(|w| s.concept(w).is_some()));
            self.is_known(&credit.id) || !everyday
        };
        article.republished_from.iter().filter(is_name).collect()
    }

    /// Whether an id is that of a known paper, agency or broadcaster.
    pub(crate) fn is_known(&self, id: &str) -> bool {
        use isnad_pack::world::Kind;
        self.pack.world.get(id).is_some_and(|e| e.kind == Kind::Outlet)
    }

    /// Whether the description of a source speaks of certain media: "Russian state media".
    pub(crate) fn is_media(&self, described: &str) -> bool {
        let last = described.rsplit_once(' ').map(|(_, last)| isnad_text::fold(last));
        last.is_some_and(|word| self.pack.labels.is_media(&word))
    }

    /// Whether words of a page name an outlet: they hold a word for its kind and more.
    pub(crate) fn is_name(&self, words: &str, lang: Lang) -> bool {
        let lang = self.pack.lang(lang);
        let tokens = lang.tokens(words);
        let kinds = tokens.iter().filter(|t| is_kind(&t.norm, &lang.story)).count();
        kinds > 0 && kinds < tokens.len()
    }
}

/// Whether words have the same consonants, but for a feminine ending that only one script shows.
fn sound_alike(a: &[String], b: &[String]) -> bool {
    let bare = |word: &str| word.strip_suffix('t').unwrap_or(word).to_owned();
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x == y || bare(x) == bare(y))
}

/// The folded words of a name that are not words for kinds of outlets; all if there are no others.
fn core_words(name: &str, lang: &LangPack) -> Vec<String> {
    let words: Vec<String> = lang
        .tokens(name)
        .into_iter()
        .filter(|t| t.kind != TokenKind::Mark)
        .map(|t| t.norm.to_string())
        .collect();
    let core: Vec<String> = words.iter().filter(|w| !is_kind(w, &lang.story)).cloned().collect();
    if core.is_empty() { words } else { core }
}

/// Whether a folded word says what kind of outlet a name belongs to, with or without a preposition.
pub(crate) fn is_kind(word: &str, story: &StoryWords) -> bool {
    story.is_outlet_word(word)
        || word
            .char_indices()
            .nth(1)
            .is_some_and(|(at, _)| word.chars().count() > 4 && story.is_outlet_word(&word[at..]))
}

/// A text as it is searched for names of outlets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Searchable<'a>(pub(crate) &'a Spelt<'a>);

impl Searchable<'_> {
    /// The lines cut from a page that may say where it was taken from.
    pub(crate) fn credits(doc: &Doc<'_>) -> String {
        use isnad_page::DroppedKind::{Author, Bio, Masthead, Republication};
        let cut = doc.article.dropped.iter();
        let lines = cut.filter(|d| matches!(d.kind, Author | Bio | Masthead | Republication));
        let words = doc.article.republished_from.iter().map(|c| c.words.as_str());
        lines.map(|d| d.text.as_str()).chain(words).collect::<Vec<_>>().join("\n")
    }

    /// Where an outlet is named.
    pub(crate) fn find(self, outlet: &Sought) -> Vec<Span> {
        let within = outlet.lang == Some(self.0.lang);
        let wanted = outlet.parts(self.0.lang);
        let part = |form: &Form| if within { form.stem } else { form.sound };
        let is_here = |at: usize| {
            let have = self.0.forms.get(at..at + wanted.len());
            have.is_some_and(|have| have.iter().map(part).eq(wanted.iter().copied()))
        };
        let Some(first) = wanted.first() else { return Vec::new() };
        let starts = self.0.forms.iter().enumerate().filter(|(_, form)| part(form) == *first);
        let tokens = &self.0.tokens;
        starts
            .map(|(at, _)| at)
            .filter(|at| is_here(*at) && self.is_name(*at, wanted.len(), !within && outlet.faint))
            .map(|at| tokens[at].span.cover(tokens[at + wanted.len() - 1].span))
            .collect()
    }

    /// Whether words that sound like an outlet are meant as its name: several words; or with a word
    /// for its kind beside it; or with a capital; or alone between brackets. Faint ones need the word.
    fn is_name(self, at: usize, len: usize, faint: bool) -> bool {
        let Spelt { text, tokens, forms, .. } = self.0;
        let beside = |i: Option<usize>| i.and_then(|i| forms.get(i)).is_some_and(|f| f.house);
        let first = tokens[at].span.of(text);
        let capital = first.chars().next().is_some_and(char::is_uppercase);
        let mark =
            |i: Option<usize>, m: &str| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.is_mark(m));
        let bracketed = mark(at.checked_sub(1), "(") && mark(Some(at + len), ")");
        let kind = beside(at.checked_sub(1)) || (capital && beside(Some(at + len)));
        kind || !faint && (len > 1 || bracketed || capital)
    }
}
