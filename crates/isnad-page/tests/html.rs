//! Pages of HTML: body, metadata and where it was found.

use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page, read};

const BODY: &str = "<article><h1>Ferry service to the islands resumes</h1>\
  <p>Ferries to the outer islands sailed again on Friday, a month after a storm damaged the main pier, the harbour master said.</p>\
  <figure><img src=x><figcaption>A ferry leaves the harbour. Photo: Ana Poe</figcaption></figure>\
  <p>Sixty trucks were waiting at the gates, and medicine will be carried first, he told reporters at the terminal on Friday.</p>\
  <h2>No change in fares</h2>\
  <p>The company said that fares would stay as they were until the end of the year, whatever the price of fuel may be by then.</p>\
  </article>";

fn article(head: &str, hints: Hints) -> Article {
    let html = format!(
        "<html lang=en><head>{head}</head><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>\
         {BODY}<footer>Copyright The Harbour Post. All rights reserved.</footer></body></html>"
    );
    read(&Page { source: "x".to_owned(), content: Content::Html(html), hints }, &Pack::builtin())
}

fn found(found: Option<&isnad_page::Found>) -> Option<(&str, &str)> {
    found.map(|f| (f.value.as_str(), f.from.as_str()))
}

#[test]
fn keeps_the_article_and_its_headings() {
    let article = article("", Hints::default());
    assert!(article.text.starts_with("Ferries to the outer islands"));
    assert!(article.text.contains("\nNo change in fares\n"));
    assert!(article.text.ends_with("by then."));
    assert_eq!(article.captions, ["A ferry leaves the harbour. Photo: Ana Poe"]);
    assert_eq!(
        found(article.title.as_ref()),
        Some(("Ferry service to the islands resumes", "html:h1"))
    );
}

#[test]
fn tells_published_from_updated_and_says_where_each_was_found() {
    let head = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
        \"headline\":\"Ferry service to the islands resumes\",\"datePublished\":\"2021-09-03T07:00:00Z\",\
        \"dateModified\":\"2021-09-04T08:00:00Z\",\"author\":{\"name\":\"Jane Roe\"},\
        \"publisher\":{\"name\":\"The Harbour Post\"}}</script>\
        <meta property='article:section' content='Travel'>\
        <link rel=canonical href='https://harbour.example/2021/09/03/ferry'>";
    let article = article(head, Hints::default());
    assert_eq!(found(article.published.as_ref()), Some(("2021-09-03T07:00:00Z", "json-ld")));
    assert_eq!(found(article.updated.as_ref()), Some(("2021-09-04T08:00:00Z", "json-ld")));
    assert_eq!(found(article.byline.as_ref()), Some(("Jane Roe", "json-ld")));
    assert_eq!(found(article.outlet.as_ref()), Some(("The Harbour Post", "json-ld")));
    assert_eq!(found(article.section.as_ref()), Some(("Travel", "meta:article:section")));
    assert_eq!(article.url.as_deref(), Some("https://harbour.example/2021/09/03/ferry"));
}

#[test]
fn hints_are_believed_first_and_contradictions_reported() {
    let hints = Hints { published: Some("2021-09-10".to_owned()), ..Hints::default() };
    let head = "<meta property='article:published_time' content='2021-09-03T07:00:00Z'>";
    let article = article(head, hints);
    assert_eq!(found(article.published.as_ref()), Some(("2021-09-10", "hint")));
    assert!(article.diagnostics.iter().any(|d| d.code == "conflicting-dates"));
    let dates: Vec<(&str, &str)> =
        article.dates.iter().map(|d| (d.value.as_str(), d.from.as_str())).collect();
    assert!(dates.contains(&("2021-09-10", "hint")), "{dates:?}");
    assert!(dates.contains(&("2021-09-03T07:00:00Z", "meta:article:published_time")), "{dates:?}");
}

#[test]
fn the_title_loses_the_name_of_the_site() {
    let html = "<html><head><title>وفد يصل إلى العاصمة - جريدة الأفق</title>\
        <meta property=og:title content='وفد يصل إلى العاصمة - جريدة الأفق'>\
        <meta property=og:site_name content='جريدة الأفق'></head><body><p>نص</p></body></html>";
    let page = Page {
        source: "x".to_owned(),
        content: Content::Html(html.to_owned()),
        hints: Hints::default(),
    };
    let article = read(&page, &Pack::builtin());
    assert_eq!(found(article.title.as_ref()), Some(("وفد يصل إلى العاصمة", "meta:og:title")));
    assert_eq!(article.lang.code(), "ar");
}

#[test]
fn an_agency_in_the_byline_is_credited() {
    let head = "<meta name=author content='Jane Roe, Reuters'>";
    let article = article(head, Hints::default());
    let ids: Vec<&str> = article.agencies.iter().map(|c| c.id.as_str()).collect();
    assert_eq!((ids, article.agencies[0].place.as_str()), (vec!["reuters"], "byline"));
}

/// A page with a line below its title, without any mark-up that tells of dates.
fn page_with(line: &str, pack: &Pack) -> Article {
    let html = format!(
        "<html><body><h1>وفد يصل إلى العاصمة لبحث ملف المياه</h1><div>{line}</div>\
         <p>{0}</p><p>{0}</p></body></html>",
        "وصل وفد تجاري إلى العاصمة لبحث ملفات الطاقة والنقل والمياه مع عدد من المسؤولين في الوزارات المعنية. "
            .repeat(4)
    );
    let page =
        Page { source: "x".to_owned(), content: Content::Html(html), hints: Hints::default() };
    read(&page, pack)
}

#[test]
fn date_lines_are_read_in_all_their_forms() {
    let pack = Pack::builtin();
    let mut wrong = Vec::new();
    let rows = include_str!("date_lines.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    let mut count = 0;
    for row in rows {
        let mut cells = row.split('\t');
        let (line, published, updated) =
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let article = page_with(line, &pack);
        let value = |f: Option<&isnad_page::Found>| f.map(|f| f.value.clone()).unwrap_or_default();
        // Where only a change is told it stands for publication, and a diagnostic says so.
        let want = if published.is_empty() { updated } else { published };
        let got = (value(article.published.as_ref()), value(article.updated.as_ref()));
        if (got.0.as_str(), got.1.as_str()) != (want, updated) {
            wrong.push(format!("{line}: {got:?}"));
        }
        count += 1;
    }
    assert!(count > 50);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
