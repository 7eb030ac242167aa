//! Whether the cells of a row hold what their columns are for.

use isnad_text::{Lang, token::is_arabic};

use super::{File, keys::Known, marks::isolated};
use crate::{
    tables::{Column, ColumnKind, Script, TableSpec},
    tsv::{Line, Sheet, entries},
};

/// Checks all cells of a row.
pub(super) fn check(
    file: &mut File<'_, '_>,
    sheet: &Sheet<'_>,
    row: &Line<'_>,
    spec: &TableSpec,
    known: &Known<'_>,
) {
    for (name, column) in &spec.columns {
        let cell = sheet.cell(row, name);
        if cell.is_empty() {
            if column.needed {
                file.fault(row, "", "empty-cell", format!("`{name}` is empty"), "fill it");
            }
            continue;
        }
        if column.list {
            entries(cell).for_each(|entry| check_entry(file, row, (name, column), entry, known));
            check_twice(file, row, cell);
        } else {
            check_entry(file, row, (name, column), cell, known);
        }
    }
}

fn check_entry(
    file: &mut File<'_, '_>,
    row: &Line<'_>,
    (name, column): (&str, &Column),
    entry: &str,
    known: &Known<'_>,
) {
    let shown = isolated(entry);
    match &column.kind {
        ColumnKind::OneOf(names) if !names.iter().any(|n| n == entry) => {
            // The sixteen types of events are the one list that people know by that word.
            let code = if name == "type" { "unknown-type" } else { "unknown-class" };
            let hint = format!("one of {}", names.join(", "));
            file.fault(row, entry, code, format!("unknown {name} {shown}"), &hint);
        }
        ColumnKind::Ref(tables) if !known.has(tables, entry) => {
            let hint = format!("add it to {}.tsv, or look for a slip", tables.join(".tsv or "));
            file.fault(row, entry, "dangling-id", format!("{shown} is listed nowhere"), &hint);
        }
        ColumnKind::Office => check_office(file, row, entry, known),
        ColumnKind::Text(script) => check_script(file, row, entry, *script),
        kind => {
            if let Some(hint) = misfit(kind, entry) {
                file.fault(row, entry, "bad-value", format!("{shown} in `{name}`"), hint);
            }
        }
    }
}

/// What an entry should look like, if it does not.
fn misfit(kind: &ColumnKind, entry: &str) -> Option<&'static str> {
    let (fits, hint) = match kind {
        ColumnKind::Id => (is_id(entry), "letters, digits and hyphens"),
        ColumnKind::Date => (is_date(entry), "a day, month or year: 2024-06-19, 2024-06 or 2024"),
        ColumnKind::Number => (entry.parse::<f64>().is_ok(), "a number"),
        ColumnKind::Flag => (entry == "1", "1, or leave it empty"),
        ColumnKind::Predicate => (
            entry.split_once(':').is_none_or(|(c, _)| matches!(c, "v" | "n")),
            "v: before a verb, n: before a noun",
        ),
        _ => (true, ""),
    };
    (!fits).then_some(hint)
}

fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |i: usize, low: u32, high: u32| {
        parts.get(i).is_none_or(|p| p.parse().is_ok_and(|n| (low..=high).contains(&n)))
    };
    let whole = parts.len() < 3 || isnad_text::Date::parse(text).is_some();
    parts.len() < 4 && whole && number(0, 1, 2999) && number(1, 1, 12) && number(2, 1, 31)
}

fn check_office(file: &mut File<'_, '_>, row: &Line<'_>, entry: &str, known: &Known<'_>) {
    let mut parts = entry.splitn(3, ':');
    let (body, office, time) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let bodies = ["states", "orgs", "outlets", "places", "groups"].map(str::to_owned);
    if !known.has(&bodies, body) {
        let what = format!("{} holds no offices: it is listed nowhere", isolated(body));
        file.fault(row, body, "dangling-id", what, "use the id of a state, body, outlet or city");
    }
    let in_order = time.is_none_or(|time| {
        let (from, to) = time.split_once('/').unwrap_or((time, ""));
        let dates = [from, to].iter().all(|d| d.is_empty() || is_date(d));
        let n = from.len().min(to.len());
        dates && (from.get(..n) <= to.get(..n) || n == 0)
    });
    if office.is_none_or(str::is_empty) || !in_order {
        let what = format!("{} is no office with its time", isolated(entry));
        file.fault(row, entry, "bad-value", what, "write BODY:office:from/to, dates in order");
    }
}

fn check_script(file: &mut File<'_, '_>, row: &Line<'_>, entry: &str, script: Script) {
    let arabic = entry.chars().any(is_arabic);
    let latin = entry.chars().any(|c| c.is_alphabetic() && !is_arabic(c));
    let wanted = match script {
        Script::Arabic => Some(Lang::AR),
        Script::Latin => Some(Lang::EN),
        Script::Folder => file.lang(),
        Script::Any => None,
    };
    let (wrong, hint) = match wanted {
        Some(Lang::AR) => (latin && !arabic, "this cell is for Arabic"),
        Some(Lang::EN) => (arabic, "this cell is for English"),
        _ => (false, ""),
    };
    if wrong {
        let what = format!("{} is in the wrong script", isolated(entry));
        file.fault(row, entry, "wrong-script", what, hint);
    }
}

/// Entries that a list holds twice, as written or as compared.
fn check_twice(file: &mut File<'_, '_>, row: &Line<'_>, cell: &str) {
    let list: Vec<&str> = entries(cell).collect();
    for (i, entry) in list.iter().enumerate() {
        let before = list.get(..i).unwrap_or_default();
        let folded = isnad_text::fold(entry);
        if before.contains(entry) {
            let what = format!("{} stands twice in this list", isolated(entry));
            file.fault(row, entry, "duplicate", what, "delete one");
        } else if let Some(first) =
            before.iter().find(|b| isnad_text::fold(b) == folded && !is_cased(b, entry))
        {
            let what = format!("{} is compared like {}", isolated(entry), isolated(first));
            let hint = "delete it: spelling, harakat and case make no difference";
            file.fault(row, entry, "duplicate-folded", what, hint);
        }
    }
}

/// Whether two spellings differ by capitals, which some lists mind (`US`, `us`).
fn is_cased(a: &str, b: &str) -> bool {
    a != b && a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}
