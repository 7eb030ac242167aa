//! Stories as people arranged them: two that are one, pages that tell a story of their own. What was
//! found is left as it is; only stories that a decision touches are told anew.

use std::collections::BTreeSet;

use isnad_store::{Arranged, Decided};
use isnad_story::{Doc, Story};

use crate::pipeline::Pipeline;

/// Pages that tell one story, and the story if it is told as it was found.
struct Group {
    pages: Vec<String>,
    story: Option<Story>,
}

/// Lays the decisions over the stories of some pages.
pub(crate) fn arrange(
    told: Vec<Story>,
    docs: &[Doc<'_>],
    decided: &Decided,
    pipeline: &Pipeline,
) -> Vec<Story> {
    if decided.arranged().next().is_none() {
        return told;
    }
    let group = |story: Story| Group { pages: story.articles.clone(), story: Some(story) };
    let mut groups: Vec<Group> = told.into_iter().map(group).collect();
    for decision in decided.arranged() {
        match decision {
            Arranged::Joined(pages) => join(&mut groups, pages),
            Arranged::Parted(pages) => part(&mut groups, pages),
        }
    }
    let tell = |group: Group| {
        let Group { pages, story } = group;
        story.unwrap_or_else(|| {
            let pages: BTreeSet<&str> = pages.iter().map(String::as_str).collect();
            let own: Vec<Doc<'_>> =
                docs.iter().filter(|d| pages.contains(d.source)).copied().collect();
            pipeline.story_of(&own)
        })
    };
    groups.into_iter().map(tell).collect()
}

/// Makes one group of those that hold any of these pages.
fn join(groups: &mut Vec<Group>, pages: &BTreeSet<String>) {
    let holds = |group: &Group| group.pages.iter().any(|p| pages.contains(p));
    let Some(first) = groups.iter().position(holds) else { return };
    let mut others = Vec::new();
    let mut at = 0;
    groups.retain(|group| {
        at += 1;
        let is_other = at - 1 > first && holds(group);
        if is_other {
            others.extend(group.pages.iter().cloned());
        }
        !is_other
    });
    if let Some(group) = groups.get_mut(first).filter(|_| !others.is_empty()) {
        group.pages.extend(others);
        group.story = None;
    }
}

/// Takes these pages out of their groups, and makes a group of them.
fn part(groups: &mut Vec<Group>, pages: &BTreeSet<String>) {
    let mut own = Vec::new();
    for group in groups.iter_mut() {
        let (gone, left): (Vec<String>, Vec<String>) =
            group.pages.drain(..).partition(|p| pages.contains(p));
        group.pages = left;
        if !gone.is_empty() {
            group.story = None;
            own.extend(gone);
        }
    }
    groups.retain(|group| !group.pages.is_empty());
    if !own.is_empty() {
        groups.push(Group { pages: own, story: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(all: &[&[&str]]) -> Vec<Group> {
        let group = |pages: &&[&str]| Group {
            pages: pages.iter().map(|p| (*p).to_owned()).collect(),
            story: Some(Story::default()),
        };
        all.iter().map(group).collect()
    }

    fn shown(groups: &[Group]) -> Vec<String> {
        let told = |g: &Group| if g.story.is_some() { "" } else { "*" };
        groups.iter().map(|g| format!("{}{}", g.pages.join(" "), told(g))).collect()
    }

    fn set(pages: &[&str]) -> BTreeSet<String> {
        pages.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn only_stories_that_are_touched_are_told_anew() {
        let mut all = groups(&[&["a", "b"], &["c"], &["d", "e"]]);
        join(&mut all, &set(&["b", "d"]));
        assert_eq!(shown(&all), ["a b d e*", "c"]);
        part(&mut all, &set(&["e", "a"]));
        assert_eq!(shown(&all), ["b d*", "c", "a e*"]);
        part(&mut all, &set(&["c"]));
        assert_eq!(shown(&all), ["b d*", "a e*", "c*"]);
        join(&mut all, &set(&["c", "unknown"]));
        assert_eq!(shown(&all), ["b d*", "a e*", "c*"]);
    }
}
