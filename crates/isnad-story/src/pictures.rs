//! Whose pictures a page shows: the credits in its captions.

use isnad_pack::{
    Pack,
    outlets::{OutletKind, tokens_of},
};
use isnad_page::Article;
use isnad_text::fold;

/// What parts the names of a credit.
const BETWEEN: char = '/';

/// The chains of its pictures, the first who is named first; each chain once.
pub(crate) fn chains(article: &Article, pack: &Pack) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for caption in &article.captions {
        let chain = chain(caption, pack);
        if !chain.is_empty() && !out.contains(&chain) {
            out.push(chain);
        }
    }
    out
}

/// The agencies that a caption credits: between strokes, or alone at its beginning or end. Names of
/// photographers are no links of the chain.
fn chain(caption: &str, pack: &Pack) -> Vec<String> {
    let pieces: Vec<&str> = caption.split(BETWEEN).collect();
    let mut out: Vec<String> = Vec::new();
    for piece in &pieces {
        let listed = pack.labels.picture_source(fold(piece).trim()).map(str::to_owned);
        out.extend(listed.filter(|_| pieces.len() > 1).or_else(|| agency(piece, pack)));
    }
    out.dedup();
    // Who hands pictures on to all took none by itself.
    let handed = out.iter().all(|id| pack.page.outlets.by_id(id).is_none());
    if handed { Vec::new() } else { out }
}

/// The agency that words name first or last.
fn agency(words: &str, pack: &Pack) -> Option<String> {
    let tokens = tokens_of(words);
    let hits = pack.page.outlets.find(words, &tokens, |_| Vec::new());
    let hit = hits.iter().find(|h| h.start == 0 || h.end + 1 >= tokens.len())?;
    let outlet = pack.page.outlets.get(hit.outlet)?;
    let agency = matches!(outlet.kind, OutletKind::Agency | OutletKind::PhotoAgency);
    agency.then(|| outlet.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_text::Lang;

    #[test]
    fn captions_credit_agencies_in_their_order() {
        let pack = Pack::builtin();
        for (caption, want) in [
            ("سامي عطية / بول / رويترز", "pool reuters"),
            ("Salma Idris/Pool/AFP via Getty Images", "pool afp"),
            ("Reuters عمال يرفعون حاوية في المرفأ", "reuters"),
            ("Workers lift a container at the port, REUTERS", "reuters"),
            ("صحفي يعمل لدى رويترز يصور الحشود أمام البرلمان", ""),
            ("Pool", ""),
        ] {
            let mut article = Article::of_text(String::new(), Lang::AR);
            article.captions = vec![caption.to_owned()];
            let got: Vec<String> = chains(&article, &pack).concat();
            assert_eq!(got.join(" "), want, "{caption}");
        }
    }
}
