//! What is wrong with rule files, as far as the files themselves tell.

use std::cmp::Reverse;

use isnad_text::Lang;

use super::{CaseFile, FINDS, Pattern, RuleFile, parse, pattern_start, place};
use crate::{
    Diagnostic, Severity, Source,
    check::diagnostic_at,
    source::Layer,
    tables::{self, ColumnKind},
};

/// Examples that a rule must have.
const EXAMPLES: usize = 2;

/// A rule file under check.
struct Checked<'s> {
    file: (&'s Layer, &'s str),
    text: &'s str,
    rule: RuleFile,
    pattern: Option<Pattern>,
}

/// Checks all rule files of a source.
pub(crate) fn check(source: &Source, out: &mut Vec<Diagnostic>) {
    let mut rules: Vec<Checked<'_>> = Vec::new();
    for (layer, path, text) in source.in_folder("lang").filter(|(_, p, _)| place(p).is_some()) {
        match parse((layer, path), text) {
            Err(fault) => out.push(*fault),
            Ok(rule) => {
                let pattern = check_file((layer, path), text, &rule, out);
                rules.push(Checked { file: (layer, path), text, rule, pattern });
            }
        }
    }
    check_ids(&rules, out);
    // A rule of an upper layer takes the place of the rule with its id.
    let replaced = |at: usize, c: &Checked<'_>| {
        let above = rules.iter().skip(at + 1);
        above
            .into_iter()
            .any(|o| o.rule.id.get_ref() == c.rule.id.get_ref() && lang_of(o) == lang_of(c))
    };
    let gone: Vec<usize> =
        rules.iter().enumerate().filter(|(i, c)| replaced(*i, c)).map(|(i, _)| i).collect();
    for at in gone.into_iter().rev() {
        rules.remove(at);
    }
    check_shadows(&rules, out);
}

fn check_file(
    file: (&Layer, &str),
    text: &str,
    rule: &RuleFile,
    out: &mut Vec<Diagnostic>,
) -> Option<Pattern> {
    let mut fault = |span, code, what: String, hint: &str| {
        out.push(diagnostic_at(file, text, span, code, what, hint));
    };
    let (_, name) = place(file.1)?;
    if rule.id.get_ref() != name {
        let what = format!("the id is not the name of the file, `{name}`");
        fault(rule.id.span(), "bad-value", what, "call both alike");
    }
    let finds = rule.finds.get_ref().as_str();
    if !file.1.contains(&format!("/rules/{finds}/")) {
        let what = format!("a rule that finds `{finds}` stands in rules/{finds}/");
        fault(rule.finds.span(), "bad-value", what, "move the file");
    }
    if !FINDS.contains(&finds) {
        let hint = format!("one of {}", FINDS.join(", "));
        fault(rule.finds.span(), "unknown-type", format!("a rule cannot find `{finds}`"), &hint);
    } else if (finds == "event") != rule.event.is_some()
        || (finds == "ledger") != rule.ledger.is_some()
    {
        let what = format!("a rule that finds `{finds}` needs a table [{finds}] and no other");
        fault(rule.finds.span(), "missing-column", what, "docs/PACKS.md shows the form");
    }
    if rule.why.trim().is_empty() {
        fault(
            rule.id.span(),
            "empty-cell",
            "`why` is empty".to_owned(),
            "say what the rule is for",
        );
    }
    check_event(rule, &mut fault);
    check_cases(rule, &mut fault);
    check_pattern(text, rule, &mut fault)
}

