//! Rules for what frames cannot say: patterns over words and names, one file each, with examples
//! that run as tests.
//!
//! A rule stands in `lang/LANGUAGE/rules/KIND/ID.toml`. Rules of a language are tried by falling
//! priority, then by id; words that one rule has taken are not taken by another.

mod check;
mod pattern;

use isnad_text::Lang;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    Diagnostic, Source,
    check::{diagnostic_at, toml_diagnostic},
    lexicon::Lexicon,
    source::Layer,
};

pub(crate) use check::check;
pub use pattern::{Alternative, Element, Kinds, Pattern};

/// What rules can find.
pub const FINDS: [&str; 2] = ["event", "ledger"];

/// A rule, ready for use.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Kebab-case; the name of its file.
    pub id: String,
    /// What it looks for.
    pub pattern: Pattern,
    /// What it makes of it.
    pub finding: Finding,
    priority: i32,
}

/// What a rule makes of the words that it matches.
#[derive(Debug, Clone)]
pub enum Finding {
    /// An event; the parts `actor` and `recipient` of the pattern are its parties.
    Event(EventPart),
    /// A ledger entry; the parts `first` and `second` are its parties.
    Ledger(LedgerPart),
}

/// The fixed parts of an event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPart {
    /// One of the sixteen types.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode within the type.
    #[serde(default)]
    pub mode: Option<String>,
    /// Status; `happened` if it is not given.
    #[serde(default)]
    pub status: Option<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
}

/// The fixed parts of a ledger entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerPart {
    /// treaty, obligation, sanction, membership, transfer, recognition.
    pub kind: String,
    /// Duties.
    #[serde(default)]
    pub obligations: Vec<String>,
    /// Goods handed over.
    #[serde(default)]
    pub goods: Vec<String>,
}

/// A text on which a rule is tried.
#[derive(Debug, Clone)]
pub struct Case {
    /// Id of the rule.
    pub rule: String,
    /// What must come of it.
    pub kind: CaseKind,
    /// The text.
    pub text: String,
    /// What is found: an event as in `frames.tsv`, a ledger entry as `kind PARTY|PARTY`; empty for counters.
    pub expect: String,
    /// Where the text stands, for messages.
    pub place: Diagnostic,
}

/// What must come of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// The rule must find what is expected.
    Example,
    /// The rule must find nothing.
    Counter,
    /// The rule misses it today, and must be told when it does not any more.
    Gap,
}

/// A rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: Spanned<String>,
    finds: Spanned<String>,
    why: String,
    #[serde(default)]
    priority: i32,
    pattern: Spanned<String>,
    event: Option<EventPart>,
    ledger: Option<LedgerPart>,
    #[serde(default)]
    example: Vec<CaseFile>,
    #[serde(default)]
    counter: Vec<CaseFile>,
    #[serde(default)]
    gap: Vec<CaseFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    text: Spanned<String>,
    #[serde(default)]
    expect: String,
}

/// The language and the id of a path where a rule stands.
pub(crate) fn place(path: &str) -> Option<(Lang, &str)> {
    let parts: Vec<&str> = path.split('/').collect();
    let ["lang", lang, "rules", kind, name] = parts.as_slice() else { return None };
    let lang = Lang::from_code(lang)?;
    FINDS.contains(kind).then_some((lang, name.strip_suffix(".toml")?))
}

/// The rules of a language that hold together, in the order in which they are tried. Faults of form
/// are found by [`crate::check`]; here only words that the lexicon lacks.
pub(crate) fn read(
    source: &Source,
    lang: Lang,
    lexicon: &Lexicon,
    out: &mut Vec<Diagnostic>,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (layer, path, text) in source.in_folder(&format!("lang/{}/rules", lang.code())) {
        let Some(file) = place(path).and_then(|_| toml::from_str::<RuleFile>(text).ok()) else {
            continue;
        };
        let Ok(mut pattern) = Pattern::parse(file.pattern.get_ref()) else { continue };
        let start = file.pattern.span().start;
        let start = start + text.get(start..).map_or(0, pattern_start);
        for (offset, word) in pattern.resolve(lexicon) {
            let span = start + offset..start + offset + word.len();
            let what = format!("`{word}` is not in the lexicon");
            let hint = "add it to verbs.tsv or nouns.tsv";
            out.push(diagnostic_at((layer, path), text, span, "dangling-id", what, hint));
        }
        let finding = file.event.map(Finding::Event).or(file.ledger.map(Finding::Ledger));
        let (Some(finding), id) = (finding, file.id.into_inner()) else { continue };
        // A rule of an upper layer takes the place of the rule with its id.
        rules.retain(|r| r.id != id);
        rules.push(Rule { id, pattern, finding, priority: file.priority });
    }
    rules.sort_by(|a, b| b.priority.cmp(&a.priority).then_with(|| a.id.cmp(&b.id)));
    rules
}

/// Bytes between the beginning of a quoted string of TOML and its first character.
fn pattern_start(quoted: &str) -> usize {
    if quoted.starts_with("'''") {
        // The line feed right after the marks is no part of the string.
        return 3 + usize::from(quoted.get(3..).is_some_and(|r| r.starts_with('\n')));
    }
    1
}

/// The texts on which the rules of a language are tried, layer by layer.
pub fn cases(source: &Source, lang: Lang) -> Vec<Case> {
    let mut out = Vec::new();
    for (layer, path, text) in source.in_folder(&format!("lang/{}/rules", lang.code())) {
        if let Ok(file) = toml::from_str::<RuleFile>(text) {
            out.extend(file.cases((layer, path), text));
        }
    }
    out
}

impl RuleFile {
    fn cases(&self, file: (&Layer, &str), text: &str) -> Vec<Case> {
        let lists = [
            (CaseKind::Example, &self.example),
            (CaseKind::Counter, &self.counter),
            (CaseKind::Gap, &self.gap),
        ];
        let case = |kind, case: &CaseFile| Case {
            rule: self.id.get_ref().clone(),
            kind,
            text: case.text.get_ref().clone(),
            expect: case.expect.clone(),
            place: diagnostic_at(file, text, case.text.span(), "", String::new(), ""),
        };
        lists.into_iter().flat_map(|(k, l)| l.iter().map(move |c| case(k, c))).collect()
    }
}

/// Reads a rule file, or says what is wrong with it.
fn parse(file: (&Layer, &str), text: &str) -> Result<RuleFile, Box<Diagnostic>> {
    toml::from_str(text).map_err(|e| Box::new(toml_diagnostic(file, text, &e)))
}
