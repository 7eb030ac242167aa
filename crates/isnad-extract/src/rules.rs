//! Rules: patterns over words and names, for what frames cannot say.
//!
//! Rules of the pack are tried in their order at each token of each sentence; words that one has
//! taken are left alone by those after it. What a rule finds stands before what frames made of the
//! same words.

use std::{cell::RefCell, ops::Range};

use isnad_pack::{
    inflect::Pos,
    rules::{Alternative, Element, EventPart, Finding, Kinds, LedgerPart, Rule},
    world::Kind,
};
use rustc_hash::FxHashSet;

use crate::{
    document::Document,
    event::{date_of, is_state_code, status_at, status_named},
    nominal::Nominal,
    record::{Event, LedgerEntry, Status, TimeExpression},
};

/// What the names of rules begin with in facts.
const PREFIX: &str = "rule:";

/// Words that a rule matched.
#[derive(Debug, Clone)]
pub struct Found<'r> {
    rule: &'r Rule,
    tokens: Range<usize>,
    /// Tokens of its words, without parts and gaps.
    words: Vec<usize>,
    /// Parts by name, as indices of noun phrases.
    parts: Vec<(&'r str, usize)>,
}

/// A way through a pattern so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path<'r> {
    /// Tokens of its words.
    pub(crate) words: Vec<usize>,
    /// Parts by name, as indices of noun phrases.
    pub(crate) parts: Vec<(&'r str, usize)>,
    /// Parts by name that are times, as indices of time expressions.
    pub(crate) times: Vec<(&'r str, usize)>,
}

impl Path<'_> {
    fn is_begun(&self) -> bool {
        !(self.words.is_empty() && self.parts.is_empty() && self.times.is_empty())
    }
}

/// What the rules of the language find in a document.
pub fn matches<'d>(
    doc: &Document<'d>,
    nominals: &[Nominal],
    times: &[TimeExpression],
) -> Vec<Found<'d>> {
    let mut taken = vec![false; doc.tokens.len()];
    let mut out = Vec::new();
    for rule in &doc.lang.rules {
        for sentence in &doc.sentences {
            let matcher = Matcher::new(doc, nominals, times, sentence.end);
            for at in sentence.clone() {
                let Some((end, path)) = matcher.run(&rule.pattern.elements, at, Path::default())
                else {
                    continue;
                };
                if path.words.iter().any(|w| taken[*w]) {
                    continue;
                }
                path.words.iter().for_each(|w| taken[*w] = true);
                out.push(Found { rule, tokens: at..end, words: path.words, parts: path.parts });
            }
        }
    }
    out.sort_by_key(|f| f.tokens.start);
    out
}

/// A sentence in which patterns are looked for.
pub(crate) struct Matcher<'m, 'd> {
    doc: &'m Document<'d>,
    nominals: &'m [Nominal],
    times: &'m [TimeExpression],
    end: usize,
    /// Elements left and token from which they do not match: tried once, whatever gap led there.
    failed: RefCell<FxHashSet<(usize, usize)>>,
}

impl<'m, 'd> Matcher<'m, 'd> {
    /// For the patterns of a sentence that ends before a token; one for each pattern.
    pub(crate) fn new(
        doc: &'m Document<'d>,
        nominals: &'m [Nominal],
        times: &'m [TimeExpression],
        end: usize,
    ) -> Matcher<'m, 'd> {
        Matcher { doc, nominals, times, end, failed: RefCell::default() }
    }

