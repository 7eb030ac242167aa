//! Not for commit: pages in JSONL on standard input to records with the article alone.
use isnad_page::{Content, Hints, Page, ParagraphKind};
use std::io::Read;
fn main() {
    let pack = isnad_pack::Pack::builtin();
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    for line in s.lines().filter(|l| !l.trim().is_empty()) {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let g = |k: &str| v.get(k).and_then(|x| x.as_str()).map(str::to_owned);
        let content = match (g("html"), g("text")) {
            (Some(h), _) => Content::Html(h),
            (_, t) => Content::Text(t.unwrap_or_default()),
        };
        let hints = Hints {
            url: g("url"),
            title: g("title"),
            outlet: g("outlet"),
            published: g("published"),
            lang: g("lang"),
        };
        let id = g("id").unwrap();
        let a = isnad_page::read(&Page { source: id.clone(), content, hints }, &pack);
        let mut at = Vec::with_capacity(a.text.len() + 1);
        let mut n = 0usize;
        for c in a.text.chars() {
            for _ in 0..c.len_utf8() {
                at.push(n);
            }
            n += 1;
        }
        at.push(n);
        let paras: Vec<_> = a.paragraphs.iter().map(|p| serde_json::json!({"start": at[p.span.start as usize], "end": at[p.span.end as usize],
            "kind": match p.kind { ParagraphKind::Body => "body", ParagraphKind::Heading => "heading", _ => "item" }})).collect();
        let val = |f: &Option<isnad_page::Found>| f.as_ref().map(|f| f.value.clone());
        let from = |f: &Option<isnad_page::Found>| f.as_ref().map(|f| f.from.clone());
        println!(
            "{}",
            serde_json::json!({"schema":"isnad.record/1","page":{"source":id},"text":a.text,"article":{
            "title":val(&a.title),"title_from":from(&a.title),"published":val(&a.published),"published_from":from(&a.published),"updated":val(&a.updated),
            "byline":val(&a.byline),"byline_from":from(&a.byline),"outlet":val(&a.outlet),"section":val(&a.section),"url":a.url,"lang":a.lang.code(),
            "agencies":a.agencies.iter().map(|c| c.id.clone()).collect::<Vec<_>>(),"republished_from":a.republished_from.iter().map(|c| c.id.clone()).collect::<Vec<_>>(),
            "paragraphs":paras,"captions":a.captions},"dropped":a.dropped.iter().map(|d| serde_json::json!({"kind":format!("{:?}",d.kind),"text":d.text})).collect::<Vec<_>>(),
            "notes":a.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect::<Vec<_>>()})
        );
    }
}
