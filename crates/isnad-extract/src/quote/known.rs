//! Speakers who are known from before: by their title, as another of a kind, by whose they are.

use std::ops::Range;

use isnad_pack::{clitics::Split, inflect::Number, lang::RoleKind};

use crate::{describe::describe, plural::one, record::Link};

use super::{
    english::head_start,
    named::introduction,
    phrase::{is_several, phrase},
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, described, gender as gender_of, head_only, make, stems},
};

/// Tokens before a pronoun in which whoever it means may be told.
const NEAR: usize = 40;

/// Somebody introduced before with these words: "the engineer" after "county engineer Ann Lee".
pub(crate) fn told_before(
    scene: &Scene<'_, '_>,
    memory: &Memory,
    range: &Range<usize>,
) -> Option<Source> {
    if let Some(found) = other(scene, memory, range) {
        return Some(found);
    }
    let definite = range.clone().any(|i| scene.is_definite(i))
        || matches!(scene.doc.class(range.start), "det" | "demo")
        || scene.doc.is_capital(range.start);
    let own: Vec<&str> = stems(scene, range).collect();
    if !definite || own.is_empty() || scene.around(range.start, "count").is_some() {
        return None;
    }
    let covers = |s: &[String]| own.iter().all(|w| s.iter().any(|s| s == w));
    // "الشركة" is not the analyst of the company: a description is found again by its head.
    let head = |s: &[String]| {
        let (told, own) =
            if scene.verb_first() { (s.first(), own.first()) } else { (s.last(), own.last()) };
        told.map(String::as_str) == own.copied()
    };
    let same = |s: &&Source| covers(&s.stems) && (!s.who.contains(' ') || head(&s.stems));
    if let Some(same) = memory.said.iter().rev().find(same) {
        return Some(same.clone());
    }
    if scene.word(range.start, "owner").is_some() {
        return None;
    }
    let before =
        scene.nominals.iter().take_while(|n| n.tokens.end <= range.start).collect::<Vec<_>>();
    let people = before
        .iter()
        .rev()
        .filter(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
    for nominal in people.clone() {
        let introduced = introduction(scene, nominal);
        if own.iter().all(|w| introduced.clone().any(|s| s == *w)) {
            let stems = introduced.map(str::to_owned).collect();
            return nominal.who.id.clone().map(|id| Source { stems, ..make(id, Sort::Person) });
        }
    }
    if let Some(found) = by_role(scene, range, &own) {
        return Some(found);
    }
    // "المتحدث باسم …" is somebody of his own.
    let speaks_for = range.clone().any(|i| scene.word(i, "name").is_some());
    let epithet = range.clone().take(5).any(|i| scene.around(i, "epithet").is_some());
    if epithet && !speaks_for {
        let person = memory.said.iter().rev().find(|s| s.sort == Sort::Person).cloned();
        return person.or_else(|| {
            people.clone().next().and_then(|n| n.who.id.clone()).map(|id| make(id, Sort::Person))
        });
    }
    None
}

/// "another", "راكبة أخرى": a second one of the kind that spoke before; "one" of a network's users.
fn other(scene: &Scene<'_, '_>, memory: &Memory, range: &Range<usize>) -> Option<Source> {
    let english = &scene.doc.lang.cues.english;
    // "One of them, who gave no name": what is said about somebody is no part of it.
    let head = head_only(scene, range);
    let alone = scene.around(range.start, "somebody").is_some_and(|w| w.end == head.end);
    let network = memory.relays.last().filter(|r| {
        alone
            && r.network
            && memory
                .said
                .last()
                .is_none_or(|s| s.span.is_none_or(|o| o.start < r.span.start) || s.relay.is_some())
    });
    if let Some(relay) = network {
        let name = relay.who.split('-').next().unwrap_or_default();
        let name = if name.len() == 1 { name.to_uppercase() } else { name.to_owned() };
        return Some(Source {
            relay: Some(relay.link()),
            ..make(english.fill("user", &name, ""), Sort::Person)
        });
    }
    if alone && let Some(found) = one_of_them(scene, memory, range.start) {
        return Some(found);
    }
    // "آخرون": others of the kind that spoke before.
    if scene.word(range.start, "others").is_some_and(|w| w.end == head.end) {
        let many = |s: &&Source| one(&s.who, &english.plurals) != s.who;
        let last = memory.said.last().filter(many)?;
        return Some(make(english.fill("others", &last.who, ""), Sort::Person));
    }
    let at = range.clone().find(|i| scene.around(*i, "other").is_some())?;
    let rest: Vec<usize> = range.clone().filter(|i| *i != at).collect();
    let noun = match rest.as_slice() {
        [] => {
            let several = |s: &&Source| one(&s.who, &english.plurals) != s.who;
            let of_them = memory.said.iter().rev().take(2).find(several);
            let same = of_them.map(|s| one(&s.who, &english.plurals));
            same.or_else(|| memory.said.last().map(|s| s.who.clone()))?
        }
        [first, ..] => describe(scene.doc, &(*first..first + rest.len())),
    };
    (!noun.is_empty()).then(|| make(english.fill("second", &noun, ""), Sort::Person))
}

/// "أحدهما": one of those who spoke last, by the singular of their description.
fn one_of_them(scene: &Scene<'_, '_>, memory: &Memory, at: usize) -> Option<Source> {
    scene.around(at, "somebody").filter(|w| w.key == "one")?;
    let english = &scene.doc.lang.cues.english;
    let counts = |w: &&str| english.counts.iter().any(|c| c == w);
    let of_them = |who: &str| {
        let words = who.split(' ').skip_while(counts).collect::<Vec<_>>().join(" ");
        let noun = one(&words, &english.plurals);
        (noun != words).then_some(noun)
    };
    let last = memory.said.last().filter(|s| s.who.contains(' ') || s.who.ends_with('s'));
    if let Some(noun) = last.and_then(|s| of_them(&s.who)) {
        let relay = memory.channel.first().map(|l| Link { inferred: true, ..l.clone() });
        return Some(Source { relay, ..make(noun, Sort::Person) });
    }
    let people = (at.saturating_sub(NEAR)..at).rev().filter(|i| {
        let many = scene.role_noun(*i).is_some_and(|r| r.1 == Number::Plural);
        many && scene.role(*i).is_some_and(|(_, kind)| kind == RoleKind::People)
    });
    let level = Room { range: 0..at, quote: None };
    let start = |i: usize| if scene.verb_first() { i } else { head_start(scene, i) };
    let mut phrases = people.filter_map(|i| phrase(scene, &level, start(i), None));
    let noun = phrases.find_map(|r| of_them(&described(scene, &r)?.who))?;
    Some(make(noun, Sort::Person))
}

/// Somebody introduced before by a longer title: "the spokesman" after "the government spokesman".
fn by_role(scene: &Scene<'_, '_>, range: &Range<usize>, own: &[&str]) -> Option<Source> {
    if own.len() != 1 || scene.role(range.start + range.len() - 1).is_none() {
        return None;
    }
    if let Some(leader) = leader(scene, range) {
        return Some(leader);
    }
    let level = Room { range: 0..range.start, quote: None };
    let fits = |i: &usize| {
        let found = phrase(scene, &level, *i, None)?;
        let mut all = stems(scene, &found);
        let head = if scene.verb_first() { all.next() } else { all.next_back() };
        let same = head.map(|h| single(scene, h)) == own.first().map(|o| single(scene, o));
        (same && all.next().is_some()).then_some(found)
    };
    let roles = (0..range.start).rev().filter(|i| scene.role(*i).is_some());
    let earlier = roles.map(|i| if scene.verb_first() { i } else { head_start(scene, i) });
    let found = earlier.into_iter().find_map(|i| fits(&i))?;
    // Who is spoken of before the other is introduced is not the other.
    let word = scene.doc.norm(range.end - 1);
    let is_older = (0..found.start).any(|i| scene.doc.norm(i) == word);
    if is_older { None } else { described(scene, &found) }
}

/// The stem of a noun for two is that of one.
fn single<'w>(scene: &Scene<'_, '_>, stem: &'w str) -> &'w str {
    let ends = scene.doc.lang.settings.get("dual_endings").map_or("", String::as_str);
    let cut = ends.split('|').filter(|e| !e.is_empty()).find_map(|e| stem.strip_suffix(e));
    cut.filter(|s| s.chars().count() > 3).unwrap_or(stem)
}

