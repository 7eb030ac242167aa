//! Who passed words on: agencies, papers, channels, social networks.

use std::ops::Range;

use isnad_pack::world::Kind;
use isnad_text::{Span, fold};

use crate::{nominal::Nominal, record::Link, slug::slug};

use super::{
    addressed::{addressed, addressed_in_marks},
    cue::cue_at,
    scene::{Room, Scene, prev},
    tokens::Question,
};

/// Somebody who passes words on, named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relay {
    /// Its first token.
    pub(crate) at: usize,
    /// The token after its last.
    pub(crate) end: usize,
    /// Id.
    pub(crate) who: String,
    /// The words that name it.
    pub(crate) span: Span,
    /// Whether it is a social network.
    pub(crate) network: bool,
    /// What kind of outlet its noun says, or empty.
    pub(crate) kind: String,
}

impl Relay {
    pub(crate) fn link(&self) -> Link {
        Link::told(self.who.clone(), Some(self.span))
    }
}

/// The outlet that a noun phrase means.
pub(crate) fn outlet_of(scene: &Scene<'_, '_>, nominal: &Nominal) -> Option<String> {
    let world = &scene.doc.pack.world;
    let resolved = nominal.who.id.as_deref().and_then(|id| world.get(id));
    resolved.filter(|e| e.kind == Kind::Outlet || e.sort == "agency").map(|e| e.id.clone())
}

/// The outlet that a name may mean beside a word for an outlet.
fn possible_outlet(scene: &Scene<'_, '_>, i: usize, kind: &str) -> Option<(usize, String)> {
    let doc = scene.doc;
    let world = &doc.pack.world;
    for (before, stem) in doc.lang.clitics.name_stems(&doc.tokens.get(i)?.norm) {
        if before.is_some_and(|b| !b.prep.is_empty() || !b.conj.is_empty()) {
            continue;
        }
        let Some(hit) =
            doc.lang.names.longest(&stem, &doc.tokens, i + 1, isnad_pack::gazetteer::exact)
        else {
            continue;
        };
        let outlet = hit
            .values
            .iter()
            .map(|v| world.entity(v.entity))
            .find(|e| e.kind == Kind::Outlet && fits_kind(&e.sort, kind));
        if let Some(outlet) = outlet {
            return Some((hit.end, outlet.id.clone()));
        }
    }
    None
}

/// Whether an outlet of a kind can be called by a noun: a paper is no channel.
fn fits_kind(sort: &str, kind: &str) -> bool {
    match kind {
        "tv" | "radio" => sort != "newspaper" && sort != "magazine" && sort != "agency",
        "agency" => sort != "newspaper" && sort != "magazine",
        _ => true,
    }
}

/// All who pass words on that are named at the level of a room within a range.
pub(crate) fn relays(
    scene: &Scene<'_, '_>,
    room: &Room,
    range: &Range<usize>,
    known: &[Relay],
) -> Vec<Relay> {
    let mut out: Vec<Relay> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        let found = scene.is_level(room, i).then(|| relay_at(scene, i, range, known)).flatten();
        let in_marks = || {
            let quoted = scene.child_at(room, i)?;
            let inner = &scene.marks.quoted[quoted].inner;
            let listed = addressed(scene, inner.start).filter(|r| r.end == inner.end);
            let network = || {
                let word = scene.word(inner.start, "network").filter(|w| w.end == inner.end)?;
                let relay = outlet_relay(scene, inner.clone(), word.key.to_owned());
                Some(Relay { network: true, ..relay })
            };
            let told = listed.or_else(network).or_else(|| addressed_in_marks(scene, quoted))?;
            Some(Relay { at: i, ..told })
        };
        match found.or_else(in_marks) {
            Some(relay) => {
                i = relay.end.max(i + 1);
                if !is_own(scene, &relay) && !out.iter().any(|r| r.who == relay.who) {
                    out.push(relay);
                }
            }
            None => i += 1,
        }
    }
    out
}

/// One who passes words on, named at a token.
pub(crate) fn relay_at(
    scene: &Scene<'_, '_>,
    i: usize,
    range: &Range<usize>,
    known: &[Relay],
) -> Option<Relay> {
    if !scene.tokens.ask(i, Question::Relay, || may_be_relay(scene, i)) {
        return None;
    }
    if let Some(network) = scene.around(i, "network").filter(|n| is_network(scene, i, n.end)) {
        let span = scene.span(&(i..network.end));
        return Some(Relay {
            at: i,
            end: network.end,
            who: network.key.to_owned(),
            span,
            network: true,
            kind: String::new(),
        });
    }
    if let Some(end) = masthead(scene, i) {
        let who = slug(scene.span(&(i..end)).of(scene.doc.text), scene.doc.lang);
        return Some(outlet_relay(scene, i..end, who));
    }
    let by_word = scene.around(i, "outlet").filter(|_| scene.is_word(i));
    let nominal = scene
        .nominal_at(i)
        .filter(|n| n.tokens.end > by_word.map_or(i, |w| w.end) && outlet_of(scene, n).is_some());
    if let Some(word) = by_word.filter(|_| nominal.is_none()) {
        return by_noun(scene, i, word.end, word.key, range, known);
    }
    let Some(nominal) = nominal else { return bare_carrier(scene, i) };
    let who = outlet_of(scene, nominal)?;
    let mut end = nominal.tokens.end;
    // "Masar TV" where the list knows "Masar" alone, "the dpa news agency".
    while let Some(word) = scene.around(end, "outlet").filter(|_| scene.doc.lang.is_cased()) {
        end = word.end;
    }
    Some(outlet_relay(scene, i..end, who))
}

