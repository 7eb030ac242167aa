//! The noun phrase that names a speaker: where it begins and ends.

use std::ops::Range;

use isnad_pack::{
    cues::CueClass,
    inflect::{Number, Pos},
    lang::RoleKind,
    world::Kind,
};

use crate::{nominal, tagger::reading};

use super::{
    chain::outlet_of,
    cue::{Form, cue_at},
    english::ahead,
    known::is_owned_noun,
    namelike::{is_name_ahead, is_strange, is_time_name, is_unlisted, may_be_name},
    scene::{Room, Scene},
};

/// The longest phrase in tokens.
pub(crate) const LONGEST: usize = 10;

/// The noun phrase that begins at a token, for a language that puts what says more behind.
pub(crate) fn phrase(
    scene: &Scene<'_, '_>,
    room: &Room,
    start: usize,
    cue: Option<CueClass>,
) -> Option<Range<usize>> {
    if !may_begin(scene, room, start) {
        return None;
    }
    if scene.verb_first() { behind(scene, room, start, cue) } else { ahead(scene, room, start) }
}

fn may_begin(scene: &Scene<'_, '_>, room: &Room, i: usize) -> bool {
    if i >= room.range.end {
        return false;
    }
    if scene.child_at(room, i).is_some() {
        return scene.nominal_at(i + 1).is_some();
    }
    let function = scene.doc.class(i);
    let listed = is_kunya(scene, i)
        || scene.word(i, "count").is_some()
        || matches!(function, "det" | "demo" | "city" | "relative" | "counterpart" | "side")
        || function == "pron" && !scene.verb_first();
    let verb = || {
        let (pos, before) = reading(scene.doc, i);
        pos == Some(Pos::Verb) && before.is_some_and(|b| !b.conj.is_empty()) && !listed
    };
    let known = scene.role(i).is_some() || scene.nominal_at(i).is_some();
    scene.is_word(i)
        && !(scene.verb_first() && !known && verb())
        && (function.is_empty() || listed || scene.role(i).is_some())
        && scene.word(i, "adverb").is_none()
        && scene.word(i, "that").is_none()
        && scene.word(i, "anaphor").is_none()
        && !(scene.verb_first() && scene.around(i, "carry").is_some())
        && scene.around(i, "whether").is_none()
        && !scene.has_preposition(i)
        && !(scene.verb_first() && scene.doc.norm(i).chars().count() < 2)
}

/// "أم محمود": somebody called after a child.
fn is_kunya(scene: &Scene<'_, '_>, i: usize) -> bool {
    let head = scene.word(i, "kunya").is_some_and(|k| k.end == i + 1);
    head && scene.is_word(i + 1)
        && !scene.is_definite(i + 1)
        && scene.around(i + 1, "count").is_none()
        && scene.role(i + 1).is_none()
        && scene.doc.class(i + 1).is_empty()
}

/// Arabic: head, then genitives and adjectives.
fn behind(
    scene: &Scene<'_, '_>,
    room: &Room,
    start: usize,
    cue: Option<CueClass>,
) -> Option<Range<usize>> {
    if is_kunya(scene, start) {
        return Some(start..start + 2);
    }
    let mut at = start;
    let mut complete = false;
    let two = is_several(scene, start);
    while at < room.range.end.min(start + LONGEST) {
        // "وزيرا خارجية مصر والأردن": of two, the second state is joined to the first.
        if let Some(second) = scene.nominal_at(at).filter(|n| two && is_second_state(scene, n, at))
        {
            at = second.tokens.end.max(at + 1);
            break;
        }
        if let Some(q) = scene.child_at(room, at) {
            let outer = scene.marks.quoted[q].outer.clone();
            let inner = &scene.marks.quoted[q].inner;
            if outer.len() > 6 || scene.nominal_at(at + 1).is_none_or(|n| n.tokens.end < inner.end)
            {
                break;
            }
            at = outer.end;
            continue;
        }
        if let Some(nominal) = scene.nominal_at(at).filter(|n| {
            scene.is_person(n)
                && !n.joined
                && n.prep.is_none()
                && (at == start || !scene.has_listed_behind(at))
        }) {
            at = nominal.tokens.end.max(at + 1);
            let named = nominal.name.is_some() || nominal.unknown_name.is_some();
            if named && !may_be_name(scene, at) {
                break;
            }
            complete = true;
            continue;
        }
        if let Some(name) = scene.nominal_at(at).filter(|n| {
            n.name.is_some()
                && n.role.is_none()
                && !n.adjective
                && !n.joined
                && n.prep.is_none()
                && n.who.id.is_some()
                && (at == start || outlet_of(scene, n).is_none())
        }) {
            at = name.tokens.end.max(at + 1);
            complete = true;
            continue;
        }
        if let Some(count) = scene.word(at, "count").filter(|_| at == start) {
            at = count.end;
            continue;
        }
        if at > start && scene.is_definite(at - 1) && is_kunya(scene, at) {
            at += 2;
            break;
        }
        if at > start && is_second_title(scene, at) {
            at += 1;
            continue;
        }
        if at > start && at <= start + 2 && !complete && is_in_body(scene, start, at) {
            at += 1;
            continue;
        }
        if at > start && ends_before(scene, room, at, start, complete, cue) {
            break;
        }
        // "وزارة النقل": a title of several words is one.
        if let Some((end, _)) = scene.role(at).filter(|r| r.0 > at + 1) {
            complete |= scene.is_definite(end - 1);
            // "مصدر مطلع على سير المفاوضات": the last word of a title may have more behind it.
            let open = scene.around(end - 1, "closer").filter(|c| c.end > end);
            at = open.map_or(end, |c| c.end);
            continue;
        }
        if let Some(link) = scene.around(at, "closer").filter(|_| at > start) {
            at = link.end;
            continue;
        }
        complete |= scene.is_definite(at) || at == start && is_owned_noun(scene, at);
        at += 1;
    }
    let end = distant_bearer(scene, room, start, at).unwrap_or(at);
    (at > start).then_some(start..end)
}

