//! Whom words mean by themselves, outside any page: a name, a part of one, an id, or the title of
//! an office on a day.

use std::collections::BTreeMap;

use isnad_pack::{
    LangPack, Pack,
    gazetteer::exact,
    world::{Entity, Kind, Strength},
};
use isnad_page::{Article, Found};
use isnad_text::{fold, token::TokenKind};

use crate::{coref, document::Document, nominal, spelling};

/// Somebody whom words may mean.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'p> {
    /// Who or what.
    pub entity: &'p Entity,
    /// Why the words may mean it.
    pub why: Why,
}

/// Why words may mean an entity; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// They are its id.
    Id,
    /// They are the title of an office that it holds.
    Office,
    /// They are its full name.
    FullName,
    /// They are a short name or surname.
    ShortName,
    /// They are a name that is an ordinary word too.
    RiskyName,
    /// They are the adjective of a state.
    Demonym,
    /// They are a name of it in a spelling that no list holds.
    Spelling,
    /// All of them stand in its name.
    PartOfName,
}

impl Why {
    /// Its name in kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Why::Id => "id",
            Why::Office => "office",
            Why::FullName => "full-name",
            Why::ShortName => "short-name",
            Why::RiskyName => "risky-name",
            Why::Demonym => "demonym",
            Why::Spelling => "spelling",
            Why::PartOfName => "part-of-name",
        }
    }
}

/// Who may be meant on an ISO day (without one: today's holders), likeliest first.
pub fn who<'p>(pack: &'p Pack, words: &str, on: Option<&str>) -> Vec<Candidate<'p>> {
    let mut found: BTreeMap<usize, Why> = BTreeMap::new();
    let mut add = |entity: usize, why: Why| {
        let slot = found.entry(entity).or_insert(why);
        *slot = why.min(*slot);
    };
    if let Some(i) = pack.world.index(words.trim()) {
        add(i, Why::Id);
    }
    for lang in pack.langs() {
        for (i, why) in listed(lang, words) {
            add(i, why);
        }
    }
    if let Some(holder) = holder(pack, words, on) {
        add(holder, Why::Office);
    }
    if found.is_empty() {
        let spelled = pack.langs().iter().filter_map(|l| respelled(pack, l, words));
        found = spelled.map(|i| (i, Why::Spelling)).collect();
    }
    if found.is_empty() {
        found = parts(pack, words).into_iter().map(|i| (i, Why::PartOfName)).collect();
    }
    let mut out: Vec<(usize, Candidate<'p>)> = found
        .into_iter()
        .map(|(i, why)| (i, Candidate { entity: pack.world.entity(i), why }))
        .collect();
    out.sort_by_key(|(i, c)| (c.why, pack.world.is_town(*i), rank(c.entity, on), *i));
    out.into_iter().map(|(_, candidate)| candidate).collect()
}

/// States before persons in office, these before others.
fn rank(entity: &Entity, on: Option<&str>) -> (u8, std::cmp::Reverse<usize>) {
    let held = entity.offices.iter().any(|o| on.map_or(o.to.is_empty(), |day| o.held_on(day)));
    let kind = match entity.kind {
        Kind::State => 0,
        Kind::Person if held => 1,
        Kind::Person | Kind::Org | Kind::Agreement => 2,
        _ => 3,
    };
    (kind, std::cmp::Reverse(entity.offices.len()))
}

/// Entities of which the words are a listed name, with or without what may be written before it.
fn listed(lang: &LangPack, words: &str) -> Vec<(usize, Why)> {
    let tokens = lang.tokens(words.trim());
    let Some(first) = tokens.first() else { return Vec::new() };
    let mut out = Vec::new();
    for (before, stem) in lang.clitics.name_stems(&first.norm) {
        if before.is_some_and(|b| !b.article) {
            continue;
        }
        if let Some(hit) =
            lang.names.longest(&stem, &tokens, 1, exact).filter(|h| h.end == tokens.len())
        {
            out.extend(hit.values.iter().map(|e| (e.entity, of_strength(e.strength))));
        }
        if let Some(hit) =
            lang.things.longest(&stem, &tokens, 1, exact).filter(|h| h.end == tokens.len())
        {
            out.extend(hit.values.iter().map(|i| (*i, Why::FullName)));
        }
    }
    for (before, stem) in lang.clitics.bare_stems(&first.norm) {
        let plain = before.is_none_or(|b| b.article);
        let hit = lang.demonyms.longest(stem, &tokens, 1, exact).filter(|h| h.end == tokens.len());
        let states = hit.into_iter().filter(|_| plain).flat_map(|h| h.values);
        out.extend(states.map(|(i, _)| (*i, Why::Demonym)));
    }
    out
}

