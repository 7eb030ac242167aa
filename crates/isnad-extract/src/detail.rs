//! Details by the words that tell them, as `details.tsv` lists them: gifts, welcome, cause, weapon,
//! who imposes sanctions, and whatever else pages about one thing may tell differently.

use std::ops::Range;

use isnad_pack::{
    details::{Detail, Shown},
    world::{Kind, Strength},
};
use isnad_text::{Lang, Span, TokenKind};

use crate::{
    attribute::{Sources, Subject, in_words, subject_of, visit_of},
    coref,
    document::Document,
    event::{is_state_code, status_at},
    nominal::Nominal,
    record::{Attribute, Event, LedgerEntry, Status},
    rules::{Matcher, Path},
};

/// Tokens before its anchor at which a pattern may begin.
const REACH: usize = 14;
/// What the names of details begin with in facts.
const PREFIX: &str = "detail:";
/// The kind of a relation that goes on until it is ended, and of one that hands something over.
const SANCTION: &str = "sanction";
const TRANSFER: &str = "transfer";

/// A detail, and what it says of a standing relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The detail.
    pub detail: Attribute,
    /// The relation.
    pub entry: Option<LedgerEntry>,
}

/// The details of a document, in the order of the text. Of two of one name in the same words the
/// longer stays.
pub fn details(sources: &Sources<'_, '_>) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    for at in 0..sources.doc.tokens.len() {
        let found = told_at(sources.doc, at).into_iter().flat_map(|d| find(sources, d, at));
        for told in found {
            let rival = |a: &Told| {
                a.detail.attribute == told.detail.attribute
                    && a.detail.span.overlaps(told.detail.span)
                    && (a.detail.key == told.detail.key || a.detail.rule != told.detail.rule)
            };
            match out.iter_mut().find(|a| rival(a)) {
                Some(known) if known.detail.span.len() < told.detail.span.len() => *known = told,
                Some(_) => {}
                None => out.push(told),
            }
        }
    }
    out
}

/// The details whose first word stands at a token.
fn told_at<'d>(doc: &Document<'d>, at: usize) -> Vec<&'d Detail> {
    let details = &doc.lang.details;
    let stems = doc.lang.clitics.bare_stems(doc.norm(at));
    let mut found: Vec<usize> =
        stems.flat_map(|(_, stem)| details.by_word(stem)).copied().collect();
    let phrase = doc.phrases.get(at).and_then(Option::as_ref).map(|p| p.1.lemma);
    let lemmas = doc.readings_at(at).iter().map(|r| r.analysis.lemma).chain(phrase);
    found.extend(lemmas.flat_map(|lemma| details.by_lemma(lemma)).copied());
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|i| details.get(i)).collect()
}

/// A detail whose anchor stands at a token, if its pattern matches there: for two sides at once, one
/// for each.
fn find(sources: &Sources<'_, '_>, detail: &Detail, at: usize) -> Vec<Told> {
    let doc = sources.doc;
    let sentence = doc.sentence_of(at);
    let matcher = Matcher::new(doc, sources.nominals, sources.times, sentence.end);
    let first = if detail.anchor == 0 { at } else { at.saturating_sub(REACH).max(sentence.start) };
    let elements = &detail.pattern.elements;
    let found = (first..=at).rev().find_map(|start| {
        let (end, path) = matcher.run(elements, start, Path::default())?;
        path.words.contains(&at).then_some((start..end, path))
    });
    let Some((whole, path)) = found.filter(|(_, path)| !is_denied(doc, path)) else {
        return Vec::new();
    };
    let pair = |(_, n): &(&str, usize)| sources.nominals.get(*n).filter(|n| n.pair);
    let sides = path.parts.iter().filter_map(pair).map(|n| n.who.actors.len()).max();
    let parts = |side| Parts { sources, path: &path, whole: &whole, side };
    (0..sides.unwrap_or(1)).filter_map(|side| parts(side).told(detail)).collect()
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
    let quoted = matches!(value, Shown::Rest(_));
    let opening = (end..end + 2).take_while(|k| quoted && is_quotation(doc, *k)).count();
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
    /// Tokens of the match.
    whole: &'p Range<usize>,
    /// Which of two sides that are named at once.
    side: usize,
}