/// "The minister", where the ministry that was spoken of last is told by its field.
fn leader(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let lang = scene.doc.lang;
    let role_of = |i: usize| scene.role_noun(i).map(|r| &lang.roles[r.0]);
    let own = role_of(range.end - 1)?;
    // Two ministers lead no one ministry.
    if is_several(scene, range.end - 1) {
        return None;
    }
    let field = (0..range.start).rev().find_map(|i| {
        let (field, body) = role_of(i)?.id.rsplit_once('-')?;
        let told = || field_told(scene, i, body).unwrap_or_else(|| field.replace('-', " "));
        (lang.cues.english.leader(body)? == own.id).then(told)
    })?;
    Some(make(format!("{field} {}", describe(scene.doc, range)), Sort::Person))
}

/// The field of an English body as the text words it: "petroleum" of "the Ministry of Petroleum".
fn field_told(scene: &Scene<'_, '_>, i: usize, body: &str) -> Option<String> {
    let (end, _) = scene.role(i).filter(|_| scene.doc.lang.is_cased())?;
    let told = |k: &usize| scene.doc.class(*k).is_empty() && scene.doc.norm(*k) != body;
    let words: Vec<&str> = (i..end).filter(told).map(|k| scene.doc.norm(k)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Somebody by a noun with a pronoun written on it: "والدتها".
pub(crate) fn owned(
    scene: &Scene<'_, '_>,
    memory: &Memory,
    range: &Range<usize>,
) -> Option<Source> {
    let doc = scene.doc;
    let token = doc.tokens.get(range.start)?;
    if let Some(owner) = scene.word(range.start, "owner") {
        let range = head_only(scene, range);
        let kin = doc.lang.cues.is(doc.norm(range.end - 1), "kin");
        let gender = owner.key.chars().next().unwrap_or(' ');
        let person = owner_of(scene, memory, gender, true)
            .or_else(|| last_person(scene, range.start, gender))?;
        let gloss = describe(doc, &(range.start + 1..range.end));
        let who = doc.lang.cues.english.fill("owned-by-person", &gloss, &plain(&person.who));
        return (kin && !gloss.is_empty()).then(|| make(who, Sort::Person));
    }
    let ours = memory.outer.is_some() && is_own_kin(scene, range.start);
    if is_whole(scene, range.start) && !ours {
        return None;
    }
    for split in doc.lang.clitics.splits(&token.norm) {
        let kin = doc.lang.cues.is(split.stem(&token.norm), "kin");
        // "أمي": within a quotation, of whoever says all this.
        let own = |person: &str| kin && ours && person.starts_with('1');
        let known = |person: &str| person.starts_with('3') || own(person);
        let Some(after) = split.after.filter(|a| known(&a.person)) else { continue };
        if split.before.is_some_and(|b| !b.prep.is_empty() || b.article) {
            continue;
        }
        let Some(gloss) = noun_gloss(scene, split.stem(&token.norm)) else { continue };
        let gender = after.person.chars().nth(1).filter(|c| matches!(c, 'm' | 'f')).unwrap_or(' ');
        let owner = memory.outer.clone().filter(|_| own(&after.person));
        let owner = owner
            .or_else(|| owner_of(scene, memory, gender, kin))
            .or_else(|| last_person(scene, range.start, gender).filter(|_| kin));
        let rest = (range.end > range.start + 1)
            .then(|| describe(doc, &(range.start + 1..range.end)))
            .filter(|r| !r.is_empty());
        let gloss = rest.map_or(gloss.clone(), |r| format!("{r} {gloss}"));
        let english = &doc.lang.cues.english;
        let who = owner.map_or(gloss.clone(), |o| match o.sort {
            Sort::Person if o.who.contains(' ') || !o.who.contains('-') => {
                english.fill("owned-by-person", &gloss, &o.who)
            }
            Sort::Person => english.fill("owned-by-name", &gloss, &plain(&o.who)),
            _ => english.fill("owned-by-body", &gloss, &plain(&o.who)),
        });
        return Some(make(who, Sort::Person));
    }
    None
}

/// The person told last before a token: by name, or by a noun with the article.
fn last_person(scene: &Scene<'_, '_>, at: usize, gender: char) -> Option<Source> {
    let level = Room { range: 0..at, quote: None };
    let noun = |i: usize| {
        let (end, kind) = scene.role(i)?;
        let one = !is_plural(scene, i) && !matches!(kind, RoleKind::Body | RoleKind::Group);
        let person = if scene.verb_first() {
            let found = phrase(scene, &level, i, None)?;
            (scene.is_definite(i) || scene.is_definite(found.end - 1)).then_some(found)
        } else {
            let start = head_start(scene, i);
            (start > 0 && scene.doc.class(start - 1) == "det").then_some(start..end)
        };
        let person = person.filter(|_| one)?;
        let fits = !scene.verb_first() || gender == ' ' || gender_of(scene, &person) == gender;
        described(scene, &person).filter(|_| fits)
    };
    (at.saturating_sub(NEAR)..at).rev().find_map(noun).or_else(|| last_named(scene, at))
}

/// Whether the noun for people at a token is in the plural.
fn is_plural(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.role_noun(i).is_some_and(|r| r.1 == Number::Plural)
}

/// The person named last before a token.
fn last_named(scene: &Scene<'_, '_>, at: usize) -> Option<Source> {
    let before = scene.nominals_in(&(0..at)).iter().rev();
    let mut named =
        before.filter(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
    named.find_map(|n| n.who.id.clone()).map(|id| make(id, Sort::Person))
}

/// The speaker to whom a pronoun on a noun refers; only people have relatives.
fn owner_of(scene: &Scene<'_, '_>, memory: &Memory, gender: char, kin: bool) -> Option<Source> {
    if !kin {
        return memory.last(gender, false);
    }
    let fits = |s: &&Source| {
        let same = gender == ' ' || s.gender == ' ' || s.gender == gender;
        let words = s.span.map(|span| scene.doc.tokens_in(span)).unwrap_or_default();
        let many = !scene.verb_first() && words.clone().any(|i| is_plural(scene, i));
        s.sort == Sort::Person && !s.plural && !many && same
    };
    memory.said.iter().rev().find(fits).cloned()
}

/// An id as words.
fn plain(id: &str) -> String {
    id.replace('-', " ")
}

/// Whether a word is listed as it stands, so that its end is no pronoun.
fn is_whole(scene: &Scene<'_, '_>, i: usize) -> bool {
    let (doc, norm) = (scene.doc, scene.doc.norm(i));
    let exact = isnad_pack::gazetteer::exact;
    doc.readings_at(i).iter().any(|r| r.split.after.is_none())
        || scene.is_glossed(i)
        || doc.lang.role_names.longest(norm, &doc.tokens, i + 1, exact).is_some()
        || scene.around(i, "outlet").is_some()
}

/// Whether a word is a noun for a relative with a pronoun of the third person: "عمه".
pub(crate) fn is_kin(scene: &Scene<'_, '_>, i: usize) -> bool {
    is_kin_of(scene, i, '3')
}

/// Whether it is one with a pronoun of the first person: "أمي".
fn is_own_kin(scene: &Scene<'_, '_>, i: usize) -> bool {
    is_kin_of(scene, i, '1')
}

fn is_kin_of(scene: &Scene<'_, '_>, i: usize, person: char) -> bool {
    let lang = scene.doc.lang;
    let norm = scene.doc.norm(i);
    let owned = |s: &Split<'_>| s.after.is_some_and(|a| a.person.starts_with(person));
    lang.clitics.splits(norm).any(|s| owned(&s) && lang.cues.is(s.stem(norm), "kin"))
}

/// Whether a word is a noun for somebody with a pronoun of the third person: "زميلها".
pub(crate) fn is_owned_noun(scene: &Scene<'_, '_>, i: usize) -> bool {
    let norm = scene.doc.norm(i);
    let somebody = |split: &Split<'_>| {
        let third = split.after.is_some_and(|a| a.person.starts_with('3'));
        third && split.before.is_none() && noun_gloss(scene, split.stem(norm)).is_some()
    };
    scene.verb_first()
        && scene.is_word(i)
        && scene.doc.lang.clitics.splits(norm).any(|split| somebody(&split))
        && !is_whole(scene, i)
}

/// Whether a word with a pronoun names somebody by his role: "رئيستها".
pub(crate) fn is_owned_role(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lang = scene.doc.lang;
    let norm = scene.doc.norm(i);
    lang.clitics.splits(norm).any(|split| {
        let stem = split.stem(norm);
        let person = split.after.is_some_and(|a| a.person.starts_with('3'));
        person && noun_gloss(scene, stem).is_some() && {
            let open = lang.settings.get("open_feminine").map_or("", String::as_str);
            let ending = lang.settings.get("feminine_endings").map_or("", String::as_str);
            let restored = stem.strip_suffix(open).map(|s| format!("{s}{ending}"));
            lang.role_names.knows(stem) || restored.is_some_and(|r| lang.role_names.knows(&r))
        }
    })
}

/// English for a noun without its pronoun; the last letter of a feminine noun is put back.
fn noun_gloss(scene: &Scene<'_, '_>, stem: &str) -> Option<String> {
    let lang = scene.doc.lang;
    let ending = lang.settings.get("feminine_endings").map_or("", String::as_str);
    let open = lang.settings.get("open_feminine").map_or("", String::as_str);
    let restored =
        stem.strip_suffix(open).filter(|_| !open.is_empty()).map(|s| format!("{s}{ending}"));
    for form in restored.iter().map(String::as_str).chain([stem]) {
        let hit = lang.role_names.longest(form, &[], 0, isnad_pack::gazetteer::exact);
        let role = hit.and_then(|h| {
            let exact =
                h.values.iter().find(|(r, _)| isnad_text::fold(&lang.roles[*r].lemma) == *form);
            exact.or(h.values.first()).copied()
        });
        if let Some((role, _)) = role {
            let role = &lang.roles[role];
            let head = lang.cues.english.head(&role.id).unwrap_or(&role.gloss);
            return Some(head.to_owned());
        }
        let hit = lang.glossary.longest(form, &[], 0, isnad_pack::gazetteer::exact);
        if let Some(gloss) = hit.and_then(|h| h.values.first()) {
            return Some(gloss.clone());
        }
    }
    None
}
