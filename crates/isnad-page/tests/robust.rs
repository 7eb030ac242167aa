//! Whatever the input: no panic, spans that fit, nothing made up, nothing lost without a word.

use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page, decode::decode, read};
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

fn of(content: Content) -> Article {
    read(&Page { source: "x".to_owned(), content, hints: Hints::default() }, &PACK)
}

fn check(article: &Article) {
    let mut end = 0;
    for (i, paragraph) in article.paragraphs.iter().enumerate() {
        let range = paragraph.span.range();
        assert_eq!(range.start, if i == 0 { 0 } else { end + 1 });
        assert!(article.text.get(range.clone()).is_some_and(|t| !t.is_empty() && t == t.trim()));
        end = range.end;
    }
    assert_eq!(end, article.text.len());
}

/// Lines as pages have them, and others.
fn line() -> impl Strategy<Value = String> {
    let cue = prop::sample::select(vec![
        "اقرأ أيضا",
        "تعليقات",
        "نشر في الأفق يوم 3 - 4 - 2020",
        "المصدر: رويترز",
        "Share",
        "© AFP / X",
        "(رويترز)",
        "—",
        "Updated: 2020-01-02",
        "* بند؟",
        "آخر الأخبار » عالم » خبر",
        "By Jane Roe",
        "وصل الوفد صباح اليوم إلى العاصمة وبدأ اجتماعاته مع أعضاء الحكومة.",
        "عنوان قصير هنا",
        "",
        "القاهرة (الأفق) - قال الوزير إن العمل سيبدأ غدا في جميع المحافظات.",
        "a   b   c   d",
    ]);
    prop_oneof![4 => cue.prop_map(str::to_owned), 1 => "\\PC{0,60}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn text_is_cut_from_the_page(lines in prop::collection::vec(line(), 0..24)) {
        let text = lines.join("\n");
        let article = of(Content::Text(text.clone()));
        check(&article);
        for paragraph in &article.paragraphs {
            prop_assert!(text.contains(paragraph.span.of(&article.text)));
        }
        for cut in article.captions.iter().chain(article.dropped.iter().map(|d| &d.text)) {
            prop_assert!(text.contains(cut.as_str()));
        }
    }

    #[test]
    fn a_single_line_is_kept(line in "[^\n\r\u{2028}\u{2029}]{1,80}") {
        let article = of(Content::Text(line.clone()));
        let kept = article.text.split_whitespace().collect::<String>();
        let whole = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let invisible = whole.chars().all(isnad_text::fold::is_ignorable);
        prop_assert!(invisible || kept == whole.split_whitespace().collect::<String>());
    }

    #[test]
    fn html_never_fails(parts in prop::collection::vec(line(), 0..12), tags in "(<(p|div|b|/p|h1|li|ul|table|td|time|meta|figcaption)[ a-z=\"]{0,12}>?){0,20}") {
        check(&of(Content::Html(format!("<html>{tags}<p>{}", parts.join("</p><p>")))));
    }

    #[test]
    fn any_bytes_can_be_decoded(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (content, _) = decode(&bytes, None);
        check(&of(content));
    }
}

#[test]
fn text_beyond_what_an_article_holds_is_cut_between_characters() {
    let first = "غادرت العبّارة الميناء صباح الاثنين وعلى متنها مئتا مسافر. ".repeat(5_000);
    let second = "ثم عادت العبّارة إلى الميناء مساء الثلاثاء بعد العاصفة. ".repeat(9_000);
    let article = of(Content::Text([first, second, "وانتهت الرحلة.".to_owned()].join("\n")));
    check(&article);
    assert!((1_048_000..=1 << 20).contains(&article.text.len()), "{}", article.text.len());
    assert!(article.diagnostics.iter().any(|d| d.code == "article-cut"));
    assert_eq!(article.paragraphs.len(), 2);
}

#[test]
fn nested_and_long_pages_end() {
    let deep = format!("{}<p>{}", "<div>".repeat(60_000), "كلمة ".repeat(50));
    check(&of(Content::Html(deep)));
    let wide = "<a href=x>خبر</a> ".repeat(50_000);
    check(&of(Content::Html(wide)));
    let bold = "<b><i>".repeat(5_000);
    check(&of(Content::Html(bold)));
    check(&of(Content::Text("(".repeat(200_000))));
    check(&of(Content::Text("سطر\n".repeat(60_000))));
}

#[test]
fn reading_the_body_again_keeps_it() {
    let body = "وصل الوفد صباح اليوم إلى العاصمة وبدأ اجتماعاته مع أعضاء الحكومة.\n\
                وقال متحدث إن المحادثات ستتناول المياه والكهرباء والنقل بين البلدين.\n\
                ومن المقرر أن يغادر الوفد مساء الغد.";
    let page = format!(
        "الرئيسية | سياسة | رياضة\nوفد يصل إلى العاصمة لبحث المياه\n{body}\nتعليقات\nاترك تعليقا"
    );
    let first = of(Content::Text(page));
    assert_eq!(first.text, body);
    assert_eq!(of(Content::Text(first.text.clone())).text, first.text);
}
