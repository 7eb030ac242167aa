//! Role nouns with their states, adjectives and bearers: "وزير الخارجية الروسي", "Mali's army".

use isnad_pack::{
    clitics::Proclitic,
    gazetteer::exact,
    inflect::{Number, Pos},
    lang::{NameEntry, RoleKind},
    lexicon::Reading,
    world::{Kind, Strength},
};
use isnad_text::TokenKind;

use crate::{
    document::Document,
    nominal::{
        Nominal, apply_proclitic, bare_hit, demonym_at,
        listed::RoleHit,
        name::{NameHit, is_person, name_at, take_name},
        unknown::unknown_name,
    },
};

/// A role noun with its state, its adjectives and the name it introduces.
pub(super) fn role_phrase(
    doc: &Document<'_>,
    i: usize,
    name: Option<&NameHit<'_>>,
) -> Option<Nominal> {
    let longer = |end: usize| {
        name.is_some_and(|n| n.end >= end && n.entries.iter().any(|e| e.strength == Strength::Full))
    };
    if let Some(nominal) = fronted_adjectives(doc, i).filter(|n| !longer(n.tokens.end)) {
        return Some(nominal);
    }
    let (role, number, end, before) = role_at(doc, i)?;
    if longer(end + usize::from(name.is_some_and(|n| n.end == end))) {
        return None;
    }
    // "طالب متظاهرون": a verb with its subject, not a role noun.
    let subject = || role_at(doc, end).is_some() || name_at(doc, end).is_some();
    let people = doc.lang.roles[role].kind == RoleKind::People && end == i + 1 && before.is_none();
    if people && tells(doc, i) && subject() {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.role = Some(role);
    nominal.number = number;
    nominal.owned = end == i + 1 && bare_hit(doc, i, &doc.lang.role_names).is_none();
    apply_proclitic(&mut nominal, before);
    // A pronoun or the article closes the phrase for a genitive.
    nominal.owned |= end == i + 1 && before.is_some_and(|b| b.article);
    let owned = nominal.owned;
    extend_role(doc, &mut nominal);
    if owned && before.is_some_and(|b| b.article) {
        nominal.owned = false;
    }
    (!is_qualifier(doc, &nominal)).then_some(nominal)
}

/// Whether a word of Arabic may be a verb that tells an event.
fn tells(doc: &Document<'_>, i: usize) -> bool {
    let verb = |r: &Reading<'_>| {
        r.analysis.features.pos == Pos::Verb
            && doc.lang.frames.of(r.analysis.lemma).next().is_some()
    };
    !doc.lang.is_cased() && doc.readings_at(i).iter().any(verb)
}

/// Whether a body without state right after an indefinite noun only qualifies it: "مناورات بحرية".
fn is_qualifier(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let at = nominal.tokens.start;
    let body = nominal.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::Body);
    let article = doc.lang.clitics.article();
    if !body
        || article.is_empty()
        || nominal.tokens.len() > 1
        || !nominal.states.is_empty()
        || at == 0
        || nominal.prep.is_some()
    {
        return false;
    }
    let noun = !doc.readings[at - 1].is_empty()
        && !doc.may_be_verb(at - 1)
        && doc.functions[at - 1].is_none();
    noun && !doc.tokens[at].norm.starts_with(article)
        && !doc.tokens[at - 1].norm.starts_with(article)
}

/// Languages with the adjective first: "Russian foreign minister Sergei Lavrov".
fn fronted_adjectives(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if doc.lang.settings.get("adjective").map(String::as_str) != Some("before") {
        return None;
    }
    // The longer of both: "Arab League" is no Arab league.
    let (adjective, owner) = (demonym_at(doc, i), possessor_at(doc, i));
    let longer = |o: &(Vec<usize>, usize)| adjective.is_none_or(|a| o.1 > a.1);
    let adjective = adjective.map(|(state, end)| (vec![state], end));
    let (states, mut at) = owner.filter(longer).or(adjective)?;
    // One or two words may stand between: "Russian oil ministry spokesman".
    let limit = at + 3;
    while at < limit && at < doc.tokens.len() && doc.tokens[at].kind == TokenKind::Word {
        if let Some((role, number, end, _)) = role_at(doc, at) {
            let mut nominal = Nominal::new(i..end);
            nominal.role = Some(role);
            nominal.number = number;
            nominal.states = states;
            extend_role(doc, &mut nominal);
            return Some(nominal);
        }
        if doc.functions[at].is_some() || doc.is_verb(at) {
            return None;
        }
        at += 1;
    }
    None
}

