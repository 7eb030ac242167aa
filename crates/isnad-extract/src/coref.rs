//! Reference: whom the noun phrases of a document mean.
//!
//! Full names first; then short names, by who is named in full and who holds office on the day of
//! publication; then titles, by the office table and by salience; then pairs ("both sides").

use isnad_pack::{
    lang::{Role, RoleKind},
    world::{Entity, Kind, Office, Strength},
};
use isnad_text::fold;
use rustc_hash::FxHashSet;

use crate::{
    document::Document,
    nominal::{Nominal, Referent},
    slug::slug,
    states::{pair, settle_by_place, states_near},
};

/// Names of people told so far, folded, with whom they mean: each once, the first telling first.
#[derive(Default)]
struct Told {
    names: Vec<(String, String)>,
    known: FxHashSet<String>,
}

impl Told {
    fn add(&mut self, name: String, id: String) {
        if self.known.insert(name.clone()) {
            self.names.push((name, id));
        }
    }

    /// Whom a name means that was told before, or whose longer form was.
    fn earlier(&self, name: &str) -> Option<String> {
        let same = |(told, _): &&(String, String)| {
            let first = || told.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
            let last = || told.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '));
            told == name || last() || first()
        };
        self.names.iter().find(same).map(|(_, id)| id.clone())
    }
}

/// Resolves all phrases in place; phrases that mean nobody known keep an empty referent.
pub fn resolve(doc: &Document<'_>, nominals: &mut [Nominal]) {
    let named = named_in_full(doc, nominals);
    let mut told = Told::default();
    for i in 0..nominals.len() {
        let (before, rest) = nominals.split_at_mut(i);
        let Some((nominal, later)) = rest.split_first_mut() else { break };
        // "عملاء للحكومة الهندية": whose they are is told after "for".
        if let (true, true, Some(next)) =
            (nominal.role.is_some(), nominal.states.is_empty(), later.first())
        {
            nominal.states = told_after(doc, nominal, next);
        }
        nominal.who = if nominal.pair {
            pair(doc, nominal.tokens.start, before)
        } else if !nominal.candidates.is_empty() && !nominal.adjective {
            let who = name(doc, nominal, &named, before, later.first());
            // Later the page calls this person by a part of the name that it gave.
            if let (Some(span), Some(id)) = (nominal.name, who.id.clone())
                && doc.pack.world.get(&id).is_some_and(|e| e.kind == Kind::Person)
            {
                told.add(fold(span.of(doc.text)), id);
            }
            who
        } else if nominal.unknown_name.is_some() {
            let words = with_shared_family(doc, nominal, later.first());
            let folded = fold(&words);
            let id = told.earlier(&folded).unwrap_or_else(|| slug(&words, doc.lang));
            told.add(folded, id.clone());
            let actors = states_of(doc, nominal);
            let actors = if actors.is_empty() { vec![id.clone()] } else { actors };
            Referent { id: Some(id), actors }
        } else if nominal.role.is_some() {
            title(doc, nominal, before)
        } else {
            Referent { id: None, actors: states_of(doc, nominal) }
        };
    }
    settle_by_place(doc, nominals);
}

/// The words of an unlisted name; of "Lena and Frank Marsh" the first has the family name of the other.
fn with_shared_family(doc: &Document<'_>, nominal: &Nominal, next: Option<&Nominal>) -> String {
    let Some(span) = nominal.unknown_name else { return String::new() };
    let words = span.of(doc.text);
    let single = doc.tokens_in(span).len() == 1
        && (nominal.tagged || doc.pack.world.name_part(&fold(words)).0);
    let partner = next
        .filter(|n| n.joined && adjoin(nominal, n) && single)
        .and_then(|n| n.unknown_name)
        .map(|other| doc.tokens_in(other))
        .filter(|other| other.len() > 1);
    match partner {
        Some(other) => {
            format!("{words} {}", doc.span(&(other.start + 1..other.end)).of(doc.text))
        }
        None => words.to_owned(),
    }
}