fn check_event(
    rule: &RuleFile,
    fault: &mut impl FnMut(std::ops::Range<usize>, &'static str, String, &str),
) {
    let Some(event) = &rule.event else { return };
    let listed = |column: &str, value: &str| {
        let spec = tables::of("lang/en/frames.tsv").and_then(|t| t.columns.get(column));
        let Some(ColumnKind::OneOf(names)) = spec.map(|c| &c.kind) else { return None };
        (!names.iter().any(|n| n == value)).then(|| format!("one of {}", names.join(", ")))
    };
    if let Some(hint) = listed("type", &event.kind) {
        fault(rule.finds.span(), "unknown-type", format!("unknown type `{}`", event.kind), &hint);
    }
    if let Some(hint) = event.status.as_deref().and_then(|s| listed("status", s)) {
        fault(rule.finds.span(), "unknown-class", "unknown status".to_owned(), &hint);
    }
}

fn check_cases(
    rule: &RuleFile,
    fault: &mut impl FnMut(std::ops::Range<usize>, &'static str, String, &str),
) {
    if rule.example.len() < EXAMPLES {
        let what = format!("{} examples where a rule needs {EXAMPLES}", rule.example.len());
        fault(rule.id.span(), "missing-example", what, "add sentences that the rule must find");
    }
    if rule.counter.is_empty() {
        let what = "no counter-example".to_owned();
        fault(
            rule.id.span(),
            "missing-example",
            what,
            "add a sentence that the rule must not find",
        );
    }
    let bare = |c: &&CaseFile| c.expect.is_empty();
    for case in rule.example.iter().chain(&rule.gap).filter(bare) {
        let what = "the example does not say what is found".to_owned();
        fault(case.text.span(), "empty-cell", what, "give `expect`");
    }
}

fn check_pattern(
    text: &str,
    rule: &RuleFile,
    fault: &mut impl FnMut(std::ops::Range<usize>, &'static str, String, &str),
) -> Option<Pattern> {
    let span = rule.pattern.span();
    let quoted = text.get(span.clone()).unwrap_or_default();
    if !quoted.starts_with('\'') {
        let hint = "write it in '…' or '''…''', which know no escapes";
        fault(span, "pattern-syntax", "the pattern is no literal string".to_owned(), hint);
        return None;
    }
    match Pattern::parse(rule.pattern.get_ref()) {
        Ok(pattern) => {
            let parts =
                if rule.ledger.is_some() { ["first", "second"] } else { ["actor", "recipient"] };
            for part in pattern.parts().filter(|p| !parts.contains(p)) {
                let what = format!("nothing is made of the part `{part}`");
                fault(
                    span.clone(),
                    "pattern-syntax",
                    what,
                    &format!("parts are {}", parts.join(", ")),
                );
            }
            Some(pattern)
        }
        Err((offset, what)) => {
            let at = span.start + pattern_start(quoted) + offset;
            let rest = text.get(at..span.end).unwrap_or_default();
            let end =
                at + rest.find(|c: char| c.is_whitespace() || c == '\'').unwrap_or(rest.len());
            fault(at..end, "pattern-syntax", what, "docs/PACKS.md lists what a pattern may hold");
            None
        }
    }
}

/// Finds ids that a pack gives to two rules of a language.
fn check_ids(rules: &[Checked<'_>], out: &mut Vec<Diagnostic>) {
    for (at, rule) in rules.iter().enumerate() {
        let id = &rule.rule.id;
        let same = |o: &Checked<'_>| {
            std::ptr::eq(o.file.0, rule.file.0)
                && lang_of(o) == lang_of(rule)
                && o.rule.id.get_ref() == id.get_ref()
        };
        if let Some(first) = rules.iter().take(at).find(|o| same(o)) {
            let what = format!("`{}` is the id of {} too", id.get_ref(), first.file.1);
            out.push(diagnostic_at(
                rule.file,
                rule.text,
                id.span(),
                "duplicate",
                what,
                "call one otherwise",
            ));
        }
    }
}

fn lang_of(checked: &Checked<'_>) -> Option<Lang> {
    place(checked.file.1).map(|p| p.0)
}

/// Finds rules that never match, since one that is tried before them always does. A rule of an
/// upper layer may do that to one below: its author is told, and the pack is used.
fn check_shadows(rules: &[Checked<'_>], out: &mut Vec<Diagnostic>) {
    let order = |c: &Checked<'_>| (Reverse(c.rule.priority), c.rule.id.get_ref().clone());
    let covers = |a: &Checked<'_>, b: &Checked<'_>| {
        order(a) < order(b)
            && lang_of(a) == lang_of(b)
            && a.pattern.as_ref().zip(b.pattern.as_ref()).is_some_and(|(a, b)| a.covers(b))
    };
    for (at, later) in rules.iter().enumerate() {
        let Some((by, earlier)) = rules.iter().enumerate().find(|(_, e)| covers(e, later)) else {
            continue;
        };
        let (never, always) = (later.rule.id.get_ref(), earlier.rule.id.get_ref());
        // Layers come one after the other.
        if by > at && !std::ptr::eq(earlier.file.0, later.file.0) {
            let what = format!("`{never}` of the pack below never matches any more");
            let hint = "call this rule alike to replace it, or narrow its pattern";
            let span = earlier.rule.pattern.span();
            let fault =
                diagnostic_at(earlier.file, earlier.text, span, "shadowed-rule", what, hint);
            out.push(Diagnostic { severity: Severity::Warning, ..fault });
        } else {
            let what = format!("never matches: `{always}` always does before it");
            let hint = "give it a higher priority, or join the two rules";
            let span = later.rule.pattern.span();
            out.push(diagnostic_at(later.file, later.text, span, "shadowed-rule", what, hint));
        }
    }
}
