//! The examples of a pack, run: every frame and every rule must find what it says it finds.
//!
//! A miss that is known is marked as a gap and must stay one, so that a gap that has closed is
//! noticed.

use isnad_pack::{
    Diagnostic, Pack, Severity, Source,
    rules::{Case, CaseKind, cases},
    source::Layer,
    tsv::Table,
};
use isnad_page::{Article, Found};
use isnad_text::Lang;

use crate::{Attribute, Event, LedgerEntry, Record, extract};

/// The day on which the examples were published.
const PUBLISHED: &str = "2024-06-19";
/// Option of a frame that is a known miss.
const GAP: &str = "gap";

/// What is wrong with the examples that stand in one layer of a pack.
pub fn check(pack: &Pack, source: &Source, layer: &Layer) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for lang in source.languages() {
        check_frames(pack, source, layer, lang, &mut out);
        check_details(pack, source, layer, lang, &mut out);
        let root = layer.shown("");
        let own = cases(source, lang).into_iter().filter(|c| c.place.path.starts_with(&root));
        out.extend(own.filter_map(|case| check_case(pack, lang, case)));
    }
    out
}

fn check_frames(
    pack: &Pack,
    source: &Source,
    layer: &Layer,
    lang: Lang,
    out: &mut Vec<Diagnostic>,
) {
    let table = Table::read(source, &format!("lang/{}/frames.tsv", lang.code()));
    for row in table.rows().filter(|r| r.is_of(layer)) {
        let (example, expect) = (row.get("example"), row.get("expect"));
        let got: Vec<String> = read(pack, lang, example).events.iter().map(event_line).collect();
        let met = got.iter().any(|g| plain(g) == plain(expect));
        let is_gap = row.get("options").split([',', '|']).any(|o| o.trim() == GAP);
        if met == is_gap {
            let kind = if is_gap { CaseKind::Gap } else { CaseKind::Example };
            let (code, message, hint) = told(kind, row.get("id"), expect, &got);
            out.push(row.fault(example, code, message, hint));
        }
    }
}

/// Every detail must be found in its example and not in its counter.
fn check_details(
    pack: &Pack,
    source: &Source,
    layer: &Layer,
    lang: Lang,
    out: &mut Vec<Diagnostic>,
) {
    let table = Table::read(source, &format!("lang/{}/details.tsv", lang.code()));
    for row in table.rows().filter(|r| r.is_of(layer)) {
        let rule = format!("detail:{}", row.get("id"));
        let found = |text: &str| -> Vec<String> {
            let details = read(pack, lang, text).attributes.into_iter();
            details.filter(|a| a.rule == rule).map(|a| detail_line(&a)).collect()
        };
        let (example, expect, counter) =
            (row.get("example"), row.get("expect"), row.get("counter"));
        let got = found(example);
        if !got.iter().any(|g| g == expect) {
            let (code, message, hint) = told(CaseKind::Example, row.get("id"), expect, &got);
            out.push(row.fault(example, code, message, hint));
        }
        let got = if counter.is_empty() { Vec::new() } else { found(counter) };
        if !got.is_empty() {
            let (code, message, hint) = told(CaseKind::Counter, row.get("id"), "", &got);
            out.push(row.fault(counter, code, message, hint));
        }
    }
}

/// A detail as examples write it: `name: value`.
fn detail_line(detail: &Attribute) -> String {
    format!("{}: {}", detail.attribute, detail.value)
}

/// What is wrong with an example, counter or gap of a rule.
fn check_case(pack: &Pack, lang: Lang, case: Case) -> Option<Diagnostic> {
    let record = read(pack, lang, &case.text);
    let rule = format!("rule:{}", case.rule);
    let events = record.events.iter().filter(|e| e.rule == rule).map(event_line);
    let entries = record.ledger.iter().filter(|e| e.rule == rule).map(ledger_line);
    let got: Vec<String> = events.chain(entries).collect();
    let met = match case.kind {
        CaseKind::Counter => got.is_empty(),
        CaseKind::Example => got.iter().any(|g| plain(g) == plain(&case.expect)),
        CaseKind::Gap => !got.iter().any(|g| plain(g) == plain(&case.expect)),
    };
    if met {
        return None;
    }
    let (code, message, hint) = told(case.kind, &case.rule, &case.expect, &got);
    Some(Diagnostic {
        severity: Severity::Error,
        code,
        message,
        hint: hint.to_owned(),
        ..case.place
    })
}

/// Code, message and hint of a case that does not come out.
fn told(
    kind: CaseKind,
    id: &str,
    expect: &str,
    got: &[String],
) -> (&'static str, String, &'static str) {
    let found = if got.is_empty() { "nothing".to_owned() } else { got.join("; ") };
    match kind {
        CaseKind::Example => (
            "example-fails",
            format!("`{id}` wants {expect} and finds {found}"),
            "mend the rule or the example, or mark it as a gap",
        ),
        CaseKind::Counter => (
            "counter-matches",
            format!("`{id}` must find nothing here and finds {found}"),
            "narrow the rule",
        ),
        CaseKind::Gap => (
            "gap-closed",
            format!("`{id}` finds {expect} now"),
            "make an example of it: take the mark of the gap away",
        ),
    }
}

/// What the engine finds in a text by itself.
fn read(pack: &Pack, lang: Lang, text: &str) -> Record {
    let published = Some(Found::new(PUBLISHED, "hint"));
    let article = Article { published, ..Article::of_text(text.to_owned(), lang) };
    extract(&article, pack)
}

/// An event as examples write it: `TYPE:mode ACTORS>RECIPIENTS status`.
fn event_line(event: &Event) -> String {
    let side = |ids: &[String]| if ids.is_empty() { "-".to_owned() } else { ids.join("|") };
    let mode = event.mode.as_deref().map(|m| format!(":{m}")).unwrap_or_default();
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    format!("{}{mode} {actors}>{recipients} {}", event.kind, event.status.name())
}

/// A ledger entry as examples write it: `kind PARTY|PARTY`.
fn ledger_line(entry: &LedgerEntry) -> String {
    format!("{} {}", entry.kind, entry.parties.join("|"))
}

/// An expectation without the freedom that it leaves: blanks, an empty mode, and `,` or `+` for `|`.
fn plain(expect: &str) -> String {
    let bars = expect.replace([',', '+'], "|");
    let (head, tail) = bars.split_once(' ').unwrap_or((&bars, ""));
    format!("{}{tail}", head.trim_end_matches(':')).chars().filter(|c| !c.is_whitespace()).collect()
}
