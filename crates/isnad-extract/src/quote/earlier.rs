//! Who the sentences before are about, where nobody has spoken yet.

use std::ops::Range;

use super::{
    attribution::Desk,
    english::head_start,
    phrase::phrase,
    scene::{Room, Scene},
    speaker::{Sort, Source, source},
};

impl Desk<'_, '_, '_> {
    /// The subject of the sentence before, where nobody has spoken yet.
    pub(super) fn subject_of_before(&self) -> Option<Source> {
        let scene = self.scene;
        let units: Vec<&Range<usize>> =
            scene.units.iter().filter(|u| u.end <= self.room.range.start).collect();
        for unit in units.iter().rev().take(3) {
            let level = Room { range: (*unit).clone(), quote: None };
            let named = scene
                .nominals_in(unit)
                .iter()
                .find(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
            if let Some(id) = named.and_then(|n| n.who.id.clone()) {
                let range = named.map(|n| n.tokens.clone()).unwrap_or_default();
                return source(scene, &level, self.memory, &range).map(|s| Source { who: id, ..s });
            }
        }
        for unit in units.iter().rev().take(2) {
            let level = Room { range: (*unit).clone(), quote: None };
            let desk = Desk { room: &level, cues: &[], taken: &[], contents: &[], ..*self };
            let end = (unit.start..unit.end).rev().find(|k| scene.is_word(*k));
            let end = end.map_or(unit.end, |k| k + 1);
            if let Some(found) = desk.main_subject(end).filter(|s| s.sort == Sort::Person) {
                return Some(found);
            }
        }
        for unit in units.iter().rev().take(3) {
            let level = Room { range: (*unit).clone(), quote: None };
            let starts = role_starts(scene, unit);
            if let Some(range) = starts.into_iter().find_map(|i| phrase(scene, &level, i, None)) {
                return source(scene, &level, self.memory, &range);
            }
        }
        None
    }
}

/// Where phrases about people begin that may be the subject of a sentence: near its start, in English
/// also behind a clause that opens it.
fn role_starts(scene: &Scene<'_, '_>, unit: &Range<usize>) -> Vec<usize> {
    let near = unit.start..unit.end.min(unit.start + 4);
    let mut starts: Vec<usize> = near.filter(|i| scene.role(*i).is_some()).collect();
    if starts.is_empty() && !scene.verb_first() {
        let opened = |i: &usize| *i > unit.start && scene.is_comma(*i - 1);
        let roles = unit.clone().filter(|i| scene.role(*i).is_some());
        let led = roles.map(|i| (head_start(scene, i), i));
        let det = |i: usize| i > 0 && scene.doc.class(i - 1) == "det";
        starts.extend(led.filter(|(s, _)| det(*s) && opened(&(s - 1))).map(|(s, _)| s));
    }
    starts
}
