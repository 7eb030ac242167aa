//! Arguments: the parties that stand around a predicate, by voice, order and preposition.

use std::ops::Range;

use isnad_pack::{
    frames::Slot,
    inflect::{Number, Pos},
    lang::RoleKind,
    world::{Entity, Kind},
};
use isnad_text::TokenKind;

use crate::{document::Document, event::predicate::phrase_at, nominal::Nominal};

/// One party, or several joined by "and".
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Party {
    /// Indices of its noun phrases.
    pub(crate) nominals: Range<usize>,
    /// Whom it counts as.
    pub(crate) actors: Vec<String>,
    /// The preposition before it.
    pub(crate) prep: Option<String>,
    /// Whether that preposition stands before the noun that it qualifies, not before itself.
    pub(crate) inherited: bool,
    /// Tokens that it covers.
    pub(crate) tokens: Range<usize>,
    /// Whether it is people without office (civilians, protesters), and of which states.
    pub(crate) people: Option<Vec<String>>,
    /// Number of its first phrase; several phrases are plural.
    pub(crate) number: Number,
    /// Whether it names a place that is no capital.
    pub(crate) place: bool,
    /// Whether it is an adjective alone.
    pub(crate) adjective: bool,
    /// Whether a number or quantity counts it, so that an adjective stands for people.
    pub(crate) counted: bool,
    /// Whether it stands for both sides.
    pub(crate) pair: bool,
    /// Whether it is people of whom nothing more is told.
    pub(crate) crowd: bool,
    /// Whether its noun tells a group of people, such as a union.
    pub(crate) group: bool,
    /// What its first phrase is.
    pub(crate) kind: PartyKind,
}

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartyKind {
    /// A state, or somebody who acts for one.
    State,
    /// People without office.
    People,
    /// A body that acts for no state.
    Body,
    /// An armed group.
    Armed,
}

/// The parties among the noun phrases that stand within a range of tokens, in order.
pub(crate) fn parties(
    doc: &Document<'_>,
    nominals: &[Nominal],
    within: &Range<usize>,
) -> Vec<Party> {
    let first = nominals.partition_point(|n| n.tokens.start < within.start);
    let last = nominals.partition_point(|n| n.tokens.start < within.end);
    let mut out: Vec<Party> = Vec::new();
    let mut i = first;
    while i < last {
        if nominals[i].who.actors.is_empty()
            || is_thing(doc, &nominals[i])
            || is_part_of_deed(doc, &nominals[i])
            || qualifies_place(doc, nominals, i)
        {
            i += 1;
            continue;
        }
        let end = chain_end(doc, nominals, i, last);
        out.push(party(doc, nominals, i..end));
        i = end;
    }
    out
}

/// Whether an adjective only says in which state the place right before it lies: "مدينة الناصرية
/// العراقية".
fn qualifies_place(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> bool {
    let Some(before) = i.checked_sub(1).map(|p| &nominals[p]) else { return false };
    let place = before.candidates.iter().any(|c| doc.pack.world.entity(*c).kind == Kind::Place);
    nominals[i].adjective
        && place
        && before.tokens.end == nominals[i].tokens.start
        && before.who.actors == nominals[i].who.actors
}

/// Whether a role noun is only a word of a listed phrase that tells an event: "هجوم انتحاري".
fn is_part_of_deed(doc: &Document<'_>, nominal: &Nominal) -> bool {
    const LONGEST: usize = 3;
    let Range { start, end } = nominal.tokens;
    let tells = |k: usize| phrase_at(doc, k).is_some_and(|p| p.nominal && p.tokens.end >= end);
    nominal.role.is_some()
        && nominal.name.is_none()
        && nominal.states.is_empty()
        && (start.saturating_sub(LONGEST)..=start).any(tells)
}

/// Whether a noun phrase names a thing or place that acts for nobody.
pub(crate) fn is_thing(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let entity = nominal.who.id.as_deref().and_then(|id| doc.pack.world.get(id));
    entity.is_some_and(|e| match e.kind {
        Kind::Weapon | Kind::Work | Kind::Agreement => true,
        // A sea or a region across borders acts for nobody.
        Kind::Place => e.state.is_empty(),
        _ => false,
    })
}

/// The phrase after the last of those joined to the first: "A, B and C".
fn chain_end(doc: &Document<'_>, nominals: &[Nominal], first: usize, last: usize) -> usize {
    let (mut end, mut i) = (first + 1, first + 1);
    while i < last {
        let gap = nominals[i - 1].tokens.end..nominals[i].tokens.start;
        if gap.start > gap.end || gap.len() > 3 || nominals[i].who.actors.is_empty() {
            break;
        }
        let joined = nominals[i].joined;
        let listed = gap.clone().any(|k| doc.is_mark(k, "،") || doc.is_mark(k, ","));
        let same_prep = nominals[i].prep.is_none() || nominals[i].prep == nominals[first].prep;
        let people = |n: &Nominal| {
            n.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::People) && n.name.is_none()
        };
        let groups = joined && people(&nominals[first]) && people(&nominals[i]);
        let plain = gap.clone().all(|k| is_light(doc, k) || groups && is_definite_noun(doc, k));
        let apposed = !joined && listed && nominals[i].adjective;
        if !same_prep || !plain || !(joined || listed) || apposed {
            break;
        }
        i += 1;
        if joined {
            end = i;
        }
    }
    end
}

