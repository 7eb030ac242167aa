//! The scene of a text: its quotations, the stretches that hold one report each, and the questions
//! that all parts of this module ask of a token.

use std::ops::Range;

use isnad_pack::{
    clitics::Proclitic,
    cues::Around,
    inflect::{Number, Pos},
    lang::RoleKind,
    world::Kind,
};
use isnad_text::{Span, TokenKind};

use crate::{
    document::Document,
    nominal::{Nominal, role_at},
    tagger::reading,
};

use super::{
    marks::{Marks, marks},
    tokens::{Mark, Question, Tokens},
};

/// A document with its quotations.
pub(crate) struct Scene<'d, 'a> {
    pub(crate) doc: &'d Document<'a>,
    pub(crate) nominals: &'d [Nominal],
    pub(crate) marks: Marks,
    /// Sentences, those that a quotation spans joined.
    pub(crate) units: Vec<Range<usize>>,
    /// What is asked of each token again and again.
    pub(crate) tokens: Tokens<'d>,
    /// The innermost quotation of each token, its marks included.
    within: Vec<Option<usize>>,
    /// For each token, and behind the last, how many noun phrases begin before it.
    before: Vec<u32>,
    /// For each token the first noun phrase that covers it.
    over: Vec<u32>,
    verb_first: bool,
}

/// A stretch of tokens at one depth of quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Room {
    /// The tokens.
    pub(crate) range: Range<usize>,
    /// The quotation whose words they are.
    pub(crate) quote: Option<usize>,
}

/// The token before another; before the first a place that holds none.
pub(crate) fn prev(i: usize) -> usize {
    i.checked_sub(1).unwrap_or(usize::MAX)
}

impl<'d, 'a> Scene<'d, 'a> {
    pub(crate) fn new(doc: &'d Document<'a>, nominals: &'d [Nominal]) -> Scene<'d, 'a> {
        let marks = marks(doc.text, &doc.tokens);
        let mut within = vec![None; doc.tokens.len()];
        for (q, quoted) in marks.quoted.iter().enumerate() {
            within[quoted.outer.clone()].fill(Some(q));
        }
        let units = units(doc, &marks);
        let (before, over) = phrases_by_token(nominals, doc.tokens.len());
        let verb_first = doc.lang.settings.get("subject").is_some_and(|s| s == "after");
        let tokens = Tokens::new(doc);
        Scene { doc, nominals, marks, units, tokens, within, before, over, verb_first }
    }

    /// Whether a token stands in a room itself and not in a quotation within.
    pub(crate) fn is_level(&self, room: &Room, i: usize) -> bool {
        self.within.get(i).is_some_and(|q| *q == room.quote)
    }

    /// The quotations that stand in a room, not in one another.
    pub(crate) fn children(&self, room: &Room) -> Vec<usize> {
        let place = |at: usize| self.marks.quoted.partition_point(|q| q.outer.start < at);
        let within = place(room.range.start)..place(room.range.end);
        within.filter(|q| self.marks.quoted[*q].parent == room.quote).collect()
    }

    /// The quotation of a room that begins at a token.
    pub(crate) fn child_at(&self, room: &Room, i: usize) -> Option<usize> {
        // Most tokens stand in no quotation.
        (*self.within.get(i)?)?;
        let first = self.marks.quoted.partition_point(|q| q.outer.start < i);
        let mut here = first..self.marks.quoted.partition_point(|q| q.outer.start <= i);
        here.find(|q| self.marks.quoted[*q].parent == room.quote)
    }