/// The states that the phrase after a role noun gives it: as its owner or as its seat.
fn told_after(doc: &Document<'_>, role: &Nominal, next: &Nominal) -> Vec<usize> {
    if owns(doc, role, next) || belongs(doc, role, next) {
        let named = if next.states.is_empty() { &next.candidates } else { &next.states };
        return named.clone();
    }
    seat(doc, role, next).into_iter().collect()
}

/// Whether a phrase right behind a role noun without article tells its owner.
fn owns(doc: &Document<'_>, role: &Nominal, owner: &Nominal) -> bool {
    let key = doc.lang.settings.get("owner");
    let first = &doc.tokens[role.tokens.start].norm;
    let people = role.role.is_some_and(|r| doc.lang.roles[r].kind != RoleKind::Group);
    // "الأمين العام للأمم المتحدة": of a body, the title may have the article.
    let body = |c: &usize| doc.pack.world.entity(*c).kind == Kind::Org;
    key.is_some()
        && owner.prep.as_ref() == key
        && owner.tokens.start == role.tokens.end
        && (!first.starts_with(doc.lang.clitics.article()) || owner.candidates.iter().any(body))
        && people
}

/// Whether an armed group right behind people without article says whose they are: "قيادي في حركة
/// الشباب".
fn belongs(doc: &Document<'_>, role: &Nominal, group: &Nominal) -> bool {
    let key = group.prep.as_deref();
    let within = key.is_some_and(|k| {
        doc.lang.settings.lists("located", k)
            || doc.lang.settings.get("source").map(String::as_str) == Some(k)
    });
    let armed = |c: &usize| {
        let entity = doc.pack.world.entity(*c);
        entity.kind == Kind::Org && entity.state.is_empty() && entity.sort.contains("armed")
    };
    let first = if group.states.is_empty() { &group.candidates } else { &group.states };
    let kind = role.role.map(|r| doc.lang.roles[r].kind);
    // "شخص من أنصار حزب": supporters of a group are none of its members.
    let people = group.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::People);
    !people
        && !doc.lang.is_cased()
        && within
        && matches!(kind, Some(RoleKind::People | RoleKind::Office))
        && group.tokens.start == role.tokens.end + 1
        && !doc.norm(role.tokens.start).starts_with(doc.lang.clitics.article())
        && first.first().is_some_and(armed)
}

/// The state in whose capital or on whose soil an office sits that is told with its place: "an
/// official in Tehran".
fn seat(doc: &Document<'_>, role: &Nominal, place: &Nominal) -> Option<usize> {
    let official = role
        .role
        .is_some_and(|r| matches!(doc.lang.roles[r].kind, RoleKind::Office | RoleKind::Body));
    let beside = place.tokens.start <= role.tokens.end + 1 && is_located(doc, place);
    if !official || !beside || role.owned || role.name.is_some() {
        return None;
    }
    let state = |i: &usize| {
        let entity = doc.pack.world.entity(*i);
        let code = if entity.kind == Kind::State { &entity.id } else { &entity.state };
        let of_state = |i: &usize| doc.pack.world.entity(*i).kind == Kind::State;
        doc.pack.world.index(code).filter(of_state)
    };
    place.candidates.iter().find_map(state)
}

/// The day of publication.
pub(crate) fn day<'d>(doc: &Document<'d>) -> Option<&'d str> {
    let published = doc.article.published.as_ref()?.value.as_str();
    Some(published.get(..10).unwrap_or(published))
}