/// A state in the possessive: "Russia's".
fn possessor_at(doc: &Document<'_>, i: usize) -> Option<(Vec<usize>, usize)> {
    let hit = name_at(doc, i)?;
    // "UN secretary-general": a body before the office that somebody holds in it.
    let office = role_at(doc, hit.end)
        .is_some_and(|(role, ..)| doc.lang.roles[role].kind == RoleKind::Office);
    let is_state = |e: &NameEntry| {
        let entity = doc.pack.world.entity(e.entity);
        matches!(entity.kind, Kind::State | Kind::Group)
            || entity.kind == Kind::Org && (entity.sort.contains("armed") || office)
    };
    let states: Vec<usize> = hit.entries.iter().filter(|e| is_state(e)).map(|e| e.entity).collect();
    let possessive = doc.tokens.get(hit.end).is_some_and(|t| t.norm == "'s" || t.norm == "'");
    if states.is_empty() {
        return None;
    }
    if possessive {
        return Some((states, hit.end + 1));
    }
    // "US forces", "UK government": the name itself as adjective.
    role_at(doc, hit.end).map(|_| (states, hit.end))
}

/// The role noun that begins at a token: its index, number, the token after it, and what is written
/// before it.
pub(crate) fn role_at<'d>(
    doc: &Document<'d>,
    i: usize,
) -> Option<(usize, Number, usize, Option<&'d Proclitic>)> {
    *doc.listed.roles.get(i)?
}

/// The same, looked up.
pub(super) fn find_role<'d>(doc: &Document<'d>, i: usize) -> Option<RoleHit<'d>> {
    let hit = bare_hit(doc, i, &doc.lang.role_names);
    if let Some((end, value, before)) = hit.filter(|h| !is_preposition(doc, i, h.1.0)) {
        return Some((value.0, value.1, end, before));
    }
    // "his counterpart", "its army": a pronoun may be written on the noun.
    let token =
        doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word && doc.functions[i].is_none())?;
    for split in doc.lang.clitics.splits(&token.norm).filter(|s| s.after.is_some()) {
        for stem in doc.lang.clitics.hosts(&split, &token.norm) {
            let hit = doc.lang.role_names.longest(&stem, &doc.tokens, i + 1, exact);
            if let Some(value) = hit.filter(|h| h.end == i + 1).and_then(|h| h.values.first()) {
                return Some((value.0, value.1, i + 1, split.before));
            }
        }
    }
    None
}

/// Whether a token is a preposition that only folding makes the same as a role noun: "أمام" is no
/// "إمام".
fn is_preposition(doc: &Document<'_>, i: usize, role: usize) -> bool {
    doc.class(i) == "prep" && !doc.word(i).contains(doc.lang.roles[role].lemma.as_str())
}

fn has_owner_or_name(doc: &Document<'_>, at: usize) -> bool {
    demonym_at(doc, at).is_some() || name_at(doc, at).is_some()
}

/// Whether a word may stand between a role noun and what follows: with the article, in Arabic.
fn is_modifier(doc: &Document<'_>, at: usize) -> bool {
    let article = doc.lang.clitics.article();
    let norm = &doc.tokens[at].norm;
    !article.is_empty() && doc.tokens[at].kind == TokenKind::Word && norm.starts_with(article)
}

/// What comes next within a role phrase.
enum Step {
    /// The phrase is over.
    Stop,
    /// It goes on at this token.
    On(usize),
    /// A modifier stands here that says nothing.
    Skip,
}

/// Goes on from a role noun: adjectives, state, name.
fn extend_role(doc: &Document<'_>, nominal: &mut Nominal) {
    let (mut at, mut skipped) = (nominal.tokens.end, 0);
    while at < doc.tokens.len() && skipped < 3 {
        match step(doc, nominal, at) {
            Step::Stop => return,
            Step::On(next) => at = next,
            Step::Skip => {
                if is_closed(doc, nominal) {
                    return;
                }
                skipped += 1;
                at += 1;
                if has_owner_or_name(doc, at) {
                    nominal.tokens.end = at;
                }
            }
        }
    }
}

/// Whether a role noun without article has an ending that no word with the article may follow:
/// "متظاهرون السفارة" are two phrases.
fn is_closed(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let endings = doc.lang.settings.get("unbound").map_or("", String::as_str);
    let article = doc.lang.clitics.article();
    let first = &doc.tokens[nominal.tokens.start].norm;
    let last = &doc.tokens[nominal.tokens.end - 1].norm;
    nominal.number != Number::Singular
        && !first.starts_with(article)
        && endings.split('|').any(|e| !e.is_empty() && last.ends_with(e))
}

