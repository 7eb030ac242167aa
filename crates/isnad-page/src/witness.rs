//! All that a page says about when it was published and changed, and which of it is believed.
//!
//! Witnesses are asked in the order of [`Rank`]. The first is contradicted in three cases:
//!
//! - It gives for publication a day on or after that of the last change, while the page shows, or its
//!   address holds, an earlier one and never that: systems that stamp both fields with every change
//!   do so.
//! - Two witnesses of different ranks agree on another day, and nobody agrees with the first.
//! - Another witness of its rank says otherwise, and the address agrees with that one.
//!
//! A bare date that is also the day of the last change counts as that. The last change stands for
//! publication only where nothing else is known, and a diagnostic says so. A date in figures whose
//! day and month can be exchanged is read as another witness has it.

use crate::{
    DateCandidate, DateRole, Diagnostic, Found, Hints,
    date::distance,
    when::{self, note},
};

/// How far a witness is believed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The sender of the page.
    Hint,
    /// A rule of the pack for the pages of this outlet.
    Rule,
    /// Structured data about the article.
    Data,
    /// A `meta` element.
    Meta,
    /// Microdata.
    Property,
    /// A line that readers see, with a word or class for it.
    Labelled,
    /// Structured data about the page on which the article stands.
    Page,
    /// A bare date beside the title.
    Beside,
    /// The address.
    Url,
    /// A line elsewhere.
    Line,
    /// The first moment marked as such, which may belong to something else.
    Time,
    /// The day of pictures of which the text speaks as today's.
    Inferred,
    /// The day on which the page was fetched, never that of publication.
    Visit,
}

/// A date, who gives it and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Witness {
    /// The date and where it stands.
    pub(crate) date: DateCandidate,
    /// How far it is believed.
    pub(crate) rank: Rank,
    /// Whether day and month could be the other way round.
    pub(crate) ambiguous: bool,
}

impl Witness {
    /// A date that is not ambiguous.
    pub(crate) fn new(found: Found, role: DateRole, rank: Rank) -> Witness {
        let date = DateCandidate { value: found.value, from: found.from, role };
        Witness { date, rank, ambiguous: false }
    }

    fn day(&self) -> &str {
        self.date.value.get(..10).unwrap_or(&self.date.value)
    }

    fn found(&self) -> Found {
        Found::new(self.date.value.as_str(), self.date.from.as_str())
    }

    fn before(&self, other: &Witness) -> bool {
        self.day() < other.day()
    }

    /// Whether it is earlier by day or, where both tell it, by time.
    fn earlier(&self, other: &Witness) -> bool {
        let (a, b) = (&self.date.value, &other.date.value);
        let timed = a.len() > 10 && b.len() > 10;
        self.before(other) || (self.day() == other.day() && timed && a < b)
    }

    /// Whether the days are more than one apart, which zones of time do not explain.
    fn is_far(&self, other: &Witness) -> bool {
        distance(self.day(), other.day()).is_none_or(|d| d > 1)
    }
}

/// What the sender of a page says, and the address, that of the page if the sender gives none.
pub(crate) fn of_sender<'h>(
    hints: &'h Hints,
    url: Option<&'h str>,
) -> impl Iterator<Item = Witness> {
    let hint = hints.published.as_deref().map(|p| Found::new(p, "hint"));
    let day = hints.url.as_deref().or(url).and_then(when::in_url).map(|d| Found::new(d, "url"));
    let hint = hint.map(|f| Witness::new(f, DateRole::Published, Rank::Hint));
    hint.into_iter().chain(day.map(|f| Witness::new(f, DateRole::Published, Rank::Url)))
}

/// What was chosen, and all that there was.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// First publication.
    pub(crate) published: Option<Found>,
    /// Last change.
    pub(crate) updated: Option<Found>,
    /// Everything that was said.
    pub(crate) dates: Vec<DateCandidate>,
    /// What is odd about it.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Chooses among witnesses, given in the order of the page.
pub(crate) fn choose(mut witnesses: Vec<Witness>) -> Choice {
    let mut diagnostics = settle_ambiguous(&mut witnesses);
    witnesses.sort_by_key(|w| w.rank);
    let changed: Vec<&Witness> =
        witnesses.iter().filter(|w| w.date.role == DateRole::Updated).collect();
    let pool = pool(&witnesses, &changed);
    let published = match published(&pool, &changed) {
        Some((chosen, reason)) => {
            diagnostics.extend(conflict(&pool, chosen, reason));
            Some(chosen.found())
        }
        None => changed.first().map(|w| {
            let message = format!("no date of publication; {} gives the last change", w.date.from);
            diagnostics.push(note("published-from-update", message));
            w.found()
        }),
    };
    let updated = changed.first().map(|w| w.found());
    let mut dates: Vec<DateCandidate> = Vec::new();
    for witness in &witnesses {
        if !dates.contains(&witness.date) {
            dates.push(witness.date.clone());
        }
    }
    Choice { published, updated, dates, diagnostics }
}

