//! The same utterance on several pages: verbatim, reworded, shortened or translated.
//!
//! Pairs are sought between the quotes of one speaker, or where a page leaves the speaker open.
//! Renderings that differ in a number or in a negation are kept apart, and told apart.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::QuoteKind;
use isnad_pack::Pack;
use isnad_text::{Lang, Span, fold};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    groups::Groups,
    origins::Origins,
    similar::Index,
    story::{Contradiction, Said},
    tell::Corpus,
};

/// Likeness that makes one utterance: within a language, across languages; less is asked of pages
/// that go back to one origin, and of one known speaker.
const ALIKE: f32 = 0.5;
const ACROSS: f32 = 0.42;
const KIN: f32 = 0.75;
/// Likeness from which renderings that may not be merged are shown as contradicting one another.
const CLOSE: f32 = 0.6;
/// Part of the shorter rendering that must be in the longer one, where that alone is to suffice; less
/// of one voice, where many telling words are shared.
const CONTAINED: f32 = 0.75;
const CONTAINED_VOICE: f32 = 0.48;
const MANY: usize = 6;
/// Score from which a rendering may have two counterparts on one page, as pages give words twice.
const TWICE: f32 = 0.6;
/// Telling words that a rendering must have.
const LEAST: usize = 3;
/// Words of a rendering to those of one in another language, at most.
const STRETCH: f32 = 2.5;
/// Consonants of a part of a name that tell whose it is.
const SOUND: usize = 2;

/// A quote of a page.
struct Utterance<'a> {
    page: usize,
    lang: Lang,
    span: Span,
    speaker: &'a str,
    /// Whether the speaker is an entity, not a description.
    known: bool,
    /// Consonants of the parts of the speaker's name, where known.
    voice: Vec<String>,
    marked: bool,
    /// Whether the page has no other words in quotation marks of the same speaker.
    sole: bool,
    words: usize,
    terms: BTreeMap<u32, f32>,
    /// Those that languages share.
    neutral: BTreeMap<u32, f32>,
    /// Consonants of words that may be names, and glosses; only those found on both sides count.
    names: BTreeMap<u32, f32>,
    numbers: BTreeSet<u64>,
    negated: bool,
}

/// What the quotes of a story have to do with one another.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Groups of one utterance.
    pub(crate) same: Vec<Vec<Said>>,
    /// Renderings alike that contradict one another.
    pub(crate) conflicting: Vec<Contradiction>,
}

/// What two renderings have in common, whatever pages they stand on.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    /// Whether both are known to be of one speaker.
    voice: bool,
    like: f32,
    /// Whether on a page and its translation they are the same.
    carried: bool,
    /// In what they contradict one another.
    on: Option<&'static str>,
}

/// Weighs two renderings; nothing if they are of two speakers.
fn weigh(a: &Utterance<'_>, b: &Utterance<'_>) -> Option<Weighed> {
    let voice = a.known && b.known && one_voice(a, b);
    one_speaker(a, b).then(|| Weighed {
        voice,
        like: likeness(a, b, voice),
        carried: is_carried(a, b),
        on: contradicts(a, b),
    })
}

/// A number for each utterance, the same for those that differ in nothing but their place: copies by
/// the hundred are weighed once.
fn kinds(said: &[Utterance<'_>]) -> Vec<usize> {
    let bits = |terms: &BTreeMap<u32, f32>| -> Vec<(u32, u32)> {
        terms.iter().map(|(t, w)| (*t, w.to_bits())).collect()
    };
    let mut known = FxHashMap::default();
    let mut number = |u: &Utterance<'_>| {
        let speaker = (u.speaker.to_owned(), u.known, u.voice.clone());
        let form = (u.lang, u.marked, u.sole, u.words, u.negated, u.numbers.clone());
        let key = (speaker, form, bits(&u.terms), bits(&u.neutral), bits(&u.names));
        let next = known.len();
        *known.entry(key).or_insert(next)
    };
    said.iter().map(&mut number).collect()
}