/// Whether a word stands in another case or number than the people before it, so that it names
/// somebody else: "خطف مسلحون فرنسيا".
fn differs_in_case(doc: &Document<'_>, nominal: &Nominal, at: usize) -> bool {
    let ends = |key: &str, k: usize| {
        let list = doc.lang.settings.get(key).map_or("", String::as_str);
        list.split('|').any(|e| !e.is_empty() && doc.norm(k).ends_with(e))
    };
    let last = nominal.tokens.end - 1;
    ends("single_accusative", at) || ends("oblique", at) && !ends("oblique", last)
}

fn step(doc: &Document<'_>, nominal: &mut Nominal, at: usize) -> Step {
    if doc.tokens[at].kind == TokenKind::Mark {
        quoted_name(doc, nominal, at);
        return Step::Stop;
    }
    if begins_another(doc, nominal, at) {
        return Step::Stop;
    }
    if is_closed(doc, nominal) && differs_in_case(doc, nominal, at) {
        return Step::Stop;
    }
    if let Some((state, end)) = demonym_at(doc, at).filter(|_| nominal.states.is_empty()) {
        nominal.states = vec![state];
        nominal.tokens.end = end;
        return Step::On(end);
    }
    if let Some(hit) = name_at(doc, at) {
        return named(doc, nominal, at, hit);
    }
    if doc.functions[at].is_some() {
        // "president of Russia", "president of the United States".
        let of = doc.functions[at].is_some_and(|f| f.key == "of") && nominal.states.is_empty();
        let article = doc.lang.settings.lists("article", doc.norm(at + 1));
        let mut starts = [at + 1, at + 2].into_iter().take(1 + usize::from(article));
        let owner = starts.find(|i| name_at(doc, *i).is_some_and(|h| !is_person(doc, h)));
        return owner.filter(|_| of).map_or(Step::Stop, Step::On);
    }
    if is_modifier(doc, at) && unknown_name(doc, at).is_none() {
        return Step::Skip;
    }
    if is_modifier(doc, at) || !doc.may_be_verb(at) {
        bearer(doc, nominal, at);
    }
    Step::Stop
}

/// A known name in quotation marks behind a title.
fn quoted_name(doc: &Document<'_>, nominal: &mut Nominal, at: usize) {
    let quote = matches!(doc.tokens[at].norm.as_str(), "\"" | "“" | "«" | "”" | "»");
    if let Some(hit) = name_at(doc, at + 1).filter(|h| quote && is_person(doc, h)) {
        take_name(nominal, hit);
        let closed = doc.tokens.get(hit.end).is_some_and(|t| t.kind == TokenKind::Mark);
        nominal.tokens.end = hit.end + usize::from(closed);
    }
}

/// Whether another role phrase with an adjective of its own begins here: "… السعودي الرئيس السوري".
fn begins_another(doc: &Document<'_>, nominal: &Nominal, at: usize) -> bool {
    let qualified = |end: usize| demonym_at(doc, end).is_some();
    !nominal.states.is_empty() && role_at(doc, at).is_some_and(|(_, _, end, _)| qualified(end))
}

/// A name behind a role noun: its bearer's, or that of the state or body it belongs to.
fn named(doc: &Document<'_>, nominal: &mut Nominal, at: usize, hit: &NameHit<'_>) -> Step {
    if hit.before.is_some_and(|b| !b.prep.is_empty() || !b.conj.is_empty()) {
        return Step::Stop;
    }
    if is_person(doc, hit) {
        take_name(nominal, hit);
        nominal.tokens.end = hit.end;
        return Step::Stop;
    }
    let owner = |e: &NameEntry| {
        matches!(
            doc.pack.world.entity(e.entity).kind,
            Kind::State | Kind::Org | Kind::Group | Kind::Place
        )
    };
    let owners: Vec<usize> = hit.entries.iter().filter(|e| owner(e)).map(|e| e.entity).collect();
    // "منظمة حقوقية": a noun closed by its adjective has no genitive.
    let closed = nominal.tokens.len() > 1
        && nominal.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::People)
        && role_at(doc, at).is_some();
    if owners.is_empty() || !nominal.states.is_empty() || nominal.owned || closed {
        return Step::Stop;
    }
    nominal.states = owners;
    nominal.tokens.end = hit.end;
    Step::On(hit.end)
}

/// The bearer of a title whom no list holds.
fn bearer(doc: &Document<'_>, nominal: &mut Nominal, at: usize) {
    let kind = nominal.role.map(|r| doc.lang.roles[r].kind);
    if let Some(end) =
        unknown_name(doc, at).filter(|_| matches!(kind, Some(RoleKind::Office | RoleKind::People)))
    {
        nominal.unknown_name = Some(doc.span(&(at..end)));
        nominal.tokens.end = end;
    }
}