impl Parts<'_, '_, '_> {
    fn told(&self, detail: &Detail) -> Option<Told> {
        let (doc, Range { start, end }) = (self.sources.doc, self.whole.clone());
        let rest = rest_of(doc, end, &detail.value)?;
        let cut = |from: usize| doc.span(&(from..rest.end)).of(doc.text).to_owned();
        let value = match &detail.value {
            Shown::Rest(_) => cut(rest.start),
            Shown::Tail(_) => cut(self.path.words.last().copied().unwrap_or(start)),
            Shown::Whole(_) => cut(start),
            Shown::Text(text) => self.fill(text, Form::Name)?,
        };
        let (key, about) = self.subject(&detail.about)?;
        let span = doc.span(&(start..rest.end.max(end)));
        let rule = format!("{PREFIX}{}", detail.id);
        let entry = detail.ledger.as_ref().and_then(|kind| self.entry(kind, span, &rule));
        let attribute = self.fill(&detail.attribute, Form::Short)?;
        let exclusive = detail.exclusive;
        let detail = Attribute { span, about, key, attribute, value, exclusive, rule };
        Some(Told { detail, entry })
    }

    /// The standing relation between whoever acts and whom it concerns.
    fn entry(&self, kind: &str, span: Span, rule: &str) -> Option<LedgerEntry> {
        let Sources { doc, events, .. } = self.sources;
        // Whom a page leaves unnamed may be told before; who imposes sanctions is not guessed.
        let named = self.path.parts.iter().any(|(n, _)| *n == "actor");
        let mut parties = if named || kind == TRANSFER { self.actors("actor") } else { Vec::new() };
        let recipients = self.actors("recipient");
        parties.extend(recipients.into_iter().filter(|r| !parties.contains(r)).collect::<Vec<_>>());
        let alleged = |e: &&Event| e.status == Status::Alleged && e.span.overlaps(span);
        let claim = events.iter().find(alleged);
        let verb = self.path.words.iter().find(|w| doc.may_be_verb(**w));
        let status = match (kind, claim, verb) {
            (SANCTION, _, _) => Status::Ongoing,
            (_, Some(_), _) => Status::Alleged,
            (_, None, Some(verb)) => status_at(doc, *verb),
            _ => Status::Happened,
        };
        let whole = doc.span(&doc.sentence_of(self.whole.start));
        let goods = self.sources.terms.iter().filter(|t| {
            t.class == "goods" && whole.contains(doc.span(&t.tokens)) && kind != SANCTION
        });
        let mut goods: Vec<String> = goods.map(|t| t.key.to_owned()).collect();
        goods.dedup();
        let enough = if kind == SANCTION { 1 } else { 2 };
        (parties.len() >= enough).then(|| LedgerEntry {
            span,
            kind: kind.to_owned(),
            parties,
            goods,
            since: self.since(),
            status: Some(status),
            claimed_by: claim.and_then(|c| c.claimed_by.clone()),
            rule: rule.to_owned(),
            ..LedgerEntry::default()
        })
    }

    /// Whom a part counts as.
    fn actors(&self, name: &str) -> Vec<String> {
        self.nominal(name).map(|n| n.who.actors.clone()).unwrap_or_default()
    }

    /// Since when a relation stands, where the pattern names it.
    fn since(&self) -> Option<String> {
        let (_, index) = self.path.times.iter().find(|(n, _)| *n == "since")?;
        self.sources.times.get(*index)?.value.clone()
    }

    /// Who is named at a part; where the pattern has no such part, whoever was named last before it
    /// and stands for somebody else.
    fn nominal(&self, name: &str) -> Option<&Nominal> {
        let nominals = self.sources.nominals;
        let part = self.path.parts.iter().find(|(n, _)| *n == name);
        if let Some((_, index)) = part {
            return nominals.get(*index);
        }
        let sentence = self.sources.doc.sentence_of(self.whole.start);
        let named = |n: &&Nominal| self.path.parts.iter().any(|(_, i)| nominals.get(*i) == Some(n));
        let taken: Vec<&String> =
            nominals.iter().filter(named).flat_map(|n| &n.who.actors).collect();
        nominals.iter().rev().find(|n| {
            (sentence.start..self.whole.start).contains(&n.tokens.start)
                && !n.pair
                && n.who.actors.first().is_some_and(|a| is_state_code(a) && !taken.contains(&a))
        })
    }

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
        self.nominal(name).and_then(|n| self.shown(n, form))
    }

    fn shown(&self, nominal: &Nominal, form: Form) -> Option<String> {
        let doc = self.sources.doc;
        let side = if nominal.pair { self.side } else { 0 };
        let actor = nominal.who.actors.get(side);
        if form == Form::Key {
            return actor.or(nominal.who.id.as_ref()).cloned();
        }
        let office = nominal.role.and_then(|r| doc.lang.roles.get(r)).map(|r| &r.offices);
        let holder = || {
            let mut held = office?.iter();
            held.find_map(|o| doc.pack.world.holder(actor?, o, coref::day(doc)))
        };
        // Who is called only by an office is whoever holds it on the day of the page.
        let named = nominal.who.id.as_deref().filter(|id| Some(*id) != actor.map(String::as_str));
        let known =
            named.or_else(|| holder().map(|e| e.id.as_str())).or(actor.map(String::as_str))?;
        match doc.pack.world.get(known) {
            Some(_) if form == Form::Short => Some(short_name(doc, known)),
            Some(entity) => Some(entity.name_en.clone()),
            None => Some(doc.span(&nominal.tokens).of(doc.text).to_owned()),
        }
    }

    /// What a detail is of: its key and its label.
    fn subject(&self, about: &str) -> Option<Subject> {
        let words: Vec<&str> = about.split(' ').collect();
        match words[..] {
            ["visit"] => Some(visit_of(self.sources, self.whole)),
            ["visit", guest, host] => {
                let sides = |form| Some((self.fill(guest, form)?, self.fill(host, form)?));
                let ((a, b), (guest, host)) = (sides(Form::Key)?, sides(Form::Name)?);
                Some((format!("visit:{a}>{b}"), format!("visit of {guest} to {host}")))
            }
            ["talks"] => {
                let known = subject_of(self.sources, self.whole, "meeting");
                Some(known.unwrap_or_else(|| ("meeting".to_owned(), "meeting".to_owned())))
            }
            ["deal"] => self.deal(self.whole),
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

#[cfg(test)]
mod tests {
    use isnad_pack::Pack;

    use crate::{Record, extract, tests::article};

    fn record(text: &str) -> Record {
        extract(&article(text), &Pack::builtin())
    }

    #[test]
    fn a_detail_names_whom_it_is_of_and_tells_the_relation() {
        let record = record("وتخضع كوبا لعقوبات أمريكية منذ عام 1962.");
        let detail = record.attributes.iter().find(|a| a.attribute == "who sanctions Cuba");
        assert_eq!(detail.map(|d| d.value.as_str()), Some("United States"));
        let entry = record.ledger.iter().find(|e| e.kind == "sanction");
        assert_eq!(entry.map(|e| e.parties.join("|")).as_deref(), Some("USA|CUB"));
    }

    #[test]
    fn what_is_denied_is_no_detail() {
        let record = record("لم تتبن حركة طالبان الهجوم.");
        assert!(record.attributes.iter().all(|a| a.attribute != "claimed by"));
    }

    #[test]
    fn earlier_agreements_stand_by_their_years() {
        let text = "قالت فرنسا وألمانيا إن الاتفاقيات الموقعة في الأعوام 1963 و1988 و1990 باقية.";
        let signed: Vec<_> = record(text).ledger.into_iter().filter_map(|e| e.signed).collect();
        assert!(
            ["1963", "1988"].iter().all(|y| signed.iter().any(|s| s.starts_with(y))),
            "{signed:?}"
        );
    }
}
