//! Details by the words that tell them, as `details.tsv` lists them: gifts, welcome, cause, weapon,
//! who imposes sanctions, and whatever else pages about one thing may tell differently.

use std::ops::Range;

use isnad_pack::{
    details::{Detail, Shown},
    world::{Kind, Strength},
};
use isnad_text::{Lang, TokenKind};

use crate::{
    attribute::{Sources, Subject, in_words, subject_of},
    document::Document,
    event::status_at,
    nominal::Nominal,
    record::{Attribute, Status},
    rules::{Matcher, Path},
};

/// Tokens before its anchor at which a pattern may begin.
const REACH: usize = 14;
/// What the names of details begin with in facts.
const PREFIX: &str = "detail:";

/// The details of a document, in the order of the text.
pub fn details(sources: &Sources<'_, '_>) -> Vec<Attribute> {
    let mut out: Vec<Attribute> = Vec::new();
    for at in 0..sources.doc.tokens.len() {
        for detail in told_at(sources.doc, at) {
            let Some(found) = find(sources, detail, at) else { continue };
            let again = |a: &Attribute| a.rule == found.rule && a.span.overlaps(found.span);
            if !out.iter().any(again) {
                out.push(found);
            }
        }
    }
    out
}

/// The details whose first word stands at a token.
fn told_at<'d>(doc: &Document<'d>, at: usize) -> Vec<&'d Detail> {
    let details = &doc.lang.details;
    let stems = doc.lang.clitics.bare_stems(doc.norm(at));
    let mut found: Vec<usize> = stems.flat_map(|(_, stem)| details.by_word(stem)).copied().collect();
    found.extend(details.by_word(doc.norm(at)));
    let phrase = doc.phrases.get(at).and_then(Option::as_ref).map(|p| p.1.lemma);
    let lemmas = doc.readings_at(at).iter().map(|r| r.analysis.lemma).chain(phrase);
    found.extend(lemmas.flat_map(|lemma| details.by_lemma(lemma)).copied());
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|i| details.get(i)).collect()
}

/// A detail whose anchor stands at a token, if its pattern matches there.
fn find(sources: &Sources<'_, '_>, detail: &Detail, at: usize) -> Option<Attribute> {
    let doc = sources.doc;
    let sentence = doc.sentence_of(at);
    let matcher = Matcher::new(doc, sources.nominals, sources.times, sentence.end);
    let first = if detail.anchor == 0 { at } else { at.saturating_sub(REACH).max(sentence.start) };
    let elements = &detail.pattern.elements;
    let (start, end, path) = (first..=at).rev().find_map(|start| {
        let (end, path) = matcher.run(elements, start, Path::default())?;
        path.words.contains(&at).then_some((start, end, path))
    })?;
    if is_denied(doc, &path) {
        return None;
    }
    let whole = start..end;
    let rest = rest_of(doc, end, &detail.value)?;
    let parts = Parts { sources, path: &path };
    let cut = |from: usize| doc.span(&(from..rest.end)).of(doc.text).to_owned();
    let value = match &detail.value {
        Shown::Rest(_) => cut(rest.start),
        Shown::Tail(_) => cut(path.words.last().copied().unwrap_or(start)),
        Shown::Whole(_) => cut(start),
        Shown::Text(text) => parts.fill(text, Form::Name)?,
    };
    let (key, about) = parts.subject(&detail.about, &whole)?;
    Some(Attribute {
        span: doc.span(&(start..rest.end.max(end))),
        about,
        key,
        attribute: parts.fill(&detail.attribute, Form::Short)?,
        value,
        exclusive: detail.exclusive,
        rule: format!("{PREFIX}{}", detail.id),
    })
}

/// Whether the verb of a match did not take place, and the pattern does not ask for that itself.
fn is_denied(doc: &Document<'_>, path: &Path<'_>) -> bool {
    let negated = path.words.iter().any(|w| doc.class(*w) == "neg");
    let verb = path.words.iter().find(|w| doc.may_be_verb(**w));
    !negated && verb.is_some_and(|w| status_at(doc, *w) == Status::Denied)
}

/// The words that follow a match within its clause, as far as the value may reach; nothing if it must
/// stand there and does not.
fn rest_of(doc: &Document<'_>, end: usize, value: &Shown) -> Option<Range<usize>> {
    let (most, needed) = match value {
        Shown::Rest(most) => (most, true),
        Shown::Tail(most) | Shown::Whole(most) => (most, false),
        Shown::Text(_) => (&0, false),
    };
    let opening = (end..end + 2).take_while(|k| is_quotation(doc, *k)).count();
    let start = end + opening;
    let stop = doc.sentence_of(end).end.min(start + most);
    let ends = |k: &usize| {
        doc.kind(*k) == TokenKind::Mark
            && (opening == 0 || is_quotation(doc, *k))
            && !doc.is_mark(*k, "-")
            && !doc.is_mark(*k, "/")
            && !doc.is_mark(*k, "$")
    };
    let last = (start..stop).find(ends).unwrap_or(stop);
    if last > start { Some(start..last) } else { (!needed).then_some(end..end) }
}

