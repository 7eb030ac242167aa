//! Every frame codes its own example: each row of `frames.tsv` is run on the sentence it gives.
//!
//! Rows that the engine cannot code yet carry the option `gap`. They must fail, so that a gap that
//! has closed is noticed.

use isnad_extract::{Event, extract};
use isnad_pack::{Pack, frames::Frame};
use isnad_page::{Article, Found, Paragraph, ParagraphKind};
use isnad_text::{Lang, Span};

const PUBLISHED: &str = "2024-06-19";

fn article(text: &str, lang: Lang) -> Article {
    let body = Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body };
    Article {
        text: text.to_owned(),
        paragraphs: vec![body],
        title: None,
        outlet: None,
        byline: None,
        published: Some(Found::new(PUBLISHED, "hint")),
        updated: None,
        section: None,
        lang,
        url: None,
        agencies: Vec::new(),
        republished_from: Vec::new(),
        captions: Vec::new(),
        dropped: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// An event as the column `expect` writes it: `TYPE:mode ACTORS>RECIPIENTS status`.
fn shown(event: &Event) -> String {
    let side = |ids: &[String]| if ids.is_empty() { "-".to_owned() } else { ids.join("|") };
    let mode = event.mode.as_deref().unwrap_or_default();
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    format!("{}:{mode} {actors}>{recipients} {}", event.kind, event.status.name())
}

/// An expectation without the freedom that the column leaves: blanks, and `,` for `|`.
fn plain(expect: &str) -> String {
    expect.replace([',', '+'], "|").chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is wrong with a frame's example.
fn fault(pack: &Pack, lang: Lang, frame: &Frame) -> Option<String> {
    let events = extract(&article(&frame.example, lang), pack).events;
    let got: Vec<String> = events.iter().map(shown).collect();
    let wanted = plain(&frame.expect);
    let met = got.iter().any(|g| plain(g) == wanted);
    let id = &frame.id;
    match (met, frame.has("gap")) {
        (true, true) => Some(format!("{id}: coded now: remove the option `gap`")),
        (false, false) => Some(format!(
            "{id}: {}\n  wanted {}\n  got    {}",
            frame.example,
            frame.expect,
            got.join(" ; ")
        )),
        _ => None,
    }
}

fn check(lang: Lang) {
    let pack = Pack::builtin();
    let frames = pack.lang(lang).frames.all();
    let faults: Vec<String> = frames.iter().filter_map(|f| fault(&pack, lang, f)).collect();
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), frames.len(), faults.join("\n"));
}

#[test]
fn arabic_frames_code_their_examples() {
    check(Lang::Ar);
}

#[test]
fn english_frames_code_their_examples() {
    check(Lang::En);
}