/// Entities that the article, its title or its captions name in full, and states by their adjectives,
/// in the order of their numbers.
fn named_in_full(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let sure = |n: &&Nominal| {
        let capital = n.candidates.iter().any(|c| is_capital_named_like_a_state(doc, n, *c));
        n.strength == Strength::Full && !capital
    };
    for nominal in nominals.iter().filter(sure) {
        let adjective = nominal.states.first().filter(|_| nominal.candidates.is_empty());
        out.extend(nominal.candidates.first().or(adjective));
    }
    let around = doc.article.title.iter().map(|t| t.value.as_str());
    for text in around.chain(doc.article.captions.iter().map(String::as_str)) {
        let tokens = isnad_text::tokenize(text, isnad_text::Span::new(0, text.len()));
        for (i, token) in tokens.iter().enumerate() {
            let hit =
                doc.lang.names.longest(&token.norm, &tokens, i + 1, isnad_pack::gazetteer::exact);
            let full = hit.iter().flat_map(|h| h.values).filter(|e| e.strength == Strength::Full);
            out.extend(full.map(|e| e.entity));
        }
    }
    // Asked for each candidate of each name: a long page names few entities, each many times.
    out.sort_unstable();
    out.dedup();
    out
}

fn name(
    doc: &Document<'_>,
    nominal: &Nominal,
    named: &[usize],
    before: &[Nominal],
    next: Option<&Nominal>,
) -> Referent {
    let world = &doc.pack.world;
    let Some(best) = best_candidate(doc, nominal, named) else { return Referent::default() };
    let entity = world.entity(best);
    if nominal.strength == Strength::Bare && !has_cue(doc, nominal, entity) {
        return Referent::default();
    }
    let capital = entity.kind == Kind::Place && entity.sort == "capital";
    let paired = before
        .last()
        .is_some_and(|b| nominal.joined && adjoin(b, nominal) && names_capital(doc, b))
        || next.is_some_and(|n| n.joined && adjoin(nominal, n) && names_capital(doc, n));
    if capital && (paired || !is_place_here(doc, nominal, before)) {
        let id = entity.state.clone();
        return Referent { actors: vec![id.clone()], id: Some(id) };
    }
    Referent { id: Some(entity.id.clone()), actors: actors_of(doc, entity) }
}

/// Whether two phrases stand side by side.
fn adjoin(a: &Nominal, b: &Nominal) -> bool {
    b.tokens.start <= a.tokens.end + 1
}

/// Whether a phrase may name a capital. Two capitals joined by "and" are two governments.
fn names_capital(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let sort = |i: &usize| doc.pack.world.entity(*i).sort == "capital";
    nominal.candidates.iter().any(sort)
}

/// The likeliest bearer of a name: named in full in the article, holding office on the day, in a
/// state that is named, listed first. Of small towns in several states none, unless its state is
/// named.
fn best_candidate(doc: &Document<'_>, nominal: &Nominal, named: &[usize]) -> Option<usize> {
    let world = &doc.pack.world;
    let several = nominal.candidates.len() > 1;
    let near = |index: usize| {
        let entity = world.entity(index);
        let state = |other: &Entity| match other.kind {
            Kind::State => other.id == entity.state,
            _ => other.state == entity.state,
        };
        let same = |other: usize| other != index && state(world.entity(other));
        entity.kind == Kind::Place && named.iter().any(|n| same(*n))
    };
    let rank = |position: usize, index: usize| {
        let entity = world.entity(index);
        let in_full = named.binary_search(&index).is_ok();
        let role_fits = nominal.role.is_some_and(|r| holds_role(doc, entity, &doc.lang.roles[r]));
        let in_office = entity
            .offices
            .iter()
            .filter(|o| day(doc).map_or(o.to.is_empty(), |d| o.held_on(d)))
            .count();
        let kind = match entity.kind {
            Kind::State => 2,
            // Where its own state is spoken of, the capital is meant.
            Kind::Place if is_capital_named_like_a_state(doc, nominal, index) && near(index) => 3,
            Kind::Place if entity.sort != "capital" => 0,
            Kind::Outlet => 0,
            _ => 1,
        };
        (
            role_fits,
            entity.kind != Kind::Outlet,
            in_full,
            kind,
            in_office.min(1),
            several && near(index),
            std::cmp::Reverse(position),
        )
    };
    let ranked = nominal.candidates.iter().enumerate().map(|(p, i)| (rank(p, *i), *i));
    let best = ranked.max_by_key(|(r, _)| *r).map(|(_, i)| i)?;
    let elsewhere = |i: &usize| world.entity(*i).state != world.entity(best).state;
    let unsure = world.is_town(best) && nominal.candidates.iter().any(elsewhere) && !near(best);
    (!unsure).then_some(best)
}