    /// The end of the first match of these elements at a token, and the way there.
    pub(crate) fn run<'r>(
        &self,
        elements: &'r [Element],
        at: usize,
        path: Path<'r>,
    ) -> Option<(usize, Path<'r>)> {
        let Some((first, rest)) = elements.split_first() else { return Some((at, path)) };
        // Where nothing stands before, nothing led here by another way.
        let begun = path.is_begun();
        if begun && self.failed.borrow().contains(&(elements.len(), at)) {
            return None;
        }
        for alternative in &first.alternatives {
            if let Some(found) = self.step(alternative, rest, at, &path) {
                return Some(found);
            }
        }
        let found = if first.optional { self.run(rest, at, path) } else { None };
        if begun && found.is_none() {
            self.failed.borrow_mut().insert((elements.len(), at));
        }
        found
    }

    fn step<'r>(
        &self,
        alternative: &'r Alternative,
        rest: &'r [Element],
        at: usize,
        path: &Path<'r>,
    ) -> Option<(usize, Path<'r>)> {
        if let Alternative::Gap(n) = alternative {
            return (0..=*n)
                .take_while(|k| at + k <= self.end)
                .find_map(|k| self.run(rest, at + k, path.clone()));
        }
        if at >= self.end {
            return None;
        }
        let mut path = path.clone();
        let end = match alternative {
            Alternative::Words(words) => self.words(words, at)?,
            Alternative::Lemma { id, verb, .. } => self.lemma((*id)?, *verb, at)?,
            Alternative::Part { name, kinds } => {
                let (index, end) = if kinds.time { self.time(at)? } else { self.part(*kinds, at)? };
                let parts = if kinds.time { &mut path.times } else { &mut path.parts };
                parts.push((name, index));
                return self.run(rest, end, path);
            }
            Alternative::Gap(_) => return None,
        };
        if end > self.end {
            return None;
        }
        path.words.extend(at..end);
        self.run(rest, end, path)
    }

    /// The token after listed words.
    fn words(&self, words: &[String], at: usize) -> Option<usize> {
        let stands = |(k, word): (usize, &String)| {
            let norm = self.doc.norm(at + k);
            norm == word || self.doc.lang.clitics.bare_stems(norm).any(|(_, stem)| stem == word)
        };
        words.iter().enumerate().all(stands).then_some(at + words.len())
    }

    /// The token after a form of a dictionary word.
    fn lemma(&self, id: u32, verb: bool, at: usize) -> Option<usize> {
        let fits = |pos: Pos| {
            let verbal = matches!(pos, Pos::Verb | Pos::Active | Pos::Participle | Pos::Gerund);
            verbal == verb
        };
        let phrase = self.doc.phrases.get(at).and_then(Option::as_ref);
        if let Some((end, ..)) = phrase.filter(|p| p.1.lemma == id && fits(p.1.features.pos)) {
            return Some(*end);
        }
        let reads = |r: &isnad_pack::lexicon::Reading<'_>| {
            r.analysis.lemma == id && fits(r.analysis.features.pos)
        };
        self.doc.readings_at(at).iter().any(reads).then_some(at + 1)
    }

    /// The noun phrase of such a kind that begins at a token or after the article there, the longest
    /// first, and its end.
    fn part(&self, kinds: Kinds, at: usize) -> Option<(usize, usize)> {
        let article = self.doc.lang.settings.get("article").is_some_and(|a| a == self.doc.norm(at));
        let at = at + usize::from(article);
        let from = self.nominals.partition_point(|n| n.tokens.start < at);
        let here = self.nominals.iter().enumerate().skip(from);
        here.take_while(|(_, n)| n.tokens.start == at)
            .filter(|(_, n)| n.tokens.end <= self.end)
            .filter(|(_, n)| !n.who.actors.is_empty() || kinds.place)
            .filter(|(_, n)| kinds == Kinds::default() || self.is_of(n, kinds))
            .max_by_key(|(_, n)| n.tokens.end)
            .map(|(i, n)| (i, n.tokens.end))
    }

    /// The time expression that begins at a token, and the token after it.
    fn time(&self, at: usize) -> Option<(usize, usize)> {
        let begins = |t: &TimeExpression| self.doc.tokens_in(t.span).start == at;
        let index = self.times.iter().position(begins)?;
        let end = self.doc.tokens_in(self.times.get(index)?.span).end;
        (end <= self.end).then_some((index, end))
    }

    fn is_of(&self, nominal: &Nominal, kinds: Kinds) -> bool {
        let named = nominal.who.id.as_deref().and_then(|id| self.doc.pack.world.get(id));
        let kind = named.map(|e| e.kind);
        let state = kind == Some(Kind::State);
        let person = kind == Some(Kind::Person) || nominal.unknown_name.is_some();
        let org = matches!(kind, Some(Kind::Org | Kind::Outlet | Kind::Group));
        let acts_for_state = nominal.who.actors.iter().all(|a| is_state_code(a));
        let people = kind.is_none() && nominal.role.is_some() && !acts_for_state;
        kinds.state && state
            || kinds.place && kind == Some(Kind::Place)
            || kinds.person && (person || nominal.role.is_some() && acts_for_state)
            || kinds.org && org
            || kinds.people && people
    }
}

