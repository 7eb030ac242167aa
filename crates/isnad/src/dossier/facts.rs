//! Facts in one line each, in the words of the format: for dossiers and explanations.

use isnad_export::facts::{entity_kind, quote_kind};
use isnad_extract::{Attribute, Event, Figure, LedgerEntry, Quote, Record, TimeExpression};
use isnad_page::Found;
use isnad_store::StoredPage;

/// The English name of an entity of the record, else the id as it stands.
pub(crate) fn name<'r>(record: &'r Record, id: &'r str) -> &'r str {
    let entity = record.entities.iter().find(|e| e.id == id);
    entity.map(|e| e.name_en.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

fn names(record: &Record, ids: &[String]) -> String {
    ids.iter().map(|id| name(record, id)).collect::<Vec<_>>().join(", ")
}

/// Name, kind and id of an entity.
pub(crate) fn entity_line(record: &Record, id: &str) -> String {
    match record.entities.iter().find(|e| e.id == id) {
        Some(e) => format!("{} ({}, {id})", name(record, id), entity_kind(e.kind)),
        None => id.to_owned(),
    }
}

/// Who did what to whom, when, where, and whether it happened.
pub(crate) fn event_line(record: &Record, event: &Event) -> String {
    let parts = [Some(event_head(record, event)), event.date.clone()];
    let parts = parts.into_iter().flatten().chain([event_tail(record, event)]);
    parts.collect::<Vec<_>>().join(" · ")
}

/// Type, mode, actors and recipients.
pub(crate) fn event_head(record: &Record, event: &Event) -> String {
    let mode = event.mode.as_ref().map(|mode| format!("({mode})"));
    let actors = Some(names(record, &event.actors)).filter(|names| !names.is_empty());
    let recipients = Some(names(record, &event.recipients)).filter(|names| !names.is_empty());
    let recipients = recipients.map(|names| format!("→ {names}"));
    let parts = [Some(event.kind.clone()), mode, actors, recipients];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Status, place and claimant.
pub(crate) fn event_tail(record: &Record, event: &Event) -> String {
    let place = event.place.as_ref().map(|id| format!("in {}", name(record, id)));
    let claimed_by = event.claimed_by.as_ref().map(|id| format!("says {}", name(record, id)));
    let parts = [Some(event.status.name().to_owned()), place, claimed_by];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Who said it, how, and through whom.
pub(crate) fn quote_line(record: &Record, quote: &Quote) -> String {
    let via = quote.via.iter().map(|link| format!("via {}", name(record, &link.who)));
    let parts = [speaker(record, quote).to_owned(), quote_kind(quote.kind).to_owned()];
    parts.into_iter().chain(via).collect::<Vec<_>>().join(" · ")
}

/// The name of a speaker.
pub(crate) fn speaker<'r>(record: &'r Record, quote: &'r Quote) -> &'r str {
    if quote.speaker.is_empty() { "nobody named" } else { name(record, &quote.speaker) }
}

/// Bound, value and unit.
pub(crate) fn figure_line(figure: &Figure) -> String {
    let bound = Some(figure.bound.replace('_', " ")).filter(|bound| bound != "exact");
    let unit = Some(figure.unit.clone()).filter(|unit| !unit.is_empty());
    let parts = [bound, Some(figure.value.to_string()), unit];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match &figure.claimed_by {
        Some(who) => format!("{line} · says {who}"),
        None => line,
    }
}

/// Kind and value of a time expression.
pub(crate) fn date_line(date: &TimeExpression) -> String {
    format!("{} {}", date.kind, date.value.as_deref().unwrap_or("(not placed)"))
}

/// Kind, parties and terms of a standing relation.
pub(crate) fn ledger_line(record: &Record, entry: &LedgerEntry) -> String {
    let duties: Vec<&str> = entry.obligations.iter().map(String::as_str).collect();
    let terms = [
        ("", entry.name.clone().unwrap_or_default()),
        ("signed ", entry.signed.clone().unwrap_or_default()),
        ("since ", entry.since.clone().unwrap_or_default()),
        ("", entry.person.as_deref().map_or("", |id| name(record, id)).to_owned()),
        ("", entry.office.clone().unwrap_or_default()),
        ("duty: ", duties.join(", ").replace('_', " ")),
        ("replaces ", entry.replaces.join(", ")),
        ("goods: ", entry.goods.join(", ")),
        ("", entry.status.map_or("", isnad_extract::Status::name).to_owned()),
    ];
    let terms = terms.into_iter().filter(|(_, value)| !value.is_empty());
    let head = format!("{}: {}", entry.kind, names(record, &entry.parties));
    let parts = std::iter::once(head).chain(terms.map(|(what, value)| format!("{what}{value}")));
    parts.collect::<Vec<_>>().join(" · ")
}

/// What a detail is of, and its value.
pub(crate) fn attribute_line(attribute: &Attribute) -> String {
    format!("{} · {}: {}", attribute.about, attribute.attribute, attribute.value)
}

/// A date or period by its days: what is finer is in the record.
pub(crate) fn days(date: &str) -> String {
    let day = |end: &str| end.chars().take(10).collect::<String>();
    match date.split_once('/') {
        Some((from, to)) if day(from) == day(to) => day(from),
        Some((from, to)) => format!("{}/{}", day(from), day(to)),
        None => day(date),
    }
}

/// The outlet of a page.
pub(crate) fn outlet(page: &StoredPage) -> &str {
    page.article.outlet.as_ref().map_or("outlet not named", |outlet| outlet.value.as_str())
}

/// Date, outlet and language of a page; a date that the page does not state is marked.
pub(crate) fn page_line(page: &StoredPage) -> String {
    let published = page.article.published.as_ref();
    let mark = if published.is_some_and(Found::is_inferred) { " (inferred)" } else { "" };
    let day = published.map_or("no date", |p| p.value.as_str());
    format!("{day}{mark} · {} · {}", outlet(page), page.article.lang.code())
}