/// Reads dates whose day and month can be exchanged as other witnesses have them.
fn settle_ambiguous(witnesses: &mut [Witness]) -> Vec<Diagnostic> {
    let sure: Vec<String> =
        witnesses.iter().filter(|w| !w.ambiguous).map(|w| w.day().to_owned()).collect();
    let mut out = Vec::new();
    for witness in witnesses.iter_mut().filter(|w| w.ambiguous) {
        let day = witness.day().to_owned();
        let (Some(year), Some(month), Some(date)) = (day.get(..4), day.get(5..7), day.get(8..10))
        else {
            continue;
        };
        let exchanged = format!("{year}-{date}-{month}");
        if sure.contains(&exchanged) && !sure.contains(&day) {
            let value = &mut witness.date.value;
            *value = value.replacen(&day, &exchanged, 1);
        } else if !sure.contains(&day) && witness.date.role != DateRole::Updated {
            let message = format!("`{day}` could have day and month the other way round");
            out.push(note("ambiguous-date", message));
        }
    }
    out
}

/// Those that may tell of publication: bare dates that are also days of a change only if there is
/// nobody else.
fn pool<'w>(witnesses: &'w [Witness], changed: &[&Witness]) -> Vec<&'w Witness> {
    let all: Vec<&Witness> = witnesses
        .iter()
        .filter(|w| w.date.role != DateRole::Updated && w.rank != Rank::Visit)
        .collect();
    let is_change = |w: &Witness| {
        w.date.role == DateRole::Unknown && changed.iter().any(|c| c.day() == w.day())
    };
    let others: Vec<&Witness> = all.iter().copied().filter(|w| !is_change(w)).collect();
    if others.is_empty() { all } else { others }
}

/// The witness of publication that is believed, and why, if it is not the first.
fn published<'w>(
    pool: &[&'w Witness],
    changed: &[&Witness],
) -> Option<(&'w Witness, Option<&'static str>)> {
    let first = *pool.first()?;
    if first.rank <= Rank::Rule {
        return Some((first, None));
    }
    if let Some(earlier) = restamped(first, pool, changed) {
        return Some((earlier, Some("the first is stamped with every change")));
    }
    if let Some(other) = outvoted(first, pool) {
        return Some((other, Some("two others agree against the first")));
    }
    let url = pool.iter().find(|w| w.rank == Rank::Url);
    let agrees = |w: &&&Witness| {
        w.rank == first.rank && url.is_some_and(|u| u.day() == w.day() && u.day() != first.day())
    };
    match pool.iter().find(agrees) {
        Some(other) => Some((other, Some("the address agrees"))),
        None => Some((first, None)),
    }
}

/// The earlier date that the page shows, where its data dates publication on or after a change.
fn restamped<'w>(
    first: &Witness,
    pool: &[&'w Witness],
    changed: &[&Witness],
) -> Option<&'w Witness> {
    let stamped = changed.iter().any(|c| c.rank <= Rank::Property && !first.earlier(c));
    // Lines far from the title may support it, but they often belong to other stories.
    let shown = |w: &&Witness| matches!(w.rank, Rank::Labelled | Rank::Beside | Rank::Url);
    let supports = |w: &&Witness| (shown(w) || w.rank == Rank::Line) && !w.is_far(first);
    if first.rank > Rank::Property || !stamped || pool.iter().any(supports) {
        return None;
    }
    let earlier =
        |w: &&Witness| (shown(w) || w.rank == Rank::Meta) && w.before(first) && w.is_far(first);
    pool.iter().copied().find(earlier)
}

/// A date on which two witnesses of different ranks agree while nobody supports the first.
fn outvoted<'w>(first: &Witness, pool: &[&'w Witness]) -> Option<&'w Witness> {
    let others = || pool.iter().copied().filter(|w| w.rank != first.rank && w.rank != Rank::Time);
    if others().any(|w| !w.is_far(first)) {
        return None;
    }
    others().find(|w| others().any(|o| o.rank != w.rank && o.day() == w.day()))
}

/// Witnesses that a message names.
const NAMED: usize = 6;

