//! An article from lines of text, as a crawler leaves them.

use isnad_pack::Pack;

use crate::{
    Article, DateRole, Diagnostic, Dropped, DroppedKind, Found, Hints, Paragraph, ParagraphKind,
    block, caption, comments, credit, head,
    label::{Label, Style, label},
    line::{Line, lines_of, start_of},
    live, related, slug, tail,
    when::{self, Place, When, note},
    witness::{self, Choice, Rank, Witness},
};
use isnad_text::{Lang, Span};

/// Up to so many lines and bytes a text without signs of a page around it is kept whole.
const PASSAGE_LINES: usize = 6;
const PASSAGE_BYTES: usize = 6000;

/// Bytes of text that an article holds at most, for the sake of those who read on in it.
const TEXT: usize = 1 << 20;

/// The lines of a page and what became of them.
pub(crate) struct Read<'t> {
    pub(crate) lines: Vec<Line<'t>>,
    pub(crate) labels: Vec<Label>,
    pub(crate) kept: Vec<bool>,
    pub(crate) title: Option<usize>,
    pub(crate) section: Option<usize>,
    pub(crate) place: Place,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads text without mark-up.
pub(crate) fn read(text: &str, hints: &Hints, pack: &Pack) -> Article {
    let lines = lines_of(text, pack);
    let read = if is_passage(&lines, text, hints, pack) {
        passage(lines, hints)
    } else {
        page(lines, hints, pack)
    };
    article(&read, hints, pack)
}

/// Reads the visible lines of a page of HTML, which is never a mere passage.
pub(crate) fn read_page(text: &str, hints: &Hints, pack: &Pack) -> Article {
    article(&page(lines_of(text, pack), hints, pack), hints, pack)
}

/// Whether a text is too short to have a page around the article, and nothing in it says otherwise.
fn is_passage(lines: &[Line<'_>], text: &str, hints: &Hints, pack: &Pack) -> bool {
    let style = Style::of(lines);
    let titled = hints.title.as_deref().map(head::key_of);
    let framed = || {
        lines.iter().any(|l| {
            matches!(label(l, style, pack), Label::Drop(_) | Label::Credit | Label::Caption)
                || titled.as_ref() == Some(&l.key())
        })
    };
    lines.len() <= 1 || (lines.len() <= PASSAGE_LINES && text.len() <= PASSAGE_BYTES && !framed())
}

/// Keeps every line; the first is also the title where it looks like one.
fn passage<'t>(lines: Vec<Line<'t>>, _hints: &Hints) -> Read<'t> {
    let count = lines.len();
    let heading = |l: &Line<'_>| l.end == crate::line::End::Open && (3..=20).contains(&l.len());
    let title = (count > 1 && heading(&lines[0]) && lines[1].len() > 6).then_some(0);
    let labels = lines
        .iter()
        .enumerate()
        .map(|(i, _)| if title == Some(i) { Label::Open } else { Label::Body })
        .collect();
    Read {
        labels,
        kept: vec![true; count],
        title,
        section: None,
        place: Place { title, body: usize::from(title.is_some()), end: count.saturating_sub(1) },
        diagnostics: Vec::new(),
        lines,
    }
}