/// Whether a token is a noun with the article: the genitive that says of which sort people are, "عمال
/// السكك الحديدية والمعلمون".
fn is_definite_noun(doc: &Document<'_>, k: usize) -> bool {
    doc.norm(k).starts_with(doc.lang.clitics.article())
        && doc.functions[k].is_none()
        && !doc.may_be_verb(k)
        && !doc.lang.is_cased()
}

fn is_light(doc: &Document<'_>, k: usize) -> bool {
    doc.tokens[k].kind == TokenKind::Mark
        || doc.key(k, "and").is_some()
        || matches!(doc.class(k), "both" | "det")
        || !doc.is_known(k) && doc.tokens[k].kind == TokenKind::Word
}

fn party(doc: &Document<'_>, nominals: &[Nominal], range: Range<usize>) -> Party {
    let mut actors: Vec<String> = Vec::new();
    for nominal in &nominals[range.clone()] {
        for actor in &nominal.who.actors {
            if !actors.contains(actor) {
                actors.push(actor.clone());
            }
        }
    }
    let first = &nominals[range.start];
    let role = first.role.map(|r| doc.lang.roles[r].kind);
    let people = (role == Some(RoleKind::People)).then(|| {
        let index = first.states.first();
        index.map(|i| crate::coref::actors_of(doc, doc.pack.world.entity(*i))).unwrap_or_default()
    });
    let entity = first.who.id.as_deref().and_then(|id| doc.pack.world.get(id));
    let tokens = first.tokens.start..nominals[range.end - 1].tokens.end;
    Party {
        actors,
        inherited: first.prep.is_none() || owner_start(doc, first).is_some(),
        prep: preposition(doc, first).map(|key| in_town(doc, entity, key)),
        tokens,
        people,
        number: match range.len() {
            1 => first.number,
            2 if nominals[range.clone()].iter().all(|n| n.number == Number::Singular) => {
                Number::Dual
            }
            _ => Number::Plural,
        },
        place: entity.is_some_and(|e| e.kind == Kind::Place),
        adjective: first.adjective,
        counted: is_counted(doc, first.tokens.start),
        pair: first.pair,
        crowd: first.role.is_some_and(|r| {
            doc.lang.settings.get("people").is_some_and(|p| *p == doc.lang.roles[r].actor)
        }),
        group: role == Some(RoleKind::Group),
        kind: kind_of(doc, first, role),
        nominals: range,
    }
}

/// The preposition of means before a town is one of place: "في محطة ببغداد".
fn in_town(doc: &Document<'_>, entity: Option<&Entity>, key: String) -> String {
    let means = doc.lang.settings.get("means") == Some(&key);
    let town = entity.is_some_and(|e| e.kind == Kind::Place);
    let located = doc.lang.settings.get("located").and_then(|l| l.split('|').next());
    located.filter(|_| means && town).map_or(key, str::to_owned)
}