/// The events of what rules found, and none of those that frames made of the same words.
pub fn add_events(
    doc: &Document<'_>,
    nominals: &[Nominal],
    times: &[TimeExpression],
    found: &[Found<'_>],
    events: &mut Vec<Event>,
) {
    for found in found {
        let Finding::Event(part) = &found.rule.finding else { continue };
        let told = |e: &Event| {
            let spans = found.words.iter().map(|w| doc.span(&(*w..w + 1)));
            spans.into_iter().any(|s| s.overlaps(e.trigger))
        };
        events.retain(|e| e.rule.starts_with(PREFIX) || !told(e));
        events.push(found.event(doc, nominals, times, part));
    }
    events.sort_by_key(|e| (e.span, e.trigger));
}

/// The ledger entries of what rules found.
pub fn ledger_entries(
    doc: &Document<'_>,
    nominals: &[Nominal],
    found: &[Found<'_>],
) -> Vec<LedgerEntry> {
    let entry = |found: &Found<'_>| match &found.rule.finding {
        // What is only planned, feared or denied does not last.
        Finding::Ledger(_) if found.status(doc) != Status::Happened => None,
        Finding::Ledger(part) => Some(found.ledger_entry(doc, nominals, part)),
        Finding::Event(_) => None,
    };
    found.iter().filter_map(entry).collect()
}

impl Found<'_> {
    /// From its first word to its last.
    fn stretch(&self) -> Range<usize> {
        let start = self.words.first().copied().unwrap_or(self.tokens.start);
        start..self.words.last().map_or(self.tokens.end, |w| w + 1)
    }

    /// The status that its verb has in its clause, or its first word.
    fn status(&self, doc: &Document<'_>) -> Status {
        let verb = self.words.iter().copied().find(|w| doc.may_be_verb(*w));
        verb.or(self.words.first().copied()).map_or(Status::Happened, |at| status_at(doc, at))
    }

    /// Who stands in a part, each once.
    fn party(&self, nominals: &[Nominal], name: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for (_, index) in self.parts.iter().filter(|(n, _)| *n == name) {
            for actor in nominals.get(*index).map_or(&[][..], |n| &n.who.actors) {
                if !out.contains(actor) {
                    out.push(actor.clone());
                }
            }
        }
        out
    }

    fn event(
        &self,
        doc: &Document<'_>,
        nominals: &[Nominal],
        times: &[TimeExpression],
        part: &EventPart,
    ) -> Event {
        let actors = self.party(nominals, "actor");
        let mut recipients = self.party(nominals, "recipient");
        recipients.retain(|r| !actors.contains(r));
        Event {
            span: doc.span(&self.tokens),
            trigger: doc.span(&self.stretch()),
            kind: part.kind.clone(),
            mode: part.mode.clone(),
            contexts: part.contexts.clone(),
            date: date_of(doc, times, &self.tokens, &self.tokens),
            place: None,
            actors,
            recipients,
            status: part
                .status
                .as_deref()
                .and_then(status_named)
                .unwrap_or_else(|| self.status(doc)),
            claimed_by: None,
            rule: format!("{PREFIX}{}", self.rule.id),
        }
    }

    fn ledger_entry(
        &self,
        doc: &Document<'_>,
        nominals: &[Nominal],
        part: &LedgerPart,
    ) -> LedgerEntry {
        let mut parties = self.party(nominals, "first");
        parties.extend(self.party(nominals, "second"));
        LedgerEntry {
            span: doc.span(&self.tokens),
            kind: part.kind.clone(),
            parties,
            obligations: part.obligations.iter().cloned().collect(),
            goods: part.goods.clone(),
            status: Some(Status::Happened),
            rule: format!("{PREFIX}{}", self.rule.id),
            ..LedgerEntry::default()
        }
    }
}
