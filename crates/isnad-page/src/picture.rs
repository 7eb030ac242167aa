//! Captions and photo credits that show by themselves.

use isnad_pack::{
    Pack,
    outlets::OutletKind,
    page::{CueKind, CuePlace},
};
use isnad_text::token::is_arabic;

use crate::{
    cued::is_lead,
    label::Label,
    line::{End, Line, before_brackets},
};

/// Captions and credits that show by themselves.
pub(crate) fn of(line: &Line<'_>, pack: &Pack) -> Option<Label> {
    let words = line.len();
    if words > 60 {
        return None;
    }
    if is_credit(line, pack) {
        return Some(Label::Credit);
    }
    let start = line
        .cues
        .iter()
        .any(|c| c.kind == CueKind::Caption && c.place == CuePlace::Start && is_lead(line, *c, 45));
    let whole = line.has(CueKind::Caption, CuePlace::Whole);
    let any = line.has(CueKind::Caption, CuePlace::Any) && words <= 45;
    let end = line.has(CueKind::Caption, CuePlace::End) && words <= 40 && line.end != End::Closed;
    (start || whole || any || end || leads_with_agency(line, pack) || ends_with_credit(line, pack))
        .then_some(Label::Caption)
}

/// Whether a line is nothing but a photo credit: `name / pool / agency`, `© AGENCY / NAME`, the
/// name of an agency alone.
fn is_credit(line: &Line<'_>, pack: &Pack) -> bool {
    let agency = |h: &&isnad_pack::outlets::OutletHit| {
        let kind = pack.page.outlets.get(h.outlet).map(|o| o.kind);
        matches!(kind, Some(OutletKind::Agency | OutletKind::PhotoAgency))
    };
    let agencies = line.outlets.iter().filter(agency).count();
    let known = agencies > 0;
    let signed = line.words.first().is_some_and(|w| w.norm == "©")
        && line.cue(CueKind::Service).is_none_or(|c| c.end - c.start == 1);
    let parts = line.text.split('/').count();
    let named = line.words.len() <= 14 && !matches!(line.end, End::Closed | End::Colon);
    let whole = line.outlets.len() == 1
        && agencies == 1
        && line.outlets[0].end - line.outlets[0].start == line.tokens.len();
    (signed && named && (known || line.len() <= 6))
        || (known && named && parts > 1 && parts * 5 >= line.words.len())
        || (whole && !line.outlets[0].bare)
}

/// Whether an Arabic line begins with the Latin name of an agency and goes on without a mark:
/// captions of pages whose credit stands before them.
fn leads_with_agency(line: &Line<'_>, pack: &Pack) -> bool {
    let Some(hit) = line.outlets.first().filter(|h| h.start == 0 && !h.bare) else { return false };
    let kind = pack.page.outlets.get(hit.outlet).map(|o| o.kind);
    let agency = matches!(kind, Some(OutletKind::Agency | OutletKind::PhotoAgency));
    let latin = line.tokens.first().is_some_and(|t| t.norm.is_ascii());
    let arabic_after = line.tokens.get(hit.end).is_some_and(|t| t.norm.starts_with(is_arabic));
    agency && latin && arabic_after && line.len() <= 45
}

/// Whether a short line ends with a credit in brackets and has no full stop before it, or with one
/// in square brackets.
fn ends_with_credit(line: &Line<'_>, pack: &Pack) -> bool {
    let Some(before) = before_brackets(line.text) else { return false };
    let Some(hit) = line.outlets.last() else { return false };
    let Some(token) = line.tokens.get(hit.start) else { return false };
    let agency = pack
        .page
        .outlets
        .get(hit.outlet)
        .is_some_and(|o| matches!(o.kind, OutletKind::Agency | OutletKind::PhotoAgency));
    let inside = token.span.start as usize > before.len();
    let square = line.text.trim_end_matches(['.', ' ']).ends_with(']');
    let finished = before.ends_with(['.', '!', '?', '؟', '"', '”', '»']);
    inside && line.len() <= 40 && (square || (agency && !finished && line.len() >= 4))
}
