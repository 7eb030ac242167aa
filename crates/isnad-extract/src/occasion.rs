//! The day of a page that states none: known from the visit it reports as news, and from the
//! weekdays that it gives to its own "today" and "yesterday".

use isnad_pack::{Pack, visits::Visit};
use isnad_page::{Article, Found};
use isnad_text::{Date, Span};

use crate::{Document, Event, Record, Status, quantities};

/// Paragraphs in which a page tells its news.
const LEAD: usize = 2;
/// Days after a visit on which it still is news.
const FRESH: i64 = 1;

/// When a page was published that tells in its first paragraphs of a visit that the pack knows: the
/// last day of the visit, or the day on which "yesterday, Sunday" was a Sunday. `None` unless one
/// visit alone fits what the page says.
pub(crate) fn published(article: &Article, record: &Record, pack: &Pack) -> Option<Found> {
    let known = reported(article, record, pack);
    let latest = known.iter().map(|v| v.until).max()?;
    let past = latest_told(record, latest);
    let seen = article.dates.iter().filter_map(|d| Date::parse(&d.value)).max();
    let possible = known
        .into_iter()
        .filter(|v| past.is_none_or(|day| day <= v.until) && seen.is_none_or(|day| v.from <= day));
    let told = weekdays(article, pack);
    let mut days = possible.flat_map(|v| days(v, &told).map(move |day| (v, day)));
    let (visit, day) = days.next().filter(|_| days.next().is_none())?;
    let Visit { guest, host, from, until } = visit;
    let by = format!("visit of {guest} to {host} from {from} to {until}");
    Some(Found::inferred(day.to_string(), &by))
}

/// The known visits of those whom a page names, to the states where it says they came.
fn reported<'p>(article: &Article, record: &Record, pack: &'p Pack) -> Vec<&'p Visit> {
    let lead = article.paragraphs.iter().take(LEAD).map(|p| p.span).reduce(Span::cover);
    let news = |e: &&Event| lead.is_some_and(|lead| is_news(e, lead));
    let news: Vec<&Event> = record.events.iter().filter(news).collect();
    if news.is_empty() {
        return Vec::new();
    }
    let named = |v: &Visit| record.entities.iter().any(|e| e.id == v.guest);
    let known = pack.visits.iter().filter(|v| named(v) && news.iter().any(|e| came(e, v, pack)));
    known.collect()
}

/// The days that a page tells by both their distance from its own and their weekday.
fn weekdays(article: &Article, pack: &Pack) -> Vec<(i32, u8)> {
    let doc = Document::without_lists(article, pack);
    quantities(&doc).times.iter().filter_map(|t| t.weekday).collect()
}

/// Whether a page tells a visit in its lead as having come, without a day of its own.
fn is_news(event: &Event, lead: Span) -> bool {
    event.mode.as_deref() == Some("visit")
        && matches!(event.status, Status::Happened | Status::Ongoing)
        && event.date.is_none()
        && lead.contains(event.trigger)
}

/// Whether an event can be a visit: somebody of the guest's state, or the guest, came to the host.
fn came(event: &Event, visit: &Visit, pack: &Pack) -> bool {
    let day = visit.from.to_string();
    let guest = pack.world.index(&visit.guest).map(|i| pack.world.entity(i));
    let acts_for = |actor: &String| {
        *actor == visit.guest
            || guest.is_some_and(|g| g.offices.iter().any(|o| o.of == *actor && o.held_on(&day)))
    };
    event.actors.iter().any(acts_for) && event.recipients.contains(&visit.host)
}

/// The latest day before the end of the last possible visit by which the page places something.
fn latest_told(record: &Record, latest: Date) -> Option<Date> {
    let begin = |value: &str| match value.len() {
        4 => Date::parse(&format!("{value}-01-01")),
        7 => Date::parse(&format!("{value}-01")),
        _ => Date::parse(value),
    };
    let told = record.dates.iter().filter_map(|d| begin(d.value.as_deref()?));
    told.filter(|day| *day <= latest).max()
}

/// The days on which a page about a visit can have been written.
fn days(visit: &Visit, told: &[(i32, u8)]) -> impl Iterator<Item = Date> {
    let length = visit.until.days() - visit.from.days();
    let first = if told.is_empty() { length } else { 0 };
    let last = if told.is_empty() { length } else { length + FRESH };
    let from = visit.from;
    (first..=last).map(move |n| from.plus_days(n)).filter(move |day| {
        told.iter().all(|(shift, weekday)| day.plus_days(i64::from(*shift)).weekday() == *weekday)
    })
}