/// Reports dates of publication that are more than a day from the one chosen.
fn conflict(pool: &[&Witness], chosen: &Witness, reason: Option<&str>) -> Option<Diagnostic> {
    let told = |w: &&&Witness| w.date.role == DateRole::Published && w.rank < Rank::Line;
    let far: Vec<String> = pool
        .iter()
        .filter(told)
        .filter(|w| w.is_far(chosen))
        .take(NAMED)
        .map(|w| format!("{} says {}", w.date.from, w.date.value))
        .collect();
    if far.is_empty() {
        return None;
    }
    let why = reason.unwrap_or("it ranks first");
    let chosen = format!("{} says {}", chosen.date.from, chosen.date.value);
    Some(note(
        "conflicting-dates",
        format!("{chosen}, {}; taken: the former, {why}", far.join(", ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateRole::{Published, Unknown, Updated};

    fn chosen(list: &[(Rank, DateRole, &str)]) -> (Option<String>, Option<String>, Vec<String>) {
        let witness = |(rank, role, value): &(Rank, DateRole, &str)| {
            Witness::new(Found::new(*value, format!("{rank:?}")), *role, *rank)
        };
        let choice = choose(list.iter().map(witness).collect());
        assert_eq!(choice.dates.len(), list.len());
        let codes = choice.diagnostics.into_iter().map(|d| d.code).collect();
        (choice.published.map(|f| f.value), choice.updated.map(|f| f.value), codes)
    }

    fn published(list: &[(Rank, DateRole, &str)]) -> String {
        chosen(list).0.unwrap_or_default()
    }

    #[test]
    fn the_better_rank_is_believed() {
        let list = [
            (Rank::Url, Published, "2021-09-03"),
            (Rank::Data, Published, "2021-09-03T10:00"),
            (Rank::Data, Updated, "2021-09-05"),
        ];
        assert_eq!(
            chosen(&list),
            (Some("2021-09-03T10:00".to_owned()), Some("2021-09-05".to_owned()), vec![])
        );
    }

    #[test]
    fn a_stamp_of_changes_yields_to_an_earlier_date_that_is_shown() {
        let list = [
            (Rank::Data, Published, "2024-11-05"),
            (Rank::Data, Updated, "2024-11-05"),
            (Rank::Beside, Unknown, "2024-01-31"),
        ];
        assert_eq!(published(&list), "2024-01-31");
        // Not where it was changed minutes after it was published.
        let timed = [
            (Rank::Data, Published, "2024-11-05T10:00:00Z"),
            (Rank::Data, Updated, "2024-11-05T10:02:00Z"),
            (Rank::Beside, Unknown, "2024-01-31"),
        ];
        assert_eq!(published(&timed), "2024-11-05T10:00:00Z");
        // Not where the page shows the later day too.
        let both = [list.as_slice(), &[(Rank::Url, Published, "2024-11-05")]].concat();
        assert_eq!(published(&both), "2024-11-05");
        // Not where the change came later than publication.
        let list = [
            (Rank::Data, Published, "2024-11-05"),
            (Rank::Data, Updated, "2024-11-09"),
            (Rank::Beside, Unknown, "2024-01-31"),
        ];
        assert_eq!(published(&list), "2024-11-05");
    }

    #[test]
    fn two_agree_against_one() {
        let list = [
            (Rank::Meta, Published, "2020-01-01"),
            (Rank::Labelled, Published, "2021-09-03"),
            (Rank::Url, Published, "2021-09-03"),
        ];
        let (date, _, codes) = chosen(&list);
        assert_eq!(
            (date.as_deref(), codes),
            (Some("2021-09-03"), vec!["conflicting-dates".to_owned()])
        );
        assert_eq!(published(&list[..2]), "2020-01-01");
    }

    #[test]
    fn the_address_decides_between_equals() {
        let list = [
            (Rank::Meta, Published, "2021-09-10"),
            (Rank::Meta, Published, "2021-09-03"),
            (Rank::Url, Published, "2021-09-03"),
        ];
        assert_eq!(published(&list), "2021-09-03");
    }

    #[test]
    fn the_last_change_is_the_last_resort_and_said_so() {
        let (date, _, codes) = chosen(&[(Rank::Data, Updated, "2021-09-05")]);
        assert_eq!(
            (date.as_deref(), codes),
            (Some("2021-09-05"), vec!["published-from-update".to_owned()])
        );
        let list = [
            (Rank::Beside, Unknown, "2021-09-05"),
            (Rank::Data, Updated, "2021-09-05"),
            (Rank::Url, Published, "2021-08-01"),
        ];
        assert_eq!(published(&list), "2021-08-01");
    }

    #[test]
    fn other_witnesses_tell_day_from_month() {
        let bare = |ambiguous| Witness {
            ambiguous,
            ..Witness::new(Found::new("2021-03-09T10:00", "x"), Published, Rank::Labelled)
        };
        let url = Witness::new(Found::new("2021-09-03", "url"), Published, Rank::Url);
        let choice = choose(vec![bare(true), url]);
        assert_eq!(choice.published.map(|f| f.value).as_deref(), Some("2021-09-03T10:00"));
        assert!(choice.diagnostics.is_empty());
        assert_eq!(choose(vec![bare(true)]).diagnostics[0].code, "ambiguous-date");
    }
}