/// "مصدر بوزارة الصحة": a preposition of one letter on the body to which somebody without name belongs.
fn is_in_body(scene: &Scene<'_, '_>, start: usize, at: usize) -> bool {
    let means = scene.doc.lang.settings.get("means").map_or("", String::as_str);
    let role = scene.role_noun(at);
    let body = role.is_some_and(|(role, _, _, before)| {
        let inside = before.is_some_and(|b| b.prep == means && b.conj.is_empty());
        inside && matches!(scene.doc.lang.roles[role].kind, RoleKind::Body | RoleKind::Group)
    });
    let people = matches!(scene.role(start), Some((_, RoleKind::People | RoleKind::Office)))
        || scene.word(start, "paper").is_some_and(|w| w.key == "sources");
    body && people && !scene.is_definite(start)
}

/// Whether the noun for people at a token means two or more: "وزيرا" before a genitive is no accusative.
pub(crate) fn is_several(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = scene.doc.lang.settings.get("dual_endings").map_or("", String::as_str);
    let dual = ends.split('|').any(|e| !e.is_empty() && scene.doc.norm(i).ends_with(e));
    let number = scene.role_noun(i).map(|r| r.1);
    number == Some(Number::Dual) || number.is_some() && dual
}

/// Whether a state is joined to the one right before it.
fn is_second_state(scene: &Scene<'_, '_>, nominal: &nominal::Nominal, at: usize) -> bool {
    let state = |n: &nominal::Nominal| {
        let id = n.who.id.as_deref().and_then(|id| scene.doc.pack.world.get(id));
        n.adjective || id.is_some_and(|e| e.kind == Kind::State)
    };
    let mut before = scene.nominals_over(at.saturating_sub(1));
    nominal.joined && state(nominal) && before.any(|n| state(n) || !n.states.is_empty())
}

/// "عضو المجلس عن المحافظة فلان": the bearer of a title behind a phrase that says more about it.
fn distant_bearer(scene: &Scene<'_, '_>, room: &Room, start: usize, end: usize) -> Option<usize> {
    // "المشرفة على الدراسة فلانة": where no list has the title, its article tells that it is one.
    let titled = match scene.role(start) {
        Some((_, kind)) => matches!(kind, RoleKind::Office | RoleKind::People),
        None => end == start + 1 && scene.is_definite(start) && scene.nominal_at(start).is_none(),
    };
    let named =
        |n: &nominal::Nominal| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some());
    let linked = scene.doc.class(end) == "prep" || scene.has_preposition(end);
    if !titled || !linked || scene.nominals_in(&(start..end)).iter().any(named) {
        return None;
    }
    for at in end + 1..(end + 6).min(room.range.end) {
        if let Some(n) = scene.nominal_at(at).filter(|n| named(n) && scene.is_level(room, at)) {
            let between = scene.nominals_in(&(end..at));
            let closed = scene.is_definite(at - 1) || between.iter().any(|p| p.tokens.end == at);
            let far = at > end + 1 || between.iter().any(|p| p.name.is_some());
            let apart = n.prep.is_none() && !n.joined && n.role.is_none() && far;
            // The name may have been joined to the body before it: "عن المحافظة فلان".
            let body = matches!(scene.role(at), Some((_, RoleKind::Body | RoleKind::Group)));
            return (body || apart && closed).then_some(n.tokens.end);
        }
        let broken = !scene.is_level(room, at) || !scene.is_word(at) || scene.doc.is_verb(at);
        if broken || scene.around(at, "that").is_some() || scene.around(at, "listener").is_some() {
            return None;
        }
    }
    None
}