/// Whether anything at a token may name one who passes words on.
fn may_be_relay(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.around(i, "network").is_some()
        || scene.around(i, "outlet").is_some()
        || scene.nominal_at(i).is_some_and(|n| outlet_of(scene, n).is_some())
        || is_carried(scene, i)
        || masthead(scene, i).is_some()
}

/// The end of a name that no list holds and whose last word says what it is: "Nile News".
fn masthead(scene: &Scene<'_, '_>, i: usize) -> Option<usize> {
    let doc = scene.doc;
    let inner = |k: usize| doc.is_capital(k) && doc.class(k).is_empty() || doc.is_mark(k, "-");
    if !doc.lang.is_cased() || !doc.is_capital(i) || i > 0 && inner(i - 1) {
        return None;
    }
    let end = (i..i + 6).find(|k| !inner(*k)).filter(|end| *end > i + 1)?;
    let listed = scene.nominals_over(i).any(|n| n.who.id.is_some() && n.name.is_some());
    (scene.around(end - 1, "masthead").is_some() && !listed).then_some(end)
}

/// A relay that is an outlet named by these tokens.
pub(crate) fn outlet_relay(scene: &Scene<'_, '_>, tokens: Range<usize>, who: String) -> Relay {
    let span = scene.span(&tokens);
    Relay { at: tokens.start, end: tokens.end, who, span, network: false, kind: String::new() }
}

/// An outlet with a risky name behind a word that says who carried something: "obtained by the …".
fn bare_carrier(scene: &Scene<'_, '_>, i: usize) -> Option<Relay> {
    let (end, who) = is_carried(scene, i).then(|| possible_outlet(scene, i, "")).flatten()?;
    Some(outlet_relay(scene, i..end, who))
}

/// Whether a word that says who carried something stands before a token, an article aside.
fn is_carried(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = |end: usize| end == i || end + 1 == i && scene.doc.class(end) == "det";
    (i.saturating_sub(4)..i).any(|k| scene.around(k, "carry").is_some_and(|c| ends(c.end)))
}

/// A Latin name of one letter counts only where people write something on it.
fn is_network(scene: &Scene<'_, '_>, i: usize, end: usize) -> bool {
    let latin = scene.doc.word(i).is_ascii();
    let named = scene.doc.lang.is_cased();
    if !named || !latin {
        return true;
    }
    let short = scene.doc.word(end - 1).chars().count() == 1;
    let written_on = i > 0 && matches!(scene.doc.key(i - 1, "prep"), Some("on" | "of"));
    scene.doc.is_capital(end - 1) && (!short || written_on)
        || !short && scene.around(i, "post").is_some()
}

/// An outlet by its noun: "the agency TASS", "قناة …", "Masar TV"; without a name the one told before.
fn by_noun(
    scene: &Scene<'_, '_>,
    i: usize,
    after: usize,
    kind: &str,
    range: &Range<usize>,
    known: &[Relay],
) -> Option<Relay> {
    let named =
        name_after(scene, after, kind).or_else(|| name_before(scene, i, after, kind, range));
    if let Some((end, who)) = named {
        let end = end.max(after);
        return Some(Relay {
            at: i,
            end,
            who,
            span: scene.span(&(i..end)),
            network: false,
            kind: kind.to_owned(),
        });
    }
    let told = scene.is_definite(i)
        || scene.around(after, "same").is_some()
        || i > 0 && matches!(scene.doc.class(i - 1), "det" | "");
    let demonstrative = i > 0 && scene.doc.class(i - 1) == "demo";
    let same = known.iter().rev().find(|r| r.kind == kind || r.kind.is_empty() && !r.network)?;
    (told && !demonstrative).then(|| Relay {
        at: i,
        end: after,
        who: same.who.clone(),
        span: scene.span(&(i..after)),
        network: false,
        kind: kind.to_owned(),
    })
}