/// The entity whose name the words are in another spelling.
fn respelled(pack: &Pack, lang: &LangPack, words: &str) -> Option<usize> {
    let tokens = lang.tokens(words.trim());
    spelling::find(pack, lang, &tokens, |_| true)
}

fn of_strength(strength: Strength) -> Why {
    match strength {
        Strength::Full => Why::FullName,
        Strength::Short => Why::ShortName,
        Strength::Bare => Why::RiskyName,
    }
}

/// Who holds the office of which the words are the title.
fn holder(pack: &Pack, words: &str, on: Option<&str>) -> Option<usize> {
    let lang = pack.lang_of(words);
    let mut article = Article::of_text(words.to_owned(), lang);
    article.published = on.map(|day| Found::new(day, "on"));
    let doc = Document::new(&article, pack);
    let mut nominals = nominal::nominals(&doc);
    coref::resolve(&doc, &mut nominals);
    let titled = nominals.iter().filter(|n| n.role.is_some());
    let mut whole = titled.filter(|n| n.tokens.len() + 1 >= doc.tokens.len());
    whole.find_map(|n| pack.world.index(n.who.id.as_deref()?))
}

/// Entities in whose name all the words stand. Towns are too many to be told by a part.
fn parts(pack: &Pack, words: &str) -> Vec<usize> {
    let split = |text: &str| -> Vec<String> {
        let tokens = isnad_text::tokenize(text, isnad_text::Span::new(0, text.len()));
        tokens
            .into_iter()
            .filter(|t| t.kind == TokenKind::Word)
            .map(|t| t.norm.to_string())
            .collect()
    };
    let wanted = split(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let first = fold(&wanted[0]);
    let near = pack.world.names.iter().filter(|n| !pack.world.is_town(n.entity));
    // Folding and comparing is dear; most names are out by one look.
    let near = near.filter(|n| fold(&n.text).contains(&first));
    let all = near.filter(|n| {
        let own = split(&n.text);
        wanted.iter().all(|w| own.contains(w))
    });
    all.map(|n| n.entity).collect()
}

/// Names that are written almost like the words, nearest first, with whom they name. These are
/// guesses by spelling alone.
pub fn nearest<'p>(pack: &'p Pack, words: &str, limit: usize) -> Vec<(&'p str, &'p Entity)> {
    let wanted: Vec<char> = fold(words.trim()).chars().collect();
    let most = wanted.len() / 3;
    let mut near: Vec<(usize, bool, &str, usize)> = Vec::new();
    for name in pack.world.names.iter().filter(|n| n.text.len() < 4 * wanted.len() + 8) {
        let letters: Vec<char> = fold(&name.text).chars().collect();
        if letters.len().abs_diff(wanted.len()) > most {
            continue;
        }
        let far = distance(&letters, &wanted);
        if far <= most {
            near.push((far, pack.world.is_town(name.entity), &name.text, name.entity));
        }
    }
    near.sort_by_key(|(far, town, _, entity)| (*far, *town, *entity));
    let mut seen = Vec::new();
    near.retain(|(.., entity)| {
        !seen.contains(entity) && {
            seen.push(*entity);
            true
        }
    });
    near.into_iter().take(limit).map(|(_, _, text, i)| (text, pack.world.entity(i))).collect()
}

/// The distance of Levenshtein.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

    fn first(words: &str, on: Option<&str>) -> Option<(&'static str, Why)> {
        who(&PACK, words, on).first().map(|c| (c.entity.id.as_str(), c.why))
    }

    #[test]
    fn names_and_titles_and_ids_are_known() {
        let on = Some("2012-05-01");
        assert_eq!(first("الرئيس الأميركي", on), Some(("barack-obama", Why::Office)));
        assert_eq!(first("US president", on), Some(("barack-obama", Why::Office)));
        assert_eq!(first("president of the United States", on).map(|f| f.0), Some("barack-obama"));
        assert_eq!(first("فلاديمير بوتين", None), Some(("vladimir-putin", Why::FullName)));
        assert_eq!(first("vladimir-putin", None), Some(("vladimir-putin", Why::Id)));
        assert_eq!(first("مصر", None), Some(("EGY", Why::FullName)));
        assert_eq!(first("Egyptian", None), Some(("EGY", Why::Demonym)));
    }

    #[test]
    fn the_unknown_is_only_guessed_by_its_spelling() {
        assert_eq!(first("Vladimir Pugkin", None), None);
        let near = nearest(&PACK, "Vladimir Pugkin", 3);
        assert_eq!(near.first().map(|n| n.1.id.as_str()), Some("vladimir-putin"));
        assert!(nearest(&PACK, "xqzwvkjh", 3).is_empty());
    }
}