/// Whether a phrase ends before a token.
fn ends_before(
    scene: &Scene<'_, '_>,
    room: &Room,
    at: usize,
    start: usize,
    complete: bool,
    cue: Option<CueClass>,
) -> bool {
    if !scene.is_level(room, at) || !scene.is_word(at) {
        return true;
    }
    // "لـ«…»": a preposition that is written apart.
    if scene.doc.norm(at).chars().count() < 2 && scene.doc.kind(at) == isnad_text::TokenKind::Word {
        return true;
    }
    if scene.word(at, "name").is_some() {
        return false;
    }
    if complete && is_circumstance(scene, at) {
        return true;
    }
    link_ends(scene, at, start)
        .or_else(|| name_goes_on(scene, at))
        .or_else(|| function_ends(scene, at))
        .or_else(|| object_begins(scene, at, start, complete, cue))
        .unwrap_or_else(|| is_other_verb(scene, at))
}

/// "الكاتب والروائي أمين الصافي": a second title joined to the first, with its bearer behind it.
fn is_second_title(scene: &Scene<'_, '_>, at: usize) -> bool {
    let joined = scene.has_conjunction(at) && scene.is_definite(at) && scene.is_definite(at - 1);
    let bearer = |n: &nominal::Nominal| scene.is_person(n) && n.prep.is_none() && !n.joined;
    joined && (scene.nominal_at(at + 1).is_some_and(bearer) || may_be_name(scene, at + 1))
}

/// An indefinite accusative behind a definite noun tells how somebody spoke: "متهكما".
fn is_circumstance(scene: &Scene<'_, '_>, at: usize) -> bool {
    let ends = scene.doc.lang.settings.get("accusative").map_or("", String::as_str);
    let tells = matches!(
        reading(scene.doc, at).0,
        Some(Pos::Active | Pos::Participle | Pos::Adj | Pos::Noun)
    );
    !ends.is_empty() && scene.doc.norm(at).ends_with(ends) && tells && !scene.is_definite(at)
}

/// "مصدر في الشركة", "قريبين من المجلس": whether words that tell where somebody belongs go on.
fn link_ends(scene: &Scene<'_, '_>, at: usize, start: usize) -> Option<bool> {
    let link = scene.around(at, "closer")?;
    let id = scene.nominal_at(link.end).and_then(|n| n.who.id.as_deref());
    let state =
        id.and_then(|id| scene.doc.pack.world.get(id)).is_some_and(|e| e.kind == Kind::State);
    let body = state
        || matches!(
            scene.role(link.end),
            Some((_, RoleKind::Body | RoleKind::Group | RoleKind::Office))
        );
    let house = scene.word(link.end, "institution").is_some();
    let far = at > start + 2 + usize::from(state || house);
    Some(
        link.key == "in" && (!(body || house) || far || scene.around(link.end, "issued").is_some()),
    )
}

/// Behind a definite noun: a name goes on, "العام للمزارعين" does, anything else indefinite ends it.
fn name_goes_on(scene: &Scene<'_, '_>, at: usize) -> Option<bool> {
    let closed = scene.is_definite(at - 1) && scene.is_word(at - 1);
    if !closed {
        return None;
    }
    let bound = scene.has_preposition(at) && scene.is_definite(at);
    let addressed = scene.around(at, "outlet").is_some() || scene.around(at, "listener").is_some();
    let whose = || scene.around(at - 1, "general").is_some() || is_owner(scene, at);
    if bound && !addressed && whose() {
        return Some(false);
    }
    if (may_be_name(scene, at) || is_time_name(scene, at)) && scene.around(at, "that").is_none() {
        return Some(false);
    }
    let people = scene.role(at - 1).is_some_and(|(_, k)| k == RoleKind::People);
    let named = |n: &crate::Nominal| n.name.is_some() || n.unknown_name.is_some();
    let names = people && is_strange(scene, at) || scene.nominal_at(at).is_some_and(named);
    let inside = scene.nominal_at(at - 1).is_some_and(|n| n.tokens.end > at);
    let ends = !inside && !scene.is_definite(at) && !names && scene.doc.class(at).is_empty();
    ends.then_some(true)
}