/// Whether a number or words of quantity stand right before a token.
fn is_counted(doc: &Document<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| !doc.lang.is_cased()) else { return false };
    let quantity = |k: usize| doc.functions[k].is_some_and(|f| f.class == "det" && f.end == at);
    is_partitive(doc, before)
        || doc.tokens[before].kind == TokenKind::Number
        || crate::nominal::is_number_word(doc, before)
        || (at.saturating_sub(3)..at).any(quantity)
}

fn kind_of(doc: &Document<'_>, first: &Nominal, role: Option<RoleKind>) -> PartyKind {
    let state = |id: &String| {
        doc.pack.world.get(id).is_some_and(|e| matches!(e.kind, Kind::State | Kind::Group))
    };
    let group = first.who.actors.first().and_then(|id| doc.pack.world.get(id));
    let armed = group
        .is_some_and(|e| e.kind == Kind::Org && e.state.is_empty() && e.sort.contains("armed"));
    match role {
        _ if armed => PartyKind::Armed,
        Some(RoleKind::People) => PartyKind::People,
        _ if first.who.actors.first().is_some_and(state) => PartyKind::State,
        _ if first.unknown_name.is_some() => PartyKind::People,
        _ => PartyKind::Body,
    }
}

/// The preposition of a phrase; of an adjective or genitive also the one before its noun: "على
/// أهداف الحوثيين".
fn preposition(doc: &Document<'_>, nominal: &Nominal) -> Option<String> {
    let owner = owner_start(doc, nominal);
    let counted = nominal.tokens.start.checked_sub(1).is_some_and(|k| is_partitive(doc, k));
    if owner.is_none() && !counted && (nominal.prep.is_some() || nominal.joined) {
        return nominal.prep.clone();
    }
    let start = owner.unwrap_or(nominal.tokens.start);
    // A phrase with a quantity of its own is no genitive of the noun before it.
    if before_quantity(doc, start) < start {
        return nominal.prep.clone();
    }
    if owner.is_none()
        && nominal.name.is_some()
        && doc.key(start.wrapping_sub(1), "direction").is_some()
    {
        return Some(before_direction(doc, start));
    }
    for k in (start.saturating_sub(3)..start).rev() {
        if doc.tokens[k].kind == TokenKind::Mark {
            return None;
        }
        if is_partitive(doc, k) {
            return before_number(doc, k - 1);
        }
        if let Some(key) = doc.key(k, "agent").map(|_| "by").or_else(|| doc.key(k, "prep")) {
            return Some(key.to_owned());
        }
        match doc.class(k) {
            "" | "city" => {}
            "det" => continue,
            _ => return None,
        }
        if nominal.name.is_none() && closes_phrase(doc, k) {
            return None;
        }
        let readings = &doc.readings[k];
        let before = readings.iter().find_map(|r| r.split.before.filter(|b| !b.prep.is_empty()));
        let plain = readings.iter().any(|r| r.split.before.is_none());
        if let (Some(before), false) = (before, plain) {
            return Some(before.prep.clone());
        }
        // Only nouns may stand between: a verb or an unknown word ends the phrase.
        let written = !doc.lang.is_cased();
        let qualifier =
            !written && (!doc.is_capital(k) || crate::nominal::demonym_at(doc, k).is_some());
        if !qualifier && (doc.may_be_verb(k) && !nominal.adjective || readings.is_empty())
            || qualifier && doc.is_verb(k)
        {
            return None;
        }
    }
    None
}

/// Whether a word with the article closes a phrase, since the word behind it has none: in "بقذائف الهاون
/// ثكنة" the second noun begins another.
fn closes_phrase(doc: &Document<'_>, k: usize) -> bool {
    let article = doc.lang.clitics.article();
    let definite = |k: usize| doc.norm(k).starts_with(article);
    !doc.lang.is_cased() && definite(k) && !definite(k + 1) && doc.is_known(k + 1)
}

/// Whether a preposition only stands between a number and whom it counts: "14 من عناصر التنظيم".
pub(crate) fn is_partitive(doc: &Document<'_>, k: usize) -> bool {
    let source = doc.lang.settings.get("source");
    let Some(p) = k.checked_sub(1).filter(|_| doc.key(k, "prep") == source.map(String::as_str))
    else {
        return false;
    };
    let counts = |f: &crate::document::FunctionAt<'_>| f.class == "det" && f.end > k;
    doc.tokens[p].kind == TokenKind::Number
        || crate::nominal::is_number_word(doc, p)
        || doc.functions[p].as_ref().is_some_and(counts)
}