/// Whether a candidate is the capital of one state that has the name of another: عمان.
fn is_capital_named_like_a_state(doc: &Document<'_>, nominal: &Nominal, index: usize) -> bool {
    let world = &doc.pack.world;
    let entity = world.entity(index);
    let other = |i: &usize| {
        let state = world.entity(*i);
        state.kind == Kind::State && state.id != entity.state
    };
    entity.kind == Kind::Place && entity.sort == "capital" && nominal.candidates.iter().any(other)
}

/// Whether a risky name has a word beside it that makes it one.
fn has_cue(doc: &Document<'_>, nominal: &Nominal, entity: &Entity) -> bool {
    let start = nominal.tokens.start;
    let near = (start.saturating_sub(2)..start).any(|k| doc.class(k) == "city");
    let located = is_located(doc, nominal);
    match entity.kind {
        Kind::Place => near || located,
        Kind::State => located || governed(doc, nominal),
        Kind::Outlet | Kind::Org => false,
        _ => nominal.role.is_some(),
    }
}

/// Whether a state named like a word stands where only a name can: written with a capital, after a
/// preposition of its own, a verb or a role noun, or at the head of a sentence.
fn governed(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let start = nominal.tokens.start;
    let first = doc.sentence_of(start).start == start;
    let after = start.checked_sub(1).is_some_and(|k| doc.class(k) == "prep" || doc.is_verb(k));
    nominal.role.is_some() || doc.is_capital(start) || first || after
}

/// Whether a preposition of place stands before a phrase.
pub(crate) fn is_located(doc: &Document<'_>, nominal: &Nominal) -> bool {
    nominal.prep.as_deref().is_some_and(|p| doc.lang.settings.lists("located", p))
}

/// Whether the name of a capital means the city: after a preposition of place, a word for a city,
/// or as the goal of a journey.
fn is_place_here(doc: &Document<'_>, nominal: &Nominal, before: &[Nominal]) -> bool {
    let start = nominal.tokens.start;
    let located = is_located(doc, nominal);
    let sentence = doc.sentence_of(start);
    let near = (start.saturating_sub(2).max(sentence.start)..start).any(|k| doc.class(k) == "city");
    let reached =
        (start.saturating_sub(5).max(sentence.start)..start).any(|k| doc.class(k) == "visit");
    let other_between = before.last().is_some_and(|b| {
        b.tokens.start + 5 > start
            && b.tokens.start >= sentence.start
            && b.prep.is_some()
            && reached
            && !located
    });
    located || near || reached && !other_between
}

/// Whom an entity counts as in events.
pub(crate) fn actors_of(doc: &Document<'_>, entity: &Entity) -> Vec<String> {
    let own = vec![entity.id.clone()];
    match entity.kind {
        Kind::Person => {
            // Who leads a party and a state acts for the state.
            let held = |d: &str| {
                let all = || entity.offices.iter().rev().filter(|o| o.held_on(d));
                all().find(|o| is_state(doc, &state_behind(doc, &o.of))).or_else(|| all().next())
            };
            let office = day(doc).and_then(held).or(entity.offices.last());
            office.map_or(own, |o| vec![state_behind(doc, &o.of)])
        }
        Kind::Org | Kind::Place if !entity.state.is_empty() => vec![entity.state.clone()],
        _ => own,
    }
}

fn state_behind(doc: &Document<'_>, id: &str) -> String {
    match doc.pack.world.get(id) {
        Some(e) if e.kind == Kind::Org && !e.state.is_empty() => e.state.clone(),
        _ => id.to_owned(),
    }
}

