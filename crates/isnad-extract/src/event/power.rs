//! Who bears arms and who rules: what only those in power do, and who stands against them.

use isnad_pack::{
    frames::{Frame, Slot},
    lang::RoleKind,
};

use crate::{
    document::Document,
    event::{
        args::{Party, PartyKind, parties},
        is_state_code,
        roles::{Around, Found, Roles, state_of_scene},
    },
    nominal::Nominal,
};

/// Only who rules arrests, bans or convicts: people without power are those it is done to.
pub(crate) fn spare_powerless(around: &Around<'_, '_>, mut roles: Roles) -> Roles {
    let powerless = |p: &Party| p.kind == PartyKind::People && !is_armed(around.doc, p);
    let by_force = around.frame.kind != "CONCEDE" && ruled(around.frame);
    if by_force && roles.actor.as_ref().is_some_and(powerless) {
        roles.recipient = roles.actor.take();
    }
    roles
}

/// Sets a protest against those in power: the other side, the rulers of those who protest; of whom
/// nothing is told who protests is a crowd.
pub(crate) fn face_those_in_power(around: &Around<'_, '_>, found: &mut Found) {
    if found.recipients.is_empty() {
        face_to_face(around, found);
    }
    if found.recipients.is_empty() {
        found.recipients = own_rulers(around, found);
    }
    if is_faceless(around.frame, found) {
        found.actors = around.doc.lang.settings.get("crowd").cloned().into_iter().collect();
    }
}

/// Makes those actors of a protest "between" two sides who face police, soldiers or a state.
fn face_to_face(around: &Around<'_, '_>, found: &mut Found) {
    let Some(party) = found.actor_party.clone() else { return };
    let side = |n: usize| {
        let nominal = around.nominals.get(n)?;
        parties(around.doc, around.nominals, &nominal.tokens).into_iter().next()
    };
    let sides: Vec<Party> = party.nominals.clone().filter_map(side).collect();
    let clash = around.frame.has("symmetric");
    let power = |p: &Party| p.kind == PartyKind::State || clash && is_force(around, p);
    let mut people = sides.iter().filter(|p| p.kind == PartyKind::People && !is_force(around, p));
    let Some(crowd) = people.next().filter(|_| sides.iter().any(power)) else { return };
    found.actors.clone_from(&crowd.actors);
    found.recipients = sides.iter().filter(|p| power(p)).flat_map(|p| p.actors.clone()).collect();
    found.actor_party = Some(crowd.clone());
}

/// The state of people who protest against a government or before a ministry of which nothing more is
/// told.
fn own_rulers(around: &Around<'_, '_>, found: &Found) -> Vec<String> {
    let Around { doc, nominals, predicate, clause, frame, .. } = around;
    let before = doc.lang.settings.get("before").map_or("", String::as_str);
    let aimed = |key: &String| {
        before.split('|').any(|b| b == key) || frame.recipients.contains(&Slot::Prep(key.clone()))
    };
    let rules = |n: &&Nominal| {
        let body = n.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::Body);
        body && n.who.actors.is_empty() && n.prep.as_ref().is_some_and(aimed)
    };
    let behind = predicate.tokens.end..clause.range.end;
    let ruler = nominals.iter().filter(|n| behind.contains(&n.tokens.start)).find(rules);
    let people = found.actor_party.as_ref().and_then(|p| p.people.clone());
    people.filter(|_| ruler.is_some()).unwrap_or_default()
}

/// Whether a party is people told by their nationality or by no more than that they are people.
pub(crate) fn is_crowd(party: &Party) -> bool {
    party.adjective || party.kind == PartyKind::People && party.crowd
}

/// Whether a party is people without arms or a group of theirs, such as a union.
pub(crate) fn is_unarmed(doc: &Document<'_>, party: &Party) -> bool {
    match party.kind {
        PartyKind::People => !is_armed(doc, party),
        PartyKind::Body => party.group,
        PartyKind::State => is_crowd(party),
        PartyKind::Armed => false,
    }
}

/// Whether people are under arms: such as hold others by force.
pub(crate) fn is_armed(doc: &Document<'_>, party: &Party) -> bool {
    let armed = doc.lang.settings.get("armed").map_or("", String::as_str);
    party.actors.iter().any(|a| armed.split('|').any(|k| k == a))
}

/// Whether a party is an armed group or people under arms, no forces of a state.
pub(crate) fn bears_arms(doc: &Document<'_>, party: &Party) -> bool {
    party.kind == PartyKind::Armed || is_armed(doc, party)
}

/// Whether a party bears arms: a group, a body of forces, or people under arms.
pub(crate) fn is_force(around: &Around<'_, '_>, party: &Party) -> bool {
    let role = around.nominals.get(party.nominals.start).and_then(|n| n.role);
    let body = role.is_some_and(|r| {
        let role = &around.doc.lang.roles[r];
        around.doc.lang.settings.lists("forces", &role.id)
    });
    match party.kind {
        PartyKind::Armed => true,
        PartyKind::State | PartyKind::Body => body,
        PartyKind::People => body || is_armed(around.doc, party),
    }
}

/// Whether nobody is said to protest but a crowd.
fn is_faceless(frame: &Frame, found: &Found) -> bool {
    let gathering = matches!(frame.mode.as_deref(), None | Some("demo" | "riot" | "obstruct"));
    match &found.actor_party {
        Some(party) => is_crowd(party) || gathering && party.kind == PartyKind::State,
        // Works and floods close roads too.
        None => gathering && frame.mode.as_deref() != Some("obstruct") && found.actors.is_empty(),
    }
}

/// Whether only who rules can do a deed.
pub(crate) fn ruled(frame: &Frame) -> bool {
    match frame.mode.as_deref() {
        None => frame.kind == "CONCEDE",
        Some(mode) => match frame.kind.as_str() {
            "COERCE" => !matches!(mode, "seize" | "cyber" | "misinformation"),
            "SANCTION" => mode == "convict",
            _ => false,
        },
    }
}

/// Makes the state of the people or of the place the doer of what nobody is said to do.
pub(crate) fn rule_at_home(around: &Around<'_, '_>, found: &mut Found) {
    let people = found
        .recipient_party
        .as_ref()
        .and_then(|p| p.people.clone().map(|s| (s, p.actors.clone())));
    let scene = state_of_scene(around, &[]);
    let foreign = |s: &[String]| !scene.is_empty() && !scene.iter().any(|a| s.contains(a));
    if let Some((states, role)) = people.filter(|(s, _)| !s.is_empty()) {
        let abroad = foreign(&states);
        found.recipients = if abroad { states.clone() } else { role };
        found.actors = if abroad { scene } else { states };
        return;
    }
    let nationals = found.recipient_party.as_ref().is_some_and(|p| p.adjective && !found.by_place);
    // Whose nationality is told is seldom at home.
    if nationals && (scene.is_empty() || foreign(&found.recipients)) {
        found.actors = scene;
        return;
    }
    let only = found.recipients.iter().all(|r| is_state_code(r));
    if only {
        found.actors = if scene.is_empty() { found.recipients.split_off(0) } else { scene };
        found.recipients.clear();
    } else {
        found.actors = scene;
    }
}
