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

#[test]
fn a_preposition_belongs_to_the_nearest_deed_or_verb() {
    assert_eq!(
        told("تخضع زامبيا لعقوبات غربية بسبب هجومها على كينيا."),
        ["SANCTION the-west>ZMB", "ASSAULT ZMB>KEN"]
    );
    assert_eq!(told("أغلقت بيرو سفارتها، وفق بيان صدر في تشيلي."), ["SANCTION PER>"]);
}

#[test]
fn whom_a_number_counts_is_object_though_a_preposition_stands_between() {
    assert_eq!(told("اعتقلت الشرطة الكينية عشرات من الطلاب."), ["COERCE KEN>students"]);
    assert_eq!(told("اعتقلت الشرطة الكينية 14 من المزارعين."), ["COERCE KEN>farmers"]);
}

#[test]
fn a_number_behind_a_verb_that_does_not_agree_is_its_object() {
    assert_eq!(told("هاجم مسلحون مخفرا في غانا وقتلوا أربعة."), ["ASSAULT gunmen>GHA"]);
    assert_eq!(
        told("أطلقت الشرطة الكينية النار على المتظاهرين فقتلت اثنين منهم."),
        ["ASSAULT KEN>protesters"]
    );
}

#[test]
fn a_noun_behind_a_verb_with_its_object_is_a_stranger() {
    assert_eq!(told("قدمت النرويج لبيرو منحة لبناء طرق دمرتها الفيضانات."), ["AID NOR>PER"]);
}

#[test]
fn a_clash_tells_whom_the_dead_met() {
    assert_eq!(told("قتل جندي غاني في اشتباك مع متمردين."), ["ASSAULT rebels>GHA"]);
}

#[test]
fn fire_set_by_protesters_is_part_of_their_protest() {
    let events = told("قطع محتجون في غانا الطريق وأضرموا النار في إطارات.");
    assert_eq!(events, ["PROTEST protesters>"]);
}

#[test]
fn what_follows_a_threat_as_its_cause_has_happened() {
    let events = told("توعدت بيرو تشيلي بالرد بعد غارة تشيلية على ميناء بيروفي.");
    assert_eq!(events, ["THREATEN PER>CHL", "ASSAULT CHL>PER"]);
}

#[test]
fn a_pronoun_on_a_noun_goes_back_to_a_noun_of_its_gender() {
    let events = told("قتلت القوات البيروفية صيادا تشيليا خلال اقتحامها ميناء أريكا في تشيلي.");
    assert!(events.iter().all(|e| e.contains("PER>")), "{events:?}");
}

