//! What is wrong with rule files, as far as the files themselves tell.

use super::{CaseFile, FINDS, Pattern, RuleFile, parse, pattern_start, place};
use crate::{
    Diagnostic, Source,
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

/// Finds rules that never match, since one that is tried before them always does.
fn check_shadows(rules: &[Checked<'_>], out: &mut Vec<Diagnostic>) {
    let order = |c: &Checked<'_>| (-c.rule.priority, c.rule.id.get_ref().clone());
    for later in rules {
        let lang = place(later.file.1).map(|p| p.0);
        let shadow = rules.iter().find(|earlier| {
            order(earlier) < order(later)
                && place(earlier.file.1).map(|p| p.0) == lang
                && earlier
                    .pattern
                    .as_ref()
                    .zip(later.pattern.as_ref())
                    .is_some_and(|(a, b)| a.covers(b))
        });
        if let Some(earlier) = shadow {
            let what =
                format!("never matches: `{}` always does before it", earlier.rule.id.get_ref());
            let hint = "give it a higher priority, or join the two rules";
            let span = later.rule.pattern.span();
            out.push(diagnostic_at(later.file, later.text, span, "shadowed-rule", what, hint));
        }
    }
}
