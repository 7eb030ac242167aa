//! `time.tsv`: words of time expressions of a language, compiled for `isnad_text::time`; and the
//! Hijri calendar of `world/hijri.tsv` and the feasts of `world/feasts.tsv`.

use isnad_text::{
    date::Date,
    time::{Feasts, HijriCalendar, TimeLexicon, TimeWord},
};

use crate::{Diagnostic, Source, number_words::read_proclitics, tsv::Table};

/// Reads `time.tsv` of a language folder.
pub fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> TimeLexicon {
    let mut lex = TimeLexicon {
        hijri: hijri(source, out),
        feasts: feasts(source, out),
        ..TimeLexicon::default()
    };
    read_proclitics(source, folder, &mut lex.words);
    let path = format!("{folder}/time.tsv");
    for row in Table::read(source, &path).rows() {
        let (class, value) = (row.get("class"), row.get("value"));
        if (class, value) == ("rule", "month-first") {
            lex.month_first = true;
            continue;
        }
        let Some(word) = TimeWord::parse(class, value) else {
            let message = format!("no class `{class}` with value `{value}`");
            out.push(row.fault(
                class,
                "unknown-class",
                message,
                "see the other rows for the classes",
            ));
            continue;
        };
        row.list("forms").for_each(|f| lex.words.insert(f, word.clone()));
    }
    lex
}

/// Reads the Umm al-Qura calendar.
fn hijri(source: &Source, out: &mut Vec<Diagnostic>) -> HijriCalendar {
    let mut calendar = HijriCalendar::default();
    let path = "world/hijri.tsv";
    for row in Table::read(source, path).rows() {
        let mut starts = [0; 13];
        let first = Date::parse(row.get("first")).map(Date::days);
        let lengths: Vec<i64> = row.list("lengths").filter_map(|l| l.parse().ok()).collect();
        let (Ok(year), Some(first), 12) = (row.get("year").parse(), first, lengths.len()) else {
            let message = "a year needs its first day and twelve lengths".to_owned();
            out.push(row.fault(row.get("first"), "bad-value", message, "see the other rows"));
            continue;
        };
        let mut at = first;
        for (start, length) in starts.iter_mut().zip(lengths.iter().chain([&0])) {
            *start = at;
            at += length;
        }
        calendar.years.push((year, starts));
    }
    calendar.years.sort_by_key(|y| y.0);
    calendar
}

/// Reads the feasts whose days stand in a table.
fn feasts(source: &Source, out: &mut Vec<Diagnostic>) -> Feasts {
    let mut feasts = Feasts::default();
    let path = "world/feasts.tsv";
    for row in Table::read(source, path).rows() {
        let day = |text: &str| {
            let (first, last) = text.split_once("..").unwrap_or((text, text));
            Date::parse(first).zip(Date::parse(last))
        };
        let days: Option<Vec<_>> = row.list("days").map(day).collect();
        let Some(days) = days else {
            let message = "a day that no calendar has".to_owned();
            out.push(row.fault(row.get("days"), "bad-value", message, "YYYY-MM-DD or first..last"));
            continue;
        };
        feasts.days.insert(row.get("feast").to_owned(), days);
    }
    feasts
}
