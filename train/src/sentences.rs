//! Reads annotated sentences: one a line, names in brackets with their kind, `[PER …]`, `[LOC …]`,
//! `[ORG …]`, `[MISC …]`; lines that begin with `#` are for people.

#![expect(clippy::disallowed_methods, reason = "a tool of the workshop reads files")]

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, bail};
use isnad_extract::{Document, EntityKind, coref, mention, nominal, tagger::seen_with};
use isnad_pack::{
    Pack,
    tagger::{Seen, features::Field},
};
use isnad_page::Article;
use isnad_text::Lang;

use crate::table::Words;

/// A sentence as the tagger sees it, with the right labels.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) seen: Vec<Seen>,
    pub(crate) labels: Vec<usize>,
}

/// The kinds by the words of the files, with the label of a first token.
const KINDS: [(&str, usize); 4] = [("PER", 1), ("LOC", 3), ("ORG", 5), ("MISC", 7)];
/// The names of a line: their bytes, and the label of the first token.
type Names = Vec<(Range<usize>, usize)>;
/// Of so many sentences, one is also seen as if no list held its names: what lists do not hold is
/// to be told by other signs.
const UNLISTED: usize = 3;

/// All sentences of a folder, in the order of the names of its files.
pub(crate) fn read(
    folder: &Path,
    lang: Lang,
    pack: &Pack,
    words: &mut Words,
) -> anyhow::Result<Vec<Sentence>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries.map(|e| Ok(e?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let place = || format!("{}:{}", file.display(), number + 1);
            let (plain, names) = parse(line.trim()).with_context(place)?;
            out.extend(sentences(plain, &names, lang, pack, words));
        }
    }
    let hidden: Vec<Sentence> = out
        .iter()
        .enumerate()
        .filter(|(i, _)| i % UNLISTED == 0)
        .map(|(_, s)| unlisted(s))
        .collect();
    // Beside one another, so that a sentence and its twin are not parted when some are left out.
    let mut hidden = hidden.into_iter();
    let mut all = Vec::new();
    for (i, sentence) in out.into_iter().enumerate() {
        all.push(sentence);
        if i % UNLISTED == 0 {
            all.extend(hidden.next());
        }
    }
    Ok(all)
}

/// The examples of the frames of a language, as the lists of names read them: they name few but
/// those, and show what is no name.
pub(crate) fn examples(
    table: &Path,
    lang: Lang,
    pack: &Pack,
    words: &mut Words,
) -> anyhow::Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(table).with_context(|| table.display().to_string())?;
    let mut rows = text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t'));
    let column = rows.next().and_then(|mut head| head.position(|c| c == "example"));
    let column = column.with_context(|| format!("{}: no examples", table.display()))?;
    let mut out = Vec::new();
    for example in rows.filter_map(|mut row| row.nth(column)).filter(|e| !e.is_empty()) {
        let article = Article::of_text(example.to_owned(), lang);
        let doc = Document::new(&article, pack);
        let mut nominals = nominal::nominals(&doc);
        coref::resolve(&doc, &mut nominals);
        // What the tagger itself would tell must not teach it.
        let (entities, mentions) = mention::mentions(&doc, &nominals, &[], &[]);
        let label = |id: &str| match entities.iter().find(|e| e.id == id)?.kind {
            EntityKind::Person => Some(1),
            EntityKind::State | EntityKind::Place => Some(3),
            EntityKind::Org => Some(5),
            _ => None,
        };
        let listed = mentions.iter().filter(|m| m.rule.starts_with("gazetteer"));
        let names: Vec<_> = listed
            .filter_map(|m| Some((m.span.start as usize..m.span.end as usize, label(&m.entity)?)))
            .collect();
        out.extend(sentences(example.to_owned(), &names, lang, pack, words));
    }
    Ok(out)
}

/// The text of a line without brackets, and its names: bytes and label.
fn parse(line: &str) -> anyhow::Result<(String, Names)> {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('[') {
        text.push_str(before);
        let Some((name, after)) = inside.split_once(']') else { bail!("`[` without `]`") };
        let Some((kind, words)) = name.split_once(' ') else { bail!("`[{name}]`: no kind") };
        let Some((_, label)) = KINDS.iter().find(|(k, _)| *k == kind) else {
            bail!("unknown kind `{kind}`: PER, LOC, ORG or MISC");
        };
        let start = text.len();
        text.push_str(words.trim());
        names.push((start..text.len(), *label));
        rest = after;
    }
    if rest.contains(']') {
        bail!("`]` without `[`");
    }
    text.push_str(rest);
    Ok((text, names))
}

/// The sentences of a line: a line may hold several.
fn sentences(
    text: String,
    names: &[(Range<usize>, usize)],
    lang: Lang,
    pack: &Pack,
    words: &mut Words,
) -> Vec<Sentence> {
    let article = Article::of_text(text, lang);
    let doc = Document::new(&article, pack);
    let mut nominals = nominal::nominals(&doc);
    coref::resolve(&doc, &mut nominals);
    let seen = seen_with(&doc, &nominals, words);
    let mut labels = vec![0; seen.len()];
    for (bytes, label) in names {
        let covered = doc.tokens.iter().enumerate().filter(|(_, t)| {
            (t.span.start as usize) < bytes.end && (t.span.end as usize) > bytes.start
        });
        for (nth, (i, _)) in covered.enumerate() {
            labels[i] = if nth == 0 { *label } else { label + 1 };
        }
    }
    let cut = |range: &Range<usize>| Sentence {
        seen: seen[range.clone()].to_vec(),
        labels: labels[range.clone()].to_vec(),
    };
    doc.sentences.iter().map(cut).collect()
}

/// A sentence as if no list held its names.
fn unlisted(sentence: &Sentence) -> Sentence {
    let nothing = isnad_pack::tagger::atom("-");
    let mut out = sentence.clone();
    out.seen.iter_mut().for_each(|seen| {
        seen[Field::Listed as usize] = nothing;
        seen[Field::Part as usize] = nothing;
    });
    out
}
