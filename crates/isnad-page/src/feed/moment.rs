//! The dates of feeds: RFC 3339, RFC 822, and what outlets write in their stead.

use std::borrow::Cow;

use isnad_pack::{Pack, outlets::tokens_of};

use crate::date;

/// Zones that RFC 822 knows by name, in hours from UTC.
const ZONES: [(&str, i8); 12] = [
    ("UT", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("Z", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// A date or moment as ISO 8601, in the zone in which it is written.
pub(super) fn of(raw: &str, pack: &Pack) -> Option<String> {
    let raw = without_fraction(raw.trim());
    let found = date::read(&raw, &tokens_of(&raw), pack).into_iter().next()?;
    let zone = found.time.is_some().then(|| zone(&raw)).flatten();
    Some(found.iso() + zone.as_deref().unwrap_or_default())
}

/// A moment without the fraction of its seconds (`10:00:00.123Z`).
fn without_fraction(raw: &str) -> Cow<'_, str> {
    let Some((before, after)) = raw.split_once('.').filter(|(b, _)| b.contains(':')) else {
        return Cow::Borrowed(raw);
    };
    Cow::Owned(before.to_owned() + after.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The zone at the end of a moment: `Z`, `+03:00`.
fn zone(raw: &str) -> Option<String> {
    let last = raw.split_whitespace().next_back()?;
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(last)) {
        return Some(if *hours == 0 { "Z".to_owned() } else { format!("{hours:+03}:00") });
    }
    // `10:00:00+0300`, `+03:00`, `Z` at the end of a moment in one word.
    let at = last.rfind(['+', '-', 'Z', 'z'])?;
    let (time, sign) = last.split_at(at);
    if sign.eq_ignore_ascii_case("z") {
        return time.contains(':').then(|| "Z".to_owned());
    }
    let digits: String = sign.chars().filter(char::is_ascii_digit).collect();
    let is_zone = digits.len() == 4 && (time.is_empty() || time.contains(':'));
    let (hours, minutes) = digits.split_at_checked(2).filter(|_| is_zone)?;
    Some(format!("{}{hours}:{minutes}", sign.get(..1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_moments_in_their_zone() {
        let pack = Pack::builtin();
        for (raw, want) in [
            ("Tue, 05 Mar 2024 23:30:00 +0300", "2024-03-05T23:30:00+03:00"),
            ("05 Mar 2024 10:00 GMT", "2024-03-05T10:00Z"),
            ("Tue, 5 Mar 2024 10:00:00 EST", "2024-03-05T10:00:00-05:00"),
            ("2024-03-05T10:00:00Z", "2024-03-05T10:00:00Z"),
            ("2024-03-05T10:00:00.123+02:00", "2024-03-05T10:00:00+02:00"),
            ("2024-03-05", "2024-03-05"),
            ("الثلاثاء, 05 مارس 2024 23:30:00 +0300", "2024-03-05T23:30:00+03:00"),
            ("٥ آذار/مارس ٢٠٢٤", "2024-03-05"),
        ] {
            assert_eq!(of(raw, &pack).as_deref(), Some(want), "{raw}");
        }
        assert_eq!(of("soon", &pack), None);
    }
}