/// The states and groups that a phrase names by adjective or genitive.
fn states_of(doc: &Document<'_>, nominal: &Nominal) -> Vec<String> {
    // One adjective, one state: further candidates are other readings of the same word.
    let first = nominal.states.first();
    first.map(|i| actors_of(doc, doc.pack.world.entity(*i))).unwrap_or_default()
}

/// Whether an entity holds an office that a role noun may name.
fn holds_role(doc: &Document<'_>, entity: &Entity, role: &Role) -> bool {
    let date = day(doc);
    let held = |o: &&Office| date.map_or(o.to.is_empty(), |d| o.held_on(d));
    entity.offices.iter().filter(held).any(|o| role.offices.contains(&o.office))
}

/// A title without a name: its holder by the office table, else the person spoken of last whom it
/// fits; a body or people by their state.
fn title(doc: &Document<'_>, nominal: &Nominal, before: &[Nominal]) -> Referent {
    let Some(role) = nominal.role.map(|r| &doc.lang.roles[r]) else { return Referent::default() };
    let states = states_of(doc, nominal);
    match role.kind {
        RoleKind::Office => {
            // A body has officials of its own: the Kremlin's spokesman is not the ministry's.
            let owner = nominal.states.first().map(|i| doc.pack.world.entity(*i));
            let body = owner.filter(|e| e.kind == Kind::Org).map(|e| &e.id);
            let holder = body.or(states.first()).and_then(|s| office_holder(doc, s, role));
            let holder = holder.filter(|_| nominal.number != isnad_pack::inflect::Number::Plural);
            if let Some(entity) = holder {
                let actors = if states.is_empty() { actors_of(doc, entity) } else { states };
                return Referent { id: Some(entity.id.clone()), actors };
            }
            if states.is_empty() {
                return salient_holder(doc, role, before).unwrap_or_else(|| Referent {
                    id: None,
                    actors: states_near(doc, nominal, before),
                });
            }
            Referent { id: None, actors: states }
        }
        RoleKind::Body => {
            let actors = if states.is_empty() { states_near(doc, nominal, before) } else { states };
            Referent { id: None, actors }
        }
        RoleKind::People if role.actor.is_empty() => Referent { id: None, actors: states },
        RoleKind::People if is_armed_group(doc, nominal) => Referent { id: None, actors: states },
        RoleKind::People => Referent { id: None, actors: vec![role.actor.clone()] },
        RoleKind::Group => Referent { id: None, actors: states },
    }
}

/// Whether people belong to a group that acts for no state.
fn is_armed_group(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let owner = nominal.states.first().map(|i| doc.pack.world.entity(*i));
    owner.is_some_and(|e| {
        matches!(e.kind, Kind::Org | Kind::Group) && e.state.is_empty() && e.sort.contains("armed")
    })
}

fn office_holder<'d>(doc: &Document<'d>, state: &str, role: &Role) -> Option<&'d Entity> {
    // Of the offices that the word may name, the first that anybody holds: a leader is whoever leads.
    role.offices.iter().find_map(|office| doc.pack.world.holder(state, office, day(doc)))
}

fn salient_holder(doc: &Document<'_>, role: &Role, before: &[Nominal]) -> Option<Referent> {
    let fits = |n: &&Nominal| {
        let entity = n.who.id.as_deref().and_then(|id| doc.pack.world.get(id));
        entity.is_some_and(|e| e.kind == Kind::Person && holds_role(doc, e, role))
            || n.role.is_some_and(|r| doc.lang.roles[r].id == role.id && n.who.id.is_some())
    };
    before.iter().rev().find(fits).map(|n| n.who.clone())
}

pub(crate) fn is_state(doc: &Document<'_>, id: &str) -> bool {
    doc.pack.world.get(id).is_some_and(|e| e.kind == Kind::State)
}