/// Finds the article among the lines of a page.
fn page<'t>(lines: Vec<Line<'t>>, hints: &Hints, pack: &Pack) -> Read<'t> {
    let style = Style::of(&lines);
    let mut labels: Vec<Label> = lines.iter().map(|l| label(l, style, pack)).collect();
    let mut diagnostics = Vec::new();
    caption::beside_credits(&lines, &mut labels, pack);
    comments::mark(&lines, &mut labels, pack);
    live::mark(&lines, &mut labels);
    let mut told = hints.url.as_deref().and_then(|url| slug::title(&lines, &labels, url));
    let mut block = block::main_block(&lines, &labels, told, pack);
    if let (Some(found), None) = (block, told) {
        told = head::elsewhere(&lines, &labels, found);
        block = told.and_then(|_| block::main_block(&lines, &labels, told, pack)).or(block);
    }
    let mut block = block.unwrap_or_else(|| {
        diagnostics.push(note("no-body", "no paragraph found; all lines are kept".to_owned()));
        (0, lines.len().saturating_sub(1))
    });
    let whole = !diagnostics.is_empty();
    if !whole {
        related::take_list(&lines, &labels, &mut block);
        tail::cut_at_note(&lines, &labels, &mut block);
        tail::cut_at_bio(&lines, &mut labels, &mut block);
        related::mark(&lines, &mut labels, block);
        related::trim_end(&lines, &mut labels, &mut block);
        tail::mark_repeated(&lines, &mut labels, block);
        tail::mark_loose(&lines, &mut labels, block);
    }
    let title = match told.filter(|t| *t < block.0 && hints.title.is_none()) {
        told @ Some(_) => told,
        None => head::title(&lines, &labels, block.0, hints.title.as_deref()),
    };
    head::mark_masthead(&lines, &mut labels, title.unwrap_or(block.0));
    let section = title.and_then(|t| head::section(&lines, &labels, t));
    if let Some(first) = head::standfirst(&lines, &labels, title, block.0) {
        labels[first] = Label::Body;
        // Captions and service lines between it and the body keep their labels.
        (first + 1..block.0).for_each(|i| drop_head(&mut labels[i]));
        block.0 = first;
    }
    caption::before_body(&lines, &mut labels, title, block.0);
    mark_titles(&lines, &mut labels, title, hints);
    let inside = |i: usize| (block.0..=block.1).contains(&i);
    let kept = (0..lines.len())
        .map(|i| {
            let text = matches!(labels[i], Label::Body | Label::Short | Label::Open | Label::Bit);
            inside(i) && text && Some(i) != title
        })
        .collect();
    diagnostics.extend(remarks(&lines, &labels, block));
    let place = Place { title, body: block.0, end: block.1 };
    Read { lines, labels, kept, title, section, place, diagnostics }
}