/// The name behind a noun for an outlet.
fn name_after(scene: &Scene<'_, '_>, at: usize, kind: &str) -> Option<(usize, String)> {
    let doc = scene.doc;
    if !scene.is_word(at) {
        return name_in_marks(scene, at, kind);
    }
    // Adjectives of a state may stand between: "وكالة الأنباء الروسية تاس".
    for skip in 0..4 {
        if let Some(found) = possible_outlet(scene, at + skip, kind) {
            return Some(found);
        }
        let general =
            || scene.is_definite(at + skip) && scene.around(at + skip, "general").is_some();
        if scene.nominal_at(at + skip).is_none_or(|n| !n.adjective) && !general() {
            break;
        }
    }
    if doc.lang.is_cased() {
        let mut end = at;
        while end < at + 3
            && scene.is_word(end)
            && (doc.is_capital(end) || doc.kind(end) == isnad_text::TokenKind::Number)
            || end > at && doc.is_mark(end, "-")
        {
            end += 1;
        }
        let noun =
            if doc.is_capital(at - 1) { format!("{} ", doc.word(at - 1)) } else { String::new() };
        return (end > at).then(|| {
            (end, slug(&format!("{noun}{}", scene.span(&(at..end)).of(doc.text)), doc.lang))
        });
    }
    let fits = doc.class(at).is_empty()
        && scene.around(at, "same").is_none()
        && !scene.has_preposition(at)
        && scene.nominal_at(at).is_none_or(|n| !n.adjective);
    // "الصحيفة نسخة منه": what stands without article behind an outlet with article is not its name.
    let apart = scene.is_definite(prev(at)) && !scene.is_definite(at) && doc.is_known(at);
    let verb = !scene.is_definite(at + 1)
        && (doc.is_verb(at) || cue_at(scene, at).is_some_and(|c| c.is_verb()));
    if !fits || verb || apart {
        return None;
    }
    let mut end = at + 1;
    let second = scene.is_word(end) && doc.class(end).is_empty() && !scene.has_preposition(end);
    let mut name = slug(doc.word(at), doc.lang);
    if second
        && (scene.is_definite(end) && scene.is_definite(at) || !doc.is_known(end))
        && cue_at(scene, end).is_none()
    {
        let gloss = crate::describe::describe(doc, &(end..end + 1)).to_lowercase();
        name = format!("{name}-{}", gloss.replace(' ', "-"));
        end += 1;
    }
    Some((end, with_kind(&name, kind)))
}

/// A name of few words in quotation marks: "موقع \"والا\"".
fn name_in_marks(scene: &Scene<'_, '_>, at: usize, kind: &str) -> Option<(usize, String)> {
    let quoted = scene.marks.quoted.iter().find(|q| q.outer.start == at)?;
    let inner = quoted.inner.clone();
    if inner.is_empty() || inner.len() > 3 {
        return None;
    }
    let listed = possible_outlet(scene, inner.start, kind).filter(|(end, _)| *end == inner.end);
    let name = || with_kind(&slug(scene.span(&inner).of(scene.doc.text), scene.doc.lang), kind);
    Some((quoted.outer.end, listed.map_or_else(name, |(_, who)| who)))
}

fn with_kind(name: &str, kind: &str) -> String {
    match kind {
        "tv" => format!("{name}-tv"),
        "radio" => format!("radio-{name}"),
        _ => name.to_owned(),
    }
}

/// The name before a noun for an outlet: "Masar TV".
fn name_before(
    scene: &Scene<'_, '_>,
    i: usize,
    after: usize,
    kind: &str,
    range: &Range<usize>,
) -> Option<(usize, String)> {
    let doc = scene.doc;
    if !doc.lang.is_cased() || i == range.start {
        return None;
    }
    if !doc.is_capital(i - 1) {
        // "the dpa news agency".
        let small = possible_outlet(scene, i - 1, kind).filter(|(end, _)| *end == i);
        return small.map(|(_, who)| (after, who));
    }
    if let Some(before) = scene.nominals_over(i - 1).find(|n| n.tokens.end == i) {
        if let Some(who) = outlet_of(scene, before) {
            return Some((after, who));
        }
        if before.adjective {
            return None;
        }
    }
    let mut start = i;
    while start > range.start && doc.is_capital(start - 1) && doc.class(start - 1).is_empty() {
        start -= 1;
    }
    let name = scene.span(&(start..i)).of(doc.text);
    (start < i).then(|| {
        (after, with_kind(&slug(name, doc.lang), kind).trim_start_matches("radio-").to_owned())
    })
}

/// Whether it is the outlet of the text itself.
fn is_own(scene: &Scene<'_, '_>, relay: &Relay) -> bool {
    let Some(outlet) = &scene.doc.article.outlet else { return false };
    let own = fold(&outlet.value);
    let words = fold(relay.span.of(scene.doc.text));
    own == relay.who
        || own.contains(&words)
        || words.contains(&own)
        || scene
            .doc
            .pack
            .world
            .get(&relay.who)
            .is_some_and(|e| fold(&e.name_ar) == own || fold(&e.name_en) == own)
}
