//! Who vouches for an event: the speaker in whose words it stands.

use crate::{
    document::Document,
    nominal::Nominal,
    record::{Event, Quote, QuoteKind, Status},
};

/// Sets `claimed_by` of events that stand only in somebody's reported words. What a party tells of
/// its own deeds is no mere claim.
pub fn attribute_claims(
    doc: &Document<'_>,
    nominals: &[Nominal],
    quotes: &[Quote],
    events: &mut [Event],
) {
    for event in events.iter_mut().filter(|e| e.claimed_by.is_none()) {
        let inside = |q: &&Quote| {
            q.kind == QuoteKind::Indirect && q.span.contains(event.trigger) && !q.speaker.is_empty()
        };
        let Some(quote) = quotes.iter().find(inside) else { continue };
        let own = actors_behind(doc, nominals, quote);
        let denial = event.status == Status::Denied;
        if denial || !own.iter().any(|a| event.actors.contains(a)) {
            let named = Some(quote.speaker.clone()).filter(|s| !s.contains(' '));
            event.claimed_by = own.into_iter().next().or(named);
        }
    }
}

/// Whom the speaker of a quote counts as in events.
fn actors_behind(doc: &Document<'_>, nominals: &[Nominal], quote: &Quote) -> Vec<String> {
    if let Some(entity) = doc.pack.world.get(&quote.speaker) {
        return crate::coref::actors_of(doc, entity);
    }
    let Some(span) = quote.speaker_span else { return Vec::new() };
    let at = nominals.iter().find(|n| doc.span(&n.tokens).overlaps(span));
    at.map(|n| n.who.actors.clone()).unwrap_or_default()
}