/// Compares the quotes of the pages of a story.
pub(crate) fn compare(
    corpus: &Corpus<'_>,
    index: &Index,
    (origins, copies): (&Origins, &Groups),
    pack: &Pack,
    story: &[usize],
) -> Compared {
    let said: Vec<Utterance<'_>> =
        story.iter().flat_map(|p| utterances(corpus, index, pack, *p)).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    let mut disputed: Vec<(usize, usize, &str)> = Vec::new();
    let kinds = kinds(&said);
    let mut weighed: FxHashMap<(usize, usize), Option<Weighed>> = FxHashMap::default();
    for (j, b) in said.iter().enumerate() {
        for (i, a) in said.iter().enumerate().take(j).filter(|(_, a)| a.page != b.page) {
            let known = weighed.entry((kinds[i], kinds[j]));
            let Some(weighed) = *known.or_insert_with(|| weigh(a, b)) else { continue };
            let eased = weighed.voice || origins.kin(a.page, b.page);
            let least = if a.lang == b.lang { ALIKE } else { ACROSS };
            let carried = weighed.carried && copies.find(a.page) == copies.find(b.page);
            let score = weighed.like / if eased { KIN } else { 1.0 };
            let score = score.max(if carried { least } else { 0.0 });
            if score >= least && weighed.on.is_none() {
                pairs.push((score, i, j));
            } else if weighed.like >= CLOSE {
                disputed.extend(weighed.on.map(|on| (i, j, on)));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut groups = Groups::new(said.len());
    let mut taken: FxHashSet<(usize, usize)> = FxHashSet::default();
    for (score, i, j) in pairs {
        // A quote has one counterpart on each page, its best, unless the page gives it twice.
        let voice = said[i].known && one_voice(&said[i], &said[j]);
        let has = taken.contains(&(i, said[j].page)) || taken.contains(&(j, said[i].page));
        if has && !(voice && score >= TWICE) {
            continue;
        }
        let (left, right) = (groups.members(i), groups.members(j));
        let agree = || left.iter().all(|x| right.iter().all(|y| compatible(&said[*x], &said[*y])));
        if groups.find(i) == groups.find(j) || agree() {
            taken.extend([(i, said[j].page), (j, said[i].page)]);
            groups.join(i, j);
        }
    }
    // Where one of them has its counterpart on the other's page, they are two utterances. Copies of
    // two renderings contradict one another in the same way: the first pair speaks for all.
    let mut told: FxHashSet<(usize, usize)> = FxHashSet::default();
    disputed.retain(|(i, j, _)| {
        let apart = taken.contains(&(*i, said[*j].page)) || taken.contains(&(*j, said[*i].page));
        let (a, b) = (groups.find(*i), groups.find(*j));
        !apart && told.insert((a.min(b), a.max(b)))
    });
    let same = groups
        .lists()
        .into_iter()
        .filter(|g| g.len() > 1 && g.iter().any(|i| said[*i].marked))
        .map(|g| g.into_iter().map(|i| show(corpus, &said[i])).collect())
        .collect();
    let conflicting = disputed
        .into_iter()
        .map(|(i, j, on)| Contradiction {
            one: show(corpus, &said[i]),
            other: show(corpus, &said[j]),
            on: on.to_owned(),
        })
        .collect();
    Compared { same, conflicting }
}

fn show(corpus: &Corpus<'_>, said: &Utterance<'_>) -> Said {
    let doc = &corpus.docs[said.page];
    Said {
        article: doc.source.to_owned(),
        text: said.span.of(&doc.article.text).to_owned(),
        span: said.span,
        speaker: said.speaker.to_owned(),
    }
}

/// The quotes of a page with their terms.
fn utterances<'a>(
    corpus: &Corpus<'a>,
    index: &Index,
    pack: &Pack,
    page: usize,
) -> Vec<Utterance<'a>> {
    let record = corpus.docs[page].record;
    let features = &corpus.pages[page];
    let marked = |q: &isnad_extract::Quote| q.kind != QuoteKind::Indirect;
    let quotes = record.quotes.iter().map(|quote| {
        let words = features.words.iter().filter(|w| quote.span.contains(w.span));
        let mut out = Utterance {
            page,
            lang: features.lang,
            span: quote.span,
            speaker: &quote.speaker,
            known: false,
            voice: Vec::new(),
            marked: marked(quote),
            sole: record.quotes.iter().filter(|q| marked(q) && q.speaker == quote.speaker).count()
                == 1,
            words: 0,
            terms: BTreeMap::new(),
            neutral: BTreeMap::new(),
            names: BTreeMap::new(),
            numbers: BTreeSet::new(),
            negated: false,
        };
        if let Some(speaker) = record.entities.iter().find(|e| e.id == quote.speaker) {
            out.known = true;
            out.voice = sounds(&speaker.name_en, pack);
        }
        for word in words {
            out.words += 1;
            out.negated |= word.negation;
            if word.is_function() {
                continue;
            }
            let weight = index.rarity(word.term).max(1.0);
            out.terms.insert(word.term, weight);
            if word.is_shared() {
                out.neutral.insert(word.term, weight);
            }
            if let Some(skeleton) = word.skeleton {
                out.names.insert(skeleton, index.rarity(skeleton).max(1.0));
            }
            out.names.extend(word.gloss.map(|gloss| (gloss, weight)));
            out.numbers.extend(word.number.map(f64::to_bits));
        }
        out
    });
    quotes.collect()
}

/// From 0 to 1: how much of what is said is the same.
fn likeness(a: &Utterance<'_>, b: &Utterance<'_>, one_voice: bool) -> f32 {
    let same_lang = a.lang == b.lang;
    let (x, y) = if same_lang { (&a.terms, &b.terms) } else { (&a.neutral, &b.neutral) };
    let sum = |t: &BTreeMap<u32, f32>| t.values().sum::<f32>();
    let common = |x: &BTreeMap<u32, f32>, y: &BTreeMap<u32, f32>| {
        let both: Vec<f32> = x.iter().filter(|(t, _)| y.contains_key(t)).map(|(_, w)| *w).collect();
        (both.iter().sum::<f32>(), both.len())
    };
    let (named, names) = if same_lang { (0.0, 0) } else { common(&a.names, &b.names) };
    let (shared, count) = common(x, y);
    let (shared, count) = (shared + named, count + names);
    let dice = 2.0 * shared / (sum(x) + sum(y) + 2.0 * named).max(f32::MIN_POSITIVE);
    let contained = shared / sum(x).min(sum(y)).max(f32::MIN_POSITIVE);
    let ratio = a.words.max(b.words) as f32 / a.words.min(b.words).max(1) as f32;
    if count < LEAST.min(x.len().min(y.len())).max(2) || (!same_lang && ratio > STRETCH) {
        return 0.0;
    }
    let whole = contained >= CONTAINED && count >= LEAST;
    let most = one_voice && contained >= CONTAINED_VOICE && count >= MANY;
    if same_lang && (whole || most) { dice.max(ALIKE) } else { dice }
}

/// Whether two renderings may be of one utterance.
fn compatible(a: &Utterance<'_>, b: &Utterance<'_>) -> bool {
    one_speaker(a, b) && contradicts(a, b).is_none()
}

fn one_speaker(a: &Utterance<'_>, b: &Utterance<'_>) -> bool {
    !a.known || !b.known || one_voice(a, b)
}

/// Whether both say whose words they are, and mean the same: across languages names sound alike in
/// one of their parts.
fn one_voice(a: &Utterance<'_>, b: &Utterance<'_>) -> bool {
    let alike = || a.voice.iter().any(|x| x.len() >= SOUND && b.voice.contains(x));
    a.speaker == b.speaker && !a.speaker.is_empty() || a.lang != b.lang && alike()
}

/// Whether a page that renders another one in another language gives there the only words in
/// quotation marks of their speaker: then they are the same, however little the words share.
fn is_carried(a: &Utterance<'_>, b: &Utterance<'_>) -> bool {
    let ratio = a.words.max(b.words) as f32 / a.words.min(b.words).max(1) as f32;
    a.lang != b.lang
        && a.marked
        && b.marked
        && a.sole
        && b.sole
        && ratio <= STRETCH
        && one_voice(a, b)
}

/// The consonants of the parts of a name.
fn sounds(name: &str, pack: &Pack) -> Vec<String> {
    let story = &pack.lang(Lang::EN).story;
    let folded = fold(name);
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts.map(|p| story.skeleton(&story.bare(p))).filter(|s| !s.is_empty()).collect()
}

/// In what two renderings contradict one another.
fn contradicts(a: &Utterance<'_>, b: &Utterance<'_>) -> Option<&'static str> {
    if !one_speaker(a, b) {
        return None;
    }
    if !a.numbers.is_subset(&b.numbers) && !b.numbers.is_subset(&a.numbers) {
        return Some("number");
    }
    // What one leaves out may hold the negation, so only renderings of like length are compared.
    let like_length = a.words.max(b.words) * 2 <= a.words.min(b.words) * 3;
    (a.negated != b.negated && like_length).then_some("negation")
}
