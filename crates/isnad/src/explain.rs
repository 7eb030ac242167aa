//! `isnad explain ID`: why a fact is there: its rule, its tokens and its words on the page.

use clap::Args;
use isnad_export::{Layer, fact_id, page_key, parse_fact_id};
use isnad_extract::{Record, TokenFact};
use isnad_store::{Desk, StoredPage};
use isnad_text::{Span, fold, span::CodePoints};

use crate::pipeline::{Pipeline, Wanted};
use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, USAGE, dossier::facts};

/// Show why a fact is there: its rule, its tokens, and its words on the page
///
/// Ids stand in dossiers and records: 3fa2c1.e7 is the seventh event of page 3fa2c1. The letters are
/// m mention, q quote, e event, f figure, d date, l ledger entry, a attribute.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Id of a fact
    id: String,
    #[command(flatten)]
    desk: DeskArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<u8> {
    let Some((key, layer, index)) = parse_fact_id(&args.id) else {
        let what = format!("{}: not the id of a fact", args.id);
        Problem::new(what, "ids look like 3fa2c1.e7; isnad story ID shows them").print();
        return Ok(USAGE);
    };
    let desk = Desk::open(&args.desk.desk)?;
    let pages = desk.pages_by_hash(key)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let mut screen = Screen::new();
    let mut n_shown = 0;
    for page in &pages {
        let Some(fact) = Fact::find(&page.record, layer, index) else { continue };
        let id = fact_id(&page_key(&page.source), layer, index);
        fact.print(&mut screen, &pipeline, page, &id, layer)?;
        n_shown += 1;
    }
    screen.flush()?;
    if n_shown == 0 {
        let what = format!("{}: no such fact on {}", args.id, args.desk.desk.display());
        Problem::new(what, "isnad story ID shows the facts of a story with their ids").print();
        return Ok(NOTHING);
    }
    Ok(DONE)
}

/// What all facts have.
struct Fact<'r> {
    span: Span,
    rule: &'r str,
    says: String,
    /// Other words it rests on, with what they are.
    parts: Vec<(&'static str, Span)>,
}

impl Fact<'_> {
    fn find(record: &Record, layer: Layer, index: usize) -> Option<Fact<'_>> {
        let fact = |span, rule, says| Fact { span, rule, says, parts: Vec::new() };
        Some(match layer {
            Layer::Mention => record
                .mentions
                .get(index)
                .map(|m| fact(m.span, &m.rule, facts::entity_line(record, &m.entity)))?,
            Layer::Quote => record.quotes.get(index).map(|q| Fact {
                parts: quote_parts(q),
                ..fact(q.span, &q.rule, facts::quote_line(record, q))
            })?,
            Layer::Event => record.events.get(index).map(|e| Fact {
                parts: vec![("trigger", e.trigger)],
                ..fact(e.span, &e.rule, facts::event_line(record, e))
            })?,
            Layer::Figure => {
                record.figures.get(index).map(|f| fact(f.span, &f.rule, facts::figure_line(f)))?
            }
            Layer::Date => {
                record.dates.get(index).map(|d| fact(d.span, &d.rule, facts::date_line(d)))?
            }
            Layer::Ledger => record
                .ledger
                .get(index)
                .map(|l| fact(l.span, &l.rule, facts::ledger_line(record, l)))?,
            Layer::Attribute => record
                .attributes
                .get(index)
                .map(|a| fact(a.span, &a.rule, facts::attribute_line(a)))?,
        })
    }

    fn print(
        &self,
        screen: &mut Screen,
        pipeline: &Pipeline,
        page: &StoredPage,
        id: &str,
        layer: Layer,
    ) -> std::io::Result<()> {
        let text = &page.article.text;
        let head = screen.strong(&format!("{id}  {}", layer.name()));
        screen.line(&head)?;
        screen.block("  says     ", &self.says)?;
        screen.block("  words    ", self.span.of(text))?;
        for (name, span) in &self.parts {
            screen.block(&format!("  {name:<9}"), span.of(text))?;
        }
        screen.block("  rule     ", self.rule)?;
        screen.block("  pack     ", &page.record.pack)?;
        screen.block("  page     ", &page.source)?;
        screen.block("           ", &facts::page_line(page))?;
        screen.line(&place(text, self.span))?;
        screen.block("  passage  ", &passage(text, self.span))?;
        screen.line("  tokens   as written, as compared, as the dictionary reads them")?;
        let wanted = Wanted { tokens: true, ..Wanted::default() };
        let tokens = pipeline.extras(&page.article, wanted).tokens.unwrap_or_default();
        for token in tokens.iter().filter(|token| self.span.overlaps(token.span)) {
            print_token(screen, text, token)?;
        }
        Ok(())
    }
}

fn quote_parts(quote: &isnad_extract::Quote) -> Vec<(&'static str, Span)> {
    let via = quote.via.iter().filter_map(|link| Some(("via", link.span?)));
    [("speaker", quote.speaker_span), ("cue", quote.cue)]
        .into_iter()
        .filter_map(|(name, span)| Some((name, span?)))
        .chain(via)
        .collect()
}

fn place(text: &str, span: Span) -> String {
    let points = CodePoints::new(text);
    let before = text.get(..span.start as usize).unwrap_or_default();
    let paragraph = before.matches('\n').count() + 1;
    format!(
        "           paragraph {paragraph}, code points {} to {}",
        points.at(text, span.start),
        points.at(text, span.end)
    )
}

/// The paragraphs that a span touches, with its words in brackets.
pub(crate) fn passage(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let head = text.get(..start).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    let from = head.rfind('\n').map_or(0, |i| i + 1);
    let to = tail.find('\n').unwrap_or(tail.len());
    format!(
        "{}[{}]{}",
        head.get(from..).unwrap_or_default(),
        span.of(text),
        tail.get(..to).unwrap_or_default()
    )
}

/// A token: as written, as compared, and how the dictionary reads it.
fn print_token(screen: &mut Screen, text: &str, token: &TokenFact) -> std::io::Result<()> {
    let written = token.span.of(text);
    let cut: Vec<&str> = token.clitics.iter().map(|c| c.of(text)).collect();
    let cut = Some(format!("cut {}", cut.join(" + "))).filter(|_| !token.clitics.is_empty());
    let parts = [
        Some(screen.words(written)),
        Some(screen.words(&fold(written))),
        token.lemma.as_ref().map(|lemma| format!("lemma {}", screen.words(lemma))),
        token.pos.clone(),
        cut.map(|cut| screen.words(&cut)),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
    screen.line(&format!("           {line}"))
}