/// "المنسق المقيم للأمم المتحدة": a body by whose name a preposition is written, not right behind a title.
fn is_owner(scene: &Scene<'_, '_>, at: usize) -> bool {
    let spoken_to = ["audience", "network"].iter().any(|c| scene.around(at, c).is_some());
    let role = scene.role_noun(at).map(|r| scene.doc.lang.roles[r.0].kind);
    let body = matches!(role, Some(RoleKind::Body | RoleKind::Group));
    let named = scene.nominal_at(at).filter(|n| !n.adjective).and_then(|n| n.who.id.as_deref());
    let known = named.and_then(|id| scene.doc.pack.world.get(id));
    let titled =
        scene.role(at - 1).is_some() && !matches!(reading(scene.doc, at - 1).0, Some(Pos::Adj));
    !titled && !spoken_to && (body || known.is_some_and(|e| e.kind == Kind::Org))
}

/// Function words, adverbs and words with a preposition or conjunction on them end a phrase.
fn function_ends(scene: &Scene<'_, '_>, at: usize) -> Option<bool> {
    let clause = ["carry", "that", "whether", "nameless"];
    if scene.word(at, "adverb").is_some() || clause.iter().any(|c| scene.around(at, c).is_some()) {
        return Some(true);
    }
    let bound = scene.has_preposition(at);
    if bound
        && scene.is_definite(at)
        && may_be_name(scene, at + 1)
        && scene.around(at, "outlet").is_none()
    {
        return Some(false);
    }
    let class = scene.doc.class(at);
    let within = ["", "city", "relative", "counterpart", "det", "side", "both", "visit", "trap"];
    let function = matches!(class, "prep" | "rel" | "comp" | "neg" | "coord" | "and" | "agent");
    let other = !within.contains(&class) && scene.role(at).is_none();
    let cites = scene.word(at, "citing").is_some();
    (function || other || bound || scene.has_conjunction(at) || cites).then_some(true)
}

/// Whether the object of the verb begins: whom somebody told, what somebody described.
fn object_begins(
    scene: &Scene<'_, '_>,
    at: usize,
    start: usize,
    complete: bool,
    cue: Option<CueClass>,
) -> Option<bool> {
    let addressed = matches!(cue, Some(CueClass::Tell | CueClass::Ask));
    let definite = scene.is_definite(at);
    let outlet = addressed && at > start + 1 && is_outlet_word(scene, at);
    let plural = scene.role_noun(start).is_some_and(|r| r.1 == Number::Plural);
    let person = addressed && at == start + 1 && plural && definite && !scene.is_definite(start);
    // Two words in, an unknown word behind an indefinite one begins something else.
    let open = at >= start + 2 && (at - 2..=at).all(|k| !scene.is_definite(k));
    let stranger = open && is_unlisted(scene, at) && !is_unlisted(scene, at - 1);
    // "مصادر طبية وصول …": a deed behind an indefinite adjective is what they told.
    let deed = open
        && reading(scene.doc, at).0 == Some(Pos::Masdar)
        && reading(scene.doc, at - 1).0 == Some(Pos::Adj);
    let object = addressed || matches!(cue, Some(CueClass::Call | CueClass::React));
    let adjective = nominal::demonym_at(scene.doc, at).is_some()
        || reading(scene.doc, at).0 == Some(Pos::Adj)
            && (at == start + 1 || scene.is_definite(at - 1));
    let thing = object && complete && definite && !adjective && !is_name_ahead(scene, at);
    (outlet || person || stranger || deed || thing).then_some(true)
}

fn is_outlet_word(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.word(at, "outlet").is_some()
        || scene.nominal_at(at).is_some_and(|n| outlet_of(scene, n).is_some())
}

/// Whether a token begins another clause: a finite verb that is no noun.
fn is_other_verb(scene: &Scene<'_, '_>, at: usize) -> bool {
    let noun = scene.role(at).is_some()
        || scene.is_glossed(at)
        || scene.is_definite(at)
        || at > 0 && scene.word(at - 1, "name").is_some();
    let likely = scene.verb_first() && reading(scene.doc, at).0 == Some(Pos::Verb);
    (scene.doc.may_be_verb(at) || likely) && !noun
        || cue_at(scene, at).is_some_and(|c| {
            !noun && (c.is_verb() || !c.pronoun.is_empty())
                || c.form == Form::Noun && c.pronoun.starts_with('3') && !scene.is_listed(at)
        })
}