#[test]
fn vowel_marks_and_the_page_part_a_capital_from_a_state_of_the_same_letters() {
    for (text, expected) in [
        ("زار وزير خارجية بيرو عمّان.", "CONSULT PER>JOR"),
        ("زار وزير خارجية بيرو عُمان.", "CONSULT PER>OMN"),
        ("زار وزير خارجية بيرو عمان للقاء نظيره الأردني.", "CONSULT PER>JOR"),
    ] {
        assert_eq!(told(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn the_place_of_a_dateline_takes_no_part() {
    assert_eq!(told("ليما (الوكالة) - وقعت تشيلي وبوليفيا اتفاقية."), ["AGREE CHL>BOL"]);
}

#[test]
fn the_dead_may_be_told_behind_where_they_died() {
    assert_eq!(told("وقتل في الهجوم أربعة من الجنود الغانيين."), ["ASSAULT >GHA"]);
}

#[test]
fn what_was_called_off_did_not_happen() {
    let record = extract(&article("ألغت المعارضة في غانا مظاهرة."), &Pack::builtin());
    let protests: Vec<_> = record.events.iter().filter(|e| e.kind == "PROTEST").collect();
    assert_eq!(protests.iter().map(|e| e.status.name()).collect::<Vec<_>>(), ["denied"]);
}

#[test]
fn every_type_and_mode_has_its_examples_in_the_documentation() {
    let page = include_str!("../../../../docs/EVENTS.md");
    let pack = Pack::builtin();
    for lang in [isnad_text::Lang::AR, isnad_text::Lang::EN] {
        let frames = pack.lang(lang).frames.all();
        for frame in frames {
            let same =
                |f: &&isnad_pack::frames::Frame| f.kind == frame.kind && f.mode == frame.mode;
            let shown = frames.iter().filter(same).any(|f| page.contains(&f.example));
            assert!(shown, "{lang:?} {} {:?}", frame.kind, frame.mode);
        }
    }
}

#[test]
fn a_feminine_verb_has_no_men_for_its_subject() {
    assert_eq!(
        told("داهمت الشرطة الكينية منزلا في نيروبي واعتقلت ستة شبان."),
        ["COERCE KEN>", "COERCE KEN>civilians"]
    );
}

#[test]
fn what_a_preposition_tells_is_no_imam() {
    assert_eq!(told("تظاهر طلاب أمام السفارة البريطانية في أوسلو."), ["PROTEST students>GBR"]);
}

#[test]
fn counted_people_are_victims_of_a_harm() {
    assert_eq!(told("إصابة 14 كينيا بالرصاص في نيروبي."), ["ASSAULT >KEN"]);
    assert_eq!(told("اتهم ناشطون الشرطة الكينية بتعذيب طلاب.")[1], "ASSAULT KEN>students");
}

#[test]
fn who_did_a_deed_is_told_by_its_verb() {
    assert_eq!(told("شنت حركة الشباب هجوما استهدف قاعدة في كينيا."), ["ASSAULT al-shabaab>KEN"]);
    assert_eq!(told("لقي جنديان كينيان حتفهما في انفجار قنبلة."), ["ASSAULT >KEN"]);
}

#[test]
fn the_words_of_a_phrase_are_inflected_together() {
    let modes = |text: &str| -> Vec<String> {
        let record = extract(&article(text), &Pack::builtin());
        record.events.into_iter().filter_map(|e| e.mode).collect()
    };
    assert_eq!(modes("شن مسلحون هجوما صاروخيا على قاعدة في كينيا."), ["heavy-weapons"]);
}

#[test]
fn a_relative_clause_tells_who_is_blamed() {
    assert_eq!(told("نددت كينيا بالهجوم الذي شنته أوغندا.")[0], "ACCUSE KEN>UGA");
}

#[test]
fn what_people_are_thought_to_be_ends_no_clause() {
    assert_eq!(
        told("هاجم مسلحون يعتقد أنهم من حركة الشباب قرية في كينيا."),
        ["ASSAULT gunmen>KEN"]
    );
}

#[test]
fn two_sides_that_fight_are_actor_and_recipient() {
    assert_eq!(
        told("اندلعت مواجهات بين الشرطة الكينية ومصلين أوغنديين في نيروبي."),
        ["ASSAULT KEN>UGA"]
    );
}

#[test]
fn a_verb_behind_a_deed_tells_whom_it_killed() {
    assert_eq!(
        told("شن الجيش الكيني غارة قتل فيها ثلاثة أوغنديين.").last().unwrap(),
        "ASSAULT KEN>UGA"
    );
    assert_eq!(
        told("أسفر هجوم لحركة الشباب على قاعدة في كينيا عن قتلى.")[0],
        "ASSAULT al-shabaab>KEN"
    );
}

#[test]
fn a_union_calls_for_its_own_strike() {
    assert_eq!(
        told("قتل مسلحون جنديا كينيا، وأعلنت نقابة سائقين إضرابا.")
            .last()
            .unwrap()
            .split('>')
            .next(),
        Some("PROTEST workers")
    );
}

#[test]
fn what_is_prepared_is_not_passive() {
    assert_eq!(told("Sweden is preparing to cut aid to Kenya."), ["SANCTION SWE>KEN"]);
    assert_eq!(told("Kenya has begun deporting Ugandan migrants."), ["COERCE KEN>UGA"]);
}

#[test]
fn an_adjective_behind_a_noun_of_harm_names_the_victim() {
    assert_eq!(told("مقتل نرويجي في كمين قرب الحدود."), ["ASSAULT >NOR"]);
    assert_eq!(told("تدمير دبابة كولومبية قرب الحدود."), ["ASSAULT >COL"]);
    assert_eq!(told("هدم منازل كينية قرب الحدود."), ["ASSAULT >KEN"]);
    // Behind a deed that needs no victim it names the doer.
    assert_eq!(told("أوقع هجوم كيني على بلدة في أوغندا أضرارا."), ["ASSAULT KEN>UGA"]);
}

#[test]
fn what_those_under_arms_did_stands_before_its_object() {
    assert_eq!(told("خطف متمردون في الجنوب أربعة عمال نرويجيين."), ["ASSAULT rebels>NOR"]);
    assert_eq!(told("قصف مسلحون بقذائف الهاون ثكنة تشادية."), ["ASSAULT gunmen>TCD"]);
    assert_eq!(told("خطف مسلحون كينيا قرب الحدود."), ["ASSAULT gunmen>KEN"]);
    assert_eq!(told("قتل متمردون في غارة قرب الحدود."), ["ASSAULT >rebels"]);
}

#[test]
fn forces_in_front_of_their_verb_are_no_victims() {
    assert_eq!(told("الجيش الكيني قتل خمسة متمردين."), ["ASSAULT KEN>rebels"]);
    assert_eq!(told("حركة الشباب شنت هجوما على قاعدة كينية."), ["ASSAULT al-shabaab>KEN"]);
}

#[test]
fn who_announces_or_decides_a_deed_does_it() {
    assert_eq!(told("أعلنت وزارة الدفاع الكينية تدمير زورق أوغندي."), ["ASSAULT KEN>UGA"]);
    assert_eq!(told("أعلن الجيش الكيني مقتل جندي أوغندي.").len(), 1);
    assert!(!told("أعلن الجيش الكيني مقتل جندي أوغندي.")[0].contains("KEN"));
    assert_eq!(
        told("اتخذت الحكومة الكينية قرارا بفرض الإقامة الجبرية على زعيم المعارضة."),
        ["COERCE KEN>opposition"]
    );
}

#[test]
fn an_approximate_number_is_no_direction() {
    assert_eq!(told("هاجم نحو 40 مسلحا قاعدة كينية."), ["ASSAULT gunmen>KEN"]);
}

#[test]
fn a_member_counts_as_the_armed_group() {
    assert_eq!(told("قتل الجيش الكيني قياديا في حركة الشباب."), ["ASSAULT KEN>al-shabaab"]);
}

#[test]
fn a_crowd_faces_the_police_whoever_is_told_first() {
    assert_eq!(
        told("وقعت مواجهات عنيفة بين الشرطة ومحتجين في نيروبي."),
        ["PROTEST protesters>KEN"]
    );
}

#[test]
fn a_joined_verb_takes_the_subject_of_a_verb_that_tells_nothing() {
    assert_eq!(told("دخل مسلحون القرية وقتلوا أربعة جنود كينيين."), ["ASSAULT gunmen>KEN"]);
}

#[test]
fn a_deed_and_its_result_are_one() {
    assert_eq!(told("نفذت طائرة أوغندية ضربة أسفرت عن مقتل قيادي في حركة الشباب.").len(), 1);
}