/// What the lines left out say of the article as a whole.
pub(crate) fn remarks(
    lines: &[Line<'_>],
    labels: &[Label],
    block: (usize, usize),
) -> Vec<Diagnostic> {
    live::remark(labels, block).into_iter().chain(tail::paywall(lines, labels, block)).collect()
}

/// Takes a line between the standfirst and the first paragraph out of the body.
fn drop_head(label: &mut Label) {
    if matches!(label, Label::Open | Label::Bit) {
        *label = Label::Drop(DroppedKind::Other);
    }
}

/// Marks every line that says the title, before or after the article.
pub(crate) fn mark_titles(
    lines: &[Line<'_>],
    labels: &mut [Label],
    title: Option<usize>,
    hints: &Hints,
) {
    let key = title.map(|t| lines[t].key()).or_else(|| hints.title.as_deref().map(head::key_of));
    let Some(key) = key.filter(|k| !k.is_empty()) else { return };
    for (line, label) in lines.iter().zip(labels) {
        if line.key() == key {
            *label = Label::Drop(DroppedKind::Title);
        }
    }
}

/// Puts the article together.
pub(crate) fn article(read: &Read<'_>, hints: &Hints, pack: &Pack) -> Article {
    let (text, paragraphs) = body(read);
    let credits =
        credit::of_lines(&read.lines, &read.labels, &read.kept, hints.outlet.as_deref(), pack);
    let mut diagnostics = read.diagnostics.clone();
    let when = dates(read, hints, pack);
    diagnostics.extend(when.diagnostics);
    diagnostics.extend(crate::hidden::remarks(&text));
    diagnostics.extend(cut(read, &paragraphs, &text));
    let signed = credits.signature.as_ref().map(|c| Found::new(c.id.clone(), "text:credit line"));
    let found = |i: usize| {
        let line = &read.lines[i];
        Found::new(line.text, format!("text:line {}", line.number))
    };
    let hinted = |value: &Option<String>| value.clone().map(|v| Found::new(v, "hint"));
    Article {
        title: hinted(&hints.title).or_else(|| read.title.map(found)),
        outlet: crate::outlet_of(hints, pack).or(signed),
        byline: credit::byline(&read.lines, &read.labels, (read.place.body, read.place.end)),
        published: when.published,
        updated: when.updated,
        dates: when.dates,
        section: read.section.map(found),
        lang: language(hints, &text, pack),
        url: hints.url.clone(),
        agencies: credits.agencies,
        republished_from: credits.republished,
        captions: captions(read),
        dropped: dropped(read, &text),
        diagnostics,
        text,
        paragraphs,
    }
}

fn body(read: &Read<'_>) -> (String, Vec<Paragraph>) {
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for (i, line) in read.lines.iter().enumerate().filter(|(i, _)| read.kept[*i]) {
        let room = TEXT.saturating_sub(text.len() + 1);
        let words = start_of(line.text, room).trim_end();
        if words.is_empty() {
            break;
        }
        if !paragraphs.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(words);
        let kind = if read.title == Some(i) {
            ParagraphKind::Heading
        } else {
            block::paragraph_kind(line, read.labels[i])
        };
        paragraphs.push(Paragraph { span: Span::new(start, text.len()), kind });
    }
    (text, paragraphs)
}

/// The remark on an article that does not hold all that was kept of its page.
fn cut(read: &Read<'_>, paragraphs: &[Paragraph], text: &str) -> Option<Diagnostic> {
    let kept = || read.lines.iter().zip(&read.kept).filter(|(_, kept)| **kept).map(|(l, _)| l);
    let whole: usize = kept().map(|line| line.text.len() + 1).sum();
    (!paragraphs.is_empty() && whole > text.len() + 1).then(|| {
        note("article-cut", format!("the article was cut after {} bytes of text", text.len()))
    })
}

/// The language that the sender names, unless the text is in another script; else that of the text.
fn language(hints: &Hints, text: &str, pack: &Pack) -> Lang {
    let told = pack.lang_of(text);
    let named = hints.lang.as_deref().and_then(Lang::from_code).filter(|l| pack.has(*l));
    let fits = |l: &Lang| {
        pack.lang(*l).script() == pack.lang(told).script() || !text.contains(char::is_alphabetic)
    };
    named.filter(fits).unwrap_or(told)
}

fn captions(read: &Read<'_>) -> Vec<String> {
    let lines = read.lines.iter().zip(&read.labels);
    let shown = lines.filter(|(_, l)| matches!(l, Label::Caption | Label::Credit));
    shown.map(|(line, _)| line.text.to_owned()).collect()
}

fn dropped(read: &Read<'_>, text: &str) -> Vec<Dropped> {
    let (mut out, mut at) = (Vec::new(), 0);
    for (i, line) in read.lines.iter().enumerate() {
        if read.kept[i] {
            at = text.len().min(at + line.text.len() + 1);
            continue;
        }
        let kind = match read.labels[i] {
            _ if read.title == Some(i) => DroppedKind::Title,
            Label::Open | Label::Bit | Label::Body | Label::Short if i > read.place.end => {
                DroppedKind::Related
            }
            label => caption::dropped_kind(label),
        };
        let from = format!("text:line {}", line.number);
        out.push(Dropped { text: line.text.to_owned(), kind, from, at: at as u32 });
    }
    out
}

/// When it was published and changed: what sender, lines, address and captions say.
fn dates(read: &Read<'_>, hints: &Hints, pack: &Pack) -> Choice {
    let When { mut witnesses, diagnostics } =
        when::of_lines(&read.lines, &read.labels, read.place, pack);
    let pick = |wanted: fn(&Read<'_>, usize) -> bool| -> Vec<&Line<'_>> {
        (0..read.lines.len()).filter(|i| wanted(read, *i)).map(|i| &read.lines[i]).collect()
    };
    let captions = pick(|r, i| matches!(r.labels[i], Label::Caption | Label::Credit));
    let body = pick(|r, i| r.kept[i]);
    let inferred = when::from_captions(&captions, &body, pack);
    witnesses.extend(inferred.map(|f| Witness::new(f, DateRole::Unknown, Rank::Inferred)));
    witnesses.extend(witness::of_sender(hints, None));
    let mut choice = witness::choose(witnesses);
    choice.diagnostics.splice(0..0, diagnostics);
    choice
}