fn is_quotation(doc: &Document<'_>, at: usize) -> bool {
    doc.kind(at) == TokenKind::Mark && matches!(doc.word(at), "\"" | "“" | "”" | "«" | "»")
}

/// How whoever is named at a part is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// For comparing pages: states before people.
    Key,
    /// As people call them for short.
    Short,
    /// In full; what no list holds, in the words of the page.
    Name,
}

/// Whoever and whatever is named in a match.
struct Parts<'p, 'e, 'd> {
    sources: &'p Sources<'e, 'd>,
    path: &'p Path<'p>,
}

impl Parts<'_, '_, '_> {
    /// A text with the names of parts filled in; nothing if one of them names nobody.
    fn fill(&self, text: &str, form: Form) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(&self.named(name, form)?);
            rest = behind;
        }
        out.push_str(rest);
        Some(out)
    }

    fn named(&self, name: &str, form: Form) -> Option<String> {
        let time = self.path.times.iter().find(|(n, _)| *n == name);
        if let Some((_, index)) = time {
            let time = self.sources.times.get(*index)?;
            let value = time.value.clone();
            let told = value.as_deref().and_then(in_words).or(value);
            return Some(told.unwrap_or_else(|| time.span.of(self.sources.doc.text).to_owned()));
        }
        let (_, index) = self.path.parts.iter().find(|(n, _)| *n == name)?;
        self.sources.nominals.get(*index).and_then(|n| self.shown(n, form))
    }

    fn shown(&self, nominal: &Nominal, form: Form) -> Option<String> {
        let doc = self.sources.doc;
        let actor = nominal.who.actors.first();
        if form == Form::Key {
            return actor.or(nominal.who.id.as_ref()).cloned();
        }
        let known = nominal.who.id.as_deref().or(actor.map(String::as_str))?;
        match doc.pack.world.get(known) {
            Some(_) if form == Form::Short => Some(short_name(doc, known)),
            Some(entity) => Some(entity.name_en.clone()),
            None => Some(doc.span(&nominal.tokens).of(doc.text).to_owned()),
        }
    }

    /// What a detail is of: its key and its label.
    fn subject(&self, about: &str, whole: &Range<usize>) -> Option<Subject> {
        match about {
            "visit" | "talks" => {
                let kind = if about == "talks" { "meeting" } else { about };
                let known = subject_of(self.sources, whole, kind);
                Some(known.unwrap_or_else(|| (kind.to_owned(), kind.to_owned())))
            }
            "deal" => self.deal(whole),
            _ => Some((self.fill(about, Form::Key)?, self.fill(about, Form::Short)?)),
        }
    }

    /// The deal named in the sentence, else the one that the page knows, else that of the two states
    /// spoken of.
    fn deal(&self, whole: &Range<usize>) -> Option<Subject> {
        let Sources { doc, deals, .. } = self.sources;
        let sentence = doc.sentence_of(whole.start);
        let here = deals.iter().filter(|d| sentence.contains(&d.tokens.start));
        let known = here.chain(*deals).find_map(|d| d.known);
        if let Some(entity) = known.map(|k| doc.pack.world.entity(k)) {
            return Some((format!("deal:{}", entity.id), entity.name_en.clone()));
        }
        let (key, _) = subject_of(self.sources, whole, "meeting")?;
        let states = key.split_once(':').map_or("", |k| k.1);
        Some((format!("deal:{states}"), format!("deal of {}", states.replace('+', " and "))))
    }
}

/// What somebody is called for short: a listed short name, else the last word of the name.
pub(crate) fn short_name(doc: &Document<'_>, id: &str) -> String {
    let world = &doc.pack.world;
    let Some(index) = world.index(id) else { return id.to_owned() };
    let entity = world.entity(index);
    if entity.kind != Kind::Person {
        return entity.name_en.clone();
    }
    let of = |n: &&isnad_pack::world::Name| n.entity == index && n.lang == Lang::EN;
    let listed = world.names.iter().filter(of).find(|n| n.strength == Strength::Short);
    let last = entity.name_en.rsplit(' ').next().unwrap_or_default();
    listed.map_or_else(|| last.to_owned(), |name| name.text.clone())
}
