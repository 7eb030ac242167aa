//! Details of a page as facts: what the record tells, by which title it calls whom, and what kind of
//! agreement it calls a deal.

use isnad_extract::Attribute;
use isnad_pack::{Pack, gazetteer::exact};
use isnad_text::{Span, Token, fold};

use crate::{
    facts::{Fact, Kind, Scribe},
    values::Value,
    when,
};

/// The detail that says what something is called.
pub(crate) const NAME: &str = "name";
/// The detail that says what kind of agreement a deal is, and the class of the words for it.
const FORM: &str = "legal form";
const AGREEMENT: &str = "agreement";
/// The key of details of the story as a whole, and the bound of a number that is told as such.
const STORY: &str = "story";
const EXACT: &str = "exact";
/// The detail that says which office somebody is said to hold.
const TITLE: &str = "title";

impl Scribe<'_> {
    /// The details of a page. Of several values that it gives to what can have but one, the first
    /// counts; of the names that it gives one thing the fullest, the others are short for it.
    pub(crate) fn details(&self) -> Vec<&Attribute> {
        let details = &self.corpus.docs[self.page].record.attributes;
        let same = |a: &Attribute, b: &Attribute| a.key == b.key && a.attribute == b.attribute;
        let better = |a: &Attribute, b: &Attribute| {
            let fullness =
                if a.attribute == NAME { (b.value.len(), a.value.len()) } else { (0, 0) };
            (fullness.0, a.span.start) > (fullness.1, b.span.start)
        };
        let outdone =
            |a: &Attribute| a.exclusive && details.iter().any(|b| same(a, b) && better(a, b));
        details.iter().filter(|a| !outdone(a)).collect()
    }

    /// A detail as a fact; its own words are those of its value, where that is cut from the page.
    pub(crate) fn detail(&self, detail: &Attribute, pack: &Pack) -> Fact {
        let text = &self.corpus.docs[self.page].article.text;
        let at = detail.span.of(text).find(&detail.value).filter(|_| !detail.value.is_empty());
        let told = at.map(|at| {
            let start = detail.span.start as usize + at;
            Span::new(start, start + detail.value.len())
        });
        let kind = if when::is_date(&detail.value) { Value::When } else { Value::Words };
        let value = kind(detail.value.clone());
        let mut fact = self.fact(Kind::Attribute, told.unwrap_or(detail.span), value);
        if told.is_none() {
            fact.words.clear();
        }
        fact.span = detail.span;
        fact.key = Some(format!("{}/{}", detail.key, detail.attribute));
        fact.unit.clone_from(&detail.attribute);
        fact.about.clone_from(&detail.about);
        fact.exclusive = detail.exclusive;
        count(detail, &mut fact, pack);
        fact
    }

    /// By which of the titles of heads of state the page calls whom, each once.
    pub(crate) fn titles(&self, pack: &Pack) -> Vec<Fact> {
        let mut out: Vec<Fact> = Vec::new();
        for entry in &self.corpus.docs[self.page].record.ledger {
            let title = entry.office.as_deref().and_then(|o| pack.labels.title(o));
            let (Some(person), Some(title)) = (&entry.person, title) else { continue };
            let name = pack.world.get(person).map_or(person, |e| &e.name_en);
            out.push(self.stated(entry.span, (format!("{person}/{TITLE}"), name), TITLE, title));
        }
        out.dedup_by(|a, b| a.key == b.key && a.value == b.value);
        out
    }

    /// What kinds of agreements the page calls a deal by the names that it gives it, each once.
    pub(crate) fn forms(&self, pack: &Pack) -> Vec<Fact> {
        let doc = &self.corpus.docs[self.page];
        let lang = pack.lang(doc.article.lang);
        let mut out: Vec<Fact> = Vec::new();
        for name in doc.record.attributes.iter().filter(|a| a.attribute.starts_with(NAME)) {
            let tokens = lang.tokens(&name.value);
            let bare = |t: &Token| -> Vec<String> {
                lang.clitics.bare_stems(&t.norm).map(|(_, s)| s.to_owned()).collect()
            };
            let words = tokens.iter().flat_map(bare);
            let hits = words.filter_map(|w| lang.ledger.longest(&w, &[], 0, exact));
            let form = hits.filter_map(|h| h.values.first()).find(|w| w.class == AGREEMENT);
            let Some(form) = form else { continue };
            let key = (format!("{}/{FORM}", name.key), &name.about);
            let fact = self.stated(name.span, key, FORM, &form.key);
            if !out.iter().any(|f| f.key == fact.key && f.value == fact.value) {
                out.push(fact);
            }
        }
        out
    }

    /// A detail of which the value is a listed word.
    fn stated(&self, span: Span, (key, about): (String, &String), unit: &str, value: &str) -> Fact {
        let mut fact = self.fact(Kind::Attribute, span, Value::Words(value.to_owned()));
        fact.words.clear();
        fact.key = Some(key);
        unit.clone_into(&mut fact.unit);
        about.clone_into(&mut fact.about);
        fact
    }
}

/// A number of what figures count is compared with figures.
fn count(detail: &Attribute, fact: &mut Fact, pack: &Pack) {
    let counts = detail.key == STORY && pack.labels.counts(&detail.attribute);
    let number = fold(&detail.value).parse().ok();
    if let Some(number) = number.filter(|_| counts) {
        fact.kind = Kind::Figure;
        fact.key = Some(detail.attribute.clone());
        fact.value = Value::Number(number, EXACT.to_owned());
        fact.unit.clear();
    }
}