/// The preposition before a number: "على 14 من عناصر التنظيم".
fn before_number(doc: &Document<'_>, k: usize) -> Option<String> {
    let written = doc.readings_at(k).iter().find_map(|r| r.split.before).map(|b| b.prep.clone());
    let told = k.checked_sub(1).and_then(|p| doc.key(p, "prep")).map(str::to_owned);
    told.or(written.filter(|p| !p.is_empty()))
}

/// The first token of the words of quantity before a phrase: "hundreds of students".
fn before_quantity(doc: &Document<'_>, start: usize) -> usize {
    const LONGEST: usize = 4;
    let counts = |k: &usize| {
        doc.functions[*k].is_some_and(|f| f.end == start && f.end > k + 1 && f.class == "det")
    };
    (start.saturating_sub(LONGEST)..start).find(counts).unwrap_or(start)
}

/// The preposition before words for a direction, which stand for that of place if there is none:
/// "جنوبي أفغانستان".
fn before_direction(doc: &Document<'_>, start: usize) -> String {
    let first = (0..start).rev().take_while(|k| doc.key(*k, "direction").is_some()).last();
    let first = first.unwrap_or(start);
    let told = first.checked_sub(1).and_then(|p| doc.key(p, "prep")).map(str::to_owned);
    let written =
        || doc.readings_at(first).iter().find_map(|r| r.split.before.map(|b| b.prep.clone()));
    let located = || doc.lang.settings.get("located")?.split('|').next().map(str::to_owned);
    told.or_else(|| written().filter(|p| !p.is_empty())).or_else(located).unwrap_or_default()
}

/// Where the noun phrase begins whose owner a party after "for" is: "دورية للشرطة", "نقطة تابعة
/// للجيش".
fn owner_start(doc: &Document<'_>, nominal: &Nominal) -> Option<usize> {
    doc.lang.settings.get("owner").filter(|o| nominal.prep.as_ref() == Some(*o))?;
    let mut k = nominal.tokens.start.checked_sub(1)?;
    let belongs = doc.class(k) == "belonging";
    if belongs {
        k = k.checked_sub(1)?;
    } else if doc.functions[k].is_some() {
        return None;
    }
    let head = head_of(doc, k, belongs)?;
    let indefinite = !doc.tokens[head].norm.starts_with(doc.lang.clitics.article());
    indefinite.then_some(head + 1)
}

/// The noun of a thing that ends at a token: itself, or before one word that qualifies it, "نقطة تفتيش",
/// "موقع عسكري". Where the words say whose it is, it may be a deed.
fn head_of(doc: &Document<'_>, k: usize, belongs: bool) -> Option<usize> {
    let told = |r: &isnad_pack::lexicon::Reading<'_>| {
        !belongs && doc.lang.frames.of(r.analysis.lemma).next().is_some()
    };
    let noun = |k: usize| {
        let readings = doc.readings_at(k);
        let nouns = readings.iter().filter(|r| r.analysis.features.pos != Pos::Verb);
        let bare = |r: &isnad_pack::lexicon::Reading<'_>| {
            r.analysis.features.pos == Pos::Noun && r.split.after.is_none()
        };
        readings.iter().any(bare) && !nouns.clone().any(told)
    };
    let qualifier = |k: usize| !doc.is_verb(k) && !doc.readings_at(k).iter().any(told);
    let before = k.checked_sub(1).filter(|p| {
        let open = doc.functions[*p].is_none() && doc.functions[k].is_none();
        open && qualifier(k) && !doc.norm(k).starts_with(doc.lang.clitics.article()) && noun(*p)
    });
    if noun(k) { Some(k) } else { before }
}

/// The first party after a preposition that a slot names.
pub(crate) fn in_slot<'p>(parties: &'p [Party], slot: &Slot) -> Option<&'p Party> {
    match slot {
        Slot::Prep(key) => parties.iter().find(|p| p.prep.as_deref() == Some(key.as_str())),
        _ => None,
    }
}
