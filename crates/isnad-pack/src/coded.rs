//! Dictionaries of users laid over the world: who has which code when, and whom no table of ours
//! holds.

use isnad_text::{Lang, fold, token::is_arabic};
use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, LangPack, Source,
    actors::{self, Actor, Agent, Coding},
    gazetteer::exact,
    lang::{Role, RoleKind},
    world::{Entity, Kind, Name, Strength, World},
};

/// Lays the actors of all dictionaries over a world; gives the agents.
pub(crate) fn lay(world: &mut World, source: &Source, out: &mut Vec<Diagnostic>) -> Vec<Agent> {
    let mut agents = Vec::new();
    if source.dictionaries().is_empty() {
        return agents;
    }
    let mut known = known_names(world);
    for (path, text) in source.dictionaries() {
        let (read, faults) = actors::read(path, text);
        out.extend(faults);
        agents.extend(read.agents);
        for actor in &read.actors {
            lay_actor(world, &mut known, actor);
        }
    }
    agents
}

/// Entities by their folded names and adjectives; of several that share one, a state, else the first.
fn known_names(world: &World) -> FxHashMap<String, usize> {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let states = |i: &usize| world.entity(*i).kind == Kind::State;
    let safe = |n: &&Name| n.strength == Strength::Full && !world.is_town(n.entity);
    let names = world.names.iter().filter(safe).map(|n| (&n.text, n.entity));
    let adjectives = world.demonyms.iter().map(|(_, text, entity)| (text, *entity));
    for (text, entity) in names.chain(adjectives) {
        let slot = known.entry(fold(text)).or_insert(entity);
        if states(&entity) && !states(slot) {
            *slot = entity;
        }
    }
    known
}

fn lay_actor(world: &mut World, known: &mut FxHashMap<String, usize>, actor: &Actor) {
    let of = |name: &String| known.get(&fold(name)).copied();
    let mut named: Vec<usize> = actor.names.iter().filter_map(of).collect();
    let state = named.iter().copied().find(|i| world.entity(*i).kind == Kind::State);
    let Some(home) = state.or_else(|| named.first().copied()).or_else(|| added(world, actor))
    else {
        return;
    };
    named.push(home);
    for entity in named {
        world.codings.insert(entity, actor.codings.clone());
    }
    for name in &actor.names {
        if known.insert(fold(name), home).is_none() {
            let lang = if name.chars().any(is_arabic) { Lang::AR } else { Lang::EN };
            let text = cased(name);
            world.names.push(Name { text, lang, entity: home, strength: Strength::Full });
        }
    }
}

/// A name as texts have it: dictionaries are written in capitals. Of one word a capital is asked for,
/// for it may be an ordinary word too.
fn cased(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut letters = lower.chars();
    match letters.next() {
        Some(first) if !lower.contains(' ') => first.to_uppercase().chain(letters).collect(),
        _ => lower,
    }
}

/// The entity of an actor whom no table holds; its index.
fn added(world: &mut World, actor: &Actor) -> Option<usize> {
    let name = actor.names.first()?;
    let code = actor.codings.iter().flat_map(|c: &Coding| &c.codes).next();
    let coded = |(i, listed): (&usize, &Vec<Coding>)| {
        let same = listed.iter().any(|c| c.codes.first() == code && c.codes.len() == 1);
        same && world.entity(*i).kind == Kind::State
    };
    // The first whose code is that of a country alone is the country; others count for it.
    let country = actor.country().filter(|_| !world.codings.iter().any(coded));
    let kind = match country {
        Some(_) => Kind::State,
        // Who counts for a country, or has another code later, is most often somebody in office.
        None if actor.is_dated() || actor.country().is_some() => Kind::Person,
        None => Kind::Org,
    };
    let id = free_id(world, name, country, code.map_or("", String::as_str));
    let state = if country.is_some() { id.clone() } else { String::new() };
    let (mut name_en, mut name_ar) = (titled(name), String::new());
    if name.chars().any(is_arabic) {
        std::mem::swap(&mut name_en, &mut name_ar);
    }
    Some(world.add(Entity { id, kind, name_en, name_ar, state, ..Entity::default() }))
}

/// An id that nobody has: the code of a country, else the name, else the name with its code.
fn free_id(world: &World, name: &str, country: Option<&str>, code: &str) -> String {
    let free = |id: &String| world.get(id).is_none();
    let slug = fold(name).split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join("-");
    let named = format!("{slug}-{}", code.to_lowercase());
    country.map(str::to_owned).filter(free).or(Some(slug).filter(free)).unwrap_or(named)
}

/// A name with a capital at each word.
fn titled(name: &str) -> String {
    name.split(' ').map(cased).collect::<Vec<_>>().join(" ")
}

/// Gives the roles of a language the codes of agents, and adds those that it lacks.
pub(crate) fn lay_agents(lang: &mut LangPack, agents: &[Agent]) {
    let arabic = lang.lang == Lang::AR;
    for agent in agents {
        let mut names = agent.names.iter();
        let Some((lemma, _)) = names.next() else { continue };
        if lemma.chars().any(is_arabic) != arabic {
            continue;
        }
        let mut fresh = None;
        for (name, number) in &agent.names {
            if let Some(index) = role_of(lang, name) {
                lang.roles[index].agent = Some(agent.code.clone());
                continue;
            }
            let index = *fresh.get_or_insert_with(|| {
                lang.roles.push(role(lemma, agent));
                lang.roles.len() - 1
            });
            lang.role_names.insert(&name.to_lowercase(), (index, *number));
        }
    }
}

fn role(lemma: &str, agent: &Agent) -> Role {
    let id = fold(lemma).replace(' ', "-");
    Role {
        lemma: lemma.to_lowercase(),
        offices: vec![id.clone()],
        gloss: lemma.to_lowercase(),
        id,
        kind: RoleKind::Body,
        actor: String::new(),
        agent: Some(agent.code.clone()),
    }
}

/// The role that a name in full is a form of.
fn role_of(lang: &LangPack, name: &str) -> Option<usize> {
    let tokens = lang.role_names.tokens(name);
    let hit = lang.role_names.longest(&tokens.first()?.norm, &tokens, 1, exact)?;
    (hit.end == tokens.len()).then(|| hit.values.first().map(|v| v.0))?
}
