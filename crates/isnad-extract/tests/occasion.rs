//! Pages that state no date are dated by the visit that they report, where one alone is possible.

use isnad_extract::extract_and_date;
use isnad_pack::Pack;
use isnad_page::{Content, Hints, Page};

/// When a page is found to be published, and the first date in it.
fn dated(text: &str, published: Option<&str>) -> (Option<String>, Option<String>) {
    let pack = Pack::builtin();
    let hints = Hints { published: published.map(str::to_owned), ..Hints::default() };
    let content = Content::Text(text.to_owned());
    let mut article = isnad_page::read(&Page { source: "test".into(), content, hints }, &pack);
    let record = extract_and_date(&mut article, &pack);
    (article.published.map(|f| f.value), record.dates.first().and_then(|d| d.value.clone()))
}

#[test]
fn the_weekdays_of_yesterday_and_today_choose_among_visits() {
    let text = "زار الزعيم الكوري الشمالي كيم جونغ أون روسيا في قطاره المصفح، وعاد إلى بلاده أمس الأحد بعد محادثات طويلة مع المسؤولين.";
    let (published, yesterday) = dated(text, None);
    assert_eq!(published.as_deref(), Some("2023-09-18"));
    assert_eq!(yesterday.as_deref(), Some("2023-09-17"));
}

#[test]
fn what_a_page_looks_back_on_rules_out_earlier_visits() {
    let text = "Russian President Vladimir Putin visited North Korea and met its leader Kim Jong Un. The country has been under sanctions since 2006.";
    assert_eq!(dated(text, None).0.as_deref(), Some("2024-06-19"));
}

#[test]
fn without_one_possible_visit_a_page_stays_without_date() {
    for text in [
        // Two visits, and nothing to tell them apart.
        "Russian President Vladimir Putin visited North Korea and met its leader.",
        // No visit of his ended before such a weekday.
        "زار الزعيم الكوري الشمالي كيم جونغ أون روسيا في قطاره المصفح، وعاد إلى بلاده أمس الخميس بعد محادثات طويلة مع المسؤولين.",
        // Not yet come.
        "Russian President Vladimir Putin will visit North Korea to meet its leader. The country has been under sanctions since 2006.",
        // Placed by the page itself, which may be of any later day.
        "Russian President Vladimir Putin visited North Korea in June 2024. Trade has grown ever since.",
    ] {
        assert_eq!(dated(text, None).0, None, "{text}");
    }
}

#[test]
fn a_stated_date_is_left_alone() {
    let text = "Russian President Vladimir Putin visited North Korea and met its leader Kim Jong Un. The country has been under sanctions since 2006.";
    assert_eq!(dated(text, Some("2025-01-02")).0.as_deref(), Some("2025-01-02"));
}
