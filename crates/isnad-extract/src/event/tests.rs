//! Clauses and roles, on sentences of their own.

use isnad_pack::Pack;

use super::clause::clause_of;
use crate::{document::Document, extract, nominal, tests::article};

/// The events of a text as `TYPE ACTORS>RECIPIENTS`.
fn told(text: &str) -> Vec<String> {
    let record = extract(&article(text), &Pack::builtin());
    let shown =
        |e: &crate::Event| format!("{} {}>{}", e.kind, e.actors.join("|"), e.recipients.join("|"));
    record.events.iter().map(shown).collect()
}

/// The words of the clause around the token that reads like this.
fn clause_words(text: &str, word: &str) -> String {
    let (pack, article) = (Pack::builtin(), article(text));
    let doc = Document::new(&article, &pack);
    let nominals = nominal::nominals(&doc);
    let at = doc.tokens.iter().position(|t| t.span.of(doc.text) == word).unwrap();
    doc.span(&clause_of(&doc, &nominals, &(at..at + 1)).range).of(doc.text).to_owned()
}

#[test]
fn a_joined_verb_begins_its_own_clause() {
    assert_eq!(
        clause_words("Peru thanked Chile for its aid and closed the port.", "closed"),
        "closed the port"
    );
    assert_eq!(clause_words("شكرت بيرو تشيلي وأغلقت الميناء.", "وأغلقت"), "وأغلقت الميناء");
}

#[test]
fn a_relative_word_bounds_a_clause() {
    assert_eq!(
        clause_words("The minister who visited Oslo praised Norway.", "visited").split(' ').next(),
        Some("visited")
    );
}

#[test]
fn a_verb_within_a_name_is_no_boundary() {
    let events = told("التقى وزير الخارجية السعودي الأمير فيصل بن فرحان نظيره الكيني.");
    assert_eq!(events, ["CONSULT SAU>KEN"]);
}

#[test]
fn the_subject_goes_on_behind_a_conjunction() {
    let events = told("Police in Ghana arrested ten students and freed three teachers.");
    assert_eq!(events, ["COERCE GHA>students", "RETREAT GHA>teachers"]);
}

#[test]
fn a_passive_takes_its_doer_from_the_agent_or_the_instrument() {
    assert_eq!(
        told("Three soldiers were killed by unidentified gunmen in Mali."),
        ["ASSAULT gunmen>MLI"]
    );
    assert_eq!(told("قتل أربعة مدنيين سوريين في غارة تركية."), ["ASSAULT TUR>SYR"]);
}

#[test]
fn strangers_struck_abroad_count_as_the_state_where_they_are() {
    assert_eq!(
        told("A Turkish air strike killed five people in the Syrian city of Homs."),
        ["ASSAULT TUR>SYR"]
    );
}

#[test]
fn fighters_of_a_group_count_as_the_group() {
    assert_eq!(told("Houthi fighters attacked a Greek tanker."), ["ASSAULT houthis>GRC"]);
}

#[test]
fn what_is_owned_has_the_preposition_of_its_owner() {
    assert_eq!(told("شنت تركيا هجوما على قاعدة للجيش السوري."), ["ASSAULT TUR>SYR"]);
}

#[test]
fn a_curfew_without_a_ruler_is_that_of_the_state() {
    assert_eq!(told("A curfew was imposed in the Kenyan city of Mombasa."), ["COERCE KEN>"]);
}
