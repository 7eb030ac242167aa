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

#[test]
fn a_harm_is_done_by_whoever_its_cause_belongs_to() {
    for text in [
        "قتل سبعة جنود وأصيب آخرون في هجوم شنه متمردون على ثكنة في تشاد.",
        "جاء مقتل الجنديين التشاديين في كمين نصبه متمردون.",
        "لقي جنديان تشاديان مصرعهما في عملية للمتمردين.",
    ] {
        assert_eq!(told(text), ["ASSAULT rebels>TCD"], "{text}");
    }
}

#[test]
fn a_deed_whose_subject_is_a_word_for_it_has_no_doer_but_that_words_owner() {
    let hit = told("أصاب الهجوم الذي استهدف قافلة كينية في الصومال عدة مركبات.");
    assert_eq!(hit, ["ASSAULT >KEN"]);
    assert_eq!(told("A Turkish air strike killed five people in Iraq."), ["ASSAULT TUR>IRQ"]);
}

#[test]
fn who_says_something_of_himself_does_it() {
    assert_eq!(told("قال الجيش النيجري إنه قتل عشرين مسلحا."), ["ASSAULT NER>gunmen"]);
}

#[test]
fn not_to_do_what_is_wanted_is_a_refusal() {
    assert_eq!(told("Oman will not meet the Yemeni delegation."), ["REJECT OMN>YEM"]);
    assert_eq!(told("Oman did not meet the Yemeni delegation."), ["CONSULT OMN>YEM"]);
}

#[test]
fn a_crowd_that_is_dispersed_has_protested() {
    assert_eq!(
        told("فرقت الشرطة الغانية متظاهرين في أكرا بالغاز المسيل للدموع."),
        ["ASSAULT GHA>protesters", "PROTEST protesters>"]
    );
}

#[test]
fn victims_and_the_place_they_were_hit_in_are_one_event() {
    assert_eq!(
        told("Seven people were injured in a knife attack in Hamburg."),
        ["ASSAULT >civilians"]
    );
}

#[test]
fn quantities_and_places_do_not_hide_who_acts() {
    assert_eq!(told("Hundreds of students staged a protest in Quito."), ["PROTEST students>"]);
    assert_eq!(told("رشق متظاهرون السفارة السويدية بالحجارة."), ["PROTEST protesters>SWE"]);
}

#[test]
fn the_two_countries_are_those_of_the_page() {
    let events = told(
        "زار وزير خارجية بيرو تشيلي. وانتقدت بيرو تشيلي ثم شكرت بيرو تشيلي. \
         وكان الوزير قد عاد من كندا.\nووقع البلدان اتفاقية جديدة.",
    );
    assert!(events.iter().any(|e| e == "AGREE PER>CHL" || e == "AGREE CHL>PER"), "{events:?}");
}
