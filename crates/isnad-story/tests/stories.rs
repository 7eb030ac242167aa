//! Small made-up pages in, stories out.
#![allow(clippy::unwrap_used, reason = "a test stops where its own pages are wrong")]

use std::sync::OnceLock;

use isnad_extract::{Figure, Quote, QuoteKind, Record};
use isnad_pack::Pack;
use isnad_page::{Article, Credit, Found};
use isnad_story::{Doc, LinkKind, Story, stories};
use isnad_text::{Lang, Span};
use proptest::prelude::*;

struct Page {
    source: &'static str,
    article: Article,
    record: Record,
}

fn page(source: &'static str, outlet: &str, published: &str, text: &str) -> Page {
    let article = Article {
        paragraphs: Vec::new(),
        outlet: Some(Found::new(outlet, "hint")),
        published: (!published.is_empty()).then(|| Found::new(published, "hint")),
        ..Article::of_text(text.to_owned(), Lang::of_text(text))
    };
    Page { source, article, record: Record::default() }
}

impl Page {
    fn span(&self, words: &str) -> Span {
        let start = self.article.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn figure(mut self, words: &str, value: f64, key: &str) -> Page {
        let (span, text) = (self.span(words), String::new());
        let (bound, rule, key) = ("exact".to_owned(), text.clone(), Some(key.to_owned()));
        let unit = "people".to_owned();
        let figure = Figure { span, value, bound, unit, about: text, key, claimed_by: None, rule };
        self.record.figures.push(figure);
        self
    }

    fn quote(mut self, words: &str) -> Page {
        let span = self.span(words);
        self.record.quotes.push(Quote {
            span,
            kind: QuoteKind::Direct,
            speaker: "harbour master".to_owned(),
            speaker_span: None,
            cue: None,
            via: Vec::new(),
            carried: false,
            stance: None,
            setting: isnad_extract::Setting::default(),
            rule: String::new(),
        });
        self
    }
}

/// A wire report, its copy with a credit, a rendering in English, a report of somebody's own, the
/// wire's correction; and a page on something else.
fn pages() -> Vec<Page> {
    let wire = "بورتلاند - غرق زورق صيد مساء الإثنين قبالة جزيرة مارغوش بعد اصطدامه بصخرة، وقال مدير المرفأ إن 7 صيادين لقوا حتفهم.\n\
        وأضاف المدير: \"أنقذنا أحد عشر بحارا قبل أن يبتلع الموج الزورق كله\".\n\
        وكان الزورق قد أبحر قبل 3 أيام من ميناء سيلفار وعلى متنه 18 شخصا، ولم تتسلم السلطات أي نداء استغاثة.\n\
        وتشهد مياه الجزيرة رياحا شديدة في مثل هذا الموسم من كل عام.";
    let copy = "بورتلاند - غرق زورق صيد مساء الإثنين قبالة جزيرة مارغوش بعد اصطدامه بصخرة، وقال مدير المرفأ إن 7 صيادين لقوا حتفهم.\n\
        وأضاف المدير: \"أنقذنا أحد عشر بحارا قبل أن يبتلع الموج الزورق كله\".\n\
        وكان الزورق قد أبحر قبل 3 أيام من ميناء سيلفار وعلى متنه 18 شخصا، ولم تتسلم السلطات أي نداء استغاثة.";
    let english = "PORTLAND - A fishing boat sank on Monday evening off the island of Margosh after hitting a rock, and the harbour director said 7 fishermen had died.\n\
        \"We rescued eleven sailors before the waves swallowed the whole boat,\" the director added.\n\
        The boat had sailed 3 days earlier from the port of Silvar with 18 people aboard, and the authorities received no call for help.";
    let own = "قال مراسلنا في مارغوش إن رجال الإنقاذ وضعوا 9 جثث على رصيف الميناء فجر الثلاثاء، بينهم صيادون من عائلة واحدة غرق زورقهم قرب الجزيرة.\n\
        وروى صياد نجا من الحادث أن القبطان كان نائما حين ارتطم الزورق بالصخور.";
    let later = "بورتلاند - رفعت سلطات المرفأ حصيلة غرق زورق الصيد قبالة جزيرة مارغوش إلى 8 قتلى بعد وفاة صياد في المستشفى.\n\
        وتشهد مياه الجزيرة رياحا شديدة في مثل هذا الموسم من كل عام.";
    let other = "افتتح وزير الثقافة معرضا للكتاب في العاصمة يشارك فيه ناشرون من عشرين بلدا، ويستمر المعرض أسبوعا كاملا مع ندوات عن الشعر والترجمة.";
    vec![
        page("wire", "وكالة لمار للأنباء", "2031-02-03T20:00:00Z", wire)
            .figure("7 صيادين", 7.0, "deaths")
            .quote("أنقذنا أحد عشر بحارا قبل أن يبتلع الموج الزورق كله"),
        page("copy", "صحيفة ندى", "2031-02-03T21:00:00Z", copy)
            .figure("7 صيادين", 7.0, "deaths")
            .quote("أنقذنا أحد عشر بحارا قبل أن يبتلع الموج الزورق كله"),
        page("english", "Coast Mail", "2031-02-03T22:00:00Z", english)
            .figure("7 fishermen", 7.0, "deaths")
            .quote("We rescued eleven sailors before the waves swallowed the whole boat"),
        page("own", "قناة سحاب", "2031-02-04T08:00:00Z", own).figure("9 جثث", 9.0, "deaths"),
        page("later", "وكالة لمار للأنباء", "2031-02-04T15:00:00Z", later).figure(
            "8 قتلى",
            8.0,
            "deaths",
        ),
        page("fair", "صحيفة ندى", "2031-02-04T09:00:00Z", other),
    ]
}

/// Compiled once for all tests.
static PACK: OnceLock<Pack> = OnceLock::new();

fn tell(pages: &[Page]) -> Vec<Story> {
    let docs: Vec<Doc<'_>> = pages
        .iter()
        .map(|p| Doc { source: p.source, article: &p.article, record: &p.record })
        .collect();
    stories(&docs, PACK.get_or_init(Pack::builtin))
}

fn links(story: &Story, page: &str) -> Vec<(String, LinkKind)> {
    let entry = story.lineage.iter().find(|l| l.article == page).unwrap();
    entry.parents.iter().map(|p| (p.article.clone(), p.kind)).collect()
}

#[test]
fn pages_on_one_event_are_one_story_in_two_languages() {
    let stories = tell(&pages());
    let groups: Vec<Vec<&str>> =
        stories.iter().map(|s| s.articles.iter().map(String::as_str).collect()).collect();
    assert_eq!(groups, [vec!["wire", "copy", "english", "own", "later"], vec!["fair"]]);
}

#[test]
fn copies_translations_and_corrections_lead_back_to_the_first_report() {
    let stories = tell(&pages());
    let story = &stories[0];
    assert_eq!(links(story, "wire"), []);
    assert_eq!(links(story, "copy"), [("wire".to_owned(), LinkKind::Cut)]);
    assert_eq!(links(story, "english"), [("wire".to_owned(), LinkKind::Translation)]);
    assert_eq!(links(story, "own"), []);
    assert_eq!(links(story, "later")[0].0, "wire");
    let english = story.lineage.iter().find(|l| l.article == "english").unwrap();
    assert_eq!(english.chain, ["وكالة لمار للأنباء", "Coast Mail"]);
    assert_eq!(english.origins, ["wire"]);
}

#[test]
fn passages_are_the_same_words_on_both_pages() {
    let pages = pages();
    let stories = tell(&pages);
    let text = |source: &str| &pages.iter().find(|p| p.source == source).unwrap().article.text;
    let copy = stories[0].lineage.iter().find(|l| l.article == "copy").unwrap();
    assert!(!copy.parents[0].passages.is_empty());
    for passage in &copy.parents[0].passages {
        assert_eq!(passage.child.of(text("copy")), passage.parent.of(text("wire")));
    }
}

#[test]
fn a_toll_has_its_origins_its_correction_and_its_conflict() {
    let stories = tell(&pages());
    let claim = stories[0].claims.iter().find(|c| c.key == "deaths").unwrap();
    let values: Vec<(&str, usize, Option<&str>)> = claim
        .values
        .iter()
        .map(|v| (v.value.as_str(), v.articles.len(), v.superseded_by.as_deref()))
        .collect();
    assert_eq!(values, [("7", 3, Some("8")), ("9", 1, None), ("8", 1, None)]);
    assert_eq!((claim.outlets, claim.independent_origins, claim.conflict), (4, 2, true));
    assert_eq!(stories[0].conflicts[0].attribute, "deaths");
}

#[test]
fn one_utterance_is_known_verbatim_and_translated() {
    let stories = tell(&pages());
    let said: Vec<&str> = stories[0].same_quotes[0].iter().map(|s| s.article.as_str()).collect();
    assert_eq!(said, ["wire", "copy", "english"]);
}

#[test]
fn renderings_with_other_numbers_are_kept_apart() {
    let mut pages = pages();
    let changed = pages[1].article.text.replace("أحد عشر بحارا", "12 بحارا");
    pages[1].article.text = changed;
    pages[1].record.quotes.clear();
    let second = pages.remove(1).quote("أنقذنا 12 بحارا قبل أن يبتلع الموج الزورق كله");
    pages.insert(1, second);
    let first = pages[0].article.text.replace("أحد عشر بحارا", "11 بحارا");
    pages[0].article.text = first;
    pages[0].record.quotes.clear();
    let wire = pages.remove(0).quote("أنقذنا 11 بحارا قبل أن يبتلع الموج الزورق كله");
    pages.insert(0, wire);
    let stories = tell(&pages);
    let together = |group: &Vec<isnad_story::Said>| {
        group.iter().any(|s| s.article == "wire") && group.iter().any(|s| s.article == "copy")
    };
    assert!(!stories[0].same_quotes.iter().any(together));
}

#[test]
fn a_page_that_names_its_source_is_linked_to_it() {
    let mut pages = pages();
    let text = "ذكرت قناة سحاب أن القبطان كان نائما حين ارتطم زورق الصيد بالصخور قرب جزيرة مارغوش، ولم يعلق مالك الزورق على ما قيل.";
    pages.push(page("retold", "موقع ربوة", "2031-02-04T12:00:00Z", text));
    let stories = tell(&pages);
    assert_eq!(links(&stories[0], "retold"), [("own".to_owned(), LinkKind::Cited)]);
}

#[test]
fn of_two_equal_parents_the_credited_one_counts() {
    let mut pages = pages();
    let text = pages[1].article.text.clone();
    let mut third = page("third", "موقع ربوة", "2031-02-04T01:00:00Z", &text);
    third.article.republished_from.push(Credit {
        id: "nada".to_owned(),
        words: "صحيفة ندى".to_owned(),
        place: "credit line".to_owned(),
    });
    pages.push(third);
    let stories = tell(&pages);
    assert_eq!(links(&stories[0], "third"), [("copy".to_owned(), LinkKind::Verbatim)]);
}

fn credit(id: &str, place: &str) -> Credit {
    Credit { id: id.to_owned(), words: id.to_owned(), place: place.to_owned() }
}

#[test]
fn a_copy_that_tells_only_the_day_comes_after_the_page_it_credits() {
    let mut pages = pages();
    let text = pages[0].article.text.clone();
    let mut shelf = page("a-shelf", "رف الأخبار", "2031-02-03", &text);
    shelf.article.republished_from.push(credit("وكاله-لمار", "republication note"));
    pages.push(shelf);
    let stories = tell(&pages);
    assert_eq!(links(&stories[0], "a-shelf"), [("wire".to_owned(), LinkKind::Verbatim)]);
    let entry = stories[0].lineage.iter().find(|l| l.article == "a-shelf").unwrap();
    assert_eq!(entry.chain, ["وكالة لمار للأنباء", "رف الأخبار"]);
    assert_eq!(entry.origins, ["wire"]);
}

#[test]
fn sources_are_names_and_pictures_are_no_sources() {
    let mut alone = page("alone", "موقع ربوة", "2031-02-03", "افتتح الوزير سوقا جديدة في المدينة.");
    alone.article.republished_from.push(credit("الثلاثاء", "republication note"));
    alone.article.agencies = vec![credit("getty-images", "caption"), credit("afp", "credit line")];
    let stories = tell(&[alone]);
    let chains: Vec<&[String]> = stories[0].lineage.iter().map(|l| l.chain.as_slice()).collect();
    assert_eq!(chains, [&["موقع ربوة"][..], &["afp", "موقع ربوة"]]);
    assert_eq!(stories[0].lineage[0].origins, ["afp"]);
}

#[test]
fn the_dead_are_counted_alike_whatever_they_are_called() {
    let mut pages = pages();
    pages[0].record.figures[0].unit = "fishermen".to_owned();
    let stories = tell(&pages);
    let tolls = stories[0].claims.iter().filter(|c| c.key == "deaths");
    assert_eq!(tolls.map(|c| c.values.len()).collect::<Vec<_>>(), [3]);
}

#[test]
fn nothing_in_nothing_out() {
    assert!(tell(&[]).is_empty());
    let empty = tell(&[page("a", "", "", ""), page("b", "", "not a date", "…")]);
    assert_eq!(empty.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_arrival_changes_nothing(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        let mut slots: Vec<Option<Page>> = pages().into_iter().map(Some).collect();
        let shuffled: Vec<Page> = order.iter().filter_map(|i| slots[*i].take()).collect();
        prop_assert_eq!(tell(&shuffled), tell(&pages()));
    }
}
