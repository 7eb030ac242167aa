//! Where and when an event took place, as far as its clause tells.

use std::ops::Range;

use isnad_pack::{frames::Frame, world::Kind};

use crate::{document::Document, event::is_state_code, nominal::Nominal, record::TimeExpression};

/// The date told with an event: in its own words, else in its clause, else in its sentence.
pub(crate) fn date_of(
    doc: &Document<'_>,
    times: &[TimeExpression],
    own: &Range<usize>,
    clause: &Range<usize>,
) -> Option<String> {
    let sentence = doc.sentence_of(own.start);
    for range in [own, clause, &sentence] {
        let span = doc.span(range);
        let dated = times.iter().filter(|t| span.contains(t.span));
        let mut dated = dated.filter(|t| {
            t.kind == "date"
                || t.kind == "period" && t.value.as_deref().is_some_and(|v| v.contains('/'))
        });
        if let Some(value) = dated.find_map(|t| t.value.clone()) {
            return Some(value.split('T').next().unwrap_or_default().to_owned());
        }
    }
    None
}

/// The place told with an event: the nearest that stands after a preposition of place in its
/// clause; for a visit the state visited.
pub(crate) fn place_of(
    doc: &Document<'_>,
    nominals: &[Nominal],
    frame: &Frame,
    own: &Range<usize>,
    clause: &Range<usize>,
    recipients: &[String],
) -> Option<String> {
    let located = |n: &&Nominal| {
        let kind = n.who.id.as_deref().and_then(|id| doc.pack.world.get(id)).map(|e| e.kind);
        let prep = n.prep.as_deref().unwrap_or_default();
        let within =
            doc.lang.settings.get("located").is_some_and(|l| l.split('|').any(|p| p == prep));
        let city =
            (n.tokens.start.saturating_sub(2)..n.tokens.start).any(|k| doc.class(k) == "city");
        match kind {
            Some(Kind::Place) => within || city || n.prep.is_none(),
            Some(Kind::State) => within,
            _ => false,
        }
    };
    let inside = nominals.iter().filter(|n| clause.contains(&n.tokens.start));
    let sentence = doc.sentence_of(own.start);
    let all = nominals.iter().filter(|n| sentence.contains(&n.tokens.start));
    let place =
        nearest(inside.clone().filter(located), own).or_else(|| nearest(all.filter(located), own));
    let visit = frame.mode.as_deref() == Some("visit");
    // The goal of a visit is a city even where its name might mean a government.
    let goal = inside.filter(|_| visit).find_map(|n| city_of(doc, n));
    let visited = visit.then(|| recipients.first().cloned()).flatten();
    let town =
        goal.filter(|g| doc.pack.world.get(g).is_some_and(|e| recipients.contains(&e.state)));
    town.or(place).or(visited)
}

/// The place nearest to the words of an event; a town before a state.
fn nearest<'n>(places: impl Iterator<Item = &'n Nominal>, own: &Range<usize>) -> Option<String> {
    let rank = |n: &&Nominal| {
        let state = n.who.id.as_deref().is_none_or(is_state_code);
        (state, n.tokens.start.abs_diff(own.end).min(n.tokens.start.abs_diff(own.start)))
    };
    places.min_by_key(rank).and_then(|n| n.who.id.clone())
}

/// The city that a name may mean.
fn city_of(doc: &Document<'_>, nominal: &Nominal) -> Option<String> {
    let places = nominal.candidates.iter().map(|c| doc.pack.world.entity(*c));
    places.filter(|e| e.kind == Kind::Place).map(|e| e.id.clone()).next()
}
