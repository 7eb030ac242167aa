//! What is claimed, and where reports differ.

use isnad_store::PageHead;
use isnad_story::{Claim, Conflict, Evidence, Value};

use super::view::{Part, View, WordList, WordsView};
use crate::draw::dots::{self, Report, Series};
use crate::html::Html;
use crate::link;
use crate::pages::told::{phrase, phrase_plain};

/// Reports that are drawn for a value.
const DOTS: usize = 16;

/// Values that exclude one another.
pub(super) struct ConflictView {
    pub(super) about: Html,
    pub(super) attribute: String,
    pub(super) chart: Html,
    pub(super) values: ValueList,
}

pub(super) struct ClaimView {
    pub(super) about: Html,
    pub(super) is_conflict: bool,
    pub(super) outlets: usize,
    pub(super) origins: usize,
    pub(super) speakers: usize,
    pub(super) values: ValueList,
}

/// Values of a claim, and how many more there are.
pub(super) struct ValueList {
    pub(super) shown: Vec<ValueView>,
    pub(super) more: usize,
}

pub(super) struct ValueView {
    pub(super) value: Html,
    pub(super) superseded_by: Option<Html>,
    pub(super) words: WordList,
}

/// Two renderings of much the same words that cannot both be right.
pub(super) struct Contradiction {
    pub(super) on: String,
    pub(super) sides: [WordsView; 2],
}

impl View<'_> {
    pub(super) fn conflicts(&self) -> Part<ConflictView> {
        let show = |(_, c): (usize, &Conflict)| Some(self.conflict(c));
        self.part("conflicts", &self.story.conflicts, self.most.conflicts, show)
    }

    pub(super) fn contradictions(&self) -> Part<Contradiction> {
        let show = |(_, c): (usize, &isnad_story::Contradiction)| {
            let on = self.cx.ui.label("differs", &c.on);
            Some(Contradiction { on, sides: [self.said(&c.one), self.said(&c.other)] })
        };
        let all = &self.story.conflicting_quotes;
        self.part("conflicts", all, self.most.conflicts, show)
    }

    fn conflict(&self, conflict: &Conflict) -> ConflictView {
        let attribute = self.attribute(&conflict.attribute);
        ConflictView {
            about: phrase(self.cx, &conflict.about),
            chart: self.chart(&conflict.values, &attribute),
            attribute,
            values: self.values(&conflict.values),
        }
    }

    /// What a detail is called, or what figures with a key count.
    fn attribute(&self, code: &str) -> String {
        let named = ["figure", "attribute"].iter().find_map(|group| self.cx.ui.named(group, code));
        named.map_or_else(|| phrase_plain(self.cx, code), str::to_owned)
    }

    fn values(&self, all: &[Value]) -> ValueList {
        let value = |value: &Value| ValueView {
            value: phrase(self.cx, &value.value),
            superseded_by: value.superseded_by.as_deref().map(|v| phrase(self.cx, v)),
            words: self.words(&value.words),
        };
        ValueList {
            shown: all.iter().take(self.most.values).map(value).collect(),
            more: all.len().saturating_sub(self.most.values),
        }
    }

    fn chart(&self, values: &[Value], label: &str) -> Html {
        let report = |said: &Evidence| {
            let head = self.head(&said.article);
            let outlet = || self.outlet(&said.article);
            Report {
                label: head.map_or_else(outlet, |head| self.signature(head)),
                href: link::place(&said.article, said.span),
                is_origin: head.is_some_and(|h: &PageHead| self.is_origin(h)),
                published: head.and_then(|h| h.published.clone()),
            }
        };
        let one = |value: &Value| Series {
            value: phrase_plain(self.cx, &value.value),
            is_old: value.superseded_by.is_some(),
            reports: value.words.iter().take(DOTS).map(report).collect(),
        };
        let series: Vec<Series> = values.iter().take(self.most.values).map(one).collect();
        dots::ranges(&self.cx.ui, &series, label)
    }

    /// Claims, those that are in conflict or that most outlets carry first.
    pub(super) fn claims(&self) -> Part<ClaimView> {
        let mut claims: Vec<&Claim> = self.story.claims.iter().collect();
        claims.sort_by_key(|c| (!c.conflict, std::cmp::Reverse(c.outlets)));
        self.part("claims", &claims, self.most.claims, |(_, claim)| {
            Some(ClaimView {
                about: self.claim(claim),
                is_conflict: claim.conflict,
                outlets: claim.outlets,
                origins: claim.independent_origins,
                speakers: claim.speakers,
                values: self.values(&claim.values),
            })
        })
    }

    /// What a claim is called: figures by what they count, all else as the story has it.
    fn claim(&self, claim: &Claim) -> Html {
        let named = self.cx.ui.named("figure", &claim.key);
        named.map_or_else(|| phrase(self.cx, &claim.claim), Html::of)
    }
}
