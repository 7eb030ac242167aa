//! A document with all that quotes and events are found from, so that they can be measured alone.

use isnad_extract::{Document, Nominal, TimeExpression, dates, phrases, quantity::Quantities};
use isnad_pack::Pack;
use isnad_page::Article;
use isnad_text::Moment;

/// The layers below quotes and events.
pub(crate) struct Ready<'a> {
    pub(crate) doc: Document<'a>,
    pub(crate) nominals: Vec<Nominal>,
    pub(crate) dates: Vec<TimeExpression>,
}

impl<'a> Ready<'a> {
    pub(crate) fn new(article: &'a Article, pack: &'a Pack) -> Ready<'a> {
        let doc = Document::new(article, pack);
        let (nominals, _) = phrases(&doc);
        let anchor = article.published.as_ref().and_then(|p| Moment::parse(&p.value));
        let quantities = Quantities::new(doc.text, &doc.tokens, doc.lang, anchor);
        let dates = dates::dates(&quantities);
        Ready { doc, nominals, dates }
    }
}