    /// A word of a class around speech.
    #[inline]
    pub(crate) fn around(&self, i: usize, class: &str) -> Option<Around<'d>> {
        self.doc.around(i, class)
    }

    /// A word of a class that stands there without a preposition written on it.
    #[inline]
    pub(crate) fn word(&self, i: usize, class: &str) -> Option<Around<'d>> {
        self.around(i, class).filter(|a| a.before.is_none_or(|b| b.prep.is_empty()))
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.doc.tokens.get(i).is_some_and(|t| t.kind != TokenKind::Mark)
    }

    #[inline]
    pub(crate) fn is_comma(&self, i: usize) -> bool {
        self.tokens.is(i, Mark::Comma)
    }

    pub(crate) fn is_colon(&self, i: usize) -> bool {
        self.tokens.is(i, Mark::Colon)
    }

    /// Whether the language puts the subject behind its verb.
    pub(crate) fn verb_first(&self) -> bool {
        self.verb_first
    }

    /// The noun phrase that begins at a token, its clitics aside.
    pub(crate) fn nominal_at(&self, i: usize) -> Option<&'d Nominal> {
        self.nominals.get(self.phrases_before(i)).filter(|n| n.tokens.start == i)
    }

    /// The noun phrases that begin within a range of tokens.
    pub(crate) fn nominals_in(&self, range: &Range<usize>) -> &'d [Nominal] {
        let range = self.phrases_before(range.start)..self.phrases_before(range.end);
        self.nominals.get(range).unwrap_or_default()
    }

    /// The noun phrases that cover a token.
    pub(crate) fn nominals_over(&self, i: usize) -> impl Iterator<Item = &'d Nominal> {
        let from = self.over.get(i).map_or(self.nominals.len(), |n| *n as usize);
        let range = from..self.phrases_before(i + 1).max(from);
        let near = self.nominals.get(range).unwrap_or_default();
        near.iter().filter(move |n| n.tokens.contains(&i))
    }

    /// How many noun phrases begin before a token.
    fn phrases_before(&self, i: usize) -> usize {
        self.before.get(i).map_or(self.nominals.len(), |n| *n as usize)
    }

    /// Whether a phrase means a human being by name.
    pub(crate) fn is_person(&self, nominal: &Nominal) -> bool {
        let known = nominal.who.id.as_deref().and_then(|id| self.doc.pack.world.get(id));
        known.map_or(nominal.unknown_name.is_some(), |e| e.kind == Kind::Person)
            && (nominal.name.is_some() || nominal.unknown_name.is_some() || nominal.role.is_some())
    }

    /// The role noun at a token: the role, its number, the token after it, what is written before it.
    pub(crate) fn role_noun(
        &self,
        i: usize,
    ) -> Option<(usize, Number, usize, Option<&'d Proclitic>)> {
        role_at(self.doc, i)
    }

    /// The kind of the role noun at a token.
    pub(crate) fn role(&self, i: usize) -> Option<(usize, RoleKind)> {
        let (role, _, end, before) = self.role_noun(i)?;
        before.is_none_or(|b| b.prep.is_empty()).then(|| (end, self.doc.lang.roles[role].kind))
    }

    /// Whether the language writes its article on the word, and this word has it.
    pub(crate) fn is_definite(&self, i: usize) -> bool {
        self.tokens.is_definite(i)
    }

    /// Whether a word is in the lists as it stands.
    pub(crate) fn is_listed(&self, i: usize) -> bool {
        self.tokens.ask(i, Question::Listed, || self.find_listed(i))
    }

    fn find_listed(&self, i: usize) -> bool {
        let Some(token) = self.doc.tokens.get(i) else { return false };
        self.doc.readings_at(i).iter().any(|r| r.split.before.is_none() && r.split.after.is_none())
            || self
                .doc
                .lang
                .glossary
                .longest(&token.norm, &self.doc.tokens, i + 1, isnad_pack::gazetteer::exact)
                .is_some()
            || self.role_noun(i).is_some_and(|(_, _, _, before)| before.is_none())
            || self.around(i, "outlet").is_some_and(|a| a.before.is_none())
            || self.around(i, "paper").is_some_and(|a| a.before.is_none())
            || self.is_name_start(i)
    }

    /// Whether a name of the lists begins at a token as it stands.
    fn is_name_start(&self, i: usize) -> bool {
        let norm = self.doc.norm(i);
        self.doc
            .lang
            .names
            .longest(norm, &self.doc.tokens, i + 1, isnad_pack::gazetteer::exact)
            .is_some()
    }

    /// Whether a preposition at a token tells where something leads.
    pub(crate) fn is_goal(&self, i: usize) -> bool {
        let goals = self.doc.lang.settings.get("goal").map_or("", String::as_str);
        self.doc.key(i, "prep").is_some_and(|key| goals.split('|').any(|goal| goal == key))
    }

    /// Whether a word is no ordinary word of the language in its likeliest reading.
    pub(crate) fn may_be_proper(&self, i: usize) -> bool {
        let proper = || matches!(reading(self.doc, i).0, None | Some(Pos::Name));
        self.tokens.ask(i, Question::Proper, proper)
    }

    /// Whether a preposition is written on a word.
    pub(crate) fn has_preposition(&self, i: usize) -> bool {
        self.tokens.ask(i, Question::Preposition, || self.find_preposition(i))
    }

    fn find_preposition(&self, i: usize) -> bool {
        if self.is_listed(i) {
            return false;
        }
        let Some(token) = self.doc.tokens.get(i) else { return false };
        self.doc.lang.clitics.bare_stems(&token.norm).any(|(before, stem)| {
            before.is_some_and(|b| !b.prep.is_empty() && (b.article || self.knows(stem)))
        })
    }

    /// Whether a preposition is written on a listed noun or name, so that the word is no name itself.
    pub(crate) fn has_listed_behind(&self, i: usize) -> bool {
        self.tokens.ask(i, Question::ListedBehind, || self.find_listed_behind(i))
    }

    fn find_listed_behind(&self, i: usize) -> bool {
        let Some(token) = self.doc.tokens.get(i) else { return false };
        let lang = self.doc.lang;
        let exact = isnad_pack::gazetteer::exact;
        lang.clitics.bare_stems(&token.norm).any(|(before, stem)| {
            before.is_some_and(|b| !b.prep.is_empty())
                && (before.is_some_and(|b| b.article)
                    || lang.role_names.longest(stem, &self.doc.tokens, i + 1, exact).is_some()
                    || lang.glossary.longest(stem, &self.doc.tokens, i + 1, exact).is_some()
                    || lang.names.longest(stem, &self.doc.tokens, i + 1, exact).is_some())
        }) || self.around(i, "outlet").is_some()
    }

    /// Whether a conjunction is written on a word.
    pub(crate) fn has_conjunction(&self, i: usize) -> bool {
        self.tokens.ask(i, Question::Conjunction, || self.find_conjunction(i))
    }

    fn find_conjunction(&self, i: usize) -> bool {
        if self.is_listed(i) {
            return false;
        }
        let Some(token) = self.doc.tokens.get(i) else { return false };
        self.doc.lang.clitics.bare_stems(&token.norm).any(|(before, stem)| {
            before.is_some_and(|b| !b.conj.is_empty() && (b.article || self.knows(stem)))
        })
    }

    fn knows(&self, stem: &str) -> bool {
        let lang = self.doc.lang;
        lang.lexicon.knows(stem)
            || lang.names.knows(stem)
            || lang.role_names.knows(stem)
            || lang.glossary.knows(stem)
            || lang.demonyms.knows(stem)
            || lang.cues.knows(stem)
    }

    /// The bytes of a range of tokens.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let end = range.end.min(self.doc.tokens.len());
        if range.start < end { self.doc.span(&(range.start..end)) } else { Span::default() }
    }

    /// The end of the sentence or of the room, whichever comes first.
    pub(crate) fn stop(&self, room: &Room, i: usize) -> usize {
        let mut at = i;
        while at < room.range.end {
            match self.child_at(room, at) {
                Some(q) => at = self.marks.quoted[q].outer.end.max(at + 1),
                None if self.ends_sentence(at) => return at,
                None => at += 1,
            }
        }
        room.range.end
    }

    /// Whether a sentence ends with this mark.
    pub(crate) fn ends_sentence(&self, i: usize) -> bool {
        let ends = || self.doc.sentence_of(i).end <= i + 2;
        self.tokens.is(i, Mark::Stop) && self.tokens.ask(i, Question::EndsSentence, ends)
    }
}

/// For each of so many tokens how many noun phrases begin before it, and the first that covers it.
fn phrases_by_token(nominals: &[Nominal], tokens: usize) -> (Vec<u32>, Vec<u32>) {
    let (mut before, mut over) = (vec![0; tokens + 1], vec![nominals.len() as u32; tokens]);
    for (n, nominal) in nominals.iter().enumerate().rev() {
        over.get_mut(nominal.tokens.clone()).unwrap_or_default().fill(n as u32);
    }
    let mut n = 0;
    for (i, count) in before.iter_mut().enumerate() {
        n += nominals[n..].iter().take_while(|m| m.tokens.start < i).count();
        *count = n as u32;
    }
    (before, over)
}

/// Sentences, joined where a quotation goes on over their end.
fn units(doc: &Document<'_>, marks: &Marks) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let spans = |end: usize| marks.quoted.iter().any(|q| q.outer.start < end && end < q.outer.end);
    let mut joined = false;
    for sentence in &doc.sentences {
        match out.last_mut().filter(|_| joined) {
            Some(last) => last.end = sentence.end,
            None => out.push(sentence.clone()),
        }
        joined = spans(sentence.end);
    }
    out
}
